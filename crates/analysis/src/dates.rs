//! Expressions of time, read relative to the day of publication; and the happenings that sentences tell with them.

use jiff::{ToSpan, civil::Date, civil::Weekday};
use model::{DateExpression, Happening};

use crate::text::Text;

const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janvier", "enero", "января", "janeiro", "يناير", "jan"],
    &["february", "februar", "février", "febrero", "февраля", "fevereiro", "فبراير", "feb"],
    &["march", "märz", "mars", "marzo", "марта", "março", "مارس", "mar"],
    &["april", "avril", "abril", "апреля", "أبريل", "apr"],
    &["may", "mai", "mayo", "мая", "maio", "مايو"],
    &["june", "juni", "juin", "junio", "июня", "junho", "يونيو", "jun"],
    &["july", "juli", "juillet", "julio", "июля", "julho", "يوليو", "jul"],
    &["august", "août", "agosto", "августа", "أغسطس", "aug"],
    &["september", "septembre", "septiembre", "сентября", "setembro", "سبتمبر", "sept", "sep"],
    &["october", "oktober", "octobre", "octubre", "октября", "outubro", "أكتوبر", "oct"],
    &["november", "novembre", "noviembre", "ноября", "novembro", "نوفمبر", "nov"],
    &["december", "dezember", "décembre", "diciembre", "декабря", "dezembro", "ديسمبر", "dec"],
];

const WEEKDAYS: [(&[&str], Weekday); 7] = [
    (&["monday", "montag", "lundi", "lunes", "понедельник", "الاثنين", "الإثنين"], Weekday::Monday),
    (&["tuesday", "dienstag", "mardi", "martes", "вторник", "الثلاثاء"], Weekday::Tuesday),
    (&["wednesday", "mittwoch", "mercredi", "miércoles", "среду", "среда", "الأربعاء"], Weekday::Wednesday),
    (&["thursday", "donnerstag", "jeudi", "jueves", "четверг", "الخميس"], Weekday::Thursday),
    (&["friday", "freitag", "vendredi", "viernes", "пятницу", "пятница", "الجمعة"], Weekday::Friday),
    (&["saturday", "samstag", "sonnabend", "samedi", "sábado", "субботу", "суббота", "السبت"], Weekday::Saturday),
    (&["sunday", "sonntag", "dimanche", "domingo", "воскресенье", "الأحد"], Weekday::Sunday),
];

/// Words for the day itself and its neighbours.
const NEAR: &[(&str, i64)] = &[
    ("today", 0),
    ("yesterday", -1),
    ("tomorrow", 1),
    ("heute", 0),
    ("gestern", -1),
    ("morgen", 1),
    ("aujourd’hui", 0),
    ("aujourd'hui", 0),
    ("hier", -1),
    ("demain", 1),
    ("hoy", 0),
    ("ayer", -1),
    ("mañana", 1),
    ("сегодня", 0),
    ("вчера", -1),
    ("завтра", 1),
    ("اليوم", 0),
    ("أمس", -1),
    ("غدا", 1),
    ("tonight", 0),
];

/// Words that say that something is still to come.
const FUTURE: &[&str] = &[
    "will",
    "would",
    "shall",
    "to",
    "by",
    "until",
    "next",
    "wird",
    "werden",
    "soll",
    "bis",
    "va",
    "sera",
    "doit",
    "jusqu",
    "será",
    "hasta",
    "próximo",
    "prochain",
    "nächsten",
    "kommenden",
    "planned",
    "expected",
    "scheduled",
    "due",
];

fn month(word: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|names| names.contains(&word))?;
    i8::try_from(at + 1).ok()
}

fn weekday(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(names, _)| names.contains(&word)).map(|(_, day)| *day)
}

/// The latest such weekday up to the day of publication; the coming one where the sentence speaks of what is to come.
fn day_of(published: Date, day: Weekday, future: bool) -> Option<Date> {
    let back = i64::from(day.until(published.weekday()));
    let ahead = i64::from(published.weekday().until(day));
    if future && ahead > 0 { published.checked_add(ahead.days()).ok() } else { published.checked_sub(back.days()).ok() }
}

/// Finds the expressions of time of a text.
pub fn find(text: &Text, published: Option<Date>) -> Vec<DateExpression> {
    let mut found = Vec::new();
    for &(from, to) in &text.sentences {
        let future = (from..to)
            .any(|i| text.tokens.get(i).is_some_and(|t| FUTURE.contains(&t.lower.as_str()) && t.lower != "to"));
        let mut i = from;
        while i < to {
            match at(text, i, to, published, future) {
                Some((expression, next)) => {
                    found.push(expression);
                    i = next;
                }
                None => i += 1,
            }
        }
    }
    found
}

fn day(text: &Text, from: usize, to: usize, date: Date) -> (DateExpression, usize) {
    let expression = DateExpression {
        span: text.span(from, to),
        kind: "DATE".into(),
        value: date.to_string(),
        begin: Some(date),
        end: Some(date),
    };
    (expression, to)
}

fn at(text: &Text, i: usize, to: usize, published: Option<Date>, future: bool) -> Option<(DateExpression, usize)> {
    let word = |k: usize| text.tokens.get(i + k).filter(|_| i + k < to).map_or("", |t| t.lower.as_str());
    let number = |k: usize, most: i64| {
        let digits =
            word(k).trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
        digits.parse::<i64>().ok().filter(|n| (1..=most).contains(n))
    };
    let year = |k: usize| number(k, 2_100).filter(|n| *n >= 1_900);
    let token = text.tokens.get(i)?;
    let capital_may = token.lower != "may" && token.lower != "mars" && token.lower != "march" || token.is_capital();
    // "May 8, 2024", "May 8"
    if let Some(m) = month(&token.lower).filter(|_| capital_may) {
        let dot = usize::from(word(1) == ".");
        if let Some(d) = number(1 + dot, 31) {
            let comma = usize::from(word(2 + dot) == ",");
            let (y, end) = match year(2 + dot + comma) {
                Some(y) => (y, i + 3 + dot + comma),
                None => (nearest_year(published?, m, d, future), i + 2 + dot),
            };
            return Some(day(text, i, end, date(y, m, d)?));
        }
        let comma = usize::from(word(1) == ",");
        let (y, end) = match year(1 + comma) {
            Some(y) => (y, i + 2 + comma),
            None if token.is_capital() && token.lower.chars().count() > 3 => {
                (nearest_year(published?, m, 1, future), i + 1)
            }
            None => return None,
        };
        return month_of(text, i, end, y, m);
    }
    // "8 May 2024", "8. Mai", "el 8 de mayo"
    if let Some(d) = number(0, 31) {
        let mut k = 1;
        while matches!(word(k), "." | "de" | "of" | "er") {
            k += 1
        }
        if let Some(m) = month(word(k)) {
            let mut after = k + 1;
            if matches!(word(after), "de" | "," | ".") && year(after + 1).is_some() {
                after += 1
            }
            let (y, end) = match year(after) {
                Some(y) => (y, i + after + 1),
                None => (nearest_year(published?, m, d, future), i + k + 1),
            };
            return Some(day(text, i, end, date(y, m, d)?));
        }
    }
    if let Some(d) = weekday(&token.lower) {
        return Some(day(text, i, i + 1, day_of(published?, d, future)?));
    }
    if let Some((_, days)) = NEAR.iter().find(|(w, _)| *w == token.lower) {
        return Some(day(text, i, i + 1, published?.checked_add(days.days()).ok()?));
    }
    // "in 2019", "since 2019"
    if matches!(token.lower.as_str(), "in" | "since" | "im" | "en" | "depuis" | "seit" | "desde" | "в" | "عام")
        && let Some(y) = year(1)
        && text.tokens.get(i + 1).is_some_and(|t| t.text.len() == 4)
    {
        let y16 = i16::try_from(y).ok()?;
        let expression = DateExpression {
            span: text.span(i + 1, i + 2),
            kind: "DATE".into(),
            value: y.to_string(),
            begin: Date::new(y16, 1, 1).ok(),
            end: Date::new(y16, 12, 31).ok(),
        };
        return Some((expression, i + 2));
    }
    None
}

fn month_of(text: &Text, from: usize, to: usize, year: i64, month: i8) -> Option<(DateExpression, usize)> {
    let first = date(year, month, 1)?;
    let value = first.to_string().get(..7).map(str::to_owned)?;
    Some((
        DateExpression {
            span: text.span(from, to),
            kind: "DATE".into(),
            value,
            begin: Some(first),
            end: Some(first.last_of_month()),
        },
        to,
    ))
}

fn date(year: i64, month: i8, day: i64) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, month, i8::try_from(day).ok()?).ok()
}

/// The year in which such a day lies nearest before the day of publication, or after it where the sentence looks ahead.
fn nearest_year(published: Date, month: i8, day: i64, future: bool) -> i64 {
    let year = i64::from(published.year());
    let later = (month, day) > (published.month(), i64::from(published.day()));
    match (later, future) {
        // A month and more ahead without a word of what is to come was last year's.
        (true, false)
            if i64::from(month) * 31 + day > i64::from(published.month()) * 31 + i64::from(published.day()) + 31 =>
        {
            year - 1
        }
        (false, true)
            if i64::from(month) * 31 + day + 62 < i64::from(published.month()) * 31 + i64::from(published.day()) =>
        {
            year + 1
        }
        _ => year,
    }
}

/// The happenings: sentences with a day or month that lies at or before the day of publication, or soon after.
pub fn happenings(text: &Text, dates: &[DateExpression], published: Option<Date>) -> Vec<Happening> {
    let mut happenings = Vec::new();
    for &(from, to) in &text.sentences {
        let sentence = text.span(from, to);
        let inside =
            dates.iter().filter(|d| d.span.start >= sentence.start && d.span.end <= sentence.end && d.kind == "DATE");
        let Some(expression) = inside.min_by_key(|d| (d.value.len() != 10, d.span.start)) else { continue };
        if sentence.end - sentence.start < 25 || published.is_none() {
            continue;
        }
        let precision = match expression.value.len() {
            10 => "day",
            7 => "month",
            _ => "year",
        };
        happenings.push(Happening {
            sentence,
            begin: expression.begin,
            end: expression.end,
            precision: precision.into(),
            date: Some(expression.span),
        });
    }
    happenings
}
