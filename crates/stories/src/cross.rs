//! What links strands of different languages: names, by the consonants that survive another script, and figures.

use analysis::{Fingerprint, TermKind};
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use crate::letters::skeleton;

/// Consonants that a name must have to tell anything.
const BONES: usize = 3;
/// Keys kept of an article.
const KEYS: usize = 60;
/// Strands under one key that are looked at; a key under more is common.
const COMMON: usize = 40;

/// Keys with how many articles of a strand have each, by rising key.
pub type Passport = Vec<(u64, f32)>;

/// The keys of the articles that are remembered.
#[derive(Debug, Default)]
pub struct Keys {
    articles: f32,
    counts: FxHashMap<u64, f32>,
    /// Key → (strand, its language).
    strands: FxHashMap<u64, Vec<(u32, u32)>>,
}

/// The keys of an article: names and figures. Scripts without capitals offer all words of headline and opening as names; what is
/// none meets nothing.
pub fn keys(article: &Fingerprint) -> Vec<u64> {
    let cased = article.terms.iter().any(|t| t.kind == TermKind::Name);
    let caseless = |word: &str| word.chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_uppercase());
    let mut out = Vec::new();
    for term in &article.terms {
        match term.kind {
            TermKind::Number if telling(&term.word) => out.push(xxh3_64(term.word.as_bytes())),
            TermKind::Name => out.extend(name(bare(&term.word))),
            TermKind::Word if !cased && term.title + term.lead > 0 && caseless(&term.word) => {
                out.extend(name(bare(&term.word)));
            }
            // A headline in title case or a sentence's first word may be a name; other places of the text say so if it is.
            TermKind::Word if term.title > 0 && term.word.starts_with(char::is_uppercase) => {
                out.extend(name(&term.word))
            }
            _ => {}
        }
    }
    out.truncate(KEYS);
    out.sort_unstable();
    out.dedup();
    out
}

/// An Arabic word without "and" and the article, which other languages leave out; other words as they are.
fn bare(word: &str) -> &str {
    let word = word.strip_prefix('و').filter(|rest| rest.chars().count() >= 4).unwrap_or(word);
    word.strip_prefix("ال").filter(|rest| rest.chars().count() >= 3).unwrap_or(word)
}

fn name(word: &str) -> Option<u64> {
    let bones = skeleton(word);
    (bones.len() >= BONES).then(|| xxh3_64(bones.as_bytes()))
}

/// A figure of two digits or more that is no year.
fn telling(figure: &str) -> bool {
    figure.len() >= 2 && !(figure.len() == 4 && (figure.starts_with("19") || figure.starts_with("20")))
}

impl Keys {
    /// Counts an article's keys in, and posts its strand under them.
    pub fn add(&mut self, keys: &[u64], strand: u32, language: u32) {
        self.articles += 1.0;
        for key in keys {
            *self.counts.entry(*key).or_insert(0.0) += 1.0;
            self.post(*key, strand, language);
        }
    }

    /// Posts a strand under a key.
    pub fn post(&mut self, key: u64, strand: u32, language: u32) {
        let list = self.strands.entry(key).or_default();
        if !list.contains(&(strand, language)) {
            list.push((strand, language));
        }
    }

    /// Takes an article's keys back.
    pub fn remove(&mut self, keys: &[u64]) {
        self.articles -= 1.0;
        for key in keys {
            if let Some(count) = self.counts.get_mut(key) {
                *count -= 1.0;
                if *count <= 0.0 {
                    self.counts.remove(key);
                }
            }
        }
    }

    /// Takes a strand out from under its keys.
    pub fn withdraw(&mut self, passport: &[(u64, f32)], strand: u32) {
        for (key, _) in passport {
            if let Some(list) = self.strands.get_mut(key) {
                list.retain(|s| s.0 != strand);
                if list.is_empty() {
                    self.strands.remove(key);
                }
            }
        }
    }

    /// Strands of other languages that share uncommon keys with this passport, in order.
    pub fn near(&self, passport: &[(u64, f32)], language: u32) -> Vec<u32> {
        let lists = passport.iter().filter_map(|(key, _)| self.strands.get(key)).filter(|list| list.len() <= COMMON);
        let mut out: Vec<u32> = lists.flatten().filter(|s| s.1 != language).map(|s| s.0).collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// How rare a key is: 0 in every article, 1 in one only.
    fn rarity(&self, key: u64) -> f32 {
        let count = self.counts.get(&key).copied().unwrap_or(1.0).max(1.0);
        let all = self.articles.max(20.0);
        ((all / count).ln() / all.ln()).clamp(0.0, 1.0)
    }

    /// What two strands share: the rarities of common keys by how many of their articles have them; and the part of the smaller
    /// one's that this is.
    pub fn evidence(&self, a: (&[(u64, f32)], usize), b: (&[(u64, f32)], usize)) -> (f32, f32) {
        let weight = |key: u64, part: f32| self.rarity(key) * part;
        let (mut i, mut j, mut shared) = (0, 0, 0.0);
        let (na, nb) = (a.1.max(1) as f32, b.1.max(1) as f32);
        while let (Some(x), Some(y)) = (a.0.get(i), b.0.get(j)) {
            match x.0.cmp(&y.0) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    shared += weight(x.0, ((x.1 / na) * (y.1 / nb)).sqrt());
                    i += 1;
                    j += 1;
                }
            }
        }
        let own = |p: &[(u64, f32)], n: f32| p.iter().map(|(key, count)| weight(*key, count / n)).sum::<f32>();
        (shared, shared / own(a.0, na).min(own(b.0, nb)).max(0.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arabic_name_meets_the_latin_one_without_its_article() {
        let of = |word: &str| {
            let term = analysis::Term { word: word.into(), kind: TermKind::Name, ..Default::default() };
            keys(&Fingerprint { terms: vec![term], ..Fingerprint::default() })
        };
        assert_eq!(of("والبرهومي"), of("Barhoumi"));
        assert_eq!(of("Alba"), of("alba"), "Latin letters keep what looks like one");
        assert_ne!(of("Albarhoumi"), of("Barhoumi"));
    }
}
