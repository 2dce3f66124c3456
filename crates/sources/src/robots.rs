//! robots.txt (RFC 9309).

use serde::{Deserialize, Serialize};

/// A robots.txt as it was fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RobotsFile {
    /// Scheme, host and port, as `https://example.org`.
    pub origin: String,
    /// Unix second at which it was fetched; it holds for a day.
    pub fetched: i64,
    /// Its text; absent: there is none, everything may be fetched.
    pub text: Option<String>,
}
