//! A document's bytes inside JSON: `{"utf8": "…"}` or `{"base64": "…"}`.

use reader::base64::decode;
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
            Form::Base64(text) => Self(decode(text.as_bytes())),
        })
    }
}
