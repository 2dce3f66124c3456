//! The pure steps on files and standard input: JSON Lines with `--jsonl`, otherwise printed for a person.

use std::io::{self, BufRead, BufReader, Read, Write};

use clap::ArgMatches;
use serde_json::{Value, json};

/// Runs a pure step as the command line asks.
pub fn run(step: &str, arguments: &ArgMatches) -> Result<(), String> {
    let file = arguments.get_one::<String>("FILE").map_or("-", String::as_str);
    let pairs = step == "group" && arguments.get_flag("pairs");
    if arguments.get_flag("jsonl") {
        let output = io::BufWriter::new(io::stdout().lock());
        return steps::run(step, pairs, open(file)?, output);
    }
    let mut answer = Vec::new();
    if matches!(step, "feed" | "read") {
        let url = arguments.get_one::<String>("url").cloned();
        let line = document_line(step, file, url)?;
        steps::run(step, false, BufReader::new(line.as_bytes()), &mut answer)?;
    } else {
        steps::run(step, pairs, open(file)?, &mut answer)?;
    }
    let mut out = io::stdout().lock();
    for line in answer.lines() {
        let value: Value = line.ok().and_then(|l| serde_json::from_str(&l).ok()).unwrap_or_default();
        let _ = print(&mut out, step, &value);
    }
    Ok(())
}

fn open(file: &str) -> Result<Box<dyn BufRead>, String> {
    if file == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let opened = std::fs::File::open(file).map_err(|e| format!("cannot open {file}: {e}"))?;
    Ok(Box::new(BufReader::new(opened)))
}

/// The line that the step would get for one document.
fn document_line(step: &str, file: &str, url: Option<String>) -> Result<String, String> {
    let mut bytes = Vec::new();
    let limit = model::limits::BODY_BYTES_MAX as u64;
    open(file)?.take(limit + 1).read_to_end(&mut bytes).map_err(|e| format!("cannot read {file}: {e}"))?;
    if bytes.len() as u64 > limit {
        return Err(format!("{file} is larger than the {} MiB that a document may have", limit >> 20));
    }
    let field = if step == "feed" { "body" } else { "html" };
    Ok(json!({"id": file, field: {"base64": steps::base64_of(&bytes)}, "url": url}).to_string())
}

/// Prints an answer for a person: the text of an article, the entries of a feed, the statements of an analysis.
fn print(out: &mut impl Write, step: &str, value: &Value) -> io::Result<()> {
    let text = |v: &Value| v.as_str().map(str::to_owned).or_else(|| v.get("value")?.as_str().map(str::to_owned));
    match step {
        "feed" if value["ok"] == json!(false) => {
            writeln!(out, "No feed: {}", text(&value["error"]).unwrap_or_default())
        }
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
