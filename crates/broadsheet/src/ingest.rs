//! `broadsheet ingest`: archived pages and articles into the hub, through the whole pipeline.

use std::{io::BufRead, sync::Arc, time::Duration};

use clap::ArgMatches;
use jiff::Timestamp;
use model::{Article, Stamp};
use serde_json::{Value, json};
use store::{Fault, articles, changes, raw, work};

use crate::{
    hub::{Hub, now, patiently},
    ingest_files::{Holds, open},
    pipeline::work::{PageItem, READ, RawHead},
    progress::Progress,
    serve,
    settings::Settings,
};

/// Pages put into one transaction.
const BATCH: usize = 64;
/// How long a store that is away or full is waited for. Nothing is lost after it: the next ingest goes on.
const PATIENCE: Duration = Duration::from_secs(3_600);
/// Seconds of a year.
const YEAR: i64 = 365 * 86_400;
/// Pages that wait to be read before more are put in, so that an archive of any size takes little room.
const WAITING_MAX: i64 = 1_024;

/// A file on its way in. How many of its records are put is marked in the transaction that puts them, so that an ingest that was
/// killed goes on where it was: what is put is in the hub and need not come again.
struct Input {
    /// The mark's name.
    mark: String,
    /// Records that an ingest before put.
    before: i64,
    /// Records taken from the file so far.
    taken: i64,
    /// When the file was written, for records that do not say when they were fetched: the same each time.
    written: i64,
    batch: Vec<reader::ArchivedPage>,
}

impl Input {
    fn new(hub: &Hub, name: &str) -> Result<Self, String> {
        let file = std::fs::metadata(name).ok();
        let modified = file.as_ref().and_then(|file| file.modified().ok()).and_then(|at| Timestamp::try_from(at).ok());
        // Some archives unpack with the time 0.
        let written = modified.map(Timestamp::as_second).filter(|&at| at > YEAR).unwrap_or_else(now);
        let path = std::fs::canonicalize(name).unwrap_or_else(|_| name.into());
        let size = file.map_or(0, |file| file.len());
        let mark = format!("ingest {} of {size} bytes from {written}", path.display());
        let before = patiently(hub, PATIENCE, || hub.store.read(|tx| changes::get_mark(tx, &mark)));
        let before = before.map_err(|f| f.sentence)?;
        Ok(Self { mark, before, taken: 0, written, batch: Vec::new() })
    }

    /// Takes the next page of the file, and puts a batch when there are enough.
    fn take(
        &mut self,
        hub: &Hub,
        page: reader::ArchivedPage,
        tally: &mut Tally,
        progress: &Progress,
    ) -> Result<(), String> {
        self.taken += 1;
        if self.taken > self.before {
            self.batch.push(page);
        }
        if self.batch.len() >= BATCH { self.put(hub, tally, progress) } else { Ok(()) }
    }

    /// Puts the pages into the work table as fetched, their outlets made where they are not there.
    fn put(&mut self, hub: &Hub, tally: &mut Tally, progress: &Progress) -> Result<(), String> {
        if self.batch.is_empty() {
            return Ok(());
        }
        wait_for_room(hub)?;
        go_on(hub)?;
        let put = patiently(hub, PATIENCE, || {
            hub.store.write(|tx| {
                changes::set_mark(tx, &self.mark, self.taken)?;
                put_batch(tx, &self.batch, self.written)
            })
        });
        let count = put.map_err(|f| f.sentence)?;
        tally.put += count;
        tally.passed_over += self.batch.len() - count;
        progress.at("reading", tally.put as u64);
        self.batch.clear();
        Ok(())
    }
}

/// What became of the files.
#[derive(Default)]
struct Tally {
    before: i64,
    put: usize,
    passed_over: usize,
    flaws: usize,
}

impl Tally {
    /// Counts and names a place that could not be read.
    fn flaw(&mut self, file: &str, what: &str) {
        self.flaws += 1;
        tracing::warn!("{file}: {what}");
    }
}

/// Puts everything in, and waits until it is read and grouped.
pub fn run(settings: &Settings, arguments: &ArgMatches) -> Result<(), String> {
    let names: Vec<String> = arguments.get_many::<String>("FILE").into_iter().flatten().cloned().collect();
    let files = names.iter().map(|name| open(name).map(|holds| (name, holds))).collect::<Result<Vec<_>, _>>()?;
    let runtime = tokio::runtime::Runtime::new().map_err(|e| format!("cannot start: {e}"))?;
    let mut settings = settings.clone();
    settings.roles = ["work", "group", "index"].map(String::from).into();
    let hub = serve::hub(&settings)?;
    let index = Arc::new(serve::index(&settings)?);
    let threads = serve::start(&hub, runtime.handle(), Some(index));
    serve::stop_when_signalled(&hub, &runtime);
    let progress = Progress::new(None);
    let mut tally = Tally::default();
    let mut marks = Vec::new();
    let done = files.into_iter().try_for_each(|(name, holds)| {
        let mut input = Input::new(&hub, name)?;
        tally.before += input.before;
        match holds {
            Holds::Warc(file) => pages(&hub, name, file, &mut input, &mut tally, &progress),
            Holds::Jsonl(file) => lines(&hub, name, file, &mut input, &mut tally, &progress),
        }?;
        input.put(&hub, &mut tally, &progress)?;
        marks.push(input.mark);
        Ok::<_, String>(())
    });
    let settled = done.and_then(|()| settle(&hub, &progress)).and_then(|()| {
        // The next ingest of these files is one from the beginning.
        let forget = |tx: &mut store::Tx| marks.iter().try_for_each(|mark| changes::forget_mark(tx, mark));
        patiently(&hub, PATIENCE, || hub.store.write(forget)).map_err(|f| f.sentence)
    });
    serve::end(&hub, threads);
    runtime.shutdown_background();
    progress.clear();
    settled?;
    let arrived = patiently(&hub, PATIENCE, || hub.store.read(articles::last_arrival)).map_err(|f| f.sentence)?;
    let Tally { before, put, passed_over, flaws } = tally;
    if put == 0 && before == 0 && flaws > 0 {
        return Err(format!("nothing of {} could be read: what was wrong stands above", names.join(", ")));
    }
    let mut sentence = format!(
        "{put} pages put in, {passed_over} passed over, {flaws} places damaged; the hub has {arrived} articles"
    );
    if before > 0 {
        sentence +=
            &format!(". An ingest that did not come to its end had put {before} pages in; this one went on there");
    }
    let values =
        json!({"put": put, "put_before": before, "passed_over": passed_over, "damaged": flaws, "articles": arrived});
    progress.done(&sentence, &values);
    Ok(())
}

/// The pages of a WARC file.
fn pages(
    hub: &Hub,
    name: &str,
    file: Box<dyn BufRead>,
    input: &mut Input,
    tally: &mut Tally,
    progress: &Progress,
) -> Result<(), String> {
    for record in reader::archive(file) {
        match record {
            Ok(page) if page.status == 200 && is_page(&page) => {
                let encoding = page.content_encoding.clone().unwrap_or_default();
                match sources::decode(&page.body, &encoding) {
                    Ok(body) => input.take(hub, reader::ArchivedPage { body, ..page }, tally, progress)?,
                    Err(fault) => tally.flaw(name, &format!("the page {}: {}", page.url, fault.sentence)),
                }
            }
            Ok(_) => tally.passed_over += 1,
            Err(flaw) => tally.flaw(name, &flaw.0),
        }
    }
    Ok(())
}

fn is_page(page: &reader::ArchivedPage) -> bool {
    let kind = page.content_type.as_deref().unwrap_or("text/html").to_ascii_lowercase();
    kind.contains("html") && page.url.starts_with("http")
}

fn put_batch(tx: &mut store::Tx, batch: &[reader::ArchivedPage], written: i64) -> Result<usize, Fault> {
    let mut count = 0;
    for page in batch {
        // Two readings of one page are two items: neither may replace the other while it waits.
        let Some(address) = store::addresses::clean(&page.url) else { continue };
        let digest = blake3::hash(&page.body).to_hex();
        let key = format!("{address} {}", digest.get(..16).unwrap_or_default());
        let Some(outlet) = articles::outlet_of(tx, &page.url, now())? else { continue };
        let date = page.date.as_deref().and_then(|date| date.parse::<Stamp>().ok());
        let seen = date.map_or(written, |stamp| stamp.seconds());
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
    file: Box<dyn BufRead>,
    input: &mut Input,
    tally: &mut Tally,
    progress: &Progress,
) -> Result<(), String> {
    for line in steps::lines(file) {
        let (number, line) = line.map_err(|what| format!("{name}: {what}; what stood before it came in"))?;
        match serde_json::from_str::<Value>(&line).as_ref().map(page_of) {
            Ok(Some(page)) => input.take(hub, page, tally, progress)?,
            Ok(None) => tally.flaw(name, &format!("line {number} holds no article with an address (`url`)")),
            Err(error) => tally.flaw(name, &format!("line {number} is not JSON ({error})")),
        }
    }
    Ok(())
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
    let count = |tx: &mut store::Tx| tx.number("select count(*) from work where stage = 'read'", &[]);
    patiently(hub, PATIENCE, || hub.store.read(count)).map_err(|f| f.sentence)
}

fn wait_for_room(hub: &Hub) -> Result<(), String> {
    while waiting(hub)? > WAITING_MAX {
        hub.stop.wait(Duration::from_millis(20));
        go_on(hub)?;
    }
    Ok(())
}

/// `Err`: somebody has asked to stop.
fn go_on(hub: &Hub) -> Result<(), String> {
    if hub.stop.asked() {
        return Err("stopped before the end; nothing is lost, and the same command goes on from here".into());
    }
    Ok(())
}

/// Waits until everything that was put in is read and grouped.
pub fn settle(hub: &Hub, progress: &Progress) -> Result<(), String> {
    loop {
        let left = |tx: &mut store::Tx| {
            let work = tx.number("select count(*) from work where stage in ('read', 'view', 'group')", &[])?;
            // Not the number of the last arrival: that article may have been taken down.
            let mark = changes::get_mark(tx, "grouping")?;
            let waiting = "select count(*) from article where arrival > ?1 and gone = 0";
            Ok(work
                + tx.number(waiting, &[mark.into()])?
                + tx.number("select count(*) from decision where turn is null", &[])?)
        };
        let left = patiently(hub, PATIENCE, || hub.store.read(left)).map_err(|f| f.sentence)?;
        if left <= 0 {
            return Ok(());
        }
        progress.at("left to read and group", u64::try_from(left).unwrap_or(0));
        hub.stop.wait(Duration::from_millis(50));
        go_on(hub)?;
    }
}
