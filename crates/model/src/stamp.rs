//! A date as precise as its source states it.

use std::{fmt, str::FromStr};

use jiff::{Timestamp, civil::Date, tz::Offset};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// When something was published or happened: an instant with the offset its source gave, or the day alone where no time of day
/// with its zone is known. Written as RFC 3339 (`2026-03-02T14:05:00+01:00`, `…Z`) or as the day (`2026-03-02`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stamp {
    /// A day, in the zone of whoever wrote it.
    Day(Date),
    /// Seconds since 1970-01-01T00:00:00Z and the offset from UTC in seconds, within ±26 hours.
    At {
        /// Unix seconds.
        seconds: i64,
        /// Seconds east of UTC.
        offset: i32,
    },
}

impl Stamp {
    /// The instant in UTC.
    pub fn utc(seconds: i64) -> Self {
        Self::At { seconds, offset: 0 }
    }

    /// Unix seconds for sorting and for distances in time; a bare day counts as its noon in UTC, which is at most half a
    /// day wrong in any zone.
    pub fn seconds(&self) -> i64 {
        match *self {
            Self::At { seconds, .. } => seconds,
            Self::Day(day) => days_since_1970(day) * 86_400 + 43_200,
        }
    }

    /// The day as written by its source.
    pub fn day(&self) -> Date {
        match *self {
            Self::Day(day) => day,
            Self::At { seconds, offset } => {
                let zone = Offset::from_seconds(offset).unwrap_or(Offset::UTC);
                Timestamp::from_second(seconds).map(|t| zone.to_datetime(t).date()).unwrap_or_default()
            }
        }
    }

    /// Is the time of day known?
    pub fn has_time(&self) -> bool {
        matches!(self, Self::At { .. })
    }
}

/// Days from 1970-01-01 to `day`, negative before.
fn days_since_1970(day: Date) -> i64 {
    Date::constant(1970, 1, 1).until(day).map(|span| i64::from(span.get_days())).unwrap_or(0)
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(day) => write!(f, "{day}"),
            Self::At { seconds, offset } => {
                let Ok(instant) = Timestamp::from_second(seconds) else { return f.write_str("1970-01-01T00:00:00Z") };
                if offset == 0 {
                    return write!(f, "{instant}");
                }
                let zone = Offset::from_seconds(offset).unwrap_or(Offset::UTC);
                write!(f, "{}", instant.display_with_offset(zone))
            }
        }
    }
}

/// Not a date as [`Stamp`] writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAStamp;

impl fmt::Display for NotAStamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date: write 2026-03-02 or 2026-03-02T14:05:00Z")
    }
}

impl std::error::Error for NotAStamp {}

impl FromStr for Stamp {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Self, NotAStamp> {
        if text.len() == 10 {
            return text.parse().map(Self::Day).map_err(|_| NotAStamp);
        }
        let pieces = jiff::fmt::temporal::DateTimeParser::new().parse_pieces(text).map_err(|_| NotAStamp)?;
        let instant: Timestamp = text.parse().map_err(|_| NotAStamp)?;
        let offset = pieces.to_numeric_offset().map_or(0, Offset::seconds);
        Ok(Self::At { seconds: instant.as_second(), offset })
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read_back() {
        for text in ["2026-03-02", "2026-03-02T14:05:00Z", "2026-03-02T14:05:00+01:00", "1969-12-31T20:00:00-05:30"] {
            assert_eq!(text.parse::<Stamp>().unwrap().to_string(), text);
        }
        assert_eq!("2026-03-02T00:30:00+02:00".parse::<Stamp>().unwrap().day().to_string(), "2026-03-02");
        assert_eq!("1970-01-02".parse::<Stamp>().unwrap().seconds(), 86_400 + 43_200);
        assert!("yesterday".parse::<Stamp>().is_err());
    }
}
