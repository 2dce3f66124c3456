//! The world that comes along with `broadsheet demo`: invented outlets, written as real papers write, on a small web of their own
//! on loopback. Everything comes in through the ordinary fetcher, reader, analysis and grouping.
//!
//! The texts stand in `crates/broadsheet/demo` in the format of [`script`]; [`calendar`] sets them into the five days that end
//! now, [`world`] makes the reports, [`pages`] and [`feeds`] write them, and this file serves them: each outlet at an address of
//! its own, 127.1.0.1 and up, on one port, so that the fetcher's politeness to each host is seen at work.

mod calendar;
mod feeds;
mod pages;
mod script;
mod texts;
mod world;

use std::{convert::Infallible, net::Ipv4Addr, sync::Arc, time::Instant};

use http_body_util::Full;
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
    header,
    service::service_fn,
};
use hyper_util::rt::TokioIo;
use jiff::Timestamp;
use model::Outlet;
use tokio::{net::TcpListener, task::JoinHandle};

use pages::Site;
use world::World;

/// The running web; dropping it ends it.
pub struct Web {
    inner: Arc<Inner>,
    tasks: Vec<JoinHandle<()>>,
}

struct Inner {
    world: World,
    port: u16,
    started: i64,
    clock: Instant,
}

/// The addresses that the fetcher must be allowed to ask (setting `sources.allow`).
pub const ALLOW: &str = "127.1.0.0/16";

/// Starts the web, with news up to `now`. `Err` is a sentence for the person who started the demo.
pub async fn start(now: Timestamp) -> Result<Web, String> {
    let world = World::read(texts::OUTLETS, texts::STORIES, now)?;
    let mut listeners = Vec::new();
    let mut port = 0;
    for host in 1..=world.houses.len() {
        let host = u8::try_from(host).map_err(|_| "the demo has too many outlets".to_owned())?;
        let address = Ipv4Addr::new(127, 1, 0, host);
        let listener = TcpListener::bind((address, port)).await.map_err(|fault| {
            format!("the demo's outlets cannot listen on {address}: {fault}. All of 127.0.0.0/8 must be loopback, as on Linux")
        })?;
        port = listener.local_addr().map_err(|fault| fault.to_string())?.port();
        listeners.push(listener);
    }
    let inner = Arc::new(Inner { world, port, started: now.as_second(), clock: Instant::now() });
    let serve = |(house, listener)| tokio::spawn(accept(listener, Arc::clone(&inner), house));
    let tasks = listeners.into_iter().enumerate().map(serve).collect();
    Ok(Web { inner, tasks })
}

impl Web {
    /// The outlets as an editor would list them, each with its feeds' addresses.
    pub fn outlets(&self) -> Vec<(Outlet, Vec<String>)> {
        let site = self.inner.site();
        let houses = self.inner.world.houses.iter().enumerate();
        let listed = houses.map(|(place, house)| {
            let root = site.root(place);
            let outlet = Outlet { home: format!("{root}/"), ..house.outlet.clone() };
            (outlet, vec![format!("{root}{}", feeds::path(house.dialect))])
        });
        listed.collect()
    }

    /// How many articles there are to read, for the progress bar.
    pub fn articles(&self) -> usize {
        self.inner.world.reports.len()
    }
}

impl Drop for Web {
    fn drop(&mut self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }
}

impl Inner {
    fn site(&self) -> Site<'_> {
        Site { world: &self.world, port: self.port, elapsed: self.clock.elapsed().as_secs(), started: self.started }
    }
}

async fn accept(listener: TcpListener, inner: Arc<Inner>, house: usize) {
    loop {
        let Ok((stream, _)) = listener.accept().await else { continue };
        let inner = Arc::clone(&inner);
        tokio::spawn(async move {
            let service =
                service_fn(|request| std::future::ready(Ok::<_, Infallible>(respond(&inner, house, &request))));
            // A connection that the fetcher drops is no fault of ours.
            _ = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
        });
    }
}

fn respond(inner: &Inner, house: usize, request: &Request<Incoming>) -> Response<Full<Bytes>> {
    let asked = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let answer = answer(inner.site(), house, request.uri().path());
    let tag = format!("\"{}\"", blake3::hash(&answer.body).to_hex().get(..16).unwrap_or_default());
    let mut response = Response::builder();
    if answer.status == StatusCode::OK {
        response = response.header(header::ETAG, &tag).header(header::CACHE_CONTROL, "max-age=10");
    }
    let same = answer.status == StatusCode::OK && asked == Some(tag.as_str());
    let body = if same || request.method() == Method::HEAD { Bytes::new() } else { answer.body };
    let status = if same { StatusCode::NOT_MODIFIED } else { answer.status };
    let response = response.status(status).header(header::CONTENT_TYPE, answer.media_type).body(Full::new(body));
    response.unwrap_or_default()
}

/// What is at a path.
struct Answer {
    status: StatusCode,
    media_type: &'static str,
    body: Bytes,
}

const HTML: &str = "text/html; charset=utf-8";

/// Answers for one house: feed, pages, pictures, robots.txt.
fn answer(site: Site<'_>, place: usize, path: &str) -> Answer {
    let found = |media_type, body: String| Answer { status: StatusCode::OK, media_type, body: body.into() };
    let missing = || Answer { status: StatusCode::NOT_FOUND, media_type: HTML, body: "<h1>404</h1>".into() };
    let Some(house) = site.world.houses.get(place) else { return missing() };
    match path {
        "/" => return found(HTML, pages::list(site, house, place, None)),
        "/robots.txt" => {
            return found("text/plain", "User-agent: *\nDisallow: /search\nDisallow: /account/\n".to_owned());
        }
        _ => {}
    }
    if path == feeds::path(house.dialect) {
        let items: Vec<feeds::Item<'_>> = site
            .world
            .of(place)
            .map(|report| feeds::Item { report, url: site.url(report), updated: site.updated(report) })
            .collect();
        return found(feeds::media_type(house.dialect), feeds::write(house, &site.root(place), &items));
    }
    if let Some(number) = path.strip_prefix("/section/") {
        let section = number.parse::<usize>().ok().and_then(|number| house.sections.get(number.checked_sub(1)?));
        return section.map_or_else(missing, |section| found(HTML, pages::list(site, house, place, Some(section))));
    }
    if let Some(file) = path.strip_prefix("/media/") {
        let picture = texts::PICTURES.iter().find(|(name, _)| *name == file);
        return picture.map_or_else(missing, |(_, bytes)| Answer {
            status: StatusCode::OK,
            media_type: "image/png",
            body: Bytes::from_static(bytes),
        });
    }
    let report = site.world.of(place).find(|report| report.path == path);
    report.map_or_else(missing, |report| found(HTML, pages::article(site, house, report)))
}

#[cfg(test)]
mod tests;
