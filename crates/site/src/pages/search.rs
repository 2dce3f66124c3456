//! Search: words, phrases, fields, dates; stories before reports; a feed of every search.

use std::collections::BTreeMap;

use serde::Serialize;
use store::search::{Found, Hit, HitKind, Query, Sort, snippet};
use store::{Fault, articles, stories};

use super::feeds::{Format, Item, write};
use super::lists::Card;
use super::{Desk, Page, Shell, outlets, story};
use crate::when::When;

/// Answers on a page.
const PAGE: usize = 20;
/// Characters of a query that are looked at.
const QUERY_CHARS_MAX: usize = 300;
/// Characters of a snippet.
const SNIPPET_CHARS: usize = 220;

#[derive(Serialize, Clone, Default)]
struct Form {
    q: String,
    sort: String,
    kind: String,
    outlet: String,
    language: String,
    section: String,
    after: String,
    before: String,
}

#[derive(Serialize)]
struct SearchPage {
    shell: Shell,
    form: Form,
    asked: bool,
    ready: bool,
    stories: Vec<Card>,
    reports: Vec<Report>,
    found_stories: usize,
    /// Not counted where stories fill the page.
    found_reports: Option<usize>,
    /// So many were found, and more may be there.
    found_part: Option<usize>,
    /// Reports alone.
    reports_link: String,
    outlets: Vec<(String, String)>,
    languages: Vec<String>,
    next: Option<String>,
    previous: Option<String>,
    feed: String,
}

#[derive(Serialize)]
struct Report {
    path: String,
    headline: String,
    outlet: String,
    language: String,
    time: When,
    /// Pieces of the snippet, each with whether it is one of the words looked for.
    snippet: Vec<(String, bool)>,
}

fn read(query: &str) -> (Form, usize) {
    let mut form = Form::default();
    let mut page = 1;
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let value: String = value.trim().chars().take(QUERY_CHARS_MAX).collect();
        match &*name {
            "q" => form.q = value,
            "sort" => form.sort = value,
            "kind" => form.kind = value,
            "outlet" => form.outlet = value,
            "language" => form.language = value,
            "section" => form.section = value,
            "after" => form.after = value,
            "before" => form.before = value,
            "page" => page = value.parse().unwrap_or(1_usize).clamp(1, 100),
            _ => {}
        }
    }
    (form, page)
}

impl Form {
    fn asked(&self) -> bool {
        [&self.q, &self.outlet, &self.language, &self.section, &self.after, &self.before].iter().any(|t| !t.is_empty())
    }

    /// As a query string, with more pairs.
    fn link(&self, path: &str, page: usize) -> String {
        let mut pairs = url::form_urlencoded::Serializer::new(String::new());
        let fields = [
            ("q", &self.q),
            ("sort", &self.sort),
            ("kind", &self.kind),
            ("outlet", &self.outlet),
            ("language", &self.language),
            ("section", &self.section),
            ("after", &self.after),
            ("before", &self.before),
        ];
        pairs.extend_pairs(fields.into_iter().filter(|(_, value)| !value.is_empty()));
        if page > 1 {
            pairs.append_pair("page", &page.to_string());
        }
        format!("{path}?{}", pairs.finish())
    }
}

fn look_up(desk: &Desk, form: &Form, page: usize, limit: usize) -> Option<Found> {
    let index = desk.site.hub.index.as_ref()?;
    let clock = &desk.site.clock;
    let bounds = |text: &str| text.parse::<jiff::civil::Date>().ok().and_then(|day| clock.bounds(day));
    let some = |text: &String| (!text.is_empty()).then(|| text.clone());
    Some(index.search(&Query {
        text: form.q.clone(),
        kind: match form.kind.as_str() {
            "stories" => Some(HitKind::Story),
            "reports" => Some(HitKind::Report),
            _ => None,
        },
        outlet: outlets::id_of(desk, &form.outlet),
        language: some(&form.language),
        section: some(&form.section),
        from: bounds(&form.after).map(|(begin, _)| begin),
        until: bounds(&form.before).map(|(_, end)| end),
        sort: if form.sort == "time" { Sort::Time } else { Sort::Relevance },
        limit,
        offset: (page - 1) * PAGE,
    }))
}

/// `/search?q=…`
pub fn page(desk: &mut Desk, query: &str) -> Result<Page, Fault> {
    let (form, number) = read(query);
    let asked = form.asked();
    let found = if asked { look_up(desk, &form, number, PAGE) } else { None };
    let ready = desk.site.hub.index.is_some();
    let found = found.unwrap_or_default();
    let (mut cards, mut reports) = (Vec::new(), Vec::new());
    for hit in &found.hits {
        match hit.kind {
            HitKind::Story => {
                if let Some(story) = stories::head(desk.tx, hit.id)?.filter(|story| !story.hidden) {
                    cards.push(desk.line(&story));
                }
            }
            HitKind::Report => reports.extend(report(desk, *hit, &found.words)?),
        }
    }
    let words = &desk.site.words;
    let title =
        if form.q.is_empty() { words.say("search") } else { words.with("search-title", &[("q", form.q.as_str())]) };
    let mut shell = desk.shell("/search", format!("{title} · {}", desk.site.hub.settings.name), String::new());
    (shell.canonical, shell.robots) = (None, "noindex");
    let mut languages: Vec<String> = Vec::new();
    let mut listed: Vec<(String, String)> = Vec::new();
    for outlet in desk.facts.outlets.values() {
        listed.push((outlet.name.clone(), outlet.slug.clone()));
        languages.extend(outlet.languages.iter().map(|tag| crate::words::primary(tag)));
    }
    listed.sort_by_cached_key(|(name, _)| name.to_lowercase());
    languages.sort();
    languages.dedup();
    let more = match found.reports {
        Some(reports) => number * PAGE < found.stories + reports,
        None => number * PAGE < found.stories || form.kind.is_empty(),
    };
    let more = more || found.cut && found.hits.len() == PAGE;
    let page = SearchPage {
        shell,
        asked,
        ready,
        stories: cards,
        reports,
        found_stories: found.stories,
        found_reports: found.reports,
        found_part: found.cut.then(|| found.stories + found.reports.unwrap_or(0)),
        reports_link: Form { kind: "reports".into(), ..form.clone() }.link("/search", 1),
        outlets: listed,
        languages,
        next: more.then(|| form.link("/search", number + 1)),
        previous: (number > 1).then(|| form.link("/search", number - 1)),
        feed: form.link("/search.rss", 1),
        form,
    };
    let page = desk.render("search.html", &page, Vec::new())?;
    Ok(Page { keep: false, robots: false, ..page })
}

fn report(desk: &mut Desk, hit: Hit, wanted: &[String]) -> Result<Option<Report>, Fault> {
    let Some(head) = articles::head(desk.tx, hit.id)? else { return Ok(None) };
    let facts = desk.facts.clone();
    let outlet = facts.outlet(head.outlet);
    let shown = outlet.text != model::TextRule::Link;
    let text = match (&head.standfirst, shown) {
        (_, false) => String::new(),
        (Some(standfirst), true) if !wanted.iter().any(|w| standfirst.to_lowercase().contains(w.as_str())) => {
            articles::get(desk.tx, hit.id)?.map_or_else(|| standfirst.clone(), |article| article.body_text())
        }
        (Some(standfirst), true) => standfirst.clone(),
        (None, true) => articles::get(desk.tx, hit.id)?.map(|article| article.body_text()).unwrap_or_default(),
    };
    let part = snippet(&text, wanted, SNIPPET_CHARS);
    let chars: Vec<char> = part.text.chars().collect();
    let piece = |from: usize, to: usize| chars.get(from..to).unwrap_or_default().iter().collect::<String>();
    let mut pieces = Vec::new();
    let mut at = 0;
    for (start, end) in part.marks {
        pieces.push((piece(at, start), false));
        pieces.push((piece(start, end), true));
        at = end;
    }
    pieces.push((piece(at, chars.len()), false));
    let path = if shown { super::report_path(head.id, &head.headline) } else { head.url.clone() };
    let time = desk.site.clock.short(head.instant);
    Ok(Some(Report {
        path,
        headline: head.headline,
        outlet: outlet.name.clone(),
        language: head.language,
        time,
        snippet: pieces,
    }))
}

/// `/search.rss?q=…`: the latest answers.
pub fn feed(desk: &mut Desk, query: &str, format: Format) -> Result<Page, Fault> {
    let (mut form, _) = read(query);
    form.sort = "time".into();
    let found = look_up(desk, &form, 1, 40).unwrap_or_default();
    let mut items: Vec<Item> = Vec::new();
    let mut seen = BTreeMap::new();
    for hit in &found.hits {
        if seen.insert(hit.id, ()).is_some() {
            continue;
        }
        match hit.kind {
            HitKind::Story => {
                let story = stories::head(desk.tx, hit.id)?.filter(|story| !story.hidden);
                items.extend(desk.items(&story.into_iter().collect::<Vec<_>>())?);
            }
            HitKind::Report => items.extend(articles::head(desk.tx, hit.id)?.map(|head| story::item(desk, &head))),
        }
    }
    let title = desk.site.words.with("search-title", &[("q", form.q.as_str())]);
    form.sort.clear();
    let page = write(desk, format, &title, &form.link("/search", 1), &form.link("/search", 1), &items);
    Ok(Page { keep: false, ..page })
}
