//! Times in the paper's zone and words.

use std::sync::Arc;

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
}

impl Clock {
    /// Times in this IANA zone.
    pub fn new(zone: &str, words: Arc<Words>) -> Result<Self, String> {
        let zone = TimeZone::get(zone)
            .map_err(|_| format!("there is no time zone {zone}: write one such as Europe/Berlin or UTC"))?;
        Ok(Self { zone, words })
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
        let at = self.zoned(seconds);
        When { iso: self.iso(seconds), text: format!("{:02}:{:02}", at.hour(), at.minute()) }
    }

    /// "23 Nov, 14:05".
    pub fn short(&self, seconds: i64) -> When {
        let at = self.zoned(seconds);
        let time = format!("{:02}:{:02}", at.hour(), at.minute());
        let month = self.words.say(&format!("month-short-{}", at.month()));
        let day = at.day().to_string();
        let text = self.words.with("day-and-time", &[("day", &day), ("month", &month), ("time", &time)]);
        When { iso: self.iso(seconds), text }
    }

    /// "23 November 2026, 14:05".
    pub fn full(&self, seconds: i64) -> When {
        let time = self.time(seconds);
        let day = self.day(self.day_of(seconds));
        When { text: format!("{}, {}", day.text, time.text), iso: time.iso }
    }

    /// "23 November 2026".
    pub fn day(&self, day: Date) -> When {
        let month = self.words.say(&format!("month-{}", day.month()));
        let (number, year) = (day.day().to_string(), day.year().to_string());
        let text = self.words.with("date", &[("day", &number), ("month", &month), ("year", &year)]);
        When { iso: day.to_string(), text }
    }

    /// "Monday 23 November 2026".
    pub fn weekday(&self, day: Date) -> When {
        let weekday = self.words.say(&format!("weekday-{}", day.weekday().to_monday_one_offset()));
        let date = self.day(day);
        When { text: self.words.with("weekday-date", &[("weekday", &weekday), ("date", &date.text)]), iso: date.iso }
    }

    /// `Mon, 23 Nov 2026 13:52:00 +0000`, as RSS wants it, in English whatever the paper's language.
    pub fn rfc2822(seconds: i64) -> String {
        let at = TimeZone::UTC.to_datetime(Timestamp::from_second(seconds).unwrap_or_default());
        at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
    }
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
}
