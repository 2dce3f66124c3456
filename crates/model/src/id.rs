//! Ids: 63-bit positive numbers, written for people and addresses as 13 characters.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The id of an article, story, outlet or feed: positive, 63 bits, so that it fits a `bigint`. Written in Crockford's base 32
/// (lower case, no i l o u), 13 characters, so that an address is short and cannot be misread. An article's id is a
/// digest of its canonical address; a story's id is that of its first article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Id(pub i64);

const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// What each byte is worth as a digit, of either case; 32 and more: it is none.
const WORTH: [u8; 256] = {
    let mut worth = [u8::MAX; 256];
    let mut n = 0;
    while n < 32 {
        worth[DIGITS[n] as usize] = n as u8;
        worth[DIGITS[n].to_ascii_uppercase() as usize] = n as u8;
        n += 1;
    }
    worth
};

impl Id {
    /// The id that stands for these 64 bits of a digest: the sign bit is dropped.
    pub fn from_hash(hash: u64) -> Self {
        Self((hash & (u64::MAX >> 1)).cast_signed())
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.0.cast_unsigned();
        let mut text = [0; 13];
        for (digit, place) in text.iter_mut().zip((0..13).rev()) {
            *digit = DIGITS[((n >> (5 * place)) & 31) as usize];
        }
        f.write_str(str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

/// Not an id: it has not 13 digits of the alphabet, or is too large.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id: an id is 13 digits and letters, such as 0gc3x1e9k7q2m")
    }
}

impl std::error::Error for NotAnId {}

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.len() != 13 {
            return Err(NotAnId);
        }
        let mut n: u64 = 0;
        for byte in text.bytes() {
            let digit = Some(WORTH[usize::from(byte)]).filter(|digit| *digit < 32).ok_or(NotAnId)?;
            // Thirteen digits are 65 bits.
            n = n.checked_mul(32).ok_or(NotAnId)? | u64::from(digit);
        }
        i64::try_from(n).map(Id).map_err(|_| NotAnId)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read_back() {
        for n in [0, 1, 31, 32, i64::MAX, 0x1234_5678_9abc_def0] {
            assert_eq!(Id(n).to_string().parse(), Ok(Id(n)));
        }
        assert_eq!("zzzzzzzzzzzzz".parse::<Id>(), Err(NotAnId));
        assert_eq!("short".parse::<Id>(), Err(NotAnId));
    }
}
