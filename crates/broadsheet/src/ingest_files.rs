//! Opens what `ingest` is given: WARC files, plain or gzipped, and JSON Lines; damaged ones as far as they can be read.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::GzDecoder;
use memchr::memmem;

use crate::files;

/// Bytes of a member that are unpacked before any is handed on, and packed ones that are kept to look for the next member in: a
/// record of the largest size.
const MEMBER_BYTES_MAX: usize = model::limits::BODY_BYTES_MAX + 65_536;
/// How a member begins (RFC 1952): identification, then deflate, the only method there is.
const MAGIC: &[u8] = b"\x1f\x8b\x08";

/// A gzipped file as one stream of bytes: member after member (a WARC has one a record). A damaged member costs itself alone: reading
/// goes on at the next beginning of one after its own.
pub struct Members<R> {
    current: Option<GzDecoder<Kept<R>>>,
    unpacked: Vec<u8>,
    at: usize,
    /// The member is larger than is kept; its bytes are handed on as they come.
    large: bool,
}

impl<R: BufRead> Members<R> {
    /// Unpacks `input`.
    pub fn new(input: R) -> Self {
        let input = Kept { kept: Vec::new(), at: 0, whole: true, rest: input };
        Self { current: Some(GzDecoder::new(input)), unpacked: Vec::new(), at: 0, large: false }
    }

    /// Unpacks more. False: the input is at its end.
    fn unpack(&mut self) -> io::Result<bool> {
        let Some(decoder) = self.current.as_mut() else { return Ok(false) };
        self.at = 0;
        self.unpacked.clear();
        let limit = if self.large { 1 << 20 } else { MEMBER_BYTES_MAX };
        // What a read unpacked before it meets damage is lost: hence small ones.
        let mut piece = [0; 1_024];
        let ended = loop {
            match decoder.read(&mut piece) {
                Ok(0) => break Ok(true),
                Ok(count) => self.unpacked.extend_from_slice(piece.get(..count).unwrap_or_default()),
                Err(error) => break Err(error),
            }
            if self.unpacked.len() >= limit {
                break Ok(false);
            }
        };
        match ended {
            Ok(false) => self.large = true,
            Ok(true) => self.next_member(false)?,
            Err(error) if is_damage(&error) => {
                if !self.large && memmem::find_iter(&self.unpacked, b"\nWARC-Type:").count() == 1 {
                    // Nobody can say which of the record's bytes are wrong. Its head alone is handed on, so that whoever reads the
                    // records can name the one that is lost.
                    let head = memmem::find(&self.unpacked, b"\r\n\r\n").map_or(0, |at| at + 4);
                    self.unpacked.truncate(head);
                }
                if self.unpacked.is_empty() {
                    self.unpacked.extend_from_slice(b"a member that cannot be unpacked\r\n");
                }
                self.next_member(true)?;
            }
            Err(error) => return Err(error),
        }
        Ok(true)
    }

    /// Looks for the beginning of a further member: where this one ended, or anywhere after its beginning if it is damaged.
    fn next_member(&mut self, damaged: bool) -> io::Result<()> {
        let Some(decoder) = self.current.take() else { return Ok(()) };
        self.large = false;
        let mut input = decoder.into_inner();
        if damaged {
            input.rewind();
        }
        loop {
            let bytes = input.unread();
            if let Some(at) = memmem::find(bytes, MAGIC) {
                input.consume(at);
                input.mark();
                self.current = Some(GzDecoder::new(input));
                return Ok(());
            }
            // The magic may lie across two pieces.
            let passed = bytes.len().saturating_sub(MAGIC.len() - 1);
            input.consume(passed);
            if !input.grow()? {
                return Ok(());
            }
        }
    }
}

/// What flate2 says of bytes that are no gzip, or end too early.
fn is_damage(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(error.kind(), Kind::InvalidData | Kind::InvalidInput | Kind::UnexpectedEof)
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.unpacked.len() {
            if out.is_empty() || !self.unpack()? {
                return Ok(0);
            }
        }
        let count = self.unpacked.get(self.at..).unwrap_or_default().read(out)?;
        self.at += count;
        Ok(count)
    }
}

/// An input that can be read again from a mark, as long as that does not lie too far back.
struct Kept<R> {
    kept: Vec<u8>,
    at: usize,
    /// What was read since the mark is all there.
    whole: bool,
    rest: R,
}

impl<R: BufRead> Kept<R> {
    /// Sets the mark here.
    fn mark(&mut self) {
        self.kept.drain(..self.at);
        (self.at, self.whole) = (0, true);
    }

    /// Goes back to behind the first byte after the mark.
    fn rewind(&mut self) {
        if self.whole {
            self.at = self.kept.len().min(1);
        }
    }

    /// What is here and not read.
    fn unread(&self) -> &[u8] {
        self.kept.get(self.at..).unwrap_or_default()
    }

    /// Takes a further piece. False: there is none.
    fn grow(&mut self) -> io::Result<bool> {
        if self.at >= MEMBER_BYTES_MAX {
            self.mark();
            self.whole = false;
        }
        let piece = self.rest.fill_buf()?;
        let count = piece.len();
        self.kept.extend_from_slice(piece);
        self.rest.consume(count);
        Ok(count > 0)
    }
}

impl<R: BufRead> Read for Kept<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(out)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Kept<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.unread().is_empty() {
            self.grow()?;
        }
        Ok(self.unread())
    }

    fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.kept.len());
    }
}

/// What a file holds.
pub enum Holds {
    /// Archived pages.
    Warc(Box<dyn BufRead>),
    /// An article or a page a line.
    Jsonl(Box<dyn BufRead>),
}

/// Opens a file of archived pages or of JSON Lines, unpacking gzip; `Err` is a sentence.
pub fn open(name: &str) -> Result<Holds, String> {
    let mut input = files::open(name)?;
    let cannot = |e: io::Error| files::cannot_read(name, &e);
    if input.fill_buf().map_err(cannot)?.starts_with(b"\x1f\x8b") {
        input = Box::new(BufReader::with_capacity(1 << 16, Members::new(input)));
    }
    let beginning = input.fill_buf().map_err(cannot)?;
    let beginning = beginning.trim_ascii_start();
    if beginning.starts_with(b"WARC/") {
        Ok(Holds::Warc(input))
    } else if beginning.starts_with(b"{") {
        Ok(Holds::Jsonl(input))
    } else if beginning.is_empty() {
        Err(format!("{name} is empty: give a WARC file or JSON Lines"))
    } else {
        Err(format!("{name} is neither a WARC file nor JSON Lines: give one of these two, plain or gzipped"))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn member(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    /// A record with a page of words, so that it is packed as real ones are.
    fn record(number: usize) -> Vec<u8> {
        let words: String = (0..400).map(|n| format!("<p>{} {}</p>", n * 7_919 % (number + 97), n * number)).collect();
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{words}");
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/{number}\r\n\
             Content-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
        .into_bytes()
    }

    /// The pages that come out of a file, and what is said of the others.
    fn read(file: &[u8]) -> (Vec<String>, Vec<String>) {
        let (mut pages, mut flaws) = (Vec::new(), Vec::new());
        for page in reader::archive(BufReader::new(Members::new(file))) {
            match page {
                Ok(page) => pages.push(page.url),
                Err(flaw) => flaws.push(flaw.0),
            }
        }
        (pages, flaws)
    }

    #[test]
    fn a_damaged_member_costs_only_itself() {
        let members: Vec<Vec<u8>> = (0..5).map(|n| member(&record(n))).collect();
        let length = members[2].len();
        // Every part of a member: head, tables, data, check sum.
        for at in (0..length).step_by(7).chain(length - 8..length) {
            for flip in [0x01, 0x80, 0xff] {
                let mut damaged = members.clone();
                damaged[2][at] ^= flip;
                let (pages, flaws) = read(&damaged.concat());
                let wanted: Vec<String> = [0, 1, 2, 3, 4]
                    .iter()
                    .map(|n| format!("http://a.example/{n}"))
                    .filter(|url| pages.contains(url))
                    .collect();
                assert_eq!(pages, wanted, "byte {at} ^ {flip:#x}");
                assert!(
                    pages.len() == 5 || pages.len() == 4 && !pages.contains(&"http://a.example/2".into()),
                    "byte {at} ^ {flip:#x}: {pages:?}"
                );
                assert!(
                    pages.len() == 5 || !flaws.is_empty() || at < 10,
                    "byte {at} ^ {flip:#x}: nothing is said of what is lost"
                );
            }
        }
    }

    #[test]
    fn a_truncated_file_gives_what_is_there() {
        let file = [member(&record(1)), member(&record(2)), member(&record(3))].concat();
        let first = member(&record(1)).len();
        for end in (0..file.len()).step_by(31) {
            let (pages, _) = read(file.get(..end).unwrap());
            assert!(pages.len() <= 2 && (end < first || pages[0] == "http://a.example/1"), "{end}: {pages:?}");
        }
        let (pages, flaws) = read(file.get(..file.len() - 30).unwrap());
        assert_eq!((pages.len(), flaws.len()), (2, 1));
        assert!(flaws[0].contains("http://a.example/3"), "{flaws:?}");
    }

    #[test]
    fn a_file_packed_as_one_member_is_read_up_to_its_damage() {
        let whole: Vec<u8> = (0..60).flat_map(record).collect();
        let mut file = member(&whole);
        assert_eq!(read(&file).0.len(), 60);
        let middle = file.len() / 2;
        file[middle] ^= 0x10;
        let (pages, _) = read(&file);
        assert!(pages.len() >= 25, "{}", pages.len());
    }

    #[test]
    fn a_member_larger_than_is_kept_is_handed_on_piece_by_piece() {
        let long = vec![b'x'; MEMBER_BYTES_MAX + 3_000_000];
        let file = [member(&long), member(b"end")].concat();
        let mut bytes = Vec::new();
        Members::new(file.as_slice()).read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes.len(), long.len() + 3);
    }

    #[test]
    fn what_is_neither_is_refused_with_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        for (bytes, part) in [(&b""[..], "is empty"), (&b"\x00\x01\x02"[..], "neither"), (&b"<html>"[..], "neither")] {
            let path = folder.path().join("file");
            std::fs::write(&path, bytes).unwrap();
            let wrong = open(path.to_str().unwrap()).err().unwrap();
            assert!(wrong.contains(part), "{wrong}");
        }
        assert!(open("/no/such/file").err().unwrap().contains("there is no file"));
        assert!(open("/").err().unwrap().contains("is a folder"));
    }
}
