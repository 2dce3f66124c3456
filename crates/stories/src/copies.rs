//! Who copied whom: articles that share runs of words with an earlier one, how much of their text came from there, and how it was
//! worked over. Runs of five words, one in four kept, lead to the earlier texts; the share is then counted word by word.

use std::collections::VecDeque;

use analysis::Fingerprint;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::runs::Runs;

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
/// Texts compared word by word.
const LOOKED_AT: usize = 6;
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
    id: Box<str>,
    outlet: Box<str>,
    time: Option<i64>,
    /// Its kept runs are found anew from these where they are needed: that is seldom, and they would take as much room again.
    words: Box<[u16]>,
    /// How many kept runs.
    runs: usize,
}

/// The memory of texts seen, for finding copies.
#[derive(Debug, Default)]
pub struct Copies {
    /// By number, the first of them being `first`.
    texts: VecDeque<Text>,
    first: u32,
    index: Runs,
    recent: VecDeque<i64>,
    late: Vec<Copy>,
}

/// How a text looks beside an earlier one.
#[derive(Debug, Clone, Copy)]
struct Cover {
    /// The earlier text.
    text: u32,
    /// The part of the article's words that stand in it.
    share: f64,
    /// The part of its words that stand in the article.
    back: f64,
    /// The part of the taken words that stand in unbroken runs: the rest are words exchanged between them.
    exact: f64,
    /// Words of the longest passage taken over.
    passage: usize,
    /// The part of the article's kept runs that it has.
    runs: f64,
}

impl Cover {
    /// Is this more than the phrases that two reports of one event share? Either a long passage was taken over as it was, or most of
    /// the text, and then most of its runs. (Independent reports stay below 65 words and 0.93; copies have 0.97 and more.)
    fn copied(&self) -> bool {
        self.exact > 0.95 && self.passage >= 70 || self.passage >= 20 && self.share * self.exact + self.runs >= 0.96
    }
}

impl Copies {
    /// An empty memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// Tells what this article was copied from, and remembers it.
    pub fn find(&mut self, article: &Fingerprint) -> Option<Copy> {
        let runs = kept_runs(&article.words);
        let near = self.near(article, &runs);
        let (later, earlier): (Vec<u32>, Vec<u32>) = near.into_iter().partition(|id| self.after(*id, article));
        let covers: Vec<Cover> = earlier.into_iter().filter_map(|id| self.cover(id, &article.words, &runs)).collect();
        let origin = self.origin(article, &covers);
        let found = origin.and_then(|cover| Some(copy(&article.id, &self.text(cover.text)?.id, &cover)));
        self.late = if found.is_none() { self.copied_from(article, &runs, &later) } else { Vec::new() };
        self.remember(article, &runs);
        found
    }

    /// Articles that came in before the one found last and turn out to be copies of it, since it was published before them: its
    /// outlet was slow to answer. What was told of them before no longer holds.
    pub fn late(&self) -> &[Copy] {
        &self.late
    }

    fn text(&self, number: u32) -> Option<&Text> {
        number.checked_sub(self.first).and_then(|at| self.texts.get(at as usize))
    }

    /// The number of the next text.
    fn next(&self) -> u32 {
        self.first + self.texts.len() as u32
    }

    /// The texts that share enough kept runs, most first.
    fn near(&self, article: &Fingerprint, runs: &[u32]) -> Vec<u32> {
        if article.words.len() < WORDS_MIN {
            return Vec::new();
        }
        let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
        for texts in runs.iter().map(|run| self.index.texts(*run)).filter(|texts| texts.len() <= COMMON) {
            texts.for_each(|text| *shared.entry(text).or_insert(0) += 1);
        }
        let mut found: Vec<(u32, u32)> = shared.into_iter().map(|(text, n)| (n, text)).collect();
        found.retain(|&(n, number)| {
            self.text(number).is_some_and(|text| {
                let smaller = text.runs.min(runs.len()).max(1) as f32;
                let distance = text.time.zip(article.published).map_or(0, |(a, b)| (a - b).abs());
                n as f32 / smaller >= CONTAINED && distance <= WINDOW
            })
        });
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(LOOKED_AT);
        found.into_iter().map(|f| f.1).collect()
    }

    /// Was the remembered text published after the article, though it came in before?
    fn after(&self, number: u32, article: &Fingerprint) -> bool {
        self.text(number).and_then(|t| t.time).zip(article.published).is_some_and(|(text, own)| text > own)
    }

    /// How much of `words` stands in a remembered text, if it is more than chance.
    fn cover(&self, number: u32, words: &[u16], runs: &[u32]) -> Option<Cover> {
        let text = self.text(number)?;
        Some(cover(number, (words, runs), (&text.words, &kept_runs(&text.words)))).filter(Cover::copied)
    }

    /// The remembered texts of `later` that are copies of the article.
    fn copied_from(&self, article: &Fingerprint, runs: &[u32], later: &[u32]) -> Vec<Copy> {
        let texts = later.iter().filter_map(|number| self.text(*number));
        texts
            .filter_map(|text| {
                let cover = cover(self.next(), (&text.words, &kept_runs(&text.words)), (&article.words, runs));
                cover.copied().then(|| copy(&text.id, &article.id, &cover))
            })
            .collect()
    }

    /// Of the texts that cover the article about as well as the best one, the earliest; a credited agency's first.
    fn origin(&self, article: &Fingerprint, covers: &[Cover]) -> Option<Cover> {
        let best = covers.iter().map(|c| c.share).fold(0.0, f64::max);
        let near = covers.iter().filter(|c| c.share >= best - 0.06 && c.share >= best * 0.9);
        let credited = |c: &&Cover| {
            self.text(c.text)
                .is_some_and(|t| article.credits.iter().any(|credit| credit.eq_ignore_ascii_case(&t.outlet)))
        };
        let first = |c: &&Cover| (self.text(c.text).and_then(|t| t.time), c.text);
        near.clone().find(credited).or_else(|| near.min_by_key(first)).copied()
    }

    fn remember(&mut self, article: &Fingerprint, runs: &[u32]) {
        let text = self.next();
        for &run in runs {
            if self.index.texts(run).len() <= COMMON {
                self.index.add(run, text);
            }
        }
        if let Some(time) = article.published {
            self.recent.push_back(time);
            if self.recent.len() > 255 {
                self.recent.pop_front();
            }
        }
        self.texts.push_back(Text {
            id: article.id.as_str().into(),
            outlet: article.outlet.as_str().into(),
            time: article.published,
            words: article.words.as_slice().into(),
            runs: runs.len(),
        });
        self.forget();
    }

    /// Forgets texts that are neither recent by arrival nor young by their own time.
    fn forget(&mut self) {
        if !self.next().is_multiple_of(256) {
            return;
        }
        let mut times: Vec<i64> = self.recent.iter().copied().collect();
        times.sort_unstable();
        let now = times.get(times.len() / 2).copied().unwrap_or(i64::MAX);
        while self.texts.len() > MEMORY
            && let Some(text) = self.texts.pop_front_if(|text| text.time.is_none_or(|time| time < now - WINDOW))
        {
            for run in kept_runs(&text.words) {
                self.index.remove(run, self.first);
            }
            self.first += 1;
        }
    }
}

/// Hashes of the kept runs of a text, without repeats, sorted.
fn kept_runs(words: &[u16]) -> Vec<u32> {
    let mut out: Vec<u32> = words.windows(RUN).map(hash).filter(|h| (h >> 33) % KEPT == 0).map(|h| h as u32).collect();
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

fn copy(article: &str, origin: &str, cover: &Cover) -> Copy {
    let share = (cover.share * 1000.0).round() / 1000.0;
    Copy { article: article.to_owned(), origin: origin.to_owned(), share, kind: kind(cover).to_owned() }
}

/// How much of a text (its words and kept runs) stands in an earlier one, and the other way round.
fn cover(number: u32, (words, runs): (&[u16], &[u32]), (earlier, earlier_runs): (&[u16], &[u32])) -> Cover {
    let (share, exact, passage) = covered(words, earlier);
    let (back, ..) = covered(earlier, words);
    let shared = runs.iter().filter(|run| earlier_runs.binary_search(run).is_ok()).count();
    Cover { text: number, share, back, exact, passage, runs: shared as f64 / runs.len().max(1) as f64 }
}

/// The part of `words` that `other` covers by common runs, short gaps between them closed; the part of that which the runs alone
/// make up; and the words of the longest passage.
fn covered(words: &[u16], other: &[u16]) -> (f64, f64, usize) {
    let runs: FxHashSet<u64> = other.windows(TAKEN).map(pack).collect();
    let (mut taken, mut exact, mut longest) = (0, 0, 0);
    // The passage being read: where it began and ended; words after its end are not taken unless it goes on soon.
    let (mut begin, mut end) = (0, 0);
    for (at, run) in words.windows(TAKEN).enumerate().filter(|(_, run)| runs.contains(&pack(run))) {
        if end == 0 || at > end + BRIDGED {
            taken += end - begin;
            begin = at;
            end = at;
        }
        exact += at + run.len() - end.max(at);
        end = at + run.len();
        longest = longest.max(end - begin);
    }
    taken += end - begin;
    (taken as f64 / words.len().max(1) as f64, exact as f64 / taken.max(1) as f64, longest)
}

/// Three words in one number.
fn pack(run: &[u16]) -> u64 {
    run.iter().fold(0, |h, w| h << 16 | u64::from(*w))
}

/// In a word, how the text was worked over.
fn kind(cover: &Cover) -> &'static str {
    let Cover { share, back, exact, .. } = *cover;
    let whole = back >= 0.93 && exact >= 0.965;
    if whole {
        return if share >= 0.93 { "verbatim" } else { "extended" };
    }
    if share < 0.72 {
        return "mixed";
    }
    if exact >= 0.985 && back < 0.78 {
        return "shortened";
    }
    // Sentences gone and words exchanged: few of both, or many.
    if back + 3.0 * (exact - 0.955) > 0.79 { "edited" } else { "rewritten" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use analysis::fingerprint;
    use model::{Article, Stamp};

    const STORM: &str = "The storm tore the roof from the old market hall in Tarn on Monday night and left eleven hundred homes \
        without light. Crews from three towns cleared the coast road until noon, while the ferry stayed in port for a second day. \
        Nobody was hurt, the mayor said, although a beam had fallen through the window of a bakery next to the hall. The hall was \
        built by fishermen four generations ago and has seen worse winters than this, as its keeper likes to tell every visitor.";
    const OTHER: &str = "In Tarn the gale of Monday night took off the roof of the market hall, which fishermen had built. Some 1,100 homes \
        lost power and the coast road was closed for hours. A bakery window was broken by a beam. The mayor knew of no injuries. \
        Ferries did not sail on Tuesday either, and the harbour office expects the first crossing not before Wednesday evening.";

    fn article(id: &str, hour: i64, text: &str) -> Fingerprint {
        let published = Some(Stamp::utc(1_772_000_000 + hour * 3600));
        fingerprint(&Article { id: id.into(), published, text: Some(text.to_owned()), ..Article::default() })
    }

    fn told(texts: &[(&str, i64, &str)]) -> Vec<Option<(String, String)>> {
        let mut copies = Copies::new();
        texts
            .iter()
            .map(|(id, hour, text)| copies.find(&article(id, *hour, text)).map(|c| (c.origin, c.kind)))
            .collect()
    }

    #[test]
    fn what_came_of_a_text_is_told_by_how_it_was_worked_over() {
        let half: String = STORM.split_inclusive(". ").take(2).collect();
        let more = format!("{STORM} {OTHER}");
        let edited = STORM.replace("Crews", "Workers").replace("cleared", "freed").replace("Nobody was", "No one was");
        let cases = [("verbatim", STORM.to_owned()), ("shortened", half), ("extended", more), ("edited", edited)];
        for (kind, text) in cases {
            let found = told(&[("a", 0, STORM), ("b", 2, &text)]);
            assert_eq!(found[1], Some(("a".to_owned(), kind.to_owned())), "{kind}");
        }
    }

    #[test]
    fn independent_reports_are_no_copies() {
        assert_eq!(told(&[("a", 0, STORM), ("b", 1, OTHER)]), [None, None]);
    }

    #[test]
    fn the_origin_of_a_chain_is_its_first_text() {
        assert_eq!(
            told(&[("a", 0, STORM), ("b", 1, STORM), ("c", 2, STORM)])[2].as_ref().map(|c| c.0.as_str()),
            Some("a")
        );
    }

    #[test]
    fn an_origin_that_comes_in_late_is_still_the_origin() {
        let mut copies = Copies::new();
        assert_eq!(copies.find(&article("client", 5, STORM)), None);
        assert_eq!(copies.find(&article("agency", 1, STORM)), None);
        assert_eq!(
            copies.late().iter().map(|c| (c.article.as_str(), c.origin.as_str())).collect::<Vec<_>>(),
            [("client", "agency")]
        );
        assert_eq!(copies.find(&article("third", 6, STORM)).map(|c| c.origin), Some("agency".to_owned()));
        assert!(copies.late().is_empty());
    }

    #[test]
    fn a_text_of_last_month_is_no_origin() {
        assert_eq!(told(&[("a", 0, STORM), ("b", 24 * 30, STORM)]), [None, None]);
    }
}
