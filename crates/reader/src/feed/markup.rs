//! The markup in a feed's texts: told from plain text, written out again, its addresses made absolute.

use std::{borrow::Cow, sync::LazyLock};

use memchr::{memchr, memrchr};
use url::Url;

use crate::{entities, tree::Tree};

/// Attributes that hold an address.
const ADDRESSES: &[&str] = &["href", "src", "cite", "poster", "longdesc", "background", "action", "data"];
/// Elements without content, as HTML writes them.
const VOID: &[&str] = &["area", "br", "col", "hr", "img", "input", "source", "track", "wbr"];

/// Does a text hold markup or references?
pub fn looks_like_html(text: &str) -> bool {
    let bytes = text.as_bytes();
    if text.contains("<!--") {
        return true;
    }
    let last = memrchr(b'>', bytes).unwrap_or(0);
    let tag = memchr::memchr_iter(b'<', bytes)
        .take_while(|&at| at < last)
        .any(|at| bytes.get(at + 1).is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, b'/' | b'!')));
    tag || memchr::memchr_iter(b'&', bytes).any(|at| {
        let name = bytes.get(at + 1..bytes.len().min(at + 12)).unwrap_or_default();
        let length = name.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
        length > 1 && name.get(length) == Some(&b';')
    })
}

/// The markup inside an element of the feed's own tree, written out as HTML.
pub fn inside(tree: &Tree<'_>, index: usize) -> String {
    let local = |name: &str| name.rsplit_once(':').map_or(name, |(_, local)| local).to_owned();
    let mut out = String::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    for i in index + 1..tree.end_of(index) {
        while let Some((_, name)) = open.pop_if(|(end, _)| *end <= i) {
            close(&name, &mut out);
        }
        let node = tree.node(i);
        if node.is_text() {
            escape(&node.text, &mut out);
            continue;
        }
        let name = local(&node.name);
        out.push('<');
        out.push_str(&name);
        for (name, value) in node.attributes.iter().filter(|(name, _)| !name.starts_with("xmlns")) {
            out.push(' ');
            out.push_str(name);
            out.push_str("=\"");
            escape(value, &mut out);
            out.push('"');
        }
        out.push('>');
        if !VOID.contains(&name.as_str()) {
            open.push((tree.end_of(i), name));
        }
    }
    while let Some((_, name)) = open.pop() {
        close(&name, &mut out);
    }
    out
}

fn close(name: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// `text` with the characters that mean something in HTML as references.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

/// Makes the addresses in HTML absolute.
pub fn absolute<'a>(html: &'a str, base: &Url) -> Cow<'a, str> {
    let bytes = html.as_bytes();
    let mut out = String::new();
    let (mut at, mut copied) = (0, 0);
    while let Some(found) = memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        at += found + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        at += bytes.iter().skip(at).take_while(|b| b.is_ascii_alphanumeric() || **b == b':').count();
        while let Some((name, value, end)) = next_attribute(html, at) {
            at = end;
            if !ADDRESSES.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                continue;
            }
            let (from, to) = value;
            let address = entities::decode(html.get(from..to).unwrap_or(""));
            let address = address.trim();
            if address.is_empty() || has_scheme(address) {
                continue;
            }
            if let Ok(joined) = base.join(address) {
                out.push_str(html.get(copied..from).unwrap_or(""));
                escape(joined.as_str(), &mut out);
                copied = to;
            }
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(html.get(copied..).unwrap_or(""));
    Cow::Owned(out)
}

/// The next attribute of a tag from byte `at` on: its name, where its value is, and the byte after it; `None` at the tag's end.
fn next_attribute(html: &str, mut at: usize) -> Option<(&str, (usize, usize), usize)> {
    let bytes = html.as_bytes();
    let skip = |at: usize, wanted: &dyn Fn(u8) -> bool| at + bytes.iter().skip(at).take_while(|b| wanted(**b)).count();
    at = skip(at, &|b| b.is_ascii_whitespace() || b == b'/');
    if matches!(bytes.get(at), None | Some(b'>' | b'<')) {
        return None;
    }
    let end = skip(at + 1, &|b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'>' | b'/' | b'<'));
    let name = html.get(at..end)?;
    let equals = skip(end, &|b| b.is_ascii_whitespace());
    if bytes.get(equals) != Some(&b'=') {
        return Some((name, (end, end), end));
    }
    let begin = skip(equals + 1, &|b| b.is_ascii_whitespace());
    match bytes.get(begin) {
        Some(&quote @ (b'"' | b'\'')) => {
            let from = begin + 1;
            let to = from + memchr(quote, bytes.get(from..)?)?;
            Some((name, (from, to), to + 1))
        }
        _ => {
            let to = skip(begin, &|b| !b.is_ascii_whitespace() && b != b'>');
            Some((name, (begin, to), to))
        }
    }
}

/// Does an address say its scheme?
pub fn has_scheme(address: &str) -> bool {
    address.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    })
}

/// HTML cleaned for people and scorers: no script, no form, no frame. No page of the hub ever shows it.
pub fn clean(html: &str) -> String {
    static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
        let mut builder = ammonia::Builder::default();
        builder.add_tags(MORE_TAGS).link_rel(None);
        builder.add_tag_attributes("video", &["src", "poster", "width", "height"]);
        builder.add_tag_attributes("audio", &["src"]).add_tag_attributes("source", &["src", "type"]);
        builder
    });
    CLEANER.clean(&without_bare(html)).to_string()
}

/// HTML in which each `<` that begins no whole tag, comment or declaration is a reference; browsers would drop what follows.
fn without_bare(html: &str) -> Cow<'_, str> {
    let bytes = html.as_bytes();
    let mut out = String::new();
    let (mut at, mut copied) = (0, 0);
    while let Some(found) = memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        let begin = at + found;
        at = begin + 1;
        let is_bare = match bytes.get(at) {
            Some(b'!') => !matches!(bytes.get(at + 1), Some(b'-' | b'[' | b'd' | b'D')),
            Some(c) if c.is_ascii_alphabetic() => {
                at += bytes.iter().skip(at).take_while(|b| b.is_ascii_alphanumeric() || **b == b':').count();
                while let Some((_, _, end)) = next_attribute(html, at) {
                    at = end;
                }
                let rest = bytes.iter().skip(at).find(|b| !b.is_ascii_whitespace() && **b != b'/');
                matches!(rest, None | Some(b'<'))
            }
            _ => false,
        };
        if is_bare {
            out.push_str(html.get(copied..begin).unwrap_or(""));
            out.push_str("&lt;");
            copied = begin + 1;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(html.get(copied..).unwrap_or(""));
    Cow::Owned(out)
}

/// Elements beyond the sanitiser's own list that do nothing by themselves.
const MORE_TAGS: &[&str] = &[
    "address", "audio", "big", "dir", "fieldset", "font", "label", "legend", "main", "menu", "meter", "progress",
    "section", "source", "video",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_absolute() {
        let base = Url::parse("https://example.org/a/b.html").unwrap();
        for (html, want) in [
            ("<a href=c.html>x</a>", "<a href=https://example.org/a/c.html>x</a>"),
            ("<IMG alt='a>b' SRC = '/i.png?a&amp;b'>", "<IMG alt='a>b' SRC = 'https://example.org/i.png?a&amp;b'>"),
            ("<a href=\"#top\" title=\"href=x\">", "<a href=\"https://example.org/a/b.html#top\" title=\"href=x\">"),
            ("href=x <b>src='y'</b> <a href='mailto:a@b.c'>", "href=x <b>src='y'</b> <a href='mailto:a@b.c'>"),
            ("<a href='", "<a href='"),
            ("a < b <", "a < b <"),
        ] {
            assert_eq!(absolute(html, &base), want);
        }
    }

    #[test]
    fn a_bare_angle_is_text() {
        for (html, want) in [
            ("<b>a <c d</b> &amp; e", "<b>a &lt;c d</b> &amp; e"),
            ("1 <2 <!' x", "1 &lt;2 &lt;!' x"),
            ("<a title=\"x < y\">z</a>", "<a title=\"x &lt; y\">z</a>"),
            ("a<!-- b -->c", "ac"),
        ] {
            assert_eq!(clean(html), want);
        }
    }

    #[test]
    fn markup_or_not() {
        for (text, want) in [
            ("a <b>c</b>", true),
            ("a &eacute; b", true),
            ("a &#233; b", true),
            ("profit < loss > tax", false),
            ("R&D; x", false),
            ("a <b", false),
        ] {
            assert_eq!(looks_like_html(text), want, "{text}");
        }
    }
}
