//! WARC (ISO 28500:2017): archived pages, one record after the other, damaged and truncated files included.

use std::io::{self, BufRead, Read};

use memchr::memmem;
use model::{Flaw, limits};

/// A page as it was archived: the answer to one request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArchivedPage {
    /// `WARC-Target-URI`.
    pub url: String,
    /// `WARC-Date`, RFC 3339.
    pub date: Option<String>,
    /// The HTTP status; 200 for a `resource` record, which has none.
    pub status: u16,
    /// The HTTP `Content-Type`, for a `resource` the record's.
    pub content_type: Option<String>,
    /// The HTTP `Content-Encoding`: the body is still encoded so.
    pub content_encoding: Option<String>,
    /// The body, chunks joined.
    pub body: Vec<u8>,
}

/// What a WARC file holds, in order: pages, and flaws where something could not be read. Reading goes on after damage at
/// the next record.
pub struct Archive<R> {
    input: Rewindable<R>,
    sound: bool,
    /// The address of the last record whose head could be read, to say where damage is.
    last: String,
}

/// Reads the WARC records in `input` (already unpacked).
pub fn archive<R: BufRead>(input: R) -> Archive<R> {
    Archive { input: Rewindable { before: Vec::new(), at: 0, rest: input }, sound: true, last: String::new() }
}

/// Bytes of a record's block that are kept: a page of the largest size and its headers.
const BLOCK_BYTES_MAX: u64 = limits::BODY_BYTES_MAX as u64 + 65_536;
/// Bytes of a header line; longer ones are cut.
const LINE_BYTES_MAX: u64 = 65_536;
/// Header lines of a record.
const HEADERS_MAX: usize = 200;

impl<R: BufRead> Iterator for Archive<R> {
    type Item = Result<ArchivedPage, Flaw>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let line = self.line()?;
            if line.trim_ascii().is_empty() {
                continue;
            }
            if !line.starts_with(b"WARC/") {
                if std::mem::replace(&mut self.sound, false) {
                    let place = if self.last.is_empty() { "at the beginning" } else { &self.last };
                    return Some(Err(Flaw::new(format!(
                        "something other than a record stands after {place}; reading goes on at the next one"
                    ))));
                }
                continue;
            }
            self.sound = true;
            let headers = self.headers();
            match self.block(&headers) {
                Ok(Some(page)) => return Some(Ok(page)),
                Ok(None) => {}
                Err(flaw) => return Some(Err(flaw)),
            }
        }
    }
}

impl<R: BufRead> Archive<R> {
    /// The next line with its end; `None` at the end of the input or where it cannot be read further.
    fn line(&mut self) -> Option<Vec<u8>> {
        let mut line = Vec::new();
        match (&mut self.input).take(LINE_BYTES_MAX).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => None,
            Ok(_) => Some(line),
        }
    }

    fn headers(&mut self) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        while let Some(line) = self.line() {
            let line = String::from_utf8_lossy(&line).trim().to_owned();
            if line.is_empty() || headers.len() >= HEADERS_MAX {
                break;
            }
            if let Some((name, value)) = line.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        headers
    }

    /// Reads the record's block; a page where the record holds one.
    fn block(&mut self, headers: &[(String, String)]) -> Result<Option<ArchivedPage>, Flaw> {
        let header = |name: &str| headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
        let url = header("warc-target-uri").unwrap_or_default().trim_matches(['<', '>']).to_owned();
        let Some(length) = header("content-length").and_then(|v| v.parse::<u64>().ok()) else {
            return Err(Flaw::new(format!("the record of {url} does not say how long it is")));
        };
        self.last = if url.is_empty() { "a record without an address".into() } else { format!("the record of {url}") };
        let flaw = |what: &str| Err(Flaw::new(format!("the record of {url} {what} and was left out")));
        let mut block = Vec::new();
        let read = (&mut self.input).take(length.min(BLOCK_BYTES_MAX)).read_to_end(&mut block);
        let short = read.is_err() || (block.len() as u64) < length.min(BLOCK_BYTES_MAX);
        let large = length > BLOCK_BYTES_MAX;
        if short || large || !self.at_end_of_record() {
            // A wrong length swallows the records after it: give back what begins with one.
            if let Some(at) = next_record(&block) {
                let rest = block.split_off(at);
                self.input.give_back(&rest);
                return flaw("tells a wrong length or breaks off");
            }
            if short {
                return flaw("breaks off where the archive ends");
            }
        }
        if large {
            let skipped = io::copy(&mut (&mut self.input).take(length - BLOCK_BYTES_MAX), &mut io::sink());
            return flaw(if skipped.is_ok() { "is larger than the limit" } else { "breaks off" });
        }
        match header("warc-type") {
            Some("response") if !url.starts_with("dns:") => match http_answer(&block, url.clone(), header("warc-date"))
            {
                Some(page) => Ok(Some(page)),
                None => flaw("holds no HTTP answer"),
            },
            Some("resource") => Ok(Some(ArchivedPage {
                url,
                date: header("warc-date").map(str::to_owned),
                status: 200,
                content_type: header("content-type").map(str::to_owned),
                content_encoding: None,
                body: block,
            })),
            Some("response" | "warcinfo" | "request" | "metadata" | "revisit" | "conversion" | "continuation") => {
                Ok(None)
            }
            _ => flaw("is of no known type"),
        }
    }

    /// Do two line ends, as the standard asks, or another record or the end of the file come next?
    fn at_end_of_record(&mut self) -> bool {
        let mut next = [0; 4];
        let mut count = 0;
        while count < 4 {
            match self.input.read(&mut next[count..]) {
                Ok(0) | Err(_) => break,
                Ok(n) => count += n,
            }
        }
        let next = next.get(..count).unwrap_or_default().to_vec();
        let ends = next.is_empty() || next == b"\r\n\r\n" || next.starts_with(b"\n\n") || next == b"WARC";
        if next != b"\r\n\r\n" {
            self.input.give_back(&next);
        }
        ends
    }
}

/// Where in a block the next record begins: its version, and a field of its head on the next line.
fn next_record(block: &[u8]) -> Option<usize> {
    memmem::find_iter(block, b"WARC/1.").find(|&at| {
        let line = block.get(at..).unwrap_or_default().splitn(3, |&byte| byte == b'\n').nth(1);
        line.is_some_and(|line| line.starts_with(b"WARC-") || line.starts_with(b"Content-"))
    })
}

/// An input into which bytes can be put back.
struct Rewindable<R> {
    before: Vec<u8>,
    at: usize,
    rest: R,
}

impl<R> Rewindable<R> {
    /// Puts bytes back before what is read next.
    fn give_back(&mut self, bytes: &[u8]) {
        let mut all = bytes.to_vec();
        all.extend_from_slice(self.before.get(self.at..).unwrap_or_default());
        (self.before, self.at) = (all, 0);
    }
}

impl<R: BufRead> Read for Rewindable<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Rewindable<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.before.get(self.at..) {
            Some(bytes) if !bytes.is_empty() => Ok(bytes),
            _ => self.rest.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.before.len() { self.at += count } else { self.rest.consume(count) }
    }
}

/// The page in an HTTP answer (RFC 9112), as a `response` record holds it.
fn http_answer(block: &[u8], url: String, date: Option<&str>) -> Option<ArchivedPage> {
    let (head, body) = match memmem::find(block, b"\r\n\r\n") {
        Some(at) => (block.get(..at)?, block.get(at + 4..)?),
        None => {
            let at = memmem::find(block, b"\n\n")?;
            (block.get(..at)?, block.get(at + 2..)?)
        }
    };
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let status = lines.next()?.strip_prefix("HTTP/")?.split_whitespace().nth(1)?.parse().ok()?;
    let mut page = ArchivedPage { url, date: date.map(str::to_owned), status, ..ArchivedPage::default() };
    let mut chunked = false;
    for (name, value) in lines.filter_map(|line| line.split_once(':')) {
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "content-type" => page.content_type = Some(value.to_owned()),
            "content-encoding" => page.content_encoding = Some(value.to_ascii_lowercase()),
            "transfer-encoding" => chunked = value.to_ascii_lowercase().contains("chunked"),
            _ => {}
        }
    }
    // Some archivers join the chunks and keep the header: what is not chunked is taken as it is.
    page.body = if chunked { dechunk(body).unwrap_or_else(|| body.to_vec()) } else { body.to_vec() };
    Some(page)
}

/// Joins the chunks of a chunked body (RFC 9112 7.1); `None` where it is not chunked from the start. A cut body keeps what is there.
fn dechunk(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    let mut first = true;
    while let Some(end) = memchr::memchr(b'\n', body) {
        let line = String::from_utf8_lossy(body.get(..end)?).into_owned();
        let size = usize::from_str_radix(line.split(';').next().unwrap_or_default().trim(), 16);
        let Ok(size) = size else {
            if first {
                return None;
            }
            break;
        };
        first = false;
        let data = body.get(end + 1..)?;
        if size == 0 || size > data.len() {
            if size > 0 {
                out.extend_from_slice(data);
            }
            break;
        }
        out.extend_from_slice(data.get(..size)?);
        body = data.get(size..)?;
        body = body.strip_prefix(b"\r\n").or_else(|| body.strip_prefix(b"\n")).unwrap_or(body);
    }
    (!first).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, url: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: <{url}>\r\nWARC-Date: 2026-03-02T10:00:00Z\r\n\
             Content-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    fn answer(body: &str) -> String {
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{body}")
    }

    fn read(bytes: &[u8]) -> (Vec<String>, usize) {
        let (pages, flaws): (Vec<_>, Vec<_>) = archive(bytes).partition(Result::is_ok);
        (
            pages.into_iter().map(|p| p.map(|p| String::from_utf8_lossy(&p.body).into_owned()).unwrap()).collect(),
            flaws.len(),
        )
    }

    #[test]
    fn pages_are_taken_and_other_records_passed_over() {
        let file = record("warcinfo", "", "software: x")
            + &record("request", "http://a/", "GET / HTTP/1.1\r\n\r\n")
            + &record("response", "http://a/", &answer("one"))
            + &record("resource", "http://b/", "two");
        assert_eq!(read(file.as_bytes()), (vec!["one".into(), "two".into()], 0));
        let page = archive(record("response", "http://a/", &answer("one")).as_bytes()).next().unwrap().unwrap();
        assert_eq!(
            (page.url.as_str(), page.status, page.content_type.as_deref()),
            ("http://a/", 200, Some("text/html"))
        );
    }

    #[test]
    fn chunks_are_joined_and_wrongly_declared_ones_left() {
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n2;x\r\n,t\r\n0\r\n\r\n";
        let joined = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>joined</p>";
        let file = record("response", "http://a/", chunked) + &record("response", "http://a/", joined);
        assert_eq!(read(file.as_bytes()), (vec!["one,t".into(), "<p>joined</p>".into()], 0));
    }

    #[test]
    fn a_truncated_archive_keeps_what_came_before() {
        let file = record("response", "http://a/", &answer("one")) + &record("response", "http://b/", &answer("two"));
        let (pages, flaws) = read(file.get(..file.len() - 8).unwrap().as_bytes());
        assert_eq!((pages, flaws), (vec!["one".to_owned()], 1));
    }

    #[test]
    fn a_wrong_length_costs_one_record() {
        let wrong =
            record("response", "http://a/", &answer("one")).replace("Content-Length: 47", "Content-Length: 147");
        assert!(wrong.contains("147"), "{wrong}");
        let rest = record("response", "http://b/", &answer("two")) + &record("response", "http://c/", &answer("three"));
        let (pages, flaws) = read((wrong + &rest).as_bytes());
        assert_eq!((pages, flaws), (vec!["two".to_owned(), "three".to_owned()], 1));
    }

    #[test]
    fn junk_between_records_is_passed_over() {
        let file = format!(
            "junk\nmore junk\n{}\u{0}\u{1}junk\n{}",
            record("response", "http://a/", &answer("one")),
            record("response", "http://b/", &answer("two"))
        );
        assert_eq!(read(file.as_bytes()), (vec!["one".into(), "two".into()], 2));
    }
}
