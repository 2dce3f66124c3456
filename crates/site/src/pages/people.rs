//! The page of a name: a person, organisation or place.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;
use store::{Fault, analyses, articles, stories};

use super::feeds::{Format, write};
use super::lists::Card;
use super::report::{analyses_view::Line, statement_line};
use super::{Desk, Page, Shell, story};
use crate::cache::Dependency;

#[derive(Serialize)]
struct NamePage {
    shell: Shell,
    name: String,
    kind: String,
    articles: i64,
    roles: Vec<String>,
    by: Vec<Line>,
    about: Vec<Line>,
    stories: Vec<Card>,
}

/// `/name/{slug}`; `None`: no article has this name.
pub fn page(desk: &mut Desk, slug: &str) -> Result<Option<Page>, Fault> {
    let Some(name) = analyses::name(desk.tx, slug)? else { return Ok(None) };
    let statements = analyses::statements_by(desk.tx, slug, None, 40)?;
    let mut roles: Vec<String> = Vec::new();
    for role in statements.iter().map(|s| &s.role).filter(|role| !role.is_empty()) {
        if !roles.contains(role) && roles.len() < 4 {
            roles.push(role.clone());
        }
    }
    let about = analyses::statements_about(desk.tx, slug, None, 30)?;
    let (by, about) = (lines(desk, &statements)?, lines(desk, &about)?);
    let mut found = Vec::new();
    for (id, _) in analyses::stories_with(desk.tx, slug, 20)? {
        if let Some(story) = stories::head(desk.tx, id)?.filter(|story| !story.hidden) {
            found.push(desk.line(&story));
        }
    }
    let path = format!("/name/{slug}");
    let words = &desk.site.words;
    let title = format!("{} · {}", name.name, desk.site.hub.settings.name);
    let mut shell = desk.shell(&path, title, words.with("name-description", &[("name", name.name.as_str())]));
    shell.feed = Some(path.clone());
    let (kind, schema) = match name.kind {
        model::NameKind::Person => ("person", "Person"),
        model::NameKind::Organisation => ("organisation", "Organization"),
        model::NameKind::Place => ("place", "Place"),
    };
    shell.json_ld = desk.json_ld(vec![json!({"@type": schema, "name": name.name, "url": desk.site.absolute(&path)})]);
    let kind = words.say(&format!("name-{kind}"));
    let page = NamePage { shell, kind, articles: name.articles, name: name.name, roles, by, about, stories: found };
    desk.render("name.html", &page, vec![Dependency::Lists]).map(Some)
}

/// Statements with their sources, as far as those are still there.
fn lines(desk: &mut Desk, statements: &[analyses::Statement]) -> Result<Vec<Line>, Fault> {
    let ids: Vec<_> = statements.iter().map(|statement| statement.article).collect();
    let heads: BTreeMap<_, _> = articles::heads(desk.tx, &ids)?.into_iter().map(|head| (head.id, head)).collect();
    let line = |s: &analyses::Statement| heads.get(&s.article).map(|head| statement_line(desk, s, head));
    Ok(statements.iter().filter_map(line).collect())
}

/// `/name/{slug}.rss` …: the reports that speak of a name.
pub fn feed(desk: &mut Desk, stem: &str, format: Format) -> Result<Option<Page>, Fault> {
    let slug = stem.rsplit('/').next().unwrap_or_default();
    let Some(name) = analyses::name(desk.tx, slug)? else { return Ok(None) };
    let ids: Vec<_> = analyses::articles_with(desk.tx, slug, None, 50)?.into_iter().map(|(id, _)| id).collect();
    let heads = articles::heads(desk.tx, &ids)?;
    let items: Vec<_> = heads.iter().map(|head| story::item(desk, head)).collect();
    let title = format!("{} · {}", name.name, desk.site.hub.settings.name);
    Ok(Some(write(desk, format, &title, stem, stem, &items)))
}
