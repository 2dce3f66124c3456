//! Front page, sections, a day of the archive, and their feeds.

use serde::Serialize;
use serde_json::json;
use store::stories::{self, Story};
use store::{Fault, articles};

use super::feeds::{Format, Item};
use super::{Desk, Link, Page, Picture, Shell, sparkline, story_path};
use crate::cache::Dependency;
use crate::when::When;

/// Stories of the front page: it has an end.
const FRONT: usize = 60;
/// Stories shown with standfirst and sparkline; the rest are lines.
const CARDS: usize = 10;
/// Lines of the river.
const LATEST: usize = 10;
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
}

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
        }
    }

    /// A story with its lead report's standfirst, a sparkline and, if asked, the picture.
    pub(super) fn card(&mut self, story: &Story, picture: bool) -> Result<Card, Fault> {
        let mut card = self.line(story);
        card.spark = sparkline(self.site, &story.spark);
        if let Some(head) = articles::head(self.tx, story.lead)? {
            let outlet = self.facts.outlet(head.outlet);
            card.standfirst = head.standfirst.clone().filter(|_| outlet.text != model::TextRule::Link);
            card.standfirst_language.clone_from(&head.language);
            card.outlet = outlet.name;
            if picture {
                card.image = self.picture(&head)?;
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
    cards: Vec<Card>,
    lines: Vec<Card>,
    latest: Vec<Card>,
}

/// `/`
pub fn front(desk: &mut Desk) -> Result<Page, Fault> {
    let stories = stories::front(desk.tx, None, FRONT, 0)?;
    let latest = stories::latest(desk.tx, Some(desk.now + 1), LATEST)?;
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
    let mut cards = Vec::with_capacity(CARDS);
    // A story whose latest report is dated in the future does not lead.
    let first = stories.iter().position(|s| s.last <= desk.now || s.pinned > 0).unwrap_or(0);
    let order =
        stories.iter().skip(first).take(1).chain(stories.iter().take(first)).chain(stories.iter().skip(first + 1));
    let order: Vec<&Story> = order.collect();
    for (i, story) in order.iter().take(CARDS).enumerate() {
        cards.push(desk.card(story, i == 0)?);
    }
    let lead = (!cards.is_empty()).then(|| cards.remove(0));
    shell.image = lead.as_ref().and_then(|card| card.image.clone());
    let items: Vec<_> = (1..)
        .zip(&order)
        .take(CARDS)
        .map(|(n, story)| {
            let url = desk.site.absolute(&story_path(story.id, &story.slug));
            let name = story.own_headline.as_ref().unwrap_or(&story.headline);
            json!({"@type": "ListItem", "position": n, "url": url, "name": name})
        })
        .collect();
    let url = shell.canonical.clone();
    shell.json_ld = desk.json_ld(vec![
        json!({"@type": "WebSite", "@id": desk.site.absolute("/#site"), "url": desk.site.absolute("/"),
            "name": shell.name, "publisher": {"@id": desk.site.absolute("/#org")}, "inLanguage": shell.language}),
        json!({"@type": "CollectionPage", "url": url, "name": heading, "isPartOf": {"@id": desk.site.absolute("/#site")},
            "mainEntity": {"@type": "ItemList", "numberOfItems": items.len(), "itemListElement": items}}),
    ]);
    let lines = order.iter().skip(CARDS).map(|story| desk.line(story)).collect();
    let latest = latest.iter().map(|story| desk.line(story)).collect();
    let page = FrontPage { shell, heading, kind, lead, cards, lines, latest };
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
