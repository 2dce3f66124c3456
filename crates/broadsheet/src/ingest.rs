//! `broadsheet ingest`: archived pages and articles into the hub, through the whole pipeline.

use std::{io::BufRead, io::IsTerminal, sync::Arc, time::Duration};

use clap::ArgMatches;
use model::{Article, Stamp};
use serde_json::Value;
use store::{Fault, articles, changes, raw, work};

use crate::{
    hub::{Hub, now},
    ingest_files::{Holds, open},
    pipeline::work::{PageItem, READ, RawHead},
    serve,
    settings::Settings,
};

/// Pages put into one transaction.
const BATCH: usize = 64;
/// Pages that wait to be read before more are put in, so that an archive of any size takes little room.
const WAITING_MAX: i64 = 1_024;

/// What became of the files.
#[derive(Default)]
struct Tally {
    put: usize,
    passed_over: usize,
    flaws: usize,
}

/// Puts everything in, and waits until it is read and grouped.
pub fn run(settings: &Settings, arguments: &ArgMatches) -> Result<(), String> {
    let names: Vec<String> = arguments.get_many::<String>("FILE").into_iter().flatten().cloned().collect();
    let files = names.iter().map(|name| open(name).map(|(holds, _)| (name, holds))).collect::<Result<Vec<_>, _>>()?;
    let runtime = tokio::runtime::Runtime::new().map_err(|e| format!("cannot start: {e}"))?;
    let mut settings = settings.clone();
    settings.roles = ["work", "group", "index"].map(String::from).into();
    let hub = serve::hub(&settings)?;
    let index = Arc::new(serve::index(&settings)?);
    let threads = serve::start(&hub, runtime.handle(), Some(index));
    let bar = if std::io::stderr().is_terminal() {
        indicatif::ProgressBar::new_spinner()
    } else {
        indicatif::ProgressBar::hidden()
    };
    let mut tally = Tally::default();
    let done = files.into_iter().try_for_each(|(name, holds)| {
        bar.set_message(format!("reading {name}"));
        match holds {
            Holds::Warc(input) => pages(&hub, input, &mut tally, &bar),
            Holds::Jsonl(input) => lines(&hub, name, input, &mut tally, &bar),
        }
    });
    let settled = done.and_then(|()| settle(&hub, &bar));
    serve::end(&hub, threads);
    bar.finish_and_clear();
    settled?;
    let arrived = hub.store.read(articles::last_arrival).map_err(|f| f.sentence)?;
    println!(
        "{} pages put in, {} passed over, {} places damaged; the hub has {arrived} articles",
        tally.put, tally.passed_over, tally.flaws
    );
    Ok(())
}

/// The pages of a WARC file.
fn pages(hub: &Hub, input: Box<dyn BufRead>, tally: &mut Tally, bar: &indicatif::ProgressBar) -> Result<(), String> {
    let mut batch = Vec::new();
    for record in reader::archive(input) {
        match record {
            Ok(page) if page.status == 200 && is_page(&page) => {
                let encoding = page.content_encoding.clone().unwrap_or_default();
                match sources::decode(&page.body, &encoding) {
                    Ok(body) => batch.push(reader::ArchivedPage { body, ..page }),
                    Err(_) => tally.flaws += 1,
                }
            }
            Ok(_) => tally.passed_over += 1,
            Err(flaw) => {
                tally.flaws += 1;
                tracing::warn!("{}", flaw.0);
            }
        }
        if batch.len() >= BATCH {
            put(hub, &mut batch, tally, bar)?;
        }
    }
    put(hub, &mut batch, tally, bar)
}

fn is_page(page: &reader::ArchivedPage) -> bool {
    let kind = page.content_type.as_deref().unwrap_or("text/html").to_ascii_lowercase();
    kind.contains("html") && page.url.starts_with("http")
}

/// Puts pages into the work table as fetched, their outlets made where they are not there.
fn put(
    hub: &Hub,
    batch: &mut Vec<reader::ArchivedPage>,
    tally: &mut Tally,
    bar: &indicatif::ProgressBar,
) -> Result<(), String> {
    if batch.is_empty() {
        return Ok(());
    }
    wait_for_room(hub)?;
    let count = hub.store.write(|tx| put_batch(tx, batch)).map_err(|f| f.sentence)?;
    tally.put += count;
    tally.passed_over += batch.len() - count;
    bar.inc(count as u64);
    batch.clear();
    Ok(())
}

fn put_batch(tx: &mut store::Tx, batch: &[reader::ArchivedPage]) -> Result<usize, Fault> {
    let mut count = 0;
    for page in batch {
        let Some(key) = store::addresses::clean(&page.url) else { continue };
        let Some(outlet) = articles::outlet_of(tx, &page.url, now())? else { continue };
        let seen =
            page.date.as_deref().and_then(|date| date.parse::<Stamp>().ok()).map_or_else(now, |stamp| stamp.seconds());
        let head =
            RawHead { url: page.url.clone(), content_type: page.content_type.clone(), seen, ..RawHead::default() };
        let item = PageItem { outlet: outlet.id, url: page.url.clone(), ..PageItem::default() };
        let json = |value: Result<String, serde_json::Error>| value.map_err(|e| Fault::bug(e.to_string()));
        raw::put(tx, &key, &json(serde_json::to_string(&head))?, &page.body, now())?;
        work::put(tx, READ, &key, &json(serde_json::to_string(&item))?, now())?;
        count += 1;
    }
    Ok(count)
}

/// The articles of a JSON Lines file; a line may hold a page's `html` in place of blocks.
fn lines(
    hub: &Hub,
    name: &str,
    input: Box<dyn BufRead>,
    tally: &mut Tally,
    bar: &indicatif::ProgressBar,
) -> Result<(), String> {
    let mut batch = Vec::new();
    for (number, line) in input.lines().enumerate() {
        let line = line.map_err(|e| format!("{name} line {}: cannot be read: {e}", number + 1))?;
        if line.trim().is_empty() {
            continue;
        }
        let Ok(value) = serde_json::from_str::<Value>(&line) else {
            tally.flaws += 1;
            continue;
        };
        match page_of(&value) {
            Some(page) => batch.push(page),
            None => tally.passed_over += 1,
        }
        if batch.len() >= BATCH {
            put(hub, &mut batch, tally, bar)?;
        }
    }
    put(hub, &mut batch, tally, bar)
}

/// A line as a page: its own HTML, or HTML made of the article's blocks, so that it comes in by the same way.
fn page_of(value: &Value) -> Option<reader::ArchivedPage> {
    let url = value.get("canonical").or_else(|| value.get("url")).and_then(Value::as_str)?.to_owned();
    let html = match value.get("html") {
        Some(html) => html.as_str().or_else(|| html.get("utf8")?.as_str())?.to_owned(),
        None => crate::pipeline::complete::as_html(&serde_json::from_value::<Article>(value.clone()).ok()?),
    };
    Some(reader::ArchivedPage {
        url,
        date: None,
        status: 200,
        content_type: Some("text/html; charset=utf-8".into()),
        content_encoding: None,
        body: html.into_bytes(),
    })
}

fn waiting(hub: &Hub) -> Result<i64, String> {
    hub.store.read(|tx| tx.number("select count(*) from work where stage = 'read'", &[])).map_err(|f| f.sentence)
}

fn wait_for_room(hub: &Hub) -> Result<(), String> {
    while waiting(hub)? > WAITING_MAX {
        hub.stop.wait(Duration::from_millis(20));
    }
    Ok(())
}

/// Waits until everything that was put in is read and grouped.
pub fn settle(hub: &Hub, bar: &indicatif::ProgressBar) -> Result<(), String> {
    bar.set_message("grouping");
    loop {
        let left = hub
            .store
            .read(|tx| {
                let work = tx.number("select count(*) from work where stage in ('read', 'view')", &[])?;
                let mark = changes::get_mark(tx, "grouping")?;
                let waiting = "select count(*) from article where arrival > ?1 and gone = 0";
                Ok(work
                    + tx.number(waiting, &[mark.into()])?
                    + tx.number("select count(*) from decision where turn is null", &[])?)
            })
            .map_err(|f| f.sentence)?;
        if left <= 0 {
            return Ok(());
        }
        bar.set_position(u64::try_from(left).unwrap_or(0));
        hub.stop.wait(Duration::from_millis(50));
    }
}
