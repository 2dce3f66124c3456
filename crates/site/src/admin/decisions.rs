//! The log of what editors decided about stories, for people, and its undoing.

use std::time::Duration;

use model::Id;
use serde::Serialize;
use serde_json::{Map, Value, json};
use store::decisions::{self, Decision, Kind, New};
use store::users::{self, Person};
use store::{Fault, Tx, articles, changes, leases, stories};

use super::{Outcome, Visit};
use crate::when::When;

/// How long an editor's form waits for the holder of the grouping lease, so that the next page mostly shows what was decided,
/// and how often it looks.
const WAIT: (Duration, Duration) = (Duration::from_millis(900), Duration::from_millis(30));
/// Reports that a line of the log names.
const NAMED: usize = 5;

/// A line of the log.
#[derive(Serialize)]
pub struct Decided {
    n: i64,
    /// The key of its words.
    what: String,
    story: Option<Named>,
    other: Option<Named>,
    reports: Vec<String>,
    /// Reports beyond those named.
    more: usize,
    text: String,
    who: String,
    at: When,
    waiting: bool,
    undone: bool,
    /// It was applied and changed nothing.
    nothing: bool,
    undoable: bool,
}

/// A story and its headline.
#[derive(Serialize)]
pub struct Named {
    pub id: String,
    pub headline: String,
    pub language: String,
}

/// A story as a link; one that became part of another is that one.
pub fn named(tx: &mut Tx, id: Option<Id>) -> Result<Option<Named>, Fault> {
    let story = id.map(|id| stories::head(tx, id)).transpose()?.flatten();
    Ok(story.map(|story| Named {
        id: story.id.to_string(),
        language: if story.own_headline.is_some() { String::new() } else { story.language },
        headline: story.own_headline.unwrap_or(story.headline),
    }))
}

/// What a decision says beside its kind.
fn doc(decision: &Decision) -> Map<String, Value> {
    serde_json::from_str(&decision.what.doc).unwrap_or_default()
}

/// The key of the words for a decision.
fn key(decision: &Decision) -> String {
    let doc = doc(decision);
    let on = |key: &str| match doc.get(key) {
        Some(Value::Bool(yes)) => *yes,
        Some(Value::Number(n)) => n.as_i64().is_some_and(|n| n > 0),
        Some(Value::String(text)) => !text.is_empty(),
        _ => false,
    };
    let word = match decision.what.kind {
        Kind::Pin if !on("pinned") => "unpin",
        Kind::Hide if !on("hidden") => "unhide",
        Kind::Rename if !on("headline") => "own-headline",
        kind => kind.word(),
    };
    format!("decision-{word}")
}

/// A decision as a line of the log.
pub fn decided(visit: &Visit, tx: &mut Tx, decision: Decision) -> Result<Decided, Fault> {
    let doc = doc(&decision);
    let id = |key: &str| doc.get(key).and_then(Value::as_str).and_then(|id| id.parse::<Id>().ok());
    let kind = decision.what.kind;
    let waiting = decision.turn.is_none();
    let reports: Vec<Id> = match kind {
        Kind::Move => decision.what.article.into_iter().collect(),
        Kind::Split => {
            let ids = doc.get("articles").and_then(Value::as_array).into_iter().flatten();
            ids.filter_map(|id| id.as_str()?.parse().ok()).collect()
        }
        _ => Vec::new(),
    };
    let mut headlines = Vec::new();
    for report in reports.iter().take(NAMED) {
        headlines.extend(articles::head(tx, *report)?.map(|head| head.headline));
    }
    let text = match kind {
        Kind::Rename => doc.get("headline").and_then(Value::as_str).unwrap_or_default().to_owned(),
        Kind::Undo => {
            let n = doc.get("decision").and_then(Value::as_i64).unwrap_or_default();
            decisions::get(tx, n)?.map(|undone| visit.site.words.say(&key(&undone))).unwrap_or_default()
        }
        _ => String::new(),
    };
    let shifts = matches!(kind, Kind::Merge | Kind::Split | Kind::Move);
    Ok(Decided {
        n: decision.n,
        what: key(&decision),
        story: named(tx, decision.what.story)?,
        other: named(tx, if kind == Kind::Merge { id("into") } else { id("story").filter(|_| shifts) })?,
        more: reports.len().saturating_sub(NAMED),
        reports: headlines,
        text,
        who: decision.what.who.clone().unwrap_or_default(),
        at: visit.site.clock.short(decision.at),
        waiting,
        undone: decision.undone,
        nothing: !waiting && shifts && !doc.contains_key("from"),
        undoable: kind != Kind::Undo && !decision.undone,
    })
}

/// A decision about a story that is yet to be written.
pub fn new(person: &Person, kind: Kind, story: Id, article: Option<Id>, doc: &Value) -> New {
    let doc = doc.to_string();
    New { kind, who: Some(person.name.clone()), article, story: Some(story), model: String::new(), doc }
}

/// Writes decisions with a line in the log of who did what, and waits a moment for them to be applied.
pub fn write(visit: &Visit, person: &Person, rows: &[New], deed: &str, about: &str) -> Result<(), Fault> {
    let store = &visit.site.hub.store;
    let first = store.write(|tx| {
        for story in rows.iter().filter_map(|row| row.story) {
            changes::note(tx, changes::ChangeKind::Story, story);
        }
        users::log(tx, &person.name, deed, about, visit.now)?;
        decisions::add(tx, rows, visit.now)
    })?;
    let last = first + i64::try_from(rows.len()).unwrap_or(1) - 1;
    let until = std::time::Instant::now() + WAIT.0;
    while std::time::Instant::now() < until {
        let waits = store.read(|tx| {
            // Where nobody groups, there is nobody to wait for.
            let held = leases::holder(tx, "grouping")?.is_some_and(|(_, _, until)| until > visit.now);
            Ok(held && decisions::get(tx, last)?.is_some_and(|decision| decision.turn.is_none()))
        })?;
        if !waits {
            break;
        }
        std::thread::sleep(WAIT.1);
    }
    Ok(())
}

/// `/admin/decisions/{n}/undo`: from a story's page or from the front page's.
pub fn undo(visit: &Visit, person: &Person, n: &str) -> Result<Outcome, Fault> {
    let Ok(n) = n.parse::<i64>() else { return Ok(Outcome::Nothing) };
    let found = visit.site.hub.store.read(|tx| {
        let decision = decisions::get(tx, n)?.filter(|d| d.what.who.is_some() && d.what.kind != Kind::Undo);
        let headline = named(tx, decision.as_ref().and_then(|d| d.what.story))?.map(|story| story.headline);
        Ok(decision.map(|decision| (decision, headline.unwrap_or_default())))
    })?;
    let Some((decision, headline)) = found else { return Ok(Outcome::Nothing) };
    let about = format!("{}{} {headline}", visit.site.words.say(&key(&decision)), visit.site.words.say("colon"));
    if !decision.undone {
        let story = decision.what.story.unwrap_or_default();
        let row = new(person, Kind::Undo, story, None, &json!({"decision": n}));
        write(visit, person, &[row], "undid a decision", about.trim())?;
    }
    Ok(match (visit.form.get("from"), decision.what.story) {
        ("front", _) | (_, None) => Outcome::Go("/admin/stories".into()),
        (_, Some(story)) => Outcome::Go(format!("/admin/stories/{story}")),
    })
}
