//! An archive made up for measuring: events over a hundred days, told by fifty outlets in other words each, a thousand reports a day,
//! one event a day with fifty of them. The same number gives the same text always.

use std::path::Path;

use analysis::analyse;
use model::{Article, Block, Id, Outlet, OutletKind, Stamp, TextRule};
use store::{Store, analyses, articles, outlets};

use crate::Outcome;

/// Reports a day.
pub const DAILY: usize = 1_000;
/// The events of a day: (how many, reports of each); together a day's reports.
const EVENTS: [(usize, usize); 5] = [(1, 50), (10, 15), (50, 6), (100, 3), (200, 1)];
const OUTLETS: usize = 50;
const DAY: i64 = 86_400;
/// Articles saved in one transaction.
const BATCH: usize = 64;

/// Frequent words, so that the language can be told; the others are made of syllables.
const COMMON: &str = "people government city police report minister water school region company court road hospital market \
    council station election river workers bridge budget officials residents power energy winter border harbour vote law";
const VERBS: &str = "closed opened rejected reached damaged approved delayed reported confirmed stopped raised ordered";
const SYLLABLES: &str =
    "ka lo mi ren tu sa vel dor ni pa gris te mol ba rin so ul ner fa dig hol ce var il pon ta mer go lis an";
/// Made-up words: word `n` is drawn about as often as 1/n, as in real texts.
const WORDS: u64 = 40_000;

/// Numbers that look random; the same seed gives the same ones.
pub struct Dice(u64);

impl Dice {
    /// From a seed.
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        dice.roll(2);
        dice
    }

    /// A number below `n`.
    pub fn roll(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    /// One of the words of a text.
    fn of<'a>(&mut self, words: &'a str) -> &'a str {
        let count = words.split_whitespace().count();
        let n = usize::try_from(self.roll(u64::try_from(count).unwrap_or(1))).unwrap_or(0);
        words.split_whitespace().nth(n).unwrap_or_default()
    }

    /// A word as in running text.
    pub fn word(&mut self) -> String {
        if self.roll(3) > 0 {
            return self.of(COMMON).to_owned();
        }
        // 1/n by drawing the upper bound first.
        let bound = self.roll(WORDS) + 1;
        made(self.roll(bound))
    }

    /// A name of two words.
    fn name(&mut self) -> String {
        [0; 2].map(|_| capital(&made(WORDS + self.roll(4_000)))).join(" ")
    }

    /// A sentence in which a word of the event may stand.
    fn sentence(&mut self, event: &[String]) -> String {
        let word = |dice: &mut Self| match usize::try_from(dice.roll(8)).ok().and_then(|n| event.get(n)) {
            Some(word) => word.clone(),
            None => dice.word(),
        };
        let (a, b, c, d, e) = (word(self), word(self), word(self), word(self), word(self));
        let (first, second) = (self.of(VERBS), self.of(VERBS));
        match self.roll(3) {
            0 => format!("The {a} of the {b} {first} the {c} in the {d}, and it was {second} after the {e}"),
            1 => format!("After the {a} had {first} the {b}, the {c} and the {d} were {second} by the {e}"),
            _ => format!("In the {a} the {b} was {first}, but the {c} that {second} the {d} is still in the {e}"),
        }
    }
}

/// A word made of syllables.
fn made(mut n: u64) -> String {
    let syllables: Vec<&str> = SYLLABLES.split_whitespace().collect();
    let base = u64::try_from(syllables.len()).unwrap_or(1);
    let mut word = String::new();
    for _ in 0..3 {
        word.push_str(usize::try_from(n % base).ok().and_then(|at| syllables.get(at)).unwrap_or(&""));
        n /= base;
    }
    word
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// What the reports of an event have in common.
struct Event {
    seed: u64,
    title: String,
    facts: Vec<String>,
    section: String,
}

impl Event {
    fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let words: Vec<String> = (0..4).map(|_| made(dice.roll(WORDS))).collect();
        let (people, place) = ([0; 3].map(|_| dice.name()), capital(&made(WORDS + dice.roll(4_000))));
        let mut facts = Vec::new();
        for n in 0..24 {
            let sentence = dice.sentence(&words);
            let person = people.get(n % 3).map_or("", String::as_str);
            facts.push(match n % 6 {
                0 => format!("“{sentence},” said {person}, the minister of {}.", dice.word()),
                1 => {
                    format!("{person} said on Monday that {} people had left {place}. {sentence}.", 20 + dice.roll(900))
                }
                2 => format!("On {} March {sentence}.", 1 + dice.roll(28)),
                _ => format!("{sentence} in {place}."),
            });
        }
        let title = format!("{} in {place} after {} {}", capital(&dice.word()), words.join(" "), dice.of(VERBS));
        let section = dice.of("world politics business science health culture sport").to_owned();
        Self { seed, title, facts, section }
    }

    /// The `n`th report: ten of the facts, each with a word left out, and sentences of its own.
    fn report(&self, n: usize) -> Article {
        let mut dice = Dice::new(self.seed ^ u64::try_from(n + 1).unwrap_or(0) << 32);
        let mut told = |fact: &String| {
            let left_out = usize::try_from(dice.roll(24)).unwrap_or(0) + 2;
            let words = fact.split(' ').enumerate().filter(|(at, _)| *at != left_out).map(|(_, word)| word);
            let own = [0; 2].map(|_| dice.sentence(&[]));
            format!("{} {}.", words.collect::<Vec<_>>().join(" "), own.join(". "))
        };
        let facts = self.facts.iter().cycle().skip(n * 7).step_by(1 + n % 5 * 2).take(10);
        let blocks: Vec<Block> = facts.map(|fact| Block::paragraph(told(fact))).collect();
        Article {
            headline: Some(format!("{} {}", self.title, dice.word())),
            standfirst: Some(dice.sentence(&[]) + "."),
            authors: vec![dice.name()],
            language: Some("en".into()),
            blocks,
            ..Article::default()
        }
    }
}

/// The made-up outlets, listed in a store that has none.
fn list_outlets(store: &Store) -> Outcome<Vec<Outlet>> {
    let kinds = [OutletKind::Newspaper, OutletKind::Broadcaster, OutletKind::Agency, OutletKind::Magazine];
    let countries = ["GB", "US", "FR", "DE", "IN", "BR", "NG", "JP"];
    let outlet = |n: usize| Outlet {
        name: format!("The {} Post", capital(&made(u64::try_from(n * 37).unwrap_or(0)))),
        home: format!("https://outlet{n}.example/"),
        country: countries.get(n % 8).map(|code| (*code).to_owned()),
        languages: vec!["en".into()],
        kind: kinds.get(n % 4).copied().unwrap_or_default(),
        owner: Some(format!("Owner {}", n % 11)),
        text: TextRule::Full,
        ..Outlet::default()
    };
    Ok(store.write(|tx| (0..OUTLETS).map(|n| outlets::insert(tx, &outlet(n), 0)).collect())?)
}

/// Fills a new store of a data folder with so many days of reports up to `now`.
pub fn fill(data: &Path, days: usize, now: i64) -> Outcome<()> {
    std::fs::create_dir_all(data)?;
    let store = Store::open(&data.join("broadsheet.db").to_string_lossy(), &store::Options::default())?;
    let outlets = list_outlets(&store)?;
    for day in 0..days {
        let end = now - i64::try_from(days - 1 - day)? * DAY;
        let reports = reports(&outlets, day, end);
        for batch in reports.chunks(BATCH) {
            let found: Vec<_> = batch.iter().map(|new| (analyse(&new.article), new.article.body_text())).collect();
            store.write(|tx| {
                let saved = articles::save(tx, batch)?;
                let rows = saved.iter().zip(batch).zip(&found).map(|((saved, new), (analysis, text))| analyses::New {
                    article: saved.id,
                    revision: saved.revision,
                    outlet: new.outlet,
                    instant: new.seen,
                    version: "1",
                    analysis,
                    text,
                    print: None,
                });
                analyses::save_all(tx, &rows.collect::<Vec<_>>())
            })?;
        }
    }
    Ok(())
}

/// A day's reports in order of time.
pub fn reports(outlets: &[Outlet], day: usize, end: i64) -> Vec<articles::New> {
    let mut reports = Vec::with_capacity(DAILY);
    let sizes = EVENTS.iter().flat_map(|(count, size)| std::iter::repeat_n(*size, *count));
    for (n, size) in sizes.enumerate() {
        let seed = u64::try_from(day * DAILY + n).unwrap_or(0);
        let event = Event::new(seed + 1);
        let begin = i64::try_from(Dice::new(seed).roll(50_000)).unwrap_or(0);
        for (report, outlet) in outlets.iter().cycle().skip(n).take(size).enumerate() {
            let instant = end - DAY + begin + i64::try_from(report).unwrap_or(0) * (DAY - begin) / 60;
            reports.push(articles::New {
                outlet: outlet.id,
                section: event.section.clone(),
                article: Article {
                    url: Some(format!("{}{day}/{n}/{report}", outlet.home)),
                    published: Some(Stamp::utc(instant)),
                    ..event.report(report)
                },
                seen: instant,
                also: Vec::new(),
            });
        }
    }
    reports.sort_by_key(|new| new.seen);
    reports
}

/// A page as an outlet would write it.
pub fn page(article: &Article) -> String {
    let headline = article.headline.as_deref().unwrap_or_default();
    let published = article.published.map(|stamp| stamp.to_string()).unwrap_or_default();
    let texts: String =
        article.blocks.iter().filter_map(|b| b.text.as_ref()).map(|text| format!("<p>{text}</p>\n")).collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><title>{headline}</title><meta property=\"og:title\" content=\"{headline}\">\
         <meta property=\"article:published_time\" content=\"{published}\"></head><body><nav><a href=\"/\">Home</a></nav>\
         <article><h1>{headline}</h1>\n{texts}</article><footer>All rights reserved</footer></body></html>"
    )
}

/// Puts a page into the hub's store as if it had just been fetched, from beside the running hub.
pub fn put(store: &Store, outlet: Id, url: &str, article: &Article, now: i64) -> Outcome<()> {
    let key = store::addresses::clean(url).ok_or("an address that is none")?;
    let head = serde_json::json!({"url": url, "content_type": "text/html; charset=utf-8", "seen": now}).to_string();
    let item = serde_json::json!({"outlet": outlet, "url": url}).to_string();
    Ok(store.write(|tx| {
        store::raw::put(tx, &key, &head, page(article).as_bytes(), now)?;
        store::work::put(tx, "read", &key, &item, now)
    })?)
}
