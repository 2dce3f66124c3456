//! rulings: what editors decided → stories. Runs in the grouping loop, since only the holder of the lease writes stories.
//!
//! A decision is completed when it is applied: its `doc` then says what it came to, so that it can be replayed, undone and told, and
//! after which arrival it stands (`after`), so that `rebuild` applies it there again. An undoing is a decision like the others.
//! What holds of pins, hiding and headlines is always the latest decision that is not undone.

use std::collections::{BTreeMap, BTreeSet};

use model::Id;
use serde_json::{Map, Value, json};
use store::decisions::{self, Kind};
use store::history::{self, Kind as Came};
use store::{Fault, Tx, articles, changes, stories as rows, work};
use stories::{Decision, Grouper, Undone, Why};

use super::group::{MARK, ensure_row};
use super::work::VIEW;
use crate::hub::{Hub, now};

/// An article and the story it belongs to now.
#[derive(Debug)]
pub struct Shift {
    /// The article.
    pub article: Id,
    /// The story.
    pub story: Id,
    /// Why, if that changes.
    pub why: Option<String>,
}

/// What a decision comes to.
#[derive(Default)]
struct Ruling {
    story: Option<Id>,
    doc: Map<String, Value>,
    shifts: Vec<Shift>,
    /// Ids by which a story goes again: its own first.
    revived: Vec<Id>,
    undone: Option<i64>,
}

/// What articles changed their story by.
#[derive(Debug, Clone)]
pub struct Cause {
    /// The number of the decision.
    pub n: i64,
    /// When.
    pub at: i64,
    /// The editor; `None`: the machine.
    pub who: Option<String>,
}

impl Cause {
    /// Notes that reports went from one story to another, in the history of both.
    pub fn note(&self, tx: &mut Tx, (from, to): (Id, Id), reports: usize, whole: bool, new: bool) -> Result<(), Fault> {
        let event = |story: Id, kind: Came, other: Id| history::Event {
            story,
            n: self.n,
            kind,
            other,
            at: self.at,
            who: self.who.clone(),
            reports: i64::try_from(reports).unwrap_or(i64::MAX),
        };
        if whole {
            return history::note(tx, &event(to, Came::Joined, from));
        }
        history::note(tx, &event(from, if new { Came::Split } else { Came::Out }, to))?;
        history::note(tx, &event(to, if new { Came::Began } else { Came::In }, from))
    }
}

/// Applies what waits and is due. Whether something was, and the arrival up to which articles are to be placed before the next.
pub fn turn(
    hub: &Hub,
    grouper: &mut Grouper,
    demand: impl Fn(&mut Tx) -> Result<(), Fault>,
) -> Result<(bool, Option<i64>), Fault> {
    let mut applied = false;
    loop {
        let next = hub.store.read(|tx| {
            let Some(decision) = decisions::pending(tx, 1)?.pop() else { return Ok(None) };
            let mark = changes::get_mark(tx, MARK)?;
            let after = doc(&decision.what).get("after").and_then(Value::as_i64);
            let first = articles::arrivals(tx, mark, 1)?.pop().map(|head| head.arrival);
            if let Some(after) = after.filter(|&after| first.is_some_and(|first| first <= after)) {
                return Ok(Some(Err(after)));
            }
            let mut ruling = complete(tx, &decision.what, grouper)?;
            ruling.doc.insert("after".into(), after.unwrap_or(mark).into());
            Ok(Some(Ok((decision, ruling))))
        })?;
        let (mut decision, ruling) = match next {
            None => return Ok((applied, None)),
            Some(Err(after)) => return Ok((applied, Some(after))),
            Some(Ok(next)) => next,
        };
        decision.what.doc = Value::Object(ruling.doc.clone()).to_string();
        replay(grouper, decision.n, &decision.what);
        hub.store.write(|tx| {
            demand(tx)?;
            write(tx, &decision, &ruling)
        })?;
        applied = true;
    }
}

/// A decision as the grouper takes it.
pub fn replay(grouper: &mut Grouper, n: i64, what: &decisions::New) {
    let doc = doc(what);
    let text = |key: &str| doc.get(key).and_then(Value::as_str).map(str::to_owned);
    let decision = match (what.kind, text("from")) {
        (Kind::Merge, Some(story)) => text("into").map(|into| Decision::Merge { story, into }),
        (Kind::Split, Some(_)) => {
            text("story").map(|story| Decision::Split { articles: ids(&doc, "articles").map(text_of).collect(), story })
        }
        (Kind::Move, Some(_)) => {
            let article = what.article.map(text_of);
            article.zip(text("story")).map(|(article, story)| Decision::Move { article, story })
        }
        _ => None,
    };
    if let Some(decision) = decision {
        grouper.decide(n, &decision);
    }
    if let Some(ruling) = doc.get("decision").and_then(Value::as_i64).filter(|_| what.kind == Kind::Undo) {
        let story = text("story").unwrap_or_default();
        let back = ids(&doc, "articles").map(|article| (text_of(article), story.clone())).collect();
        grouper.undo(&Undone { ruling, back, revived: ids(&doc, "revived").map(text_of).collect() });
    }
}

fn doc(what: &decisions::New) -> Map<String, Value> {
    serde_json::from_str(&what.doc).unwrap_or_default()
}

fn text_of(id: Id) -> String {
    id.to_string()
}

fn id_of(doc: &Map<String, Value>, key: &str) -> Option<Id> {
    doc.get(key)?.as_str()?.parse().ok()
}

fn ids<'a>(doc: &'a Map<String, Value>, key: &str) -> impl Iterator<Item = Id> + 'a {
    doc.get(key).and_then(Value::as_array).into_iter().flatten().filter_map(|id| id.as_str()?.parse().ok())
}

fn texts(ids: impl IntoIterator<Item = Id>) -> Value {
    ids.into_iter().map(text_of).collect()
}

/// The story that goes by an id now.
fn resolve(tx: &mut Tx, id: Option<Id>) -> Result<Option<Id>, Fault> {
    let Some(id) = id else { return Ok(None) };
    if let Some(row) = rows::get(tx, id)? {
        return Ok(Some(row.id));
    }
    Ok(rows::of_article(tx, id)?.map(|member| member.story))
}

/// What a decision comes to as things are.
fn complete(tx: &mut Tx, what: &decisions::New, grouper: &Grouper) -> Result<Ruling, Fault> {
    let mut doc = doc(what);
    // A decision that comes to nothing keeps what was asked; `from` tells that it came to something.
    doc.remove("from");
    let mut ruling = Ruling { story: what.story, doc, ..Ruling::default() };
    let found = match what.kind {
        Kind::Merge => merge(tx, &mut ruling)?,
        Kind::Split => split(tx, &mut ruling)?,
        Kind::Move => shift_one(tx, what.article, &mut ruling)?,
        Kind::Undo => undo(tx, grouper, &mut ruling)?,
        _ => {
            ruling.story = resolve(tx, what.story)?;
            Vec::new()
        }
    };
    ruling.shifts = found;
    Ok(ruling)
}

fn merge(tx: &mut Tx, ruling: &mut Ruling) -> Result<Vec<Shift>, Fault> {
    let (from, into) = (resolve(tx, ruling.story)?, resolve(tx, id_of(&ruling.doc, "into"))?);
    let Some((from, into)) = from.zip(into).filter(|(from, into)| from != into) else { return Ok(Vec::new()) };
    let members = rows::members(tx, from)?;
    ruling.story = Some(from);
    ruling.doc.insert("from".into(), json!(text_of(from)));
    ruling.doc.insert("into".into(), json!(text_of(into)));
    ruling.doc.insert("articles".into(), texts(members.iter().map(|member| member.article)));
    ruling.doc.insert("taken_in".into(), texts(rows::aliases(tx, from)?));
    Ok(members.into_iter().map(|member| Shift { article: member.article, story: into, why: None }).collect())
}

fn split(tx: &mut Tx, ruling: &mut Ruling) -> Result<Vec<Shift>, Fault> {
    let Some(from) = resolve(tx, ruling.story)? else { return Ok(Vec::new()) };
    let asked: BTreeSet<Id> = ids(&ruling.doc, "articles").collect();
    let (chosen, left): (Vec<_>, Vec<_>) =
        rows::members(tx, from)?.into_iter().partition(|member| asked.contains(&member.article));
    if chosen.is_empty() || left.is_empty() {
        return Ok(Vec::new());
    }
    let mut name = id_of(&ruling.doc, "story");
    for member in &chosen {
        // A story that goes by this id keeps it; one that became part of another gives it back.
        if name.is_none() && rows::get(tx, member.article)?.is_none_or(|row| row.id != member.article) {
            name = Some(member.article);
        }
    }
    let story = match name {
        Some(name) => name,
        None => {
            let mut bytes = [0; 8];
            getrandom::fill(&mut bytes).map_err(|e| Fault::bug(format!("the system gives no random numbers: {e}")))?;
            Id::from_hash(u64::from_le_bytes(bytes))
        }
    };
    ruling.story = Some(from);
    ruling.doc.insert("from".into(), json!(text_of(from)));
    ruling.doc.insert("story".into(), json!(text_of(story)));
    ruling.doc.insert("articles".into(), texts(chosen.iter().map(|member| member.article)));
    ruling.doc.insert("why".into(), chosen.iter().map(|member| member.why.clone()).collect());
    let why = Some(Why::Editor.to_string());
    Ok(chosen.into_iter().map(|member| Shift { article: member.article, story, why: why.clone() }).collect())
}

fn shift_one(tx: &mut Tx, article: Option<Id>, ruling: &mut Ruling) -> Result<Vec<Shift>, Fault> {
    let Some(member) = article.map(|article| rows::of_article(tx, article)).transpose()?.flatten() else {
        return Ok(Vec::new());
    };
    let to = resolve(tx, id_of(&ruling.doc, "story"))?.filter(|to| *to != member.story);
    let Some(to) = to else { return Ok(Vec::new()) };
    ruling.story = Some(member.story);
    ruling.doc.insert("from".into(), json!(text_of(member.story)));
    ruling.doc.insert("story".into(), json!(text_of(to)));
    ruling.doc.insert("why".into(), json!([member.why]));
    let emptied = rows::members(tx, member.story)?.len() == 1;
    let taken_in = if emptied { rows::aliases(tx, member.story)? } else { Vec::new() };
    ruling.doc.insert("emptied".into(), emptied.into());
    ruling.doc.insert("taken_in".into(), texts(taken_in));
    Ok(vec![Shift { article: member.article, story: to, why: Some(Why::Editor.to_string()) }])
}

/// Articles go back only from where the decision had put them: what was ruled or found since then stays.
fn undo(tx: &mut Tx, grouper: &Grouper, ruling: &mut Ruling) -> Result<Vec<Shift>, Fault> {
    let n = ruling.doc.get("decision").and_then(Value::as_i64).unwrap_or_default();
    let decision = decisions::get(tx, n)?.filter(|decision| !decision.undone && decision.turn.is_some());
    let Some(decision) = decision.filter(|decision| decision.what.who.is_some() && decision.what.kind != Kind::Undo)
    else {
        return Ok(Vec::new());
    };
    ruling.undone = Some(n);
    ruling.story = resolve(tx, decision.what.story)?;
    ruling.doc.insert("of".into(), decision.what.kind.word().into());
    let was = doc(&decision.what);
    let Some(from) = id_of(&was, "from") else { return Ok(Vec::new()) };
    let articles: Vec<Id> = match decision.what.kind {
        Kind::Move => decision.what.article.into_iter().collect(),
        _ => ids(&was, "articles").collect(),
    };
    let whys: Vec<&str> =
        was.get("why").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let taken_in = std::iter::once(from).chain(ids(&was, "taken_in"));
    let (back, story): (Vec<Id>, Id) = match decision.what.kind {
        Kind::Merge => {
            let Some(joint) = resolve(tx, id_of(&was, "into"))? else { return Ok(Vec::new()) };
            let after = was.get("after").and_then(Value::as_i64).unwrap_or(i64::MAX);
            let members = rows::members(tx, joint)?;
            let (own, others): (Vec<_>, Vec<_>) =
                members.into_iter().partition(|member| articles.contains(&member.article));
            let own: Vec<Id> = own.into_iter().map(|member| member.article).collect();
            let later = others.into_iter().filter(|member| member.place > after).map(|member| text_of(member.article));
            let texts: Vec<String> = own.iter().copied().map(text_of).collect();
            let beside = grouper.beside(&texts, &later.collect::<Vec<_>>());
            ruling.revived = taken_in.collect();
            (own.into_iter().chain(beside.iter().filter_map(|id| id.parse().ok())).collect(), from)
        }
        Kind::Split => {
            let Some(part) = id_of(&was, "story") else { return Ok(Vec::new()) };
            let members = rows::members(tx, part)?;
            (members.into_iter().map(|member| member.article).collect(), resolve(tx, Some(from))?.unwrap_or(from))
        }
        Kind::Move => {
            let to = resolve(tx, id_of(&was, "story"))?;
            let there =
                articles.iter().map(|&article| rows::of_article(tx, article)).collect::<Result<Vec<_>, Fault>>()?;
            let there = there.into_iter().flatten().filter(|member| Some(member.story) == to);
            // A story that an undone split had made is part of the one it came from.
            let mut splits = decisions::undone(tx, Kind::Split)?.into_iter().map(|split| doc(&split.what));
            let whole =
                splits.find(|split| id_of(split, "story") == Some(from)).and_then(|split| id_of(&split, "from"));
            let emptied = was.get("emptied").and_then(Value::as_bool).unwrap_or_default();
            let story = match whole {
                None if emptied => {
                    ruling.revived = taken_in.collect();
                    from
                }
                whole => resolve(tx, whole.or(Some(from)))?.unwrap_or(from),
            };
            (there.map(|member| member.article).collect(), story)
        }
        _ => return Ok(Vec::new()),
    };
    if back.is_empty() {
        ruling.revived.clear();
        return Ok(Vec::new());
    }
    ruling.doc.insert("articles".into(), texts(back.iter().copied()));
    ruling.doc.insert("story".into(), json!(text_of(story)));
    ruling.doc.insert("revived".into(), texts(ruling.revived.iter().copied()));
    let why_of = |article: Id| {
        let place = articles.iter().position(|&a| a == article)?;
        whys.get(place).map(|why| (*why).to_owned())
    };
    Ok(back.into_iter().map(|article| Shift { article, story, why: why_of(article) }).collect())
}

fn write(tx: &mut Tx, decision: &decisions::Decision, ruling: &Ruling) -> Result<(), Fault> {
    decisions::apply(tx, decision.n, ruling.story, &decision.what.doc)?;
    if let Some(n) = ruling.undone {
        decisions::set_undone(tx, n, true)?;
    }
    let mut touched: BTreeSet<Id> = ruling.story.into_iter().collect();
    let cause = Cause { n: decision.n, at: decision.at, who: decision.what.who.clone() };
    shift(tx, &ruling.shifts, &cause, &mut touched)?;
    if let Some((own, others)) = ruling.revived.split_first() {
        others.iter().try_for_each(|old| rows::redirect(tx, *old, *own))?;
    }
    for story in touched {
        settle(tx, story)?;
        work::put(tx, VIEW, &story.to_string(), "", now())?;
    }
    Ok(())
}

/// Puts articles into other stories; a story that thereby begins is given its row, one that is left empty redirects.
pub fn shift(tx: &mut Tx, shifts: &[Shift], cause: &Cause, touched: &mut BTreeSet<Id>) -> Result<(), Fault> {
    let mut went: BTreeMap<(Id, Id), usize> = BTreeMap::new();
    let mut new = BTreeSet::new();
    for Shift { article, story, why } in shifts {
        let Some(head) = articles::head(tx, *article)? else { continue };
        let before = rows::of_article(tx, *article)?;
        if before.as_ref().is_some_and(|member| member.story == *story) {
            continue;
        }
        if ensure_row(tx, *story, &head)? {
            new.insert(*story);
        }
        let why = why.clone().or(before.as_ref().map(|member| member.why.clone())).unwrap_or_default();
        let member = rows::Member { article: *article, story: *story, place: head.arrival, instant: head.instant, why };
        rows::place(tx, &[member])?;
        touched.insert(*story);
        if let Some(before) = before {
            *went.entry((before.story, *story)).or_default() += 1;
        }
    }
    let mut emptied = BTreeSet::new();
    for ((from, to), reports) in went {
        let whole = rows::members(tx, from)?.is_empty();
        if !whole {
            touched.insert(from);
        } else if emptied.insert(from) {
            rows::merge(tx, from, to)?;
            touched.remove(&from);
        }
        cause.note(tx, (from, to), reports, whole, new.contains(&to))?;
    }
    Ok(())
}

/// A story's pin, hiding and headline as the decisions have it that hold: those about itself and about stories that the machine
/// made part of it. An editor who merges two stories chooses the one whose hold.
pub fn settle(tx: &mut Tx, story: Id) -> Result<(), Fault> {
    let Some(row) = rows::get(tx, story)?.filter(|row| row.id == story) else { return Ok(()) };
    let mut about = vec![story];
    for alias in rows::aliases(tx, story)? {
        let merged = decisions::holds(tx, Kind::Merge, &[alias])?;
        if merged.is_none_or(|merged| !doc(&merged.what).contains_key("from")) {
            about.push(alias);
        }
    }
    let mut held = |kind: Kind, key: &str| -> Result<Option<Value>, Fault> {
        Ok(decisions::holds(tx, kind, &about)?.and_then(|decision| doc(&decision.what).remove(key)))
    };
    let settled = rows::Story {
        pinned: held(Kind::Pin, "pinned")?.and_then(|value| value.as_i64()).unwrap_or(0),
        hidden: held(Kind::Hide, "hidden")?.and_then(|value| value.as_bool()).unwrap_or(false),
        own_headline: held(Kind::Rename, "headline")?.and_then(|value| value.as_str().map(str::to_owned)),
        ..row.clone()
    };
    if settled != row {
        rows::save(tx, &rows::Story { updated: now(), ..settled })?;
    }
    Ok(())
}

/// What `rebuild` begins with: every article is placed again, and each decision waits for the arrival after which it stood.
pub fn begin_again(tx: &mut Tx) -> Result<(), Fault> {
    let mark = changes::get_mark(tx, MARK)?;
    for decision in decisions::pending(tx, usize::MAX >> 1)? {
        let mut doc = doc(&decision.what);
        doc.entry("after").or_insert(mark.into());
        decisions::set_doc(tx, decision.n, &Value::Object(doc).to_string())?;
    }
    decisions::begin_again(tx)?;
    changes::set_mark(tx, MARK, 0)
}

#[cfg(test)]
mod tests;
