//! A response's body, read and decoded under limits of bytes, ratio and time.

use std::{
    io::{self, Read, Write},
    time::Duration,
};

use http_body_util::BodyExt;
use hyper::body::Incoming;
use model::limits;
use tokio::time::{Instant, timeout_at};

use crate::{Fault, FaultKind};

/// Bytes decoded so far, with the decoder that makes them.
enum Decoder {
    Plain(Sink),
    Flate(Box<Flate>),
    /// Decoded at the end, since these give no writer that stops at a limit; the encoded bytes are bounded by themselves.
    Brotli(Vec<u8>),
    Zstd(Vec<u8>),
}

/// gzip (RFC 1952), zlib (RFC 1950) or bare deflate. Not flate2's writers: they take junk after the end for a fault, and a
/// stream that breaks off for a whole one.
struct Flate {
    stream: flate2::Decompress,
    gzip: bool,
    ended: bool,
    sink: Sink,
}

impl Flate {
    fn push(&mut self, mut data: &[u8]) -> io::Result<()> {
        let mut buffer = [0; 16 << 10];
        loop {
            if self.ended {
                if !(self.gzip && data.starts_with(GZIP)) {
                    return Ok(()); // junk after the end, as browsers see it
                }
                (self.stream, self.ended) = (flate2::Decompress::new_gzip(15), false);
            }
            let (read, made) = (self.stream.total_in(), self.stream.total_out());
            let status = self.stream.decompress(data, &mut buffer, flate2::FlushDecompress::None)?;
            let since = |now: u64, before: u64| usize::try_from(now - before).unwrap_or(usize::MAX);
            let (read, made) = (since(self.stream.total_in(), read), since(self.stream.total_out(), made));
            self.sink.write_all(buffer.get(..made).unwrap_or_default())?;
            data = data.get(read..).unwrap_or_default();
            self.ended = status == flate2::Status::StreamEnd;
            if !self.ended && (made < buffer.len() && data.is_empty() || read == 0 && made == 0) {
                return Ok(());
            }
        }
    }
}

/// How a gzip stream begins.
const GZIP: &[u8] = b"\x1f\x8b";
/// The window of zstd, as a power of two: RFC 9659 allows 8 MiB.
const ZSTD_WINDOW_LOG_MAX: u32 = 23;

/// Takes decoded bytes until the limit.
struct Sink {
    bytes: Vec<u8>,
    encoded: usize,
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if too_large(self.bytes.len() + bytes.len(), self.encoded) {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "limit"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Above a small size, a body that grows beyond the ratio is a bomb.
fn too_large(decoded: usize, encoded: usize) -> bool {
    decoded > limits::BODY_BYTES_MAX || (decoded > 1 << 20 && decoded / encoded.max(1) > limits::BODY_RATIO_MAX)
}

/// Reads a body to its end. A body that ends before its `Content-Length` or its last chunk is a fault, never half a page.
pub async fn read(mut body: Incoming, encoding: &str, until: Instant, pause: Duration) -> Result<Vec<u8>, Fault> {
    let mut decoder: Option<Decoder> = None;
    let mut encoded = 0_usize;
    loop {
        let next = timeout_at(until.min(Instant::now() + pause), body.frame()).await;
        let frame = match next {
            Err(_) => return Err(Fault::new(FaultKind::Timeout, "the answer came too slowly and was given up")),
            Ok(None) => break,
            Ok(Some(Err(error))) => {
                return Err(Fault::new(FaultKind::Truncated, format!("the answer broke off before its end ({error})")));
            }
            Ok(Some(Ok(frame))) => frame,
        };
        let Ok(data) = frame.into_data() else { continue };
        encoded += data.len();
        if encoded > limits::BODY_BYTES_MAX {
            return Err(larger());
        }
        let decoder = match &mut decoder {
            Some(decoder) => decoder,
            none => none.insert(Decoder::new(encoding, &data)?),
        };
        decoder.push(&data, encoded)?;
    }
    decoder.map_or(Ok(Vec::new()), Decoder::end)
}

/// Decodes a whole body that is at hand, as one is while it comes.
pub fn decode(bytes: &[u8], encoding: &str) -> Result<Vec<u8>, Fault> {
    let mut decoder = Decoder::new(encoding, bytes)?;
    decoder.push(bytes, bytes.len())?;
    decoder.end()
}

impl Decoder {
    fn new(encoding: &str, beginning: &[u8]) -> Result<Self, Fault> {
        let sink = || Sink { bytes: Vec::new(), encoded: 0 };
        let flate = |stream, gzip| Self::Flate(Box::new(Flate { stream, gzip, ended: false, sink: sink() }));
        let zlib = |bytes: &[u8]| matches!(bytes, [a, b, ..] if a & 0x0f == 8 && (u16::from(*a) << 8 | u16::from(*b)) % 31 == 0);
        Ok(match encoding.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" if beginning.starts_with(GZIP) => flate(flate2::Decompress::new_gzip(15), true),
            // RFC 9110 8.4.1.2 means zlib; some servers send the bare stream.
            "deflate" => flate(flate2::Decompress::new(zlib(beginning)), false),
            "br" => Self::Brotli(Vec::new()),
            "zstd" => Self::Zstd(Vec::new()),
            // Some servers say gzip and send plain text.
            "" | "identity" | "none" | "utf-8" | "gzip" | "x-gzip" => Self::Plain(sink()),
            other => {
                let other: String = other.chars().take(60).collect();
                let sentence = format!("the answer is packed in a way that was not asked for ({other})");
                return Err(Fault::new(FaultKind::Answer, sentence));
            }
        })
    }

    fn push(&mut self, data: &[u8], encoded: usize) -> Result<(), Fault> {
        match self {
            Self::Flate(flate) => {
                flate.sink.encoded = encoded;
                flate.push(data).map_err(undecodable)?;
            }
            Self::Plain(Sink { bytes, .. }) | Self::Brotli(bytes) | Self::Zstd(bytes) => bytes.extend_from_slice(data),
        }
        Ok(())
    }

    fn end(self) -> Result<Vec<u8>, Fault> {
        match self {
            Self::Plain(sink) => Ok(sink.bytes),
            Self::Flate(flate) if flate.ended => Ok(flate.sink.bytes),
            Self::Flate(_) => Err(undecodable(io::ErrorKind::UnexpectedEof.into())),
            Self::Brotli(bytes) => bounded(brotli::Decompressor::new(bytes.as_slice(), 4096), bytes.len()),
            Self::Zstd(bytes) => {
                let mut decoder = zstd::stream::read::Decoder::new(bytes.as_slice()).map_err(undecodable)?;
                decoder.window_log_max(ZSTD_WINDOW_LOG_MAX).map_err(undecodable)?;
                bounded(decoder, bytes.len())
            }
        }
    }
}

/// Reads a decoder to its end or to the limit.
fn bounded(mut decoder: impl Read, encoded: usize) -> Result<Vec<u8>, Fault> {
    let mut sink = Sink { bytes: Vec::new(), encoded };
    io::copy(&mut decoder, &mut sink).map_err(undecodable)?;
    Ok(sink.bytes)
}

fn undecodable(error: io::Error) -> Fault {
    match error.kind() {
        io::ErrorKind::FileTooLarge => larger(),
        io::ErrorKind::UnexpectedEof => Fault::new(FaultKind::Truncated, "the packed answer broke off before its end"),
        _ => Fault::new(FaultKind::Answer, format!("the answer is packed in a way that cannot be undone ({error})")),
    }
}

/// The fault of a body above the limits.
pub fn larger() -> Fault {
    Fault::new(
        FaultKind::TooLarge,
        format!(
            "the answer is larger than the {} MiB that are read, or unpacks to more than is credible",
            limits::BODY_BYTES_MAX >> 20
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn all_packings(text: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
        let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        deflate.write_all(text).unwrap();
        let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        raw.write_all(text).unwrap();
        let mut brotli = Vec::new();
        brotli::CompressorWriter::new(&mut brotli, 4096, 5, 20).write_all(text).unwrap();
        vec![
            ("gzip", gzip(text)),
            ("deflate", deflate.finish().unwrap()),
            ("deflate", raw.finish().unwrap()),
            ("br", brotli),
            ("zstd", zstd::encode_all(text, 3).unwrap()),
        ]
    }

    #[test]
    fn packed_bodies_are_unpacked() {
        let text = b"One story at a time. ".repeat(20);
        for (encoding, packed) in all_packings(&text).into_iter().chain([("", text.clone()), ("gzip", text.clone())]) {
            assert_eq!(decode(&packed, encoding).unwrap(), text, "{encoding}");
        }
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        for (encoding, bomb) in all_packings(&vec![b' '; 60 << 20]) {
            assert_eq!(decode(&bomb, encoding).unwrap_err().kind, FaultKind::TooLarge, "{encoding}");
        }
    }

    #[test]
    fn a_cut_body_is_a_fault_and_not_half_a_page() {
        let text: Vec<u8> = (0..2_000_u32).flat_map(|n| (n.wrapping_mul(n) % 9_973).to_string().into_bytes()).collect();
        for (encoding, packed) in all_packings(&text) {
            let cut = packed.get(..packed.len() * 6 / 10).unwrap();
            let fault = decode(cut, encoding).unwrap_err();
            // brotli's decoder tells no broken stream from a cut one.
            let kind = if encoding == "br" { FaultKind::Answer } else { FaultKind::Truncated };
            assert_eq!(fault.kind, kind, "{encoding}: {fault}");
        }
    }

    #[test]
    fn junk_after_the_end_is_left_and_further_members_are_read() {
        let mut packed = gzip(b"One story ");
        packed.extend(gzip(b"at a time."));
        packed.extend(b"\0\0junk");
        assert_eq!(decode(&packed, "gzip").unwrap(), b"One story at a time.");
        let mut pieces = Decoder::new("gzip", &packed).unwrap();
        for (at, byte) in packed.iter().enumerate() {
            pieces.push(&[*byte], at + 1).unwrap();
        }
        assert!(pieces.end().unwrap().starts_with(b"One story "));
    }

    #[test]
    fn layers_and_unknown_codings_are_faults_and_not_text() {
        for encoding in ["gzip, gzip", "br, gzip", "compress", "aes128gcm"] {
            assert_eq!(decode(&gzip(&gzip(b"text")), encoding).unwrap_err().kind, FaultKind::Answer, "{encoding}");
        }
    }
}
