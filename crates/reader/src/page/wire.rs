//! News agencies credited in a page, and links to who had it first.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words::plain;

/// Agencies: the usual name, then other names and short forms, as `|`-separated words. Names of two or three capitals count only
/// as they stand here, in capitals or (for agencies that write themselves so) in small letters.
const AGENCIES: &[&str] = &[
    "Reuters|Thomson Reuters|Рейтер|رويترز",
    "AP|Associated Press|The Associated Press|AP Photo",
    "AFP|Agence France-Presse|Agence France Presse|أ ف ب|فرانس برس",
    "dpa|Deutsche Presse-Agentur|DPA|dpa-infocom",
    "ANSA",
    "EFE|Agencia EFE",
    "Lusa|LUSA|Agência Lusa",
    "TASS|ТАСС|ITAR-TASS",
    "RIA Novosti|РИА Новости|RIA",
    "Interfax|Интерфакс",
    "Xinhua|新华社",
    "Kyodo|Kyodo News|共同通信",
    "Jiji Press|Jiji|時事通信",
    "Yonhap|Yonhap News|연합뉴스",
    "PTI|Press Trust of India",
    "ANI|Asian News International",
    "IANS|Indo-Asian News Service",
    "UNI",
    "APA|Austria Presse Agentur",
    "SDA|Keystone-SDA|sda|ATS|Keystone-ATS",
    "Belga|BELGA",
    "ANP",
    "TT|TT Nyhetsbyrån",
    "NTB",
    "Ritzau",
    "STT",
    "PAP|Polska Agencja Prasowa",
    "ČTK|CTK|ČTK/AP",
    "TASR",
    "SITA",
    "MTI",
    "Agerpres|AGERPRES",
    "Mediafax",
    "Tanjug|Танјуг",
    "Beta",
    "HINA|Hina",
    "STA",
    "MIA",
    "BTA|БТА",
    "ANA-MPA|AMNA|ΑΠΕ-ΜΠΕ",
    "Anadolu|Anadolu Agency|Anadolu Ajansı|AA",
    "DHA|Demirören Haber Ajansı",
    "İHA|IHA",
    "IRNA|ایرنا",
    "Tasnim",
    "Fars|Fars News",
    "SPA|Saudi Press Agency|واس",
    "WAM",
    "KUNA",
    "MENA",
    "NNA",
    "SANA|سانا",
    "Petra",
    "Ukrinform|Укринформ|Укрінформ",
    "UNIAN|УНИАН",
    "Interfax-Ukraine|Интерфакс-Украина",
    "BelTA|БЕЛТА",
    "Press Association|PA Media|PA",
    "AAP|Australian Associated Press",
    "CP|The Canadian Press|Canadian Press|La Presse Canadienne",
    "UPI|United Press International",
    "Bloomberg",
    "Notimex",
    "Télam|Telam",
    "Agência Brasil",
    "Europa Press",
    "Adnkronos",
    "Bernama",
    "Antara",
    "VNA",
    "SID|Sport-Informations-Dienst|sid",
    "epd",
    "KNA",
    "AFX",
    "dts|dts Nachrichtenagentur",
    "Getty",
    "KCNA",
    "CNA",
    "NHK",
    "Inter Press Service|IPS",
    "RAPSI",
];

/// The agency that a short text names as a whole ("REUTERS", "Reuters", "via AP").
pub fn agency(text: &str) -> Option<&'static str> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let wanted = plain(text);
    if wanted.is_empty() {
        return None;
    }
    let (name, line) = TABLE.get(&wanted)?;
    let short = name.chars().count() <= 4;
    let same = line.split('|').any(|other| other == text)
        || name.eq_ignore_ascii_case(text) && text.chars().all(char::is_uppercase);
    (!short || same).then(|| usual(line))
}

/// The agency that a short text names as a whole: one of those that the hub knows besides, else one of the table. A short name of
/// the former counts only as it is written.
pub fn named<'a>(text: &str, known: &'a [String]) -> Option<&'a str> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let wanted = plain(text);
    let same = |name: &&String| plain(name) == wanted && (name.chars().count() > 4 || *name == text);
    known.iter().find(same).filter(|_| !wanted.is_empty()).map(String::as_str).or_else(|| agency(text))
}

/// Name in letters and digits alone → name and line of the table.
static TABLE: LazyLock<FxHashMap<String, (&'static str, &'static str)>> = LazyLock::new(|| {
    let names = AGENCIES.iter().flat_map(|line| line.split('|').map(|name| (plain(name), (name, *line))));
    // The first line that has a name keeps it, and in it the usual form.
    let mut table = FxHashMap::default();
    names.for_each(|(key, value)| _ = table.entry(key).or_insert(value));
    table
});

fn usual(line: &'static str) -> &'static str {
    line.split('|').next().unwrap_or(line)
}

/// Is this a place where an agency is credited and no photo service? (Getty stands in the table for pictures alone.)
fn is_wire(name: &str) -> bool {
    !matches!(name, "Getty" | "NHK" | "CNA")
}

/// Adds the agencies that a byline or a credit line names among its words.
pub fn in_byline(text: &str, known: &[String], out: &mut Vec<String>) {
    for part in text.split(['/', ',', ';', '|', '(', ')', '–', '—', '·', '+', '&', '[', ']', ':']) {
        let part = part.trim().trim_end_matches('.');
        let words: Vec<&str> = part.split_whitespace().collect();
        let found = named(part, known).or_else(|| {
            (1..=3.min(words.len())).rev().find_map(|n| {
                let tail = words.get(words.len() - n..).map(|w| w.join(" ")).and_then(|w| named(&w, known));
                let head = words.get(..n).map(|w| w.join(" ")).and_then(|w| named(&w, known));
                tail.or(head)
            })
        });
        add(found, out);
    }
    for part in text.split(" and ").chain(text.split(" und ")).chain(text.split(" et ")).chain(text.split(" y ")) {
        add(named(part, known), out);
    }
}

fn add(found: Option<&str>, out: &mut Vec<String>) {
    if let Some(name) = found.filter(|name| is_wire(name))
        && !out.iter().any(|known| known == name)
    {
        out.push(name.to_owned());
    }
}

/// Adds the agency of a dateline: "CITY, 3 March (Reuters) -", "BERLIN/dpa -", "CITY (AP) —", "(dpa)".
pub fn in_dateline(text: &str, known: &[String], out: &mut Vec<String>) {
    let start: String = text.chars().take(90).collect();
    if let Some((before, rest)) = start.split_once('(')
        && let Some((inside, after)) = rest.split_once(')')
        && before.chars().count() < 60
        && (before.trim().is_empty()
            || after.trim_start().starts_with(['-', '–', '—', '.', ':', ','])
            || before.chars().filter(|c| c.is_uppercase()).count() > 3)
    {
        let before = out.len();
        in_byline(inside, known, out);
        let dashed = after.trim_start().starts_with(['-', '–', '—']);
        if out.len() == before && dashed && start.starts_with(char::is_uppercase) {
            add_unknown(inside, out);
        }
    }
    let dash = [" - ", " – ", " — ", ".- ", ".-"]
        .iter()
        .filter_map(|dash| start.split_once(dash))
        .map(|(before, _)| before)
        .min_by_key(|before| before.len());
    if let Some(before) = dash.filter(|before| before.chars().count() < 50) {
        for part in before.split(['/', ',', '(', ')', '.']) {
            add(named(part, known), out);
        }
    }
}

/// An agency that the table does not know, by where its name stands: one to three words, the first with a capital.
fn add_unknown(name: &str, out: &mut Vec<String>) {
    let name = name.trim().trim_matches(|c: char| matches!(c, '(' | ')' | '.' | '[' | ']' | '/')).trim();
    let words = name.split_whitespace().count();
    let fits = (1..=3).contains(&words)
        && name.chars().count() < 30
        && !name.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | ':' | '?' | '"'));
    let capital = name.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    if fits && capital && name.chars().count() > 2 && !out.iter().any(|known| plain(known) == plain(name)) {
        out.push(name.to_owned());
    }
}

/// Cues that stand right before the agency's name, which then ends the line.
const NAMING_CUES: &[&str] = &[
    "source",
    "quelle",
    "fuente",
    "fonte",
    "источник",
    "المصدر",
    "źródło",
    "bron",
    "additional reporting by",
    "additional reporting",
    "with reporting by",
    "with material from",
    "mit material von",
    "mit material der",
    "по материалам",
    "con información de",
    "com informações de",
    "com informações da",
    "avec",
    "reporting by",
];

/// Words before an agency's name in a line of credit.
const CREDIT_CUES: &[&str] = &[
    "source",
    "quelle",
    "quellen",
    "fuente",
    "fonte",
    "источник",
    "المصدر",
    "zdroj",
    "źródło",
    "bron",
    "kaynak",
    "with files from",
    "with information from",
    "with reporting by",
    "with reports from",
    "reporting by",
    "contributed to this",
    "mit material von",
    "mit material der",
    "mit agenturmaterial",
    "avec",
    "con información de",
    "com informações",
    "из материалов",
    "по материалам",
    "this article was produced by",
    "this story was",
    "copyright",
    "©",
    "material from",
    "material der",
    "material von",
    "informationen der",
    "nach angaben der nachrichtenagentur",
    "agencies",
    "agenturen",
    "text:",
];

/// Is the line one of credit ("Source: Reuters", "/dpa", "(Reporting by …)")? Then the agencies in it are added.
pub fn in_credit_line(text: &str, known: &[String], out: &mut Vec<String>) -> bool {
    if text.chars().count() > 260 {
        return false;
    }
    let before = out.len();
    let trimmed =
        text.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '.' | '/' | '*' | '-' | '–' | '—' | ' '));
    if trimmed.chars().count() < 40 {
        let bare: Vec<&str> =
            trimmed.split(['/', ',', ' ', '&', '+', '-', ':']).filter(|part| !part.is_empty()).collect();
        let agencies = bare.iter().filter(|part| named(part, known).is_some()).count();
        if named(trimmed, known).is_some() || agencies > 0 && agencies * 2 >= bare.len() {
            in_byline(text, known, out);
            for part in bare {
                add(named(part, known), out);
            }
            return true;
        }
    }
    let lower = text.to_lowercase();
    let bare = text.trim_start_matches(['(', '[', '—', '–', '-', ' ']);
    let bare_lower = bare.to_lowercase();
    if bare.chars().count() < 70
        && let Some(rest) =
            NAMING_CUES.iter().find(|cue| bare_lower.starts_with(**cue)).and_then(|cue| bare.get(cue.len()..))
        && rest.starts_with([':', ' '])
    {
        let before = out.len();
        in_byline(rest, known, out);
        if out.len() == before {
            add_unknown(rest.trim_start_matches([':', ' ']), out);
        }
    }
    if CREDIT_CUES.iter().any(|cue| lower.contains(cue)) {
        for part in text.split(|c: char| !c.is_alphanumeric() && c != '-') {
            add(named(part, known).filter(|name| name.chars().count() > 2), out);
        }
        in_byline(text, known, out);
        for name in [
            "Associated Press",
            "Agence France-Presse",
            "Canadian Press",
            "Press Association",
            "RIA Novosti",
            "РИА Новости",
            "Europa Press",
        ] {
            if text.contains(name) {
                add(agency(name), out);
            }
        }
        for name in known.iter().filter(|name| name.contains(' ') && text.contains(name.as_str())) {
            add(Some(name), out);
        }
    }
    out.len() > before
}

/// Words after the last paragraph's end: "… said. (dpa)", "… /AFP", "… (Reuters)".
pub fn in_tail(text: &str, known: &[String], out: &mut Vec<String>) {
    let count = text.chars().count();
    let tail: String = text.chars().skip(count.saturating_sub(40)).collect();
    let tail = tail.trim_end_matches(['.', ' ']);
    if let Some(open) = tail.rfind('(').filter(|_| tail.ends_with(')')) {
        in_byline(tail.get(open..).unwrap_or(""), known, out);
    } else if let Some(slash) = tail.rfind('/') {
        add(named(tail.get(slash + 1..).unwrap_or(""), known), out);
    }
}

/// Words that lead to who had it first.
const SOURCE_CUES: &[&str] = &[
    "first told",
    "told first",
    "was first",
    "were first",
    "was the first to report",
    "broke the news",
    "broke the story",
    "en primer",
    "dio a conocer",
    "le premier",
    "la première",
    "en premier",
    "als erste",
    "zuerst",
    "первым",
    "первыми",
    "впервые",
    "first reported by",
    "first published",
    "originally published",
    "originally appeared",
    "originally reported",
    "was first reported",
    "as first reported",
    "first reported",
    "source:",
    "via:",
    "according to a report",
    "reported first",
    "read the original",
    "original article",
    "republished from",
    "quelle:",
    "zuerst bei",
    "zuerst berichtet",
    "zuerst erschienen",
    "zuerst hatte",
    "zuerst veröffentlicht",
    "hatte zuerst",
    "ursprünglich",
    "zuvor hatte",
    "source :",
    "publié initialement",
    "d'abord rapporté",
    "révélé par",
    "premier à",
    "a révélé",
    "l'information a été",
    "fuente:",
    "publicado originalmente",
    "informó primero",
    "adelantó",
    "adelantada",
    "publicó primero",
    "en primer lugar",
    "por primera vez",
    "fonte:",
    "источник:",
    "впервые сообщ",
    "первым сообщ",
    "первой сообщ",
    "первыми сообщ",
    "ранее сообщ",
    "المصدر:",
    "نشر أولا",
    "أول من",
    "نشرت أولا",
    "زودت",
    "źródło:",
    "bron:",
];

/// Does the text speak of who had it first?
pub fn speaks_of_source(text: &str) -> bool {
    let lower = text.to_lowercase();
    SOURCE_CUES.iter().any(|cue| lower.contains(cue))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(f: impl Fn(&mut Vec<String>)) -> String {
        let mut out = Vec::new();
        f(&mut out);
        out.join(" ")
    }

    #[test]
    fn credits() {
        assert_eq!(all(|o| in_dateline("LONDON, March 3 (Reuters) - A ship", &[], o)), "Reuters");
        assert_eq!(all(|o| in_dateline("PARIS (AP) — A ship", &[], o)), "AP");
        assert_eq!(all(|o| in_dateline("Berlin (dpa) - Ein Schiff", &[], o)), "dpa");
        assert_eq!(all(|o| in_dateline("A ship (Reuters has seen it) came", &[], o)), "");
        assert_eq!(all(|o| in_byline("By Jo Doe, Associated Press", &[], o)), "AP");
        assert_eq!(all(|o| in_byline("dpa/AFP", &[], o)), "dpa AFP");
        assert_eq!(all(|o| _ = in_credit_line("Quelle: dpa", &[], o)), "dpa");
        assert_eq!(all(|o| _ = in_credit_line("The Associated Press contributed to this report.", &[], o)), "AP");
        assert_eq!(all(|o| _ = in_credit_line("He is a pa to nobody", &[], o)), "");
        assert_eq!(all(|o| in_tail("It was late. (AFP)", &[], o)), "AFP");
    }

    #[test]
    fn agencies_that_only_the_hub_knows_are_credited() {
        let known = ["Corvus News".to_owned(), "KBM".to_owned()];
        assert_eq!(all(|o| in_byline("By staff and Corvus News", &known, o)), "Corvus News");
        assert_eq!(all(|o| in_dateline("Kilbarrow (KBM) – Vor der Küste", &known, o)), "KBM");
        assert_eq!(all(|o| _ = in_credit_line("With material from Corvus News.", &known, o)), "Corvus News");
        assert_eq!(all(|o| in_tail("It was late. (Corvus News)", &known, o)), "Corvus News");
        assert_eq!(all(|o| in_byline("By Anna Kbm", &known, o)), "", "a short name counts only as it is written");
    }
}
