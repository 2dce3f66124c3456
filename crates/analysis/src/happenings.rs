//! Dated events: the sentences of an article with the day, month or year in which what they tell took place.

use jiff::{ToSpan, civil::Date};
use model::{Happening, Span};

use crate::dates::Found;
use crate::token::{Run, Shape, Tokens};

/// Words at a sentence's head that carry the date of the one before forward.
const GOES_ON: &[&[&str]] = &[
    &["the", "conflict"],
    &["this", "offensive"],
    &["the", "war"],
    &["the", "fighting"],
    &["the", "attack"],
    &["this", "attack"],
    &["the", "agreement"],
    &["that", "day"],
    &["that", "year"],
    &["he", "was"],
    &["she", "was"],
    &["they", "were"],
    &["afterwards"],
    &["then"],
    &["the", "incident"],
    &["the", "accident"],
    &["the", "crash"],
    &["the", "explosion"],
    &["the", "election"],
];

/// Makes dated sentences of the dates found; a day of publication in the future of a date makes it past.
pub(crate) fn happenings(tokens: &Tokens, dates: &[Found], published: Option<Date>) -> Vec<Happening> {
    let mut out: Vec<Happening> = Vec::new();
    let mut next = 0;
    let mut before: Option<Happening> = None;
    for &sentence in &tokens.sentences {
        while dates.get(next).is_some_and(|d| d.run.end <= sentence.start) {
            next += 1;
        }
        let words = tokens.all.get(sentence.start..sentence.end).unwrap_or_default();
        if words.iter().filter(|t| t.shape == Shape::Word).count() < 4 {
            before = None;
            continue;
        }
        let own = dates.get(next..).unwrap_or_default().iter().take_while(|d| d.run.start < sentence.end).find(|d| {
            let day = d.expression.kind == "DATE" && d.expression.begin.is_some() && d.expression.end.is_some();
            // "Tomorrow" in a quotation is said of how things feel, not of what happens.
            let figures =
                || (d.run.start..d.run.end).any(|i| tokens.all.get(i).is_some_and(|t| t.shape == Shape::Number));
            // ``…'' sets off titles and terms too: a date between such marks is read as any other.
            let plain = |q: &Run| tokens.all.get(q.start).is_some_and(|t| t.is("``"));
            let quoted = tokens.quotes.iter().any(|q| q.start <= d.run.start && d.run.end < q.end && !plain(q));
            day && (!quoted || figures())
        });
        let Some(span) = span(tokens, sentence) else { continue };
        let carried = before
            .take()
            .filter(|_| GOES_ON.iter().any(|p| words.len() > p.len() && p.iter().zip(words).all(|(w, t)| t.is(w))));
        let happening = match (own, carried) {
            (Some(found), _) => Some(dated(tokens, found, span)),
            (None, Some(h)) => Some(Happening { sentence: span, date: None, ..h }),
            (None, None) => None,
        };
        before.clone_from(&happening);
        out.extend(happening.filter(|h| {
            published.is_none()
                || h.begin.is_none()
                || h.begin <= published.and_then(|p| p.checked_add(366.days()).ok())
        }));
    }
    out
}

fn span(tokens: &Tokens, run: Run) -> Option<Span> {
    Some(Span { start: tokens.all.get(run.start)?.start, end: tokens.all.get(run.end.checked_sub(1)?)?.end })
}

fn dated(tokens: &Tokens, found: &Found, sentence: Span) -> Happening {
    let e = &found.expression;
    let word =
        |back: usize| found.run.start.checked_sub(back).and_then(|i| tokens.all.get(i)).map_or("", |t| t.low.as_str());
    let deadline = matches!(word(1), "by" | "until" | "till" | "bis" | "before" | "avant" | "hasta" | "حتى" | "قبل")
        || matches!((word(2), word(1)), ("hasta" | "antes", "el" | "del"))
        || matches!((word(2), word(1)), ("d'", "ici") | ("jusqu'", "à" | "au"));
    let precision = match (e.begin, e.end) {
        _ if deadline => "deadline",
        (Some(a), Some(b)) if a == b => "day",
        (Some(a), Some(b)) if a.day() == 1 && a.last_of_month() == b => "month",
        (Some(a), Some(b)) if a.year() == b.year() && a.day_of_year() == 1 && b.month() == 12 => "year",
        _ => "part",
    };
    Happening {
        sentence,
        begin: if deadline { None } else { e.begin },
        end: e.end,
        precision: precision.to_owned(),
        date: Some(e.span),
    }
}
