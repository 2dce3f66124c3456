//! A place at a source as templates take it. A story's view has hundreds of these, each of seven texts: they are made values as they are
//! read, not first strings and then values.

use std::sync::Arc;

use minijinja::Value;
use minijinja::value::{Enumerator, Object};
use serde::{Deserialize, Deserializer, Serialize};
use stories::Place;

/// The fields of [`stories::Source`].
#[derive(Debug, Deserialize)]
struct Fields {
    article: Value,
    outlet: Value,
    slug: Value,
    url: Value,
    text: Value,
    language: Value,
    published: Value,
}

impl Object for Fields {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        let value = match key {
            "article" => &self.article,
            "outlet" => &self.outlet,
            "slug" => &self.slug,
            "url" => &self.url,
            "text" => &self.text,
            "language" => &self.language,
            "published" => &self.published,
            _ => return None,
        };
        Some(value.clone())
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Str(&["article", "outlet", "slug", "url", "text", "language", "published"])
    }
}

/// A place at a source.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Source(Value);

impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Fields::deserialize(from).map(|fields| Self(Value::from_object(fields)))
    }
}

impl Source {
    /// The report's id.
    pub fn article(&self) -> &str {
        self.0.downcast_object_ref::<Fields>().and_then(|fields| fields.article.as_str()).unwrap_or_default()
    }

    /// Its words.
    pub fn text(&self) -> Option<&str> {
        self.0.downcast_object_ref::<Fields>()?.text.as_str()
    }
}

impl Place for Source {
    fn language(&self) -> Option<&str> {
        self.0.downcast_object_ref::<Fields>()?.language.as_str()
    }
}
