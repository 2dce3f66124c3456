//! Templates: minijinja files beside the code, which an operator may override by name from a folder. Strict: a name that
//! is not there is an error, so that a mistake is seen in a test and not as a hole in a page.
//!
//! What templates can call, beside minijinja's own: `t(key, n=…)` the paper's words; `lang(tag)` the attributes `lang` and
//! `dir` of a foreign piece of text; `place(url, text)` the address of a sentence at its source; `country(code)`,
//! `language_name(tag)`, `time(seconds)`, `number(n)`, `slug(text)`; and the filters `json_ld`, `percent`, `listed` (texts in
//! a row with the language's comma).

use std::sync::Arc;

use axum::body::Bytes;
use fluent_bundle::FluentValue;
use minijinja::value::{Kwargs, Serde, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior, Value};
use serde::Serialize;

use crate::Settings;
use crate::when::Clock;
use crate::words::{self, Words};

macro_rules! files {
    ($($name:literal),+ $(,)?) => { &[$(($name, include_str!(concat!("../templates/", $name)))),+] };
}

/// The built-in templates.
const FILES: &[(&str, &str)] = files![
    "base.html",
    "parts.html",
    "front.html",
    "story.html",
    "report.html",
    "outlets.html",
    "outlet.html",
    "name.html",
    "search.html",
    "archive.html",
    "about.html",
    "settings.html",
    "error.html",
    "admin/base.html",
    "admin/sign-in.html",
    "admin/overview.html",
    "admin/outlets.html",
    "admin/outlet.html",
    "admin/work.html",
    "admin/parts.html",
    "admin/stories.html",
    "admin/story.html",
    "admin/report.html",
    "admin/takedowns.html",
    "admin/log.html",
];

/// The style sheet, or the operator's in its stead.
pub fn style(settings: &Settings) -> Bytes {
    let own = settings.templates.as_ref().and_then(|folder| std::fs::read(folder.join("site.css")).ok());
    own.map_or(Bytes::from_static(include_bytes!("../static/site.css")), Bytes::from)
}

/// All templates, ready to render.
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// Reads the templates; a sentence with file and line where one is wrong.
    pub fn new(settings: &Settings, words: Arc<Words>, clock: Clock) -> Result<Self, String> {
        if let Some(folder) = settings.templates.as_ref().filter(|folder| !folder.is_dir()) {
            return Err(format!(
                "the setting templates names {}, which is no folder: make it, or leave the setting empty",
                folder.display()
            ));
        }
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(|out, state, value| match value.as_str() {
            // Our own escaping leaves slashes alone and drops control characters.
            Some(text) if !value.is_safe() => Ok(crate::charts::write_escaped(out, text)?),
            _ => minijinja::escape_formatter(out, state, value),
        });
        add_functions(&mut environment, words, clock);
        for (name, text) in FILES {
            let own = settings.templates.as_ref().map(|folder| folder.join(name)).filter(|path| path.exists());
            let read = own.map(std::fs::read_to_string).transpose();
            let added = match read.map_err(|error| format!("the template {name} cannot be read: {error}"))? {
                Some(own) => environment.add_template_owned(*name, own),
                None => environment.add_template(name, text),
            };
            added.map_err(|error| format!("the template {name} cannot be read: {error:#}"))?;
        }
        Ok(Self { environment })
    }

    /// Renders a template.
    pub fn render(&self, name: &str, context: &impl Serialize) -> Result<String, String> {
        let rendered = self.environment.get_template(name).and_then(|template| template.render(Serde(context)));
        rendered.map_err(|error| format!("the template {name} fails: {error:#}"))
    }
}

fn add_functions(environment: &mut Environment<'static>, words: Arc<Words>, clock: Clock) {
    let w = words.clone();
    environment.add_function("t", move |key: &str, kwargs: Kwargs| translate(&w, key, &kwargs));
    let own = words.language.clone();
    environment.add_function("lang", move |tag: Value| lang(&own, tag.as_str().unwrap_or_default()));
    environment
        .add_function("place", |url: Value, text: &str| url.as_str().map(|url| place(url, text)).unwrap_or_default());
    let w = words.clone();
    environment.add_function("country", move |code: &str| w.country(code));
    let w = words.clone();
    environment.add_function("language_name", move |tag: &str| w.language_name(tag));
    let w = words.clone();
    environment.add_function("number", move |n: i64| w.number(n));
    let w = words.clone();
    environment.add_filter("percent", move |share: f64| w.percent(share));
    environment.add_filter("listed", move |texts: Vec<String>| words.list(&texts));
    environment.add_function("time", move |state: &State, seconds: i64| {
        let _ = state;
        let when = clock.short(seconds);
        let mut html = format!("<time datetime=\"{}\">", when.iso);
        let _ = crate::charts::write_escaped(&mut html, &when.text);
        Value::from_safe_string(html + "</time>")
    });
    environment.add_function("slug", |text: &str| store::slug(text));
    environment.add_filter("json_ld", |json: &str| {
        let safe = json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
        Value::from_safe_string(safe)
    });
}

fn translate(words: &Words, key: &str, kwargs: &Kwargs) -> Result<Value, Error> {
    let names: Vec<&str> = kwargs.args().collect();
    let made = match names.as_slice() {
        [] => words.plain(key),
        ["n"] => kwargs.peek::<i64>("n").ok().and_then(|n| words.counted(key, n)),
        _ => None,
    };
    if let Some(text) = made {
        return Ok(Value::from(text));
    }
    let mut args = Vec::with_capacity(names.len());
    for name in names {
        let value: Value = kwargs.peek(name)?;
        let value = match (value.kind(), i64::try_from(value.clone())) {
            (ValueKind::Number, Ok(n)) => FluentValue::from(n),
            _ => FluentValue::from(value.to_string()),
        };
        args.push((name, value));
    }
    let text = words.get(key, args).map(Value::from);
    text.ok_or_else(|| Error::new(ErrorKind::InvalidOperation, format!("there are no words for {key}")))
}

/// `lang="de" dir="ltr"` with a space before, for a language that is known and not the paper's own.
fn lang(own: &str, tag: &str) -> Value {
    let sound = !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !sound || words::alike(tag, own) {
        return Value::from_safe_string(String::new());
    }
    Value::from_safe_string(format!(" lang=\"{tag}\" dir=\"{}\"", words::direction(tag)))
}

/// Words at either end of a longer text that a text fragment names.
const FRAGMENT_WORDS: usize = 5;

/// The address of a sentence at its source: a text fragment (`#:~:text=first words,last words`), which browsers scroll to
/// and others leave alone.
pub fn place(url: &str, text: &str) -> String {
    let clean = text.trim().trim_matches(['"', '“', '”', '„', '«', '»', '‘', '’', '\'']);
    // Between the parts of a statement stands "…", which is not at the source.
    let parts: Vec<Vec<&str>> = clean.split(" … ").map(|part| part.split_whitespace().collect()).collect();
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return url.to_owned() };
    if first.is_empty() || last.is_empty() {
        return url.to_owned();
    }
    let fragment = if parts.len() > 1 || first.len() > 2 * FRAGMENT_WORDS {
        let head = first.get(..FRAGMENT_WORDS).unwrap_or(first);
        let tail = last.get(last.len().saturating_sub(FRAGMENT_WORDS)..).unwrap_or(last);
        format!("{},{}", encode(&head.join(" ")), encode(&tail.join(" ")))
    } else {
        encode(&first.join(" "))
    };
    let separator = if url.contains('#') { "" } else { "#" };
    format!("{url}{separator}:~:text={fragment}")
}

/// Percent-encodes for a text fragment, where hyphen, comma and ampersand have a meaning.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let digit = |n: u8| char::from(if n < 10 { b'0' + n } else { b'A' + n - 10 });
            out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_links_to_its_place() {
        assert_eq!(
            place("https://a.example/x", "“No-one, he said”"),
            "https://a.example/x#:~:text=No%2Done%2C%20he%20said"
        );
        assert_eq!(
            place("https://a.example/x#top", "one two three four five six seven eight nine ten eleven"),
            "https://a.example/x#top:~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven"
        );
        assert_eq!(
            place("https://a.example/x", "one two … three four"),
            "https://a.example/x#:~:text=one%20two,three%20four"
        );
        assert_eq!(place("https://a.example/x", " "), "https://a.example/x");
    }

    #[test]
    fn a_foreign_text_has_its_language() {
        assert_eq!(lang("en", "ar").to_string(), " lang=\"ar\" dir=\"rtl\"");
        assert_eq!(lang("en", "en-GB").to_string(), "");
        assert_eq!(lang("en", "x\" onload=\"").to_string(), "");
    }
}
