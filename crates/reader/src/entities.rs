//! Character references (WHATWG HTML 13.5): the whole list of names, numbers, and those that old pages write without a
//! semicolon.

use std::{borrow::Cow, sync::LazyLock};

use rustc_hash::FxHashMap;

/// A line a name: name, code points in hexadecimal, and `!` where it also stands without its semicolon.
const LIST: &str = include_str!("entities.txt");

/// The longest name, in bytes.
const NAME_BYTES_MAX: usize = 32;

/// Name → text, and whether it stands without a semicolon.
static NAMES: LazyLock<FxHashMap<&'static str, (String, bool)>> = LazyLock::new(|| {
    LIST.lines()
        .filter_map(|line| {
            let mut parts = line.split(' ');
            let name = parts.next()?;
            let (mut text, mut bare) = (String::new(), false);
            for part in parts {
                if part == "!" {
                    bare = true;
                } else {
                    text.push(char::from_u32(u32::from_str_radix(part, 16).ok()?)?);
                }
            }
            Some((name, (text, bare)))
        })
        .collect()
});

/// Replaces the character references in `text`; borrows where there are none.
pub fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut out = String::with_capacity(text.len());
    let (before, mut rest) = text.split_at_checked(first).unwrap_or((text, ""));
    out.push_str(before);
    while !rest.is_empty() {
        // `rest` begins with an ampersand.
        match reference(rest) {
            Some((decoded, length)) => {
                decoded.push_to(&mut out);
                rest = rest.get(length..).unwrap_or("");
            }
            None => {
                out.push('&');
                rest = rest.get(1..).unwrap_or("");
            }
        }
        let next = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        let (plain, after) = rest.split_at_checked(next).unwrap_or((rest, ""));
        out.push_str(plain);
        rest = after;
    }
    Cow::Owned(out)
}

/// What a reference stands for.
enum Decoded {
    Character(char),
    Text(&'static str),
}

impl Decoded {
    fn push_to(&self, out: &mut String) {
        match self {
            Self::Character(c) => out.push(*c),
            Self::Text(text) => out.push_str(text),
        }
    }
}

/// The reference at the beginning of `text`: what it stands for and how many bytes it takes.
fn reference(text: &str) -> Option<(Decoded, usize)> {
    // Nearly all references of escaped markup.
    for (reference, character) in [("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&amp;", '&')] {
        if text.starts_with(reference) {
            return Some((Decoded::Character(character), reference.len()));
        }
    }
    let after = text.get(1..)?;
    if let Some(number) = after.strip_prefix('#') {
        let (radix, digits, skipped) = match number.strip_prefix(['x', 'X']) {
            Some(hex) => (16, hex, 3),
            None => (10, number, 2),
        };
        let length = digits.bytes().take_while(|&byte| char::from(byte).is_digit(radix)).count();
        let value = u32::from_str_radix(digits.get(..length.min(9))?, radix).ok()?;
        let semicolon = usize::from(digits.as_bytes().get(length) == Some(&b';'));
        return Some((Decoded::Character(character(value)), skipped + length + semicolon));
    }
    let length = after.bytes().take(NAME_BYTES_MAX).take_while(u8::is_ascii_alphanumeric).count();
    let name = after.get(..length)?;
    if after.as_bytes().get(length) == Some(&b';')
        && let Some((decoded, _)) = NAMES.get(name)
    {
        return Some((Decoded::Text(decoded), length + 2));
    }
    // Without a semicolon: the longest beginning that may stand so.
    (2..=length.min(6)).rev().find_map(|end| {
        let (decoded, bare) = NAMES.get(name.get(..end)?)?;
        bare.then_some((Decoded::Text(decoded), end + 1))
    })
}

/// A code point by number, as browsers read it: 128 to 159 are windows-1252, what is none is U+FFFD.
fn character(value: u32) -> char {
    match value {
        0x80..=0x9f => {
            let byte = [u8::try_from(value).unwrap_or(b'?')];
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next().unwrap_or('\u{fffd}')
        }
        0 => '\u{fffd}',
        _ => char::from_u32(value).unwrap_or('\u{fffd}'),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn references() {
        for (text, want) in [
            ("a &amp; b", "a & b"),
            ("&eacute;&Iota;&eta;&#233;&#xE9;&#XE9;", "éΙηééé"),
            ("R&D, AT&T; a&b", "R&D, AT&T; a&b"),
            ("&copy 2026 &nbspx", "© 2026 \u{a0}x"),
            ("&#150;&#146;", "–’"),
            ("&#xD800;&#0;&#99999999999;", "\u{fffd}\u{fffd}\u{fffd}"),
            ("&", "&"),
            ("&&lt;", "&<"),
        ] {
            assert_eq!(decode(text), want, "{text}");
        }
    }
}
