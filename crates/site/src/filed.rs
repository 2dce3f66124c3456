//! Answers as files. What a large plain page needs is mostly the copying of it to the kernel, once for each reader; one that lies, with its
//! head, in a file of memory (memfd) is handed over as it lies by one call (`sendfile`), which is also how nginx sends its files.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::net::TcpStream;

/// Bytes of a plain body from which on it is filed: below, copying it is as quick.
pub const FILED_MIN: usize = 16_000;
/// Answers filed at the same time at most: each takes a file descriptor.
const FILED_MAX: usize = 500;
static FILED: AtomicUsize = AtomicUsize::new(0);

/// Bytes in a file of memory.
pub struct Filed {
    #[cfg(target_os = "linux")]
    file: std::fs::File,
    bytes: usize,
}

#[cfg(target_os = "linux")]
impl Filed {
    /// Files these pieces as one; `None` where the system has no such files or there is no room for one more.
    pub fn new(pieces: &[&[u8]]) -> Option<Self> {
        let file = rustix::fs::memfd_create("page", rustix::fs::MemfdFlags::CLOEXEC).ok()?;
        FILED.fetch_add(1, Ordering::Relaxed);
        let mut filed = Self { bytes: pieces.iter().map(|piece| piece.len()).sum(), file: file.into() };
        let mut write = || pieces.iter().try_for_each(|piece| io::Write::write_all(&mut filed.file, piece));
        (FILED.load(Ordering::Relaxed) <= FILED_MAX && write().is_ok()).then_some(filed)
    }

    /// Sends them.
    pub async fn send(&self, stream: &TcpStream) -> io::Result<()> {
        let mut sent = 0;
        while sent < self.bytes {
            let send = || {
                let mut from = u64::try_from(sent).map_err(io::Error::other)?;
                Ok(rustix::fs::sendfile(stream, &self.file, Some(&mut from), self.bytes - sent)?)
            };
            match stream.async_io(tokio::io::Interest::WRITABLE, send).await? {
                0 => return Err(io::ErrorKind::WriteZero.into()),
                more => sent += more,
            }
        }
        Ok(())
    }
}

#[cfg(not(target_os = "linux"))]
impl Filed {
    /// Elsewhere than on Linux there are no such files.
    pub fn new(_: &[&[u8]]) -> Option<Self> {
        None
    }

    /// Sends them.
    pub async fn send(&self, _: &TcpStream) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

impl Drop for Filed {
    fn drop(&mut self) {
        FILED.fetch_sub(1, Ordering::Relaxed);
    }
}
