//! The pure steps on files, addresses and standard input: JSON Lines with `--jsonl`, otherwise printed for a person.

use std::io::{self, BufRead, BufReader, Read, Write};

use clap::ArgMatches;
use serde_json::{Value, json};
use sources::{Purpose, Request};

use crate::files::{cannot_read, open};

/// Runs a pure step as the command line asks.
pub fn run(step: &str, arguments: &ArgMatches) -> Result<(), String> {
    let file = arguments.get_one::<String>("FILE").map_or("-", String::as_str);
    let pairs = step == "group" && arguments.get_flag("pairs");
    let jsonl = arguments.get_flag("jsonl");
    let elsewhere = matches!(step, "feed" | "read") && (file.starts_with("http://") || file.starts_with("https://"));
    if jsonl && !elsewhere {
        let output = io::BufWriter::new(io::stdout().lock());
        return steps::run(step, pairs, open(file)?, output).map_err(|what| format!("{file}: {what}"));
    }
    let mut answer = Vec::new();
    if matches!(step, "feed" | "read") {
        let document = if elsewhere { fetched(step, file, arguments)? } else { read_file(file)? };
        let line = document.line(step, file, arguments.get_one::<String>("url").cloned());
        steps::run(step, false, BufReader::new(line.as_bytes()), &mut answer)?;
    } else {
        steps::run(step, pairs, open(file)?, &mut answer).map_err(|what| format!("{file}: {what}"))?;
    }
    let mut out = io::stdout().lock();
    if jsonl {
        return out.write_all(&answer).map_err(|e| format!("cannot write the answer: {e}"));
    }
    for line in answer.lines() {
        let value: Value = line.ok().and_then(|l| serde_json::from_str(&l).ok()).unwrap_or_default();
        if let Some(nothing) = nothing(step, file, &value) {
            return Err(nothing);
        }
        let _ = print(&mut out, step, &value);
    }
    Ok(())
}

/// A document, with what its server said of it.
struct Document {
    bytes: Vec<u8>,
    url: Option<String>,
    content_type: Option<String>,
}

impl Document {
    /// The line that the step would get for this document.
    fn line(&self, step: &str, id: &str, url: Option<String>) -> String {
        let field = if step == "feed" { "body" } else { "html" };
        let headers = self.content_type.as_ref().map(|kind| json!({"content-type": kind})).unwrap_or_else(|| json!({}));
        let url = url.or_else(|| self.url.clone());
        json!({"id": id, field: {"base64": reader::base64::encode(&self.bytes)}, "url": url, "headers": headers})
            .to_string()
    }
}

fn read_file(file: &str) -> Result<Document, String> {
    let mut bytes = Vec::new();
    let limit = model::limits::BODY_BYTES_MAX as u64;
    open(file)?.take(limit + 1).read_to_end(&mut bytes).map_err(|e| cannot_read(file, &e))?;
    if bytes.len() as u64 > limit {
        return Err(format!(
            "{file} is larger than the {} MiB that a document may have: is it the right file?",
            limit >> 20
        ));
    }
    Ok(Document { bytes, url: None, content_type: None })
}

/// Fetches a feed or a page as the hub would: robots.txt, address check and limits as the settings want them.
fn fetched(step: &str, url: &str, arguments: &ArgMatches) -> Result<Document, String> {
    let (settings, _) = crate::settings::load(arguments)?;
    let fetcher = crate::serve::fetcher(&settings)?;
    let purpose = if step == "feed" { Purpose::Feed } else { Purpose::Page };
    let request = Request { url: url.to_owned(), purpose, etag: None, last_modified: None };
    let runtime = tokio::runtime::Runtime::new().map_err(|e| format!("cannot start: {e}"))?;
    let answer = runtime.block_on(fetcher.fetch(&request)).map_err(|fault| fault.sentence)?;
    Ok(Document { bytes: answer.body.unwrap_or_default(), url: Some(answer.url), content_type: answer.content_type })
}

/// Why a document holds nothing of what was looked for, and what to do.
fn nothing(step: &str, file: &str, value: &Value) -> Option<String> {
    let flaws: Vec<&str> = value["flaws"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let flaws = if flaws.is_empty() { String::new() } else { format!(" ({})", flaws.join("; ")) };
    match step {
        "feed" if value["ok"] == json!(false) => {
            let why = value["error"].as_str().unwrap_or("the document is no feed");
            Some(format!(
                "{file}: {why}{flaws}. `broadsheet outlets add HOME` finds the feeds of an outlet's home page"
            ))
        }
        "read" if value["headline"].is_null() && holds_no_text(value) => Some(format!(
            "{file} holds no article, neither headline nor text{flaws}: give the HTML of an article's page"
        )),
        _ => None,
    }
}

/// Is what was read nothing, or bytes that are no text: one in twenty of its characters is none?
fn holds_no_text(value: &Value) -> bool {
    let article: model::Article = serde_json::from_value(value.clone()).unwrap_or_default();
    let text = article.body_text();
    let odd =
        text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER || c.is_control() && !c.is_whitespace()).count();
    text.trim().is_empty() || 20 * odd > text.chars().count()
}

/// Prints an answer for a person: the text of an article, the entries of a feed, the statements of an analysis.
fn print(out: &mut impl Write, step: &str, value: &Value) -> io::Result<()> {
    let text = |v: &Value| v.as_str().map(str::to_owned).or_else(|| v.get("value")?.as_str().map(str::to_owned));
    match step {
        "feed" => {
            let feed = &value["feed"];
            writeln!(out, "{}\n", text(&feed["title"]).unwrap_or_default())?;
            for entry in feed["entries"].as_array().into_iter().flatten() {
                let date = text(&entry["published"]).or_else(|| text(&entry["updated"])).unwrap_or_default();
                writeln!(out, "{date:<26} {}", text(&entry["title"]).unwrap_or_default())?;
                writeln!(out, "{:<26} {}", "", text(&entry["link"]).unwrap_or_default())?;
            }
            flaws(out, value)
        }
        "read" => {
            for field in ["headline", "standfirst", "published", "section"] {
                if let Some(line) = text(&value[field]) {
                    writeln!(out, "{line}")?;
                }
            }
            let names = |v: &Value| v.as_array().into_iter().flatten().filter_map(text).collect::<Vec<_>>().join(", ");
            if !names(&value["authors"]).is_empty() {
                writeln!(out, "By {}", names(&value["authors"]))?;
            }
            let article: model::Article = serde_json::from_value(value.clone()).unwrap_or_default();
            for line in article.body_text().lines() {
                writeln!(out, "\n{line}")?;
            }
            flaws(out, value)
        }
        _ => writeln!(out, "{}", serde_json::to_string_pretty(value).unwrap_or_default()),
    }
}

fn flaws(out: &mut impl Write, value: &Value) -> io::Result<()> {
    for flaw in value["flaws"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        writeln!(out, "\nFlaw: {flaw}")?;
    }
    Ok(())
}
