//! What a person types into the search field, read so that nothing is ever wrong: what is not understood is words.

use super::words::words;
use jiff::civil::Date;

/// Words and phrases taken from one query; the rest is ignored.
const CLAUSES_MAX: usize = 24;
/// Characters of a query looked at.
const CHARS_MAX: usize = 500;

/// One thing to look for: words that stand one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub words: Vec<String>,
    pub title: bool,
    pub not: bool,
}

/// A query, read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Parsed {
    /// All must hold; of each, one must.
    pub groups: Vec<Vec<Clause>>,
    pub outlets: Vec<String>,
    pub languages: Vec<String>,
    pub sections: Vec<String>,
    /// Unix seconds, inclusive.
    pub after: Option<i64>,
    /// Unix seconds, exclusive.
    pub before: Option<i64>,
}

/// Reads a query: `word`, `"a phrase"`, `-word`, `a OR b`, `title:word`, `outlet:slug`, `language:de`, `section:world`,
/// `after:2026-03-01`, `before:2026-04`.
pub(super) fn parse(query: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let mut rest = crate::text::cut(query, CHARS_MAX);
    let (mut or, mut taken) = (false, 0);
    while let Some((piece, after)) = next_piece(rest) {
        rest = after;
        if piece.bare() == Some("OR") {
            or = !parsed.groups.is_empty();
            continue;
        }
        if take_filter(&mut parsed, &piece) {
            continue;
        }
        let title = matches!(piece.field, "title" | "headline");
        let mut spoken = piece.value.to_owned();
        if !piece.field.is_empty() && !title {
            spoken = format!("{} {}", piece.field, piece.value);
        }
        let words: Vec<String> = words(&spoken).into_iter().map(|word| word.folded).collect();
        if words.is_empty() || taken >= CLAUSES_MAX {
            continue;
        }
        taken += 1;
        let clause = Clause { words, title, not: piece.not };
        match parsed.groups.last_mut() {
            Some(group) if or && !clause.not => group.push(clause),
            _ => parsed.groups.push(vec![clause]),
        }
        or = false;
    }
    parsed
}

/// A piece of a query: `-field:"value"`.
struct Piece<'q> {
    field: &'q str,
    value: &'q str,
    quoted: bool,
    not: bool,
}

impl<'q> Piece<'q> {
    fn bare(&self) -> Option<&'q str> {
        (self.field.is_empty() && !self.quoted && !self.not).then_some(self.value)
    }
}

fn next_piece(text: &str) -> Option<(Piece<'_>, &str)> {
    let text = text.trim_start();
    if text.is_empty() {
        return None;
    }
    let (not, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let is_quote = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    let end = text.find(|c: char| c.is_whitespace() || is_quote(c)).unwrap_or(text.len());
    let (head, tail) = text.split_at(end);
    let (field, value) = head.split_once(':').map_or(("", head), |(field, value)| (field, value));
    let opens = value.is_empty() && tail.chars().next().is_some_and(is_quote);
    if opens {
        let inner = tail.trim_start_matches(is_quote);
        let close = inner.find(is_quote).unwrap_or(inner.len());
        let (value, after) = inner.split_at(close);
        let mut after = after.chars();
        after.next();
        return Some((Piece { field, value, quoted: true, not }, after.as_str()));
    }
    Some((Piece { field, value, quoted: false, not }, tail))
}

fn take_filter(parsed: &mut Parsed, piece: &Piece) -> bool {
    let value = piece.value.trim().to_lowercase();
    if value.is_empty() || piece.not {
        return false;
    }
    match piece.field {
        "outlet" => parsed.outlets.push(value),
        "language" | "lang" => parsed.languages.push(value),
        "section" => parsed.sections.push(value),
        "after" | "since" => match day(&value) {
            Some(at) => parsed.after = Some(at),
            None => return false,
        },
        "before" | "until" => match day(&value) {
            Some(at) => parsed.before = Some(at),
            None => return false,
        },
        _ => return false,
    }
    true
}

/// The beginning of a year, month or day in UTC, as Unix seconds. `before:2026` leaves the year 2026 out, as `after:2026` begins with it.
fn day(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let year: i16 = parts.next()?.parse().ok().filter(|year| (1900..=2200).contains(year))?;
    let month: i8 = parts.next().map_or(Some(1), |part| part.parse().ok())?;
    let day: i8 = parts.next().map_or(Some(1), |part| part.parse().ok())?;
    let date = Date::new(year, month, day).ok()?;
    // A bare day counts as its noon.
    Some(model::Stamp::Day(date).seconds() - 43_200)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(query: &str) -> String {
        let parsed = parse(query);
        let clause = |c: &Clause| {
            format!("{}{}{}", if c.not { "-" } else { "" }, if c.title { "title:" } else { "" }, c.words.join("+"))
        };
        let groups: Vec<String> =
            parsed.groups.iter().map(|g| g.iter().map(clause).collect::<Vec<_>>().join("|")).collect();
        groups.join(" ")
    }

    #[test]
    fn read() {
        for (query, want) in [
            ("Kyiv missiles", "kyiv missiles"),
            ("\"nine people\" -sport", "nine+people -sport"),
            ("“nine people” a OR b c", "nine+people a|b c"),
            ("title:\"the end\" title:now", "title:the+end title:now"),
            ("OR OR a OR", "a"),
            ("http://example.org/x", "http+example+org+x"),
            ("10:30", "10+30"),
            ("\"unclosed phrase", "unclosed+phrase"),
            ("\"\" - -- : :: \"", ""),
            ("after:nonsense", "after+nonsense"),
            ("東京", "東+京"),
            ("outlet:the-times language:de", ""),
        ] {
            assert_eq!(shape(query), want, "{query}");
        }
        let parsed = parse("outlet:The-Times language:de after:1970-01-02 before:1971");
        assert_eq!(parsed.outlets, ["the-times"]);
        assert_eq!((parsed.after, parsed.before), (Some(86_400), Some(365 * 86_400)));
        assert!(parse(&"a ".repeat(10_000)).groups.len() <= CLAUSES_MAX);
    }

    proptest::proptest! {
        #[test]
        fn never_panics(query in "\\PC{0,60}|[-:\" a“ORafter1]{0,60}") {
            parse(&query);
        }
    }
}
