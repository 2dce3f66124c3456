//! Fingerprints in order of arrival → stories and copies; and the well-rounded view of a story. Pure: no clock, no disk.

mod view;

use analysis::Fingerprint;
pub use view::{
    Agreed, Counts, Coverage, Moment, NameCount, OneSide, Report, ReportLine, Said, Source, Speaker, View, view,
};

use serde::{Deserialize, Serialize};

/// Where an article was placed, and why.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Placement {
    /// The article.
    pub article: String,
    /// The story it was put in: the id of the story's first article.
    pub story: String,
    /// Stories that became part of `story` with this decision; their ids redirect to it.
    pub merged: Vec<String>,
    /// Other articles whose story changed with this decision, and the story they belong to now: the members of a merged
    /// story, or those split off.
    pub moved: Vec<(String, String)>,
    /// For people: "grouped because: Kyiv, ballistic, nine; 2 h apart".
    pub why: String,
}

/// The state of grouping. Given the same fingerprints and decisions in the same order, it is the same.
#[derive(Debug, Default)]
pub struct Grouper {}

impl Grouper {
    /// An empty memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts an article into a story, its own or another's.
    pub fn place(&mut self, article: &Fingerprint) -> Placement {
        Placement { article: article.id.clone(), story: article.id.clone(), ..Placement::default() }
    }
}

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
    /// Remembers an article in the story it was put in before, without judging again: fast, for rebuilding the state.
    pub fn replay(&mut self, article: &Fingerprint, story: &str) {
        let _ = (article, story);
    }

    /// Applies an editor's decision; the articles whose story changed, with the story they belong to now.
    pub fn decide(&mut self, decision: &Decision) -> Vec<(String, String)> {
        let _ = decision;
        Vec::new()
    }
}

/// What an article was copied from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Copy {
    /// The article.
    pub article: String,
    /// The earlier article whose text it carries.
    pub origin: String,
    /// 0 to 1: the part of this article's words that came from the origin.
    pub share: f64,
    /// verbatim, shortened, extended, edited, rewritten, mixed.
    pub kind: String,
}

/// The memory of texts seen, for finding copies.
#[derive(Debug, Default)]
pub struct Copies {}

impl Copies {
    /// An empty memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// Tells what this article was copied from, and remembers it.
    pub fn find(&mut self, article: &Fingerprint) -> Option<Copy> {
        let _ = article;
        None
    }
}
