//! A fixed archive of pages: the demo's texts, told twice, with the copies, some corrections and some pages captured again.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use model::Stamp;

use crate::script::{Piece, Written, parse};

/// 2026-03-10, 00:00 UTC: the day that the texts call 0.
const DAY_ZERO: i64 = 1_773_100_800;
/// One page in so many is corrected later, one in so many captured again as it was.
const CORRECTED: usize = 9;
const AGAIN: usize = 7;

/// A page as it was captured.
#[derive(Clone)]
pub struct Capture {
    /// Where.
    pub url: String,
    /// When, Unix seconds.
    pub at: i64,
    /// The page.
    pub html: String,
}

/// What the archive must come to.
pub struct World {
    /// The captures in order of time.
    pub captures: Vec<Capture>,
    /// How many articles they are.
    pub articles: usize,
    /// How many readings: each article's first, and its correction.
    pub readings: usize,
}

/// The archive, always the same.
pub fn world() -> World {
    let mut captures = Vec::new();
    for (telling, days) in [(0, 0), (1, -40)] {
        for mut capture in told(telling) {
            capture.at += days * 86_400;
            captures.push(capture);
        }
    }
    let articles = captures.len();
    for n in 0..articles {
        let first = captures[n].clone();
        if n % CORRECTED == 0 {
            let html = first.html.replacen("<p>", "<p>Correction: an earlier version gave a wrong figure.</p>\n<p>", 1);
            captures.push(Capture { at: first.at + 7_200, html, ..first });
        } else if n % AGAIN == 0 {
            captures.push(Capture { at: first.at + 3_600, ..first });
        }
    }
    captures.sort_by(|a, b| (a.at, &a.url).cmp(&(b.at, &b.url)));
    World { captures, articles, readings: articles + articles.div_ceil(CORRECTED) }
}

/// The archive as a WARC file.
pub fn write_warc(world: &World, path: &Path) {
    let mut warc = Vec::new();
    for capture in &world.captures {
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{}",
            capture.html.len(),
            capture.html
        );
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{:032x}>\r\nWARC-Target-URI: {}\r\nWARC-Date: {}\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n",
            warc.len(),
            capture.url,
            Stamp::utc(capture.at),
            answer.len()
        );
        warc.extend_from_slice(head.as_bytes());
        warc.extend_from_slice(answer.as_bytes());
        warc.extend_from_slice(b"\r\n\r\n");
    }
    std::fs::write(path, warc).unwrap();
}

/// The demo's reports as pages; the second telling is of other people in other places, as far as a machine can see.
fn told(telling: usize) -> Vec<Capture> {
    let stories = Path::new(env!("CARGO_MANIFEST_DIR")).join("demo/stories");
    let mut files: Vec<_> = std::fs::read_dir(stories).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut captures = Vec::new();
    for file in files {
        let pieces = parse(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let by_name: BTreeMap<&str, &Piece> = pieces.iter().map(|piece| (piece.name.as_str(), piece)).collect();
        for piece in &pieces {
            captures.push(page(piece, &by_name, telling));
        }
    }
    captures
}

fn page(piece: &Piece, others: &BTreeMap<&str, &Piece>, telling: usize) -> Capture {
    let tell = |text: &str| if telling == 0 { text.to_owned() } else { retold(text) };
    let (outlet, slug) = piece.name.split_once('/').unwrap();
    let published = instant(piece.get("at").unwrap());
    let mut blocks = Vec::new();
    if let Some(origin) = piece.get("copy").and_then(|origin| others.get(origin)) {
        let keep: Vec<usize> =
            piece.get("keep").unwrap_or_default().split(' ').filter_map(|n| n.parse().ok()).collect();
        let kept = origin.blocks.iter().enumerate().filter(|(n, _)| keep.is_empty() || keep.contains(&(n + 1)));
        blocks.extend(kept.map(|(_, block)| block.clone()));
        for (from, to) in piece.all("swap").iter().filter_map(|swap| swap.split_once(" => ")) {
            blocks = blocks.iter().map(|block| block.map(|text| text.replace(from, to))).collect();
        }
    }
    blocks.extend(piece.blocks.iter().cloned());
    let mut body = String::new();
    for block in &blocks {
        let (tag, text) = match block {
            Written::Paragraph(text) | Written::Item(text) | Written::Quotation(text) => ("p", text),
            Written::Crosshead(text) => ("h2", text),
            Written::Figure { .. } => continue,
        };
        writeln!(body, "<{tag}>{}</{tag}>", tell(&dated(text))).unwrap();
    }
    let headline = tell(&dated(piece.get("headline").unwrap()));
    let at = published - if telling == 0 { 0 } else { 40 * 86_400 };
    let language = if outlet == "kbm" { "de" } else { "en" };
    let html = format!(
        "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{headline}</title>\
         <meta property=\"article:published_time\" content=\"{}\"></head>\
         <body><article><h1>{headline}</h1>\n{body}</article></body></html>",
        Stamp::utc(at)
    );
    Capture { url: format!("https://www.{outlet}.example/{telling}/{slug}"), at: published + 600, html }
}

/// `-1d 06:25`.
fn instant(at: &str) -> i64 {
    let (day, clock) = at.split_once("d ").unwrap();
    let (hour, minute) = clock.split_once(':').unwrap();
    let number = |text: &str| text.trim().parse::<i64>().unwrap();
    DAY_ZERO + number(day) * 86_400 + number(hour) * 3_600 + number(minute) * 60
}

/// `{day:-1}` → the day of the month.
fn dated(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, (day, after))) = rest.split_once("{day:").and_then(|(b, r)| Some((b, r.split_once('}')?))) {
        let date = Stamp::utc(DAY_ZERO + day.parse::<i64>().unwrap_or(0) * 86_400).to_string();
        out.push_str(before);
        out.push_str(date.split('T').next().unwrap());
        rest = after;
    }
    out + rest
}

/// Every longer word becomes another one, always the same.
fn retold(text: &str) -> String {
    let turned = |c: char| match c {
        'a' => 'e',
        'e' => 'i',
        'i' => 'o',
        'o' => 'u',
        'u' => 'a',
        'A' => 'E',
        'E' => 'I',
        'I' => 'O',
        'O' => 'U',
        'U' => 'A',
        'r' => 'l',
        'l' => 'n',
        'n' => 'r',
        other => other,
    };
    let word = |word: &str| if word.len() > 5 { word.chars().map(turned).collect() } else { word.to_owned() };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
