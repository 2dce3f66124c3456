//! Outlets on this machine: the first telling of the demo's reports, each outlet on a loopback address of its own, with a feed, validators
//! and robots.txt. What was asked is written down.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use model::Stamp;

use crate::world::{Capture, World};

/// One request, as it was answered.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The loopback address that was asked.
    pub host: String,
    /// The path.
    pub path: String,
    /// Did it come with `If-None-Match`?
    pub conditional: bool,
    /// What was answered; 0: the asker went away before.
    pub status: u16,
}

/// What the threads of the web share.
struct Shared {
    /// By host and path.
    pages: Mutex<BTreeMap<(String, String), String>>,
    asked: Mutex<Vec<Asked>>,
    /// Milliseconds that an article's page takes.
    slow: AtomicU64,
}

/// The web; it answers as long as the test runs.
pub struct Web {
    shared: Arc<Shared>,
    port: u16,
    /// The outlets' addresses.
    pub hosts: Vec<String>,
    /// How many articles they have.
    pub articles: usize,
}

/// Serves the reports of the first `outlets` outlets of a world.
pub fn serve(world: &World, outlets: usize) -> Web {
    let mut by_outlet: BTreeMap<String, Vec<&Capture>> = BTreeMap::new();
    for capture in &world.captures {
        let host = capture.url.split('/').nth(2).unwrap();
        // Of each page what was captured first: no corrections.
        let known = by_outlet.entry(host.to_owned()).or_default();
        if capture.url.contains("/0/") && known.iter().all(|k| k.url != capture.url) {
            known.push(capture);
        }
    }
    let listener = TcpListener::bind("0.0.0.0:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let (mut pages, mut hosts, mut articles) = (BTreeMap::new(), Vec::new(), 0);
    for (n, captures) in by_outlet.into_values().take(outlets).enumerate() {
        let host = format!("127.0.9.{}", n + 1);
        pages.insert((host.clone(), "/feed".to_owned()), feed(&host, port, &captures));
        articles += captures.len();
        for capture in captures {
            pages.insert((host.clone(), path_of(capture)), capture.html.clone());
        }
        hosts.push(host);
    }
    let shared = Arc::new(Shared { pages: Mutex::new(pages), asked: Mutex::default(), slow: AtomicU64::new(0) });
    std::thread::spawn({
        let shared = shared.clone();
        move || {
            for stream in listener.incoming().flatten() {
                let shared = shared.clone();
                std::thread::spawn(move || answer(&shared, stream));
            }
        }
    });
    Web { shared, port, hosts, articles }
}

impl Web {
    /// Writes the outlets as a list for `outlets import`.
    pub fn write_outlets(&self, path: &Path) {
        let mut lines = String::new();
        for host in &self.hosts {
            let at = format!("http://{host}:{}", self.port);
            writeln!(lines, r#"{{"name": "{host}", "home": "{at}/", "text": "full", "feeds": ["{at}/feed"]}}"#)
                .unwrap();
        }
        std::fs::write(path, lines).unwrap();
    }

    /// Each outlet publishes one more article.
    pub fn publish(&mut self) {
        let mut pages = self.shared.pages.lock().unwrap();
        for host in &self.hosts {
            let path = format!("/late/{}", self.articles);
            let (headline, text) = (format!("Late news from {host}"), "Nobody had expected it any more. ".repeat(20));
            let entry = entry(host, self.port, &path, &headline, &Stamp::utc(1_773_200_000));
            let html = format!(
                "<!doctype html><html lang=\"en\"><head><title>{headline}</title></head>\
                 <body><article><h1>{headline}</h1><p>{text}</p></article></body></html>"
            );
            pages.insert((host.clone(), path), html);
            let feed = pages.get_mut(&(host.clone(), "/feed".to_owned())).unwrap();
            *feed = feed.replace("</feed>", &(entry + "</feed>"));
            self.articles += 1;
        }
    }

    /// How long an article's page takes from now on.
    pub fn slow(&self, time: Duration) {
        self.shared.slow.store(u64::try_from(time.as_millis()).unwrap(), Ordering::Relaxed);
    }

    /// Forgets what was asked.
    pub fn forget(&self) {
        self.shared.asked.lock().unwrap().clear();
    }

    /// What was asked so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.asked.lock().unwrap().clone()
    }

    /// What was sent more than once, robots.txt aside.
    pub fn asked_twice(&self) -> Vec<String> {
        let mut times: BTreeMap<String, usize> = BTreeMap::new();
        for asked in self.asked().into_iter().filter(|asked| asked.status == 200 && asked.path != "/robots.txt") {
            *times.entry(asked.host + &asked.path).or_default() += 1;
        }
        times.into_iter().filter(|(_, times)| *times > 1).map(|(address, _)| address).collect()
    }
}

fn path_of(capture: &Capture) -> String {
    capture.url.splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap()
}

fn feed(host: &str, port: u16, captures: &[&Capture]) -> String {
    let mut items = String::new();
    for capture in captures {
        let (_, headline) = capture.html.split_once("<title>").unwrap();
        let (headline, _) = headline.split_once("</title>").unwrap();
        items += &entry(host, port, &path_of(capture), headline, &Stamp::utc(capture.at));
    }
    format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>{host}</id><title>{host}</title>{items}</feed>")
}

fn entry(host: &str, port: u16, path: &str, headline: &str, at: &Stamp) -> String {
    format!(
        "<entry><id>{path}</id><title>{headline}</title><link href=\"http://{host}:{port}{path}\"/><updated>{at}</updated></entry>"
    )
}

/// One connection, one answer.
fn answer(shared: &Shared, stream: TcpStream) {
    let host = stream.local_addr().unwrap().ip().to_string();
    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
    let Some(path) = lines.next().and_then(|line| line.split(' ').nth(1).map(str::to_owned)) else { return };
    let head: Vec<String> = lines.take_while(|line| !line.is_empty()).map(|line| line.to_lowercase()).collect();
    let known = head.iter().find_map(|line| line.strip_prefix("if-none-match: ").map(str::to_owned));
    let page = match path.as_str() {
        "/robots.txt" => Some("User-agent: *\nDisallow: /private/\n".to_owned()),
        _ => shared.pages.lock().unwrap().get(&(host.clone(), path.clone())).cloned(),
    };
    if !matches!(path.as_str(), "/robots.txt" | "/feed") {
        std::thread::sleep(Duration::from_millis(shared.slow.load(Ordering::Relaxed)));
    }
    let etag = page.as_ref().map(|page| format!("\"{}\"", page.len()));
    let kind = if path == "/feed" { "application/atom+xml" } else { "text/html; charset=utf-8" };
    let (mut status, text) = match page {
        None => (404, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_owned()),
        Some(_) if known == etag => (304, format!("HTTP/1.1 304 Not Modified\r\nETag: {}\r\n\r\n", etag.unwrap())),
        Some(page) => {
            let length = page.len();
            let head = format!("ETag: {}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n", etag.unwrap());
            (200, format!("HTTP/1.1 200 OK\r\n{head}\r\n{page}"))
        }
    };
    // Has the asker gone away meanwhile?
    stream.set_nonblocking(true).unwrap();
    if matches!(stream.peek(&mut [0]), Ok(0)) {
        status = 0;
    }
    stream.set_nonblocking(false).unwrap();
    // Before it is sent: whoever has the answer finds it written down.
    shared.asked.lock().unwrap().push(Asked { host, path, conditional: known.is_some(), status });
    let _ = (&stream).write_all(text.as_bytes());
    let _ = stream.shutdown(Shutdown::Both);
}

/// Asks a hub for a page; the status of its answer.
pub fn get(at: &str, path: &str) -> u16 {
    let mut stream = TcpStream::connect(at).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    std::io::Read::read_to_end(&mut stream, &mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer);
    answer.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0)
}
