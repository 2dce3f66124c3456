//! Feeds of every dialect from any bytes: RSS, RDF, Atom, CDF, JSON Feed, news sitemaps. Lenient throughout: what holds entries
//! is read, and what was odd is told.

mod entry;
mod fields;
mod json;
mod markup;
mod people;
mod place;
mod prepare;
mod spaces;
mod texts;

use model::{FeedDocument, Flaw, Text, TextKind, limits};
use url::Url;

use crate::{Context, charset};

/// Reads a feed in any dialect. `Err` tells in a sentence why the document is no feed.
pub fn feed(bytes: &[u8], context: &Context) -> (Result<FeedDocument, String>, Vec<Flaw>) {
    let mut flaws = Vec::new();
    let text = charset::decode(bytes, context.content_type);
    if text.contains('\u{fffd}') {
        flaws.push(Flaw::new("some characters are not valid in the document's encoding"));
    }
    let trimmed = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\0');
    if trimmed.is_empty() {
        return (Err("the document is empty".into()), flaws);
    }
    let base = base(context);
    let prepared = prepare::prepare(trimmed);
    if prepared.len() != trimmed.len() {
        flaws.push(Flaw::new("characters that no feed may hold were left out"));
    }
    let json = prepared.starts_with(['{', '[']).then(|| json::feed(&prepared, base.as_ref(), &mut flaws)).flatten();
    let found = json.or_else(|| fields::document(&prepared, base.as_ref(), context.content_language, &mut flaws));
    let Some(mut document) = found else { return (Err(no_feed(trimmed)), flaws) };
    if document.entries.len() >= limits::ENTRIES_MAX {
        flaws.push(Flaw::new(format!("only the first {} entries were read", limits::ENTRIES_MAX)));
    }
    if context.clean {
        clean(&mut document);
    }
    (Ok(document), flaws)
}

/// What the document is instead of a feed.
fn no_feed(text: &str) -> String {
    let head: String = text.chars().take(2_000).collect::<String>().to_lowercase();
    if head.contains("just a moment") || head.contains("cf-challenge") || head.contains("captcha") {
        "a page that asks whether a person is there came in place of a feed".into()
    } else if head.contains("<html") || head.contains("<!doctype html") {
        "the document is a page, not a feed; its address may be the home page: add that, and the feeds are looked for"
            .into()
    } else if head.contains("<opml") {
        "the document is a list of feeds (OPML): import it with `broadsheet outlets import`".into()
    } else if text.starts_with(['{', '[']) {
        "the document is JSON, but no JSON Feed".into()
    } else {
        "the document is no feed: neither RSS, Atom, JSON Feed nor a news sitemap".into()
    }
}

/// The base of relative addresses: `Content-Location` where it is an honest address, else where the document came from.
fn base(context: &Context) -> Option<Url> {
    let url = context.url.and_then(|url| Url::parse(url).ok());
    let located = context.content_location.and_then(|location| match &url {
        Some(url) => url.join(location).ok(),
        None => Url::parse(location).ok(),
    });
    located.filter(|url| matches!(url.scheme(), "http" | "https")).or(url)
}

/// Cleans the HTML of a feed's texts, for people and scorers.
fn clean(document: &mut FeedDocument) {
    let clean = |text: &mut Text| {
        if text.kind == TextKind::Html {
            text.value = markup::clean(&text.value);
        }
    };
    [&mut document.title, &mut document.subtitle, &mut document.rights].into_iter().flatten().for_each(clean);
    for entry in &mut document.entries {
        [&mut entry.title, &mut entry.summary, &mut entry.rights].into_iter().flatten().for_each(clean);
        entry.content.iter_mut().for_each(clean);
        entry.source.iter_mut().filter_map(|source| source.title.as_mut()).for_each(clean);
    }
}
