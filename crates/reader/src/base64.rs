//! Base 64 (RFC 4648), lenient in reading: old feeds and JSON documents carry bytes in it.

/// Decodes base 64 (RFC 4648), skipping what is not in its alphabet.
pub fn decode(text: &[u8]) -> Vec<u8> {
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
            out.push(u8::try_from((bits >> count) & 0xff).unwrap_or_default());
        }
    }
    out
}

/// Encodes base 64 with padding (RFC 4648).
pub fn encode(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, &byte| (bits << 8) | u32::from(byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let digit = DIGITS[((bits >> (18 - 6 * place)) & 63) as usize];
            out.push(if place > chunk.len() { '=' } else { char::from(digit) });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn encoded_and_decoded() {
        for text in ["", "h", "he", "hel", "hell"] {
            assert_eq!(super::decode(super::encode(text.as_bytes()).as_bytes()), text.as_bytes());
        }
        assert_eq!(super::encode(b"hello"), "aGVsbG8=");
    }

    #[test]
    fn decodes_with_and_without_padding() {
        assert_eq!(super::decode(b"aGVsbG8="), b"hello");
        assert_eq!(super::decode(b"aGVsbG8"), b"hello");
    }
}
