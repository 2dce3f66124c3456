//! What is asked, what comes back, and what went wrong.

use std::fmt;

/// What a request is for: decides whether robots.txt and Crawl-delay are asked for, and the `Accept` header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// A feed that an editor subscribed to: robots.txt is not asked (no peer does), pauses are kept.
    #[default]
    Feed,
    /// An article's page.
    Page,
    /// A picture.
    Picture,
    /// A robots.txt; the fetcher asks for these itself.
    Robots,
    /// A home page or an address that may be a feed, looked at to find an outlet's feeds.
    Discovery,
}

impl Purpose {
    /// Does robots.txt decide? (RFC 9309 speaks of crawlers; a feed is an address made for this.)
    pub(crate) fn asks_robots(self) -> bool {
        matches!(self, Self::Page | Self::Picture | Self::Discovery)
    }

    /// The `Accept` header.
    pub(crate) fn accept(self) -> &'static str {
        match self {
            Self::Feed => {
                "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
            }
            Self::Page => "text/html, application/xhtml+xml, */*;q=0.5",
            Self::Picture => "image/webp, image/jpeg, image/png, image/gif, image/*;q=0.5",
            Self::Robots => "text/plain, */*;q=0.5",
            Self::Discovery => "text/html, application/atom+xml, application/rss+xml, application/feed+json, */*;q=0.5",
        }
    }
}

/// One thing to fetch.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Request {
    /// The address, http or https.
    pub url: String,
    /// What for.
    pub purpose: Purpose,
    /// The `ETag` of the last whole answer, byte for byte as [`Answer::etag`] gave it.
    pub etag: Option<String>,
    /// The `Last-Modified` of the last whole answer, byte for byte.
    pub last_modified: Option<String>,
}

impl Request {
    /// A request without validators.
    pub fn new(url: impl Into<String>, purpose: Purpose) -> Self {
        Self { url: url.into(), purpose, etag: None, last_modified: None }
    }
}

/// One redirect that was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Where it sent us.
    pub to: String,
    /// 301 or 308: for ever.
    pub permanent: bool,
}

/// A whole answer: 200 with its body, or 304. Anything else is a [`Fault`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answer {
    /// 200 to 203, or 304.
    pub status: u16,
    /// The address that answered, after redirects, without fragment.
    pub url: String,
    /// The redirects on the way, in order.
    pub chain: Vec<Hop>,
    /// `ETag` as received, byte for byte (bytes above 127 as Latin-1), to be kept and sent back. From a 304 too: keep the newer.
    pub etag: Option<String>,
    /// `Last-Modified` as received.
    pub last_modified: Option<String>,
    /// `Content-Type` as received.
    pub content_type: Option<String>,
    /// `Content-Location` as received.
    pub content_location: Option<String>,
    /// `Content-Language` as received.
    pub content_language: Option<String>,
    /// Seconds for which the outlet says that nothing new is to be had: `Cache-Control: max-age`, else `Expires` less `Date`.
    pub fresh_for: Option<i64>,
    /// The body without its content coding; `None` on 304.
    pub body: Option<Vec<u8>>,
}

/// When a failed request may be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retry {
    /// Never: the answer would be the same.
    Never,
    /// When [`crate::schedule::backoff`] says.
    Backoff,
    /// Not before this Unix second; nothing was wrong with the address itself.
    At(i64),
}

/// What sort of thing went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// The outlet asked for a rest (429, 503 with or without Retry-After): the whole registrable domain is left alone.
    Paused {
        /// The registrable domain, or the host where it is an address.
        domain: String,
        /// Unix second at which it ends.
        until: i64,
    },
    /// The host could not be reached a moment ago and is left alone for a while; nothing was sent.
    Resting,
    /// Other requests to the same host come first (one at a time, Crawl-delay); nothing was sent.
    Busy,
    /// 410: gone for good.
    Gone,
    /// 404.
    NotFound,
    /// robots.txt does not want it.
    Robots,
    /// robots.txt could not be had, which counts as a no for now (RFC 9309, 2.3.1.4).
    RobotsUnknown,
    /// The address leads where the hub must not go, or is none that can be fetched (scheme, port).
    Forbidden,
    /// More bytes than the limit, packed or unpacked.
    TooLarge,
    /// It took too long.
    Timeout,
    /// The answer broke off before its end.
    Truncated,
    /// The body is not what its content coding says.
    Garbled,
    /// The name does not resolve.
    Dns,
    /// No connection, or it was cut before an answer.
    Unreachable,
    /// No trustworthy encrypted connection.
    Tls,
    /// Redirects in a circle, too many, or to nowhere.
    Redirects,
    /// Any other status.
    Status(u16),
}

/// A request that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// A sentence for the editor.
    pub sentence: String,
    /// What went wrong.
    pub kind: FaultKind,
    /// When to try again.
    pub retry: Retry,
}

impl Fault {
    /// Did this request show a fault of its address? False where it was only put off (paused, resting, busy): then the count of
    /// faults stays as it was and nothing is wrong that an editor should look at.
    pub fn counts(&self) -> bool {
        !matches!(self.kind, FaultKind::Paused { .. } | FaultKind::Resting | FaultKind::Busy)
    }

    pub(crate) fn new(kind: FaultKind, retry: Retry, sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), kind, retry }
    }

    pub(crate) fn never(kind: FaultKind, sentence: impl Into<String>) -> Self {
        Self::new(kind, Retry::Never, sentence)
    }

    pub(crate) fn later(kind: FaultKind, sentence: impl Into<String>) -> Self {
        Self::new(kind, Retry::Backoff, sentence)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Fault {}
