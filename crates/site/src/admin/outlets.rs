//! Outlets and feeds: add, facts, how much text, pictures, health, fetch now, pause.

use model::{Feed, Id, Outlet, OutletKind, OutletState, TextRule};
use serde::Serialize;
use serde::de::DeserializeOwned;
use store::users::{self, Person};
use store::{Fault, FaultKind, Tx, feeds, media, outlets, work};

use super::{Frame, Mistakes, Outcome, Visit};
use crate::when::When;

/// The pipeline's stage that finds an outlet's feeds: the item is the outlet's id, the payload its address.
const DISCOVER: &str = "discover";
/// The pipeline's stage that fetches pictures: the item is the picture's address, the payload the report's id.
const PICTURE: &str = "picture";
/// Pictures fetched when an outlet's switch is turned on: those of reports that readers may still look for.
const PICTURES_LATE: usize = 200;

#[derive(Serialize)]
struct All {
    frame: Frame,
    feeds: Vec<FeedRow>,
    outlets: Vec<Outlet>,
    typed: String,
    mistakes: Mistakes,
}

#[derive(Serialize)]
struct FeedRow {
    id: String,
    feed: Feed,
    outlet: String,
    outlet_id: String,
    last: Option<When>,
    good: Option<When>,
    next: When,
}

fn row(visit: &Visit, feed: Feed, outlets: &[Outlet]) -> FeedRow {
    let clock = &visit.site.clock;
    let outlet = outlets.iter().find(|outlet| outlet.id == feed.outlet);
    FeedRow {
        id: feed.id.to_string(),
        outlet: outlet.map(|outlet| outlet.name.clone()).unwrap_or_default(),
        outlet_id: feed.outlet.to_string(),
        last: feed.last_poll.map(|at| clock.age(at, visit.now)),
        good: feed.last_good.map(|at| clock.age(at, visit.now)),
        next: clock.short(feed.next_poll),
        feed,
    }
}

/// `/admin/outlets`: failing feeds first; the form adds a home page or a feed, which the pipeline looks at.
pub fn all(visit: &Visit, person: &Person) -> Result<Outcome, Fault> {
    let mut mistakes = Mistakes::new();
    let typed = visit.form.get("address").to_owned();
    if visit.post {
        match add(visit, person, &typed) {
            Ok(id) => return Ok(Outcome::Go(format!("/admin/outlets/{id}"))),
            Err(fault) if matches!(fault.kind, FaultKind::Taken | FaultKind::Refused) => {
                mistakes.insert("address", fault.sentence);
            }
            Err(fault) => return Err(fault),
        }
    }
    let (listed, found) = visit.site.hub.store.read(|tx| Ok((outlets::list(tx)?, feeds::list(tx)?)))?;
    let rows = found.into_iter().map(|feed| row(visit, feed, &listed)).collect();
    let frame = visit.frame("admin-outlets", Some(person));
    let status = if mistakes.is_empty() { 200 } else { 422 };
    let page = All { frame, feeds: rows, outlets: listed, typed, mistakes };
    Ok(Outcome::show("admin/outlets.html", &page)?.with_status(status))
}

/// Lists an outlet by an address; whether that is a home page or a feed the stage `discover` finds out.
fn add(visit: &Visit, person: &Person, typed: &str) -> Result<Id, Fault> {
    let whole = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let refused = || Fault::new(FaultKind::Refused, visit.site.words.say("no-address"));
    let url = url::Url::parse(&whole).ok().filter(|u| matches!(u.scheme(), "http" | "https")).ok_or_else(refused)?;
    let host = url.host_str().filter(|host| host.contains('.') || host.contains(':')).ok_or_else(refused)?.to_owned();
    let name = host.trim_start_matches("www.").to_owned();
    let home = url.to_string();
    visit.site.hub.store.write(|tx| {
        let outlet =
            Outlet { name: name.clone(), home: home.clone(), state: OutletState::Unchecked, ..Outlet::default() };
        let outlet = outlets::insert(tx, &outlet, visit.now)?;
        work::put(tx, DISCOVER, &outlet.id.to_string(), &home, visit.now)?;
        users::log(tx, &person.name, "added an outlet", &home, visit.now)?;
        Ok(outlet.id)
    })
}

#[derive(Serialize)]
struct One {
    frame: Frame,
    id: String,
    outlet: Outlet,
    languages: String,
    feeds: Vec<FeedRow>,
    mistakes: Mistakes,
    kinds: Vec<&'static str>,
    rules: Vec<&'static str>,
    states: Vec<&'static str>,
}

/// The word of a choice in a form as the noun it stands for.
fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
}

/// `/admin/outlets/{id}`: facts.
pub fn one(visit: &Visit, person: &Person, id: &str) -> Result<Outcome, Fault> {
    let Ok(id) = id.parse::<Id>() else { return Ok(Outcome::Nothing) };
    let store = &visit.site.hub.store;
    let Some(mut outlet) = store.read(|tx| outlets::get(tx, id))? else { return Ok(Outcome::Nothing) };
    let mut mistakes = Mistakes::new();
    if visit.post {
        let had = outlet.pictures;
        fill(visit, &mut outlet, &mut mistakes);
        if mistakes.is_empty() {
            let saved = store.write(|tx| {
                outlets::update(tx, &outlet)?;
                let dropped = switch_pictures(visit, tx, &outlet, had)?;
                if let Some(address) = visit.form.some("feed") {
                    let feed = Feed { outlet: id, url: address, next_poll: visit.now, ..Feed::default() };
                    feeds::insert(tx, &feed)?;
                }
                users::log(tx, &person.name, "changed an outlet's facts", &outlet.name, visit.now)?;
                Ok(dropped)
            });
            if let Ok(dropped) = &saved {
                dropped.iter().for_each(|hash| visit.site.hub.files.delete(hash));
            }
            match saved {
                Ok(_) => return Ok(Outcome::Go(format!("/admin/outlets/{id}"))),
                Err(fault) if fault.kind == FaultKind::Taken => drop(mistakes.insert("slug", fault.sentence)),
                Err(fault) => return Err(fault),
            }
        }
    }
    let feeds = store.read(|tx| feeds::of_outlet(tx, id))?;
    let feeds = feeds.into_iter().map(|feed| row(visit, feed, std::slice::from_ref(&outlet))).collect();
    let page = One {
        frame: visit.frame("admin-outlet", Some(person)),
        id: id.to_string(),
        languages: outlet.languages.join(", "),
        outlet,
        feeds,
        mistakes,
        kinds: vec!["newspaper", "broadcaster", "agency", "magazine", "blog", "institution", "own"],
        rules: vec!["link", "excerpt", "full"],
        states: vec!["active", "paused", "unchecked"],
    };
    Outcome::show("admin/outlet.html", &page)
}

/// Pictures follow the switch: turned on, those of the latest reports are fetched; turned off, all are dropped. The hashes of
/// the bytes that go after the commit.
fn switch_pictures(visit: &Visit, tx: &mut Tx, outlet: &Outlet, had: bool) -> Result<Vec<String>, Fault> {
    match (had, outlet.pictures) {
        (true, false) => media::forget(tx, outlet.id),
        (false, true) => {
            for (report, address) in media::of_outlet(tx, outlet.id, PICTURES_LATE)? {
                work::put(tx, PICTURE, &address, &report.to_string(), visit.now)?;
            }
            Ok(Vec::new())
        }
        _ => Ok(Vec::new()),
    }
}

fn fill(visit: &Visit, outlet: &mut Outlet, mistakes: &mut Mistakes) {
    let form = &visit.form;
    let words = &visit.site.words;
    match form.some("name") {
        Some(name) => outlet.name = name,
        None => drop(mistakes.insert("name", words.say("needs-name"))),
    }
    match store::slug(form.get("slug")) {
        slug if slug.is_empty() => drop(mistakes.insert("slug", words.say("needs-slug"))),
        slug => outlet.slug = slug,
    }
    outlet.country = form.some("country").map(|code| code.to_uppercase());
    if outlet.country.as_ref().is_some_and(|code| code.len() != 2 || !code.bytes().all(|b| b.is_ascii_uppercase())) {
        mistakes.insert("country", words.say("needs-country"));
    }
    outlet.languages =
        form.get("languages").split([',', ' ']).filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
    outlet.owner = form.some("owner");
    outlet.note = form.some("note");
    outlet.kind = word::<OutletKind>(form.get("kind")).unwrap_or(outlet.kind);
    outlet.text = word::<TextRule>(form.get("text")).unwrap_or(outlet.text);
    outlet.state = word::<OutletState>(form.get("state")).unwrap_or(outlet.state);
    outlet.pictures = !form.get("pictures").is_empty();
}

/// `/admin/feeds/{id}/fetch|stop|start|delete`
pub fn feed(visit: &Visit, person: &Person, id: &str, what: &str) -> Result<Outcome, Fault> {
    let Ok(id) = id.parse::<Id>() else { return Ok(Outcome::Nothing) };
    let Some(mut feed) = visit.site.hub.store.read(|tx| feeds::get(tx, id))? else { return Ok(Outcome::Nothing) };
    let name = &person.name;
    let deed = match what {
        "fetch" | "start" => {
            (feed.next_poll, feed.next_why) = (visit.now, Some(format!("{name} asked for it")));
            feed.stopped = None;
            "asked for a feed now"
        }
        "stop" => {
            feed.stopped = Some(format!("{name} paused it"));
            "paused a feed"
        }
        "delete" => "removed a feed",
        _ => return Ok(Outcome::Nothing),
    };
    visit.site.hub.store.write(|tx| {
        if what == "delete" {
            feeds::delete(tx, id)?;
        } else {
            feeds::save(tx, &feed)?;
        }
        users::log(tx, name, deed, &feed.url, visit.now)
    })?;
    Ok(Outcome::Go(format!("/admin/outlets/{}", feed.outlet)))
}
