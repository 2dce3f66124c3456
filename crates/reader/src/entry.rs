//! An entry's own text as an article, for feeds that bring the whole text and pages that cannot be fetched.

use model::{Article, Block, BlockKind, Entry, Text, TextKind, limits};

use crate::{blocks_of_html, tree::parse};

/// Characters of a standfirst; a longer summary is text of its own.
const STANDFIRST_CHARS_MAX: usize = 400;
/// Characters of the line with which blog programs end each entry ("The post … appeared first on …").
const FOOTER_CHARS_MAX: usize = 300;

/// The article that an entry makes by itself: its longest text as blocks, its other fields as the feed states them. `base`:
/// the feed's address.
pub fn entry_article(entry: &Entry, base: Option<&str>) -> Article {
    let base = entry.link.as_deref().or(base);
    let longest = entry.content.iter().max_by_key(|text| text.value.len());
    let blocks_of = |text: &Text| match text.kind {
        TextKind::Html => blocks_of_html(&text.value, base).0,
        TextKind::Text => text.value.lines().filter_map(line).map(Block::paragraph).collect(),
    };
    let mut body = longest.or(entry.summary.as_ref()).map(blocks_of).unwrap_or_default();
    drop_footer(&mut body, entry.link.as_deref());
    body.truncate(limits::BLOCKS_MAX);
    let mut article = Article {
        url: entry.link.clone(),
        headline: entry
            .title
            .as_ref()
            .and_then(one_line)
            .map(|text| text.chars().take(limits::HEADLINE_CHARS_MAX).collect()),
        authors: entry.authors.iter().filter_map(|person| person.name.clone()).collect(),
        published: entry.published.or(entry.updated),
        modified: entry.updated.filter(|_| entry.published.is_some()),
        language: entry.language.clone(),
        topics: entry.tags.iter().filter_map(|tag| tag.label.clone().or(tag.term.clone())).collect(),
        lead_image: entry.lead_image.clone(),
        blocks: body,
        ..Article::default()
    };
    article.standfirst = longest.and(entry.summary.as_ref()).and_then(one_line).filter(|summary| {
        let beginning: String = summary.chars().take(40).collect();
        summary.chars().count() <= STANDFIRST_CHARS_MAX && !article.body_text().contains(&beginning)
    });
    article
}

/// A text on one line.
fn one_line(text: &Text) -> Option<String> {
    match text.kind {
        TextKind::Text => line(&text.value),
        TextKind::Html => line(&parse(&text.value).text_of(0)),
    }
}

fn line(text: &str) -> Option<String> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// Drops a short last paragraph that begins by linking to the entry itself.
fn drop_footer(blocks: &mut Vec<Block>, link: Option<&str>) {
    let is_footer = |block: &Block| {
        let short = block.text.as_ref().is_some_and(|text| text.chars().count() <= FOOTER_CHARS_MAX);
        let first = block.marks.iter().find_map(|mark| mark.href.as_deref());
        let without_query = |url: &str| url.split(['?', '#']).next().unwrap_or("").to_owned();
        block.kind == BlockKind::Paragraph
            && short
            && link.map(without_query).is_some_and(|link| first.map(without_query) == Some(link))
    };
    if blocks.len() > 1 && blocks.last().is_some_and(is_footer) {
        blocks.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(html: &str) -> Article {
        let content = vec![Text { value: html.into(), kind: TextKind::Html, src: None }];
        let title = Some(Text { value: "A &amp; <i>B</i>".into(), kind: TextKind::Html, src: None });
        let link = Some("https://example.org/a/b".to_owned());
        entry_article(&Entry { content, title, link, ..Entry::default() }, None)
    }

    #[test]
    fn the_whole_text_without_the_footer() {
        let article = article(
            "<p>Two <a href='/x'>three</a> four, and so on to the end.</p>\
             <p>The post <a href='https://example.org/a/b?utm_source=x'>A</a> appeared first on <a href='https://example.org'>E</a>.</p>",
        );
        assert_eq!(article.headline.as_deref(), Some("A & B"));
        assert_eq!(article.body_text(), "Two three four, and so on to the end.");
        assert_eq!(article.blocks[0].marks[0].href.as_deref(), Some("https://example.org/x"));
    }

    #[test]
    fn a_summary_that_is_not_the_text_is_the_standfirst() {
        let text = |value: &str| Text { value: value.into(), ..Text::default() };
        for (summary, want) in [("What it is about.", Some("What it is about.")), ("The ferry sails at nine", None)] {
            let entry = Entry {
                summary: Some(text(summary)),
                content: vec![text("The ferry sails at nine.\n\nOr later.")],
                ..Entry::default()
            };
            let article = entry_article(&entry, None);
            assert_eq!(article.standfirst.as_deref(), want);
            assert_eq!(article.blocks.len(), 2);
        }
    }
}
