//! Expressions of time, read relative to the day of publication, as TIMEX3. Month and weekday names in eight languages.

use std::sync::LazyLock;

use jiff::{ToSpan, civil::Date};
use model::{DateExpression, Span};
use rustc_hash::FxHashMap;

use crate::tense::ahead;
use crate::token::{Run, Shape, Tokens};

const MONTHS: [&str; 12] = [
    " january jan januar jänner janvier enero janeiro gennaio января январь январе يناير ",
    " february feb februar février febrero fevereiro febbraio февраля февраль феврале فبراير ",
    " march mar märz mars marzo março марта март марте مارس ",
    " april apr avril abril aprile апреля апрель апреле أبريل ",
    " may mai mayo maio maggio мая май мае مايو ",
    " june jun juni juin junio junho giugno июня июнь июне يونيو ",
    " july jul juli juillet julio julho luglio июля июль июле يوليو ",
    " august aug août agosto августа август августе أغسطس ",
    " september sep sept septembre septiembre setembro settembre сентября сентябрь сентябре سبتمبر ",
    " october oct oktober octobre octubre outubro ottobre октября октябрь октябре أكتوبر ",
    " november nov novembre noviembre novembro ноября ноябрь ноябре نوفمبر ",
    " december dec dezember décembre diciembre dezembro dicembre декабря декабрь декабре ديسمبر ",
];

const WEEKDAYS: [&str; 7] = [
    " monday montag lundi lunes segunda-feira lunedì понедельник الاثنين الإثنين ",
    " tuesday dienstag mardi martes terça-feira martedì вторник الثلاثاء ",
    " wednesday mittwoch mercredi miércoles quarta-feira mercoledì среду среда الأربعاء ",
    " thursday donnerstag jeudi jueves quinta-feira giovedì четверг الخميس ",
    " friday freitag vendredi viernes sexta-feira venerdì пятницу пятница الجمعة ",
    " saturday samstag sonnabend samedi sábado sabato субботу суббота السبت ",
    " sunday sonntag dimanche domingo domenica воскресенье الأحد ",
];

const TODAY: &[&str] = &["today", "tonight", "heute", "aujourd'hui", "hoy", "hoje", "oggi", "сегодня", "اليوم"];
const YESTERDAY: &[&str] = &["yesterday", "gestern", "hier", "ayer", "ontem", "ieri", "вчера", "أمس"];
const TOMORROW: &[&str] = &["tomorrow", "morgen", "demain", "mañana", "amanhã", "domani", "завтра", "غدا", "غدًا"];
const LAST: &[&str] = &["last", "past", "previous"];
const NEXT: &[&str] = &["next", "coming"];
const NUMBERS: &[&str] =
    &["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// A date expression with its tokens.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    /// Its tokens.
    pub run: Run,
    /// What is handed out.
    pub expression: DateExpression,
}

type Table = LazyLock<FxHashMap<&'static str, i8>>;

/// The rows' names with the number of their row, from 1.
fn numbered(rows: &[&'static str]) -> FxHashMap<&'static str, i8> {
    (1..).zip(rows).flat_map(|(n, names)| names.split_whitespace().map(move |name| (name, n))).collect()
}

fn month(low: &str) -> Option<i8> {
    static TABLE: Table = LazyLock::new(|| numbered(&MONTHS));
    TABLE.get(low).copied()
}

/// Monday is 1.
fn weekday(low: &str) -> Option<i8> {
    static TABLE: Table = LazyLock::new(|| numbered(&WEEKDAYS));
    TABLE.get(low).copied()
}

struct Value {
    kind: &'static str,
    value: String,
    begin: Option<Date>,
    end: Option<Date>,
}

fn period(value: String, begin: Option<Date>, end: Option<Date>) -> Option<Value> {
    Some(Value { kind: "DATE", value, begin, end })
}

fn day(date: Date) -> Option<Value> {
    period(date.to_string(), Some(date), Some(date))
}

fn of_month(year: i16, month: i8) -> Option<Value> {
    let first = Date::new(year, month, 1).ok()?;
    period(format!("{year:04}-{month:02}"), Some(first), Some(first.last_of_month()))
}

fn of_year(year: i16) -> Option<Value> {
    period(format!("{year:04}"), Date::new(year, 1, 1).ok(), Date::new(year, 12, 31).ok())
}

fn of_week(any: Date) -> Option<Value> {
    let monday = any.checked_sub(i64::from(any.weekday().to_monday_zero_offset()).days()).ok()?;
    let iso = monday.iso_week_date();
    period(format!("{:04}-W{:02}", iso.year(), iso.week()), Some(monday), monday.checked_add(6.days()).ok())
}

struct Reading<'a> {
    tokens: &'a Tokens,
    today: Option<Date>,
    /// The day that the text spoke of last.
    anchor: Option<Date>,
    /// Primary subtag.
    language: &'a str,
}

/// Finds the expressions of time, in order. Without a day of publication only those that need none have a value.
pub(crate) fn dates(tokens: &Tokens, published: Option<Date>, language: &str) -> Vec<Found> {
    let mut reading = Reading { tokens, today: published, anchor: None, language };
    let mut out = Vec::new();
    for sentence in &tokens.sentences {
        let mut at = sentence.start;
        while at < sentence.end {
            if let Some((len, value)) = reading.read(*sentence, at)
                && let (Some(a), Some(b)) = (tokens.all.get(at), tokens.all.get(at + len - 1))
                && at + len <= sentence.end
            {
                if value.begin.is_some() && value.begin == value.end {
                    reading.anchor = value.begin;
                }
                out.push(Found {
                    run: Run { start: at, end: at + len },
                    expression: DateExpression {
                        span: Span { start: a.start, end: b.end },
                        kind: value.kind.to_owned(),
                        value: value.value,
                        begin: value.begin,
                        end: value.end,
                    },
                });
                at += len;
                continue;
            }
            at += 1;
        }
    }
    out
}

impl Reading<'_> {
    fn low(&self, i: usize) -> &str {
        self.tokens.all.get(i).map_or("", |t| t.low.as_str())
    }

    fn among(&self, i: usize, table: &[&str]) -> bool {
        table.contains(&self.low(i))
    }

    fn seq(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(k, w)| self.low(at + k) == *w)
    }

    /// A day of the month: "8", "8th", "8."
    fn day_number(&self, i: usize) -> Option<i8> {
        let token = self.tokens.all.get(i).filter(|t| t.shape == Shape::Number)?;
        let digits = token.low.trim_end_matches(|c: char| c.is_alphabetic());
        let suffix = token.low.strip_prefix(digits)?;
        digits.parse().ok().filter(|n| {
            (1..=31).contains(n) && digits.len() <= 2 && ["", "st", "nd", "rd", "th", "er"].contains(&suffix)
        })
    }

    fn year(&self, i: usize) -> Option<i16> {
        let token = self.tokens.all.get(i).filter(|t| t.shape == Shape::Number && t.low.len() == 4)?;
        token.low.parse().ok().filter(|y| (1000..2100).contains(y))
    }

    fn month_at(&self, i: usize) -> Option<i8> {
        let token = self.tokens.all.get(i).filter(|t| t.shape == Shape::Word)?;
        let latin = token.text.is_ascii();
        // "may" and "march" are verbs, "mar" and "mai" other words, in small letters.
        (!latin
            || token.capital
            || !["may", "march", "mar", "sep", "jun", "dec", "jan", "mai"].contains(&token.low.as_str()))
        .then(|| month(&token.low))?
    }

    fn number(&self, i: usize) -> Option<i64> {
        let token = self.tokens.all.get(i)?;
        if token.shape == Shape::Number {
            return token.low.parse().ok().filter(|n| (1..1000).contains(n));
        }
        if token.is("a") || token.is("an") {
            return Some(1);
        }
        if let Some(n) = NUMBERS.iter().position(|w| *w == token.low).filter(|n| *n > 0) {
            return i64::try_from(n).ok();
        }
        Some(match token.low.as_str() {
            "einem" | "einer" | "une" | "un" | "una" => 1,
            "zwei" | "deux" | "dos" | "dois" | "duas" => 2,
            "drei" | "trois" | "tres" | "três" | "ثلاثة" | "ثلاث" => 3,
            "vier" | "quatre" | "cuatro" | "أربعة" | "أربع" => 4,
            "fünf" | "cinq" | "cinco" | "خمسة" | "خمس" => 5,
            "sechs" | "seis" | "ستة" | "ست" => 6,
            "sieben" | "sept" | "siete" | "سبعة" | "سبع" => 7,
            _ => return None,
        })
    }

    /// The year of a month without one: the last such month, or the next where the sentence speaks of what is to come.
    fn near_year(&self, month: i8, day: Option<i8>, future: bool) -> Option<i16> {
        let today = self.today?;
        let later = (month, day.unwrap_or(today.day())) > (today.month(), today.day());
        let earlier = (month, day.unwrap_or(today.day())) < (today.month(), today.day());
        Some(match future {
            true if earlier => today.year() + 1,
            false if later && (day.is_none() || month > today.month()) => today.year() - 1,
            _ => today.year(),
        })
    }

    fn read(&self, sentence: Run, at: usize) -> Option<(usize, Value)> {
        // Only where it is a date at all is it worth asking whether that is to come.
        let found = self.calendar(at, false).or_else(|| self.relative(at)).or_else(|| self.duration(at))?;
        let to_come = || ahead(self.tokens, sentence, Run { start: at, end: at + found.0 }, self.language);
        let coming = found.1.kind == "DATE" && self.today.is_some_and(|today| found.1.begin < Some(today));
        if coming && to_come() == Some(true) { self.calendar(at, true).or(Some(found)) } else { Some(found) }
    }

    fn calendar(&self, at: usize, future: bool) -> Option<(usize, Value)> {
        // "Monday", "Monday, May 6"
        if let Some(n) = weekday(self.low(at)).filter(|_| {
            self.tokens.all.get(at).is_some_and(|t| t.capital || !t.text.is_ascii() || t.low.chars().count() > 4)
        }) {
            let skip = if self.low(at + 1) == "," { 2 } else { 1 };
            if let Some((len, value)) = self.month_day(at + skip, future) {
                return Some((len + skip, value));
            }
            let today = self.today?;
            let back = (i64::from(today.weekday().to_monday_one_offset()) - i64::from(n)).rem_euclid(7);
            let before = at.checked_sub(1).map_or("", |i| self.low(i));
            let next = matches!(before, "next" | "nächsten" | "kommenden" | "prochain");
            let date = if next || future && back > 0 {
                today.checked_add((7 - back).days())
            } else {
                today.checked_sub(back.days())
            };
            return day(date.ok()?).map(|v| (1, v));
        }
        if let Some(found) = self.month_day(at, future) {
            return Some(found);
        }
        // "mid-April", "early May", "late 2020", "the end of July", "the early 1990s"
        let the = usize::from(self.among(at, &["the"]));
        if let Some(found) = self.part(at, the, future) {
            return Some(found);
        }
        if let Some(m) = self.month_at(at) {
            let dot = usize::from(self.low(at + 1) == ".");
            let comma = usize::from(self.low(at + 1 + dot) == "," || self.among(at + 1, &["de", "of"]));
            if let Some(y) = self.year(at + 1 + dot + comma) {
                return of_month(y, m).map(|v| (2 + dot + comma, v));
            }
            let capital = self.tokens.all.get(at).is_some_and(|t| t.capital || !t.text.is_ascii());
            let before = at.checked_sub(1).map_or("", |i| self.low(i));
            if !capital && !matches!(before, "en" | "in" | "depuis" | "desde") {
                return None;
            }
            return of_month(self.near_year(m, None, future)?, m).map(|v| (1, v));
        }
        let low = self.low(at);
        if let Some(decade) = low
            .strip_suffix('s')
            .or_else(|| low.strip_suffix("er"))
            .filter(|d| d.len() == 4 && d.ends_with('0'))
            .and_then(|d| d.parse::<i16>().ok())
        {
            return period(low.get(..3)?.to_owned(), Date::new(decade, 1, 1).ok(), Date::new(decade + 9, 12, 31).ok())
                .map(|v| (1, v));
        }
        // 2024-05-08
        if let (Some(y), "-", "-") = (self.year(at), self.low(at + 1), self.low(at + 3)) {
            let date = Date::new(y, self.low(at + 2).parse().ok()?, self.low(at + 4).parse().ok()?).ok()?;
            return day(date).map(|v| (5, v));
        }
        let y = self.year(at).filter(|y| (1800..2100).contains(y))?;
        let before = at.checked_sub(1).map_or("", |i| self.low(i));
        let next = self.tokens.all.get(at + 1);
        let counted =
            next.is_some_and(|t| t.shape == Shape::Word && t.spaced && t.low.ends_with('s') && t.low.len() > 4);
        (!matches!(before, "$" | "€" | "£" | "about" | "some" | "nearly" | "around" | "over")
            && !counted
            && !next.is_some_and(|t| t.is("%")))
        .then(|| of_year(y))?
        .map(|v| (1, v))
    }

    /// "May 8, 2024", "8 May 2024", "8. Mai", "8 de mayo de 2024".
    fn month_day(&self, at: usize, future: bool) -> Option<(usize, Value)> {
        let (m, d, mut len) = if let Some(m) = self.month_at(at) {
            let dot = usize::from(self.low(at + 1) == ".");
            (m, self.day_number(at + 1 + dot)?, 2 + dot)
        } else {
            let d = self.day_number(at)?;
            let skip = usize::from(self.low(at + 1) == "." || self.among(at + 1, &["de", "of"]));
            (self.month_at(at + 1 + skip)?, d, 2 + skip)
        };
        if self.low(at + len) == "." && self.year(at + len + 1).is_some() && self.month_at(at + len - 1).is_some() {
            len += 1;
        }
        let skip = usize::from(self.among(at + len, &[",", "de"]));
        let year = self.year(at + len + skip);
        if year.is_some() {
            len += skip + 1;
        }
        let year = year.or_else(|| self.near_year(m, Some(d), future))?;
        day(Date::new(year, m, d).ok()?).map(|v| (len, v))
    }

    fn part(&self, at: usize, the: usize, future: bool) -> Option<(usize, Value)> {
        let word = self.low(at + the);
        let (which, mut len) = match word {
            "early" | "anfang" => (0, 1),
            "mid" | "mitte" => (1, 1),
            "late" | "ende" => (2, 1),
            "end" if self.low(at + the + 1) == "of" => (3, 2),
            "beginning" | "start" if self.low(at + the + 1) == "of" => (0, 2),
            _ => {
                let rest = word.strip_prefix("mid-")?;
                let m = month(rest)?;
                let year = self.year(at + the + 1);
                let value = part_of_month(year.or_else(|| self.near_year(m, None, future))?, m, 1)?;
                return Some((the + 1 + usize::from(year.is_some()), value));
            }
        };
        let next = at + the + len;
        if self.month_at(next).is_none() && self.tokens.all.get(next).is_none_or(|t| t.shape != Shape::Number) {
            return None;
        }
        let (inner, value) = self.calendar(next, future)?;
        len += inner + the;
        let (begin, end) = (value.begin?, value.end?);
        if begin == end {
            return None;
        }
        if begin.last_of_month() == end {
            return part_of_month(begin.year(), begin.month(), which).map(|v| (len, Value { value: value.value, ..v }));
        }
        let years = end.year() - begin.year() + 1;
        if years == 10 {
            let (a, b) = [(0, 3), (4, 6), (7, 9), (8, 9)].get(which).copied()?;
            return period(
                value.value,
                Date::new(begin.year() + a, 1, 1).ok(),
                Date::new(begin.year() + b, 12, 31).ok(),
            )
            .map(|v| (len, v));
        }
        let (a, b) = [(1, 4), (5, 8), (9, 12), (10, 12)].get(which).copied()?;
        period(
            value.value,
            Date::new(begin.year(), a, 1).ok(),
            Date::new(begin.year(), b, 1).ok().map(Date::last_of_month),
        )
        .map(|v| (len, v))
    }

    fn relative(&self, at: usize) -> Option<(usize, Value)> {
        let today = self.today?;
        let shift = |days: i64| today.checked_add(days.days()).ok();
        let before = at.checked_sub(1).map_or("", |i| self.low(i));
        // "hier" is "here" in German, "in the morning" no tomorrow, "last night" after "the" any last night.
        let other = match self.low(at) {
            "hier" => self.language != "fr",
            "mañana" => before == "la",
            "morgen" => {
                let noun = self.tokens.all.get(at).is_some_and(|t| t.capital) && self.tokens.all.get(at + 1).is_some();
                noun && !before.is_empty() && before != "." || matches!(before, "heute" | "gestern" | "am" | "guten")
            }
            "اليوم" => before == "في",
            "last" | "past" | "previous" | "next" => before == "the" && self.low(at + 1) == "night",
            _ => false,
        };
        if other {
            return None;
        }
        if self.among(at, TODAY) {
            return day(today).map(|v| (1, v));
        }
        if self.among(at, YESTERDAY) {
            return day(shift(-1)?).map(|v| (1, v));
        }
        if self.among(at, TOMORROW) {
            return day(shift(1)?).map(|v| (1, v));
        }
        for (words, days) in [
            (&["the", "following", "day"][..], 1),
            (&["the", "next", "day"], 1),
            (&["the", "day", "before"], -1),
            (&["the", "previous", "day"], -1),
            (&["am", "folgenden", "tag"], 1),
            (&["le", "lendemain"], 1),
            (&["al", "día", "siguiente"], 1),
            (&["на", "следующий", "день"], 1),
        ] {
            if self.seq(at, words) {
                return day(self.anchor.unwrap_or(today).checked_add(days.days()).ok()?).map(|v| (words.len(), v));
            }
        }
        let early = usize::from(self.among(at, &["earlier", "later"]) && self.low(at + 1) == "this");
        let turn = if self.among(at + early, LAST) {
            -1
        } else if self.among(at, NEXT) {
            1
        } else if self.low(at + early) == "this" {
            0
        } else {
            return self.ago(at);
        };
        let unit = self.low(at + early + 1);
        let value = match unit {
            "week" => of_week(shift(7 * turn)?)?,
            "weekend" => {
                let week = of_week(shift(7 * turn)?)?;
                let end = week.end;
                period(format!("{}-WE", week.value), end.and_then(|e| e.checked_sub(1.days()).ok()), end)?
            }
            "month" => {
                let date = today.checked_add(turn.months()).ok()?;
                of_month(date.year(), date.month())?
            }
            "year" => of_year(today.year() + i16::try_from(turn).ok()?)?,
            "morning" | "afternoon" | "evening" if turn == 0 => day(today)?,
            "night" if turn == -1 => day(shift(-1)?)?,
            _ => {
                if let Some(m) = self.month_at(at + 1) {
                    let year = match turn {
                        -1 if m >= today.month() => today.year() - 1,
                        1 if m <= today.month() => today.year() + 1,
                        _ => today.year(),
                    };
                    return of_month(year, m).map(|v| (2, v));
                }
                let n = weekday(unit)?;
                let back = (i64::from(today.weekday().to_monday_one_offset()) - i64::from(n)).rem_euclid(7);
                let date = match turn {
                    -1 => shift(if back == 0 { -7 } else { -back })?,
                    1 => shift(7 - back)?,
                    _ => shift(i64::from(n) - i64::from(today.weekday().to_monday_one_offset()))?,
                };
                return day(date).map(|v| (2, v));
            }
        };
        let value = match self.low(at) {
            "earlier" => Value { end: Some(today), ..value },
            "later" => Value { begin: Some(today), ..value },
            _ => value,
        };
        Some((2 + early, value))
    }

    /// "three days ago", "vor drei Tagen", "il y a trois jours", "hace tres días".
    fn ago(&self, at: usize) -> Option<(usize, Value)> {
        let lead = [&["vor"][..], &["il", "y", "a"], &["hace"], &["há"], &["قبل"]]
            .into_iter()
            .find(|words| self.seq(at, words));
        let (skip, len) = match lead {
            Some(words) => (words.len(), words.len() + 2),
            None if self.low(at + 2) == "ago" => (0, 3),
            None => return None,
        };
        let n = self.number(at + skip)?;
        let today = self.today?;
        let value = match self.low(at + skip + 1) {
            "day" | "days" | "tag" | "tagen" | "jour" | "jours" | "día" | "días" | "dia" | "dias" | "أيام" => {
                day(today.checked_sub(n.days()).ok()?)?
            }
            "week" | "weeks" | "woche" | "wochen" | "semaine" | "semaines" | "semana" | "semanas" | "أسابيع" => {
                of_week(today.checked_sub((7 * n).days()).ok()?)?
            }
            "month" | "months" | "monat" | "monaten" | "mois" | "mes" | "meses" | "أشهر" => {
                let date = today.checked_sub(n.months()).ok()?;
                of_month(date.year(), date.month())?
            }
            "year" | "years" | "jahr" | "jahren" | "an" | "ans" | "année" | "années" | "año" | "años" | "سنوات" => {
                of_year(today.year() - i16::try_from(n).ok()?)?
            }
            _ => return None,
        };
        Some((len, value))
    }

    /// "six-week", "24-hour", "three days".
    fn duration(&self, at: usize) -> Option<(usize, Value)> {
        let low = self.low(at);
        let (n, unit, len) = if let Some((n, unit)) = low.split_once('-') {
            let n =
                n.parse().ok().or_else(|| NUMBERS.iter().position(|w| *w == n).and_then(|n| i64::try_from(n).ok()))?;
            (n, unit, 1)
        } else {
            (self.number(at).filter(|_| !self.among(at, &["a", "an"]))?, self.low(at + 1), 2)
        };
        let value = match unit.trim_end_matches('s') {
            "day" | "tage" | "tag" | "jour" | "día" => format!("P{n}D"),
            "week" | "woche" | "wochen" | "semaine" | "semana" => format!("P{n}W"),
            "month" | "monate" | "moi" | "mese" => format!("P{n}M"),
            "year" | "jahr" | "jahre" | "an" | "año" => format!("P{n}Y"),
            "hour" | "stunden" | "heure" | "hora" => format!("PT{n}H"),
            "minute" | "minuten" | "minuto" => format!("PT{n}M"),
            _ => return None,
        };
        if self.among(at + len, &["old", "ago"]) {
            return None;
        }
        Some((len, Value { kind: "DURATION", value, begin: None, end: None }))
    }
}

/// A third of a month ("mid" is the 11th to the 20th), or its end as a deadline's days.
fn part_of_month(year: i16, month: i8, which: usize) -> Option<Value> {
    let first = Date::new(year, month, 1).ok()?;
    let last = first.last_of_month();
    let (a, b) = [(1, 10), (11, 20), (21, last.day()), (21, last.day())].get(which).copied()?;
    period(format!("{year:04}-{month:02}"), Date::new(year, month, a).ok(), Date::new(year, month, b).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::tokens;

    #[test]
    fn values() {
        // 15 May 2024 is a Wednesday.
        let today = Date::constant(2024, 5, 15);
        for (text, want) in [
            ("He came on May 8.", "2024-05-08"),
            ("It began in February.", "2024-02"),
            ("It was mid-April then.", "2024-04"),
            ("She left on Monday.", "2024-05-13"),
            ("Am 3. März 2021 kam er.", "2021-03-03"),
            ("Le 14 juillet 1989 fut beau.", "1989-07-14"),
            ("El 2 de mayo de 2008 llovió.", "2008-05-02"),
            ("Это было 9 мая 2023 года.", "2023-05-09"),
            ("A six-week strike.", "P6W"),
            ("Last week it rained.", "2024-W19"),
            ("Three days ago it rained.", "2024-05-12"),
        ] {
            let t = tokens(text, false);
            let found = dates(&t, Some(today), "en");
            assert_eq!(found.first().map(|f| f.expression.value.as_str()), Some(want), "{text}");
        }
    }

    #[test]
    fn a_day_to_come_is_told_from_a_day_gone() {
        // 15 May 2024 is a Wednesday.
        let today = Date::constant(2024, 5, 15);
        for (language, text, want) in [
            ("en", "Divers will examine the hull on Friday.", "2024-05-17"),
            ("en", "The two sides are to meet on Friday.", "2024-05-17"),
            ("en", "Schools reopen on Monday.", "2024-05-20"),
            ("en", "Residents will be allowed back on Friday.", "2024-05-17"),
            ("en", "It hoped to refloat the vessel on Thursday.", "2024-05-16"),
            ("en", "Turnout in Monday's vote was 58 percent.", "2024-05-13"),
            ("en", "The minister said on Monday it will rain.", "2024-05-13"),
            ("en", "The trial is set for March.", "2025-03"),
            ("en", "A fix had been available since March.", "2024-03"),
            ("de", "Taucher sollen den Rumpf am Freitag untersuchen.", "2024-05-17"),
            ("de", "Die Plädoyers sind für Freitag angesetzt.", "2024-05-17"),
            ("de", "Das Schiff hat am Freitag den Felsen gerammt.", "2024-05-10"),
            ("de", "Vor drei Tagen regnete es.", "2024-05-12"),
            ("fr", "La ligne doit rouvrir jeudi.", "2024-05-16"),
            ("fr", "Le procureur a requis lundi trois ans.", "2024-05-13"),
            ("fr", "Il y a deux jours, il pleuvait.", "2024-05-13"),
            ("es", "El juicio se celebrará en marzo.", "2025-03"),
            ("es", "El barco zarpó el lunes.", "2024-05-13"),
            ("ar", "ومن المقرر أن يلتقي الطرفان يوم الجمعة.", "2024-05-17"),
            ("ar", "احتجز خفر السواحل السفينة يوم الاثنين.", "2024-05-13"),
        ] {
            let found = dates(&tokens(text, false), Some(today), language);
            assert_eq!(found.first().map(|f| f.expression.value.as_str()), Some(want), "{text}");
        }
    }

    #[test]
    fn here_and_in_the_morning_are_no_days() {
        let today = Date::constant(2024, 5, 15);
        for (language, text) in [
            ("de", "Der Versicherer hat hier seinen Sitz."),
            ("de", "Das Schiff war am frühen Morgen unterwegs."),
            ("es", "Lo supo por la mañana."),
            ("en", "It had been lit on the last night."),
            ("ar", "بلغت الخسائر ثلاثة ملايين في اليوم."),
        ] {
            assert_eq!(dates(&tokens(text, false), Some(today), language).len(), 0, "{text}");
        }
    }
}
