//! What a page leaves open, its feed's entry may tell.

use model::{Article, Entry, Outlet, Text, TextKind};

/// Fills what the page does not say from the entry that announced it. What the page says stands, but for a bare day, which gives
/// way to the entry's minute of the same day or its neighbour.
pub fn complete(article: &mut Article, entry: &Entry, outlet: &Outlet) {
    let plain = |text: &Option<Text>| text.as_ref().map(plain_text).filter(|t| !t.is_empty());
    if article.headline.is_none() {
        article.headline = plain(&entry.title);
    }
    if let Some(announced) = entry.published.or(entry.updated).filter(|stamp| stamp.has_time()) {
        let same_day = |stamp: &model::Stamp| (stamp.seconds() - announced.seconds()).abs() <= 36 * 3_600;
        if article.published.is_none_or(|stamp| !stamp.has_time() && same_day(&stamp)) {
            article.published = Some(announced);
        }
    }
    if article.published.is_none() {
        article.published = entry.published.or(entry.updated);
    }
    if article.authors.is_empty() && article.wire_credits.is_empty() {
        let names = entry.authors.iter().filter_map(|p| p.name.clone());
        article.authors = names.filter(|name| !same_name(name, &outlet.name)).collect();
    }
    // Who writes its own reports does not credit itself.
    article.wire_credits.retain(|name| !same_name(name, &outlet.name));
    if article.section.is_none() {
        article.section = entry.tags.iter().find_map(|tag| tag.label.clone().or_else(|| tag.term.clone()));
    }
    if article.standfirst.is_none() {
        article.standfirst = plain(&entry.summary).filter(|summary| is_standfirst(summary, article));
    }
    if article.lead_image.is_none() {
        article.lead_image.clone_from(&entry.lead_image);
    }
    if article.language.is_none() {
        article.language = entry.language.clone().or_else(|| outlet.languages.first().cloned());
    }
}

/// A summary is a standfirst when it is a sentence or two of its own: not the cut beginning of the body, not the headline again.
fn is_standfirst(summary: &str, article: &Article) -> bool {
    let body = squeeze(&article.body_text());
    let words = squeeze(summary);
    let beginning: String = words.chars().take(60).collect();
    let cut = summary.ends_with('…') || summary.ends_with("...");
    let repeats_headline = article.headline.as_deref().is_some_and(|headline| squeeze(headline) == words);
    !cut && !repeats_headline && words.chars().count() <= 400 && !body.contains(&beginning)
}

/// Letters and digits alone, in lower case.
fn squeeze(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn same_name(a: &str, b: &str) -> bool {
    squeeze(a) == squeeze(b)
}

/// A feed's text without markup, white space squeezed.
pub fn plain_text(text: &Text) -> String {
    let plain = match text.kind {
        TextKind::Text => text.value.clone(),
        TextKind::Html => {
            let (blocks, _) = reader::blocks_of_html(&text.value, None);
            Article { blocks, ..Article::default() }.body_text()
        }
    };
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An article as a plain page, so that one that comes as JSON takes the same way as one that is fetched.
pub fn as_html(article: &Article) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let meta = |name: &str, value: Option<String>| {
        value.map(|value| format!("<meta property=\"{name}\" content=\"{}\">", escape(&value))).unwrap_or_default()
    };
    let mut body = String::new();
    for block in &article.blocks {
        let tag = if block.kind == model::BlockKind::Crosshead { "h2" } else { "p" };
        block.for_each_line(|line| body.push_str(&format!("<{tag}>{}</{tag}>\n", escape(line))));
    }
    for line in article.text.iter().flat_map(|text| text.lines()) {
        body.push_str(&format!("<p>{}</p>\n", escape(line)));
    }
    let headline = escape(article.headline.as_deref().unwrap_or_default());
    let standfirst =
        article.standfirst.as_deref().map(|s| format!("<p class=\"standfirst\">{}</p>", escape(s))).unwrap_or_default();
    format!(
        "<!doctype html><html lang=\"{}\"><head><title>{headline}</title>{}{}{}{}</head>\
         <body><article><h1>{headline}</h1>{standfirst}\n{body}</article></body></html>",
        escape(article.language.as_deref().unwrap_or_default()),
        meta("article:published_time", article.published.map(|stamp| stamp.to_string())),
        meta("article:section", article.section.clone()),
        meta("author", (!article.authors.is_empty()).then(|| article.authors.join(", "))),
        meta("og:description", article.standfirst.clone()),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        let text = |value: &str| Some(Text { value: value.into(), ..Text::default() });
        Entry {
            title: text("Ferry line opens"),
            summary: text("Boats leave every hour from Monday."),
            published: "2026-03-02T14:05:00Z".parse().ok(),
            authors: vec![model::Person { name: Some("The Harbour".into()), ..model::Person::default() }],
            ..Entry::default()
        }
    }

    #[test]
    fn an_entry_fills_what_the_page_leaves_open() {
        let outlet = Outlet { name: "The Harbour".into(), languages: vec!["en".into()], ..Outlet::default() };
        let mut article = Article { published: "2026-03-02".parse().ok(), ..Article::default() };
        article.blocks.push(model::Block::paragraph("The first boat left on Monday."));
        complete(&mut article, &entry(), &outlet);
        assert_eq!(article.headline.as_deref(), Some("Ferry line opens"));
        assert_eq!(article.standfirst.as_deref(), Some("Boats leave every hour from Monday."));
        assert_eq!(article.published.unwrap().to_string(), "2026-03-02T14:05:00Z");
        assert_eq!(article.language.as_deref(), Some("en"));
        assert!(article.authors.is_empty(), "the outlet itself is no author");
    }

    #[test]
    fn an_agency_does_not_credit_itself() {
        let mut article = Article { wire_credits: vec!["Corvus News".into(), "AP".into()], ..Article::default() };
        complete(&mut article, &entry(), &Outlet { name: "Corvus News".into(), ..Outlet::default() });
        assert_eq!(article.wire_credits, ["AP"]);
    }

    #[test]
    fn what_the_page_says_stands() {
        let mut article = Article {
            headline: Some("New ferry".into()),
            published: "2026-03-02T10:00:00Z".parse().ok(),
            ..Article::default()
        };
        article.blocks.push(model::Block::paragraph("Boats leave every hour from Monday. The first was full."));
        complete(&mut article, &entry(), &Outlet::default());
        assert_eq!(article.headline.as_deref(), Some("New ferry"));
        assert_eq!(article.published.unwrap().to_string(), "2026-03-02T10:00:00Z");
        assert_eq!(article.standfirst, None, "the summary is only the beginning of the text");
    }
}
