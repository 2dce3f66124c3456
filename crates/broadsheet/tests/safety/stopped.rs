//! SIGTERM ends the program within ten seconds with nothing cut, and the next start goes on.

use std::time::Duration;

use store::articles;

use crate::bench::{Bench, Engine, wait_until};
use crate::web;
use crate::world::{world, write_warc};

/// Stopped at three moments; what it had in hand is free at once, also on a server.
fn ingest(engine: Engine) {
    let world = world();
    let Some(bench) = Bench::new(engine) else { return };
    write_warc(&world, &bench.path("world.warc"));
    bench.run(&["ingest", "world.warc"]);
    let want = bench.holds();

    let bench = Bench::new(engine).unwrap();
    write_warc(&world, &bench.path("world.warc"));
    // The tables are there: what is stopped is the ingest, not the start.
    drop(bench.open());
    let mut stopped = 0;
    for more in [1, 60, 120] {
        let before = bench.open().read(articles::last_arrival).unwrap();
        let mut running = bench.start(&["ingest", "world.warc"]);
        wait_until("some articles arrive", Duration::from_secs(60), || {
            bench.open().read(articles::last_arrival).unwrap() >= before + more
                || running.0.try_wait().unwrap().is_some()
        });
        let (status, time) = running.stop();
        println!("{engine:?}: an ingest ended {time:?} after SIGTERM, {status}");
        // By itself, not by the signal.
        assert!(status.code().is_some(), "{status}");
        stopped += usize::from(!status.success());
        let store = bench.open();
        let held = store.read(|tx| tx.number("select count(*) from work where leased > 0", &[])).unwrap();
        assert_eq!(held, 0, "items still in hand of a program that has ended\n{}", bench.log());
    }
    assert!(stopped > 0, "every ingest came to its end before the signal");
    bench.run(&["ingest", "world.warc"]);
    bench.holds().same_as(&want, &format!("{engine:?}, stopped {stopped} times"));
}

#[test]
fn an_ingest_stopped_on_sqlite_goes_on_and_comes_to_the_same() {
    ingest(Engine::Sqlite);
}

#[test]
fn an_ingest_stopped_on_postgres_goes_on_and_comes_to_the_same() {
    ingest(Engine::Postgres);
}

/// A hub stopped while it fetches, with outlets that take longer than it has: the next start fetches the rest at once, and asks for nothing
/// that it has.
fn serve(engine: Engine) {
    let Some(bench) = Bench::new(engine) else { return };
    let web = web::serve(&world(), 6);
    web.write_outlets(&bench.path("outlets.jsonl"));
    bench.run(&["outlets", "import", "outlets.jsonl"]);
    let arrived = || bench.open().read(articles::last_arrival).unwrap();
    let all = i64::try_from(web.articles).unwrap();

    let mut running = bench.hub();
    wait_until("a few articles arrive", Duration::from_secs(30), || arrived() >= 3);
    // From now on every page takes a minute.
    web.slow(Duration::from_secs(60));
    std::thread::sleep(Duration::from_millis(500));
    let (status, time) = running.stop();
    println!("{engine:?}: a hub ended {time:?} after SIGTERM, with {} of {all} articles", arrived());
    assert!(status.success(), "{status}\n{}", bench.log());
    assert!(arrived() < all, "it had everything before it was stopped");

    web.slow(Duration::ZERO);
    let mut running = bench.hub();
    wait_until("the rest arrives", Duration::from_secs(30), || bench.has(web.articles));
    assert!(running.stop().0.success(), "{}", bench.log());
    assert_eq!(bench.holds().articles.len(), web.articles);
    assert_eq!(web.asked_twice(), Vec::<String>::new(), "asked for again although it had come");
}

#[test]
fn a_hub_stopped_while_it_fetches_on_sqlite_goes_on() {
    serve(Engine::Sqlite);
}

#[test]
fn a_hub_stopped_while_it_fetches_on_postgres_goes_on() {
    serve(Engine::Postgres);
}
