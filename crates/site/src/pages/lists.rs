//! Front page, sections, a day of the archive, and their feeds.

use serde::Serialize;
use serde_json::json;
use store::stories::{self, Story};
use store::{Fault, articles};

use super::feeds::{Format, Item};
use super::{Desk, Link, ListItem, Page, Picture, Shell, report_path, sparkline, story_path};
use crate::cache::Dependency;
use crate::when::When;
use crate::words::alike;

/// Stories of the front page: it has an end.
const FRONT: usize = 60;
/// Stories in the rows of three below the lead, at most; the rest are lines.
const THIRDS: usize = 6;
/// Stories beside a lead that has no picture.
const PAIR: usize = 2;
/// Lines of the river beside a lead with a picture, which is tall, and beside one without.
const LATEST: (usize, usize) = (9, 6);
/// Stories named in a list's JSON-LD.
const ITEMS: usize = 10;
/// Stories of a section or a day.
const SECTION: usize = 60;

/// A story in a list.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    path: String,
    headline: String,
    language: String,
    section: Option<Link>,
    standfirst: Option<String>,
    standfirst_language: String,
    outlet: String,
    reports: i64,
    outlets: i64,
    countries: i64,
    age: When,
    time: When,
    spark: String,
    image: Option<Picture>,
    /// How other outlets put it, where there is no picture to show.
    others: Vec<Other>,
}

/// Another outlet's headline.
#[derive(Debug, Clone, Serialize)]
pub struct Other {
    path: String,
    outlet: String,
    headline: String,
    language: String,
}

/// Other outlets' headlines beside a story.
const OTHERS: usize = 3;

impl Desk<'_, '_, '_> {
    /// A story as a line.
    pub(super) fn line(&self, story: &Story) -> Card {
        let site = self.site;
        let own = story.own_headline.clone();
        let section = site.section_name(&story.section);
        Card {
            path: story_path(story.id, &story.slug),
            language: if own.is_some() { String::new() } else { story.language.clone() },
            headline: own.unwrap_or_else(|| story.headline.clone()),
            section: section.map(|name| Link { path: format!("/{}", story.section), name: name.to_owned() }),
            standfirst: None,
            standfirst_language: String::new(),
            outlet: String::new(),
            reports: story.reports,
            outlets: story.outlets,
            countries: story.countries,
            age: site.clock.age(story.last, self.now),
            time: site.clock.time(story.last),
            spark: String::new(),
            image: None,
            others: Vec::new(),
        }
    }

    /// Other outlets' headlines of a story, one an outlet, those in the paper's language first; some more reports are looked at, since
    /// an outlet may have several.
    pub(super) fn others(&mut self, story: &Story, lead: &articles::Head, most: usize) -> Result<Vec<Other>, Fault> {
        let lines = articles::lines_of_story(self.tx, story.id, 2 * most + 2)?;
        let own = &self.site.words.language;
        let (near, far): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| alike(&line.language, own));
        let mut others: Vec<Other> = Vec::new();
        let mut seen = vec![(lead.outlet, lead.headline.clone())];
        for line in near.into_iter().chain(far).filter(|line| !line.headline.is_empty()) {
            if others.len() < most && seen.iter().all(|(id, text)| *id != line.outlet && *text != line.headline) {
                seen.push((line.outlet, line.headline.clone()));
                let outlet = self.facts.outlet(line.outlet).name.clone();
                let path = report_path(line.id, &line.headline);
                others.push(Other { path, outlet, headline: line.headline, language: line.language });
            }
        }
        Ok(others)
    }

    /// A story with its lead report's standfirst, a sparkline and, if asked, the picture.
    pub(super) fn card(&mut self, story: &Story, picture: bool) -> Result<Card, Fault> {
        let mut card = self.line(story);
        card.spark = sparkline(self.site, &story.spark);
        if let Some(head) = articles::head(self.tx, story.lead)? {
            let outlet = self.facts.outlet(head.outlet);
            card.standfirst = head.standfirst.clone().filter(|_| outlet.text != model::TextRule::Link);
            card.standfirst_language.clone_from(&head.language);
            card.outlet.clone_from(&outlet.name);
            if picture {
                card.image = self.picture_of_story(story, Some(&head))?;
                if card.image.is_none() && story.outlets > 1 {
                    card.others = self.others(story, &head, OTHERS)?;
                }
            }
        }
        Ok(card)
    }

    /// Stories as items of a feed.
    pub(super) fn items(&mut self, stories: &[Story]) -> Result<Vec<Item>, Fault> {
        let mut items = Vec::with_capacity(stories.len());
        for story in stories {
            let card = self.card(story, false)?;
            let counts = self.site.words.with(
                "counts",
                &[
                    ("reports", self.site.words.count("reports", story.reports)),
                    ("outlets", self.site.words.count("outlets-count", story.outlets)),
                ],
            );
            items.push(Item {
                id: self.site.absolute(&format!("/story/{}", story.id)),
                url: self.site.absolute(&card.path),
                external: None,
                title: card.headline,
                summary: card.standfirst.map_or(counts.clone(), |text| format!("{text} ({counts})")),
                language: card.language,
                published: story.first,
                updated: story.updated.max(story.last),
                author: None,
                section: card.section.map(|section| section.name),
            });
        }
        Ok(items)
    }
}

#[derive(Serialize)]
struct FrontPage {
    shell: Shell,
    heading: String,
    kind: &'static str,
    lead: Option<Card>,
    /// Under a lead without a picture, so that it fills its place.
    pair: Vec<Card>,
    /// In rows of three.
    thirds: Vec<Card>,
    /// The rest as lines, by section.
    groups: Vec<Group>,
    latest: Vec<Card>,
}

/// Lines under the name of their section.
#[derive(Serialize)]
struct Group {
    section: Option<Link>,
    lines: Vec<Card>,
}

/// Lines by section, in the order in which the sections first appear; those without one come last.
fn by_section(lines: Vec<Card>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let (with, without): (Vec<Card>, Vec<Card>) = lines.into_iter().partition(|card| card.section.is_some());
    for card in with.into_iter().chain(without) {
        let path = |section: &Option<Link>| section.as_ref().map(|link| link.path.clone());
        match groups.iter_mut().find(|group| path(&group.section) == path(&card.section)) {
            Some(group) => group.lines.push(card),
            None => groups.push(Group { section: card.section.clone(), lines: vec![card] }),
        }
    }
    groups
}

/// `/`
pub fn front(desk: &mut Desk) -> Result<Page, Fault> {
    let stories = stories::front(desk.tx, None, FRONT, 0)?;
    let latest = stories::latest(desk.tx, Some(desk.now + 1), LATEST.0)?;
    let words = &desk.site.words;
    let title = words.with("front-title", &[("name", desk.site.hub.settings.name.as_str())]);
    let mut shell = desk.shell("/", title, words.say("front-description"));
    shell.feed = Some("/feed".into());
    let heading = words.say("todays-news");
    list(desk, shell, heading, "front", &stories, &latest)
}

/// `/{section}`; `None`: there is no such section.
pub fn section(desk: &mut Desk, slug: &str) -> Result<Option<Page>, Fault> {
    let Some(name) = desk.site.section_name(slug).map(str::to_owned) else { return Ok(None) };
    let stories = stories::front(desk.tx, Some(slug), SECTION, 0)?;
    let path = format!("/{slug}");
    let description = desk.site.words.with("section-description", &[("section", name.as_str())]);
    let mut shell = desk.shell(&path, format!("{name} · {}", desk.site.hub.settings.name), description);
    shell.section.clone_from(&path);
    shell.feed = Some(path);
    list(desk, shell, name, "section", &stories, &[]).map(Some)
}

fn list(
    desk: &mut Desk,
    mut shell: Shell,
    heading: String,
    kind: &'static str,
    stories: &[Story],
    latest: &[Story],
) -> Result<Page, Fault> {
    // A story whose latest report is dated in the future does not lead.
    let first = stories.iter().position(|s| s.last <= desk.now || s.pinned > 0).unwrap_or(0);
    let order =
        stories.iter().skip(first).take(1).chain(stories.iter().take(first)).chain(stories.iter().skip(first + 1));
    let order: Vec<&Story> = order.collect();
    let mut left = order.iter();
    let lead = left.next().map(|story| desk.card(story, true)).transpose()?;
    let tall = lead.as_ref().is_some_and(|card| card.image.is_some());
    let mut pair = Vec::new();
    for story in left.by_ref().take(if tall { 0 } else { PAIR }) {
        pair.push(desk.card(story, false)?);
    }
    let mut thirds = Vec::new();
    // Only whole rows, so that the page has no hole.
    let whole = left.len().min(THIRDS) / 3 * 3;
    for story in left.by_ref().take(whole) {
        thirds.push(desk.card(story, true)?);
    }
    let groups = by_section(left.map(|story| desk.line(story)).collect());
    let latest = latest.get(..latest.len().min(if tall { LATEST.0 } else { LATEST.1 })).unwrap_or_default();
    let latest = latest.iter().map(|story| desk.line(story)).collect();
    shell.image = lead.as_ref().and_then(|card| card.image.clone());
    let items: Vec<ListItem> = (1..)
        .zip(&order)
        .take(ITEMS)
        .map(|(n, story)| {
            let url = desk.site.absolute(&story_path(story.id, &story.slug));
            ListItem::new(n, story.own_headline.as_ref().unwrap_or(&story.headline), url)
        })
        .collect();
    let url = shell.canonical.clone();
    shell.json_ld = desk.json_ld(vec![
        json!({"@type": "WebSite", "@id": desk.site.absolute("/#site"), "url": desk.site.absolute("/"),
            "name": shell.name, "publisher": {"@id": desk.site.absolute("/#org")}, "inLanguage": shell.language}),
        json!({"@type": "CollectionPage", "url": url, "name": heading, "isPartOf": {"@id": desk.site.absolute("/#site")},
            "mainEntity": {"@type": "ItemList", "numberOfItems": items.len(), "itemListElement": items}}),
    ]);
    let page = FrontPage { shell, heading, kind, lead, pair, thirds, groups, latest };
    desk.render("front.html", &page, vec![Dependency::Lists])
}

/// Stories in a feed.
const FEED: usize = 40;

/// `/feed.rss` …
pub fn front_feed(desk: &mut Desk, format: Format) -> Result<Page, Fault> {
    let stories = stories::front(desk.tx, None, FEED, 0)?;
    let items = desk.items(&stories)?;
    let title = desk.site.hub.settings.name.clone();
    Ok(super::feeds::write(desk, format, &title, "/", "/feed", &items))
}

/// `/{section}.rss` …
pub fn section_feed(desk: &mut Desk, stem: &str, format: Format) -> Result<Option<Page>, Fault> {
    let slug = stem.trim_start_matches('/');
    let Some(name) = desk.site.section_name(slug).map(str::to_owned) else { return Ok(None) };
    let stories = stories::front(desk.tx, Some(slug), FEED, 0)?;
    let items = desk.items(&stories)?;
    let title = format!("{name} · {}", desk.site.hub.settings.name);
    Ok(Some(super::feeds::write(desk, format, &title, stem, stem, &items)))
}

#[derive(Serialize)]
struct ArchivePage {
    shell: Shell,
    day: When,
    before: Option<When>,
    after: Option<When>,
    cards: Vec<Card>,
}

/// `/archive`: on to the latest day that has stories, which just after midnight is not today.
pub fn latest_day(desk: &mut Desk) -> Result<Page, Fault> {
    let latest = stories::latest(desk.tx, Some(desk.now + 1), 1)?;
    let day = desk.site.clock.day_of(latest.first().map_or(desk.now, |story| story.last));
    Ok(Page { status: 303, ..Page::moved(format!("/archive/{day}")) })
}

/// `/archive/2026-11-23`
pub fn archive(desk: &mut Desk, day: &str) -> Result<Option<Page>, Fault> {
    let Ok(day) = day.parse::<jiff::civil::Date>() else { return Ok(None) };
    let clock = &desk.site.clock;
    let today = clock.day_of(desk.now);
    let Some((from, until)) = clock.bounds(day).filter(|_| day <= today && day.year() >= 1990) else { return Ok(None) };
    let stories = stories::between(desk.tx, from, until, 200, 0)?;
    let cards = stories.iter().map(|story| desk.line(story)).collect();
    let name = clock.weekday(day);
    let title = format!("{} · {}", name.text, desk.site.hub.settings.name);
    let description = desk.site.words.with("archive-description", &[("day", clock.day(day).text)]);
    let mut shell = desk.shell(&format!("/archive/{day}"), title, description);
    shell.json_ld = desk.json_ld(Vec::new());
    let before = day.yesterday().ok().map(|day| clock.day(day));
    let after = day.tomorrow().ok().filter(|day| *day <= today).map(|day| clock.day(day));
    let page = ArchivePage { shell, day: name, before, after, cards };
    desk.render("archive.html", &page, vec![Dependency::Lists]).map(Some)
}
