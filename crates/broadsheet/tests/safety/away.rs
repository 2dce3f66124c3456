//! A database that is away costs no work and no page that is cached, and the hub goes on by itself. Between hub and PostgreSQL stands a
//! forwarder that can refuse connections, as where the server is down, or take them and say nothing, as where it hangs.
//! `BROADSHEET_AWAY=30` is for how many seconds.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU8, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use store::articles;

use crate::bench::{Bench, Engine, Holds, free_port, wait_until};
use crate::web;
use crate::world::{world, write_warc};

const OPEN: u8 = 0;
const CLOSED: u8 = 1;
const STALLED: u8 = 2;

/// Forwards connections to a server, or not.
struct Forwarder {
    port: u16,
    to: String,
    /// How it forwards, and how often it was closed.
    state: Arc<(AtomicU8, AtomicU32)>,
    listener: Mutex<Option<std::thread::JoinHandle<()>>>,
}

impl Forwarder {
    fn new(to: &str) -> Self {
        let state = Arc::new((AtomicU8::new(OPEN), AtomicU32::new(0)));
        let forwarder = Self { port: free_port(), to: to.to_owned(), state, listener: Mutex::default() };
        forwarder.listen();
        forwarder
    }

    fn listen(&self) {
        let listener = TcpListener::bind(("127.0.0.1", self.port)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let (to, state) = (self.to.clone(), self.state.clone());
        let accept = move || {
            while state.0.load(Ordering::SeqCst) != CLOSED {
                match listener.accept() {
                    Ok((near, _)) => {
                        let far = TcpStream::connect(&to).unwrap();
                        for (from, to) in [(&near, &far), (&far, &near)] {
                            let (from, to, state) = (from.try_clone().unwrap(), to.try_clone().unwrap(), state.clone());
                            from.set_nonblocking(false).unwrap();
                            std::thread::spawn(move || forward(from, to, &state));
                        }
                    }
                    Err(_) => std::thread::sleep(Duration::from_millis(5)),
                }
            }
        };
        *self.listener.lock().unwrap() = Some(std::thread::spawn(accept));
    }

    /// Open, closed or stalled from now on.
    fn set(&self, new: u8) {
        self.state.0.store(new, Ordering::SeqCst);
        if new == CLOSED {
            self.state.1.fetch_add(1, Ordering::SeqCst);
            let listener = self.listener.lock().unwrap().take();
            listener.unwrap().join().unwrap();
        } else if self.listener.lock().unwrap().is_none() {
            self.listen();
        }
    }
}

fn forward(mut from: TcpStream, mut to: TcpStream, (state, closed): &(AtomicU8, AtomicU32)) {
    let before = closed.load(Ordering::SeqCst);
    from.set_read_timeout(Some(Duration::from_millis(5))).unwrap();
    let mut buffer = [0; 16_384];
    loop {
        let read = from.read(&mut buffer);
        while state.load(Ordering::SeqCst) == STALLED {
            std::thread::sleep(Duration::from_millis(5));
        }
        if closed.load(Ordering::SeqCst) != before {
            break;
        }
        match read {
            Ok(0) => break,
            Ok(n) if to.write_all(&buffer[..n]).is_ok() => {}
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {}
            _ => break,
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}

/// How long the database is away.
fn away() -> Duration {
    let seconds = std::env::var("BROADSHEET_AWAY").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(5))
}

/// A bench on PostgreSQL whose programs reach it through a forwarder; the bench itself does not.
fn through() -> Option<(Bench, Forwarder, String)> {
    let bench = Bench::new(Engine::Postgres)?;
    let (_, rest) = bench.store.split_once('@').unwrap();
    let (server, _) = rest.split_once('/').unwrap();
    let forwarder = Forwarder::new(server);
    let store = bench.store.replacen(server, &format!("127.0.0.1:{}", forwarder.port), 1);
    Some((bench, forwarder, store))
}

fn hub(how: u8) {
    let Some((mut bench, forwarder, store)) = through() else { return };
    let web = web::serve(&world(), 6);
    web.write_outlets(&bench.path("outlets.jsonl"));
    bench.run(&["outlets", "import", "outlets.jsonl"]);
    let direct = std::mem::replace(&mut bench.store, store);
    let listen = format!("127.0.0.1:{}", free_port());
    let mut running = bench.hub_at(&listen);
    bench.store = direct;
    let arrived = || usize::try_from(bench.open().read(articles::last_arrival).unwrap()).unwrap();
    wait_until("some articles arrive", Duration::from_secs(30), || arrived() >= 10);
    // What is asked for from now on comes while the database is away.
    web.slow(away() / 2);
    let mut before = 0;
    wait_until("what had come is read and grouped", Duration::from_secs(30), || {
        let settled = before == arrived() && bench.has(before);
        before = arrived();
        std::thread::sleep(Duration::from_millis(250));
        settled
    });
    assert!(before < web.articles, "everything had come");
    let pages = ["/", "/outlets", "/world", "/feed.atom"];
    for page in pages {
        assert_eq!(web::get(&listen, page), 200, "{page}\n{}", bench.log());
    }

    forwarder.set(how);
    let begin = Instant::now();
    while begin.elapsed() < away() {
        for page in pages {
            let asked = Instant::now();
            assert_eq!(web::get(&listen, page), 200, "{page} {:?} after the database went away", begin.elapsed());
            assert!(asked.elapsed() < Duration::from_secs(3), "{page} took {:?}", asked.elapsed());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    assert!(running.0.try_wait().unwrap().is_none(), "the hub has ended\n{}", bench.log());
    web.slow(Duration::ZERO);
    forwarder.set(OPEN);
    let back = Instant::now();
    wait_until("the rest arrives", Duration::from_secs(40), || bench.has(web.articles));
    println!(
        "away for {:?}, with {before} articles before; all {} were there {:?} later",
        away(),
        web.articles,
        back.elapsed()
    );
    assert_eq!(web.asked_twice(), Vec::<String>::new(), "asked for again although it had come\n{}", bench.log());
    assert_eq!(web::get(&listen, "/"), 200);
    assert!(running.stop().0.success(), "{}", bench.log());
    assert_eq!(bench.holds().articles.len(), web.articles);
}

#[test]
fn a_database_that_refuses_connections_costs_no_work_and_no_cached_page() {
    hub(CLOSED);
}

#[test]
fn a_database_that_hangs_costs_no_work_and_no_cached_page() {
    hub(STALLED);
}

/// Nobody waits for a database that hangs: neither a hub nor an ingest, in the midst of their work.
#[test]
fn sigterm_while_the_database_hangs_ends_the_program_all_the_same() {
    let Some((mut bench, forwarder, store)) = through() else { return };
    write_warc(&world(), &bench.path("world.warc"));
    let direct = std::mem::replace(&mut bench.store, store);
    let listen = format!("127.0.0.1:{}", free_port());
    let mut hub = bench.hub_at(&listen);
    wait_until("the hub answers", Duration::from_secs(20), || TcpStream::connect(&listen).is_ok());
    let mut ingest = bench.start(&["ingest", "world.warc"]);
    bench.store = direct;
    wait_until("an article arrives", Duration::from_secs(30), || {
        bench.open().read(articles::last_arrival).unwrap() > 0
    });
    // A reader who sends half a question and no more.
    let mut slow = TcpStream::connect(&listen).unwrap();
    slow.write_all(b"GET / HTTP/1.1\r\nHost:").unwrap();
    forwarder.set(STALLED);
    std::thread::sleep(Duration::from_secs(1));
    std::thread::scope(|both| {
        both.spawn(|| println!("an ingest ended {:?} after SIGTERM", ingest.stop()));
        println!("a hub ended {:?} after SIGTERM", hub.stop());
    });
}

/// The connection is lost at any moment of an ingest, also between a commit and its answer.
#[test]
fn an_ingest_whose_connections_are_lost_loses_and_doubles_nothing() {
    let world = world();
    let Some((mut bench, forwarder, store)) = through() else { return };
    write_warc(&world, &bench.path("world.warc"));
    let want = {
        let bench = Bench::new(Engine::Postgres).unwrap();
        write_warc(&world, &bench.path("world.warc"));
        bench.run(&["ingest", "world.warc"]);
        bench.holds()
    };
    let direct = std::mem::replace(&mut bench.store, store);
    let mut running = bench.start(&["ingest", "world.warc"]);
    bench.store = direct;
    // A start without a database ends with a sentence: that is another matter.
    wait_until("an article arrives", Duration::from_secs(30), || {
        bench.open().read(articles::last_arrival).unwrap() > 0
    });
    let mut lost = 0;
    wait_until("the ingest comes to its end", Duration::from_secs(120), || {
        std::thread::sleep(Duration::from_millis(150 + 37 * (lost % 5)));
        if lost < 8 {
            forwarder.set(CLOSED);
            forwarder.set(OPEN);
            lost += 1;
        }
        running.0.try_wait().unwrap().is_some()
    });
    assert!(running.0.wait().unwrap().success(), "{}", bench.log());
    let got = bench.holds();
    // What was in hand when its claim's answer was lost is read a minute later, so the order of arrival may differ.
    let sorted = |holds: &Holds| {
        let mut articles: Vec<_> =
            holds.articles.iter().map(|(url, _, _, readings)| (url.clone(), readings.len())).collect();
        let mut placed = holds.placed.clone();
        articles.sort();
        placed.sort();
        (articles, placed)
    };
    assert_eq!(sorted(&got), sorted(&want), "after {lost} lost connections");
    assert_eq!(got.left, 0, "rows of work left");
}
