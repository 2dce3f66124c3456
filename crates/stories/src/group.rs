//! Grouping: each article is compared with the few strands of its language that share its heaviest terms and joins the best one
//! if it is good enough. A *strand* is the part of a story in one language; a story holds one strand a language.
//! No single link decides: an article is measured against the whole strand and its latest members.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use analysis::{Fingerprint, TermKind};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::cross::{self, Keys, Passport};
use crate::score::{FEATURES, Features, JOIN_BAR, MERGE_BAR, probability};
use crate::terms::{Terms, Vector, Vectors, added, dot, found};

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
/// Strands looked at by shared terms, and of these by all features.
const LOOKED_AT: usize = 24;
const SCORED: usize = 8;
/// Latest members that make up a strand's centre: a long story moves on.
const CENTRE: usize = 48;
/// What strands of two languages must share (see [`Keys::evidence`]) to be one story.
const CROSS_SHARED: f32 = 2.0;
const CROSS_PART: f32 = 0.3;
/// Members looked at one by one.
const LATEST: usize = 8;

/// Where an article was placed, and why.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
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
    /// For people: "grouped because: Kyiv, ballistic, nine; 2 h apart".
    pub why: String,
}

/// What an editor decided about stories; the machine never undoes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Decision {
    /// Two stories are one, under the id of `into`.
    Merge {
        /// The story that ends.
        story: String,
        /// The story that goes on.
        into: String,
    },
    /// These articles of one story become a story of their own, whose id is that of the first of them.
    Split {
        /// The articles.
        articles: Vec<String>,
    },
    /// An article belongs to this story.
    Move {
        /// The article.
        article: String,
        /// The story; the article's own id makes it one by itself.
        story: String,
    },
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
    strand: u32,
    arrival: u64,
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
    /// An editor touched it: it is not split or merged by itself.
    fixed: bool,
}

/// Sums of the latest members' vectors.
#[derive(Debug, Clone, Default)]
struct Centre {
    all: Vector,
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
    apart: BTreeSet<(u32, u32)>,
}

impl Grouper {
    /// An empty memory.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts an article into a story, its own or another's.
    pub fn place(&mut self, article: &Fingerprint) -> Placement {
        self.arrive(article);
        let member = self.member(article);
        self.decide_place(article, member)
    }

    /// Joins the best strand that is good enough, or opens a story; makes two stories one where the article shows that they are.
    fn decide_place(&mut self, article: &Fingerprint, member: Member) -> Placement {
        let ranked = self.ranked(&member);
        let bar = JOIN_BAR;
        let mut placement = Placement { article: article.id.clone(), ..Placement::default() };
        let strand = match ranked.first() {
            Some(&(p, strand)) if p >= bar => {
                placement.why = self.why(&member, strand, p, ranked.get(1).map(|r| r.0));
                strand
            }
            _ => {
                placement.why = "the first of its story".to_owned();
                self.new_story(&article.id, member.language)
            }
        };
        self.join(member, strand);
        if let Some(&(p, second)) = ranked.get(1)
            && ranked.first().is_some_and(|r| r.0 >= bar)
            && p >= bar
            && self.alike(strand, second)
        {
            self.merge(strand, second, &mut placement);
        }
        self.cross(strand, &mut placement);
        placement.story = self.story_id(strand);
        placement
    }

    /// Remembers an article in the story it was put in before, without judging again: fast, for rebuilding the state.
    pub fn replay(&mut self, article: &Fingerprint, story: &str) {
        self.arrive(article);
        let member = self.member(article);
        let strand = self.strand_in(story, member.language);
        self.join(member, strand);
    }

    /// Applies an editor's decision; the articles that are remembered and whose story changed, with the story they belong to now.
    pub fn decide(&mut self, decision: &Decision) -> Vec<(String, String)> {
        match decision {
            Decision::Merge { story, into } => self.join_stories(story, into),
            Decision::Split { articles } => {
                let Some(first) = articles.iter().find(|a| self.places.contains_key(*a)).cloned() else {
                    return Vec::new();
                };
                let old = self.story_of(&first);
                let moved: Vec<_> = articles.iter().filter_map(|a| self.shift(a, &first)).collect();
                if let (Some(old), Some(&new)) = (old, self.names.get(&first))
                    && old != new
                {
                    self.apart.insert((old.min(new), old.max(new)));
                }
                moved
            }
            Decision::Move { article, story } => {
                let old = self.story_of(article);
                let moved: Vec<_> = self.shift(article, story).into_iter().collect();
                if story == article
                    && let (Some(old), Some(&new)) = (old, self.names.get(story))
                    && old != new
                {
                    self.apart.insert((old.min(new), old.max(new)));
                }
                moved
            }
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
        Member {
            id: article.id.clone(),
            outlet,
            language,
            time: article.published,
            vectors: self.terms.add(language, article),
            keys: cross::keys(article),
            full: article.terms.iter().filter(|t| t.title == 0).count() >= 8,
            strand: 0,
            arrival: self.arrivals,
        }
    }

    // ---- finding

    /// The best strands for an article with their scores, best first.
    fn ranked(&self, member: &Member) -> Vec<(f32, u32)> {
        let mut out: Vec<(f32, u32)> = self
            .candidates(member)
            .into_iter()
            .map(|(strand, features)| (probability(&features, member.full), strand))
            .collect();
        out.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        out
    }

    /// The strands worth scoring, with their features.
    fn candidates(&self, member: &Member) -> Vec<(u32, Features)> {
        let mut overlap: FxHashMap<u32, f32> = FxHashMap::default();
        let common = if self.terms.articles(member.language) > 50 { 0.2 } else { 1.1 };
        for &(id, weight) in member.vectors.heaviest.iter().take(POSTED) {
            if self.terms.share(member.language, id) > common {
                continue;
            }
            for &strand in self.postings.get(id as usize).into_iter().flatten() {
                *overlap.entry(strand).or_insert(0.0) += weight * weight;
            }
        }
        let mut found: Vec<(f32, u32)> = overlap.into_iter().map(|(strand, w)| (w, strand)).collect();
        found.retain(|&(_, s)| self.strand(s).is_some_and(|s| near(member.time, s)));
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        found.sort_by(order);
        found.truncate(LOOKED_AT);
        for entry in &mut found {
            entry.0 = self.strand(entry.1).map_or(0.0, |s| cosine(&member.vectors.all, &s.centre.all));
        }
        found.sort_by(order);
        found.truncate(SCORED);
        found.into_iter().filter_map(|(_, id)| Some((id, self.features(member, self.strand(id)?)))).collect()
    }

    /// How a strand looks to an article.
    fn features(&self, member: &Member, strand: &Strand) -> Features {
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
        let all = cosine(&own.all, &strand.centre.all);
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
            found(&unit_of(&strand.centre.names), &own.all),
            self.concentration(own, strand, POSTED, false),
            self.concentration(own, strand, 6, true),
            top_found(&strand.centre.names, &own.all),
            top_found(&own.names, &strand.centre.all),
            top_found(&strand.centre.numbers, &own.all),
        ]);
        out
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
        let story = vacant(&mut self.stories);
        let strand = vacant(&mut self.strands);
        self.names.insert(id.to_owned(), story);
        put(&mut self.stories, story, Story { id: id.to_owned(), strands: vec![strand], aliases: Vec::new() });
        put(&mut self.strands, strand, Strand { story, language, ..Strand::default() });
        strand
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
        let strand = vacant(&mut self.strands);
        put(&mut self.strands, strand, Strand { story: at, language, ..Strand::default() });
        if let Some(Some(story)) = self.stories.get_mut(at as usize) {
            story.strands.push(strand);
        }
        strand
    }

    /// Adds a member to a strand.
    fn join(&mut self, mut member: Member, id: u32) {
        member.strand = id;
        let Some(Some(strand)) = self.strands.get_mut(id as usize) else { return };
        let at = strand.members.partition_point(|&a| a < member.arrival);
        let in_order = at == strand.members.len();
        strand.members.insert(at, member.arrival);
        strand.first = earliest(strand.first, member.time, true);
        strand.last = earliest(strand.last, member.time, false);
        if let Err(at) = strand.outlets.binary_search(&member.outlet) {
            strand.outlets.insert(at, member.outlet);
        }
        for &(term, _) in member.vectors.heaviest.iter().take(POSTED) {
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
        self.keys.add(&member.keys, id);
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
        if let Some(strand) = self.strand_mut(id) {
            (strand.centre, strand.first, strand.last) = (centre, first, last);
            strand.outlets = outlets.into_iter().collect();
            strand.passport = passport;
        }
    }

    /// Are two strands one, judged by each other's latest members?
    fn alike(&self, a: u32, b: u32) -> bool {
        let (Some(x), Some(y)) = (self.strand(a), self.strand(b)) else { return false };
        let (low, high) = (x.story.min(y.story), x.story.max(y.story));
        if a == b || x.fixed || y.fixed || self.apart.contains(&(low, high)) {
            return false;
        }
        let mut scores = Vec::new();
        for (from, to) in [(x, y), (y, x)] {
            for member in from.members.iter().rev().take(6).filter_map(|m| self.members.get(m)) {
                scores.push(probability(&self.features(member, to), member.full));
            }
        }
        scores.iter().sum::<f32>() / scores.len().max(1) as f32 >= MERGE_BAR
    }

    /// Links the strand's story with that of a strand in another language if names and figures leave no doubt and the stories have
    /// no language in common, in which they were told apart before.
    fn cross(&mut self, id: u32, placement: &mut Placement) {
        let Some(strand) = self.strand(id) else { return };
        let mut best: Option<(f32, u32)> = None;
        for other in self.keys.near(&strand.passport) {
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
        self.apart.contains(&(a.story.min(b.story), a.story.max(b.story)))
            || strands(b.story).any(|s| languages.contains(&s.language) || s.fixed)
            || strands(a.story).any(|s| s.fixed)
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
        self.apart =
            apart.into_iter().map(|(a, b)| (now(a).min(now(b)), now(a).max(now(b)))).filter(|(a, b)| a != b).collect();
        placement.merged.push(old.id);
    }

    /// Moves all members of strand `gone` to `keep`.
    fn absorb(&mut self, gone: u32, keep: u32) {
        let Some(old) = self.remove_strand(gone) else { return };
        for arrival in old.members {
            if let Some(member) = self.members.remove(&arrival) {
                self.keys.remove(&member.keys);
                self.join(member, keep);
            }
        }
        self.settle(keep);
    }

    /// Takes a strand out of its story and of the index.
    fn remove_strand(&mut self, id: u32) -> Option<Strand> {
        let strand = self.strands.get_mut(id as usize)?.take()?;
        self.keys.withdraw(&strand.passport, id);
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
                self.apart.retain(|(a, b)| *a != strand.story && *b != strand.story);
            }
        }
        Some(strand)
    }

    /// Moves one article to the story of this id.
    fn shift(&mut self, article: &str, story: &str) -> Option<(String, String)> {
        let arrival = *self.places.get(article)?;
        let member = self.members.remove(&arrival)?;
        self.keys.remove(&member.keys);
        let old = member.strand;
        if let Some(strand) = self.strand_mut(old) {
            strand.members.retain(|a| *a != arrival);
            strand.fixed = true;
        }
        let alone =
            story == article && self.story_named(story).is_some_and(|s| Some(s) == self.strand(old).map(|o| o.story));
        let strand =
            if alone { self.new_story(article, member.language) } else { self.strand_in(story, member.language) };
        self.join(member, strand);
        if let Some(strand) = self.strand_mut(strand) {
            strand.fixed = true;
        }
        if self.strand(old).is_some_and(|s| s.members.is_empty()) {
            self.remove_strand(old);
        } else {
            self.settle(old);
        }
        Some((article.to_owned(), self.story_id(strand)))
    }

    fn story_named(&self, id: &str) -> Option<u32> {
        self.names.get(id).copied()
    }

    /// An editor's merge: the strands stay apart, the story is one.
    fn join_stories(&mut self, story: &str, into: &str) -> Vec<(String, String)> {
        let (Some(gone), Some(keep)) = (self.story_named(story), self.story_named(into)) else { return Vec::new() };
        if gone == keep {
            return Vec::new();
        }
        self.apart.remove(&(gone.min(keep), gone.max(keep)));
        let mut placement = Placement::default();
        self.link(gone, keep, &mut placement);
        for strand in self.story(keep).map(|s| s.strands.clone()).unwrap_or_default() {
            if let Some(strand) = self.strand_mut(strand) {
                strand.fixed = true;
            }
        }
        placement.moved
    }

    // ---- forgetting

    /// Forgets what is neither recent by arrival nor young by its own time. "Now" is the middle of the latest articles' times,
    /// so that one wrong date forgets nothing.
    fn clear(&mut self) {
        let mut times: Vec<i64> = self.recent.iter().copied().collect();
        times.sort_unstable();
        let now = times.get(times.len() / 2).copied().unwrap_or(i64::MAX);
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

    // ---- saying why

    fn why(&self, member: &Member, strand: u32, p: f32, second: Option<f32>) -> String {
        let Some(strand) = self.strand(strand) else { return String::new() };
        let mut shared: Vec<(f32, u32)> = member
            .vectors
            .heaviest
            .iter()
            .filter_map(|&(id, w)| weight(&strand.centre.all, id).map(|c| (w * c * self.emphasis(id), id)))
            .collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let words: Vec<&str> = shared.iter().take(5).map(|s| self.terms.word(s.1).0).collect();
        let mut out = format!("grouped because: {}", words.join(", "));
        if let Some(gap) = gap(member.time, strand) {
            out.push_str(&format!("; {} apart", hours(gap)));
        }
        out.push_str(&format!("; {:.0} % sure", p * 100.0));
        if let Some(second) = second.filter(|s| *s >= 0.1) {
            out.push_str(&format!(", the next best story {:.0} %", second * 100.0));
        }
        out
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

impl Centre {
    fn add(&mut self, vectors: &Vectors) {
        self.all = added(&self.all, &vectors.all);
        self.title = added(&self.title, &vectors.title);
        self.names = added(&self.names, &vectors.names);
        self.numbers = added(&self.numbers, &vectors.numbers);
        let ones: Vector = vectors.all.iter().map(|t| (t.0, 1.0)).collect();
        self.counts = added(&self.counts, &ones);
    }
}

/// The cosine of a unit vector and a sum.
fn cosine(unit: &[(u32, f32)], centre: &[(u32, f32)]) -> f32 {
    let length = centre.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    if length > 0.0 { dot(unit, centre) / length } else { 0.0 }
}

fn unit_of(centre: &[(u32, f32)]) -> Vector {
    crate::terms::unit(centre.to_vec())
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

/// Are two strands near enough in time?
fn close(a: &Strand, b: &Strand) -> bool {
    let (Some(a_first), Some(a_last), Some(b_first), Some(b_last)) = (a.first, a.last, b.first, b.last) else {
        return true;
    };
    (a_first - b_last).max(b_first - a_last) <= WINDOW / 2
}

fn near(time: Option<i64>, strand: &Strand) -> bool {
    gap(time, strand).is_none_or(|gap| gap <= WINDOW)
}

fn days(seconds: Option<i64>) -> Option<f32> {
    seconds.map(|s| s as f32 / 86_400.0)
}

fn hours(seconds: i64) -> String {
    match seconds {
        0..3_600 => format!("{} min", seconds / 60),
        3_600..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} days", seconds / 86_400),
    }
}

fn earliest(a: Option<i64>, b: Option<i64>, first: bool) -> Option<i64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if first { a.min(b) } else { a.max(b) }),
        (a, b) => a.or(b),
    }
}

/// The number of a free place.
fn vacant<T>(places: &mut Vec<Option<T>>) -> u32 {
    places.push(None);
    u32::try_from(places.len() - 1).unwrap_or(u32::MAX)
}

fn put<T>(places: &mut [Option<T>], at: u32, value: T) {
    if let Some(place) = places.get_mut(at as usize) {
        *place = Some(value);
    }
}
