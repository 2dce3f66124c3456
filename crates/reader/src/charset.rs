//! Bytes to text: BOM, then the HTTP charset, then valid UTF-8, then what the document declares, then a guess. A declaration of
//! Latin-1 means windows-1252 (WHATWG Encoding).

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes of the beginning in which a declaration is looked for: XML's stands in the first line, HTML's within 1,024 bytes, in
/// practice later.
const DECLARATION_BYTES_MAX: usize = 4_096;

/// Bytes beyond ASCII from which an encoding is guessed.
const HIGH_BYTES_MIN: usize = 6;

/// The text of a document, with U+FFFD where bytes are no text.
pub fn decode(bytes: &[u8], content_type: Option<&str>) -> String {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(length..).unwrap_or_default();
        return encoding.decode_without_bom_handling(rest).0.into_owned();
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    let told = content_type.and_then(charset_of).and_then(|label| Encoding::for_label(label.as_bytes()));
    let valid = std::str::from_utf8(bytes);
    match (told, valid) {
        // A header that says otherwise is wrong where multi-byte UTF-8 is valid throughout.
        (Some(encoding), Ok(text))
            if encoding == UTF_8 || multi_byte(bytes) || bytes.is_ascii() && !iso_2022(bytes) =>
        {
            text.to_owned()
        }
        (None, Ok(text)) if !iso_2022(bytes) => text.to_owned(),
        (Some(encoding), _) if encoding != UTF_8 => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        _ => {
            let declared = declared(bytes).and_then(|label| Encoding::for_label(label.as_bytes()));
            match declared {
                Some(encoding) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => {
                    encoding.decode_without_bom_handling(bytes).0.into_owned()
                }
                // Told to be UTF-8, and nearly so: one bad byte must not turn the rest into another alphabet.
                _ if (told == Some(UTF_8) || declared == Some(UTF_8)) && is_mostly_utf8(bytes) => mixed(bytes),
                _ => guess(bytes).decode_without_bom_handling(bytes).0.into_owned(),
            }
        }
    }
}

/// Japanese in seven bits: all bytes are ASCII, and some are not meant so.
fn iso_2022(bytes: &[u8]) -> bool {
    bytes.is_ascii() && memchr::memmem::find(bytes, b"\x1b$").is_some()
}

/// Multi-byte UTF-8 sequences are hardly ever valid by accident.
fn multi_byte(bytes: &[u8]) -> bool {
    bytes.iter().filter(|&&byte| byte >= 0xc2).count() >= 2
}

/// Is at most a fifth of what is not ASCII no UTF-8?
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut broken, mut high) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        broken += usize::from(!chunk.invalid().is_empty());
        high += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    broken * 5 <= broken + high
}

/// UTF-8 with windows-1252 pasted in; what was cut off at the end is dropped.
fn mixed(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    let mut left = bytes.len();
    for chunk in bytes.utf8_chunks() {
        left -= chunk.valid().len() + chunk.invalid().len();
        out.push_str(chunk.valid());
        if left > 0 {
            out.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    out
}

/// The text that was meant, where UTF-8 was once taken for windows-1252 ("cafÃ©", "itâ€™s"); `None`: it was not.
pub fn undo_mojibake(text: &str) -> Option<String> {
    if !text.contains(['Ã', 'â', 'Â', 'Ð', 'Ñ']) {
        return None;
    }
    let (bytes, _, lossy) = WINDOWS_1252.encode(text);
    if lossy { None } else { String::from_utf8(bytes.into_owned()).ok() }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    // A few letters do not tell an alphabet; most likely they are Western ones.
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).take(HIGH_BYTES_MIN).count();
    if high < HIGH_BYTES_MIN && !iso_2022(bytes) {
        return WINDOWS_1252;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let found = detector.guess(None, chardetng::Utf8Detection::Deny);
    if found == UTF_8 { WINDOWS_1252 } else { found }
}

/// UTF-16 without a mark: every second byte of the beginning is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes.get(..4)? {
        [0, a, 0, b] if *a != 0 && *b != 0 => Some(UTF_16BE),
        [a, 0, b, 0] if *a != 0 && *b != 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// The charset parameter of a media type.
pub fn charset_of(content_type: &str) -> Option<&str> {
    let at = content_type.to_ascii_lowercase().find("charset=")?;
    let label = content_type.get(at + 8..)?.trim_start_matches(['"', '\'', ' ']);
    label.split(['"', '\'', ';', ',', ' ']).next().filter(|label| !label.is_empty())
}

/// What the document declares: XML's `encoding=`, HTML's `charset=`.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..DECLARATION_BYTES_MAX).unwrap_or(bytes);
    let head: String = head.iter().map(|&byte| char::from(byte).to_ascii_lowercase()).collect();
    let of_xml =
        head.trim_start().starts_with("<?xml").then(|| head.split("?>").next()?.split_once("encoding")).flatten();
    let after = match of_xml {
        Some((_, after)) => after,
        None => head.split_once("charset").map(|(_, after)| after)?,
    };
    let label = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    Some(label.split(['"', '\'', '>', ' ', ';', '/', '?']).next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_evidence() {
        let cyrillic = encoding_rs::WINDOWS_1251.encode("Москва").0.into_owned();
        let latin = b"caf\xe9".to_vec();
        let mut declared = b"<?xml version='1.0' encoding='windows-1251'?><t>".to_vec();
        declared.extend(&cyrillic);
        let mut meta = b"<html><head><meta charset=windows-1251><title>".to_vec();
        meta.extend(&cyrillic);
        for (bytes, header, want) in [
            (b"\xef\xbb\xbfcaf\xc3\xa9".to_vec(), Some("text/xml; charset=iso-8859-1"), "café"),
            (cyrillic, Some("text/xml; charset=windows-1251"), "Москва"),
            (latin, Some("text/xml; charset=\"iso-8859-1\""), "café"),
            (declared, None, "Москва"),
            (meta, Some("text/html"), "Москва"),
            ("Zürich – Москва".as_bytes().to_vec(), Some("text/html; charset=iso-8859-1"), "Zürich – Москва"),
            (b"\0<\0a\0>".to_vec(), None, "<a>"),
            ("Zürich déjà vu ".bytes().chain(*b"it\x92s").collect(), Some("text/xml; charset=utf-8"), "it’s"),
            (b"<?xml version='1.0' encoding='utf-8'?>Li\xe8ge".to_vec(), None, "Liège"),
            (
                "Grüße, Grüße €".as_bytes().split_last().map(|(_, cut)| cut.to_vec()).unwrap(),
                Some("a; charset=utf-8"),
                "Grüße ",
            ),
        ] {
            let text = decode(&bytes, header);
            assert!(text.ends_with(want), "{text:?} should end with {want:?}");
        }
    }

    #[test]
    fn text_decoded_twice() {
        assert_eq!(undo_mojibake("itâ€™s dÃ©jÃ\u{a0} vu").as_deref(), Some("it’s déjà vu"));
        for right in ["château", "Ârvore", "Ã", "naïve Москва", "plain"] {
            assert_eq!(undo_mojibake(right), None, "{right}");
        }
    }
}
