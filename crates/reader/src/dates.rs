//! Dates as feeds and pages write them: RFC 3339 and 822 and what goes by their names, in many languages and orders.

use std::sync::LazyLock;

use jiff::{
    civil::{Date, DateTime},
    tz::TimeZone,
};
use model::Stamp;
use rustc_hash::FxHashMap;

/// Month names and their short forms, by month, in lower case; a name of two words is joined by `+`.
const MONTHS: [&str; 12] = [
    "jan january januar janvier janv enero ene janeiro gennaio gen januari jänner januára januar január leden ledna led \
     ianuarie ian ιανουαρίου ιανουάριος ιαν ιανουαριου января январь янв січня січень січ януари stycznia styczeń sty ocak oca tammikuuta \
     يناير جانفي كانون+الثاني ژانویه ינואר जनवरी มกราคม siječnja januára",
    "feb february februar février fevrier févr fév fevr febrero fevereiro fev febbraio februari feber febr február února únor úno \
     februarie φεβρουαρίου φεβρουάριος φεβ φεβρουαριου февраля февраль фев февр лютого лютий лют lutego luty lut şubat şub \
     helmikuuta فبراير فيفري شباط فوریه פברואר फरवरी กุมภาพันธ์ februára",
    "mar march märz maerz mrz mär mars marzo março marco maart mrt marec marca március márc března březen bře martie μαρτίου \
     μάρτιος μαρ μάρ μαρτιου марта март мар березня березень бер marzec mart maaliskuuta maret مارس آذار מרץ मार्च มีนาคม marts",
    "apr april avril avr abril abr aprile április ápr apríla dubna duben dub aprilie απριλίου απρίλιος απρ απριλιου апреля апрель апр \
     квітня квітень кві април kwietnia kwiecień kwi nisan nis huhtikuuta أبريل ابريل أفريل نيسان آوریل אפריל अप्रैल เมษายน",
    "may mai mayo maio maggio mag mei maj május máj mája května květen kvě μαΐου μάιος μάϊος μαι μαϊ μάι μαιου мая май травня травень тра maja \
     mayıs toukokuuta مايو ماي أيار مه מאי मई พฤษภาคม",
    "jun june juni juin junio junho giugno giu június jún júna června červen iunie ιουνίου ιούνιος ιουν ιούν ιουνιου июня июнь июн червня \
     червень чер юни czerwca czerwiec cze haziran haz kesäkuuta يونيو يونيه جوان حزيران ژوئن יוני जून มิถุนายน",
    "jul july juli juillet juil julio julho luglio lug július júl júla července červenec iulie ιουλίου ιούλιος ιουλ ιούλ ιουλιου июля июль июл \
     липня липень лип юли lipca lipiec lip temmuz tem heinäkuuta يوليو يوليه جويلية تموز ژوئیه יולי जुलाई กรกฎาคม",
    "aug august août aout aoû agosto ago augustus augusti augusztus augusta srpna srpen srp αυγούστου αύγουστος αυγ αύγ αυγουστου августа август \
     авг серпня серпень сер sierpnia sierpień sie ağustos ağu elokuuta agustus agu أغسطس اغسطس أوت آب اوت אוגוסט अगस्त สิงหาคม",
    "sep sept september septembre septiembre setembro set settembre szeptember szept septembra září zář septembrie σεπτεμβρίου \
     σεπτέμβριος σεπ σεπτ σεπτεμβριου сентября сентябрь сен сент вересня вересень вер септември września wrzesień wrz eylül eyl \
     syyskuuta سبتمبر أيلول سپتامبر ספטמבר सितंबर กันยายน",
    "oct october okt oktober octobre octubre outubro out ottobre ott október októbra října říjen říj octombrie οκτωβρίου οκτώβριος \
     οκτ οκτωβριου октября октябрь окт жовтня жовтень жов октомври października październik paź ekim eki lokakuuta أكتوبر اكتوبر \
     تشرين+الأول اکتبر אוקטובר अक्टूबर ตุลาคม",
    "nov november novembre noviembre novembro novembra listopadu listopad lis listopada noiembrie noi νοεμβρίου νοέμβριος νοε \
     νοέμ νοεμβριου ноября ноябрь ноя нояб листопада листопад ноември kasım kas marraskuuta nopember نوفمبر تشرين+الثاني نوامبر נובמבר नवंबर พฤศจิกายน",
    "dec december dez dezember décembre decembre déc diciembre dic dezembro dicembre desember des decembra prosince prosinec pro \
     decembrie δεκεμβρίου δεκέμβριος δεκ δεκέμ δεκεμβριου декабря декабрь дек грудня грудень гру декември grudnia grudzień gru aralık ara joulukuuta \
     desember ديسمبر كانون+الأول دسامبر דצמבר दिसंबर ธันวาคม",
];

/// [`MONTHS`] turned round.
static MONTH_BY_NAME: LazyLock<FxHashMap<&str, i64>> = LazyLock::new(|| {
    let names = |(month, names): (i64, &'static str)| names.split_ascii_whitespace().map(move |name| (name, month));
    (1..).zip(MONTHS).flat_map(names).collect()
});

/// Beginnings of weekday names, Monday first: they tell which of two numbers is the day.
const WEEKDAYS: [&str; 7] = [
    "mon lun пн пон пнд seg hét",
    "tue die mar вт вто ter ked",
    "wed mit mer mié ср сре qua sze",
    "thu don jeu jue чт чет qui csü",
    "fri fre ven vie пт пят sex pén",
    "sat sam sáb сб суб szo",
    "sun son dim dom вс вос vas",
];

/// Zones by name (RFC 822 and those that news sites write), in minutes east of UTC. "MT" and its like mean standard time.
const ZONES: &str = "gmt=0 ut=0 utc=0 z=0 wet=0 uct=0 bst=60 west=60 cet=60 met=60 mez=60 wat=60 mesz=120 mest=120 cest=120 eet=120 \
    cat=120 sast=120 eest=180 msk=180 мск=180 trt=180 eat=180 idt=180 irst=210 gst=240 pkt=300 uzt=300 ist=330 npt=345 \
    ict=420 wib=420 sgt=480 hkt=480 myt=480 pht=480 awst=480 jst=540 kst=540 acst=570 aest=600 acdt=630 aedt=660 \
    nzst=720 nzdt=780 nst=-210 ndt=-150 ast=-240 adt=-180 at=-240 art=-180 brt=-180 clt=-240 est=-300 edt=-240 et=-300 cst=-360 \
    cdt=-300 ct=-360 mst=-420 mdt=-360 mt=-420 pst=-480 pdt=-420 pt=-480 akst=-540 akdt=-480 hst=-600";

/// The year 2200: what is later is no date of a report.
const UNIX_SECONDS_MAX: i64 = 7_258_118_400;
/// Characters of a date that are looked at.
const CHARS_MAX: usize = 120;

/// Reads a date in whatever form; `None`: there is none in it. An instant only where a zone is stated. With `assume_utc`, for
/// feeds, a time without a zone is UTC, and a month or a year alone is its first day.
pub fn read(text: &str, assume_utc: bool) -> Option<Stamp> {
    let text: String = text.trim().chars().take(CHARS_MAX).collect::<String>().to_lowercase();
    let korean = text.contains('년') || text.contains("오전") || text.contains("오후");
    let text = ascii_digits(&text);
    if let Some(stamp) = unix(&text) {
        return Some(stamp);
    }
    let tokens = tokens(&text);
    let found = day_by_number(&tokens).or_else(|| day_by_name(&tokens));
    let (date, rest) = found.or_else(|| assume_utc.then(|| month_or_year(&tokens)).flatten())?;
    let Some((time, after)) = time_of(&tokens, rest) else { return Some(Stamp::Day(date)) };
    // What claims a time that does not exist is no date.
    let (hour, minute, second) = time?;
    // 24:00 is the beginning of the next day.
    let (hour, carry) = if hour == 24 { (0, 86_400) } else { (hour, 0) };
    let civil = date.at(hour, minute, second, 0);
    let named = match zone_of(&tokens, after) {
        Some(minutes) => Some(minutes * 60),
        None => region(&text, civil),
    };
    // Who writes a date in Korean means Korea's time.
    let unnamed = if korean { Some(9 * 3_600) } else { assume_utc.then_some(0) };
    let Some(offset) = named.or(unnamed) else { return Some(Stamp::Day(date)) };
    let seconds = jiff::tz::Offset::from_seconds(offset).ok()?.to_timestamp(civil).ok()?.as_second() + carry;
    Some(Stamp::At { seconds, offset })
}

/// Digits of other scripts as ASCII, and East Asian marks of year, month and day as hyphens.
fn ascii_digits(text: &str) -> String {
    let ascii = |c: char| match c {
        '٠'..='٩' => char::from_digit(u32::from(c) - 0x660, 10).unwrap_or(c),
        '۰'..='۹' => char::from_digit(u32::from(c) - 0x6f0, 10).unwrap_or(c),
        '０'..='９' => char::from_digit(u32::from(c) - 0xff10, 10).unwrap_or(c),
        '०'..='९' => char::from_digit(u32::from(c) - 0x966, 10).unwrap_or(c),
        '年' | '月' | '년' | '월' => '-',
        '時' | '时' | '：' | '点' => ':',
        '日' | '일' => ' ',
        _ => c,
    };
    text.chars().map(ascii).collect()
}

/// Nine or ten digits are Unix seconds, thirteen milliseconds.
fn unix(text: &str) -> Option<Stamp> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = match text.len() {
        9 | 10 => text.parse().ok()?,
        13 => text.parse::<i64>().ok()? / 1_000,
        _ => return None,
    };
    (seconds < UNIX_SECONDS_MAX).then(|| Stamp::utc(seconds))
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
            tokens.push(Token::Word(token));
        } else if !c.is_whitespace() {
            tokens.push(Token::Mark(if matches!(c, '−' | '–') { '-' } else { c }));
        }
        rest = after;
    }
    tokens
}

/// Marks that combine with the letter before them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{97f}' | '\u{e00}'..='\u{e7f}')
}

/// The month that the word at `i` names (1 to 12) and how many words it takes.
fn month_at(tokens: &[Token<'_>], i: usize) -> Option<(i64, usize)> {
    let Token::Word(word) = *tokens.get(i)? else { return None };
    if let Some(&month) = MONTH_BY_NAME.get(word) {
        return Some((month, 1));
    }
    if let Some(Token::Word(next)) = tokens.get(i + 1)
        && !word.is_ascii()
        && let Some(&month) = MONTH_BY_NAME.get(format!("{word}+{next}").as_str())
    {
        return Some((month, 2));
    }
    // Inflected forms that are not listed: a long name with a letter or two more.
    let shorter = word.char_indices().rev().take(2).filter_map(|(end, _)| word.get(..end));
    shorter.filter(|name| name.len() >= 5).find_map(|name| MONTH_BY_NAME.get(name)).map(|&month| (month, 1))
}

/// The day of the week that the first words name: 1 is Monday.
fn weekday_of(tokens: &[Token<'_>]) -> Option<i8> {
    let Token::Word(word) = *tokens.first()? else { return None };
    let begins = |names: &&str| names.split(' ').any(|name| word.starts_with(name));
    WEEKDAYS.iter().position(begins).and_then(|at| i8::try_from(at + 1).ok())
}

/// A day written in numbers, and the index after it: 20260302, 2026-03-02, 2026-061, 02.03.2026, 3/2/2026, 2 3 2026.
fn day_by_number(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let weekday = weekday_of(tokens);
    (0..tokens.len()).find_map(|i| {
        let Token::Number(a, la) = *tokens.get(i)? else { return None };
        let mark = |k: usize| match tokens.get(i + k) {
            Some(Token::Mark(mark @ ('-' | '/' | '.'))) => Some(*mark),
            _ => None,
        };
        let number = |k: usize| match tokens.get(i + k) {
            Some(&Token::Number(n, digits)) => Some((n, digits)),
            _ => None,
        };
        match la {
            8 => return date(a / 10_000, a / 100 % 100, a % 100).map(|date| (date, i + 1)),
            7 => return ordinal(a / 1_000, a % 1_000).map(|date| (date, i + 1)),
            1 | 2 | 4 => {}
            _ => return None,
        }
        if let (Some((b, 1 | 2)), Some((c, 4))) = (number(1), number(2))
            && la <= 2
            && tokens.get(i + 3) != Some(&Token::Mark(':'))
        {
            return day_and_month(a, b, c, false, weekday).map(|date| (date, i + 3));
        }
        let (separator, (b, lb)) = (mark(1)?, number(2)?);
        if la == 4 && lb == 3 && mark(3) != Some(separator) {
            return ordinal(a, b).map(|date| (date, i + 3));
        }
        if mark(3)? != separator || lb > 3 {
            return None;
        }
        let (c, lc) = number(4)?;
        let found = match (la, lc) {
            (4, 1..=2) => date(a, b, c),
            (1 | 2, 2 | 4) => day_and_month(a, b, year(c, lc), separator == '/', weekday),
            _ => None,
        };
        found.map(|date| (date, i + 5))
    })
}

/// Which of two numbers is the day: the weekday decides, else what is possible, else the custom of the separator.
fn day_and_month(a: i64, b: i64, year: i64, month_first: bool, weekday: Option<i8>) -> Option<Date> {
    let (day_first, month_first) = match month_first {
        false => (date(year, b, a), date(year, a, b)),
        true => (date(year, a, b), date(year, b, a)),
    };
    let fits = |date: &Date| weekday.is_none_or(|day| date.weekday().to_monday_one_offset() == day);
    day_first.filter(fits).or(month_first.filter(fits)).or(day_first).or(month_first)
}

/// The number next to the token at `from`, over marks and small words such as "de", "of", "th"; its index, value and digits.
fn number_beside(tokens: &[Token<'_>], mut from: usize, forward: bool) -> Option<(usize, i64, usize)> {
    for _ in 0..3 {
        match *tokens.get(from)? {
            Token::Number(n, digits) => return Some((from, n, digits)),
            Token::Mark('.' | ',' | '-' | '/' | '\'')
            | Token::Word("de" | "del" | "of" | "th" | "st" | "nd" | "rd" | "er" | "e") => {}
            _ => return None,
        }
        from = if forward { from + 1 } else { from.checked_sub(1)? };
    }
    None
}

/// A day with its month's name: 2 March 2026, Mon, 02-Mar-26, March 2nd, 2026, 2. März 2026, 2 de marzo de 2026, 2004-július-13.
fn day_by_name(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    let time_follows = |k: usize| matches!(tokens.get(k + 1), Some(Token::Mark(':')));
    let months = || (0..tokens.len()).filter_map(|i| month_at(tokens, i).map(|(month, width)| (i, month, width)));
    let before = |i: usize| i.checked_sub(1).and_then(|k| number_beside(tokens, k, false));
    // First where numbers stand on both sides: "mar., 01 déc. 2020" has two names of months and one date.
    let between = months().find_map(|(i, month, width)| {
        let (_, a, la) = before(i)?;
        let (k, b, lb) = number_beside(tokens, i + width, true)?;
        let found = match (la, lb) {
            (4, 1 | 2) => date(a, month, b),
            (1 | 2, 2 | 4) if !time_follows(k) => date(year(b, lb), month, a),
            _ => None,
        };
        found.map(|date| (date, k + 1))
    });
    // Else the year stands further on: "March 2, 2026", "Mar 2 14:05:00 +0100 2026".
    between.or_else(|| {
        months().find_map(|(i, month, width)| {
            let day_before = before(i).filter(|&(_, n, digits)| digits <= 2 && n <= 31);
            let day_after = || number_beside(tokens, i + width, true).filter(|&(_, _, digits)| digits <= 2);
            let (at, day, _) = day_before.or_else(day_after)?;
            let from = at.max(i) + 1;
            let (k, year) = (from..tokens.len().min(from + 14)).find_map(|k| match *tokens.get(k)? {
                Token::Number(n, 4) if (1900..2200).contains(&n) && !is_signed(tokens, k) => Some((k, n)),
                _ => None,
            })?;
            let time_between = tokens.get(from..k).is_some_and(|between| between.contains(&Token::Mark(':')));
            date(year, month, day).map(|date| (date, if time_between { from } else { k + 1 }))
        })
    })
}

fn is_signed(tokens: &[Token<'_>], k: usize) -> bool {
    k.checked_sub(1).is_some_and(|k| matches!(tokens.get(k), Some(Token::Mark('+' | '-'))))
}

/// "2026", "2026-03", "Mar. 2026": the first day.
fn month_or_year(tokens: &[Token<'_>]) -> Option<(Date, usize)> {
    match *tokens {
        [Token::Number(y, 4)] => return date(y, 1, 1).map(|date| (date, 1)),
        [Token::Number(y, 4), Token::Mark('-'), Token::Number(m, 1 | 2)] => return date(y, m, 1).map(|date| (date, 3)),
        _ => {}
    }
    // A number before the month was its day, and it did not fit.
    let first_number = tokens.iter().position(|token| matches!(token, Token::Number(..)))?;
    (0..first_number).find_map(|i| {
        let (month, width) = month_at(tokens, i)?;
        let (k, year, digits) = number_beside(tokens, i + width, true)?;
        (digits == 4).then(|| date(year, month, 1)).flatten().map(|date| (date, k + 1))
    })
}

/// Two digits are a year of this century below 69 (POSIX), else of the last; three count from 1900, as some programs write.
fn year(n: i64, digits: usize) -> i64 {
    match digits {
        1 | 2 if n < 69 => 2000 + n,
        1..=3 => 1900 + n,
        _ => n,
    }
}

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    if !(1900..=2200).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A day by its number in the year (ISO 8601).
fn ordinal(year: i64, day: i64) -> Option<Date> {
    let first = date(year, 1, 1)?;
    let length = i64::from(first.days_in_year());
    (1..=length).contains(&day).then(|| first.checked_add(jiff::Span::new().days(day - 1)).ok()).flatten()
}

type Time = (i8, i8, i8);

/// The time of day in the tokens (first after the date, else before it), `None` where it does not exist; and the index after it.
fn time_of(tokens: &[Token<'_>], from: usize) -> Option<(Option<Time>, usize)> {
    (from..tokens.len()).chain(0..from).find_map(|i| time_at(tokens, i, from))
}

fn time_at(tokens: &[Token<'_>], i: usize, from: usize) -> Option<(Option<Time>, usize)> {
    let at = |k: usize| tokens.get(i + k).copied();
    let Token::Number(number, digits) = at(0)? else { return None };
    let separated = matches!(at(1), Some(Token::Mark(':') | Token::Word("h")));
    let (hour, minute, second, mut end) = if i >= from && i > 0 && (digits == 6 || digits == 4 && at(1).is_none()) {
        // Compact, as in 20260302T140500.
        let number = if digits == 4 { number * 100 } else { number };
        (number / 10_000, number / 100 % 100, number % 100, i + 1)
    } else if separated && digits <= 2 {
        let Some(Token::Number(minute, 1 | 2)) = at(2) else { return None };
        match (at(3), at(4)) {
            (Some(Token::Mark(':')), Some(Token::Number(second, 1 | 2))) => (number, minute, second, i + 5),
            _ => (number, minute, 0, i + 3),
        }
    } else if digits <= 2 && i >= from {
        match (at(1), at(2), at(3)) {
            (Some(Token::Word("am" | "pm" | "uhr")), _, _) => (number, 0, 0, i + 1),
            (Some(Token::Mark('.')), Some(Token::Number(minute, 2)), Some(Token::Word("uhr"))) => {
                (number, minute, 0, i + 3)
            }
            _ => return None,
        }
    } else {
        return None;
    };
    // Fractions of a second.
    if let (Some(Token::Mark('.' | ',')), Some(Token::Number(..))) = (tokens.get(end), tokens.get(end + 1))
        && !matches!(tokens.get(end + 2), Some(Token::Mark(':')))
    {
        end += 2;
    }
    let (afternoon, end) = half_of_day(tokens, i, end);
    let hour = match (afternoon, hour) {
        (Some(false), 12) => 0,
        (Some(true), 1..=11) => hour + 12,
        _ => hour,
    };
    let valid = (0..=24).contains(&hour) && (0..=59).contains(&minute) && (0..=60).contains(&second);
    let narrow = |n: i64| i8::try_from(n).ok();
    let time = || Some((narrow(hour)?, narrow(minute)?, narrow(second.min(59))?));
    Some((if valid { time() } else { None }, end))
}

/// Does the time at `begin..end` name its half of the day, and is it the second? With the index after it.
fn half_of_day(tokens: &[Token<'_>], begin: usize, end: usize) -> (Option<bool>, usize) {
    match begin.checked_sub(1).and_then(|k| tokens.get(k)) {
        Some(Token::Word("오전" | "午前" | "上午")) => return (Some(false), end),
        Some(Token::Word("오후" | "午後" | "下午")) => return (Some(true), end),
        _ => {}
    }
    match (tokens.get(end), tokens.get(end + 1), tokens.get(end + 2)) {
        (Some(Token::Word("am")), _, _) => (Some(false), end + 1),
        (Some(Token::Word("pm")), _, _) => (Some(true), end + 1),
        (Some(Token::Word(half @ ("a" | "p"))), Some(Token::Mark('.')), Some(Token::Word("m"))) => {
            (Some(*half == "p"), end + 4)
        }
        _ => (None, end),
    }
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
            Token::Word(word) if named.is_none() => {
                let zone = ZONES.split_ascii_whitespace().find_map(|zone| zone.strip_prefix(*word)?.strip_prefix('='));
                named = zone.and_then(|minutes| minutes.parse().ok());
            }
            _ => {}
        }
    }
    named
}

/// A zone by the name of its region ("Europe/Brussels"), in seconds east of UTC at that time; in whole minutes, since no date can be
/// written with more (RFC 3339 section 4.2; before standard time Paris was 9 minutes and 21 seconds ahead).
fn region(text: &str, civil: DateTime) -> Option<i32> {
    let is_name =
        |word: &&str| word.split('/').all(|part| part.len() > 2 && part.starts_with(|c: char| c.is_alphabetic()));
    let name = text.split_whitespace().filter(|word| word.contains('/')).find(is_name)?;
    let zone = TimeZone::get(name).ok()?;
    Some(zone.to_offset(zone.to_timestamp(civil).ok()?).seconds().div_euclid(60) * 60)
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
            ("Mon, 02 Mar 2026 24:00:00 GMT", "2026-03-03T00:00:00Z"),
            ("Mon, 2 Mar 26 14:05 EST", "2026-03-02T14:05:00-05:00"),
            ("Monday, 02-Mar-26 14:05:00 UTC", "2026-03-02T14:05:00Z"),
            ("March 2, 2026 2:05 p.m. GMT", "2026-03-02T14:05:00Z"),
            ("Mon Mar 2 14:05:00 +0100 2026", "2026-03-02T14:05:00+01:00"),
            ("Mon, 2 Mar 2026 14:05:00 Europe/Vienna", "2026-03-02T14:05:00+01:00"),
            ("30 Mar 1909 00:00 Europe/Paris", "1909-03-30T00:00:00+00:09"),
            ("Thu, 2 Jul 2026 14:05:00 America/New_York", "2026-07-02T14:05:00-04:00"),
            ("Mon, 2 Mar 2026 14:05:00 GMT-07:00", "2026-03-02T14:05:00-07:00"),
            ("2. März 2026, 14:05 Uhr MEZ", "2026-03-02T14:05:00+01:00"),
            ("2026년 3월 2일 오후 2:05:00", "2026-03-02T14:05:00+09:00"),
            ("2 de marzo de 2026", "2026-03-02"),
            ("mar. 3 mars 2026", "2026-03-03"),
            ("2 марта 2026", "2026-03-02"),
            ("Δευ, 2 Μαρ 2026", "2026-03-02"),
            ("2026-március-2", "2026-03-02"),
            ("2 كانون الثاني 2026", "2026-01-02"),
            ("٢ مارس ٢٠٢٦", "2026-03-02"),
            ("02.03.2026", "2026-03-02"),
            ("3/2/2026", "2026-03-02"),
            ("Tue, 3/2/2026", "2026-02-03"),
            ("Tue, 03 02 2026", "2026-02-03"),
            ("13/02/2026", "2026-02-13"),
            ("2026-061", "2026-03-02"),
            ("1772460300", "2026-03-02T14:05:00Z"),
            ("2026年3月2日", "2026-03-02"),
        ] {
            assert_eq!(read(text, false).map(|s| s.to_string()).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn a_feed_s_dates_are_taken_further() {
        for (text, feed, page) in [
            ("Mon Mar 2 14:05:00 2026", Some("2026-03-02T14:05:00Z"), Some("2026-03-02")),
            ("Mar. 2026", Some("2026-03-01"), None),
            ("2026-03", Some("2026-03-01"), None),
            ("2026", Some("2026-01-01"), None),
        ] {
            assert_eq!(read(text, true).map(|s| s.to_string()).as_deref(), feed, "{text}");
            assert_eq!(read(text, false).map(|s| s.to_string()).as_deref(), page, "{text}");
        }
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "yesterday",
            "99999-99-99",
            "2026-13-45",
            "May I ask",
            "year 0",
            "NaN",
            "Sun, 99 Jun 2026",
            "2026-03-02T25:14:55Z",
        ] {
            assert_eq!(read(text, true), None, "{text}");
        }
    }
}
