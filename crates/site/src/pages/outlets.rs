//! The list of outlets, and the page of one.

use model::{Feed, Id, Outlet, OutletKind};
use serde::Serialize;
use serde_json::json;
use store::{Fault, args, articles, copies, feeds, outlets, stories};

use super::feeds::{Format, write};
use super::lists::Card;
use super::{Desk, Page, Shell, story};
use crate::cache::Dependency;
use crate::when::When;

#[derive(Serialize)]
struct OutletsPage {
    shell: Shell,
    rows: Vec<OutletRow>,
}

#[derive(Serialize)]
struct OutletRow {
    outlet: Outlet,
    kind: String,
    articles: i64,
    latest: Option<When>,
}

/// `/outlets`
pub fn all(desk: &mut Desk) -> Result<Page, Fault> {
    let counts = articles::count_by_outlet(desk.tx)?;
    let mut outlets: Vec<Outlet> = desk.facts.outlets.values().cloned().collect();
    outlets.sort_by_cached_key(|outlet| outlet.name.to_lowercase());
    let rows = outlets.into_iter().map(|outlet| {
        let found = counts.iter().find(|(id, ..)| *id == outlet.id);
        OutletRow {
            kind: desk.site.words.say(&format!("kind-{}", story::kind_word(outlet.kind))),
            articles: found.map_or(0, |(_, n, _)| *n),
            latest: found.map(|(_, _, at)| desk.site.clock.age(*at, desk.now)),
            outlet,
        }
    });
    let rows: Vec<OutletRow> = rows.collect();
    let words = &desk.site.words;
    let title = format!("{} · {}", words.say("our-outlets"), desk.site.hub.settings.name);
    let mut shell = desk.shell("/outlets", title, words.say("outlets-description"));
    shell.json_ld = desk.json_ld(Vec::new());
    desk.render("outlets.html", &OutletsPage { shell, rows }, vec![Dependency::Lists])
}

#[derive(Serialize)]
struct OutletPage {
    shell: Shell,
    outlet: Outlet,
    kind: String,
    reports: i64,
    /// Parts of its words: its own, agencies', other outlets'. Absent where there are no words.
    shares: Option<[f64; 3]>,
    copied_by_others: i64,
    first: i64,
    stories: i64,
    alone: Vec<Card>,
    latest: Vec<Card>,
    feeds: Vec<FeedLine>,
}

#[derive(Serialize)]
struct FeedLine {
    feed: Feed,
    last: Option<When>,
}

/// `/outlet/{slug}`; `None`: there is none.
pub fn one(desk: &mut Desk, slug: &str) -> Result<Option<Page>, Fault> {
    let Some(outlet) = outlets::by_slug(desk.tx, slug)? else { return Ok(None) };
    let id = outlet.id;
    let filter = articles::Filter { outlet: Some(id), ..articles::Filter::default() };
    let reports = articles::count(desk.tx, &filter)?;
    let mut number = |sql: &str| desk.tx.number(sql, args![id]);
    let copied_by_others =
        number("select count(*) from copy join article on article.id = copy.origin where article.outlet = ?1")?;
    let in_stories = number(
        "select count(distinct member.story) from member join article on article.id = member.article where article.outlet = ?1",
    )?;
    let first = stories::reported_first(desk.tx, id)?;
    let shares = shares(desk, id)?;
    let found = stories::of_outlet(desk.tx, id, 60)?;
    let alone = found.iter().filter(|story| story.outlets == 1).take(12).map(|story| desk.line(story)).collect();
    let latest = found.iter().filter(|story| story.outlets > 1).take(20).map(|story| desk.line(story)).collect();
    let clock = &desk.site.clock;
    let feeds = feeds::of_outlet(desk.tx, id)?;
    let feeds = feeds.into_iter().map(|feed| FeedLine { last: feed.last_good.map(|at| clock.age(at, desk.now)), feed });
    let feeds = feeds.collect();
    let path = format!("/outlet/{}", outlet.slug);
    let words = &desk.site.words;
    let title = format!("{} · {}", outlet.name, desk.site.hub.settings.name);
    let mut shell = desk.shell(&path, title, words.with("outlet-description", &[("outlet", outlet.name.as_str())]));
    shell.feed = Some(path);
    shell.json_ld =
        desk.json_ld(vec![json!({"@type": "NewsMediaOrganization", "name": outlet.name, "url": outlet.home})]);
    let kind = words.say(&format!("kind-{}", story::kind_word(outlet.kind)));
    let page = OutletPage {
        shell,
        kind,
        reports,
        shares,
        copied_by_others,
        first,
        stories: in_stories,
        alone,
        latest,
        feeds,
        outlet,
    };
    desk.render("outlet.html", &page, vec![Dependency::Lists]).map(Some)
}

/// The parts of an outlet's words that are its own, agencies' and other outlets'.
fn shares(desk: &mut Desk, id: Id) -> Result<Option<[f64; 3]>, Fault> {
    let (words, taken) = copies::words_of(desk.tx, id)?;
    if words < 1.0 {
        return Ok(None);
    }
    let part = |wire: bool| {
        let agency = |outlet: &Id| desk.facts.outlet(*outlet).kind == OutletKind::Agency;
        taken.iter().filter(|(outlet, _)| *outlet != id && agency(outlet) == wire).map(|(_, n)| n / words).sum::<f64>()
    };
    let (wire, copied) = (part(true), part(false));
    Ok(Some([(1.0 - wire - copied).max(0.0), wire, copied]))
}

/// `/outlet/{slug}.rss` …
pub fn feed(desk: &mut Desk, stem: &str, format: Format) -> Result<Option<Page>, Fault> {
    let slug = stem.rsplit('/').next().unwrap_or_default();
    let Some(outlet) = outlets::by_slug(desk.tx, slug)? else { return Ok(None) };
    let filter = articles::Filter { outlet: Some(outlet.id), ..articles::Filter::default() };
    let heads = articles::list(desk.tx, &filter, 50)?;
    let items: Vec<_> = heads.iter().map(|head| story::item(desk, head)).collect();
    let title = format!("{} · {}", outlet.name, desk.site.hub.settings.name);
    Ok(Some(write(desk, format, &title, stem, stem, &items)))
}

/// The id of an outlet by its slug.
pub fn id_of(desk: &Desk, slug: &str) -> Option<Id> {
    desk.facts.outlets.values().find(|outlet| outlet.slug == slug).map(|outlet| outlet.id)
}
