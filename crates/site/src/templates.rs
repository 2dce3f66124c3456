//! Templates: minijinja files beside the code, which an operator may override by name from a folder. Strict: a name that
//! is not there is an error, so that a mistake is seen in a test and not as a hole in a page. An operator's are looked at when the
//! hub starts: a file that no page uses, a variable that no page has and a template that fails on the examples are refused.
//!
//! What each template gets is in `examples/templates.json`; a test writes it, and fails where it is out of date.
//!
//! What templates can call, beside minijinja's own, is a function, `t(key, name=…)`, the paper's words, and filters, which cost less than
//! functions and macros: `n|counted(key)` the words with a number `n`; `tag|lang` the attributes `lang` and `dir` of a foreign piece of
//! text; `url|place(text)` the address of a sentence at its source; `source|outlets(others, limit)` links to those who tell it;
//! `story|counts` how many reports and outlets it has, and its age; `when|when` and `seconds|time` a time; `country`, `language_name`,
//! `number`, `slug`, `json_ld`, `percent`; `listed` texts in a row with the language's comma; `reason` why a report stands in its story, in the
//! paper's words.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Bytes;
use fluent_bundle::FluentValue;
use minijinja::value::{Kwargs, Serde, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value};
use serde::Serialize;

use crate::Settings;
use crate::charts::write_escaped;
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

/// What a page of each template gets, for looking at an operator's templates.
const EXAMPLES: &str = include_str!("../examples/templates.json");

/// The style sheet's name.
const STYLE: &str = "site.css";

/// The style sheet, or the operator's in its stead.
pub fn style(settings: &Settings) -> Bytes {
    let own = settings.templates.as_ref().and_then(|folder| std::fs::read(folder.join(STYLE)).ok());
    own.map_or(Bytes::from_static(include_bytes!("../static/site.css")), Bytes::from)
}

/// All templates, ready to render.
pub struct Templates {
    environment: Environment<'static>,
    /// What was rendered last with each template.
    #[cfg(test)]
    seen: std::sync::Mutex<BTreeMap<String, serde_json::Value>>,
}

impl Templates {
    /// Reads the templates; a sentence with file and line where one is wrong.
    pub fn new(settings: &Settings, words: Arc<Words>, clock: Clock) -> Result<Self, String> {
        let own = settings.templates.as_deref().map_or(Ok(BTreeMap::new()), own_files)?;
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Html);
        environment.set_formatter(|out, state, value| match value.as_str() {
            // Our own escaping leaves slashes alone and drops control characters.
            Some(text) if !value.is_safe() => Ok(write_escaped(out, text)?),
            _ => minijinja::escape_formatter(out, state, value),
        });
        add_functions(&mut environment, words.clone(), clock);
        for (name, text) in FILES {
            let read = own.get(*name).map(std::fs::read_to_string).transpose();
            let added = match read.map_err(|error| format!("the template {name} cannot be read: {error}"))? {
                Some(own) => environment.add_template_owned(*name, with_words(&own, &words)),
                None => environment.add_template_owned(*name, with_words(text, &words)),
            };
            added.map_err(|error| format!("the template {name} cannot be read: {error:#}"))?;
        }
        let templates = Self {
            environment,
            #[cfg(test)]
            seen: std::sync::Mutex::default(),
        };
        templates.check(&own)?;
        Ok(templates)
    }

    /// Looks at an operator's templates: at the variables of each, then at how all of them do with the examples.
    fn check(&self, own: &BTreeMap<String, PathBuf>) -> Result<(), String> {
        let own: Vec<&str> = own.keys().map(String::as_str).filter(|name| *name != STYLE).collect();
        if own.is_empty() {
            return Ok(());
        }
        let examples = examples()?;
        for name in own {
            self.check_variables(name, &examples)?;
        }
        examples.iter().try_for_each(|(name, example)| self.render(name, example).map(drop))
    }

    /// Refuses a variable that no page of this template has, also where the examples do not come by.
    fn check_variables(&self, name: &str, examples: &BTreeMap<String, serde_json::Value>) -> Result<(), String> {
        let template = self.environment.get_template(name).map_err(|error| error.to_string())?;
        let globals: Vec<&str> = self.environment.globals().map(|(name, _)| name).collect();
        let mut variables: Vec<String> = template.undeclared_variables(true).into_iter().collect();
        variables.sort();
        // What stands around pages may use what any of them has.
        let area = name.split_once('/').map_or("", |(area, _)| area);
        let pages: Vec<&serde_json::Value> = match examples.get(name) {
            Some(example) => vec![example],
            None => examples.iter().filter(|(page, _)| page.starts_with(area)).map(|(_, example)| example).collect(),
        };
        for variable in variables.iter().filter(|variable| !globals.contains(&variable.as_str())) {
            let unknown = pages.iter().map(|page| unknown(page, variable)).min_by_key(|unknown| unknown.is_some());
            if let Some((wrong, nearest)) = unknown.flatten() {
                return Err(format!(
                    "the template {name} asks for {wrong}, which is not there; the nearest is {nearest}"
                ));
            }
        }
        Ok(())
    }

    /// Renders a template.
    pub fn render(&self, name: &str, context: &impl Serialize) -> Result<String, String> {
        #[cfg(test)]
        self.seen.lock().unwrap().insert(name.to_owned(), serde_json::to_value(context).unwrap());
        let rendered = self.environment.get_template(name).and_then(|template| template.render(Serde(context)));
        rendered.map_err(|error| format!("the template {name} fails: {error:#}"))
    }
}

/// The examples by template.
fn examples() -> Result<BTreeMap<String, serde_json::Value>, String> {
    serde_json::from_str(EXAMPLES).map_err(|error| format!("the examples for templates cannot be read: {error}"))
}

/// The operator's files by name, with `/` between folders; what begins with a dot is left alone. A file that would stand in for
/// nothing is refused with the name that it may have been meant to have.
fn own_files(folder: &Path) -> Result<BTreeMap<String, PathBuf>, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, above)) = folders.pop() {
        let listed = std::fs::read_dir(&folder).map_err(|error| {
            let folder = folder.display();
            format!("the setting templates names {folder}, which is no folder to read: {error}; make it, or leave the setting empty")
        })?;
        for entry in listed.filter_map(Result::ok) {
            let name = format!("{above}{}", entry.file_name().to_string_lossy());
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if entry.path().is_dir() {
                folders.push((entry.path(), format!("{name}/")));
            } else {
                found.insert(name, entry.path());
            }
        }
    }
    let known = || FILES.iter().map(|(name, _)| *name).chain([STYLE]);
    match found.iter().find(|(name, _)| !known().any(|known| known == name.as_str())) {
        None => Ok(found),
        Some((name, path)) => Err(format!(
            "{} stands in for nothing: there is no template {name}; the nearest is {}",
            path.display(),
            nearest(name, known())
        )),
    }
}

/// Which of the words differs from `word` by the fewest letters.
fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> &'a str {
    known.min_by_key(|known| strsim::levenshtein(known, word)).unwrap_or_default()
}

/// The first part of a variable (`shell.title`) that an example does not have, with the nearest one that it has. Below what is
/// empty in the example, and below text, all is taken as known: rendering tells.
fn unknown(example: &serde_json::Value, variable: &str) -> Option<(String, String)> {
    let mut at = example;
    for (depth, part) in variable.split('.').enumerate() {
        let object = at.as_object()?;
        let Some(below) = object.get(part) else {
            if object.is_empty() {
                return None;
            }
            let nearest = nearest(part, object.keys().map(String::as_str));
            let above: Vec<&str> = variable.split('.').take(depth).collect();
            let full = |part: &str| above.iter().copied().chain([part]).collect::<Vec<_>>().join(".");
            return Some((full(part), full(nearest)));
        };
        at = below;
    }
    None
}

fn add_functions(environment: &mut Environment<'static>, words: Arc<Words>, clock: Clock) {
    let w = words.clone();
    environment.add_function("t", move |key: &str, kwargs: Kwargs| translate(&w, key, &kwargs));
    let w = words.clone();
    environment.add_filter("counted", move |n: i64, key: &str| counted(&w, key, n).map(Value::from));
    let w = words.clone();
    environment.add_filter("counts", move |of: Value| counts(&w, &of));
    let w = words.clone();
    environment.add_filter("lang", move |tag: Value| lang(&w.language, tag.as_str().unwrap_or_default()));
    environment
        .add_filter("place", |url: Value, text: &str| url.as_str().map(|url| place(url, text)).unwrap_or_default());
    let w = words.clone();
    environment
        .add_filter("outlets", move |source: Value, others: Value, limit: usize| outlets(&w, &source, &others, limit));
    let w = words.clone();
    environment.add_filter("country", move |code: &str| w.country(code));
    let w = words.clone();
    environment.add_filter("language_name", move |tag: &str| w.language_name(tag));
    let w = words.clone();
    environment.add_filter("number", move |n: i64| w.number(n));
    let w = words.clone();
    environment.add_filter("percent", move |share: f64| w.percent(share));
    let w = words.clone();
    environment.add_filter("reason", move |kept: &str| w.reason(kept));
    environment.add_filter("listed", move |texts: Vec<String>| words.list(&texts));
    environment.add_filter("when", |when: Value| {
        let mut html = String::with_capacity(96);
        write_when(&mut html, &when)?;
        Ok::<_, Error>(Value::from_safe_string(html))
    });
    environment.add_filter("time", move |seconds: i64| {
        let when = clock.short(seconds);
        let mut html = String::with_capacity(96);
        write_time(&mut html, &when.iso, &when.text);
        Value::from_safe_string(html)
    });
    environment.add_filter("slug", |text: &str| store::slug(text));
    environment.add_filter("json_ld", |json: &str| {
        let safe = json.replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026");
        Value::from_safe_string(safe)
    });
}

/// A word that takes nothing is the same on every page: it is put into the template in place of its call of `t`. One that is not there
/// stays, and fails when it is rendered.
fn with_words(template: &str, words: &Words) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{ t(\"") {
        out.push_str(before);
        let word = after.split_once("\") }}").and_then(|(key, after)| Some((words.plain(key)?, after)));
        rest = match word.filter(|(word, _)| !word.contains('{')) {
            Some((word, after)) => {
                let _ = write_escaped(&mut out, word);
                after
            }
            None => {
                out.push_str("{{ t(\"");
                after
            }
        };
    }
    out + rest
}

fn translate(words: &Words, key: &str, kwargs: &Kwargs) -> Result<Value, Error> {
    let names: Vec<&str> = kwargs.args().collect();
    if names.is_empty()
        && let Some(text) = words.plain(key)
    {
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
    words.get(key, args).map(Value::from).ok_or_else(|| no_words(key))
}

fn no_words(key: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("there are no words for {key}"))
}

/// The words under a key with the number `n`.
fn counted<'w>(words: &'w Words, key: &str, n: i64) -> Result<Cow<'w, str>, Error> {
    let made = || words.get(key, [("n", FluentValue::from(n))]).map(Cow::Owned);
    words.counted(key, n).map(Cow::Borrowed).or_else(made).ok_or_else(|| no_words(key))
}

/// What a value has under a name.
fn field(of: &Value, name: &str) -> Result<Value, Error> {
    let value = of.get_attr(name)?;
    let missing = || Error::new(ErrorKind::UndefinedError, format!("there is no {name}"));
    if value.is_undefined() { Err(missing()) } else { Ok(value) }
}

/// How many reports, outlets and countries a story has, and how old it is.
fn counts(words: &Words, of: &Value) -> Result<Value, Error> {
    let mut html = String::with_capacity(160);
    for (name, key, least) in
        [("reports", "reports", 0), ("outlets", "outlets-count", 0), ("countries", "countries-count", 2)]
    {
        let n = i64::try_from(field(of, name)?)?;
        if n >= least {
            let _ = write_escaped(&mut html, &counted(words, key, n)?);
            html.push_str(" · ");
        }
    }
    write_when(&mut html, &field(of, "age")?)?;
    Ok(Value::from_safe_string(html))
}

fn write_when(html: &mut String, when: &Value) -> Result<(), Error> {
    let (iso, text) = (field(when, "iso")?, field(when, "text")?);
    write_time(html, iso.as_str().unwrap_or_default(), text.as_str().unwrap_or_default());
    Ok(())
}

fn write_time(html: &mut String, iso: &str, text: &str) {
    html.push_str("<time datetime=\"");
    let _ = write_escaped(html, iso);
    html.push_str("\">");
    let _ = write_escaped(html, text);
    html.push_str("</time>");
}

/// A source and so many others that tell the same, each linked to its place, and how many more there are.
fn outlets(words: &Words, source: &Value, others: &Value, limit: usize) -> Result<Value, Error> {
    let mut html = String::with_capacity(600);
    let count = usize::try_from(field(others, "count")?)?;
    let named = field(others, "named")?;
    for (n, source) in std::iter::once(source.clone()).chain(named.try_iter()?.take(limit)).enumerate() {
        if n > 0 {
            html.push_str(words.plain("comma").unwrap_or(", "));
        }
        let (url, text) = (field(&source, "url")?, field(&source, "text")?);
        html.push_str("<a href=\"");
        let _ = write_escaped(&mut html, &place(url.as_str().unwrap_or_default(), text.as_str().unwrap_or_default()));
        html.push_str("\"><bdi>");
        let _ = write_escaped(&mut html, field(&source, "outlet")?.as_str().unwrap_or_default());
        html.push_str("</bdi></a>");
    }
    if let Some(more) = count.checked_sub(limit).filter(|more| *more > 0) {
        html.push(' ');
        let _ = write_escaped(&mut html, &counted(words, "and-more", i64::try_from(more).unwrap_or(i64::MAX))?);
    }
    Ok(Value::from_safe_string(html))
}

/// `lang="de" dir="ltr"` with a space before, for a language that is known and not the paper's own.
fn lang(own: &str, tag: &str) -> Value {
    let sound = !tag.is_empty() && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !sound || words::alike(tag, own) {
        return Value::from("");
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
    let parts = clean.contains('…').then(|| clean.split_once(" … ").zip(clean.rsplit_once(" … "))).flatten();
    let (first, last) = parts.map_or((clean, clean), |((first, _), (_, last))| (first, last));
    let mut tail: Vec<&str> = last.split_whitespace().rev().take(FRAGMENT_WORDS).collect();
    tail.reverse();
    if tail.is_empty() || first.trim().is_empty() {
        return url.to_owned();
    }
    let mut address = String::with_capacity(url.len() + 160);
    address.push_str(url);
    address.push_str(if url.contains('#') { ":~:text=" } else { "#:~:text=" });
    if parts.is_some() || first.split_whitespace().nth(2 * FRAGMENT_WORDS).is_some() {
        encode(&mut address, first.split_whitespace().take(FRAGMENT_WORDS));
        address.push(',');
        encode(&mut address, tail.into_iter());
    } else {
        encode(&mut address, first.split_whitespace());
    }
    address
}

/// Percent-encodes words for a text fragment, where hyphen, comma and ampersand have a meaning.
fn encode<'a>(out: &mut String, words: impl Iterator<Item = &'a str>) {
    const DIGITS: [u8; 16] = *b"0123456789ABCDEF";
    for (n, word) in words.enumerate() {
        if n > 0 {
            out.push_str("%20");
        }
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~');
        if word.bytes().all(plain) {
            out.push_str(word);
            continue;
        }
        for byte in word.bytes() {
            if plain(byte) {
                out.push(char::from(byte));
            } else {
                let digit = |n: u8| char::from(DIGITS.get(usize::from(n)).copied().unwrap_or_default());
                out.extend(['%', digit(byte >> 4), digit(byte & 15)]);
            }
        }
    }
}

#[cfg(test)]
mod tests;
