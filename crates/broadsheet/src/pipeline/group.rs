//! group: articles, strictly in their order of arrival → stories and copies; under the grouping lease, one node at a time.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use analysis::fingerprint;
use model::Id;
use serde_json::{Value, json};
use store::{Fault, articles, changes, copies, decisions, leases, stories as rows, work};
use stories::{Copies, Decision, Grouper, Placement};

use super::work::VIEW;
use crate::hub::{Hub, now, turns};

/// The lease's name.
const LEASE: &str = "grouping";
/// The mark of the last arrival that was grouped.
const MARK: &str = "grouping";
/// Seconds a lease holds; renewed with every turn.
const LEASE_SECONDS: i64 = 15;
/// Articles in one transaction.
const BATCH: usize = 64;
/// Placements from which a new holder rebuilds its state: more than a day of the largest hub.
const REPLAYED: i64 = 20_000;
/// The version of rules and weights, logged with each placement.
const MODEL: &str = "1";

/// The state of the holder of the lease.
struct State {
    epoch: i64,
    grouper: Grouper,
    copies: Copies,
}

/// Groups until asked to stop.
pub fn run(hub: Arc<Hub>) {
    let mut state = None;
    turns(&hub, "group", Duration::from_millis(200), || {
        let outcome = turn(&hub, &mut state);
        if outcome.is_err() {
            // Whatever was half done is in no table: begin again from the log.
            state = None;
        }
        outcome
    });
    if let Some(state) = state {
        let _ = hub.store.write(|tx| leases::release(tx, LEASE, &hub.holder, state.epoch));
    }
}

/// One turn: takes or renews the lease, applies editors' decisions, places a batch, makes views. False: nothing to do.
fn turn(hub: &Hub, state: &mut Option<State>) -> Result<bool, Fault> {
    let taken = hub.store.write(|tx| leases::take(tx, LEASE, &hub.holder, now(), LEASE_SECONDS))?;
    let Some(epoch) = taken else {
        *state = None;
        return Ok(false);
    };
    if state.as_ref().is_none_or(|state| state.epoch != epoch) {
        *state = Some(rebuild(hub, epoch)?);
    }
    let Some(state) = state.as_mut() else { return Ok(false) };
    let decided = decide(hub, state)?;
    let placed = place(hub, state)?;
    let viewed = super::view::turn(hub, |tx| leases::demand(tx, LEASE, &hub.holder, epoch))?;
    Ok(decided || placed || viewed)
}

/// The state as the log of decisions leaves it.
fn rebuild(hub: &Hub, epoch: i64) -> Result<State, Fault> {
    let mut state = State { epoch, grouper: Grouper::new(), copies: Copies::new() };
    let last = hub.store.read(|tx| tx.number("select max(turn) from decision", &[]))?;
    let mut turn = (last - REPLAYED).max(0);
    let whole = turn == 0;
    loop {
        let applied = hub.store.read(|tx| {
            let batch = decisions::applied(tx, turn, 256)?;
            batch.into_iter().map(|decision| Ok((load(tx, &decision)?, decision))).collect::<Result<Vec<_>, Fault>>()
        })?;
        let Some(end) = applied.last().and_then(|(_, decision)| decision.turn) else { break };
        turn = end;
        for (print, decision) in &applied {
            match (decision.what.kind, print) {
                (decisions::Kind::Place, Some(print)) => {
                    state.copies.find(print);
                    let story = decision.what.story.unwrap_or_default().to_string();
                    // The same rules from the beginning come to the same state; otherwise the log's word stands.
                    if whole && decision.what.model == MODEL {
                        state.grouper.place(print);
                    } else {
                        state.grouper.replay(print, &story);
                    }
                }
                _ if !decision.undone => {
                    if let Some(decision) = for_grouper(&decision.what) {
                        state.grouper.decide(&decision);
                    }
                }
                _ => {}
            }
        }
    }
    Ok(state)
}

fn load(tx: &mut store::Tx, decision: &decisions::Decision) -> Result<Option<analysis::Fingerprint>, Fault> {
    let Some(id) = decision.what.article.filter(|_| decision.what.kind == decisions::Kind::Place) else {
        return Ok(None);
    };
    print_of(tx, id)
}

/// The fingerprint of an article, with the id and outlet that the log knows it by.
fn print_of(tx: &mut store::Tx, id: Id) -> Result<Option<analysis::Fingerprint>, Fault> {
    let (Some(mut article), Some(head)) = (articles::get(tx, id)?, articles::head(tx, id)?) else { return Ok(None) };
    article.id = id.to_string();
    // By name: a credited agency is told by it.
    article.outlet = store::outlets::get(tx, head.outlet)?.map(|outlet| outlet.name);
    if article.published.is_none() {
        article.published = Some(model::Stamp::utc(head.instant));
    }
    Ok(Some(fingerprint(&article)))
}

/// Places the next articles. False: none has arrived.
fn place(hub: &Hub, state: &mut State) -> Result<bool, Fault> {
    let heads = hub.store.read(|tx| {
        let mark = changes::get_mark(tx, MARK)?;
        articles::arrivals(tx, mark, BATCH)
    })?;
    let Some(last) = heads.last().map(|head| head.arrival) else { return Ok(false) };
    let prints =
        hub.store.read(|tx| heads.iter().map(|head| print_of(tx, head.id)).collect::<Result<Vec<_>, Fault>>())?;
    let mut placed = Vec::with_capacity(heads.len());
    let mut found = Vec::new();
    for (head, print) in heads.iter().zip(&prints) {
        let Some(print) = print else { continue };
        let done = super::work::guarded(|| (state.copies.find(print), state.grouper.place(print)));
        match done {
            Ok((copy, placement)) => {
                found.extend(copy);
                found.extend(state.copies.late().iter().cloned());
                placed.push((head, placement));
            }
            // The state may be half changed by a panic: this article is laid aside by the log, and the state made anew.
            Err(why) => {
                tracing::error!("grouping fell over the article {}: {why}", head.id);
                hub.store.write(|tx| {
                    leases::demand(tx, LEASE, &hub.holder, state.epoch)?;
                    decisions::add(tx, &[aside(head.id, &why)], now())?;
                    changes::set_mark(tx, MARK, head.arrival)
                })?;
                return Err(Fault::new(
                    store::FaultKind::Busy,
                    "grouping begins anew after an article that it fell over",
                ));
            }
        }
    }
    hub.store.write(|tx| {
        leases::demand(tx, LEASE, &hub.holder, state.epoch)?;
        let mut touched = BTreeSet::new();
        let log: Vec<decisions::New> = placed.iter().map(|(head, placement)| logged(head.id, placement)).collect();
        decisions::add(tx, &log, now())?;
        for (head, placement) in &placed {
            store_placement(tx, head, placement, &mut touched)?;
        }
        for copy in &found {
            let (Ok(article), Ok(origin)) = (copy.article.parse(), copy.origin.parse()) else { continue };
            copies::save(tx, &copies::Copy { article, origin, share: copy.share, kind: kind_of(copy) })?;
            touched.extend(rows::of_article(tx, article)?.map(|member| member.story));
        }
        for story in touched {
            work::put(tx, VIEW, &story.to_string(), "", now())?;
        }
        changes::set_mark(tx, MARK, last)
    })?;
    Ok(true)
}

fn kind_of(copy: &stories::Copy) -> String {
    serde_json::to_value(&copy.kind).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn logged(article: Id, placement: &Placement) -> decisions::New {
    decisions::New {
        kind: decisions::Kind::Place,
        who: None,
        article: Some(article),
        story: placement.story.parse().ok(),
        model: MODEL.to_owned(),
        doc: json!({"why": placement.why, "merged": placement.merged, "moved": placement.moved}).to_string(),
    }
}

fn aside(article: Id, why: &str) -> decisions::New {
    decisions::New {
        kind: decisions::Kind::Aside,
        who: None,
        article: Some(article),
        story: None,
        model: MODEL.to_owned(),
        doc: json!({"why": why}).to_string(),
    }
}

/// Writes where an article was placed, and what became part of what with it.
fn store_placement(
    tx: &mut store::Tx,
    head: &articles::Head,
    placement: &Placement,
    touched: &mut BTreeSet<Id>,
) -> Result<(), Fault> {
    let Ok(story) = placement.story.parse::<Id>() else { return Ok(()) };
    ensure_row(tx, story, head)?;
    for merged in placement.merged.iter().filter_map(|id| id.parse().ok()) {
        rows::merge(tx, merged, story)?;
        touched.remove(&merged);
    }
    let member = rows::Member {
        article: head.id,
        story,
        place: head.arrival,
        instant: head.instant,
        why: placement.why.clone(),
    };
    rows::place(tx, &[member])?;
    touched.insert(story);
    let moved: Vec<(String, String)> = placement.moved.clone();
    move_articles(tx, &moved, touched)
}

/// Moves articles to other stories; one that thereby begins is given its row.
fn move_articles(tx: &mut store::Tx, moved: &[(String, String)], touched: &mut BTreeSet<Id>) -> Result<(), Fault> {
    for (article, story) in moved {
        let (Ok(article), Ok(story)) = (article.parse::<Id>(), story.parse::<Id>()) else { continue };
        let Some(head) = articles::head(tx, article)? else { continue };
        let before = rows::of_article(tx, article)?;
        if before.as_ref().is_some_and(|member| member.story == story) {
            continue;
        }
        ensure_row(tx, story, &head)?;
        let why = before.as_ref().map(|member| member.why.clone()).unwrap_or_default();
        rows::place(tx, &[rows::Member { article, story, place: head.arrival, instant: head.instant, why }])?;
        touched.insert(story);
        touched.extend(before.map(|member| member.story));
    }
    Ok(())
}

/// A story's row before its view is made.
fn ensure_row(tx: &mut store::Tx, story: Id, head: &articles::Head) -> Result<(), Fault> {
    if rows::get(tx, story)?.is_some_and(|row| row.id == story) {
        return Ok(());
    }
    rows::save(
        tx,
        &rows::Story {
            id: story,
            headline: head.headline.clone(),
            slug: store::slug(&head.headline),
            section: head.section.clone(),
            lead: head.id,
            language: head.language.clone(),
            first: head.instant,
            last: head.instant,
            updated: now(),
            reports: 1,
            outlets: 1,
            countries: 1,
            languages: 1,
            independent: 1,
            score: super::view::score(head.instant, 1),
            ..rows::Story::default()
        },
    )
}

/// Applies what editors decided. False: nothing waits.
fn decide(hub: &Hub, state: &mut State) -> Result<bool, Fault> {
    let pending = hub.store.read(|tx| decisions::pending(tx, 16))?;
    for decision in &pending {
        let moved = match for_grouper(&decision.what) {
            Some(decision) => state.grouper.decide(&decision),
            None => Vec::new(),
        };
        hub.store.write(|tx| {
            leases::demand(tx, LEASE, &hub.holder, state.epoch)?;
            let mut touched = BTreeSet::new();
            apply(tx, &decision.what, &mut touched)?;
            move_articles(tx, &moved, &mut touched)?;
            decisions::apply(tx, decision.n)?;
            for story in touched {
                work::put(tx, VIEW, &story.to_string(), "", now())?;
            }
            Ok(())
        })?;
    }
    Ok(!pending.is_empty())
}

fn doc(what: &decisions::New) -> Value {
    serde_json::from_str(&what.doc).unwrap_or_default()
}

/// A decision as the grouper takes it; `None`: it concerns the row alone.
fn for_grouper(what: &decisions::New) -> Option<Decision> {
    let doc = doc(what);
    let text = |key: &str| doc.get(key).and_then(Value::as_str).map(str::to_owned);
    match what.kind {
        decisions::Kind::Merge => Some(Decision::Merge { story: what.story?.to_string(), into: text("into")? }),
        decisions::Kind::Split => {
            let articles =
                doc.get("articles")?.as_array()?.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect();
            Some(Decision::Split { articles })
        }
        decisions::Kind::Move => Some(Decision::Move { article: what.article?.to_string(), story: text("story")? }),
        _ => None,
    }
}

/// What a decision changes in the story's row.
fn apply(tx: &mut store::Tx, what: &decisions::New, touched: &mut BTreeSet<Id>) -> Result<(), Fault> {
    let Some(story) = what.story else { return Ok(()) };
    let doc = doc(what);
    if what.kind == decisions::Kind::Merge {
        if let Some(into) = doc.get("into").and_then(Value::as_str).and_then(|id| id.parse().ok()) {
            rows::merge(tx, story, into)?;
            touched.insert(into);
        }
        return Ok(());
    }
    let Some(mut row) = rows::get(tx, story)? else { return Ok(()) };
    match what.kind {
        decisions::Kind::Pin => row.pinned = doc.get("pinned").and_then(Value::as_i64).unwrap_or(1),
        decisions::Kind::Hide => row.hidden = doc.get("hidden").and_then(Value::as_bool).unwrap_or(true),
        decisions::Kind::Rename => row.own_headline = doc.get("headline").and_then(Value::as_str).map(str::to_owned),
        _ => return Ok(()),
    }
    row.updated = now();
    rows::save(tx, &row)
}
