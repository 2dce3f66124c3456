//! Articles a second and core through the pipeline, by stage: `ingest` as it is, its processor time taken by loop, and the pure rooms
//! once more by themselves on the same pages, which splits the loops' time further.

use std::{
    collections::BTreeMap,
    fs::File,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::Stdio,
    thread::sleep,
    time::{Duration, Instant},
};

use analysis::{analyse, fingerprint};
use model::{Article, Stamp};
use stories::{Copies, Grouper};

use crate::{
    Outcome,
    machine::{self, Process, broadsheet},
    world,
};

/// Measures and prints.
pub fn run(folder: &Path, warc: Option<&str>) -> Outcome<()> {
    let warc = warc.map_or_else(|| pages_of_the_demo(folder), |name| Ok(name.into()))?;
    let data = folder.join("ingest");
    let begin = Instant::now();
    let name = warc.to_string_lossy();
    let mut process = Process::start(&mut broadsheet(&data, &["ingest", &name]))?;
    let mut cpu = BTreeMap::new();
    while process.0.try_wait()?.is_none() {
        cpu.extend(process.cpu_by_thread());
        sleep(Duration::from_millis(5));
    }
    let wall = begin.elapsed().as_secs_f64();
    let store = store::Store::open(&data.join("broadsheet.db").to_string_lossy(), &store::Options::default())?;
    let count = f64::from(i32::try_from(store.read(store::articles::last_arrival)?)?);
    let whole: f64 = cpu.values().sum();
    let of = |name: &str| cpu.get(name).copied().unwrap_or(0.0);
    let pure = pure(&warc)?;
    println!("pipeline: {count} articles of {}", warc.file_name().unwrap_or_default().to_string_lossy());
    let say = |stage: &str, seconds: f64| {
        println!("  {stage:<34} {:>8.0} articles/s and core {:>8.0} µs each", count / seconds, seconds * 1e6 / count);
    };
    say("read: page → article", pure.read);
    say("analyse: statements, names, dates", pure.analyse);
    say("save, with claiming the work", of("loop read") - pure.read - pure.analyse);
    say("group: fingerprint, copies, story", pure.group);
    say("view, with saving the placements", of("loop group") - pure.group);
    say("index", of("loop index") + of("merge_thread_0") + of("segment_updater"));
    say("archive → work, and the rest", whole - of("loop read") - of("loop group") - of("loop index"));
    say("all", whole);
    println!("  {count} articles in {wall:.1} s: {:.0} articles/s on this machine", count / wall);
    Ok(())
}

/// Seconds of processor time.
struct Pure {
    read: f64,
    analyse: f64,
    group: f64,
}

/// The pure rooms by themselves, on this thread.
fn pure(warc: &Path) -> Outcome<Pure> {
    let pages: Vec<_> = reader::archive(open(warc)?).flatten().collect();
    let (read, articles) = timed(|| pages.iter().map(read).collect::<Vec<Article>>());
    let (analyse, _) = timed(|| articles.iter().map(analyse).collect::<Vec<_>>());
    let (mut copies, mut grouper) = (Copies::new(), Grouper::new());
    let (group, ()) = timed(|| {
        for article in &articles {
            let print = fingerprint(article);
            copies.find(&print);
            grouper.place(&print);
        }
    });
    Ok(Pure { read, analyse, group })
}

fn read(page: &reader::ArchivedPage) -> Article {
    let now = page.date.as_deref().and_then(|date| date.parse::<Stamp>().ok());
    let context = reader::Context {
        url: Some(&page.url),
        content_type: page.content_type.as_deref(),
        now,
        ..reader::Context::default()
    };
    let mut article = reader::page(&page.body, &context).article;
    article.id.clone_from(&page.url);
    article.published = article.published.or(now);
    article
}

fn timed<T>(f: impl FnOnce() -> T) -> (f64, T) {
    let before = machine::own_cpu();
    let made = f();
    (machine::own_cpu() - before, made)
}

fn open(warc: &Path) -> Outcome<Box<dyn BufRead>> {
    let file = BufReader::new(File::open(warc).map_err(|e| format!("cannot open {}: {e}", warc.display()))?);
    let packed = warc.extension().is_some_and(|ending| ending == "gz");
    Ok(if packed { Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file))) } else { Box::new(file) })
}

/// Without an archive: the articles of the world that comes along, as pages.
fn pages_of_the_demo(folder: &Path) -> Outcome<PathBuf> {
    let data = folder.join("world");
    let at = format!("127.0.0.1:{}", machine::free_port()?);
    let demo = broadsheet(&data, &["demo", "--exit", "--listen", &at]).status()?;
    let export = broadsheet(&data.join("demo"), &["export", "articles"]).stdout(Stdio::piped()).output()?;
    if !demo.success() || !export.status.success() {
        return Err("the demo does not come in".into());
    }
    let path = folder.join("demo.warc");
    let mut file = File::create(&path)?;
    for article in serde_json::Deserializer::from_slice(&export.stdout).into_iter::<Article>() {
        let article = article?;
        let page = world::page(&article);
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        let url = article.url.unwrap_or_default();
        write!(
            file,
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: {url}\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )?;
    }
    Ok(path)
}
