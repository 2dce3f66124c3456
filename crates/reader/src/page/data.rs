//! What a page says of itself to machines: metas, links, JSON-LD (read leniently), microdata.

use serde_json::Value;

use super::{
    html::{Tag, Tree},
    words::{alike, squeeze},
};
use crate::entities;

/// JSON-LD values that are looked at in one page.
const LD_NODES_MAX: usize = 2_000;

/// What a page says of itself.
#[derive(Debug, Default)]
pub struct Data {
    /// Names in lower case and contents, in order.
    pub metas: Vec<(String, String)>,
    /// `rel` in lower case, address, type, title.
    pub links: Vec<(String, String, String, String)>,
    /// `<title>`.
    pub title: Option<String>,
    /// The `lang` of the page.
    pub lang: Option<String>,
    /// `<base href>`.
    pub base: Option<String>,
    /// Articles in JSON-LD.
    pub articles: Vec<Value>,
    /// JSON-LD that is no article but tells one's dates or lists (WebPage, VideoObject, BreadcrumbList).
    pub others: Vec<Value>,
    /// `itemprop` and content (attribute or text's node), in order.
    pub items: Vec<(String, Option<String>, usize)>,
    /// Scripts that hold JSON but no JSON-LD.
    pub islands: Vec<usize>,
}

impl Data {
    /// Gathers all of it.
    pub fn new(tree: &Tree) -> Self {
        let mut data = Self::default();
        for (i, node) in tree.nodes.iter().enumerate() {
            match node.tag {
                Tag::Meta => data.meta(tree, i),
                Tag::Link => data.link(tree, i),
                Tag::Title if data.title.is_none() => data.title = Some(tree.text(i)).filter(|t| !t.is_empty()),
                Tag::Html if data.lang.is_none() => data.lang = tree.attribute(i, "lang").map(|lang| lang.into_owned()),
                Tag::Base if data.base.is_none() => data.base = tree.attribute(i, "href").map(|href| href.into_owned()),
                Tag::Script => data.script(tree, i),
                Tag::Text => {}
                _ if node.raw.contains("itemprop") => data.item(tree, i),
                _ => {}
            }
        }
        data
    }

    fn meta(&mut self, tree: &Tree, i: usize) {
        let content = tree.attribute(i, "content").or_else(|| tree.attribute(i, "value"));
        let Some(content) = content.map(|c| squeeze(&c)).filter(|c| !c.is_empty()) else { return };
        for key in ["property", "name", "itemprop", "http-equiv"] {
            if let Some(name) = tree.attribute(i, key) {
                if key == "itemprop" {
                    self.items.push((name.to_string(), Some(content.clone()), i));
                }
                self.metas.push((name.to_lowercase(), content.clone()));
            }
        }
    }

    fn link(&mut self, tree: &Tree, i: usize) {
        let (Some(rel), Some(href)) = (tree.attribute(i, "rel"), tree.attribute(i, "href")) else { return };
        let get = |name| tree.attribute(i, name).map(|v| v.into_owned()).unwrap_or_default();
        self.links.push((rel.to_lowercase(), href.into_owned(), get("type"), get("title")));
    }

    fn item(&mut self, tree: &Tree, i: usize) {
        let Some(names) = tree.attribute(i, "itemprop") else { return };
        let content = ["content", "datetime"].iter().find_map(|name| tree.attribute(i, name)).map(|c| c.into_owned());
        for name in names.split_whitespace() {
            self.items.push((name.to_owned(), content.clone(), i));
        }
    }

    fn script(&mut self, tree: &Tree, i: usize) {
        let kind = tree.attribute(i, "type").unwrap_or_default();
        let raw = tree.nodes.get(i + 1).filter(|_| tree.end(i) > i + 1).map_or("", |node| node.raw);
        if kind.contains("ld+json") {
            if let Some(value) = lenient(raw) {
                let mut left = LD_NODES_MAX;
                self.collect(value, &mut left, 0);
            }
        } else if kind.contains("json") && raw.len() > 500 {
            self.islands.push(i);
        }
    }

    /// Sorts the objects of a JSON-LD document.
    fn collect(&mut self, value: Value, left: &mut usize, depth: u8) {
        if *left == 0 || depth > 6 {
            return;
        }
        *left -= 1;
        match value {
            Value::Array(list) => list.into_iter().for_each(|inner| self.collect(inner, left, depth + 1)),
            Value::Object(mut fields) => {
                if let Some(graph) = fields.remove("@graph") {
                    self.collect(graph, left, depth + 1);
                }
                if let Some(main) = fields.get("mainEntity").filter(|main| main.is_object()).cloned() {
                    self.collect(main, left, depth + 1);
                }
                let value = Value::Object(fields);
                if is_article(&value) { self.articles.push(value) } else { self.others.push(value) }
            }
            _ => {}
        }
    }

    /// The first meta of these names, best name first.
    pub fn meta_of(&self, names: &[&str]) -> Option<&str> {
        names
            .iter()
            .find_map(|name| self.metas.iter().find(|(key, _)| key == name).map(|(_, content)| content.as_str()))
    }

    /// The first link of this relation.
    pub fn link_of(&self, rel: &str) -> Option<&str> {
        self.links.iter().find(|link| link.0.split_whitespace().any(|r| r == rel)).map(|link| link.1.as_str())
    }

    /// The article in JSON-LD that is this page's: its headline is one that the page shows, or it is the only one and names none.
    pub fn own_article(&self, shown: &[&str]) -> Option<&Value> {
        let fits = |article: &&Value| {
            let headline = text_of(article, &["headline", "name"]);
            headline.is_none_or(|own| shown.iter().any(|text| alike(&own, text) >= 0.6))
        };
        self.articles.iter().find(fits)
    }
}

/// The types that a JSON-LD object names.
pub fn types(value: &Value) -> Vec<&str> {
    match value.get("@type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn is_article(value: &Value) -> bool {
    types(value).iter().any(|name| {
        name.ends_with("Article")
            || name.ends_with("BlogPosting")
            || matches!(*name, "Report" | "Review" | "LiveBlogPosting" | "BlogPosting")
    })
}

/// The first of these fields that is a text, decoded and squeezed.
pub fn text_of(value: &Value, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let field = match value.get(name)? {
            Value::Array(list) => list.first()?,
            other => other,
        };
        let text = squeeze(&entities::decode(field.as_str()?));
        (!text.is_empty()).then_some(text)
    })
}

/// JSON as pages write it: control characters in strings, trailing commas, comments and CDATA around it.
fn lenient(raw: &str) -> Option<Value> {
    let text =
        raw.trim().trim_start_matches("//").trim_start().trim_start_matches("<![CDATA[").trim_start_matches("<!--");
    let text = text
        .trim_end()
        .trim_end_matches("//")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim_end_matches("-->")
        .trim()
        .trim_end_matches(';');
    if let Ok(value) = serde_json::from_str(text) {
        return Some(value);
    }
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        if quoted {
            match c {
                '"' if !escaped => quoted = false,
                c if c.is_control() => {
                    out.push(' ');
                    escaped = false;
                    continue;
                }
                c if escaped && !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') => {
                    out.pop();
                }
                _ => {}
            }
            escaped = c == '\\' && !escaped;
        } else if c == '"' {
            (quoted, escaped) = (true, false);
        } else if matches!(c, '}' | ']') {
            let kept = out.trim_end().trim_end_matches(',').len();
            out.truncate(kept);
        }
        out.push(c);
    }
    // The first whole value; what follows it is dropped.
    serde_json::Deserializer::from_str(&out).into_iter::<Value>().next()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_with_slips() {
        for raw in [
            "{\"a\": [1, 2,],}",
            "//<![CDATA[\n{\"a\":[1,2]}\n//]]>",
            "{\"a\":[1,2],\"b\":\"x\ny\"};",
            "{\"a\":[1,2]}{\"b\":1}",
        ] {
            let value = lenient(raw).unwrap_or_default();
            assert_eq!(value.get("a"), Some(&serde_json::json!([1, 2])), "{raw}");
        }
        assert_eq!(lenient("nonsense"), None);
    }

    #[test]
    fn the_page_s_own_article() {
        let page = "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Bridge opens\"}]}</script>";
        let data = Data::new(&super::super::html::parse(page));
        assert!(data.own_article(&["Bridge opens at last"]).is_some());
        assert!(data.own_article(&["Rain in the north"]).is_none());
    }
}
