//! A report's text cut into sentences, each with what it can be compared by: weighted stems, figures, names.

use std::collections::{BTreeMap, BTreeSet};

use analysis::{TermKind, dateline, fingerprint};
use model::{Article, Span, StatementKind};

use super::people::without_article;
use super::{Report, Source, primary, time};
use crate::letters::plain;

/// Words of a sentence that can stand by itself on a page.
const WORDS: std::ops::RangeInclusive<usize> = 5..=45;

/// Letters by which words of two languages are told to be one.
const KIN_LETTERS: usize = 5;

/// A report's body with its characters counted.
pub struct Body {
    text: String,
    /// Byte at which each code point begins, and the end.
    starts: Vec<usize>,
}

impl Body {
    /// The body of an article.
    pub fn of(article: &Article) -> Self {
        let text = article.body_text();
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, starts }
    }

    /// The words of a span, white space squeezed.
    pub fn words(&self, span: Span) -> String {
        let at = |n: u32| self.starts.get(n as usize).or(self.starts.last()).copied().unwrap_or(0);
        let words = self.text.get(at(span.start)..at(span.end)).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The sentences: a line ends one, and so does a full stop before a space and a capital, but for short words ("Mr.") and
    /// day numbers ("2. März").
    fn sentences(&self, german: bool) -> Vec<Span> {
        let mut out = Vec::new();
        let skip = |line: &str| u32::try_from(dateline(line)).unwrap_or(0);
        let mut start = skip(self.text.lines().next().unwrap_or_default());
        let mut chars = self.text.chars().zip(0_u32..).peekable();
        let mut word = String::new();
        while let Some((c, at)) = chars.next() {
            let ends = match c {
                '\n' | '。' | '！' | '？' => true,
                '.' | '!' | '?' | '…' | '؟' | '”' | '»' | '"' => {
                    let stop = !matches!(c, '”' | '»' | '"') || word.is_empty();
                    stop && chars.peek().is_none_or(|(next, _)| next.is_whitespace())
                        && !(c == '.' && abbreviates(&word, german))
                }
                _ => false,
            };
            if c.is_alphanumeric() {
                word.push(c);
            } else {
                word.clear();
            }
            if ends {
                out.push(Span { start, end: at + 1 });
                start = at + 1;
                if c == '\n' {
                    let line =
                        self.starts.get(at as usize + 1).and_then(|&byte| self.text.get(byte..)).unwrap_or_default();
                    start += skip(line.lines().next().unwrap_or_default());
                }
            }
        }
        out.push(Span { start, end: u32::try_from(self.starts.len().saturating_sub(1)).unwrap_or(start) });
        out
    }
}

/// Does a full stop after this word rather shorten it than end the sentence?
fn abbreviates(word: &str, german: bool) -> bool {
    let letters = word.chars().count();
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let ordinal = 1..=2 + usize::from(german);
    letters > 0 && letters <= 3 && capital || ordinal.contains(&letters) && word.chars().all(|c| c.is_ascii_digit())
}

/// A sentence with what it can be compared by.
pub struct Sentence {
    /// Which report, in the order of the story.
    pub report: usize,
    /// Position in its report.
    pub place: usize,
    /// The words.
    pub text: String,
    /// Primary subtag.
    pub language: String,
    /// Stems with how much each tells, within the story.
    pub stems: BTreeMap<u64, f32>,
    /// Figures that are no part of a date and no year.
    pub figures: BTreeSet<String>,
    /// Openings of its longer words in Latin letters: words that languages share, and names.
    pub kin: BTreeSet<String>,
    /// How many names.
    pub names: usize,
    /// Most of it is quoted.
    pub quoted: bool,
    /// It names another outlet of the story, from which it has what it tells.
    pub cites: bool,
    /// It names a speaker: what it says besides is who said something.
    pub attributes: bool,
}

/// The sentences of the reports that are copies, or of those that are none.
pub fn sentences(order: &[&Report<'_>], copies: bool) -> Vec<Sentence> {
    let mut out: Vec<Sentence> = Vec::new();
    for (n, report) in order.iter().enumerate().filter(|(_, r)| r.copy.is_some() == copies) {
        let body = Body::of(report.article);
        let german = primary(report.article.language.as_deref().unwrap_or_default()) == "de";
        let captions: Vec<&str> = report.article.blocks.iter().filter_map(|b| b.caption.as_deref()).collect();
        for (place, span) in body.sentences(german).into_iter().enumerate() {
            let text = body.words(span);
            if captions.iter().any(|c| c.contains(&text)) {
                continue;
            }
            let begins = text.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
            if begins
                && WORDS.contains(&text.split(' ').count())
                && text.ends_with(['.', '!', '…', '。', '”', '»', '"'])
            {
                let cites = order.iter().any(|r| r.outlet.slug != report.outlet.slug && names(&text, &r.outlet.name));

                out.push(Sentence { cites, ..sentence(report, n, place, text, span) });
            }
        }
    }
    weigh(&mut out);
    out
}

/// Does a text name this outlet? Without its article only where more than one word is left: "Welt" is also a word.
fn names(text: &str, outlet: &str) -> bool {
    let bare = outlet.split_once(' ').filter(|_| without_article(plain(outlet)).len() < plain(outlet).len());
    let word = |name: &str| {
        text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).and_then(|t| t.chars().next_back());
            let behind = text.get(at + name.len()..).and_then(|t| t.chars().next());
            ![before, behind].into_iter().flatten().any(char::is_alphanumeric)
        })
    };
    word(outlet) || bare.is_some_and(|(_, rest)| rest.contains(' ') && word(rest))
}

fn sentence(report: &Report<'_>, n: usize, place: usize, text: String, span: Span) -> Sentence {
    let language = report.article.language.clone();
    let print = fingerprint(&Article { text: Some(text.clone()), language: language.clone(), ..Article::default() });
    let dated: Vec<String> = report
        .analysis
        .dates
        .iter()
        .filter(|d| overlap(d.span, span) > 0)
        .flat_map(|d| Body::of_span(report, d.span))
        .collect();
    let figures =
        print.terms.iter().filter(|t| t.kind == TermKind::Number && !year(&t.word) && !dated.contains(&t.word));
    let quoted: u32 = report
        .analysis
        .statements
        .iter()
        .filter(|s| s.kind != StatementKind::Indirect)
        .flat_map(|s| &s.content)
        .map(|c| overlap(*c, span))
        .sum();
    Sentence {
        report: n,
        place,
        language: primary(language.as_deref().unwrap_or_default()).to_owned(),
        figures: figures.map(|t| t.word.clone()).collect(),
        names: print.terms.iter().filter(|t| t.kind == TermKind::Name).count(),
        stems: print.terms.iter().filter(|t| t.kind != TermKind::Number).map(|t| (t.stem, 1.0)).collect(),
        kin: plain(&text).iter().filter_map(|word| word.get(..KIN_LETTERS).map(str::to_owned)).collect(),
        cites: false,
        quoted: quoted * 2 > span.end - span.start,
        attributes: report
            .analysis
            .statements
            .iter()
            .flat_map(|s| s.source.iter().chain(&s.cue))
            .any(|s| overlap(*s, span) > 0),
        text,
    }
}

impl Body {
    /// The figures inside a span of a report's body.
    fn of_span(report: &Report<'_>, span: Span) -> Vec<String> {
        let words: String = report
            .article
            .body_text()
            .chars()
            .skip(span.start as usize)
            .take((span.end - span.start) as usize)
            .collect();
        words
            .split(|c: char| !c.is_ascii_digit())
            .filter(|w| !w.is_empty())
            .map(|w| w.trim_start_matches('0').to_owned())
            .collect()
    }
}

fn overlap(a: Span, b: Span) -> u32 {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

fn year(figure: &str) -> bool {
    figure.len() == 4 && (figure.starts_with("19") || figure.starts_with("20"))
}

/// Gives each stem the weight ln(sentences / sentences that have it), by language.
fn weigh(sentences: &mut [Sentence]) {
    let mut totals: BTreeMap<String, f32> = BTreeMap::new();
    let mut counts: BTreeMap<(String, u64), f32> = BTreeMap::new();
    for sentence in sentences.iter() {
        *totals.entry(sentence.language.clone()).or_insert(0.0) += 1.0;
        for stem in sentence.stems.keys() {
            *counts.entry((sentence.language.clone(), *stem)).or_insert(0.0) += 1.0;
        }
    }
    for sentence in sentences.iter_mut() {
        let all = totals.get(&sentence.language).copied().unwrap_or(1.0);
        for (stem, weight) in &mut sentence.stems {
            let n = counts.get(&(sentence.language.clone(), *stem)).copied().unwrap_or(1.0);
            *weight = ((all + 1.0) / n).ln().max(0.0);
        }
    }
}

/// The part of what `a` tells, by weight, that `b` tells too; how many stems they share.
pub fn likeness(a: &Sentence, b: &Sentence) -> (f32, usize) {
    let all: f32 = a.stems.values().sum();
    let shared: Vec<f32> = a.stems.iter().filter(|(stem, _)| b.stems.contains_key(stem)).map(|(_, w)| *w).collect();
    (shared.iter().sum::<f32>() / all.max(0.1), shared.iter().filter(|w| **w > 0.45).count())
}

/// A figure that hardly stands for two things in one story: with decimals, or of four digits and more.
pub fn telling(figure: &str) -> bool {
    figure.contains('.') || figure.len() >= 4
}

/// The place of a text at its source.
pub fn source(report: &Report<'_>, text: String) -> Source {
    Source {
        article: report.article.id.clone(),
        outlet: report.outlet.name.clone(),
        slug: report.outlet.slug.clone(),
        url: report.article.canonical.clone().or_else(|| report.article.url.clone()),
        text,
        language: report.article.language.clone(),
        published: time(report),
    }
}
