//! relate: a story → the stories that speak of the same people, organisations and places: its earlier phases, what came after and
//! what goes on beside it. Runs in the grouping loop while there is nothing else to do, since only the holder of the lease writes
//! stories.

use std::collections::BTreeMap;

use model::{Id, NameKind};
use store::{Fault, Tx, analyses, stories as rows, work};

use super::work::{LEASE, RELATE};
use crate::hub::{Hub, now};

/// Seconds after a change of a story, so that many changes cost one look.
const WAIT: i64 = 20;
/// Stories looked at in one turn: grouping must not wait long for them.
const BATCH: usize = 4;
/// A story's most frequent names, by which others are found.
const NAMES: usize = 16;
/// A name in as many reports says nothing of what is related.
const COMMON: usize = 300;
/// The share of a story's reports in which a name must stand.
const SHARE_MIN: f64 = 0.25;
/// Names that two related stories have in common, at least, and how much of the story's weight they hold.
const JOINT_MIN: (usize, f64) = (2, 0.3);
/// The weight where all of them are places: much happens in one place that has nothing to do with the rest.
const PLACES_MIN: f64 = 0.6;
/// Related stories kept.
const KEPT: usize = 8;
/// Names given as the reason.
const REASONS: usize = 3;

/// A story has changed: which are related to it is looked at soon. One report alone has few names; it is found by others.
pub fn ask(tx: &mut Tx, story: &rows::Story) -> Result<(), Fault> {
    if story.reports > 1 {
        work::put(tx, RELATE, &story.id.to_string(), "", now() + WAIT)?;
    }
    Ok(())
}

/// Relates some stories. `demand` stands first in each write and holds the lease. False: none waits.
pub fn turn(hub: &Hub, demand: impl Fn(&mut Tx) -> Result<(), Fault>) -> Result<bool, Fault> {
    let claims = hub.store.write(|tx| work::claim(tx, RELATE, BATCH, now(), LEASE))?;
    for claim in &claims {
        let found = match claim.key.parse::<Id>() {
            Ok(id) => hub.store.read(|tx| related(tx, id))?.map(|others| (id, others)),
            Err(_) => None,
        };
        hub.store.write(|tx| {
            demand(tx)?;
            if work::finish(tx, claim)?
                && let Some((id, others)) = &found
            {
                rows::relate(tx, *id, others)?;
            }
            Ok(())
        })?;
    }
    Ok(!claims.is_empty())
}

/// How much a name says: people and organisations more than places, rare ones more than frequent ones.
fn weight(kind: NameKind, stories: usize) -> f64 {
    let rare =
        f64::from(u32::try_from(COMMON).unwrap_or(u32::MAX)) / f64::from(u32::try_from(stories).unwrap_or(u32::MAX));
    let kind = if kind == NameKind::Place { 0.5 } else { 1.0 };
    kind * rare.max(1.0).ln()
}

fn share(part: i64, whole: i64) -> f64 {
    let number = |n: i64| f64::from(i32::try_from(n).unwrap_or(i32::MAX));
    (number(part) / number(whole.max(1))).min(1.0)
}

/// A name that another story shares.
struct Joint {
    name: String,
    place: bool,
    /// What it says of the story that is looked at.
    weight: f64,
    /// Reports of the other story that have it.
    reports: i64,
}

/// A related story with score and reason.
pub(super) type Other = (Id, f64, String);

/// The related stories; `None`: the story is no more.
pub(super) fn related(tx: &mut Tx, id: Id) -> Result<Option<Vec<Other>>, Fault> {
    let Some(story) = rows::head(tx, id)?.filter(|story| story.id == id) else { return Ok(None) };
    let mut whole = 0.0;
    let mut shared: BTreeMap<Id, Vec<Joint>> = BTreeMap::new();
    for name in analyses::names_in_story(tx, id, NAMES)? {
        let here = share(name.articles, story.reports);
        if here < SHARE_MIN {
            continue;
        }
        let others = analyses::stories_of_latest_with(tx, &name.slug, COMMON)?;
        let reports: i64 = others.iter().map(|(_, reports)| reports).sum();
        if usize::try_from(reports).unwrap_or(usize::MAX) >= COMMON {
            continue;
        }
        let weight = weight(name.kind, others.len()) * here;
        whole += weight;
        for (other, reports) in others.into_iter().filter(|(other, _)| *other != id) {
            let place = name.kind == NameKind::Place;
            shared.entry(other).or_default().push(Joint { name: name.name.clone(), place, weight, reports });
        }
    }
    let mut found = Vec::new();
    for (other, mut names) in shared.into_iter().filter(|(_, names)| names.len() >= JOINT_MIN.0) {
        let Some(row) = rows::head(tx, other)?.filter(|row| !row.hidden) else { continue };
        let joint: f64 = names.iter().map(|name| name.weight * share(name.reports, row.reports)).sum();
        let score = joint / whole;
        let least = if names.iter().all(|name| name.place) { PLACES_MIN } else { JOINT_MIN.1 };
        if score >= least {
            names.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.name.cmp(&b.name)));
            let names: Vec<String> = names.into_iter().take(REASONS).map(|name| name.name).collect();
            found.push((other, score, names.join(", ")));
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    found.truncate(KEPT);
    Ok(Some(found))
}
