//! Who is reported to have said what. Where the speaker is doubtful, a statement has none.

use std::sync::LazyLock;

use model::{NameKind, SecondHand, Span, Statement, StatementKind};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::arabic;
use crate::cues::{
    ACCORDING, ACTS, ASIDES, BEFORE_ROLES, BREAKS, CUES, HELPERS, HOWEVER, OCCASIONS, OF, OTHERS, PASSED_ON, PLAIN,
    PRONOUNS, RELATIVES, THAT,
};
use crate::gazetteer::{is_people, is_title};
use crate::names::{Mention, written};
use crate::nouns::{is_german_role, is_number_word, is_role};
use crate::token::{Run, Shape, Tokens};

static ACCORDING_FIRST: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| ACCORDING.iter().filter_map(|phrase| phrase.first().copied()).collect());

static CUE_SET: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| CUES.split_whitespace().collect());

/// Tokens of an apposition or a noun phrase at most.
const PHRASE_MAX: usize = 16;
/// A sentence with more quotations is a list; bounds the work.
const QUOTES_MAX: usize = 24;
/// Tokens of a sentence that is looked at; longer ones are no prose; bounds the work.
const SENTENCE_MAX: usize = 600;

/// French and Portuguese put the pronoun behind the verb: "dit-il", "a-t-elle ajouté".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inverted {
    No,
    /// A verb of saying with its pronoun.
    Cue,
    /// An auxiliary with its pronoun.
    Helper,
}

fn inverted(low: &str) -> Inverted {
    let pronoun = ["-t-il", "-t-elle", "-il", "-elle", "-ils", "-elles"].iter().find_map(|p| low.strip_suffix(p));
    match pronoun {
        Some("a" | "ont" | "avait" | "aurait") => Inverted::Helper,
        Some(verb) if CUE_SET.contains(verb) => Inverted::Cue,
        _ => Inverted::No,
    }
}

/// Those who speak, as far as the words tell.
#[derive(Debug, Clone)]
struct Source {
    run: Run,
    name: Option<String>,
    role: Option<Run>,
    /// The first token that belongs to the cue or behind the source.
    end: usize,
}

struct Reading<'a> {
    tokens: &'a Tokens,
    by_start: FxHashMap<usize, &'a Mention>,
    by_end: FxHashMap<usize, &'a Mention>,
    arabic: bool,
    german: bool,
    /// A verb may stand without its subject, as in Spanish.
    subjectless: bool,
    /// Who spoke or was spoken of last: what a pronoun stands for.
    last_person: Option<String>,
    /// Who was last called what: "procureur" → Antoine Delmas.
    called: FxHashMap<String, String>,
    /// Who passed on what is being read, where the words tell beside the usual places.
    via: Option<SecondHand>,
    out: Vec<Statement>,
}

/// Finds the statements, in order.
pub(crate) fn statements(tokens: &Tokens, mentions: &[Mention], language: &str) -> Vec<Statement> {
    let mut reading = Reading {
        tokens,
        by_start: mentions.iter().map(|m| (m.run.start, m)).collect(),
        by_end: mentions.iter().map(|m| (m.run.end, m)).collect(),
        arabic: matches!(language, "ar" | "fa" | "ur"),
        german: matches!(language, "de" | "lb"),
        subjectless: matches!(language, "es" | "pt" | "it" | "ca" | "gl"),
        last_person: None,
        called: FxHashMap::default(),
        via: None,
        out: Vec::new(),
    };
    let mut quote = 0;
    for &sentence in &tokens.sentences {
        while tokens.quotes.get(quote).is_some_and(|q| q.end <= sentence.start) {
            quote += 1;
        }
        let quotes: Vec<Run> = tokens
            .quotes
            .get(quote..)
            .unwrap_or_default()
            .iter()
            .copied()
            .take_while(|q| q.start < sentence.end)
            .collect();
        let said = reading.out.len();
        if quotes.len() <= QUOTES_MAX && sentence.end - sentence.start <= SENTENCE_MAX {
            reading.sentence(sentence, &quotes);
        }
        let spoke = reading.out.get(said..).unwrap_or_default().iter().any(|s| s.speaker.is_some());
        reading.spoken_of(sentence, &quotes, spoke);
    }
    reading.out
}

impl Reading<'_> {
    fn low(&self, i: usize) -> &str {
        self.tokens.all.get(i).map_or("", |t| t.low.as_str())
    }

    fn is(&self, i: usize, table: &[&str]) -> bool {
        table.contains(&self.low(i))
    }

    fn word(&self, i: usize) -> bool {
        self.tokens.all.get(i).is_some_and(|t| t.shape == Shape::Word)
    }

    fn matches(&self, i: usize, end: usize, phrase: &[&str]) -> bool {
        i + phrase.len() <= end && phrase.iter().enumerate().all(|(k, w)| self.low(i + k) == *w)
    }

    /// The phrase for "according to" that stands here.
    fn according_at(&self, i: usize, end: usize) -> Option<&'static [&'static str]> {
        let phrases = || ACCORDING.iter().find(|p| self.matches(i, end, p)).copied();
        ACCORDING_FIRST.contains(self.low(i)).then(phrases).flatten()
    }

    fn span(&self, run: Run) -> Option<Span> {
        let first = self.tokens.all.get(run.start)?;
        let last = self.tokens.all.get(run.end.checked_sub(1)?)?;
        (first.start < last.end).then_some(Span { start: first.start, end: last.end })
    }

    /// A sentence's end without its full stop.
    fn body_end(&self, s: Run) -> usize {
        let mut end = s.end;
        while end > s.start && self.is(end - 1, &[".", ";", "؛"]) {
            end -= 1;
        }
        end
    }

    /// Is this a noun for what somebody is, with which they may be spoken of again?
    fn role(&self, i: usize) -> bool {
        let low = self.low(i);
        let other = self.is(
            i,
            &["justice", "police", "fire", "first", "former", "foreign", "kremlin", "vice", "acting", "general"],
        );
        !other && is_title(low) || is_role(low) || self.german && is_german_role(low)
    }

    /// Keeps whom a sentence speaks of: its subject stands early, by name or by role.
    fn spoken_of(&mut self, s: Run, quotes: &[Run], spoke: bool) {
        let inside = |i: usize| quotes.iter().any(|q| q.start <= i && i < q.end);
        for i in s.start..s.end {
            let person = self.by_start.get(&i).filter(|m| m.kind == NameKind::Person).map(|m| m.full.clone());
            if let (Some(name), Some(before)) = (person, i.checked_sub(1).filter(|&b| b >= s.start && self.role(b))) {
                self.called.insert(self.low(before).to_owned(), name);
            }
        }
        let article = self.is(s.start, &["the", "le", "la", "l'", "el", "der", "die"]);
        let by_role = article && !inside(s.start) && self.role(s.start + 1);
        // "La présidente de la conférence, la Norvégienne Ingrid Solheim, …"
        let window = if by_role { PHRASE_MAX } else { 8 };
        let subject = (s.start..s.end.min(s.start + window))
            .filter(|&i| !inside(i))
            .find_map(|i| self.by_start.get(&i).filter(|m| m.kind == NameKind::Person).map(|m| m.full.clone()));
        if subject.is_some() {
            self.last_person = subject;
        } else if by_role && !spoke {
            self.last_person = self.called.get(self.low(s.start + 1)).cloned();
        }
    }

    /// Whom "the prosecutor" stands for, if somebody was called so before.
    fn named_by_role(&self, run: Run) -> Option<String> {
        let articles = ["the", "le", "la", "l'", "el", "der", "die"];
        let fits = run.end == run.start + 2 && self.is(run.start, &articles) && self.role(run.start + 1);
        fits.then(|| self.called.get(self.low(run.start + 1)).cloned()).flatten()
    }

    fn sentence(&mut self, s: Run, quotes: &[Run]) {
        if self.arabic {
            self.arabic_sentence(s, quotes);
            return;
        }
        if self.german && self.that_said(s, quotes) {
            return;
        }
        let inside = |i: usize| quotes.iter().any(|q| q.start <= i && i < q.end);
        let mut i = s.start;
        while i < s.end {
            if inside(i) {
                i += 1;
                continue;
            }
            if let Some(phrase) = self.according_at(i, s.end)
                && self.according(s, i, i + phrase.len(), quotes)
            {
                return;
            }
            if self.german && self.is(i, &["wie"]) && self.as_said(s, i, quotes) {
                return;
            }
            // A verb at the head of a sentence is a noun ("Reports suggest …").
            if i > s.start
                && (CUE_SET.contains(self.low(i)) || inverted(self.low(i)) == Inverted::Cue)
                && self.cue(s, i, quotes)
            {
                return;
            }
            if self.is(i, &["put", "was"])
                && (self.matches(i, s.end, &["put", "it"]) || self.matches(i, s.end, &["was", "blunt"]))
                && self.cue(s, i, quotes)
            {
                return;
            }
            if self.is(i, &[":"]) && self.colon(s, i, quotes) {
                return;
            }
            i += 1;
        }
        // A quotation that stands alone behind somebody's words goes on with them.
        if let [q] = quotes
            && q.start == s.start
            && q.end + 1 >= s.end
            && q.end - q.start > 5
            && !self.tokens.paragraphs.contains(&s.start)
            && let Some(before) = self.out.last()
            && before.kind == StatementKind::Direct
            && before
                .content
                .last()
                .is_some_and(|c| self.tokens.all.get(s.start).is_some_and(|t| t.start.saturating_sub(c.end) < 200))
        {
            let (speaker, role) = (before.speaker.clone(), before.role.clone());
            if let Some(content) = self.span(*q) {
                self.out.push(Statement {
                    speaker,
                    role,
                    content: vec![content],
                    kind: StatementKind::Direct,
                    ..Statement::default()
                });
            }
        }
    }

    /// "According to X, …", "…, according to X" and "…, according to X, …".
    fn according(&mut self, s: Run, cue: usize, mut at: usize, quotes: &[Run]) -> bool {
        // "según informó X"
        if CUE_SET.contains(self.low(at)) {
            at += 1;
        }
        let Some(mut source) = self.right(at, s.end) else { return false };
        let end = self.body_end(s);
        let marks = [",", "،", ":", "gilt", "فإن", "что", "que", ")"];
        let mut content = Vec::new();
        if cue <= s.start + 1 {
            let mut start = source.end;
            // An apposition that takes the whole sentence was the content.
            if let Some(role) = source.role.filter(|r| r.end + 1 >= end && r.start > at && self.is(r.start - 1, &[","]))
            {
                (source.role, source.end, source.run.end, start) = (None, role.start - 1, role.start - 1, role.start);
            }
            start = self.behind_passed_on(start, end);
            while start < end && self.is(start, &marks) {
                start += 1;
            }
            content.push(Run { start, end });
        } else {
            let mut stop = cue;
            while stop > s.start && self.is(stop - 1, &[",", "،", "—", "–"]) {
                stop -= 1;
            }
            content.push(Run { start: s.start, end: stop });
            // "Wollen nach Angaben ihres Sprechers klagen": what stands behind goes on.
            let apart = self.is(source.end, &[","]);
            let mut start = source.end;
            while start < end && self.is(start, &marks) {
                start += 1;
            }
            let goes_on = if apart {
                stop < cue && !self.is(start, RELATIVES) && !self.passes_on(start, end)
            } else {
                stop == cue
            };
            if goes_on && start < end {
                content.push(Run { start, end });
            }
        }
        if content.iter().map(|c| c.end.saturating_sub(c.start)).sum::<usize>() < 3 {
            return false;
        }
        content.retain(|c| c.start < c.end);
        self.push(s, source, Some(Run { start: cue, end: at }), content, quotes);
        true
    }

    /// Do these words tell who passed something on?
    fn passes_on(&self, at: usize, end: usize) -> bool {
        PASSED_ON.iter().any(|p| self.matches(at, end, p))
    }

    /// Behind ", citado por X,".
    fn behind_passed_on(&self, at: usize, end: usize) -> usize {
        let start = if self.is(at, &[","]) { at + 1 } else { at };
        if !self.passes_on(start, end) {
            return at;
        }
        (start..end.min(start + PHRASE_MAX)).find(|&i| self.is(i, &[","])).unwrap_or(at)
    }

    /// "Das teilte X mit.": the sentence before was said.
    fn that_said(&mut self, s: Run, quotes: &[Run]) -> bool {
        let end = self.body_end(s);
        let cue = s.start + 1;
        if !self.is(s.start, &["das", "dies"])
            || !CUE_SET.contains(self.low(cue))
            || self.tokens.paragraphs.contains(&s.start)
        {
            return false;
        }
        let before = self.tokens.sentences.partition_point(|x| x.start < s.start);
        let Some(&content) = before.checked_sub(1).and_then(|i| self.tokens.sentences.get(i)) else { return false };
        let Some(source) = self.right(cue + 1, end).filter(|x| x.name.is_some()) else { return false };
        if (source.end..end).any(|i| self.is(i, &["dass", ":"]))
            || content.end != s.start
            || content.end < content.start + 5
        {
            return false;
        }
        let content = Run { start: content.start, end: self.body_end(content) };
        self.push(s, source, Some(Run { start: cue, end: cue + 1 }), vec![content], quotes);
        true
    }

    /// "…, wie X mitteilte".
    fn as_said(&mut self, s: Run, at: usize, quotes: &[Run]) -> bool {
        let end = self.body_end(s);
        if at <= s.start + 3 || !self.is(at - 1, &[","]) {
            return false;
        }
        let stop = (at + 1..end.min(at + PHRASE_MAX)).find(|&i| self.is(i, &[","])).unwrap_or(end.min(at + PHRASE_MAX));
        let Some(cue) = (at + 1..stop).rev().find(|&i| CUE_SET.contains(self.low(i))).filter(|&cue| cue + 2 >= stop)
        else {
            return false;
        };
        let Some(source) = self.right(at + 1, cue) else { return false };
        let mut content = vec![Run { start: s.start, end: at - 1 }];
        if stop + 2 < end {
            content.push(Run { start: stop + 1, end });
        }
        self.push(s, source, Some(Run { start: cue, end: cue + 1 }), content, quotes);
        true
    }

    /// "Name, role: “…”"
    fn colon(&mut self, s: Run, at: usize, quotes: &[Run]) -> bool {
        let Some(q) = quotes.iter().find(|q| q.start == at + 1) else { return false };
        let lo = quotes.iter().rev().find(|x| x.end <= at).map_or(s.start, |x| x.end);
        let Some(source) = self.right(lo, at) else { return false };
        if source.name.is_none() || source.run.start != lo || source.end != at || q.end - q.start < 5 {
            return false;
        }
        self.push(s, source, None, vec![*q], quotes);
        true
    }

    /// A verb of saying with its source and its content.
    fn cue(&mut self, s: Run, at: usize, quotes: &[Run]) -> bool {
        let mut start = at;
        while start > s.start && (self.is(start - 1, HELPERS) || inverted(self.low(start - 1)) == Inverted::Helper) {
            start -= 1;
        }
        let pronoun = (start..=at).find(|&i| inverted(self.low(i)) != Inverted::No);
        let mut after = at + 1;
        for phrase in [
            &["quoted", "as", "saying"][..],
            &["put", "it", "this", "way"],
            &["was", "blunt"],
            &["приводит", "слова"],
            &["announced", "by"],
            &["referred", "to"],
            &["raised", "concerns"],
            &["expressed", "doubts"],
            &["teilte", "mit"],
            &["kündigte", "an"],
            &["räumte", "ein"],
            &["fügte", "hinzu"],
            &["gab", "an"],
            &["hob", "hervor"],
            &["führte", "aus"],
        ] {
            if self.matches(at, s.end, phrase) {
                after = at + phrase.len();
            }
        }
        // "сказал(а)"
        if self.is(after, &["("]) && self.is(after + 2, &[")"]) {
            after += 3;
        }
        let cue = Run { start, end: after };
        let before = quotes.iter().rev().find(|q| q.end <= start);
        let behind = quotes.iter().find(|q| q.start >= after);
        let lo = before.map_or(s.start, |q| self.skip_marks(q.end, start));
        // “…”, said X — “…”, X said
        if let Some(q) = before.filter(|q| q.end - q.start > 4 && lo >= q.end) {
            let passed = self.is(at, &["zitierte", "meldete", "цитирует", "приводит"]);
            let source = if passed {
                self.behind_outlet(after, s.end)
            } else if let Some(i) = pronoun {
                Some(Source {
                    run: Run { start: i, end: i + 1 },
                    name: self.last_person.clone(),
                    role: None,
                    end: after,
                })
            } else if lo == start && self.subjectless && after >= self.body_end(s) {
                Some(Source { run: cue, name: self.last_person.clone(), role: None, end: after })
            } else if lo == start {
                self.right(after, behind.map_or(s.end, |b| b.start))
            } else {
                self.left(lo, start).or_else(|| if lo + 1 >= start { self.right(after, s.end) } else { None })
            };
            if let Some(source) = source.filter(|x| x.run.start >= lo) {
                let mut content = vec![*q];
                if let Some(b) = behind.filter(|b| b.start <= source.end.max(after) + 2) {
                    content.push(*b);
                }
                if q.start > s.start && q.start - s.start > 2 {
                    // A quotation inside a clause: all of the clause is content.
                    content.first_mut().into_iter().for_each(|c| c.start = s.start);
                }
                self.push(s, source, Some(cue), content, quotes);
                return true;
            }
            return false;
        }
        // X said: “…”
        if let Some(q) = behind.filter(|q| q.end - q.start > 4) {
            let source = self.left(lo, start).or_else(|| self.right(after, q.start));
            let gap = source.as_ref().map_or(after, |x| x.end.max(after));
            let close = q.start <= after + 5
                || self.is(q.start - 1, &[":"])
                || (q.start <= gap + 2 && self.is(q.start - 1, &[",", "،", ":"]));
            let that = (after..q.start).any(|i| self.is(i, THAT));
            if close && !that && self.is(q.start - 1, &[":", ",", "،"]) {
                if let Some(source) = source {
                    self.push(s, source, Some(cue), vec![*q], quotes);
                    return true;
                }
                return false;
            }
            // "reconnaît « une faute d’organisation »"
            if q.start <= after + 1
                && !that
                && let Some(source) = self.left(lo, start).filter(|x| x.name.is_some())
            {
                self.push(s, source, Some(cue), vec![*q], quotes);
                return true;
            }
        }
        self.clause(s, cue, at, lo, quotes)
    }

    /// "X said that …", "…, X said", "…, said X".
    fn clause(&mut self, s: Run, cue: Run, at: usize, lo: usize, quotes: &[Run]) -> bool {
        let end = self.body_end(s);
        let mut that = cue.end;
        while that < end && that < cue.end + 12 && !self.is(that, THAT) {
            if self.is(that, &[".", ":", ";"]) || that >= cue.end + 8 && CUE_SET.contains(self.low(that)) {
                break;
            }
            that += 1;
        }
        let found = self.is(that, THAT) && that < end;
        // "announced on Wednesday that …"
        let aside = self.is(cue.end, ASIDES) && that <= cue.end + 6;
        let near = found
            && (that <= cue.end + 1
                || aside
                || self.is(at, &["told", "tells", "informed", "assured", "warned"])
                || self.left(lo, cue.start).is_none());
        if near {
            let source =
                self.left(lo, cue.start).or_else(|| self.subject(lo, cue.start)).or_else(|| self.right(cue.end, that));
            if let Some(source) = source {
                let end = self.cited(that, end);
                self.push(s, source, Some(cue), vec![Run { start: that, end }], quotes);
                return true;
            }
        }
        // "X sagte, …"
        if self.german
            && !found
            && let Some(comma) = self.german_comma(cue.end, end)
            && let Some(source) = self.left(lo, cue.start).or_else(|| self.subject(lo, cue.start))
            && end > comma + 3
        {
            self.push(s, source, Some(cue), vec![Run { start: comma + 1, end }], quotes);
            return true;
        }
        // …, X said. / …, said X.
        if let Some(comma) = (s.start..cue.start).rev().take(PHRASE_MAX).find(|&i| self.is(i, &[","]))
            && (comma > s.start + 2 || comma > s.start && self.is(cue.end, &[","]))
        {
            let first = comma + 1 == cue.start;
            let tail = end <= cue.end + 3
                || self.is(cue.end, &["on", "at", "after", "in", "late", "early", "of", "to"]) && end <= cue.end + 9;
            // "Its batteries, Arsenault said, would last": both sides were said.
            let within = !first && self.is(cue.end, &[","]) && !self.is(cue.end + 1, RELATIVES) && cue.end + 3 < end;
            let source = if within {
                self.left(comma + 1, cue.start).filter(|x| x.run.start == comma + 1 && x.run.end == cue.start)
            } else if first {
                self.right(cue.end, end).filter(|x| {
                    end <= cue.end + 9 || self.german && self.is(x.end, &[","]) && !self.is(x.end + 1, RELATIVES)
                })
            } else if tail {
                self.left(s.start, cue.start)
                    .filter(|x| x.run.start > s.start + 2)
                    .and_then(|x| self.since_comma(x, comma))
            } else {
                None
            };
            if let Some(source) = source {
                let mut stop = source.run.start.min(cue.start);
                while stop > s.start && self.is(stop - 1, &[",", "as"]) {
                    stop -= 1;
                }
                if stop > s.start + 2 || within {
                    let mut content = vec![Run { start: s.start, end: stop }];
                    if within {
                        content.push(Run { start: cue.end + 1, end });
                    }
                    // "…, sagte er, aber …"
                    if first
                        && self.german
                        && self.is(source.end, &[","])
                        && !self.is(source.end + 1, RELATIVES)
                        && source.end + 3 < end
                    {
                        content.push(Run { start: source.end + 1, end });
                    }
                    self.push(s, source, Some(cue), content, quotes);
                    return true;
                }
            }
        }
        let plain = (self.is(at, PLAIN) || self.is(at, ACTS))
            && end > cue.end + 2
            && (self.matches(at, end, &["referred", "to"])
                || self.matches(at, end, &["raised", "concerns"])
                || self.matches(at, end, &["expressed", "doubts"])
                || (!self.is(cue.end, BREAKS)
                    && !self.is(cue.end, &[",", "about"])
                    && !self.is(at, &["raised", "referred"])));
        if plain && let Some(source) = self.left(lo, cue.start).or_else(|| self.subject(lo, cue.start)) {
            let end = self.cited(cue.end, end);
            self.push(s, source, Some(cue), vec![Run { start: cue.end, end }], quotes);
            return true;
        }
        false
    }

    /// The comma before what is said in German: next to the verb, or behind a when, where or to whom.
    fn german_comma(&self, at: usize, end: usize) -> Option<usize> {
        if self.is(at, &[","]) {
            return (!self.is(at + 1, RELATIVES) || self.is(at + 1, &["der", "die", "das"])).then_some(at);
        }
        let heads = [
            "am",
            "im",
            "nach",
            "bei",
            "in",
            "auf",
            "vor",
            "zu",
            "zur",
            "zum",
            "dem",
            "der",
            "gegenüber",
            "heute",
            "gestern",
        ];
        let comma = self.is(at, &heads).then(|| (at..end.min(at + 10)).find(|&i| self.is(i, &[","])))??;
        (!(at..comma).any(|i| CUE_SET.contains(self.low(i)))).then_some(comma)
    }

    /// The words from the comma on belong to the speaker: "…, hospital director Priya Sandhu said".
    fn since_comma(&self, mut source: Source, comma: usize) -> Option<Source> {
        if source.run.start <= comma {
            // "…, its chairman, Jack Trelease, said"
            return (source.run.start.checked_sub(1).is_some_and(|i| self.is(i, &[","]))).then_some(source);
        }
        let gap = comma + 1..source.run.start;
        if gap.len() > 8 || gap.clone().any(|i| self.is(i, BREAKS) || self.is(i, PRONOUNS)) {
            return None;
        }
        if !gap.is_empty() {
            let stop = source.role.map_or(source.run.start, |r| r.end.min(source.run.end));
            source.run.start = comma + 1;
            source.role = Some(Run { start: comma + 1, end: stop.max(comma + 1) });
        }
        Some(source)
    }

    /// The subject of a verb behind "and": whom the sentence begins with.
    fn subject(&self, lo: usize, cue: usize) -> Option<Source> {
        let last = cue.checked_sub(1).filter(|&l| l > lo && self.is(l, &["and", "und", "et", "y", "e", "и", ","]))?;
        let m = (lo..last.min(lo + 12)).filter_map(|i| self.by_start.get(&i)).find(|m| m.kind == NameKind::Person)?;
        let before = m.run.start.checked_sub(1).filter(|&b| b >= lo);
        if before.is_some_and(|b| {
            self.is(b, &["of", "with", "to", "by", "von", "mit", "de", "d'", "à", "con", "с", "for", "against"])
        }) {
            return None;
        }
        let start = self.role_start(lo, m.run.start);
        let role = (start < m.run.start).then_some(Run { start, end: m.run.start });
        Some(Source { run: Run { start, end: m.run.end }, name: Some(m.full.clone()), role, end: cue })
    }

    /// Where what is said ends, if ", according to X" stands behind it; X passed it on.
    fn cited(&mut self, start: usize, end: usize) -> usize {
        for i in start + 3..end {
            if !self.is(i - 1, &[","]) {
                continue;
            }
            let Some(phrase) = self.according_at(i, end) else { continue };
            let Some(source) = self.right(i + phrase.len(), end) else { continue };
            if source.end.max(source.run.end) + 1 < end {
                continue;
            }
            if let (Some(name), Some(span)) = (source.name, self.span(Run { start: i, end: source.run.end })) {
                self.via = Some(SecondHand { name, span });
            }
            return i - 1;
        }
        end
    }

    /// "وقال X إن …", "وأضافت: «…»", "… بحسب X": a verb, its subject behind it or before it, then "that" or a colon.
    fn arabic_sentence(&mut self, s: Run, quotes: &[Run]) {
        let end = self.body_end(s);
        let inside = |i: usize| quotes.iter().any(|q| q.start <= i && i < q.end);
        let mut i = s.start;
        while i < end {
            let next = if inside(i) {
                None
            } else if let Some(at) = arabic::according(self.tokens, i, end) {
                self.arabic_according(s, i, at, end, quotes)
            } else if arabic::is_cue(self.low(i)) {
                self.arabic_cue(s, i, end, quotes)
            } else {
                None
            };
            i = next.unwrap_or(i + 1);
        }
    }

    /// The verb at `cue`; where reading goes on.
    fn arabic_cue(&mut self, s: Run, cue: usize, end: usize, quotes: &[Run]) -> Option<usize> {
        let person = |m: &&&Mention| m.kind == NameKind::Person;
        let that = (cue + 1..end.min(cue + 26)).take_while(|&i| !arabic::is_cue(self.low(i))).find(|&i| {
            arabic::is_that(self.low(i)) || self.is(i, &[":"]) || quotes.iter().any(|q| q.start == i && i == cue + 1)
        })?;
        let behind = (cue + 1..that).filter_map(|i| self.by_start.get(&i)).find(person).copied();
        let bare = that == cue + 1 || arabic::is_preposition(self.low(cue + 1));
        let ahead = (s.start..cue).rev().take(4).filter_map(|i| self.by_end.get(&(i + 1))).find(person).copied();
        let (run, name) = match (behind, ahead) {
            (Some(m), _) => (Run { start: cue + 1, end: m.run.end }, Some(m.full.clone())),
            (None, Some(m)) if bare && m.run.end == cue => (m.run, Some(m.full.clone())),
            _ if bare => {
                let known = if cue == s.start { self.last_person.clone() } else { self.arabic_subject(s.start, cue) };
                (Run { start: cue, end: cue + 1 }, known)
            }
            _ => (Run { start: cue + 1, end: that }, None),
        };
        let role = behind.filter(|m| m.run.start > cue + 1).map(|m| Run { start: cue + 1, end: m.run.start });
        let source = Source { run, name, role, end: that };
        let start = if self.is(that, &[":"]) { that + 1 } else { that };
        // The next verb of saying tells of something else.
        let stop = (start + 3..end)
            .find(|&i| {
                let apart = !quotes.iter().any(|q| q.start <= i && i < q.end);
                apart
                    && (arabic::is_cue(self.low(i)) && self.low(i).starts_with('و')
                        || arabic::according(self.tokens, i, end).is_some())
            })
            .unwrap_or(end);
        let mut last = stop;
        while last > start && self.is(last - 1, &["،", ","]) {
            last -= 1;
        }
        let content = match quotes.iter().find(|q| q.start == start) {
            Some(q) => *q,
            None => Run { start, end: last },
        };
        if content.end < content.start + 3 {
            return None;
        }
        let before = self.last_person.clone();
        let known = source.name.is_some();
        self.push(s, source, Some(Run { start: cue, end: cue + 1 }), vec![content], quotes);
        if !known {
            self.last_person = before;
        }
        Some(stop.max(content.end))
    }

    /// Whom an Arabic sentence has spoken of before its second verb.
    fn arabic_subject(&self, start: usize, cue: usize) -> Option<String> {
        (start..cue).filter_map(|i| self.by_start.get(&i)).find(|m| m.kind == NameKind::Person).map(|m| m.full.clone())
    }

    /// "… بحسب X" and "وبحسب X …".
    fn arabic_according(&mut self, s: Run, phrase: usize, at: usize, end: usize, quotes: &[Run]) -> Option<usize> {
        let m = (at..end.min(at + 8))
            .filter_map(|i| self.by_start.get(&i))
            .find(|m| m.kind == NameKind::Person)
            .copied()?;
        if (at..m.run.start).any(|i| !self.word(i)) {
            return None;
        }
        let role = (at < m.run.start).then_some(Run { start: at, end: m.run.start });
        let source =
            Source { run: Run { start: at, end: m.run.end }, name: Some(m.full.clone()), role, end: m.run.end };
        let mut content =
            if phrase <= s.start + 1 { Run { start: m.run.end, end } } else { Run { start: s.start, end: phrase } };
        while content.start < content.end && self.is(content.end - 1, &["،", ","]) {
            content.end -= 1;
        }
        while content.start < content.end && self.is(content.start, &["،", ",", "فإن"]) {
            content.start += 1;
        }
        let said = self.out.last().and_then(|s| s.content.last()).map_or(0, |c| c.end);
        let fresh = self.span(content).is_some_and(|c| c.start >= said);
        if content.end < content.start + 3 || !fresh {
            return None;
        }
        self.push(s, source, Some(Run { start: phrase, end: at }), vec![content], quotes);
        Some(m.run.end)
    }

    fn skip_marks(&self, mut at: usize, end: usize) -> usize {
        while at < end && self.is(at, &[",", "،", "—", "–", "-", "."]) {
            at += 1;
        }
        at
    }

    /// "zitierte Die Laterne Anna Ode, Ministerin": the last name of two is the speaker.
    fn behind_outlet(&self, at: usize, end: usize) -> Option<Source> {
        let colon = (at..end.min(at + PHRASE_MAX)).find(|&i| self.is(i, &[":"]));
        if let Some(colon) = colon {
            return self.right(colon + 1, end);
        }
        (at..end.min(at + 10))
            .rev()
            .filter_map(|i| self.by_start.get(&i))
            .find(|m| m.kind == NameKind::Person && m.run.start > at)
            .map(|m| {
                let words = m.run.end - m.run.start;
                // Outlet and speaker may stand side by side: the last two words name the speaker.
                let start = if words > 2 && m.run.start <= at + 1 { m.run.end - 2 } else { m.run.start };
                let run = Run { start, end: m.run.end };
                self.with_role(run, written(self.tokens, run), end)
            })
    }

    /// The speaker whose words end where the cue begins.
    fn left(&self, lo: usize, cue: usize) -> Option<Source> {
        let last = cue.checked_sub(1).filter(|&l| l >= lo)?;
        if last > lo + 2 && self.is(last, &[","]) && self.is(last - 1, HOWEVER) && self.is(last - 2, &[","]) {
            return self.left(lo, last - 2).map(|s| Source {
                run: Run { start: s.run.start, end: last - 2 },
                end: cue,
                ..s
            });
        }
        if self.is(last, &[","]) {
            let floor = lo.max(last.saturating_sub(PHRASE_MAX));
            let comma = (floor..last).rev().find(|&i| self.is(i, &[","]))?;
            let between = self.by_start.get(&(comma + 1)).filter(|m| m.run.end == last && m.kind == NameKind::Person);
            if let Some(m) = self
                .by_end
                .get(&comma)
                .filter(|m| m.run.start >= lo && (between.is_none() || m.kind == NameKind::Person))
            {
                let start = self.role_start(lo, m.run.start);
                let role = Run { start: comma + 1, end: last };
                let role = if self.is(role.start, RELATIVES) || self.is(role.start, BREAKS) || self.no_role(role.start)
                {
                    (start < m.run.start).then_some(Run { start, end: m.run.start })
                } else {
                    Some(role)
                };
                return Some(Source { run: Run { start, end: last }, name: Some(m.full.clone()), role, end: cue });
            }
            let m = between?;
            let mut start = comma;
            while start > lo && comma - start < 10 && !self.is(start - 1, &[","]) {
                start -= 1;
            }
            return Some(Source {
                run: Run { start, end: last },
                name: Some(m.full.clone()),
                role: Some(Run { start, end: comma }),
                end: cue,
            });
        }
        if self.is(last, &[")"]) {
            let open = (lo.max(last.saturating_sub(8))..last).rev().find(|&i| self.is(i, &["("]))?;
            return self.left(lo, open).map(|s| Source { run: Run { start: s.run.start, end: cue }, end: cue, ..s });
        }
        if let Some(source) = self.belongs_to(lo, cue) {
            return Some(source);
        }
        if let Some(m) = self.by_end.get(&cue).filter(|m| m.run.start >= lo) {
            let start = self.role_start(lo, m.run.start);
            // "Scientists of the institute said": not the institute.
            let of = self.is(m.run.start.saturating_sub(1), OF)
                || self.is(m.run.start.saturating_sub(1), &["the", "la", "l'", "le"])
                    && self.is(m.run.start.saturating_sub(2), OF);
            if m.kind != NameKind::Person && start < m.run.start && of {
                let role = Some(Run { start, end: cue });
                return Some(Source { run: Run { start, end: cue }, name: None, role, end: cue });
            }
            // "Im Gespräch mit der Zeitung sagte …": the outlet was spoken to.
            if start > lo && self.is(start - 1, &["with", "mit", "avec", "con", "com", "с"]) {
                return None;
            }
            // "Harbourlight and Cascade Mutual announced": one of two is not the speaker.
            let both = start > lo
                && self.is(start - 1, &["and", "und", "et", "y", "e", "и", "&"])
                && self.by_end.get(&(start - 1)).is_some_and(|m| m.run.start >= lo);
            if both {
                let first = self.by_end.get(&(start - 1)).map_or(start, |m| m.run.start);
                return Some(Source { run: Run { start: first, end: cue }, name: None, role: None, end: cue });
            }
            let role = (start < m.run.start).then_some(Run { start, end: m.run.start });
            let speaks = m.kind != NameKind::Place || start == m.run.start;
            return speaks.then(|| Source { run: Run { start, end: cue }, name: Some(m.full.clone()), role, end: cue });
        }
        if self.is(last, PRONOUNS) {
            let name = self.last_person.clone();
            return Some(Source { run: Run { start: last, end: cue }, name, role: None, end: cue });
        }
        if self.is(last, OTHERS) {
            return Some(Source { run: Run { start: last, end: cue }, name: None, role: None, end: cue });
        }
        // "a senior official cited by …", "the ministry"
        let mut start = cue;
        while start > lo
            && cue - start < 10
            && (self.word(start - 1) || self.is(start - 1, &["'s", "’s"]))
            && !self.is(start - 1, BREAKS)
        {
            start -= 1;
        }
        (start < cue).then_some(Source {
            run: Run { start, end: cue },
            name: self.named_by_role(Run { start, end: cue }),
            role: Some(Run { start, end: cue }),
            end: cue,
        })
    }

    /// An apposition that tells an age or where somebody is from.
    fn no_role(&self, i: usize) -> bool {
        self.is(i, &["de", "d'", "von", "aus", "mit", "с", "из", "di", "of", "from", "aged"])
            || self.tokens.all.get(i).is_some_and(|t| t.shape == Shape::Number)
    }

    /// "Carla Munro of BC Coastal Ferries said": a person, and where they belong.
    fn belongs_to(&self, lo: usize, cue: usize) -> Option<Source> {
        let floor = lo.max(cue.saturating_sub(12));
        let m = (floor..cue)
            .rev()
            .filter_map(|i| self.by_end.get(&i))
            .find(|m| m.kind == NameKind::Person && m.run.start >= lo)?;
        let at = m.run.end;
        let plain =
            |i: usize| self.word(i) && !self.is(i, BREAKS) && !self.is(i, PRONOUNS) && !CUE_SET.contains(self.low(i));
        if !self.is(at, OF) || at + 1 >= cue || !(at + 1..cue).all(|i| plain(i) || self.is(i, &["'s", "’s"])) {
            return None;
        }
        let start = self.role_start(lo, m.run.start);
        let role = (start < m.run.start).then_some(Run { start, end: m.run.start });
        Some(Source { run: Run { start, end: cue }, name: Some(m.full.clone()), role, end: cue })
    }

    /// Where the roles in front of a name begin.
    fn role_start(&self, lo: usize, name: usize) -> usize {
        let mut start = name;
        while start > lo && name - start < 8 {
            let Some(t) = self.tokens.all.get(start - 1) else { break };
            let part = t.among(&["'s", "’s", "the", "of", "for"])
                || (t.shape == Shape::Word
                    && (t.capital || is_title(&t.low) || is_role(&t.low) || is_people(&t.low))
                    && !t.among(BREAKS))
                || (t.is(".") && start >= lo + 2 && is_title(self.low(start - 2)));
            if !part {
                break;
            }
            start -= 1;
        }
        while start < name && self.is(start, &["'s", "’s", "of", "for", "."]) {
            start += 1;
        }
        start
    }

    /// The speaker whose words begin behind the cue.
    fn right(&self, mut at: usize, end: usize) -> Option<Source> {
        while at < end && self.is(at, &["also", "later", "then", "—", "–", ":"]) {
            at += 1;
        }
        let end = if self.german { self.german_phrase(at, end) } else { end };
        for i in at..end.min(at + 8) {
            if let Some(m) = self.by_start.get(&i) {
                let rest = (i..end).find(|&k| self.is(k, &["'s", "’s"]));
                let owner = rest == Some(m.run.end)
                    || (m.kind != NameKind::Person
                        && self.word(m.run.end)
                        && !self.is(m.run.end, BREAKS)
                        && !CUE_SET.contains(self.low(m.run.end)));
                let of = i > at + 1
                    && m.kind != NameKind::Person
                    && (self.is(i - 1, OF) || self.is(i - 2, OF) && self.is(i - 1, &["the", "la", "l'", "le"]));
                if of {
                    let run = Run { start: at, end: m.run.end };
                    return Some(Source { run, name: None, role: Some(run), end: m.run.end });
                }
                if !owner {
                    let start = if i > at { at } else { i };
                    let mut source = self.with_role(m.run, m.full.clone(), end);
                    if start < i {
                        source.role = source.role.or(Some(Run { start, end: i }));
                    }
                    source.run.start = start;
                    return Some(source);
                }
            } else if self.is(i, PRONOUNS) && i == at {
                let name = self.last_person.clone();
                return Some(Source { run: Run { start: i, end: i + 1 }, name, role: None, end: i + 1 });
            }
            if !(self.word(i) || self.is(i, &["'s", "’s", "."])) || (self.is(i, BREAKS) && i > at) {
                break;
            }
        }
        let mut stop = at;
        while stop < end
            && stop < at + 10
            && (self.word(stop) || self.is(stop, &["'s", "’s"]))
            && (stop == at && self.is(at, &["le"]) || !self.is(stop, BREAKS))
        {
            stop += 1;
        }
        // "…, schrieb elf Romane": nobody.
        if is_number_word(self.low(at)) {
            return None;
        }
        // "dijo el armador, Andrés Pedreño."
        if stop > at
            && self.is(stop, &[","])
            && (at..stop).any(|i| self.role(i))
            && let Some(m) = self.by_start.get(&(stop + 1)).filter(|m| m.kind == NameKind::Person && m.run.end <= end)
        {
            let run = Run { start: at, end: m.run.end };
            return Some(Source {
                run,
                name: Some(m.full.clone()),
                role: Some(Run { start: at, end: stop }),
                end: m.run.end,
            });
        }
        (stop > at && !self.is(at, &["that", "it"])).then_some(Source {
            run: Run { start: at, end: stop },
            name: self.named_by_role(Run { start: at, end: stop }),
            role: Some(Run { start: at, end: stop }),
            end: stop,
        })
    }

    /// Where a German phrase for a speaker ends: behind its nouns, with what stands in the genitive behind them.
    fn german_phrase(&self, at: usize, end: usize) -> usize {
        let capital = |i: usize| self.tokens.all.get(i).is_some_and(|t| t.capital && t.shape == Shape::Word);
        let mut noun = false;
        let mut i = at;
        while i < end && i < at + PHRASE_MAX {
            if capital(i) {
                noun = true;
            } else if noun && self.word(i) {
                let goes_on = self.is(i, &["der", "des", "von", "vom", "für", "und"])
                    && (i + 1..i + 4).any(|k| k < end && capital(k));
                if !goes_on {
                    return i;
                }
                noun = false;
            } else if noun && !self.is(i, &["-", "."]) {
                // An apposition or a bracket is read by whoever asks for the name.
                return end;
            }
            i += 1;
        }
        end
    }

    /// A name with the apposition or bracket behind it.
    fn with_role(&self, name: Run, full: String, end: usize) -> Source {
        let plain = Source { run: name, name: Some(full.clone()), role: None, end: name.end };
        let (open, close) = if self.is(name.end, &["("]) {
            ("(", &[")"][..])
        } else {
            (",", &[",", "،", ":", ".", "«", "“", "„", "\"", ";"][..])
        };
        if !(self.is(name.end, &["،"]) || self.low(name.end) == open) {
            return plain;
        }
        let start = name.end + 1;
        let stop =
            (start..end.min(start + PHRASE_MAX)).find(|&i| self.is(i, close)).unwrap_or(end.min(start + PHRASE_MAX));
        let fits = stop > start
            && self.word(start)
            && !self.is(
                start,
                &[
                    "and",
                    "but",
                    "who",
                    "citing",
                    "cité",
                    "citée",
                    "citado",
                    "citada",
                    "zitiert",
                    "adding",
                    "in",
                    "on",
                    "speaking",
                    "while",
                    "as",
                    "قوله",
                    "قولها",
                    "فإن",
                ],
            );
        if !fits {
            return plain;
        }
        let stop_after = if open == "(" { stop + 1 } else { stop };
        Source {
            run: Run { start: name.start, end: stop_after.min(end) },
            name: Some(full),
            role: Some(Run { start, end: stop }).filter(|_| !self.no_role(start)),
            end: stop_after,
        }
    }

    /// Who passed the statement on, if the sentence says so.
    fn second_hand(&self, s: Run, quotes: &[Run]) -> Option<SecondHand> {
        for i in s.start..s.end {
            if quotes.iter().any(|q| q.start <= i && i < q.end) {
                continue;
            }
            let Some(phrase) = PASSED_ON.iter().find(|p| self.matches(i, s.end, p)) else { continue };
            let at = i + phrase.len();
            let stop = (at..s.end.min(at + 10))
                .find(|&k| self.is(k, &[".", ",", ":", "،", "عن", "«", "“"]))
                .unwrap_or(s.end.min(at + 10));
            let named = (at..stop)
                .filter_map(|k| self.by_start.get(&k))
                .rfind(|m| m.run.end <= stop && m.kind != NameKind::Place);
            let run = match named {
                _ if phrase.len() == 1 && self.is(stop, &[":"]) => Run { start: at, end: stop },
                Some(m) if phrase.len() == 1 && self.low(stop) == "," => {
                    let first = (at..stop).filter_map(|k| self.by_start.get(&k)).next().unwrap_or(m);
                    if first.run == m.run && m.run.end > m.run.start + 2 {
                        Run { start: at, end: m.run.end - 2 }
                    } else {
                        Run { start: at, end: first.run.end.min(m.run.start.max(at + 1)) }
                    }
                }
                Some(m) => {
                    let the =
                        m.run.start > at && m.run.start - at == 1 && self.tokens.all.get(at).is_some_and(|t| t.capital);
                    Run { start: if the { at } else { m.run.start }, end: m.run.end }
                }
                None => {
                    let caps = (at..stop).take_while(|&k| self.tokens.all.get(k).is_some_and(|t| t.capital)).count();
                    Run { start: at, end: at + caps }
                }
            };
            if run.start < run.end {
                return Some(SecondHand {
                    name: written(self.tokens, run),
                    span: self.span(Run { start: i, end: run.end })?,
                });
            }
        }
        None
    }

    fn occasion(&self, s: Run, quotes: &[Run]) -> Option<Span> {
        (s.start..s.end).filter(|&i| !quotes.iter().any(|q| q.start <= i && i < q.end)).find_map(|i| {
            let phrase = OCCASIONS.iter().find(|p| self.matches(i, s.end, p))?;
            let at = i + phrase.len();
            let mut end = at;
            while end < s.end
                && end < at + 6
                && self.word(end)
                && !self.is(end, BREAKS)
                && !CUE_SET.contains(self.low(end))
            {
                end += 1;
            }
            self.span(Run { start: i, end })
        })
    }

    fn push(&mut self, s: Run, mut source: Source, cue: Option<Run>, content: Vec<Run>, quotes: &[Run]) {
        let covered = |r: &Run| quotes.iter().any(|q| q.start <= r.start && r.end <= q.end);
        let kind = if content.iter().all(covered) {
            StatementKind::Direct
        } else if content.iter().any(|r| quotes.iter().any(|q| q.start < r.end && r.start < q.end)) {
            StatementKind::Mixed
        } else {
            StatementKind::Indirect
        };
        let second_hand = self.via.take().or_else(|| self.second_hand(s, quotes));
        // "an official cited by Sputnik": the agency did not say it.
        if let (Some(second), Some(name)) = (&second_hand, &source.name)
            && (*name == second.name || name.ends_with(&second.name))
        {
            source.name = None;
        }
        let role = source.role.map(|mut r| {
            while r.start < r.end && self.is(r.start, BEFORE_ROLES) {
                r.start += 1;
            }
            let role = written(self.tokens, r);
            // "Nach Angaben ihres Sprechers": Sprecher.
            match role.strip_suffix('s') {
                Some(bare) if self.german && r.end == r.start + 1 && is_german_role(&bare.to_lowercase()) => {
                    bare.to_owned()
                }
                _ => role,
            }
        });
        if let Some(name) = &source.name {
            self.last_person = Some(name.clone());
        }
        let spans = |runs: &[Run]| runs.iter().filter_map(|r| self.span(*r)).collect::<Vec<_>>();
        let statement = Statement {
            speaker: source.name,
            role: role.filter(|r| !r.is_empty()),
            source: spans(&[source.run]),
            cue: spans(cue.as_slice()),
            content: spans(&content),
            kind,
            occasion: self.occasion(s, quotes),
            second_hand,
        };
        self.out.push(statement);
    }
}
