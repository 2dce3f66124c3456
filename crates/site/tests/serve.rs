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

/// A large page in plain is sent from a file: whole, also where several are asked for at once and taken slowly.
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
