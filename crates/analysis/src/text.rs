//! An article's text cut once for all parts: tokens and sentences, in code points.

use model::Span;

/// A word, a number or a mark.
#[derive(Debug, Clone)]
pub struct Token {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// As written.
    pub text: String,
    /// In lower case.
    pub lower: String,
}

impl Token {
    /// Does it begin with a capital?
    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Is it a word?
    pub fn is_word(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_alphabetic)
    }
}

/// A text with its tokens and its sentences, each a range of tokens.
pub struct Text {
    /// Code points.
    pub chars: Vec<char>,
    /// In order.
    pub tokens: Vec<Token>,
    /// First token, one past the last.
    pub sentences: Vec<(usize, usize)>,
}

/// Words after which a full stop ends no sentence.
const SHORT: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "gen", "col", "lt", "sgt", "sen", "rep", "gov", "st", "no", "vs", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "inc", "corp", "ltd", "co", "jr", "sr",
    "hr", "fr", "bzw", "ca", "nr", "z", "b", "d", "h", "u", "a", "m", "mme", "mlle", "г", "им", "sra", "approx",
];

impl Text {
    /// Cuts a text; what is beyond the limit is not looked at.
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().take(model::limits::TEXT_CHARS_MAX).collect();
        let mut tokens = Vec::new();
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            let start = at;
            at += 1;
            if c.is_whitespace() && c != '\n' {
                continue;
            }
            if c.is_alphanumeric() {
                while let Some(&d) = chars.get(at) {
                    let inner = matches!(d, '-' | '’' | '\'') && chars.get(at + 1).is_some_and(|e| e.is_alphanumeric());
                    let decimal =
                        matches!(d, '.' | ',') && c.is_numeric() && chars.get(at + 1).is_some_and(|e| e.is_numeric());
                    if d.is_alphanumeric()
                        || inner
                        || decimal
                        || matches!(d, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
                    {
                        at += 1
                    } else {
                        break;
                    }
                }
            }
            let text: String = chars.get(start..at).unwrap_or_default().iter().collect();
            tokens.push(Token { start, end: at, lower: text.to_lowercase(), text });
        }
        let sentences = sentences(&tokens);
        Self { chars, tokens, sentences }
    }

    /// The words of a range of code points.
    pub fn slice(&self, start: usize, end: usize) -> String {
        self.chars.get(start..end).unwrap_or_default().iter().collect()
    }

    /// The span of a range of tokens.
    pub fn span(&self, from: usize, to: usize) -> Span {
        let start = self.tokens.get(from).map_or(0, |t| t.start);
        let end = to.checked_sub(1).and_then(|last| self.tokens.get(last)).map_or(start, |t| t.end);
        span(start, end)
    }
}

/// A span of code points.
pub fn span(start: usize, end: usize) -> Span {
    let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Span { start: small(start), end: small(end) }
}

fn sentences(tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut sentences = Vec::new();
    let mut from = 0;
    for (i, token) in tokens.iter().enumerate() {
        let ends = match token.text.as_str() {
            "\n" => true,
            "!" | "?" | "؟" | "…" | "。" => !next_is_closing(tokens, i),
            "." => {
                let before = i.checked_sub(1).and_then(|k| tokens.get(k)).map_or("", |t| t.lower.as_str());
                let initial = before.chars().count() == 1 && before.chars().all(char::is_alphabetic);
                let ordinal = before.len() <= 2 && before.bytes().all(|b| b.is_ascii_digit()) && !before.is_empty();
                let next_small =
                    tokens.get(i + 1).is_some_and(|t| t.text.chars().next().is_some_and(char::is_lowercase));
                let next_month = ordinal && tokens.get(i + 1).is_some_and(|t| t.is_capital());
                !SHORT.contains(&before) && !initial && !next_small && !next_month && !next_is_closing(tokens, i)
            }
            "”" | "»" | "\"" | "“" | "’" => {
                // Right behind the stop: an opening mark after a space begins the next sentence.
                let before = i.checked_sub(1).and_then(|k| tokens.get(k)).filter(|t| t.end == token.start);
                let before = before.map_or("", |t| t.text.as_str());
                let next_capital = tokens.get(i + 1).is_some_and(|t| {
                    t.is_capital() || t.text == "\n" || matches!(t.text.as_str(), "“" | "„" | "«" | "\"")
                });
                matches!(before, "." | "!" | "?" | "…") && next_capital
            }
            _ => false,
        };
        if ends {
            if i > from {
                sentences.push((from, if token.text == "\n" { i } else { i + 1 }));
            }
            from = i + 1;
        }
    }
    if from < tokens.len() {
        sentences.push((from, tokens.len()));
    }
    sentences
}

fn next_is_closing(tokens: &[Token], i: usize) -> bool {
    let close = |text: &str| matches!(text, "”" | "»" | "’" | ")" | "\"" | "“");
    match (tokens.get(i), tokens.get(i + 1)) {
        // Only where the mark stands right behind.
        (Some(this), Some(next)) => close(&next.text) && next.start == this.end,
        _ => false,
    }
}
