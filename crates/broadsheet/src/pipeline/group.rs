//! group: articles, strictly in their order of arrival → stories and copies; under the grouping lease, one node at a time.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use analysis::{Fingerprint, fingerprint};
use model::Id;
use serde_json::json;
use store::{Fault, articles, changes, copies, decisions, leases, stories as rows, work};
use stories::{Copies, Grouper, Placement};

use super::rulings;
use super::work::{GROUP, LEASE as LEASE_OF_ITEM, VIEW, guarded, panicked, whole};
use crate::hub::{Hub, now, turns};

/// The lease's name.
const LEASE: &str = "grouping";
/// The mark of the last arrival that was grouped.
pub(super) const MARK: &str = "grouping";
/// Seconds a lease holds; renewed once half of them are over, so that an idle hub hardly writes.
const LEASE_SECONDS: i64 = 15;
/// Articles in one transaction.
const BATCH: usize = 64;
/// Placements from which a new holder rebuilds its state: more than a day of the largest hub.
const REPLAYED: i64 = 20_000;
/// The version of rules and weights, logged with each placement.
const MODEL: &str = "1";

/// The state of the holder of the lease.
pub(super) struct State {
    epoch: i64,
    /// When the lease is to be renewed.
    renew: i64,
    grouper: Grouper,
    copies: Copies,
}

impl State {
    fn new(epoch: i64) -> Self {
        Self { epoch, renew: 0, grouper: Grouper::new(), copies: Copies::new() }
    }
}

/// Groups until asked to stop.
pub fn run(hub: Arc<Hub>) {
    let mut state = None;
    turns(&hub, "group", Duration::from_millis(200), || {
        let outcome = whole(|| turn(&hub, &mut state));
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
pub(super) fn turn(hub: &Hub, state: &mut Option<State>) -> Result<bool, Fault> {
    turn_by(hub, state, judge)
}

/// Of whom an article is a copy, and the story that it belongs to.
type Judge = fn(&mut State, &Fingerprint) -> (Option<stories::Copy>, Placement);

fn judge(state: &mut State, print: &Fingerprint) -> (Option<stories::Copy>, Placement) {
    (state.copies.find(print), state.grouper.place(print))
}

fn turn_by(hub: &Hub, state: &mut Option<State>, judge: Judge) -> Result<bool, Fault> {
    let now = now();
    if state.as_ref().is_none_or(|state| state.renew <= now) {
        // Only looked at while another has it: an attempt to take it would be a write.
        let held = hub.store.read(|tx| leases::holder(tx, LEASE))?;
        if held.is_some_and(|(holder, _, until)| holder != hub.holder && until > now) {
            *state = None;
            return Ok(false);
        }
        let taken = hub.store.write(|tx| leases::take(tx, LEASE, &hub.holder, now, LEASE_SECONDS))?;
        let Some(epoch) = taken else {
            *state = None;
            return Ok(false);
        };
        let mut held = match state.take().filter(|state| state.epoch == epoch) {
            Some(held) => held,
            None => rebuild(hub, epoch)?,
        };
        held.renew = now + LEASE_SECONDS / 2;
        *state = Some(held);
    }
    let Some(state) = state.as_mut() else { return Ok(false) };
    let epoch = state.epoch;
    let (decided, until) = rulings::turn(hub, &mut state.grouper, |tx| leases::demand(tx, LEASE, &hub.holder, epoch))?;
    let placed = place(hub, state, until, judge)? || place_again(hub, state, judge)?;
    let viewed = super::view::turn(hub, |tx| leases::demand(tx, LEASE, &hub.holder, epoch))?;
    if decided || placed || viewed {
        return Ok(true);
    }
    super::relate::turn(hub, |tx| leases::demand(tx, LEASE, &hub.holder, epoch))
}

/// The state as the log of decisions leaves it. The same rules from the beginning come to the same state; where they do not (other
/// rules, a text that is no longer kept) or the log is too long for that, the log's word stands.
fn rebuild(hub: &Hub, epoch: i64) -> Result<State, Fault> {
    let last = hub.store.read(|tx| tx.number("select max(turn) from decision", &[]))?;
    let turn = (last - REPLAYED).max(0);
    if turn == 0
        && let Some(state) = guarded(|| rebuilt(hub, epoch, 0, true)).unwrap_or(Ok(None))?
    {
        return Ok(state);
    }
    Ok(rebuilt(hub, epoch, turn, false)?.unwrap_or_else(|| State::new(epoch)))
}

/// The state after the decisions since `turn`; with `judge` each article is judged again. `None`: that came to another story than the
/// log says.
fn rebuilt(hub: &Hub, epoch: i64, mut turn: i64, judge: bool) -> Result<Option<State>, Fault> {
    let mut state = State::new(epoch);
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
                    let before = logged_before(decision);
                    if !judge {
                        state.grouper.replay(print, &before);
                    } else if decision.what.model != MODEL || state.grouper.place(print).story != before.story {
                        return Ok(None);
                    }
                }
                _ => rulings::replay(&mut state.grouper, decision.n, &decision.what),
            }
        }
    }
    Ok(Some(state))
}

fn load(tx: &mut store::Tx, decision: &decisions::Decision) -> Result<Option<Fingerprint>, Fault> {
    let Some(id) = decision.what.article.filter(|_| decision.what.kind == decisions::Kind::Place) else {
        return Ok(None);
    };
    print_of(tx, id)
}

/// The fingerprint of an article, with the id and outlet that the log knows it by. It is that of the first reading, so that the same
/// articles come to the same stories whether a correction was read before or after they were grouped.
fn print_of(tx: &mut store::Tx, id: Id) -> Result<Option<Fingerprint>, Fault> {
    let (Some(mut article), Some(head)) = (articles::first(tx, id)?, articles::head(tx, id)?) else { return Ok(None) };
    article.id = id.to_string();
    // By name: a credited agency is told by it.
    article.outlet = store::outlets::get(tx, head.outlet)?.map(|outlet| outlet.name);
    if article.published.is_none() {
        article.published = Some(model::Stamp::utc(head.instant));
    }
    Ok(Some(fingerprint(&article)))
}

/// Places the next articles, up to an arrival after which an editor's decision stands. False: there is none.
fn place(hub: &Hub, state: &mut State, until: Option<i64>, judge: Judge) -> Result<bool, Fault> {
    let heads = hub.store.read(|tx| {
        let mark = changes::get_mark(tx, MARK)?;
        let mut heads = articles::arrivals(tx, mark, BATCH)?;
        heads.retain(|head| until.is_none_or(|until| head.arrival <= until));
        Ok(heads)
    })?;
    let Some(last) = heads.last().map(|head| head.arrival) else { return Ok(false) };
    let prints =
        hub.store.read(|tx| heads.iter().map(|head| print_of(tx, head.id)).collect::<Result<Vec<_>, Fault>>())?;
    let mut placed = Vec::with_capacity(heads.len());
    let mut fell = None;
    for (head, print) in heads.iter().zip(&prints) {
        let Some(print) = print else { continue };
        match guarded(|| placed_by(judge, state, print)) {
            Ok((copies, placement)) => placed.push(Placed { head, placement, copies }),
            Err(why) => {
                tracing::error!("grouping fell over the article {}: {why}", head.id);
                fell = Some((head, why));
                break;
            }
        }
    }
    let last = fell.as_ref().map_or(last, |(head, _)| head.arrival);
    hub.store.write(|tx| {
        leases::demand(tx, LEASE, &hub.holder, state.epoch)?;
        store_placed(tx, &placed)?;
        if let Some((head, why)) = &fell {
            decisions::add(tx, &[aside(head.id, why)], now())?;
            work::put(tx, GROUP, &head.id.to_string(), "", now() + 1)?;
        }
        changes::set_mark(tx, MARK, last)
    })?;
    if fell.is_none() {
        return Ok(true);
    }
    Err(fallen())
}

/// Tries an article again that grouping fell over; it is laid aside in the end, with its text. False: none is due.
fn place_again(hub: &Hub, state: &mut State, judge: Judge) -> Result<bool, Fault> {
    if hub.store.read(|tx| work::next_due(tx, GROUP))?.is_none_or(|due| due > now()) {
        return Ok(false);
    }
    let claims = hub.store.write(|tx| work::claim(tx, GROUP, 1, now(), LEASE_OF_ITEM))?;
    let Some(claim) = claims.first() else { return Ok(false) };
    let id: Id = claim.key.parse().unwrap_or_default();
    let (head, print) = hub.store.read(|tx| Ok((articles::head(tx, id)?, print_of(tx, id)?)))?;
    let done = match (&head, &print) {
        (Some(head), Some(print)) => guarded(|| placed_by(judge, state, print))
            .map(|(copies, placement)| Some(Placed { head, placement, copies })),
        // Taken down meanwhile.
        _ => Ok(None),
    };
    match done {
        Ok(placed) => hub.store.write(|tx| {
            leases::demand(tx, LEASE, &hub.holder, state.epoch)?;
            if work::finish(tx, claim)? { store_placed(tx, placed.as_slice()) } else { Ok(()) }
        })?,
        Err(why) => {
            let input = hub.store.read(|tx| articles::first(tx, id))?;
            let input = input.and_then(|article| serde_json::to_vec(&article).ok());
            panicked(&hub.store, claim, &why, input.as_deref(), hub.settings.work_tries)?;
            return Err(fallen());
        }
    }
    Ok(true)
}

/// The state may be half changed by a panic, so it is made anew from the log.
fn fallen() -> Fault {
    Fault::new(store::FaultKind::Busy, "grouping begins anew after an article that it fell over")
}

/// A placement, with the copies that it showed.
struct Placed<'a> {
    head: &'a articles::Head,
    placement: Placement,
    copies: Vec<stories::Copy>,
}

fn placed_by(judge: Judge, state: &mut State, print: &Fingerprint) -> (Vec<stories::Copy>, Placement) {
    let (copy, placement) = judge(state, print);
    (copy.into_iter().chain(state.copies.late().iter().cloned()).collect(), placement)
}

/// Writes placements and what follows from them.
fn store_placed(tx: &mut store::Tx, placed: &[Placed]) -> Result<(), Fault> {
    let mut touched = BTreeSet::new();
    let log: Vec<decisions::New> = placed.iter().map(|p| logged(p.head.id, &p.placement)).collect();
    let first = decisions::add(tx, &log, now())?;
    for (n, Placed { head, placement, .. }) in (first..).zip(placed) {
        store_placement(tx, n, head, placement, &mut touched)?;
    }
    for copy in placed.iter().flat_map(|placed| &placed.copies) {
        let (Ok(article), Ok(origin)) = (copy.article.parse(), copy.origin.parse()) else { continue };
        copies::save(tx, &copies::Copy { article, origin, share: copy.share, kind: kind_of(copy) })?;
        touched.extend(rows::of_article(tx, article)?.map(|member| member.story));
    }
    for story in touched {
        work::put(tx, VIEW, &story.to_string(), "", now())?;
    }
    Ok(())
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

/// A placement as [`logged`] wrote it.
fn logged_before(decision: &decisions::Decision) -> Placement {
    let placement: Placement = serde_json::from_str(&decision.what.doc).unwrap_or_default();
    let text = |id: Option<Id>| id.map(|id| id.to_string()).unwrap_or_default();
    Placement { article: text(decision.what.article), story: text(decision.what.story), ..placement }
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
    n: i64,
    head: &articles::Head,
    placement: &Placement,
    touched: &mut BTreeSet<Id>,
) -> Result<(), Fault> {
    let Ok(story) = placement.story.parse::<Id>() else { return Ok(()) };
    ensure_row(tx, story, head)?;
    let cause = rulings::Cause { n, at: head.seen, who: None };
    for merged in placement.merged.iter().filter_map(|id| id.parse().ok()) {
        // A report may begin a story that is part of this one from the start.
        let reports = rows::members(tx, merged)?.len();
        if reports > 0 {
            cause.note(tx, (merged, story), reports, true, false)?;
        }
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
    let moved = placement.moved.iter().filter_map(|(article, story)| {
        Some(rulings::Shift { article: article.parse().ok()?, story: story.parse().ok()?, why: None })
    });
    rulings::shift(tx, &moved.collect::<Vec<_>>(), &cause, touched)?;
    if !placement.merged.is_empty() {
        rulings::settle(tx, story)?;
    }
    Ok(())
}

/// A story's row before its view is made. False: it has one.
pub(super) fn ensure_row(tx: &mut store::Tx, story: Id, head: &articles::Head) -> Result<bool, Fault> {
    if rows::head(tx, story)?.is_some_and(|row| row.id == story) {
        return Ok(false);
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
    )?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use model::{Article, Block, Outlet};
    use store::{articles::New, outlets};

    use super::*;
    use crate::settings;

    /// As [`judge`], but for one article that brings it down.
    fn brittle(state: &mut State, print: &Fingerprint) -> (Option<stories::Copy>, Placement) {
        let placed = judge(state, print);
        assert!(print.outlet != "poison", "half changed and broken");
        placed
    }

    fn arrive(hub: &Hub, name: &str) -> Id {
        let home = format!("https://{name}.example/");
        let article = Article {
            url: Some(format!("{home}1")),
            headline: Some(format!("News from {name}")),
            language: Some("en".into()),
            blocks: vec![Block::paragraph(format!("The council of {name} has voted on its own budget this morning."))],
            ..Article::default()
        };
        let saved = hub.store.write(|tx| {
            let outlet = Outlet { name: name.into(), home: home.clone(), ..Outlet::default() };
            let outlet = outlets::insert(tx, &outlet, 1)?.id;
            let (section, also) = (String::new(), Vec::new());
            articles::save(tx, &[New { outlet, article: article.clone(), section, seen: 1, also }])
        });
        saved.unwrap()[0].id
    }

    #[test]
    fn an_article_that_grouping_falls_over_is_laid_aside_with_its_text_and_the_rest_flows() {
        let (_folder, hub) = settings::tests::hub();
        let ids = ["first", "poison", "last"].map(|name| arrive(&hub, name));
        let placed = |id: Id| hub.store.read(|tx| Ok(rows::of_article(tx, id)?.is_some())).unwrap();
        let mut state = None;
        let mut falls = 0;
        for _ in 0..40 {
            if turn_by(&hub, &mut state, brittle).is_err() {
                (state, falls) = (None, falls + 1);
                // What is due later is due now.
                hub.store.write(|tx| tx.execute("update work set due = 0 where stage = 'group'", &[])).unwrap();
            }
        }
        assert_eq!(ids.map(placed), [true, false, true]);
        assert_eq!(falls, 1 + hub.settings.work_tries);
        let aside = hub.store.read(|tx| work::asides(tx, 9)).unwrap().remove(0);
        assert_eq!(
            (aside.stage.as_str(), aside.key, aside.failures),
            (GROUP, ids[1].to_string(), hub.settings.work_tries)
        );
        assert!(aside.why.contains("half changed and broken"), "{}", aside.why);
        let input = hub.store.read(|tx| work::aside_input(tx, aside.id)).unwrap().unwrap();
        assert!(String::from_utf8(input).unwrap().contains("The council of poison"));
        // Once the mistake is mended an editor has it tried again.
        hub.store.write(|tx| work::retry(tx, aside.id, 0)).unwrap();
        while turn(&hub, &mut state).unwrap() {}
        assert_eq!(ids.map(placed), [true; 3]);
        let stories = hub.store.read(|tx| rows::all(tx, Id(0), 9)).unwrap();
        assert_eq!(stories.iter().map(|story| story.reports).sum::<i64>(), 3);
    }
}
