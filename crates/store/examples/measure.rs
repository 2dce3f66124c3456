//! Measures the store: articles saved a second, search times and memory over a generated archive.
//!
//!     cargo run --release -p store --example measure -- ADDRESS FOLDER ARTICLES
//!
//! ADDRESS is a SQLite file or `postgres://…`, FOLDER is for the index; both new.

use std::path::Path;
use std::time::Instant;

use model::{Analysis, Article, Block, Name, NameKind, Outlet, Span, Stamp, Statement};
use store::search::{Index, Query, Sort};
use store::{Options, Store, analyses, articles, outlets};

/// Words of the generated texts: word `n` is drawn about as often as 1/n, as in real texts.
const WORDS: u64 = 40_000;
const BATCH: u64 = 64;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let usage = "usage: measure ADDRESS FOLDER ARTICLES";
    let (address, folder, count) = (args.next().ok_or(usage)?, args.next().ok_or(usage)?, args.next().ok_or(usage)?);
    let count: u64 = count.parse()?;
    let store = Store::open(&address, &Options::default())?;
    let index = Index::open(Path::new(&folder))?;
    if store.read(outlets::count)? == 0 {
        fill(&store, count)?;
    }
    let begun = Instant::now();
    while index.follow(&store)?.more {}
    println!("index: {:.1} s; {} MiB of memory", begun.elapsed().as_secs_f64(), memory());
    drop((store, index));
    let store = Store::open(&address, &Options::default())?;
    let index = Index::open(Path::new(&folder))?;
    println!("opened again: {} MiB of memory", memory());
    look_up(&index);
    let begun = Instant::now();
    for n in 0..1_000 {
        store.read(|tx| articles::list(tx, &articles::Filter::default(), 50 + n % 2))?;
    }
    println!("list of 50 heads: {:.0} µs; {} MiB of memory", begun.elapsed().as_secs_f64() * 1e3, memory());
    Ok(())
}

fn fill(store: &Store, count: u64) -> Result<(), store::Fault> {
    let mut seed = 1;
    let mut listed = Vec::new();
    for n in 0..50 {
        let outlet =
            Outlet { name: format!("Outlet {n}"), home: format!("https://outlet{n}.example/"), ..Outlet::default() };
        listed.push(store.write(|tx| outlets::insert(tx, &outlet, 0))?);
    }
    let batches: Vec<Vec<articles::New>> = (0..count.min(4_096) / BATCH)
        .map(|b| (0..BATCH).map(|n| article(&mut seed, &listed, b * BATCH + n, count)).collect())
        .collect();
    let (mut saving, mut analysing, mut done) = (0.0, 0.0, 0);
    while done < count {
        for batch in &batches {
            let mut batch = batch.clone();
            for new in &mut batch {
                done += 1;
                new.article.url = Some(format!("https://outlet{}.example/story/{done}", done % 50));
                new.article.published = Some(Stamp::utc(1_700_000_000 + i64::try_from(done * 86).unwrap_or(0)));
            }
            let begun = Instant::now();
            let saved = store.write(|tx| articles::save(tx, &batch))?;
            saving += begun.elapsed().as_secs_f64();
            let begun = Instant::now();
            let texts: Vec<String> = batch.iter().map(|new| new.article.body_text()).collect();
            let found: Vec<Analysis> = saved.iter().map(analysis).collect();
            let list: Vec<analyses::New> = saved
                .iter()
                .zip(&batch)
                .zip(found.iter().zip(&texts))
                .map(|((s, n), (a, t))| analysed(s, n, a, t))
                .collect();
            store.write(|tx| analyses::save_all(tx, &list))?;
            analysing += begun.elapsed().as_secs_f64();
        }
    }
    #[expect(clippy::as_conversions, reason = "a figure to print")]
    let done = done as f64;
    println!(
        "{done} articles: saved {:.0}/s, analyses {:.0}/s; {} MiB of memory",
        done / saving,
        done / analysing,
        memory()
    );
    Ok(())
}

/// A number that looks random.
fn next(seed: &mut u64) -> u64 {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    *seed
}

fn word(seed: &mut u64) -> String {
    // 1/n by drawing the upper bound first.
    let bound = next(seed) % WORDS + 1;
    let n = next(seed) % (next(seed) % bound + 1);
    format!("w{n}")
}

fn text(seed: &mut u64, words: usize) -> String {
    (0..words).map(|_| word(seed)).collect::<Vec<_>>().join(" ")
}

fn article(seed: &mut u64, listed: &[Outlet], n: u64, count: u64) -> articles::New {
    let outlet = &listed[usize::try_from(n % 50).unwrap_or(0)];
    articles::New {
        outlet: outlet.id,
        article: Article {
            headline: Some(text(seed, 10)),
            standfirst: Some(text(seed, 20)),
            language: Some("en".to_owned()),
            blocks: (0..10).map(|_| Block::paragraph(text(seed, 45))).collect(),
            ..Article::default()
        },
        section: "world".to_owned(),
        seen: 1_700_000_000 + i64::try_from(count * 86).unwrap_or(0),
        also: Vec::new(),
    }
}

fn analysis(saved: &articles::Saved) -> Analysis {
    let statement = |n: u32| Statement {
        speaker: Some(format!("Speaker {n}")),
        content: vec![Span { start: n * 50, end: n * 50 + 100 }],
        ..Statement::default()
    };
    let name = |n: i64| Name {
        name: format!("Name {}", (saved.id.0 >> (n * 3)) % 5_000),
        kind: NameKind::Person,
        aliases: Vec::new(),
        roles: Vec::new(),
        mentions: vec![Span { start: 0, end: 5 }; 3],
    };
    Analysis { statements: (0..4).map(statement).collect(), names: (0..12).map(name).collect(), ..Analysis::default() }
}

fn analysed<'a>(
    saved: &articles::Saved,
    new: &articles::New,
    analysis: &'a Analysis,
    text: &'a str,
) -> analyses::New<'a> {
    analyses::New {
        article: saved.id,
        revision: saved.revision,
        outlet: new.outlet,
        instant: new.seen,
        version: "1",
        analysis,
        text,
        print: Some(&[0; 300]),
    }
}

fn look_up(index: &Index) {
    let mut seed = 99;
    let mut times: Vec<(u128, String)> = Vec::new();
    for n in 0..2_000 {
        let (a, b) = (word(&mut seed), word(&mut seed));
        let text = match n % 5 {
            0 => a,
            1 => format!("{a} {b}"),
            2 => format!("\"{a} {b}\""),
            3 => format!("{a} OR {b} outlet:outlet-{}", n % 50),
            _ => format!("title:{a} after:2023-12"),
        };
        let sort = if n % 2 == 0 { Sort::Relevance } else { Sort::Time };
        let begun = Instant::now();
        index.search(&Query { text: text.clone(), sort, limit: 20, ..Query::default() });
        times.push((begun.elapsed().as_micros(), text));
    }
    times.sort();
    let at = |share: usize| times.get(times.len() * share / 1000).map_or(0, |t| t.0);
    println!("search: p50 {} µs, p95 {} µs, p99 {} µs; slowest {:?}", at(500), at(950), at(990), times.last());
    println!("after searching: {} MiB of memory", memory());
}

/// Memory of this process (PSS), MiB.
fn memory() -> u64 {
    let text = std::fs::read_to_string("/proc/self/smaps_rollup").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("Pss:"));
    line.and_then(|line| line.split_whitespace().nth(1)).and_then(|n| n.parse::<u64>().ok()).map_or(0, |kib| kib / 1024)
}
