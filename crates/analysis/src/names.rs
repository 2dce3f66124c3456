//! People, organisations and places: runs of capitals, judged by tables, titles and the rest of the document.

use std::collections::BTreeMap;

use model::{Name, NameKind, Span};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::gazetteer::{is_body, is_body_word, is_first_name, is_people, is_place_word, is_title, place};
use crate::token::{Run, Shape, Token, Tokens};

/// One place where a name stands.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    /// Its tokens, without title.
    pub run: Run,
    /// What it names.
    pub kind: NameKind,
    /// The fullest form in the document.
    pub full: String,
}

/// Tokens of a run of capitals; longer ones are headlines; bounds the work.
const RUN_MAX: usize = 12;

const CONNECTORS: &[&str] = &[
    "de", "del", "di", "da", "dos", "do", "du", "von", "van", "der", "den", "bin", "ibn", "al", "el", "la", "le",
    "ten", "ter", "of", "y", "zu", "ben",
];

/// Words that open a sentence with a capital and are no name.
const NO_NAMES: &[&str] = &[
    "the",
    "a",
    "an",
    "this",
    "that",
    "these",
    "those",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "his",
    "her",
    "its",
    "their",
    "our",
    "my",
    "your",
    "in",
    "on",
    "at",
    "by",
    "for",
    "from",
    "with",
    "to",
    "of",
    "as",
    "but",
    "and",
    "or",
    "if",
    "when",
    "while",
    "after",
    "before",
    "since",
    "until",
    "although",
    "though",
    "because",
    "however",
    "there",
    "here",
    "what",
    "who",
    "where",
    "why",
    "how",
    "which",
    "according",
    "not",
    "no",
    "yes",
    "some",
    "many",
    "most",
    "all",
    "both",
    "each",
    "every",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "other",
    "another",
    "such",
    "so",
    "then",
    "now",
    "also",
    "meanwhile",
    "earlier",
    "later",
    "more",
    "during",
    "under",
    "over",
    "between",
    "despite",
    "following",
    "once",
    "still",
    "reports",
    "related",
    "speaking",
    "i'm",
    "it's",
    "he's",
    "source",
    "photo",
    "image",
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
    "jan",
    "feb",
    "aug",
    "sept",
    "oct",
    "nov",
    "dec",
    "der",
    "die",
    "das",
    "ein",
    "eine",
    "er",
    "sie",
    "es",
    "wir",
    "ich",
    "im",
    "am",
    "auf",
    "mit",
    "von",
    "nach",
    "bei",
    "für",
    "aus",
    "zu",
    "und",
    "aber",
    "doch",
    "auch",
    "wie",
    "wenn",
    "als",
    "seit",
    "nur",
    "noch",
    "so",
    "dies",
    "diese",
    "dieser",
    "den",
    "dem",
    "des",
    "laut",
    "vor",
    "über",
    "unter",
    "bis",
    "le",
    "la",
    "les",
    "un",
    "une",
    "il",
    "elle",
    "ils",
    "elles",
    "on",
    "nous",
    "je",
    "ce",
    "cette",
    "ces",
    "dans",
    "en",
    "à",
    "au",
    "aux",
    "du",
    "pour",
    "par",
    "sur",
    "avec",
    "selon",
    "mais",
    "et",
    "si",
    "après",
    "avant",
    "el",
    "los",
    "las",
    "una",
    "se",
    "según",
    "por",
    "para",
    "con",
    "desde",
    "tras",
    "pero",
    "y",
    "esta",
    "este",
    "o",
    "os",
    "as",
    "no",
    "na",
    "um",
    "uma",
    "e",
    "segundo",
    "в",
    "на",
    "по",
    "и",
    "но",
    "он",
    "она",
    "они",
    "мы",
    "это",
    "с",
    "к",
    "из",
    "за",
    "от",
    "о",
    "для",
    "как",
    "что",
    "при",
    "после",
    "до",
    "все",
    "первый",
    "god",
    "internet",
    "english",
    "world",
    "war",
    "de",
    "del",
    "quand",
    "là",
    "seuls",
    "solo",
    "ante",
    "cuando",
    "kinder",
    "im",
    "zum",
    "zur",
    "beim",
    "vom",
    "ihr",
    "sein",
    "seine",
    "man",
    "was",
    "wer",
];

const PLACE_PREPOSITIONS: &[&str] =
    &["in", "near", "at", "from", "to", "à", "en", "nach", "aus", "bei", "в", "из", "im", "outside", "around"];

/// Finds the names. `language` is the primary subtag; German writes every noun with a capital, so more is asked of a name there.
pub(crate) fn names(tokens: &Tokens, language: &str) -> (Vec<Name>, Vec<Mention>) {
    let german = matches!(language, "de" | "lb");
    let starts: FxHashSet<usize> = tokens
        .sentences
        .iter()
        .flat_map(|s| [s.start, s.start + 1])
        .chain(tokens.quotes.iter().map(|q| q.start + 1))
        .collect();
    let mut runs = Vec::new();
    let mut at = 0;
    while at < tokens.all.len() {
        let end = run_end(tokens, at, german);
        if end > at {
            split(&tokens.all, Run { start: at, end }, &mut runs);
            at = end;
        } else {
            at += 1;
        }
    }
    let inside: FxHashSet<&str> = runs
        .iter()
        .filter(|r| !starts.contains(&r.start))
        .filter_map(|r| tokens.all.get(r.start))
        .map(|t| t.low.as_str())
        .collect();
    let mut kinds: FxHashMap<String, NameKind> = FxHashMap::default();
    let mut judged: Vec<(Run, String, Option<NameKind>)> = Vec::new();
    for run in runs {
        let first = tokens.all.get(run.start).map_or("", |t| t.low.as_str());
        let alone = run.end - run.start == 1;
        let opens = starts.contains(&run.start);
        let text = written(tokens, run);
        if alone && opens && !inside.contains(first) && place(first).is_none() && !is_body(first) && !is_acronym(&text)
        {
            judged.push((run, text, None));
            continue;
        }
        let kind = judge(tokens, run, german);
        if let Some(kind) = kind {
            kinds.entry(text.to_lowercase()).or_insert(kind);
        }
        judged.push((run, text, kind));
    }
    let people = surnames(&judged);
    let mut mentions = Vec::new();
    for (run, text, kind) in judged {
        let low = text.to_lowercase();
        let alone = run.end - run.start == 1;
        let person = alone.then(|| people.get(&low)).flatten();
        let kind = match (person, kind.or_else(|| kinds.get(&low).copied())) {
            (Some(_), k) if k != Some(NameKind::Place) || place(&low).is_none() => NameKind::Person,
            (_, Some(k)) => k,
            (_, None) => continue,
        };
        let full = match person {
            Some(full) if kind == NameKind::Person => full.clone(),
            _ => text,
        };
        mentions.push(Mention { run, kind, full });
    }
    expand_acronyms(tokens, &mut mentions);
    (gather(tokens, &mentions), mentions)
}

/// A name as the article writes it, white space squeezed.
pub(crate) fn written(tokens: &Tokens, run: Run) -> String {
    let mut out = String::new();
    for (i, token) in tokens.all.get(run.start..run.end).unwrap_or_default().iter().enumerate() {
        if i > 0 && token.spaced {
            out.push(' ');
        }
        out.push_str(&token.text);
    }
    out
}

fn is_acronym(text: &str) -> bool {
    let n = text.chars().count();
    (2..=6).contains(&n) && text.chars().all(|c| c.is_uppercase() || c == '.' || c == '-')
}

fn capital(token: &Token) -> bool {
    token.shape == Shape::Word
        && (token.capital
            || ["al-", "el-"]
                .iter()
                .any(|p| token.text.strip_prefix(p).is_some_and(|r| r.starts_with(char::is_uppercase))))
}

/// Where the run of capitals that begins at `at` ends; `at` where none does.
fn run_end(tokens: &Tokens, at: usize, german: bool) -> usize {
    let all = &tokens.all;
    let get = |i: usize| all.get(i);
    if !get(at).is_some_and(capital) {
        return at;
    }
    let mut end = at + 1;
    while let Some(token) = get(end).filter(|_| end < at + RUN_MAX && !tokens.paragraphs.contains(&end)) {
        let abbreviated =
            get(end - 1).is_some_and(|t| is_title(&t.low) || t.text.chars().count() == 1 || t.low == "st");
        if token.is(".") && abbreviated && get(end + 1).is_some_and(|t| capital(t) && t.spaced) {
            end += 2;
        } else if token.spaced && capital(token) {
            end += 1;
        } else if token.spaced
            && token.among(CONNECTORS)
            && (!german || get(end - 1).is_some_and(|t| is_first_name(&t.low) || t.among(CONNECTORS)))
            && get(end + 1).is_some_and(|t| capital(t) && t.spaced)
        {
            if token.is("of")
                && !all
                    .get(at..end)
                    .unwrap_or_default()
                    .iter()
                    .any(|t| is_body_word(&t.low) || t.among(&["house", "bank", "republic"]))
            {
                break;
            }
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Cuts titles, peoples and empty words off a run's head.
fn split(all: &[Token], mut run: Run, out: &mut Vec<Run>) {
    let whole: String =
        all.get(run.start..run.end).unwrap_or_default().iter().map(|t| t.low.as_str()).collect::<Vec<_>>().join(" ");
    if place(&whole).is_some() || is_body(&whole) {
        out.push(run);
        return;
    }
    let body = all.get(run.end.saturating_sub(1)).is_some_and(|t| is_body_word(&t.low))
        || all.get(run.start..run.end).unwrap_or_default().iter().any(|t| t.is("of"));
    while run.start < run.end {
        let Some(first) = all.get(run.start) else { break };
        let more = run.end - run.start > 1;
        let role = ["minister", "ministerin", "sprecher", "sprecherin", "präsident", "präsidentin", "chef", "chefin"]
            .iter()
            .any(|s| first.low.ends_with(s));
        let known_place =
            more && !body && place(&first.low).is_some() && all.get(run.start + 1).is_some_and(|t| is_title(&t.low));
        if first.among(NO_NAMES)
            || first.is(".")
            || first.shape == Shape::Mark
            || is_people(&first.low) && !body
            || (!body || first.among(&["mr", "mrs", "ms", "dr"]))
                && (is_title(&first.low) || role)
                && !(more && is_first_name(&first.low))
            || known_place
        {
            if body && is_people(&first.low) {
                break;
            }
            run.start += 1;
        } else {
            break;
        }
    }
    while run.end > run.start
        && all.get(run.end - 1).is_some_and(|t| t.shape == Shape::Mark || t.among(NO_NAMES) && run.end - run.start == 1)
    {
        run.end -= 1;
    }
    if run.start < run.end {
        out.push(run);
    }
}

/// The kind of a run, by what it holds and what stands around it.
fn judge(tokens: &Tokens, run: Run, german: bool) -> Option<NameKind> {
    let words = tokens.all.get(run.start..run.end).unwrap_or_default();
    let low = written(tokens, run).to_lowercase();
    let (first, last) = (words.first()?, words.last()?);
    let before = run.start.checked_sub(1).and_then(|i| tokens.all.get(i));
    let title_before = before.is_some_and(|t| {
        is_title(t.low.trim_end_matches('.'))
            && (t.capital
                || t.among(&[
                    "president",
                    "minister",
                    "spokesman",
                    "spokeswoman",
                    "chef",
                    "ministre",
                    "presidente",
                    "ministro",
                    "président",
                    "präsident",
                    "президент",
                    "министр",
                ]))
    }) || (before.is_some_and(|t| t.is("."))
        && run.start >= 2
        && tokens
            .all
            .get(run.start - 2)
            .is_some_and(|t| t.among(&["mr", "mrs", "ms", "dr", "sen", "gen", "rep", "gov"])));
    if is_body(&low) {
        return Some(NameKind::Organisation);
    }
    if place(&low).is_some() {
        return Some(if title_before && words.len() == 1 && before.is_some_and(|t| t.is(".")) {
            NameKind::Person
        } else {
            NameKind::Place
        });
    }
    if words.len() > 1 && words.iter().any(|w| is_body_word(&w.low)) {
        return Some(NameKind::Organisation);
    }
    if title_before || (words.len() > 1 && is_first_name(&first.low)) {
        return Some(NameKind::Person);
    }
    if words.len() > 1
        && (is_place_word(&last.low)
            || first.among(&[
                "lake", "mount", "cape", "fort", "port", "san", "santa", "saint", "north", "south", "east", "west",
                "new",
            ]))
    {
        return Some(NameKind::Place);
    }
    if is_acronym(&last.text) && words.len() == 1 {
        return (first.text.len() > 2).then_some(NameKind::Organisation);
    }
    let by_place = before.is_some_and(|t| t.among(PLACE_PREPOSITIONS));
    if words.len() == 1 {
        return (by_place && !german).then_some(NameKind::Place);
    }
    if words.len() <= 3 && !words.iter().any(|w| is_acronym(&w.text) || w.is("of") || is_people(&w.low)) {
        return Some(if by_place { NameKind::Place } else { NameKind::Person });
    }
    if german { None } else { Some(NameKind::Organisation) }
}

/// Last word of each person's full name, small letters, with the full name; first come.
fn surnames(judged: &[(Run, String, Option<NameKind>)]) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for (run, text, kind) in judged {
        if *kind == Some(NameKind::Person)
            && run.end - run.start > 1
            && let Some(last) = text.split(' ').next_back()
        {
            out.entry(last.to_lowercase()).or_insert_with(|| text.clone());
        }
    }
    out
}

/// "Collective Security Treaty Organization (CSTO)": the short form belongs to the long one.
fn expand_acronyms(tokens: &Tokens, mentions: &mut [Mention]) {
    let mut long: BTreeMap<String, String> = BTreeMap::new();
    for pair in mentions.windows(2) {
        let [a, b] = pair else { continue };
        let text = written(tokens, b.run);
        if b.run.start == a.run.end + 1 && is_acronym(&text) && tokens.all.get(a.run.end).is_some_and(|t| t.is("(")) {
            let initials: String = a
                .full
                .split([' ', '-'])
                .filter(|w| w.starts_with(char::is_uppercase))
                .filter_map(|w| w.chars().next())
                .collect();
            if initials == text {
                long.entry(text).or_insert_with(|| a.full.clone());
            }
        }
    }
    let bodies: FxHashSet<String> = long.values().cloned().collect();
    for mention in mentions {
        if let Some(full) = long.get(&mention.full) {
            mention.full.clone_from(full);
            mention.kind = NameKind::Organisation;
        } else if bodies.contains(&mention.full) {
            mention.kind = NameKind::Organisation;
        }
    }
}

/// One name a full form, in order of first mention.
fn gather(tokens: &Tokens, mentions: &[Mention]) -> Vec<Name> {
    let mut out: Vec<Name> = Vec::new();
    let mut at: FxHashMap<(NameKind, String), usize> = FxHashMap::default();
    for mention in mentions {
        let index = *at.entry((mention.kind, mention.full.to_lowercase())).or_insert_with(|| {
            out.push(Name {
                name: mention.full.clone(),
                kind: mention.kind,
                aliases: Vec::new(),
                roles: Vec::new(),
                mentions: Vec::new(),
            });
            out.len() - 1
        });
        let Some(name) = out.get_mut(index) else { continue };
        let mut run = mention.run;
        // A short title belongs to the words that mention somebody.
        if run.start >= 2
            && tokens.all.get(run.start - 1).is_some_and(|t| t.is("."))
            && tokens.all.get(run.start - 2).is_some_and(|t| t.among(&["mr", "mrs", "ms", "dr"]))
        {
            run.start -= 2;
        }
        let text = written(tokens, run);
        if text != name.name && !name.aliases.contains(&text) && name.aliases.len() < 20 {
            name.aliases.push(text);
        }
        if let (Some(a), Some(b)) = (tokens.all.get(run.start), tokens.all.get(run.end - 1)) {
            name.mentions.push(Span { start: a.start, end: b.end });
        }
    }
    out
}
