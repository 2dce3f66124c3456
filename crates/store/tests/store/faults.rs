//! What happens when the disk is full, the database away, a bit flipped.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use store::articles::{self, Filter};
use store::{Access, FaultKind, Options, Store, args, check, settings};

use crate::harness::{Bench, article, both, outlet, saved};

/// Where the child process of [`killed_in_the_middle`] finds its store.
const CHILD: &str = "BROADSHEET_TEST_CHILD";

both! {
    /// What was acknowledged before a kill is there after it, once, and what was not is there whole or not at all.
    fn killed_in_the_middle(bench: &Bench) {
        let times = outlet(&bench.store, "Times");
        for round in 0..3 {
            let mut child = std::process::Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "--nocapture", "faults::write_until_killed"])
                .env(CHILD, &bench.address)
                .stdout(std::process::Stdio::piped())
                .spawn()
                .unwrap();
            let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
            let mut said = lines.by_ref().filter(|line| line.starts_with("acknowledged ")).take(20 + round * 7).last();
            child.kill().unwrap();
            child.wait().unwrap();
            said = lines.filter(|line| line.starts_with("acknowledged ")).last().or(said);
            let said: i64 = said.unwrap().trim_start_matches("acknowledged ").parse().unwrap();
            let (articles, last, counted) = bench.store.read(|tx| {
                let highest = tx.number("select max(arrival) from article", args![])?;
                Ok((articles::count(tx, &Filter::default())?, articles::last_arrival(tx)?, highest))
            }).unwrap();
            assert!(articles >= said, "{articles} are there, {said} were acknowledged");
            assert_eq!((articles % 8, last, counted), (0, articles, articles));
        }
        assert_eq!(check::check(&bench.store, None, None).unwrap(), Vec::<String>::new());
        assert_eq!(bench.store.read(|tx| articles::count(tx, &Filter { outlet: Some(times.id), ..Filter::default() })).unwrap() % 8, 0);
    }
}

/// The child: saves batches of eight articles that are not there yet and says so after each. No test of its own.
#[test]
fn write_until_killed() {
    let Ok(address) = std::env::var(CHILD) else { return };
    let store = Store::open(&address, &Options { access: Access::Beside, ..Options::default() }).unwrap();
    let times = store.read(|tx| store::outlets::by_slug(tx, "times")).unwrap().unwrap();
    loop {
        let there = store.read(articles::last_arrival).unwrap();
        saved(&store, &(there..there + 8).map(|n| article(&times, n)).collect::<Vec<_>>());
        println!("acknowledged {}", there + 8);
    }
}

/// Writing stops with a fault that says so, reading goes on, and writing goes on once there is room.
#[test]
fn a_full_disk_stops_writing_alone() {
    let bench = Bench::sqlite();
    let times = outlet(&bench.store, "Times");
    saved(&bench.store, &[article(&times, 0)]);
    let limit = |pages: i64| {
        bench.store.write(|tx| tx.query(&format!("pragma max_page_count = {pages}"), args![]).map(|_| ())).unwrap();
    };
    limit(1);
    let mut n = 1;
    let fault = loop {
        match bench.store.write(|tx| articles::save(tx, &[article(&times, n)])) {
            Ok(_) => n += 1,
            Err(fault) => break fault,
        }
    };
    assert_eq!(fault.kind, FaultKind::Full, "{fault}");
    assert!(fault.retry_after().is_some() && fault.sentence.contains("make room"), "{fault}");
    let count = || bench.store.read(|tx| articles::count(tx, &Filter::default())).unwrap();
    assert_eq!(count(), n);
    limit(1_000_000);
    saved(&bench.store, &[article(&times, n)]);
    assert_eq!(count(), n + 1);
    assert_eq!(check::check(&bench.store, None, None).unwrap(), Vec::<String>::new());
}

/// A wire to the database that can be cut.
struct Wire {
    port: u16,
    cut: Arc<AtomicBool>,
    open: Arc<Mutex<Vec<TcpStream>>>,
}

impl Wire {
    fn to(server: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let wire = Self { port: listener.local_addr().unwrap().port(), cut: Arc::default(), open: Arc::default() };
        let (cut, open) = (wire.cut.clone(), wire.open.clone());
        std::thread::spawn(move || {
            for near in listener.incoming() {
                let near = near.unwrap();
                if cut.load(Ordering::SeqCst) {
                    continue;
                }
                let far = TcpStream::connect(&server).unwrap();
                open.lock().unwrap().extend([near.try_clone().unwrap(), far.try_clone().unwrap()]);
                let pairs = [(near.try_clone().unwrap(), far.try_clone().unwrap()), (far, near)];
                for (mut from, mut to) in pairs {
                    std::thread::spawn(move || {
                        let mut buffer = [0; 4_096];
                        while let Ok(n) = from.read(&mut buffer)
                            && n > 0
                            && to.write_all(&buffer[..n]).is_ok()
                        {}
                        let _ = to.shutdown(Shutdown::Both);
                    });
                }
            }
        });
        wire
    }

    fn cut(&self, cut: bool) {
        self.cut.store(cut, Ordering::SeqCst);
        for stream in self.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

/// While the database is away every call says so at once; when it is back, the next call succeeds.
#[test]
fn a_database_that_is_away_comes_back() {
    let Some(bench) = Bench::postgres() else { return };
    let (before, after) = bench.address.split_once("://").unwrap().1.split_once('/').unwrap();
    let (user, host) = before.rsplit_once('@').unwrap_or(("", before));
    let host = if host.contains(':') { host.to_owned() } else { format!("{host}:5432") };
    let wire = Wire::to(host);
    let address = format!("postgres://{user}@127.0.0.1:{}/{after}", wire.port);
    let store = Store::open(&address, &Options::default()).unwrap();
    store.write(|tx| settings::set(tx, "a", Some("1"))).unwrap();
    // Several idle connections, all of which die.
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| store.read(settings::all).unwrap());
        }
    });
    wire.cut(true);
    for _ in 0..3 {
        let fault = store.write(|tx| settings::set(tx, "a", Some("2"))).unwrap_err();
        assert_eq!(fault.kind, FaultKind::Away, "{fault}");
    }
    wire.cut(false);
    store.write(|tx| settings::set(tx, "a", Some("3"))).unwrap();
    wire.cut(false);
    // Cut and back again: the dead connections are not worth a fault.
    assert_eq!(store.read(|tx| settings::get(tx, "a")).unwrap().as_deref(), Some("3"));
}

/// A flipped bit is refused, named by the check, or harmless; never a panic. One inside an article's text is always named.
#[test]
fn flipped_bits_are_named() {
    let bench = Bench::sqlite();
    let times = outlet(&bench.store, "Times");
    saved(&bench.store, &(0..100).map(|n| article(&times, n)).collect::<Vec<_>>());
    let folder = bench.folder.path();
    let copy = folder.join("copy.db");
    // All that is in the write-ahead log goes into the file.
    rusqlite::Connection::open(&bench.address).unwrap().execute_batch("pragma wal_checkpoint(truncate)").unwrap();
    let whole = std::fs::read(&bench.address).unwrap();
    // Texts that stand in the file once: of others a page may keep a dead copy, where a flip harms nobody.
    let places: Vec<usize> = (0..100)
        .filter_map(|n| {
            let text = format!("Paragraph of article {n}.");
            let mut found =
                whole.windows(text.len()).enumerate().filter(|(_, w)| *w == text.as_bytes()).map(|(at, _)| at);
            found.next().filter(|_| found.next().is_none())
        })
        .collect();
    assert!(places.len() > 70);
    let options = Options { access: Access::Beside, ..Options::default() };
    let try_flip = |byte: usize, bit: usize| {
        let mut bytes = whole.clone();
        bytes[byte] ^= 1 << bit;
        std::fs::write(&copy, &bytes).unwrap();
        for end in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(folder.join(format!("copy.db{end}")));
        }
        match Store::open(copy.to_str().unwrap(), &options) {
            Err(fault) => vec![fault.sentence],
            Ok(store) => check::check(&store, None, None).unwrap_or_else(|fault| vec![fault.sentence]),
        }
    };
    for (n, at) in places.iter().enumerate().step_by(10) {
        let sentences = try_flip(at + n % 20, n % 7);
        assert!(sentences.iter().any(|s| s.contains("is not what was stored")), "{sentences:?}");
    }
    let mut seed: usize = 7;
    for n in 0..80 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        try_flip((seed >> 20) % whole.len(), n % 8);
    }
}

/// A server whose certificate nobody vouches for is not spoken to.
#[test]
fn a_certificate_is_verified() {
    let Some(bench) = Bench::postgres() else { return };
    let encrypts = bench.store.read(|tx| tx.one("show ssl", args![])?.unwrap().text()).unwrap() == "on";
    if !encrypts {
        println!("skipped: this PostgreSQL offers no encryption");
        return;
    }
    let address = format!("{}&sslmode=require", bench.address);
    let fault = Store::open(&address, &Options::default()).err().unwrap();
    assert!(fault.sentence.contains("certificate"), "{fault}");
    let none = Options { authorities: Some(bench.folder.path().join("none.pem")), ..Options::default() };
    assert_eq!(Store::open(&address, &none).err().unwrap().kind, FaultKind::Refused);
}
