//! Pages of our own with what is to be read from them, and what no page may do: make the reader panic or take more than
//! linear time.

#![expect(clippy::disallowed_methods, reason = "cases are files, and how long a page takes is what is tested")]

use std::{fs, path::Path, time::Instant};

use proptest::prelude::*;
use reader::Context;

#[test]
fn cases_are_read_as_wanted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "html") {
            continue;
        }
        seen += 1;
        let context = Context { url: Some("https://news.example/world/2026/bridge.html"), ..Context::default() };
        let article = serde_json::to_value(reader::page(&fs::read(&path).unwrap(), &context).article).unwrap();
        let want: serde_json::Value = serde_json::from_slice(&fs::read(path.with_extension("want")).unwrap()).unwrap();
        for (field, value) in want.as_object().unwrap() {
            assert_eq!(article.get(field), Some(value), "{field} of {}", path.display());
        }
    }
    assert!(seen >= 2, "the cases are gone");
}

#[test]
fn a_fragment_becomes_blocks() {
    let (blocks, _) =
        reader::blocks_of_html("<p>One <a href=/x>two</a></p><ul><li>a<li>b</ul>", Some("https://a.example/"));
    let value = serde_json::to_value(blocks).unwrap();
    assert_eq!(value[0]["marks"][0]["href"], "https://a.example/x");
    assert_eq!(value[1]["items"], serde_json::json!(["a", "b"]));
}

/// Twice the input may take twice the time, not four times; the factor leaves room for a busy machine.
#[test]
fn time_is_linear() {
    for piece in
        ["<div>", "<b><p>", "<a href='x", "</i>", "<table><td>", "<!--", "<script>", "<li><ul>", "&amp;<", "<p>a, b. "]
    {
        let time = |count: usize| {
            let page = piece.repeat(count);
            (0..3)
                .map(|_| {
                    let start = Instant::now();
                    reader::page(page.as_bytes(), &Context::default());
                    start.elapsed()
                })
                .min()
                .unwrap()
        };
        let (once, eightfold) = (time(4_000), time(32_000));
        assert!(eightfold.as_millis() < 40 * once.as_millis().max(20), "{piece}: {once:?}, {eightfold:?}");
    }
}

proptest! {
    #[test]
    fn no_page_panics(text in "(<[a-z1-6/!]{0,8}( (class|href|itemprop|src)=\"?[a-z-]{0,9}\"?)?>?|[a-zé .&#;]{0,9}|<h1>|<p>|</p>|<td>){0,60}") {
        reader::fuzz::fuzz_page(text.as_bytes());
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        reader::fuzz::fuzz_page(&bytes);
    }
}
