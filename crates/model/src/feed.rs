//! What a feed's document says: the shapes of the feed conformance suite. Absent is `None` or empty.

use serde::{Deserialize, Serialize};

use crate::{Image, Stamp};

/// The dialects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FeedFormat {
    /// RSS 0.9x and 2.0.
    #[default]
    Rss,
    /// RSS 1.0 and 0.90.
    Rdf,
    /// Atom 0.3 and 1.0.
    Atom,
    /// JSON Feed.
    Json,
    /// Channel Definition Format.
    Cdf,
    /// A news sitemap.
    Sitemap,
}

/// A text of a feed: plain, or HTML (cleaned).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Text {
    /// The text or the markup.
    pub value: String,
    /// Which of the two.
    #[serde(rename = "type")]
    pub kind: TextKind,
    /// Atom's `src`: where the content is, when it is elsewhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub src: Option<String>,
}

/// How to read a [`Text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextKind {
    /// Plain.
    #[default]
    Text,
    /// HTML.
    Html,
}

/// An author, contributor or publisher.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Person {
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Mail address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Address of a page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
}

/// A category.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Tag {
    /// The term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub term: Option<String>,
    /// The vocabulary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// For people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// A link of a feed or entry.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Link {
    /// `alternate`, `self`, `enclosure`, `hub` …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rel: Option<String>,
    /// Absolute address.
    pub href: String,
    /// Media type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Language of what it points to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hreflang: Option<String>,
    /// For people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Bytes, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<String>,
}

/// A file that goes with an entry.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Enclosure {
    /// Absolute address.
    pub url: String,
    /// Media type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Bytes, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<String>,
}

/// Media RSS content or thumbnail.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct MediaItem {
    /// Absolute address.
    pub url: String,
    /// Media type.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// Media RSS credit.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Credit {
    /// Who.
    pub name: String,
    /// "photographer" …
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
}

/// Where an entry was first published (RSS `source`, Atom `source`).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SourceFeed {
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// When it changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Stamp>,
}

/// A place on the map (GeoRSS, W3C geo), as GeoJSON has it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Geo {
    /// Point, LineString, Polygon, Box.
    #[serde(rename = "type")]
    pub kind: String,
    /// As GeoJSON, longitude first.
    pub coordinates: serde_json::Value,
}

/// A feed as its document states it, with its entries.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedDocument {
    /// The dialect.
    pub format: FeedFormat,
    /// Name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// Description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<Text>,
    /// Copyright.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<Text>,
    /// The home page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// Its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// When it came out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Stamp>,
    /// When it changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Stamp>,
    /// Authors of all entries.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Person>,
    /// Contributors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<Person>,
    /// Publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Person>,
    /// Categories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// All links.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The program that made it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generator: Option<String>,
    /// A picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// A small picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icon: Option<String>,
    /// A wide picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// Minutes between polls that the feed asks for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl: Option<u32>,
    /// Where it says it has moved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moved_to: Option<String>,
    /// In the document's order.
    pub entries: Vec<Entry>,
}

/// One announcement in a feed.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// guid, atom:id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Text>,
    /// The page, absolute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// All links.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// When it came out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Stamp>,
    /// When it changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<Stamp>,
    /// Teaser.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Text>,
    /// The whole, maybe in several forms.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub content: Vec<Text>,
    /// Authors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Person>,
    /// Contributors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contributors: Vec<Person>,
    /// Publisher.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Person>,
    /// Categories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// Files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub enclosures: Vec<Enclosure>,
    /// Media RSS.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub media: Vec<MediaItem>,
    /// Media RSS.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thumbnails: Vec<MediaItem>,
    /// Media RSS.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<Credit>,
    /// Address of the comments.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments: Option<String>,
    /// Address of the licence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// BCP 47.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Copyright.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rights: Option<Text>,
    /// A picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Where it was first published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceFeed>,
    /// Where on the map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geo: Option<Geo>,
    /// A picture with its words, where Media RSS gives them. Not asked by the suite.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead_image: Option<Image>,
}
