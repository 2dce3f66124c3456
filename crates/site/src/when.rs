//! Times in the paper's zone and words.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use fluent_bundle::FluentValue;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::words::Words;

/// A time for `<time datetime="{{ iso }}">{{ text }}</time>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct When {
    /// RFC 3339, or the day.
    pub iso: String,
    /// For people.
    pub text: String,
}

/// Writes times.
#[derive(Clone)]
pub struct Clock {
    zone: TimeZone,
    words: Arc<Words>,
    made: Arc<Made>,
}

/// What was made already: a page shows a hundred times of day.
struct Made {
    /// The times of day, by minute.
    times: [OnceLock<Box<str>>; 1_440],
    /// What stands before and after the time of day, by month and day.
    days: [OnceLock<(Box<str>, Box<str>)>; 12 * 31],
}

/// Stands for the time of day while the words around it are made.
const TIME: &str = "\u{E000}";

impl Clock {
    /// Times in this IANA zone.
    pub fn new(zone: &str, words: Arc<Words>) -> Result<Self, String> {
        let zone = TimeZone::get(zone)
            .map_err(|_| format!("the setting time_zone is \"{zone}\": write one such as Europe/Berlin or UTC"))?;
        let made = Made { times: [const { OnceLock::new() }; 1_440], days: [const { OnceLock::new() }; 12 * 31] };
        Ok(Self { zone, words, made: Arc::new(made) })
    }

    fn zoned(&self, seconds: i64) -> DateTime {
        self.zone.to_datetime(Timestamp::from_second(seconds).unwrap_or_default())
    }

    /// `2026-11-23T13:52:00Z`.
    pub fn iso(&self, seconds: i64) -> String {
        Timestamp::from_second(seconds).unwrap_or_default().to_string()
    }

    /// The day of an instant.
    pub fn day_of(&self, seconds: i64) -> Date {
        self.zoned(seconds).date()
    }

    /// The instants at which a day begins and ends; `None`: the calendar ends there.
    pub fn bounds(&self, day: Date) -> Option<(i64, i64)> {
        let midnight = |day: Date| Some(self.zone.to_timestamp(day.to_datetime(Time::midnight())).ok()?.as_second());
        let (begin, end) = (midnight(day)?, midnight(day.tomorrow().ok()?)?);
        Some((begin, end))
    }

    /// "13 minutes ago", "yesterday 14:05", "Mon 23 Nov": how far back, ever less exactly.
    pub fn age(&self, seconds: i64, now: i64) -> When {
        let ago = (now - seconds).max(0);
        let text = match ago {
            0..60 => self.words.say("just-now"),
            60..3_600 => self.words.count("minutes-ago", ago / 60),
            3_600..86_400 => self.words.count("hours-ago", ago / 3_600),
            86_400..604_800 => self.words.count("days-ago", ago / 86_400),
            _ => self.day(self.day_of(seconds)).text,
        };
        When { iso: self.iso(seconds), text }
    }

    /// "14:05".
    pub fn time(&self, seconds: i64) -> When {
        When { iso: self.iso(seconds), text: self.time_of_day(self.zoned(seconds)).into_owned() }
    }

    fn time_of_day(&self, at: DateTime) -> Cow<'_, str> {
        let make = || {
            let two = |n: i8| self.words.digits(&format!("{n:02}"));
            self.words.with("clock-time", &[("hour", two(at.hour())), ("minute", two(at.minute()))])
        };
        let minute = usize::try_from(i32::from(at.hour()) * 60 + i32::from(at.minute())).unwrap_or(usize::MAX);
        match self.made.times.get(minute) {
            Some(place) => Cow::Borrowed(place.get_or_init(|| make().into())),
            None => Cow::Owned(make()),
        }
    }

    /// "23 Nov, 14:05".
    pub fn short(&self, seconds: i64) -> When {
        let at = self.zoned(seconds);
        let time = self.time_of_day(at);
        let make = || {
            let month = self.words.say(&format!("month-short-{}", at.month()));
            let args = [("day", FluentValue::from(at.day())), ("month", month.into()), ("time", TIME.into())];
            let text = self.words.with("day-and-time", &args);
            let (before, after) = text.split_once(TIME).unwrap_or((&text, ""));
            (before.into(), after.into())
        };
        let day = usize::try_from((i32::from(at.month()) - 1) * 31 + i32::from(at.day()) - 1).unwrap_or(0);
        let (before, after) = self.made.days.get(day).map_or(("", ""), |place| {
            let (before, after) = place.get_or_init(make);
            (before, after)
        });
        When { text: [before, &time, after].concat(), iso: self.iso(seconds) }
    }

    /// "23 November 2026, 14:05".
    pub fn full(&self, seconds: i64) -> When {
        let time = self.time(seconds);
        let day = self.day(self.day_of(seconds));
        let text = self.words.with("date-and-time", &[("date", day.text), ("time", time.text)]);
        When { text, iso: time.iso }
    }

    /// "23 November 2026".
    pub fn day(&self, day: Date) -> When {
        let month = self.words.say(&format!("month-{}", day.month()));
        let args = [("day", FluentValue::from(day.day())), ("month", month.into()), ("year", self.year(day).into())];
        When { iso: day.to_string(), text: self.words.with("date", &args) }
    }

    /// "November 2026".
    pub fn month(&self, day: Date) -> When {
        let month = self.words.say(&format!("month-alone-{}", day.month()));
        let text = self.words.with("month-of-year", &[("month", month), ("year", self.year(day))]);
        When { iso: day.strftime("%Y-%m").to_string(), text }
    }

    /// "2026": no quantity, so without a mark.
    pub fn year(&self, day: Date) -> String {
        self.words.digits(&day.year().to_string())
    }

    /// "Monday 23 November 2026".
    pub fn weekday(&self, day: Date) -> When {
        let weekday = self.words.say(&format!("weekday-{}", day.weekday().to_monday_one_offset()));
        let date = self.day(day);
        let text = self.words.with("weekday-date", &[("weekday", weekday), ("date", date.text)]);
        When { text: with_capital(&text), iso: date.iso }
    }

    /// `Mon, 23 Nov 2026 13:52:00 +0000`, as RSS wants it, in English whatever the paper's language.
    pub fn rfc2822(seconds: i64) -> String {
        let at = TimeZone::UTC.to_datetime(Timestamp::from_second(seconds).unwrap_or_default());
        at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
    }
}

/// It stands alone, in the masthead or as a heading, wherever it is shown.
fn with_capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_stand_in_the_papers_zone() {
        let clock = Clock::new("Europe/Berlin", Arc::new(Words::new("en").unwrap())).unwrap();
        let at = "2026-11-23T23:30:00Z".parse::<Timestamp>().unwrap().as_second();
        assert_eq!(clock.weekday(clock.day_of(at)).text, "Tuesday 24 November 2026");
        assert_eq!(clock.short(at).text, "24 Nov, 00:30");
        assert_eq!(clock.age(at, at + 13 * 60).text, "13 minutes ago");
        assert_eq!(clock.age(at + 100, at).text, "just now");
        assert_eq!(Clock::rfc2822(at), "Mon, 23 Nov 2026 23:30:00 +0000");
        let (begin, end) = clock.bounds(jiff::civil::date(2026, 10, 25)).unwrap();
        assert_eq!(end - begin, 25 * 3_600, "the day the clocks go back");
        assert!(Clock::new("Mars/Olympus", clock.words).is_err());
    }

    #[test]
    fn days_are_written_as_in_the_papers_language() {
        let at = "2026-03-01T08:05:00Z".parse::<Timestamp>().unwrap().as_second();
        let said = |language: &str| {
            let clock = Clock::new("UTC", Arc::new(Words::new(language).unwrap())).unwrap();
            let day = clock.day_of(at);
            [clock.weekday(day).text, clock.full(at).text, clock.short(at).text, clock.month(day).text]
        };
        assert_eq!(said("en"), ["Sunday 1 March 2026", "1 March 2026, 08:05", "1 Mar, 08:05", "March 2026"]);
        assert_eq!(said("de"), ["Sonntag, 1. März 2026", "1. März 2026, 08:05 Uhr", "1. März, 08:05 Uhr", "März 2026"]);
        assert_eq!(said("fr"), ["Dimanche 1er mars 2026", "1er mars 2026 à 08h05", "1er mars, 08h05", "mars 2026"]);
        assert_eq!(
            said("es"),
            ["Domingo, 1 de marzo de 2026", "1 de marzo de 2026, 08:05", "1 mar, 08:05", "marzo de 2026"]
        );
        assert_eq!(
            said("ru"),
            ["Воскресенье, 1 марта 2026 г.", "1 марта 2026 г., 08:05", "1 мар., 08:05", "март 2026 г."]
        );
        assert_eq!(said("ar"), ["الأحد 1 مارس 2026", "1 مارس 2026، 08:05", "1 مارس، 08:05", "مارس 2026"]);
        assert_eq!(said("ar-EG")[1], "١ مارس ٢٠٢٦، ٠٨:٠٥");
    }
}
