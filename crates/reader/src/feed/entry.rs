//! The fields of an entry, whatever the dialect, and the choice among what it says twice.

use model::{Credit, Enclosure, Entry, FeedDocument, FeedFormat, Geo, Image, Link, MediaItem, SourceFeed, Text};

use super::{
    fields::{Best, Reader, is_page},
    markup, people,
    place::place,
};
use crate::dates;

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
    /// Reads one entry.
    pub(super) fn entry(&self, item: usize, feed: &FeedDocument) -> Entry {
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

fn is_picture(media: &MediaItem) -> bool {
    media.kind.as_deref().is_some_and(|kind| kind.starts_with("image"))
        || [".jpg", ".jpeg", ".png", ".webp"].iter().any(|end| media.url.contains(end))
}
