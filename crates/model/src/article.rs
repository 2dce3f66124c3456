//! The article: what a page says, read.

use serde::{Deserialize, Serialize};

use crate::{Flaw, Stamp};

/// What a page says, read: DESIGN.md's "article as JSON". Absent is `None` or empty, never an empty string.
/// Headline, standfirst and byline are not repeated in `blocks`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Article {
    /// The id as it came in or as the store gave it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The outlet's slug or name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Where the page was fetched from, after redirects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The address the page names as its own (`rel=canonical`), absolute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical: Option<String>,
    /// The headline that the reader sees, without the site's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<String>,
    /// The sentence or two below the headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standfirst: Option<String>,
    /// The people named in the byline, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    /// First published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Stamp>,
    /// Last changed, where the page says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<Stamp>,
    /// BCP 47; the text's language even where the page declares another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The outlet's own name of the section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Keywords and tags of the outlet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// What sort of page it is.
    pub kind: ArticleKind,
    /// The body in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// Stands in place of `blocks` where only plain text is known: paragraphs joined by U+000A.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The picture that stands for the article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lead_image: Option<Image>,
    /// Agencies credited in byline, dateline or credit line, by their usual names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wire_credits: Vec<String>,
    /// Links to who had it first ("first reported by …", "Source: …").
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source_links: Vec<SourceLink>,
    /// `Some(false)`: behind a paywall, the text may be cut.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free: Option<bool>,
    /// Digest of what was read; the store sets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// What was odd.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flaws: Vec<Flaw>,
}

impl Article {
    /// The text to which offsets of statements, dates, names and happenings refer (in code points): `blocks` joined by
    /// U+000A in order, captions included, headline and standfirst not; `text` where there are no blocks.
    pub fn body_text(&self) -> String {
        if self.blocks.is_empty() {
            return self.text.clone().unwrap_or_default();
        }
        let mut out = String::new();
        for block in &self.blocks {
            block.for_each_line(|line| {
                if !line.is_empty() {
                    if !out.is_empty() {
                        out.push('\n');
                    }
                    out.push_str(line);
                }
            });
        }
        out
    }
}

/// What sort of page an article comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ArticleKind {
    /// A text.
    #[default]
    Article,
    /// A live page with dated entries.
    Live,
    /// Mostly pictures.
    Gallery,
    /// Mostly a video.
    Video,
    /// Mostly a recording.
    Audio,
    /// A list of other pages: no article.
    Index,
    /// Anything else that is no article.
    Other,
}

/// One piece of a body. Which fields are set depends on `kind`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Plain text, white space squeezed (kept in preformatted); of paragraph, crosshead, quotation, preformatted, embed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Of a crosshead: 2 to 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<u8>,
    /// Of a list.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<String>,
    /// Of a table: cells by row.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Vec<String>>,
    /// Of a figure or embed: absolute address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub src: Option<String>,
    /// Of a figure: the text in place of the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// Of a figure, without the credit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// Of a figure, one string: "Umit Bektas/Reuters".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
    /// Of a figure, in pixels, as declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Of a figure, in pixels, as declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Links and emphasis within `text`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

impl Block {
    /// A paragraph of plain text.
    pub fn paragraph(text: impl Into<String>) -> Self {
        Self { kind: BlockKind::Paragraph, text: Some(text.into()), ..Self::default() }
    }

    /// A crosshead of this level (2 to 6).
    pub fn crosshead(text: impl Into<String>, level: u8) -> Self {
        Self { kind: BlockKind::Crosshead, text: Some(text.into()), level: Some(level), ..Self::default() }
    }

    /// Calls `f` with each line that this block adds to the article's text.
    pub fn for_each_line(&self, mut f: impl FnMut(&str)) {
        match self.kind {
            BlockKind::List => self.items.iter().for_each(|item| f(item)),
            BlockKind::Table => self.rows.iter().for_each(|row| f(&row.join("\t"))),
            BlockKind::Figure => self.caption.iter().for_each(|caption| f(caption)),
            _ => self.text.iter().for_each(|text| f(text)),
        }
    }
}

/// The kinds of block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// A paragraph.
    #[default]
    Paragraph,
    /// A heading inside the body.
    Crosshead,
    /// A quotation set apart.
    Quotation,
    /// A list.
    List,
    /// A table.
    Table,
    /// A picture with caption and credit.
    Figure,
    /// Something from elsewhere: a post, a video.
    Embed,
    /// Text whose white space counts.
    Preformatted,
}

/// A link or emphasis within a block's text. Offsets in code points, end exclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// First code point.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// What it is.
    pub kind: MarkKind,
    /// Of a link: absolute, http or https or mailto.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

/// The kinds of mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MarkKind {
    /// A link.
    Link,
    /// Strong importance.
    Strong,
    /// Emphasis.
    Emphasis,
}

/// A picture with its words.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Image {
    /// Absolute address.
    pub src: String,
    /// The text in place of the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// Without the credit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// "Umit Bektas/Reuters".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit: Option<String>,
}

/// A link to who had it first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceLink {
    /// Absolute address.
    pub url: String,
    /// The words of the link.
    #[serde(default)]
    pub text: String,
}
