//! The door to the net: the only room that opens outbound sockets. Polite (one connection a host, robots.txt, Retry-After,
//! Crawl-delay, validators) and safe (each hop resolves, checks every address and connects only to one that passed; limits on
//! bytes, ratio and time).
//!
//! The principal type is [`Fetcher`]; [`Fetcher::fetch`] takes a [`Request`] and gives an [`Answer`] or a [`Fault`] that says
//! when to try again. [`schedule`] decides when to poll a feed next.

mod address;
mod body;
mod connect;
mod fetch;
mod politeness;
pub mod schedule;

use std::{fmt, sync::Arc, time::Duration};

pub use address::{Network, NotANetwork, globally_routable, permitted};
pub use body::decode;
pub use connect::Resolver;
pub use politeness::{Robots, RobotsTxt};

/// How a [`Fetcher`] behaves.
#[derive(Clone)]
pub struct Options {
    /// `Broadsheet/0.1 (+https://news.example.org)`: who we are and how to reach us.
    pub user_agent: String,
    /// Networks that may be fetched although they are not globally routable.
    pub allow: Vec<Network>,
    /// An HTTP proxy for all requests: `http://host:port`.
    pub proxy: Option<String>,
    /// Further certificate authorities, PEM.
    pub authorities: Option<Vec<u8>>,
    /// Connections open at once, over all hosts.
    pub connections: usize,
    /// Until a connection stands.
    pub connect_timeout: Duration,
    /// Until the whole answer is there.
    pub timeout: Duration,
    /// Between two pieces of an answer.
    pub pause_timeout: Duration,
    /// How names become addresses; tests put their own.
    pub resolver: Resolver,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            user_agent: concat!("Broadsheet/", env!("CARGO_PKG_VERSION"), " (+http://localhost/)").to_owned(),
            allow: Vec::new(),
            proxy: None,
            authorities: None,
            connections: 32,
            connect_timeout: Duration::from_secs(10),
            timeout: Duration::from_secs(30),
            pause_timeout: Duration::from_secs(15),
            resolver: connect::system_resolver(),
        }
    }
}

/// What is asked for; decides which manners apply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A feed that an editor listed: robots.txt is not asked.
    Feed,
    /// An article's page.
    Page,
    /// A picture of an article.
    Picture,
    /// A home page, on which feeds are looked for.
    Discovery,
}

/// One thing to fetch.
#[derive(Debug, Clone)]
pub struct Request {
    /// Absolute, http or https.
    pub url: String,
    /// Why.
    pub purpose: Purpose,
    /// Of the last answer, byte for byte.
    pub etag: Option<String>,
    /// Of the last answer, byte for byte.
    pub last_modified: Option<String>,
}

/// One redirect that was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hop {
    /// Where it led.
    pub to: String,
    /// 301 or 308.
    pub permanent: bool,
}

/// What came.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// 200 or 304.
    pub status: u16,
    /// Where it came from, after redirects.
    pub url: String,
    /// The redirects, in order.
    pub redirects: Vec<Hop>,
    /// As received.
    pub etag: Option<String>,
    /// As received.
    pub last_modified: Option<String>,
    /// As received.
    pub content_type: Option<String>,
    /// As received.
    pub content_location: Option<String>,
    /// As received.
    pub content_language: Option<String>,
    /// Seconds for which the answer is fresh, from Cache-Control, else from Expires.
    pub max_age: Option<i64>,
    /// Decoded; `None`: not modified.
    pub body: Option<Vec<u8>>,
}

/// What sort of fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// The host asked for a pause (429, 503); all of its registrable domain rests until then.
    Paused {
        /// The registrable domain, or the host where it has none.
        domain: String,
        /// Unix seconds.
        until: i64,
    },
    /// 410: never again.
    Gone,
    /// 404 and other refusals of this address alone (4xx).
    NotFound,
    /// robots.txt does not want it fetched.
    Robots,
    /// The address may not be fetched: its form, its scheme, its network; or it leads in a circle.
    Address,
    /// Larger than the limit, or a bomb.
    TooLarge,
    /// Too slow.
    Timeout,
    /// It broke off before its end.
    Truncated,
    /// No connection: name not found, refused, reset, TLS.
    Unreachable,
    /// An answer that is none: 5xx, a broken header, an encoding that cannot be undone.
    Answer,
}

/// Why nothing came, in a sentence for the editor, and when to try again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What sort.
    pub kind: FaultKind,
    /// For the editor.
    pub sentence: String,
    /// The HTTP status, where there was one.
    pub status: Option<u16>,
    /// Seconds after which the host says to try again; absent: as the caller's backoff says.
    pub retry_after: Option<i64>,
}

impl Fault {
    pub(crate) fn new(kind: FaultKind, sentence: impl Into<String>) -> Self {
        Self { kind, sentence: sentence.into(), status: None, retry_after: None }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Fault {}

/// Fetches; cheap to clone, all clones share manners and limits.
#[derive(Clone)]
pub struct Fetcher {
    inner: Arc<fetch::Inner>,
}

impl Fetcher {
    /// A fetcher with these manners. `Err`: the certificate authorities or the proxy cannot be read.
    pub fn new(options: Options) -> Result<Self, String> {
        Ok(Self { inner: Arc::new(fetch::Inner::new(options)?) })
    }

    /// Fetches one thing, waiting for its host's turn; follows redirects, at most five.
    pub async fn fetch(&self, request: &Request) -> Result<Answer, Fault> {
        fetch::fetch(&self.inner, request).await
    }

    /// The sitemaps that the robots.txt of an address's host names; none where it was not asked for an earlier request.
    pub async fn sitemaps(&self, url: &str) -> Vec<String> {
        let Ok(url) = url::Url::parse(url) else { return Vec::new() };
        let robots = self.inner.hosts.turn(&url).await.robots(&url, fetch::now());
        robots.map(|robots| robots.sitemaps().to_vec()).unwrap_or_default()
    }

    /// Lets a registrable domain rest until then (Unix seconds), as it was when the hub last stopped.
    pub fn pause(&self, domain: &str, until: i64) {
        self.inner.hosts.pause(domain, until);
    }

    /// The answers for robots.txt since the last call, to be kept over a restart.
    pub fn take_robots(&self) -> Vec<RobotsTxt> {
        self.inner.hosts.take_robots()
    }

    /// Takes an answer for a robots.txt as it was kept when the hub last stopped; before the first fetch. It holds as long as it is fresh.
    pub fn keep_robots(&self, answer: &RobotsTxt) {
        self.inner.hosts.keep_robots(answer);
    }

    /// Remembers the validators that an address gave, as it was when the hub last stopped.
    pub fn remember(&self, url: &str, etag: Option<String>, last_modified: Option<String>) {
        self.inner.hosts.remember(url, etag, last_modified);
    }
}
