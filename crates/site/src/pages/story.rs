//! The page of a story: one event from every side.

use std::collections::{BTreeMap, BTreeSet};

use fluent_bundle::FluentValue;
use model::Id;
use serde::Serialize;
use serde_json::json;
use store::decisions::{self, Kind};
use store::stories::{self, Story};
use store::{Fault, articles, history};
use stories_view::{Counts, Place, ReportLine};

use ::stories as stories_view;

use super::feeds::{Format, Item};
use super::lists::Card;
use super::source::Source;
use super::{Desk, Link, ListItem, OfArticle, Page, Picture, Shell, report_path, story_path};
use crate::cache::Dependency;
use crate::charts;
use crate::when::When;
use crate::words::Words;

/// Hours shown one by one in the chart of coverage; a longer story is shown by day.
const HOURS_MAX: i64 = 96;

type Others = stories_view::Others<Source>;
type View = stories_view::View<Others, Source>;
type Moment = stories_view::Moment<Others, Source>;

#[derive(Serialize)]
struct StoryPage<'a> {
    shell: Shell,
    id: String,
    headline: String,
    language: String,
    /// The outlet whose headline stands for the story; absent: the editor's own.
    headline_outlet: Option<String>,
    section: Option<Link>,
    standfirst: Option<String>,
    view: &'a View,
    timeline: Vec<Happened<'a>>,
    /// The reports in which statements stand, where the hub may show them: their paths by id.
    reports: BTreeMap<&'a str, &'a str>,
    /// All reports with their paths.
    lines: &'a [(ReportLine, String)],
    names: Vec<Link>,
    first: When,
    last: When,
    image: Option<Picture>,
    counts: Vec<(String, usize)>,
    headlines: Vec<&'a (ReportLine, String)>,
    hours: Option<Chart>,
    shares: Vec<Chart>,
    related: Vec<Phase>,
    history: Vec<Came>,
    pending: bool,
}

/// Stories that speak of the same as this one: before it, after it, or beside it.
#[derive(Serialize)]
struct Phase {
    title: &'static str,
    /// Each with the names that both speak of.
    stories: Vec<(Card, String)>,
}

/// A line of a story's own history.
#[derive(Serialize)]
struct Came {
    /// The key of its words.
    what: String,
    at: When,
    /// The other story; where that is part of this one, its first report.
    other: Option<Link>,
    language: String,
    reports: i64,
    editor: bool,
}

/// Lines of the history shown.
const HISTORY: usize = 12;
/// How closely a story is related that is called an earlier or a later phase.
const PHASE_MIN: f64 = 0.5;

/// A chart with its numbers.
#[derive(Serialize)]
struct Chart {
    title: &'static str,
    svg: String,
    rows: Vec<(String, usize)>,
}

/// A dated happening with its day in words.
#[derive(Serialize)]
struct Happened<'a> {
    iso: String,
    text: String,
    moment: &'a Moment,
}

/// `/story/{id}/{slug}`; `None`: there is no such story. A merged id redirects for ever, a wrong slug too.
pub fn page(desk: &mut Desk, id: &str, rest: &[&str]) -> Result<Option<Page>, Fault> {
    let Ok(id) = id.parse::<Id>() else { return Ok(None) };
    let Some(story) = stories::get(desk.tx, id)?.filter(|story| !story.hidden) else { return Ok(None) };
    let path = story_path(story.id, &story.slug);
    if story.id != id || rest.join("/") != story.slug {
        return Ok(Some(Page::moved(path)));
    }
    let mut view: View = serde_json::from_str(&story.view).unwrap_or_default();
    prefer(&mut view, &desk.site.words.language);
    let timeline = std::mem::take(&mut view.timeline);
    let facts = desk.facts.clone();
    let lead = articles::head(desk.tx, story.lead)?;
    let image = desk.picture_of_story(&story, lead.as_ref())?;
    let outlet = lead.as_ref().map(|head| facts.outlet(head.outlet));
    let shown = outlet.as_ref().is_some_and(|outlet| outlet.text != model::TextRule::Link);
    let readable = facts.readable();
    let lines: Vec<(ReportLine, String)> = std::mem::take(&mut view.reports)
        .into_iter()
        .map(|line| {
            let id: Id = line.article.parse().unwrap_or_default();
            let headline = line.headline.as_deref().filter(|_| readable.contains(line.slug.as_str()));
            let path = report_path(id, headline.unwrap_or_default());
            (line, path)
        })
        .collect();
    let statements = view.said.iter().flat_map(|speaker| &speaker.statements);
    let stated: BTreeSet<&str> = statements.map(|said| said.source.article()).collect();
    let linked = |line: &ReportLine| stated.contains(line.article.as_str()) && readable.contains(line.slug.as_str());
    let reports = lines.iter().filter(|(line, _)| linked(line));
    let reports = reports.map(|(line, path)| (line.article.as_str(), path.as_str())).collect();
    let related = stories::related(desk.tx, story.id)?;
    let history = history(desk, &story)?;
    let pending = decisions::pending(desk.tx, 50)?;
    let pending = pending.iter().any(|d| d.what.story == Some(story.id) && d.what.kind != Kind::Place);
    let site = desk.site;
    let words = &site.words;
    let own = story.own_headline.clone();
    let headline = own.clone().unwrap_or_else(|| story.headline.clone());
    let description = words.with("story-description", &[("reports", story.reports), ("outlets", story.outlets)]);
    let mut shell = desk.shell(&path, headline.clone(), description);
    shell.section = format!("/{}", story.section);
    shell.feed = Some(path.clone());
    shell.og_type = "article";
    shell.article = Some(OfArticle {
        published: site.clock.iso(story.first),
        modified: site.clock.iso(story.updated.max(story.last)),
        section: site.section_name(&story.section).unwrap_or(&shell.name).to_owned(),
    });
    shell.image.clone_from(&image);
    shell.json_ld = json_ld(desk, &story, &headline, &path, &lines);
    let section = site.section_name(&story.section).map(|name| Link { path: shell.section.clone(), name: name.into() });
    let names = view.names.iter().take(24);
    let page = StoryPage {
        id: story.id.to_string(),
        language: if own.is_some() { String::new() } else { story.language.clone() },
        headline,
        headline_outlet: outlet.map(|outlet| outlet.name.clone()).filter(|_| own.is_none()),
        section,
        standfirst: lead.and_then(|head| head.standfirst).filter(|_| shown),
        timeline: timeline.iter().map(|moment| happened(desk, moment)).collect(),
        reports,
        lines: &lines,
        names: names.map(|n| Link { path: format!("/name/{}", store::slug(&n.name)), name: n.name.clone() }).collect(),
        first: site.clock.full(story.first),
        last: site.clock.age(story.last, desk.now),
        image,
        hours: hours(desk, &view),
        shares: [
            shares(words, "by-country", &view.coverage.countries, |code| words.country(code)),
            shares(words, "by-owner", &view.coverage.owners, Clone::clone),
            shares(words, "by-kind", &view.coverage.kinds, |kind| words.say(&format!("kind-{}", kind_word(*kind)))),
        ]
        .into_iter()
        .flatten()
        .collect(),
        counts: counts(words, &view.counts),
        headlines: headlines(&lines),
        related: phases(desk, &story, &related),
        history,
        pending,
        view: &view,
        shell,
    };
    let mut depends = vec![Dependency::Story(story.id)];
    depends.extend(related.iter().map(|other| Dependency::Story(other.story.id)));
    depends.extend(lines.iter().filter_map(|(line, _)| line.article.parse().ok()).map(Dependency::Article));
    desk.render("story.html", &page, depends).map(Some)
}

/// The related stories by when they were told.
fn phases(desk: &Desk, story: &Story, related: &[stories::Related]) -> Vec<Phase> {
    let title = |other: &stories::Related| {
        let near = other.score >= PHASE_MIN;
        if near && other.story.last < story.first {
            "earlier-phases"
        } else if near && other.story.first > story.last {
            "later-phases"
        } else {
            "related"
        }
    };
    let phases = ["earlier-phases", "later-phases", "related"].map(|wanted| {
        let stories = related.iter().filter(|other| title(other) == wanted);
        Phase { title: wanted, stories: stories.map(|other| (desk.line(&other.story), other.why.clone())).collect() }
    });
    phases.into_iter().filter(|phase| !phase.stories.is_empty()).collect()
}

/// What became of the story, the latest first. Who of the editors it was is not for readers.
fn history(desk: &mut Desk, story: &Story) -> Result<Vec<Came>, Fault> {
    let mut lines = Vec::new();
    for event in history::of_story(desk.tx, story.id, HISTORY)? {
        let other = match event.kind {
            history::Kind::Joined => articles::head(desk.tx, event.other)?
                .map(|head| (Link { path: report_path(head.id, &head.headline), name: head.headline }, head.language)),
            _ => stories::head(desk.tx, event.other)?.filter(|other| !other.hidden && other.id != story.id).map(
                |other| {
                    let language = if other.own_headline.is_some() { String::new() } else { other.language };
                    let name = other.own_headline.unwrap_or(other.headline);
                    (Link { path: story_path(other.id, &other.slug), name }, language)
                },
            ),
        };
        let (other, language) = other.filter(|(link, _)| !link.name.is_empty()).unzip();
        lines.push(Came {
            what: format!("history-{}", event.kind.word()),
            at: desk.site.clock.short(event.at),
            other,
            language: language.unwrap_or_default(),
            reports: event.reports,
            editor: event.who.is_some(),
        });
    }
    Ok(lines)
}

/// How many of what, each with its word.
fn counts(words: &Words, counts: &Counts) -> Vec<(String, usize)> {
    let all = [
        ("label-reports", counts.reports, 0),
        ("label-outlets", counts.outlets, 0),
        ("label-countries", counts.countries, 1),
        ("label-languages", counts.languages, 1),
        ("label-independent", counts.independent, 0),
    ];
    let told = all.into_iter().filter(|(_, n, least)| n > least);
    told.map(|(key, n, _)| (words.count(key, i64::try_from(n).unwrap_or(i64::MAX)), n)).collect()
}

/// Outlets whose headlines are set side by side, at least and at most.
const HEADLINES: (usize, usize) = (3, 12);

/// How each outlet puts it: its first headline that is nobody's copy; too few say nothing.
fn headlines(lines: &[(ReportLine, String)]) -> Vec<&(ReportLine, String)> {
    let mut seen = BTreeSet::new();
    let own = lines.iter().filter(|(line, _)| line.copy.is_none() && line.headline.is_some());
    let lines: Vec<_> = own.filter(|(line, _)| seen.insert(line.slug.as_str())).take(HEADLINES.1).collect();
    if lines.len() < HEADLINES.0 { Vec::new() } else { lines }
}

/// Shows a claim in the paper's own language where one of its outlets writes in it.
fn prefer(view: &mut View, language: &str) {
    let own = |source: &Source| source.language().is_some_and(|tag| crate::words::alike(tag, language));
    let swap = |source: &mut Source, others: &mut Others| {
        if own(source) {
            return;
        }
        if let Some(other) = others.named.iter_mut().find(|other| own(other)) {
            std::mem::swap(source, other);
        }
    };
    view.agreed.iter_mut().for_each(|claim| swap(&mut claim.source, &mut claim.others));
    view.one_side.iter_mut().for_each(|claim| swap(&mut claim.source, &mut claim.others));
    view.timeline.iter_mut().for_each(|moment| swap(&mut moment.source, &mut moment.others));
    // Two claims in another language may both stand in one long sentence of this one: it is shown once, with the more outlets.
    let mut shown = BTreeSet::new();
    view.agreed.retain(|claim| claim.source.text().is_none_or(|text| shown.insert(text.to_owned())));
}

/// A kind of outlet as in its JSON.
pub fn kind_word(kind: model::OutletKind) -> String {
    format!("{kind:?}").to_lowercase()
}

/// The day of a happening as exactly as it is known.
fn happened<'a>(desk: &Desk, moment: &'a Moment) -> Happened<'a> {
    let clock = &desk.site.clock;
    let words = &desk.site.words;
    let (iso, text) = match (moment.begin, moment.end) {
        (Some(begin), _) if moment.precision == "month" => {
            let month = clock.month(begin);
            (month.iso, month.text)
        }
        (Some(begin), _) if moment.precision == "year" => (begin.strftime("%Y").to_string(), clock.year(begin)),
        (Some(begin), Some(end)) if end != begin => {
            let text = words.with("from-to", &[("from", clock.day(begin).text), ("to", clock.day(end).text)]);
            (begin.to_string(), text)
        }
        (Some(day), _) => (day.to_string(), clock.weekday(day).text),
        (None, Some(end)) => (end.to_string(), words.with("until", &[("day", clock.day(end).text)])),
        (None, None) => (String::new(), String::new()),
    };
    Happened { iso, text, moment }
}

/// Reports by hour, or by day where the story is long.
fn hours(desk: &Desk, view: &View) -> Option<Chart> {
    let (first, last) = (view.coverage.hours.first()?.0, view.coverage.hours.last()?.0);
    let by_day = (last - first) / 3_600 > HOURS_MAX;
    let step = if by_day { 86_400 } else { 3_600 };
    let length = usize::try_from((last - first) / step + 1).ok().filter(|n| (3..=400).contains(n))?;
    let mut values = vec![0_u32; length];
    for (hour, n) in &view.coverage.hours {
        let place = usize::try_from((hour - first) / step).ok().and_then(|i| values.get_mut(i));
        if let Some(value) = place {
            *value += u32::try_from(*n).unwrap_or(0);
        }
    }
    let words = &desk.site.words;
    let most = values.iter().max().copied().unwrap_or(0);
    let key = if by_day { "reports-a-day-since" } else { "reports-an-hour-since" };
    let since = desk.site.clock.short(first).text;
    let label = words.with(key, &[("since", FluentValue::from(since)), ("most", most.into())]);
    Some(Chart { title: "coverage", svg: charts::columns(&values, 300, 56, &label), rows: vec![(label, 0)] })
}

/// A bar with the share of each; absent where there is only one.
fn shares<T>(words: &Words, title: &'static str, counts: &[(T, usize)], name: impl Fn(&T) -> String) -> Option<Chart> {
    if counts.len() < 2 {
        return None;
    }
    let rows: Vec<(String, usize)> = counts.iter().map(|(value, n)| (name(value), *n)).collect();
    let label = rows.iter().map(|(name, n)| format!("{name} {}", words.number(i64::try_from(*n).unwrap_or(0))));
    let label = label.collect::<Vec<_>>().join("; ");
    Some(Chart { title, svg: charts::parts(&rows, 300, 18, &label), rows })
}

fn json_ld(desk: &Desk, story: &Story, headline: &str, path: &str, lines: &[(ReportLine, String)]) -> String {
    let site = desk.site;
    let url = site.absolute(path);
    let address = site.hub.settings.address.as_str();
    let items: Vec<ListItem> = (1..)
        .zip(lines.iter().take(20))
        .map(|(n, (line, _))| {
            let url = [address, "/report/", &line.article].concat();
            ListItem::new(n, line.headline.as_deref().unwrap_or(&line.outlet), url)
        })
        .collect();
    let section = site.section_name(&story.section).unwrap_or(&site.hub.settings.name);
    let up = site.section_name(&story.section).map_or_else(|| "/".to_owned(), |_| format!("/{}", story.section));
    desk.json_ld(vec![
        json!({"@type": "CollectionPage", "@id": url, "url": url, "name": headline, "datePublished": site.clock.iso(story.first),
            "dateModified": site.clock.iso(story.updated.max(story.last)), "publisher": {"@id": site.absolute("/#org")},
            "inLanguage": site.words.language, "isAccessibleForFree": true,
            "mainEntity": {"@type": "ItemList", "numberOfItems": lines.len(), "itemListElement": items}}),
        json!({"@type": "BreadcrumbList", "itemListElement": [
            {"@type": "ListItem", "position": 1, "name": section, "item": site.absolute(&up)},
            {"@type": "ListItem", "position": 2, "name": headline, "item": url}]}),
    ])
}

/// `/story/{id}/{slug}.rss` …: the reports of a story, the latest first.
pub fn feed(desk: &mut Desk, stem: &str, format: Format) -> Result<Option<Page>, Fault> {
    let id = stem.split('/').nth(2).and_then(|id| id.parse::<Id>().ok());
    let story = id.map(|id| stories::get(desk.tx, id)).transpose()?.flatten().filter(|story| !story.hidden);
    let Some(story) = story else { return Ok(None) };
    let path = story_path(story.id, &story.slug);
    let members = stories::members(desk.tx, story.id)?;
    let mut items = Vec::new();
    for member in members.iter().rev().take(50) {
        if let Some(head) = articles::head(desk.tx, member.article)? {
            items.push(item(desk, &head));
        }
    }
    items.sort_by_key(|item| std::cmp::Reverse(item.published));
    let title = story.own_headline.as_ref().unwrap_or(&story.headline);
    let mut page = super::feeds::write(desk, format, title, &path, &path, &items);
    page.depends = Some(vec![Dependency::Story(story.id)]);
    Ok(Some(page))
}

/// A report as an item of a feed: its outlet's words only as far as the outlet allows.
pub fn item(desk: &Desk, head: &articles::Head) -> Item {
    let site = desk.site;
    let outlet = desk.facts.outlet(head.outlet);
    let shown = outlet.text != model::TextRule::Link;
    let own = site.absolute(&report_path(head.id, &head.headline));
    Item {
        id: site.absolute(&format!("/report/{}", head.id)),
        url: if shown { own } else { head.url.clone() },
        external: Some(head.url.clone()),
        title: if head.headline.is_empty() {
            outlet.name.clone()
        } else {
            format!("{} ({})", head.headline, outlet.name)
        },
        summary: head.standfirst.clone().filter(|_| shown).unwrap_or_else(|| outlet.name.clone()),
        language: head.language.clone(),
        published: head.instant,
        updated: head.updated.max(head.instant),
        author: Some(outlet.name.clone()),
        section: site.section_name(&head.section).map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use stories_view::{Agreed, Source as Kept};

    use super::*;

    #[test]
    fn two_claims_that_one_sentence_makes_are_shown_once() {
        let kept = |outlet: &str, language: &str, text: &str| Kept {
            outlet: outlet.into(),
            text: text.into(),
            language: Some(language.into()),
            ..Kept::default()
        };
        let long = "The project has 64 turbines and costs 2.1 billion pounds.";
        let claim = |text| Agreed {
            source: kept("KBM", "de", text),
            others: vec![kept("Ledger", "en", long)],
            ..Agreed::default()
        };
        let agreed = vec![claim("Es sind 64 Turbinen."), claim("Sie kosten 2,1 Milliarden Pfund.")];
        let json = serde_json::to_string(&stories_view::View { agreed, ..Default::default() }.few()).unwrap();
        let shown = |language: &str| {
            let mut view: View = serde_json::from_str(&json).unwrap();
            prefer(&mut view, language);
            view.agreed.iter().filter_map(|claim| claim.source.text().map(str::to_owned)).collect::<Vec<_>>()
        };
        assert_eq!(shown("en"), [long]);
        assert_eq!(shown("de").len(), 2);
    }
}
