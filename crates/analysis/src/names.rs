//! People, organisations and places: runs of capitals, judged by tables, titles and the rest of the document.

use std::collections::BTreeMap;

use model::{Name, NameKind, Span};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::gazetteer::{is_body, is_body_word, is_first_name, is_people, is_place_word, is_title, place};
use crate::no_names::NO_NAMES;
use crate::nouns::{
    is_body_head, is_body_noun, is_determiner, is_german_head, is_german_role, is_german_thing, is_no_place,
    is_number_word, is_place_noun, is_role, is_thing_noun,
};
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

const PLACE_PREPOSITIONS: &[&str] =
    &["in", "near", "at", "from", "to", "à", "en", "nach", "aus", "bei", "в", "из", "im", "outside", "around"];

/// Before a name that is no person's.
const ARTICLES: &[&str] = &["the", "le", "la", "l'", "les", "el", "los", "las"];

/// How sure a kind is: 1 by the shape of the run alone, 2 by a word beside it, 3 by a table or a word within.
type Judged = Option<(NameKind, u8)>;

/// Finds the names. `language` is the primary subtag; German writes every noun with a capital, so more is asked of a name there.
pub(crate) fn names(tokens: &Tokens, language: &str) -> (Vec<Name>, Vec<Mention>) {
    if matches!(language, "ar" | "fa" | "ur") {
        let mentions = crate::arabic::names(tokens);
        return (gather(tokens, &mentions), mentions);
    }
    let text = Text::of(tokens, matches!(language, "de" | "lb"));
    let mut runs = Vec::new();
    let mut at = 0;
    while at < tokens.all.len() {
        let end = run_end(tokens, at, text.german);
        if end > at {
            text.split(Run { start: at, end }, &mut runs);
            at = end;
        } else {
            at += 1;
        }
    }
    let inside: FxHashSet<&str> = runs
        .iter()
        .filter(|r| !text.starts.contains(&r.start))
        .filter_map(|r| tokens.all.get(r.start))
        .map(|t| t.low.as_str())
        .collect();
    // The kind of a text is one in the whole article: the surest, then the commonest.
    let mut kinds: FxHashMap<String, BTreeMap<(u8, NameKind), usize>> = FxHashMap::default();
    let mut judged: Vec<(Run, String, Judged)> = Vec::new();
    // What stands behind an article somewhere is no person by its shape alone.
    let mut things: FxHashSet<String> = FxHashSet::default();
    for run in runs {
        let first = tokens.all.get(run.start).map_or("", |t| t.low.as_str());
        let alone = run.end - run.start == 1;
        let opens = text.starts.contains(&run.start);
        let mut name = if tokens.datelines.contains(&run.start) { titled(tokens, run) } else { written(tokens, run) };
        // "Kanadas" is Kanada's.
        if let Some(bare) = name.strip_suffix('s').filter(|bare| text.german && place(&bare.to_lowercase()).is_some()) {
            name = bare.to_owned();
        }
        if alone
            && opens
            && !inside.contains(first)
            && place(first).is_none()
            && !is_body(first)
            && !is_acronym(&name)
            && !tokens.datelines.contains(&run.start)
        {
            judged.push((run, name, None));
            continue;
        }
        let kind = text.judge(run);
        if let Some((kind, sure)) = kind {
            *kinds.entry(name.to_lowercase()).or_default().entry((sure, kind)).or_default() += 1;
        } else if run.end - run.start > 1 {
            things.insert(name.to_lowercase());
        }
        judged.push((run, name, kind));
    }
    let kinds: FxHashMap<String, NameKind> = kinds
        .into_iter()
        .filter_map(|(name, found)| {
            let (sure, kind) = found.into_iter().max_by_key(|((sure, _), n)| (*sure, *n))?.0;
            (kind != NameKind::Person || sure > 1 || !things.contains(&name)).then_some((name, kind))
        })
        .collect();
    for (_, name, kind) in &mut judged {
        match (kinds.get(&name.to_lowercase()), &mut *kind) {
            (Some(known), Some((kind, _))) => *kind = *known,
            (None, Some(_)) => *kind = None,
            _ => {}
        }
    }
    let people = surnames(&judged);
    let bodies = short_bodies(&judged);
    let mut mentions = Vec::new();
    for (run, name, kind) in judged {
        let low = name.to_lowercase();
        let alone = run.end - run.start == 1;
        let person = alone.then(|| people.get(&low).or_else(|| genitive(&people, &low, text.german))).flatten();
        let sure = kind.map_or(0, |k| k.1);
        if let Some(full) = bodies.get(&low).filter(|_| alone && sure < 2) {
            mentions.push(Mention { run, kind: NameKind::Organisation, full: full.clone() });
            continue;
        }
        let kind = match (person, kind.map(|k| k.0).or_else(|| kinds.get(&low).copied())) {
            (Some(_), k) if k != Some(NameKind::Place) || place(&low).is_none() => NameKind::Person,
            (_, Some(k)) => k,
            (_, None) => continue,
        };
        let full = match person {
            Some(full) if kind == NameKind::Person => full.clone(),
            _ => name,
        };
        mentions.push(Mention { run, kind, full });
    }
    expand_acronyms(tokens, &mut mentions);
    (gather(tokens, &mentions), mentions)
}

/// "Zeiringers" is Zeiringer's.
fn genitive<'a>(people: &'a BTreeMap<String, String>, low: &str, german: bool) -> Option<&'a String> {
    low.strip_suffix('s').filter(|_| german).and_then(|bare| people.get(bare))
}

/// A name of a dateline, where all letters may be capitals.
fn titled(tokens: &Tokens, run: Run) -> String {
    let name = written(tokens, run);
    if name.chars().any(char::is_lowercase) || name.chars().count() < 4 {
        return name;
    }
    let mut fresh = true;
    let title = |c: char| {
        let low = if fresh { vec![c] } else { c.to_lowercase().collect() };
        fresh = !c.is_alphabetic();
        low
    };
    name.chars().flat_map(title).collect()
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

/// What the article as a whole tells of its words.
struct Text<'a> {
    tokens: &'a Tokens,
    german: bool,
    /// Tokens that begin a sentence or a quotation: a capital there tells nothing.
    starts: FxHashSet<usize>,
    /// Words that also stand in small letters.
    small: FxHashSet<&'a str>,
    /// German: nouns that stand behind an article.
    things: FxHashSet<&'a str>,
    /// Last tokens of quotations by the first ones.
    quoted: FxHashMap<usize, usize>,
}

impl<'a> Text<'a> {
    fn of(tokens: &'a Tokens, german: bool) -> Self {
        let starts = tokens
            .sentences
            .iter()
            .flat_map(|s| [s.start, s.start + 1])
            .chain(tokens.quotes.iter().map(|q| q.start + 1))
            .collect();
        let word = |t: &&Token| t.shape == Shape::Word;
        let small = tokens.all.iter().filter(word).filter(|t| !t.capital).map(|t| t.low.as_str()).collect();
        let mut things = FxHashSet::default();
        if german {
            for trio in tokens.all.windows(3) {
                let [a, b, c] = trio else { continue };
                if is_determiner(&a.low) && b.capital && !(c.capital && c.spaced) {
                    things.insert(b.low.as_str());
                }
            }
        }
        let quoted = tokens.quotes.iter().map(|q| (q.start, q.end)).collect();
        Self { tokens, german, starts, small, things, quoted }
    }

    fn token(&self, i: usize) -> Option<&'a Token> {
        self.tokens.all.get(i)
    }

    /// Is this the noun of a role, as it stands before a name?
    fn role(&self, low: &str) -> bool {
        !is_first_name(low) && (is_title(low) || is_role(low) || self.german && is_german_role(low))
    }

    /// Cuts titles, peoples and empty words off a run's head.
    fn split(&self, mut run: Run, out: &mut Vec<Run>) {
        let all = &self.tokens.all;
        let words = |run: Run| all.get(run.start..run.end).unwrap_or_default();
        let low = |run: Run| words(run).iter().map(|t| t.low.as_str()).collect::<Vec<_>>().join(" ");
        if place(&low(run)).is_some() || is_body(&low(run)) {
            out.push(run);
            return;
        }
        let body = words(run).last().is_some_and(|t| is_body_word(&t.low)) || words(run).iter().any(|t| t.is("of"));
        while run.start < run.end {
            let Some(first) = all.get(run.start) else { break };
            let more = run.end - run.start > 1;
            let second = all.get(run.start + 1).filter(|_| more);
            let opens = self.starts.contains(&run.start);
            let head = more
                && (self.german && is_german_head(&first.low)
                    || opens && !is_body_word(&first.low) && is_body_noun(&first.low, false));
            let known_place = more && !body && place(&first.low).is_some() && second.is_some_and(|t| is_title(&t.low));
            // "Seismologist Henrik Dahl": a capital for the sentence's sake.
            let common = opens
                && more
                && !body
                && !is_first_name(&first.low)
                && place(&first.low).is_none()
                && (self.small.contains(first.low.as_str())
                    || run.end - run.start > 2 && second.is_some_and(|t| is_first_name(&t.low)));
            if first.among(NO_NAMES)
                || first.is(".")
                || first.shape == Shape::Mark
                || is_number_word(&first.low)
                || is_people(&first.low) && !body
                || (!body || first.among(&["mr", "mrs", "ms", "dr"])) && self.role(&first.low)
                || known_place
                || head
                || common
            {
                if body && is_people(&first.low) {
                    break;
                }
                run.start += 1;
            } else {
                break;
            }
        }
        // "Energy Secretary Philippa Stroud"
        if !body
            && let Some(role) =
                (run.start..run.end.saturating_sub(1)).rev().find(|&i| all.get(i).is_some_and(|t| self.role(&t.low)))
            && !(run.start..role).any(|i| all.get(i).is_some_and(|t| is_first_name(&t.low)))
        {
            run.start = role + 1;
        }
        while run.end > run.start
            && all
                .get(run.end - 1)
                .is_some_and(|t| t.shape == Shape::Mark || t.among(NO_NAMES) && run.end - run.start == 1)
        {
            run.end -= 1;
        }
        if run.start < run.end {
            out.push(run);
        }
    }

    /// The kind of a run, by what it holds and what stands around it.
    fn judge(&self, run: Run) -> Judged {
        let tokens = self.tokens;
        let words = tokens.all.get(run.start..run.end).unwrap_or_default();
        let mut low = written(tokens, run).to_lowercase();
        if let Some(bare) = low.strip_suffix('s').filter(|bare| self.german && place(bare).is_some()) {
            low.truncate(bare.len());
        }
        let (first, last) = (words.first()?, words.last()?);
        let before = run.start.checked_sub(1).and_then(|i| self.token(i));
        let more = words.len() > 1;
        if self.title_of_a_work(run) {
            return None;
        }
        if tokens.datelines.contains(&run.start) {
            return Some((NameKind::Place, 3));
        }
        let dotted = before.is_some_and(|t| t.is("."))
            && run.start >= 2
            && self
                .token(run.start - 2)
                .is_some_and(|t| t.among(&["mr", "mrs", "ms", "dr", "sen", "gen", "rep", "gov"]));
        let titled = dotted
            || before.is_some_and(|t| {
                let bare = t.low.trim_end_matches('.');
                (more || t.capital || self.german) && self.role(bare)
                    || more && is_people(bare) && (t.capital || self.noun_behind(run.start - 1))
                    || !more && is_title(bare) && is_role(bare)
            });
        // Short names of bodies are also words: "who", "un".
        let short = low.chars().count() <= 4 && first.text.chars().nth(1).is_none_or(char::is_lowercase);
        if is_body(&low) && !short {
            return Some((NameKind::Organisation, 3));
        }
        if place(&low).is_some() {
            let person = !more && dotted;
            return Some((if person { NameKind::Person } else { NameKind::Place }, 3));
        }
        if more && words.iter().any(|w| is_body_word(&w.low)) || self.german && more && is_body_head(&first.low) {
            return Some((NameKind::Organisation, 3));
        }
        if more && is_first_name(&first.low) || titled || self.aged(run) {
            return Some((NameKind::Person, if more { 3 } else { 2 }));
        }
        // "el pesquero español Virgen de Almuerna"
        let described = !self.german && before.is_some_and(|t| !t.capital && is_people(&t.low));
        let before = if described { run.start.checked_sub(2).and_then(|i| self.token(i)) } else { before };
        if before.is_some_and(|t| is_thing_noun(&t.low, self.german)) {
            return None;
        }
        // "the developer, Borealis Marine, …"
        let apart = before.is_some_and(|t| t.is(","));
        let before = if apart { run.start.checked_sub(2).and_then(|i| self.token(i)) } else { before };
        if apart && more && before.is_some_and(|t| self.role(&t.low)) {
            return Some((NameKind::Person, 2));
        }
        if let Some(noun) = before.filter(|t| t.shape == Shape::Word) {
            let of = noun.among(&["of", "de", "d'", "von"]);
            let noun = if of { run.start.checked_sub(2).and_then(|i| self.token(i)).unwrap_or(noun) } else { noun };
            if is_body_noun(&noun.low, self.german) && !of {
                return Some((NameKind::Organisation, 2));
            }
            if is_place_noun(&noun.low, self.german) {
                return Some((NameKind::Place, 2));
            }
        }
        // Places called after saints have no article, ships have.
        let article = before.is_some_and(|t| t.among(ARTICLES));
        if article && first.among(&["san", "santa", "saint", "sainte"]) {
            return None;
        }
        if more
            && (is_place_word(&last.low)
                || first.among(&[
                    "lake", "mount", "cape", "fort", "port", "san", "santa", "saint", "north", "south", "east", "west",
                    "new", "cerro", "monte", "sierra", "puerto", "villa", "ciudad", "lago", "isla", "punta", "cabo",
                    "mont", "lac", "île", "cap",
                ]))
        {
            return Some((NameKind::Place, 2));
        }
        if !more && ["saint-", "sainte-", "port-", "mont-", "villa-"].iter().any(|p| low.starts_with(p)) {
            return Some((NameKind::Place, 2));
        }
        if is_acronym(&last.text) && !more {
            return (first.text.len() > 2).then_some((NameKind::Organisation, 2));
        }
        let by_place = !apart && before.is_some_and(|t| t.among(PLACE_PREPOSITIONS));
        if self.german {
            return self.judge_german(run, by_place);
        }
        if !more {
            return by_place.then_some((NameKind::Place, 1));
        }
        if words.len() <= 3 && !words.iter().any(|w| is_acronym(&w.text) || w.is("of") || is_people(&w.low)) {
            // People have no article.
            if before.is_some_and(|t| !apart && t.among(ARTICLES)) {
                return None;
            }
            return Some((if by_place { NameKind::Place } else { NameKind::Person }, 1));
        }
        Some((NameKind::Organisation, 1))
    }

    /// "la chilena Inés Taboada", "le ministre belge Hugo Verbist", but not "el pesquero español …".
    fn noun_behind(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|i| self.token(i)).is_some_and(|t| t.among(ARTICLES) || self.role(&t.low))
    }

    /// German, where nothing else tells: two or three capitals that look like no things.
    fn judge_german(&self, run: Run, by_place: bool) -> Judged {
        let words = self.tokens.all.get(run.start..run.end).unwrap_or_default();
        let before = run.start.checked_sub(1).and_then(|i| self.token(i));
        let thing = |t: &Token| is_german_thing(&t.low) || self.things.contains(t.low.as_str());
        let behind = before.is_some_and(|t| t.shape == Shape::Number || is_determiner(&t.low));
        let (first, last) = (words.first()?, words.last()?);
        if words.len() == 1 {
            let place = by_place && !behind && !thing(first) && !is_no_place(&first.low);
            return place.then_some((NameKind::Place, 1));
        }
        if place(&last.low).is_some() || is_acronym(&first.text) {
            return Some((NameKind::Organisation, 1));
        }
        let person =
            words.len() <= 3 && !behind && !words.iter().any(thing) && !words.iter().any(|t| is_acronym(&t.text));
        person.then_some((NameKind::Person, 1))
    }

    /// Does it fill a quotation? Then it is what something is called.
    fn title_of_a_work(&self, run: Run) -> bool {
        (run.start.saturating_sub(2)..run.start).any(|open| {
            self.quoted.get(&open).is_some_and(|&end| {
                let closed = end == run.end + 1
                    || end == run.end + 2 && self.token(run.end).is_some_and(|t| t.among(&[",", "."]));
                closed && (open + 1..run.start).all(|i| self.token(i).is_some_and(|t| t.among(NO_NAMES)))
            })
        })
    }

    /// "Elba Cortés, 61" is a person.
    fn aged(&self, run: Run) -> bool {
        let age = |t: &Token| t.shape == Shape::Number && t.text.parse::<u8>().is_ok_and(|n| (3..110).contains(&n));
        let close =
            |i: usize| self.token(i).is_none_or(|t| t.among(&[",", ".", ")", "ans", "años", "лет", "»", "“", "\""]));
        run.end - run.start > 1
            && self.token(run.end).is_some_and(|t| t.among(&[",", "("]))
            && self.token(run.end + 1).is_some_and(age)
            && close(run.end + 2)
    }
}

/// Last word of each person's full name, small letters, with the full name; first come.
fn surnames(judged: &[(Run, String, Judged)]) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for (run, text, kind) in judged {
        if matches!(kind, Some((NameKind::Person, _)))
            && run.end - run.start > 1
            && let Some(last) = text.split(' ').next_back()
        {
            out.entry(last.to_lowercase()).or_insert_with(|| text.clone());
        }
    }
    out
}

/// First word of each body's name, where it is a name by itself ("Arvo" of "Arvo Motors"), small letters; first come.
fn short_bodies(judged: &[(Run, String, Judged)]) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    for (run, text, kind) in judged {
        let words: Vec<String> = text.split(' ').map(str::to_lowercase).collect();
        if let (Some((NameKind::Organisation, _)), [first, rest @ ..]) = (kind, words.as_slice())
            && run.end - run.start == words.len()
            && (1..=2).contains(&rest.len())
            && rest.iter().all(|w| is_body_word(w) || place(w).is_some())
            && !is_body_word(first)
            && !is_body_head(first)
            && place(first).is_none()
            && !is_people(first)
            && !is_first_name(first)
        {
            out.entry(first.clone()).or_insert_with(|| text.clone());
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
