//! view: a story whose reports changed → its well-rounded view and its row. Runs in the grouping loop, since only the holder of the
//! lease writes stories.

use std::collections::{BTreeMap, BTreeSet};

use model::{Id, Outlet};
use store::{Fault, analyses, articles, copies, outlets, stories as rows, takedowns, work};
use stories::{Report, Source, View, lead_in, view};

use super::PATIENCE;
use super::work::{LEASE, VIEW};
use crate::hub::{Hub, now, patiently};

/// Views made in one turn: grouping must not wait long for them.
const BATCH: usize = 16;
/// Reports that a view looks at; a story with more shows its counts and the latest of them.
const REPORTS_MAX: usize = 400;

/// Makes some views. `demand` stands first in each write and holds the lease. False: none waits.
pub fn turn(hub: &Hub, demand: impl Fn(&mut store::Tx) -> Result<(), Fault>) -> Result<bool, Fault> {
    let claims = hub.store.write(|tx| work::claim(tx, VIEW, BATCH, now(), LEASE))?;
    for claim in &claims {
        let made = match claim.key.parse::<Id>() {
            Ok(id) => patiently(hub, PATIENCE, || hub.store.read(|tx| load(tx, id)))?,
            Err(_) => None,
        };
        let made = match made.map(|loaded| super::work::guarded(|| make(&loaded, &hub.settings.language))) {
            Some(Ok(made)) => Some(made),
            Some(Err(why)) => {
                super::work::panicked(&hub.store, claim, &why, None, hub.settings.work_tries)?;
                continue;
            }
            None => None,
        };
        let write = |tx: &mut store::Tx| {
            demand(tx)?;
            if !work::finish(tx, claim)? {
                return Ok(());
            }
            match &made {
                Some(row) => {
                    rows::save(tx, row)?;
                    super::relate::ask(tx, row)
                }
                None => match claim.key.parse::<Id>() {
                    Ok(id) if rows::members(tx, id)?.is_empty() => rows::delete(tx, id),
                    _ => Ok(()),
                },
            }
        };
        // Not left claimed where the store is away for a moment: a story would show the change a minute late.
        patiently(hub, PATIENCE, || hub.store.write(write))?;
    }
    Ok(!claims.is_empty())
}

/// Everything a view is made of.
struct Loaded {
    row: rows::Story,
    reports: Vec<(articles::Head, model::Article, model::Analysis, String)>,
    outlets: BTreeMap<Id, Outlet>,
    copies: BTreeMap<String, stories::Copy>,
    /// Slugs of names that were taken down.
    down: BTreeSet<String>,
}

fn load(tx: &mut store::Tx, id: Id) -> Result<Option<Loaded>, Fault> {
    let Some(row) = rows::get(tx, id)?.filter(|row| row.id == id) else { return Ok(None) };
    let members = rows::members(tx, id)?;
    let down = takedowns::keys(tx, takedowns::Kind::Name)?;
    let mut loaded = Loaded { row, reports: Vec::new(), outlets: BTreeMap::new(), copies: BTreeMap::new(), down };
    for member in members.iter().rev().take(REPORTS_MAX).rev() {
        let (Some(head), Some(mut article)) = (articles::head(tx, member.article)?, articles::get(tx, member.article)?)
        else {
            continue;
        };
        article.id = head.id.to_string();
        if !loaded.outlets.contains_key(&head.outlet)
            && let Some(outlet) = outlets::get(tx, head.outlet)?
        {
            loaded.outlets.insert(head.outlet, outlet);
        }
        let analysis = analyses::get(tx, head.id)?.unwrap_or_default();
        loaded.reports.push((head, article, analysis, member.why.clone()));
    }
    for copy in copies::in_story(tx, id)? {
        let kind = serde_json::from_value(serde_json::Value::String(copy.kind.clone())).unwrap_or_default();
        let article = copy.article.to_string();
        let found =
            stories::Copy { article: article.clone(), origin: copy.origin.to_string(), share: copy.share, kind };
        loaded.copies.insert(article, found);
    }
    Ok((!loaded.reports.is_empty()).then_some(loaded))
}

/// The pure part: view and row, for a paper in this language.
fn make(loaded: &Loaded, language: &str) -> rows::Story {
    let reports: Vec<Report<'_>> = (loaded.reports.iter())
        .filter_map(|(head, article, analysis, why)| {
            let outlet = loaded.outlets.get(&head.outlet)?;
            Some(Report { article, analysis, outlet, copy: loaded.copies.get(&article.id), arrived: head.seen, why })
        })
        .collect();
    let mut view = view(&reports, now());
    view.lead = lead_in(&reports, language, now()).unwrap_or(view.lead);
    leave_out(&mut view, &loaded.down);
    let lead = loaded.reports.iter().find(|(_, article, ..)| article.id == view.lead).or(loaded.reports.first());
    let mut row = loaded.row.clone();
    if let Some((head, ..)) = lead {
        row.headline.clone_from(&head.headline);
        row.language.clone_from(&head.language);
        row.lead = head.id;
        row.slug = store::slug(&head.headline);
    }
    row.section = section(&loaded.reports);
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    (row.first, row.last, row.updated) = (view.first, view.last, now());
    row.reports = count(view.counts.reports);
    row.outlets = count(view.counts.outlets);
    row.countries = count(view.counts.countries);
    row.languages = count(view.counts.languages);
    row.independent = count(view.counts.independent);
    let independent: BTreeSet<Id> = (loaded.reports.iter())
        .filter(|(_, article, ..)| !loaded.copies.contains_key(&article.id))
        .map(|(head, ..)| head.outlet)
        .collect();
    row.score = score(view.last, independent.len());
    row.spark = spark(&view);
    row.view = serde_json::to_string(&view.few()).unwrap_or_default();
    row
}

/// Leaves out claims in whose words one of these names stands; analyses are without them already.
fn leave_out(view: &mut View, down: &BTreeSet<String>) {
    if down.is_empty() {
        return;
    }
    let clean = |source: &Source| !takedowns::mentions(down, &source.text);
    view.agreed.retain(|claim| clean(&claim.source));
    view.one_side.retain(|claim| clean(&claim.source));
    view.timeline.retain(|moment| clean(&moment.source));
    let others = (view.agreed.iter_mut().map(|claim| &mut claim.others))
        .chain(view.one_side.iter_mut().map(|claim| &mut claim.others))
        .chain(view.timeline.iter_mut().map(|moment| &mut moment.others));
    others.for_each(|others| others.retain(clean));
    for claim in &mut view.agreed {
        claim.shared.retain(|word| !takedowns::mentions(down, word));
    }
}

/// The section most of a story's reports stand in; of two alike not the world, which says the least.
fn section(reports: &[(articles::Head, model::Article, model::Analysis, String)]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (head, ..) in reports.iter().filter(|(head, ..)| !head.section.is_empty()) {
        *counts.entry(&head.section).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(section, count)| (*count, *section != "world"))
        .map(|(section, _)| section.to_owned())
        .unwrap_or_default()
}

/// Where a story stands: twice as many outlets with a report of their own count as much as twelve hours. The latest report counts
/// as of now at most, so that a date in the future gains nothing; the order of two stories never changes as time passes.
pub fn score(last: i64, independent: usize) -> f64 {
    let hours = f64::from(i32::try_from(last.min(now()) / 60).unwrap_or(i32::MAX)) / 60.0;
    let weight = f64::from(u32::try_from(independent.max(1)).unwrap_or(u32::MAX)).log2();
    hours / 12.0 + weight
}

/// Reports by hour since the first, at most the last 48, as numbers with spaces.
fn spark(view: &View) -> String {
    let (Some((first, _)), Some((last, _))) = (view.coverage.hours.first(), view.coverage.hours.last()) else {
        return String::new();
    };
    let begin = (*first).max(last - 47 * 3_600);
    let by_hour: BTreeMap<i64, usize> = view.coverage.hours.iter().copied().collect();
    let hours =
        (begin / 3_600..=last / 3_600).map(|hour| by_hour.get(&(hour * 3_600)).copied().unwrap_or(0).to_string());
    hours.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outlets_weigh_against_hours() {
        let now = now();
        assert!((score(now - 43_200, 8) - score(now, 4)).abs() < 0.01);
        assert!(score(now, 2) > score(now - 3_600, 2));
        assert!((score(now + 864_000, 2) - score(now, 2)).abs() < 0.01, "a date in the future gains nothing");
    }
}
