//! The examples are written from pages of a small paper: `BROADSHEET_WRITE_EXAMPLES=1 cargo test -p site examples` writes them anew.

use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{Response, header};
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use serde_json::Value as Json;

use super::*;
use crate::{Hub, Site};

#[path = "../../tests/world/mod.rs"]
mod world;

#[test]
fn a_claim_links_to_its_place() {
    assert_eq!(
        place("https://a.example/x", "“No-one, he said”"),
        "https://a.example/x#:~:text=No%2Done%2C%20he%20said"
    );
    assert_eq!(
        place("https://a.example/x#top", "one two three four five six seven eight nine ten eleven"),
        "https://a.example/x#top:~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven"
    );
    assert_eq!(
        place("https://a.example/x", "one two … three four"),
        "https://a.example/x#:~:text=one%20two,three%20four"
    );
    assert_eq!(place("https://a.example/x", " "), "https://a.example/x");
}

#[test]
fn a_foreign_text_has_its_language() {
    assert_eq!(lang("en", "ar").to_string(), " lang=\"ar\" dir=\"rtl\"");
    assert_eq!(lang("en", "en-GB").to_string(), "");
    assert_eq!(lang("en", "x\" onload=\"").to_string(), "");
}

#[test]
fn words_that_take_nothing_are_in_the_template_already() {
    let words = Words::new("en").unwrap();
    let of = |template: &str| with_words(template, &words);
    assert_eq!(of("<b>{{ t(\"search\") }}</b>{{ t(\"comma\") }}x"), "<b>Search</b>, x");
    for left in ["{{ t(\"no-such-words\") }}", "{{ t(\"reports\") }}", "{{ t(\"read-at\", outlet=o) }}", "{{ t(\"sea"] {
        assert_eq!(of(left), left);
    }
}

/// A paper with pictures, failing feeds, something laid aside, a decision and an editor, with the editor's session.
fn paper(folder: &Path) -> (Arc<Site>, Vec<model::Id>, String) {
    let now = crate::now();
    let store = store::Store::open(&folder.join("paper.db").to_string_lossy(), &store::Options::default()).unwrap();
    // Noon of the day before: at whatever hour this runs, its day is over and another follows.
    let ids = world::fill(&store, now - now % 86_400 - 43_200);
    let files = store::media::Files::new(folder.join("media"));
    let hash = files.put(b"a picture").unwrap();
    let token = store
        .write(|tx| {
            let medium = store::media::Medium {
                hash: hash.clone(),
                kind: "image/png".into(),
                width: 900,
                height: 600,
                bytes: 9,
                own: false,
                used: now,
            };
            store::media::save(tx, &medium)?;
            for (n, outlet) in store::outlets::list(tx)?.into_iter().enumerate() {
                let picture = store::media::Picture { hash: Some(hash.clone()), at: now, fault: None };
                store::media::save_picture(tx, &world::picture(n), &picture)?;
                let feed = model::Feed {
                    outlet: outlet.id,
                    url: format!("{}feed.xml", outlet.home),
                    title: Some("News".into()),
                    fault: Some("It answers 404.".into()),
                    flaws: vec!["No date.".into()],
                    ..model::Feed::default()
                };
                store::feeds::insert(tx, &feed)?;
                store::outlets::update(tx, &model::Outlet { pictures: true, note: Some("A note.".into()), ..outlet })?;
            }
            let person = store::users::add(tx, "editor", "Editor", "admin", "", now)?;
            store::users::log(tx, "editor", "signed in", "", now)?;
            store::work::put(tx, "read", "https://outlet0.example/x", "{}", now)?;
            store::work::put(tx, "fetch", "https://outlet0.example/y", "{}", now)?;
            for claim in store::work::claim(tx, "read", 1, now, 60)? {
                let failure =
                    store::work::Failure { why: "It is broken.", due: now, failures_max: 1, input: Some(b"<p>") };
                store::work::fail(tx, &claim, &failure, now)?;
            }
            let pin = store::decisions::New {
                who: Some("editor".into()),
                kind: store::decisions::Kind::Pin,
                article: None,
                story: Some(ids[0]),
                model: String::new(),
                doc: "{}".into(),
            };
            store::decisions::add(tx, &[pin], now)?;
            store::users::open(tx, person.id, now, now + 3_600)
        })
        .unwrap();
    let index = store::search::Index::open(&folder.join("index")).unwrap();
    while index.follow(&store).unwrap().more {}
    let hub = Hub { store, index: Some(index.into()), files, settings: Settings::default(), metrics: None };
    (Arc::new(Site::new(hub).unwrap()), ids, token)
}

async fn get(site: &Arc<Site>, path: &str, token: &str) -> Response<Body> {
    let mut request =
        Request::get(path).header(header::COOKIE, format!("session={token}")).body(Body::empty()).unwrap();
    request.extensions_mut().insert(SocketAddr::from(([127, 0, 0, 1], 9)));
    TowerToHyperService::new(crate::router::router(site.clone())).call(request).await.unwrap()
}

/// The first items of every list: the rest has no more to say.
fn cut(value: Json) -> Json {
    match value {
        Json::Array(items) => items.into_iter().take(3).map(cut).collect(),
        Json::Object(fields) => fields.into_iter().map(|(name, value)| (name, cut(value))).collect(),
        value => value,
    }
}

/// Every path in a value; of a list, what any of its items has.
fn shape(value: &Json, path: &str, found: &mut BTreeSet<String>) {
    match value {
        Json::Array(items) => items.iter().for_each(|item| shape(item, &format!("{path}[]"), found)),
        // What is listed by id has other ids each time.
        Json::Object(fields) => fields.iter().for_each(|(name, value)| {
            let name = if name.parse::<model::Id>().is_ok() { "ID" } else { name };
            shape(value, &format!("{path}.{name}"), found);
        }),
        _ => drop(found.insert(path.to_owned())),
    }
}

#[tokio::test]
async fn the_examples_for_templates_are_what_pages_give_them() {
    let folder = tempfile::tempdir().unwrap();
    let (site, ids, token) = paper(folder.path());
    let outlet = site.hub.store.read(store::outlets::list).unwrap()[0].clone();
    let story =
        get(&site, &format!("/story/{}", ids[0]), "").await.headers()[header::LOCATION].to_str().unwrap().to_owned();
    let reports = site.hub.store.read(|tx| store::stories::members(tx, ids[0])).unwrap();
    let paths = [
        "/".to_owned(),
        story,
        format!("/report/{}", reports[1].article),
        "/outlets".into(),
        format!("/outlet/{}", outlet.slug),
        "/name/olga-novak".into(),
        "/search?q=Varenna".into(),
        "/archive/2026-01-01".into(),
        "/archive".into(),
        "/about".into(),
        "/settings".into(),
        "/none/at-all".into(),
        "/admin".into(),
        "/admin/outlets".into(),
        format!("/admin/outlets/{}", outlet.id),
        "/admin/work".into(),
        format!("/admin/stories/{}", ids[0]),
        "/admin/stories".into(),
        format!("/admin/reports/{}", reports[1].article),
        "/admin/takedowns".into(),
        "/admin/log".into(),
        "/admin/sign-in".into(),
    ];
    for path in &paths {
        let answer = get(&site, path, &token).await;
        if let Some(to) = answer.headers().get(header::LOCATION) {
            get(&site, to.to_str().unwrap(), &token).await;
        }
    }
    let seen = site.templates.seen.lock().unwrap().clone();
    let seen: BTreeMap<String, Json> = seen.into_iter().map(|(name, value)| (name, cut(value))).collect();
    if std::env::var("BROADSHEET_WRITE_EXAMPLES").is_ok() {
        let written = serde_json::to_string_pretty(&seen).unwrap() + "\n";
        fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/templates.json"), written).unwrap();
        return;
    }
    let examples = examples().unwrap();
    let whole: Vec<&str> = FILES
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !name.ends_with("base.html") && !name.ends_with("parts.html"))
        .collect();
    let missing: Vec<_> = whole.iter().filter(|name| !examples.contains_key(**name)).collect();
    assert!(missing.is_empty(), "no example for {missing:?}");
    for (name, example) in &examples {
        let (mut here, mut there) = (BTreeSet::new(), BTreeSet::new());
        shape(example, name, &mut here);
        shape(&seen[name], name, &mut there);
        let differ: Vec<_> = here.symmetric_difference(&there).collect();
        assert!(differ.is_empty(), "write the examples anew (see above): {differ:?}");
    }
}

/// What comes of these files in a folder for templates.
fn with(files: &[(&str, &str)]) -> Result<Templates, String> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        fs::write(folder.path().join(name), text).unwrap();
    }
    let settings = Settings { templates: Some(folder.path().to_owned()), ..Settings::default() };
    let words = Arc::new(Words::new("en").unwrap());
    Templates::new(&settings, words.clone(), Clock::new("UTC", words).unwrap())
}

fn refused(files: &[(&str, &str)]) -> String {
    with(files).err().unwrap_or_else(|| panic!("{files:?} is taken"))
}

#[test]
fn our_own_templates_would_be_taken_from_an_operator() {
    for (name, text) in FILES {
        if let Err(wrong) = with(&[(name, text)]) {
            panic!("{wrong}");
        }
    }
}

#[test]
fn a_file_of_an_unknown_name_is_refused_with_the_nearest() {
    let wrong = refused(&[("fornt.html", "")]);
    assert!(wrong.contains("no template fornt.html; the nearest is front.html"), "{wrong}");
    let wrong = refused(&[("admin/login.html", "")]);
    assert!(wrong.contains("the nearest is admin/log"), "{wrong}");
    assert!(refused(&[("style.css", "")]).ends_with("site.css"));
    with(&[(".gitignore", "x"), ("site.css", "body {}")]).unwrap();
}

#[test]
fn an_unknown_variable_is_an_error_at_the_start() {
    let page = |text: &str| format!("{{% extends \"base.html\" %}}{{% block main %}}{text}{{% endblock %}}");
    let wrong = refused(&[("about.html", &page("{{ zoen }}"))]);
    assert!(wrong.contains("asks for zoen") && wrong.ends_with("the nearest is zone"), "{wrong}");
    // Also where no example comes by.
    let wrong = refused(&[("about.html", &page("{% if zone == \"Mars\" %}{{ shell.titel }}{% endif %}"))]);
    assert!(wrong.contains("shell.titel") && wrong.ends_with("shell.title"), "{wrong}");
    // And of the items of a list, which only rendering tells.
    let wrong = refused(&[("archive.html", &page("{% for c in cards %}{{ c.headlin }}{% endfor %}"))]);
    assert!(wrong.contains("archive.html"), "{wrong}");
    let wrong = refused(&[("about.html", &page("{{ t(\"no-such-words\") }}"))]);
    assert!(wrong.contains("no-such-words"), "{wrong}");
    let wrong = refused(&[("parts.html", "{% macro when(w) %}{% endmacro %}")]);
    assert!(wrong.contains("fails"), "{wrong}");
    let wrong = refused(&[("about.html", "{% if %}")]);
    assert!(wrong.contains("about.html"), "{wrong}");
    with(&[("about.html", &page("<p>{{ shell.name }} {{ zone }}</p>"))]).unwrap();
}
