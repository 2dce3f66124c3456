//! What several independent outlets tell alike, and what only one side tells.

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::text::{Sentence, likeness, sentences, source, telling};
use super::{Agreed, OneSide, Report, Source};

/// Independent outlets that must tell the same; of so few each must tell it plainly.
const OUTLETS: usize = 2;
/// From so many on they bear each other out.
const MANY: usize = 3;
/// Outlets that must be silent on what one side tells.
const SILENT: usize = 3;
/// Claims shown.
const SHOWN: usize = 6;
/// The part of a claim's weight that another sentence must hold to tell the same, and from which it may be the same.
const SAME: f32 = 0.45;
const AKIN: f32 = 0.3;
/// Stems of a sentence that says little more than its figure.
const BRIEF: usize = 12;
/// The same where there are no figures to go by.
const WORDED: f32 = 0.6;
/// The part of a claim's weight that another sentence must hold where only two tell it, with figures and without.
const PLAIN: f32 = 0.5;
const PLAINLY_WORDED: f32 = 0.7;

/// Has the sentence something that can be compared, and is it more than who said something or what another outlet wrote?
fn claims_something(sentence: &Sentence) -> bool {
    !sentence.quoted && !sentence.cites && (!sentence.figures.is_empty() || sentence.names >= 2 && !sentence.attributes)
}

/// Does `b` tell what `a` tells? All of `a`'s figures stand in `b`; in one language most of its words as well, in two languages the
/// figures must be such as hardly stand for two things.
fn tells(a: &Sentence, b: &Sentence) -> bool {
    if !a.figures.is_subset(&b.figures) {
        return false;
    }
    if a.language == b.language {
        let (share, stems) = likeness(a, b);
        if a.figures.is_empty() {
            return share >= WORDED && stems >= 3;
        }
        return share >= SAME && stems >= 2 || share >= AKIN && stems >= 1 && a.figures.iter().any(|f| telling(f));
    }
    // One figure alone stands for a whole sentence only if that says little more.
    a.figures.len() == 1 && a.stems.len() <= BRIEF && a.figures.iter().any(|f| telling(f))
        || a.figures.len() >= 2 && a.figures.iter().any(|f| f.len() >= 2)
}

/// Does `b` tell what `a` tells beyond doubt, so that two are enough?
fn tells_plainly(a: &Sentence, b: &Sentence) -> bool {
    if a.language == b.language {
        let (share, stems) = likeness(a, b);
        return if a.figures.is_empty() { share >= PLAINLY_WORDED && stems >= 4 } else { share >= PLAIN && stems >= 3 };
    }
    let kin = a.kin.intersection(&b.kin).count();
    let figures = a.figures.len() >= 2 && a.figures.iter().any(|f| telling(f));
    figures && kin >= 1 || a.figures.iter().any(|f| telling(f)) && kin >= 2
}

/// How well `b` tells what `a` tells: of an outlet's sentences the best is shown.
fn closeness(a: &Sentence, b: &Sentence) -> (usize, usize) {
    let kin = a.kin.intersection(&b.kin).count();
    let held = if a.language == b.language { (likeness(a, b).0 * 100.0) as usize } else { 0 };
    (held + kin * 10, usize::MAX - b.figures.difference(&a.figures).count())
}

/// Is `b` about the same with other figures? So it is in one language by its words, in any by a figure that both have.
fn differs(a: &Sentence, b: &Sentence) -> bool {
    let others = b.figures.difference(&a.figures).next().is_some();
    let met = a.figures.iter().any(|f| telling(f) && b.figures.contains(f));
    let alike = a.language == b.language && a.figures.is_disjoint(&b.figures) && likeness(a, b).0 >= SAME;
    others && (alike || met && !a.figures.is_subset(&b.figures))
}

/// What the reports agree on, best supported first; what only one side tells is left to that.
pub fn agreed(order: &[&Report<'_>], sentences: &[Sentence], one_side: &[OneSide]) -> Vec<Agreed> {
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    sentences.iter().for_each(|s| *languages.entry(&s.language).or_insert(0) += 1);
    let partial: BTreeSet<&str> =
        one_side.iter().flat_map(|o| o.others.iter().chain([&o.source])).map(|s| s.text.as_str()).collect();
    let seeds = sentences.iter().filter(|s| claims_something(s) && !partial.contains(s.text.as_str()));
    let mut claims: Vec<(usize, &Sentence, Vec<&Sentence>)> = Vec::new();
    for seed in seeds {
        let own = voice(order, seed);
        let mut best: BTreeMap<&str, &Sentence> = BTreeMap::new();
        for other in sentences.iter().filter(|o| !o.quoted && !o.cites && o.report != seed.report && tells(seed, o)) {
            let of = voice(order, other);
            if of != own && best.get(of).is_none_or(|known| closeness(seed, other) > closeness(seed, known)) {
                best.insert(of, other);
            }
        }
        let mut others: Vec<&Sentence> = best.into_values().collect();
        if others.len() + 1 < MANY {
            others.retain(|o| tells_plainly(seed, o));
        }
        others.sort_by_key(|o| (o.report, o.place));
        let latest = others.iter().map(|o| o.report).chain([seed.report]).max().unwrap_or_default();
        let outdated = sentences.iter().any(|o| o.report > latest && differs(seed, o));
        if others.len() + 1 >= OUTLETS && !outdated {
            claims.push((others.len() + 1, seed, others));
        }
    }
    // Of equally supported claims the one in the language of most of the text, then the shorter, which says less that others do not.
    claims.sort_by_key(|(n, seed, _)| {
        let spoken = languages.get(seed.language.as_str()).copied().unwrap_or_default();
        (Reverse(*n), Reverse(seed.figures.len().min(2)), Reverse(spoken), seed.text.len(), seed.report, seed.place)
    });
    let mut chosen: Vec<&Sentence> = Vec::new();
    let mut out = Vec::new();
    for (_, seed, others) in claims {
        let known = chosen.iter().any(|c| {
            !seed.figures.is_empty() && !seed.figures.is_disjoint(&c.figures)
                || likeness(seed, c).0 > AKIN
                || likeness(c, seed).0 > AKIN
        });
        if known || out.len() >= SHOWN {
            continue;
        }
        chosen.push(seed);
        out.push(Agreed {
            source: at(order, seed),
            others: others.iter().map(|o| at(order, o)).collect(),
            shared: seed.figures.iter().cloned().collect(),
        });
    }
    out
}

/// What only outlets of one country or of one owner tell, two of them at least, while three others that could be compared are silent.
pub fn one_side(order: &[&Report<'_>], told: &[Sentence]) -> Vec<OneSide> {
    let mut out: Vec<OneSide> = Vec::new();
    // Who copies a claim tells it too: looked at only where there is a claim.
    let copied = LazyCell::new(|| sentences(order, true));
    for (by, side_of) in [("country", country as fn(&Report<'_>) -> Option<String>), ("owner", owner)] {
        for seed in told.iter().filter(|s| claims_something(s)) {
            if out.len() >= SHOWN {
                return out;
            }
            let Some(side) = order.get(seed.report).and_then(|r| side_of(r)) else { continue };
            let Some(found) = side_only(order, told, seed, (by, &side, side_of)) else { continue };
            let known = |o: &OneSide| o.others.iter().chain([&o.source]).any(|source| source.text == found.source.text);
            let elsewhere = |s: &Sentence| {
                akin(seed, s) && order.get(s.report).and_then(|r| side_of(r)).is_none_or(|other| other != side)
            };
            if !out.iter().any(known) && !copied.iter().any(elsewhere) {
                out.push(found);
            }
        }
    }
    out
}

type Side<'a> = (&'static str, &'a str, fn(&Report<'_>) -> Option<String>);

fn side_only(
    order: &[&Report<'_>],
    sentences: &[Sentence],
    seed: &Sentence,
    (by, side, side_of): Side<'_>,
) -> Option<OneSide> {
    let mut others: Vec<&Sentence> = Vec::new();
    let mut outlets = BTreeSet::from([outlet(order, seed)]);
    let across = seed.figures.iter().any(|f| telling(f));
    for other in sentences.iter().filter(|o| o.report != seed.report) {
        let ours = order.get(other.report).and_then(|r| side_of(r)).as_deref() == Some(side);
        if ours && tells(seed, other) && outlets.insert(outlet(order, other)) {
            others.push(other);
        } else if !ours && akin(seed, other) {
            return None;
        }
    }
    // An outlet whose side is not known may be of this one: it is not counted among the silent.
    let comparable =
        |r: &&&Report<'_>| across || super::primary(r.article.language.as_deref().unwrap_or_default()) == seed.language;
    let silent: BTreeSet<&str> = order
        .iter()
        .filter(|r| r.copy.is_none())
        .filter(comparable)
        .filter(|r| side_of(r).is_some_and(|s| s != side))
        .map(|r| r.outlet.slug.as_str())
        .collect();
    (outlets.len() >= 2 && silent.len() >= SILENT).then(|| OneSide {
        by: by.to_owned(),
        side: side.to_owned(),
        silent: silent.len(),
        source: at(order, seed),
        others: others.iter().map(|o| at(order, o)).collect(),
    })
}

/// May `b` tell what `a` tells, or tell of the same with other figures?
fn akin(a: &Sentence, b: &Sentence) -> bool {
    let shared_figure = a.figures.iter().any(|f| b.figures.contains(f) && (telling(f) || a.language == b.language));
    shared_figure || a.language == b.language && (likeness(a, b).0 >= AKIN || likeness(b, a).0 >= SAME)
}

fn country(report: &Report<'_>) -> Option<String> {
    report.outlet.country.clone()
}

fn owner(report: &Report<'_>) -> Option<String> {
    report.outlet.owner.clone()
}

/// Who speaks: outlets of one owner are one voice.
fn voice<'a>(order: &[&'a Report<'_>], sentence: &Sentence) -> &'a str {
    order.get(sentence.report).and_then(|r| r.outlet.owner.as_deref()).unwrap_or(outlet(order, sentence))
}

fn outlet<'a>(order: &[&'a Report<'_>], sentence: &Sentence) -> &'a str {
    order.get(sentence.report).map_or("", |r| r.outlet.slug.as_str())
}

fn at(order: &[&Report<'_>], sentence: &Sentence) -> Source {
    order.get(sentence.report).map(|r| source(r, sentence.text.clone())).unwrap_or_default()
}
