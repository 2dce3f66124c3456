//! How sure it is that an article belongs to a strand, from features of the two.
//!
//! The weights are set by hand: the data they were tried on may be measured but not learned from. Headlines alone have weights of
//! their own: there, how much of all that is told with the same words is told in this strand says more than likeness does.

/// How many features a pair has.
pub const FEATURES: usize = 26;

/// Features of an article and a strand, in the order in which grouping makes them.
pub type Features = [f32; FEATURES];

/// Mean probability from which two strands are made one.
pub const MERGE_BAR: f32 = 0.5;

/// The probability from which an article joins.
pub const JOIN_BAR: f32 = 0.5;

/// The probability that an article with these features belongs to the strand; `full`: it has more than a headline.
pub fn probability(features: &Features, full: bool) -> f32 {
    let weights = if full { &FULL } else { &HEADLINE };
    let sum: f32 = features.iter().zip(weights).map(|(x, w)| x * w.1).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// What each feature is, with its weight.
type Weights = [(&'static str, f32); FEATURES];

const FULL: Weights = [
    ("always 1", -5.5),
    ("cosine to the centre", 3.0),
    ("of headlines", 0.7),
    ("of names", 3.0),
    ("of figures", 3.0),
    ("highest cosine to one of the latest members", 0.0),
    ("mean cosine to them", 0.0),
    ("share of them above 0.12", 0.8),
    ("highest cosine of headlines", 0.4),
    ("e to minus the gap in days", 1.0),
    ("e to minus a quarter of it", 0.0),
    ("e to minus a quarter of the strand's age", 0.5),
    ("logarithm of its size", -0.3),
    ("the outlet is in it already", 0.0),
    ("share of the headline found in it", 1.0),
    ("share of the six heaviest terms found", 0.4),
    ("both have names", -0.5),
    ("both have figures", 0.0),
    ("no time known", 0.0),
    ("root of the cosine to the centre", 0.0),
    ("both have names, none shared", -1.5),
    ("cosines of names and of all", 0.9),
    ("highest cosines of headlines and of all", 0.0),
    ("share of its names found in the article", 3.5),
    ("mean part of the articles with the same terms that are in it", 1.0),
    ("highest such part", 1.0),
];

const HEADLINE: Weights = [
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
];
