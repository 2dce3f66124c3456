//! The work table and the leases, against a model and with holders that die.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use model::Feed;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use store::work::{Claim, Failed, Failure};
use store::{FaultKind, Options, Store, args, feeds, hosts, leases, work};

use crate::harness::{Bench, both, outlet};

fn failure(due: i64) -> Failure<'static> {
    Failure { why: "broken", due, failures_max: 3, input: Some(b"input") }
}

/// What the work table should be: (stage, key) → (payload, due, tries, failures).
type Model = BTreeMap<(usize, usize), (usize, i64, i64, i64)>;

/// The items that were put again while in hand.
type Again = BTreeSet<(usize, usize)>;

#[derive(Debug, Clone)]
enum Step {
    Put(usize, usize, usize, i64),
    Claim(usize, usize),
    Finish(usize),
    Fail(usize),
    Release(usize),
    Sleep(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..2usize, 0..6usize, 0..2usize, 0..3i64).prop_map(|(stage, key, payload, delay)| Step::Put(stage, key, payload, delay)),
        3 => (0..2usize, 1..4usize).prop_map(|(stage, n)| Step::Claim(stage, n)),
        3 => (0..20usize).prop_map(Step::Finish),
        1 => (0..20usize).prop_map(Step::Fail),
        1 => (0..20usize).prop_map(Step::Release),
        2 => (1..8i64).prop_map(Step::Sleep),
    ]
}

const LEASE: i64 = 5;
const STAGES: [&str; 2] = ["read", "analyse"];

/// Runs the steps on the table and the model side by side. A claim holds if its item is there with the same payload and tries.
fn run(store: &Store, steps: &[Step]) -> Result<(), TestCaseError> {
    store
        .write(|tx| tx.execute("delete from work", args![]).and_then(|_| tx.execute("delete from aside", args![])))
        .unwrap();
    let mut again = Again::new();
    let (mut model, mut now, mut claims) = (Model::new(), 100, Vec::<((usize, usize), usize, Claim)>::new());
    for step in steps {
        match *step {
            Step::Put(stage, key, payload, delay) => {
                store
                    .write(|tx| work::put(tx, STAGES[stage], &key.to_string(), &payload.to_string(), now + delay))
                    .unwrap();
                let entry = model.entry((stage, key)).or_insert((payload, now + delay, 0, 0));
                let leased = claims.iter().any(|(at, p, c)| {
                    *at == (stage, key)
                        && *p == entry.0
                        && c.tries == entry.2
                        && c.tries > 0
                        && c.payload == entry.0.to_string()
                });
                if entry.0 != payload {
                    *entry = (payload, now + delay, 0, 0);
                    claims.retain(|(at, ..)| *at != (stage, key));
                    again.remove(&(stage, key));
                } else if leased {
                    again.insert((stage, key));
                } else if now + delay < entry.1 {
                    entry.1 = now + delay;
                }
            }
            Step::Claim(stage, n) => {
                let got = store.write(|tx| work::claim(tx, STAGES[stage], n, now, LEASE)).unwrap();
                let due = model.iter().filter(|(at, item)| at.0 == stage && item.1 <= now).count();
                prop_assert_eq!(got.len(), due.min(n));
                let oldest: Vec<i64> = {
                    let mut dues: Vec<i64> = model
                        .iter()
                        .filter(|(at, item)| at.0 == stage && item.1 <= now)
                        .map(|(_, item)| item.1)
                        .collect();
                    dues.sort_unstable();
                    dues.into_iter().take(n).collect()
                };
                let mut taken = Vec::new();
                for claim in got {
                    let at = (stage, claim.key.parse().unwrap());
                    let item = model.get_mut(&at).unwrap();
                    prop_assert_eq!(&claim.payload, &item.0.to_string());
                    taken.push(item.1);
                    item.1 = now + LEASE;
                    item.2 += 1;
                    prop_assert_eq!(claim.tries, item.2);
                    again.remove(&at);
                    claims.retain(|(other, ..)| *other != at);
                    claims.push((at, item.0, claim));
                }
                taken.sort_unstable();
                prop_assert_eq!(taken, oldest);
            }
            Step::Finish(i) | Step::Fail(i) | Step::Release(i) => {
                if claims.is_empty() {
                    continue;
                }
                let (at, payload, claim) = claims.remove(i % claims.len());
                let anew = again.remove(&at);
                let finish = |model: &mut Model| match model.get_mut(&at).filter(|_| anew) {
                    Some(item) => *item = (item.0, 0, 0, 0),
                    None => drop(model.remove(&at)),
                };
                let holds = model.get(&at).is_some_and(|item| item.0 == payload && item.2 == claim.tries);
                match step {
                    Step::Finish(_) => {
                        prop_assert_eq!(store.write(|tx| work::finish(tx, &claim)).unwrap(), holds);
                        finish(&mut model);
                    }
                    Step::Fail(_) => {
                        let failed = store.write(|tx| work::fail(tx, &claim, &failure(now + 2), now)).unwrap();
                        let item = model.get_mut(&at).unwrap();
                        if item.3 + 1 >= 3 {
                            prop_assert_eq!(failed, Failed::Aside);
                            finish(&mut model);
                        } else {
                            prop_assert_eq!(failed, Failed::Again);
                            (item.1, item.3) = (now + 2, item.3 + 1);
                        }
                    }
                    _ => {
                        prop_assert_eq!(store.write(|tx| work::release(tx, &claim, now)).unwrap(), holds);
                        if let Some(item) = model.get_mut(&at) {
                            (item.1, item.2) = (now, item.2 - 1);
                        }
                    }
                }
            }
            Step::Sleep(seconds) => now += seconds,
        }
        let counts = store.read(|tx| work::counts(tx, now)).unwrap();
        let there: i64 = counts.values().map(|c| c.waiting + c.delayed + c.claimed).sum();
        prop_assert_eq!(there, i64::try_from(model.len()).unwrap());
    }
    Ok(())
}

both! {
    fn the_table_is_as_the_model(bench: &Bench) {
        let mut runner = TestRunner::new(Config { cases: 60, failure_persistence: None, ..Config::default() });
        runner.run(&prop::collection::vec(step(), 1..60), |steps| run(&bench.store, &steps)).unwrap();
    }

    fn a_late_worker_is_fenced(bench: &Bench) {
        let store = &bench.store;
        store.write(|tx| work::put(tx, "read", "a", "1", 0)).unwrap();
        let first = store.write(|tx| work::claim(tx, "read", 32, 10, 5)).unwrap().remove(0);
        assert!(store.write(|tx| work::claim(tx, "read", 32, 14, 5)).unwrap().is_empty());
        let second = store.write(|tx| work::claim(tx, "read", 32, 15, 5)).unwrap().remove(0);
        assert!(!store.write(|tx| work::finish(tx, &first)).unwrap());
        assert_eq!(store.write(|tx| work::fail(tx, &first, &failure(20), 16)).unwrap(), Failed::Lost);
        assert!(store.write(|tx| work::finish(tx, &second)).unwrap());
        // Put once more with the same payload while in hand: done once more.
        store.write(|tx| work::put(tx, "view", "s", "", 0)).unwrap();
        let seen = store.write(|tx| work::claim(tx, "view", 32, 10, 5)).unwrap().remove(0);
        store.write(|tx| work::put(tx, "view", "s", "", 11)).unwrap();
        assert!(store.write(|tx| work::finish(tx, &seen)).unwrap());
        assert!(!store.write(|tx| work::finish(tx, &seen)).unwrap());
        let again = store.write(|tx| work::claim(tx, "view", 32, 12, 5)).unwrap().remove(0);
        assert!(store.write(|tx| work::finish(tx, &again)).unwrap());
        assert!(store.write(|tx| work::claim(tx, "view", 32, 100, 5)).unwrap().is_empty());
        // Put once more with another payload while in hand: the newer one is not lost.
        store.write(|tx| work::put(tx, "read", "b", "1", 0)).unwrap();
        let old = store.write(|tx| work::claim(tx, "read", 32, 10, 5)).unwrap().remove(0);
        store.write(|tx| work::put(tx, "read", "b", "2", 0)).unwrap();
        assert!(!store.write(|tx| work::finish(tx, &old)).unwrap());
        assert_eq!(store.write(|tx| work::claim(tx, "read", 32, 10, 5)).unwrap()[0].payload, "2");
    }

    fn an_item_often_given_back_is_not_taken_for_one_that_ends_the_program(bench: &Bench) {
        let store = &bench.store;
        store.write(|tx| work::put(tx, "fetch", "a page of a busy host", "", 0)).unwrap();
        for now in 1..100 {
            let claim = store.write(|tx| work::claim(tx, "fetch", 32, now, 5)).unwrap().remove(0);
            assert!(store.write(|tx| work::release(tx, &claim, now + 1)).unwrap());
        }
        assert!(store.read(|tx| work::asides(tx, 10)).unwrap().is_empty());
    }

    fn what_fails_is_laid_aside_and_comes_back(bench: &Bench) {
        let store = &bench.store;
        store.write(|tx| work::put(tx, "read", "poison", "{}", 0)).unwrap();
        for n in 0..3 {
            let claim = store.write(|tx| work::claim(tx, "read", 32, n * 10, 5)).unwrap().remove(0);
            let failed = store.write(|tx| work::fail(tx, &claim, &failure(n * 10 + 1), n * 10)).unwrap();
            assert_eq!(failed, if n < 2 { Failed::Again } else { Failed::Aside });
        }
        let aside = store.read(|tx| work::asides(tx, 10)).unwrap().remove(0);
        assert_eq!((aside.key.as_str(), aside.failures, aside.why.as_str(), aside.input_bytes), ("poison", 3, "broken", 5));
        assert_eq!(store.read(|tx| work::aside_input(tx, aside.id)).unwrap(), Some(b"input".to_vec()));
        assert_eq!(store.read(|tx| work::counts(tx, 0)).unwrap()["read"].aside, 1);
        assert!(store.write(|tx| work::retry(tx, aside.id, 100)).unwrap());
        let claim = store.write(|tx| work::claim(tx, "read", 32, 100, 5)).unwrap().remove(0);
        assert_eq!(claim.failures, 0);
        assert!(store.read(|tx| work::asides(tx, 10)).unwrap().is_empty());
    }

    fn what_takes_the_program_down_is_laid_aside(bench: &Bench) {
        let store = &bench.store;
        store.write(|tx| work::put(tx, "read", "bomb", "{}", 0)).unwrap();
        let mut claims = 0;
        while claims < 100 && !store.write(|tx| work::claim(tx, "read", 1, claims * 10, 5)).unwrap().is_empty() {
            claims += 1;
        }
        assert_eq!(claims, 25);
        assert_eq!(store.read(|tx| work::asides(tx, 10)).unwrap().len(), 1);
    }

    fn four_workers_do_each_item_once(bench: &Bench) {
        let store = &bench.store;
        store.write(|tx| (0..400).try_for_each(|n| work::put(tx, "read", &n.to_string(), "", 0))).unwrap();
        let done = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut empty = 0;
                    while empty < 3 {
                        let claims = store.write(|tx| work::claim(tx, "read", 32, 10, 100)).unwrap();
                        empty = if claims.is_empty() { empty + 1 } else { 0 };
                        let finished = store.write(|tx| {
                            let mut finished = 0;
                            for claim in &claims {
                                finished += usize::from(work::finish(tx, claim)?);
                            }
                            Ok(finished)
                        }).unwrap();
                        done.fetch_add(finished, Ordering::Relaxed);
                    }
                });
            }
        });
        assert_eq!(done.load(Ordering::Relaxed), 400);
        assert!(store.read(|tx| work::counts(tx, 10)).unwrap().is_empty());
    }

    fn a_lease_has_one_holder_and_a_fence(bench: &Bench) {
        let store = &bench.store;
        let take = |holder: &str, now| store.write(|tx| leases::take(tx, "grouping", holder, now, 10)).unwrap();
        assert_eq!(take("a", 100), Some(1));
        assert_eq!(take("b", 105), None);
        assert_eq!(take("a", 105), Some(1));
        assert_eq!(take("b", 115), Some(2));
        let fence = |holder: &str, epoch| store.write(|tx| leases::fence(tx, "grouping", holder, epoch)).unwrap();
        assert!(!fence("a", 1) && !fence("a", 2) && fence("b", 2));
        // A write by the old holder leaves nothing behind.
        let late = store.write(|tx| {
            work::put(tx, "read", "late", "", 0)?;
            leases::demand(tx, "grouping", "a", 1)
        });
        assert_eq!(late.unwrap_err().kind, FaultKind::Refused);
        assert!(store.read(|tx| work::counts(tx, 0)).unwrap().is_empty());
        store.write(|tx| leases::release(tx, "grouping", "b", 2)).unwrap();
        assert_eq!(take("a", 116), Some(3));
        assert_eq!(store.read(|tx| leases::holder(tx, "grouping")).unwrap(), Some(("a".into(), 3, 126)));
    }

    fn feeds_when_they_are_due(bench: &Bench) {
        let store = &bench.store;
        let times = outlet(store, "Times");
        let feed = |n: i64| Feed { outlet: times.id, url: format!("https://times.example/{n}.rss"), next_poll: n, ..Feed::default() };
        let listed: Vec<Feed> = (0..5).map(|n| store.write(|tx| feeds::insert(tx, &feed(n))).unwrap()).collect();
        assert_eq!(store.write(|tx| feeds::insert(tx, &feed(1))).unwrap_err().kind, FaultKind::Taken);
        let due = store.write(|tx| feeds::due(tx, 2, 2, 60)).unwrap();
        assert_eq!(due.iter().map(|f| f.id).collect::<Vec<_>>(), [listed[0].id, listed[1].id]);
        assert_eq!(store.write(|tx| feeds::due(tx, 2, 9, 60)).unwrap().len(), 1);
        store.write(|tx| feeds::save(tx, &Feed { next_poll: 50, faults: 2, ..due[0].clone() })).unwrap();
        assert_eq!(store.read(feeds::list).unwrap()[0].id, due[0].id);
        store.write(|tx| hosts::pause(tx, "times.example", 500, "429")).unwrap();
        store.write(|tx| hosts::pause(tx, "times.example", 400, "429")).unwrap();
        assert!(store.write(|tx| feeds::due(tx, 450, 9, 60)).unwrap().is_empty());
        assert_eq!(store.read(|tx| hosts::paused(tx, "times.example", 450)).unwrap(), Some((500, "429".into())));
        store.write(|tx| feeds::save(tx, &Feed { stopped: Some("410".into()), ..listed[4].clone() })).unwrap();
        assert_eq!(store.write(|tx| feeds::due(tx, 600, 9, 60)).unwrap().len(), 4);
        store.write(|tx| feeds::set_next_poll(tx, listed[3].id, 1, "fetch now")).unwrap();
        assert_eq!(store.write(|tx| feeds::due(tx, 601, 9, 60)).unwrap()[0].id, listed[3].id);
    }
}

/// What a killed hub had in hand is free at once when the next one opens the file; a second hub is refused meanwhile.
#[test]
fn a_killed_hub_leaves_nothing_claimed() {
    let bench = Bench::sqlite();
    let Bench { store, address, folder, .. } = &bench;
    store.write(|tx| work::put(tx, "read", "a", "", 0)).unwrap();
    store.write(|tx| work::claim(tx, "read", 1, 100, 1_000)).unwrap();
    store.write(|tx| leases::take(tx, "grouping", "dead", 100, 1_000)).unwrap();
    let refused = Store::open(address, &Options::default()).err().unwrap();
    assert_eq!(refused.kind, FaultKind::Refused);
    assert!(refused.sentence.contains("another hub is running"), "{refused}");
    // A copy of the files is what a kill leaves behind.
    let copy = folder.path().join("copy");
    std::fs::create_dir(&copy).unwrap();
    for name in ["broadsheet.db", "broadsheet.db-wal"] {
        std::fs::copy(folder.path().join(name), copy.join(name)).unwrap();
    }
    let next = Store::open(copy.join("broadsheet.db").to_str().unwrap(), &Options::default()).unwrap();
    assert_eq!(next.write(|tx| work::claim(tx, "read", 1, 100, 10)).unwrap()[0].tries, 2);
    assert_eq!(next.write(|tx| leases::take(tx, "grouping", "new", 100, 10)).unwrap(), Some(2));
    // A command beside the hub claims nothing back.
    bench.beside();
    assert!(store.write(|tx| work::claim(tx, "read", 1, 100, 10)).unwrap().is_empty());
}
