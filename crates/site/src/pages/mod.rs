//! Readers' pages: from a path to a page, on one snapshot of the store. [`page`] is the door; a file a kind of page.

mod feeds;
mod fixed;
mod lists;
mod outlets;
mod people;
mod report;
mod search;
mod source;
mod story;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, PoisonError};

use axum::body::Bytes;
use model::{Id, Outlet};
use serde::Serialize;
use serde_json::{Value, json};
use store::stories::Story;
use store::{Fault, FaultKind, Tx, articles, media};

pub use self::fixed::settings;
use crate::cache::Dependency;
use crate::charts;
use crate::when::When;
use crate::{Site, words};

/// HTML.
pub const HTML: &str = "text/html; charset=utf-8";

/// A page, rendered.
pub struct Page {
    /// HTTP status.
    pub status: u16,
    /// Media type.
    pub kind: &'static str,
    /// What is sent.
    pub body: Bytes,
    /// Where to go instead.
    pub location: Option<String>,
    /// What it depends on; `None`: on outlets and settings alone.
    pub depends: Option<Vec<Dependency>>,
    /// May it be kept under its path?
    pub keep: bool,
    /// May search engines keep it?
    pub robots: bool,
}

impl Page {
    /// A page of this type that depends on these.
    pub fn of(kind: &'static str, body: impl Into<Bytes>, depends: Vec<Dependency>) -> Self {
        let body = body.into();
        Self { status: 200, kind, body, location: None, depends: Some(depends), keep: true, robots: true }
    }

    /// Go there for ever.
    fn moved(location: String) -> Self {
        Self { status: 308, location: Some(location), ..Self::of(HTML, "", Vec::new()) }
    }
}

/// What many pages need and few changes touch.
pub struct Facts {
    /// All outlets.
    pub outlets: BTreeMap<Id, Outlet>,
    /// May the pictures of any outlet be shown?
    pub pictures: bool,
    /// Reports seen today.
    pub today: i64,
    /// When this was looked up.
    at: i64,
}

impl Facts {
    /// The outlet of this id; an empty one where it is gone.
    pub fn outlet(&self, id: Id) -> &Outlet {
        static NONE: LazyLock<Outlet> = LazyLock::new(Outlet::default);
        self.outlets.get(&id).unwrap_or(&NONE)
    }

    /// May the hub show a page of this outlet's reports? (Not where its rule is link.)
    fn readable(&self) -> BTreeSet<&str> {
        let may = self.outlets.values().filter(|outlet| outlet.text != model::TextRule::Link);
        may.map(|outlet| outlet.slug.as_str()).collect()
    }
}

/// How long the facts hold, in seconds; a change of an outlet ends them at once.
const FACTS_AGE: i64 = 5;

impl Site {
    /// The facts, looked up again where they are old.
    pub(crate) fn facts(&self, tx: &mut Tx, now: i64) -> Result<Arc<Facts>, Fault> {
        let known = self.facts.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(facts) = known.filter(|facts| (facts.at..facts.at + FACTS_AGE).contains(&now)) {
            return Ok(facts);
        }
        let outlets: BTreeMap<Id, Outlet> =
            store::outlets::list(tx)?.into_iter().map(|outlet| (outlet.id, outlet)).collect();
        let pictures = outlets.values().any(|outlet| outlet.pictures);
        let from = self.clock.bounds(self.clock.day_of(now)).map(|(begin, _)| begin);
        let today = articles::count(tx, &articles::Filter { from, ..articles::Filter::default() })?;
        let facts = Arc::new(Facts { outlets, pictures, today, at: now });
        *self.facts.write().unwrap_or_else(PoisonError::into_inner) = Some(facts.clone());
        Ok(facts)
    }

    /// An outlet has changed.
    pub(crate) fn forget_facts(&self) {
        *self.facts.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// An absolute address.
    fn absolute(&self, path: &str) -> String {
        [self.hub.settings.address.as_str(), path].concat()
    }

    /// What readers see of a section.
    fn section_name(&self, slug: &str) -> Option<&str> {
        self.sections.iter().find(|(s, _)| s == slug).map(|(_, name)| name.as_str())
    }
}

/// What is at hand while a page is made.
struct Desk<'a, 't, 'c> {
    site: &'a Site,
    tx: &'t mut Tx<'c>,
    facts: Arc<Facts>,
    now: i64,
}

/// A link.
#[derive(Debug, Clone, Serialize)]
struct Link {
    path: String,
    name: String,
}

/// An entry of a list in JSON-LD.
#[derive(Serialize)]
struct ListItem<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    url: String,
}

impl<'a> ListItem<'a> {
    fn new(position: usize, name: &'a str, url: String) -> Self {
        Self { kind: "ListItem", position, name, url }
    }
}

/// What stands around every page.
#[derive(Debug, Clone, Serialize)]
pub struct Shell {
    name: String,
    language: String,
    dir: &'static str,
    title: String,
    description: String,
    /// Absolute; a report's is at its source.
    canonical: Option<String>,
    robots: &'static str,
    /// Path of the list without the ending of a feed.
    feed: Option<String>,
    /// The slug of the section to mark.
    section: String,
    sections: Vec<Link>,
    day: When,
    updated: When,
    outlets: i64,
    today: i64,
    json_ld: String,
    og_type: &'static str,
    /// As Open Graph writes a language.
    locale: String,
    /// What Open Graph asks of an article.
    article: Option<OfArticle>,
    address: String,
    path: String,
    image: Option<Picture>,
}

/// When something was published and changed, with zone, and its section.
#[derive(Debug, Clone, Serialize)]
struct OfArticle {
    published: String,
    modified: String,
    section: String,
}

/// A picture in the hub's own cache.
#[derive(Debug, Clone, Serialize)]
struct Picture {
    src: String,
    /// The narrower copies and the picture itself with their widths; empty: there is only one.
    srcset: String,
    /// The outlet whose report it stands in.
    outlet: String,
    /// The report at its source.
    url: String,
    width: i64,
    height: i64,
    alt: String,
    caption: Option<String>,
    credit: Option<String>,
    language: String,
}

impl Desk<'_, '_, '_> {
    /// The frame of a page at this path.
    fn shell(&self, path: &str, title: String, description: String) -> Shell {
        let site = self.site;
        let settings = &site.hub.settings;
        Shell {
            name: settings.name.clone(),
            language: site.words.language.clone(),
            dir: words::direction(&site.words.language),
            title,
            description,
            canonical: Some(site.absolute(path)),
            robots: "max-image-preview:large, max-snippet:-1",
            feed: None,
            section: String::new(),
            sections: site
                .sections
                .iter()
                .map(|(slug, name)| Link { path: format!("/{slug}"), name: name.clone() })
                .collect(),
            day: site.clock.weekday(site.clock.day_of(self.now)),
            updated: site.clock.time(self.now),
            outlets: i64::try_from(self.facts.outlets.len()).unwrap_or(0),
            today: self.facts.today,
            json_ld: String::new(),
            og_type: "website",
            locale: site.words.language.replace('-', "_"),
            article: None,
            address: settings.address.clone(),
            path: path.to_owned(),
            image: None,
        }
    }

    /// JSON-LD: the paper, and what else is given.
    fn json_ld(&self, more: Vec<Value>) -> String {
        let site = self.site;
        let organisation = || {
            json!({"@type": "NewsMediaOrganization", "@id": site.absolute("/#org"), "name": site.hub.settings.name,
            "url": site.absolute("/"), "logo": {"@type": "ImageObject", "url": site.absolute("/icon.svg")},
            "publishingPrinciples": site.absolute("/about#principles"), "ownershipFundingInfo": site.absolute("/about#who"),
            "verificationFactCheckingPolicy": site.absolute("/about#claims"), "actionableFeedbackPolicy": site.absolute("/about#mistakes"),
            "correctionsPolicy": site.absolute("/about#mistakes"), "unnamedSourcesPolicy": site.absolute("/about#claims"),
            "ethicsPolicy": site.absolute("/about#principles"), "diversityPolicy": site.absolute("/about#voices"),
            "masthead": site.absolute("/about#who")})
        };
        let mut graph = site.organisation.get_or_init(|| organisation().to_string()).clone();
        for piece in more {
            graph.push(',');
            // Not by its `Display`, which looks at each piece of text once more.
            graph.push_str(&serde_json::to_string(&piece).unwrap_or_default());
        }
        format!("{{\"@context\":\"https://schema.org\",\"@graph\":[{graph}]}}")
    }

    /// Renders a page. A template that fails is a mistake of ours or the operator's.
    fn render(&self, name: &str, context: &impl Serialize, depends: Vec<Dependency>) -> Result<Page, Fault> {
        let html = self.site.templates.render(name, context).map_err(Fault::bug)?;
        Ok(Page::of(HTML, html, depends))
    }

    /// A story's picture: its lead report's, else that of the first report which has one.
    fn picture_of_story(&mut self, story: &Story, lead: Option<&articles::Head>) -> Result<Option<Picture>, Fault> {
        if let Some(picture) = lead.map(|head| self.picture(head)).transpose()?.flatten() {
            return Ok(Some(picture));
        }
        if !self.facts.pictures {
            return Ok(None);
        }
        for head in articles::first_with_image(self.tx, story.id, PICTURES_TRIED)? {
            if let Some(picture) = self.picture(&head)? {
                return Ok(Some(picture));
            }
        }
        Ok(None)
    }

    /// An article's picture, where its outlet's switch is on and the bytes are here.
    fn picture(&mut self, head: &articles::Head) -> Result<Option<Picture>, Fault> {
        let facts = self.facts.clone();
        let Some(outlet) = facts.outlets.get(&head.outlet).filter(|outlet| outlet.pictures) else { return Ok(None) };
        let Some(image) = head.image.as_ref() else { return Ok(None) };
        let Some(hash) = media::picture(self.tx, &image.src)?.and_then(|picture| picture.hash) else { return Ok(None) };
        let Some(medium) = media::get(self.tx, &hash)? else { return Ok(None) };
        Ok(Some(Picture {
            src: format!("/media/{hash}"),
            srcset: srcset(&medium),
            outlet: outlet.name.clone(),
            url: head.url.clone(),
            width: medium.width,
            height: medium.height,
            alt: image.alt.clone().or(image.caption.clone()).unwrap_or_default(),
            caption: image.caption.clone(),
            credit: image.credit.clone(),
            language: head.language.clone(),
        }))
    }
}

/// Reports whose pictures are looked for where a story's lead has none.
const PICTURES_TRIED: usize = 6;

/// A picture's narrower copies and itself, for the browser to choose from.
fn srcset(medium: &media::Medium) -> String {
    let narrower = media::WIDTHS.into_iter().filter(|width| i64::from(*width) < medium.width);
    let mut set: Vec<String> = narrower.map(|width| format!("/media/{}.{width} {width}w", medium.hash)).collect();
    if set.is_empty() {
        return String::new();
    }
    set.push(format!("/media/{} {}w", medium.hash, medium.width));
    set.join(", ")
}

/// The path of a report on the hub.
fn report_path(id: Id, headline: &str) -> String {
    with_slug("/report/", id, &store::slug(headline))
}

/// The path of a story.
fn story_path(id: Id, slug: &str) -> String {
    with_slug("/story/", id, slug)
}

fn with_slug(kind: &str, id: Id, slug: &str) -> String {
    [kind, &id.to_string(), if slug.is_empty() { "" } else { "/" }, slug].concat()
}

/// A sparkline of `spark` ("1 0 4": reports by hour), with its sentence.
fn sparkline(site: &Site, spark: &str) -> String {
    let values: Vec<u32> = spark.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return String::new() };
    if values.len() < 3 {
        return String::new();
    }
    let most = values.iter().max().unwrap_or(first);
    let label = site.words.with("spark-label", &[("first", *first), ("most", *most), ("last", *last)]);
    charts::line(&values, 160, 28, &label)
}

/// The page at a path, and the last change that the snapshot it was made from had seen.
pub fn page(site: &Site, path: &str, query: &str, now: i64) -> (Page, i64) {
    let made = site.hub.store.read(|tx| {
        let seen = store::changes::last(tx)?;
        let facts = site.facts(tx, now)?;
        let mut desk = Desk { site, tx, facts, now };
        let page = route(&mut desk, path, query)?;
        Ok((page.unwrap_or_else(|| error(&desk, 404, path)), seen))
    });
    made.unwrap_or_else(|fault| {
        if fault.kind == FaultKind::Bug {
            tracing::error!("the page {path} cannot be made: {fault}");
        }
        (failed(site, &fault), 0)
    })
}

/// Fixed words come first, then sections.
fn route(desk: &mut Desk, path: &str, query: &str) -> Result<Option<Page>, Fault> {
    if path.len() > 1 && path.ends_with('/') {
        // Never `//host`, which a browser would take for another site.
        let clean = format!("/{}", path.trim_matches('/'));
        return Ok(Some(Page::moved(clean)));
    }
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let (stem, ending) = feeds::split(path);
    match (parts.as_slice(), ending) {
        (["feed.rss" | "feed.atom" | "feed.json"], Some(format)) => lists::front_feed(desk, format).map(Some),
        (["search.rss" | "search.atom" | "search.json"], Some(format)) => search::feed(desk, query, format).map(Some),
        ([""], _) => lists::front(desk).map(Some),
        (["story", id, rest @ ..], None) => story::page(desk, id, rest),
        (["story", ..], Some(format)) => story::feed(desk, stem, format),
        (["report", id, ..], None) => report::page(desk, id),
        (["outlets"], _) => outlets::all(desk).map(Some),
        (["outlet", slug], None) => outlets::one(desk, slug),
        (["outlet", _], Some(format)) => outlets::feed(desk, stem, format),
        (["name", slug], None) => people::page(desk, slug),
        (["name", _], Some(format)) => people::feed(desk, stem, format),
        (["search"], _) => search::page(desk, query).map(Some),
        (["archive"], _) => lists::latest_day(desk).map(Some),
        (["archive", day], None) => lists::archive(desk, day),
        (["about"], _) => fixed::about(desk).map(Some),
        ([file], _) if fixed::FILES.contains(file) => fixed::file(desk, file).map(Some),
        ([slug], None) => lists::section(desk, slug),
        ([_], Some(format)) => lists::section_feed(desk, stem, format),
        _ => Ok(None),
    }
}

#[derive(Serialize)]
struct ErrorPage<'a> {
    shell: Shell,
    status: u16,
    sentence: &'a str,
}

/// A page that says what is wrong and where to go on.
fn error(desk: &Desk, status: u16, path: &str) -> Page {
    let words = &desk.site.words;
    let title = words.say(if status == 404 { "not-found" } else { "failed" });
    let mut shell = desk.shell(path, title, String::new());
    (shell.canonical, shell.robots) = (None, "noindex");
    let sentence = words.say(if status == 404 { "not-found-text" } else { "failed-text" });
    let page = desk.render("error.html", &ErrorPage { shell, status, sentence: &sentence }, Vec::new());
    let page = page.unwrap_or_else(|fault| Page::of("text/plain; charset=utf-8", fault.sentence, Vec::new()));
    Page { status, keep: false, ..page }
}

/// What a reader gets when the store cannot be read: pages in the cache still stand.
fn failed(site: &Site, fault: &Fault) -> Page {
    let status = if fault.kind == FaultKind::Bug { 500 } else { 503 };
    let text = format!("{}\n{}\n", site.words.say("failed"), site.words.say("failed-text"));
    Page { status, keep: false, ..Page::of("text/plain; charset=utf-8", text, Vec::new()) }
}
