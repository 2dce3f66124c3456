//! Grouping, tried on small streams of invented reports.

use analysis::fingerprint;
use model::{Article, Stamp};

use super::*;

const START: i64 = 1_772_000_000;

fn article(id: &str, language: &str, hour: i64, headline: &str, text: &str) -> Fingerprint {
    fingerprint(&Article {
        id: id.into(),
        outlet: Some(format!("outlet of {id}")),
        language: Some(language.into()),
        published: Some(Stamp::utc(START + hour * 3600)),
        headline: Some(headline.into()),
        text: Some(text.into()),
        ..Article::default()
    })
}

/// Reports of two quakes and a trial, told apart by names and figures; the last comes in a day late.
fn stream() -> Vec<Fingerprint> {
    let quake = |id, hour, place: &str, dead: u32, rest: &str| {
        article(
            id,
            "en",
            hour,
            &format!("Strong quake hits {place}, {dead} dead"),
            &format!("A strong earthquake struck {place} and left {dead} people dead, officials said. {rest}"),
        )
    };
    vec![
        quake(
            "q1",
            0,
            "Tarnmoor",
            18,
            "The Ostrom Institute measured 6.4. Mayor Maren Brankov asked for tents. Roads to Veldt are closed.",
        ),
        quake(
            "r1",
            1,
            "Sankt Olm",
            41,
            "The Halden Centre gave the strength as 5.9. Governor Ilja Petrow flew in. The bridge to Kolm fell.",
        ),
        article(
            "t1",
            "en",
            2,
            "Former minister Lortie jailed for eleven years",
            "A court in Pellier sentenced the former minister Pavel Lortie to 11 years for taking bribes from Veridane. Judge Ulla Abbadi read the verdict for two hours.",
        ),
        quake(
            "q2",
            3,
            "Tarnmoor",
            18,
            "Mayor Maren Brankov said 6,200 people in Tarnmoor have lost their homes. The Ostrom Institute spoke of 6.4.",
        ),
        quake(
            "r2",
            4,
            "Sankt Olm",
            43,
            "Governor Ilja Petrow said the bridge to Kolm would be closed for months. Sankt Olm is without water.",
        ),
        article(
            "t2",
            "en",
            6,
            "Lortie verdict divides Pellier",
            "Pavel Lortie, the former minister, must go to prison for 11 years, Judge Ulla Abbadi ruled in Pellier. His lawyers spoke of paid witnesses from Veridane.",
        ),
        article(
            "q3",
            "de",
            7,
            "Schweres Erdbeben in Tarnmoor: 18 Tote",
            "Bei einem Erdbeben der Stärke 6,4 sind in Tarnmoor 18 Menschen gestorben, so das Ostrom Institute. Bürgermeisterin Maren Brankov bat um Zelte. Rund 6.200 Menschen sind obdachlos, die Straße nach Veldt ist gesperrt.",
        ),
        quake(
            "q4",
            5,
            "Tarnmoor",
            18,
            "Tents for Tarnmoor arrived from Veldt, Mayor Maren Brankov said. The Ostrom Institute expects weaker shocks than 6.4.",
        ),
    ]
}

/// The story of each article in the end.
fn run(grouper: &mut Grouper, articles: &[Fingerprint]) -> BTreeMap<String, String> {
    let mut stories = BTreeMap::new();
    for article in articles {
        let placed = grouper.place(article);
        stories.insert(placed.article, placed.story);
        stories.extend(placed.moved);
    }
    stories
}

fn expected() -> BTreeMap<String, String> {
    [("q1", "q1"), ("q2", "q1"), ("q3", "q1"), ("q4", "q1"), ("r1", "r1"), ("r2", "r1"), ("t1", "t1"), ("t2", "t1")]
        .map(|(a, s)| (a.to_owned(), s.to_owned()))
        .into()
}

#[test]
fn events_of_one_kind_are_told_apart_and_languages_meet() {
    assert_eq!(run(&mut Grouper::new(), &stream()), expected());
}

#[test]
fn the_reason_names_what_is_shared() {
    let mut grouper = Grouper::new();
    let placed: Vec<Placement> = stream().iter().map(|a| grouper.place(a)).collect();
    assert_eq!(placed[0].why, "the first of its story");
    assert!(placed[3].why.contains("Tarnmoor") && placed[3].why.contains("3 h apart"), "{}", placed[3].why);
}

#[test]
fn placing_an_article_twice_changes_nothing() {
    let twice: Vec<Fingerprint> = stream().into_iter().flat_map(|a| [a.clone(), a]).collect();
    assert_eq!(run(&mut Grouper::new(), &twice), expected());
}

#[test]
fn a_state_replayed_goes_on_like_the_one_that_lived() {
    let (stream, stories) = (stream(), expected());
    for cut in 1..stream.len() {
        let mut replayed = Grouper::new();
        for article in &stream[..cut] {
            replayed.replay(article, &Placement { story: stories[&article.id].clone(), ..Placement::default() });
        }
        let rest = run(&mut replayed, &stream[cut..]);
        assert!(rest.iter().all(|(article, story)| stories[article] == *story), "{cut}: {rest:?}");
    }
}

fn split(articles: &[&str], story: &str) -> Decision {
    Decision::Split { articles: articles.iter().map(|a| (*a).to_owned()).collect(), story: story.into() }
}

fn shifted(article: &str, story: &str) -> Decision {
    Decision::Move { article: article.into(), story: story.into() }
}

fn merged(story: &str, into: &str) -> Decision {
    Decision::Merge { story: story.into(), into: into.into() }
}

fn undone(ruling: i64, back: &[(&str, &str)], revived: &[&str]) -> Undone {
    let back = back.iter().map(|(article, story)| ((*article).to_owned(), (*story).to_owned())).collect();
    Undone { ruling, back, revived: revived.iter().map(|id| (*id).to_owned()).collect() }
}

/// The story in which an article stands.
fn stands(grouper: &Grouper, article: &str) -> String {
    grouper.story_of(article).and_then(|s| grouper.story(s)).map(|s| s.id.clone()).unwrap_or_default()
}

/// Another report with the words of one, an hour later.
fn like(article: &Fingerprint, id: &str) -> Fingerprint {
    Fingerprint {
        id: id.into(),
        outlet: format!("outlet of {id}"),
        published: article.published.map(|t| t + 3_600),
        ..article.clone()
    }
}

#[test]
fn an_editors_move_and_split_hold_against_later_reports() {
    let stream = stream();
    let mut grouper = Grouper::new();
    run(&mut grouper, &stream[..6]);
    grouper.decide(1, &shifted("q2", "r1"));
    grouper.decide(2, &split(&["t2"], "t2"));
    let rest = run(&mut grouper, &stream[6..]);
    assert!(!rest.contains_key("q2") && !rest.contains_key("t2"), "the machine undid a decision: {rest:?}");
    assert_eq!((stands(&grouper, "q2").as_str(), stands(&grouper, "t2").as_str()), ("r1", "t2"));
}

#[test]
fn what_is_like_a_report_that_an_editor_moved_follows_it() {
    let stream = stream();
    let mut grouper = Grouper::new();
    run(&mut grouper, &stream);
    assert_eq!(grouper.place(&like(&stream[3], "q5")).story, "q1");
    grouper.decide(1, &shifted("q2", "r1"));
    grouper.decide(2, &shifted("q5", "r1"));
    assert_eq!(grouper.place(&like(&stream[3], "q6")).story, "r1");
    // What is like another report of the quake does not.
    assert_eq!(grouper.place(&like(&stream[7], "q7")).story, "q1");
    grouper.undo(&undone(1, &[("q2", "q1")], &[]));
    grouper.undo(&undone(2, &[("q5", "q1")], &[]));
    assert_eq!((stands(&grouper, "q2").as_str(), stands(&grouper, "q5").as_str()), ("q1", "q1"));
}

#[test]
fn what_an_editor_split_the_machine_does_not_make_one_again() {
    let stream = stream();
    let mut grouper = Grouper::new();
    run(&mut grouper, &stream[..6]);
    grouper.decide(1, &split(&["q2"], "q2"));
    let more: Vec<Fingerprint> =
        (0..12).map(|n| like(&stream[if n % 2 == 0 { 0 } else { 3 }], &format!("m{n}"))).collect();
    let stories = run(&mut grouper, &more);
    assert_eq!((stands(&grouper, "q1").as_str(), stands(&grouper, "q2").as_str()), ("q1", "q2"));
    assert_eq!((stories["m0"].as_str(), stories["m1"].as_str()), ("q1", "q2"));
    // Without the ruling they are one story.
    let mut free = Grouper::new();
    run(&mut free, &stream[..6]);
    assert_eq!(run(&mut free, &more)["m1"], "q1");
}

#[test]
fn an_editors_merge_is_one_story_for_what_comes_later() {
    let stream = stream();
    let mut grouper = Grouper::new();
    run(&mut grouper, &stream[..3]);
    grouper.decide(1, &merged("r1", "q1"));
    assert_eq!(stands(&grouper, "r1"), "q1");
    let rest = run(&mut grouper, &stream[3..]);
    assert_eq!([&rest["q2"], &rest["r2"], &rest["q4"]], ["q1"; 3]);
}

#[test]
fn a_merge_undone_leaves_both_stories_with_what_came_to_each_since() {
    let stream = stream();
    let mut grouper = Grouper::new();
    run(&mut grouper, &stream[..3]);
    grouper.decide(1, &merged("r1", "q1"));
    run(&mut grouper, &stream[3..]);
    let later = ["q2", "r2", "q4"].map(String::from);
    assert_eq!(grouper.beside(&["r1".into()], &later), ["r2"]);
    grouper.undo(&undone(1, &[("r1", "r1"), ("r2", "r1")], &["r1"]));
    let places: BTreeMap<String, String> =
        expected().into_keys().map(|article| (article.clone(), stands(&grouper, &article))).collect();
    assert_eq!(places, expected());
    assert_eq!(grouper.place(&like(&stream[4], "r3")).story, "r1");
}

#[test]
fn a_split_undone_is_as_if_it_had_never_been() {
    let stream = stream();
    let mut grouper = Grouper::new();
    run(&mut grouper, &stream[..6]);
    grouper.decide(1, &split(&["q2"], "q2"));
    grouper.undo(&undone(1, &[("q2", "q1")], &[]));
    let rest = run(&mut grouper, &stream[6..]);
    assert_eq!((stands(&grouper, "q2"), &rest["q4"]), ("q1".to_owned(), &"q1".to_owned()));
    assert!(grouper.apart.is_empty() && grouper.strands.iter().flatten().all(|s| s.rulings.is_empty()));
}

#[test]
fn stories_merged_are_split_again_by_the_editor_for_good() {
    let stream = stream();
    let mut grouper = Grouper::new();
    run(&mut grouper, &stream[..6]);
    grouper.decide(1, &merged("r1", "q1"));
    grouper.decide(2, &split(&["r1", "r2"], "r1"));
    assert_eq!((stands(&grouper, "r1").as_str(), stands(&grouper, "r2").as_str()), ("r1", "r1"));
    assert_eq!(stands(&grouper, "q1"), "q1");
}

#[test]
fn a_title_used_every_day_draws_nothing_together() {
    let mut grouper = Grouper::new();
    let daily: Vec<Fingerprint> = (0..6)
        .map(|day| {
            let mut a = article(
                &format!("w{day}"),
                "en",
                day * 24,
                "Weather for the Tarn valley",
                "Sun in the Tarn valley, later clouds over Veldt and Kolm, light wind from the sea, nine degrees.",
            );
            a.outlet = "Valley Post".into();
            a
        })
        .collect();
    let stories = run(&mut grouper, &daily);
    assert_eq!([&stories["w3"], &stories["w4"], &stories["w5"]], ["w3", "w4", "w5"]);
}

/// Short reports of many small events.
fn crowd(from: usize, count: usize, hours: impl Fn(usize) -> i64) -> Vec<Fingerprint> {
    (from..from + count)
        .map(|n| {
            let text = format!(
                "Person{} of Town{} won prize{} in round{} before a crowd in arena{}.",
                n,
                n % 977,
                n % 613,
                n % 51,
                n % 377
            );
            article(&format!("c{n}"), "en", hours(n), &format!("Town{} cheers Person{n}", n % 977), &text)
        })
        .collect()
}

#[test]
fn memory_is_bounded_and_one_wrong_date_forgets_nothing() {
    let mut grouper = Grouper::new();
    let count = usize::try_from(MEMORY).unwrap() * 3;
    for article in crowd(0, count, |n| i64::try_from(n).unwrap() / 2) {
        grouper.place(&article);
    }
    let bound = usize::try_from(MEMORY + 2 * CLEARING).unwrap();
    assert!(grouper.members.len() <= bound, "{}", grouper.members.len());
    assert!(grouper.strands.len() <= bound + 1 && grouper.stories.len() <= bound + 1);
    let before = grouper.members.len();
    let end = i64::try_from(count).unwrap() / 2;
    for article in crowd(count, usize::try_from(CLEARING).unwrap(), |n| if n % 50 == 0 { 24 * 365 * 40 } else { end }) {
        grouper.place(&article);
    }
    assert!(grouper.members.len() >= before, "{} of {before}", grouper.members.len());
}

#[test]
fn a_report_of_the_next_day_joins_by_names_that_are_the_storys_own() {
    let first = article(
        "f1",
        "en",
        0,
        "Ferry runs aground in fog, all 212 saved",
        "The ferry Brannoc struck the Calf near Inishcarrow in thick fog. All 212 people were brought ashore by lifeboats, the coastguard said. Westline runs the service.",
    );
    let later = |id, day: Option<i64>| Fingerprint {
        published: day.map(|day| START + day * 86_400),
        ..article(
            id,
            "en",
            0,
            "Lamp had been out for nine days",
            "A notice to mariners said that the lamp was unlit. A manager of Westline denied that anybody had told the company, which the authority rejected: its list begins with that name. It is the lamp of the Calf off Inishcarrow, on which Brannoc still lies.",
        )
    };
    let second = like(&first, "f0");
    for (reports, day, story) in [(2, Some(1), "f1"), (2, None, "f2"), (1, Some(1), "f2")] {
        let before = [stream().swap_remove(2), first.clone(), second.clone()];
        let reports: Vec<Fingerprint> = before.into_iter().take(1 + reports).chain([later("f2", day)]).collect();
        assert_eq!(run(&mut Grouper::new(), &reports)["f2"], story, "{} reports, {day:?}", reports.len());
    }
}

#[test]
fn two_events_that_began_as_one_are_taken_apart_when_each_has_two_reports() {
    let stream = stream();
    let of = |id: &str| stream.iter().find(|article| article.id == id).unwrap();
    let mut grouper = Grouper::new();
    for id in ["q1", "q2", "t1"] {
        grouper.replay(of(id), &Placement { story: "q1".into(), ..Placement::default() });
    }
    let placed = grouper.place(of("t2"));
    assert_eq!((placed.story.as_str(), placed.moved), ("t1", vec![("t1".to_owned(), "t1".to_owned())]));
    assert_eq!(grouper.place(of("q4")).story, "q1");
}
