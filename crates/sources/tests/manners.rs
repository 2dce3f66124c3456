//! The fetcher against small servers on loopback: each of them does something that outlets do, or that somebody would try.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use sources::{Answer, Fault, FaultKind, Fetcher, Options, Purpose, Request};

/// A request as a server saw it: its first line and its headers, and when.
type Seen = Arc<Mutex<Vec<(String, Instant)>>>;

struct Server {
    at: SocketAddr,
    seen: Seen,
    /// The most requests under way at once.
    most: Arc<AtomicUsize>,
}

impl Server {
    /// Serves on `host` (of 127.0.0.0/8), each connection on a thread of its own, by `answer`, which gets the request's head.
    fn start(host: &str, answer: impl Fn(&str, &mut TcpStream) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((host, 0)).unwrap();
        let (at, seen, most) = (listener.local_addr().unwrap(), Seen::default(), Arc::new(AtomicUsize::new(0)));
        let (answer, open) = (Arc::new(answer), Arc::new(AtomicUsize::new(0)));
        let server = Self { at, seen: seen.clone(), most: most.clone() };
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, seen, open, most) = (answer.clone(), seen.clone(), open.clone(), most.clone());
                thread::spawn(move || {
                    most.fetch_max(open.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let mut stream = stream;
                    let head = head(&mut stream);
                    seen.lock().unwrap().push((head.clone(), Instant::now()));
                    answer(&head, &mut stream);
                    open.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        server
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    fn asked(&self, path: &str) -> usize {
        self.seen.lock().unwrap().iter().filter(|(head, _)| head.starts_with(&format!("GET {path} "))).count()
    }

    fn heads(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(|(head, _)| head.clone()).collect()
    }
}

fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|n| n == 1) {
        head.push(byte[0]);
    }
    head.iter().map(|&byte| char::from(byte)).collect()
}

fn path(head: &str) -> &str {
    head.split(' ').nth(1).unwrap_or_default()
}

fn reply(stream: &mut TcpStream, status: &str, headers: &str, body: &[u8]) {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\n{headers}\r\n", body.len());
    let _ = stream.write_all(head.as_bytes());
    let _ = stream.write_all(body);
}

/// A fetcher that may go to 127.1.0.0/16 and nowhere else inside.
fn fetcher() -> Fetcher {
    fetcher_with(|_| {})
}

fn fetcher_with(change: impl FnOnce(&mut Options)) -> Fetcher {
    let mut options = Options { allow: vec!["127.1.0.0/16".parse().unwrap()], ..Options::default() };
    change(&mut options);
    Fetcher::new(options).unwrap()
}

async fn get(fetcher: &Fetcher, url: &str, purpose: Purpose) -> Result<Answer, Fault> {
    fetcher.fetch(&Request { url: url.to_owned(), purpose, etag: None, last_modified: None }).await
}

/// What a fetch of this feed comes to.
async fn kind(fetcher: &Fetcher, url: &str) -> FaultKind {
    get(fetcher, url, Purpose::Feed).await.unwrap_err().kind
}

#[tokio::test]
async fn nothing_inner_is_reached_however_it_is_written() {
    let trap = Server::start("127.0.0.1", |_, stream| reply(stream, "200 OK", "", b"secret"));
    let port = trap.at.port();
    let to = Arc::new(Mutex::new(String::new()));
    let outlet = {
        let to = to.clone();
        Server::start("127.1.0.1", move |_, stream| {
            reply(stream, "302 Found", &format!("Location: {}\r\n", to.lock().unwrap()), b"");
        })
    };
    let fetcher = fetcher_with(|options| {
        options.resolver =
            Arc::new(|_, port| Box::pin(async move { Ok(vec![SocketAddr::from(([127, 0, 0, 1], port))]) }));
    });
    for host in [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "127.1",
        "127.0.0.1.",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "0.0.0.0",
        "[::]",
        "localhost",
        "inner.example",
        "user:word@127.0.0.1",
        "１２７.0.0.1",
    ] {
        let url = format!("http://{host}:{port}/");
        assert_eq!(kind(&fetcher, &url).await, FaultKind::Address, "{url}");
        *to.lock().unwrap() = url.replace("１２７", "127");
        let first = get(&fetcher, &outlet.url("/feed"), Purpose::Feed).await;
        assert_eq!(first.unwrap_err().kind, FaultKind::Address, "redirect to {url}");
        let page = get(&fetcher, &url, Purpose::Page).await;
        assert_eq!(page.unwrap_err().kind, FaultKind::Address, "page at {url}");
    }
    assert!(trap.heads().is_empty(), "{:?}", trap.heads());
}

#[tokio::test]
async fn a_name_that_changes_its_address_is_checked_each_time() {
    let trap = Server::start("127.0.0.1", |_, stream| reply(stream, "200 OK", "", b"secret"));
    let port = trap.at.port();
    let times = AtomicUsize::new(0);
    let fetcher = fetcher_with(|options| {
        options.resolver = Arc::new(move |_, _| {
            // First an address that is allowed (nobody listens there), then the inner one.
            let inner = times.fetch_add(1, Ordering::SeqCst) > 0;
            let address = if inner { [127, 0, 0, 1] } else { [127, 1, 0, 99] };
            Box::pin(async move { Ok(vec![SocketAddr::from((address, port))]) })
        });
    });
    let url = format!("http://rebinding.example:{port}/");
    assert_eq!(kind(&fetcher, &url).await, FaultKind::Unreachable);
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    assert_eq!(kind(&fetcher, &url).await, FaultKind::Address);
    assert!(trap.heads().is_empty());
}

#[tokio::test]
async fn other_schemes_and_ports_are_refused() {
    let fetcher = fetcher();
    for url in [
        "file:///etc/passwd",
        "ftp://example.org/",
        "gopher://example.org/",
        "data:text/html,x",
        "http://",
        "nonsense",
        "http://8.8.8.8:22/",
        "http://8.8.8.8:6379/",
        "http://exa\0mple.org/",
    ] {
        assert_eq!(kind(&fetcher, url).await, FaultKind::Address, "{url}");
    }
}

#[tokio::test]
async fn redirects_are_followed_but_not_for_ever() {
    let server = Server::start("127.1.0.1", |head, stream| {
        let (status, to) = match path(head) {
            "/old" => ("301 Moved Permanently", "/new"),
            "/new" => return reply(stream, "200 OK", "", b"here"),
            "/ring" => ("302 Found", "/round"),
            "/round" => ("302 Found", "/ring"),
            other => return reply(stream, "302 Found", &format!("Location: {other}x\r\n"), b""),
        };
        reply(stream, status, &format!("Location: {to}\r\n"), b"");
    });
    let fetcher = fetcher();
    let answer = get(&fetcher, &server.url("/old"), Purpose::Feed).await.unwrap();
    assert_eq!((answer.url, answer.body), (server.url("/new"), Some(b"here".to_vec())));
    assert!(answer.redirects.iter().all(|hop| hop.permanent) && answer.redirects.len() == 1);
    assert_eq!(kind(&fetcher, &server.url("/ring")).await, FaultKind::Address);
    assert_eq!((server.asked("/ring"), server.asked("/round")), (1, 1));
    assert_eq!(kind(&fetcher, &server.url("/on")).await, FaultKind::Address);
    assert!(server.heads().len() <= 10);
}

#[tokio::test]
async fn one_host_is_asked_one_thing_at_a_time() {
    let server = Server::start("127.1.0.1", |head, stream| {
        thread::sleep(Duration::from_millis(30));
        match path(head) {
            "/robots.txt" => reply(stream, "404 Not Found", "", b""),
            // A body that is given up before its end: its connection must be closed before the next request.
            p if p.starts_with("/large") => reply(stream, "200 OK", "", &vec![b'x'; 12 << 20]),
            _ => reply(stream, "200 OK", "", b"page"),
        }
    });
    let fetcher = fetcher();
    let fetches: Vec<_> = (0..12)
        .map(|n| {
            let (fetcher, purpose) = (fetcher.clone(), if n % 2 == 0 { Purpose::Page } else { Purpose::Feed });
            let url = server.url(&format!("/{}{n}", if n % 3 == 0 { "large" } else { "page" }));
            tokio::spawn(async move { get(&fetcher, &url, purpose).await.map_err(|fault| fault.kind) })
        })
        .collect();
    for (n, fetch) in fetches.into_iter().enumerate() {
        let outcome = fetch.await.unwrap().map(|answer| answer.status);
        assert_eq!(outcome, if n % 3 == 0 { Err(FaultKind::TooLarge) } else { Ok(200) });
    }
    assert_eq!(server.asked("/robots.txt"), 1);
    // A hang-up reaches the other side a moment later, so a server may count one that is already gone.
    assert!(server.most.load(Ordering::SeqCst) <= 2);
}

#[tokio::test]
async fn a_domain_that_asks_for_a_rest_gets_it() {
    let server =
        Server::start("127.1.0.1", |_, stream| reply(stream, "429 Too Many Requests", "Retry-After: 1\r\n", b""));
    let date = Server::start("127.1.0.2", |_, stream| {
        // The host's clock is an hour slow: the rest counts by its own.
        let headers = "Date: Mon, 02 Mar 2026 10:00:00 GMT\r\nRetry-After: Mon, 02 Mar 2026 10:01:00 GMT\r\n";
        reply(stream, "503 Service Unavailable", headers, b"");
    });
    let silent = Server::start("127.1.0.3", |_, stream| reply(stream, "503 Service Unavailable", "", b""));
    let fetcher = fetcher();
    let now = || jiff::Timestamp::now().as_second();
    for (server, low, high) in [(&server, 1, 3), (&date, 60, 62), (&silent, 600, 602)] {
        let FaultKind::Paused { domain, until } = kind(&fetcher, &server.url("/feed")).await else { panic!() };
        assert_eq!(domain, server.at.ip().to_string());
        assert!((low..=high).contains(&(until - now())), "{} {}", server.at, until - now());
        for purpose in [Purpose::Feed, Purpose::Page, Purpose::Picture] {
            let fault = get(&fetcher, &server.url("/other"), purpose).await.unwrap_err();
            assert_eq!(fault.kind, FaultKind::Paused { domain: domain.clone(), until });
        }
        assert_eq!(server.heads().len(), 1, "neither pages nor robots.txt are asked for in a pause");
    }
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    let _ = kind(&fetcher, &server.url("/feed")).await;
    assert_eq!(server.heads().len(), 2);
}

#[tokio::test]
async fn robots_are_obeyed_for_pages_and_not_asked_for_feeds() {
    let server = Server::start("127.1.0.1", |head, stream| match path(head) {
        "/robots.txt" => reply(
            stream,
            "200 OK",
            "",
            b"User-agent: *\nDisallow: /\n\nUser-agent: Broadsheet\nDisallow: /inner/\nCrawl-delay: 0.5\n",
        ),
        "/short" => reply(stream, "302 Found", "Location: /inner/page\r\n", b""),
        _ => reply(stream, "200 OK", "", b"page"),
    });
    let fetcher = fetcher();
    get(&fetcher, &server.url("/inner/feed"), Purpose::Feed).await.unwrap();
    assert_eq!(server.asked("/robots.txt"), 0);
    for path in ["/inner/page", "/short"] {
        let fault = get(&fetcher, &server.url(path), Purpose::Page).await.unwrap_err();
        assert_eq!(fault.kind, FaultKind::Robots, "{path}");
    }
    assert_eq!((server.asked("/inner/page"), server.asked("/robots.txt")), (0, 1));
    let began = Instant::now();
    for path in ["/one", "/two"] {
        get(&fetcher, &server.url(path), Purpose::Page).await.unwrap();
    }
    assert!(began.elapsed() >= Duration::from_millis(900), "Crawl-delay: {:?}", began.elapsed());
}

#[tokio::test]
async fn robots_that_cannot_be_had_are_a_no_for_now() {
    let broken = Server::start("127.1.0.1", |_, stream| reply(stream, "500 Internal Server Error", "", b""));
    let none = Server::start("127.1.0.2", |head, stream| match path(head) {
        "/robots.txt" => reply(stream, "403 Forbidden", "", b""),
        _ => reply(stream, "200 OK", "", b"page"),
    });
    let elsewhere = none.url("/rules.txt");
    let moved = Server::start("127.1.0.3", move |head, stream| match path(head) {
        "/robots.txt" => reply(stream, "301 Moved Permanently", &format!("Location: {elsewhere}\r\n"), b""),
        _ => reply(stream, "200 OK", "", b"page"),
    });
    let fetcher = fetcher();
    let fault = get(&fetcher, &broken.url("/page"), Purpose::Page).await.unwrap_err();
    assert_eq!((fault.kind, broken.asked("/page")), (FaultKind::Unreachable, 0));
    assert!(get(&fetcher, &none.url("/page"), Purpose::Page).await.is_ok());
    assert!(get(&fetcher, &moved.url("/page"), Purpose::Page).await.is_ok());
    assert_eq!(none.asked("/rules.txt"), 1, "robots.txt is followed to another host");
}

#[tokio::test]
async fn a_host_out_of_reach_is_not_hammered() {
    let server = Server::start("127.1.0.1", |_, _| {});
    let fetcher = fetcher();
    for n in 0..10 {
        let purpose = if n % 2 == 0 { Purpose::Page } else { Purpose::Feed };
        let fault = get(&fetcher, &server.url(&format!("/{n}")), purpose).await.unwrap_err();
        assert_eq!(fault.kind, FaultKind::Unreachable);
    }
    assert_eq!(server.heads().len(), 1);
}

#[tokio::test]
async fn half_an_answer_is_no_answer() {
    let server = Server::start("127.1.0.1", |head, stream| {
        let begin = match path(head) {
            "/length" => "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf a page",
            "/chunks" => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
            _ => "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf",
        };
        let _ = stream.write_all(begin.as_bytes());
    });
    let fetcher = fetcher();
    for path in ["/length", "/chunks", "/chunk"] {
        assert_eq!(kind(&fetcher, &server.url(path)).await, FaultKind::Truncated, "{path}");
    }
}

#[tokio::test]
async fn a_trickle_and_a_silence_are_cut() {
    let server = Server::start("127.1.0.1", |head, stream| {
        if path(head) == "/drip" {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(b"x").is_ok() {
                thread::sleep(Duration::from_millis(50));
            }
        }
        thread::sleep(Duration::from_secs(5));
    });
    let fetcher = fetcher_with(|options| options.timeout = Duration::from_millis(600));
    for path in ["/drip", "/silence"] {
        let began = Instant::now();
        assert_eq!(kind(&fetcher, &server.url(path)).await, FaultKind::Timeout, "{path}");
        assert!(began.elapsed() < Duration::from_secs(3), "{path}");
    }
    assert!(Options::default().timeout < Duration::from_secs(45));
}

#[tokio::test]
async fn endless_and_packed_bodies_stop_at_the_limit() {
    let sent = Arc::new(AtomicUsize::new(0));
    let server = {
        let sent = sent.clone();
        Server::start("127.1.0.1", move |head, stream| {
            if path(head) == "/bomb" {
                let bomb = zstd::encode_all(vec![b' '; 64 << 20].as_slice(), 3).unwrap();
                return reply(stream, "200 OK", "Content-Encoding: zstd\r\n", &bomb);
            }
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n");
            while stream.write_all(&[b'x'; 65_536]).is_ok() {
                sent.fetch_add(65_536, Ordering::SeqCst);
            }
        })
    };
    let fetcher = fetcher();
    for path in ["/endless", "/bomb"] {
        assert_eq!(kind(&fetcher, &server.url(path)).await, FaultKind::TooLarge, "{path}");
    }
    assert!(sent.load(Ordering::SeqCst) < 24 << 20);
}

#[tokio::test]
async fn what_was_too_large_is_asked_for_only_if_it_changed() {
    let server = Server::start("127.1.0.1", |head, stream| {
        if head.contains("if-none-match: \"large\"") {
            return reply(stream, "304 Not Modified", "", b"");
        }
        reply(stream, "200 OK", "ETag: \"large\"\r\n", &vec![b'x'; 12 << 20]);
    });
    let fetcher = fetcher();
    for _ in 0..2 {
        assert_eq!(kind(&fetcher, &server.url("/feed")).await, FaultKind::TooLarge);
    }
    let heads = server.heads();
    assert!(heads.len() == 2 && heads.last().unwrap().contains("if-none-match"), "{heads:?}");
}

#[tokio::test]
async fn validators_go_back_byte_for_byte_and_to_their_address_alone() {
    let server = Server::start("127.1.0.1", |head, stream| match path(head) {
        "/robots.txt" => reply(stream, "404 Not Found", "", b""),
        "/short" => reply(stream, "302 Found", "Location: /page\r\n", b""),
        _ if head.contains("if-none-match") => reply(stream, "304 Not Modified", "", b""),
        _ => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nETag: W/\"caf\xe9 1\"\r\nLast-Modified: Mon,  2 Mar 2026\r\nContent-Length: 4\r\n\r\npage");
        }
    });
    let fetcher = fetcher();
    let first = get(&fetcher, &server.url("/page"), Purpose::Page).await.unwrap();
    assert_eq!(first.etag.as_deref(), Some("W/\"caf\u{e9} 1\""));
    let again = get(&fetcher, &server.url("/short"), Purpose::Page).await.unwrap();
    assert_eq!((again.status, again.body, again.etag), (304, None, first.etag));
    let heads = server.heads();
    let last = heads.last().unwrap();
    assert!(
        last.contains("if-none-match: W/\"caf\u{e9} 1\"\r\n")
            && last.contains("if-modified-since: Mon,  2 Mar 2026\r\n"),
        "{last}"
    );
    assert!(!heads.iter().any(|head| head.starts_with("GET /short") && head.contains("if-")));
    // Who looks for feeds or wants a picture has no earlier body.
    assert!(get(&fetcher, &server.url("/page"), Purpose::Discovery).await.unwrap().body.is_some());
    for head in heads {
        let head = head.to_ascii_lowercase();
        assert!(
            head.contains("user-agent: broadsheet/") && !head.contains("cookie") && !head.contains("referer"),
            "{head}"
        );
    }
}

#[tokio::test]
async fn an_answer_not_modified_that_nobody_asked_for_is_a_fault() {
    let server = Server::start("127.1.0.1", |_, stream| reply(stream, "304 Not Modified", "", b""));
    assert_eq!(kind(&fetcher(), &server.url("/feed")).await, FaultKind::Answer);
}

#[tokio::test]
async fn a_slow_host_holds_up_no_other() {
    let slow = Server::start("127.1.0.1", |_, _| thread::sleep(Duration::from_secs(5)));
    let quick = Server::start("127.1.0.2", |_, stream| reply(stream, "200 OK", "", b"feed"));
    let fetcher = fetcher_with(|options| {
        options.connections = 2;
        options.timeout = Duration::from_secs(2);
    });
    let waiting: Vec<_> = (0..10)
        .map(|n| {
            let (fetcher, url) = (fetcher.clone(), slow.url(&format!("/{n}")));
            tokio::spawn(async move { get(&fetcher, &url, Purpose::Feed).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let began = Instant::now();
    get(&fetcher, &quick.url("/feed"), Purpose::Feed).await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(1));
    waiting.iter().for_each(tokio::task::JoinHandle::abort);
}
