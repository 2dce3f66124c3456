//! The shipped world: it reads, is as large and as varied as promised, and its feeds and pages come out of `reader` whole.

use std::collections::{BTreeMap, BTreeSet};

use reader::Context;

use super::*;
use script::Written;

fn world() -> World {
    World::read(texts::OUTLETS, texts::STORIES, "2026-03-05T17:00:00Z".parse().unwrap()).unwrap()
}

fn site(world: &World, elapsed: u64) -> Site<'_> {
    Site { world, port: 7000, elapsed, started: 1_772_730_000 }
}

#[test]
fn as_large_and_varied_as_promised() {
    let world = world();
    let countries: BTreeSet<_> = world.houses.iter().filter_map(|h| h.outlet.country.clone()).collect();
    let languages: BTreeSet<_> = world.houses.iter().flat_map(|h| h.outlet.languages.clone()).collect();
    assert!(world.houses.len() >= 12 && countries.len() >= 6 && languages.len() >= 5, "{countries:?} {languages:?}");
    assert!(languages.contains("ar") && texts::STORIES.len() >= 24 && world.reports.len() >= 150);
    let names: BTreeSet<_> = world.reports.iter().map(|report| &report.name).collect();
    assert_eq!(names.len(), world.reports.len(), "a name is given twice");
    for (place, house) in world.houses.iter().enumerate() {
        let paths: BTreeSet<_> = world.of(place).map(|report| &report.path).collect();
        assert_eq!(paths.len(), world.of(place).count(), "{}", house.outlet.slug);
        assert!(!paths.is_empty(), "{} reports nothing", house.outlet.slug);
    }
    assert!(world.reports.iter().any(|report| report.correction.is_some()));
}

#[test]
fn every_placeholder_link_and_picture_is_known() {
    let world = world();
    for report in &world.reports {
        for block in report.blocks.iter().chain(report.correction.iter().flat_map(|c| &c.blocks)) {
            let words = pages::plain(block);
            assert!(!words.contains(['{', '}', '[', ']']), "{}: {words}", report.name);
            if let Written::Figure { file, .. } = block {
                assert!(texts::PICTURES.iter().any(|(name, _)| name == file), "{}: {file}", report.name);
            }
            if let Written::Paragraph(text) = block {
                for stretch in script::stretches(text) {
                    assert!(stretch.link.is_none_or(|name| world.report(name).is_some()), "{}: {text}", report.name);
                }
            }
        }
    }
}

#[test]
fn feeds_come_out_of_the_reader_whole() {
    let world = world();
    for place in 0..world.houses.len() {
        let house = &world.houses[place];
        let feed = answer(site(&world, 0), place, feeds::path(house.dialect));
        let url = format!("http://127.1.0.{}:7000/", place + 1);
        let context = Context { url: Some(&url), ..Context::default() };
        let (document, flaws) = reader::feed(&feed.body, &context);
        let document = document.unwrap();
        assert!(flaws.is_empty(), "{}: {flaws:?}", house.outlet.slug);
        let read: Vec<_> =
            document.entries.iter().map(|e| (e.link.clone(), e.published.map(|p| p.seconds()))).collect();
        let sent: Vec<_> = world.of(place).map(|r| (Some(site(&world, 0).url(r)), Some(r.published))).collect();
        assert_eq!(read, sent, "{}", house.outlet.slug);
    }
}

#[test]
fn a_correction_changes_page_and_feed() {
    let world = world();
    let report = world.reports.iter().find(|report| report.correction.is_some()).unwrap();
    let after = report.correction.as_ref().unwrap().after;
    for path in [report.path.as_str(), feeds::path(world.houses[report.house].dialect)] {
        let before = answer(site(&world, after - 1), report.house, path);
        let later = answer(site(&world, after), report.house, path);
        assert_eq!((before.status, later.status), (StatusCode::OK, StatusCode::OK));
        assert_ne!(before.body, later.body, "{path}");
    }
}

#[test]
fn what_is_not_there_is_404() {
    let world = world();
    for path in ["/nothing", "/media/../outlets.txt", "", "/section/0", "/section/99", "/section/x"] {
        assert_eq!(answer(site(&world, 0), 0, path).status, StatusCode::NOT_FOUND);
    }
    assert_eq!(answer(site(&world, 0), 99, "/").status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn served_on_addresses_of_their_own_with_etags() {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let web = start("2026-03-05T17:00:00Z".parse().unwrap()).await.unwrap();
    let (outlet, feeds) = web.outlets().swap_remove(1);
    assert!(feeds[0].starts_with("http://127.1.0.2:") && outlet.home.starts_with("http://127.1.0.2:"));
    let authority = outlet.home.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let ask = async |extra: &str| {
        let mut stream = tokio::net::TcpStream::connect(&authority).await.unwrap();
        let request = format!("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{extra}\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    };
    let first = ask("").await;
    assert!(first.starts_with("HTTP/1.1 200"), "{first}");
    let tag = first.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    let second = ask(&format!("If-None-Match: {tag}\r\n")).await;
    assert!(second.starts_with("HTTP/1.1 304"), "{second}");
}

#[test]
fn the_starter_list_reads_as_outlets() {
    let mut slugs = BTreeSet::new();
    for line in include_str!("../../starter.jsonl").lines() {
        let outlet: Outlet = serde_json::from_str(line).unwrap();
        assert_eq!(outlet.state, model::OutletState::Unchecked, "{line}");
        let home = url::Url::parse(&outlet.home).unwrap();
        assert!(home.scheme() == "https" && outlet.country.is_some() && outlet.owner.is_some(), "{line}");
        assert!(!outlet.languages.is_empty() && slugs.insert(outlet.slug), "{line}");
    }
    assert!(slugs.len() >= 60);
}

/// Reports as lines for the pure steps.
fn lines<'a>(world: &World, reports: impl IntoIterator<Item = &'a world::Report>) -> String {
    let article = |report: &world::Report| {
        let house = &world.houses[report.house];
        serde_json::json!({
            "id": report.name, "outlet": house.outlet.slug, "language": house.outlet.languages[0],
            "publisher": house.outlet, "headline": report.headline, "standfirst": report.standfirst,
            "published": feeds::rfc3339(report.published, house.offset),
            "text": report.blocks.iter().map(pages::plain).collect::<Vec<_>>().join("\n"),
        })
    };
    reports.into_iter().map(|report| format!("{}\n", article(report))).collect()
}

fn step(name: &str, lines: &str) -> Vec<serde_json::Value> {
    let mut out = Vec::new();
    steps::run(name, false, lines.as_bytes(), &mut out).unwrap();
    String::from_utf8(out).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The script of each report.
fn scripts() -> BTreeMap<String, &'static str> {
    let pieces = |(script, text): &(&'static str, &'static str)| {
        let script = *script;
        script::parse(text).unwrap().into_iter().map(move |piece| (piece.name, script))
    };
    texts::STORIES.iter().flat_map(pieces).collect()
}

/// The story of each report in the end.
fn placed(lines: &str) -> BTreeMap<String, String> {
    let placed = step("group", lines);
    placed
        .iter()
        .filter_map(|line| Some((line["id"].as_str()?.to_owned(), line["story"].as_str()?.to_owned())))
        .collect()
}

#[test]
fn events_of_one_kind_stay_apart() {
    let scripts = scripts();
    let world = world();
    let mut stories: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (report, story) in placed(&lines(&world, &world.reports)) {
        stories.entry(story).or_default().insert(scripts[&report]);
    }
    for pair in [["quake-elsin", "quake-quebrada"], ["trial-lindqvist", "trial-morvan"]] {
        let mixed = stories.iter().find(|(_, scripts)| pair.iter().all(|script| scripts.contains(script)));
        assert_eq!(mixed, None);
    }
    assert!(stories.len() <= texts::STORIES.len() * 5 / 4, "{} stories", stories.len());
}

/// BCubed F1 of stories against the scripts.
fn bcubed(stories: &BTreeMap<String, String>, scripts: &BTreeMap<String, &str>) -> f64 {
    let mean = |of: &dyn Fn(&str, &str) -> (bool, bool)| {
        let shares = stories.keys().map(|a| {
            let others = stories.keys().map(|b| of(a, b)).filter(|(group, _)| *group);
            let (count, right) = others.fold((0, 0), |(n, r), (_, right)| (n + 1, r + i32::from(right)));
            f64::from(right) / f64::from(count)
        });
        shares.sum::<f64>() / stories.len() as f64
    };
    let found = |a: &str, b: &str| stories[a] == stories[b];
    let told = |a: &str, b: &str| scripts[a] == scripts[b];
    let (precision, recall) = (mean(&|a, b| (found(a, b), told(a, b))), mean(&|a, b| (told(a, b), found(a, b))));
    2.0 * precision * recall / (precision + recall)
}

#[test]
fn stories_are_found_in_whatever_order_the_reports_come_in() {
    let (world, scripts) = (world(), scripts());
    let mut reports: Vec<&world::Report> = world.reports.iter().collect();
    let mut found = vec![bcubed(&placed(&lines(&world, reports.iter().copied())), &scripts)];
    for order in 0..12_u8 {
        reports.sort_by_key(|report| blake3::hash(&[&[order], report.name.as_bytes()].concat()).to_hex());
        found.push(bcubed(&placed(&lines(&world, reports.iter().copied())), &scripts));
    }
    let (worst, mean) = (found.iter().copied().fold(1.0, f64::min), found.iter().sum::<f64>() / found.len() as f64);
    assert!(found[0] > 0.93 && worst > 0.84 && mean > 0.92, "{found:?}");
}

#[test]
fn what_one_side_tells_is_shown() {
    let world = world();
    let views = step("view", &lines(&world, &world.reports));
    let claims = views.iter().flat_map(|view| view["view"]["one_side"].as_array().unwrap());
    let claims: BTreeSet<_> =
        claims.map(|claim| (claim["side"].as_str().unwrap(), claim["source"]["text"].as_str().unwrap())).collect();
    let known = [("TN", "2350"), ("TN", "2400"), ("IE", "3.6 million"), ("DE", "185.000"), ("TN", "1260")];
    let is = |claim: &(&str, &str), known: &(&str, &str)| claim.0 == known.0 && claim.1.contains(known.1);
    for wanted in &known[..4] {
        assert!(claims.iter().any(|claim| is(claim, wanted)), "{wanted:?}: {claims:?}");
    }
    assert!(claims.iter().all(|claim| known.iter().any(|known| is(claim, known))), "{claims:?}");
}

#[test]
fn copies_find_their_origin() {
    let found: BTreeSet<(String, String)> = step("copies", &lines(&world(), &world().reports))
        .iter()
        .filter_map(|line| Some((line["id"].as_str()?.to_owned(), line["origin"].as_str()?.to_owned())))
        .collect();
    let mut made = BTreeSet::new();
    for (_, text) in texts::STORIES {
        let pieces = script::parse(text).unwrap();
        made.extend(pieces.iter().filter_map(|piece| Some((piece.name.clone(), piece.get("copy")?.to_owned()))));
    }
    assert_eq!(found, made);
}

#[test]
fn pages_come_out_of_the_reader_whole() {
    let world = world();
    let mut wrong = Vec::new();
    for report in &world.reports {
        let house = &world.houses[report.house];
        let html = pages::article(site(&world, 0), house, report);
        let url = site(&world, 0).url(report);
        let read = reader::page(html.as_bytes(), &Context { url: Some(&url), ..Context::default() }).article;
        let mut said: Vec<String> = report.blocks.iter().map(pages::plain).collect();
        let credit = report.credit.clone(); // belongs to the article, not to its text: may be read or not
        let text = read.body_text();
        let lines: Vec<&str> = text.lines().collect();
        if read.headline.as_deref() != Some(report.headline.as_str()) {
            wrong.push(format!("{}: headline {:?}", report.name, read.headline));
        }
        if read.published.map(|stamp| stamp.seconds()) != Some(report.published) {
            wrong.push(format!("{}: published {:?}", report.name, read.published));
        }
        // "The Editor", "Redacción" are nobody's names: no author is as good.
        if !read.authors.is_empty() && read.authors != report.authors || read.standfirst != report.standfirst {
            wrong.push(format!("{}: {:?} {:?}", report.name, read.authors, read.standfirst));
        }
        wrong
            .extend(said.iter().filter(|s| !lines.contains(&s.as_str())).map(|s| format!("{}: lost {s}", report.name)));
        said.extend(credit);
        let more = lines.iter().filter(|line| !said.iter().any(|s| s == *line));
        wrong.extend(more.map(|line| format!("{}: added {line}", report.name)));
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
