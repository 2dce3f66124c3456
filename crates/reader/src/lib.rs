//! Bytes to nouns: feeds, pages, OPML, sitemaps, charsets, dates. All input is hostile; nothing here fails, and what was odd
//! is told as flaws. Pure: no clock (it comes as `now`), no file, no socket.

pub mod base64;
mod charset;
pub mod dates;
mod entities;
mod entry;
mod feed;
pub mod fuzz;
mod opml;
mod page;
mod sitemap;
mod tree;
mod warc;

pub use entry::entry_article;
pub use feed::feed;
pub use opml::{OpmlFeed, opml, write_opml};
pub use page::{blocks_of_html, page};
pub use sitemap::sitemap_index;
pub use warc::{Archive, ArchivedPage, archive};

use model::{Article, Stamp};

/// What came with a document besides its bytes.
#[derive(Debug, Clone, Default)]
pub struct Context<'a> {
    /// Where it came from, after redirects: the base of relative addresses.
    pub url: Option<&'a str>,
    /// The `Content-Type` header.
    pub content_type: Option<&'a str>,
    /// The `Content-Location` header.
    pub content_location: Option<&'a str>,
    /// The `Content-Language` header.
    pub content_language: Option<&'a str>,
    /// The clock to believe; dates later than this are doubted.
    pub now: Option<Stamp>,
    /// Clean the HTML of a feed's texts, for people and scorers; the hub makes blocks of them instead.
    pub clean: bool,
    /// Agencies that may be credited besides the well-known ones: those among the hub's outlets.
    pub agencies: &'a [String],
}

/// A page read: its article and what else the hub wants to know of it.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// What the page says.
    pub article: Article,
    /// Feeds that the page links to, best first.
    pub feeds: Vec<FeedLink>,
    /// The site's own name, where the page tells it.
    pub site_name: Option<String>,
    /// The site's icon. Absolute.
    pub icon: Option<String>,
}

/// A feed that a page links to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedLink {
    /// Absolute address.
    pub url: String,
    /// What the link calls it.
    pub title: Option<String>,
}
