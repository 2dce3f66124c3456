//! Something odd in the input, kept with the result.

use serde::{Deserialize, Serialize};

/// A sentence for the editor about something odd in an input that was read all the same, such as
/// "the feed ends in the middle of an entry". Written as a bare string.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flaw(pub String);

impl Flaw {
    /// A flaw from its sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}
