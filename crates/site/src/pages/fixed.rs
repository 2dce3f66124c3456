//! Pages and files that hardly change: about, reading settings, style sheet, icon, robots.txt, sitemap.

use std::fmt::Write;

use serde::Serialize;
use store::{Fault, stories};

use super::{Desk, HTML, Page, Shell};
use crate::Site;
use crate::cache::Dependency;
use crate::charts::escape;
use crate::prefs::{Prefs, SIZES, THEMES};

/// The files at the root.
pub const FILES: &[&str] = &["site.css", "robots.txt", "sitemap.xml", "favicon.ico", "icon.svg"];

/// Crawlers that say they gather text to train models; robots.txt refuses them unless the setting `ai_training` is on.
/// Search and fetching for a person who asked stay allowed.
const TRAINERS: &[&str] = &[
    "GPTBot",
    "ClaudeBot",
    "Google-Extended",
    "Applebot-Extended",
    "CCBot",
    "meta-externalagent",
    "Bytespider",
    "Amazonbot",
];

/// The nameplate's letter on paper.
const ICON: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\"><rect width=\"64\" height=\"64\" fill=\"#fffdf9\"/><path d=\"M8 14h48v3H8zm0 5h48v1H8z\" fill=\"#16181b\"/><path d=\"M14 26h16v24H14z\" fill=\"#9c1c1c\"/><path d=\"M35 26h16v3H35zm0 7h16v3H35zm0 7h16v3H35zm0 7h16v3H35z\" fill=\"#16181b\"/></svg>";

/// A file at the root.
pub fn file(desk: &mut Desk, name: &str) -> Result<Page, Fault> {
    let site = desk.site;
    Ok(match name {
        "site.css" => Page::of("text/css; charset=utf-8", site.style.clone(), Vec::new()),
        "robots.txt" => Page::of("text/plain; charset=utf-8", robots(site), Vec::new()),
        "sitemap.xml" => Page::of("application/xml; charset=utf-8", sitemap(desk)?, vec![Dependency::Lists]),
        _ => Page::of("image/svg+xml", ICON, Vec::new()),
    })
}

fn robots(site: &Site) -> String {
    let mut text = String::from(
        "# Everybody may read. Search engines find the way by the sitemap.\nUser-agent: *\nDisallow: /admin\nDisallow: /search\nDisallow: /report/\n\n",
    );
    if !site.hub.settings.ai_training {
        text.push_str("# Not for training models (the setting ai_training).\n");
        for name in TRAINERS {
            let _ = writeln!(text, "User-agent: {name}");
        }
        text.push_str("Disallow: /\n\n");
    }
    let _ = writeln!(text, "Sitemap: {}", site.absolute("/sitemap.xml"));
    text
}

/// Stories in the sitemap; the standard allows 50,000.
const SITEMAP: usize = 5_000;

fn sitemap(desk: &mut Desk) -> Result<String, Fault> {
    let site = desk.site;
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let fixed = ["/", "/outlets", "/about"].map(str::to_owned).into_iter();
    for path in fixed.chain(site.sections.iter().map(|(slug, _)| format!("/{slug}"))) {
        let _ = writeln!(text, "<url><loc>{}</loc></url>", escape(&site.absolute(&path)));
    }
    for story in stories::latest(desk.tx, None, SITEMAP)? {
        let url = site.absolute(&super::story_path(story.id, &story.slug));
        let changed = site.clock.iso(story.updated.max(story.last).min(desk.now));
        let _ = writeln!(text, "<url><loc>{}</loc><lastmod>{changed}</lastmod></url>", escape(&url));
    }
    Ok(text + "</urlset>\n")
}

#[derive(Serialize)]
struct AboutPage {
    shell: Shell,
    zone: String,
}

/// `/about`
pub fn about(desk: &mut Desk) -> Result<Page, Fault> {
    let words = &desk.site.words;
    let title = format!("{} · {}", words.say("about"), desk.site.hub.settings.name);
    let mut shell = desk.shell("/about", title, words.say("about-description"));
    shell.json_ld = desk.json_ld(Vec::new());
    desk.render("about.html", &AboutPage { shell, zone: desk.site.hub.settings.time_zone.clone() }, Vec::new())
}

#[derive(Serialize)]
struct SettingsPage<'a> {
    shell: Shell,
    theme: &'a str,
    size: &'a str,
    themes: &'a [&'a str],
    sizes: Vec<&'a str>,
}

/// `/settings`: how a reader wants to read.
pub fn settings(site: &Site, prefs: Prefs, now: i64) -> Page {
    let made = site.hub.store.read(|tx| {
        let facts = site.facts(tx, now)?;
        let desk = Desk { site, tx, facts, now };
        let title = format!("{} · {}", site.words.say("reading-settings"), site.hub.settings.name);
        let mut shell = desk.shell("/settings", title, String::new());
        (shell.canonical, shell.robots) = (None, "noindex");
        let sizes = SIZES.iter().map(|(size, _)| *size).collect();
        let page = SettingsPage { shell, theme: prefs.theme, size: prefs.size, themes: THEMES, sizes };
        desk.render("settings.html", &page, Vec::new())
    });
    made.unwrap_or_else(|fault| Page {
        status: 503,
        keep: false,
        ..Page::of(HTML, escape(&fault.sentence), Vec::new())
    })
}
