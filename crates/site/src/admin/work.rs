//! How the hub is, what was laid aside, and who did what.

use model::Id;
use serde::Serialize;
use store::users::{self, Person};
use store::{Fault, articles, decisions, feeds, outlets, stories, work};

use super::{Frame, Outcome, Visit};
use crate::when::When;

#[derive(Serialize)]
struct Overview {
    frame: Frame,
    articles: i64,
    stories: i64,
    outlets: i64,
    feeds: i64,
    failing: Vec<Failing>,
    stages: Vec<Stage>,
    pending: usize,
    cached: usize,
    /// Why the password was not changed.
    mistake: String,
}

#[derive(Serialize)]
struct Failing {
    url: String,
    outlet: String,
    fault: String,
    next: When,
}

#[derive(Serialize)]
struct Stage {
    name: String,
    waiting: i64,
    delayed: i64,
    claimed: i64,
    aside: i64,
}

/// `/admin`, with what was wrong in its form for a new password.
pub fn overview(visit: &Visit, person: &Person, status: u16, mistake: &str) -> Result<Outcome, Fault> {
    let clock = &visit.site.clock;
    let page = visit.site.hub.store.read(|tx| {
        let failing = feeds::list(tx)?.into_iter().filter(|feed| feed.faults > 0).take(20).map(|feed| Failing {
            outlet: feed.outlet.to_string(),
            fault: feed.fault.unwrap_or_default(),
            next: clock.short(feed.next_poll),
            url: feed.url,
        });
        let failing = failing.collect();
        let stages = work::counts(tx, visit.now)?.into_iter().map(|(name, n)| Stage {
            name,
            waiting: n.waiting,
            delayed: n.delayed,
            claimed: n.claimed,
            aside: n.aside,
        });
        Ok(Overview {
            frame: visit.frame("admin-overview", Some(person)),
            failing,
            stages: stages.collect(),
            articles: articles::last_arrival(tx)?,
            stories: stories::count(tx)?,
            outlets: outlets::count(tx)?,
            feeds: feeds::count(tx)?,
            pending: decisions::pending(tx, 100)?.len(),
            cached: visit.site.cache.size().0,
            mistake: mistake.to_owned(),
        })
    })?;
    Ok(Outcome::show("admin/overview.html", &page)?.with_status(status))
}

#[derive(Serialize)]
struct Asides {
    frame: Frame,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    id: String,
    stage: String,
    key: String,
    why: String,
    failures: i64,
    at: When,
    input: i64,
}

/// `/admin/work`: what was laid aside.
pub fn asides(visit: &Visit, person: &Person) -> Result<Outcome, Fault> {
    let items = visit.site.hub.store.read(|tx| work::asides(tx, 200))?;
    let items = items.into_iter().map(|aside| Item {
        id: aside.id.to_string(),
        stage: aside.stage,
        key: aside.key,
        why: aside.why,
        failures: aside.failures,
        at: visit.site.clock.short(aside.at),
        input: aside.input_bytes,
    });
    Outcome::show("admin/work.html", &Asides { frame: visit.frame("admin-work", Some(person)), items: items.collect() })
}

/// `/admin/work/{id}/input`: the bytes that could not be read, as a file, never as a page.
pub fn input(visit: &Visit, id: &str) -> Result<Outcome, Fault> {
    let Ok(id) = id.parse::<Id>() else { return Ok(Outcome::Nothing) };
    let bytes = visit.site.hub.store.read(|tx| work::aside_input(tx, id))?;
    Ok(bytes.map_or(Outcome::Nothing, Outcome::File))
}

/// `/admin/work/{id}/retry|drop`
pub fn act(visit: &Visit, person: &Person, id: &str, what: &str) -> Result<Outcome, Fault> {
    let Ok(id) = id.parse::<Id>() else { return Ok(Outcome::Nothing) };
    visit.site.hub.store.write(|tx| {
        let Some(aside) = work::aside(tx, id)? else { return Ok(()) };
        let deed = match what {
            "retry" => {
                work::retry(tx, id, visit.now)?;
                "tried again what was laid aside"
            }
            _ => {
                work::drop_aside(tx, id)?;
                "threw away what was laid aside"
            }
        };
        users::log(tx, &person.name, deed, &format!("{} {}", aside.stage, aside.key), visit.now)
    })?;
    Ok(Outcome::Go("/admin/work".into()))
}

#[derive(Serialize)]
struct Log {
    frame: Frame,
    deeds: Vec<Deed>,
}

#[derive(Serialize)]
struct Deed {
    at: When,
    who: String,
    what: String,
    about: String,
}

/// `/admin/log`
pub fn log(visit: &Visit, person: &Person) -> Result<Outcome, Fault> {
    let deeds = visit.site.hub.store.read(|tx| users::deeds(tx, None, 300))?;
    let deeds = deeds.into_iter().map(|deed| Deed {
        at: visit.site.clock.full(deed.at),
        who: deed.who,
        what: visit.site.words.deed(&deed.what),
        about: deed.about,
    });
    Outcome::show("admin/log.html", &Log { frame: visit.frame("admin-log", Some(person)), deeds: deeds.collect() })
}
