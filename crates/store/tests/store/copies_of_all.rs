//! Backup, restore, check and the search index: what stands beside the tables agrees with them.

use model::Id;
use store::articles::{self, Filter};
use store::search::{HitKind, Index, Query, Sort};
use store::stories::{self, Member, Story};
use store::{FaultKind, Store, archive, args, check, media, outlets, settings, takedowns, users};

use crate::harness::{Bench, article, both, outlet, saved};

/// A store with thirty articles of two outlets, a story of two of them, a file and a person.
fn filled(bench: &Bench) -> (Vec<Id>, media::Files) {
    let store = &bench.store;
    let (a, b) = (outlet(store, "Times"), outlet(store, "Le Héraut"));
    let mut batch: Vec<_> = (0..30).map(|n| article(if n % 2 == 0 { &a } else { &b }, n)).collect();
    batch[5].article.headline = Some("Nine people hurt in Kyïv".into());
    batch[6].article.headline = Some("Ballistic missiles: nine hurt, say people in Kyiv".into());
    batch[7].article.headline = Some("東京都の地震".into());
    batch[7].article.language = Some("ja-JP".into());
    let ids = saved(store, &batch);
    let files = media::Files::new(bench.folder.path().join("media"));
    store
        .write(|tx| {
            let story = Story {
                id: ids[5],
                headline: "Kyiv under fire".into(),
                lead: ids[5],
                last: 1_000_360,
                ..Story::default()
            };
            stories::save(tx, &story)?;
            for (place, id) in (0..).zip(&ids[5..7]) {
                stories::place(tx, &[Member { article: *id, story: ids[5], place, instant: 0, why: "Kyiv".into() }])?;
            }
            let hash = files.put(b"a picture")?;
            media::save(
                tx,
                &media::Medium { hash, kind: "image/png".into(), bytes: 9, width: 3, height: 3, own: true, used: 1 },
            )?;
            users::add(tx, "anna", "Anna", "admin", "$hash", 1)?;
            store::raw::put(tx, "key", "{}", &[0, 1, 255], 1)
        })
        .unwrap();
    (ids, files)
}

fn follow(index: &Index, store: &Store) {
    while index.follow(store).unwrap().more {}
}

fn found(index: &Index, text: &str) -> Vec<(HitKind, Id)> {
    let query = Query { text: text.into(), limit: 50, ..Query::default() };
    index.search(&query).hits.iter().map(|hit| (hit.kind, hit.id)).collect()
}

/// Every row of every table that a backup holds.
fn everything(store: &Store) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    archive::backup(store, &media::Files::new(folder.path().join("none")), &folder.path().join("all")).unwrap();
    let mut lines = Vec::new();
    for entry in std::fs::read_dir(folder.path().join("all/tables")).unwrap() {
        let path = entry.unwrap().path();
        for line in std::fs::read_to_string(&path).unwrap().lines().filter(|line| !line.starts_with("[\"store\"")) {
            lines.push(format!("{} {line}", path.file_name().unwrap().to_str().unwrap()));
        }
    }
    lines.sort();
    lines
}

both! {
    fn backup_and_restore_to_either_engine(bench: &Bench) {
        let (_, files) = filled(bench);
        let target = bench.folder.path().join("backup");
        let manifest = archive::backup(&bench.store, &files, &target).unwrap();
        assert_eq!((manifest.tables["article"].rows, manifest.media), (30, 1));
        assert!(archive::backup(&bench.store, &files, &target).unwrap_err().sentence.contains("is there already"));
        let others = [Some(Bench::sqlite()), Bench::postgres()];
        for other in others.iter().flatten() {
            let copies = media::Files::new(other.folder.path().join("media"));
            archive::restore(&target, &other.store, &copies).unwrap();
            assert_eq!(everything(&other.store), everything(&bench.store));
            assert_eq!(check::check(&other.store, None, Some(&copies)).unwrap(), Vec::<String>::new());
            // The numbers go on where they were.
            let times = other.store.read(|tx| outlets::by_slug(tx, "times")).unwrap().unwrap();
            assert_eq!(other.store.write(|tx| articles::save(tx, &[article(&times, 99)])).unwrap()[0].arrival, 31);
            let again = archive::restore(&target, &other.store, &copies).unwrap_err();
            assert!(again.sentence.contains("not empty"), "{again}");
        }
    }

    fn a_damaged_archive_is_refused(bench: &Bench) {
        let (_, files) = filled(bench);
        let target = bench.folder.path().join("backup");
        archive::backup(&bench.store, &files, &target).unwrap();
        let table = target.join("tables/reading.jsonl");
        let text = std::fs::read_to_string(&table).unwrap().replacen("Headline 3", "Headline 8", 1);
        std::fs::write(&table, text).unwrap();
        let other = bench.another();
        let fault = archive::restore(&target, &other.store, &files).unwrap_err();
        assert_eq!(fault.kind, FaultKind::Refused);
        assert!(fault.sentence.contains("reading.jsonl"), "{fault}");
        assert_eq!(other.store.read(outlets::count).unwrap(), 0);
        let none = archive::restore(bench.folder.path(), &other.store, &files).unwrap_err();
        assert!(none.sentence.contains("no backup of Broadsheet"), "{none}");
    }

    fn check_names_what_is_wrong(bench: &Bench) {
        let (ids, files) = filled(bench);
        let index = Index::open(&bench.folder.path().join("index")).unwrap();
        follow(&index, &bench.store);
        assert_eq!(check::check(&bench.store, Some(&index), Some(&files)).unwrap(), Vec::<String>::new());
        bench.store.write(|tx| {
            tx.execute("update reading set doc = replace(doc, 'Headline 3', 'Headline 8') where article = ?1", args![ids[3]])?;
            tx.execute("delete from outlet where slug = 'times'", args![])?;
            tx.execute("update article set gone = 1 where id = ?1", args![ids[9]])
        }).unwrap();
        files.delete(&bench.store.read(|tx| tx.one("select hash from media", args![])?.unwrap().text()).unwrap());
        let sentences = check::check(&bench.store, Some(&index), Some(&files)).unwrap();
        for part in [
            format!("article {}, reading 1: is not what was stored", ids[3]),
            "15 articles of an outlet that is not there".to_owned(),
            "holds 1 articles that the store has not".to_owned(),
            "is not in".to_owned(),
        ] {
            assert!(sentences.iter().any(|s| s.contains(&part)), "{part}: {sentences:?}");
        }
        assert_eq!(sentences.len(), 4, "{sentences:?}");
    }

    fn search_finds_what_was_typed(bench: &Bench) {
        let (ids, _) = filled(bench);
        let index = Index::open(&bench.folder.path().join("index")).unwrap();
        assert_eq!(found(&index, "kyiv"), []);
        follow(&index, &bench.store);
        let (story, report) = (|n: usize| (HitKind::Story, ids[n]), |n: usize| (HitKind::Report, ids[n]));
        assert_eq!(index.counts(), (1, 30));
        for (text, want) in [
            ("\"nine people\"", vec![story(5), report(5)]),
            ("KYÏV missiles", vec![story(5), report(6)]),
            ("nine -ballistic", vec![report(5)]),
            ("title:missiles", vec![report(6)]),
            ("kyiv outlet:times", vec![story(5), report(6)]),
            ("outlet:le-heraut \"in Kyiv\"", vec![story(5), report(5)]),
            ("outlet:nobody kyiv", vec![]),
            ("地震", vec![report(7)]),
            ("language:ja", vec![report(7)]),
            ("ballistic OR 地震 after:1970-01-12", vec![story(5), report(7), report(6)]),
            ("missiles before:1970-01-02", vec![]),
            ("absent", vec![]),
        ] {
            let mut got = found(&index, text);
            let mut want = want;
            if want.len() > 2 {
                got.sort_by_key(|(_, id)| *id);
                want.sort_by_key(|(_, id)| *id);
            }
            assert_eq!(got, want, "{text}");
        }
        let page = |offset, limit, sort| index.search(&Query { text: "paragraph".into(), offset, limit, sort, ..Query::default() });
        let all = page(0, 50, Sort::Time);
        assert_eq!((all.reports, all.hits.len(), all.hits[0].id), (Some(30), 30, ids[29]));
        assert_eq!(page(10, 5, Sort::Time).hits, all.hits[10..15]);
        let mixed = index.search(&Query { limit: 3, offset: 1, sort: Sort::Time, ..Query::default() });
        assert_eq!((mixed.stories, mixed.hits[0].id), (1, ids[29]));
        for odd in ["", "\"", "OR", "-", ":", "title:", "outlet:\"\"", "((a AND", "*", "a*", "\u{0}", "~^!", "after:9999999999-1"] {
            index.search(&Query { text: odd.into(), limit: 10, ..Query::default() });
        }
        assert!(index.search(&Query { text: "missiles ".repeat(10_000), limit: 10, ..Query::default() }).reports > Some(0));
    }

    fn the_index_follows_and_is_made_anew(bench: &Bench) {
        let (ids, _) = filled(bench);
        let folder = bench.folder.path().join("index");
        let index = Index::open(&folder).unwrap();
        follow(&index, &bench.store);
        bench.store.write(|tx| {
            takedowns::article(tx, ids[6], takedowns::By { who: "anna", reason: "asked to", at: 1 })?;
            let story = stories::get(tx, ids[5])?.unwrap();
            stories::save(tx, &Story { hidden: true, ..story })
        }).unwrap();
        let followed = index.follow(&bench.store).unwrap();
        assert_eq!((followed.written, followed.more), (2, false));
        assert_eq!(found(&index, "kyiv"), [(HitKind::Report, ids[5])]);
        assert_eq!(index.follow(&bench.store).unwrap().written, 0);
        drop(index);
        // Opened again it goes on; cut off, foreign or of another store it is filled anew.
        assert_eq!(found(&Index::open(&folder).unwrap(), "kyiv").len(), 1);
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "idx" || e == "term" || e == "pos") {
                std::fs::write(path, "damage").unwrap();
            }
        }
        let index = Index::open(&folder).unwrap();
        let _ = found(&index, "kyiv");
        follow(&index, &bench.store);
        assert_eq!(found(&index, "kyiv"), [(HitKind::Report, ids[5])]);
        assert_eq!(index.counts(), (0, 29));
        let other = bench.another();
        other.store.write(|tx| settings::set(tx, "a", Some("b"))).unwrap();
        follow(&index, &other.store);
        assert_eq!(index.counts(), (0, 0));
        assert_eq!(bench.store.read(|tx| articles::count(tx, &Filter::default())).unwrap(), 29);
    }

    fn every_table_is_listed(bench: &Bench) {
        let sql = if bench.store.is_sqlite() {
            "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        } else {
            "select table_name from information_schema.tables where table_schema = current_schema()"
        };
        let mut there = bench.store.read(|tx| tx.list(sql, args![], |mut row| row.text())).unwrap();
        let mut kept: Vec<String> = archive::backup(&bench.store, &media::Files::new("none"), &bench.folder.path().join("b"))
            .unwrap().tables.into_keys().collect();
        kept.extend(["lease", "session", "throttle", "link", "robots"].map(ToOwned::to_owned));
        there.sort();
        kept.sort();
        assert_eq!(there, kept);
    }
}
