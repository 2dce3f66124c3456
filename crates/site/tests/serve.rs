//! The site over real HTTP: pages, caching, redirects, forms and what they refuse.

#![allow(clippy::unwrap_used, reason = "what fails here fails the test")]

mod newsroom;
mod paper;
mod world;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use paper::{Paper, now, paper};
use store::stories;

#[test]
fn every_page_is_served_with_its_headers() {
    let paper = paper();
    let story = paper.story();
    for path in [
        "/",
        &story,
        "/world",
        "/outlets",
        "/outlet/harbour-times",
        "/name/olga-novak",
        "/search?q=grain",
        "/about",
        "/settings",
        "/feed.rss",
        "/feed.atom",
        "/feed.json",
        "/world.rss",
        &format!("{story}.rss"),
        "/outlet/harbour-times.json",
        "/name/olga-novak.atom",
        "/search.rss?q=grain",
        "/robots.txt",
        "/sitemap.xml",
        "/site.css",
        "/icon.svg",
        "/healthz",
        "/readyz",
    ] {
        let answer = paper.get(path, "");
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        assert!(
            answer.header("content-security-policy").is_some_and(|v| v.starts_with("default-src 'none'")),
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("set-cookie"), None, "{path}");
        assert!(!answer.body.contains("evil.example"), "{path}: an address was made from Host");
        assert!(!answer.body.contains(" style=") && !answer.body.contains("<script>"), "{path}");
    }
    let missing = paper.get("/nowhere/at/all", "");
    assert_eq!(
        (missing.status, missing.body.contains("to the front") || missing.body.contains("To the front")),
        (404, true)
    );
    assert_eq!(paper.get("//evil.example/", "").header("location"), Some("/evil.example"));
    assert_eq!(paper.send("DELETE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").status, 405);
}

#[test]
fn an_outlet_shows_how_much_of_its_text_is_its_own_agencies_and_others() {
    let paper = paper();
    let share = |page: &str, label: &str| {
        let behind = page.split(label).nth(1).unwrap_or_default();
        behind.split("<dd>").nth(1).and_then(|dd| dd.split('<').next()).unwrap_or_default().to_owned()
    };
    let labels = ["Own text", "Text of agencies", "Text of other outlets"];
    let page = paper.get("/outlet/wire-one", "").body;
    assert_eq!(labels.map(|label| share(&page, label)), ["100%", "0%", "0%"]);
    let page = paper.get("/outlet/harbour-times", "").body;
    let parts = labels.map(|label| share(&page, label).trim_end_matches('%').parse::<u32>().unwrap());
    assert!(parts[0] > 0 && parts[1] > 0 && parts[2] == 0, "{parts:?}: its copies are of Wire One's text");
    assert!((99..=101).contains(&parts.iter().sum::<u32>()), "{parts:?}");
}

#[test]
fn a_story_shows_its_sides_and_links_to_their_places() {
    let paper = paper();
    let page = paper.get(&paper.story(), "").body;
    for wanted in [
        "What the reports agree on",
        "Who says what",
        "Olga Novak",
        "Copy of Wire One, 92%",
        "#:~:text=",
        "lang=\"ar\" dir=\"rtl\"",
        "grouped because",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
    let link = page.split("href=\"/report/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let report = paper.get(&format!("/report/{link}"), "");
    assert_eq!(report.header("x-robots-tag"), Some("noindex"));
    assert!(report.body.contains("rel=\"canonical\" href=\"https://outlet"));
}

#[test]
fn a_page_is_kept_until_what_it_shows_changes() {
    let paper = paper();
    let path = paper.story();
    let first = paper.get(&path, "");
    let etag = first.header("etag").unwrap().to_owned();
    assert_eq!(paper.get(&path, &format!("If-None-Match: {etag}\r\n")).status, 304);
    paper
        .store
        .write(|tx| {
            let story = stories::get(tx, paper.ids[0])?.unwrap();
            stories::save(tx, &stories::Story { own_headline: Some("What we know of Varenna".into()), ..story })
        })
        .unwrap();
    let since = Instant::now();
    while !paper.get(&path, "").body.contains("What we know of Varenna") {
        assert!(since.elapsed() < Duration::from_secs(5), "a changed page stays old");
        std::thread::sleep(Duration::from_millis(20));
    }
    let packed = paper.get(&path, "Accept-Encoding: br\r\n");
    assert_eq!(packed.header("content-encoding"), Some("br"));
    assert_ne!(packed.header("etag"), Some(etag.as_str()));
}

/// A large page in plain that is asked for often is sent from a file: whole, also where several are asked for at once and taken slowly.
#[test]
fn a_large_page_in_plain_comes_whole_however_it_is_asked_for() {
    let paper = paper();
    let story = paper.story();
    let body = paper.get(&story, "").body;
    assert!(body.len() > 16_000, "the page is too small to be sent from a file: {}", body.len());
    let one = format!("GET {story} HTTP/1.1\r\nHost: paper.example\r\n");
    let mut stream = TcpStream::connect(paper.address).unwrap();
    let asked = 40;
    let last = format!("{one}Connection: close\r\n\r\n");
    stream.write_all((format!("{one}\r\n").repeat(asked - 1) + &last).as_bytes()).unwrap();
    let mut all = Vec::new();
    let mut piece = vec![0; 7_001];
    loop {
        match stream.read(&mut piece).unwrap() {
            0 => break,
            n => all.extend_from_slice(&piece[..n]),
        }
        if all.len() < 400_000 {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
    let all = String::from_utf8(all).unwrap();
    let mut rest = all.as_str();
    for n in 0..asked {
        let (head, from) = rest.split_once("\r\n\r\n").unwrap_or_else(|| panic!("answer {n} of {asked} is missing"));
        assert!(head.starts_with("HTTP/1.1 200"), "answer {n}: {head}");
        rest = from.strip_prefix(&body).unwrap_or_else(|| panic!("answer {n} has another body"));
    }
    assert_eq!(rest, "");
}

/// The answers in what came over a connection; `bodiless`: which of them have no body, whatever length they name.
fn answers(mut text: &str, bodiless: &[usize]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    while !text.is_empty() {
        let (head, rest) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no whole answer: {text}"));
        let named = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
        let length: usize = if bodiless.contains(&all.len()) { 0 } else { named.unwrap_or(0) };
        let (body, after) = rest.split_at(length);
        all.push((head.to_owned(), body.to_owned()));
        text = after;
    }
    all
}

fn talk(paper: &Paper, pieces: &[&str]) -> String {
    let mut stream = TcpStream::connect(paper.address).unwrap();
    stream.set_nodelay(true).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(5))).unwrap();
    for piece in pieces {
        // What comes behind the last message may meet a closed door.
        let _ = stream.write_all(piece.as_bytes());
        std::thread::sleep(Duration::from_millis(60));
    }
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    String::from_utf8(bytes).unwrap()
}

/// Kept pages are answered by other code than all else; on one connection the two take turns.
#[test]
fn requests_on_one_connection_are_answered_in_turn() {
    let paper = paper();
    let story = paper.story();
    let kept = paper.get(&story, "");
    let etag = kept.header("etag").unwrap();
    let form = "theme=dark";
    let own = paper.own();
    let (ask, post) = ("HTTP/1.1\r\nHost: x\r\n", "Content-Type: application/x-www-form-urlencoded\r\n");
    let requests = [
        format!("GET {story} {ask}\r\n"),
        format!("GET /search?q=water {ask}\r\n"),
        format!("HEAD {story} {ask}\r\n"),
        format!("POST /settings {ask}{own}{post}Content-Length: {}\r\n\r\n{form}", form.len()),
        format!("GET {story} {ask}If-None-Match: \"other\", {etag}\r\n\r\n"),
        format!("GET /no/such/page {ask}\r\n"),
        format!("GET {story} {ask}Content-Length: 5\r\n\r\nGET /"),
        format!("GET {story} {ask}Connection: Close\r\n\r\nGET {story} {ask}\r\n"),
    ];
    let all = requests.concat();
    // At once, in one piece after another, and cut within the heads.
    let bytes: Vec<&str> = requests.iter().map(String::as_str).collect();
    let halves: Vec<&str> = requests.iter().flat_map(|r| <[&str; 2]>::from(r.split_at(r.len() / 3))).collect();
    for pieces in [vec![all.as_str()], bytes, halves] {
        let text = talk(&paper, &pieces);
        let answers = answers(&text, &[2, 4]);
        let statuses: Vec<&str> = answers.iter().map(|(head, _)| head.get(9..12).unwrap()).collect();
        assert_eq!(statuses, ["200", "200", "200", "303", "304", "404", "200", "200"], "{text}");
        for n in [0, 6, 7] {
            assert!(answers[n].1 == kept.body, "answer {n} has another body");
        }
        assert!(answers[1].1.contains("water") && answers[3].0.contains("prefs=dark"));
        for (n, (head, _)) in answers.iter().enumerate() {
            let head = head.to_lowercase();
            assert!(head.contains("\r\ndate: ") && head.contains("content-security-policy: "), "answer {n}: {head}");
            assert_eq!(head.contains("connection: close"), n == 7, "answer {n}: {head}");
            let length = format!("content-length: {}", kept.body.len());
            assert!(n != 2 || head.contains(&length), "HEAD names another length: {head}");
        }
    }
}

#[test]
fn an_old_client_is_answered_as_it_asks() {
    let paper = paper();
    let story = paper.story();
    let body = paper.get(&story, "").body;
    let one = talk(&paper, &[&format!("GET {story} HTTP/1.0\r\n\r\nGET {story} HTTP/1.0\r\n\r\n")]);
    assert_eq!(answers(&one, &[]).len(), 1);
    let staying = format!("GET {story} HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n");
    let two = talk(&paper, &[&format!("{staying}GET {story} HTTP/1.0\r\n\r\n")]);
    let two = answers(&two, &[]);
    assert!(two.len() == 2 && two.iter().all(|(_, of)| *of == body));
    assert!(two[0].0.to_lowercase().contains("connection: keep-alive"), "{}", two[0].0);
}

/// A reader who has sent all it will send (`shutdown`) still wants its answer.
#[test]
fn a_reader_who_sends_no_more_is_answered() {
    let paper = paper();
    for path in ["/", "/search?q=water"] {
        let mut stream = TcpStream::connect(paper.address).unwrap();
        stream.write_all(format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n").as_bytes()).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        assert!(text.starts_with("HTTP/1.1 200"), "{path}: {text}");
    }
}

/// Just after midnight today has no stories yet.
#[test]
fn the_archive_opens_at_the_latest_day_that_has_stories() {
    let paper = paper();
    let opened = paper.get("/archive", "");
    assert_eq!(opened.status, 303, "where it leads changes from day to day");
    let day = paper.get(opened.header("location").unwrap(), "");
    assert!(day.status == 200 && day.body.contains("href=\"/story/"), "{}", day.body);
}

#[test]
fn reading_settings_are_one_cookie_for_who_asks() {
    let paper = paper();
    assert_eq!(paper.post("/settings", "Origin: http://evil.example\r\n", "theme=dark").status, 403);
    let set = paper.post("/settings", &paper.own(), "theme=dark&size=large");
    assert_eq!((set.status, set.header("set-cookie").unwrap().starts_with("prefs=dark.large;")), (303, true));
    assert!(paper.get("/prefs.css", "Cookie: prefs=dark.large\r\n").body.contains("color-scheme:dark"));
    assert_eq!(paper.get("/prefs.css", "").body, "");
}

#[test]
fn an_editor_signs_in_by_a_link_that_works_once() {
    let paper = paper();
    assert_eq!(paper.get("/admin", "").header("location"), Some("/admin/sign-in"));
    let token = paper.store.write(|tx| store::users::make_link(tx, "first admin", None, now() + 60)).unwrap();
    let link = format!("/admin/first/{token}");
    let body = "name=anna&password=a+long+enough+password";
    assert_eq!(paper.post(&link, "", body).status, 403, "a form from nowhere");
    assert_eq!(paper.post(&link, &paper.own(), "name=anna&password=short").status, 422);
    let entered = paper.post(&link, &paper.own(), body);
    let cookie = entered.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    assert!(entered.head.contains("HttpOnly") && entered.head.contains("SameSite"));
    assert_eq!(paper.post(&link, &paper.own(), body).status, 404);
    let signed = format!("Cookie: {cookie}\r\n{}", paper.own());
    for path in ["/admin", "/admin/outlets", "/admin/work", "/admin/log", &format!("/admin/stories/{}", paper.ids[0])] {
        let page = paper.get(path, &signed);
        assert_eq!(
            (page.status, page.header("cache-control")),
            (200, Some("private, no-store")),
            "{path}: {}",
            page.body
        );
    }
    let outlet = paper.post("/admin/outlets", &signed, "address=https%3A%2F%2Fnews.example%2F");
    let path = outlet.header("location").unwrap().to_owned();
    assert!(paper.get(&path, &signed).body.contains("news.example"));
    assert_eq!(paper.post("/admin/outlets", &signed, "address=nonsense").status, 422);
    let id = paper.ids[0];
    assert_eq!(paper.post(&format!("/admin/stories/{id}/rename"), &signed, "headline=Ours").status, 303);
    assert!(paper.get(&format!("/admin/stories/{id}"), &signed).body.contains("will show in a moment"));
    let wrong = paper.post("/admin/sign-in", &paper.own(), "name=anna&password=wrong");
    let nobody = paper.post("/admin/sign-in", &paper.own(), "name=nobody&password=wrong");
    assert_eq!((wrong.status, nobody.status), (403, 403));
    let sentence = "Name and password do not fit together";
    assert!(wrong.body.contains(sentence) && nobody.body.contains(sentence));
    let after: Vec<u16> =
        (0..11).map(|_| paper.post("/admin/sign-in", &paper.own(), "name=nobody&password=wrong").status).collect();
    assert_eq!(after.last(), Some(&429));
    paper.post("/admin/sign-out", &signed, "");
    assert_eq!(paper.get("/admin", &signed).header("location"), Some("/admin/sign-in"));
}

#[test]
fn a_slow_head_is_cut_off_and_stopping_is_quick() {
    let paper = paper();
    let mut slow = TcpStream::connect(paper.address).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: x\r\n").unwrap();
    slow.set_read_timeout(Some(Duration::from_secs(15))).unwrap();
    let since = Instant::now();
    let mut rest = Vec::new();
    slow.read_to_end(&mut rest).unwrap();
    assert!((Duration::from_secs(8)..Duration::from_secs(14)).contains(&since.elapsed()), "{:?}", since.elapsed());
    let since = Instant::now();
    drop(paper);
    assert!(since.elapsed() < Duration::from_secs(11));
}

/// Puts a picture into the hub's cache, as the loop does; its hash.
fn keep_picture(paper: &Paper, address: &str) -> String {
    let hash = paper.files.put(b"the whole picture").unwrap();
    paper.files.put_narrower(&hash, 640, b"a narrower one").unwrap();
    let medium = store::media::Medium {
        hash: hash.clone(),
        kind: "image/jpeg".into(),
        bytes: 31,
        width: 800,
        height: 600,
        own: false,
        used: now(),
    };
    let picture = store::media::Picture { hash: Some(hash.clone()), at: now(), fault: None };
    paper.store.write(|tx| store::media::save(tx, &medium)).unwrap();
    assert!(paper.store.write(|tx| store::media::save_picture(tx, address, &picture)).unwrap());
    hash
}

#[test]
fn a_picture_is_shown_where_its_outlets_switch_is_on() {
    let paper = paper();
    let hash = keep_picture(&paper, &world::picture(1));
    let switch = |on: bool| {
        paper.store.write(|tx| {
            let outlet = store::outlets::by_slug(tx, "nord-kurier")?.unwrap();
            store::outlets::update(tx, &model::Outlet { pictures: on, ..outlet })
        })
    };
    let story = paper.story();
    let shows = |path: &str, want: bool| {
        let until = Instant::now() + Duration::from_secs(5);
        loop {
            let body = paper.get(path, "").body;
            if body.contains("<img") == want {
                return body;
            }
            assert!(Instant::now() < until, "{path}: a picture is shown: {}", !want);
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    shows(&story, false);
    switch(true).unwrap();
    // Its lead report, of another outlet, has none that may be shown: the story has the first that there is.
    let body = shows(&story, true);
    for part in [
        &format!("src=\"/media/{hash}\" srcset=\"/media/{hash}.320 320w, /media/{hash}.640 640w, /media/{hash} 800w\""),
        "width=\"800\" height=\"600\" alt=\"A harbour\"",
        "The harbour on Monday",
        "Nadia Petrova",
    ] {
        assert!(body.contains(part), "{part} is not in the story");
    }
    shows("/", true);
    let whole = paper.get(&format!("/media/{hash}"), "");
    assert_eq!((whole.status, whole.body.as_str()), (200, "the whole picture"));
    assert_eq!(whole.header("cache-control"), Some("public, max-age=31536000, immutable"));
    assert_eq!(whole.header("content-type"), Some("image/jpeg"));
    let used = || paper.store.read(|tx| store::media::get(tx, &hash)).unwrap().unwrap().used;
    paper.store.write(|tx| store::media::touch(tx, &hash, 1_000)).unwrap();
    paper.get(&format!("/media/{hash}"), "");
    assert!(used() > now() - 60, "that it was shown is noted");
    assert_eq!(paper.get(&format!("/media/{hash}.640"), "").body, "a narrower one");
    assert_eq!(paper.get(&format!("/media/{hash}.320"), "").body, "the whole picture", "a copy that is gone");
    for path in [format!("/media/{hash}.641"), format!("/media/{hash}.png"), "/media/..%2f..%2fpaper.db".into()] {
        assert_eq!(paper.get(&path, "").status, 404, "{path}");
    }
    switch(false).unwrap();
    shows(&story, false);
    shows("/", false);
}

#[test]
fn a_picture_that_was_taken_down_stays_away() {
    let paper = paper();
    let address = world::picture(1);
    let hash = keep_picture(&paper, &address);
    paper
        .store
        .write(|tx| {
            let by = store::takedowns::By { who: "editor", reason: "it shows a child", at: now() };
            store::takedowns::picture(tx, &hash, by)
        })
        .unwrap();
    assert_eq!(paper.get(&format!("/media/{hash}"), "").status, 404);
    let again = store::media::Picture { hash: Some(hash.clone()), at: now(), fault: None };
    assert!(!paper.store.write(|tx| store::media::save_picture(tx, &address, &again)).unwrap());
    assert_eq!(paper.store.read(|tx| store::media::picture(tx, &address)).unwrap().unwrap().hash, None);
}

/// An administrator's cookie, and what a form of the paper's own sends.
fn signed_in(paper: &Paper) -> String {
    let token = paper.store.write(|tx| store::users::make_link(tx, "first admin", None, now() + 60)).unwrap();
    let body = "name=anna&password=a+long+enough+password";
    let entered = paper.post(&format!("/admin/first/{token}"), &paper.own(), body);
    let cookie = entered.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
    format!("Cookie: {cookie}\r\n{}", paper.own())
}

#[test]
fn pictures_follow_the_switch_of_their_outlet() {
    let paper = paper();
    let signed = signed_in(&paper);
    let outlet = paper.store.read(|tx| store::outlets::by_slug(tx, "nord-kurier")).unwrap().unwrap();
    let path = format!("/admin/outlets/{}", outlet.id);
    let on = "name=Nord+Kurier&slug=nord-kurier&country=DE&languages=de&pictures=on";
    assert_eq!(paper.post(&path, &signed, on).status, 303);
    let waiting = paper.store.write(|tx| store::work::claim(tx, "picture", 9, now(), 60)).unwrap();
    assert_eq!(waiting.iter().map(|claim| claim.key.clone()).collect::<Vec<_>>(), [world::picture(1)]);
    let hash = keep_picture(&paper, &world::picture(1));
    assert_eq!(paper.get(&format!("/media/{hash}"), "").status, 200);
    assert_eq!(paper.post(&path, &signed, on.trim_end_matches("&pictures=on")).status, 303);
    assert_eq!(paper.get(&format!("/media/{hash}"), "").status, 404);
    assert_eq!(paper.files.get(&hash), None, "its bytes are gone");
    assert_eq!(paper.files.get_narrower(&hash, 640), None);
}
