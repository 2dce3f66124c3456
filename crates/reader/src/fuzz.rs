//! Doors for fuzzers and for the test that mutates seeds: each takes any bytes and panics where a promise is broken.

use crate::{Context, archive, blocks_of_html, charset, dates, entry_article, feed, opml, page, sitemap_index};

/// Reads the bytes as a feed and its entries as articles; checks that what is cleaned holds no script and marks lie in their text.
///
/// # Panics
///
/// Where the reader breaks a promise.
pub fn fuzz_feed(data: &[u8]) {
    let context = Context { url: Some("https://example.org/feeds/a.xml"), clean: true, ..Context::default() };
    let indexed = sitemap_index(data);
    assert!(indexed.iter().all(|url| url.starts_with("http")), "an address that is none: {indexed:?}");
    let (answer, _) = feed(data, &context);
    let Ok(document) = answer else { return };
    let entries = document.entries.iter();
    let texts = entries.flat_map(|entry| entry.content.iter().chain(&entry.summary).chain(&entry.title));
    for text in texts.chain(&document.title).filter(|text| text.kind == model::TextKind::Html) {
        assert!(!text.value.to_lowercase().contains("<script"), "a script is left: {}", text.value);
    }
    for entry in &document.entries {
        for block in entry_article(entry, context.url).blocks {
            let length = block.text.as_ref().map_or(0, |text| text.chars().count());
            let fits =
                |mark: &model::Mark| mark.start < mark.end && usize::try_from(mark.end).is_ok_and(|end| end <= length);
            assert!(block.marks.iter().all(fits), "a mark lies outside its text: {block:?}");
        }
    }
    assert!(document.entries.len() <= model::limits::ENTRIES_MAX, "more entries than the limit");
}

/// Reads the bytes as a date and checks that what is written is read back.
///
/// # Panics
///
/// Where a date is not read back as it was.
pub fn fuzz_date(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for assume_utc in [true, false] {
        if let Some(stamp) = dates::read(&text, assume_utc) {
            let written = stamp.to_string();
            assert_eq!(dates::read(&written, false), Some(stamp), "{text:?} was read as {written}");
        }
    }
}

/// Decodes the bytes; the first ones choose what the header says.
///
/// # Panics
///
/// Where UTF-8 does not come out as it went in.
pub fn fuzz_charset(data: &[u8]) {
    let labels = [
        None,
        Some("text/xml"),
        Some("text/html; charset=utf-8"),
        Some("text/xml; charset=\"windows-1251\""),
        Some("a; charset="),
    ];
    let label = labels.get(usize::from(data.first().copied().unwrap_or(0)) % labels.len()).copied().flatten();
    let text = charset::decode(data, label);
    let again = charset::decode(text.as_bytes(), Some("text/plain; charset=utf-8"));
    assert!(again == text || text.starts_with('\u{feff}') || text.contains('\0'), "decoding UTF-8 changed it");
}

/// Reads the bytes as OPML and checks that what is written of it is read back with the same addresses.
///
/// # Panics
///
/// Where a feed is lost.
pub fn fuzz_opml(data: &[u8]) {
    let (feeds, _) = opml::opml(data);
    let (again, _) = opml::opml(opml::write_opml("", &feeds).as_bytes());
    assert_eq!(again.len(), feeds.len(), "a feed was lost in writing");
}

/// Reads the bytes as a page and as a piece of HTML and checks that addresses are http(s) and marks lie within their texts.
///
/// # Panics
///
/// Where the reader breaks a promise.
pub fn fuzz_page(data: &[u8]) {
    let context = Context { url: Some("https://example.org/a/b.html"), ..Context::default() };
    let article = page(data, &context).article;
    let (blocks, _) = blocks_of_html(&String::from_utf8_lossy(data), context.url);
    let web = |url: &String| url.starts_with("http://") || url.starts_with("https://");
    assert!(article.canonical.iter().all(web), "a canonical address that is none: {:?}", article.canonical);
    for block in article.blocks.iter().chain(&blocks) {
        assert!(block.src.iter().all(web), "an address that is none: {:?}", block.src);
        let length = block.text.as_deref().map_or(0, |text| text.chars().count());
        for mark in &block.marks {
            let inside = mark.start < mark.end && usize::try_from(mark.end).is_ok_and(|end| end <= length);
            assert!(inside, "a mark outside its text: {block:?}");
        }
    }
}

/// Reads the bytes as a WARC file, with a sound record before them: that one comes out whatever follows, and reading ends.
///
/// # Panics
///
/// Where the sound record is lost, or more comes out than went in.
pub fn fuzz_warc(data: &[u8]) {
    const SOUND: &[u8] = b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a.example/\r\nContent-Length: 5\r\n\r\nsound\r\n\r\n";
    let bytes = [SOUND, data].concat();
    let mut records = archive(bytes.as_slice());
    let first = records.next();
    assert!(matches!(&first, Some(Ok(page)) if page.body == b"sound"), "the sound record is lost: {first:?}");
    let (mut count, mut length) = (0, 0);
    for record in records {
        count += 1;
        length += record.map_or(0, |page| page.body.len());
    }
    assert!(count <= data.len() && length <= data.len(), "{count} records with {length} bytes of {} bytes", data.len());
}
