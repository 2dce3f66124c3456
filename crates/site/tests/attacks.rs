//! What people send who mean harm, to the real server: each test names what must not happen.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod paper;
mod sign_in;
mod world;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use paper::{Answer, Paper, now, paper, paper_with};
use store::stories;

/// Ten times what was measured on a busy machine.
const SOON: Duration = Duration::from_secs(5);

/// A connection with a limit on how long is waited for bytes.
fn connect(paper: &Paper) -> TcpStream {
    let stream = TcpStream::connect(paper.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream
}

/// What comes until the other end closes, however it does.
fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut piece = [0; 16_384];
    while let Ok(count @ 1..) = stream.read(&mut piece) {
        bytes.extend_from_slice(&piece[..count]);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Makes an administrator; the headers of a signed-in visit.
fn signed_in(paper: &Paper) -> String {
    let token = paper.store.write(|tx| store::users::make_link(tx, "first admin", None, now() + 60)).unwrap();
    let body = "name=anna&password=a+long+enough+password";
    let entered = paper.post(&format!("/admin/first/{token}"), &paper.own(), body);
    let cookie = entered.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    format!("Cookie: {cookie}\r\n")
}

#[test]
fn no_page_holds_inline_code() {
    let paper = paper();
    let signed = signed_in(&paper);
    let story = paper.story();
    let front = paper.get("/", "").body;
    let report = front
        .split("href=\"/report/")
        .nth(1)
        .map_or("/".to_owned(), |rest| format!("/report/{}", rest.split('"').next().unwrap()));
    let id = paper.ids[0];
    let back =
        ["/admin", "/admin/outlets", "/admin/work", "/admin/log", &format!("/admin/stories/{id}")].map(str::to_owned);
    let front = [
        "/",
        &story,
        &report,
        "/world",
        "/outlets",
        "/outlet/harbour-times",
        "/name/olga-novak",
        "/search?q=grain",
        "/search",
        "/about",
        "/settings",
        "/nowhere",
        "/admin/sign-in",
        "/admin/first/x",
    ]
    .map(str::to_owned);
    for path in front.into_iter().chain(back) {
        let answer = paper.get(&path, &signed);
        let policy = answer.header("content-security-policy").unwrap_or_default().to_owned();
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        for part in ["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"] {
            assert!(policy.contains(part), "{path}: {part}");
        }
        for tag in answer.body.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            let lower = tag.to_lowercase();
            let inline =
                lower.starts_with("script") && !lower.contains("src=\"/") && !lower.contains("application/ld+json");
            let handler = lower
                .split_whitespace()
                .skip(1)
                .any(|attribute| attribute.starts_with("on") && attribute.contains('='));
            assert!(
                !inline && !handler && !lower.starts_with("style") && !lower.contains(" style="),
                "{path}: <{tag}>"
            );
            assert!(
                !lower.contains("javascript:") && !lower.contains("src=\"http") && !lower.contains("src=\"//"),
                "{path}: <{tag}>"
            );
        }
    }
}

#[test]
fn no_address_leads_elsewhere_or_adds_a_header() {
    let paper = paper();
    let signed = signed_in(&paper);
    let id = paper.ids[0];
    let mut paths: Vec<String> = [
        "//evil.example",
        "///evil.example/",
        "/\\evil.example",
        "/\\\\evil.example/",
        "/%5cevil.example/",
        "/%2f%2fevil.example/",
        "/%2fevil.example/",
        "/./%2e%2e//evil.example/",
        "//evil.example%0d%0aX-Bad:%20yes",
        "/%0d%0aX-Bad:%20yes",
        "/world%0d%0aX-Bad: yes/",
        "/outlets/%0d%0aX-Bad:%20yes",
        "/outlet/%0aX-Bad:yes/",
        "/name/%0d%0aX-Bad:yes/",
        "/search?q=%0d%0aX-Bad:%20yes",
        "/search.rss?q=%0d%0aX-Bad:%20yes",
        "/admin/sign-in?next=//evil.example/",
        "/admin?next=https://evil.example/",
        "/@evil.example/",
        "http://evil.example/",
        "http://evil.example//evil.example/",
    ]
    .map(str::to_owned)
    .into();
    paths.extend([
        format!("/story/{id}/%0d%0aX-Bad:%20yes"),
        format!("/story/{id}//evil.example"),
        format!("/story/{id}\\evil.example"),
    ]);
    for more in ["", &signed] {
        for path in &paths {
            let answer = paper.get(path, more);
            assert!(answer.status < 500, "{path}: {}", answer.body);
            assert_eq!(answer.header("x-bad"), None, "{path}");
            let location = answer.header("location").unwrap_or("/");
            let own = location.starts_with('/') && !location.starts_with("//") && !location.starts_with("/\\");
            assert!(own, "{path} leads to {location}");
        }
    }
    let body = "name=anna&password=a+long+enough+password&next=https%3A%2F%2Fevil.example%2F";
    let entered = paper.post("/admin/sign-in?next=//evil.example/", &paper.own(), body);
    assert_eq!((entered.status, entered.header("location")), (303, Some("/admin")));

    // A headline with line ends in it becomes an address without.
    paper
        .store
        .write(|tx| {
            let story = stories::get(tx, id)?.unwrap();
            let headline = "Talks\r\nX-Bad: yes\r\n\r\n<script>".to_owned();
            stories::save(tx, &stories::Story { slug: store::slug(&headline), headline, ..story })
        })
        .unwrap();
    std::thread::sleep(Duration::from_millis(700));
    let moved = paper.get(&format!("/story/{id}"), "");
    assert_eq!((moved.status, moved.header("x-bad")), (308, None), "{}", moved.head);
    let page = paper.get(moved.header("location").unwrap(), "").body;
    assert!(page.contains("Talks") && !page.contains("<script>"));
}

#[test]
fn no_path_leaves_its_folder() {
    let paper = paper();
    let signed = signed_in(&paper);
    for path in [
        "/../../../../etc/passwd",
        "/media/../../../../../etc/passwd",
        "/media/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/media/%2e%2e/paper.db",
        "/media/%252e%252e%252fpaper.db",
        "/media/..%5c..%5cpaper.db",
        "/media//etc/passwd",
        "/media/%00",
        "/media/paper.db%00.png",
        "/media/0000000000000000000000000000000000000000000000000000000000000000",
        "/site.css/../../paper.db",
        "/site.css%00",
        "/templates/base.html",
        "/base.html",
        "/admin/base.html",
        "/paper.db",
        "/%2e%2e%2fpaper.db",
        "/....//paper.db",
        "/outlet/..%2f..%2fpaper.db",
        "/name/../../paper.db.rss",
        "/admin/work/..%2f..%2fpaper.db/input",
        "/admin/outlets/../../../paper.db",
    ] {
        let answer = paper.get(path, &signed);
        assert!([400, 404, 308, 303].contains(&answer.status), "{path}: {} {}", answer.status, answer.body);
        assert!(
            !answer.body.contains("root:") && !answer.body.contains("SQLite format") && !answer.body.contains("{%"),
            "{path}"
        );
    }
}

#[test]
fn a_forged_address_of_the_visitor_counts_for_nothing() {
    let paper = paper();
    // Each try pretends to come from elsewhere and is for another account: the address behind them is still one.
    let tries: Vec<u16> = (0..40)
        .map(|n| {
            let forged = format!(
                "{}X-Forwarded-For: 203.0.113.{n}\r\nX-Real-IP: 203.0.113.{n}\r\nForwarded: for=203.0.113.{n}\r\n",
                paper.own()
            );
            paper.post("/admin/sign-in", &forged, &format!("name=nobody{n}&password=wrong")).status
        })
        .collect();
    assert_eq!((tries.first(), tries.last()), (Some(&403), Some(&429)), "{tries:?}");
    assert_eq!(paper.get("/metrics", "").status, 200, "this machine may see the figures");
    for forged in ["X-Forwarded-For: 127.0.0.1\r\n", "X-Forwarded-For: ::1, 127.0.0.1\r\n", "X-Forwarded-For: \r\n"] {
        assert_eq!(paper.get("/metrics", forged).status, 403, "{forged}");
    }
}

#[test]
fn a_trusted_proxy_tells_visitors_apart() {
    let paper = paper_with(site::Settings { trusted_proxies: vec!["127.0.0.0/8".into()], ..site::Settings::default() });
    let entered = |address: &str, n: usize| {
        let told = format!("{}X-Forwarded-For: 198.51.100.1, {address}\r\n", paper.own());
        paper.post("/admin/sign-in", &told, &format!("name=nobody{n}&password=wrong")).status
    };
    let tries: Vec<u16> = (0..32).map(|n| entered("203.0.113.1", n)).collect();
    assert_eq!(tries.last(), Some(&429));
    assert_eq!(entered("203.0.113.2", 99), 403, "another visitor is not held up");
}

#[test]
fn nothing_a_visitor_sends_stands_in_another_ones_page() {
    let paper = paper();
    let signed = signed_in(&paper);
    for path in ["/", "/world", &paper.story(), "/feed.rss", "/feed.json", "/sitemap.xml", "/robots.txt", "/about"] {
        let poisons = [
            "X-Forwarded-Host: evil.example\r\n",
            "X-Host: evil.example\r\n",
            "X-Original-URL: /admin\r\n",
            "X-Rewrite-URL: /admin\r\n",
            "X-Forwarded-Proto: evil\r\nX-Forwarded-Prefix: /evil\r\n",
            "Forwarded: host=evil.example\r\n",
            "Cookie: prefs=dark.large\r\n",
            "X-HTTP-Method-Override: DELETE\r\n",
            "Accept-Language: ar\r\n",
            &signed,
        ];
        let first = paper.get(path, poisons[0]);
        for poison in poisons {
            for asked in [path.to_owned(), format!("{path}?utm=<evil>"), format!("http://evil.example{path}")] {
                let answer = paper.get(&asked, poison);
                if answer.status == 200 {
                    assert_eq!(answer.header("etag"), first.header("etag"), "{asked} with {poison}");
                    assert!(!answer.body.contains("evil"), "{asked} with {poison}");
                }
            }
        }
        let after = paper.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", paper.address));
        assert_eq!((after.status, &after.body), (200, &first.body), "{path}");
        assert!(after.header("cache-control").is_some_and(|control| control.starts_with("public")), "{path}");
    }
    for path in ["/admin", "/admin/sign-in", "/settings", "/prefs.css", "/metrics"] {
        let control = paper.get(path, &signed).header("cache-control").unwrap_or_default().to_owned();
        assert!(control.contains("no-store") || control.contains("private"), "{path}: {control}");
    }
}

#[test]
fn no_form_from_elsewhere_is_taken_and_no_link_changes_anything() {
    let paper = paper();
    let signed = signed_in(&paper);
    let id = paper.ids[0];
    let forms = [
        "/settings",
        "/admin/sign-in",
        "/admin/sign-out",
        "/admin/password",
        "/admin/outlets",
        "/admin/outlets/1",
        "/admin/feeds/1/fetch",
        "/admin/work/1/retry",
        "/admin/decisions/1/undo",
        "/admin/first/x",
        &format!("/admin/stories/{id}/hide"),
        &format!("/admin/stories/{id}/rename"),
    ]
    .map(str::to_owned);
    let numbers = |paper: &Paper| {
        paper.store.read(|tx| Ok((store::changes::last(tx)?, store::outlets::list(tx)?.len()))).unwrap()
    };
    let before = numbers(&paper);
    for path in &forms {
        for from in [
            "",
            "Origin: https://evil.example\r\n",
            "Origin: null\r\n",
            "Sec-Fetch-Site: cross-site\r\n",
            "Sec-Fetch-Site: same-site\r\n",
            &format!("Origin: http://{}\r\nSec-Fetch-Site: cross-site\r\n", paper.address),
            "Referer: https://evil.example/\r\n",
        ] {
            let answer = paper.post(
                path,
                &format!("{signed}{from}"),
                "headline=Evil&address=https%3A%2F%2Fevil.example%2F&theme=dark",
            );
            assert_eq!((answer.status, answer.header("set-cookie")), (403, None), "{path} from {from}");
        }
        let answer = paper.get(&format!("{path}?headline=Evil&address=https%3A%2F%2Fevil.example%2F"), &signed);
        assert!(answer.status < 500 && answer.header("set-cookie").is_none(), "{path}: {}", answer.head);
    }
    assert_eq!(numbers(&paper), before);
    assert_eq!(paper.get("/admin", &signed).status, 200, "still signed in");
}

#[test]
fn one_request_has_one_answer() {
    let paper = paper();
    let host = "Host: x\r\n";
    let second = "GET /admin/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";
    for head in [
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: 5, 6\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: -5\r\n",
        "Content-Length: 0x5\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: chunked, gzip\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Transfer-Encoding: \x0bchunked\r\n",
        "X: 1\r\n Transfer-Encoding: chunked\r\n",
        "Content-Length: 5\r\n folded: 1\r\n",
        "Content-Length: 5\rX: 1\r\n",
        "X\0: 1\r\n",
        ": 1\r\n",
    ] {
        let mut stream = connect(&paper);
        stream.write_all(format!("POST /settings HTTP/1.1\r\n{host}{head}\r\n0\r\n\r\n{second}").as_bytes()).unwrap();
        let answer = rest(&mut stream);
        let answers = answer.matches("HTTP/1.1 ").count();
        assert!(answers <= 1 || !answer.contains("sign-in"), "{head:?}: {answer}");
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{head:?}: {answer}");
    }
    for line in [
        "GET /\r\n\r\n",
        "GET / HTTP/0.9\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
        "\x16\x03\x01\x02\0\x01\0",
        "GET /\n HTTP/1.1\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /\u{e9} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ] {
        let mut stream = connect(&paper);
        stream.write_all(line.as_bytes()).unwrap();
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let answer = rest(&mut stream);
        assert!(answer.is_empty() || answer.contains(" 4"), "{line:?}: {answer}");
    }
    assert_eq!(paper.get("/", "").status, 200);
}

#[test]
fn what_is_too_large_is_refused_without_being_kept() {
    let paper = paper();
    let long = "x".repeat(100_000);
    // The answer may be lost where the connection is closed on bytes that nobody reads any more.
    let refused = |answer: &str| answer.is_empty() || answer.starts_with("HTTP/1.1 4");
    let mut stream = connect(&paper);
    let _ = stream.write_all(format!("GET /?{long} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes());
    assert!(refused(&rest(&mut stream)));
    let mut stream = connect(&paper);
    let headers: String = (0..2_000).map(|n| format!("X-{n}: 1\r\n")).collect();
    let _ = stream.write_all(format!("GET / HTTP/1.1\r\nHost: x\r\n{headers}\r\n").as_bytes());
    assert!(refused(&rest(&mut stream)));
    for path in ["/settings", "/admin/sign-in", "/admin/outlets"] {
        let mut stream = connect(&paper);
        let _ = stream.write_all(
            format!("POST {path} HTTP/1.1\r\nHost: x\r\n{}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 999999999\r\n\r\n{long}", paper.own())
                .as_bytes(),
        );
        let answer = rest(&mut stream);
        assert!(refused(&answer), "{path}: {answer}");
    }
}

/// Slow heads are in `serve.rs`.
#[test]
fn a_slow_body_is_cut_off() {
    let paper = paper();
    let mut slow = connect(&paper);
    let head = format!(
        "POST /admin/sign-in HTTP/1.1\r\nHost: x\r\n{}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname=",
        paper.own()
    );
    slow.write_all(head.as_bytes()).unwrap();
    let since = Instant::now();
    let mut other = slow.try_clone().unwrap();
    // A byte now and then keeps the line alive, but not the request.
    let feeder = std::thread::spawn(move || {
        while since.elapsed() < Duration::from_secs(40) && other.write_all(b"a").is_ok() {
            std::thread::sleep(Duration::from_millis(500));
        }
    });
    let answer = rest(&mut slow);
    assert!(since.elapsed() < Duration::from_secs(30), "{:?}", since.elapsed());
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    drop(slow);
    feeder.join().unwrap();
}

#[test]
fn a_reader_who_does_not_read_is_cut_off() {
    let paper = paper();
    let path = paper.story();
    let mut deaf = connect(&paper);
    deaf.set_write_timeout(Some(Duration::from_secs(2))).unwrap();
    // Many answers are asked for at once, until both ends' buffers are full and the server can send no more.
    let many = format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").repeat(500);
    for _ in 0..40 {
        if deaf.write_all(many.as_bytes()).is_err() {
            break;
        }
    }
    std::thread::sleep(Duration::from_secs(35));
    let since = Instant::now();
    deaf.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    let length = rest(&mut deaf).len();
    // A line that is still open would go on sending; one that is cut ends with what lay in the buffers.
    assert!(
        since.elapsed() < SOON
            && deaf.write_all(many.as_bytes()).and_then(|()| deaf.write_all(many.as_bytes())).is_err(),
        "{length} bytes"
    );
}

#[test]
fn a_flood_of_idle_connections_keeps_nobody_out() {
    let paper = paper_with(site::Settings { connections: 50, ..site::Settings::default() });
    let mut flood: Vec<TcpStream> = Vec::new();
    for n in 0..400 {
        let mut idle = TcpStream::connect(paper.address).unwrap();
        if n % 2 == 0 {
            idle.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n").unwrap();
        }
        flood.push(idle);
    }
    let since = Instant::now();
    for _ in 0..20 {
        assert_eq!(paper.get("/", "").status, 200);
    }
    assert!(since.elapsed() < SOON, "{:?}", since.elapsed());
}

#[test]
fn a_flood_of_slow_bodies_keeps_nobody_out() {
    let paper = paper_with(site::Settings { connections: 50, ..site::Settings::default() });
    let head = format!(
        "POST /settings HTTP/1.1\r\nHost: x\r\n{}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nt",
        paper.own()
    );
    let mut flood: Vec<TcpStream> = Vec::new();
    for _ in 0..200 {
        let mut slow = TcpStream::connect(paper.address).unwrap();
        slow.write_all(head.as_bytes()).unwrap();
        flood.push(slow);
    }
    let since = Instant::now();
    for _ in 0..20 {
        assert_eq!(paper.get("/", "").status, 200);
    }
    assert!(since.elapsed() < SOON, "{:?}", since.elapsed());
}

#[test]
fn no_query_is_a_bomb() {
    let paper = paper();
    let letters = |piece: &str, times: usize| piece.repeat(times).chars().take(9_000).collect::<String>();
    let queries = [
        letters("*", 9_000),
        letters("a*+", 3_000),
        letters("%2A%2A+", 3_000),
        letters("(", 9_000),
        letters("%22", 3_000),
        letters("%22a%22+", 3_000),
        letters("a+OR+", 3_000),
        letters("a+AND+(", 3_000),
        letters("NOT+", 3_000),
        letters("-a+", 3_000),
        letters("outlet:", 3_000),
        letters("headline:a+", 3_000),
        letters("%22grain+terminal%22~9999999+", 300),
        letters("%5B*+TO+*%5D+", 900),
        letters("a%5E9999+", 900),
        letters("%F0%9F%92%A9", 2_000),
        letters("%CC%81", 3_000),
        letters("%00", 3_000),
        letters("a%27%3B+drop+table+article+--+", 300),
        letters("%25_", 2_000),
        "%E0%80%80".into(),
        "%".into(),
        "q=1&".repeat(2_000),
        "%27+or+1%3D1+--".into(),
        letters("%7B%7B7*7%7D%7D", 300),
    ];
    for query in &queries {
        for path in [
            format!("/search?q={query}"),
            format!("/search?q={query}&sort={query}&outlet={query}&language={query}"),
            format!("/search?q=grain&after={query}&before={query}&section={query}&page={query}"),
            format!("/search.rss?q={query}"),
        ] {
            let since = Instant::now();
            let answer = paper.get(&path, "");
            let short: String = path.chars().take(80).collect();
            assert!([200, 400, 404, 414, 431].contains(&answer.status), "{short}: {} {}", answer.status, answer.body);
            assert!(since.elapsed() < SOON, "{short}: {:?}", since.elapsed());
            let told = answer.body.to_lowercase();
            for internal in ["panicked", "rusqlite", "tantivy", "syntax error", "sqlite", ".rs:"] {
                assert!(!told.contains(internal), "{short}: {internal}");
            }
            assert!(!answer.body.contains("49{") && !answer.body.contains("<script>alert"), "{short}");
        }
    }
    let found: Answer = paper.get("/search?q=%22two+shells%22", "");
    assert!(found.body.contains("Varenna"), "and searching still works");
}
