//! The accept loop, what is known of the open connections, and the way of a request to the router.

use std::collections::BTreeMap;
use std::future::Future;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use hyper::body::Incoming;
use tokio::net::TcpListener;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};

use crate::cache::{Encoding, Kept, knows};
use crate::{Hub, Site, router, wire};

/// How long a form may take to come in and be answered.
const FORM_TIMEOUT: Duration = Duration::from_secs(20);
/// How long a client may leave bytes lie that were sent to it.
const WRITE_TIMEOUT: Duration = Duration::from_secs(20);
/// How long the last answers may take once we are told to stop.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);
/// How often the change feed is looked at when no bell rings (another node's changes).
const FOLLOW: Duration = Duration::from_millis(300);

/// Answers on `listener` until `shutdown` ends, then finishes what is under way, for at most ten seconds. HTTP/1.1 only: TLS
/// and HTTP/2 belong to the proxy in front. Fails at once, with a sentence, where a setting or template is wrong.
pub async fn serve(hub: Hub, listener: TcpListener, shutdown: impl Future<Output = ()>) -> Result<(), String> {
    let site = Arc::new(Site::new(hub)?);
    let follower = std::thread::spawn({
        let site = Arc::downgrade(&site);
        move || follow(&site)
    });
    accept(&site, listener, shutdown).await;
    drop(site);
    let _ = tokio::task::spawn_blocking(move || follower.join()).await;
    Ok(())
}

/// Follows the store's changes and drops what they touch, until the site is gone.
fn follow(site: &std::sync::Weak<Site>) {
    while let Some(site) = site.upgrade() {
        let written = site.hub.store.written();
        let followed = site.follow();
        site.away.store(followed.is_err(), Ordering::Relaxed);
        if let Err(fault) = followed {
            tracing::debug!("the page cache cannot follow: {fault}");
        }
        let store = site.hub.store.clone();
        drop(site);
        store.wait(written, FOLLOW);
    }
}

impl Site {
    /// Drops the pages that show what has changed since the last look.
    pub(crate) fn follow(&self) -> Result<(), store::Fault> {
        use store::changes;
        const BATCH: usize = 1_000;
        let seen = self.cache.seen();
        let (first, last, list) = self
            .hub
            .store
            .read(|tx| Ok((changes::first(tx)?, changes::last(tx)?, changes::since(tx, seen, BATCH)?)))?;
        let behind = first.is_some_and(|first| first > seen + 1) || list.len() == BATCH;
        if last < seen || behind {
            self.cache.start_at(last);
            self.forget_facts();
        } else if !list.is_empty() {
            self.cache.changed(&list);
            if list.iter().any(|c| !matches!(c.kind, changes::ChangeKind::Story | changes::ChangeKind::Article)) {
                self.forget_facts();
            }
        }
        Ok(())
    }
}

async fn accept(site: &Arc<Site>, listener: TcpListener, shutdown: impl Future<Output = ()>) {
    let router = router::router(site.clone());
    let lines = Arc::new(Lines::new(site.hub.settings.connections));
    let (stop, stopped) = watch::channel(false);
    let mut shutdown = std::pin::pin!(shutdown);
    loop {
        let accepted = tokio::select! {
            () = &mut shutdown => break,
            accepted = listener.accept() => accepted,
        };
        let (mut stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors or a connection that was gone again: a short rest, then on.
                tracing::debug!("accept: {error}");
                lines.end_longest_silent();
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let Some(line) = lines.add().await else { continue };
        let _ = stream.set_nodelay(true);
        #[cfg(target_os = "linux")]
        let _ = socket2::SockRef::from(&stream).set_tcp_user_timeout(Some(WRITE_TIMEOUT));
        let (site, router, stopped) = (site.clone(), router.clone(), stopped.clone());
        tokio::spawn(async move {
            tokio::select! {
                _ = wire::attend(&site, &router, &mut stream, peer, &line.state, stopped) => {}
                () = line.state.end.notified() => {}
            }
        });
    }
    drop(listener);
    let _ = stop.send(true);
    let _ = tokio::time::timeout(STOP_TIMEOUT, lines.all_ended()).await;
}

/// Milliseconds after 1970 now.
pub fn now_ms() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}

/// The open connections. Where there is room for no more, the one that has been silent longest gives way to the next: so a flood of
/// idle ones keeps nobody out.
struct Lines {
    most: usize,
    room: Arc<Semaphore>,
    open: Mutex<BTreeMap<u64, Arc<LineState>>>,
    number: AtomicU64,
}

/// What is known of one connection.
pub struct LineState {
    /// Milliseconds after 1970 at which its last request came, or it was opened.
    stirred: AtomicI64,
    end: Notify,
}

impl LineState {
    /// A request has come, so many milliseconds after 1970: to ask the clock once for each is enough.
    pub fn stir(&self, now: i64) {
        self.stirred.store(now, Ordering::Relaxed);
    }

    /// For how long it has been silent.
    pub fn silence(&self) -> Duration {
        Duration::from_millis(u64::try_from(now_ms() - self.stirred.load(Ordering::Relaxed)).unwrap_or(0))
    }
}

/// One open connection; it leaves the list when it is dropped.
struct Line {
    state: Arc<LineState>,
    lines: Arc<Lines>,
    number: u64,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Line {
    fn drop(&mut self) {
        self.lines.open().remove(&self.number);
    }
}

impl Lines {
    fn new(most: usize) -> Self {
        let most = most.max(1);
        Self { most, room: Arc::new(Semaphore::new(most)), open: Mutex::default(), number: AtomicU64::default() }
    }

    fn open(&self) -> MutexGuard<'_, BTreeMap<u64, Arc<LineState>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a further connection in, another one's place if need be.
    async fn add(self: &Arc<Self>) -> Option<Line> {
        let permit = match self.room.clone().try_acquire_owned() {
            Ok(permit) => permit,
            Err(_) => {
                self.end_longest_silent();
                self.room.clone().acquire_owned().await.ok()?
            }
        };
        let number = self.number.fetch_add(1, Ordering::Relaxed);
        let state = Arc::new(LineState { stirred: AtomicI64::new(now_ms()), end: Notify::new() });
        self.open().insert(number, state.clone());
        Some(Line { state, lines: self.clone(), number, _permit: permit })
    }

    /// Waits until no connection is open any more.
    async fn all_ended(&self) {
        let all = u32::try_from(self.most).unwrap_or(u32::MAX);
        let _ = self.room.acquire_many(all).await;
    }

    fn end_longest_silent(&self) {
        if let Some(state) = self.open().values().min_by_key(|state| state.stirred.load(Ordering::Relaxed)) {
            state.end.notify_one();
        }
    }
}

/// The answer from the router.
pub async fn answer(site: &Site, router: Router, peer: SocketAddr, mut request: Request<Incoming>) -> Response<Body> {
    request.extensions_mut().insert(peer);
    let answered = tower::oneshot(router, request.map(Body::new));
    let mut response = match tokio::time::timeout(FORM_TIMEOUT, answered).await {
        Ok(response) => response,
        Err(_) => {
            let mut response = Response::new(Body::from("The request took too long.\n"));
            *response.status_mut() = StatusCode::REQUEST_TIMEOUT;
            response
        }
    };
    site.guard.dress(response.headers_mut());
    response
}

/// Calls a router once. (axum brings the trait; naming it here keeps `tower` out of the manifest.)
mod tower {
    use std::convert::Infallible;

    use axum::Router;
    use axum::body::Body;
    use axum::http::{Request, Response};
    use hyper_util::service::TowerToHyperService;

    pub async fn oneshot(router: Router, request: Request<Body>) -> Response<Body> {
        use hyper::service::Service;
        let answer: Result<Response<Body>, Infallible> = TowerToHyperService::new(router).call(request).await;
        answer.unwrap_or_else(|never| match never {})
    }
}

/// The answer from a kept page, if it is ready in that encoding; 304 where the reader has it already.
pub(crate) fn cached(site: &Site, page: &Kept, encoding: Encoding, asked: &HeaderMap) -> Option<Response<Bytes>> {
    let (body, encoding) = page.ready(encoding)?;
    let mut headers = page.headers(encoding, &site.guard);
    let known = asked.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let same = known.zip(headers.get(header::ETAG)).is_some_and(|(known, etag)| knows(known, etag));
    let mut response = Response::new(if same { Bytes::new() } else { body.clone() });
    if same {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        headers.remove(header::CONTENT_TYPE);
    }
    *response.headers_mut() = headers;
    Some(response)
}
