//! Words as the index knows them: folded, in any script; and the part of a text that shows why it was found.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Bytes of a folded word at most; a longer run of letters is no word that anybody looks for.
const WORD_BYTES_MAX: usize = 60;

/// A word in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Lower case, without accents.
    pub folded: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The words of a text. Scripts that leave no space between words (Chinese, Japanese, Thai …) give one word a character:
/// a query's characters are then looked for one after the other.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    each(text, |folded, start, end| words.push(Word { folded: folded.to_owned(), start, end }));
    words
}

/// Each of the [`words`] in turn: folded, its first byte, one past its last.
fn each(text: &str, mut take: impl FnMut(&str, usize, usize)) {
    let mut folded = String::new();
    // First byte and one past the last of the word that is open.
    let mut open: Option<(usize, usize)> = None;
    let mut close = |open: &mut Option<(usize, usize)>, folded: &mut String| {
        if let Some((start, end)) = open.take().filter(|_| !folded.is_empty() && folded.len() <= WORD_BYTES_MAX) {
            take(folded, start, end);
        }
        folded.clear();
    };
    for (at, c) in text.char_indices() {
        let inside = c.is_alphanumeric() || (open.is_some() && is_combining_mark(c));
        if !inside || stands_alone(c) {
            close(&mut open, &mut folded);
        }
        if inside {
            fold(c, &mut folded);
            let (start, _) = open.unwrap_or((at, at));
            open = Some((start, at + c.len_utf8()));
            if stands_alone(c) {
                close(&mut open, &mut folded);
            }
        }
    }
    close(&mut open, &mut folded);
}

/// Han, Kana, Thai, Lao, Burmese, Khmer.
fn stands_alone(c: char) -> bool {
    matches!(u32::from(c), 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x3040..=0x30ff | 0x3400..=0x9fff
        | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// Lower case without the marks of Latin, Greek, Cyrillic, Hebrew and Arabic; other scripts' vowel signs are kept.
fn fold(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    match c {
        'ß' => return out.push_str("ss"),
        'æ' | 'Æ' => return out.push_str("ae"),
        'œ' | 'Œ' => return out.push_str("oe"),
        'ø' | 'Ø' => return out.push('o'),
        'ł' | 'Ł' => return out.push('l'),
        'đ' | 'Đ' => return out.push('d'),
        'ı' => return out.push('i'),
        'ة' => return out.push('ه'),
        'ى' => return out.push('ي'),
        'ـ' => return,
        _ => {}
    }
    decompose_compatible(c, |part| {
        if !is_combining_mark(part)
            || u32::from(part) >= 0x0900 && !matches!(u32::from(part), 0x1ab0..=0x1aff | 0x1dc0..=0x1dff)
        {
            out.extend(part.to_lowercase());
        }
    });
}

/// Each pair of neighbouring words lies in one of so many drawers: few enough for a small index, so many that of the texts that have
/// both words of a phrase anywhere few are looked at in vain (a text of 600 words is in one of a hundred drawers).
const DRAWERS: u64 = 1 << 16;

/// The drawers in which the pairs of neighbouring words lie, each once. They are part of the index: another way needs another version.
pub(super) fn drawers<'w>(words: impl Iterator<Item = &'w str>) -> Vec<u64> {
    let mut drawers = Vec::new();
    let mut pair = String::new();
    let mut before = None;
    for word in words {
        if let Some(before) = before.replace(word) {
            pair.clear();
            pair.extend([before, " ", word]);
            drawers.push(xxhash_rust::xxh3::xxh3_64(pair.as_bytes()) % DRAWERS);
        }
    }
    drawers.sort_unstable();
    drawers.dedup();
    drawers
}

/// [`words`] as tantivy wants them.
#[derive(Clone, Default)]
pub(super) struct Splitter;

/// The words of one text.
pub(super) struct Stream {
    words: std::vec::IntoIter<Word>,
    token: Token,
}

impl Tokenizer for Splitter {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        Stream { words: words(text).into_iter(), token: Token::default() }
    }
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        let Some(word) = self.words.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        self.token.offset_from = word.start;
        self.token.offset_to = word.end;
        self.token.text = word.folded;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

/// A part of a text with the words that were looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    /// The part.
    pub text: String,
    /// Something was left out before it.
    pub cut_before: bool,
    /// Something was left out after it.
    pub cut_after: bool,
    /// Where the words stand in the part, in code points, end exclusive.
    pub marks: Vec<(usize, usize)>,
}

/// The part of `text`, at most about `chars_max` characters, that holds most of the words of [`super::Found::words`].
pub fn snippet(text: &str, wanted: &[String], chars_max: usize) -> Snippet {
    // Where each word begins and ends, and where each that is wanted stands among them and which it is.
    let mut all: Vec<(usize, usize)> = Vec::new();
    let mut hits: Vec<(usize, usize)> = Vec::new();
    each(text, |folded, start, end| {
        hits.extend(wanted.iter().position(|w| w == folded).map(|which| (all.len(), which)));
        all.push((start, end));
    });
    let fits = |from: usize, to: usize| to.saturating_sub(from) <= chars_max;
    let mut best = (0, 0);
    for (k, (first, _)) in hits.iter().enumerate() {
        let Some((from, _)) = all.get(*first) else { continue };
        let window = hits.iter().skip(k).take_while(|(i, _)| all.get(*i).is_some_and(|(_, to)| fits(*from, *to)));
        let mut seen: Vec<usize> = window.map(|(_, which)| *which).take(64).collect();
        let count = seen.len();
        seen.sort_unstable();
        seen.dedup();
        let score = seen.len() * 100 + count;
        if score > best.0 {
            best = (score, *first);
        }
    }
    // Some words before the first hit, so that the sense can be seen.
    let begin = best.1.saturating_sub(6);
    let begin = if best.0 == 0 { 0 } else { begin };
    let start = if begin == 0 { 0 } else { all.get(begin).map_or(0, |(start, _)| *start) };
    let rest = text.get(start..).unwrap_or_default();
    let mut part = crate::text::cut(rest, chars_max);
    if part.len() < rest.len() {
        let inside = all.iter().take_while(|(_, end)| *end <= start + part.len());
        let end = inside.last().map_or(part.len(), |(_, end)| end - start.min(*end));
        part = part.get(..end).unwrap_or(part);
    }
    let mut marks = Vec::new();
    let chars = |from: usize, to: usize| part.get(from..to).map_or(0, |s| s.chars().count());
    each(part, |folded, from, to| {
        if wanted.iter().any(|w| w == folded) {
            let before = chars(0, from);
            marks.push((before, before + chars(from, to)));
        }
    });
    Snippet { cut_before: start > 0, cut_after: start + part.len() < text.len(), text: part.to_owned(), marks }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.folded).collect()
    }

    #[test]
    fn folding() {
        assert_eq!(folded("Élysée, Straße; l’Iran"), ["elysee", "strasse", "l", "iran"]);
        assert_eq!(folded("Ёлка"), folded("елка"));
        assert_eq!(folded("أحمد"), folded("احمد"));
        assert_eq!(folded("東京都"), ["東", "京", "都"]);
        assert_eq!(folded("हिन्दी समाचार").len(), 2);
        assert!(folded(&"x".repeat(1000)).is_empty());
        assert!(folded("… – !").is_empty());
    }

    #[test]
    fn snippets() {
        let text =
            format!("{} The minister spoke of Kyïv in Vienna on Monday. {}", "padding ".repeat(50), "more ".repeat(50));
        let found = snippet(&text, &["kyiv".into(), "vienna".into()], 80);
        assert!(found.cut_before && found.cut_after);
        let marked: Vec<String> =
            found.marks.iter().map(|(a, b)| found.text.chars().skip(*a).take(b - a).collect()).collect();
        assert_eq!(marked, ["Kyïv", "Vienna"]);
        assert!(found.text.chars().count() <= 80);
        let none = snippet("Short text.", &["absent".into()], 80);
        assert_eq!((none.text.as_str(), none.marks.len(), none.cut_after), ("Short text.", 0, false));
        assert_eq!(snippet("", &["a".into()], 10), Snippet::default());
    }
}
