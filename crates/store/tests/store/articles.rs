//! Articles: found again by any address, numbered as they arrive, every reading kept.

use model::{Analysis, Block, Happening, Id, Name, NameKind, Outlet, Span, Statement};
use store::articles::{Filter, Outcome};
use store::copies::Copy;
use store::stories::{Member, Story};
use store::{FaultKind, analyses, articles, changes, copies, media, outlets, retention, stories, takedowns};

use crate::harness::{Bench, article, both, outlet, saved};

both! {
    fn saving_twice_changes_nothing(bench: &Bench) {
        let outlet = outlet(&bench.store, "Times");
        let batch: Vec<_> = (0..40).map(|n| article(&outlet, n)).collect();
        let first = bench.store.write(|tx| articles::save(tx, &batch)).unwrap();
        assert!(first.iter().all(|saved| saved.what == Outcome::New && saved.revision == 1));
        assert_eq!(first.iter().map(|saved| saved.arrival).collect::<Vec<_>>(), (1..=40).collect::<Vec<_>>());
        let before = bench.store.read(changes::last).unwrap();
        let again = bench.store.write(|tx| articles::save(tx, &batch)).unwrap();
        assert!(again.iter().zip(&first).all(|(a, b)| a.what == Outcome::Same && (a.id, a.arrival) == (b.id, b.arrival)));
        assert_eq!(bench.store.read(changes::last).unwrap(), before);
        assert_eq!(bench.store.read(articles::last_arrival).unwrap(), 40);
        let twice = [article(&outlet, 50), article(&outlet, 50)];
        let saved = bench.store.write(|tx| articles::save(tx, &twice)).unwrap();
        assert_eq!((saved[0].what, saved[1].what), (Outcome::New, Outcome::Same));
    }

    fn a_differing_reading_is_a_revision(bench: &Bench) {
        let outlet = outlet(&bench.store, "Times");
        let mut new = article(&outlet, 1);
        let id = saved(&bench.store, &[new.clone()])[0];
        new.article.headline = Some("Corrected\0 headline".to_owned());
        new.article.url = Some(format!("http://www.{}/story/1/#top", outlet.home.trim_start_matches("https://").trim_end_matches('/')));
        new.seen += 100;
        let again = bench.store.write(|tx| articles::save(tx, &[new.clone()])).unwrap()[0];
        assert_eq!((again.id, again.revision, again.what), (id, 2, Outcome::Revised));
        let (head, article, readings) = bench.store.read(|tx| {
            Ok((articles::head(tx, id)?.unwrap(), articles::get(tx, id)?.unwrap(), articles::readings(tx, id)?))
        }).unwrap();
        assert_eq!(head.headline, "Corrected\u{fffd} headline");
        assert_eq!((head.arrival, head.seen, head.updated), (1, 2_000_001, 2_000_101));
        assert_eq!(article.id, id.to_string());
        assert_eq!(article.digest.unwrap().len(), 64);
        assert_eq!(readings.len(), 2);
        assert_eq!(readings[0].article.headline.as_deref(), Some("Headline 1"));
    }

    fn a_page_cannot_pass_for_another_outlets_article(bench: &Bench) {
        let (a, b) = (outlet(&bench.store, "Times"), outlet(&bench.store, "Herald"));
        let original = article(&a, 1);
        let mut forged = article(&b, 2);
        forged.article.canonical = original.article.url.clone();
        let ids = saved(&bench.store, &[original, forged]);
        assert_ne!(ids[0], ids[1]);
        let mut lazy = [article(&a, 20), article(&a, 21)];
        lazy[0].article.canonical = Some(a.home.clone());
        lazy[1].also = vec![a.home.clone()];
        lazy[1].article.canonical = Some(a.home.clone());
        let lazy = saved(&bench.store, &lazy);
        assert_ne!(lazy[0], lazy[1]);
        let head = bench.store.read(|tx| articles::head(tx, lazy[0])).unwrap().unwrap();
        assert!(head.url.contains("/story/20"), "{}", head.url);
        let mut own = article(&a, 3);
        own.article.canonical = Some(format!("{}story/1", a.home));
        own.also = vec![format!("{}short/9", a.home)];
        assert_eq!(saved(&bench.store, &[own])[0], ids[0]);
        let found = bench.store.read(|tx| articles::by_address(tx, &format!("{}short/9", a.home))).unwrap();
        assert_eq!(found, Some(ids[0]));
    }

    fn lists_and_counts(bench: &Bench) {
        let (a, b) = (outlet(&bench.store, "Times"), outlet(&bench.store, "Herald"));
        let mut batch: Vec<_> = (0..10).map(|n| article(&a, n)).collect();
        batch.push(article(&b, 100));
        batch[3].section = "sport".to_owned();
        batch[4].article.language = Some("de".to_owned());
        saved(&bench.store, &batch);
        bench.store.read(|tx| {
            let all = articles::list(tx, &Filter::default(), 5)?;
            assert_eq!(all.iter().map(|h| h.headline.as_str()).collect::<Vec<_>>(),
                ["Headline 100", "Headline 9", "Headline 8", "Headline 7", "Headline 6"]);
            let before = all.last().map(|h| (h.instant, h.id));
            let next = articles::list(tx, &Filter { before, outlet: Some(a.id), ..Filter::default() }, 2)?;
            assert_eq!(next.iter().map(|h| h.headline.as_str()).collect::<Vec<_>>(), ["Headline 5", "Headline 4"]);
            for (filter, count) in [
                (Filter { section: Some("sport".into()), ..Filter::default() }, 1),
                (Filter { language: Some("de".into()), outlet: Some(a.id), ..Filter::default() }, 1),
                (Filter { from: Some(1_000_000 + 120), until: Some(1_000_000 + 300), ..Filter::default() }, 3),
            ] {
                assert_eq!(articles::count(tx, &filter)?, count);
                assert_eq!(articles::list(tx, &filter, 100)?.len(), usize::try_from(count).unwrap());
            }
            let ids: Vec<Id> = all.iter().rev().map(|h| h.id).chain([Id(3)]).collect();
            let again: Vec<Id> = articles::heads(tx, &ids)?.iter().map(|h| h.id).collect();
            assert_eq!(again, ids[..5]);
            assert_eq!(articles::arrivals(tx, 9, 10)?.iter().map(|h| h.arrival).collect::<Vec<_>>(), [10, 11]);
            assert_eq!(articles::count_by_outlet(tx)?.iter().map(|c| c.1).sum::<i64>(), 11);
            Ok(())
        }).unwrap();
    }

    fn what_was_taken_down_stays_away(bench: &Bench) {
        let outlet = outlet(&bench.store, "Times");
        let new = article(&outlet, 1);
        let ids = saved(&bench.store, &[new.clone(), article(&outlet, 2)]);
        bench.store.write(|tx| takedowns::article(tx, ids[0], takedowns::By { who: "anna", reason: "court order", at: 5 })).unwrap();
        let again = bench.store.write(|tx| articles::save(tx, std::slice::from_ref(&new))).unwrap()[0];
        assert_eq!(again.what, Outcome::TakenDown);
        bench.store.read(|tx| {
            assert_eq!(articles::get(tx, ids[0])?, None);
            assert_eq!(articles::list(tx, &Filter::default(), 10)?.len(), 1);
            assert!(takedowns::at_address(tx, &format!("{}story/1", outlet.home))?);
            assert_eq!(takedowns::list(tx, 10)?[0].reason, "court order");
            Ok(())
        }).unwrap();
    }

    fn analysis_in_rows(bench: &Bench) {
        let outlet = outlet(&bench.store, "Times");
        let text = "Müller said that all is well. It ended on Monday.";
        let mut new = article(&outlet, 1);
        new.article.blocks = vec![Block::paragraph(text)];
        let id = saved(&bench.store, &[new])[0];
        let analysis = Analysis {
            statements: vec![
                Statement { speaker: Some("Hans Müller".into()), content: vec![Span { start: 12, end: 28 }], ..Statement::default() },
                Statement { content: vec![Span { start: 5, end: 9_999 }], ..Statement::default() },
            ],
            names: vec![
                Name { name: "Hans Müller".into(), kind: NameKind::Person, aliases: vec![], roles: vec![], mentions: vec![] },
                Name { name: "Monday Club".into(), kind: NameKind::Organisation, aliases: vec![], roles: vec![], mentions: vec![] },
            ],
            happenings: vec![Happening { sentence: Span { start: 30, end: 49 }, begin: None, end: None, precision: "day".into(), date: None }],
            ..Analysis::default()
        };
        let new = analyses::New { article: id, revision: 1, outlet: outlet.id, instant: 7, version: "1", analysis: &analysis, text, print: Some(b"print") };
        for _ in 0..2 {
            bench.store.write(|tx| analyses::save(tx, &new)).unwrap();
        }
        bench.store.read(|tx| {
            assert_eq!(analyses::get(tx, id)?, Some(analysis.clone()));
            let said = analyses::statements_by(tx, "hans-muller", None, 10)?;
            assert_eq!(said.len(), 1);
            assert_eq!((said[0].content.as_str(), said[0].outlet), ("that all is well", outlet.id));
            assert_eq!(analyses::statements(tx, id)?.len(), 2);
            assert_eq!(analyses::happenings(tx, id)?[0].sentence, "It ended on Monday.");
            assert_eq!(analyses::name(tx, "monday-club")?.unwrap().articles, 1);
            assert_eq!(analyses::articles_with(tx, "hans-muller", None, 10)?, [(id, 7)]);
            assert_eq!(analyses::prints(tx, 0, 10)?, [(1, id, Some(b"print".to_vec()))]);
            Ok(())
        }).unwrap();
        // A copy only says again what its origin says.
        let copy = Copy { article: id, origin: Id(id.0 + 1), share: 1.0, kind: "verbatim".into() };
        bench.store.write(|tx| copies::save(tx, &copy)).unwrap();
        assert!(bench.store.read(|tx| analyses::statements_by(tx, "hans-muller", None, 10)).unwrap().is_empty());
    }

    fn stories_merge_and_redirect(bench: &Bench) {
        let outlet = outlet(&bench.store, "Times");
        let ids = saved(&bench.store, &(0..4).map(|n| article(&outlet, n)).collect::<Vec<_>>());
        let story = |id: Id, score: f64| Story { id, headline: format!("Story {id}"), lead: id, score, last: 10, view: "{}".into(), section: "world".into(), ..Story::default() };
        let member = |article: Id, story: Id, place: i64| Member { article, story, place, instant: place, why: "same words".into() };
        bench.store.write(|tx| {
            for (n, id) in ids.iter().enumerate().take(3) {
                stories::save(tx, &story(*id, [1.0, 3.0, 2.0][n]))?;
                stories::place(tx, &[member(*id, *id, 0)])?;
            }
            stories::place(tx, &[member(ids[3], ids[0], 1)])?;
            stories::relate(tx, ids[1], &[(ids[2], 0.5, "Kyiv".into()), (ids[0], 0.4, "nine".into())])
        }).unwrap();
        bench.store.read(|tx| {
            assert_eq!(stories::front(tx, None, 10, 0)?.iter().map(|s| s.id).collect::<Vec<_>>(), [ids[1], ids[2], ids[0]]);
            assert_eq!(stories::front(tx, Some("world"), 10, 1)?.len(), 2);
            assert_eq!(stories::related(tx, ids[1])?.iter().map(|r| r.story.id).collect::<Vec<_>>(), [ids[2], ids[0]]);
            assert_eq!(stories::of_outlet(tx, outlet.id, 10)?.len(), 3);
            assert_eq!(stories::between(tx, 0, 11, 10, 0)?.len(), 3);
            Ok(())
        }).unwrap();
        // Two merges in a row: the first id redirects to the last story.
        bench.store.write(|tx| {
            stories::merge(tx, ids[0], ids[1])?;
            stories::merge(tx, ids[1], ids[2])
        }).unwrap();
        bench.store.read(|tx| {
            for id in &ids[..3] {
                assert_eq!(stories::get(tx, *id)?.unwrap().id, ids[2]);
            }
            assert_eq!(stories::members(tx, ids[2])?.len(), 4);
                assert_eq!(articles::of_story(tx, ids[2])?.iter().map(|h| h.id).filter(|id| *id == ids[3]).count(), 1);
                assert!(analyses::statements_in_story(tx, ids[2])?.is_empty());
                assert!(analyses::happenings_in_story(tx, ids[2])?.is_empty());
                assert!(analyses::names_in_story(tx, ids[2], 5)?.is_empty());
            assert_eq!(stories::of_article(tx, ids[3])?.unwrap().story, ids[2]);
            assert_eq!(stories::get(tx, Id(5))?, None);
            Ok(())
        }).unwrap();
        // Split off again: the id is a story's once more.
        bench.store.write(|tx| {
            stories::save(tx, &story(ids[0], 1.0))?;
            stories::place(tx, &[member(ids[0], ids[0], 0)])
        }).unwrap();
        assert_eq!(bench.store.read(|tx| stories::get(tx, ids[0])).unwrap().unwrap().id, ids[0]);
    }

    fn copies_both_ways(bench: &Bench) {
        let copy = |article, origin, share| Copy { article: Id(article), origin: Id(origin), share, kind: "verbatim".into() };
        bench.store.write(|tx| {
            copies::save(tx, &copy(2, 1, 0.5))?;
            copies::save(tx, &copy(2, 1, 0.9))?;
            copies::save(tx, &copy(3, 1, 1.0))
        }).unwrap();
        bench.store.read(|tx| {
            assert_eq!(copies::of(tx, Id(2))?, Some(copy(2, 1, 0.9)));
            assert_eq!(copies::from(tx, Id(1))?, [copy(3, 1, 1.0), copy(2, 1, 0.9)]);
            Ok(())
        }).unwrap();
    }

    fn outlets_by_address(bench: &Bench) {
        let times = outlet(&bench.store, "Times");
        let taken = bench.store.write(|tx| outlets::insert(tx, &Outlet { slug: String::new(), ..times.clone() }, 1)).unwrap_err();
        assert_eq!(taken.kind, FaultKind::Taken);
        let other = bench.store.write(|tx| outlets::insert(tx, &Outlet { name: "Times".into(), home: "https://times.example/de/".into(), ..Outlet::default() }, 1)).unwrap();
        assert_eq!(other.slug, "times-2");
        bench.store.read(|tx| {
            assert_eq!(outlets::by_address(tx, "https://www.times.example/de/x")?.unwrap().id, other.id);
            assert_eq!(outlets::by_address(tx, "https://www.times.example/x")?.unwrap().id, times.id);
            assert_eq!(outlets::by_slug(tx, "times")?.unwrap().id, times.id);
            assert_eq!(outlets::list(tx)?.len(), 2);
            Ok(())
        }).unwrap();
        let local = |address: &str| bench.store.write(|tx| articles::outlet_of(tx, address, 1)).unwrap().unwrap().id;
        assert_eq!(local("http://127.1.0.1:7800/a"), local("http://127.1.0.1:7800/b"));
        assert_ne!(local("http://127.1.0.1:7800/a"), local("http://127.1.0.1:78/b"));
        let made = bench.store.write(|tx| articles::outlet_of(tx, "https://news.paper.example/a", 1)).unwrap().unwrap();
        assert_eq!((made.home.as_str(), made.state), ("https://paper.example/", model::OutletState::Unchecked));
        assert!(bench.store.write(|tx| outlets::delete(tx, made.id)).unwrap());
        saved(&bench.store, &[article(&times, 1)]);
        assert!(!bench.store.write(|tx| outlets::delete(tx, times.id)).unwrap());
    }

    fn bodies_of_link_outlets_go(bench: &Bench) {
        let mut times = outlet(&bench.store, "Times");
        let ids = saved(&bench.store, &[article(&times, 1)]);
        times.text = model::TextRule::Link;
        bench.store.write(|tx| outlets::update(tx, &times)).unwrap();
        let prune = |grouped| bench.store.write(|tx| retention::prune_link_bodies(tx, 3_000_000, grouped, 10)).unwrap();
        assert_eq!(prune(0), 0, "what is not grouped yet stays");
        assert_eq!(prune(1), 1);
        assert_eq!(prune(1), 0);
        let kept = bench.store.read(|tx| articles::get(tx, ids[0])).unwrap().unwrap();
        assert!(kept.blocks.is_empty() && kept.headline.is_some());
        let again = bench.store.write(|tx| articles::save(tx, &[article(&times, 1)])).unwrap()[0];
        assert_eq!(again.what, Outcome::Same);
        assert!(!retention::sizes(&bench.store).unwrap().is_empty());
    }

    fn who_published_first_was_first_however_late_it_arrived(bench: &Bench) {
        let (times, post) = (outlet(&bench.store, "Times"), outlet(&bench.store, "Post"));
        // The Post's report arrives first and is the later one.
        let ids = saved(&bench.store, &[article(&post, 9), article(&times, 3)]);
        let first = bench.store.read(|tx| Ok(articles::head(tx, ids[1])?.unwrap().instant)).unwrap();
        let story = Story { id: ids[0], headline: "Story".into(), lead: ids[0], first, outlets: 2, view: "{}".into(), ..Story::default() };
        let member = |n: usize| Member { article: ids[n], story: ids[0], place: n as i64, instant: 1, why: String::new() };
        bench.store.write(|tx| {
            stories::save(tx, &story)?;
            stories::place(tx, &[member(0), member(1)])
        }).unwrap();
        let counts = bench.store.read(|tx| Ok([times.id, post.id].map(|id| stories::reported_first(tx, id).unwrap()))).unwrap();
        assert_eq!(counts, [1, 0]);
    }

    fn media_cache_shrinks_by_use(bench: &Bench) {
        let files = media::Files::new(bench.folder.path().join("media"));
        let mut hashes = Vec::new();
        for n in 0..5u8 {
            let hash = files.put(&[n; 100]).unwrap();
            let medium = media::Medium { hash: hash.clone(), kind: "image/png".into(), bytes: 100, width: 1, height: 1, own: n == 0, used: i64::from(n) };
            bench.store.write(|tx| media::save(tx, &medium)).unwrap();
            hashes.push(hash);
        }
        assert_eq!(bench.store.write(|tx| media::shrink(tx, 250)).unwrap(), hashes[1..3]);
        assert!(bench.store.read(|tx| media::get(tx, &hashes[0])).unwrap().unwrap().own);
        assert_eq!(files.get(&hashes[4]), Some(vec![4; 100]));
        assert_eq!(files.path("../../etc/passwd"), None);
    }
}
