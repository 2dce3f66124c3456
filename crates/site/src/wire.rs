//! A reader's connection. What a plain page of some size needs is mostly the copying of it to the kernel, once for each reader; a
//! page that lies in a file of memory (memfd) is handed over as it lies (`sendfile`), which is also how nginx sends its files.

use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use axum::body::Bytes;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// Bytes from which on a body is filed: below, copying it is quicker than one more call of the system.
pub const FILED_MIN: usize = 16_000;
/// Bodies filed at the same time at most: each takes a file descriptor.
const FILED_MAX: usize = 500;
static FILED: AtomicUsize = AtomicUsize::new(0);

/// A body, and the same bytes in a file of memory.
pub struct Filed {
    bytes: Bytes,
    #[cfg(target_os = "linux")]
    file: std::fs::File,
}

impl Filed {
    /// Files a body; `None` where the system has no such files or there is no room for one more.
    #[cfg(target_os = "linux")]
    pub fn new(bytes: &Bytes) -> Option<Self> {
        let file = rustix::fs::memfd_create("page", rustix::fs::MemfdFlags::CLOEXEC).ok()?;
        FILED.fetch_add(1, Ordering::Relaxed);
        let mut filed = Self { bytes: bytes.clone(), file: file.into() };
        let kept = FILED.load(Ordering::Relaxed) <= FILED_MAX && io::Write::write_all(&mut filed.file, bytes).is_ok();
        kept.then_some(filed)
    }

    /// Files a body; `None` where the system has no such files or there is no room for one more.
    #[cfg(not(target_os = "linux"))]
    pub fn new(_: &Bytes) -> Option<Self> {
        None
    }

    /// Where this buffer, which hyper wants written, begins in the body; `None`: it is no part of it.
    #[cfg(target_os = "linux")]
    fn place(&self, buffer: &[u8]) -> Option<usize> {
        let place = buffer.as_ptr().addr().checked_sub(self.bytes.as_ptr().addr())?;
        (place + buffer.len() <= self.bytes.len()).then_some(place)
    }
}

impl Drop for Filed {
    fn drop(&mut self) {
        FILED.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The filed body that a connection answers with; whoever answers puts it here.
#[derive(Clone, Default)]
pub struct Answering(Arc<Mutex<Option<Arc<Filed>>>>);

impl Answering {
    /// From now on this body is sent from its file.
    pub fn with(&self, filed: Option<Arc<Filed>>) {
        *self.get() = filed;
    }

    fn get(&self) -> MutexGuard<'_, Option<Arc<Filed>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The connection as hyper reads and writes it.
pub struct Wire {
    io: TokioIo<TcpStream>,
    answering: Answering,
}

impl Wire {
    /// Wraps a connection.
    pub fn new(stream: TcpStream, answering: Answering) -> Self {
        Self { io: TokioIo::new(stream), answering }
    }

    /// Sends what comes first and the filed body behind it, which is the buffer after that; `None`: there is no such thing in these.
    #[cfg(target_os = "linux")]
    fn send_filed(&self, cx: &mut Context<'_>, buffers: &[io::IoSlice<'_>]) -> Option<Poll<io::Result<usize>>> {
        use rustix::net::SendFlags;
        let mut answering = self.answering.get();
        let filed = answering.as_deref()?;
        // The head and the body, or what is left of the body.
        let (n, place) = buffers.iter().take(2).enumerate().find_map(|(n, buffer)| Some((n, filed.place(buffer)?)))?;
        let (head, body) = (if n == 0 { &[] } else { &**buffers.first()? }, buffers.get(n)?);
        let mut from = u64::try_from(place).ok()?;
        let stream = self.io.inner();
        let mut send = || {
            let sent = if head.is_empty() {
                0
            } else {
                rustix::net::send(stream, head, SendFlags::MORE | SendFlags::NOSIGNAL)?
            };
            if sent < head.len() {
                return Ok(sent);
            }
            match rustix::fs::sendfile(stream, &filed.file, Some(&mut from), body.len()) {
                Ok(more) => Ok(sent + more),
                Err(_) if sent > 0 => Ok(sent),
                Err(error) => Err(error.into()),
            }
        };
        let sent = loop {
            match stream.poll_write_ready(cx) {
                Poll::Ready(Ok(())) => {}
                other => break other.map_ok(|()| 0),
            }
            match stream.try_io(tokio::io::Interest::WRITABLE, &mut send) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                sent => break Poll::Ready(sent),
            }
        };
        if from == u64::try_from(filed.bytes.len()).ok()? {
            // An idle connection holds no page.
            *answering = None;
        }
        Some(sent)
    }

    #[cfg(not(target_os = "linux"))]
    fn send_filed(&self, _: &mut Context<'_>, _: &[io::IoSlice<'_>]) -> Option<Poll<io::Result<usize>>> {
        None
    }
}

impl Read for Wire {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: ReadBufCursor<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_read(cx, buffer)
    }
}

impl Write for Wire {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(cx, &[io::IoSlice::new(buffer)])
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffers: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match self.send_filed(cx, buffers) {
            Some(sent) => sent,
            None => Pin::new(&mut self.io).poll_write_vectored(cx, buffers),
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }
}
