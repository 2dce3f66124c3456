//! The page of a report: another outlet's article, as much as the outlet allows, the source link first.

use model::{Article, Block, BlockKind, Id, TextRule};
use serde::Serialize;
use serde_json::{Value, json};
use store::{Fault, analyses, articles, copies, stories};

use super::lists::{Card, Other};
use super::{Desk, Link, Page, Picture, Shell, report_path};
use crate::cache::Dependency;
use crate::when::When;

/// Words of the body that an excerpt may show beside the standfirst (DESIGN.md section 1).
const EXCERPT_WORDS: usize = 60;

/// Other outlets' reports of the same story that are named beside one.
const OTHERS: usize = 6;

#[derive(Serialize)]
struct ReportPage {
    shell: Shell,
    id: String,
    headline: String,
    language: String,
    url: String,
    outlet: String,
    outlet_path: String,
    rule: TextRule,
    standfirst: Option<String>,
    authors: Vec<String>,
    published: Option<When>,
    modified: Option<When>,
    wire: Vec<String>,
    blocks: Vec<Block>,
    cut: bool,
    free: bool,
    image: Option<Picture>,
    story: Option<Card>,
    others: Vec<Other>,
    why: String,
    origin: Option<CopyLine>,
    copies: Vec<CopyLine>,
    statements: Vec<analyses_view::Line>,
    revisions: i64,
}

#[derive(Serialize)]
struct CopyLine {
    path: String,
    /// At its source.
    url: String,
    outlet: String,
    headline: String,
    language: String,
    share: f64,
    kind: String,
}

/// Statements for pages.
pub mod analyses_view {
    use serde::Serialize;

    /// One statement.
    #[derive(Debug, Clone, Serialize)]
    pub struct Line {
        /// The speaker's page; absent: not named.
        pub speaker: Option<super::Link>,
        /// The role.
        pub role: String,
        /// The words.
        pub content: String,
        /// Who passed it on.
        pub second_hand: Option<String>,
        /// The language.
        pub language: String,
        /// The source's address.
        pub url: String,
        /// The outlet.
        pub outlet: String,
        /// The hub's page of the report, where allowed.
        pub report: Option<String>,
        /// When.
        pub time: super::When,
    }
}

/// `/report/{id}`; `None`: there is no such report.
pub fn page(desk: &mut Desk, id: &str) -> Result<Option<Page>, Fault> {
    let Ok(id) = id.parse::<Id>() else { return Ok(None) };
    let Some(head) = articles::head(desk.tx, id)? else { return Ok(None) };
    let facts = desk.facts.clone();
    let outlet = facts.outlet(head.outlet);
    let article = match outlet.text {
        TextRule::Link => Article::default(),
        _ => articles::get(desk.tx, id)?.unwrap_or_default(),
    };
    let member = stories::of_article(desk.tx, id)?;
    let story = member.as_ref().map(|member| stories::head(desk.tx, member.story)).transpose()?.flatten();
    let story = story.filter(|story| !story.hidden);
    let origin = copies::of(desk.tx, id)?;
    let origin = origin.map(|copy| copy_line(desk, copy.origin, &copy)).transpose()?.flatten();
    let mut copied = Vec::new();
    for copy in copies::from(desk.tx, id)?.iter().take(30) {
        copied.extend(copy_line(desk, copy.article, copy)?);
    }
    let statements = analyses::statements(desk.tx, id)?;
    let statements = if outlet.text == TextRule::Link { Vec::new() } else { statements };
    let lines = statements.iter().take(30).map(|statement| statement_line(desk, statement, &head)).collect();
    let image = desk.picture(&head)?;
    let others = story.as_ref().map(|story| desk.others(story, &head, OTHERS)).transpose()?.unwrap_or_default();
    let clock = &desk.site.clock;
    let words = &desk.site.words;
    let headline = if head.headline.is_empty() { outlet.name.clone() } else { head.headline.clone() };
    let description = words.with("report-description", &[("outlet", outlet.name.as_str())]);
    let path = report_path(id, &head.headline);
    let mut shell = desk.shell(&path, format!("{headline} · {}", outlet.name), description);
    (shell.canonical, shell.robots, shell.og_type) = (Some(head.url.clone()), "noindex", "article");
    let named = news_article(desk, &head, &article, &headline, image.as_ref(), origin.as_ref());
    shell.json_ld = desk.json_ld(vec![json!({"@type": "WebPage", "@id": desk.site.absolute(&path),
        "url": desk.site.absolute(&path), "name": headline, "inLanguage": desk.site.words.language,
        "publisher": {"@id": desk.site.absolute("/#org")}, "mainEntity": named})]);
    let (blocks, cut) = shown(&article, outlet.text);
    let mut depends = vec![Dependency::Article(id)];
    depends.extend(story.as_ref().map(|story| Dependency::Story(story.id)));
    let timed = head.published.is_some_and(|stamp| stamp.has_time());
    let stated = head.published.map(|stamp| if timed { clock.full(stamp.seconds()) } else { clock.day(stamp.day()) });
    let page = ReportPage {
        shell,
        id: id.to_string(),
        headline,
        language: head.language.clone(),
        url: head.url.clone(),
        outlet_path: format!("/outlet/{}", outlet.slug),
        outlet: outlet.name.clone(),
        rule: outlet.text,
        standfirst: article.standfirst,
        authors: article.authors,
        published: stated,
        modified: article
            .modified
            .filter(|m| head.published.is_none_or(|p| m.seconds() > p.seconds() + 60))
            .map(|m| if m.has_time() { clock.full(m.seconds()) } else { clock.day(m.day()) }),
        wire: article.wire_credits,
        blocks,
        cut,
        free: article.free != Some(false),
        image,
        story: story.as_ref().map(|story| desk.line(story)),
        others,
        why: member.map(|member| member.why).unwrap_or_default(),
        origin,
        copies: copied,
        statements: lines,
        revisions: head.revision,
    };
    let page = desk.render("report.html", &page, depends)?;
    Ok(Some(Page { robots: false, ..page }))
}

/// The report in schema.org's words, as far as the outlet allows: what is not known is left out.
fn news_article(
    desk: &Desk,
    head: &articles::Head,
    article: &Article,
    headline: &str,
    image: Option<&Picture>,
    origin: Option<&CopyLine>,
) -> Value {
    let site = desk.site;
    let outlet = desk.facts.outlet(head.outlet);
    let mut value = json!({"@type": "NewsArticle", "headline": headline, "url": head.url, "mainEntityOfPage": head.url,
        "datePublished": site.clock.iso(head.instant), "isAccessibleForFree": article.free != Some(false),
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name, "url": outlet.home}});
    let Some(object) = value.as_object_mut() else { return value };
    let mut add = |name: &str, value: Option<Value>| object.extend(value.map(|value| (name.to_owned(), value)));
    let named = |kind: &str, names: &[String]| {
        let list: Vec<_> = names.iter().map(|name| json!({"@type": kind, "name": name})).collect();
        (!list.is_empty()).then(|| json!(list))
    };
    add("inLanguage", (!head.language.is_empty()).then(|| json!(head.language)));
    add("dateModified", article.modified.filter(|m| m.has_time()).map(|m| json!(site.clock.iso(m.seconds()))));
    add("description", article.standfirst.as_ref().map(|text| json!(text)));
    add("articleSection", site.section_name(&head.section).map(|name| json!(name)));
    add("author", named("Person", &article.authors));
    add("sourceOrganization", named("Organization", &article.wire_credits));
    add("isBasedOn", origin.map(|origin| json!(origin.url)));
    let picture = |p: &Picture| {
        json!({"@type": "ImageObject", "url": site.absolute(&p.src), "width": p.width, "height": p.height,
            "caption": p.caption.as_ref().unwrap_or(&p.alt), "creditText": p.credit.as_ref().unwrap_or(&p.outlet)})
    };
    add("image", image.map(picture));
    value
}

/// The blocks that may be shown, and whether the text goes on at the source. Pictures inside the text are left out.
fn shown(article: &Article, rule: TextRule) -> (Vec<Block>, bool) {
    let blocks = article.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Figure | BlockKind::Embed));
    match rule {
        TextRule::Link => (Vec::new(), true),
        TextRule::Full => (blocks.cloned().collect(), false),
        TextRule::Excerpt => {
            let text = blocks.filter(|b| b.kind == BlockKind::Paragraph).filter_map(|b| b.text.as_deref());
            let words: Vec<&str> = text.flat_map(str::split_whitespace).take(EXCERPT_WORDS + 1).collect();
            let cut = words.len() > EXCERPT_WORDS;
            let kept = words.get(..EXCERPT_WORDS.min(words.len())).unwrap_or_default().join(" ");
            if kept.is_empty() {
                return (Vec::new(), true);
            }
            (vec![Block::paragraph(if cut { format!("{kept} …") } else { kept })], true)
        }
    }
}

fn copy_line(desk: &mut Desk, other: Id, copy: &copies::Copy) -> Result<Option<CopyLine>, Fault> {
    let Some(head) = articles::head(desk.tx, other)? else { return Ok(None) };
    Ok(Some(CopyLine {
        path: report_path(head.id, &head.headline),
        url: head.url,
        outlet: desk.facts.outlet(head.outlet).name.clone(),
        headline: head.headline,
        language: head.language,
        share: copy.share,
        kind: copy.kind.clone(),
    }))
}

/// A statement with where it stands, in the report of this head.
pub fn statement_line(desk: &Desk, s: &analyses::Statement, head: &articles::Head) -> analyses_view::Line {
    let outlet = desk.facts.outlet(s.outlet);
    let speaker = (!s.speaker.is_empty()).then(|| Link { path: format!("/name/{}", s.speaker), name: s.name.clone() });
    analyses_view::Line {
        speaker,
        role: s.role.clone(),
        content: ::stories::without_comma(s.content.clone()),
        second_hand: s.second_hand.clone(),
        language: head.language.clone(),
        url: head.url.clone(),
        report: (outlet.text != TextRule::Link).then(|| report_path(head.id, &head.headline)),
        outlet: outlet.name.clone(),
        time: desk.site.clock.short(s.instant),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_is_at_most_sixty_words() {
        let long = "word ".repeat(50);
        let article = Article { blocks: vec![Block::paragraph(&long), Block::paragraph(&long)], ..Article::default() };
        let (blocks, cut) = shown(&article, TextRule::Excerpt);
        let text = blocks[0].text.as_deref().unwrap();
        assert_eq!((text.matches("word").count(), text.ends_with('…'), cut), (60, true, true));
        assert!(shown(&article, TextRule::Link).0.is_empty());
        assert_eq!(shown(&article, TextRule::Full).0.len(), 2);
    }
}
