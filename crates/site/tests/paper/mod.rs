//! The site over real HTTP, for tests.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]
#![allow(dead_code, reason = "each test takes what it needs")]

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use store::Store;

use crate::world;

/// A paper over a small store, served on a port of its own until it is dropped.
pub struct Paper {
    pub address: SocketAddr,
    pub store: Store,
    pub files: store::media::Files,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    server: Option<std::thread::JoinHandle<()>>,
    pub ids: Vec<model::Id>,
    _folder: tempfile::TempDir,
}

pub fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// A paper with its ordinary settings.
pub fn paper() -> Paper {
    paper_with(site::Settings::default())
}

/// A paper with these settings, but for its address.
pub fn paper_with(settings: site::Settings) -> Paper {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&folder.path().join("paper.db").to_string_lossy(), &store::Options::default()).unwrap();
    let ids = world::fill(&store, now());
    let index = store::search::Index::open(&folder.path().join("index")).unwrap();
    while index.follow(&store).unwrap().more {}
    let (stop, stopped) = tokio::sync::oneshot::channel();
    let (tell, told) = std::sync::mpsc::channel();
    let files = store::media::Files::new(folder.path().join("media"));
    let (given, kept) = (store.clone(), files.clone());
    let server = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            let address = listener.local_addr().unwrap();
            tell.send(address).unwrap();
            let settings = site::Settings { address: format!("http://{address}"), ..settings };
            let hub = site::Hub { store: given, index: Some(index.into()), files: kept, settings, metrics: None };
            site::serve(hub, listener, async { drop(stopped.await) }).await.unwrap();
        });
    });
    Paper { address: told.recv().unwrap(), store, files, stop: Some(stop), server: Some(server), ids, _folder: folder }
}

impl Drop for Paper {
    fn drop(&mut self) {
        drop(self.stop.take());
        self.server.take().map(|server| server.join());
    }
}

pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v)
    }
}

impl Paper {
    pub fn send(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
        Answer { status, head: head.to_owned(), body: body.to_owned() }
    }

    pub fn get(&self, path: &str, more: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n{more}\r\n"))
    }

    pub fn post(&self, path: &str, more: &str, body: &str) -> Answer {
        let length = body.len();
        self.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n{more}\r\n{body}"
        ))
    }

    pub fn own(&self) -> String {
        format!("Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\n", self.address)
    }

    pub fn story(&self) -> String {
        let moved = self.get(&format!("/story/{}", self.ids[0]), "");
        assert_eq!(moved.status, 308);
        moved.header("location").unwrap().to_owned()
    }
}
