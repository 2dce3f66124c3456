//! `/admin/stories/{id}`: what an editor overrules in a story. A decision is a row that the holder of the grouping lease
//! applies; the page says "will show in a moment" until then.
//!
//! `doc` of a decision: merge `{"into": story}`, split `{"articles": [id …]}`, move `{"story": story}`, pin `{"pinned": n}`,
//! hide `{"hidden": bool}`, rename `{"headline": text or null}`, undo `{"decision": n}`.

use std::collections::BTreeSet;

use model::Id;
use serde::Serialize;
use serde_json::{Value, json};
use store::decisions::{self, Kind, New};
use store::stories::{self, Story};
use store::users::Person;
use store::{Fault, Tx, articles};

use super::decisions::{Decided, Named, decided, named, new, write};
use super::{Frame, Mistakes, Outcome, Visit, front};
use crate::when::When;

/// Characters of an editor's headline.
const HEADLINE_MAX: usize = 300;
/// Stories offered as the other one.
const NEAR: usize = 40;
/// Decisions shown.
const DECISIONS: usize = 100;

#[derive(Serialize)]
struct One {
    frame: Frame,
    id: String,
    path: String,
    headline: String,
    language: String,
    own_headline: String,
    pinned: bool,
    hidden: bool,
    reports: Vec<Report>,
    near: Vec<Named>,
    decisions: Vec<Decided>,
    waiting: bool,
    typed: String,
    mistakes: Mistakes,
}

#[derive(Serialize)]
struct Report {
    id: String,
    headline: String,
    outlet: String,
    language: String,
    at: When,
    why: String,
    chosen: bool,
}

/// The story that someone means by the address of its page or of one of its reports, or by an id.
pub fn story_named(tx: &mut Tx, text: &str) -> Result<Option<Story>, Fault> {
    let part = ["/stories/", "/story/", "/report/"].iter().find_map(|before| Some(text.split_once(before)?.1));
    let id = part.unwrap_or(text).split(['/', '?', '#', '.']).next().unwrap_or_default().trim();
    let Ok(id) = id.parse::<Id>() else { return Ok(None) };
    if let Some(story) = stories::get(tx, id)? {
        return Ok(Some(story));
    }
    let member = stories::of_article(tx, id)?;
    Ok(member.map(|member| stories::get(tx, member.story)).transpose()?.flatten())
}

/// `/admin/stories/{id}`
pub fn one(visit: &Visit, person: &Person, id: &str) -> Result<Outcome, Fault> {
    let Ok(id) = id.parse::<Id>() else { return Ok(Outcome::Nothing) };
    show(visit, person, id, Mistakes::new())
}

/// The page, with what was wrong in its form and what was typed there.
fn show(visit: &Visit, person: &Person, id: Id, mistakes: Mistakes) -> Result<Outcome, Fault> {
    let chosen: BTreeSet<&str> = visit.form.all("report").collect();
    let status = if mistakes.is_empty() { 200 } else { 422 };
    let page = visit.site.hub.store.read(|tx| {
        let Some(story) = stories::get(tx, id)? else { return Ok(None) };
        let facts = visit.site.facts(tx, visit.now)?;
        let mut reports = Vec::new();
        for member in stories::members(tx, story.id)? {
            reports.extend(articles::head(tx, member.article)?.map(|head| Report {
                id: head.id.to_string(),
                chosen: chosen.contains(head.id.to_string().as_str()),
                outlet: facts.outlet(head.outlet).name.clone(),
                headline: head.headline,
                language: head.language,
                at: visit.site.clock.short(head.instant),
                why: member.why,
            }));
        }
        let related = stories::related(tx, story.id)?.into_iter().map(|other| other.story.id);
        let latest = stories::latest(tx, None, NEAR)?.into_iter().map(|other| other.id);
        let mut near = Vec::new();
        let mut seen = BTreeSet::from([story.id]);
        for other in related.chain(latest).filter(|id| seen.insert(*id)).take(NEAR) {
            near.extend(named(tx, Some(other))?);
        }
        let ids: Vec<Id> = std::iter::once(story.id).chain(stories::aliases(tx, story.id)?).collect();
        let log = decisions::about(tx, &ids, DECISIONS)?;
        Ok(Some(One {
            frame: visit.frame("admin-story", Some(person)),
            id: story.id.to_string(),
            path: format!("/story/{}/{}", story.id, story.slug),
            own_headline: story.own_headline.unwrap_or_default(),
            headline: story.headline,
            language: story.language,
            pinned: story.pinned > 0,
            hidden: story.hidden,
            reports,
            near,
            waiting: log.iter().any(|decision| decision.turn.is_none()),
            decisions: log.into_iter().map(|decision| decided(visit, tx, decision)).collect::<Result<_, _>>()?,
            typed: visit.form.get("story").to_owned(),
            mistakes: mistakes.clone(),
        }))
    })?;
    page.map_or(Ok(Outcome::Nothing), |page| Ok(Outcome::show("admin/story.html", &page)?.with_status(status)))
}

/// `/admin/stories/{id}/merge|split|move|pin|hide|rename`
pub fn decide(visit: &Visit, person: &Person, id: &str, what: &str) -> Result<Outcome, Fault> {
    let Ok(id) = id.parse::<Id>() else { return Ok(Outcome::Nothing) };
    let form = &visit.form;
    let found = visit.site.hub.store.read(|tx| {
        let Some(story) = stories::get(tx, id)? else { return Ok(None) };
        let members: Vec<Id> = stories::members(tx, story.id)?.into_iter().map(|member| member.article).collect();
        let other = if form.get("story").is_empty() { None } else { story_named(tx, form.get("story"))? };
        Ok(Some((story, members, other)))
    })?;
    let Some((story, members, other)) = found else { return Ok(Outcome::Nothing) };
    let chosen: Vec<Id> =
        form.all("report").filter_map(|id| id.parse().ok()).filter(|id| members.contains(id)).collect();
    let decision = |kind: Kind, article: Option<Id>, doc: Value| new(person, kind, story.id, article, &doc);
    let rows = match what {
        "pin" => {
            front::pin(visit, person, &story)?;
            return Ok(back(visit, id));
        }
        "hide" => Ok(vec![decision(Kind::Hide, None, json!({"hidden": form.get("hidden") == "yes"}))]),
        "rename" => {
            let headline: String = form.get("headline").chars().take(HEADLINE_MAX).collect();
            let headline = Some(headline).filter(|text| !text.is_empty());
            Ok(vec![decision(Kind::Rename, None, json!({"headline": headline}))])
        }
        "split" if chosen.is_empty() => Err(("reports", "choose-reports")),
        "split" if chosen.len() == members.len() => Err(("reports", "not-all-reports")),
        "split" => {
            let articles: Vec<String> = chosen.iter().map(Id::to_string).collect();
            Ok(vec![decision(Kind::Split, None, json!({"articles": articles}))])
        }
        "move" if chosen.is_empty() => Err(("reports", "choose-reports")),
        "move" | "merge" => match other {
            None => Err(("story", "no-such-story")),
            Some(other) if other.id == story.id => Err(("story", "same-story")),
            Some(into) if what == "merge" => {
                Ok(vec![decision(Kind::Merge, None, json!({"into": into.id.to_string()}))])
            }
            Some(to) => {
                let to = json!({"story": to.id.to_string()});
                Ok(chosen.iter().map(|article| decision(Kind::Move, Some(*article), to.clone())).collect())
            }
        },
        _ => return Ok(Outcome::Nothing),
    };
    let rows: Vec<New> = match rows {
        Ok(rows) => rows,
        Err((field, key)) => return show(visit, person, id, Mistakes::from([(field, visit.site.words.say(key))])),
    };
    let about = story.own_headline.as_ref().unwrap_or(&story.headline);
    write(visit, person, &rows, &format!("decided to {what} a story"), about)?;
    Ok(back(visit, id))
}

/// Where a form came from: the page of the story or of the front page's order.
fn back(visit: &Visit, id: Id) -> Outcome {
    match visit.form.get("from") {
        "front" => Outcome::Go("/admin/stories".into()),
        _ => Outcome::Go(format!("/admin/stories/{id}")),
    }
}
