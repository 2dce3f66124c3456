//! The door to the people: pages, feeds out, forms, and the cache before them. The only room that listens.
//!
//! [`serve`] answers until it is told to stop. A request meets the cache of rendered pages first (`cache.rs`); what is not
//! there goes through a router (`router.rs`) to a function that reads the store and renders (`pages/`, `admin/`). The
//! looks are templates and a style sheet, the paper's own words a Fluent file; both stand beside the code.

mod admin;
mod cache;
mod charts;
mod filed;
mod guard;
mod pages;
mod prefs;
mod router;
mod server;
mod templates;
mod when;
mod wire;
mod words;

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock, RwLock};

pub use server::serve;
pub use words::check_language;

use store::Store;
use store::media::Files;
use store::search::Index;

/// What the site needs of a hub.
pub struct Hub {
    /// The store. Its functions block, so the site calls them from threads that may.
    pub store: Store,
    /// The search index of this node; without one `/search` says so.
    pub index: Option<Arc<Index>>,
    /// Pictures by the hash of their content.
    pub files: Files,
    /// What the operator has set.
    pub settings: Settings,
    /// More lines for `/metrics` in Prometheus' text format.
    pub metrics: Option<Box<dyn Fn() -> String + Send + Sync>>,
}

/// What the operator has set, as far as the pages depend on it.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The paper's name.
    pub name: String,
    /// The public address without a slash at the end; all absolute links are made from it alone.
    pub address: String,
    /// Language of the paper's own words, BCP 47.
    pub language: String,
    /// IANA time zone in which times are shown.
    pub time_zone: String,
    /// The sections by name, in order.
    pub sections: Vec<String>,
    /// Networks whose `X-Forwarded-For` counts (`127.0.0.0/8`).
    pub trusted_proxies: Vec<String>,
    /// With this token `/metrics` answers others than loopback; empty: loopback alone.
    pub metrics_token: String,
    /// A folder whose files stand in place of the built-in templates and style sheet.
    pub templates: Option<PathBuf>,
    /// May crawlers that train models read the paper?
    pub ai_training: bool,
    /// Bytes of rendered pages kept in memory.
    pub cache_bytes: usize,
    /// Connections open at once, each about 10 kB; where more come, the one that has been silent longest gives way.
    pub connections: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "Broadsheet".into(),
            address: "http://127.0.0.1:8080".into(),
            language: "en".into(),
            time_zone: "UTC".into(),
            sections: ["World", "Politics", "Business", "Technology", "Science", "Health", "Culture", "Sport"]
                .map(String::from)
                .into(),
            trusted_proxies: Vec::new(),
            metrics_token: String::new(),
            templates: None,
            ai_training: false,
            cache_bytes: 32 << 20,
            connections: 4_096,
        }
    }
}

/// A hub with all that pages are made of.
struct Site {
    hub: Hub,
    words: Arc<words::Words>,
    clock: when::Clock,
    templates: templates::Templates,
    cache: cache::Cache,
    guard: guard::Guard,
    facts: RwLock<Option<Arc<pages::Facts>>>,
    /// Did the store not answer the last time?
    away: AtomicBool,
    /// The sections as slug and what readers see.
    sections: Vec<(String, String)>,
    style: axum::body::Bytes,
    /// A permit for each password that may be hashed at the same time.
    hashing: Arc<tokio::sync::Semaphore>,
    /// The paper itself in JSON-LD, which stands on each page.
    organisation: OnceLock<String>,
    /// The permit to make a page anew that has grown old: one at a time, so that readers' requests have the processors.
    renewing: Arc<tokio::sync::Semaphore>,
    /// As many searches run at once as there are processors.
    searching: Arc<tokio::sync::Semaphore>,
}

/// Passwords hashed at the same time at most: 76 MiB.
const HASHING_MAX: usize = 4;

impl Site {
    /// Reads templates, words and time zone; a sentence where one of them is wrong.
    fn new(mut hub: Hub) -> Result<Self, String> {
        hub.settings.address = hub.settings.address.trim_end_matches('/').to_owned();
        let words = Arc::new(words::Words::new(&hub.settings.language)?);
        let clock = when::Clock::new(&hub.settings.time_zone, words.clone())?;
        let templates = templates::Templates::new(&hub.settings, words.clone(), clock.clone())?;
        let style = templates::style(&hub.settings);
        let sections = hub.settings.sections.iter().map(|name| (store::slug(name), words.section(name))).collect();
        let cache = cache::Cache::new(hub.settings.cache_bytes);
        let guard = guard::Guard::new(&hub.settings)?;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let hashing = Arc::new(tokio::sync::Semaphore::new(cores.min(HASHING_MAX)));
        Ok(Self {
            hashing,
            words,
            clock,
            templates,
            cache,
            guard,
            facts: RwLock::default(),
            away: AtomicBool::new(false),
            sections,
            style,
            organisation: OnceLock::new(),
            renewing: Arc::new(tokio::sync::Semaphore::new(1)),
            searching: Arc::new(tokio::sync::Semaphore::new(cores)),
            hub,
        })
    }
}

/// Unix seconds now.
fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}
