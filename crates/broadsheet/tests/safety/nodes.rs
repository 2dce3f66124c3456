//! Two nodes on one PostgreSQL, of which the one that groups is killed: the other goes on, nothing is lost and nothing doubled.
//! With `BROADSHEET_NODES=1` the claims of the killed one run out by themselves, which takes five minutes.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use store::{articles, leases};

use crate::bench::{Bench, Engine, free_port, wait_until};
use crate::web;
use crate::world::world;

#[test]
fn of_two_nodes_the_other_goes_on_when_one_is_killed() {
    let Some(bench) = Bench::new(Engine::Postgres) else { return };
    let mut web = web::serve(&world(), 6);
    web.write_outlets(&bench.path("outlets.jsonl"));
    bench.run(&["outlets", "import", "outlets.jsonl"]);
    web.slow(Duration::from_millis(200));
    let listen = [free_port(), free_port()].map(|port| format!("127.0.0.1:{port}"));
    let mut nodes = ["data", "other"].map(|data| bench.node_at(&listen[usize::from(data == "other")], data));
    let store = bench.open();
    let holder = || store.read(|tx| leases::holder(tx, "grouping")).unwrap();
    wait_until("some articles arrive", Duration::from_secs(30), || {
        store.read(articles::last_arrival).unwrap() >= 10 && holder().is_some()
    });

    let (held, epoch, _) = holder().unwrap();
    let groups = nodes.iter().position(|node| held.starts_with(&format!("{}-", node.0.id()))).unwrap();
    nodes[groups].kill();
    let begin = Instant::now();
    let arrived = store.read(articles::last_arrival).unwrap();
    assert!(usize::try_from(arrived).unwrap() < web.articles, "everything had come");
    wait_until("the lease passes to the other node", Duration::from_secs(25), || {
        holder().is_some_and(|(now, later, _)| now != held && later > epoch)
    });
    println!("the lease has passed {:?} after the kill, with {arrived} of {} articles", begin.elapsed(), web.articles);
    let long = std::env::var("BROADSHEET_NODES").is_ok();
    if !long {
        bench.let_claims_run_out();
    }
    web.publish();
    web.slow(Duration::ZERO);
    let other = &listen[1 - groups];
    let most = Duration::from_secs(if long { 400 } else { 40 });
    wait_until("the other node has everything", most, || bench.has(web.articles));
    println!("everything is there {:?} after the kill", begin.elapsed());
    assert_eq!(web::get(other, "/"), 200);
    assert!(nodes[1 - groups].stop().0.success(), "{}", bench.log());
    let holds = bench.holds();
    assert_eq!(holds.left, 0, "rows of work left");
    let once = |urls: Vec<&String>| urls.into_iter().collect::<BTreeSet<_>>().len();
    assert_eq!(once(holds.articles.iter().map(|article| &article.0).collect()), web.articles);
    assert_eq!(holds.articles.len(), web.articles);
    assert_eq!((once(holds.placed.iter().collect()), holds.placed.len()), (web.articles, web.articles));
}
