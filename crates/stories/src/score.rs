//! How sure it is that an article belongs to a strand, from features of the two.
//!
//! With a text, eighty small trees decide (`trees.txt`). They were grown by gradient boosting on ECB+ (Cybulska and Vossen 2014,
//! CC BY 3.0), whole, cut to its leads and to its headlines, on headlines of the UCI News Aggregator set (public domain) and on
//! invented reports, first along the true stories, then three times along the grouping's own; each split keeps to the direction
//! in which its feature must point. Headlines alone are too few there: their weights are set by hand. What counts most for them is how much of
//! all that is told with the same words is told in this strand.

use std::sync::LazyLock;

/// How many features a pair has.
pub const FEATURES: usize = 29;

/// Features of an article and a strand, in the order of the names below.
pub type Features = [f32; FEATURES];

/// Mean probability from which two strands are made one.
pub const MERGE_BAR: f32 = 0.5;

/// The probability from which an article joins, from which one with a text does, and from which that does if the heaviest names of both sides meet: a report of
/// the next day tells new things about the same people and places.
const JOIN_BAR: f32 = 0.5;
const TEXT_BAR: f32 = 0.45;
const NAMED_BAR: f32 = 0.2;

/// Does an article with this probability join?
pub fn joins(probability: f32, features: &Features, full: bool) -> bool {
    let [.., both_names, _, _, _, _, _, _, _, _, _, theirs, ours, _] = *features;
    let named = full && both_names > 0.0 && theirs > 0.5 && ours > 0.5;
    let bar = match (full, named) {
        (true, true) => NAMED_BAR,
        (true, false) => TEXT_BAR,
        (false, _) => JOIN_BAR,
    };
    probability >= bar
}

/// The probability that an article with these features belongs to the strand; `full`: it has more than a headline.
pub fn probability(features: &Features, full: bool) -> f32 {
    let sum = if full {
        TREES.base + TREES.trees.iter().map(|tree| tree.value(features)).sum::<f32>()
    } else {
        features.iter().zip(&HEADLINE).map(|(x, w)| x * w.1).sum()
    };
    1.0 / (1.0 + (-sum).exp())
}

static TREES: LazyLock<Trees> = LazyLock::new(|| Trees::read(include_str!("trees.txt")));

/// Levels of a tree.
const DEPTH: usize = 4;
const SPLITS: usize = (1 << DEPTH) - 1;

struct Trees {
    base: f32,
    trees: Vec<Tree>,
}

/// A whole binary tree: splits in order of levels (feature, bound: above it to the right), then the values of the leaves.
struct Tree {
    splits: [(usize, f32); SPLITS],
    leaves: [f32; SPLITS + 1],
}

impl Trees {
    /// Reads the base value on the first line, then a tree a line.
    fn read(text: &str) -> Self {
        let mut lines = text.lines();
        let base = lines.next().and_then(|line| line.parse().ok()).unwrap_or(0.0);
        Self { base, trees: lines.filter_map(Tree::read).collect() }
    }
}

impl Tree {
    fn read(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let mut tree = Self { splits: [(0, 0.0); SPLITS], leaves: [0.0; SPLITS + 1] };
        for split in &mut tree.splits {
            let (feature, bound) = words.next()?.split_once(':')?;
            *split = (feature.parse().ok().filter(|f| *f < FEATURES)?, bound.parse().ok()?);
        }
        for leaf in &mut tree.leaves {
            *leaf = words.next()?.parse().ok()?;
        }
        Some(tree)
    }

    fn value(&self, features: &Features) -> f32 {
        let mut at = 0;
        while let Some((feature, bound)) = self.splits.get(at) {
            let right = features.get(*feature).is_some_and(|x| x > bound);
            at = 2 * at + 1 + usize::from(right);
        }
        self.leaves.get(at - SPLITS).copied().unwrap_or(0.0)
    }
}

/// What each feature is, with its weight for headlines.
const HEADLINE: [(&str, f32); FEATURES] = [
    ("always 1", -5.5),
    ("cosine to the centre", 3.0),
    ("of headlines", 0.0),
    ("of names", 0.0),
    ("of figures", 0.0),
    ("highest cosine to one of the latest members", 3.0),
    ("mean cosine to them", 0.0),
    ("share of them above 0.12", 0.0),
    ("highest cosine of headlines", 0.0),
    ("e to minus the gap in days", 2.0),
    ("e to minus a quarter of it", 0.0),
    ("e to minus a quarter of the strand's age", 0.0),
    ("logarithm of its size", 0.0),
    ("the outlet is in it already", 0.0),
    ("share of the headline found in it", 0.0),
    ("share of the six heaviest terms found", 0.0),
    ("both have names", 0.0),
    ("both have figures", 0.0),
    ("no time known", 0.0),
    ("root of the cosine to the centre", 0.0),
    ("both have names, none shared", 0.0),
    ("cosines of names and of all", 0.0),
    ("highest cosines of headlines and of all", 0.0),
    ("share of its names found in the article", 1.5),
    ("mean part of the articles with the same terms that are in it", 6.0),
    ("highest such part", 3.0),
    ("part of its three heaviest names found in the article", 0.0),
    ("part of the article's three heaviest names found in it", 0.0),
    ("part of its three heaviest figures found in the article", 0.0),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_tree() {
        assert_eq!(TREES.trees.len(), 80);
        assert_eq!(include_str!("trees.txt").lines().count(), 81);
    }

    #[test]
    fn likeness_raises_the_probability() {
        let mut features = [0.0; FEATURES];
        for (at, value) in [(0, 1.0), (9, 0.5), (10, 0.5), (11, 0.5), (16, 1.0), (17, 1.0), (18, 1.0), (20, 1.0)] {
            features[at] = value;
        }
        let unlike = features;
        for at in (1..9).chain([14, 15, 19, 21, 22, 23, 24, 25, 26, 27, 28]) {
            features[at] = 0.7;
        }
        features[20] = 0.0;
        for full in [true, false] {
            assert!(probability(&unlike, full) < 0.1, "{full}");
            assert!(probability(&features, full) > 0.9, "{full}");
        }
    }
}
