//! When an article was published and changed: what the page tells machines, then what it shows, then its address.

use model::Stamp;
use serde_json::Value;

use super::{
    data::text_of,
    fields::{Sources, in_picture},
    html::Tag,
    words::Flags,
};
use crate::dates;

/// First published and last changed.
pub fn dates(s: &Sources, headline: Option<usize>) -> (Option<Stamp>, Option<Stamp>) {
    let read = |text: &str| dates::read(text, false).filter(|stamp| plausible(*stamp, s.now));
    let ld = |names: &[&str]| s.own.and_then(|own| text_of(own, names)).and_then(|text| read(&text));
    let meta = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| s.data.metas.iter().filter(|(key, _)| key == name).find_map(|(_, text)| read(text)))
    };
    let item = |wanted: &str| {
        s.data
            .items
            .iter()
            .filter(|(name, _, node)| name == wanted && !in_picture(s, *node))
            .find_map(|(_, content, node)| content.as_deref().and_then(read).or_else(|| read(&s.tree.text(*node))))
    };
    let published = [
        ld(&["datePublished"]),
        meta(&["article:published_time", "og:article:published_time", "article:published", "og:published_time"]),
        item("datePublished"),
        meta(&[
            "parsely-pub-date",
            "sailthru.date",
            "datepublished",
            "publishdate",
            "publish-date",
            "pubdate",
            "publication_date",
            "date",
            "dc.date",
            "dc.date.issued",
            "dcterms.created",
            "dcterms.date",
            "cxenseparse:recs:publishtime",
            "publish_date",
            "article_date_original",
            "originalpublicationdate",
            "datecreated",
            "dc.date.created",
            "ptime",
            "publishtime",
            "rnews:datepublished",
            "bt:pubdate",
            "cre",
            "created",
            "analyticsattributes.articledate",
        ]),
        ld(&["dateCreated", "uploadDate"]),
    ];
    // The first that tells the time of day, unless another day.
    let first = published.iter().flatten().next().copied();
    let published = first.map(|first| {
        if first.has_time() {
            first
        } else {
            published
                .iter()
                .flatten()
                .find(|stamp| stamp.has_time() && stamp.day() == first.day())
                .copied()
                .unwrap_or(first)
        }
    });
    let published = published
        .or_else(|| time_element(s, headline, &read))
        .or_else(|| others_date(s, &read))
        .or_else(|| visible_date(s, headline, &read))
        .or_else(|| s.url.and_then(url_date).filter(|stamp| plausible(*stamp, s.now)));
    let modified = ld(&["dateModified"])
        .or_else(|| {
            meta(&[
                "article:modified_time",
                "og:updated_time",
                "article:modified",
                "last-modified",
                "lastmod",
                "dcterms.modified",
                "datemodified",
                "dc.date.modified",
            ])
        })
        .or_else(|| item("dateModified"));
    (published.or(modified), modified)
}

fn plausible(stamp: Stamp, now: Option<Stamp>) -> bool {
    stamp.day().year() >= 1995 && now.is_none_or(|now| stamp.seconds() <= now.seconds() + 86_400)
}

/// JSON-LD of the page or its video.
fn others_date(s: &Sources, read: &impl Fn(&str) -> Option<Stamp>) -> Option<Stamp> {
    let fits = |value: &&Value| {
        super::data::types(value)
            .iter()
            .any(|kind| matches!(*kind, "WebPage" | "VideoObject" | "ItemPage" | "MediaObject" | "AudioObject"))
    };
    s.data
        .others
        .iter()
        .filter(fits)
        .find_map(|value| read(&text_of(value, &["datePublished", "uploadDate", "dateCreated"])?))
}

/// The `time` element nearest to the headline.
fn time_element(s: &Sources, headline: Option<usize>, read: &impl Fn(&str) -> Option<Stamp>) -> Option<Stamp> {
    let at = headline.and_then(|h| s.units.list.get(h)).map_or(0, |unit| unit.inner);
    let mut best: Option<(usize, Stamp)> = None;
    for (i, node) in s.tree.nodes.iter().enumerate() {
        let stamped = node.tag != Tag::Text
            && node.raw.contains("data-")
            && ["data-utc", "data-timestamp", "data-datetime", "data-date"]
                .iter()
                .any(|name| s.tree.raw_attribute(i, name).is_some());
        if node.tag != Tag::Time && !stamped
            || s.outline
                .flags
                .get(i)
                .is_some_and(|f| f.has(Flags::RELATED.with(Flags::COMMENT).with(Flags::NAV).with(Flags::SIDE)))
        {
            continue;
        }
        let value = ["datetime", "data-utc", "data-timestamp", "data-datetime", "data-date", "content", "title"]
            .iter()
            .find_map(|name| s.tree.attribute(i, name).and_then(|v| read(&v)));
        let Some(stamp) = value.or_else(|| read(&s.tree.text(i))) else { continue };
        let distance = if i >= at { i - at } else { (at - i) * 3 };
        if best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, stamp));
        }
    }
    best.filter(|(distance, _)| *distance < 4_000 || headline.is_none()).map(|(_, stamp)| stamp)
}

/// A date in words near the headline, or in an element named so.
fn visible_date(s: &Sources, headline: Option<usize>, read: &impl Fn(&str) -> Option<Stamp>) -> Option<Stamp> {
    let h = headline.unwrap_or(0);
    let date = |i: usize| {
        let unit = s.units.list.get(i).filter(|unit| (6..220).contains(&unit.chars))?;
        let text = s.units.text(unit);
        if s.outline.of(unit).has(Flags::COMMENT.with(Flags::RELATED).with(Flags::NAV))
            || !text.bytes().any(|b| b.is_ascii_digit()) && text.is_ascii()
        {
            return None;
        }
        if let Some(stamp) = read(text) {
            return Some(stamp);
        }
        // The date may stand far in the line.
        let mark = text.split(['|', '•', '·', '—']).find_map(read);
        mark.or_else(|| {
            text.char_indices().filter(|(_, c)| c.is_ascii_digit()).take(4).find_map(|(at, _)| read(text.get(at..)?))
        })
    };
    let near = (h + 1..h + 14).chain((h.saturating_sub(6)..h).rev());
    near.clone().find_map(date).or_else(|| {
        let named =
            s.units.list.iter().enumerate().filter(|(_, unit)| s.outline.of(unit).has(Flags::BYLINE)).map(|(i, _)| i);
        named.take(60).find_map(date)
    })
}

/// A day in an address: /2024/05/10/, /2024-05-10-…, /20240510….
fn url_date(url: &str) -> Option<Stamp> {
    let numbers: Vec<&str> = url.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let day = |y: &str, m: &str, d: &str| {
        let date = jiff::civil::Date::new(y.parse().ok()?, m.parse().ok()?, d.parse().ok()?).ok()?;
        (date.year() >= 1995).then_some(Stamp::Day(date))
    };
    let triple = numbers.windows(3).find_map(|w| match w {
        [y, m, d] if y.len() == 4 && m.len() <= 2 && d.len() <= 2 => day(y, m, d),
        _ => None,
    });
    triple.or_else(|| numbers.iter().filter(|n| n.len() == 8).find_map(|n| day(n.get(..4)?, n.get(4..6)?, n.get(6..)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_addresses() {
        assert_eq!(url_date("https://a.example/2024/05/10/x").map(|s| s.to_string()), Some("2024-05-10".into()));
        assert_eq!(url_date("https://a.example/x-20240510.html").map(|s| s.to_string()), Some("2024-05-10".into()));
        assert_eq!(url_date("https://a.example/x-1234"), None);
    }
}
