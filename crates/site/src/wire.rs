//! A reader's connection. A page that is kept goes out from here: its head is read (by httparse, as hyper reads it), the prepared
//! answer written. Every other message is given to hyper and the router, one at a time: to hyper it is a connection that ends with it.

use std::cell::RefCell;
use std::convert::Infallible;
use std::io::{self, IoSlice};
use std::mem::MaybeUninit;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use httparse::{Request, Status};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;

use crate::cache::{Encoding, accepted, knows};
use crate::filed::Filed;
use crate::server::{self, LineState, now_ms};
use crate::{Site, router};

/// How long a client may take to send a head; also how long an idle connection is kept.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);
/// Bytes of a request's head.
const HEAD_BYTES_MAX: usize = 32 << 10;
/// Headers of a request: as many as hyper takes.
const HEADERS_MAX: usize = 100;
/// Bytes of most heads.
const HEAD_BYTES: usize = 2_048;

/// Answers what comes over a connection until either end has enough, it is idle for too long, or `stop` becomes true; what is under
/// way then is still answered.
pub async fn attend(
    site: &Arc<Site>,
    router: &Router,
    stream: &mut TcpStream,
    peer: SocketAddr,
    state: &LineState,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()> {
    let mut stopped = pin!(stop.wait_for(|stop| *stop));
    let mut idle = pin!(tokio::time::sleep(HEAD_TIMEOUT));
    let (mut input, mut head) = (Vec::with_capacity(HEAD_BYTES), Vec::with_capacity(HEAD_BYTES));
    loop {
        let goes_on = match next(site, state, &input, &mut head) {
            Next::Unread => {
                tokio::select! {
                    biased;
                    _ = &mut stopped => return Ok(()),
                    read = stream.read_buf(&mut input) => read? > 0,
                    () = &mut idle => {
                        let left = HEAD_TIMEOUT.saturating_sub(state.silence());
                        idle.as_mut().reset(tokio::time::Instant::now() + left);
                        !left.is_zero()
                    }
                }
            }
            Next::Kept { bytes, answer, goes_on } => {
                send(stream, &head, &answer).await?;
                input.drain(..bytes);
                goes_on
            }
            Next::Other { bytes, goes_on } => {
                let whole = through_hyper(site, router, stream, peer, &mut input, bytes, goes_on).await;
                state.stir(now_ms());
                goes_on && whole
            }
        };
        if !goes_on {
            return stream.shutdown().await;
        }
    }
}

/// What is to be done with what has come in.
enum Next {
    /// A head is not whole yet.
    Unread,
    /// The request of so many bytes is answered by a page that is kept; the head of the answer is written already.
    Kept { bytes: usize, answer: Answer, goes_on: bool },
    /// hyper and the router answer the message of so many bytes, its body among them.
    Other { bytes: u64, goes_on: bool },
}

fn next(site: &Arc<Site>, state: &LineState, input: &[u8], head: &mut Vec<u8>) -> Next {
    if input.is_empty() {
        return Next::Unread;
    }
    let mut headers = [const { MaybeUninit::uninit() }; HEADERS_MAX];
    let mut request = Request::new(&mut []);
    // What is wrong with a message, hyper says.
    let wrong = Next::Other { bytes: u64::MAX, goes_on: false };
    let bytes = match request.parse_with_uninit_headers(input, &mut headers) {
        Ok(Status::Complete(bytes)) => bytes,
        Ok(Status::Partial) if input.len() < HEAD_BYTES_MAX => return Next::Unread,
        _ => return wrong,
    };
    let now = now_ms();
    state.stir(now);
    let Some(asked) = Asked::read(&request) else { return wrong };
    match kept(site, &request, &asked, now / 1_000, head) {
        Some(answer) => Next::Kept { bytes, answer, goes_on: asked.goes_on },
        None => {
            let bytes = u64::try_from(bytes).unwrap_or(u64::MAX).saturating_add(asked.body);
            Next::Other { bytes, goes_on: asked.goes_on }
        }
    }
}

/// What a request's headers say.
struct Asked<'h> {
    /// Bytes that come behind the head.
    body: u64,
    /// Does the connection go on afterwards?
    goes_on: bool,
    encoding: Encoding,
    /// `If-None-Match`.
    known: Option<&'h str>,
}

impl<'h> Asked<'h> {
    /// `None` where it is not plain how long the message is.
    fn read(request: &Request<'_, 'h>) -> Option<Self> {
        let mut asked = Self { body: 0, goes_on: request.version == Some(1), encoding: Encoding::Plain, known: None };
        let (mut length, mut closes) = (None, false);
        for header in &*request.headers {
            let is = |name: &str| header.name.eq_ignore_ascii_case(name);
            let value = || std::str::from_utf8(header.value).unwrap_or_default();
            if is("accept-encoding") {
                asked.encoding = accepted(value());
            } else if is("if-none-match") {
                asked.known = Some(value());
            } else if is("connection") {
                let says = |word: &str| value().split(',').any(|said| said.trim().eq_ignore_ascii_case(word));
                closes |= says("close");
                asked.goes_on = !closes && (asked.goes_on || says("keep-alive"));
            } else if is("transfer-encoding") {
                return None;
            } else if is("content-length") {
                let digits = value().bytes().all(|b| b.is_ascii_digit());
                let said = value().parse().ok().filter(|_| digits && length.is_none())?;
                length = Some(said);
                asked.body = said;
            }
        }
        Some(asked)
    }
}

/// The answer if the page is kept, with its head written. One that has grown old is made anew meanwhile.
fn kept(site: &Arc<Site>, request: &Request, asked: &Asked, now: i64, head: &mut Vec<u8>) -> Option<Answer> {
    let (method, path) = (request.method?, request.path?);
    if !matches!(method, "GET" | "HEAD") || asked.body > 0 {
        return None;
    }
    // What has a query is never kept, nor is any address that is no path.
    let page = site.cache.get(path, now)?;
    let (body, encoding) = page.ready(asked.encoding)?;
    let prepared = page.head(encoding, &site.guard);
    let unchanged = asked.known.is_some_and(|known| knows(known, &prepared.etag));
    head.clear();
    head.extend_from_slice(if unchanged { &prepared.unchanged } else { &prepared.whole });
    write_date(now, head);
    head.extend_from_slice(match (asked.goes_on, request.version) {
        (false, _) => b"connection: close\r\n\r\n",
        (true, Some(0)) => b"connection: keep-alive\r\n\r\n",
        (true, _) => b"\r\n",
    });
    let answer = if unchanged || method == "HEAD" {
        Answer::Head
    } else if encoding == Encoding::Plain
        && request.version == Some(1)
        && asked.goes_on
        && let Some(filed) = page.filed(now, head)
    {
        Answer::Filed(filed)
    } else {
        Answer::Page(body.clone())
    };
    if page.ages(now)
        && let Ok(permit) = site.renewing.clone().try_acquire_owned()
    {
        let (site, path) = (site.clone(), path.to_owned());
        tokio::task::spawn_blocking(move || {
            router::renew(&site, &path, &page);
            drop(permit);
        });
    }
    Some(answer)
}

/// Writes the header with the time of the answer.
fn write_date(now: i64, head: &mut Vec<u8>) {
    thread_local! {
        /// That of the last answer's second.
        static LAST: RefCell<(i64, String)> = const { RefCell::new((0, String::new())) };
    }
    LAST.with_borrow_mut(|(second, line)| {
        if *second != now {
            let date = jiff::Timestamp::from_second(now)
                .and_then(|now| jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&now));
            *line = date.map_or_else(|_| String::new(), |date| format!("date: {date}\r\n"));
            *second = now;
        }
        head.extend_from_slice(line.as_bytes());
    });
}

/// Has hyper read and answer the message of so many bytes that begins with `input`, and takes what was read of it from there.
/// `false`: it did not end as it should, and neither side knows where the next one begins.
async fn through_hyper(
    site: &Site,
    router: &Router,
    stream: &mut TcpStream,
    peer: SocketAddr,
    input: &mut Vec<u8>,
    bytes: u64,
    goes_on: bool,
) -> bool {
    let here = usize::try_from(bytes).unwrap_or(usize::MAX).min(input.len());
    let (reading, mut writing) = stream.split();
    let mut message = input.get(..here).unwrap_or_default().chain(reading).take(bytes);
    let service = service_fn(|request| {
        Box::pin(async move { Ok::<_, Infallible>(server::answer(site, router.clone(), peer, request).await) })
    });
    let answered = http1::Builder::new()
        // The end of the message is no reason not to answer it.
        .half_close(true)
        .keep_alive(goes_on)
        .header_read_timeout(None)
        .max_buf_size(HEAD_BYTES_MAX)
        .serve_connection(TokioIo::new(tokio::io::join(&mut message, &mut writing)), service)
        .without_shutdown()
        .await
        .is_ok();
    let whole = answered && message.limit() == 0;
    input.drain(..here);
    whole
}

/// What is sent of a kept page.
enum Answer {
    /// The head alone.
    Head,
    /// The head, and this body.
    Page(Bytes),
    /// Both, as they lie here.
    Filed(Arc<Filed>),
}

async fn send(stream: &mut TcpStream, head: &[u8], answer: &Answer) -> io::Result<()> {
    match answer {
        Answer::Head => write(stream, head, &[]).await,
        Answer::Page(body) => write(stream, head, body).await,
        Answer::Filed(filed) => filed.send(stream).await,
    }
}

async fn write(stream: &mut TcpStream, head: &[u8], body: &[u8]) -> io::Result<()> {
    let mut pieces = [IoSlice::new(head), IoSlice::new(body)];
    let mut left = &mut pieces[..];
    while !left.is_empty() {
        match stream.write_vectored(left).await? {
            0 => return Err(io::ErrorKind::WriteZero.into()),
            written => IoSlice::advance_slices(&mut left, written),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes of the body and whether the connection goes on; `None`: it is for hyper to judge.
    fn asked(head: &str) -> Option<(u64, bool)> {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS_MAX];
        let mut request = Request::new(&mut headers);
        request.parse(head.as_bytes()).ok()?;
        Asked::read(&request).map(|asked| (asked.body, asked.goes_on))
    }

    #[test]
    fn a_request_says_how_long_it_is_and_whether_another_follows() {
        for (line, headers, wanted) in [
            ("1.1", "", Some((0, true))),
            ("1.0", "", Some((0, false))),
            ("1.0", "Connection: Keep-Alive\r\n", Some((0, true))),
            ("1.1", "connection: upgrade, CLOSE\r\nConnection: keep-alive\r\n", Some((0, false))),
            ("1.1", "Content-Length: 12\r\n", Some((12, true))),
            ("1.1", "Content-Length: 12\r\ncontent-length: 12\r\n", None),
            ("1.1", "Content-Length: +1\r\n", None),
            ("1.1", "Content-Length: 1, 1\r\n", None),
            ("1.1", "Content-Length: \r\n", None),
            ("1.1", "Content-Length: 99999999999999999999\r\n", None),
            ("1.1", "Transfer-Encoding: chunked\r\n", None),
        ] {
            assert_eq!(asked(&format!("POST / HTTP/{line}\r\n{headers}\r\n")), wanted, "{line} {headers:?}");
        }
    }
}
