//! How an article is compared with strands, and how that is said in words.

use analysis::TermKind;
use rustc_hash::FxHashMap;

use super::{Grouper, Member, POSTED, Strand, WINDOW};
use crate::score::{FEATURES, Features, joins, probability};
use crate::terms::{Vectors, dot, found, length};
use crate::why::{Alike, Apart, Why};

/// Strands looked at by shared terms, and of these by all features.
const LOOKED_AT: usize = 16;
const SCORED: usize = 6;
/// Heaviest terms that are followed to however many strands; others to so many at most.
const RARE: usize = 6;
const LONG: usize = 200;
/// Members looked at one by one.
const LATEST: usize = 8;
/// Names that an article with a text shares with one strand alone, from which it joins with little else in common, and the least
/// probability for that: a report of the next day tells new things about the same people. Several, as one name may be of many words.
const OWN_NAMES: usize = 3;
const OWN_BAR: f32 = 0.02;
/// Members of the strand that must have a name for it to be the strand's own, and the part of all articles with it that they must be:
/// what one report alone names may be anything, in German any noun.
const OWN_MEMBERS: f32 = 2.0;
const OWN_PART: f32 = 0.9;

/// The part of all articles from which a word is no reason for people, once there are more than a few articles.
const COMMON: f32 = 0.4;
const FEW: u32 = 8;

/// How well an article goes with a strand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ranked {
    /// The probability that it belongs there.
    pub(super) p: f32,
    /// The strand.
    pub(super) strand: u32,
    /// Is that enough?
    pub(super) joins: bool,
}

impl Grouper {
    /// The best strands for an article with their scores, best first.
    pub(super) fn ranked(&self, member: &Member) -> Vec<Ranked> {
        let rank = |(strand, features): (u32, Features)| {
            let p = probability(&features, member.full);
            let joins = joins(p, &features, member.full) || p >= OWN_BAR && self.owns(strand, member);
            Ranked { p, strand, joins }
        };
        let mut out: Vec<Ranked> = self.candidates(member).into_iter().map(rank).collect();
        out.sort_by(|a, b| b.p.total_cmp(&a.p).then(a.strand.cmp(&b.strand)));
        out
    }

    /// The strands worth scoring, with their features.
    pub(super) fn candidates(&self, member: &Member) -> Vec<(u32, Features)> {
        let mut overlap: FxHashMap<u32, f32> = FxHashMap::default();
        let common = if self.terms.articles(member.language) > 50 { 0.2 } else { 1.1 };
        for (n, &(id, weight)) in member.vectors.heaviest.iter().take(POSTED).enumerate() {
            let strands = self.postings.get(id as usize).map_or(&[][..], Vec::as_slice);
            if self.terms.share(member.language, id) > common || n >= RARE && strands.len() > LONG {
                continue;
            }
            for &strand in strands {
                *overlap.entry(strand).or_insert(0.0) += weight * weight;
            }
        }
        let mut found: Vec<(f32, u32)> = overlap.into_iter().map(|(strand, w)| (w, strand)).collect();
        found.retain(|&(_, s)| self.strand(s).is_some_and(|s| near(member.time, s)));
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        found.sort_by(order);
        found.truncate(LOOKED_AT);
        for entry in &mut found {
            entry.0 = self.strand(entry.1).map_or(0.0, |s| s.centre.likeness(&member.vectors.all));
        }
        found.sort_by(order);
        found.truncate(SCORED);
        found.into_iter().filter_map(|(_, id)| Some((id, self.features(member, self.strand(id)?)))).collect()
    }

    /// How a strand looks to an article.
    pub(super) fn features(&self, member: &Member, strand: &Strand) -> Features {
        let own = &member.vectors;
        let others =
            || strand.members.iter().rev().filter(|a| **a != member.arrival).filter_map(|a| self.members.get(a));
        let latest: Vec<&Member> = others().take(LATEST).collect();
        let count = latest.len().max(1) as f32;
        let (mut highest, mut total, mut over, mut title) = (0.0_f32, 0.0, 0.0, 0.0_f32);
        for other in &latest {
            let c = dot(&own.all, &other.vectors.all);
            highest = highest.max(c);
            total += c;
            over += f32::from(c > 0.12);
            title = title.max(dot(&own.title, &other.vectors.title));
        }
        let gap = days(gap(member.time, strand));
        let age = days(member.time.zip(strand.first).map(|(t, f)| (t - f).max(0)));
        let all = strand.centre.likeness(&own.all);
        let in_title = cosine(&own.title, &strand.centre.title);
        let names = cosine(&own.names, &strand.centre.names);
        let top = own.heaviest.iter().take(6);
        let rare: f32 = top.clone().filter(|t| has(&strand.centre.all, t.0)).map(|t| t.1).sum();
        let rare_all: f32 = top.map(|t| t.1).sum::<f32>().max(0.01);
        let both_names = !own.names.is_empty() && !strand.centre.names.is_empty();
        let both_numbers = !own.numbers.is_empty() && !strand.centre.numbers.is_empty();
        let mut out: Features = [0.0; FEATURES];
        out.copy_from_slice(&[
            1.0,
            all,
            in_title,
            names,
            cosine(&own.numbers, &strand.centre.numbers),
            highest,
            total / count,
            over / count,
            title,
            gap.map_or(0.5, |d| (-d).exp()),
            gap.map_or(0.5, |d| (-d / 4.0).exp()),
            age.map_or(0.5, |d| (-d / 4.0).exp()),
            (strand.members.len() as f32).ln(),
            f32::from(member.outlet != u32::MAX && strand.outlets.binary_search(&member.outlet).is_ok()),
            found(&own.title, &strand.centre.all),
            rare / rare_all,
            f32::from(both_names),
            f32::from(both_numbers),
            f32::from(gap.is_none()),
            all.max(0.0).sqrt(),
            f32::from(both_names && names < 0.05),
            names * all,
            title * highest,
            found(&strand.centre.names, &own.all) / length(&strand.centre.names).powi(2).max(1e-6),
            self.concentration(own, strand, POSTED, false),
            self.concentration(own, strand, 6, true),
            top_found(&strand.centre.names, &own.all),
            top_found(&own.names, &strand.centre.all),
            top_found(&strand.centre.numbers, &own.all),
        ]);
        out
    }

    /// Are enough of the article's names the strand's own? Days after another event with the same names is told as news, so
    /// times must be known.
    fn owns(&self, strand: u32, member: &Member) -> bool {
        let Some(strand) = self.strand(strand).filter(|s| member.full && gap(member.time, s).is_some()) else {
            return false;
        };
        let own = |name: u32| {
            let here = weight(&strand.centre.counts, name).unwrap_or(0.0);
            here >= OWN_MEMBERS && here >= OWN_PART * (self.terms.count_of(name) - 1.0)
        };
        member.vectors.names.iter().filter(|name| own(name.0)).count() >= OWN_NAMES
    }

    /// How much of the remembered articles with the article's heaviest terms is in this strand: the weighted mean, or the highest.
    fn concentration(&self, own: &Vectors, strand: &Strand, terms: usize, highest: bool) -> f32 {
        let (mut total, mut weights, mut best) = (0.0, 0.0, 0.0_f32);
        for &(id, w) in own.heaviest.iter().take(terms) {
            let here = weight(&strand.centre.counts, id).unwrap_or(0.0);
            let there = (self.terms.count_of(id) - 0.5).max(0.5);
            total += w * w * here / there;
            weights += w * w;
            best = best.max(here / (there + 1.0));
        }
        if highest { best } else { total / f32::max(weights, 0.01) }
    }

    /// Why the article stands in this strand.
    pub(super) fn why(&self, member: &Member, strand: u32, p: f32, second: Option<f32>) -> Why {
        let Some(strand) = self.strand(strand) else { return Why::First };
        let few = self.terms.articles(member.language) < FEW;
        let mut shared: Vec<(f32, u32)> = member
            .vectors
            .heaviest
            .iter()
            .filter(|term| few || self.terms.share(member.language, term.0) <= COMMON)
            .filter_map(|&(id, w)| weight(&strand.centre.all, id).map(|c| (w * c * self.emphasis(id), id)))
            .collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let percent = |p: f32| (p * 100.0).round() as u8;
        Why::Alike(Alike {
            words: shared.iter().take(5).map(|s| self.terms.word(s.1).0.to_owned()).collect(),
            apart: gap(member.time, strand).map(Apart::from),
            sure: Some(percent(p)),
            next: second.filter(|s| *s >= 0.1).map(percent),
        })
    }

    /// Names and figures say more to people than other words.
    fn emphasis(&self, id: u32) -> f32 {
        match self.terms.word(id).1 {
            TermKind::Name => 2.0,
            TermKind::Number => 1.2,
            TermKind::Word => 1.0,
        }
    }
}

/// The cosine of a unit vector and a sum.
fn cosine(unit: &[(u32, f32)], centre: &[(u32, f32)]) -> f32 {
    let length = length(centre);
    if length > 0.0 { dot(unit, centre) / length } else { 0.0 }
}

fn weight(vector: &[(u32, f32)], id: u32) -> Option<f32> {
    vector.binary_search_by_key(&id, |t| t.0).ok().and_then(|at| vector.get(at)).map(|t| t.1)
}

fn has(vector: &[(u32, f32)], id: u32) -> bool {
    weight(vector, id).is_some()
}

/// The part of the weight of the three heaviest terms of one vector that is in another.
fn top_found(vector: &[(u32, f32)], other: &[(u32, f32)]) -> f32 {
    let mut top = [(0_u32, 0.0_f32); 3];
    for &(id, w) in vector {
        let mut here = (id, w);
        for place in &mut top {
            if here.1 > place.1 {
                std::mem::swap(place, &mut here);
            }
        }
    }
    let all: f32 = top.iter().map(|t| t.1).sum();
    let there: f32 = top.iter().filter(|t| t.1 > 0.0 && has(other, t.0)).map(|t| t.1).sum();
    if all > 0.0 { there / all } else { 0.5 }
}

/// Seconds between an article and a strand's span; none where a time is not known.
fn gap(time: Option<i64>, strand: &Strand) -> Option<i64> {
    let (time, first, last) = (time?, strand.first?, strand.last?);
    Some((first - time).max(time - last).max(0))
}

fn near(time: Option<i64>, strand: &Strand) -> bool {
    gap(time, strand).is_none_or(|gap| gap <= WINDOW)
}

fn days(seconds: Option<i64>) -> Option<f32> {
    seconds.map(|s| s as f32 / 86_400.0)
}
