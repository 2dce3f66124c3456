//! The seeds of every fuzz target (`fuzz/seeds`, which also hold what once went wrong; for pages the `cases` too), each as it is
//! and mutated many thousand times, the same way each time: nothing panics, no promise of `reader::fuzz` is broken.

#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "seeds are files, and what fails here fails the test"
)]

use std::{fs, path::Path};

use reader::fuzz;

/// Mutated documents of a target, shared among its seeds.
const TIMES: usize = 100_000;

/// Pieces that are hard on readers of markup.
const PIECES: &[&[u8]] = &[
    b"<",
    b">",
    b"&",
    b"&#",
    b"&#x110000;",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"-->",
    b"\"",
    b"'",
    b"</",
    b"/>",
    b"<?",
    b"<!",
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"<item>",
    b"</item>",
    b"<title>",
    b"<script>",
    b"xml:base='//'",
    b"{",
    b"[",
    b":",
    b"-",
    b"99999999999999999999",
    b"\xe2\x80\xae",
    b" xmlns:media=\"x\"",
    b"&me;",
    b"00",
    b"+24:61",
    b"\r\n\r\n",
    b"\nWARC/1.0\r\nWARC-Type: response\r\n",
    b"Content-Length: ",
];

/// A sequence of numbers (xorshift64*, Vigna 2016), so that each run makes the same documents.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n.max(1)
    }
}

fn mutated(seed: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=numbers.below(6) {
        let at = numbers.below(bytes.len());
        let end = (at + numbers.below(20)).min(bytes.len());
        match numbers.below(6) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let piece = bytes[at..end].to_vec();
                let to = numbers.below(bytes.len());
                bytes.splice(to..to, piece);
            }
            3 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = numbers.below(256).to_le_bytes()[0];
                }
            }
            _ => drop(bytes.splice(at..at, PIECES[numbers.below(PIECES.len())].iter().copied())),
        }
    }
    bytes
}

fn run(folders: &[&str], check: fn(&[u8])) {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(here.join(folder)).unwrap());
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).unwrap()).collect();
    for (seed, path) in seeds.iter().zip(&paths) {
        assert!(std::panic::catch_unwind(|| check(seed)).is_ok(), "{}", path.display());
    }
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for at in 0..TIMES {
        let document = mutated(&seeds[at % seeds.len()], &mut numbers);
        if std::panic::catch_unwind(|| check(&document)).is_err() {
            panic!("mutation {at}: {:?}", String::from_utf8_lossy(&document));
        }
    }
}

#[test]
fn feeds() {
    run(&["../../fuzz/seeds/feed"], fuzz::fuzz_feed);
}

#[test]
fn dates() {
    run(&["../../fuzz/seeds/date"], fuzz::fuzz_date);
}

#[test]
fn charsets() {
    run(&["../../fuzz/seeds/charset"], fuzz::fuzz_charset);
}

#[test]
fn lists() {
    run(&["../../fuzz/seeds/opml"], fuzz::fuzz_opml);
}

#[test]
fn pages() {
    run(&["../../fuzz/seeds/page", "cases"], fuzz::fuzz_page);
}

#[test]
fn archives() {
    run(&["../../fuzz/seeds/warc"], fuzz::fuzz_warc);
}
