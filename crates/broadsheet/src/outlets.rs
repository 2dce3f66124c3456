//! `broadsheet outlets`: list, add, import, export, check.

use std::io::{Read, Write};

use clap::ArgMatches;
use model::{Feed, Outlet, OutletState};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sources::Fetcher;
use store::{Fault, FaultKind, Store, Tx, addresses, feeds, outlets, work};

use crate::{
    files,
    hub::now,
    pipeline::{discover, work::DISCOVER},
};

/// The starter list that comes along.
const STARTER: &str = include_str!("../starter.jsonl");

/// An outlet with its feeds, as files of outlets hold it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Listed {
    /// The outlet's facts.
    #[serde(flatten)]
    pub outlet: Outlet,
    /// Its feeds' addresses; empty: they are looked for at the home page.
    pub feeds: Vec<String>,
}

/// Adds or updates an outlet with its feeds; feeds are looked for where none is named.
pub fn take(tx: &mut Tx, listed: &Listed) -> Result<(), Fault> {
    let mut outlet = listed.outlet.clone();
    if outlet.name.is_empty() {
        outlet.name = addresses::domain(&outlet.home).unwrap_or_else(|| outlet.home.clone());
    }
    if outlet.slug.is_empty() {
        outlet.slug = store::slug(&outlet.name);
    }
    let known = outlets::by_slug(tx, &outlet.slug)?.filter(|known| known.home == outlet.home);
    let outlet = match known {
        Some(known) => {
            let outlet = Outlet { id: known.id, slug: known.slug, ..outlet };
            outlets::update(tx, &outlet)?;
            outlet
        }
        None => outlets::insert(tx, &outlet, now())?,
    };
    for url in &listed.feeds {
        let feed = Feed { outlet: outlet.id, url: url.clone(), next_poll: now(), ..Feed::default() };
        match feeds::insert(tx, &feed) {
            Err(fault) if fault.kind != FaultKind::Taken => return Err(fault),
            _ => {}
        }
    }
    if listed.feeds.is_empty() && outlet.state != OutletState::Paused {
        work::put(tx, DISCOVER, &outlet.id.to_string(), &outlet.home, now())?;
    }
    Ok(())
}

/// Reads a list of outlets: OPML, JSON Lines, or a JSON array.
pub fn read_list(bytes: &[u8], name: &str) -> Result<Vec<Listed>, String> {
    let text = String::from_utf8_lossy(bytes);
    let beginning = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    if beginning.is_empty() {
        return Err(format!("{name} is empty: outlets come as OPML or as JSON Lines"));
    }
    if beginning.starts_with('[') {
        return serde_json::from_str(beginning).map_err(|e| format!("{name} is no list of outlets: {e}"));
    }
    if beginning.starts_with('{') {
        let lines = beginning.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        return lines
            .map(|(n, line)| serde_json::from_str(line).map_err(|e| format!("{name} line {}: {e}", n + 1)))
            .collect();
    }
    let (feeds, flaws) = reader::opml(bytes);
    if feeds.is_empty() {
        let why = flaws.first().map_or_else(|| "it names no feeds".to_owned(), |flaw| flaw.0.clone());
        return Err(format!(
            "{name} is no OPML with feeds ({why}): export one from your feed reader, or write JSON Lines"
        ));
    }
    let mut listed: Vec<Listed> = Vec::new();
    for feed in feeds {
        let home = feed.home.clone().filter(|home| !home.is_empty()).unwrap_or_else(|| home_of(&feed.url));
        match listed.iter_mut().find(|l| l.outlet.home == home) {
            Some(known) => known.feeds.push(feed.url),
            None => {
                let name = feed.title.clone().or_else(|| addresses::domain(&home)).unwrap_or_else(|| home.clone());
                listed.push(Listed { outlet: Outlet { name, home, ..Outlet::default() }, feeds: vec![feed.url] });
            }
        }
    }
    Ok(listed)
}

fn home_of(url: &str) -> String {
    url::Url::parse(url).ok().and_then(|u| u.join("/").ok()).map_or_else(|| url.to_owned(), String::from)
}

/// `outlets import`.
pub fn import(store: &Store, arguments: &ArgMatches) -> Result<(), String> {
    let file = arguments.get_one::<String>("FILE").map_or("-", String::as_str);
    let listed = if file == "starter" {
        read_list(STARTER.as_bytes(), "the starter list")?
    } else {
        let mut bytes = Vec::new();
        let limit = model::limits::BODY_BYTES_MAX as u64;
        files::open(file)?.take(limit + 1).read_to_end(&mut bytes).map_err(|e| files::cannot_read(file, &e))?;
        if bytes.len() as u64 > limit {
            return Err(format!(
                "{file} is larger than the {} MiB that a list may have: is it the right file?",
                limit >> 20
            ));
        }
        read_list(&bytes, file)?
    };
    store.write(|tx| listed.iter().try_for_each(|listed| take(tx, listed))).map_err(|f| f.sentence)?;
    println!("{} outlets with {} feeds", listed.len(), listed.iter().map(|l| l.feeds.len()).sum::<usize>());
    Ok(())
}

/// `outlets add`.
pub async fn add(store: &Store, fetcher: &Fetcher, arguments: &ArgMatches) -> Result<(), String> {
    let own = |name: &str| arguments.get_one::<String>(name).cloned();
    let mut failed = Vec::new();
    for address in arguments.get_many::<String>("ADDRESS").into_iter().flatten() {
        let address = if address.contains("://") { address.clone() } else { format!("https://{address}/") };
        let found = match discover::find(fetcher, &address).await {
            Ok(found) => found,
            Err(why) => {
                failed.push(why);
                continue;
            }
        };
        let title = found.first().and_then(|(_, title)| title.clone());
        let text = own("text").map(|rule| serde_json::from_value(Value::String(rule))).transpose();
        let outlet = Outlet {
            name: own("name").or(title).unwrap_or_default(),
            home: home_of(&address),
            country: own("country"),
            text: text.map_err(|_| "write --text link, excerpt or full")?.unwrap_or_default(),
            ..Outlet::default()
        };
        let listed = Listed { outlet, feeds: found.into_iter().map(|(url, _)| url).collect() };
        store.write(|tx| take(tx, &listed)).map_err(|f| f.sentence)?;
        println!("{}: {}", listed.outlet.name, listed.feeds.join(", "));
    }
    if failed.is_empty() { Ok(()) } else { Err(failed.join("\n")) }
}

/// All outlets with their feeds.
fn all(tx: &mut Tx) -> Result<Vec<(Outlet, Vec<Feed>)>, Fault> {
    outlets::list(tx)?
        .into_iter()
        .map(|outlet| Ok((feeds::of_outlet(tx, outlet.id)?, outlet)))
        .map(|r| r.map(|(f, o)| (o, f)))
        .collect()
}

/// `outlets list`.
pub fn list(store: &Store, arguments: &ArgMatches) -> Result<(), String> {
    let outlets = store.read(all).map_err(|f| f.sentence)?;
    let mut out = std::io::stdout().lock();
    for (outlet, feeds) in &outlets {
        if arguments.get_flag("jsonl") {
            let line = serde_json::json!({"outlet": outlet, "feeds": feeds});
            let _ = writeln!(out, "{line}");
            continue;
        }
        let _ = writeln!(out, "{} ({})", outlet.name, outlet.home);
        for feed in feeds {
            let health = feed.fault.clone().or_else(|| feed.stopped.clone()).unwrap_or_else(|| "well".into());
            let _ = writeln!(out, "    {}: {health}", feed.url);
        }
    }
    if outlets.is_empty() {
        let _ = writeln!(out, "No outlets yet: add one with `broadsheet outlets add https://an.outlet/`.");
    }
    Ok(())
}

/// `outlets export`.
pub fn export(store: &Store, arguments: &ArgMatches) -> Result<(), String> {
    let outlets = store.read(all).map_err(|f| f.sentence)?;
    let mut out = std::io::stdout().lock();
    if arguments.get_one::<String>("format").is_some_and(|format| format == "opml") {
        let feeds: Vec<reader::OpmlFeed> = (outlets.iter())
            .flat_map(|(outlet, feeds)| feeds.iter().map(move |feed| (outlet, feed)))
            .map(|(outlet, feed)| reader::OpmlFeed {
                url: feed.url.clone(),
                title: Some(outlet.name.clone()),
                home: Some(outlet.home.clone()),
                ..reader::OpmlFeed::default()
            })
            .collect();
        return write!(out, "{}", reader::write_opml("Outlets", &feeds)).map_err(|e| e.to_string());
    }
    for (outlet, feeds) in outlets {
        let listed = Listed { outlet, feeds: feeds.into_iter().map(|feed| feed.url).collect() };
        writeln!(out, "{}", serde_json::to_string(&listed).map_err(|e| e.to_string())?).map_err(|e| e.to_string())?;
    }
    Ok(())
}

/// `outlets check`: fetches every feed once and says what it answers.
pub async fn check(store: &Store, fetcher: &Fetcher, arguments: &ArgMatches) -> Result<(), String> {
    let outlets = store.read(all).map_err(|f| f.sentence)?;
    for (outlet, feeds) in outlets {
        for feed in feeds {
            let request = sources::Request {
                url: feed.url.clone(),
                purpose: sources::Purpose::Feed,
                etag: None,
                last_modified: None,
            };
            let answer = match fetcher.fetch(&request).await {
                Ok(answer) => {
                    let context = reader::Context {
                        url: Some(&answer.url),
                        content_type: answer.content_type.as_deref(),
                        ..reader::Context::default()
                    };
                    match reader::feed(answer.body.as_deref().unwrap_or_default(), &context).0 {
                        Ok(document) => format!("{} entries", document.entries.len()),
                        Err(why) => why,
                    }
                }
                Err(fault) => fault.sentence,
            };
            if arguments.get_flag("jsonl") {
                println!("{}", serde_json::json!({"outlet": outlet.slug, "feed": feed.url, "answer": answer}));
            } else {
                println!("{}: {}: {answer}", outlet.name, feed.url);
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_outlets_in_three_forms() {
        let opml =
            b"<opml><body><outline text='A' xmlUrl='http://a.example/feed' htmlUrl='http://a.example/'/></body></opml>";
        let lines = b"{\"name\": \"A\", \"home\": \"http://a.example/\", \"feeds\": [\"http://a.example/feed\"]}\n";
        let array = b"[{\"name\": \"A\", \"home\": \"http://a.example/\", \"feeds\": [\"http://a.example/feed\"]}]";
        for bytes in [&opml[..], lines, array] {
            let listed = read_list(bytes, "list").unwrap();
            assert_eq!((listed[0].outlet.name.as_str(), listed[0].feeds.len()), ("A", 1));
        }
        for (bytes, part) in [(&b""[..], "is empty"), (b"<html>", "no OPML"), (b"{\"name\": 3}", "line 1")] {
            let wrong = read_list(bytes, "list").unwrap_err();
            assert!(wrong.contains(part), "{wrong}");
        }
    }

    #[test]
    fn the_starter_list_is_whole() {
        let listed = read_list(STARTER.as_bytes(), "starter").unwrap();
        assert!(listed.len() >= 50);
        for outlet in listed.iter().map(|l| &l.outlet) {
            assert!(
                outlet.home.starts_with("https://") && outlet.country.is_some() && !outlet.languages.is_empty(),
                "{outlet:?}"
            );
            assert_eq!(outlet.state, OutletState::Unchecked);
        }
    }
}
