//! What was taken down is nowhere and stays away: when it is read again, after a backup was restored, in all its copies.

use model::{Analysis, Happening, Id, Image, Name, NameKind, SecondHand, Span, Statement, StatementKind, TextRule};
use store::articles::{Filter, Outcome};
use store::media::{Medium, Picture};
use store::takedowns::{self, By, Kind};
use store::{Store, analyses, archive, articles, media, outlets, raw, retention, stories, work};

use crate::harness::{Bench, article, both, outlet, saved};

const BY: By = By { who: "anna", reason: "a court said so", at: 5 };

const TEXT: &str = "Olga Novak said all is lost. Jan Berg said nothing is lost, Olga Novak reported. \
                    All is lost, said Ada Kern. Jan Berg said that Olga Novak is wrong. Olga Novak left on Monday. \
                    Ada Kern left on Tuesday.";

/// Where words stand in the text.
fn at(words: &str) -> Span {
    let start = u32::try_from(TEXT.find(words).unwrap()).unwrap();
    Span { start, end: start + u32::try_from(words.len()).unwrap() }
}

fn analysis() -> Analysis {
    let name = |name: &str, aliases: &[&str]| Name {
        name: name.into(),
        kind: NameKind::Person,
        aliases: aliases.iter().map(|alias| (*alias).into()).collect(),
        roles: vec![],
        mentions: vec![],
    };
    let said = |speaker: &str, words: &str| Statement {
        speaker: Some(speaker.into()),
        content: vec![at(words)],
        kind: StatementKind::Indirect,
        ..Statement::default()
    };
    Analysis {
        statements: vec![
            said("Olga Novak", "all is lost"),
            Statement {
                second_hand: Some(SecondHand { name: "Olga Novak".into(), span: at("Olga Novak reported") }),
                ..said("Jan Berg", "nothing is lost")
            },
            said("Ada Kern", "All is lost"),
            said("Jan Berg", "that Olga Novak is wrong"),
        ],
        happenings: ["Olga Novak left on Monday.", "Ada Kern left on Tuesday."]
            .map(|sentence| Happening {
                sentence: at(sentence),
                precision: "day".into(),
                begin: None,
                end: None,
                date: None,
            })
            .into(),
        names: vec![
            name("Olga Novak", &["Novak"]),
            name("Jan Berg", &[]),
            name("Ada Maria Kern", &["Ada Kern", "Kern"]),
        ],
        ..Analysis::default()
    }
}

fn analyse(store: &Store, id: Id, outlet: Id) {
    let analysis = analysis();
    let new = analyses::New {
        article: id,
        revision: 1,
        outlet,
        instant: 7,
        version: "1",
        analysis: &analysis,
        text: TEXT,
        print: None,
    };
    store.write(|tx| analyses::save(tx, &new)).unwrap();
}

/// Two reports of one story, analysed; their ids.
fn reports(bench: &Bench) -> (model::Outlet, Vec<Id>) {
    let outlet = outlet(&bench.store, "Times");
    let ids = saved(&bench.store, &[article(&outlet, 1), article(&outlet, 2)]);
    for id in &ids {
        analyse(&bench.store, *id, outlet.id);
    }
    let member =
        |article: Id, place: i64| stories::Member { article, story: ids[0], place, instant: 1, why: String::new() };
    bench
        .store
        .write(|tx| {
            stories::save(tx, &stories::Story { id: ids[0], headline: "Lost".into(), ..stories::Story::default() })?;
            stories::place(tx, &[member(ids[0], 0), member(ids[1], 1)])
        })
        .unwrap();
    (outlet, ids)
}

/// Who says what in an article: in the rows, which must agree with the whole.
fn said(store: &Store, id: Id) -> Vec<(String, String, Option<String>)> {
    store
        .read(|tx| {
            let rows = analyses::statements(tx, id)?;
            let whole = analyses::get(tx, id)?.unwrap();
            let speakers: Vec<_> = whole.statements.iter().map(|s| s.speaker.clone().unwrap()).collect();
            assert_eq!(rows.iter().map(|s| s.name.clone()).collect::<Vec<_>>(), speakers);
            assert_eq!(rows.iter().map(|s| s.n).collect::<Vec<_>>(), (0..).take(rows.len()).collect::<Vec<_>>());
            let passed: Vec<_> =
                whole.statements.iter().map(|s| s.second_hand.as_ref().map(|s| s.name.clone())).collect();
            assert_eq!(rows.iter().map(|s| s.second_hand.clone()).collect::<Vec<_>>(), passed);
            Ok(rows.into_iter().map(|s| (s.speaker, s.content, s.second_hand)).collect())
        })
        .unwrap()
}

fn line(speaker: &str, content: &str) -> (String, String, Option<String>) {
    (speaker.into(), content.into(), None)
}

/// The stories whose views are to be made anew.
fn anew(store: &Store) -> Vec<String> {
    store.write(|tx| work::claim(tx, "view", 9, 10, 60)).unwrap().into_iter().map(|claim| claim.key).collect()
}

both! {
    fn a_name_taken_down_is_nowhere_and_stays_away(bench: &Bench) {
        let store = &bench.store;
        let (outlet, ids) = reports(bench);
        store.write(|tx| takedowns::name(tx, "olga-novak", BY)).unwrap();
        let left = [line("jan-berg", "nothing is lost"), line("ada-kern", "All is lost")];
        let look = |store: &Store| {
            for id in &ids {
                assert_eq!(said(store, *id), left);
            }
            store.read(|tx| {
                assert_eq!(analyses::name(tx, "olga-novak")?, None);
                assert!(analyses::statements_by(tx, "olga-novak", None, 9)?.is_empty());
                assert_eq!(analyses::name(tx, "jan-berg")?.unwrap().articles, 2);
                let whole = analyses::get(tx, ids[0])?.unwrap();
                assert_eq!(whole.happenings.len(), 1);
                let happened = analyses::happenings(tx, ids[0])?;
                assert_eq!(happened.iter().map(|h| (h.n, h.sentence.as_str())).collect::<Vec<_>>(), [(0, "Ada Kern left on Tuesday.")]);
                assert_eq!(whole.names.iter().map(|n| n.name.as_str()).collect::<Vec<_>>(), ["Jan Berg", "Ada Maria Kern"]);
                Ok(())
            }).unwrap();
        };
        look(store);
        assert_eq!(anew(store), [ids[0].to_string()]);
        analyse(store, ids[0], outlet.id);
        look(store);
        let (copy, files) = (bench.another(), media::Files::new(bench.folder.path().join("media")));
        let folder = bench.folder.path().join("archive");
        archive::backup(store, &files, &folder).unwrap();
        archive::restore(&folder, &copy.store, &files).unwrap();
        analyse(&copy.store, ids[1], outlet.id);
        look(&copy.store);
        // A fuller form that the article also uses is the same person.
        store.write(|tx| takedowns::name(tx, "ada-kern", BY)).unwrap();
        assert_eq!(said(store, ids[0]), left[..1]);
        assert_eq!(store.read(|tx| analyses::name(tx, "ada-maria-kern")).unwrap(), None);
    }

    fn a_reason_with_a_name_taken_down_is_left_out(bench: &Bench) {
        let store = &bench.store;
        let (_, ids) = reports(bench);
        let member = |why: &str| stories::Member { article: ids[0], story: ids[0], place: 0, instant: 1, why: why.into() };
        let why = || store.read(|tx| stories::of_article(tx, ids[0])).unwrap().unwrap().why;
        store.write(|tx| stories::place(tx, &[member("grouped because: Novak, shells; 2 h apart")])).unwrap();
        assert!(why().contains("Novak"));
        store.write(|tx| takedowns::name(tx, "olga-novak", BY)).unwrap();
        assert_eq!(why(), "");
        store.write(|tx| stories::place(tx, &[member("grouped because: Novak; 1 h apart")])).unwrap();
        assert_eq!(why(), "");
        store.write(|tx| stories::place(tx, &[member("grouped because: shells; 1 h apart")])).unwrap();
        assert_eq!(why(), "grouped because: shells; 1 h apart");
    }

    fn a_statement_taken_down_goes_from_all_reports(bench: &Bench) {
        let store = &bench.store;
        let (outlet, ids) = reports(bench);
        store.write(|tx| takedowns::statement(tx, "olga-novak", "“All is LOST!”", BY)).unwrap();
        let left = vec![
            ("jan-berg".to_owned(), "nothing is lost".to_owned(), Some("Olga Novak".to_owned())),
            line("ada-kern", "All is lost"),
            line("jan-berg", "that Olga Novak is wrong"),
        ];
        for id in &ids {
            assert_eq!(said(store, *id), left, "the same words of somebody else stand");
        }
        assert_eq!(anew(store), [ids[0].to_string()]);
        analyse(store, ids[1], outlet.id);
        assert_eq!(said(store, ids[1]), left);
        let kept = store.read(|tx| takedowns::list(tx, 9)).unwrap();
        assert!(kept.iter().all(|one| !one.key.to_lowercase().contains("lost")), "the words themselves are not kept");
    }

    fn statements_of_a_text_that_is_gone_keep_their_words(bench: &Bench) {
        let store = &bench.store;
        let (outlet, ids) = reports(bench);
        store.write(|tx| {
            outlets::update(tx, &model::Outlet { text: TextRule::Link, ..outlet.clone() })?;
            retention::prune_link_bodies(tx, i64::MAX, 9, 9)
        }).unwrap();
        store.write(|tx| takedowns::statement(tx, "jan-berg", "nothing is lost", BY)).unwrap();
        assert_eq!(said(store, ids[0]), [
            line("olga-novak", "all is lost"),
            line("ada-kern", "All is lost"),
            line("jan-berg", "that Olga Novak is wrong"),
        ]);
    }

    fn a_report_taken_down_leaves_nothing_to_read(bench: &Bench) {
        let store = &bench.store;
        let (outlet, ids) = reports(bench);
        let new = article(&outlet, 1);
        let key = store::addresses::clean(new.article.url.as_deref().unwrap()).unwrap();
        store.write(|tx| {
            raw::put(tx, &key, "{}", b"<p>Paragraph", 1)?;
            work::put(tx, "fetch", &key, "{}", 99)?;
            raw::save_validators(tx, &key, &raw::Validators { etag: Some("x".into()), last_modified: None }, 1)?;
            takedowns::article(tx, ids[0], BY)
        }).unwrap();
        let look = |store: &Store| {
            let again = store.write(|tx| articles::save(tx, std::slice::from_ref(&new))).unwrap()[0];
            assert_eq!(again.what, Outcome::TakenDown);
            store.read(|tx| {
                assert_eq!((articles::get(tx, ids[0])?, articles::head(tx, ids[0])?), (None, None));
                assert_eq!((analyses::get(tx, ids[0])?, raw::get(tx, &key)?), (None, None));
                assert_eq!(stories::members(tx, ids[0])?.len(), 1);
                assert_eq!(articles::list(tx, &Filter::default(), 9)?.len(), 1);
                assert_eq!(analyses::name(tx, "jan-berg")?.unwrap().articles, 1);
                Ok(())
            }).unwrap();
        };
        look(store);
        assert!(store.write(|tx| work::claim(tx, "fetch", 9, 100, 60)).unwrap().is_empty(), "it is not fetched again");
        assert_eq!(anew(store), [ids[0].to_string()]);
        let (copy, files) = (bench.another(), media::Files::new(bench.folder.path().join("media")));
        let folder = bench.folder.path().join("archive");
        archive::backup(store, &files, &folder).unwrap();
        archive::restore(&folder, &copy.store, &files).unwrap();
        look(&copy.store);
    }

    fn a_picture_taken_down_goes_from_every_address(bench: &Bench) {
        let store = &bench.store;
        let files = media::Files::new(bench.folder.path().join("media"));
        let hash = files.put(b"bytes").unwrap();
        let medium = Medium { hash: hash.clone(), kind: "image/jpeg".into(), bytes: 5, width: 1, height: 1, own: false, used: 1 };
        let here = Picture { hash: Some(hash.clone()), at: 1, fault: None };
        store.write(|tx| {
            media::save(tx, &medium)?;
            media::save_picture(tx, "https://a.example/1.jpg", &here)?;
            media::save_picture(tx, "https://b.example/2.jpg", &here)
        }).unwrap();
        let gone = store.write(|tx| takedowns::picture(tx, "https://a.example/1.jpg", BY)).unwrap();
        assert_eq!(gone, std::slice::from_ref(&hash));
        let look = |store: &Store| {
            for address in ["https://a.example/1.jpg", "https://b.example/2.jpg", "https://c.example/3.jpg"] {
                assert!(!store.write(|tx| media::save_picture(tx, address, &here)).unwrap(), "{address}");
            }
            let other = Picture { hash: Some("0".repeat(64)), at: 1, fault: None };
            assert!(!store.write(|tx| media::save_picture(tx, "https://b.example/2.jpg", &other)).unwrap(), "in other bytes");
            assert_eq!(store.read(|tx| media::get(tx, &hash)).unwrap(), None);
            assert!(store.read(|tx| takedowns::stands(tx, Kind::Picture, std::slice::from_ref(&hash))).unwrap());
        };
        look(store);
        gone.iter().for_each(|hash| files.delete(hash));
        let (copy, folder) = (bench.another(), bench.folder.path().join("archive"));
        archive::backup(store, &files, &folder).unwrap();
        archive::restore(&folder, &copy.store, &files).unwrap();
        look(&copy.store);
        assert_eq!(files.get(&hash), None);
    }

    fn a_picture_that_two_outlets_show_outlives_the_switch_of_one(bench: &Bench) {
        let store = &bench.store;
        let (one, two) = (outlet(store, "One"), outlet(store, "Two"));
        let with = |owner: &model::Outlet, n: i64, src: &str| {
            let mut new = article(owner, n);
            new.article.lead_image = Some(Image { src: src.into(), alt: None, caption: None, credit: None });
            new
        };
        saved(store, &[
            with(&one, 1, "https://agency.example/joint.jpg"),
            with(&two, 2, "https://agency.example/joint.jpg"),
            with(&one, 3, "https://one.example/own.jpg"),
        ]);
        let keep = |address: &str, hash: &str| {
            let medium = Medium { hash: hash.into(), kind: "image/jpeg".into(), bytes: 5, width: 1, height: 1, own: false, used: 1 };
            store.write(|tx| {
                media::save(tx, &medium)?;
                media::save_picture(tx, address, &Picture { hash: Some(hash.into()), at: 1, fault: None })
            }).unwrap();
        };
        keep("https://agency.example/joint.jpg", "aa");
        keep("https://one.example/own.jpg", "bb");
        let switch = |owner: &model::Outlet, pictures: bool| {
            store.write(|tx| outlets::update(tx, &model::Outlet { pictures, ..owner.clone() })).unwrap();
        };
        switch(&one, false);
        switch(&two, true);
        assert_eq!(store.write(|tx| media::forget(tx, one.id)).unwrap(), ["bb"]);
        assert!(store.read(|tx| media::get(tx, "aa")).unwrap().is_some());
        assert!(store.read(|tx| media::picture(tx, "https://agency.example/joint.jpg")).unwrap().is_some());
        switch(&two, false);
        assert_eq!(store.write(|tx| media::forget(tx, two.id)).unwrap(), ["aa"], "the last one's switch takes it away");
    }
}
