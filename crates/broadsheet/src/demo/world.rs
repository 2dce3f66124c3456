//! The demo's world as values: the outlets and their reports, copies made from their origins, dates written out.

use std::collections::BTreeMap;

use jiff::{Timestamp, tz::Offset};
use model::{Outlet, OutletKind, OutletState, TextRule};

use super::{
    calendar::Calendar,
    script::{self, Piece, Written},
};

/// The outlets and all that they publish.
#[derive(Debug, Clone)]
pub struct World {
    /// In the order of the script; the place in it gives the address 127.1.0.(place + 1).
    pub houses: Vec<House>,
    /// By time of publication.
    pub reports: Vec<Report>,
}

/// An outlet with how its site is built.
#[derive(Debug, Clone)]
pub struct House {
    /// As the hub lists it; its home page is set when the port is known.
    pub outlet: Outlet,
    /// What it writes beneath its name.
    pub motto: String,
    /// Which of the page families it uses.
    pub family: Family,
    /// Which dialect its feed speaks.
    pub dialect: Dialect,
    /// Its clock, east of UTC.
    pub offset: Offset,
    /// How it names its sections, in its own language.
    pub sections: Vec<String>,
    /// How its pages are addressed: `%Y` … as in strftime, SLUG.
    page: String,
}

/// The families of pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// HTML5's own elements and JSON-LD.
    Semantic,
    /// Nested boxes with class names; the facts in meta elements.
    Boxes,
    /// A blog engine with a side column and comments.
    Blog,
    /// A broadcaster's components.
    Broadcaster,
    /// An agency's site with microdata.
    Wire,
}

/// The dialects of feeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// RSS 2.0.
    Rss,
    /// Atom.
    Atom,
    /// JSON Feed.
    Json,
    /// A news sitemap.
    Sitemap,
}

/// A report with its pages' contents.
#[derive(Debug, Clone)]
pub struct Report {
    /// `outlet/slug`, for links between texts.
    pub name: String,
    /// Place among the houses.
    pub house: usize,
    /// Path of its page.
    pub path: String,
    /// Unix seconds.
    pub published: i64,
    /// Headline.
    pub headline: String,
    /// Standfirst.
    pub standfirst: Option<String>,
    /// Byline.
    pub authors: Vec<String>,
    /// The outlet's name of the section.
    pub section: Option<String>,
    /// The outlet's tags.
    pub topics: Vec<String>,
    /// A line at the end of the text: "Source: …".
    pub credit: Option<String>,
    /// The text as first published.
    pub blocks: Vec<Written>,
    /// What it becomes.
    pub correction: Option<Correction>,
}

/// A text that changes while the demo runs.
#[derive(Debug, Clone)]
pub struct Correction {
    /// Seconds after the demo's start.
    pub after: u64,
    /// The text from then on.
    pub blocks: Vec<Written>,
}

impl Report {
    /// The text at this many seconds of the demo's run, and whether it has been corrected by then.
    pub fn blocks_at(&self, elapsed: u64) -> (&[Written], bool) {
        match &self.correction {
            Some(correction) if elapsed >= correction.after => (&correction.blocks, true),
            _ => (&self.blocks, false),
        }
    }
}

impl World {
    /// Reads the scripts; the five days end at `now`. `Err` is a sentence with script and line.
    pub fn read(outlets: &str, stories: &[(&str, &str)], now: Timestamp) -> Result<Self, String> {
        let calendar = Calendar::new(now)?;
        let houses: Result<Vec<House>, String> = script::parse(outlets)?.iter().map(house).collect();
        let houses = houses.map_err(|what| format!("outlets: {what}"))?;
        let mut reports = Vec::new();
        for (script, text) in stories {
            story(text, &houses, &calendar, &mut reports).map_err(|what| format!("{script}: {what}"))?;
        }
        reports.sort_by(|a: &Report, b| (a.published, &a.name).cmp(&(b.published, &b.name)));
        Ok(Self { houses, reports })
    }

    /// The report of this name.
    pub fn report(&self, name: &str) -> Option<&Report> {
        self.reports.iter().find(|report| report.name == name)
    }

    /// The reports of one house, newest first.
    pub fn of(&self, house: usize) -> impl Iterator<Item = &Report> {
        self.reports.iter().rev().filter(move |report| report.house == house)
    }
}

fn house(piece: &Piece) -> Result<House, String> {
    let wrong = |key: &str| format!("{} (line {}): \"{key}\" has no such value", piece.name, piece.line);
    let kind = piece.need("kind")?.to_owned();
    let kind: OutletKind = serde_json::from_value(kind.into()).map_err(|_| wrong("kind"))?;
    let text = piece.get("text").unwrap_or("excerpt").to_owned();
    let text: TextRule = serde_json::from_value(text.into()).map_err(|_| wrong("text"))?;
    let family = match piece.need("family")? {
        "semantic" => Family::Semantic,
        "boxes" => Family::Boxes,
        "blog" => Family::Blog,
        "broadcaster" => Family::Broadcaster,
        "wire" => Family::Wire,
        _ => return Err(wrong("family")),
    };
    let dialect = match piece.need("feed")? {
        "rss" => Dialect::Rss,
        "atom" => Dialect::Atom,
        "json" => Dialect::Json,
        "sitemap" => Dialect::Sitemap,
        _ => return Err(wrong("feed")),
    };
    let hours: i8 = piece.need("hours")?.parse().map_err(|_| wrong("hours"))?;
    Ok(House {
        outlet: Outlet {
            slug: piece.name.clone(),
            name: piece.need("name")?.to_owned(),
            country: Some(piece.need("country")?.to_owned()),
            languages: vec![piece.need("language")?.to_owned()],
            kind,
            owner: piece.get("owner").map(str::to_owned),
            note: piece.get("note").map(str::to_owned),
            text,
            pictures: piece.get("pictures") == Some("yes"),
            state: OutletState::Active,
            ..Outlet::default()
        },
        motto: piece.need("motto")?.to_owned(),
        family,
        dialect,
        offset: Offset::from_hours(hours).map_err(|_| wrong("hours"))?,
        sections: piece.list("sections"),
        page: piece.need("page")?.to_owned(),
    })
}

/// Adds the reports of one script. A copy's origin stands above it in the same script.
fn story(text: &str, houses: &[House], calendar: &Calendar, into: &mut Vec<Report>) -> Result<(), String> {
    let mut texts: BTreeMap<String, (Piece, Vec<Written>)> = BTreeMap::new();
    for piece in script::parse(text)? {
        let origin = match piece.get("copy") {
            None => None,
            Some(name) => {
                Some(texts.get(name).ok_or_else(|| format!("{} copies {name}, which is not above it", piece.name))?)
            }
        };
        let blocks = blocks_of(&piece, origin.map(|(_, blocks)| blocks.as_slice()))?;
        into.push(report(&piece, origin.map(|(origin, _)| origin), &blocks, houses, calendar)?);
        texts.insert(piece.name.clone(), (piece, blocks));
    }
    Ok(())
}

/// The blocks of a piece: those kept of its origin with words swapped, then its own.
fn blocks_of(piece: &Piece, origin: Option<&[Written]>) -> Result<Vec<Written>, String> {
    let Some(origin) = origin else { return Ok(piece.blocks.clone()) };
    let mut blocks = origin.to_vec();
    if let Some(keep) = piece.get("keep") {
        blocks.clear();
        for number in keep.split_whitespace() {
            let block = number.parse::<usize>().ok().and_then(|n| origin.get(n.checked_sub(1)?));
            blocks.push(block.ok_or_else(|| format!("{}: its origin has no block {number}", piece.name))?.clone());
        }
    }
    let mut blocks = swapped(&blocks, piece.all("swap"), &piece.name)?;
    blocks.extend(piece.blocks.iter().cloned());
    Ok(blocks)
}

/// The blocks after `old => new`, each of which must be found.
fn swapped(blocks: &[Written], swaps: &[String], name: &str) -> Result<Vec<Written>, String> {
    let mut blocks = blocks.to_vec();
    for swap in swaps {
        let (old, new) = swap.split_once("=>").ok_or_else(|| format!("{name}: a swap is written old => new"))?;
        let (old, new) = (old.trim(), new.trim());
        let changed: Vec<Written> = blocks.iter().map(|block| block.map(|text| text.replace(old, new))).collect();
        if changed == blocks {
            return Err(format!("{name}: \"{old}\" is not in its text"));
        }
        blocks = changed;
    }
    Ok(blocks)
}

fn report(
    piece: &Piece,
    origin: Option<&Piece>,
    blocks: &[Written],
    houses: &[House],
    calendar: &Calendar,
) -> Result<Report, String> {
    let (slug, page) = piece.name.split_once('/').ok_or_else(|| format!("{} is no outlet/page", piece.name))?;
    let place = houses.iter().position(|house| house.outlet.slug == slug);
    let (place, house) = place
        .and_then(|place| Some((place, houses.get(place)?)))
        .ok_or_else(|| format!("there is no outlet {slug}"))?;
    let language = house.outlet.languages.first().map_or("en", String::as_str);
    let fill = |text: &str| calendar.fill(text, language);
    let filled = |blocks: &[Written]| blocks.iter().map(|block| block.map(fill)).collect::<Vec<_>>();
    let published = calendar.instant(piece.need("at")?)?;
    let headline = piece.get("headline").or_else(|| origin.and_then(|origin| origin.get("headline")));
    let correction = match piece.get("corrected-after") {
        None => None,
        Some(after) => {
            let after = after.parse().map_err(|_| format!("{}: \"{after}\" is no number of seconds", piece.name))?;
            let mut blocks = swapped(blocks, piece.all("corrected"), &piece.name)?;
            blocks.push(Written::Paragraph(piece.need("correction")?.to_owned()));
            Some(Correction { after, blocks: filled(&blocks) })
        }
    };
    let local = Timestamp::from_second(published).map_err(|e| e.to_string())?;
    let path = house.offset.to_datetime(local).strftime(&house.page).to_string().replace("SLUG", page);
    Ok(Report {
        name: piece.name.clone(),
        house: place,
        path,
        published,
        headline: fill(headline.ok_or_else(|| format!("{} has no headline", piece.name))?),
        standfirst: piece.get("standfirst").map(fill),
        authors: piece.list("by"),
        section: piece.get("section").or_else(|| house.sections.first().map(String::as_str)).map(str::to_owned),
        topics: piece.list("topics"),
        credit: piece.get("credit").map(str::to_owned),
        blocks: filled(blocks),
        correction,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTLETS: &str = "=== a\nname: A\ncountry: IE\nlanguage: en\nkind: agency\nmotto: M\nfamily: wire\nfeed: rss\nhours: 1\n\
                           page: /%Y/SLUG\nsections: World\n=== b\nname: B\ncountry: DE\nlanguage: de\nkind: newspaper\nmotto: M\n\
                           family: boxes\nfeed: atom\nhours: 1\npage: /p/SLUG\nsections: Welt\n";
    const ORIGIN: &str = "=== a/x\nat: -1d 10:00\nheadline: H\n\nIt was {day:-1}.\n\nSeven fell.\n\nThird.\n";

    fn read(more: &str) -> Result<World, String> {
        let text = format!("{ORIGIN}{more}");
        World::read(OUTLETS, &[("s", &text)], "2026-03-05T12:00:00Z".parse().unwrap())
    }

    #[test]
    fn a_copy_keeps_swaps_and_adds() {
        let world = read("=== b/y\nat: -1d 11:00\ncopy: a/x\nkeep: 1 2\nswap: Seven => Nine\n\nOwn.\n").unwrap();
        let copy = world.report("b/y").unwrap();
        let texts = ["It was Mittwoch.", "Nine fell.", "Own."].map(|t| Written::Paragraph(t.into()));
        assert_eq!(copy.blocks, texts);
        assert_eq!(copy.headline, "H");
        assert_eq!(world.report("a/x").unwrap().path, "/2026/x");
    }

    #[test]
    fn a_correction_comes_after_its_time() {
        let world = read(
            "=== b/y\nat: -1d 11:00\nheadline: K\ncorrected-after: 60\ncorrected: Seven => Six\ncorrection: We erred.\n\nSeven.\n",
        );
        let world = world.unwrap();
        let report = world.report("b/y").unwrap();
        assert_eq!(report.blocks_at(59), (&[Written::Paragraph("Seven.".into())][..], false));
        assert_eq!(report.blocks_at(60).0.len(), 2);
        assert_eq!(report.blocks_at(60).0[0], Written::Paragraph("Six.".into()));
    }

    #[test]
    fn mistakes_are_named() {
        for (more, words) in [
            ("=== b/y\nat: -1d 11:00\ncopy: a/z\n", "copies a/z"),
            ("=== b/y\nat: -1d 11:00\ncopy: a/x\nkeep: 9\n", "no block 9"),
            ("=== b/y\nat: -1d 11:00\ncopy: a/x\nswap: Eight => Nine\n", "\"Eight\" is not"),
            ("=== c/y\nat: -1d 11:00\nheadline: H\n", "no outlet c"),
            ("=== b/y\nheadline: H\n", "\"at:\""),
        ] {
            assert!(read(more).unwrap_err().contains(words), "{more}");
        }
    }
}
