//! The demo's clock: stamps such as `-3d 14:05` and words such as `{day:-2}` become instants and days of the five days that end now.

use jiff::{Span, Timestamp, civil::Date, tz::Offset};

/// Seconds of a day.
const DAY: i64 = 86_400;
/// The last day's texts begin at 5:00 and end by 20:00 as written; those fifteen hours are squeezed or stretched to end now, so
/// that there is fresh news whenever the demo starts and the order is kept.
const LAST_DAY: (i64, i64) = (5 * 3_600, 20 * 3_600);
/// The day turns nine hours late: a demo that starts in the small hours still stands in yesterday's news day.
const TURN: i64 = 9 * 3_600;
/// The latest text is this many seconds old when the demo starts.
const FRESHEST: i64 = 6 * 60;

/// Where the five days lie.
#[derive(Debug, Clone, Copy)]
pub struct Calendar {
    now: i64,
    midnight: i64,
    base: Date,
}

impl Calendar {
    /// The five days that end at `now`. `Err` where the clock stands outside the years that can be written.
    pub fn new(now: Timestamp) -> Result<Self, String> {
        let turned = Timestamp::from_second(now.as_second() - TURN).map_err(|e| format!("the clock is wrong: {e}"))?;
        let base = Offset::UTC.to_datetime(turned).date();
        let midnight = turned.as_second().div_euclid(DAY) * DAY;
        Ok(Self { now: now.as_second(), midnight, base })
    }

    /// Unix seconds of a stamp `-3d 14:05` (UTC); 0d is the last day. `Err` is a sentence.
    pub fn instant(&self, stamp: &str) -> Result<i64, String> {
        let wrong = || format!("\"{stamp}\" is no stamp: write -3d 14:05");
        let (days, time) = stamp.split_once("d ").ok_or_else(wrong)?;
        let (hour, minute) = time.split_once(':').ok_or_else(wrong)?;
        let days: i64 = days.parse().map_err(|_| wrong())?;
        let hour: i64 = hour.parse().map_err(|_| wrong())?;
        let minute: i64 = minute.parse().map_err(|_| wrong())?;
        if days > 0 || !(0..24).contains(&hour) || !(0..60).contains(&minute) {
            return Err(wrong());
        }
        let of_day = hour * 3_600 + minute * 60;
        if days < 0 {
            return Ok(self.midnight + days * DAY + of_day);
        }
        let (from, to) = LAST_DAY;
        if !(from..=to).contains(&of_day) {
            return Err(format!("\"{stamp}\": the last day's texts stand between 5:00 and 20:00"));
        }
        let start = self.midnight + from;
        Ok(start + (of_day - from) * (self.now - FRESHEST - start) / (to - from))
    }

    /// The text with its `{day:-2}`, `{date:-2}` and `{year:-6}` written out in this language; others stand as they are.
    pub fn fill(&self, text: &str, language: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, opened)) = rest.split_once('{') {
            out.push_str(before);
            let word = opened.split_once('}').and_then(|(inner, after)| Some((self.word(inner, language)?, after)));
            if let Some((word, after)) = word {
                out.push_str(&word);
                rest = after;
            } else {
                out.push('{');
                rest = opened;
            }
        }
        out.push_str(rest);
        out
    }

    fn word(&self, inner: &str, language: &str) -> Option<String> {
        let (kind, number) = inner.split_once(':')?;
        let number: i64 = number.parse().ok()?;
        let words = words_of(language);
        if kind == "year" {
            return Some((i64::from(self.base.year()) + number).to_string());
        }
        let date = self.base.checked_add(Span::new().try_days(number).ok()?).ok()?;
        let month = words.months.get(usize::try_from(date.month()).ok()?.checked_sub(1)?)?;
        match kind {
            "day" => {
                words.days.get(usize::try_from(date.weekday().to_monday_zero_offset()).ok()?).map(|d| (*d).to_owned())
            }
            "date" => Some(words.date.replace("D", &date.day().to_string()).replace("M", month)),
            _ => None,
        }
    }
}

/// How a language names days and months, Monday and January first.
struct Words {
    days: [&'static str; 7],
    months: [&'static str; 12],
    /// A day of a month: D its number, M the month.
    date: &'static str,
}

const ENGLISH: Words = Words {
    days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    date: "D M",
};
const GERMAN: Words = Words {
    days: ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"],
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    date: "D. M",
};
const FRENCH: Words = Words {
    days: ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    date: "D M",
};
const SPANISH: Words = Words {
    days: ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
    months: [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ],
    date: "D de M",
};
const ARABIC: Words = Words {
    days: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
    months: [
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
    ],
    date: "D M",
};

fn words_of(language: &str) -> &'static Words {
    match language.split('-').next() {
        Some("de") => &GERMAN,
        Some("fr") => &FRENCH,
        Some("es") => &SPANISH,
        Some("ar") => &ARABIC,
        _ => &ENGLISH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(now: &str) -> Calendar {
        Calendar::new(now.parse().unwrap()).unwrap()
    }

    #[test]
    fn the_last_text_is_fresh_and_the_order_kept_at_any_hour() {
        for now in ["2026-03-05T00:10:00Z", "2026-03-05T08:59:00Z", "2026-03-05T09:00:00Z", "2026-03-05T17:00:00Z"] {
            let calendar = at(now);
            let now = now.parse::<Timestamp>().unwrap().as_second();
            let stamps = ["-4d 23:00", "-1d 23:50", "0d 05:00", "0d 12:00", "0d 20:00"];
            let seconds: Vec<i64> = stamps.iter().map(|s| calendar.instant(s).unwrap()).collect();
            assert!(seconds.is_sorted(), "{now}: {seconds:?}");
            assert_eq!(now - seconds[4], FRESHEST);
        }
    }

    #[test]
    fn wrong_stamps_are_named() {
        for stamp in ["", "yesterday", "1d 10:00", "-1d 25:00", "0d 23:00"] {
            assert!(at("2026-03-05T12:00:00Z").instant(stamp).unwrap_err().contains(stamp), "{stamp}");
        }
    }

    #[test]
    fn days_in_each_language() {
        let calendar = at("2026-03-05T12:00:00Z"); // a Thursday
        for (text, language, filled) in [
            ("on {day:-1}", "en", "on Wednesday"),
            ("am {day:0}, dem {date:-5}", "de", "am Donnerstag, dem 28. Februar"),
            ("le {date:-2}", "fr-FR", "le 3 mars"),
            ("el {day:-4}, {date:-4} de {year:-1}", "es", "el domingo, 1 de marzo de 2025"),
            ("يوم {day:-3}", "ar", "يوم الاثنين"),
            ("{unknown:1} {", "en", "{unknown:1} {"),
        ] {
            assert_eq!(calendar.fill(text, language), filled);
        }
    }
}
