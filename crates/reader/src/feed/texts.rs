//! The texts of XML feeds: which are plain and which are HTML. Atom says it, RSS has HTML in descriptions, and a text that looks
//! like markup is.

use model::{Text, TextKind};

use super::markup;
use crate::{base64, charset, tree::Tree};

/// A text on one line, if there is any.
pub fn plain(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    (!out.is_empty()).then_some(out)
}

/// The text of an element with its kind.
pub fn text(tree: &Tree<'_>, index: usize) -> Option<Text> {
    let node = tree.node(index);
    let kind = node.attribute("type").unwrap_or_default().trim().to_ascii_lowercase();
    let mode = node.attribute("mode").unwrap_or_default();
    let has_elements = || tree.children(index).any(|child| !tree.node(child).is_text());
    if mode != "base64" && (kind.contains("xhtml") || mode == "xml" && kind.contains("html") || has_elements()) {
        let value = markup::inside(tree, index);
        return (!value.trim().is_empty()).then_some(Text { value, kind: TextKind::Html, src: None });
    }
    let mut value = tree.text_of(index);
    if mode == "base64" || is_binary(&kind) {
        value = String::from_utf8(base64::decode(value.as_bytes())).ok()?;
    }
    let trimmed = value.trim().trim_end_matches("]]>");
    if trimmed.is_empty() {
        return None;
    }
    if trimmed.len() != value.len() {
        value = trimmed.to_owned();
    }
    if let Some(meant) = charset::undo_mojibake(&value) {
        value = meant;
    }
    let is_plain = matches!(kind.as_str(), "text" | "text/plain" | "plain");
    let kind = if !is_plain && markup::looks_like_html(&value) { TextKind::Html } else { TextKind::Text };
    Some(Text { value, kind, src: None })
}

/// Atom 1.0 has what is neither text nor XML in base 64.
fn is_binary(kind: &str) -> bool {
    kind.contains('/') && !kind.starts_with("text/") && !kind.contains("xml") && !kind.contains("html")
}
