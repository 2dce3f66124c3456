//! JSON Feed 1.0 and 1.1, leniently: numbers for texts, a missing version, an array of entries.

use model::{Enclosure, Entry, FeedDocument, FeedFormat, Flaw, Person, Tag, Text, TextKind, limits};
use serde_json::Value;
use url::Url;

use super::markup;
use crate::dates;

/// Reads a JSON Feed; `None`: the JSON is none.
pub fn feed(text: &str, base: Option<&Url>, flaws: &mut Vec<Flaw>) -> Option<FeedDocument> {
    let value: Value = match serde_json::Deserializer::from_str(text).into_iter().next() {
        Some(Ok(value)) => value,
        _ => repaired(text, flaws)?,
    };
    let items = value.get("items").or_else(|| value.get("entries")).and_then(Value::as_array);
    let known = value.get("version").and_then(Value::as_str).is_some_and(|version| version.contains("jsonfeed"));
    if items.is_none() && !known {
        return None;
    }
    let plain = |key: &str| string(&value, key).map(|value| Text { value, ..Text::default() });
    let own = string(&value, "feed_url").and_then(|url| Url::parse(&url).ok());
    let base = base.or(own.as_ref());
    let link = |key: &str| address(&value, key, base);
    Some(FeedDocument {
        format: FeedFormat::Json,
        title: plain("title"),
        subtitle: plain("description"),
        link: link("home_page_url"),
        id: string(&value, "feed_url"),
        language: string(&value, "language"),
        icon: link("favicon"),
        logo: link("icon"),
        authors: authors(&value),
        entries: items.into_iter().flatten().take(limits::ENTRIES_MAX).map(|item| entry(item, &value, base)).collect(),
        ..FeedDocument::default()
    })
}

/// A damaged document: commas too many and bare line ends are mended; of one that was cut, the entries that are whole are kept.
fn repaired(text: &str, flaws: &mut Vec<Flaw>) -> Option<Value> {
    flaws.push(Flaw::new("the document is damaged JSON; what is whole was read"));
    let text = mended(text);
    if let Some(Ok(value)) = serde_json::Deserializer::from_str(&text).into_iter().next() {
        return Some(value);
    }
    let (head, items) = text.split_once("\"items\"")?;
    let mut rest = items.split_once('[')?.1;
    let mut whole: Vec<Value> = Vec::new();
    loop {
        let mut stream = serde_json::Deserializer::from_str(rest).into_iter();
        let Some(Ok(item)) = stream.next() else { break };
        whole.push(item);
        let at = stream.byte_offset();
        rest = rest.get(at..).unwrap_or("").trim_start().trim_start_matches(',');
    }
    let head = head.trim_end().trim_end_matches(',').to_owned() + "}";
    let mut value: Value = serde_json::from_str(&head).unwrap_or_else(|_| Value::Object(serde_json::Map::default()));
    value.as_object_mut()?.insert("items".into(), Value::Array(whole));
    Some(value)
}

/// Line ends and tabs inside strings as escapes; commas before a closing bracket left out.
fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        if in_string {
            match c {
                '\n' => out.push_str("\\n"),
                '\r' => out.push_str("\\r"),
                '\t' => out.push_str("\\t"),
                _ => out.push(c),
            }
            in_string = c != '"' || escaped;
            escaped = c == '\\' && !escaped;
            continue;
        }
        in_string = c == '"';
        if matches!(c, ']' | '}') {
            let kept = out.trim_end_matches(|c: char| c == ',' || c.is_whitespace()).len();
            out.truncate(kept);
        }
        out.push(c);
    }
    out
}

/// A text, or a number as one.
fn string(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// An address, absolute where it can be.
fn address(value: &Value, key: &str, base: Option<&Url>) -> Option<String> {
    let text = string(value, key)?;
    let joined =
        if markup::has_scheme(&text) { Url::parse(&text).ok() } else { base.and_then(|base| base.join(&text).ok()) };
    Some(joined.map_or(text, String::from))
}

fn authors(value: &Value) -> Vec<Person> {
    let one = value.get("author").into_iter();
    // Some write the one author where the list should be.
    let many = match value.get("authors") {
        Some(Value::Array(authors)) => authors.as_slice(),
        Some(author) => std::slice::from_ref(author),
        None => &[],
    };
    let person = |author: &Value| match author {
        Value::String(name) => Person { name: Some(name.clone()), ..Person::default() },
        _ => Person { name: string(author, "name"), uri: string(author, "url"), email: None },
    };
    let mut people: Vec<Person> = many.iter().map(person).collect();
    if people.is_empty() {
        people = one.map(person).collect();
    }
    people.retain(|person| *person != Person::default());
    people
}

fn entry(item: &Value, feed: &Value, base: Option<&Url>) -> Entry {
    let text = |key: &str, kind: TextKind| {
        let value = string(item, key)?;
        let value = match base.filter(|_| kind == TextKind::Html) {
            Some(base) => markup::absolute(&value, base).into_owned(),
            None => value,
        };
        Some(Text { value, kind, src: None })
    };
    let link = |key: &str| address(item, key, base);
    let mut content: Vec<Text> = text("content_html", TextKind::Html).into_iter().collect();
    content.extend(text("content_text", TextKind::Text));
    let attachments = item.get("attachments").and_then(Value::as_array).into_iter().flatten();
    let image = link("image").or_else(|| link("banner_image"));
    Entry {
        id: string(item, "id"),
        title: text("title", TextKind::Text),
        link: link("url").or_else(|| link("external_url")),
        published: string(item, "date_published").and_then(|date| dates::read(&date, true)),
        updated: string(item, "date_modified").and_then(|date| dates::read(&date, true)),
        summary: text("summary", TextKind::Text),
        content,
        authors: authors(item),
        tags: (item.get("tags").and_then(Value::as_array).into_iter().flatten())
            .filter_map(|tag| Some(Tag { term: Some(tag.as_str()?.to_owned()), ..Tag::default() }))
            .collect(),
        enclosures: attachments
            .filter_map(|file| {
                Some(Enclosure {
                    url: address(file, "url", base)?,
                    kind: string(file, "mime_type"),
                    length: string(file, "size_in_bytes"),
                })
            })
            .collect(),
        language: string(item, "language").or_else(|| string(feed, "language")),
        lead_image: image.clone().map(|src| model::Image { src, ..model::Image::default() }),
        image,
        ..Entry::default()
    }
}
