//! Outlets and their feeds, as the editor lists them.

use serde::{Deserialize, Serialize};

use crate::Id;

/// A publisher.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Outlet {
    /// Given by the store.
    pub id: Id,
    /// For addresses: lower-case letters, digits, hyphens; unique.
    pub slug: String,
    /// As the editor writes it.
    pub name: String,
    /// The home page.
    pub home: String,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// BCP 47, the main one first.
    pub languages: Vec<String>,
    /// What sort of publisher.
    pub kind: OutletKind,
    /// Who owns it, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// The editor's note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// How much of its text the hub may show.
    pub text: TextRule,
    /// May its pictures be shown?
    pub pictures: bool,
    /// Is it fetched?
    pub state: OutletState,
}

/// What sort of publisher an outlet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutletKind {
    /// A newspaper.
    #[default]
    Newspaper,
    /// Radio, television.
    Broadcaster,
    /// Others carry its text.
    Agency,
    /// A magazine.
    Magazine,
    /// A blog.
    Blog,
    /// A ministry, a company, an organisation.
    Institution,
    /// The hub itself.
    Own,
}

/// How much of an outlet's text the hub may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextRule {
    /// Headline and source link.
    Link,
    /// Standfirst and at most 60 words more.
    #[default]
    Excerpt,
    /// All.
    Full,
}

/// Whether an outlet is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutletState {
    /// Fetched and shown.
    #[default]
    Active,
    /// Not fetched; what is there is shown.
    Paused,
    /// Made by `ingest` or the starter list: to be looked at by the editor. Fetched and shown.
    Unchecked,
}

/// An address where an outlet announces entries, with what is known of its health. Times are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Feed {
    /// Given by the store.
    pub id: Id,
    /// Whose it is.
    pub outlet: Id,
    /// Its address.
    pub url: String,
    /// What the feed calls itself.
    pub title: Option<String>,
    /// As received, byte for byte.
    pub etag: Option<String>,
    /// As received, byte for byte.
    pub last_modified: Option<String>,
    /// Where both came from, if a redirect leads there.
    pub answered_at: Option<String>,
    /// Digest of the last body, to see an unchanged one.
    pub body_digest: Option<String>,
    /// Seconds between polls that its rhythm suggests.
    pub interval: i64,
    /// When to poll next.
    pub next_poll: i64,
    /// Why then, a sentence.
    pub next_why: Option<String>,
    /// When it was last asked.
    pub last_poll: Option<i64>,
    /// When it last answered as it should.
    pub last_good: Option<i64>,
    /// The last HTTP status, 0 where there was none.
    pub last_status: Option<i64>,
    /// What went wrong last, a sentence; absent: nothing.
    pub fault: Option<String>,
    /// Faults in a row.
    pub faults: i64,
    /// How many equal permanent redirects in a row, and where to.
    pub moved_to: Option<String>,
    /// How often in a row.
    pub moved_count: i64,
    /// The editor paused it, or it said 410.
    pub stopped: Option<String>,
    /// What was odd in the last document.
    pub flaws: Vec<String>,
    /// Entries in the last document.
    pub entries: i64,
}
