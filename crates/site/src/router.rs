//! Which address is answered by what. Readers' pages fall through to [`crate::pages::page`]; forms have routes of their own.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Extension, Form, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::{any, get};
use store::media::WIDTHS;

use crate::cache::{self, Encoding, Kept};
use crate::pages::{self, Page};
use crate::prefs::Prefs;
use crate::{Site, admin, now, server};

/// How long a page that is kept, but has grown old, is awaited anew before it is given as it is.
const PATIENCE: Duration = Duration::from_secs(2);
/// Seconds after which it is noted again that a picture was shown.
const TOUCH_EVERY: i64 = 21_600;
/// Bytes of a form.
const FORM_BYTES_MAX: usize = 64 << 10;

/// All routes.
pub fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .route("/prefs.css", get(prefs_css))
        .route("/settings", get(settings).post(set_settings))
        .route("/media/{hash}", get(media))
        .route("/admin", any(admin::handle))
        .route("/admin/{*rest}", any(admin::handle))
        .fallback(read)
        .layer(DefaultBodyLimit::max(FORM_BYTES_MAX))
        .with_state(site)
}

/// Runs something that blocks on a thread that may.
pub async fn blocking<T: Send + 'static>(f: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    tokio::task::spawn_blocking(f).await.ok()
}

/// Makes a page on this very thread: to hand it to another and back takes as long as many a page, which is made in less than a
/// millisecond. A search may take longer, and a store that is a server may be slow or away: these are handed over. Searches wait
/// for their turn, so that many of them at once leave the processors to other pages too.
async fn at_hand<T: Send + 'static>(site: &Site, path: &str, f: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    if site.hub.store.is_sqlite() && !path.starts_with("/search") {
        std::panic::catch_unwind(AssertUnwindSafe(f)).ok()
    } else if path.starts_with("/search") {
        let turn = site.searching.clone().acquire_owned().await.ok()?;
        blocking(move || {
            let _turn = turn;
            f()
        })
        .await
    } else {
        blocking(f).await
    }
}

/// A page that readers see: made, compressed as asked, kept, answered.
async fn read(State(site): State<Arc<Site>>, method: Method, uri: Uri, headers: HeaderMap) -> Response<Body> {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")], "Only GET is answered here.\n")
            .into_response();
    }
    // What is kept under its path never depends on a query: only search has one.
    let old = site.cache.get_old(uri.path());
    // Not compressed, since this thread answers others too.
    let as_it_was =
        |kept: &Kept| server::cached(&site, kept, Encoding::Plain, &headers).map(|response| response.map(Body::from));
    if site.away.load(Ordering::Relaxed)
        && let Some(answer) = old.as_deref().and_then(as_it_was)
    {
        return answer;
    }
    let made = at_hand(&site, uri.path(), {
        let (site, headers, uri) = (site.clone(), headers.clone(), uri.clone());
        move || {
            let path = uri.path();
            let encoding = cache::accepted(cache::accept(&headers));
            if let Some(kept) = site.cache.get(path, now()) {
                kept.make(encoding);
                return server::cached(&site, &kept, encoding, &headers).map(|r| r.map(Body::from));
            }
            let (page, seen) = pages::page(&site, path, uri.query().unwrap_or_default(), now());
            Some(finish(&site, path, page, seen, &headers))
        }
    });
    let Some(old) = old else {
        return made.await.flatten().unwrap_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response());
    };
    match tokio::time::timeout(PATIENCE, made).await {
        Ok(Some(Some(answer))) if answer.status() != StatusCode::SERVICE_UNAVAILABLE => answer,
        Ok(_) => as_it_was(&old).unwrap_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        Err(_) => {
            // Until the follower has seen it again, the next reader need not wait.
            site.away.store(true, Ordering::Relaxed);
            as_it_was(&old).unwrap_or_else(|| StatusCode::INTERNAL_SERVER_ERROR.into_response())
        }
    }
}

/// Makes a page anew that has grown old, in the encodings in which it was asked for.
pub fn renew(site: &Site, path: &str, old: &Kept) {
    let (mut page, seen) = pages::page(site, path, "", now());
    if page.status == 200 && page.keep {
        let kept = keepable(&mut page);
        kept.make_like(old);
        site.cache.keep(path, &kept, seen);
    }
}

fn keepable(page: &mut Page) -> Arc<Kept> {
    Arc::new(Kept::new(page.body.clone(), page.kind, page.depends.take().unwrap_or_default(), page.robots, now()))
}

/// Turns a page into an answer, and keeps it if it is one to keep.
fn finish(site: &Site, path: &str, mut page: Page, seen: i64, headers: &HeaderMap) -> Response<Body> {
    if let Some(location) = page.location {
        // Browsers take a backslash for a slash, and two slashes for the beginning of another host.
        let location = location.replace('\\', "%5C");
        let value = HeaderValue::try_from(location).unwrap_or(HeaderValue::from_static("/"));
        let status = if page.status == 308 { StatusCode::PERMANENT_REDIRECT } else { StatusCode::SEE_OTHER };
        return (status, [(header::LOCATION, value)], [(header::CACHE_CONTROL, cache::PUBLIC)]).into_response();
    }
    let encoding = cache::accepted(cache::accept(headers));
    if page.status == 200 {
        let kept = keepable(&mut page);
        kept.make(encoding);
        if page.keep {
            site.cache.keep(path, &kept, seen);
        }
        if let Some(answer) = server::cached(site, &kept, encoding, headers) {
            return answer.map(Body::from);
        }
    }
    let status = StatusCode::from_u16(page.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let control = if page.status == 404 { "public, max-age=10" } else { "no-store" };
    (status, [(header::CONTENT_TYPE, page.kind), (header::CACHE_CONTROL, control)], page.body).into_response()
}

/// Is the store there? What a load balancer asks.
async fn ready(State(site): State<Arc<Site>>) -> (StatusCode, String) {
    match blocking(move || site.hub.store.read(store::changes::last)).await {
        Some(Ok(_)) => (StatusCode::OK, "ready\n".into()),
        Some(Err(fault)) => (StatusCode::SERVICE_UNAVAILABLE, format!("{fault}\n")),
        None => (StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n".into()),
    }
}

/// Figures for operators: for loopback, or whoever has the token. A visitor who came through a proxy is not loopback.
async fn metrics(
    State(site): State<Arc<Site>>,
    Extension(peer): Extension<SocketAddr>,
    headers: HeaderMap,
) -> Response<Body> {
    let token = &site.hub.settings.metrics_token;
    let sent = headers.get(header::AUTHORIZATION).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let known =
        !token.is_empty() && blake3::hash(sent.as_bytes()) == blake3::hash(format!("Bearer {token}").as_bytes());
    let near = site.guard.visitor(peer, &headers).is_loopback() && !headers.contains_key("x-forwarded-for");
    if !known && !near {
        return (StatusCode::FORBIDDEN, "Figures are for this machine, or for who has the token.\n").into_response();
    }
    let made = blocking(move || {
        let (pages, bytes) = site.cache.size();
        let mut text = format!("broadsheet_cached_pages {pages}\nbroadsheet_cached_bytes {bytes}\n");
        let counts = site.hub.store.read(|tx| {
            let stages = store::work::counts(tx, now())?;
            Ok((store::articles::last_arrival(tx)?, store::stories::count(tx)?, stages))
        });
        if let Ok((articles, stories, stages)) = counts {
            text.push_str(&format!("broadsheet_articles_total {articles}\nbroadsheet_stories {stories}\n"));
            for (stage, n) in stages {
                for (state, n) in
                    [("waiting", n.waiting), ("delayed", n.delayed), ("claimed", n.claimed), ("aside", n.aside)]
                {
                    text.push_str(&format!("broadsheet_work{{stage=\"{stage}\",state=\"{state}\"}} {n}\n"));
                }
            }
        }
        site.hub.metrics.as_ref().map_or(text.clone(), |more| text + &more())
    });
    let text = made.await.unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4"), (header::CACHE_CONTROL, "no-store")], text).into_response()
}

async fn prefs_css(State(site): State<Arc<Site>>, headers: HeaderMap) -> Response<Body> {
    let prefs = Prefs::read(site.guard.read_cookie(&headers, "prefs").as_deref());
    let control = "private, max-age=0, must-revalidate";
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, control)];
    (headers, [(header::VARY, "Cookie")], prefs.css()).into_response()
}

async fn settings(State(site): State<Arc<Site>>, headers: HeaderMap) -> Response<Body> {
    let prefs = Prefs::read(site.guard.read_cookie(&headers, "prefs").as_deref());
    let made = blocking(move || pages::settings(&site, prefs, now()));
    let Some(page) = made.await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    private(page.status, page.kind, page.body)
}

/// An answer for one reader alone.
pub fn private(status: u16, kind: &'static str, body: Bytes) -> Response<Body> {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "private, no-store")], body).into_response()
}

async fn set_settings(
    State(site): State<Arc<Site>>,
    headers: HeaderMap,
    Form(form): Form<BTreeMap<String, String>>,
) -> Response<Body> {
    if !site.guard.own_form(&headers) {
        return (StatusCode::FORBIDDEN, site.words.say("form-from-elsewhere") + "\n").into_response();
    }
    let word = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let cookie = match Prefs::new(word("theme"), word("size")).cookie() {
        Some(value) => site.guard.cookie("prefs", &value, 365 * 86_400),
        None => site.guard.cookie("prefs", "", 0),
    };
    let mut response = Redirect::to("/settings").into_response();
    response.headers_mut().extend(HeaderValue::try_from(cookie).ok().map(|value| (header::SET_COOKIE, value)));
    response
}

/// A picture from the hub's own cache, by the hash of its bytes: it never changes under that address. `{hash}.640` is its copy
/// of that width.
async fn media(State(site): State<Arc<Site>>, uri: Uri) -> Response<Body> {
    let name = uri.path().rsplit('/').next().unwrap_or_default().to_owned();
    let found = blocking(move || {
        let (hash, width) = name.split_once('.').map_or((name.as_str(), None), |(hash, width)| (hash, Some(width)));
        let medium = site.hub.store.read(|tx| store::media::get(tx, hash)).ok().flatten()?;
        let kind = ["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"]
            .into_iter()
            .find(|k| *k == medium.kind)?;
        if medium.used + TOUCH_EVERY < now() {
            // Without it the cache would drop first what was fetched first. Where that cannot be written the picture still stands.
            let _ = site.hub.store.write(|tx| store::media::touch(tx, hash, now()));
        }
        let width = width.map(|width| WIDTHS.into_iter().find(|known| width.parse() == Ok(*known)).ok_or(()));
        let bytes = match width {
            None => site.hub.files.get(hash),
            Some(width) => site.hub.files.get_narrower(hash, width.ok()?),
        };
        Some((kind, bytes?))
    });
    match found.await.flatten() {
        Some((kind, bytes)) => {
            let control = "public, max-age=31536000, immutable";
            ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, control)], bytes).into_response()
        }
        None => (StatusCode::NOT_FOUND, "There is no such picture.\n").into_response(),
    }
}
