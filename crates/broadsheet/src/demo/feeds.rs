//! The feeds of the demo's outlets, each in its dialect.

use jiff::{Timestamp, tz::Offset};
use serde_json::json;

use super::{
    pages::{escape, plain, summary},
    world::{Dialect, House, Report},
};

/// Path of a house's feed.
pub fn path(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Rss => "/rss.xml",
        Dialect::Atom => "/feed.atom",
        Dialect::Json => "/feed.json",
        Dialect::Sitemap => "/news-sitemap.xml",
    }
}

/// Media type of a house's feed.
pub fn media_type(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Rss => "application/rss+xml; charset=utf-8",
        Dialect::Atom => "application/atom+xml; charset=utf-8",
        Dialect::Json => "application/feed+json",
        Dialect::Sitemap => "application/xml; charset=utf-8",
    }
}

/// One entry, its report and when it last changed.
pub struct Item<'a> {
    /// What is announced.
    pub report: &'a Report,
    /// Absolute address of its page.
    pub url: String,
    /// Unix seconds of the correction, where there has been one.
    pub updated: Option<i64>,
}

/// Writes a house's feed; `items` newest first, `root` its address without a slash at the end.
pub fn write(house: &House, root: &str, items: &[Item<'_>]) -> String {
    match house.dialect {
        Dialect::Rss => rss(house, root, items),
        Dialect::Atom => atom(house, root, items),
        Dialect::Json => json_feed(house, root, items),
        Dialect::Sitemap => sitemap(house, items),
    }
}

/// RFC 3339 in the outlet's own zone.
pub fn rfc3339(seconds: i64, offset: Offset) -> String {
    Timestamp::from_second(seconds).map(|t| t.display_with_offset(offset).to_string()).unwrap_or_default()
}

fn rfc822(seconds: i64, offset: Offset) -> String {
    let Ok(instant) = Timestamp::from_second(seconds) else { return String::new() };
    let east = offset.seconds() / 60;
    let sign = if east < 0 { '-' } else { '+' };
    let local = offset.to_datetime(instant).strftime("%a, %d %b %Y %H:%M:%S").to_string();
    format!("{local} {sign}{:02}{:02}", east.abs() / 60, east.abs() % 60)
}

fn language(house: &House) -> &str {
    house.outlet.languages.first().map_or("en", String::as_str)
}

fn rss(house: &House, root: &str, items: &[Item<'_>]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n<title>{}</title>\n<link>{root}/</link>\n\
         <description>{}</description>\n<language>{}</language>\n<ttl>1</ttl>\n\
         <atom:link rel=\"self\" type=\"application/rss+xml\" href=\"{root}/rss.xml\"/>\n",
        escape(&house.outlet.name),
        escape(&house.motto),
        language(house),
    );
    for Item { report, url, updated } in items {
        out += &format!(
            "<item>\n<title>{}</title>\n<link>{url}</link>\n<guid isPermaLink=\"true\">{url}</guid>\n<pubDate>{}</pubDate>\n",
            escape(&report.headline),
            rfc822(report.published, house.offset),
        );
        for author in &report.authors {
            out += &format!("<dc:creator>{}</dc:creator>\n", escape(author));
        }
        if let Some(section) = &report.section {
            out += &format!("<category>{}</category>\n", escape(section));
        }
        if let Some(updated) = updated {
            out += &format!("<atom:updated>{}</atom:updated>\n", rfc3339(*updated, house.offset));
        }
        out += &format!("<description><![CDATA[<p>{}</p>]]></description>\n</item>\n", escape(&summary(report)));
    }
    out + "</channel>\n</rss>\n"
}

fn atom(house: &House, root: &str, items: &[Item<'_>]) -> String {
    let newest = items.iter().map(|item| item.updated.unwrap_or(item.report.published)).max().unwrap_or(0);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>{}</title>\n<subtitle>{}</subtitle>\n<id>{root}/</id>\n<link rel=\"alternate\" href=\"{root}/\"/>\n\
         <link rel=\"self\" href=\"{root}/feed.atom\"/>\n<updated>{}</updated>\n",
        language(house),
        escape(&house.outlet.name),
        escape(&house.motto),
        rfc3339(newest, house.offset),
    );
    for Item { report, url, updated } in items {
        out += &format!(
            "<entry>\n<title>{}</title>\n<id>{url}</id>\n<link rel=\"alternate\" type=\"text/html\" href=\"{url}\"/>\n\
             <published>{}</published>\n<updated>{}</updated>\n",
            escape(&report.headline),
            rfc3339(report.published, house.offset),
            rfc3339(updated.unwrap_or(report.published), house.offset),
        );
        for author in &report.authors {
            out += &format!("<author><name>{}</name></author>\n", escape(author));
        }
        if let Some(section) = &report.section {
            out += &format!("<category term=\"{}\"/>\n", escape(section));
        }
        out += &format!("<summary>{}</summary>\n</entry>\n", escape(&summary(report)));
    }
    out + "</feed>\n"
}

fn json_feed(house: &House, root: &str, items: &[Item<'_>]) -> String {
    let items: Vec<serde_json::Value> = items
        .iter()
        .map(|Item { report, url, updated }| {
            let mut item = json!({
                "id": url, "url": url, "title": report.headline, "summary": summary(report),
                "content_text": report.blocks.iter().map(plain).collect::<Vec<_>>().join("\n\n"),
                "date_published": rfc3339(report.published, house.offset), "tags": report.topics,
                "authors": report.authors.iter().map(|name| json!({ "name": name })).collect::<Vec<_>>(),
            });
            if let (Some(updated), Some(item)) = (updated, item.as_object_mut()) {
                item.insert("date_modified".to_owned(), rfc3339(*updated, house.offset).into());
            }
            item
        })
        .collect();
    json!({
        "version": "https://jsonfeed.org/version/1.1", "title": house.outlet.name, "description": house.motto,
        "home_page_url": format!("{root}/"), "feed_url": format!("{root}/feed.json"), "language": language(house),
        "items": items,
    })
    .to_string()
}

fn sitemap(house: &House, items: &[Item<'_>]) -> String {
    let mut out =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
                   xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n"
            .to_owned();
    for Item { report, url, updated } in items {
        out += &format!(
            "<url><loc>{url}</loc><lastmod>{}</lastmod><news:news><news:publication><news:name>{}</news:name>\
             <news:language>{}</news:language></news:publication><news:publication_date>{}</news:publication_date>\
             <news:title>{}</news:title></news:news></url>\n",
            rfc3339(updated.unwrap_or(report.published), house.offset),
            escape(&house.outlet.name),
            language(house),
            rfc3339(report.published, house.offset),
            escape(&report.headline),
        );
    }
    out + "</urlset>\n"
}
