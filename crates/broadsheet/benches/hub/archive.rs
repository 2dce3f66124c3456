//! A hub with an archive: memory at rest, pages cached and not, search, and all of it while news comes in.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use model::Id;
use store::{Access, Options, Store, articles, outlets, stories};

use crate::{
    Outcome,
    machine::{self, Hub, Process},
    web::{self, Client, Times, steadily},
    world::{self, Dice},
};

/// Requests a second to search.
const SEARCHES: f64 = 200.0;
/// Sorts of queries.
const SORTS: [&str; 5] = ["a word", "two words", "a phrase", "either word", "in the headline"];
/// Requests a second for cached pages, while the hub is quiet and while news comes in.
const READERS: f64 = 500.0;
/// Articles a second that come in.
const NEWS: f64 = 10.0;
/// Runs of wrk on a page, each beside one on nginx.
const PAIRS: usize = 5;
/// How often a page is changed to see when it is answered anew.
const CHANGES: usize = 8;

/// How long and how much is measured.
pub struct Size {
    /// Days of a thousand articles each.
    pub days: usize,
    /// Seconds of each steady load, and of all runs of wrk on one page.
    pub seconds: f64,
    /// Requests by which processor time is measured.
    pub requests: u32,
}

/// Measures and prints.
pub fn run(folder: &Path, size: &Size) -> Outcome<()> {
    let data = folder.join("hub");
    let begin = Instant::now();
    if !data.exists() {
        world::fill(&data, size.days, now())?;
    }
    let filled = begin.elapsed().as_secs_f64();
    // The hub itself groups and indexes what was put in.
    Hub::serve(&data, &[])?.rest()?;
    let store = Store::open(
        &data.join("broadsheet.db").to_string_lossy(),
        &Options { access: Access::Beside, ..Options::default() },
    )?;
    let (count, grouped) = store.read(|tx| Ok((articles::last_arrival(tx)?, stories::count(tx)?)))?;
    let all = begin.elapsed().as_secs_f64();
    println!(
        "archive: {count} articles over {} days in {grouped} stories (made in {all:.0} s, {filled:.0} s of them putting in)",
        size.days
    );

    let pages = Pages::choose(&store)?;
    uncached(&data, &pages, size)?;
    let hub = Hub::serve(&data, &[])?;
    hub.rest()?;
    println!("  memory at rest after a restart (PSS)        {:>8.0} MiB   bar 100", hub.process.memory());
    cached(folder, &hub, &pages, size)?;
    search(&hub, size)?;
    busy(&hub, &store, &pages, size)?;
    println!("  memory after all this (PSS)                 {:>8.0} MiB", hub.process.memory());
    Ok(())
}

fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// The pages that are asked for.
struct Pages {
    /// Name and path of those that stand for their kind.
    kinds: [(String, String); 3],
    /// Some more of older days, which no news changes: what most readers' requests are for.
    calm: Vec<String>,
}

impl Pages {
    fn choose(store: &Store) -> Outcome<Self> {
        let (latest, old) = store.read(|tx| {
            let latest = stories::latest(tx, None, 2_000)?;
            let until = latest.first().map_or(0, |story| story.last) - 86_400;
            Ok((latest, stories::latest(tx, Some(until), 60)?))
        })?;
        let large = latest.iter().min_by_key(|story| story.reports.abs_diff(50)).ok_or("there are no stories")?;
        let story = |story: &stories::Story| format!("/story/{}/{}", story.id, story.slug);
        let report = |story: &stories::Story| format!("/report/{}", story.lead);
        Ok(Self {
            kinds: [
                ("article".into(), report(large)),
                (format!("story of {} reports", large.reports), story(large)),
                ("front page".into(), "/".into()),
            ],
            calm: old.iter().flat_map(|old| [story(old), report(old)]).collect(),
        })
    }
}

/// Processor time of pages that are made for each request: no cache, no compression.
fn uncached(data: &Path, pages: &Pages, size: &Size) -> Outcome<()> {
    let hub = Hub::serve(data, &["--cache-mb", "0", "--roles", "web"])?;
    for ((name, path), bar) in pages.kinds.iter().zip([250, 1_000, 1_000]) {
        let bytes = Client::new(hub.port).get(path)?.body.len();
        ask(hub.port, path, size.requests / 10)?;
        let before = hub.process.cpu();
        ask(hub.port, path, size.requests)?;
        let each = (hub.process.cpu() - before) * 1e6 / f64::from(size.requests);
        println!("  not cached: {name:<32}{each:>8.0} µs of CPU   bar {bar}   ({bytes} bytes)");
    }
    Ok(())
}

/// So many requests over four connections.
fn ask(port: u16, path: &str, requests: u32) -> Outcome<()> {
    let one = || -> Result<(), String> {
        let mut client = Client::new(port);
        (0..requests / 4).try_for_each(|_| client.get(path).map(drop)).map_err(|e| e.to_string())
    };
    let ended: Vec<Result<(), String>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(one)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap_or_else(|_| Err("a client fell over".into()))).collect()
    });
    Ok(ended.into_iter().collect::<Result<(), String>>()?)
}

/// Cached pages beside nginx with the same bytes in files: requests a second by wrk, in turn, and processor time a request.
fn cached(folder: &Path, hub: &Hub, pages: &Pages, size: &Size) -> Outcome<()> {
    let (Some(version), Some(_)) = (machine::version("nginx", "-v"), machine::version("wrk", "-v")) else {
        println!("  skipped: cached pages beside nginx (nginx and wrk are not both installed)");
        return Ok(());
    };
    let root = folder.join("www");
    fs::create_dir_all(&root)?;
    let port = machine::free_port()?;
    let nginx = nginx(folder, &root, port)?;
    println!("  cached, beside {version}:");
    for (n, (name, path)) in pages.kinds.iter().enumerate() {
        for (encoding, how) in [("", "plain"), ("gzip", "compressed")] {
            let file = format!("/{n}.html");
            let mut client = Client::new(hub.port);
            client.encoding = encoding;
            let mut nginx_client = Client::new(port);
            nginx_client.encoding = encoding;
            // Just before: the hub makes its pages anew from time to time, since they show ages.
            let body = client.get(path)?.body;
            fs::write(root.join(format!("{n}.html{}", if encoding.is_empty() { "" } else { ".gz" })), &body)?;
            if nginx_client.get(&file)?.body != body {
                return Err(format!("nginx does not answer {path} with the same bytes").into());
            }
            // In turn, so that whatever else the machine does meets both; each run of ours is held against nginx's right after it.
            let pair = || {
                Ok((load(&hub.process, hub.port, path, encoding, size)?, load(&nginx, port, &file, encoding, size)?))
            };
            let pairs = (0..PAIRS).map(|_| pair()).collect::<Outcome<Vec<_>>>()?;
            let of = |what: fn(&(Load, Load)) -> f64| median(pairs.iter().map(what));
            println!(
                "    {:<34} {:>7.0} requests/s, {:>4.1} µs of CPU; nginx {:>7.0}, {:>4.1} µs: {:.2} ×   bar 1.0",
                format!("{name}, {how}"),
                of(|(ours, _)| ours.rate),
                of(|(ours, _)| ours.cpu),
                of(|(_, theirs)| theirs.rate),
                of(|(_, theirs)| theirs.cpu),
                of(|(ours, theirs)| ours.rate / theirs.rate)
            );
        }
    }
    Ok(())
}

/// What a server did under load.
struct Load {
    /// Requests a second.
    rate: f64,
    /// µs of processor time a request.
    cpu: f64,
}

fn load(process: &Process, port: u16, path: &str, encoding: &str, size: &Size) -> Outcome<Load> {
    #[expect(
        clippy::as_conversions,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole seconds"
    )]
    let seconds = (size.seconds / 6.0).ceil() as u32;
    let before = process.cpu();
    let rate = web::wrk(port, path, encoding, seconds)?;
    Ok(Load { rate, cpu: (process.cpu() - before) * 1e6 / (rate * f64::from(seconds)) })
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}

/// nginx as Debian sets it up, without a log and with files compressed beforehand.
fn nginx(folder: &Path, root: &Path, port: u16) -> Outcome<Process> {
    let file: PathBuf = folder.join("nginx.conf");
    let (at, root) = (folder.display(), root.display());
    let user = if machine::is_root() { "user root;" } else { "" };
    fs::write(
        &file,
        format!(
            "{user} daemon off; worker_processes auto; pid {at}/nginx.pid; error_log stderr crit;
             events {{ worker_connections 768; }}
             http {{
                 access_log off; sendfile on; tcp_nopush on; gzip_static on; keepalive_requests 100000000;
                 client_body_temp_path {at}/body; proxy_temp_path {at}/proxy; fastcgi_temp_path {at}/fastcgi;
                 uwsgi_temp_path {at}/uwsgi; scgi_temp_path {at}/scgi;
                 types {{ text/html html; }}
                 server {{ listen 127.0.0.1:{port}; root {root}; }}
             }}"
        ),
    )?;
    let nginx = Process::start(Command::new("nginx").arg("-c").arg(&file).stderr(Stdio::inherit()))?;
    for _ in 0..100 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(nginx);
        }
        thread::sleep(Duration::from_millis(30));
    }
    Err("nginx does not start".into())
}

/// Search at a steady rate, over queries of every sort.
fn search(hub: &Hub, size: &Size) -> Outcome<()> {
    let mut dice = Dice::new(99);
    let queries = (0..1_000).map(|n| {
        let (a, b) = (dice.word(), dice.word());
        let query = match n % SORTS.len() {
            0 => a,
            1 => format!("{a} {b}"),
            2 => format!("\"{a} {b}\""),
            3 => format!("{a} OR {b}"),
            _ => format!("title:{a} {b}"),
        };
        let sort = if n % 2 == 0 { "relevance" } else { "time" };
        let pairs = [("q", query.as_str()), ("sort", sort)];
        format!("/search?{}", url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish())
    });
    let queries: Vec<String> = queries.collect();
    steadily(hub.port, &queries, SEARCHES, 1.0)?;
    let (before, stolen) = (hub.process.cpu(), machine::stolen());
    let times = steadily(hub.port, &queries, SEARCHES, size.seconds)?;
    let each = (hub.process.cpu() - before) * 1e6 / (SEARCHES * size.seconds);
    println!(
        "  search, {SEARCHES} requests/s: p50 {:.1}, p99 {:.1} ms, longest {:.1}; {each:.0} µs of CPU   bar p99 10",
        times.at(500),
        times.at(990),
        times.at(1_000)
    );
    let each = SORTS.iter().enumerate().map(|(sort, name)| {
        let times = times.of(|query| query % SORTS.len() == sort);
        format!("{name} {:.1}, {:.1}", times.at(500), times.at(990))
    });
    println!("    p50 and p99 by sort of query: {}", each.collect::<Vec<_>>().join("; "));
    println!("    the machine's host took {:.2} s of processor time away meanwhile", machine::stolen() - stolen);
    Ok(())
}

/// Cached pages at a steady rate while news comes in, and how long a changed page takes to be answered anew.
fn busy(hub: &Hub, store: &Store, pages: &Pages, size: &Size) -> Outcome<()> {
    let say = |when: &str, times: &Times| {
        println!("  cached, {READERS} requests/s, {when}: p50 {:.2}, p99 {:.2} ms", times.at(500), times.at(990));
    };
    steadily(hub.port, &pages.calm, READERS, 1.0)?;
    let quiet = steadily(hub.port, &pages.calm, READERS, size.seconds)?;
    say("quiet", &quiet);
    let over = AtomicBool::new(false);
    let come_in = || come_in(store, &over).map_err(|e| e.to_string());
    thread::scope(|scope| -> Outcome<()> {
        let news = scope.spawn(come_in);
        let measured = (|| {
            let times = steadily(hub.port, &pages.calm, READERS, size.seconds)?;
            say(&format!("{NEWS} articles/s"), &times);
            println!("    p99 against the quiet hub's: {:.2} ×   bar 2", times.at(990) / quiet.at(990));
            let (article, story) = (changed_articles(hub, store)?, changed_stories(hub, store)?);
            println!(
                "    a changed article is answered anew after {:.2} s, {:.2} at most   bar 1",
                article.0, article.1
            );
            println!("    a story with a new report is after {:.2} s, {:.2} at most   bar 1", story.0, story.1);
            Ok(())
        })();
        over.store(true, Ordering::Relaxed);
        news.join().unwrap_or_else(|_| Err("the news fell over".into()))?;
        measured
    })
}

/// Puts pages in at a steady rate, as if just fetched.
fn come_in(store: &Store, over: &AtomicBool) -> Outcome<()> {
    let outlets = store.read(outlets::list)?;
    let begin = Instant::now();
    for (new, n) in (9_000..).flat_map(|day| world::reports(&outlets, day, now())).zip(0_u32..) {
        thread::sleep((begin + Duration::from_secs_f64(f64::from(n) / NEWS)).saturating_duration_since(Instant::now()));
        if over.load(Ordering::Relaxed) {
            break;
        }
        let article = model::Article { published: Some(model::Stamp::utc(now())), ..new.article };
        world::put(store, new.outlet, article.url.as_deref().unwrap_or_default(), &article, now())?;
    }
    Ok(())
}

/// From when an article's page with another headline has been fetched until its page in the hub shows it: median and most, in seconds.
fn changed_articles(hub: &Hub, store: &Store) -> Outcome<(f64, f64)> {
    let heads = store.read(|tx| articles::list(tx, &articles::Filter::default(), CHANGES))?;
    let times = heads.iter().enumerate().map(|(n, head)| {
        let article = store.read(|tx| articles::get(tx, head.id))?.unwrap_or_default();
        let headline = format!("Corrected {n}: {}", head.headline);
        let path = format!("/report/{}", head.id);
        answered_anew(
            hub,
            store,
            &path,
            head.outlet,
            &head.url,
            &model::Article { headline: Some(headline), ..article },
        )
    });
    typical(times.collect::<Outcome<Vec<f64>>>()?)
}

/// From when a report of a story has been fetched until the story's page shows it.
fn changed_stories(hub: &Hub, store: &Store) -> Outcome<(f64, f64)> {
    let (stories, outlets) = store.read(|tx| Ok((stories::front(tx, None, CHANGES, 0)?, outlets::list(tx)?)))?;
    let times = stories.iter().zip(&outlets).enumerate().map(|(n, (story, outlet))| {
        let article = store.read(|tx| articles::get(tx, story.lead))?.unwrap_or_default();
        // Another one each time: an archive that was kept has those of the last time.
        let time = now();
        let headline = format!("Reported {time} {n}: {}", story.headline);
        let path = format!("/story/{}/{}", story.id, story.slug);
        let url = format!("{}again/{time}/{n}", outlet.home);
        answered_anew(hub, store, &path, outlet.id, &url, &model::Article { headline: Some(headline), ..article })
    });
    typical(times.collect::<Outcome<Vec<f64>>>()?)
}

/// Puts an article's page in and asks for a page of the hub until it shows the article's headline.
fn answered_anew(
    hub: &Hub,
    store: &Store,
    path: &str,
    outlet: Id,
    url: &str,
    article: &model::Article,
) -> Outcome<f64> {
    let mut client = Client::new(hub.port);
    let wanted = article.headline.clone().unwrap_or_default();
    client.follow(path)?;
    world::put(store, outlet, url, article, now())?;
    let begin = Instant::now();
    while begin.elapsed() < Duration::from_secs(20) {
        if String::from_utf8_lossy(&client.follow(path)?.body).contains(&wanted) {
            return Ok(begin.elapsed().as_secs_f64());
        }
        thread::sleep(Duration::from_millis(5));
    }
    Err(format!("{path} does not show \"{wanted}\" within 20 s").into())
}

fn typical(mut times: Vec<f64>) -> Outcome<(f64, f64)> {
    times.sort_by(f64::total_cmp);
    Ok((times.get(times.len() / 2).copied().unwrap_or(0.0), times.last().copied().unwrap_or(0.0)))
}
