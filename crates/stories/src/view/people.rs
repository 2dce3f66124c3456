//! Who says what, and the names of a story.

use std::collections::{BTreeMap, BTreeSet};

use model::{Name, NameKind, Span, Statement, StatementKind};

use super::text::{Body, source};
use super::{NameCount, Report, Said, Speaker};
use analysis::country_named;

use crate::letters::{latin, plain, skeleton};

/// Speakers, statements of one speaker, and names shown.
const SPEAKERS: usize = 12;
const STATEMENTS: usize = 6;
const NAMES: usize = 24;
/// Words of a content that says something.
const WORDS_MIN: usize = 3;
/// The part of the shorter content's words that must be shared to be the same statement.
const SAME: f64 = 0.6;

/// Gathers the forms of a name under the fullest one.
#[derive(Default)]
struct Forms {
    /// Full forms by their last word; none where two full names share it.
    by_last: BTreeMap<String, Option<Vec<String>>>,
    /// Full forms in Latin letters by their consonants; none where two share them.
    by_skeleton: BTreeMap<String, Option<String>>,
}

impl Forms {
    fn learn(&mut self, name: &str) {
        let words = plain(name);
        let (Some(last), true) = (words.last(), words.len() > 1) else { return };
        if latin(name) {
            let known = self.by_skeleton.entry(bones(name)).or_insert_with(|| Some(words.join(" ")));
            if known.as_ref().is_some_and(|k| *k != words.join(" ")) {
                *known = None;
            }
        }
        let known = self.by_last.entry(last.clone()).or_insert_with(|| Some(words.clone()));
        let same = known.as_ref().is_some_and(|k| within(k, &words) || within(&words, k));
        if !same {
            *known = None;
        } else if known.as_ref().is_some_and(|k| k.len() < words.len()) {
            *known = Some(words);
        }
    }

    /// The key under which a name is gathered.
    fn key(&self, name: &str) -> String {
        let words = plain(name);
        if !latin(name)
            && words.len() > 1
            && let Some(Some(full)) = self.by_skeleton.get(&bones(name))
        {
            return full.clone();
        }
        match words.last().and_then(|last| self.by_last.get(last)) {
            Some(Some(full)) if within(&words, full) => full.join(" "),
            _ => words.join(" "),
        }
    }
}

/// The consonants of a name's words; the Arabic article is none of them.
fn bones(name: &str) -> String {
    let bare = |word| skeleton(str::strip_prefix(word, "ال").unwrap_or(word));
    name.split_whitespace().map(bare).collect::<Vec<_>>().join(" ")
}

/// Are all words of `part` in `whole`?
fn within(part: &[String], whole: &[String]) -> bool {
    part.iter().all(|word| whole.contains(word))
}

/// What is gathered of one speaker.
#[derive(Default)]
struct Gathered {
    names: BTreeMap<String, usize>,
    roles: BTreeMap<String, usize>,
    said: Vec<(Said, BTreeSet<String>)>,
}

/// Who says what, the most reported first. Copies say again what their origin says and are left out.
pub fn said(order: &[&Report<'_>]) -> Vec<Speaker> {
    let own: Vec<&&Report<'_>> = order.iter().filter(|r| r.copy.is_none()).collect();
    let mut forms = Forms::default();
    own.iter().flat_map(|r| &r.analysis.statements).filter_map(|s| s.speaker.as_deref()).for_each(|n| forms.learn(n));
    own.iter()
        .flat_map(|r| &r.analysis.names)
        .filter(|n| n.kind == NameKind::Person)
        .for_each(|n| forms.learn(&n.name));
    let mut speakers: BTreeMap<String, Gathered> = BTreeMap::new();
    let outlets: BTreeSet<Vec<String>> = order.iter().map(|r| without_article(plain(&r.outlet.name))).collect();
    for report in own {
        let body = Body::of(report.article);
        for statement in &report.analysis.statements {
            let Some(name) = statement.speaker.as_deref().filter(|n| n.chars().any(char::is_alphabetic)) else {
                continue;
            };
            if outlets.contains(&without_article(plain(name))) || passes_on(report, &body, statement, name) {
                continue;
            }
            add(speakers.entry(forms.key(name)).or_default(), report, &body, statement, name);
        }
    }
    let mut out: Vec<Speaker> = speakers.into_values().filter_map(finish).collect();
    out.sort_by_key(|s| {
        let outlets: BTreeSet<&str> =
            s.statements.iter().flat_map(|s| s.others.iter().chain([&s.source])).map(|s| s.slug.as_str()).collect();
        (
            std::cmp::Reverse(outlets.len()),
            std::cmp::Reverse(s.statements.len()),
            s.statements.first().map(|s| s.source.published),
        )
    });
    out.truncate(SPEAKERS);
    out
}

/// Verbs with which a body passes on what another said.
const PASSING_ON: &[&str] = &[
    "reported",
    "reports",
    "berichtete",
    "berichtet",
    "meldete",
    "meldet",
    "rapporté",
    "rapporte",
    "сообщает",
    "сообщило",
];
/// Verbs without which what was said would be its opposite.
const DENYING: &[&str] = &[
    "denied",
    "denies",
    "bestritt",
    "bestreitet",
    "dementierte",
    "nie",
    "nié",
    "negó",
    "niega",
    "отрицает",
    "отрицал",
    "نفى",
    "نفت",
];

/// Does this speaker, who is no person, only tell what somebody else said or did?
fn passes_on(report: &Report<'_>, body: &Body, statement: &Statement, name: &str) -> bool {
    let person = report.analysis.names.iter().any(|n| n.kind == NameKind::Person && n.name == name);
    !person && has(body, statement, PASSING_ON)
}

fn has(body: &Body, statement: &Statement, verbs: &[&str]) -> bool {
    let cue = statement.cue.iter().map(|span| body.words(*span)).collect::<Vec<_>>().join(" ").to_lowercase();
    cue.split(' ').any(|word| verbs.contains(&word))
}

fn add(gathered: &mut Gathered, report: &Report<'_>, body: &Body, statement: &Statement, name: &str) {
    let mut content = statement.content.iter().map(|span| body.words(*span)).collect::<Vec<_>>().join(" … ");
    // "denied having tried to ram a boat": without the verb the words say what was denied.
    if statement.kind == StatementKind::Indirect
        && has(body, statement, DENYING)
        && let ([cue], [first]) = (statement.cue.as_slice(), statement.content.as_slice())
        && cue.end <= first.start
    {
        content = body.words(Span { start: cue.start, end: first.end });
    }
    let content = without_comma(content);
    let words: BTreeSet<String> =
        content.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    *gathered.names.entry(name.to_owned()).or_insert(0) += 1;
    if let Some(role) = &statement.role {
        *gathered.roles.entry(role.clone()).or_insert(0) += 1;
    }
    if content.split_whitespace().count() < WORDS_MIN {
        return;
    }
    let source = source(report, content);
    let same = gathered.said.iter_mut().find(|(_, known)| {
        let shared = known.intersection(&words).count();
        shared as f64 >= SAME * known.len().min(words.len()).max(1) as f64
    });
    if let Some((said, _)) = same {
        if said.source.slug != source.slug && !said.others.iter().any(|o| o.slug == source.slug) {
            said.others.push(source);
        }
        return;
    }
    let second_hand = statement.second_hand.as_ref().map(|s| s.name.clone());
    gathered.said.push((Said { source, kind: statement.kind, others: Vec::new(), second_hand }, words));
}

/// A quotation without the comma that only leads on to its speaker: “It is closed,” said X.
pub fn without_comma(content: String) -> String {
    let marks = |c: char| matches!(c, '"' | '”' | '“' | '»' | '’' | ' ' | '\u{a0}');
    let bare = content.trim_end_matches(marks);
    match (bare.strip_suffix([',', '،']), content.get(bare.len()..)) {
        (Some(words), Some(close)) => format!("{words}{close}"),
        _ => content,
    }
}

fn finish(gathered: Gathered) -> Option<Speaker> {
    if gathered.said.is_empty() {
        return None;
    }
    // The fullest form; Latin letters are read in most places.
    let name = gathered
        .names
        .iter()
        .max_by_key(|(name, n)| (latin(name), name.split(' ').count().min(3), **n, std::cmp::Reverse(name.as_str())));
    let role = gathered.roles.iter().max_by_key(|(role, n)| (**n, std::cmp::Reverse(role.len())));
    let mut statements: Vec<Said> = gathered.said.into_iter().map(|s| s.0).collect();
    // The best told ones, then by date.
    statements.sort_by_key(|s| std::cmp::Reverse(s.others.len()));
    statements.truncate(STATEMENTS);
    statements.sort_by_key(|s| s.source.published);
    Some(Speaker { name: name?.0.clone(), role: role.map(|r| r.0.clone()), statements })
}

/// A name's forms with how often each stands, and the reports that have it.
type Found = (BTreeMap<String, usize>, BTreeSet<usize>);

/// The names that at least two reports have (of a single report: all of it), the most reported first. A name has one kind in a story:
/// the one that most reports give it. The outlets that report are no part of what is reported.
pub fn names(order: &[&Report<'_>]) -> Vec<NameCount> {
    let mut forms = Forms::default();
    let all = || order.iter().flat_map(|r| &r.analysis.names);
    all().filter(|n| n.kind == NameKind::Person).for_each(|n| forms.learn(&n.name));
    // Places and bodies meet across scripts alone.
    let mut others = Forms::default();
    all().filter(|n| n.kind != NameKind::Person).for_each(|n| others.learn(&n.name));
    let mut votes: BTreeMap<String, BTreeMap<NameKind, usize>> = BTreeMap::new();
    for name in all() {
        *votes.entry(plain(&name.name).join(" ")).or_default().entry(name.kind).or_insert(0) += 1;
    }
    let voted = |name: &Name| {
        let votes = votes.get(&plain(&name.name).join(" "));
        votes.and_then(|kinds| kinds.iter().max_by_key(|(_, n)| **n)).map_or(name.kind, |(kind, _)| *kind)
    };
    let outlets: BTreeSet<Vec<String>> = order.iter().map(|r| without_article(plain(&r.outlet.name))).collect();
    let mut found: BTreeMap<(NameKind, String), Found> = BTreeMap::new();
    for (n, report) in order.iter().enumerate() {
        for name in &report.analysis.names {
            let words = plain(&name.name);
            if outlets.contains(&without_article(words.clone())) {
                continue;
            }
            let kind = voted(name);
            let key = match kind {
                NameKind::Person => forms.key(&name.name),
                _ if !latin(&name.name) => others.key(&name.name),
                _ => country_named(&name.name).map_or_else(|| words.join(" "), str::to_owned),
            };
            let entry = found.entry((kind, key)).or_default();
            *entry.0.entry(name.name.clone()).or_insert(0) += 1;
            entry.1.insert(n);
        }
    }
    let least = order.len().min(2);
    let mut out: Vec<NameCount> = found
        .into_iter()
        .filter(|(_, (_, reports))| reports.len() >= least)
        .filter_map(|((kind, _), (forms, reports))| {
            let name =
                forms.iter().max_by_key(|(name, n)| (**n, name.len(), std::cmp::Reverse(name.as_str())))?.0.clone();
            Some(NameCount { name, kind, reports: reports.len() })
        })
        .collect();
    out.sort_by_key(|n| std::cmp::Reverse(n.reports));
    out.truncate(NAMES);
    out
}

/// "The Harbour Courier" is "Harbour Courier".
pub fn without_article(mut words: Vec<String>) -> Vec<String> {
    let article = words
        .first()
        .is_some_and(|w| matches!(w.as_str(), "the" | "la" | "le" | "les" | "el" | "der" | "die" | "das" | "il"));
    if article && words.len() > 1 {
        words.remove(0);
    }
    words
}
