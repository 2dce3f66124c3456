//! Dates as feeds and pages write them: RFC 3339 and 822 and what goes by their names, in many languages and orders.

use jiff::civil::{Date, DateTime};
use model::Stamp;

/// Month names and their beginnings, by month, folded to lower case.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan",
        "january",
        "januar",
        "janvier",
        "janv",
        "enero",
        "ene",
        "janeiro",
        "gennaio",
        "gen",
        "января",
        "январь",
        "янв",
        "stycznia",
        "ocak",
        "januari",
        "يناير",
        "كانون الثاني",
        "jänner",
        "sty",
        "ianuarie",
        "leden",
        "ledna",
        "tammikuuta",
    ],
    &[
        "feb",
        "february",
        "februar",
        "février",
        "fevrier",
        "févr",
        "fév",
        "febrero",
        "fevereiro",
        "fev",
        "febbraio",
        "февраля",
        "февраль",
        "фев",
        "lutego",
        "şubat",
        "februari",
        "فبراير",
        "شباط",
        "feber",
        "lut",
    ],
    &[
        "mar",
        "march",
        "märz",
        "maerz",
        "mrz",
        "mär",
        "mars",
        "marzo",
        "março",
        "marco",
        "марта",
        "март",
        "мар",
        "marca",
        "mart",
        "maart",
        "مارس",
        "آذار",
        "mrt",
    ],
    &[
        "apr",
        "april",
        "avril",
        "avr",
        "abril",
        "abr",
        "aprile",
        "апреля",
        "апрель",
        "апр",
        "kwietnia",
        "nisan",
        "أبريل",
        "ابريل",
        "نيسان",
        "kwi",
    ],
    &["may", "mai", "mayo", "maio", "maggio", "mag", "мая", "май", "maja", "mayıs", "mei", "مايو", "أيار", "maj"],
    &[
        "jun",
        "june",
        "juni",
        "juin",
        "junio",
        "junho",
        "giugno",
        "giu",
        "июня",
        "июнь",
        "июн",
        "czerwca",
        "haziran",
        "يونيو",
        "يونيه",
        "حزيران",
        "cze",
    ],
    &[
        "jul",
        "july",
        "juli",
        "juillet",
        "juil",
        "julio",
        "julho",
        "luglio",
        "lug",
        "июля",
        "июль",
        "июл",
        "lipca",
        "temmuz",
        "يوليو",
        "يوليه",
        "تموز",
        "lip",
    ],
    &[
        "aug",
        "august",
        "août",
        "aout",
        "agosto",
        "ago",
        "августа",
        "август",
        "авг",
        "sierpnia",
        "ağustos",
        "augustus",
        "augusti",
        "أغسطس",
        "اغسطس",
        "آب",
        "sie",
    ],
    &[
        "sep",
        "sept",
        "september",
        "septembre",
        "septiembre",
        "setembro",
        "set",
        "settembre",
        "сентября",
        "сентябрь",
        "сен",
        "сент",
        "września",
        "eylül",
        "سبتمبر",
        "أيلول",
        "wrz",
    ],
    &[
        "oct",
        "october",
        "okt",
        "oktober",
        "octobre",
        "octubre",
        "outubro",
        "out",
        "ottobre",
        "ott",
        "октября",
        "октябрь",
        "окт",
        "października",
        "ekim",
        "أكتوبر",
        "اكتوبر",
        "تشرين الأول",
        "paź",
    ],
    &[
        "nov",
        "november",
        "novembre",
        "noviembre",
        "novembro",
        "ноября",
        "ноябрь",
        "ноя",
        "нояб",
        "listopada",
        "kasım",
        "نوفمبر",
        "تشرين الثاني",
        "lis",
    ],
    &[
        "dec",
        "december",
        "dez",
        "dezember",
        "décembre",
        "decembre",
        "déc",
        "diciembre",
        "dic",
        "dezembro",
        "dicembre",
        "декабря",
        "декабрь",
        "дек",
        "grudnia",
        "aralık",
        "ديسمبر",
        "كانون الأول",
        "gru",
    ],
];

/// Zones by name (RFC 822 and those that news sites write), in minutes east of UTC.
const ZONES: &[(&str, i32)] = &[
    ("gmt", 0),
    ("ut", 0),
    ("utc", 0),
    ("z", 0),
    ("wet", 0),
    ("bst", 60),
    ("west", 60),
    ("cet", 60),
    ("mez", 60),
    ("mesz", 120),
    ("cest", 120),
    ("eet", 120),
    ("eest", 180),
    ("msk", 180),
    ("мск", 180),
    ("trt", 180),
    ("ist", 330),
    ("pkt", 300),
    ("sgt", 480),
    ("hkt", 480),
    ("jst", 540),
    ("kst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
    ("ast", -240),
    ("adt", -180),
    ("art", -180),
    ("brt", -180),
    ("clt", -240),
    ("et", -300),
    ("pt", -480),
    ("akst", -540),
    ("hst", -600),
];

/// Characters of a date that are looked at.
const CHARS_MAX: usize = 120;

/// Reads a date in whatever form; `None`: there is none in it. An instant only where a zone is stated (a feed's date without one
/// counts as UTC where `assume_utc` says so); else the day.
pub fn read(text: &str, assume_utc: bool) -> Option<Stamp> {
    let text: String = text.trim().chars().take(CHARS_MAX).collect::<String>().to_lowercase();
    let text = digits_to_ascii(&text);
    if let Some(stamp) = unix(&text) {
        return Some(stamp);
    }
    let tokens = tokens(&text);
    let (date, rest) = day_of(&tokens)?;
    let Some((time, after)) = time_of(&tokens, rest) else { return Some(Stamp::Day(date)) };
    let zone = zone_of(&tokens, after);
    match zone {
        Some(minutes) => at(date, time, minutes),
        None if assume_utc => at(date, time, 0),
        None => Some(Stamp::Day(date)),
    }
}

fn at(date: Date, (hour, minute, second): (i8, i8, i8), minutes: i32) -> Option<Stamp> {
    let (hour, carry) = if hour == 24 { (0, 1) } else { (hour, 0) };
    let civil: DateTime = date.at(hour, minute, second, 0);
    let offset = jiff::tz::Offset::from_seconds(minutes * 60).ok()?;
    let seconds = offset.to_timestamp(civil).ok()?.as_second() + carry * 86_400;
    Some(Stamp::At { seconds, offset: minutes * 60 })
}

fn digits_to_ascii(text: &str) -> String {
    let ascii = |c: char| match c {
        '٠'..='٩' => char::from_digit(u32::from(c) - 0x660, 10).unwrap_or(c),
        '۰'..='۹' => char::from_digit(u32::from(c) - 0x6f0, 10).unwrap_or(c),
        '０'..='９' => char::from_digit(u32::from(c) - 0xff10, 10).unwrap_or(c),
        '年' | '月' => '-',
        '日' => ' ',
        _ => c,
    };
    text.chars().map(ascii).collect()
}

/// Ten digits are Unix seconds, thirteen milliseconds.
fn unix(text: &str) -> Option<Stamp> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match text.len() {
        9 | 10 => text.parse().ok().map(Stamp::utc),
        13 => text.parse::<i64>().ok().map(|millis| Stamp::utc(millis / 1_000)),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'a> {
    /// A number and how many digits it has.
    Number(i64, usize),
    Word(&'a str),
    Mark(char),
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let is_same = |d: char| {
            if c.is_ascii_digit() { d.is_ascii_digit() } else { c.is_alphabetic() && (d.is_alphabetic() || is_mark(d)) }
        };
        let length = rest.find(|d: char| !is_same(d)).unwrap_or(rest.len()).max(c.len_utf8());
        let (token, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        if c.is_ascii_digit() {
            tokens.push(token.parse().map_or(Token::Mark('?'), |n| Token::Number(n, token.len())));
        } else if c.is_alphabetic() {
            // "t" between date and time, and a number glued to a word, end words here.
            tokens.push(Token::Word(token));
        } else if !c.is_whitespace() {
            tokens.push(Token::Mark(if c == '−' || c == '–' { '-' } else { c }));
        }
        rest = after;
    }
    tokens
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

fn month(word: &str) -> Option<i8> {
    let word = word.trim_end_matches('.');
    let exact = MONTHS.iter().position(|names| names.contains(&word));
    let found = exact.or_else(|| {
        let long = word.chars().count() >= 4;
        MONTHS
            .iter()
            .position(|names| long && names.iter().any(|name| name.chars().count() >= 3 && word.starts_with(name)))
    })?;
    i8::try_from(found + 1).ok()
}

/// The day in the tokens, and the index after it.
fn day_of(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    for (i, token) in tokens.iter().enumerate() {
        let at = |k: usize| tokens.get(i + k).copied();
        // 20260302T140500
        if let Token::Number(n, 8) = *token
            && let Some(date) = date(n / 10_000, n / 100 % 100, n % 100)
        {
            return Some((date, i + 1));
        }
        // 2026-03-02, 2026/3/2, 02.03.2026, 3/2/2026
        if let (
            Token::Number(a, la),
            Some(Token::Mark(m1)),
            Some(Token::Number(b, lb)),
            Some(Token::Mark(m2)),
            Some(Token::Number(c, lc)),
        ) = (*token, at(1), at(2), at(3), at(4))
            && matches!((m1, m2), ('-', '-') | ('/', '/') | ('.', '.'))
            && la <= 4
            && lb <= 2
            && lc <= 4
        {
            let found = if la == 4 {
                date(a, b, c)
            } else if lc == 4 || lc == 2 {
                let year = year(c, lc);
                // Day first but where a slash and an impossible month say otherwise.
                let month_first = (m1 == '/' && a <= 12) || b > 12;
                let (day, month) = if month_first { (b, a) } else { (a, b) };
                date(year, month, day).or_else(|| date(year, day, month))
            } else {
                None
            };
            if let Some(date) = found {
                return Some((date, i + 5));
            }
        }
    }
    day_by_name(tokens)
}

/// 2 March 2026, Mon, 02-Mar-26, March 2nd, 2026, 2. März 2026, 2 de marzo de 2026.
fn day_by_name(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    for (i, token) in tokens.iter().enumerate() {
        let Token::Word(word) = *token else { continue };
        let Some(month) = month(word) else { continue };
        let before = tokens.get(..i)?.iter().rev().take(4).find_map(|t| match *t {
            Token::Number(n, digits) if digits <= 2 && (1..=31).contains(&n) => Some(n),
            _ => None,
        });
        let mut numbers = tokens.iter().enumerate().skip(i + 1).take(8).filter_map(|(k, t)| match *t {
            Token::Number(n, digits) => Some((k, n, digits)),
            _ => None,
        });
        let (k, n, digits) = numbers.next()?;
        let time_follows = |k: usize| matches!(tokens.get(k + 1), Some(Token::Mark(':')));
        let found = match before {
            Some(day) if !time_follows(k) => date(year(n, digits), i64::from(month), day).map(|date| (date, k + 1)),
            // asctime: Mar 2 14:05:00 2026
            _ => {
                let (day, day_at) = (n, k);
                let later = numbers.find(|&(k, _, digits)| digits == 4 && !time_follows(k));
                later.and_then(|(k, n, digits)| {
                    let end = if tokens.get(day_at + 1..k).is_some_and(|between| between.contains(&Token::Mark(':'))) {
                        day_at
                    } else {
                        k
                    };
                    date(year(n, digits), i64::from(month), day).map(|date| (date, end + 1))
                })
            }
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Two digits are a year of this century below 69 (POSIX), else of the last.
fn year(n: i64, digits: usize) -> i64 {
    match digits {
        1 | 2 if n < 69 => 2000 + n,
        1 | 2 => 1900 + n,
        3 => 1900 + n,
        _ => n,
    }
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    if !(1900..=2200).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The time of day in the tokens (first after the date, else before it), and the index after it.
fn time_of(tokens: &[Token<'_>], from: usize) -> Option<((i8, i8, i8), usize)> {
    (from..tokens.len()).chain(0..from).find_map(|i| time_at(tokens, i, from))
}

fn time_at(tokens: &[Token<'_>], i: usize, from: usize) -> Option<((i8, i8, i8), usize)> {
    let at = |k: usize| tokens.get(i + k).copied();
    let Token::Number(mut hour, digits) = at(0)? else { return None };
    let separated = |k: usize| matches!(at(k), Some(Token::Mark(':'))) || matches!(at(k), Some(Token::Word("h")));
    let (minute, second, mut end) = if digits == 6 && i >= from && i > 0 {
        let compact = hour;
        hour = compact / 10_000;
        (compact / 100 % 100, compact % 100, i + 1)
    } else if separated(1) && digits <= 2 {
        let Some(Token::Number(minute, 1 | 2)) = at(2) else { return None };
        match (at(3), at(4)) {
            (Some(Token::Mark(':')), Some(Token::Number(second, 1 | 2))) => (minute, second, i + 5),
            _ => (minute, 0, i + 3),
        }
    } else if digits <= 2 && i >= from && matches!(at(1), Some(Token::Word("am" | "pm" | "uhr"))) {
        (0, 0, i + 1)
    } else if digits <= 2
        && i >= from
        && matches!(
            (at(1), at(2), at(3)),
            (Some(Token::Mark('.')), Some(Token::Number(_, 2)), Some(Token::Word("uhr")))
        )
    {
        let Some(Token::Number(minute, _)) = at(2) else { return None };
        (minute, 0, i + 3)
    } else {
        return None;
    };
    // Fractions of a second.
    if matches!(tokens.get(end), Some(Token::Mark('.' | ','))) && matches!(tokens.get(end + 1), Some(Token::Number(..)))
    {
        end += 2;
    }
    let half = match (tokens.get(end), tokens.get(end + 1)) {
        (Some(Token::Word(word @ ("am" | "pm"))), _) => Some((*word, 1)),
        (Some(Token::Word("a")), Some(Token::Mark('.'))) => Some(("am", 4)),
        (Some(Token::Word("p")), Some(Token::Mark('.'))) => Some(("pm", 4)),
        _ => None,
    };
    if let Some((half, width)) = half {
        hour = match (half, hour) {
            ("am", 12) => 0,
            ("pm", 1..=11) => hour + 12,
            _ => hour,
        };
        end += width;
    }
    let valid = (0..=24).contains(&hour) && (0..=59).contains(&minute) && (0..=60).contains(&second);
    let narrow = |n: i64| i8::try_from(n).ok();
    if valid { Some(((narrow(hour)?, narrow(minute)?, narrow(second.min(59))?), end)) } else { None }
}

/// The zone after the time: `z`, `+01:00`, `-0500`, `GMT+2`, a name; in minutes east of UTC.
fn zone_of(tokens: &[Token<'_>], from: usize) -> Option<i32> {
    let mut named = None;
    for i in from..tokens.len().min(from + 6) {
        match tokens.get(i)? {
            Token::Mark(sign @ ('+' | '-')) => {
                let (hours, minutes) = match (tokens.get(i + 1), tokens.get(i + 2), tokens.get(i + 3)) {
                    (Some(Token::Number(n, 3 | 4)), _, _) => (n / 100, n % 100),
                    (Some(Token::Number(h, 1 | 2)), Some(Token::Mark(':')), Some(Token::Number(m, 2))) => (*h, *m),
                    (Some(Token::Number(h, 1 | 2)), _, _) => (*h, 0),
                    _ => continue,
                };
                let minutes = i32::try_from(hours * 60 + minutes).ok()?;
                let minutes = if *sign == '-' { -minutes } else { minutes };
                return (minutes.abs() <= 14 * 60).then_some(minutes);
            }
            Token::Word(word) => {
                named = named.or_else(|| ZONES.iter().find(|(name, _)| name == word).map(|&(_, minutes)| minutes));
            }
            _ => {}
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_many_forms() {
        for (text, want) in [
            ("2026-03-02T14:05:00Z", "2026-03-02T14:05:00Z"),
            ("2026-03-02T14:05:00.123+01:00", "2026-03-02T14:05:00+01:00"),
            ("2026-03-02 14:05:00 +0100", "2026-03-02T14:05:00+01:00"),
            ("20260302T140500Z", "2026-03-02T14:05:00Z"),
            ("Mon, 02 Mar 2026 14:05:00 GMT", "2026-03-02T14:05:00Z"),
            ("Mon, 2 Mar 26 14:05 EST", "2026-03-02T14:05:00-05:00"),
            ("Monday, 02-Mar-26 14:05:00 UTC", "2026-03-02T14:05:00Z"),
            ("Mon Mar 2 14:05:00 2026", "2026-03-02T14:05:00Z"),
            ("March 2, 2026 2:05 p.m. GMT", "2026-03-02T14:05:00Z"),
            ("2. März 2026, 14:05 Uhr MEZ", "2026-03-02T14:05:00+01:00"),
            ("2 de marzo de 2026", "2026-03-02"),
            ("2 mars 2026", "2026-03-02"),
            ("2 марта 2026", "2026-03-02"),
            ("٢ مارس ٢٠٢٦", "2026-03-02"),
            ("02.03.2026", "2026-03-02"),
            ("3/2/2026", "2026-03-02"),
            ("13/02/2026", "2026-02-13"),
            ("1772460300", "2026-03-02T14:05:00Z"),
            ("2026年3月2日", "2026-03-02"),
        ] {
            let utc = text.ends_with("2026") && text.contains(':');
            assert_eq!(read(text, utc).map(|s| s.to_string()).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in ["", "yesterday", "99999-99-99", "2026-13-45", "May I ask", "year 0", "NaN"] {
            assert_eq!(read(text, true), None, "{text}");
        }
    }
}
