//! The one pass over the text that all parts share: words with their place, quotations, sentences.

use std::collections::BTreeSet;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Letters.
    Word,
    /// Digits, with separators inside.
    Number,
    /// Anything else, one character.
    Mark,
}

/// A word, a number or a mark.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    /// As written.
    pub text: String,
    /// In small letters, typographic apostrophes made plain.
    pub low: String,
    /// What it is.
    pub shape: Shape,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// White space stands before it.
    pub spaced: bool,
    /// Begins with a capital.
    pub capital: bool,
}

impl Token {
    /// Is it this mark or word?
    pub(crate) fn is(&self, low: &str) -> bool {
        self.low == low
    }

    /// Is it one of these?
    pub(crate) fn among(&self, table: &[&str]) -> bool {
        table.contains(&self.low.as_str())
    }
}

/// A run of tokens, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Run {
    /// First token.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// The text taken apart.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    /// All tokens in order.
    pub all: Vec<Token>,
    /// Sentences in order; a quotation is never cut by one.
    pub sentences: Vec<Run>,
    /// Quotations with their marks, in order, not nested.
    pub quotes: Vec<Run>,
    /// Tokens that begin a paragraph.
    pub paragraphs: BTreeSet<usize>,
    /// Tokens of datelines, without the agency in brackets.
    pub datelines: BTreeSet<usize>,
    /// The whole datelines, marks and agency included; each is a sentence of its own.
    pub heads: Vec<Run>,
}

const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "gen", "sen", "rep", "gov", "col", "lt", "capt", "maj", "sgt", "rev", "hon",
    "jr", "sr", "vs", "no", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "inc",
    "corp", "ltd", "co", "u.s", "u.k", "u.n", "e.g", "i.e", "bzw", "ca", "nr", "mme", "sra", "г", "гг", "им", "ул",
    "тыс", "млн", "mt", "adm", "pres", "abb", "etc", "al", "approx", "art", "bros", "cf",
];

/// Takes a text apart; linear in its length. In German a number with a full stop before a noun is an ordinal ("118. Minute").
pub(crate) fn tokens(text: &str, german: bool) -> Tokens {
    let mut out = Tokens::default();
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    let (mut spaced, mut fresh) = (true, true);
    while let Some(&c) = chars.get(at) {
        if c == '\n' {
            fresh = true;
        }
        if c.is_whitespace() {
            spaced = true;
            at += 1;
            continue;
        }
        let (shape, end) = extent(&chars, at);
        if fresh {
            out.paragraphs.insert(out.all.len());
            fresh = false;
        }
        let written: String = chars.get(at..end).unwrap_or_default().iter().collect();
        let marked = |c: char| ('\u{64b}'..='\u{65f}').contains(&c);
        let low: String = written.to_lowercase().replace('’', "'").chars().filter(|c| !marked(*c)).collect();
        out.all.push(Token {
            low,
            shape,
            start: u32::try_from(at).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
            spaced,
            capital: c.is_uppercase(),
            text: written,
        });
        spaced = false;
        at = end;
    }
    out.quotes = quotes(&out);
    datelines(&mut out);
    out.sentences = sentences(&out, german);
    out
}

/// The token that begins at `at`: its shape and where it ends.
fn extent(chars: &[char], at: usize) -> (Shape, usize) {
    let get = |i: usize| chars.get(i).copied().unwrap_or(' ');
    let letter =
        |c: char| c.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&c) || ('\u{64b}'..='\u{65f}').contains(&c);
    let mut end = at + 1;
    if get(at).is_numeric() {
        while get(end).is_numeric() || (matches!(get(end), '.' | ',' | ':') && get(end + 1).is_numeric()) {
            end += 1;
        }
        if letter(get(end)) || (get(end) == '-' && letter(get(end + 1))) {
            while letter(get(end)) || (get(end) == '-' && letter(get(end + 1))) {
                end += 1;
            }
        }
        return (Shape::Number, end);
    }
    if matches!(get(at), '\'' | '’') && get(at + 1) == 's' && !letter(get(at + 2)) && at > 0 && letter(get(at - 1)) {
        return (Shape::Mark, at + 2);
    }
    // ``So typewriters quote.''
    if matches!(get(at), '`' | '\'') && get(at + 1) == get(at) {
        return (Shape::Mark, at + 2);
    }
    if !letter(get(at)) {
        return (Shape::Mark, end);
    }
    loop {
        let c = get(end);
        if letter(c) || c.is_numeric() {
            end += 1;
        } else if matches!(c, '\'' | '’') && letter(get(end + 1)) {
            if get(end + 1) == 's' && !letter(get(end + 2)) {
                break;
            }
            end += 1;
            // The article of "l'accord" is a word of its own.
            if end - at <= 3 && (get(at).is_lowercase() || !get(end).is_uppercase()) {
                break;
            }
        } else if c == '-' && (letter(get(end + 1)) || get(end + 1).is_numeric()) {
            end += 1;
        } else if c == '.'
            && end - at == 1
            && get(at).is_uppercase()
            && get(end + 1).is_uppercase()
            && get(end + 2) == '.'
        {
            // U.S., J.R.
            while get(end) == '.' && (get(end + 1).is_uppercase() || end - at > 1) {
                end += 1;
                if get(end).is_uppercase() && get(end + 1) == '.' {
                    end += 1;
                } else {
                    break;
                }
            }
            break;
        } else {
            break;
        }
    }
    (Shape::Word, end)
}

/// The marks that close what `open` opened.
fn closers(open: &str) -> Option<&'static [&'static str]> {
    Some(match open {
        "“" => &["”", "\""],
        "„" => &["“", "”", "\""],
        "«" => &["»"],
        "»" => &["«"],
        "\"" => &["\"", "”"],
        "”" => &["”"],
        "``" => &["''", "\"", "”"],
        "‘" => &["’"],
        "‚" => &["‘", "’"],
        "「" => &["」"],
        "『" => &["』"],
        _ => return None,
    })
}

/// Quotations, marks included. One that is not closed goes to the end of its paragraph.
fn quotes(tokens: &Tokens) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut open: Option<(usize, &[&str])> = None;
    for (i, token) in tokens.all.iter().enumerate() {
        if tokens.paragraphs.contains(&i)
            && let Some((start, _)) = open.take()
        {
            out.push(Run { start, end: i });
        }
        if token.shape != Shape::Mark {
            continue;
        }
        let next_spaced = tokens.all.get(i + 1).is_none_or(|t| t.spaced || t.shape == Shape::Mark);
        match open {
            Some((start, closing)) if token.among(closing) => {
                // An apostrophe is no end of a quotation.
                if token.text == "’" && !next_spaced {
                    continue;
                }
                out.push(Run { start, end: i + 1 });
                open = None;
            }
            None => {
                if let Some(closing) = closers(&token.text)
                    && (token.spaced || i == 0 || tokens.all.get(i - 1).is_some_and(|t| t.shape == Shape::Mark))
                {
                    open = Some((i, closing));
                }
            }
            Some(_) => {}
        }
    }
    if let Some((start, _)) = open {
        out.push(Run { start, end: tokens.all.len() });
    }
    out
}

/// Tokens of a dateline at most.
const DATELINE_MAX: usize = 14;

/// "PORT ELSIN, Canada (Northlight) – …": a place and an agency before a dash, or a place in capitals.
fn datelines(tokens: &mut Tokens) {
    for &start in &tokens.paragraphs {
        let all = &tokens.all;
        let dash = (start..all.len().min(start + DATELINE_MAX))
            .find(|&i| all.get(i).is_some_and(|t| t.among(&["–", "—", "-"]) && t.spaced));
        let Some(dash) = dash.filter(|&dash| dash > start && all.get(dash + 1).is_some_and(|t| t.spaced)) else {
            continue;
        };
        let head = all.get(start..dash).unwrap_or_default();
        let open = head.iter().position(|t| t.is("("));
        let place = head.get(..open.unwrap_or(head.len())).unwrap_or_default();
        let bracket = open.is_some() && head.last().is_some_and(|t| t.is(")"));
        let first = place.first().filter(|t| t.capital);
        let shouted = first.is_some_and(|t| t.text.chars().count() > 3 && t.text.chars().all(|c| !c.is_lowercase()));
        let plain =
            place.iter().all(|t| t.capital || t.shape == Shape::Number || t.among(&[",", ".", "and", "de", "und"]));
        if first.is_some() && plain && (bracket || shouted) && place.len() <= 8 {
            let words = (start..start + place.len()).filter(|&i| all.get(i).is_some_and(|t| t.capital));
            tokens.datelines.extend(words);
            tokens.heads.push(Run { start, end: dash + 1 });
        }
    }
}

/// Sentences. Paragraphs always end one; full stops inside a quotation never do.
fn sentences(tokens: &Tokens, german: bool) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let (mut start, mut quote, mut head) = (0, 0, 0);
    let all = &tokens.all;
    let mut push = |start: usize, end: usize| {
        if start < end {
            out.push(Run { start, end });
        }
    };
    for i in 0..all.len() {
        if i > start && tokens.paragraphs.contains(&i) {
            push(start, i);
            start = i;
        }
        if tokens.heads.get(head).is_some_and(|h| h.end <= i) {
            push(start, i);
            start = i;
            head += 1;
        }
        while tokens.quotes.get(quote).is_some_and(|q| q.end <= i) {
            quote += 1;
        }
        let inside = tokens.quotes.get(quote).is_some_and(|q| q.start <= i && i + 1 < q.end);
        let Some(next) = all.get(i + 1) else { continue };
        if inside || !next.spaced {
            continue;
        }
        let Some(token) = all.get(i) else { continue };
        let last_of_quote = tokens.quotes.get(quote).is_some_and(|q| q.end == i + 1);
        let before = i.checked_sub(1).and_then(|j| all.get(j));
        let stop = if last_of_quote || token.among(&[")", "”", "»", "\""]) {
            before.is_some_and(|t| t.among(&[".", "!", "?", "…", "؟"]))
                && !(last_of_quote && before.is_some_and(|t| t.among(&["!", "?", "؟"])))
        } else if token.is(".") {
            !before.is_some_and(|t| {
                t.among(ABBREVIATIONS)
                    || (t.shape == Shape::Word && t.text.chars().count() == 1 && t.capital)
                    || (t.shape == Shape::Number
                        && t.text.len() <= 2 + usize::from(german)
                        && next.shape == Shape::Word
                        && next.capital)
            })
        } else {
            token.among(&["!", "?", "…", "؟"])
        };
        let starts = next.capital || next.shape != Shape::Word || !next.text.chars().any(|c| c.is_lowercase());
        if stop && starts {
            push(start, i + 1);
            start = i + 1;
        }
    }
    push(start, all.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_and_quotations() {
        let cases: &[(&str, usize, usize)] = &[
            ("Mr. Ode came. He left.", 2, 0),
            ("“I came. I left,” he said. All went.", 2, 1),
            ("„Das ist gut“, sagte er am 3. Mai. Dann ging er.", 2, 1),
            ("„Das ist gut“, sagte er nach der 118. Minute. Dann ging er.", 2, 1),
            ("« Oui », a dit Léa. L'accord tient.", 2, 1),
            ("One\nTwo", 2, 0),
            ("He said: \"No.\" She left.", 2, 1),
            ("“It goes on.\n“And on,” he said.", 2, 2),
            ("``It goes on. And on,'' he said. It ends.", 2, 1),
        ];
        for (text, sentences, quotes) in cases {
            let t = tokens(text, text.contains('„'));
            assert_eq!((t.sentences.len(), t.quotes.len()), (*sentences, *quotes), "{text}");
        }
    }
}
