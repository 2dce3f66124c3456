//! What grouping and copies need to know of an article, small and without its text.

use model::{Analysis, Article};
use serde::{Deserialize, Serialize};

/// What grouping and copies need to know of an article.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The article's id.
    pub id: String,
    /// Whose it is.
    pub outlet: String,
    /// Primary subtag.
    pub language: String,
    /// Unix seconds; absent where no time is known.
    pub published: Option<i64>,
}

/// Takes an article's fingerprint.
pub fn fingerprint(article: &Article, analysis: &Analysis) -> Fingerprint {
    let _ = analysis;
    Fingerprint { id: article.id.clone(), ..Fingerprint::default() }
}
