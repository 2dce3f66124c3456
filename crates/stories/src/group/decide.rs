//! What editors decide: it holds against everything the machine finds, until it is undone.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::compare::Ranked;
use super::{Grouper, Member, Placement};
use crate::terms::dot;

/// Likeness to an article that an editor put somewhere from which on another follows it, if no other is more like it.
const FOLLOWS: f32 = 0.4;

/// What an editor decided about stories; the machine never undoes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Decision {
    /// Two stories are one, under the id of `into`.
    Merge {
        /// The story that ends.
        story: String,
        /// The story that goes on.
        into: String,
    },
    /// These articles of one story become a story of their own.
    Split {
        /// The articles.
        articles: Vec<String>,
        /// The id of the new story: one that no story goes by.
        story: String,
    },
    /// An article belongs to this story.
    Move {
        /// The article.
        article: String,
        /// The story.
        story: String,
    },
}

/// A decision that is undone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Undone {
    /// The number of the decision.
    pub ruling: i64,
    /// Where articles belong again.
    pub back: Vec<(String, String)>,
    /// Ids by which a story goes again that had become part of another: its own first, then those that it had taken in.
    pub revived: Vec<String>,
}

impl Grouper {
    /// Applies an editor's decision, whose number is `ruling`.
    pub fn decide(&mut self, ruling: i64, decision: &Decision) {
        match decision {
            Decision::Merge { story, into } => self.join_stories(ruling, story, into),
            Decision::Split { articles, story } => {
                let from: Vec<u32> = articles.iter().filter_map(|article| self.story_of(article)).collect();
                self.release(story);
                for article in articles {
                    self.shift(article, story, Some(ruling));
                }
                from.iter().for_each(|&from| self.part(from, story, ruling));
            }
            Decision::Move { article, story } => {
                let from = self.story_of(article);
                self.shift(article, story, Some(ruling));
                from.iter().for_each(|&from| self.part(from, story, ruling));
            }
        }
    }

    /// Takes an editor's decision back: what it forbade is allowed again, and articles go back where they were.
    pub fn undo(&mut self, undone: &Undone) {
        let ruling = undone.ruling;
        self.apart.retain(|(_, _, n)| *n != ruling);
        for strand in self.strands.iter_mut().flatten() {
            strand.rulings.remove(&ruling);
        }
        for member in self.members.values_mut().filter(|member| member.ruled == Some(ruling)) {
            member.ruled = None;
        }
        let joint = undone.revived.first().and_then(|id| self.names.get(id).copied());
        undone.revived.iter().for_each(|id| self.release(id));
        let mut shifts: BTreeMap<(&str, u32), Vec<u64>> = BTreeMap::new();
        for (article, story) in &undone.back {
            let Some(member) = self.places.get(article).and_then(|arrival| self.members.get(arrival)) else { continue };
            shifts.entry((story, member.strand)).or_default().push(member.arrival);
        }
        for ((story, from), mut arrivals) in shifts {
            let Some(language) = self.strand(from).map(|strand| strand.language) else { continue };
            arrivals.sort_unstable();
            let to = self.strand_in(story, language);
            if to == from {
                continue;
            }
            let others = self.strand(from).map(|strand| strand.rulings.clone()).unwrap_or_default();
            if let Some(strand) = self.strand_mut(to).filter(|_| !undone.revived.is_empty()) {
                strand.rulings.extend(others);
            }
            self.shift_members(&arrivals, from, to);
        }
        let Some((own, others)) = undone.revived.split_first() else { return };
        let Some(&story) = self.names.get(own) else { return };
        for other in others {
            self.names.insert(other.clone(), story);
            if let Some(Some(story)) = self.stories.get_mut(story as usize) {
                story.aliases.push(other.clone());
            }
        }
        // Who takes a merge back says that they are two.
        joint.into_iter().for_each(|joint| self.part(joint, own, ruling));
    }

    /// Those of `others` that came in to the part of a story in which some of `articles` stand.
    pub fn beside(&self, articles: &[String], others: &[String]) -> Vec<String> {
        let strand_of = |article: &String| Some(self.members.get(self.places.get(article)?)?.strand);
        let strands: Vec<u32> = articles.iter().filter_map(strand_of).collect();
        others
            .iter()
            .filter(|other| strand_of(other).is_some_and(|strand| strands.contains(&strand)))
            .cloned()
            .collect()
    }

    /// The strand of the article most like this one, if an editor put it there: what is like it follows.
    pub(super) fn follows(&self, member: &Member, ranked: &[Ranked]) -> Option<u32> {
        let strands = || ranked.iter().filter_map(|ranked| self.strand(ranked.strand));
        if strands().all(|strand| strand.rulings.is_empty()) {
            return None;
        }
        let others = strands().flat_map(|strand| &strand.members).filter_map(|arrival| self.members.get(arrival));
        let like = others.map(|other| (dot(&member.vectors.all, &other.vectors.all), other));
        let (likeness, other) = like.max_by(|a, b| a.0.total_cmp(&b.0))?;
        (other.ruled.is_some() && likeness >= FOLLOWS).then_some(other.strand)
    }

    /// Must two stories stay apart?
    pub(super) fn held_apart(&self, a: u32, b: u32) -> bool {
        let (low, high) = (a.min(b), a.max(b));
        self.apart.range((low, high, i64::MIN)..=(low, high, i64::MAX)).next().is_some()
    }

    /// From now on two stories stay apart.
    fn part(&mut self, a: u32, other: &str, ruling: i64) {
        if let Some(&b) = self.names.get(other)
            && a != b
            && self.story(a).is_some()
        {
            self.apart.insert((a.min(b), a.max(b), ruling));
        }
    }

    /// An id under which a story was taken in no longer leads to the other one.
    fn release(&mut self, id: &str) {
        let Some(&at) = self.names.get(id) else { return };
        if let Some(Some(story)) = self.stories.get_mut(at as usize)
            && story.id != id
        {
            story.aliases.retain(|alias| alias != id);
            self.names.remove(id);
        }
    }

    /// Moves one article to the story of this id, by an editor's ruling or as it was before.
    pub(super) fn shift(&mut self, article: &str, story: &str, ruling: Option<i64>) {
        let Some(&arrival) = self.places.get(article) else { return };
        let Some((old, language)) = self.members.get(&arrival).map(|member| (member.strand, member.language)) else {
            return;
        };
        if let Some(member) = self.members.get_mut(&arrival).filter(|_| ruling.is_some()) {
            member.ruled = ruling;
        }
        if self.story_of(article) != self.names.get(story).copied() {
            let new = self.strand_in(story, language);
            // Before the members move: a strand that is left empty is gone.
            self.mark(old, ruling);
            self.mark(new, ruling);
            self.shift_members(&[arrival], old, new);
        }
    }

    fn mark(&mut self, strand: u32, ruling: Option<i64>) {
        if let Some(strand) = self.strand_mut(strand) {
            strand.rulings.extend(ruling);
        }
    }

    /// An editor's merge: the strands stay apart, the story is one.
    fn join_stories(&mut self, ruling: i64, story: &str, into: &str) {
        let (Some(&gone), Some(&keep)) = (self.names.get(story), self.names.get(into)) else { return };
        if gone == keep {
            return;
        }
        self.link(gone, keep, &mut Placement::default());
        for strand in self.story(keep).map(|s| s.strands.clone()).unwrap_or_default() {
            self.mark(strand, Some(ruling));
        }
    }
}
