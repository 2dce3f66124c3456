//! Terms seen in the articles that are remembered: dense numbers for stems, how many articles have each, and vectors over them.

use analysis::{Fingerprint, Term, TermKind};
use rustc_hash::FxHashMap;

/// Heaviest terms kept of an article.
const HEAVIEST: usize = 80;

/// Articles that are taken to have been read before the first one: without them a word that two of the first few share would
/// weigh much less than one that none of the others has.
const PRIOR: f32 = 10.0;

/// Terms with weights, by rising term.
pub type Vector = Vec<(u32, f32)>;

/// What grouping compares of an article. Each vector has length one, or is empty.
#[derive(Debug, Clone, Default)]
pub struct Vectors {
    /// The heaviest terms.
    pub all: Vector,
    /// Those of the headline.
    pub title: Vector,
    /// Names alone.
    pub names: Vector,
    /// Figures alone.
    pub numbers: Vector,
    /// The terms of `all` by falling weight.
    pub heaviest: Vector,
    /// Every term, for taking it back.
    pub every: Vec<u32>,
}

/// The terms that remembered articles use. Languages are kept apart: the same letters may be another word.
#[derive(Debug, Default)]
pub struct Terms {
    ids: FxHashMap<(u32, u64), u32>,
    known: Vec<Known>,
    free: Vec<u32>,
    articles: FxHashMap<u32, u32>,
}

#[derive(Debug, Clone, Default)]
struct Known {
    key: (u32, u64),
    articles: u32,
    word: String,
    kind: TermKind,
}

impl Terms {
    /// Counts an article's terms in and weighs them: (1 + ln tf) · ln((N + 11) / (df + ½)), headline three times, opening half more.
    pub fn add(&mut self, language: u32, article: &Fingerprint) -> Vectors {
        *self.articles.entry(language).or_insert(0) += 1;
        let all_articles = self.articles.get(&language).map_or(1.0, |&n| n as f32);
        let mut weighed: Vec<(u32, f32, &Term)> = Vec::with_capacity(article.terms.len());
        for term in &article.terms {
            let id = self.count(language, term);
            let df = self.known.get(id as usize).map_or(1.0, |k| k.articles as f32);
            let idf = ((all_articles + 1.0 + PRIOR) / (df + 0.5)).ln().max(0.05);
            let tf = 3.0 * f32::from(term.title) + 1.5 * f32::from(term.lead) + f32::from(term.body);
            weighed.push((id, (1.0 + tf.ln()) * idf, term));
        }
        weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let some = |limit: usize, keep: &dyn Fn(&Term) -> bool| {
            unit(weighed.iter().filter(|(.., t)| keep(t)).take(limit).map(|&(id, w, _)| (id, w)).collect())
        };
        Vectors {
            all: some(HEAVIEST, &|_| true),
            title: some(HEAVIEST, &|t| t.title > 0),
            names: some(HEAVIEST / 2, &|t| t.kind == TermKind::Name),
            numbers: some(HEAVIEST / 4, &|t| t.kind == TermKind::Number),
            heaviest: weighed.iter().take(HEAVIEST).map(|w| (w.0, w.1)).collect(),
            every: weighed.iter().map(|w| w.0).collect(),
        }
    }

    /// Takes an article's terms back.
    pub fn remove(&mut self, language: u32, every: &[u32]) {
        if let Some(n) = self.articles.get_mut(&language) {
            *n = n.saturating_sub(1);
        }
        for &id in every {
            let Some(known) = self.known.get_mut(id as usize) else { continue };
            known.articles = known.articles.saturating_sub(1);
            if known.articles == 0 {
                self.ids.remove(&known.key);
                *known = Known::default();
                self.free.push(id);
            }
        }
    }

    fn count(&mut self, language: u32, term: &Term) -> u32 {
        let key = (language, term.stem);
        let id = match self.ids.get(&key) {
            Some(&id) => id,
            None => {
                let known = Known { key, articles: 0, word: term.word.clone(), kind: term.kind };
                let id = self.free.pop().unwrap_or(u32::try_from(self.known.len()).unwrap_or(u32::MAX));
                match self.known.get_mut(id as usize) {
                    Some(place) => *place = known,
                    None => self.known.push(known),
                }
                self.ids.insert(key, id);
                id
            }
        };
        if let Some(known) = self.known.get_mut(id as usize) {
            known.articles += 1;
            if known.kind == TermKind::Word && term.kind == TermKind::Name {
                (known.kind, known.word) = (TermKind::Name, term.word.clone());
            }
        }
        id
    }

    /// How many remembered articles have a term.
    pub fn count_of(&self, id: u32) -> f32 {
        self.known.get(id as usize).map_or(0.0, |k| k.articles as f32)
    }

    /// The share of its language's articles that have a term.
    pub fn share(&self, language: u32, id: u32) -> f32 {
        let n = self.articles.get(&language).map_or(1.0, |&n| n as f32);
        self.known.get(id as usize).map_or(0.0, |k| k.articles as f32) / n.max(1.0)
    }

    /// How many articles of a language are remembered.
    pub fn articles(&self, language: u32) -> u32 {
        self.articles.get(&language).copied().unwrap_or(0)
    }

    /// A term as first written, and what it looks like.
    pub fn word(&self, id: u32) -> (&str, TermKind) {
        self.known.get(id as usize).map_or(("", TermKind::Word), |k| (&k.word, k.kind))
    }
}

/// The vector by rising term and of length one.
pub fn unit(mut vector: Vector) -> Vector {
    let length = length(&vector);
    if length <= 0.0 {
        return Vector::new();
    }
    vector.iter_mut().for_each(|(_, w)| *w /= length);
    vector.sort_unstable_by_key(|(id, _)| *id);
    vector.shrink_to_fit();
    vector
}

/// A vector's length.
pub fn length(vector: &[(u32, f32)]) -> f32 {
    vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt()
}

/// The product of two vectors; of two of length one, the cosine between them.
pub fn dot(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x.1 * y.1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// `a` with `b` added.
pub fn added<K: Copy + Ord>(a: &[(K, f32)], b: &[(K, f32)]) -> Vec<(K, f32)> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    loop {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x.0 == y.0 => {
                out.push((x.0, x.1 + y.1));
                i += 1;
                j += 1;
            }
            (Some(x), Some(y)) if x.0 < y.0 => {
                out.push(*x);
                i += 1;
            }
            (_, Some(y)) => {
                out.push(*y);
                j += 1;
            }
            (Some(x), None) => {
                out.push(*x);
                i += 1;
            }
            (None, None) => {
                out.shrink_to_fit();
                return out;
            }
        }
    }
}

/// The share of a unit vector's squared weight whose terms are in `centre` too.
pub fn found(vector: &[(u32, f32)], centre: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while let (Some(x), Some(y)) = (vector.get(i), centre.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x.1 * x.1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}
