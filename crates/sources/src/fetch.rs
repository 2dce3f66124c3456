//! The way out: one request with its redirects, politely.

use crate::{Answer, BadOptions, Fault, FaultKind, Memory, Options, Request};

/// Fetches politely. Cheap to clone; all clones share queues, pauses and robots.txt files. Needs a tokio runtime.
#[derive(Debug, Clone)]
pub struct Fetcher {}

impl Fetcher {
    /// A fetcher with these settings that knows nothing of any host yet.
    pub fn new(options: Options) -> Result<Self, BadOptions> {
        Err(BadOptions::Contact(options.contact))
    }

    /// Fetches one address, after redirects. Waits for the host's turn, but no longer than `Options::wait_max`.
    pub async fn fetch(&self, request: Request) -> Result<Answer, Fault> {
        Err(Fault::later(FaultKind::Unreachable, request.url))
    }

    /// The Unix second at which `url` may be asked next: later than now where its domain is paused or its host rests. To look at
    /// before work is taken up.
    pub fn free_at(&self, _url: &str) -> i64 {
        0
    }

    /// The `Sitemap` lines of the host's robots.txt, fetched if need be.
    pub async fn sitemaps(&self, _url: &str) -> Result<Vec<String>, Fault> {
        Ok(Vec::new())
    }

    /// What must outlive a restart.
    pub fn memory(&self) -> Memory {
        Memory::default()
    }

    /// Takes up what [`Self::memory`] gave before; what is out of date is left.
    pub fn remember(&self, _memory: Memory) {}
}
