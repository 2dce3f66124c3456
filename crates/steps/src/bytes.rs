//! A document's bytes inside JSON: `{"utf8": "…"}` or `{"base64": "…"}`.

use serde::{Deserialize, Deserializer};

/// Bytes that came as text or as base 64.
#[derive(Default)]
pub struct Bytes(pub Vec<u8>);

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    Utf8(String),
    Base64(String),
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Form::deserialize(deserializer)? {
            Form::Utf8(text) => Self(text.into_bytes()),
            Form::Base64(text) => Self(base64(text.as_bytes())),
        })
    }
}

/// Decodes base 64 (RFC 4648), skipping what is not in its alphabet.
fn base64(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for &byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(((bits >> count) & 0xff) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn decodes_with_and_without_padding() {
        assert_eq!(super::base64(b"aGVsbG8="), b"hello");
        assert_eq!(super::base64(b"aGVsbG8"), b"hello");
    }
}
