//! People, organisations, places: runs of capitals that are more than the beginning of a sentence, told apart by what stands
//! before, inside and after them. Prefers silence to a wrong name.

use std::collections::{BTreeMap, BTreeSet};

use model::{Name, NameKind};

use crate::text::{Text, Token};

/// Words before a name that make it a person: titles and offices, in several languages.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "professor",
    "president",
    "minister",
    "chancellor",
    "senator",
    "governor",
    "mayor",
    "king",
    "queen",
    "prince",
    "princess",
    "judge",
    "justice",
    "general",
    "colonel",
    "captain",
    "sergeant",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "secretary",
    "director",
    "chairman",
    "chairwoman",
    "chief",
    "coach",
    "officer",
    "prosecutor",
    "lawyer",
    "attorney",
    "ambassador",
    "commissioner",
    "bishop",
    "pope",
    "sheikh",
    "sir",
    "lord",
    "lady",
    "chair",
    "engineer",
    "author",
    "analyst",
    "economist",
    "resident",
    "witness",
    "präsident",
    "präsidentin",
    "minister",
    "ministerin",
    "kanzler",
    "kanzlerin",
    "bürgermeister",
    "bürgermeisterin",
    "sprecher",
    "sprecherin",
    "richter",
    "richterin",
    "direktor",
    "direktorin",
    "chefin",
    "chef",
    "anwalt",
    "anwältin",
    "herr",
    "frau",
    "président",
    "présidente",
    "ministre",
    "maire",
    "porte-parole",
    "directeur",
    "directrice",
    "juge",
    "monsieur",
    "madame",
    "avocat",
    "avocate",
    "procureur",
    "procureure",
    "presidente",
    "presidenta",
    "ministro",
    "ministra",
    "alcalde",
    "alcaldesa",
    "portavoz",
    "director",
    "directora",
    "juez",
    "jueza",
    "señor",
    "señora",
    "fiscal",
    "abogado",
    "abogada",
    "президент",
    "министр",
    "мэр",
    "губернатор",
    "директор",
    "судья",
    "представитель",
    "глава",
];

/// Words inside a name that make it an organisation.
const BODIES: &[&str] = &[
    "ministry",
    "university",
    "party",
    "council",
    "committee",
    "agency",
    "bank",
    "group",
    "company",
    "corporation",
    "court",
    "parliament",
    "congress",
    "senate",
    "institute",
    "association",
    "union",
    "federation",
    "organisation",
    "organization",
    "commission",
    "authority",
    "department",
    "office",
    "police",
    "army",
    "club",
    "fc",
    "hospital",
    "foundation",
    "inc",
    "ltd",
    "corp",
    "observatory",
    "service",
    "airlines",
    "railways",
    "board",
    "news",
    "times",
    "post",
    "herald",
    "museum",
    "school",
    "team",
    "force",
    "ministerium",
    "universität",
    "partei",
    "rat",
    "gericht",
    "polizei",
    "behörde",
    "verband",
    "verein",
    "bundestag",
    "gmbh",
    "ag",
    "institut",
    "amt",
    "stiftung",
    "gesellschaft",
    "ministère",
    "université",
    "parti",
    "conseil",
    "tribunal",
    "assemblée",
    "sénat",
    "société",
    "syndicat",
    "cour",
    "agence",
    "banque",
    "ministerio",
    "universidad",
    "partido",
    "consejo",
    "tribunal",
    "congreso",
    "senado",
    "empresa",
    "sindicato",
    "corte",
    "agencia",
    "banco",
    "policía",
    "hospital",
    "министерство",
    "университет",
    "партия",
    "совет",
    "суд",
    "полиция",
    "комитет",
    "банк",
    "агентство",
];

/// Words before a name that make it a place.
const AT: &[&str] = &[
    "in",
    "near",
    "from",
    "to",
    "at",
    "across",
    "outside",
    "around",
    "through",
    "bei",
    "nach",
    "aus",
    "à",
    "en",
    "dans",
    "près",
    "vers",
    "desde",
    "hacia",
    "cerca",
    "в",
    "из",
    "под",
    "около",
    "na",
    "em",
];

/// Words inside or before a name of a place.
const PLACES: &[&str] = &[
    "city",
    "province",
    "region",
    "county",
    "lake",
    "river",
    "mount",
    "island",
    "islands",
    "valley",
    "republic",
    "port",
    "bay",
    "coast",
    "district",
    "village",
    "town",
    "stadt",
    "provinz",
    "insel",
    "ville",
    "île",
    "ciudad",
    "provincia",
    "isla",
    "город",
    "область",
    "остров",
    "cape",
    "strait",
    "mountains",
    "sea",
    "ocean",
    "street",
    "square",
];

/// Countries and some capitals, by their English, German, French and Spanish names: enough to type the commonest places.
const COUNTRIES: &[&str] = &[
    "Afghanistan",
    "Albania",
    "Algeria",
    "Argentina",
    "Armenia",
    "Australia",
    "Austria",
    "Azerbaijan",
    "Bangladesh",
    "Belarus",
    "Belgium",
    "Bolivia",
    "Brazil",
    "Britain",
    "Bulgaria",
    "Cambodia",
    "Cameroon",
    "Canada",
    "Chile",
    "China",
    "Colombia",
    "Congo",
    "Croatia",
    "Cuba",
    "Cyprus",
    "Denmark",
    "Ecuador",
    "Egypt",
    "England",
    "Estonia",
    "Ethiopia",
    "Finland",
    "France",
    "Georgia",
    "Germany",
    "Ghana",
    "Greece",
    "Haiti",
    "Hungary",
    "Iceland",
    "India",
    "Indonesia",
    "Iran",
    "Iraq",
    "Ireland",
    "Israel",
    "Italy",
    "Japan",
    "Jordan",
    "Kazakhstan",
    "Kenya",
    "Kosovo",
    "Kuwait",
    "Latvia",
    "Lebanon",
    "Libya",
    "Lithuania",
    "Luxembourg",
    "Malaysia",
    "Mali",
    "Malta",
    "Mexico",
    "Moldova",
    "Mongolia",
    "Morocco",
    "Myanmar",
    "Nepal",
    "Netherlands",
    "Nicaragua",
    "Niger",
    "Nigeria",
    "Norway",
    "Pakistan",
    "Palestine",
    "Panama",
    "Paraguay",
    "Peru",
    "Philippines",
    "Poland",
    "Portugal",
    "Qatar",
    "Romania",
    "Russia",
    "Rwanda",
    "Scotland",
    "Senegal",
    "Serbia",
    "Singapore",
    "Slovakia",
    "Slovenia",
    "Somalia",
    "Spain",
    "Sudan",
    "Sweden",
    "Switzerland",
    "Syria",
    "Taiwan",
    "Tanzania",
    "Thailand",
    "Tunisia",
    "Turkey",
    "Uganda",
    "Ukraine",
    "Uruguay",
    "Venezuela",
    "Vietnam",
    "Wales",
    "Yemen",
    "Zambia",
    "Zimbabwe",
    "Deutschland",
    "Frankreich",
    "Spanien",
    "Italien",
    "Russland",
    "Türkei",
    "Schweiz",
    "Österreich",
    "Allemagne",
    "Espagne",
    "Italie",
    "Russie",
    "Turquie",
    "Suisse",
    "Alemania",
    "Francia",
    "España",
    "Rusia",
    "Turquía",
    "Europe",
    "Africa",
    "Asia",
    "London",
    "Paris",
    "Berlin",
    "Madrid",
    "Rome",
    "Moscow",
    "Kyiv",
    "Beijing",
    "Tokyo",
    "Washington",
    "Brussels",
    "Vienna",
    "Geneva",
    "Gaza",
    "Jerusalem",
    "Cairo",
    "Tehran",
    "Baghdad",
    "Ankara",
    "Istanbul",
    "Athens",
    "Warsaw",
    "Prague",
    "Budapest",
    "Yerevan",
    "Baku",
    "Tbilisi",
    "Россия",
    "Москва",
    "Украина",
    "Киев",
];

/// First names that decide where nothing else does.
const FIRST: &[&str] = &[
    "james",
    "john",
    "robert",
    "michael",
    "david",
    "william",
    "richard",
    "thomas",
    "mark",
    "paul",
    "peter",
    "george",
    "daniel",
    "andrew",
    "mary",
    "anna",
    "maria",
    "sarah",
    "laura",
    "emma",
    "elena",
    "olga",
    "ivan",
    "vladimir",
    "sergei",
    "dmitry",
    "alexander",
    "nikol",
    "ali",
    "ahmed",
    "mohammed",
    "omar",
    "hassan",
    "fatima",
    "leila",
    "nadia",
    "samuel",
    "joseph",
    "jean",
    "pierre",
    "marie",
    "claire",
    "luis",
    "carlos",
    "josé",
    "juan",
    "ana",
    "carmen",
    "pedro",
    "miguel",
    "hans",
    "karl",
    "klaus",
    "jürgen",
    "ursula",
    "angela",
    "stefan",
    "martin",
    "julia",
    "katarina",
    "yuki",
    "wei",
    "joe",
    "donald",
    "barack",
    "viktor",
    "viktoria",
    "tom",
    "kate",
    "jane",
    "lucy",
    "ben",
    "chris",
    "steve",
    "brian",
    "kevin",
    "susan",
    "linda",
];

/// Capitalised words that begin sentences, name days and months, or are no names.
const NO_NAMES: &[&str] = &[
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "you",
    "but",
    "and",
    "or",
    "for",
    "from",
    "this",
    "that",
    "these",
    "those",
    "there",
    "as",
    "by",
    "with",
    "after",
    "before",
    "when",
    "while",
    "if",
    "his",
    "her",
    "their",
    "its",
    "our",
    "no",
    "not",
    "since",
    "under",
    "over",
    "more",
    "most",
    "some",
    "many",
    "all",
    "one",
    "two",
    "three",
    "however",
    "meanwhile",
    "according",
    "last",
    "now",
    "what",
    "who",
    "how",
    "why",
    "where",
    "both",
    "about",
    "to",
    "of",
    "still",
    "also",
    "only",
    "even",
    "then",
    "so",
    "yet",
    "later",
    "earlier",
    "police",
    "officials",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "der",
    "die",
    "das",
    "ein",
    "eine",
    "le",
    "la",
    "les",
    "un",
    "une",
    "el",
    "los",
    "las",
    "una",
    "il",
    "wir",
    "sie",
    "er",
    "es",
    "nous",
    "ils",
    "elle",
    "en",
    "y",
    "et",
    "und",
    "der",
    "dem",
    "den",
    "в",
    "на",
    "по",
    "он",
    "она",
    "это",
    "а",
    "но",
    "и",
    "при",
    "после",
    "как",
    "за",
    "для",
];

/// Small words inside names.
const INNER: &[&str] = &[
    "of", "de", "la", "del", "von", "van", "der", "den", "al", "bin", "ibn", "da", "do", "dos", "du", "des", "le",
    "el", "y", "und", "für", "für", "the", "and",
];

/// A run of capitalised words.
struct Run {
    from: usize,
    to: usize,
    first_in_sentence: bool,
    /// One capitalised word that may be no name at all.
    doubtful: bool,
}

/// Finds the names of a text. `german`: common nouns have capitals, so that a single capitalised word says nothing.
pub fn find(text: &Text, german: bool) -> Vec<Name> {
    let mut runs = runs(text, german);
    let last_word = |run: &Run| text.tokens.get(run.to - 1).map(|t| bare(&t.text).to_owned());
    let surnames: BTreeSet<String> = runs.iter().filter(|run| run.to - run.from >= 2).filter_map(last_word).collect();
    runs.retain(|run| !run.doubtful || last_word(run).is_some_and(|word| surnames.contains(&word)));
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for run in &runs {
        let Some((kind, weight, role)) = kind_of(text, run) else { continue };
        let words: Vec<&str> = (run.from..run.to).filter_map(|i| text.tokens.get(i)).map(|t| t.text.as_str()).collect();
        let name = words.join(" ").trim_end_matches("’s").trim_end_matches("'s").to_owned();
        let entry = found.entry(name).or_default();
        entry.mentions.push(text.span(run.from, run.to));
        entry.order = entry.order.min(run.from);
        *entry.kinds.entry(kind).or_default() += weight;
        entry.roles.extend(role);
    }
    merge(found)
}

#[derive(Default)]
struct Found {
    mentions: Vec<model::Span>,
    kinds: BTreeMap<NameKind, i32>,
    roles: Vec<String>,
    order: usize,
}

fn runs(text: &Text, german: bool) -> Vec<Run> {
    let mut runs = Vec::new();
    for &(from, to) in &text.sentences {
        let mut i = from;
        while i < to {
            if !starts_name(text, i) {
                i += 1;
                continue;
            }
            let mut end = i + 1;
            loop {
                let next = text.tokens.get(end).filter(|_| end < to);
                let capital = next.is_some_and(|t| {
                    t.is_capital() && t.is_word() && t.text.chars().count() > 1
                        || t.is_capital() && text.tokens.get(end + 1).is_some_and(|p| p.text == ".")
                });
                let initial = next.is_some_and(|t| t.text == ".")
                    && text.tokens.get(end - 1).is_some_and(|t| t.text.chars().count() == 1);
                let inner = next.is_some_and(|t| INNER.contains(&t.lower.as_str()))
                    && text
                        .tokens
                        .get(end + 1)
                        .filter(|_| end + 1 < to)
                        .is_some_and(|t| t.is_capital() && !NO_NAMES.contains(&t.lower.as_str()));
                if capital || initial {
                    end += 1
                } else if inner {
                    end += 2
                } else {
                    break;
                }
                if text.tokens.get(end - 1).is_some_and(|t| t.text.ends_with("’s") || t.text.ends_with("'s")) {
                    break;
                }
            }
            let single = end == i + 1;
            let first = i == from;
            runs.push(Run {
                from: i,
                to: end,
                first_in_sentence: first,
                doubtful: single && (german || first && !known(text, i)),
            });
            i = end;
        }
    }
    runs
}

fn known(text: &Text, i: usize) -> bool {
    text.tokens.get(i).is_some_and(|t| COUNTRIES.contains(&bare(&t.text)))
}

/// Without a possessive.
fn bare(word: &str) -> &str {
    word.trim_end_matches("’s").trim_end_matches("'s")
}

fn starts_name(text: &Text, i: usize) -> bool {
    let Some(token) = text.tokens.get(i) else { return false };
    let title = TITLES.contains(&token.lower.as_str());
    let capital = token.is_capital() && token.is_word() && token.text.chars().count() > 1;
    // A sentence that begins with a capitalised title or small word: the name begins after it.
    // A title stands before the name and is no part of it.
    capital && !NO_NAMES.contains(&token.lower.as_str()) && !title
}

/// What a run is, how surely, and the role it is given.
fn kind_of(text: &Text, run: &Run) -> Option<(NameKind, i32, Option<String>)> {
    let token = |i: usize| text.tokens.get(i);
    let words: Vec<&Token> = (run.from..run.to).filter_map(token).collect();
    let before = run.from.checked_sub(1).and_then(token).map_or("", |t| t.lower.as_str());
    let has = |list: &[&str]| words.iter().any(|t| list.contains(&bare(&t.lower)));
    let whole = words.iter().map(|t| bare(&t.text)).collect::<Vec<_>>().join(" ");
    if COUNTRIES.contains(&whole.as_str()) {
        return Some((NameKind::Place, 5, None));
    }
    if TITLES.contains(&before) {
        return Some((NameKind::Person, 4, Some(role_before(text, run.from))));
    }
    if has(BODIES) || words.iter().all(|t| t.text.chars().count() >= 2 && t.text.chars().all(char::is_uppercase)) {
        return Some((NameKind::Organisation, 3, None));
    }
    if has(PLACES) {
        return Some((NameKind::Place, 3, None));
    }
    if words.first().is_some_and(|t| FIRST.contains(&t.lower.as_str())) && words.len() >= 2 {
        return Some((NameKind::Person, 4, None));
    }
    if AT.contains(&before) && words.len() <= 2 {
        return Some((NameKind::Place, 2, None));
    }
    let comma_role = token(run.to).is_some_and(|t| t.text == ",")
        && (run.to + 1..run.to + 8).filter_map(token).any(|t| TITLES.contains(&t.lower.as_str()));
    if comma_role && words.len() >= 2 {
        return Some((NameKind::Person, 4, role_after(text, run.to)));
    }
    if crate::statements::is_cue_near(text, run.from, run.to) && words.len() >= 2 && words.len() <= 4 {
        return Some((NameKind::Person, 3, None));
    }
    (words.len() == 2 && !run.first_in_sentence)
        .then_some((NameKind::Person, 1, None))
        .or((words.len() == 1).then_some((NameKind::Place, 0, None)))
}

/// "Kremlin spokesman" before a name: the title and the capitals or small words right before it.
fn role_before(text: &Text, from: usize) -> String {
    let mut begin = from.saturating_sub(1);
    while begin > 0 && from - begin < 5 {
        let Some(token) = text.tokens.get(begin - 1) else { break };
        let small = matches!(
            token.lower.as_str(),
            "the" | "a" | "der" | "die" | "le" | "la" | "el" | "," | "." | "said" | "and" | "\n"
        );
        if !token.is_word() || small {
            break;
        }
        if !token.is_capital()
            && !TITLES.contains(&token.lower.as_str())
            && !matches!(
                token.lower.as_str(),
                "foreign"
                    | "prime"
                    | "deputy"
                    | "interior"
                    | "defence"
                    | "defense"
                    | "finance"
                    | "health"
                    | "former"
                    | "vice"
                    | "police"
                    | "government"
            )
        {
            break;
        }
        begin -= 1;
    }
    text.slice(text.tokens.get(begin).map_or(0, |t| t.start), text.tokens.get(from - 1).map_or(0, |t| t.end))
}

/// ", deputy head of the committee," after a name.
fn role_after(text: &Text, comma: usize) -> Option<String> {
    let end = (comma + 1..comma + 10)
        .find(|&i| text.tokens.get(i).is_some_and(|t| matches!(t.text.as_str(), "," | "." | ";" | "\n" | "”" | ":")))?;
    let start = text.tokens.get(comma + 1)?.start;
    Some(text.slice(start, text.tokens.get(end - 1)?.end))
}

/// Surnames join the full names they belong to; a kind is settled by all mentions.
fn merge(found: BTreeMap<String, Found>) -> Vec<Name> {
    let full: Vec<String> = found.keys().filter(|name| name.contains(' ')).cloned().collect();
    let mut names: BTreeMap<String, Found> = BTreeMap::new();
    let mut aliases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, one) in found {
        let longer: Vec<&String> = full.iter().filter(|f| **f != name && f.ends_with(&format!(" {name}"))).collect();
        let target = if longer.len() == 1 && !name.contains(' ') {
            longer.first().map_or(name.clone(), |f| (*f).clone())
        } else {
            name.clone()
        };
        if target != name {
            aliases.entry(target.clone()).or_default().push(name);
        }
        let entry = names.entry(target).or_insert_with(|| Found { order: usize::MAX, ..Found::default() });
        entry.mentions.extend(one.mentions);
        entry.roles.extend(one.roles);
        entry.order = entry.order.min(one.order);
        for (kind, weight) in one.kinds {
            *entry.kinds.entry(kind).or_default() += weight;
        }
    }
    let mut out: Vec<Name> = Vec::new();
    for (name, mut one) in names {
        let Some((kind, weight)) = one.kinds.into_iter().max_by_key(|(_, weight)| *weight) else { continue };
        if weight < 1 {
            continue;
        }
        one.mentions.sort_unstable();
        one.roles.sort();
        one.roles.dedup();
        out.push(Name {
            kind,
            aliases: aliases.remove(&name).unwrap_or_default(),
            roles: one.roles,
            mentions: one.mentions,
            name,
        });
    }
    out.sort_by_key(|name| name.mentions.first().copied());
    out
}
