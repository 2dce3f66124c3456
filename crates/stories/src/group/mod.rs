//! Grouping: each article is compared with the few strands of its language that share its heaviest terms and joins the best one
//! if it is good enough. A *strand* is the part of a story in one language; a story holds one strand a language.
//! No single link decides: an article is measured against the whole strand and its latest members.

mod compare;
mod decide;
mod split;
mod templates;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use analysis::Fingerprint;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

pub use self::decide::{Decision, Undone};
use self::templates::Titles;
use crate::cross::{self, Keys, Passport};
use crate::score::{MERGE_BAR, probability};
use crate::terms::{Terms, Vector, Vectors, added, dot, length};
use crate::why::Why;

/// Articles that are remembered whatever their age, so that statistics hold and bad dates do no harm; and those whose strand
/// is younger than [`WINDOW`].
pub const MEMORY: u64 = 4_000;
/// Seconds between an article and the nearest of a strand beyond which they are not compared: a story that rests longer is
/// told as a new one.
pub const WINDOW: i64 = 5 * 86_400;
/// Arrivals between two clearings of the memory.
const CLEARING: u64 = 512;
/// Heaviest terms by which a strand is found.
const POSTED: usize = 24;
/// Latest members that make up a strand's centre: a long story moves on.
const CENTRE: usize = 48;
/// What strands of two languages must share (see [`Keys::evidence`]) to be one story.
const CROSS_SHARED: f32 = 1.5;
const CROSS_PART: f32 = 0.4;

/// Where an article was placed, and why.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Placement {
    /// The article.
    pub article: String,
    /// The story it was put in: the id of the story's first article.
    pub story: String,
    /// Stories that became part of `story` with this decision; their ids redirect to it.
    pub merged: Vec<String>,
    /// Other articles whose story changed with this decision, and the story they belong to now: the members of a merged
    /// story, or those split off.
    pub moved: Vec<(String, String)>,
    /// For people, a [`Why`]: "grouped because: Kyiv, ballistic, nine; 2 h apart".
    pub why: String,
}

/// An article that is remembered.
#[derive(Debug, Clone)]
struct Member {
    id: String,
    outlet: u32,
    language: u32,
    time: Option<i64>,
    vectors: Vectors,
    /// Names and figures that cross languages.
    keys: Vec<u64>,
    /// Has more than a headline.
    full: bool,
    /// Its title is a template: nothing is grouped with it.
    template: bool,
    strand: u32,
    arrival: u64,
    /// The ruling of an editor that put it where it is.
    ruled: Option<i64>,
}

/// The part of a story in one language.
#[derive(Debug, Clone, Default)]
struct Strand {
    story: u32,
    language: u32,
    members: Vec<u64>,
    centre: Centre,
    passport: Passport,
    first: Option<i64>,
    last: Option<i64>,
    outlets: Vec<u32>,
    posted: Vec<u32>,
    /// The rulings of editors that hold for it: it is not split or merged by itself.
    rulings: BTreeSet<i64>,
}

/// Sums of the latest members' vectors.
#[derive(Debug, Clone, Default)]
struct Centre {
    all: Vector,
    /// Of `all`.
    length: f32,
    title: Vector,
    names: Vector,
    numbers: Vector,
    /// In how many members each term is.
    counts: Vector,
}

#[derive(Debug, Clone, Default)]
struct Story {
    id: String,
    strands: Vec<u32>,
    /// Ids of stories that became part of it.
    aliases: Vec<String>,
}

/// The state of grouping. Given the same fingerprints and decisions in the same order, it is the same.
#[derive(Debug, Default)]
pub struct Grouper {
    titles: Titles,
    terms: Terms,
    keys: Keys,
    members: BTreeMap<u64, Member>,
    places: FxHashMap<String, u64>,
    strands: Vec<Option<Strand>>,
    stories: Vec<Option<Story>>,
    names: FxHashMap<String, u32>,
    postings: Vec<Vec<u32>>,
    labels: FxHashMap<String, u32>,
    arrivals: u64,
    recent: VecDeque<i64>,
    /// Pairs of stories, the lower number first, that are not made one, each with the ruling that says so.
    apart: BTreeSet<(u32, u32, i64)>,
    free_strands: Vec<u32>,
    free_stories: Vec<u32>,
}

impl Grouper {
    /// An empty memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts an article into a story, its own or another's.
    pub fn place(&mut self, article: &Fingerprint) -> Placement {
        if let Some(story) = self.story_of(&article.id).and_then(|s| self.story(s)) {
            let why = Why::Before.to_string();
            return Placement { article: article.id.clone(), story: story.id.clone(), why, ..Placement::default() };
        }
        self.arrive(article);
        let member = self.member(article);
        self.decide_place(article, member)
    }

    /// Joins the best strand that is good enough, or opens a story; makes two stories one where the article shows that they are.
    fn decide_place(&mut self, article: &Fingerprint, member: Member) -> Placement {
        let ranked = if member.template { Vec::new() } else { self.ranked(&member) };
        let mut placement = Placement { article: article.id.clone(), ..Placement::default() };
        let best = ranked.first().filter(|best| best.joins).copied();
        let strand = if let Some(ruled) = self.follows(&member, &ranked) {
            placement.why = Why::Follows.to_string();
            ruled
        } else if let Some(best) = best {
            placement.why = self.why(&member, best.strand, best.p, ranked.get(1).map(|r| r.p)).to_string();
            best.strand
        } else {
            let why = if member.template { Why::Template } else { Why::First };
            placement.why = why.to_string();
            self.new_story(&article.id, member.language)
        };
        self.join(member, strand);
        if let Some(second) = ranked.get(1).filter(|second| best.is_some() && second.joins)
            && self.alike(strand, second.strand)
        {
            self.merge(strand, second.strand, &mut placement);
        }
        self.cross(strand, &mut placement);
        self.split(strand, &mut placement);
        let strand = self.places.get(&article.id).and_then(|a| self.members.get(a)).map_or(strand, |m| m.strand);
        placement.moved.retain(|m| m.0 != article.id);
        placement.story = self.story_id(strand);
        placement
    }

    /// Remembers an article in the story it was put in before, and what became part of what with it, without judging again:
    /// fast, for rebuilding the state.
    pub fn replay(&mut self, article: &Fingerprint, before: &Placement) {
        if self.places.contains_key(&article.id) {
            return;
        }
        self.arrive(article);
        let member = self.member(article);
        let strand = self.strand_in(&before.story, member.language);
        self.join(member, strand);
        for merged in &before.merged {
            if let (Some(&gone), Some(&keep)) = (self.names.get(merged), self.names.get(&before.story))
                && gone != keep
            {
                self.link(gone, keep, &mut Placement::default());
            }
        }
        for (article, story) in &before.moved {
            self.shift(article, story, None);
        }
    }

    // ---- arriving

    /// Counts an arrival and now and then forgets what is old.
    fn arrive(&mut self, article: &Fingerprint) {
        self.arrivals += 1;
        if let Some(time) = article.published {
            self.recent.push_back(time);
            if self.recent.len() > 255 {
                self.recent.pop_front();
            }
        }
        if self.arrivals.is_multiple_of(CLEARING) {
            self.clear();
        }
    }

    fn label(&mut self, text: &str) -> u32 {
        let next = u32::try_from(self.labels.len()).unwrap_or(u32::MAX);
        *self.labels.entry(text.to_owned()).or_insert(next)
    }

    fn member(&mut self, article: &Fingerprint) -> Member {
        let language = self.label(&article.language);
        let outlet = if article.outlet.is_empty() { u32::MAX } else { self.label(&article.outlet) };
        let day = article.published.map(|t| t.div_euclid(86_400)).filter(|_| outlet != u32::MAX);
        let template = day.is_some_and(|day| self.titles.template(outlet, &article.headline, day));
        Member {
            id: article.id.clone(),
            outlet,
            language,
            time: article.published,
            vectors: self.terms.add(language, article),
            keys: if template { Vec::new() } else { cross::keys(article) },
            template,
            full: article.terms.iter().filter(|t| t.title == 0).count() >= 8,
            strand: 0,
            arrival: self.arrivals,
            ruled: None,
        }
    }

    // ---- placing

    fn strand(&self, id: u32) -> Option<&Strand> {
        self.strands.get(id as usize).and_then(Option::as_ref)
    }

    fn strand_mut(&mut self, id: u32) -> Option<&mut Strand> {
        self.strands.get_mut(id as usize).and_then(Option::as_mut)
    }

    fn story(&self, id: u32) -> Option<&Story> {
        self.stories.get(id as usize).and_then(Option::as_ref)
    }

    fn story_id(&self, strand: u32) -> String {
        self.strand(strand).and_then(|s| self.story(s.story)).map(|s| s.id.clone()).unwrap_or_default()
    }

    fn story_of(&self, article: &str) -> Option<u32> {
        let member = self.members.get(self.places.get(article)?)?;
        self.strand(member.strand).map(|s| s.story)
    }

    /// A new story with an empty strand.
    fn new_story(&mut self, id: &str, language: u32) -> u32 {
        let story = vacant(&mut self.stories, &mut self.free_stories);
        self.names.insert(id.to_owned(), story);
        put(&mut self.stories, story, Story { id: id.to_owned(), ..Story::default() });
        self.new_strand(story, language)
    }

    /// A new strand in a story.
    fn new_strand(&mut self, story: u32, language: u32) -> u32 {
        let strand = vacant(&mut self.strands, &mut self.free_strands);
        put(&mut self.strands, strand, Strand { story, language, ..Strand::default() });
        if let Some(Some(story)) = self.stories.get_mut(story as usize) {
            story.strands.push(strand);
        }
        strand
    }

    /// Makes a strand a story of its own.
    fn found_story(&mut self, id: &str, strand: u32) {
        let story = vacant(&mut self.stories, &mut self.free_stories);
        self.names.insert(id.to_owned(), story);
        put(&mut self.stories, story, Story { id: id.to_owned(), strands: vec![strand], aliases: Vec::new() });
        let Some(old) = self.strand_mut(strand).map(|s| std::mem::replace(&mut s.story, story)) else { return };
        if let Some(Some(old)) = self.stories.get_mut(old as usize) {
            old.strands.retain(|s| *s != strand);
        }
    }

    /// The strand of this language in the story of this id; made where there is none.
    fn strand_in(&mut self, story: &str, language: u32) -> u32 {
        let Some(&at) = self.names.get(story) else { return self.new_story(story, language) };
        let there = self
            .story(at)
            .and_then(|s| s.strands.iter().copied().find(|&s| self.strand(s).is_some_and(|s| s.language == language)));
        if let Some(strand) = there {
            return strand;
        }
        self.new_strand(at, language)
    }

    /// Adds a member to a strand.
    fn join(&mut self, mut member: Member, id: u32) {
        member.strand = id;
        // No more of them are looked at from now on, and they are many.
        member.vectors.heaviest.truncate(POSTED);
        member.vectors.heaviest.shrink_to_fit();
        let Some(Some(strand)) = self.strands.get_mut(id as usize) else { return };
        let at = strand.members.partition_point(|&a| a < member.arrival);
        let in_order = at == strand.members.len();
        strand.members.insert(at, member.arrival);
        strand.first = earliest(strand.first, member.time, true);
        strand.last = earliest(strand.last, member.time, false);
        if let Err(at) = strand.outlets.binary_search(&member.outlet) {
            strand.outlets.insert(at, member.outlet);
        }
        let posted = if member.template { 0 } else { POSTED };
        for &(term, _) in member.vectors.heaviest.iter().take(posted) {
            if let Err(at) = strand.posted.binary_search(&term) {
                strand.posted.insert(at, term);
                if self.postings.len() <= term as usize {
                    self.postings.resize(term as usize + 1, Vec::new());
                }
                if let Some(list) = self.postings.get_mut(term as usize) {
                    list.push(id);
                }
            }
        }
        if in_order && strand.members.len() <= CENTRE {
            strand.centre.add(&member.vectors);
        }
        let rebuild = !(in_order && strand.members.len() <= CENTRE);
        let passport: Passport = member.keys.iter().map(|k| (*k, 1.0)).collect();
        strand.passport = added(&strand.passport, &passport);
        self.keys.add(&member.keys, id, member.language);
        self.places.insert(member.id.clone(), member.arrival);
        self.members.insert(member.arrival, member);
        if rebuild {
            self.settle(id);
        }
    }

    /// Makes a strand's centre anew from its latest members, and its span.
    fn settle(&mut self, id: u32) {
        let Some(strand) = self.strand(id) else { return };
        let mut centre = Centre::default();
        let start = strand.members.len().saturating_sub(CENTRE);
        for member in strand.members.iter().skip(start).filter_map(|a| self.members.get(a)) {
            centre.add(&member.vectors);
        }
        let all = || strand.members.iter().filter_map(|a| self.members.get(a));
        let passport = all().fold(Passport::new(), |p, m| {
            let keys: Passport = m.keys.iter().map(|k| (*k, 1.0)).collect();
            added(&p, &keys)
        });
        let first = all().filter_map(|m| m.time).min();
        let last = all().filter_map(|m| m.time).max();
        let outlets: BTreeSet<u32> = all().map(|m| m.outlet).collect();
        let (old, language) = (strand.passport.clone(), strand.language);
        self.keys.withdraw(&old, id);
        passport.iter().for_each(|(key, _)| self.keys.post(*key, id, language));
        if let Some(strand) = self.strand_mut(id) {
            (strand.centre, strand.first, strand.last) = (centre, first, last);
            strand.outlets = outlets.into_iter().collect();
            strand.passport = passport;
        }
    }

    /// Are two strands one, judged by each other's latest members?
    fn alike(&self, a: u32, b: u32) -> bool {
        let (Some(x), Some(y)) = (self.strand(a), self.strand(b)) else { return false };
        if a == b || !x.rulings.is_empty() || !y.rulings.is_empty() || self.held_apart(x.story, y.story) {
            return false;
        }
        self.mean_probability(a, b) >= MERGE_BAR
    }

    /// How sure it is on the average that the latest members of two strands belong to the other one.
    fn mean_probability(&self, a: u32, b: u32) -> f32 {
        let (Some(x), Some(y)) = (self.strand(a), self.strand(b)) else { return 0.0 };
        let mut scores = Vec::new();
        for (from, to) in [(x, y), (y, x)] {
            for member in from.members.iter().rev().take(6).filter_map(|m| self.members.get(m)) {
                scores.push(probability(&self.features(member, to), member.full));
            }
        }
        scores.iter().sum::<f32>() / scores.len().max(1) as f32
    }

    /// Links the strand's story with that of a strand in another language if names and figures leave no doubt and the stories have
    /// no language in common, in which they were told apart before.
    fn cross(&mut self, id: u32, placement: &mut Placement) {
        let Some(strand) = self.strand(id) else { return };
        let mut best: Option<(f32, u32)> = None;
        for other in self.keys.near(&strand.passport, strand.language) {
            let Some(there) = self.strand(other) else { continue };
            if there.language == strand.language
                || there.story == strand.story
                || !close(strand, there)
                || self.barred(strand, there)
            {
                continue;
            }
            let (shared, part) =
                self.keys.evidence((&strand.passport, strand.members.len()), (&there.passport, there.members.len()));
            if shared >= CROSS_SHARED && part >= CROSS_PART && best.is_none_or(|b| shared * part > b.0) {
                best = Some((shared * part, other));
            }
        }
        if let Some((_, other)) = best {
            let (Some(a), Some(b)) = (self.strand(id).map(|s| s.story), self.strand(other).map(|s| s.story)) else {
                return;
            };
            let (keep, gone) = self.elder(a, b);
            self.link(gone, keep, placement);
        }
    }

    /// Must the stories of two strands stay apart?
    fn barred(&self, a: &Strand, b: &Strand) -> bool {
        let strands =
            |story: u32| self.story(story).into_iter().flat_map(|s| &s.strands).filter_map(|s| self.strand(*s));
        let languages: Vec<u32> = strands(a.story).map(|s| s.language).collect();
        self.held_apart(a.story, b.story) || strands(b.story).any(|s| languages.contains(&s.language))
    }

    /// Of two stories the one whose first article came in first, and the other.
    fn elder(&self, a: u32, b: u32) -> (u32, u32) {
        let first = |s: u32| {
            self.story(s)
                .into_iter()
                .flat_map(|s| &s.strands)
                .filter_map(|&s| self.strand(s)?.members.first())
                .min()
                .copied()
        };
        if first(a) <= first(b) { (a, b) } else { (b, a) }
    }

    /// Makes two strands of one language one, and so their stories; the id of the older story stays.
    fn merge(&mut self, a: u32, b: u32, placement: &mut Placement) {
        let (Some(x), Some(y)) = (self.strand(a), self.strand(b)) else { return };
        let (story_a, story_b) = (x.story, y.story);
        if story_a != story_b {
            let (keep, gone) = self.elder(story_a, story_b);
            self.link(gone, keep, placement);
        }
        self.absorb(b, a);
    }

    /// Makes story `gone` a part of `keep`.
    fn link(&mut self, gone: u32, keep: u32, placement: &mut Placement) {
        let Some(old) = self.stories.get_mut(gone as usize).and_then(Option::take) else { return };
        let Some(Some(story)) = self.stories.get_mut(keep as usize) else { return };
        let id = story.id.clone();
        story.strands.extend(&old.strands);
        story.aliases.extend(old.aliases.iter().cloned().chain([old.id.clone()]));
        for alias in old.aliases.iter().chain([&old.id]) {
            self.names.insert(alias.clone(), keep);
        }
        for &strand in &old.strands {
            if let Some(strand) = self.strand_mut(strand) {
                strand.story = keep;
            }
            let members = self.strand(strand).map(|s| s.members.clone()).unwrap_or_default();
            let ids = members.iter().filter_map(|a| self.members.get(a)).map(|m| m.id.clone());
            placement.moved.extend(ids.filter(|i| *i != placement.article).map(|i| (i, id.clone())));
        }
        let apart = std::mem::take(&mut self.apart);
        let now = |s: u32| if s == gone { keep } else { s };
        let renamed = apart.into_iter().map(|(a, b, n)| (now(a).min(now(b)), now(a).max(now(b)), n));
        self.apart = renamed.filter(|(a, b, _)| a != b).collect();
        self.free_stories.push(gone);
        placement.merged.push(old.id);
    }

    /// Moves all members of strand `gone` to `keep`.
    fn absorb(&mut self, gone: u32, keep: u32) {
        let Some(old) = self.remove_strand(gone) else { return };
        if let Some(strand) = self.strand_mut(keep) {
            strand.rulings.extend(old.rulings);
        }
        self.rejoin(&old.members, keep);
    }

    /// Moves some members of a strand to another.
    fn shift_members(&mut self, arrivals: &[u64], from: u32, to: u32) {
        if let Some(strand) = self.strand_mut(from) {
            strand.members.retain(|a| !arrivals.contains(a));
        }
        self.rejoin(arrivals, to);
        if self.strand(from).is_some_and(|s| s.members.is_empty()) {
            self.remove_strand(from);
        } else {
            self.settle(from);
        }
    }

    fn rejoin(&mut self, arrivals: &[u64], strand: u32) {
        for arrival in arrivals {
            if let Some(member) = self.members.remove(arrival) {
                self.keys.remove(&member.keys);
                self.join(member, strand);
            }
        }
        self.settle(strand);
    }

    /// Takes a strand out of its story and of the index.
    fn remove_strand(&mut self, id: u32) -> Option<Strand> {
        let strand = self.strands.get_mut(id as usize)?.take()?;
        self.keys.withdraw(&strand.passport, id);
        self.free_strands.push(id);
        for term in &strand.posted {
            if let Some(list) = self.postings.get_mut(*term as usize) {
                list.retain(|s| *s != id);
            }
        }
        if let Some(Some(story)) = self.stories.get_mut(strand.story as usize) {
            story.strands.retain(|s| *s != id);
            if story.strands.is_empty()
                && let Some(story) = self.stories.get_mut(strand.story as usize).and_then(Option::take)
            {
                self.names.remove(&story.id);
                for alias in &story.aliases {
                    self.names.remove(alias);
                }
                self.apart.retain(|(a, b, _)| *a != strand.story && *b != strand.story);
                self.free_stories.push(strand.story);
            }
        }
        Some(strand)
    }

    // ---- forgetting

    /// Forgets what is neither recent by arrival nor young by its own time. "Now" is the middle of the latest articles' times,
    /// so that one wrong date forgets nothing.
    fn clear(&mut self) {
        let mut times: Vec<i64> = self.recent.iter().copied().collect();
        times.sort_unstable();
        let now = times.get(times.len() / 2).copied().unwrap_or(0);
        self.titles.forget(now.div_euclid(86_400));
        let Some(before) = self.arrivals.checked_sub(MEMORY) else { return };
        let old: Vec<u64> = self
            .members
            .range(..before)
            .filter(|(_, m)| m.time.is_none_or(|t| t < now - WINDOW))
            .map(|(a, _)| *a)
            .collect();
        let mut touched = BTreeSet::new();
        for arrival in old {
            let Some(member) = self.members.remove(&arrival) else { continue };
            self.places.remove(&member.id);
            self.terms.remove(member.language, &member.vectors.every);
            self.keys.remove(&member.keys);
            if let Some(strand) = self.strand_mut(member.strand) {
                strand.members.retain(|a| *a != arrival);
            }
            touched.insert(member.strand);
        }
        for id in touched {
            if self.strand(id).is_some_and(|s| s.members.is_empty()) {
                self.remove_strand(id);
            } else {
                self.settle(id);
            }
        }
    }
}

impl Centre {
    /// The cosine of a vector of length one to this.
    fn likeness(&self, unit: &[(u32, f32)]) -> f32 {
        if self.length > 0.0 { dot(unit, &self.all) / self.length } else { 0.0 }
    }

    fn add(&mut self, vectors: &Vectors) {
        self.all = added(&self.all, &vectors.all);
        self.length = length(&self.all);
        self.title = added(&self.title, &vectors.title);
        self.names = added(&self.names, &vectors.names);
        self.numbers = added(&self.numbers, &vectors.numbers);
        let ones: Vector = vectors.all.iter().map(|t| (t.0, 1.0)).collect();
        self.counts = added(&self.counts, &ones);
    }
}

/// Are two strands near enough in time?
fn close(a: &Strand, b: &Strand) -> bool {
    let (Some(a_first), Some(a_last), Some(b_first), Some(b_last)) = (a.first, a.last, b.first, b.last) else {
        return true;
    };
    (a_first - b_last).max(b_first - a_last) <= WINDOW / 2
}

fn earliest(a: Option<i64>, b: Option<i64>, first: bool) -> Option<i64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if first { a.min(b) } else { a.max(b) }),
        (a, b) => a.or(b),
    }
}

/// The number of a free place.
fn vacant<T>(places: &mut Vec<Option<T>>, free: &mut Vec<u32>) -> u32 {
    free.pop().unwrap_or_else(|| {
        places.push(None);
        u32::try_from(places.len() - 1).unwrap_or(u32::MAX)
    })
}

fn put<T>(places: &mut [Option<T>], at: u32, value: T) {
    if let Some(place) = places.get_mut(at as usize) {
        *place = Some(value);
    }
}

#[cfg(test)]
mod tests;
