//! Over a restart robots.txt, validators and poll times are kept: nobody is asked more than before because the hub was stopped.

use std::time::Duration;

use store::feeds;

use crate::bench::{Bench, Engine, wait_until};
use crate::web;
use crate::world::world;

fn restarted(engine: Engine) {
    let Some(bench) = Bench::new(engine) else { return };
    let mut web = web::serve(&world(), 4);
    web.write_outlets(&bench.path("outlets.jsonl"));
    bench.run(&["outlets", "import", "outlets.jsonl"]);
    let mut running = bench.hub();
    wait_until("all arrives", Duration::from_secs(30), || bench.has(web.articles));
    assert!(running.stop().0.success(), "{}", bench.log());

    // One feed is to be asked in an hour.
    let later = web.hosts.remove(0);
    let store = bench.open();
    let in_an_hour = now() + 3_600;
    let put_off = store.write(|tx| {
        let feed = feeds::list(tx)?.into_iter().find(|feed| feed.url.contains(&later)).unwrap();
        feeds::set_next_poll(tx, feed.id, in_an_hour, "for the test")
    });
    assert!(put_off.unwrap());
    drop(store);
    web.forget();
    let mut running = bench.hub();
    let feeds = |web: &web::Web| web.asked().into_iter().filter(|a| a.path == "/feed").collect::<Vec<_>>();
    let all_asked = |web: &web::Web| web.hosts.iter().all(|host| feeds(web).iter().any(|asked| asked.host == *host));
    wait_until("every feed is asked", Duration::from_secs(30), || all_asked(&web));
    for asked in web.asked() {
        assert!(asked.path == "/feed" && asked.conditional && asked.status == 304, "{asked:?}");
    }
    web.publish();
    wait_until("the late news arrive", Duration::from_secs(30), || bench.has(web.articles));
    let asked = web.asked();
    assert!(asked.iter().all(|asked| asked.path != "/robots.txt"), "robots.txt is asked for although it is fresh");
    assert!(asked.iter().all(|asked| asked.host != later), "a feed is asked before its time");
    assert!(running.stop().0.success(), "{}", bench.log());
}

fn now() -> i64 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    i64::try_from(now.as_secs()).unwrap()
}

#[test]
fn robots_validators_and_poll_times_are_kept_over_a_restart_on_sqlite() {
    restarted(Engine::Sqlite);
}

#[test]
fn robots_validators_and_poll_times_are_kept_over_a_restart_on_postgres() {
    restarted(Engine::Postgres);
}
