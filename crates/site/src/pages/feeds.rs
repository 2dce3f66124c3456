//! Feeds of every list: RSS 2.0, Atom and JSON Feed 1.1.

use std::fmt::Write;

use serde_json::json;

use super::{Desk, Page};
use crate::cache::Dependency;
use crate::charts::escape;
use crate::when::Clock;
use crate::words::direction;

/// A kind of feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// RSS 2.0.
    Rss,
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

const ENDINGS: &[(&str, Format)] = &[(".rss", Format::Rss), (".atom", Format::Atom), (".json", Format::Json)];

/// A path without the ending of a feed, and which feed it asks for.
pub fn split(path: &str) -> (&str, Option<Format>) {
    let found = ENDINGS.iter().find_map(|(ending, format)| Some((path.strip_suffix(ending)?, *format)));
    found.map_or((path, None), |(stem, format)| (stem, Some(format)))
}

/// One entry.
#[derive(Debug, Clone)]
pub struct Item {
    /// Stays the same for ever.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Where it comes from, if its page is another's.
    pub external: Option<String>,
    /// Plain text.
    pub title: String,
    /// Plain text.
    pub summary: String,
    /// BCP 47; empty: the paper's.
    pub language: String,
    /// Unix seconds.
    pub published: i64,
    /// Unix seconds.
    pub updated: i64,
    /// Who wrote it.
    pub author: Option<String>,
    /// The section's name.
    pub section: Option<String>,
}

/// Writes a feed of the list at `path`; `stem` is the feed's own path without its ending.
pub fn write(desk: &Desk, format: Format, title: &str, path: &str, stem: &str, items: &[Item]) -> Page {
    let site = desk.site;
    let (home, ending) = (site.absolute(path), ENDINGS.iter().find(|(_, f)| *f == format).map_or("", |(e, _)| e));
    let (base, query) = stem.split_once('?').map_or((stem, String::new()), |(base, query)| (base, format!("?{query}")));
    let own = site.absolute(&format!("{base}{ending}{query}"));
    let head = Head {
        title,
        home: &home,
        own: &own,
        language: &site.words.language,
        about: &site.words.say("front-description"),
    };
    let (kind, body) = match format {
        Format::Rss => ("application/rss+xml; charset=utf-8", rss(&head, items)),
        Format::Atom => ("application/atom+xml; charset=utf-8", atom(&head, &site.hub.settings.name, items)),
        Format::Json => ("application/feed+json; charset=utf-8", json_feed(&head, items)),
    };
    Page { robots: false, ..Page::of(kind, body, vec![Dependency::Lists]) }
}

struct Head<'a> {
    title: &'a str,
    home: &'a str,
    own: &'a str,
    language: &'a str,
    about: &'a str,
}

/// Text in a direction of its own carries the mark that readers of plain text understand.
fn marked(text: &str, language: &str) -> String {
    if !language.is_empty() && direction(language) == "rtl" { format!("\u{200F}{text}") } else { text.to_owned() }
}

fn newest(items: &[Item]) -> i64 {
    items.iter().map(|item| item.updated).max().unwrap_or(0)
}

fn rss(head: &Head, items: &[Item]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n<title>{}</title>\n<link>{}</link>\n<description>{}</description>\n<language>{}</language>\n<lastBuildDate>{}</lastBuildDate>\n<ttl>5</ttl>\n<atom:link href=\"{}\" rel=\"self\" type=\"application/rss+xml\"/>\n",
        escape(head.title),
        escape(head.home),
        escape(head.about),
        escape(head.language),
        Clock::rfc2822(newest(items)),
        escape(head.own)
    );
    for item in items {
        let _ = write!(
            out,
            "<item>\n<title>{}</title>\n<link>{}</link>\n<guid isPermaLink=\"{}\">{}</guid>\n<pubDate>{}</pubDate>\n<description>{}</description>\n",
            escape(&marked(&item.title, &item.language)),
            escape(&item.url),
            item.id == item.url,
            escape(&item.id),
            Clock::rfc2822(item.published),
            escape(&escape(&item.summary))
        );
        if let Some(author) = &item.author {
            let _ = writeln!(out, "<dc:creator>{}</dc:creator>", escape(author));
        }
        if let Some(section) = &item.section {
            let _ = writeln!(out, "<category>{}</category>", escape(section));
        }
        out.push_str("</item>\n");
    }
    out + "</channel>\n</rss>\n"
}

fn iso(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).unwrap_or_default().to_string()
}

fn atom(head: &Head, name: &str, items: &[Item]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>{}</name></author>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n",
        escape(head.language),
        escape(head.own),
        escape(head.title),
        iso(newest(items)),
        escape(name),
        escape(head.home),
        escape(head.own)
    );
    for item in items {
        let language =
            if item.language.is_empty() { String::new() } else { format!(" xml:lang=\"{}\"", escape(&item.language)) };
        let _ = write!(
            out,
            "<entry>\n<id>{}</id>\n<title{language}>{}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<published>{}</published>\n<updated>{}</updated>\n<summary{language}>{}</summary>\n",
            escape(&item.id),
            escape(&item.title),
            escape(&item.url),
            iso(item.published),
            iso(item.updated),
            escape(&item.summary)
        );
        if let Some(via) = &item.external {
            let _ = writeln!(out, "<link rel=\"via\" href=\"{}\"/>", escape(via));
        }
        if let Some(author) = &item.author {
            let _ = writeln!(out, "<author><name>{}</name></author>", escape(author));
        }
        if let Some(section) = &item.section {
            let _ = writeln!(out, "<category term=\"{0}\" label=\"{0}\"/>", escape(section));
        }
        out.push_str("</entry>\n");
    }
    out + "</feed>\n"
}

fn json_feed(head: &Head, items: &[Item]) -> String {
    let items: Vec<_> = items
        .iter()
        .map(|item| {
            let mut value = json!({"id": item.id, "url": item.url, "title": item.title, "content_text": item.summary,
                "date_published": iso(item.published), "date_modified": iso(item.updated)});
            if let Some(object) = value.as_object_mut() {
                object.extend(item.external.iter().map(|url| ("external_url".to_owned(), json!(url))));
                object.extend(item.author.iter().map(|name| ("authors".to_owned(), json!([{"name": name}]))));
                object.extend(item.section.iter().map(|name| ("tags".to_owned(), json!([name]))));
                if !item.language.is_empty() {
                    object.insert("language".to_owned(), json!(item.language));
                }
            }
            value
        })
        .collect();
    json!({"version": "https://jsonfeed.org/version/1.1", "title": head.title, "home_page_url": head.home,
        "feed_url": head.own, "description": head.about, "language": head.language, "items": items})
    .to_string()
}
