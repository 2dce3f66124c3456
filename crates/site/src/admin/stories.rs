//! What an editor overrules in a story. A decision is a row that the holder of the grouping lease applies; the page says
//! "will show in a moment" until then.
//!
//! `doc` of a decision: merge `{"into": story}`, split `{"articles": [id …]}`, move `{"story": story}`, pin `{"pinned": n}`,
//! hide `{"hidden": bool}`, rename `{"headline": text or null}`, undo `{"decision": n}`.

use model::Id;
use serde::Serialize;
use serde_json::{Value, json};
use store::decisions::{self, Kind, New};
use store::users::{self, Person};
use store::{Fault, articles, stories};

use super::{Frame, Outcome, Visit};
use crate::when::When;

/// Characters of an editor's headline.
const HEADLINE_MAX: usize = 300;

#[derive(Serialize)]
struct One {
    frame: Frame,
    id: String,
    path: String,
    headline: String,
    own_headline: String,
    pinned: i64,
    hidden: bool,
    reports: Vec<Report>,
    near: Vec<Near>,
    decisions: Vec<Decided>,
}

#[derive(Serialize)]
struct Report {
    id: String,
    headline: String,
    outlet: String,
    language: String,
    why: String,
}

#[derive(Serialize)]
struct Near {
    id: String,
    headline: String,
}

#[derive(Serialize)]
struct Decided {
    n: i64,
    what: &'static str,
    doc: String,
    who: String,
    at: When,
    waiting: bool,
    undone: bool,
}

/// `/admin/stories/{id}`
pub fn one(visit: &Visit, person: &Person, id: &str) -> Result<Outcome, Fault> {
    let Ok(id) = id.parse::<Id>() else { return Ok(Outcome::Nothing) };
    let page = visit.site.hub.store.read(|tx| {
        let Some(story) = stories::get(tx, id)? else { return Ok(None) };
        let facts = visit.site.facts(tx, visit.now)?;
        let mut reports = Vec::new();
        for member in stories::members(tx, story.id)? {
            reports.extend(articles::head(tx, member.article)?.map(|head| Report {
                id: head.id.to_string(),
                outlet: facts.outlet(head.outlet).name,
                headline: head.headline,
                language: head.language,
                why: member.why,
            }));
        }
        let near = stories::related(tx, story.id)?.into_iter().map(|(other, _)| other);
        let near = near.chain(stories::latest(tx, None, 40)?).filter(|other| other.id != story.id);
        let near = near.map(|other| Near { id: other.id.to_string(), headline: other.headline }).collect();
        let decided = decisions::of_editors(tx, 200)?.into_iter().filter(|d| d.what.story == Some(story.id));
        let decided = decided.map(|d| Decided {
            n: d.n,
            what: d.what.kind.word(),
            doc: d.what.doc,
            who: d.what.who.unwrap_or_default(),
            at: visit.site.clock.short(d.at),
            waiting: d.turn.is_none(),
            undone: d.undone,
        });
        let decisions = decided.collect();
        Ok(Some(One {
            frame: visit.frame("admin-story", Some(person)),
            id: story.id.to_string(),
            path: format!("/story/{}/{}", story.id, story.slug),
            own_headline: story.own_headline.unwrap_or_default(),
            headline: story.headline,
            pinned: story.pinned,
            hidden: story.hidden,
            reports,
            near,
            decisions,
        }))
    })?;
    page.map_or(Ok(Outcome::Nothing), |page| Outcome::show("admin/story.html", &page))
}

/// `/admin/stories/{id}/merge|split|move|pin|hide|rename`
pub fn decide(visit: &Visit, person: &Person, id: &str, what: &str) -> Result<Outcome, Fault> {
    let Ok(id) = id.parse::<Id>() else { return Ok(Outcome::Nothing) };
    let form = &visit.form;
    let chosen: Vec<String> =
        form.all("report").filter_map(|id| id.parse::<Id>().ok()).map(|id| id.to_string()).collect();
    let other = form.get("story").rsplit("/story/").next().unwrap_or_default().split('/').next().unwrap_or_default();
    let other = other.parse::<Id>().ok().map(|id| id.to_string());
    let decided: Vec<(Kind, Option<Id>, Value)> = match (what, other) {
        ("merge", Some(into)) => vec![(Kind::Merge, None, json!({"into": into}))],
        ("split", _) if !chosen.is_empty() => vec![(Kind::Split, None, json!({"articles": chosen}))],
        ("move", Some(story)) if !chosen.is_empty() => {
            let moved = chosen.iter().map(|article| (Kind::Move, article.parse().ok(), json!({"story": story})));
            moved.collect()
        }
        ("pin", _) => vec![(Kind::Pin, None, json!({"pinned": form.get("pinned").parse::<i64>().unwrap_or(0)}))],
        ("hide", _) => vec![(Kind::Hide, None, json!({"hidden": form.get("hidden") == "yes"}))],
        ("rename", _) => {
            let headline: String = form.get("headline").chars().take(HEADLINE_MAX).collect();
            vec![(Kind::Rename, None, json!({"headline": Some(headline).filter(|text| !text.is_empty())}))]
        }
        _ => return Ok(Outcome::Go(format!("/admin/stories/{id}"))),
    };
    let rows: Vec<New> = decided
        .into_iter()
        .map(|(kind, article, doc)| New {
            kind,
            who: Some(person.name.clone()),
            article,
            story: Some(id),
            model: String::new(),
            doc: doc.to_string(),
        })
        .collect();
    visit.site.hub.store.write(|tx| {
        decisions::add(tx, &rows, visit.now)?;
        store::changes::note(tx, store::changes::ChangeKind::Story, id);
        users::log(tx, &person.name, &format!("decided to {what} a story"), &id.to_string(), visit.now)
    })?;
    Ok(Outcome::Go(format!("/admin/stories/{id}")))
}

/// `/admin/decisions/{n}/undo`
pub fn undo(visit: &Visit, person: &Person, n: &str) -> Result<Outcome, Fault> {
    let Ok(n) = n.parse::<i64>() else { return Ok(Outcome::Nothing) };
    let story = visit.site.hub.store.write(|tx| {
        let Some(decision) = decisions::get(tx, n)?.filter(|d| d.what.who.is_some()) else { return Ok(None) };
        let row = New {
            kind: Kind::Undo,
            who: Some(person.name.clone()),
            article: None,
            story: decision.what.story,
            model: String::new(),
            doc: json!({"decision": n}).to_string(),
        };
        decisions::add(tx, &[row], visit.now)?;
        decision
            .what
            .story
            .iter()
            .for_each(|&story| store::changes::note(tx, store::changes::ChangeKind::Story, story));
        users::log(tx, &person.name, "undid a decision", &n.to_string(), visit.now)?;
        Ok(decision.what.story)
    })?;
    Ok(story.map_or(Outcome::Nothing, |story| Outcome::Go(format!("/admin/stories/{story}"))))
}
