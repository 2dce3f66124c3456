//! Changes and decisions: numbered, none lost; damaged, foreign and newer stores refused.

use std::collections::BTreeSet;

use model::Id;
use store::changes::{self, ChangeKind};
use store::decisions::{self, Kind, New};
use store::entries::{self, Seen};
use store::history::{self, Event, Kind as Came};
use store::{FaultKind, Options, Store, args, settings};

use crate::harness::{Bench, both};

fn decision(kind: Kind, who: Option<&str>) -> New {
    New {
        kind,
        who: who.map(ToOwned::to_owned),
        article: Some(Id(1)),
        story: Some(Id(1)),
        model: "1".into(),
        doc: "{}".into(),
    }
}

both! {
    fn four_writers_lose_no_change(bench: &Bench) {
        let store = &bench.store;
        let (writers, each) = (4, 60);
        let seen = std::thread::scope(|scope| {
            for w in 0..writers {
                scope.spawn(move || {
                    for n in 0..each {
                        store.write(|tx| {
                            changes::note(tx, ChangeKind::Article, Id(w * 1_000 + n));
                            changes::note(tx, ChangeKind::Article, Id(w * 1_000 + n));
                            tx.execute("insert into mark (name, n) values (?1, 0)", args![&format!("{w} {n}")])?;
                            Ok(())
                        }).unwrap();
                    }
                });
            }
            let (mut after, mut seen) = (0, BTreeSet::new());
            while i64::try_from(seen.len()).unwrap() < writers * each {
                let before = store.written();
                let list = store.read(|tx| changes::since(tx, after, 7)).unwrap();
                for change in &list {
                    assert_eq!(change.n, after + 1);
                    after = change.n;
                    seen.insert(change.id);
                }
                if list.is_empty() && after < writers * each {
                    store.wait(before, std::time::Duration::from_millis(50));
                }
            }
            seen
        });
        assert_eq!(i64::try_from(seen.len()).unwrap(), writers * each);
        assert_eq!(store.read(changes::last).unwrap(), writers * each);
        store.write(|tx| changes::prune(tx, 10)).unwrap();
        assert_eq!(store.read(changes::first).unwrap(), Some(writers * each - 9));
    }

    fn a_transaction_that_fails_leaves_nothing(bench: &Bench) {
        let store = &bench.store;
        let failed: Result<(), _> = store.write(|tx| {
            settings::set(tx, "name", Some("x"))?;
            Err(store::Fault::bug("no"))
        });
        assert!(failed.is_err());
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            store.write(|tx| -> Result<(), _> {
                settings::set(tx, "name", Some("x"))?;
                panic!("a bug in a step")
            })
        }));
        assert!(panicked.is_err());
        assert_eq!(store.read(|tx| settings::get(tx, "name")).unwrap(), None);
        assert_eq!(store.read(changes::last).unwrap(), 0);
        store.write(|tx| settings::set(tx, "name", Some("y"))).unwrap();
        assert_eq!(store.read(settings::all).unwrap()["name"], "y");
        store.write(|tx| settings::set(tx, "name", None)).unwrap();
        assert!(store.read(settings::all).unwrap().is_empty());
    }

    fn a_reader_sees_one_moment(bench: &Bench) {
        let store = &bench.store;
        store.read(|tx| {
            assert_eq!(settings::get(tx, "name")?, None);
            store.write(|tx| settings::set(tx, "name", Some("later")))?;
            assert_eq!(settings::get(tx, "name")?, None);
            Ok(())
        }).unwrap();
        let written = store.read(|tx| settings::set(tx, "name", Some("by a reader")));
        assert_eq!(written.map_err(|fault| fault.kind == FaultKind::Bug || fault.kind == FaultKind::Refused || fault.kind == FaultKind::Away), Err(true));
        assert_eq!(store.read(|tx| settings::get(tx, "name")).unwrap().as_deref(), Some("later"));
    }

    fn editors_decisions_take_their_turn_when_applied(bench: &Bench) {
        let store = &bench.store;
        let n = store.write(|tx| decisions::add(tx, &[decision(Kind::Place, None)], 1)).unwrap();
        let merge = store.write(|tx| decisions::add(tx, &[decision(Kind::Merge, Some("anna"))], 2)).unwrap();
        let places = vec![decision(Kind::Place, None); 20];
        store.write(|tx| decisions::add(tx, &places, 3)).unwrap();
        assert_eq!((n, merge), (1, 2));
        let waiting = store.read(|tx| decisions::pending(tx, 10)).unwrap();
        assert_eq!(waiting.iter().map(|d| d.n).collect::<Vec<_>>(), [2]);
        assert_eq!(store.write(|tx| decisions::apply(tx, 2, Some(Id(1)), "{}")).unwrap(), Some(23));
        assert_eq!(store.write(|tx| decisions::apply(tx, 2, Some(Id(1)), "{}")).unwrap(), None);
        store.write(|tx| decisions::set_undone(tx, 2, true)).unwrap();
        store.read(|tx| {
            assert!(decisions::pending(tx, 10)?.is_empty());
            let applied = decisions::applied(tx, 0, 100)?;
            assert_eq!(applied.len(), 22);
            assert_eq!(applied.last().map(|d| (d.n, d.undone, d.what.kind)), Some((2, true, Kind::Merge)));
            assert_eq!(decisions::since(tx, 20, 100)?.len(), 2);
            assert_eq!(decisions::of_editors(tx, 10)?.len(), 1);
            Ok(())
        }).unwrap();
    }

    fn decisions_about_a_story_are_those_that_name_it(bench: &Bench) {
        let store = &bench.store;
        let about = |kind, story, doc: &str| New { story: Some(Id(story)), doc: doc.into(), ..decision(kind, Some("anna")) };
        let into = format!("{{\"into\":\"{}\"}}", Id(7));
        store.write(|tx| decisions::add(tx, &[
            about(Kind::Pin, 7, "{\"pinned\":1}"),
            about(Kind::Merge, 3, &into),
            about(Kind::Hide, 4, "{\"hidden\":true}"),
            New { who: None, ..about(Kind::Place, 7, "{}") },
            about(Kind::Rename, 9, "{\"headline\":\"7\"}"),
        ], 1)).unwrap();
        let numbers = |ids: &[Id]| -> Vec<i64> {
            store.read(|tx| decisions::about(tx, ids, 10)).unwrap().into_iter().map(|d| d.n).collect()
        };
        assert_eq!(numbers(&[Id(7)]), [2, 1]);
        assert_eq!(numbers(&[Id(3), Id(4)]), [3, 2]);
        assert!(numbers(&[]).is_empty() && numbers(&[Id(8)]).is_empty());
        assert_eq!(store.read(|tx| decisions::of_editors(tx, 2)).unwrap().len(), 2);
    }

    fn entries_seen_before(bench: &Bench) {
        let mark = |list: &[(&str, [u8; 16])], now| bench.store.write(|tx| entries::mark(tx, Id(1), list, now)).unwrap();
        assert_eq!(mark(&[("a", [1; 16]), ("b", [1; 16])], 0), [Seen::New, Seen::New]);
        assert_eq!(mark(&[("a", [1; 16]), ("b", [2; 16]), ("c", [1; 16])], 90_000), [Seen::Same, Seen::Changed, Seen::New]);
        assert_eq!(bench.store.write(|tx| entries::prune(tx, 90_000)).unwrap(), 0);
        assert_eq!(mark(&[("b", [2; 16])], 90_001), [Seen::Same]);
    }

    fn an_older_store_is_given_its_new_tables(bench: &Bench) {
        bench.store.write(|tx| {
            settings::set(tx, "name", Some("kept"))?;
            tx.execute("drop table history", args![])?;
            tx.execute("update counter set n = 1 where name = 'version'", args![])
        }).unwrap();
        let store = bench.beside();
        assert_eq!(store.read(|tx| settings::get(tx, "name")).unwrap().as_deref(), Some("kept"));
        let event = Event { story: Id(1), n: 2, kind: Came::Joined, other: Id(3), at: 4, who: Some("anna".into()), reports: 5 };
        store.write(|tx| {
            history::note(tx, &event)?;
            history::note(tx, &event)?;
            history::note(tx, &Event { n: 3, who: None, ..event.clone() })
        }).unwrap();
        let told = store.read(|tx| history::of_story(tx, Id(1), 9)).unwrap();
        assert_eq!(told.iter().map(|event| event.n).collect::<Vec<_>>(), [3, 2]);
        assert_eq!(told[1], event);
        assert_eq!(bench.beside().read(|tx| history::of_story(tx, Id(3), 9)).unwrap(), []);
    }

    fn nodes_that_start_at_once_give_an_older_store_its_new_tables_together(bench: &Bench) {
        for _ in 0..5 {
            bench.store.write(|tx| {
                tx.execute("drop table history", args![])?;
                tx.execute("update counter set n = 1 where name = 'version'", args![])
            }).unwrap();
            std::thread::scope(|scope| {
                let nodes: Vec<_> = (0..4).map(|_| scope.spawn(|| bench.beside())).collect();
                for node in nodes {
                    assert_eq!(node.join().unwrap().read(|tx| history::of_story(tx, Id(1), 9)).unwrap(), []);
                }
            });
        }
    }

    fn a_newer_store_is_refused(bench: &Bench) {
        bench.store.write(|tx| tx.execute("update counter set n = 99 where name = 'version'", args![])).unwrap();
        let options = Options { access: store::Access::Beside, ..Options::default() };
        let fault = Store::open(&bench.address, &options).err().unwrap();
        assert_eq!(fault.kind, FaultKind::Refused);
        assert!(fault.sentence.contains("newer Broadsheet"), "{fault}");
    }
}

/// A write inside a write would wait for itself: it is told so, and the store goes on.
#[test]
fn a_write_inside_a_write_is_a_mistake() {
    let bench = Bench::sqlite();
    let fault = bench.store.write(|_| bench.store.write(|tx| settings::set(tx, "a", None))).unwrap_err();
    assert_eq!(fault.kind, FaultKind::Bug);
    bench.store.write(|tx| settings::set(tx, "a", Some("b"))).unwrap();
}

/// Files that are no store of ours are refused with what to do, and stay as they were.
#[test]
fn foreign_and_damaged_files_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let good = folder.path().join("good.db");
    let opened = Store::open(good.to_str().unwrap(), &Options::default()).unwrap();
    opened.write(|tx| settings::set(tx, "a", Some("b"))).unwrap();
    drop(opened);
    let good = std::fs::read(&good).unwrap();
    let foreign = folder.path().join("foreign.db");
    rusqlite::Connection::open(&foreign).unwrap().execute_batch("create table article (id integer)").unwrap();
    let foreign = std::fs::read(&foreign).unwrap();
    for (name, bytes, sentence) in [
        ("empty", &b""[..], "is empty"),
        ("text", b"some text that is no database at all", "is not a database of Broadsheet"),
        ("foreign", &foreign, "another program's"),
        ("cut", good.get(..good.len() - 5_000).unwrap(), "is cut off"),
        ("head", good.get(..50).unwrap(), "is cut off"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let fault = Store::open(path.to_str().unwrap(), &Options::default()).err().unwrap();
        assert_eq!(fault.kind, FaultKind::Refused, "{name}");
        assert!(fault.sentence.contains(sentence) && fault.sentence.contains("restore"), "{name}: {fault}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes, "{name}");
    }
    let nowhere = Store::open("postgres://nobody@127.0.0.1:1/none", &Options::default()).err().unwrap();
    assert_eq!(nowhere.kind, FaultKind::Away);
    assert!(nowhere.retry_after().is_some());
    assert_eq!(Store::open("postgres://[", &Options::default()).err().unwrap().kind, FaultKind::Refused);
}
