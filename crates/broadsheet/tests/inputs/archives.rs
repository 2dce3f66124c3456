//! `ingest` of WARC files, plain and gzipped, sound, damaged and cut: every readable record comes in, the rest is named.

use std::io::Write;

use crate::program::Program;
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;

/// Pages in an archive.
const PAGES: usize = 12;

/// The words of a page, different ones each time, so that a damaged byte changes something.
fn page(number: usize) -> String {
    const WORDS: [&str; 16] = [
        "harbour", "bridge", "council", "ferry", "market", "teacher", "river", "budget", "station", "festival",
        "library", "storm", "election", "hospital", "museum", "railway",
    ];
    let sentence = |n: usize| {
        let word = |k: usize| WORDS[(n * 31 + k * 17 + number * 7) % WORDS.len()];
        format!(
            "The {} near the {} was told of the {} on day {n} by {} people of the {}.",
            word(1),
            word(2),
            word(3),
            n * 37 % 113,
            word(4)
        )
    };
    let paragraphs: String = (0..6).map(|n| format!("<p>{} {}</p>\n", sentence(4 * n), sentence(4 * n + 1))).collect();
    format!("<html><body><article><h1>Report number {number} of the day</h1>{paragraphs}</article></body></html>")
}

/// The records of an archive as wget and crawlers write them: what was asked, what came (some of it in chunks or packed), and more.
fn records() -> Vec<Vec<u8>> {
    let record = |kind: &str, url: &str, block: &[u8]| {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: {url}\r\n\
             WARC-Date: 2026-03-02T10:00:00Z\r\nContent-Length: {}\r\n\r\n",
            block.len()
        );
        [head.as_bytes(), block, b"\r\n\r\n"].concat()
    };
    let mut records = vec![record("warcinfo", "", b"software: test\r\n")];
    for number in 0..PAGES {
        let url = format!("https://paper{}.example/news/{number}", number % 2);
        let html = page(number);
        let answer = match number % 3 {
            0 => format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}").into_bytes(),
            1 => {
                let (a, b) = html.split_at(300);
                format!(
                    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{a}\r\n{:x}\r\n{b}\r\n0\r\n\r\n",
                    a.len(),
                    b.len()
                )
                .into_bytes()
            }
            _ => [
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".to_vec(),
                packed(html.as_bytes()),
            ]
            .concat(),
        };
        records.push(record("request", &url, b"GET / HTTP/1.1\r\n\r\n"));
        records.push(record("response", &url, &answer));
    }
    records.push(record(
        "response",
        "https://paper0.example/picture",
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG",
    ));
    records.push(record(
        "response",
        "https://paper0.example/gone",
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno",
    ));
    records
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// What came in, by the number in the headline, and what was said.
fn ingest(file: &[u8]) -> (Vec<usize>, crate::program::Run) {
    let program = Program::new();
    let run = program.run(&["ingest", &program.file("pages.warc", file)]);
    let exported = program.run(&["export", "articles"]).output;
    let number = |line: &str| -> usize {
        let article: Value = serde_json::from_str(line).unwrap();
        article["headline"].as_str().and_then(|headline| headline.split(' ').nth(2)?.parse().ok()).unwrap()
    };
    let mut numbers: Vec<usize> = exported.lines().map(number).collect();
    numbers.sort_unstable();
    (numbers, run)
}

/// The values of the last line, which is for a program since no person watches.
fn told(run: &crate::program::Run) -> Value {
    serde_json::from_str(run.output.lines().last().unwrap_or_default()).unwrap_or_default()
}

#[test]
fn sound_archives_come_in_whole() {
    let records = records();
    let plain = records.concat();
    let by_record: Vec<u8> = records.iter().flat_map(|record| packed(record)).collect();
    for file in [&plain, &by_record, &packed(&plain)] {
        let (numbers, run) = ingest(file);
        assert_eq!((run.status, numbers), (0, (0..PAGES).collect()), "{run:?}");
        assert_eq!(
            told(&run),
            serde_json::json!({"put": PAGES, "put_before": 0, "passed_over": 2, "damaged": 0, "articles": PAGES}),
            "{run:?}"
        );
    }
}

#[test]
fn a_damaged_record_costs_itself_alone() {
    let records = records();
    // Record 14 is the answer with page 6.
    let lost = |numbers: &[usize]| (0..PAGES).filter(|n| !numbers.contains(n)).collect::<Vec<_>>();
    let mut head = records.clone();
    head[14] =
        String::from_utf8(head[14].clone()).unwrap().replace("Content-Length: ", "Content-Length: 9").into_bytes();
    let mut version = records.clone();
    version[14][2] ^= 0xff;
    for (name, file) in [("length", head.concat()), ("version", version.concat())] {
        let (numbers, run) = ingest(&file);
        assert_eq!((run.status, lost(&numbers)), (0, vec![6]), "{name}: {run:?}");
        assert!(
            run.error.contains("pages.warc") && run.error.contains("https://paper0.example/news/6"),
            "{name}: {run:?}"
        );
    }
    let members: Vec<Vec<u8>> = records.iter().map(|record| packed(record)).collect();
    for part in [1, 2, 3] {
        let mut damaged = members.clone();
        let at = damaged[14].len() * part / 4;
        for byte in &mut damaged[14][at..at + 5] {
            *byte ^= 0xa5;
        }
        let (numbers, run) = ingest(&damaged.concat());
        assert_eq!((run.status, lost(&numbers)), (0, vec![6]), "{part}: {run:?}");
        assert_eq!(told(&run)["damaged"], 1, "{run:?}");
        assert!(run.error.contains("https://paper0.example/news/6"), "{part}: {run:?}");
    }
}

#[test]
fn a_cut_archive_gives_what_is_there() {
    let records = records();
    let plain = records[..15].concat();
    let members: Vec<u8> = records[..15].iter().flat_map(|record| packed(record)).collect();
    for file in [&plain, &members] {
        let (numbers, run) = ingest(&file[..file.len() - 200]);
        assert_eq!((run.status, numbers), (0, (0..6).collect()), "{run:?}");
        assert!(told(&run)["damaged"] == 1 && run.error.contains("https://paper0.example/news/6"), "{run:?}");
    }
}
