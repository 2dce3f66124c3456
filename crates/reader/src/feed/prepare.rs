//! Mends a document's text before it is taken apart: characters and references that XML forbids are dropped, entities that the
//! document declares are put in.

use std::borrow::Cow;

use memchr::{memchr, memmem};

/// Bytes that declared entities may add to a document, beyond its own size: enough for any honest one, too little for a bomb.
const EXPANSION_BYTES_MAX: usize = 64 << 10;
/// The longest name of a declared entity that is looked for.
const NAME_BYTES_MAX: usize = 64;
/// Declared entities that are kept.
const DECLARED_MAX: usize = 64;

/// The text without what no reader should see; borrowed where nothing was wrong.
pub fn prepare(text: &str) -> Cow<'_, str> {
    let declared = declared(text);
    let has_controls = text.as_bytes().chunks(64).any(|chunk| chunk.iter().fold(false, |any, &b| any | is_control(b)));
    // Most documents have neither, and only their references to numbers are looked at.
    let next = |rest: &[u8]| match has_controls || !declared.is_empty() {
        true => rest.iter().position(|&byte| byte == b'&' || is_control(byte)),
        false => memmem::find(rest, b"&#"),
    };
    let mut out = String::new();
    let mut budget = text.len() + EXPANSION_BYTES_MAX;
    let mut from = 0;
    while let Some((at, length, replacement)) = wrong_at(text, from, &declared, next) {
        if replacement.len() > budget {
            break;
        }
        budget -= replacement.len();
        out.push_str(text.get(from..at).unwrap_or(""));
        out.push_str(replacement);
        from = at + length;
    }
    if from == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(from..).unwrap_or(""));
    Cow::Owned(out)
}

/// The next thing to replace: where it is, how many bytes it has, what comes in its place.
fn wrong_at<'a>(
    text: &str,
    mut from: usize,
    declared: &[(&'a str, &'a str)],
    next: impl Fn(&[u8]) -> Option<usize>,
) -> Option<(usize, usize, &'a str)> {
    let bytes = text.as_bytes();
    loop {
        let at = from + next(bytes.get(from..)?)?;
        if bytes.get(at) != Some(&b'&') {
            return Some((at, 1, ""));
        }
        let after = text.get(at + 1..).unwrap_or("");
        if let Some(length) = forbidden_reference(after) {
            return Some((at, length + 1, ""));
        }
        if !declared.is_empty() {
            let end = memchr(b';', after.as_bytes().get(..NAME_BYTES_MAX.min(after.len())).unwrap_or_default());
            let name = end.and_then(|end| after.get(..end));
            if let Some(&(name, value)) = declared.iter().find(|(known, _)| Some(*known) == name) {
                return Some((at, name.len() + 2, value));
            }
        }
        from = at + 1;
    }
}

fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')
}

/// The length of a numeric reference (after its `&`) to a character that XML 1.0 forbids.
fn forbidden_reference(after: &str) -> Option<usize> {
    let number = after.strip_prefix('#')?;
    let (radix, digits) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (16, hex),
        None => (10, number),
    };
    let length = digits.bytes().take_while(|&byte| char::from(byte).is_digit(radix)).count();
    if length == 0 {
        return None;
    }
    let digits_of = digits.get(..length)?.trim_start_matches('0');
    let value = if digits_of.is_empty() { Some(0) } else { u32::from_str_radix(digits_of, radix).ok() };
    let character = value.and_then(char::from_u32);
    let allowed = character.is_some_and(|c| c >= ' ' && !matches!(c, '\u{fffe}' | '\u{ffff}') || "\t\n\r".contains(c));
    let semicolon = usize::from(digits.as_bytes().get(length) == Some(&b';'));
    (!allowed).then_some(after.len() - digits.len() + length + semicolon)
}

/// The entities that the document type declares with a value, as names and values.
fn declared(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let Some(start) = memmem::find(text.as_bytes(), b"<!DOCTYPE") else { return found };
    let mut rest = text.get(start..).unwrap_or("");
    rest = rest.get(..memmem::find(rest.as_bytes(), b"]>").unwrap_or(0)).unwrap_or("");
    while let Some((_, after)) = rest.split_once("<!ENTITY") {
        rest = after;
        let Some((name, value)) = after.trim_start().split_once(|c: char| c.is_ascii_whitespace()) else { break };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some(value) = quote.and_then(|quote| value.get(1..)?.split(quote).next()) else { continue };
        if found.len() < DECLARED_MAX && name.len() <= NAME_BYTES_MAX {
            found.push((name, value));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_is_dropped() {
        for (text, want) in [
            ("a\u{b}b\u{0}c\td", "abc\td"),
            ("a&#11;b&#0;c&#xD800;d&#9;e&#8217;f&#99999999999;g", "abcd&#9;e&#8217;fg"),
            ("R&D &# &#; &#x; &amp;", "R&D &# &#; &#x; &amp;"),
            (
                "<!DOCTYPE x [<!ENTITY me \"Jane &amp; Co\"><!ENTITY % p 'q'>]><a>&me;&you;</a>",
                "<!DOCTYPE x [<!ENTITY me \"Jane &amp; Co\"><!ENTITY % p 'q'>]><a>Jane &amp; Co&you;</a>",
            ),
        ] {
            assert_eq!(prepare(text), want);
        }
    }

    #[test]
    fn a_bomb_of_entities_stays_small() {
        let bomb = format!("<!DOCTYPE x [<!ENTITY a \"{}\">]><a>{}</a>", "b".repeat(10_000), "&a;".repeat(10_000));
        assert!(prepare(&bomb).len() < 4 * bomb.len() + 2 * EXPANSION_BYTES_MAX);
    }
}
