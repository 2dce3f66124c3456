//! The fields of XML feeds: RSS of all versions, RDF, Atom, CDF, news sitemaps. One walk for all dialects: an element means what
//! its vocabulary and name say, wherever it stands.

use model::{FeedDocument, FeedFormat, Flaw, Link, Person, Stamp, Tag, Text, TextKind, limits};
use url::Url;

use super::{markup, people, spaces::Spaces, texts};
use crate::{
    dates,
    tree::{Node, Tree, parse},
};

/// Tags kept of one entry: podcasts have dozens.
const TAGS_MAX: usize = 200;

/// Reads an XML feed; `None`: the document is none. `language` is what the HTTP header says.
pub fn document(text: &str, base: Option<&Url>, language: Option<&str>, flaws: &mut Vec<Flaw>) -> Option<FeedDocument> {
    let tree = parse(text);
    let has_bases = tree.nodes.iter().any(|node| node.attribute("xml:base").is_some());
    if tree.cut {
        flaws.push(Flaw::new("the document ends in the middle; its last entry may not be whole"));
    }
    Reader { tree: &tree, spaces: Spaces::of(&tree), base, has_bases }.document(language)
}

/// A feed's tree with what is in force where.
pub(super) struct Reader<'t> {
    pub(super) tree: &'t Tree<'t>,
    spaces: Spaces<'t>,
    base: Option<&'t Url>,
    has_bases: bool,
}

/// Keeps the best of several dates: the higher rank, of equals the later in the document.
#[derive(Default)]
pub(super) struct Best(Option<(u8, Stamp)>);

impl Best {
    pub(super) fn offer(&mut self, rank: u8, stamp: Option<Stamp>) {
        if let Some(stamp) = stamp
            && self.0.is_none_or(|(held, _)| rank >= held)
        {
            self.0 = Some((rank, stamp));
        }
    }

    pub(super) fn stamp(self) -> Option<Stamp> {
        self.0.map(|(_, stamp)| stamp)
    }
}

impl<'t> Reader<'t> {
    pub(super) fn node(&self, index: usize) -> &'t Node<'t> {
        self.tree.node(index)
    }

    pub(super) fn name(&self, index: usize) -> (&'static str, &'t str) {
        self.spaces.name(index, self.node(index))
    }

    /// The elements directly inside.
    pub(super) fn elements(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        self.tree.children(index).filter(|&child| !self.node(child).is_text())
    }

    fn child(&self, index: usize, wanted: &[&str]) -> Option<usize> {
        self.elements(index).find(|&child| wanted.contains(&self.name(child).1))
    }

    fn document(&self, header: Option<&str>) -> Option<FeedDocument> {
        let all = 1..self.tree.nodes.len();
        let find = |wanted: &[&str]| {
            all.clone().find(|&i| {
                let (space, name) = self.name(i);
                matches!(space, "" | "atom" | "rdf") && wanted.contains(&name)
            })
        };
        let root = find(&["rss", "rdf", "feed", "channel", "urlset"])?;
        let format = match self.name(root).1 {
            "feed" => FeedFormat::Atom,
            "urlset" => FeedFormat::Sitemap,
            "rdf" => FeedFormat::Rdf,
            "channel" if self.is_cdf(root) => FeedFormat::Cdf,
            _ => FeedFormat::Rss,
        };
        let container = match format {
            FeedFormat::Atom | FeedFormat::Sitemap => root,
            _ => find(&["channel"]).unwrap_or(root),
        };
        let mut feed = FeedDocument { format, ..FeedDocument::default() };
        self.feed_fields(container, &mut feed);
        if container != root {
            // RDF has the channel's image beside it.
            let image = self.elements(root).find(|&i| self.name(i) == ("", "image"));
            feed.image = feed.image.take().or_else(|| self.image(image?));
        }
        let header_language =
            || header?.split(',').next().map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty());
        feed.language = feed.language.take().or_else(|| self.language(container).flatten()).or_else(header_language);
        let wanted: &[&str] = if format == FeedFormat::Sitemap { &["url"] } else { &["item", "entry"] };
        for index in root..self.tree.nodes.len() {
            let node = self.node(index);
            if !node.is_text() && feed.entries.len() < limits::ENTRIES_MAX {
                let (space, name) = self.name(index);
                if wanted.contains(&name) && matches!(space, "" | "atom") {
                    feed.entries.push(self.entry(index, &feed));
                }
            }
        }
        let page = self.tree.nodes.iter().find(|node| !node.is_text()).is_some_and(|node| node.name == "html");
        (!page || !feed.entries.is_empty()).then_some(feed)
    }

    /// Channel Definition Format has its facts in attributes and no version.
    fn is_cdf(&self, root: usize) -> bool {
        let node = self.node(root);
        ["href", "base", "lastmod", "self"].iter().any(|name| node.attribute(name).is_some())
            || self.elements(root).any(|i| {
                let node = self.node(i);
                matches!(node.name.as_ref(), "abstract" | "schedule" | "logo")
                    || node.name == "item" && ["href", "lastmod"].iter().any(|name| node.attribute(name).is_some())
            })
    }

    /// The language in force: `Some(None)` where `xml:lang` is blank, which takes back what is said outside.
    pub(super) fn language(&self, index: usize) -> Option<Option<String>> {
        let own = self.node(index).attribute("xml:lang");
        let found = own.or_else(|| self.tree.ancestors(index).find_map(|i| self.node(i).attribute("xml:lang")))?;
        Some(Some(found.trim()).filter(|language| !language.is_empty()).map(|language| language.replace('_', "-")))
    }

    /// The base in force: `xml:base` of the elements around, outermost first, over the document's address.
    fn base_of(&self, index: usize) -> Option<Url> {
        if !self.has_bases {
            return self.base.cloned();
        }
        let around = std::iter::once(index).chain(self.tree.ancestors(index));
        let mut bases: Vec<&str> = around.filter_map(|i| self.node(i).attribute("xml:base")).collect();
        bases.reverse();
        bases.into_iter().fold(self.base.cloned(), |base, next| {
            let joined = match &base {
                Some(base) => base.join(next.trim()).ok(),
                None => Url::parse(next.trim()).ok(),
            };
            joined.filter(|url| matches!(url.scheme(), "http" | "https")).or(base)
        })
    }

    /// An address, absolute where it can be.
    pub(super) fn address(&self, index: usize, text: &str) -> Option<String> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let joined = if markup::has_scheme(text) {
            Url::parse(text).ok()
        } else {
            self.base_of(index).and_then(|base| base.join(text).ok())
        };
        Some(joined.map_or_else(|| text.to_owned(), String::from))
    }

    /// The address in one of the attributes, else in the text.
    pub(super) fn address_in(&self, index: usize, attributes: &[&str]) -> Option<String> {
        let named = attributes.iter().find_map(|name| self.attribute(index, name));
        self.address(index, &named.or_else(|| self.plain(index))?)
    }

    pub(super) fn attribute(&self, index: usize, name: &str) -> Option<String> {
        self.node(index).attribute(name).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    pub(super) fn plain(&self, index: usize) -> Option<String> {
        texts::plain(&self.tree.text_of(index))
    }

    pub(super) fn text(&self, index: usize) -> Option<Text> {
        let text = texts::text(self.tree, index)?;
        // Atom's XHTML stands in one element, which may have a base of its own.
        let inner = self.elements(index).next().filter(|_| self.has_bases).unwrap_or(index);
        if text.kind == TextKind::Html
            && let Some(base) = self.base_of(inner)
            && let std::borrow::Cow::Owned(value) = markup::absolute(&text.value, &base)
        {
            return Some(Text { value, ..text });
        }
        Some(text)
    }

    pub(super) fn date(&self, index: usize) -> Option<Stamp> {
        dates::read(&self.tree.text_of(index), true)
    }

    pub(super) fn person(&self, index: usize) -> Person {
        let field = |wanted: &[&str]| self.child(index, wanted).and_then(|child| self.plain(child));
        let (name, email) = (field(&["name"]), field(&["email"]));
        let uri = self.child(index, &["uri", "url", "homepage"]).and_then(|child| self.address_in(child, &[]));
        if name.is_some() || email.is_some() || uri.is_some() {
            return Person { name, email, uri };
        }
        people::person(&self.plain(index).unwrap_or_default())
    }

    pub(super) fn link(&self, index: usize) -> Option<Link> {
        Some(Link {
            rel: Some(self.attribute(index, "rel").unwrap_or_else(|| "alternate".into())),
            href: self.address_in(index, &["href"])?,
            kind: self.attribute(index, "type"),
            hreflang: self.attribute(index, "hreflang"),
            title: self.attribute(index, "title"),
            length: self.attribute(index, "length"),
        })
    }

    pub(super) fn image(&self, index: usize) -> Option<String> {
        let named = ["href", "url", "rdf:resource"].iter().find_map(|name| self.attribute(index, name));
        let inner = || self.child(index, &["url", "loc"]).and_then(|child| self.plain(child));
        let plain = || self.plain(index).filter(|text| text.starts_with("http"));
        self.address(index, &named.or_else(inner).or_else(plain)?)
    }

    fn tag(&self, index: usize) -> Option<Tag> {
        let own = |names: &[&str]| names.iter().find_map(|name| self.attribute(index, name));
        let tag = Tag {
            term: own(&["term", "text"]).or_else(|| self.plain(index)),
            scheme: own(&["scheme", "domain"]),
            label: own(&["label"]),
        };
        (tag.term.is_some() || tag.label.is_some()).then_some(tag)
    }

    /// A category with those inside it, or the words of `keywords`.
    pub(super) fn tags(&self, index: usize, tags: &mut Vec<Tag>) {
        let mut add = |tag: Tag| {
            if tags.len() < TAGS_MAX && !tags.contains(&tag) {
                tags.push(tag);
            }
        };
        if self.name(index).1 == "keywords" {
            let words = self.plain(index).unwrap_or_default();
            let words = words.split(',').map(str::trim).filter(|word| !word.is_empty());
            words.for_each(|word| add(Tag { term: Some(word.to_owned()), ..Tag::default() }));
            return;
        }
        let within = index..self.tree.end_of(index);
        within
            .filter(|&i| !self.node(i).is_text() && self.name(i).1 == self.name(index).1)
            .filter_map(|i| self.tag(i))
            .for_each(add);
    }

    fn feed_fields(&self, container: usize, feed: &mut FeedDocument) {
        let (mut published, mut updated) = (Best::default(), Best::default());
        let (mut summary, mut second_link) = (None, None);
        if feed.format == FeedFormat::Cdf {
            feed.link = self.attribute(container, "href").and_then(|href| self.address(container, &href));
            feed.links.extend(feed.link.iter().map(|href| Link {
                rel: Some("alternate".into()),
                href: href.clone(),
                ..Link::default()
            }));
            updated.offer(3, self.node(container).attribute("lastmod").and_then(|text| dates::read(text, true)));
        }
        for index in self.elements(container) {
            match self.name(index) {
                ("media" | "other" | "xhtml", _) | ("itunes", "title" | "type") => {}
                ("itunes", "link") => feed.image = feed.image.take().or_else(|| self.image(index)),
                ("itunes", "subtitle") => summary = self.text(index).or(summary.take()),
                ("itunes", "summary") => summary = summary.take().or_else(|| self.text(index)),
                (_, "title") => feed.title = feed.title.take().or_else(|| self.text(index)),
                (_, "description" | "tagline" | "subtitle" | "abstract" | "info") => {
                    feed.subtitle = feed.subtitle.take().or_else(|| self.text(index));
                }
                (_, "rights" | "copyright") => feed.rights = feed.rights.take().or_else(|| self.text(index)),
                (space, "link" | "a") => {
                    let Some(link) = self.link(index) else { continue };
                    if link.rel.as_deref() == Some("alternate") {
                        let second = space == "atom" && feed.format != FeedFormat::Atom || !is_page(&link);
                        let slot = if second { &mut second_link } else { &mut feed.link };
                        slot.get_or_insert_with(|| link.href.clone());
                    }
                    feed.links.push(link);
                }
                ("" | "atom", "id") => feed.id = self.plain(index),
                (_, "language") => feed.language = self.plain(index).or(feed.language.take()),
                ("" | "atom", "pubdate" | "published") => published.offer(3, self.date(index)),
                (_, "issued" | "created") => published.offer(2, self.date(index)),
                (_, "lastbuilddate" | "updated" | "modified") => updated.offer(3, self.date(index)),
                (_, "date") => updated.offer(1, self.date(index)),
                (_, "author" | "managingeditor" | "creator") => people::add(self.person(index), &mut feed.authors),
                (_, "contributor") => people::add(self.person(index), &mut feed.contributors),
                (_, "publisher" | "webmaster" | "owner") => {
                    feed.publisher =
                        Some(self.person(index)).filter(|p| *p != Person::default()).or(feed.publisher.take());
                }
                (_, "category" | "subject" | "keywords") => self.tags(index, &mut feed.tags),
                (_, "generator") => feed.generator = self.plain(index),
                (_, "icon") => feed.icon = self.address_in(index, &["href"]),
                (_, "logo") => feed.logo = self.address_in(index, &["href"]),
                (_, "image") => feed.image = feed.image.take().or_else(|| self.image(index)),
                (_, "ttl") => feed.ttl = self.plain(index).and_then(|ttl| ttl.parse().ok()),
                ("itunes", "new-feed-url") => feed.moved_to = self.address_in(index, &[]),
                _ => {}
            }
        }
        feed.subtitle = feed.subtitle.take().or(summary);
        feed.link = feed.link.take().or(second_link);
        (feed.published, feed.updated) = (published.stamp(), updated.stamp());
    }
}

/// Does a link lead to a page, as far as it says?
pub(super) fn is_page(link: &Link) -> bool {
    link.kind.as_deref().is_none_or(|kind| kind.contains("html"))
}
