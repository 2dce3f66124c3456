//! `/admin/reports/{id}`: taking a report, its picture, a name or a statement down for good. `/admin/takedowns`: what was.

use model::Id;
use serde::Serialize;
use store::takedowns::{self, By};
use store::users::{self, Person};
use store::{Fault, analyses, articles, media, stories};

use super::{Frame, Mistakes, Outcome, Visit};
use crate::when::When;

/// Characters of a reason.
const REASON_MAX: usize = 500;
/// Takedowns shown.
const SHOWN: usize = 500;

#[derive(Serialize)]
struct One {
    frame: Frame,
    id: String,
    headline: String,
    language: String,
    outlet: String,
    url: String,
    at: When,
    story: Option<String>,
    /// The picture's address here; empty: its bytes are not here. `None`: the report has none.
    picture: Option<String>,
    caption: String,
    names: Vec<analyses::Name>,
    statements: Vec<analyses::Statement>,
    chosen: String,
    reason: String,
    mistakes: Mistakes,
}

/// What is to be taken down, as the form says it.
enum What {
    Report,
    Picture(String),
    Name(String),
    Statement(String, String),
}

/// `/admin/reports/{id}`
pub fn report(visit: &Visit, person: &Person, id: &str) -> Result<Outcome, Fault> {
    let Ok(id) = id.parse::<Id>() else { return Ok(Outcome::Nothing) };
    let store = &visit.site.hub.store;
    let form = &visit.form;
    let found = store.read(|tx| {
        let Some(head) = articles::head(tx, id)? else { return Ok(None) };
        let outlet = visit.site.facts(tx, visit.now)?.outlet(head.outlet).name.clone();
        let source = head.image.as_ref().map(|image| image.src.clone());
        let down = takedowns::stands(tx, takedowns::Kind::Picture, source.as_slice())?;
        let source = source.filter(|_| !down);
        let hash = source.as_ref().map(|source| media::picture(tx, source)).transpose()?.flatten();
        let page = One {
            frame: visit.frame("admin-report", Some(person)),
            id: id.to_string(),
            outlet,
            url: head.url,
            at: visit.site.clock.full(head.instant),
            story: stories::of_article(tx, id)?.map(|member| member.story.to_string()),
            picture: source
                .as_ref()
                .map(|_| hash.and_then(|p| p.hash).map(|hash| format!("/media/{hash}")).unwrap_or_default()),
            caption: head.image.and_then(|image| image.caption.or(image.alt)).unwrap_or_default(),
            names: analyses::names(tx, id)?,
            statements: analyses::statements(tx, id)?,
            chosen: form.get("what").to_owned(),
            reason: form.get("reason").chars().take(REASON_MAX).collect(),
            headline: head.headline,
            language: head.language,
            mistakes: Mistakes::new(),
        };
        Ok(Some((page, source)))
    })?;
    let Some((mut page, source)) = found else { return Ok(Outcome::Nothing) };
    if !visit.post {
        return Outcome::show("admin/report.html", &page);
    }
    let what = chosen(&page, source);
    if what.is_none() {
        page.mistakes.insert("what", visit.site.words.say("needs-choice"));
    }
    if page.reason.is_empty() {
        page.mistakes.insert("reason", visit.site.words.say("needs-reason"));
    }
    let Some(what) = what.filter(|_| page.mistakes.is_empty()) else {
        return Ok(Outcome::show("admin/report.html", &page)?.with_status(422));
    };
    let (deed, about) = match &what {
        What::Report => ("took down a report", &page.url),
        What::Picture(address) => ("took down a picture", address),
        What::Name(slug) => ("took down a name", slug),
        What::Statement(speaker, _) => ("took down a statement", speaker),
    };
    let by = By { who: &person.name, reason: &page.reason, at: visit.now };
    let gone = store.write(|tx| {
        users::log(tx, &person.name, deed, &format!("{about}: {}", page.reason), visit.now)?;
        match &what {
            What::Report => takedowns::article(tx, id, by).map(|_| Vec::new()),
            What::Picture(address) => takedowns::picture(tx, address, by),
            What::Name(slug) => takedowns::name(tx, slug, by).map(|()| Vec::new()),
            What::Statement(speaker, content) => takedowns::statement(tx, speaker, content, by).map(|()| Vec::new()),
        }
    })?;
    gone.iter().for_each(|hash| visit.site.hub.files.delete(hash));
    Ok(Outcome::Go("/admin/takedowns".into()))
}

/// What was ticked, if it is something of this report.
fn chosen(page: &One, source: Option<String>) -> Option<What> {
    match page.chosen.split_once(' ').unwrap_or((&page.chosen, "")) {
        ("report", _) => Some(What::Report),
        ("picture", _) => source.map(What::Picture),
        ("name", slug) => page.names.iter().any(|name| name.slug == slug).then(|| What::Name(slug.to_owned())),
        ("statement", n) => {
            let n: i64 = n.parse().ok()?;
            let found = page.statements.iter().find(|statement| statement.n == n)?;
            Some(What::Statement(found.speaker.clone(), found.content.clone()))
        }
        _ => None,
    }
}

#[derive(Serialize)]
struct All {
    frame: Frame,
    lines: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    kind: String,
    keys: Vec<String>,
    reason: String,
    who: String,
    at: When,
}

/// `/admin/takedowns`: a report or picture has a key for each of its addresses, which are one line.
pub fn all(visit: &Visit, person: &Person) -> Result<Outcome, Fault> {
    let list = visit.site.hub.store.read(|tx| takedowns::list(tx, SHOWN))?;
    let mut lines: Vec<(takedowns::Takedown, Vec<String>)> = Vec::new();
    for one in list {
        // Of a statement the speaker alone is shown; the rest is a digest.
        let key = one.key.split(' ').next().unwrap_or_default().to_owned();
        match lines.last_mut() {
            Some((last, keys)) if (last.at, &last.kind, &last.reason) == (one.at, &one.kind, &one.reason) => {
                keys.push(key);
            }
            _ => lines.push((one, vec![key])),
        }
    }
    let lines = lines.into_iter().map(|(one, keys)| Line {
        kind: one.kind,
        keys,
        reason: one.reason,
        who: one.who,
        at: visit.site.clock.full(one.at),
    });
    let page = All { frame: visit.frame("admin-takedowns", Some(person)), lines: lines.collect() };
    Outcome::show("admin/takedowns.html", &page)
}
