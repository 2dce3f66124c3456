//! What grouping and copies need to know of an article, small and without its text: its terms (words, names, numbers with where
//! they stand) and the sequence of its words as short hashes.

use std::sync::LazyLock;

use model::{Article, BlockKind, NameKind};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use xxhash_rust::xxh3::xxh3_64;

/// Words of the text whose terms count; what an event is about stands early.
const TERM_WORDS_MAX: usize = 400;
/// Words that count as the opening of a text.
const LEAD_WORDS: usize = 60;
/// Words kept for finding copies: a long magazine piece.
const COPY_WORDS_MAX: usize = 4_000;
/// Letters that a word is cut to: a stem for any language that inflects at the end.
const STEM_LETTERS: usize = 6;

/// What grouping and copies need to know of an article.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The article's id.
    pub id: String,
    /// Whose it is; empty where not known.
    pub outlet: String,
    /// Primary subtag; empty where not known.
    pub language: String,
    /// Unix seconds; absent where no time is known.
    pub published: Option<i64>,
    /// The terms of headline, standfirst and the first words of the text, in order of first appearance.
    pub terms: Vec<Term>,
    /// The headline's words in order, as hashes; figures are 0.
    pub headline: Vec<u32>,
    /// The words of the running text in order, as short hashes (captions, lists and tables left out).
    pub words: Vec<u16>,
    /// Agencies credited.
    pub credits: Vec<String>,
}

/// A stem with where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Term {
    /// Hash of the stem.
    pub stem: u64,
    /// As first written.
    pub word: String,
    /// What it looks like.
    pub kind: TermKind,
    /// Times in the headline.
    pub title: u8,
    /// Times in the standfirst and the opening of the text.
    pub lead: u8,
    /// Times later.
    pub body: u8,
}

/// What a term looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TermKind {
    /// A word.
    #[default]
    Word,
    /// Capitalised inside a sentence, never in small letters.
    Name,
    /// A figure; `word` is its value with a point before decimals and nothing between thousands.
    Number,
}

/// Takes an article's fingerprint. It is computed from the text alone, so that a better analysis later does not change it.
pub fn fingerprint(article: &Article) -> Fingerprint {
    let language = article.language.as_deref().unwrap_or_default();
    let language = language.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let mut reading = Reading { spaced: SPACED_THOUSANDS.contains(&language.as_str()), ..Reading::default() };
    if let Some(headline) = &article.headline {
        reading.titled = title_case(headline);
        reading.line(headline, Zone::Title, false);
    }
    if let Some(standfirst) = &article.standfirst {
        reading.line(standfirst, Zone::Lead, false);
    }
    reading.read = 0;
    if article.blocks.is_empty() {
        article.text.iter().flat_map(|text| text.lines()).for_each(|line| reading.line(line, Zone::Text, true));
    }
    for block in &article.blocks {
        let prose = !matches!(block.kind, BlockKind::Figure | BlockKind::List | BlockKind::Table | BlockKind::Embed);
        block.for_each_line(|line| reading.line(line, Zone::Text, prose));
    }
    let mut terms = reading.finish();
    if language == "ar" {
        mark_names(&mut terms, article);
    }
    Fingerprint {
        id: article.id.clone(),
        outlet: article.outlet.clone().unwrap_or_default(),
        language,
        published: article.published.map(|stamp| stamp.seconds()),
        terms,
        headline: reading.headline,
        words: reading.words,
        credits: article.wire_credits.clone(),
    }
}

/// Languages that write 28 000 with a space (CLDR's group separators).
const SPACED_THOUSANDS: &[&str] =
    &["bg", "cs", "et", "fi", "fr", "hu", "lt", "lv", "nb", "no", "pl", "pt", "ru", "sk", "sv", "uk"];

/// Small numbers in words, by language of their spelling; "one" is an article in most languages and is left out.
const NUMBER_WORDS: &[(&str, &[&str])] = &[
    ("2", &["two", "zwei", "deux", "dos", "due", "dois", "duas", "два", "две"]),
    ("3", &["three", "drei", "trois", "tres", "tre", "три", "трое", "ثلاثة", "ثلاث"]),
    ("4", &["four", "vier", "quatre", "cuatro", "quattro", "quatro", "четыре", "четверо", "اربعة", "اربع"]),
    ("5", &["five", "funf", "cinq", "cinco", "cinque", "пять", "пятеро", "خمسة", "خمس"]),
    ("6", &["six", "sechs", "seis", "шесть", "ستة"]),
    ("7", &["seven", "sieben", "sept", "siete", "sete", "семь", "سبعة", "سبع"]),
    ("8", &["eight", "acht", "huit", "ocho", "oito", "восемь", "ثمانية", "ثماني"]),
    ("9", &["nine", "neun", "neuf", "nueve", "nove", "девять", "تسعة", "تسع"]),
    ("10", &["ten", "zehn", "dix", "diez", "dieci", "dez", "десять", "عشرة", "عشر"]),
    ("11", &["eleven", "elf", "onze", "once"]),
    ("12", &["twelve", "zwolf", "douze", "doce", "dodici", "doze"]),
];

/// Where a line stands.
#[derive(Clone, Copy, PartialEq)]
enum Zone {
    Title,
    Lead,
    Text,
}

/// A term while the text is being read.
#[derive(Default)]
struct Count {
    term: Term,
    /// Times capitalised where small letters would stand otherwise.
    upper: u32,
    /// Times in small letters.
    lower: u32,
}

/// The state of one pass over an article.
#[derive(Default)]
struct Reading {
    spaced: bool,
    /// The headline writes Most Words Like This.
    titled: bool,
    index: FxHashMap<u64, usize>,
    counts: Vec<Count>,
    headline: Vec<u32>,
    words: Vec<u16>,
    /// Words of the text read.
    read: usize,
    /// Room for folding a word.
    folded: String,
}

impl Reading {
    /// Reads a line; `prose` lines count for copies.
    fn line(&mut self, line: &str, zone: Zone, prose: bool) {
        if self.read >= TERM_WORDS_MAX && (!prose || self.words.len() >= COPY_WORDS_MAX) {
            return;
        }
        let mut starts = true;
        let mut rest = line;
        while let Some((before, word, after)) = next_word(rest, self.spaced) {
            starts |= before.contains(['.', '!', '?', ':', '“', '«', '"', '„', '|', '•', '¿', '¡']);
            self.word(word, zone, prose, starts);
            starts = false;
            rest = after;
        }
    }

    fn word(&mut self, word: &str, zone: Zone, prose: bool, starts: bool) {
        let first = word.chars().next().unwrap_or(' ');
        if unspaced(first) {
            return self.unspaced(word, zone, prose);
        }
        fold(word, &mut self.folded);
        let number = first.is_ascii_digit() || first.is_numeric();
        if number {
            let value = number_value(&self.folded);
            self.folded.clear();
            self.folded.push_str(&value);
        }
        self.sequence(zone, prose);
        if self.read >= TERM_WORDS_MAX {
            return;
        }
        self.read += 1;
        if number {
            let shown = self.folded.clone();
            self.count(zone, TermKind::Number, &shown, false, false);
        } else if let Some(value) = number_word(&self.folded) {
            self.folded.clear();
            self.folded.push_str(value);
            self.count(zone, TermKind::Number, value, false, false);
        } else if self.folded.chars().nth(1).is_some() {
            stem(&mut self.folded);
            let upper = first.is_uppercase();
            let tells = !(starts || zone == Zone::Title && self.titled);
            self.count(zone, TermKind::Word, word, upper && tells, !upper);
        }
    }

    /// A run of a script without spaces: each pair of characters is a term, each character a word of the sequence.
    fn unspaced(&mut self, word: &str, zone: Zone, prose: bool) {
        let chars: Vec<char> = word.chars().collect();
        for (i, &c) in chars.iter().enumerate() {
            self.folded.clear();
            self.folded.push(c);
            self.sequence(zone, prose);
            if self.read < TERM_WORDS_MAX
                && let Some(&next) = chars.get(i + 1)
            {
                self.read += 1;
                self.folded.push(next);
                let shown = self.folded.clone();
                self.count(zone, TermKind::Word, &shown, false, true);
            }
        }
    }

    /// Notes the folded word in the sequences.
    fn sequence(&mut self, zone: Zone, prose: bool) {
        let hash = xxh3_64(self.folded.as_bytes());
        if zone == Zone::Title {
            let figure = self.folded.starts_with(|c: char| c.is_ascii_digit());
            self.headline.push(if figure { 0 } else { u32::try_from(hash >> 32).unwrap_or_default() });
        } else if prose && self.words.len() < COPY_WORDS_MAX {
            self.words.push(u16::try_from(hash >> 48).unwrap_or_default());
        }
    }

    /// Counts the stem that stands in `folded`.
    fn count(&mut self, zone: Zone, kind: TermKind, shown: &str, upper: bool, lower: bool) {
        let stem = xxh3_64(self.folded.as_bytes());
        let at = *self.index.entry(stem).or_insert_with(|| {
            let term = Term { stem, word: shown.to_owned(), kind, ..Term::default() };
            self.counts.push(Count { term, ..Count::default() });
            self.counts.len() - 1
        });
        let Some(count) = self.counts.get_mut(at) else { return };
        count.upper += u32::from(upper);
        count.lower += u32::from(lower);
        let place = match zone {
            Zone::Title => &mut count.term.title,
            Zone::Lead => &mut count.term.lead,
            Zone::Text if self.read <= LEAD_WORDS => &mut count.term.lead,
            Zone::Text => &mut count.term.body,
        };
        *place = place.saturating_add(1);
    }

    fn finish(&mut self) -> Vec<Term> {
        let counts = std::mem::take(&mut self.counts);
        let name = |mut count: Count| {
            if count.term.kind == TermKind::Word && count.upper > 0 && count.lower == 0 {
                count.term.kind = TermKind::Name;
            }
            count.term
        };
        counts.into_iter().map(name).collect()
    }
}

/// Is this a character of a script that puts no spaces between words?
fn unspaced(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{0e00}'..='\u{0e7f}')
}

/// The text before the next word, the word, and what follows it. A figure keeps its separators; with `spaced`, a space before
/// three digits is one.
fn next_word(text: &str, spaced: bool) -> Option<(&str, &str, &str)> {
    let (start, first) = text.char_indices().find(|(_, c)| c.is_alphanumeric())?;
    let (before, from) = text.split_at_checked(start)?;
    let mut end = from.len();
    for (i, c) in from.char_indices() {
        let inside = if first.is_ascii_digit() {
            c.is_ascii_digit() || separates(from.get(i..)?, c, spaced && i <= 3)
        } else {
            (c.is_alphanumeric() || is_combining_mark(c)) && unspaced(c) == unspaced(first)
        };
        if !inside {
            end = i;
            break;
        }
    }
    let (word, after) = from.split_at_checked(end)?;
    Some((before, word, after))
}

/// Does the separator at the head of `rest` stand inside a figure?
fn separates(rest: &str, separator: char, spaced: bool) -> bool {
    let digits = rest.chars().skip(1).take_while(char::is_ascii_digit).count();
    match separator {
        '.' | ',' => digits > 0,
        '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}' => digits == 3,
        ' ' => spaced && digits == 3,
        _ => false,
    }
}

/// A figure's value as text: groups of three digits are thousands, anything else after the last separator is decimals.
fn number_value(figure: &str) -> String {
    let groups: Vec<&str> = figure.split(|c: char| !c.is_ascii_digit()).collect();
    let (last, earlier) = groups.split_last().unwrap_or((&figure, &[]));
    if earlier.is_empty() {
        return figure.to_owned();
    }
    let thousands = last.len() == 3 && earlier.first().is_some_and(|g| (1..=3).contains(&g.len()) && *g != "0");
    if thousands { groups.concat() } else { format!("{}.{last}", earlier.concat()) }
}

fn number_word(word: &str) -> Option<&'static str> {
    static VALUES: LazyLock<FxHashMap<&str, &str>> = LazyLock::new(|| {
        NUMBER_WORDS.iter().flat_map(|(value, words)| words.iter().map(move |word| (*word, *value))).collect()
    });
    VALUES.get(word).copied()
}

/// Small letters without marks, into `out`.
fn fold(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        let kept = word.nfkd().filter(|&c| !is_combining_mark(c) && c != 'ـ').flat_map(char::to_lowercase);
        out.extend(kept.map(|c| if c == 'ё' { 'е' } else { c }));
    }
}

/// Marks the terms that are names where no capitals tell: people and places, and what bodies are called.
fn mark_names(terms: &mut [Term], article: &Article) {
    let text = [article.headline.clone().unwrap_or_default(), article.body_text()].join("\n");
    let words: String = text.split_inclusive(' ').take(TERM_WORDS_MAX).collect();
    let tokens = crate::token::tokens(&words, false);
    let mut names = FxHashSet::default();
    let mut folded = String::new();
    for mention in crate::names::names(&tokens, "ar").1 {
        let body = usize::from(mention.kind == NameKind::Organisation);
        for token in tokens.all.iter().take(mention.run.end).skip(mention.run.start + body) {
            fold(&token.text, &mut folded);
            stem(&mut folded);
            names.insert(xxh3_64(folded.as_bytes()));
        }
    }
    for term in terms.iter_mut().filter(|term| term.kind == TermKind::Word && names.contains(&term.stem)) {
        term.kind = TermKind::Name;
    }
}

/// Cuts a folded word to its stem: plural s off, at most six letters; off an Arabic word what grows on it in front and behind.
fn stem(word: &mut String) {
    if word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") {
        word.pop();
    }
    if word.starts_with(|c: char| ('\u{620}'..'\u{64b}').contains(&c)) {
        let letters = |word: &str| word.chars().count();
        // "And" may stand before the article; behind it, it is the word's own first letter, which goes where there is no article too.
        for (prefix, least) in [("و", 4), ("بال", 3), ("كال", 3), ("فال", 3), ("لل", 3), ("ال", 3), ("و", 4)]
        {
            if let Some(rest) = word.strip_prefix(prefix).filter(|rest| letters(rest) >= least) {
                *word = rest.to_owned();
            }
        }
        for suffix in ["ها", "هم", "ات", "ون", "ين", "ان", "ا", "ية", "ة", "ه", "ي", "ى"] {
            if let Some(rest) = word.strip_suffix(suffix).filter(|rest| letters(rest) >= 3) {
                *word = rest.to_owned();
            }
        }
    }
    if let Some((end, _)) = word.char_indices().nth(STEM_LETTERS) {
        word.truncate(end);
    }
}

/// Does the headline Write Most of Its Words Like This?
fn title_case(headline: &str) -> bool {
    let long = || headline.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() >= 4).skip(1);
    let upper = long().filter(|w| w.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)).count();
    upper * 10 > long().count() * 6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(headline: &str, text: &str, language: &str) -> Fingerprint {
        fingerprint(&Article {
            headline: Some(headline.to_owned()),
            text: Some(text.to_owned()),
            language: Some(language.to_owned()),
            ..Article::default()
        })
    }

    #[test]
    fn figures_have_one_value_whatever_their_separators() {
        for (text, language, value) in [
            ("Some 28,000 doses", "en", "28000"),
            ("28.000 Dosen", "de", "28000"),
            ("28 000 доз", "ru", "28000"),
            ("à 6,4 degrés", "fr", "6.4"),
            ("a 6.4 quake", "en", "6.4"),
            ("1,234,567 votes", "en", "1234567"),
            ("seven dead", "en", "7"),
        ] {
            let found = of("", text, language);
            assert!(
                found.terms.iter().any(|t| t.kind == TermKind::Number && t.word == value),
                "{text}: {:?}",
                found.terms
            );
        }
    }

    #[test]
    fn names_are_capitalised_inside_sentences_and_never_small() {
        let found = of(
            "Storm Hits The Old Harbour",
            "The mayor of Lindgrad spoke. Storm water rose, a storm in Tarn.",
            "en-GB",
        );
        let names: Vec<_> = found.terms.iter().filter(|t| t.kind == TermKind::Name).map(|t| t.word.as_str()).collect();
        assert_eq!(names, ["Lindgrad", "Tarn"]);
        assert_eq!(found.language, "en");
    }

    #[test]
    fn captions_are_no_part_of_the_sequence() {
        let figure = model::Block { kind: BlockKind::Figure, caption: Some("A bridge".into()), ..Default::default() };
        let article = Article { blocks: vec![model::Block::paragraph("One two."), figure], ..Article::default() };
        let found = fingerprint(&article);
        assert_eq!(found.words.len(), 2);
        assert!(found.terms.iter().any(|t| t.word == "bridge"));
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        let words: Vec<_> = of("東京五輪", "", "zh").terms.into_iter().map(|t| t.word).collect();
        assert_eq!(words, ["東京", "京五", "五輪"]);
    }

    #[test]
    fn an_arabic_word_is_one_whatever_grows_on_it_and_names_are_told_without_capitals() {
        let stem = |text: &str| of(text, "", "ar").terms.into_iter().map(|t| t.stem).collect::<Vec<_>>();
        for forms in
            [["ميناء", "والميناء", "بالميناء"], ["وزارة", "الوزارة", "والوزارة"], ["إسبانيا", "الإسبانية", "إسباني"]]
        {
            let [a, b, c] = forms.map(stem);
            assert_eq!((&a, &a), (&b, &c), "{forms:?}");
        }
        assert_ne!(stem("وزير"), stem("زيارة"));
        let found = of("", "وقال وزير النقل سليم البرهومي إن الميناء يعمل.", "ar");
        let names: Vec<_> = found.terms.iter().filter(|t| t.kind == TermKind::Name).map(|t| t.word.as_str()).collect();
        assert_eq!(names, ["سليم", "البرهومي"]);
    }
}
