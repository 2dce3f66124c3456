//! The format in which the demo's texts are written, so that a person can edit them.
//!
//! ```text
//! % a comment, for people
//! === northlight/quake-felt
//! at: -4d 06:12
//! headline: Strong earthquake felt along the coast
//! by: Aoife Brannock; Tom Sell
//!
//! A paragraph, with a [link](ledger/quake-felt) to another report.
//!
//! ## A crosshead
//! > A quotation set apart
//! - an item of a list
//! ![harbour.png](The harbour before the storm. | Drawing: Broadsheet)
//!
//! === ledger/quake-copy
//! at: -4d 07:30
//! copy: northlight/quake-felt
//! keep: 1 2 4
//! swap: strong => violent
//! headline: …
//! ```
//!
//! A piece opens with `===`, then header lines `key: value` up to the first blank line, then blocks, one a line. A copy takes the
//! blocks of its origin (those numbered in `keep`, else all), swaps words, and adds its own blocks behind.

use std::collections::BTreeMap;

/// One piece of a script: an outlet or a report, as written.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Piece {
    /// What stands behind `===`.
    pub name: String,
    /// The line it opens on, from 1, for messages.
    pub line: usize,
    /// Header lines by key; a key may repeat.
    pub header: BTreeMap<String, Vec<String>>,
    /// What follows the header.
    pub blocks: Vec<Written>,
}

/// A block as written, its links still marked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// A paragraph.
    Paragraph(String),
    /// A heading within the text.
    Crosshead(String),
    /// A quotation set apart.
    Quotation(String),
    /// One item of a list.
    Item(String),
    /// A picture by its file's name.
    Figure {
        /// File in `demo/pictures`.
        file: String,
        /// Caption, without the credit.
        caption: String,
        /// Who made it.
        credit: String,
    },
}

impl Piece {
    /// The first value of this key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.header.get(key).and_then(|values| values.first()).map(String::as_str)
    }

    /// The first value of this key, or a sentence that says what is missing where.
    pub fn need(&self, key: &str) -> Result<&str, String> {
        self.get(key).ok_or_else(|| format!("{} (line {}) has no line \"{key}:\"", self.name, self.line))
    }

    /// All values of this key.
    pub fn all(&self, key: &str) -> &[String] {
        self.header.get(key).map_or(&[], Vec::as_slice)
    }

    /// The value of this key cut at semicolons.
    pub fn list(&self, key: &str) -> Vec<String> {
        let value = self.get(key).unwrap_or_default();
        value.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }
}

/// Reads a script; `Err` is a sentence with the line's number.
pub fn parse(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut in_header = false;
    for (line, written) in text.lines().map(str::trim).enumerate().map(|(at, written)| (at + 1, written)) {
        if written.starts_with('%') {
            continue;
        }
        if let Some(name) = written.strip_prefix("===") {
            pieces.push(Piece { name: name.trim().to_owned(), line, ..Piece::default() });
            in_header = true;
            continue;
        }
        if written.is_empty() {
            in_header = false;
            continue;
        }
        let Some(piece) = pieces.last_mut() else { return Err(format!("line {line} stands before the first ===")) };
        if in_header {
            let Some((key, value)) = written.split_once(':') else {
                return Err(format!("line {line} is no \"key: value\", and a header ends with a blank line"));
            };
            piece.header.entry(key.trim().to_owned()).or_default().push(value.trim().to_owned());
        } else {
            piece.blocks.push(block(written).map_err(|what| format!("line {line}: {what}"))?);
        }
    }
    Ok(pieces)
}

fn block(written: &str) -> Result<Written, String> {
    if let Some(text) = written.strip_prefix("## ") {
        return Ok(Written::Crosshead(text.trim().to_owned()));
    }
    if let Some(text) = written.strip_prefix("> ") {
        return Ok(Written::Quotation(text.trim().to_owned()));
    }
    if let Some(text) = written.strip_prefix("- ") {
        return Ok(Written::Item(text.trim().to_owned()));
    }
    let Some(figure) = written.strip_prefix("![") else { return Ok(Written::Paragraph(written.to_owned())) };
    let parts = figure.strip_suffix(')').and_then(|figure| figure.split_once("]("));
    let Some((file, (caption, credit))) = parts.and_then(|(file, words)| Some((file, words.split_once('|')?))) else {
        return Err("a picture is written ![file](caption | credit)".to_owned());
    };
    Ok(Written::Figure {
        file: file.trim().to_owned(),
        caption: caption.trim().to_owned(),
        credit: credit.trim().to_owned(),
    })
}

impl Written {
    /// The same block with this done to each of its texts.
    pub fn map(&self, f: impl Fn(&str) -> String) -> Self {
        match self {
            Self::Paragraph(text) => Self::Paragraph(f(text)),
            Self::Crosshead(text) => Self::Crosshead(f(text)),
            Self::Quotation(text) => Self::Quotation(f(text)),
            Self::Item(text) => Self::Item(f(text)),
            Self::Figure { file, caption, credit } => {
                Self::Figure { file: file.clone(), caption: f(caption), credit: credit.clone() }
            }
        }
    }
}

/// A stretch of a text: plain, or a link with where it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch<'a> {
    /// The words.
    pub text: &'a str,
    /// What stands in the round brackets.
    pub link: Option<&'a str>,
}

/// Cuts a text at its `[words](target)`; what is not closed is plain.
pub fn stretches(text: &str) -> Vec<Stretch<'_>> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, words, target, after)) = next_link(rest) {
        out.push(Stretch { text: before, link: None });
        out.push(Stretch { text: words, link: Some(target) });
        rest = after;
    }
    out.push(Stretch { text: rest, link: None });
    out.retain(|stretch| !stretch.text.is_empty());
    out
}

fn next_link(text: &str) -> Option<(&str, &str, &str, &str)> {
    let (before, opened) = text.split_once('[')?;
    let (words, target) = opened.split_once("](")?;
    let (target, after) = target.split_once(')')?;
    Some((before, words, target, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_headers_and_blocks() {
        let text = "% note\n=== a/b\nat: -1d 10:00\nswap: x => y\nswap: v => w\nby: A; B\n\nOne.\n## Two\n\n> Three\n- Four\n\
                    ![f.png](A hill. | Drawing: C)\n=== c/d\nat: 0d 01:00\n";
        let pieces = parse(text).unwrap();
        assert_eq!(pieces.len(), 2);
        assert_eq!(pieces[0].name, "a/b");
        assert_eq!(pieces[0].all("swap"), ["x => y", "v => w"]);
        assert_eq!(pieces[0].list("by"), ["A", "B"]);
        assert_eq!(pieces[0].blocks.len(), 5);
        assert_eq!(pieces[0].blocks[1], Written::Crosshead("Two".into()));
        assert!(matches!(&pieces[0].blocks[4], Written::Figure { credit, .. } if credit == "Drawing: C"));
        assert!(pieces[1].blocks.is_empty());
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, words) in [
            ("lost\n", "line 1"),
            ("=== a/b\nno header\n", "line 2"),
            ("=== a/b\nat: 1\n\n![f.png](no credit)\n", "line 4"),
        ] {
            assert!(parse(text).unwrap_err().contains(words), "{text}");
        }
        assert!(parse("=== a/b\n\nText.\n").unwrap()[0].need("at").unwrap_err().contains("a/b (line 1)"));
    }

    #[test]
    fn links_are_cut_out() {
        let cut = stretches("As [the Courier](courier/x) wrote, [sic] it rained.");
        assert_eq!(cut.iter().map(|s| s.text).collect::<Vec<_>>(), ["As ", "the Courier", " wrote, [sic] it rained."]);
        assert_eq!(cut[1].link, Some("courier/x"));
    }
}
