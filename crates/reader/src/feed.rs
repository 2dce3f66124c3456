//! Feeds of every dialect from any bytes: RSS, RDF, Atom, CDF, JSON Feed, news sitemaps. Lenient throughout: what holds entries
//! is read, and what was odd is told.

mod json;

use model::{
    Credit, Enclosure, Entry, FeedDocument, FeedFormat, Flaw, Image, Link, MediaItem, Person, SourceFeed, Stamp, Tag,
    Text, TextKind, limits,
};
use url::Url;

use crate::{
    Context, charset, dates,
    tree::{Mode, Tree, parse},
};

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
    let mut document = if trimmed.starts_with(['{', '[']) {
        match json::feed(trimmed, &mut flaws) {
            Some(document) => document,
            None => return (Err("the document is JSON, but no JSON Feed".into()), flaws),
        }
    } else {
        let tree = parse(trimmed, Mode::Xml);
        match Reader::new(&tree, context).document() {
            Some(document) => document,
            None => return (Err(no_feed(trimmed)), flaws),
        }
    };
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
    } else {
        "the document is no feed: neither RSS, Atom, JSON Feed nor a news sitemap".into()
    }
}

/// HTML of a feed's texts, cleaned for people and scorers; no page ever shows it.
fn clean(document: &mut FeedDocument) {
    let clean = |text: &mut Text| {
        if text.kind == TextKind::Html {
            text.value = ammonia::clean(&text.value);
        }
    };
    [&mut document.title, &mut document.subtitle, &mut document.rights].into_iter().flatten().for_each(clean);
    for entry in &mut document.entries {
        [&mut entry.title, &mut entry.summary, &mut entry.rights].into_iter().flatten().for_each(clean);
        entry.content.iter_mut().for_each(clean);
    }
}

/// The name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn prefix(name: &str) -> &str {
    name.split_once(':').map_or("", |(prefix, _)| prefix)
}

struct Reader<'t> {
    tree: &'t Tree<'t>,
    base: Option<Url>,
}

impl<'t> Reader<'t> {
    fn new(tree: &'t Tree<'t>, context: &Context) -> Self {
        let url = context.url.and_then(|url| Url::parse(url).ok());
        let located = context.content_location.and_then(|location| match &url {
            Some(url) => url.join(location).ok(),
            None => Url::parse(location).ok(),
        });
        Self { tree, base: located.filter(|u| matches!(u.scheme(), "http" | "https")).or(url) }
    }

    fn document(&self) -> Option<FeedDocument> {
        let find =
            |names: &[&str]| (1..self.tree.nodes.len()).find(|&i| names.contains(&local(&self.tree.node(i).name)));
        let root = find(&["rss", "rdf", "feed", "channel", "urlset"])?;
        let name = local(&self.tree.node(root).name).to_owned();
        let mut document = FeedDocument::default();
        let container = match name.as_str() {
            "feed" => {
                document.format = FeedFormat::Atom;
                root
            }
            "urlset" => {
                document.format = FeedFormat::Sitemap;
                root
            }
            "rdf" => {
                document.format = FeedFormat::Rdf;
                find(&["channel"]).unwrap_or(root)
            }
            _ => {
                let cdf = self.tree.node(root).attribute("href").is_some() && name == "channel";
                document.format = if cdf { FeedFormat::Cdf } else { FeedFormat::Rss };
                find(&["channel"]).unwrap_or(root)
            }
        };
        document.language = self.language(container);
        self.feed_fields(container, &mut document);
        for index in root..self.tree.end_of(root).max(self.tree.nodes.len()) {
            let node = self.tree.node(index);
            if matches!(local(&node.name), "item" | "entry" | "url")
                && !matches!(prefix(&node.name), "media" | "image" | "rdf")
            {
                let is_item = match document.format {
                    FeedFormat::Sitemap => local(&node.name) == "url",
                    _ => local(&node.name) != "url",
                };
                if is_item && document.entries.len() < limits::ENTRIES_MAX {
                    document.entries.push(self.entry(index, &document));
                }
            }
        }
        Some(document)
    }

    fn language(&self, index: usize) -> Option<String> {
        let own = self.tree.node(index).attribute("xml:lang");
        let lang = own.or_else(|| self.tree.ancestors(index).find_map(|i| self.tree.node(i).attribute("xml:lang")));
        lang.filter(|lang| !lang.is_empty()).map(str::to_owned)
    }

    /// `xml:base` of the elements around, outermost first, over the document's address.
    fn base_of(&self, index: usize) -> Option<Url> {
        let mut bases: Vec<&str> = std::iter::once(index)
            .chain(self.tree.ancestors(index))
            .filter_map(|i| self.tree.node(i).attribute("xml:base"))
            .collect();
        bases.reverse();
        bases.into_iter().fold(self.base.clone(), |base, next| {
            let joined = match &base {
                Some(base) => base.join(next.trim()).ok(),
                None => Url::parse(next.trim()).ok(),
            };
            joined.filter(|u| matches!(u.scheme(), "http" | "https")).or(base)
        })
    }

    /// An address, absolute where it can be.
    fn address(&self, index: usize, text: &str) -> Option<String> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let joined = match self.base_of(index) {
            Some(base) => base.join(text).ok(),
            None => Url::parse(text).ok(),
        };
        Some(joined.map_or_else(|| text.to_owned(), String::from))
    }

    fn plain(&self, index: usize) -> Option<String> {
        let text = self.tree.text_of(index);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then_some(text)
    }

    /// A text with its kind: Atom says it, RSS has HTML in descriptions, and a text that looks like markup is.
    fn text(&self, index: usize, html_by_default: bool) -> Option<Text> {
        let node = self.tree.node(index);
        let kind = node.attribute("type").unwrap_or_default().to_lowercase();
        let mode = node.attribute("mode").unwrap_or_default();
        if kind.contains("xhtml") || mode == "xml" && kind.contains("html") || self.has_elements(index) {
            let value = self.inner_markup(index);
            return (!value.trim().is_empty()).then(|| Text {
                value: self.absolute(index, value),
                kind: TextKind::Html,
                src: None,
            });
        }
        let mut value = self.tree.text_of(index);
        if mode == "base64" || kind.starts_with("application/octet") {
            return None;
        }
        if value.trim().is_empty() {
            return None;
        }
        let html = match kind.as_str() {
            "html" | "text/html" => true,
            "text" | "text/plain" | "plain" => false,
            _ => html_by_default || looks_like_html(&value),
        };
        // Escaped twice: what is still only references after one round is taken one round further.
        if html && !value.contains('<') && value.contains("&lt;") {
            value = crate::entities::decode(&value).into_owned();
        }
        let kind = if html && looks_like_html(&value) { TextKind::Html } else { TextKind::Text };
        if kind == TextKind::Html {
            value = self.absolute(index, value);
        }
        Some(Text { value: value.trim().to_owned(), kind, src: None })
    }

    fn has_elements(&self, index: usize) -> bool {
        self.tree.children(index).any(|child| !self.tree.node(child).is_text())
    }

    /// The markup inside an element, written out again.
    fn inner_markup(&self, index: usize) -> String {
        let mut out = String::new();
        let mut open: Vec<(usize, usize)> = Vec::new();
        for i in index + 1..self.tree.end_of(index) {
            while let Some(&(end, element)) = open.last().filter(|(end, _)| *end <= i) {
                let _ = end;
                out.push_str(&format!("</{}>", local(&self.tree.node(element).name)));
                open.pop();
            }
            let node = self.tree.node(i);
            if node.is_text() {
                escape(&node.text, &mut out);
                continue;
            }
            out.push('<');
            out.push_str(local(&node.name));
            for (name, value) in &node.attributes {
                if !name.starts_with("xmlns") {
                    out.push_str(&format!(" {name}=\""));
                    escape(value, &mut out);
                    out.push('"');
                }
            }
            out.push('>');
            let end = self.tree.end_of(i);
            if end > i + 1 || !matches!(local(&node.name), "br" | "img" | "hr") {
                open.push((end, i));
            }
        }
        while let Some((_, element)) = open.pop() {
            out.push_str(&format!("</{}>", local(&self.tree.node(element).name)));
        }
        out
    }

    /// Relative addresses inside HTML made absolute.
    fn absolute(&self, index: usize, html: String) -> String {
        let Some(base) = self.base_of(index) else { return html };
        if !html.contains("href") && !html.contains("src") && !html.contains("HREF") && !html.contains("SRC") {
            return html;
        }
        let mut out = String::with_capacity(html.len());
        let mut rest = html.as_str();
        while let Some(at) = ["href=", "src=", "HREF=", "SRC=", "Href="]
            .iter()
            .filter_map(|name| rest.find(name).map(|k| k + name.len()))
            .min()
        {
            let (before, after) = rest.split_at_checked(at).unwrap_or((rest, ""));
            out.push_str(before);
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let value = match quote {
                Some(quote) => after.get(1..).and_then(|v| v.split(quote).next()),
                None => after.split([' ', '>', '\n']).next(),
            }
            .unwrap_or("");
            let joined = base.join(crate::entities::decode(value.trim()).as_ref()).map(String::from);
            let skipped = value.len() + usize::from(quote.is_some());
            match joined {
                Ok(joined) if !value.is_empty() => {
                    out.extend(quote);
                    escape(&joined, &mut out);
                }
                _ => {
                    out.extend(quote);
                    out.push_str(value);
                }
            }
            rest = after.get(skipped..).unwrap_or("");
        }
        out.push_str(rest);
        out
    }

    fn person(&self, index: usize) -> Person {
        let field = |wanted: &[&str]| {
            self.tree
                .children(index)
                .find(|&c| wanted.contains(&local(&self.tree.node(c).name)))
                .and_then(|c| self.plain(c))
        };
        let (name, email, uri) = (field(&["name"]), field(&["email"]), field(&["uri", "url", "homepage"]));
        if name.is_some() || email.is_some() || uri.is_some() {
            let uri = uri.and_then(|uri| self.address(index, &uri));
            return Person { name, email, uri };
        }
        person_of(&self.plain(index).unwrap_or_default())
    }

    fn link(&self, index: usize) -> Option<Link> {
        let node = self.tree.node(index);
        let own = |name: &str| node.attribute(name).filter(|v| !v.is_empty()).map(str::to_owned);
        Some(Link {
            rel: Some(own("rel").unwrap_or_else(|| "alternate".into())),
            href: self.address(index, &own("href").or_else(|| self.plain(index))?)?,
            kind: own("type"),
            hreflang: own("hreflang"),
            title: own("title"),
            length: own("length"),
        })
    }

    fn date(&self, index: usize) -> Option<Stamp> {
        dates::read(&self.tree.text_of(index), true)
    }

    fn feed_fields(&self, container: usize, feed: &mut FeedDocument) {
        for index in self.tree.children(container) {
            let node = self.tree.node(index);
            let (space, name) = (prefix(&node.name), local(&node.name));
            match (space, name) {
                ("media", _) | ("itunes", "title" | "category" | "summary" | "type") => {}
                (_, "title") => feed.title = feed.title.take().or_else(|| self.text(index, false)),
                (_, "description" | "tagline" | "subtitle" | "abstract") => {
                    feed.subtitle = feed.subtitle.take().or_else(|| self.text(index, feed.format != FeedFormat::Atom));
                }
                (_, "rights" | "copyright") => feed.rights = feed.rights.take().or_else(|| self.text(index, false)),
                (_, "link" | "a") => {
                    if let Some(link) = self.link(index) {
                        let alternate =
                            link.rel.as_deref() == Some("alternate") && space != "atom10" && space != "atom";
                        if alternate && feed.link.is_none() {
                            feed.link = Some(link.href.clone());
                        }
                        feed.links.push(link);
                    }
                }
                ("", "id") | ("atom", "id") => feed.id = self.plain(index),
                (_, "language") => feed.language = self.plain(index).or(feed.language.take()),
                (_, "pubdate" | "published") => feed.published = self.date(index),
                (_, "lastbuilddate" | "updated" | "modified" | "date") => {
                    feed.updated = feed.updated.or_else(|| self.date(index))
                }
                (_, "author" | "managingeditor" | "creator") => feed.authors.push(self.person(index)),
                (_, "contributor") => feed.contributors.push(self.person(index)),
                (_, "publisher" | "webmaster" | "owner") => feed.publisher = Some(self.person(index)),
                (_, "category" | "subject") => feed.tags.extend(self.tag(index)),
                (_, "generator") => feed.generator = self.plain(index),
                (_, "icon") => feed.icon = self.plain(index).and_then(|icon| self.address(index, &icon)),
                (_, "logo") => {
                    let logo = node.attribute("href").map(str::to_owned).or_else(|| self.plain(index));
                    feed.logo = logo.and_then(|logo| self.address(index, &logo));
                }
                (_, "image") => feed.image = feed.image.take().or_else(|| self.image(index)),
                (_, "ttl") => feed.ttl = self.plain(index).and_then(|ttl| ttl.parse().ok()),
                (_, "new-feed-url") => feed.moved_to = self.plain(index).and_then(|to| self.address(index, &to)),
                _ => {}
            }
        }
    }

    fn image(&self, index: usize) -> Option<String> {
        let own = self.tree.node(index).attribute("href").map(str::to_owned);
        let inner =
            || self.tree.children(index).find(|&c| local(&self.tree.node(c).name) == "url").and_then(|c| self.plain(c));
        let plain = || self.plain(index).filter(|text| text.starts_with("http"));
        own.or_else(inner).or_else(plain).and_then(|image| self.address(index, &image))
    }

    fn tag(&self, index: usize) -> Option<Tag> {
        let node = self.tree.node(index);
        let own = |names: &[&str]| {
            names.iter().find_map(|name| node.attribute(name)).filter(|v| !v.is_empty()).map(str::to_owned)
        };
        let tag = Tag {
            term: own(&["term", "text"]).or_else(|| self.plain(index)),
            scheme: own(&["scheme", "domain"]),
            label: own(&["label"]),
        };
        (tag.term.is_some() || tag.label.is_some()).then_some(tag)
    }

    fn entry(&self, item: usize, feed: &FeedDocument) -> Entry {
        let mut entry = Entry { language: self.language(item).or_else(|| feed.language.clone()), ..Entry::default() };
        let mut origin = None;
        let mut permalink = None;
        let html = feed.format != FeedFormat::Atom;
        for index in self.fields(item) {
            let node = self.tree.node(index);
            let (space, name) = (prefix(&node.name), local(&node.name));
            match (space, name) {
                ("media", "title" | "description" | "text") | ("itunes", "title") => {}
                ("media", "content") | (_, "enclosure") => self.media(index, &mut entry),
                ("media", "thumbnail") => entry.thumbnails.extend(self.media_item(index)),
                ("media", "credit") => entry.credits.extend(
                    self.plain(index).map(|name| Credit { name, role: node.attribute("role").map(str::to_owned) }),
                ),
                ("media", "category") => entry.tags.extend(self.tag(index)),
                (_, "title") => entry.title = entry.title.take().or_else(|| self.text(index, false)),
                (_, "guid") => {
                    entry.id = self.plain(index);
                    if node.attribute("ispermalink") != Some("false") {
                        permalink = entry.id.clone().filter(|id| id.starts_with("http"));
                    }
                }
                (_, "id" | "identifier") => entry.id = entry.id.take().or_else(|| self.plain(index)),
                ("feedburner" | "pheedo", "origlink") => origin = self.plain(index),
                (_, "link" | "a") => {
                    if let Some(link) = self.link(index) {
                        if link.rel.as_deref() == Some("enclosure") {
                            entry.enclosures.push(Enclosure {
                                url: link.href.clone(),
                                kind: link.kind.clone(),
                                length: link.length.clone(),
                            });
                        }
                        if link.rel.as_deref() == Some("alternate") && entry.link.is_none() {
                            entry.link = Some(link.href.clone());
                        }
                        entry.links.push(link);
                    }
                }
                (_, "loc") => entry.link = self.plain(index).and_then(|loc| self.address(index, &loc)),
                (_, "encoded") | ("content", "items") | (_, "fullitem") => entry.content.extend(self.text(index, true)),
                ("", "content") | ("atom", "content") | (_, "body") => {
                    let text = self.text(index, false);
                    entry.content.extend(match node.attribute("src") {
                        Some(src) => Some(Text { src: self.address(index, src), ..text.unwrap_or_default() }),
                        None => text,
                    });
                }
                (_, "description" | "summary" | "abstract" | "subtitle" | "tagline") => {
                    entry.summary = entry.summary.take().or_else(|| self.text(index, html));
                }
                (_, "pubdate" | "published" | "issued" | "created" | "publication_date") => {
                    entry.published = entry.published.or_else(|| self.date(index));
                }
                ("dc" | "dcterms", "date") if entry.published.is_none() => entry.published = self.date(index),
                (_, "updated" | "modified" | "lastmod" | "date") => {
                    entry.updated = entry.updated.or_else(|| self.date(index))
                }
                (_, "author" | "creator") => {
                    let person = self.person(index);
                    if person != Person::default() && !entry.authors.contains(&person) {
                        entry.authors.push(person);
                    }
                }
                (_, "contributor") => entry.contributors.push(self.person(index)),
                (_, "publisher") => entry.publisher = Some(self.person(index)),
                (_, "category" | "subject") => entry.tags.extend(self.tag(index)),
                (_, "keywords") => {
                    let words = self.plain(index).unwrap_or_default();
                    let words = words.split(',').map(str::trim).filter(|word| !word.is_empty());
                    entry.tags.extend(words.map(|word| Tag { term: Some(word.to_owned()), ..Tag::default() }));
                }
                (_, "comments") => entry.comments = self.plain(index),
                (_, "rights" | "copyright") => entry.rights = self.text(index, false),
                (_, "language") => entry.language = self.plain(index),
                (_, "license") => {
                    entry.license = node.attribute("resource").map(str::to_owned).or_else(|| self.plain(index))
                }
                (_, "image") => entry.image = entry.image.take().or_else(|| self.image(index)),
                (_, "source") => entry.source = Some(self.source(index)),
                _ => {}
            }
        }
        let about = self.tree.node(item).attribute("rdf:about").map(str::to_owned);
        let origin = origin.and_then(|origin| self.address(item, &origin));
        entry.link = origin
            .or(entry.link.take())
            .or(permalink)
            .or_else(|| self.tree.node(item).attribute("href").and_then(|href| self.address(item, href)));
        entry.link = entry.link.take().or_else(|| about.clone().and_then(|about| self.address(item, &about)));
        entry.id = entry.id.take().or(about);
        let photo = entry.media.iter().find(|m| is_picture(m.kind.as_deref(), &m.url)).or(entry.thumbnails.first());
        entry.lead_image = photo.map(|photo| Image {
            src: photo.url.clone(),
            credit: entry.credits.first().map(|credit| credit.name.clone()),
            ..Image::default()
        });
        entry
    }

    /// The nodes that hold an entry's fields: its children, and those in groups.
    fn fields(&self, item: usize) -> Vec<usize> {
        let mut fields = Vec::new();
        for child in self.tree.children(item).filter(|&c| !self.tree.node(c).is_text()) {
            let name = &self.tree.node(child).name;
            fields.push(child);
            let group = matches!(local(name), "group" | "news") || name == "media:content";
            if group {
                fields.extend(
                    self.tree
                        .children(child)
                        .filter(|&c| !self.tree.node(c).is_text() && local(&self.tree.node(c).name) != "publication"),
                );
            }
        }
        fields
    }

    fn media_item(&self, index: usize) -> Option<MediaItem> {
        let node = self.tree.node(index);
        let url =
            node.attribute("url").or_else(|| node.attribute("href")).or_else(|| node.attribute("rdf:resource"))?;
        let kind =
            node.attribute("type").or_else(|| node.attribute("medium")).filter(|v| !v.is_empty()).map(str::to_owned);
        Some(MediaItem { url: self.address(index, url)?, kind })
    }

    fn media(&self, index: usize, entry: &mut Entry) {
        let Some(item) = self.media_item(index) else { return };
        let length = self
            .tree
            .node(index)
            .attribute("length")
            .or_else(|| self.tree.node(index).attribute("filesize"))
            .map(str::to_owned);
        if prefix(&self.tree.node(index).name) == "media" {
            entry.media.push(item);
        } else {
            entry.enclosures.push(Enclosure { url: item.url, kind: item.kind, length });
        }
    }

    fn source(&self, index: usize) -> SourceFeed {
        let mut source = SourceFeed {
            link: self.tree.node(index).attribute("url").and_then(|u| self.address(index, u)),
            ..SourceFeed::default()
        };
        for child in self.tree.children(index) {
            match local(&self.tree.node(child).name) {
                "title" => source.title = self.text(child, false),
                "link" => source.link = source.link.take().or_else(|| self.link(child).map(|link| link.href)),
                "id" => source.id = self.plain(child),
                "updated" => source.updated = self.date(child),
                _ => {}
            }
        }
        if source.title.is_none() && !self.has_elements(index) {
            source.title = self.text(index, false);
        }
        source
    }
}

fn is_picture(kind: Option<&str>, url: &str) -> bool {
    kind.is_some_and(|kind| kind.starts_with("image"))
        || [".jpg", ".jpeg", ".png", ".webp"].iter().any(|end| url.contains(end))
}

/// "jane@example.org (Jane Doe)", "Jane Doe <jane@example.org>", "Jane Doe".
fn person_of(text: &str) -> Person {
    let is_mail = |word: &str| word.contains('@') && word.contains('.');
    let email = text
        .split([' ', '<', '>', '(', ')', ','])
        .find(|word| is_mail(word))
        .map(|mail| mail.trim_start_matches("mailto:").to_owned());
    let name = match (&email, text.split_once('(')) {
        (Some(_), Some((_, name))) if !is_mail(name) => name.trim_end_matches(')').to_owned(),
        (Some(mail), _) => text.replace(mail.as_str(), "").replace(['<', '>', '(', ')'], ""),
        (None, _) => text.to_owned(),
    };
    let name = name.trim().trim_end_matches(',').to_owned();
    Person { name: (!name.is_empty()).then_some(name), email, uri: None }
}

/// Does a text hold markup or references?
fn looks_like_html(text: &str) -> bool {
    let tag = text.match_indices('<').any(|(at, _)| {
        text.as_bytes().get(at + 1).is_some_and(|c| c.is_ascii_alphabetic() || *c == b'/')
            && text.get(at..).is_some_and(|t| t.contains('>'))
    });
    tag || text
        .match_indices('&')
        .any(|(at, _)| text.get(at..).is_some_and(|t| t.bytes().take(10).any(|b| b == b';') && !t.starts_with("& ")))
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}
