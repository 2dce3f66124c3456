//! Opens what `ingest` is given: WARC files, plain or gzipped, and JSON Lines; damaged ones as far as they can be read.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
};

use flate2::bufread::GzDecoder;
use memchr::memmem;

/// A gzipped file as one stream of bytes: member after member (a WARC has one a record). A damaged member ends where it
/// breaks, and reading goes on at the next one.
pub struct Members<R> {
    current: Option<GzDecoder<BufReader<R>>>,
    /// Members that broke.
    pub broken: usize,
}

impl<R: Read> Members<R> {
    /// Unpacks `input`.
    pub fn new(input: R) -> Self {
        Self { current: Some(GzDecoder::new(BufReader::with_capacity(1 << 16, input))), broken: 0 }
    }

    /// Looks for the beginning of a further member; the input stands there afterwards.
    fn next_member(&mut self) -> io::Result<bool> {
        let Some(decoder) = self.current.take() else { return Ok(false) };
        let mut input = decoder.into_inner();
        loop {
            let bytes = input.fill_buf()?;
            if bytes.is_empty() {
                return Ok(false);
            }
            // RFC 1952: identification, then deflate, the only method there is.
            match memmem::find(bytes, b"\x1f\x8b\x08") {
                Some(at) => {
                    input.consume(at);
                    self.current = Some(GzDecoder::new(input));
                    return Ok(true);
                }
                None => {
                    let keep = bytes.len().saturating_sub(2);
                    input.consume(keep.max(1));
                }
            }
        }
    }
}

impl<R: Read> Read for Members<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(decoder) = self.current.as_mut() else { return Ok(0) };
            match decoder.read(out) {
                Ok(0) if out.is_empty() => return Ok(0),
                Ok(0) => {
                    if !self.next_member()? {
                        return Ok(0);
                    }
                }
                Ok(count) => return Ok(count),
                Err(error)
                    if matches!(
                        error.kind(),
                        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof
                    ) =>
                {
                    self.broken += 1;
                    if !self.next_member()? {
                        return Ok(0);
                    }
                }
                Err(error) => return Err(error),
            }
        }
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
pub fn open(name: &str) -> Result<(Holds, u64), String> {
    if name == "-" {
        return Ok((Holds::Jsonl(Box::new(BufReader::new(io::stdin()))), 0));
    }
    let file = File::open(name).map_err(|e| format!("cannot open {name}: {e}"))?;
    let size = file.metadata().map_or(0, |m| m.len());
    let mut input: Box<dyn BufRead> = Box::new(BufReader::with_capacity(1 << 16, file));
    let cannot = |e: io::Error| format!("cannot read {name}: {e}");
    if input.fill_buf().map_err(cannot)?.starts_with(b"\x1f\x8b") {
        input = Box::new(BufReader::new(Members::new(input)));
    }
    let beginning = input.fill_buf().map_err(cannot)?;
    let beginning = beginning.trim_ascii_start();
    if beginning.starts_with(b"WARC/") {
        Ok((Holds::Warc(input), size))
    } else if beginning.starts_with(b"{") {
        Ok((Holds::Jsonl(input), size))
    } else if beginning.is_empty() {
        Err(format!("{name} is empty: ingest takes WARC files or JSON Lines"))
    } else {
        Err(format!("{name} is neither a WARC file nor JSON Lines: ingest takes these two, plain or gzipped"))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn member(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_damaged_member_costs_only_itself() {
        let long = "x".repeat(200) + &(0..200).map(|n| n.to_string()).collect::<String>();
        let mut damaged = member(&long);
        let middle = damaged.len() / 2;
        damaged[middle] ^= 0xff;
        let mut file = member("one ");
        file.extend(damaged);
        file.extend(member("three"));
        let mut out = String::new();
        let mut members = Members::new(file.as_slice());
        let mut bytes = Vec::new();
        members.read_to_end(&mut bytes).unwrap();
        out.push_str(&String::from_utf8_lossy(&bytes));
        assert!(out.starts_with("one ") && out.ends_with("three"), "{out}");
        assert_eq!(members.broken, 1);
    }

    #[test]
    fn a_truncated_file_gives_what_is_there() {
        let mut file = member("one ");
        let second = member("two and a good deal more of it");
        file.extend(second.get(..second.len() - 9).unwrap());
        let mut bytes = Vec::new();
        Members::new(file.as_slice()).read_to_end(&mut bytes).unwrap();
        assert!(bytes.starts_with(b"one "));
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
        assert!(open("/no/such/file").err().unwrap().contains("cannot open"));
    }
}
