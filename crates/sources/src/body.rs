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
    Gzip(Box<flate2::write::MultiGzDecoder<Sink>>),
    Deflate(Box<flate2::write::ZlibDecoder<Sink>>),
    RawDeflate(Box<flate2::write::DeflateDecoder<Sink>>),
    /// Decoded at the end, since these give no writer that stops at a limit; the encoded bytes are bounded by themselves.
    Brotli(Vec<u8>),
    Zstd(Vec<u8>),
}

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
        let decoder = decoder.get_or_insert_with(|| Decoder::new(encoding, &data));
        decoder.push(&data, encoded)?;
    }
    decoder.map_or(Ok(Vec::new()), Decoder::end)
}

/// Decodes a whole body that is at hand, as [`read`] does while it comes.
pub fn decode(bytes: &[u8], encoding: &str) -> Result<Vec<u8>, Fault> {
    let mut decoder = Decoder::new(encoding, bytes);
    decoder.push(bytes, bytes.len())?;
    decoder.end()
}

impl Decoder {
    fn new(encoding: &str, beginning: &[u8]) -> Self {
        let sink = || Sink { bytes: Vec::new(), encoded: 0 };
        match encoding.trim().to_ascii_lowercase().as_str() {
            "gzip" | "x-gzip" if beginning.starts_with(b"\x1f\x8b") => {
                Self::Gzip(Box::new(flate2::write::MultiGzDecoder::new(sink())))
            }
            // RFC 9110 8.4.1.2 means zlib; some servers send the bare stream.
            "deflate" if beginning.first().is_some_and(|byte| byte & 0x0f == 8) => {
                Self::Deflate(Box::new(flate2::write::ZlibDecoder::new(sink())))
            }
            "deflate" => Self::RawDeflate(Box::new(flate2::write::DeflateDecoder::new(sink()))),
            "br" => Self::Brotli(Vec::new()),
            "zstd" => Self::Zstd(Vec::new()),
            _ => Self::Plain(sink()),
        }
    }

    fn push(&mut self, data: &[u8], encoded: usize) -> Result<(), Fault> {
        let written = match self {
            Self::Plain(sink) => {
                sink.bytes.extend_from_slice(data);
                Ok(())
            }
            Self::Gzip(decoder) => {
                decoder.get_mut().encoded = encoded;
                decoder.write_all(data)
            }
            Self::Deflate(decoder) => {
                decoder.get_mut().encoded = encoded;
                decoder.write_all(data)
            }
            Self::RawDeflate(decoder) => {
                decoder.get_mut().encoded = encoded;
                decoder.write_all(data)
            }
            Self::Brotli(bytes) | Self::Zstd(bytes) => {
                bytes.extend_from_slice(data);
                Ok(())
            }
        };
        written.map_err(undecodable)
    }

    fn end(self) -> Result<Vec<u8>, Fault> {
        match self {
            Self::Plain(sink) => Ok(sink.bytes),
            Self::Gzip(decoder) => decoder.finish().map(|sink| sink.bytes).map_err(undecodable),
            Self::Deflate(decoder) => decoder.finish().map(|sink| sink.bytes).map_err(undecodable),
            Self::RawDeflate(decoder) => decoder.finish().map(|sink| sink.bytes).map_err(undecodable),
            Self::Brotli(bytes) => bounded(brotli::Decompressor::new(bytes.as_slice(), 4096), bytes.len()),
            Self::Zstd(bytes) => {
                let decoder = zstd::stream::read::Decoder::new(bytes.as_slice()).map_err(undecodable)?;
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

fn larger() -> Fault {
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

    #[test]
    fn packed_bodies_are_unpacked() {
        let text = b"One story at a time. ".repeat(20);
        let mut deflate = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        deflate.write_all(&text).unwrap();
        let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        raw.write_all(&text).unwrap();
        let mut brotli = Vec::new();
        brotli::CompressorWriter::new(&mut brotli, 4096, 5, 20).write_all(&text).unwrap();
        for (encoding, packed) in [
            ("gzip", gzip(&text)),
            ("deflate", deflate.finish().unwrap()),
            ("deflate", raw.finish().unwrap()),
            ("br", brotli),
            ("zstd", zstd::encode_all(text.as_slice(), 3).unwrap()),
            ("", text.clone()),
            ("gzip", text.clone()),
        ] {
            assert_eq!(decode(&packed, encoding).unwrap(), text, "{encoding}");
        }
    }

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        let bomb = gzip(&vec![b' '; 60 << 20]);
        assert_eq!(decode(&bomb, "gzip").unwrap_err().kind, FaultKind::TooLarge);
    }

    #[test]
    fn a_cut_body_is_a_fault_and_not_half_a_page() {
        let packed = gzip(&b"One story at a time. ".repeat(200));
        let cut = packed.get(..packed.len() - 12).unwrap();
        assert!(decode(cut, "gzip").is_err());
    }
}
