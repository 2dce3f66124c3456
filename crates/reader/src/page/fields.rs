//! The fields around the body: headline, standfirst, authors, section, topics.

use model::{Stamp, limits::HEADLINE_CHARS_MAX};
use serde_json::Value;

use super::{
    data::{Data, text_of},
    html::{Tag, Tree},
    score::Outline,
    units::{Kind, Unit, Units},
    wire,
    words::{Flags, alike, is_furniture, plain, squeeze},
};

/// What the fields are read from.
pub struct Sources<'a, 't> {
    /// The tree.
    pub tree: &'a Tree<'t>,
    /// Its units.
    pub units: &'a Units,
    /// What is known of its nodes.
    pub outline: &'a Outline,
    /// What the page says to machines.
    pub data: &'a Data,
    /// The article in JSON-LD, where it is this page's.
    pub own: Option<&'a Value>,
    /// The site's name.
    pub site: Option<&'a str>,
    /// The clock.
    pub now: Option<Stamp>,
    /// The page's address.
    pub url: Option<&'a str>,
    /// Agencies that the hub knows besides those of the table.
    pub agencies: &'a [String],
}

/// The headline and its unit.
pub fn headline(
    tree: &Tree,
    units: &Units,
    outline: &Outline,
    data: &Data,
    host: &str,
) -> (Option<String>, Option<usize>) {
    let site = data.meta_of(&["og:site_name", "application-name"]).unwrap_or("");
    let told: Vec<&str> = [data.meta_of(&["og:title", "twitter:title", "title", "dc.title"]), data.title.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let ld: Vec<String> = data.articles.iter().filter_map(|article| text_of(article, &["headline"])).collect();
    let likeness = |told: &str, text: &str| {
        // A single shared word says little of a title of ten.
        let length = super::words::ratio(text.chars().count().min(told.chars().count()), told.chars().count());
        alike(told, text) * (0.4 + length).min(1.0)
    };
    let told = |text: &str| {
        let by_meta = told.iter().map(|t| likeness(t, text)).fold(0.0, f32::max);
        by_meta.max(ld.iter().map(|t| likeness(t, text)).fold(0.0, f32::max) * 0.9)
    };
    let mut best: Option<(f32, usize, String)> = None;
    let mut seen = 0;
    for (i, unit) in units.list.iter().enumerate() {
        let text = units.text(unit);
        if unit.chars < 3 || unit.chars > HEADLINE_CHARS_MAX {
            continue;
        }
        let flags = outline.of(unit);
        let base = match unit.kind {
            Kind::Heading(1) => 1.0,
            Kind::Heading(2) => 0.35,
            Kind::Heading(_) => 0.1,
            _ if itemprop(tree, unit, "headline") => 0.9,
            _ if unit.chars < 200 && i < 400 => -0.2,
            _ => continue,
        };
        if base < 0.0 && plain(text).len() < 12 {
            continue;
        }
        seen += 1;
        if seen > 600 {
            break;
        }
        let mut value = base + 1.3 * told(text);
        if itemprop(tree, unit, "headline") {
            value += 0.5;
        }
        if plain(text) == plain(site)
            || flags.has(Flags::NAV.with(Flags::COMMENT).with(Flags::HIDDEN))
            || plain(text) == plain(host)
        {
            value -= 2.0;
        }
        if flags.has(Flags::RELATED.with(Flags::SIDE).with(Flags::PROMPT)) {
            value -= 0.8;
        }
        if unit.linked * 2 > unit.chars {
            value -= 0.5;
        }
        if unit.chars < 12 {
            value -= 0.3;
        }
        if best.as_ref().is_none_or(|(most, ..)| value > *most + 0.001) {
            best = Some((value, i, text.to_owned()));
        }
    }
    let stripped = strip_site(
        data.meta_of(&["og:title", "twitter:title"]).or(data.title.as_deref()).unwrap_or(""),
        site,
        host,
        data.title.as_deref(),
    );
    match best {
        Some((value, i, text)) if value >= 1.0 => (Some(whole_heading(tree, units, i, text)), Some(i)),
        _ if !stripped.is_empty() => {
            let at = units.list.iter().position(|unit| unit.chars < 300 && plain(units.text(unit)) == plain(&stripped));
            (Some(stripped), at)
        }
        Some((_, i, text)) => (Some(text), Some(i)),
        None => (ld.first().cloned(), None),
    }
}

/// A heading that block elements cut in pieces, whole.
fn whole_heading(tree: &Tree, units: &Units, i: usize, text: String) -> String {
    let Some(unit) = units.list.get(i) else { return text };
    let heading = std::iter::once(unit.node).chain(tree.ancestors(unit.node)).find(|&node| tree.tag(node) == Tag::H1);
    match heading.map(|node| tree.text(node)) {
        Some(whole)
            if whole.chars().count() <= HEADLINE_CHARS_MAX
                && !whole.is_empty()
                && whole.len() > text.len()
                && alike(&whole, &text) > 0.99
                && whole.len() < text.len() * 3 =>
        {
            if unit.chars < 30 {
                whole
            } else {
                text
            }
        }
        _ => text,
    }
}

fn itemprop(tree: &Tree, unit: &Unit, name: &str) -> bool {
    tree.raw_attribute(unit.node, "itemprop").is_some_and(|value| value.split_whitespace().any(|word| word == name))
}

/// A title without the site's name at its end or beginning.
pub fn strip_site(title: &str, site: &str, host: &str, _other: Option<&str>) -> String {
    let label = plain(host.trim_start_matches("www.").split('.').next().unwrap_or(""));
    let is_site = |part: &str| {
        let part = plain(part);
        !part.is_empty()
            && (part == plain(site)
                || part == label
                || label.len() > 3 && (part.contains(&label) || label.contains(&part) && part.len() > 3)
                || part == plain(host))
    };
    let mut title = title.trim();
    for _ in 0..3 {
        let cut = [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " « ", " » ", " / ", " ~ ", "|"]
            .iter()
            .filter_map(|mark| title.rfind(mark).map(|at| (at, mark.len())))
            .max();
        let Some((at, length)) = cut else { break };
        let (head, tail) = (title.get(..at).unwrap_or("").trim(), title.get(at + length..).unwrap_or("").trim());
        if is_site(tail)
            || title.get(at..).is_some_and(|t| t.starts_with(" | "))
                && tail.chars().count() < 30
                && head.chars().count() > 20
        {
            title = head;
        } else if is_site(title.split(" | ").next().unwrap_or("")) && title.contains(" | ") {
            title = title.split_once(" | ").map_or(title, |(_, rest)| rest);
        } else {
            break;
        }
    }
    squeeze(title).chars().take(HEADLINE_CHARS_MAX).collect()
}

/// The sentence or two below the headline, and its units.
pub fn standfirst(s: &Sources, headline: Option<usize>, p: &[f32]) -> (Option<String>, Option<usize>) {
    let description = s.own.and_then(|own| text_of(own, &["description", "alternativeHeadline"]));
    let metas = ["og:description", "description", "twitter:description", "dc.description"];
    let told: Vec<&str> =
        metas.iter().filter_map(|name| s.data.meta_of(&[name])).chain(description.as_deref()).collect();
    let from = headline.map_or(0, |h| h + 1);
    let first_body = (from..s.units.list.len())
        .find(|&i| p.get(i).is_some_and(|&x| x >= 0.5) && s.units.list.get(i).is_some_and(|u| u.chars > 0));
    let stop = first_body.map_or(from + 12, |body| body + 2).min(s.units.list.len()).min(from + 30);
    let mut best: Option<(f32, usize)> = None;
    let mut paragraphs = 0;
    for i in from..stop {
        let Some(unit) = s.units.list.get(i) else { break };
        if unit.chars < 15 || unit.chars > 700 {
            continue;
        }
        let (text, flags) = (s.units.text(unit), s.outline.of(unit));
        if flags.has(
            Flags::CAPTION
                .with(Flags::CREDIT)
                .with(Flags::RELATED)
                .with(Flags::COMMENT)
                .with(Flags::NAV)
                .with(Flags::HIDDEN)
                .with(Flags::SHARE)
                .with(Flags::AD)
                .with(Flags::KICKER),
        ) || is_furniture(text)
            || unit.linked * 2 > unit.chars
        {
            continue;
        }
        let mut value = -1.0 - ratio_of(i - from) * 0.05;
        let alike_told = told.iter().filter(|t| t.chars().count() > 25).map(|t| alike(t, text)).fold(0.0, f32::max);
        let ratio = told
            .iter()
            .map(|t| t.len().min(text.len()) as f32 / t.len().max(text.len()).max(1) as f32)
            .fold(0.0, f32::max);
        let named = own_named(s, unit, Flags::STANDFIRST);
        if named {
            value += 1.6;
        }
        if alike_told > 0.9 && ratio > 0.7 {
            value += if named || special(s, unit) || paragraphs == 0 && !plain_paragraph(s, unit) { 1.2 } else { 0.3 };
        }
        if matches!(unit.kind, Kind::Heading(2..)) && first_body.is_none_or(|body| i <= body) && unit.chars > 45 {
            value += 1.1;
        }
        if special(s, unit) && first_body.is_none_or(|body| i <= body) && unit.chars > 40 {
            value += 1.1;
        }
        if !named && (flags.has(Flags::BYLINE) || unit.chars < 30) {
            value -= 1.5;
        }
        if s.units.list.get(i).is_some_and(|u| u.chars > 40) {
            paragraphs += 1;
        }
        if value > 0.0 && best.is_none_or(|(most, _)| value > most) {
            best = Some((value, i));
        }
    }
    best.map_or((None, None), |(_, i)| (s.units.list.get(i).map(|unit| s.units.text(unit).to_owned()), Some(i)))
}

fn ratio_of(n: usize) -> f32 {
    super::words::ratio(n, 1)
}

/// Is the unit, or an element close around it, named so itself?
fn own_named(s: &Sources, unit: &Unit, flag: Flags) -> bool {
    let own = |node: usize| s.outline.own.get(node).is_some_and(|own| own.has(flag));
    let (from_inner, from_node) = (s.tree.ancestors(unit.inner).take(4), s.tree.ancestors(unit.node).take(2));
    own(unit.node) || from_inner.chain(from_node).any(|node| own(node) && small(s, node))
}

fn small(s: &Sources, node: usize) -> bool {
    let (from, to) = s.outline.units_in(s.tree, node);
    to - from <= 4
}

/// Bold or italic throughout, or in the header: more than a plain paragraph.
fn special(s: &Sources, unit: &Unit) -> bool {
    let marks = s.units.marks.get(unit.marks.0..unit.marks.1).unwrap_or_default();
    let whole =
        marks.iter().any(|mark| mark.kind != model::MarkKind::Link && (mark.end - mark.start) * 100 >= unit.chars * 97);
    whole && unit.chars > 40
}

fn plain_paragraph(s: &Sources, unit: &Unit) -> bool {
    s.tree.tag(unit.node) == Tag::P && !s.outline.of(unit).has(Flags::HEADER)
}

/// Words before an author's name.
const BY: &[&str] = &[
    "by ",
    "von ",
    "par ",
    "por ",
    "di ",
    "av ",
    "af ",
    "door ",
    "od ",
    "przez ",
    "автор: ",
    "автор ",
    "авторы: ",
    "текст: ",
    "بقلم ",
    "بقلم: ",
    "كتب ",
    "written by ",
    "posted by ",
    "story by ",
    "reported by ",
    "text: ",
    "texte ",
    "texte : ",
    "autor: ",
    "a cura di ",
    "de ",
    "ein artikel von ",
    "aus dem ",
    "από ",
];

/// The people in the byline, and the agencies found there.
pub fn authors(s: &Sources, headline: Option<usize>, wires: &mut Vec<String>) -> Vec<String> {
    let mut out = Vec::new();
    if let Some(author) = s.own.and_then(|own| own.get("author").or_else(|| own.get("creator"))) {
        ld_authors(s, author, &mut out, wires, 0);
    }
    let agencies = named_agencies(s, wires);
    if out.is_empty() {
        for (name, content) in s.data.metas.iter().filter(|(name, _)| {
            matches!(
                name.as_str(),
                "author"
                    | "article:author"
                    | "parsely-author"
                    | "dc.creator"
                    | "sailthru.author"
                    | "byl"
                    | "dcterms.creator"
                    | "article:author_name"
                    | "cxenseparse:author"
            )
        }) {
            if !content.contains("://") && (out.is_empty() || name == "author" || name == "article:author") {
                add_people(s, content, &mut out, wires);
            }
        }
    }
    let near = byline_units(s, headline);
    for &i in &near {
        if let Some(unit) = s.units.list.get(i) {
            wire::in_byline(s.units.text(unit), s.agencies, wires);
        }
    }
    if out.is_empty() {
        for (name, content, node) in &s.data.items {
            if name == "author" && s.tree.tag(*node) != Tag::Meta && !in_picture(s, *node) && out.len() < 8 {
                let text = content.clone().unwrap_or_else(|| s.tree.text(*node));
                if text.chars().count() < 120 {
                    add_people(s, &text, &mut out, wires);
                }
            }
        }
    }
    if out.is_empty() {
        visible_authors(s, &near, &mut out, wires);
    }
    out.retain(|name| !agencies.contains(&plain(name)));
    out
}

/// Organisations that JSON-LD names as the author and that are not the site: agencies, though the table may not know them.
fn named_agencies(s: &Sources, wires: &mut Vec<String>) -> Vec<String> {
    let author = s.own.and_then(|own| own.get("author"));
    let author = author.and_then(|author| author.as_array().map_or(Some(author), |list| list.first()));
    let organisation =
        author.filter(|author| super::data::types(author).iter().any(|kind| kind.ends_with("Organization")));
    let Some(name) = organisation.and_then(|author| text_of(author, &["name"])) else { return Vec::new() };
    let publisher = s.own.and_then(|own| own.get("publisher")).and_then(|publisher| text_of(publisher, &["name"]));
    let of_site = [s.site, publisher.as_deref(), s.data.title.as_deref()]
        .into_iter()
        .flatten()
        .any(|site| plain(site).contains(&plain(&name)) || plain(&name).contains(&plain(site)));
    let told = publisher.is_some() || s.site.is_some();
    let agency = name.rsplit(" and ").next().unwrap_or(&name).trim().to_owned();
    if told
        && !of_site
        && agency.split_whitespace().count() <= 3
        && !wires.iter().any(|known| plain(known) == plain(&agency))
        && wire::named(&agency, s.agencies).is_none()
    {
        wires.push(agency);
    }
    vec![plain(&name)]
}

/// Does a node stand in a picture's words, a comment or a list of other articles?
pub fn in_picture(s: &Sources, node: usize) -> bool {
    s.tree.ancestors(node).take(3).any(|i| {
        s.tree.raw_attribute(i, "itemtype").is_some_and(|kind| kind.contains("Image")) || s.tree.tag(i) == Tag::Figure
    }) || s.outline.flags.get(node).is_some_and(|flags| flags.has(Flags::COMMENT.with(Flags::RELATED)))
}

fn ld_authors(s: &Sources, value: &Value, out: &mut Vec<String>, wires: &mut Vec<String>, depth: u8) {
    match value {
        Value::Array(list) if depth < 3 => {
            list.iter().take(20).for_each(|one| ld_authors(s, one, out, wires, depth + 1))
        }
        Value::String(name) if !name.contains("://") => add_people(s, name, out, wires),
        Value::Object(_) => {
            if let Some(name) = text_of(value, &["name"]) {
                let organisation = super::data::types(value).iter().any(|kind| kind.ends_with("Organization"));
                if organisation {
                    wire::in_byline(&name, s.agencies, wires);
                } else {
                    add_people(s, &name, out, wires);
                }
            } else if let Some(inner) = value.get("name") {
                ld_authors(s, inner, out, wires, depth + 1);
            }
        }
        _ => {}
    }
}

/// Units near the headline, or named so, that may hold a byline.
fn byline_units(s: &Sources, headline: Option<usize>) -> Vec<usize> {
    let near = headline.map_or(0..0, |h| h.saturating_sub(4)..(h + 14).min(s.units.list.len()));
    let starts_by = |text: &str| {
        let lower: String = text.chars().take(24).flat_map(char::to_lowercase).collect();
        BY.iter().any(|by| lower.starts_with(by))
    };
    let mut out: Vec<usize> = Vec::new();
    for (i, unit) in s.units.list.iter().enumerate() {
        if unit.chars < 3 || unit.chars > 200 || matches!(unit.kind, Kind::Heading(_)) {
            continue;
        }
        let flags = s.outline.of(unit);
        if flags.has(
            Flags::COMMENT
                .with(Flags::RELATED)
                .with(Flags::CAPTION)
                .with(Flags::CREDIT)
                .with(Flags::NAV)
                .with(Flags::TOPICS)
                .with(Flags::SHARE),
        ) {
            continue;
        }
        let named = flags.has(Flags::BYLINE) || marks_author(s, unit);
        if named || near.contains(&i) && starts_by(s.units.text(unit)) {
            out.push(i);
        }
    }
    out.truncate(12);
    out
}

fn marks_author(s: &Sources, unit: &Unit) -> bool {
    (unit.inner..s.tree.end(unit.node).min(unit.inner + 12))
        .any(|i| s.outline.own.get(i).is_some_and(|own| own.has(Flags::BYLINE)))
}

fn visible_authors(s: &Sources, near: &[usize], out: &mut Vec<String>, wires: &mut Vec<String>) {
    // Elements named for an author first.
    for (i, node) in s.tree.nodes.iter().enumerate() {
        if out.len() >= 6 || node.tag == Tag::Text || node.raw.len() < 8 {
            continue;
        }
        let rel = s.tree.raw_attribute(i, "rel").is_some_and(|rel| rel.contains("author"));
        let class = s.tree.raw_attribute(i, "class").unwrap_or("");
        let exact = class.split_whitespace().any(|word| {
            matches!(
                word,
                "author"
                    | "byline"
                    | "fn"
                    | "author-name"
                    | "byline-name"
                    | "article-author"
                    | "article__author"
                    | "name"
                    | "c-byline__author"
                    | "author__name"
                    | "authors"
                    | "writers"
                    | "autor"
                    | "auteur"
            )
        });
        if (rel || exact) && !in_picture(s, i) && s.tree.end(i) - i < 30 {
            let name_alone = class.split_whitespace().all(|word| word == "name") && !rel;
            let text = s.tree.text(i);
            if text.chars().count() < 100
                && (!name_alone || s.outline.flags.get(s.tree.parent(i)).is_some_and(|f| f.has(Flags::BYLINE)))
            {
                add_people(s, &text, out, wires);
            }
        }
    }
    if !out.is_empty() {
        return;
    }
    for &i in near {
        let Some(unit) = s.units.list.get(i) else { continue };
        let marks = s.units.marks.get(unit.marks.0..unit.marks.1).unwrap_or_default();
        let text = s.units.text(unit);
        let personal = |node: usize| {
            let href = s.tree.raw_attribute(node, "href").unwrap_or("").to_lowercase();
            const FOLDERS: &[&str] =
                &["author", "people", "person", "staff", "profile", "autor", "auteur", "journalist"];
            FOLDERS.iter().any(|word| href.contains(word))
        };
        let lower = text.to_lowercase();
        let starts_by = BY.iter().any(|by| lower.starts_with(by));
        let any_link = marks.iter().any(|mark| mark.kind == model::MarkKind::Link);
        let linked: Vec<String> = marks
            .iter()
            .filter(|mark| mark.kind == model::MarkKind::Link && (starts_by || personal(mark.node)))
            .map(|mark| text.chars().skip(mark.start).take(mark.end - mark.start).collect())
            .collect();
        if linked.is_empty() && (!any_link || starts_by) {
            add_people(s, text, out, wires);
        } else {
            linked.iter().for_each(|name| add_people(s, name, out, wires));
        }
        if !out.is_empty() {
            return;
        }
    }
}

/// Splits a byline into people.
fn add_people(s: &Sources, text: &str, out: &mut Vec<String>, wires: &mut Vec<String>) {
    let mut text = squeeze(text);
    for _ in 0..2 {
        let lower = text.to_lowercase();
        if let Some(by) = BY.iter().filter(|by| lower.starts_with(**by) && **by != "de ").max_by_key(|by| by.len()) {
            text = text.get(by.len()..).unwrap_or("").trim().to_owned();
        }
    }
    let text = [" · ", " | ", " • ", " — ", " - ", " – "]
        .iter()
        .fold(text.as_str(), |rest, mark| rest.split(mark).next().unwrap_or(rest));
    let joined =
        [" and ", " und ", " et ", " y ", " и ", " e ", " og ", " och ", " en ", " & ", ";", "/", " i ", "، ", " و"]
            .iter()
            .fold(text.to_owned(), |text, word| text.replace(word, ","));
    for part in joined.split(',') {
        let name = part.trim().trim_matches(|c: char| matches!(c, '(' | ')' | ':' | '|' | '.' | '-' | '–')).trim();
        let lower = name.to_lowercase();
        let name = BY
            .iter()
            .find(|by| lower.starts_with(**by) && **by != "de ")
            .and_then(|by| name.get(by.len()..))
            .unwrap_or(name)
            .trim();
        if wire::named(name, s.agencies).is_some() {
            wire::in_byline(name, s.agencies, wires);
        } else if is_person(s, name) && !out.iter().any(|known| plain(known) == plain(name)) && out.len() < 12 {
            out.push(name.to_owned());
        }
    }
}

fn is_person(s: &Sources, name: &str) -> bool {
    let chars = name.chars().count();
    let lower = name.to_lowercase();
    let words = name.split_whitespace().count();
    const NOT: &[&str] = &[
        "staff",
        "editor",
        "admin",
        "redaktion",
        "redaction",
        "rédaction",
        "redacción",
        "redazione",
        "redação",
        "correspondent",
        "reporter",
        "newsroom",
        "desk",
        "team",
        "updated",
        "published",
        "min read",
        "agency",
        "agencies",
        "agentur",
        "published",
        "news",
        "guest",
        "contributor",
        "writer",
        "author",
        "http",
        "www",
        "@",
        "posted",
        "editorial",
        "jr.",
        "uhr",
        "read more",
        "redakce",
        "редакция",
        "service",
        "wire",
        "online",
        "press",
        "media",
        "view all",
        "follow",
    ];
    (2..60).contains(&chars)
        && (1..=6).contains(&words)
        && !name.chars().any(|c| c.is_ascii_digit() || matches!(c, '{' | '<' | '=' | '_' | '?'))
        && name.chars().next().is_some_and(|c| !c.is_lowercase())
        && name.chars().any(char::is_alphabetic)
        && !NOT.iter().any(|word| lower.contains(word))
        && !BY.iter().any(|by| lower == by.trim())
        && s.site.is_none_or(|site| plain(site) != plain(name))
}

/// The outlet's own name of the section.
pub fn section(s: &Sources, headline: Option<usize>) -> Option<String> {
    let ld = s.own.and_then(|own| text_of(own, &["articleSection"]));
    let item = || {
        s.data
            .items
            .iter()
            .find(|(name, ..)| name == "articleSection")
            .map(|(_, content, node)| content.clone().unwrap_or_else(|| s.tree.text(*node)))
    };
    let told = ld
        .or_else(|| {
            s.data
                .meta_of(&[
                    "article:section",
                    "og:section",
                    "section",
                    "parsely-section",
                    "cxenseparse:section",
                    "dc.subject.section",
                ])
                .map(str::to_owned)
        })
        .or_else(item);
    let seen = || kicker(s, headline).map(|text| menu_name(s, &text).unwrap_or(text));
    told.or_else(seen)
        .or_else(|| path_section(s))
        .map(|text| squeeze(&text))
        .filter(|text| !text.is_empty() && text.chars().count() < 60)
}

/// The menu's name of a section whose address ends in this word ("POLITICS" and `/politics/`).
fn menu_name(s: &Sources, slug: &str) -> Option<String> {
    let is_slug = slug.chars().all(|c| c.is_ascii_uppercase() || c == '-');
    let wanted = format!("/{}/", slug.to_ascii_lowercase());
    section_links(s).filter(|_| is_slug).find(|(_, path)| *path == wanted).map(|(i, _)| s.tree.text(i))
}

/// The name of the link to the folder that the article's address stands in.
fn path_section(s: &Sources) -> Option<String> {
    let own = url::Url::parse(s.url?).ok()?;
    let folder = own.path().split('/').nth(1).filter(|folder| folder.len() > 2)?.to_lowercase();
    let wanted = format!("/{folder}/");
    let link = section_links(s).find(|(_, path)| *path == wanted)?;
    Some(s.tree.text(link.0)).filter(|name| name.chars().count() < 30)
}

/// Links to folders of the site: node and path in lower case, with a slash at its end.
fn section_links<'a>(s: &'a Sources) -> impl Iterator<Item = (usize, String)> + 'a {
    let links = s.tree.nodes.iter().enumerate().filter(|(_, node)| node.tag == Tag::A);
    links.take(400).filter_map(|(i, _)| {
        let href = s.tree.raw_attribute(i, "href")?;
        let path = match href.find("://") {
            Some(at) => href.get(at + 3..).and_then(|rest| rest.find('/').and_then(|slash| rest.get(slash..)))?,
            None => href,
        };
        let path = path.trim_end_matches('/').to_lowercase();
        (path.starts_with('/') && path.matches('/').count() == 1 && !s.tree.text(i).is_empty())
            .then(|| (i, format!("{path}/")))
    })
}

/// A short line above the headline, or a breadcrumb's last link.
fn kicker(s: &Sources, headline: Option<usize>) -> Option<String> {
    let h = headline?;
    let category = s
        .tree
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.tag == Tag::A && node.raw.contains("category"))
        .find(|(i, _)| s.tree.raw_attribute(*i, "rel").is_some_and(|rel| rel.contains("category")));
    if let Some((i, _)) = category {
        return Some(s.tree.text(i));
    }
    let above = (h.saturating_sub(3)..h)
        .rev()
        .filter_map(|i| s.units.list.get(i))
        .filter(|unit| unit.chars > 1 && unit.chars < 60);
    for unit in above {
        let (text, flags) = (s.units.text(unit), s.outline.of(unit));
        if flags.has(Flags::NAV) && text.contains(['›', '»', '>', '/']) {
            return text.rsplit(['›', '»', '>', '/']).map(str::trim).find(|part| !part.is_empty()).map(str::to_owned);
        }
        if unit.chars < 30
            && !flags.has(Flags::BAD)
            && !text.bytes().any(|b| b.is_ascii_digit())
            && !matches!(unit.kind, Kind::Heading(_) | Kind::Item(..))
            && !is_furniture(text)
            && s.site.is_none_or(|site| plain(site) != plain(text))
        {
            return Some(text.to_owned());
        }
    }
    None
}

/// Keywords and tags of the outlet.
pub fn topics(s: &Sources) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        for part in text.split([',', ';']) {
            let part = squeeze(part);
            if !part.is_empty()
                && part.chars().count() < 80
                && out.len() < 60
                && !out.iter().any(|known| plain(known) == plain(&part))
            {
                out.push(part);
            }
        }
    };
    match s.own.and_then(|own| own.get("keywords")) {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).for_each(&mut add),
        Some(Value::String(text)) => add(text),
        _ => {
            let tags: Vec<_> = s.data.metas.iter().filter(|(name, _)| name == "article:tag").collect();
            if tags.is_empty() {
                if let Some(text) = s.data.meta_of(&["news_keywords", "keywords", "parsely-tags"]) {
                    add(text);
                }
            } else {
                tags.iter().for_each(|(_, text)| add(text));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_without_the_site() {
        for (title, site, host, want) in [
            ("A bridge opens in the north | The Day", "The Day", "theday.example", "A bridge opens in the north"),
            ("A bridge opens - DAY", "", "www.day.example", "A bridge opens"),
            ("A bridge - and a road", "The Day", "theday.example", "A bridge - and a road"),
        ] {
            assert_eq!(strip_site(title, site, host, None), want);
        }
    }
}
