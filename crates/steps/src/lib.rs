//! The pure steps as JSON Lines: one value a line in, one out, in the fields that the scorers read. Pure as the rooms it calls;
//! the command line (and anybody's pipeline) wraps files and standard input around it.

mod bytes;

use std::collections::BTreeMap;
use std::io::{BufRead, Read, Write};

use analysis::{Fingerprint, analyse, fingerprint};
use model::{Analysis, Article, Outlet, Stamp, limits};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::bytes::Bytes;

/// Runs the step of this name over lines; `Err` carries a sentence for the person who ran it.
pub fn run(step: &str, pairs: bool, input: impl BufRead, mut output: impl Write) -> Result<(), String> {
    let mut write = |value: Value| writeln!(output, "{value}").map_err(|e| format!("cannot write the answer: {e}"));
    match step {
        "feed" => each(input, |line| write(feed(line)))?,
        "read" => each(input, |line| write(read(line)))?,
        "analyse" => each(input, |line| write(with_id(&line, &analyse(&article(&line)))))?,
        "group" if pairs => {
            let mut pairs = stories::Pairs::new();
            each(input, |line| write(pair(&mut pairs, &line)))?;
        }
        "group" => group(input, write)?,
        "copies" => {
            let mut copies = stories::Copies::new();
            each(input, |line| {
                let article = article(&line);
                let found = copies.find(&fingerprint(&article));
                let mut answer = json!({"id": article.id});
                if let (Some(copy), Some(fields)) = (found, answer.as_object_mut()) {
                    fields.insert("origin".into(), copy.origin.into());
                    fields.insert("share".into(), copy.share.into());
                    fields.insert("kind".into(), copy.kind.into());
                }
                write(answer)
            })?;
        }
        "view" => views(input, write)?,
        other => {
            return Err(format!("there is no step {other}: the steps are feed, read, analyse, group, copies and view"));
        }
    }
    Ok(())
}

/// Writes each article's story as it arrives; in the end, once more those whose story became another one.
fn group(input: impl BufRead, mut write: impl FnMut(Value) -> Result<(), String>) -> Result<(), String> {
    let mut grouper = stories::Grouper::new();
    let mut moved = BTreeMap::new();
    each(input, |line| {
        let placed = grouper.place(&fingerprint(&article(&line)));
        moved.extend(placed.moved);
        write(json!({"id": placed.article, "story": placed.story, "why": placed.why}))
    })?;
    moved.into_iter().try_for_each(|(id, story)| write(json!({"id": id, "story": story})))
}

/// What the step `view` keeps of a line.
struct Kept {
    article: Article,
    analysis: Analysis,
    outlet: Outlet,
    story: String,
    why: String,
}

/// Groups all lines, then writes the view of each story. A line is an article, in order of arrival, with what is known of its outlet
/// under `publisher`; without that the outlet is a name only.
fn views(input: impl BufRead, mut write: impl FnMut(Value) -> Result<(), String>) -> Result<(), String> {
    let (mut grouper, mut finder) = (stories::Grouper::new(), stories::Copies::new());
    let (mut kept, mut moved, mut copies) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    each(input, |line| {
        let article = article(&line);
        let outlet = line.get("publisher").and_then(|of| Outlet::deserialize(of).ok()).unwrap_or_else(|| {
            let name = article.outlet.clone().unwrap_or_default();
            Outlet { slug: name.clone(), name, ..Outlet::default() }
        });
        // By name: a credited agency is told by it.
        let print = Fingerprint { outlet: outlet.name.clone(), ..fingerprint(&article) };
        let placed = grouper.place(&print);
        moved.extend(placed.moved);
        copies.extend(
            finder.find(&print).into_iter().chain(finder.late().iter().cloned()).map(|c| (c.article.clone(), c)),
        );
        let analysis = analyse(&article);
        kept.push(Kept { article, analysis, outlet, story: placed.story, why: placed.why });
        Ok(())
    })?;
    let mut stories: BTreeMap<&str, Vec<stories::Report<'_>>> = BTreeMap::new();
    for Kept { article, analysis, outlet, story, why } in &kept {
        let arrived = article.published.map_or(0, |stamp| stamp.seconds());
        let report = stories::Report { article, analysis, outlet, copy: copies.get(&article.id), arrived, why };
        stories.entry(moved.get(&article.id).unwrap_or(story)).or_default().push(report);
    }
    stories.iter().try_for_each(|(id, reports)| write(json!({"story": id, "view": stories::view(reports, i64::MAX)})))
}

/// Hands each line, read as JSON, to `f`.
fn each(input: impl BufRead, mut f: impl FnMut(Value) -> Result<(), String>) -> Result<(), String> {
    lines(input).try_for_each(|line| {
        let (number, line) = line?;
        let wrong = |e| format!("line {number} is not JSON ({e}): with --jsonl each line is one JSON value");
        f(serde_json::from_str(&line).map_err(wrong)?)
    })
}

/// The lines of an input that hold something, with their numbers, counted from 1; `Err` is a sentence, after which reading is to end.
/// What is longer than [`limits::LINE_BYTES_MAX`] is no line.
pub fn lines(mut input: impl BufRead) -> impl Iterator<Item = Result<(usize, String), String>> {
    let limit = limits::LINE_BYTES_MAX;
    let mut numbers = 1..;
    std::iter::from_fn(move || {
        for number in numbers.by_ref() {
            let mut line = Vec::new();
            match (&mut input).take(limit as u64 + 1).read_until(b'\n', &mut line) {
                Err(e) => return Some(Err(format!("line {number} cannot be read ({e})"))),
                Ok(0) => return None,
                Ok(count) if count > limit => {
                    return Some(Err(format!(
                        "line {number} is longer than the {} MiB that a line may have",
                        limit >> 20
                    )));
                }
                Ok(_) if line.trim_ascii().is_empty() => {}
                Ok(_) => {
                    let text = String::from_utf8(line).map_err(|_| format!("line {number} is no text in UTF-8"));
                    return Some(text.map(|text| (number, text)));
                }
            }
        }
        None
    })
}

/// An input line of the steps that take a document.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Document {
    body: Bytes,
    html: Bytes,
    url: Option<String>,
    headers: Map<String, Value>,
    now: Option<Stamp>,
}

impl Document {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(Value::as_str)
    }

    fn context(&self) -> reader::Context<'_> {
        reader::Context {
            url: self.url.as_deref(),
            content_type: self.header("content-type"),
            content_location: self.header("content-location"),
            content_language: self.header("content-language"),
            now: self.now,
            clean: true,
            agencies: &[],
        }
    }
}

fn feed(line: Value) -> Value {
    let id = line.get("id").cloned().unwrap_or_default();
    let document: Document = serde_json::from_value(line).unwrap_or_default();
    let (answer, flaws) = reader::feed(&document.body.0, &document.context());
    match answer {
        Ok(feed) => json!({"id": id, "ok": true, "feed": feed, "flaws": flaws}),
        Err(error) => json!({"id": id, "ok": false, "error": error, "flaws": flaws}),
    }
}

fn read(line: Value) -> Value {
    let id = line.get("id").cloned().unwrap_or_default();
    let document: Document = serde_json::from_value(line).unwrap_or_default();
    let mut article =
        serde_json::to_value(reader::page(&document.html.0, &document.context()).article).unwrap_or_default();
    if let Some(fields) = article.as_object_mut() {
        fields.insert("id".into(), id);
    }
    article
}

/// The article of a line; what cannot be read is left out.
fn article(line: &Value) -> Article {
    Article::deserialize(line).unwrap_or_default()
}

fn with_id(line: &Value, answer: &impl serde::Serialize) -> Value {
    let mut answer = serde_json::to_value(answer).unwrap_or_default();
    if let Some(fields) = answer.as_object_mut() {
        fields.insert("id".into(), line.get("id").cloned().unwrap_or_default());
    }
    answer
}

fn pair(pairs: &mut stories::Pairs, line: &Value) -> Value {
    let text = |side: &str| fingerprint(&line.get(side).map(article).unwrap_or_default());
    json!({"id": line.get("id"), "score": pairs.likeness(&text("a"), &text("b"))})
}
