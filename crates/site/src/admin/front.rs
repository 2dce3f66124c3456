//! `/admin/stories`: the order of the front page, which pins make; stories that are hidden; what editors decided lately.
//!
//! A pin is a number, higher is further up. A new one leaves much room to its neighbours, so that moving a story between two
//! others is one decision about that story alone, and undoing it puts it back.

use std::collections::BTreeMap;

use model::Id;
use serde::Serialize;
use serde_json::{Value, json};
use store::decisions::{self, Kind};
use store::stories::{self, Story};
use store::users::Person;
use store::{Fault, Tx};

use super::decisions::{Decided, decided, new, write};
use super::stories::story_named;
use super::{Frame, Outcome, Visit};
use crate::when::When;

/// Stories of the front page.
const FRONT: usize = 60;
/// Stories that may be pinned.
const PINNED: usize = 40;
/// Hidden stories shown.
const HIDDEN: usize = 100;
/// Decisions shown.
const DECISIONS: usize = 60;
/// Room between two pins.
const ROOM: i64 = 1 << 40;

#[derive(Serialize)]
struct Front {
    frame: Frame,
    pinned: Vec<Line>,
    rest: Vec<Line>,
    hidden: Vec<Line>,
    decisions: Vec<Decided>,
    typed: String,
    mistake: String,
}

#[derive(Serialize)]
struct Line {
    id: String,
    headline: String,
    language: String,
    outlets: i64,
    last: When,
}

/// The page; a form leads to a story by its address or id.
pub fn page(visit: &Visit, person: &Person) -> Result<Outcome, Fault> {
    let typed = visit.form.get("story").to_owned();
    let mut mistake = String::new();
    if visit.post {
        match visit.site.hub.store.read(|tx| story_named(tx, &typed))? {
            Some(story) => return Ok(Outcome::Go(format!("/admin/stories/{}", story.id))),
            None => mistake = visit.site.words.say("no-such-story"),
        }
    }
    let line = |story: Story| Line {
        id: story.id.to_string(),
        language: if story.own_headline.is_some() { String::new() } else { story.language },
        headline: story.own_headline.unwrap_or(story.headline),
        outlets: story.outlets,
        last: visit.site.clock.age(story.last, visit.now),
    };
    let page = visit.site.hub.store.read(|tx| {
        let (pinned, rest): (Vec<_>, Vec<_>) =
            stories::front(tx, None, FRONT, 0)?.into_iter().partition(|story| story.pinned > 0);
        let log = decisions::of_editors(tx, DECISIONS)?;
        Ok(Front {
            frame: visit.frame("admin-stories", Some(person)),
            pinned: pinned.into_iter().map(line).collect(),
            rest: rest.into_iter().map(line).collect(),
            hidden: stories::hidden(tx, HIDDEN)?.into_iter().map(line).collect(),
            decisions: log.into_iter().map(|decision| decided(visit, tx, decision)).collect::<Result<_, _>>()?,
            typed: typed.clone(),
            mistake: mistake.clone(),
        })
    })?;
    let status = if mistake.is_empty() { 200 } else { 422 };
    Ok(Outcome::show("admin/stories.html", &page)?.with_status(status))
}

/// `/admin/stories/{id}/pin`: to the top, one up, one down, or no longer.
pub fn pin(visit: &Visit, person: &Person, story: &Story) -> Result<(), Fault> {
    let wish = visit.form.get("pinned");
    let pins = visit.site.hub.store.read(pinned)?;
    let rows: Vec<_> = moved(&pins, story.id, wish)
        .into_iter()
        .map(|(id, pin)| new(person, Kind::Pin, id, None, &json!({"pinned": pin})))
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    write(visit, person, &rows, "decided to pin a story", story.own_headline.as_ref().unwrap_or(&story.headline))
}

/// The pinned stories in their order, as they will stand when what waits has been applied.
fn pinned(tx: &mut Tx) -> Result<Vec<(Id, i64)>, Fault> {
    let shown = stories::front(tx, None, PINNED, 0)?.into_iter().filter(|story| story.pinned > 0);
    let mut pins: BTreeMap<Id, i64> = shown.map(|story| (story.id, story.pinned)).collect();
    for decision in decisions::pending(tx, 200)?.into_iter().filter(|d| d.what.kind == Kind::Pin) {
        let doc: Value = serde_json::from_str(&decision.what.doc).unwrap_or_default();
        let pin = doc.get("pinned").and_then(Value::as_i64).unwrap_or(0);
        decision.what.story.map(|story| pins.insert(story, pin));
    }
    let mut pins: Vec<(Id, i64)> = pins.into_iter().filter(|(_, pin)| *pin > 0).collect();
    pins.sort_by_key(|(id, pin)| (std::cmp::Reverse(*pin), *id));
    Ok(pins)
}

/// Which pins change, and to what, when a story is moved among them.
fn moved(pins: &[(Id, i64)], story: Id, wish: &str) -> Vec<(Id, i64)> {
    let place = pins.iter().position(|(id, _)| *id == story);
    let mut others: Vec<(Id, i64)> = pins.iter().copied().filter(|(id, _)| *id != story).collect();
    let at = match (wish, place) {
        ("0", Some(_)) => return vec![(story, 0)],
        ("top" | "1", place) if place != Some(0) => 0,
        ("up", Some(place @ 1..)) => place - 1,
        ("down", Some(place)) if place + 1 < pins.len() => place + 1,
        _ => return Vec::new(),
    };
    let pin_at = |place: usize| others.get(place).map(|(_, pin)| *pin);
    let below = pin_at(at).unwrap_or(0);
    let pin = match at.checked_sub(1).and_then(pin_at) {
        Some(above) => below + (above - below) / 2,
        None => below.saturating_add(ROOM),
    };
    let fits = pin > below && at.checked_sub(1).and_then(pin_at).is_none_or(|above| pin < above);
    if fits {
        return vec![(story, pin)];
    }
    // No room is left: all are given new numbers.
    others.insert(at, (story, 0));
    let count = i64::try_from(others.len()).unwrap_or(1);
    others.into_iter().zip(0..).map(|((id, _), place)| (id, (count - place) * ROOM)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The order after some moves, and how many decisions the last of them took.
    fn order(start: &[(i64, i64)], moves: &[(i64, &str)]) -> (Vec<i64>, usize) {
        let mut pins: Vec<(Id, i64)> = start.iter().map(|(id, pin)| (Id(*id), *pin)).collect();
        let mut count = 0;
        for (id, wish) in moves {
            let changed = moved(&pins, Id(*id), wish);
            count = changed.len();
            for (id, pin) in changed {
                pins.retain(|(known, _)| *known != id);
                pins.push((id, pin));
            }
            pins.retain(|(_, pin)| *pin > 0);
            pins.sort_by_key(|(id, pin)| (std::cmp::Reverse(*pin), *id));
        }
        (pins.into_iter().map(|(id, _)| id.0).collect(), count)
    }

    #[test]
    fn moving_a_pin_is_one_decision() {
        assert_eq!(order(&[], &[(1, "top"), (2, "top"), (3, "top")]), (vec![3, 2, 1], 1));
        let three = [(3, 3 * ROOM), (2, 2 * ROOM), (1, ROOM)];
        assert_eq!(order(&three, &[(1, "up")]), (vec![3, 1, 2], 1));
        assert_eq!(order(&three, &[(1, "up"), (1, "up")]), (vec![1, 3, 2], 1));
        assert_eq!(order(&three, &[(3, "down")]), (vec![2, 3, 1], 1));
        assert_eq!(order(&three, &[(3, "down"), (3, "down")]), (vec![2, 1, 3], 1));
        assert_eq!(order(&three, &[(1, "top")]), (vec![1, 3, 2], 1));
        assert_eq!(order(&three, &[(2, "0")]), (vec![3, 1], 1));
        for nothing in [(3, "up"), (3, "top"), (1, "down"), (9, "up"), (9, "0"), (1, "sideways")] {
            assert_eq!(order(&three, &[nothing]), (vec![3, 2, 1], 0), "{nothing:?}");
        }
    }

    #[test]
    fn pins_without_room_are_spread() {
        let tight = [(1, 3), (2, 2), (3, 2), (4, 1)];
        assert_eq!(order(&tight, &[(4, "up")]).0, [1, 2, 4, 3]);
        assert_eq!(order(&tight, &[(4, "up"), (3, "up"), (3, "up")]), (vec![1, 3, 2, 4], 1));
        let many: Vec<(i64, &str)> = (0..200).map(|n| (if n % 2 == 0 { 3 } else { 2 }, "up")).collect();
        assert_eq!(order(&tight, &many).0.len(), 4);
    }
}
