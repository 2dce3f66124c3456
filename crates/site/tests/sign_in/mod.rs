//! What people do at the sign-in who mean harm.

use std::time::{Duration, Instant};

use store::users;

use crate::SOON;
use crate::paper::{Answer, Paper, now, paper_with};

const RIGHT: &str = "a+long+enough+password";

/// A paper that believes every visitor about their address, with an editor; the cookies of the device she first came with.
fn paper_with_anna() -> (Paper, String) {
    let paper = paper_with(site::Settings { trusted_proxies: vec!["127.0.0.0/8".into()], ..site::Settings::default() });
    let token = paper.store.write(|tx| users::make_link(tx, "first admin", None, now() + 60)).unwrap();
    let entered = paper.post(&format!("/admin/first/{token}"), &paper.own(), &format!("name=anna&password={RIGHT}"));
    (paper, cookies(&entered))
}

/// The cookies that an answer sets, as a browser sends them back.
fn cookies(answer: &Answer) -> String {
    let set = answer.head.lines().filter_map(|line| line.split_once(": "));
    let set = set.filter(|(name, _)| name.eq_ignore_ascii_case("set-cookie"));
    set.map(|(_, value)| value.split(';').next().unwrap()).collect::<Vec<_>>().join("; ")
}

fn device(cookies: &str) -> String {
    let device = cookies.split("; ").find(|cookie| cookie.starts_with("device=")).unwrap();
    format!("Cookie: {device}\r\n")
}

/// A try to sign in from an address, with more headers.
fn enter(paper: &Paper, from: &str, more: &str, name: &str, password: &str) -> Answer {
    let headers = format!("{}X-Forwarded-For: {from}\r\n{more}", paper.own());
    paper.post("/admin/sign-in", &headers, &format!("name={name}&password={password}"))
}

#[test]
fn a_stranger_locks_no_editor_out() {
    let (paper, cookies) = paper_with_anna();
    let known = device(&cookies);
    let tries: Vec<u16> = (0..12).map(|_| enter(&paper, "203.0.113.1", "", "anna", "wrong").status).collect();
    assert_eq!((tries[9], tries[10]), (403, 429), "{tries:?}");
    assert_eq!(enter(&paper, "203.0.113.1", "", "ANNA", RIGHT).status, 429, "the right one is not looked at either");
    assert_eq!(enter(&paper, "198.51.100.1", "", "anna", RIGHT).status, 303, "from elsewhere she comes in");
    assert_eq!(enter(&paper, "203.0.113.1", &known, "anna", RIGHT).status, 303, "and behind the same address");
    for n in 0..60 {
        enter(&paper, "203.0.113.9", "", &format!("nobody{n}"), "wrong");
    }
    assert_eq!(enter(&paper, "203.0.113.9", "", "anna", RIGHT).status, 429, "an address has a limit over all accounts");
    assert_eq!(enter(&paper, "203.0.113.9", &known, "anna", RIGHT).status, 303);

    // Many strangers, each from an address of their own: the account rests, but not for a device that she has used.
    let account = users::account_key("anna");
    paper.store.write(|tx| (0..500).try_for_each(|_| users::count_try(tx, &account, now(), 86_400).map(drop))).unwrap();
    assert_eq!(enter(&paper, "192.0.2.77", "", "anna", RIGHT).status, 429);
    assert_eq!(enter(&paper, "192.0.2.77", &known, "anna", RIGHT).status, 303);
    let forged = known.replace("device=", "device=1");
    assert_eq!(enter(&paper, "192.0.2.78", &forged, "anna", RIGHT).status, 429);
    // A new password is not what they guessed at: she comes in from anywhere.
    let person = paper.store.read(|tx| users::by_name(tx, "anna")).unwrap().unwrap();
    paper.store.write(|tx| users::set_password(tx, person.id, &person.password, None)).unwrap();
    assert_eq!(enter(&paper, "192.0.2.79", "", "anna", RIGHT).status, 303);
    // Whoever has got hold of such a device guesses no faster with it.
    let tries: Vec<u16> =
        (0..12).map(|n| enter(&paper, &format!("192.0.2.{n}"), &known, "anna", "wrong").status).collect();
    assert_eq!((tries[9], tries[10]), (403, 429), "{tries:?}");
}

#[test]
fn signing_in_does_not_clear_what_others_tried_from_there() {
    let (paper, _) = paper_with_anna();
    for n in 0..29 {
        assert_eq!(enter(&paper, "203.0.113.1", "", &format!("nobody{n}"), "wrong").status, 403);
    }
    for _ in 0..3 {
        assert_eq!(enter(&paper, "203.0.113.1", "", "anna", RIGHT).status, 303, "a newsroom behind one address");
    }
    assert_eq!(enter(&paper, "203.0.113.1", "", "nobody", "wrong").status, 403);
    assert_eq!(enter(&paper, "203.0.113.1", "", "nobody", "wrong").status, 429);
}

#[test]
fn an_unknown_name_is_told_apart_by_nothing() {
    let (paper, _) = paper_with_anna();
    let dora = paper.store.write(|tx| users::add(tx, "dora", "Dora", "editor", "", 1)).unwrap();
    paper.store.write(|tx| users::update(tx, &users::Person { disabled: true, ..dora.clone() })).unwrap();
    paper.store.write(|tx| users::add(tx, "emma", "Emma", "editor", "", 1)).unwrap();
    let mut times = [const { Vec::new() }; 4];
    let names = ["anna", "bert", "dora", "emma"];
    for n in 0..9 {
        for (name, times) in names.iter().zip(&mut times) {
            let since = Instant::now();
            let answer = enter(&paper, &format!("192.0.2.{n}"), "", name, "wrong");
            times.push(since.elapsed());
            let first = enter(&paper, &format!("198.51.100.{n}"), "", "anna", "wrong");
            let dated =
                |head: &str| head.lines().filter(|line| !line.starts_with("date")).collect::<Vec<_>>().join("\n");
            assert_eq!((answer.status, dated(&answer.head)), (403, dated(&first.head)), "{name}");
            assert_eq!(answer.body.replace(name, "anna"), first.body, "{name}");
        }
    }
    let middle = times.map(|mut times| {
        times.sort();
        times[4]
    });
    let (least, most) = (middle.iter().min().unwrap(), middle.iter().max().unwrap());
    assert!(*most < *least * 2, "{names:?} {middle:?}");
}

#[test]
fn a_flood_of_passwords_takes_neither_the_memory_nor_the_pages() {
    let (paper, _) = paper_with_anna();
    let peak = || -> u64 {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
    };
    let before = peak();
    std::thread::scope(|scope| {
        let flood: Vec<_> = (0..100)
            .map(|n| {
                scope.spawn({
                    let paper = &paper;
                    move || enter(paper, &format!("192.0.2.{n}"), "", "anna", "wrong").status
                })
            })
            .collect();
        std::thread::sleep(Duration::from_millis(100));
        for n in 0..10 {
            let since = Instant::now();
            assert_eq!(paper.get(&format!("/search?q=grain+{n}"), "").status, 200);
            assert!(since.elapsed() < SOON, "{:?}", since.elapsed());
        }
        for one in flood {
            assert!([403, 503].contains(&one.join().unwrap()));
        }
    });
    // A hundred hashes at once take 1,900 MiB. The system's allocator keeps what many threads have freed, the program's does not.
    assert!(peak() - before < 1_200 << 10, "{} kB more", peak() - before);
}

#[test]
fn a_new_password_ends_the_other_sessions_and_keeps_its_own() {
    let (paper, first) = paper_with_anna();
    let second = cookies(&enter(&paper, "192.0.2.1", "", "anna", RIGHT));
    let signed = |cookies: &str| paper.get("/admin", &format!("Cookie: {cookies}\r\n")).status == 200;
    assert!(signed(&first) && signed(&second));
    let change = |old: &str, new: &str| {
        let headers = format!("{}X-Forwarded-For: 192.0.2.1\r\nCookie: {first}\r\n", paper.own());
        paper.post("/admin/password", &headers, &format!("old={old}&new={new}"))
    };
    let refused = change("not+the+old+one", "another+long+password");
    assert!(refused.status == 403 && refused.body.contains("is another one"), "{}", refused.body);
    assert_eq!(change(RIGHT, "short").status, 422);
    assert!(signed(&first) && signed(&second), "nothing has changed yet");
    let changed = change(RIGHT, "another+long+password");
    assert_eq!(changed.status, 303);
    assert!(signed(&first) && !signed(&second), "the one it was changed in stays");
    assert_eq!(enter(&paper, "192.0.2.2", "", "anna", RIGHT).status, 403);
    assert_eq!(enter(&paper, "192.0.2.2", "", "anna", "another+long+password").status, 303);
    // Guessing the old one in a session left open is braked too.
    let tries: Vec<u16> = (0..12).map(|_| change("wrong", "yet+another+long+one").status).collect();
    assert_eq!(tries.last(), Some(&429), "{tries:?}");
    // A link that sets a password ends them all.
    let id = paper.store.read(|tx| users::by_name(tx, "anna")).unwrap().unwrap().id;
    let token = paper.store.write(|tx| users::make_link(tx, "reset", Some(id), now() + 60)).unwrap();
    let reset = paper.post(&format!("/admin/reset/{token}"), &paper.own(), "password=a+third+long+password");
    assert!(reset.status == 303 && signed(&cookies(&reset)) && !signed(&first));
}

#[test]
fn a_paper_at_an_http_address_gives_cookies_that_scripts_cannot_read() {
    let (paper, _) = paper_with_anna();
    let entered = enter(&paper, "192.0.2.1", "", "anna", RIGHT);
    let set: Vec<&str> = entered.head.lines().filter(|line| line.to_lowercase().starts_with("set-cookie")).collect();
    assert_eq!(set.len(), 2);
    assert!(
        set.iter().all(|line| line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Path=/"))
    );
    assert!(!paper.get("/", "").head.to_lowercase().contains("set-cookie"));
}
