//! Small helpers: slugs, random numbers, JSON columns, digests as text.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Serialize, de::DeserializeOwned};

use crate::Fault;

/// The longest slug, in characters: longer ones are cut between words.
const SLUG_CHARS_MAX: usize = 80;

/// A text for an address: lower-case ASCII letters, digits and single hyphens, at most 80 characters; empty where nothing
/// of the text can be written so.
pub fn slug(text: &str) -> String {
    let mut out = Vec::with_capacity(SLUG_CHARS_MAX);
    let ascii = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(deunicode::deunicode(text)) };
    for word in ascii.as_bytes().split(|byte| !byte.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if out.len() + word.len() + 1 > SLUG_CHARS_MAX && !out.is_empty() {
            break;
        }
        if !out.is_empty() {
            out.push(b'-');
        }
        out.extend_from_slice(word.get(..SLUG_CHARS_MAX).unwrap_or(word));
    }
    out.make_ascii_lowercase();
    String::from_utf8(out).unwrap_or_default()
}

/// A positive number that nobody can guess.
pub(crate) fn random() -> Result<i64, Fault> {
    let n = getrandom::u64().map_err(|e| Fault::bug(format!("the system gives no random numbers: {e}")))?;
    Ok((n >> 1).cast_signed().max(1))
}

/// A number that is higher than any that this process drew before, and most probably nobody else's: the microsecond, then eleven
/// random bits.
pub(crate) fn rising() -> Result<i64, Fault> {
    static LAST: Mutex<i64> = Mutex::new(0);
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let micros = i64::try_from(since.as_micros()).unwrap_or(0) & (i64::MAX >> 11);
    let drawn = micros << 11 | random()? & 0x7ff;
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    *last = drawn.max(last.saturating_add(1));
    Ok(*last)
}

/// A value as a JSON column.
pub(crate) fn to_json(value: &impl Serialize) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|e| Fault::bug(format!("cannot be written as JSON: {e}")))
}

/// A JSON column as a value.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, Fault> {
    serde_json::from_str(text).map_err(|e| {
        Fault::new(crate::FaultKind::Damaged, format!("a stored value cannot be read ({e}): run `broadsheet check`"))
    })
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// What [`hex`] wrote.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
    text.as_bytes().chunks(2).map(|pair| Some(digit(*pair.first()?)? << 4 | digit(*pair.get(1)?)?)).collect()
}

/// The first `n` characters.
pub(crate) fn cut(text: &str, n: usize) -> &str {
    text.char_indices().nth(n).and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for (text, want) in
            [("Straße: Äpfel & Öl", "strasse-apfel-ol"), ("  --  ", ""), ("Путин", "putin"), ("A/B\\C../..", "a-b-c")]
        {
            assert_eq!(slug(text), want);
        }
        assert!(slug(&"word ".repeat(100)).len() <= SLUG_CHARS_MAX);
        assert!(slug(&"w".repeat(1000)).len() <= SLUG_CHARS_MAX);
    }

    #[test]
    fn hexadecimal() {
        assert_eq!(unhex(&hex(&[0, 255, 16])), Some(vec![0, 255, 16]));
        assert_eq!(unhex("0"), None);
        assert_eq!(unhex("zz"), None);
    }
}
