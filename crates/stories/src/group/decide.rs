//! What editors decide: it holds against everything the machine finds.

use serde::{Deserialize, Serialize};

use super::{Grouper, Placement};

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
    /// These articles of one story become a story of their own, whose id is that of the first of them.
    Split {
        /// The articles.
        articles: Vec<String>,
    },
    /// An article belongs to this story.
    Move {
        /// The article.
        article: String,
        /// The story; the article's own id makes it one by itself.
        story: String,
    },
}

impl Grouper {
    /// Applies an editor's decision; the articles that are remembered and whose story changed, with the story they belong to now.
    pub fn decide(&mut self, decision: &Decision) -> Vec<(String, String)> {
        match decision {
            Decision::Merge { story, into } => self.join_stories(story, into),
            Decision::Split { articles } => {
                let Some(first) = articles.iter().find(|a| self.places.contains_key(*a)).cloned() else {
                    return Vec::new();
                };
                let old = self.story_of(&first);
                let moved: Vec<_> = articles.iter().filter_map(|a| self.shift(a, &first)).collect();
                if let (Some(old), Some(&new)) = (old, self.names.get(&first))
                    && old != new
                {
                    self.apart.insert((old.min(new), old.max(new)));
                }
                moved
            }
            Decision::Move { article, story } => {
                let old = self.story_of(article);
                let moved: Vec<_> = self.shift(article, story).into_iter().collect();
                if story == article
                    && let (Some(old), Some(&new)) = (old, self.names.get(story))
                    && old != new
                {
                    self.apart.insert((old.min(new), old.max(new)));
                }
                moved
            }
        }
    }

    /// Moves one article to the story of this id.
    fn shift(&mut self, article: &str, story: &str) -> Option<(String, String)> {
        let arrival = *self.places.get(article)?;
        let member = self.members.remove(&arrival)?;
        self.keys.remove(&member.keys);
        let old = member.strand;
        if let Some(strand) = self.strand_mut(old) {
            strand.members.retain(|a| *a != arrival);
            strand.fixed = true;
        }
        let alone =
            story == article && self.story_named(story).is_some_and(|s| Some(s) == self.strand(old).map(|o| o.story));
        let strand =
            if alone { self.new_story(article, member.language) } else { self.strand_in(story, member.language) };
        self.join(member, strand);
        if let Some(strand) = self.strand_mut(strand) {
            strand.fixed = true;
        }
        if self.strand(old).is_some_and(|s| s.members.is_empty()) {
            self.remove_strand(old);
        } else {
            self.settle(old);
        }
        Some((article.to_owned(), self.story_id(strand)))
    }

    fn story_named(&self, id: &str) -> Option<u32> {
        self.names.get(id).copied()
    }

    /// An editor's merge: the strands stay apart, the story is one.
    fn join_stories(&mut self, story: &str, into: &str) -> Vec<(String, String)> {
        let (Some(gone), Some(keep)) = (self.story_named(story), self.story_named(into)) else { return Vec::new() };
        if gone == keep {
            return Vec::new();
        }
        self.apart.remove(&(gone.min(keep), gone.max(keep)));
        let mut placement = Placement::default();
        self.link(gone, keep, &mut placement);
        for strand in self.story(keep).map(|s| s.strands.clone()).unwrap_or_default() {
            if let Some(strand) = self.strand_mut(strand) {
                strand.fixed = true;
            }
        }
        placement.moved
    }
}
