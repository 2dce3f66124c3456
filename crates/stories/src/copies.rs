//! Who copied whom: articles that share runs of words with an earlier one, how much of their text came from there, and how it was
//! worked over. Runs of five words, one in four kept, lead to the earlier texts; the share is then counted word by word.

use std::collections::VecDeque;

use analysis::Fingerprint;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// Words of a run that leads from one text to another.
const RUN: usize = 5;
/// One run in so many is kept (chosen by its hash, so that both texts keep the same ones).
const KEPT: u64 = 4;
/// A run in more texts than this is boilerplate.
const COMMON: usize = 12;
/// The part of the smaller text's kept runs that must be shared.
const CONTAINED: f32 = 0.3;
/// Words of a run that counts as taken over.
const TAKEN: usize = 3;
/// Words between two such runs that count as taken over too: a word was exchanged.
const BRIDGED: usize = 4;
/// Texts shorter than this are not judged.
const WORDS_MIN: usize = 20;
/// Texts remembered whatever their age, and seconds for which others are.
const MEMORY: usize = 4_000;
const WINDOW: i64 = 7 * 86_400;

/// What an article was copied from.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Copy {
    /// The article.
    pub article: String,
    /// The earlier article whose text it carries.
    pub origin: String,
    /// 0 to 1: the part of this article's words that came from the origin.
    pub share: f64,
    /// verbatim, shortened, extended, edited, rewritten, mixed.
    pub kind: String,
}

/// A text that is remembered.
#[derive(Debug)]
struct Text {
    id: String,
    outlet: String,
    time: Option<i64>,
    words: Vec<u16>,
    /// Kept runs, without repeats.
    runs: Vec<u64>,
}

/// The memory of texts seen, for finding copies.
#[derive(Debug, Default)]
pub struct Copies {
    texts: FxHashMap<u64, Text>,
    order: VecDeque<u64>,
    index: FxHashMap<u64, Vec<u64>>,
    next: u64,
    recent: VecDeque<i64>,
}

/// How a text looks beside an earlier one.
#[derive(Debug, Clone, Copy)]
struct Cover {
    /// The earlier text.
    text: u64,
    /// The part of the article's words that stand in it.
    share: f64,
    /// The part of its words that stand in the article.
    back: f64,
    /// The part of the article's taken words that stand in unbroken runs of the same order.
    exact: f64,
    /// Do the runs come in the same order?
    ordered: f64,
}

impl Copies {
    /// An empty memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// Tells what this article was copied from, and remembers it.
    pub fn find(&mut self, article: &Fingerprint) -> Option<Copy> {
        let runs = kept_runs(&article.words);
        let covers = if article.words.len() >= WORDS_MIN { self.covers(article, &runs) } else { Vec::new() };
        let origin = self.origin(article, &covers);
        self.remember(article, runs);
        let origin = origin?;
        let text = self.texts.get(&origin.text)?;
        Some(Copy {
            article: article.id.clone(),
            origin: text.id.clone(),
            share: (origin.share * 1000.0).round() / 1000.0,
            kind: kind(&origin).to_owned(),
        })
    }

    /// The earlier texts that share enough, with how much exactly.
    fn covers(&self, article: &Fingerprint, runs: &[u64]) -> Vec<Cover> {
        let mut shared: FxHashMap<u64, u32> = FxHashMap::default();
        for run in runs {
            if let Some(list) = self.index.get(run).filter(|list| list.len() <= COMMON) {
                list.iter().for_each(|text| *shared.entry(*text).or_insert(0) += 1);
            }
        }
        let mut found: Vec<(u32, u64)> = shared.into_iter().map(|(text, n)| (n, text)).collect();
        found.retain(|&(n, id)| {
            self.texts.get(&id).is_some_and(|text| {
                let smaller = text.runs.len().min(runs.len()).max(1) as f32;
                n as f32 / smaller >= CONTAINED && self.before(text, article)
            })
        });
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(6);
        found.into_iter().filter_map(|(_, id)| Some(cover(id, &article.words, &self.texts.get(&id)?.words))).collect()
    }

    /// Can `text` be where the article comes from? Not where it was published clearly later or in another time altogether.
    fn before(&self, text: &Text, article: &Fingerprint) -> bool {
        match (text.time, article.published) {
            (Some(a), Some(b)) => (b - a).abs() <= WINDOW,
            _ => true,
        }
    }

    /// Of the texts that cover the article about as well as the best one, the earliest; a credited agency's first.
    fn origin(&self, article: &Fingerprint, covers: &[Cover]) -> Option<Cover> {
        let best = covers.iter().map(|c| c.share).fold(0.0, f64::max);
        if best < 0.25 {
            return None;
        }
        let near = covers.iter().filter(|c| c.share >= best - 0.06 && c.share >= best * 0.9);
        let credited = |c: &&Cover| {
            self.texts
                .get(&c.text)
                .is_some_and(|t| article.credits.iter().any(|credit| credit.eq_ignore_ascii_case(&t.outlet)))
        };
        near.clone().find(credited).or_else(|| near.min_by_key(|c| c.text)).copied()
    }

    fn remember(&mut self, article: &Fingerprint, runs: Vec<u64>) {
        let id = self.next;
        self.next += 1;
        for run in &runs {
            let list = self.index.entry(*run).or_default();
            if list.len() <= COMMON {
                list.push(id);
            }
        }
        if let Some(time) = article.published {
            self.recent.push_back(time);
            if self.recent.len() > 255 {
                self.recent.pop_front();
            }
        }
        let text = Text {
            id: article.id.clone(),
            outlet: article.outlet.clone(),
            time: article.published,
            words: article.words.clone(),
            runs,
        };
        self.texts.insert(id, text);
        self.order.push_back(id);
        self.forget();
    }

    /// Forgets texts that are neither recent by arrival nor young by their own time.
    fn forget(&mut self) {
        if !self.next.is_multiple_of(256) || self.order.len() <= MEMORY {
            return;
        }
        let mut times: Vec<i64> = self.recent.iter().copied().collect();
        times.sort_unstable();
        let now = times.get(times.len() / 2).copied().unwrap_or(i64::MAX);
        while self.order.len() > MEMORY {
            let Some(&id) = self.order.front() else { return };
            if self.texts.get(&id).is_some_and(|t| t.time.is_some_and(|t| t >= now - WINDOW)) {
                return;
            }
            self.order.pop_front();
            let Some(text) = self.texts.remove(&id) else { continue };
            for run in &text.runs {
                if let Some(list) = self.index.get_mut(run) {
                    list.retain(|t| *t != id);
                    if list.is_empty() {
                        self.index.remove(run);
                    }
                }
            }
        }
    }
}

/// Hashes of the kept runs of a text, without repeats, sorted.
fn kept_runs(words: &[u16]) -> Vec<u64> {
    let mut out: Vec<u64> = words.windows(RUN).map(hash).filter(|h| (h >> 33) % KEPT == 0).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// A hash of a few words.
fn hash(words: &[u16]) -> u64 {
    let mut h = 0x9e37_79b9_7f4a_7c15_u64;
    for word in words {
        h = (h ^ u64::from(*word)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        h ^= h >> 32;
    }
    h
}

/// How much of `words` stands in `earlier`, and the other way round.
fn cover(text: u64, words: &[u16], earlier: &[u16]) -> Cover {
    let (share, exact) = covered(words, earlier);
    let (back, _) = covered(earlier, words);
    Cover { text, share, back, exact, ordered: in_order(words, earlier) }
}

/// The part of `words` that `other` covers by common runs, short gaps between them closed; and the part that the runs alone
/// make up of that.
fn covered(words: &[u16], other: &[u16]) -> (f64, f64) {
    let runs: FxHashSet<u64> = other.windows(TAKEN).map(pack).collect();
    let mut mark = vec![false; words.len()];
    for (i, run) in words.windows(TAKEN).enumerate() {
        if runs.contains(&pack(run)) {
            mark.iter_mut().skip(i).take(TAKEN).for_each(|m| *m = true);
        }
    }
    let exact = mark.iter().filter(|m| **m).count();
    let mut last = None;
    for i in 0..mark.len() {
        if mark.get(i) == Some(&true) {
            if let Some(from) = last
                && i - from - 1 <= BRIDGED
            {
                mark.iter_mut().take(i).skip(from).for_each(|m| *m = true);
            }
            last = Some(i);
        }
    }
    let taken = mark.iter().filter(|m| **m).count();
    (taken as f64 / words.len().max(1) as f64, exact as f64 / taken.max(1) as f64)
}

/// Three words in one number.
fn pack(run: &[u16]) -> u64 {
    run.iter().fold(0, |h, w| h << 16 | u64::from(*w))
}

/// The part of common runs that follow each other as they do in the earlier text.
fn in_order(words: &[u16], earlier: &[u16]) -> f64 {
    let mut places: FxHashMap<u64, usize> = FxHashMap::default();
    for (i, run) in earlier.windows(TAKEN).enumerate() {
        places.entry(pack(run)).or_insert(i);
    }
    let found: Vec<usize> = words.windows(TAKEN).filter_map(|run| places.get(&pack(run)).copied()).collect();
    let steps = found.windows(2).filter(|w| matches!(w, [a, b] if b > a)).count();
    steps as f64 / found.len().saturating_sub(1).max(1) as f64
}

/// In a word, how the text was worked over.
fn kind(cover: &Cover) -> &'static str {
    match *cover {
        Cover { share, .. } if share < 0.65 => "mixed",
        Cover { share, exact, back, .. } if exact > 0.97 && share > 0.93 => {
            if back > 0.85 {
                "verbatim"
            } else {
                "shortened"
            }
        }
        Cover { exact, back, .. } if exact > 0.97 && back > 0.9 => "extended",
        Cover { back, ordered, .. } if back < 0.8 || ordered < 0.97 => "rewritten",
        _ => "edited",
    }
}
