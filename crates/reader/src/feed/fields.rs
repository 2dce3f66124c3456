//! The fields of XML feeds: RSS of all versions, RDF, Atom, CDF, news sitemaps. One walk for all dialects: an element means what
//! its vocabulary and name say, wherever it stands.

use model::{
    Credit, Enclosure, Entry, FeedDocument, FeedFormat, Geo, Image, Link, MediaItem, Person, SourceFeed, Stamp, Tag,
    Text, TextKind, limits,
};
use url::Url;

use super::{markup, people, place::place, spaces::Spaces, texts};
use crate::{
    dates,
    tree::{Mode, Node, Tree, parse},
};

/// Reads an XML feed; `None`: the document is none. `language` is what the HTTP header says.
pub fn document(text: &str, base: Option<&Url>, language: Option<&str>) -> Option<FeedDocument> {
    let tree = parse(text, Mode::Xml);
    let has_bases = tree.nodes.iter().any(|node| node.attribute("xml:base").is_some());
    Reader { tree: &tree, spaces: Spaces::of(&tree), base, has_bases }.document(language)
}

struct Reader<'t> {
    tree: &'t Tree<'t>,
    spaces: Spaces<'t>,
    base: Option<&'t Url>,
    has_bases: bool,
}

/// Keeps the best of several dates: the higher rank, of equals the later in the document.
#[derive(Default)]
struct Best(Option<(u8, Stamp)>);

impl Best {
    fn offer(&mut self, rank: u8, stamp: Option<Stamp>) {
        if let Some(stamp) = stamp
            && self.0.is_none_or(|(held, _)| rank >= held)
        {
            self.0 = Some((rank, stamp));
        }
    }

    fn stamp(self) -> Option<Stamp> {
        self.0.map(|(_, stamp)| stamp)
    }
}

/// What an entry may get its link and summary from, best first.
#[derive(Default)]
struct Candidates {
    origin: Option<String>,
    other_form: Option<String>,
    permalink: Option<String>,
    about: Option<String>,
    description: Option<Text>,
    summary: Option<Text>,
    podcast: Option<Text>,
    media: Option<Text>,
    second_title: Option<Text>,
    published: Best,
    updated: Best,
    language: Option<Option<String>>,
    geo: (Option<f64>, Option<f64>),
}

impl<'t> Reader<'t> {
    fn node(&self, index: usize) -> &'t Node<'t> {
        self.tree.node(index)
    }

    fn name(&self, index: usize) -> (&'static str, &'t str) {
        self.spaces.name(index, self.node(index))
    }

    /// The elements directly inside.
    fn elements(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
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
    fn language(&self, index: usize) -> Option<Option<String>> {
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
    fn address(&self, index: usize, text: &str) -> Option<String> {
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
    fn address_in(&self, index: usize, attributes: &[&str]) -> Option<String> {
        let named = attributes.iter().find_map(|name| self.attribute(index, name));
        self.address(index, &named.or_else(|| self.plain(index))?)
    }

    fn attribute(&self, index: usize, name: &str) -> Option<String> {
        self.node(index).attribute(name).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
    }

    fn plain(&self, index: usize) -> Option<String> {
        texts::plain(&self.tree.text_of(index))
    }

    fn text(&self, index: usize) -> Option<Text> {
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

    fn date(&self, index: usize) -> Option<Stamp> {
        dates::read(&self.tree.text_of(index), true)
    }

    fn person(&self, index: usize) -> Person {
        let field = |wanted: &[&str]| self.child(index, wanted).and_then(|child| self.plain(child));
        let (name, email) = (field(&["name"]), field(&["email"]));
        let uri = self.child(index, &["uri", "url", "homepage"]).and_then(|child| self.address_in(child, &[]));
        if name.is_some() || email.is_some() || uri.is_some() {
            return Person { name, email, uri };
        }
        people::person(&self.plain(index).unwrap_or_default())
    }

    fn link(&self, index: usize) -> Option<Link> {
        Some(Link {
            rel: Some(self.attribute(index, "rel").unwrap_or_else(|| "alternate".into())),
            href: self.address_in(index, &["href"])?,
            kind: self.attribute(index, "type"),
            hreflang: self.attribute(index, "hreflang"),
            title: self.attribute(index, "title"),
            length: self.attribute(index, "length"),
        })
    }

    fn image(&self, index: usize) -> Option<String> {
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
    fn tags(&self, index: usize, tags: &mut Vec<Tag>) {
        let mut add = |tag: Tag| {
            if !tags.contains(&tag) {
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

    fn entry(&self, item: usize, feed: &FeedDocument) -> Entry {
        let mut entry = Entry::default();
        let mut found = Candidates { about: self.attribute(item, "rdf:about"), ..Candidates::default() };
        if feed.format == FeedFormat::Cdf {
            entry.link = self.attribute(item, "href").and_then(|href| self.address(item, &href));
            entry.links.extend(entry.link.iter().map(|href| Link {
                rel: Some("alternate".into()),
                href: href.clone(),
                ..Link::default()
            }));
            found.updated.offer(3, self.node(item).attribute("lastmod").and_then(|text| dates::read(text, true)));
        }
        for index in self.fields(item) {
            let (space, name) = self.name(index);
            match space {
                "media" | "itunes" | "georss" | "gml" | "geo" => {
                    self.module_field(index, (space, name), &mut entry, &mut found)
                }
                "other" => {}
                _ => self
                    .text_field(index, (space, name), feed.format, &mut entry, &mut found)
                    .unwrap_or_else(|| self.other_field(index, (space, name), &mut entry, &mut found)),
            }
        }
        self.settle(item, feed, &mut entry, found);
        entry
    }

    /// The fields that hold texts, links and dates; `None`: it is another field.
    fn text_field(
        &self,
        index: usize,
        name: (&'static str, &str),
        format: FeedFormat,
        entry: &mut Entry,
        found: &mut Candidates,
    ) -> Option<()> {
        match name {
            (_, "title") => {
                self.note_language(index, found);
                entry.title = entry.title.take().or_else(|| self.text(index));
            }
            ("feedburner", "origlink") => found.origin = self.plain(index),
            (_, "link" | "a") if format != FeedFormat::Sitemap => {
                let link = self.link(index)?;
                match link.rel.as_deref() {
                    Some("enclosure") => entry.enclosures.push(Enclosure {
                        url: link.href.clone(),
                        kind: link.kind.clone(),
                        length: link.length.clone(),
                    }),
                    Some("alternate") => {
                        let slot = if is_page(&link) { &mut entry.link } else { &mut found.other_form };
                        slot.get_or_insert_with(|| link.href.clone());
                    }
                    Some("replies") if link.kind.as_deref() != Some("application/atom+xml") => {
                        entry.comments.get_or_insert_with(|| link.href.clone());
                    }
                    Some("license") => entry.license = Some(link.href.clone()),
                    _ => {}
                }
                entry.links.push(link);
            }
            ("content", "encoded")
            | ("xhtml", "body" | "div")
            | ("" | "atom", "content" | "body" | "fullitem" | "encoded") => {
                self.note_language(index, found);
                let text = self.text(index);
                entry.content.extend(match self.attribute(index, "src") {
                    Some(src) => Some(Text { src: self.address(index, &src), ..text.unwrap_or_default() }),
                    None => text,
                });
            }
            (_, "description" | "abstract" | "tagline") => {
                self.note_language(index, found);
                found.description = found.description.take().or_else(|| self.text(index));
            }
            (_, "summary" | "subtitle") => {
                self.note_language(index, found);
                found.summary = found.summary.take().or_else(|| self.text(index));
            }
            (_, "pubdate" | "published" | "publication_date") => found.published.offer(3, self.date(index)),
            (_, "issued") => found.published.offer(2, self.date(index)),
            (_, "created") => found.published.offer(1, self.date(index)),
            ("dc" | "dcterms", "date") => {
                found.published.offer(1, self.date(index));
            }
            (_, "updated" | "modified" | "lastmod" | "lastbuilddate") => found.updated.offer(3, self.date(index)),
            (_, "date") => found.updated.offer(1, self.date(index)),
            _ => return None,
        }
        Some(())
    }

    /// The fields that hold neither texts nor dates.
    fn other_field(&self, index: usize, name: (&'static str, &str), entry: &mut Entry, found: &mut Candidates) {
        match name {
            (_, "enclosure") => self.enclosure(index, entry),
            ("" | "atom", "guid") => {
                entry.id = self.plain(index).or(entry.id.take());
                if !self.node(index).attribute("ispermalink").is_some_and(|is| is.trim().eq_ignore_ascii_case("false"))
                {
                    found.permalink = self
                        .plain(index)
                        .filter(|id| id.starts_with("http") || markup::has_scheme(id) && id.contains("//"));
                }
            }
            (_, "id" | "identifier") => entry.id = entry.id.take().or_else(|| self.plain(index)),
            (_, "loc") => entry.link = self.address_in(index, &[]),
            (_, "author" | "creator") => people::add(self.person(index), &mut entry.authors),
            (_, "contributor") => people::add(self.person(index), &mut entry.contributors),
            (_, "publisher") => entry.publisher = Some(self.person(index)),
            (_, "category" | "subject" | "keywords") => self.tags(index, &mut entry.tags),
            ("", "comments") => entry.comments = self.address_in(index, &[]).or(entry.comments.take()),
            (_, "rights" | "copyright") => entry.rights = self.text(index),
            (_, "language") => found.language = self.plain(index).map(Some),
            (_, "license") => entry.license = self.address_in(index, &["rdf:resource", "href"]),
            (_, "image") => entry.image = entry.image.take().or_else(|| self.image(index)),
            ("" | "atom", "source") => entry.source = Some(self.source(index)),
            _ => {}
        }
    }

    /// Fields of Media RSS, podcasts and places.
    fn module_field(&self, index: usize, name: (&'static str, &str), entry: &mut Entry, found: &mut Candidates) {
        match name {
            ("media", "content") => entry.media.extend(self.media_item(index)),
            ("media", "thumbnail") => entry.thumbnails.extend(self.media_item(index)),
            ("media", "credit") => {
                entry
                    .credits
                    .extend(self.plain(index).map(|name| Credit { name, role: self.attribute(index, "role") }));
            }
            ("media", "category" | "keywords") | ("itunes", "category" | "keywords") => {
                self.tags(index, &mut entry.tags)
            }
            ("media", "license") => entry.license = entry.license.take().or_else(|| self.attribute(index, "href")),
            ("media" | "itunes", "title") => {
                found.second_title = found.second_title.take().or_else(|| self.text(index))
            }
            ("media", "description") => found.media = found.media.take().or_else(|| self.text(index)),
            ("itunes", "summary") => found.podcast = self.text(index).or(found.podcast.take()),
            ("itunes", "subtitle") => found.podcast = found.podcast.take().or_else(|| self.text(index)),
            ("itunes", "author") => people::add(self.person(index), &mut entry.authors),
            ("itunes", "image" | "link") => entry.image = entry.image.take().or_else(|| self.image(index)),
            ("geo", "lat") => found.geo.0 = self.plain(index).and_then(|n| n.parse().ok()),
            ("geo", "long" | "lon") => found.geo.1 = self.plain(index).and_then(|n| n.parse().ok()),
            ("geo", "point") => {
                self.elements(index).for_each(|child| self.module_field(child, self.point_name(child), entry, found));
            }
            ("georss" | "gml", _) => entry.geo = entry.geo.take().or_else(|| self.place(index)),
            _ => {}
        }
    }

    /// Within `geo:Point` only its two numbers count.
    fn point_name(&self, index: usize) -> (&'static str, &'t str) {
        match self.name(index) {
            (_, name @ ("lat" | "long" | "lon")) => ("geo", name),
            _ => ("other", ""),
        }
    }

    fn place(&self, index: usize) -> Option<Geo> {
        (index..self.tree.end_of(index)).filter(|&i| !self.node(i).is_text()).find_map(|i| {
            let (_, name) = self.name(i);
            let around = self.node(self.node(i).parent);
            let shape = around.name.rsplit(':').next().unwrap_or("");
            let named = |wanted: &str| {
                let mut around = std::iter::once(i).chain(self.tree.ancestors(i)).take(4);
                around.find_map(|i| self.node(i).attribute(wanted))
            };
            let dimensions = if named("srsdimension") == Some("3") { 3 } else { 2 };
            // An element that holds others has no numbers of its own.
            let text = if self.elements(i).next().is_some() { String::new() } else { self.tree.text_of(i) };
            place(name, &text, shape, named("srsname"), dimensions)
        })
    }

    fn note_language(&self, index: usize, found: &mut Candidates) {
        if found.language.is_none() && self.node(index).attribute("xml:lang").is_some() {
            found.language = self.language(index);
        }
    }

    /// Chooses among what was found.
    fn settle(&self, item: usize, feed: &FeedDocument, entry: &mut Entry, found: Candidates) {
        entry.language = match found.language.or_else(|| self.language(item)) {
            Some(stated) => stated,
            None => feed.language.clone(),
        };
        let (about, permalink) = (found.about.as_deref(), found.permalink.as_deref());
        let origin = found.origin.and_then(|origin| self.address(item, &origin));
        entry.link =
            origin.or(entry.link.take()).or(found.other_form).or_else(|| self.address(item, permalink.or(about)?));
        entry.id = entry.id.take().or_else(|| about.map(str::to_owned));
        entry.title = entry.title.take().or(found.second_title);
        let mut summaries = [found.description, found.summary, found.podcast, found.media].into_iter().flatten();
        entry.summary = summaries.next();
        if let Some(second) =
            summaries.next().filter(|second| entry.content.is_empty() && Some(second) != entry.summary.as_ref())
        {
            // Two texts: the longer one is the whole.
            let whole = match &mut entry.summary {
                Some(first) if first.value.len() > second.value.len() => std::mem::replace(first, second),
                _ => second,
            };
            entry.content.push(whole);
        }
        (entry.published, entry.updated) = (found.published.stamp(), found.updated.stamp());
        if let (Some(latitude), Some(longitude), None) = (found.geo.0, found.geo.1, &entry.geo) {
            entry.geo = place("point", &format!("{latitude} {longitude}"), "", None, 2);
        }
        let photo = entry.media.iter().find(|media| is_picture(media)).or(entry.thumbnails.first());
        entry.lead_image = photo.map(|photo| Image {
            src: photo.url.clone(),
            credit: entry.credits.first().map(|credit| credit.name.clone()),
            ..Image::default()
        });
    }

    /// The nodes that hold an entry's fields: its children, and those in groups.
    fn fields(&self, item: usize) -> Vec<usize> {
        let mut fields = Vec::new();
        for child in self.elements(item) {
            fields.push(child);
            let inner: fn((&str, &str)) -> bool = match self.name(child) {
                ("media", "group") => |_| true,
                ("media", "content") => |(space, _)| space == "media",
                ("news", "news") => |(_, name)| name != "publication",
                _ => continue,
            };
            for grandchild in self.elements(child).filter(|&i| inner(self.name(i))) {
                fields.push(grandchild);
                if self.name(grandchild) == ("media", "content") {
                    fields.extend(self.elements(grandchild).filter(|&i| self.name(i).0 == "media"));
                }
            }
        }
        fields
    }

    fn media_item(&self, index: usize) -> Option<MediaItem> {
        let named = ["url", "href", "rdf:resource"].iter().find_map(|name| self.attribute(index, name))?;
        let kind = self.attribute(index, "type").or_else(|| self.attribute(index, "medium"));
        Some(MediaItem { url: self.address(index, &named)?, kind })
    }

    fn enclosure(&self, index: usize, entry: &mut Entry) {
        let Some(MediaItem { url, kind }) = self.media_item(index) else { return };
        let length = self.attribute(index, "length");
        entry.links.push(Link {
            rel: Some("enclosure".into()),
            href: url.clone(),
            kind: kind.clone(),
            length: length.clone(),
            ..Link::default()
        });
        entry.enclosures.push(Enclosure { url, kind, length });
    }

    fn source(&self, index: usize) -> SourceFeed {
        let named = self.attribute(index, "url").and_then(|url| self.address(index, &url));
        let mut source = SourceFeed { link: named, ..SourceFeed::default() };
        for child in self.elements(index) {
            match self.name(child).1 {
                "title" => source.title = self.text(child),
                "link" => {
                    let link = self
                        .link(child)
                        .filter(|link| link.rel.as_deref() == Some("alternate") || source.link.is_none());
                    source.link = link.map(|link| link.href).or(source.link.take());
                }
                "id" => source.id = self.plain(child),
                "updated" | "modified" => source.updated = self.date(child),
                _ => {}
            }
        }
        if self.elements(index).next().is_none() {
            source.title = self.text(index);
        }
        source
    }
}

/// Does a link lead to a page, as far as it says?
fn is_page(link: &Link) -> bool {
    link.kind.as_deref().is_none_or(|kind| kind.contains("html"))
}

fn is_picture(media: &MediaItem) -> bool {
    media.kind.as_deref().is_some_and(|kind| kind.starts_with("image"))
        || [".jpg", ".jpeg", ".png", ".webp"].iter().any(|end| media.url.contains(end))
}
