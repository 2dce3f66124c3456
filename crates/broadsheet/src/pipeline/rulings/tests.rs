//! What editors rule holds: against later arrivals, over a restart and `rebuild`, until it is undone. On both engines.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use model::{Article, Block, Outlet, Stamp};
use store::decisions::New;
use store::{analyses, outlets, takedowns};

use super::*;
use crate::pipeline::{group, relate, tidy};
use crate::settings::Settings;

/// An event of a story's history: kind, the other story, who, reports.
type Told = (Came, Id, Option<String>, i64);

/// A hub whose grouping is turned by hand.
struct Bench {
    hub: Arc<Hub>,
    state: Option<group::State>,
    ids: BTreeMap<&'static str, Id>,
    folder: tempfile::TempDir,
    schema: Option<(String, String)>,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl Bench {
    fn new(store: &str, schema: Option<(String, String)>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let command = crate::settings::options(clap::Command::new("hub"));
        let (settings, _) = crate::settings::load(&command.get_matches_from(["hub"])).unwrap();
        let settings = Settings { data: folder.path().into(), store: store.into(), ..settings };
        Self { hub: crate::serve::hub(&settings).unwrap(), state: None, ids: BTreeMap::new(), folder, schema }
    }

    /// A store in a schema of its own; `None`: no PostgreSQL answers.
    fn postgres() -> Option<Self> {
        let given = std::env::var("BROADSHEET_TEST_POSTGRES").ok();
        let dsn = given.clone().unwrap_or_else(|| "postgres://root@127.0.0.1:5432/test".to_owned());
        let Ok(mut client) = postgres::Client::connect(&dsn, postgres::NoTls) else {
            assert!(given.is_none() && std::env::var("CI").is_err(), "no PostgreSQL at {dsn}");
            println!("skipped on PostgreSQL: none answers at {dsn}; name one in BROADSHEET_TEST_POSTGRES");
            return None;
        };
        let schema = format!("rulings_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        client.batch_execute(&format!("drop schema if exists {schema} cascade; create schema {schema}")).unwrap();
        let joint = if dsn.contains('?') { '&' } else { '?' };
        let store = format!("{dsn}{joint}options=-c%20search_path%3D{schema}");
        Some(Self::new(&store, Some((dsn, schema))))
    }

    fn both(test: impl Fn(&mut Self)) {
        test(&mut Self::new("", None));
        if let Some(mut bench) = Self::postgres() {
            test(&mut bench);
        }
    }

    /// Lets reports come in, and groups them.
    fn arrive(&mut self, names: &[&'static str]) {
        for name in names {
            let (_, hours, headline, text) = REPORTS.iter().find(|report| report.0 == *name).unwrap();
            let home = format!("https://{name}.example/");
            let outlet = Outlet { name: format!("Outlet {name}"), home: home.clone(), ..Outlet::default() };
            let article = Article {
                url: Some(format!("{home}report")),
                headline: Some((*headline).into()),
                language: Some("en".into()),
                published: Some(Stamp::utc(1_772_000_000 + hours * 3_600)),
                blocks: vec![Block::paragraph(*text)],
                ..Article::default()
            };
            let id = self.hub.store.write(|tx| {
                let outlet = outlets::insert(tx, &outlet, 1)?;
                let new = articles::New {
                    outlet: outlet.id,
                    article: article.clone(),
                    section: String::new(),
                    seen: 1,
                    also: vec![],
                };
                let saved = articles::save(tx, &[new])?[0];
                let analysis = analysis::analyse(&article);
                let text = article.body_text();
                analyses::save(
                    tx,
                    &analyses::New {
                        article: saved.id,
                        revision: 1,
                        outlet: outlet.id,
                        instant: 1,
                        version: "1",
                        analysis: &analysis,
                        text: &text,
                        print: None,
                    },
                )?;
                Ok(saved.id)
            });
            self.ids.insert(name, id.unwrap());
        }
        self.group();
    }

    fn group(&mut self) {
        while group::turn(&self.hub, &mut self.state).unwrap() {}
    }

    /// Grouping begins from the log, as after a restart.
    fn restart(&mut self) {
        self.state = None;
        self.group();
    }

    /// What the command `rebuild` does.
    fn rebuild(&mut self) {
        self.hub
            .store
            .write(|tx| {
                begin_again(tx)?;
                rows::clear(tx)
            })
            .unwrap();
        self.restart();
        self.hub.store.write(rows::settle_redirects).unwrap();
    }

    /// An editor decides; the number of the decision.
    fn rule(&mut self, kind: Kind, about: &str, doc: Value) -> i64 {
        let id = self.ids[about];
        let story = self.story(about);
        let article = (kind == Kind::Move).then_some(id);
        let new = New {
            kind,
            who: Some("anna".into()),
            article,
            story: Some(story),
            model: String::new(),
            doc: doc.to_string(),
        };
        let n = self.hub.store.write(|tx| decisions::add(tx, std::slice::from_ref(&new), 2)).unwrap();
        self.group();
        n
    }

    fn merge(&mut self, story: &str, into: &str) -> i64 {
        let into = self.story(into).to_string();
        self.rule(Kind::Merge, story, json!({"into": into}))
    }

    fn split(&mut self, articles: &[&str]) -> i64 {
        let ids = texts(articles.iter().map(|name| self.ids[name]));
        self.rule(Kind::Split, articles[0], json!({"articles": ids}))
    }

    fn shift(&mut self, article: &str, to: &str) -> i64 {
        let to = self.story(to).to_string();
        self.rule(Kind::Move, article, json!({"story": to}))
    }

    fn undo(&mut self, n: i64, about: &str) {
        self.rule(Kind::Undo, about, json!({"decision": n}));
    }

    /// The story of a report.
    fn story(&self, name: &str) -> Id {
        self.hub.store.read(|tx| rows::of_article(tx, self.ids[name])).unwrap().map_or(Id(0), |member| member.story)
    }

    /// The stories as the pages know them: by id the names of their reports, headline, pin and whether hidden.
    fn stories(&self) -> BTreeMap<Id, (Vec<&'static str>, String, i64, bool)> {
        let name = |id: Id| self.ids.iter().find(|(_, i)| **i == id).map_or("", |(name, _)| *name);
        self.hub
            .store
            .read(|tx| {
                let mut stories = BTreeMap::new();
                for story in rows::all(tx, Id(0), 100)? {
                    let members = rows::members(tx, story.id)?;
                    let reports: Vec<&str> = members.iter().map(|member| name(member.article)).collect();
                    assert_eq!(usize::try_from(story.reports).unwrap(), reports.len(), "the view is old");
                    let headline = story.own_headline.unwrap_or(story.headline);
                    stories.insert(story.id, (reports, headline, story.pinned, story.hidden));
                }
                Ok(stories)
            })
            .unwrap()
    }

    /// What became of each story, the latest first.
    fn histories(&self) -> BTreeMap<Id, Vec<Told>> {
        self.hub
            .store
            .read(|tx| {
                let mut histories = BTreeMap::new();
                for story in rows::all(tx, Id(0), 100)? {
                    let events = history::of_story(tx, story.id, 100)?;
                    let events = events.into_iter().map(|event| (event.kind, event.other, event.who, event.reports));
                    histories.insert(story.id, events.collect());
                }
                Ok(histories)
            })
            .unwrap()
    }

    /// The reports by story, without what else holds of it.
    fn groups(&self) -> Vec<Vec<&'static str>> {
        let mut groups: Vec<_> = self.stories().into_values().map(|story| story.0).collect();
        groups.sort();
        groups
    }

    /// What stands, stands after a restart and after `rebuild`, under the same ids.
    fn holds(&mut self) {
        let before = (self.stories(), self.histories());
        self.restart();
        assert_eq!((self.stories(), self.histories()), before, "after a restart");
        self.rebuild();
        assert_eq!((self.stories(), self.histories()), before, "after a rebuild");
    }

    /// Which story an address leads to.
    fn leads(&self, id: Id) -> Option<Id> {
        self.hub.store.read(|tx| rows::get(tx, id)).unwrap().map(|row| row.id)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        if let Some((dsn, schema)) = &self.schema {
            let client = postgres::Client::connect(dsn, postgres::NoTls);
            let _ = client.map(|mut client| client.batch_execute(&format!("drop schema {schema} cascade")));
        }
        let _ = &self.folder;
    }
}

/// Two quakes and a trial: (name, hour, headline, text). `again` is like `q2`, a copy in other hands.
const REPORTS: &[(&str, i64, &str, &str)] = &[
    (
        "q1",
        0,
        "Strong quake hits Tarnmoor, 18 dead",
        "A strong earthquake struck Tarnmoor and left 18 people dead, officials said. The Ostrom Institute measured 6.4. Mayor Maren Brankov asked for tents. Roads to Veldt are closed.",
    ),
    (
        "r1",
        1,
        "Strong quake hits Sankt Olm, 41 dead",
        "A strong earthquake struck Sankt Olm and left 41 people dead, officials said. The Halden Centre gave the strength as 5.9. Governor Ilja Petrow flew in. The bridge to Kolm fell.",
    ),
    (
        "t1",
        2,
        "Former minister Lortie jailed for eleven years",
        "A court in Pellier sentenced the former minister Pavel Lortie to 11 years for taking bribes from Veridane. Judge Ulla Abbadi read the verdict for two hours.",
    ),
    (
        "q2",
        3,
        "Strong quake hits Tarnmoor, 18 dead",
        "A strong earthquake struck Tarnmoor and left 18 people dead, officials said. Mayor Maren Brankov said 6,200 people in Tarnmoor have lost their homes. The Ostrom Institute spoke of 6.4.",
    ),
    (
        "r2",
        4,
        "Strong quake hits Sankt Olm, 43 dead",
        "A strong earthquake struck Sankt Olm and left 43 people dead, officials said. Governor Ilja Petrow said the bridge to Kolm would be closed for months. Sankt Olm is without water.",
    ),
    (
        "q4",
        5,
        "Strong quake hits Tarnmoor, 18 dead",
        "A strong earthquake struck Tarnmoor and left 18 people dead, officials said. Tents for Tarnmoor arrived from Veldt, Mayor Maren Brankov said. The Ostrom Institute expects weaker shocks than 6.4.",
    ),
    (
        "again",
        6,
        "Strong quake hits Tarnmoor, 18 dead",
        "A strong earthquake struck Tarnmoor and left 18 people dead, officials said. Mayor Maren Brankov said 6,200 people in Tarnmoor have lost their homes. The Ostrom Institute spoke of 6.4.",
    ),
    (
        "r3",
        7,
        "Strong quake hits Sankt Olm, 43 dead",
        "A strong earthquake struck Sankt Olm and left 43 people dead, officials said. Governor Ilja Petrow said the bridge to Kolm would be closed for months. The Halden Centre spoke of 5.9.",
    ),
];

const FIRST: [&str; 5] = ["q1", "r1", "t1", "q2", "r2"];

#[test]
fn a_merge_holds_and_its_undoing_parts_the_stories_with_what_came_since() {
    Bench::both(|bench| {
        bench.arrive(&FIRST);
        assert_eq!(bench.groups(), [vec!["q1", "q2"], vec!["r1", "r2"], vec!["t1"]]);
        let (quake, other) = (bench.story("q1"), bench.story("r1"));
        let pin = bench.rule(Kind::Pin, "r1", json!({"pinned": 2}));
        let n = bench.merge("r1", "q1");
        bench.arrive(&["q4", "r3"]);
        assert_eq!(bench.groups(), [vec!["q1", "r1", "q2", "r2", "q4", "r3"], vec!["t1"]]);
        assert_eq!((bench.leads(other), bench.stories()[&quake].2), (Some(quake), 0));
        bench.holds();
        bench.undo(n, "q1");
        assert_eq!(bench.groups(), [vec!["q1", "q2", "q4"], vec!["r1", "r2", "r3"], vec!["t1"]]);
        assert_eq!(
            (bench.leads(other), bench.stories()[&other].2),
            (Some(other), 2),
            "under its own id, pinned as before"
        );
        bench.holds();
        bench.undo(pin, "r1");
        assert_eq!(bench.stories()[&other].2, 0);
        bench.holds();
    });
}

#[test]
fn a_story_tells_what_became_of_it_and_who_said_so() {
    Bench::both(|bench| {
        bench.arrive(&FIRST);
        let (quake, other, trial) = (bench.story("q1"), bench.story("r1"), bench.story("t1"));
        assert!(bench.histories().values().all(Vec::is_empty), "reports that come in are no history");
        let anna = || Some("anna".to_owned());
        let n = bench.merge("r1", "q1");
        assert_eq!(bench.histories()[&quake], [(Came::Joined, other, anna(), 2)]);
        bench.undo(n, "q1");
        assert_eq!(bench.histories()[&quake][0], (Came::Split, other, anna(), 2));
        assert_eq!(bench.histories()[&other], [(Came::Began, quake, anna(), 2)]);
        bench.shift("q2", "t1");
        assert_eq!(bench.histories()[&quake][0], (Came::Out, trial, anna(), 1));
        assert_eq!(bench.histories()[&trial], [(Came::In, quake, anna(), 1)]);
        let split = bench.split(&["r2"]);
        let part = bench.story("r2");
        assert_eq!(bench.histories()[&part], [(Came::Began, other, anna(), 1)]);
        bench.holds();
        bench.undo(split, "r1");
        assert_eq!(bench.histories()[&other][0], (Came::Joined, part, anna(), 1));
        assert!(!bench.histories().contains_key(&part));
        bench.holds();
    });
}

#[test]
fn a_split_holds_against_later_reports_and_is_undone_with_them() {
    Bench::both(|bench| {
        bench.arrive(&FIRST);
        let n = bench.split(&["q2"]);
        bench.arrive(&["again"]);
        assert_eq!(bench.groups(), [vec!["q1"], vec!["q2", "again"], vec!["r1", "r2"], vec!["t1"]]);
        bench.holds();
        let part = bench.story("q2");
        bench.undo(n, "q1");
        assert_eq!(bench.groups(), [vec!["q1", "q2", "again"], vec!["r1", "r2"], vec!["t1"]]);
        assert_eq!(bench.leads(part), Some(bench.story("q1")), "its address leads on");
        bench.holds();
        bench.arrive(&["q4"]);
        assert_eq!(bench.story("q4"), bench.story("q1"));
    });
}

#[test]
fn the_first_report_split_off_leaves_the_story_its_address() {
    Bench::both(|bench| {
        bench.arrive(&FIRST);
        let story = bench.story("q1");
        let n = bench.split(&["q1"]);
        assert_eq!((bench.story("q2"), bench.groups().len()), (story, 4));
        bench.holds();
        bench.undo(n, "q2");
        assert_eq!(bench.groups(), [vec!["q1", "q2"], vec!["r1", "r2"], vec!["t1"]]);
        bench.holds();
    });
}

#[test]
fn a_report_moved_is_followed_by_its_like_and_goes_back() {
    Bench::both(|bench| {
        bench.arrive(&FIRST);
        let n = bench.shift("q2", "t1");
        bench.arrive(&["again"]);
        assert_eq!(bench.groups(), [vec!["q1"], vec!["r1", "r2"], vec!["t1", "q2", "again"]]);
        let why =
            |bench: &Bench| bench.hub.store.read(|tx| rows::of_article(tx, bench.ids["q2"])).unwrap().unwrap().why;
        assert_eq!(why(bench), Why::Editor.to_string());
        bench.holds();
        bench.undo(n, "q1");
        assert_eq!(bench.story("q2"), bench.story("q1"));
        assert!(why(bench).contains("Tarnmoor"), "{}", why(bench));
        bench.holds();
        // The only report of a story: the story redirects, and comes back.
        let (trial, quake) = (bench.story("t1"), bench.story("q1"));
        bench.rule(Kind::Rename, "again", json!({"headline": "No trial at all"}));
        let back = bench.shift("again", "r1");
        let alone = bench.rule(Kind::Rename, "r1", json!({"headline": "Ours"}));
        bench.undo(alone, "r1");
        let only = bench.split(&["t1"]);
        assert_eq!((bench.story("t1"), bench.leads(quake)), (trial, Some(quake)), "all of a story cannot be split off");
        bench.undo(only, "t1");
        bench.undo(back, "r1");
        assert_eq!(bench.story("again"), trial);
        assert_eq!(bench.stories()[&trial].1, "No trial at all");
        bench.holds();
    });
}

#[test]
fn the_only_report_moved_away_leaves_an_address_that_leads_on_and_comes_back() {
    Bench::both(|bench| {
        bench.arrive(&FIRST);
        let (trial, quake) = (bench.story("t1"), bench.story("q1"));
        bench.rule(Kind::Rename, "t1", json!({"headline": "The verdict"}));
        let n = bench.shift("t1", "q1");
        assert_eq!((bench.leads(trial), bench.groups().len()), (Some(quake), 2));
        bench.holds();
        bench.undo(n, "q1");
        assert_eq!((bench.leads(trial), bench.stories()[&trial].1.as_str()), (Some(trial), "The verdict"));
        bench.holds();
    });
}

#[test]
fn undoing_brings_back_the_value_before() {
    Bench::both(|bench| {
        bench.arrive(&FIRST);
        let id = bench.story("q1");
        let facts = |bench: &Bench| {
            let story = &bench.stories()[&id];
            (story.1.clone(), story.2, story.3)
        };
        let machine = facts(bench);
        let first = bench.rule(Kind::Rename, "q1", json!({"headline": "One"}));
        let second = bench.rule(Kind::Rename, "q1", json!({"headline": "Two"}));
        let low = bench.rule(Kind::Pin, "q1", json!({"pinned": 1}));
        let high = bench.rule(Kind::Pin, "q1", json!({"pinned": 5}));
        let hide = bench.rule(Kind::Hide, "q1", json!({"hidden": true}));
        assert_eq!(facts(bench), ("Two".into(), 5, true));
        bench.holds();
        bench.undo(high, "q1");
        bench.undo(second, "q1");
        bench.undo(hide, "q1");
        assert_eq!(facts(bench), ("One".into(), 1, false));
        bench.holds();
        bench.undo(first, "q1");
        bench.undo(low, "q1");
        assert_eq!(facts(bench), machine);
        // Twice is once.
        bench.undo(low, "q1");
        assert_eq!(facts(bench), machine);
        bench.holds();
    });
}

#[test]
fn a_later_ruling_outlives_the_undoing_of_an_earlier_one() {
    Bench::both(|bench| {
        bench.arrive(&FIRST);
        let split = bench.split(&["q2"]);
        let shift = bench.shift("q2", "r1");
        bench.undo(split, "q1");
        assert_eq!(bench.story("q2"), bench.story("r1"));
        bench.holds();
        bench.undo(shift, "r1");
        assert_eq!(bench.story("q2"), bench.story("q1"), "what it had been split into is part of the story again");
        bench.holds();
    });
}

#[test]
fn a_story_whose_first_report_was_taken_down_is_rebuilt_with_its_rulings() {
    Bench::both(|bench| {
        bench.arrive(&FIRST);
        let story = bench.story("q1");
        bench.rule(Kind::Rename, "q1", json!({"headline": "Ours"}));
        bench.arrive(&["q4"]);
        let id = bench.ids["q1"];
        bench
            .hub
            .store
            .write(|tx| takedowns::article(tx, id, takedowns::By { who: "anna", reason: "asked to", at: 3 }))
            .unwrap();
        bench.restart();
        bench.arrive(&["again"]);
        assert_eq!(bench.stories()[&story].0, ["q2", "q4", "again"]);
        bench.rebuild();
        let now = bench.leads(story).unwrap();
        assert_eq!(bench.stories()[&now].0, ["q2", "q4", "again"]);
        assert_eq!(bench.stories()[&now].1, "Ours");
    });
}

#[test]
fn a_name_taken_down_is_in_no_view_whatever_comes_later() {
    Bench::both(|bench| {
        bench.arrive(&FIRST);
        // All that the pages tell of the story, and why its reports stand in it.
        let has = |bench: &Bench| {
            let told = bench.hub.store.read(|tx| {
                let story = bench.story("q1");
                let why: Vec<String> = rows::members(tx, story)?.into_iter().map(|member| member.why).collect();
                Ok(format!("{}{why:?}", rows::get(tx, story)?.unwrap().view))
            });
            told.unwrap().contains("Brankov")
        };
        assert!(has(bench));
        let by = takedowns::By { who: "anna", reason: "asked to", at: 3 };
        bench.hub.store.write(|tx| takedowns::name(tx, "maren-brankov", by)).unwrap();
        bench.group();
        assert!(!has(bench), "at once");
        bench.arrive(&["q4", "again"]);
        assert!(!has(bench), "with later reports");
        bench.rebuild();
        assert!(!has(bench), "after a rebuild");
    });
}

#[test]
fn stories_that_speak_of_the_same_people_are_related_and_say_so() {
    Bench::both(|bench| {
        bench.arrive(&FIRST);
        bench.arrive(&["q4"]);
        bench.split(&["q2", "q4"]);
        let (part, quake) = (bench.story("q2"), bench.story("q1"));
        let related = |bench: &Bench| bench.hub.store.read(|tx| relate::related(tx, part)).unwrap().unwrap();
        let found = related(bench);
        assert_eq!(found.iter().map(|other| other.0).collect::<Vec<_>>(), [quake], "{found:?}");
        assert!(found[0].1 > 0.5 && found[0].2.contains("Brankov"), "{found:?}");
        let by = takedowns::By { who: "anna", reason: "asked to", at: 3 };
        bench.hub.store.write(|tx| takedowns::name(tx, "maren-brankov", by)).unwrap();
        assert!(related(bench).iter().all(|other| !other.2.contains("Brankov")));
        let waits = bench.hub.store.read(|tx| work::counts(tx, now())).unwrap();
        assert!(waits["relate"].delayed > 0, "a story that changed is looked at again");
    });
}

#[test]
fn a_picture_taken_down_leaves_the_disk_though_the_program_was_stopped() {
    Bench::both(|bench| {
        let hub = &bench.hub;
        let (hash, other) = (hub.media.put(b"down").unwrap(), hub.media.put(b"stays").unwrap());
        let by = takedowns::By { who: "anna", reason: "asked to", at: 3 };
        hub.store.write(|tx| takedowns::picture(tx, &hash, by)).unwrap();
        tidy::turn(hub).unwrap();
        assert_eq!((hub.media.get(&hash), hub.media.get(&other)), (None, Some(b"stays".to_vec())));
    });
}
