//! The well-rounded view of a story: what its reports agree on, who says what, what only one side reports, what happened when.
//! A part with thin evidence is absent, and every claim names its outlet and the sentence at the source.

mod claims;
mod others;
mod people;
mod text;
mod timeline;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use model::{Analysis, Article, NameKind, Outlet, OutletKind, StatementKind};
use serde::{Deserialize, Serialize};

pub use others::{Others, Place};
pub use people::without_comma;

use crate::{Copy, Why};

/// One report of the story, as the store knows it.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    /// The article as read; its `id` names it.
    pub article: &'a Article,
    /// What analysis found in it.
    pub analysis: &'a Analysis,
    /// Whose it is.
    pub outlet: &'a Outlet,
    /// What it was copied from, if anything.
    pub copy: Option<&'a Copy>,
    /// When it came in, Unix seconds.
    pub arrived: i64,
    /// Why it stands in this story, a sentence.
    pub why: &'a str,
}

/// All that a story's page shows. `O` is what is kept of the others that tell the same, `S` is a place at a source.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct View<O = Vec<Source>, S = Source> {
    /// Id of the report whose headline and picture stand for the story.
    pub lead: String,
    /// First report, Unix seconds.
    pub first: i64,
    /// Latest report, Unix seconds.
    pub last: i64,
    /// How many of what.
    pub counts: Counts,
    /// What several independent outlets tell alike, best supported first.
    pub agreed: Vec<Agreed<O, S>>,
    /// Who says what, by speaker, the most reported first.
    pub said: Vec<Speaker<O, S>>,
    /// What only one side reports.
    pub one_side: Vec<OneSide<O, S>>,
    /// Dated happenings, in order.
    pub timeline: Vec<Moment<O, S>>,
    /// When and where from.
    pub coverage: Coverage,
    /// People, organisations, places; the most mentioned first.
    pub names: Vec<NameCount>,
    /// All reports by time of publication.
    pub reports: Vec<ReportLine>,
}

/// How many of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counts {
    /// Reports.
    pub reports: usize,
    /// Distinct outlets.
    pub outlets: usize,
    /// Distinct countries of outlets.
    pub countries: usize,
    /// Distinct languages.
    pub languages: usize,
    /// Reports that are no copies.
    pub independent: usize,
}

/// A place at a source: enough for the outlet's name, a link with a text fragment and the words themselves.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Source {
    /// The report.
    pub article: String,
    /// The outlet's name.
    pub outlet: String,
    /// The outlet's slug.
    pub slug: String,
    /// Where it stands: the article's address.
    pub url: Option<String>,
    /// The sentence or quotation, word for word.
    pub text: String,
    /// BCP 47.
    pub language: Option<String>,
    /// When it was published, Unix seconds.
    pub published: i64,
}

/// A claim that several independent outlets make.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Agreed<O = Vec<Source>, S = Source> {
    /// The clearest wording, word for word from one of them.
    pub source: S,
    /// Others, one an outlet, each with its own sentence.
    pub others: O,
    /// What they share: figures and names, for people.
    pub shared: Vec<String>,
}

/// A speaker and what they are reported to have said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Speaker<O = Vec<Source>, S = Source> {
    /// The fullest name.
    pub name: String,
    /// The role given most often.
    pub role: Option<String>,
    /// Their statements by date, one a content.
    pub statements: Vec<Said<O, S>>,
}

/// One thing said, by whomever it was reported.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Said<O = Vec<Source>, S = Source> {
    /// The content, word for word, with who reported it first.
    pub source: S,
    /// Direct, mixed, indirect.
    pub kind: StatementKind,
    /// Who reported the same later.
    pub others: O,
    /// "cited by Sputnik": who passed it on, where it is second hand.
    pub second_hand: Option<String>,
}

/// What only one country or owner reports.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OneSide<O = Vec<Source>, S = Source> {
    /// `country` or `owner`.
    pub by: String,
    /// Which: a country code or an owner's name.
    pub side: String,
    /// How many outlets that are not of this side cover the story.
    pub silent: usize,
    /// The sentence.
    pub source: S,
    /// Other outlets of the same side that tell it.
    pub others: O,
}

/// A happening with its date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment<O = Vec<Source>, S = Source> {
    /// First day.
    pub begin: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// day, month, year, part, deadline.
    pub precision: String,
    /// The sentence that tells it.
    pub source: S,
    /// Other outlets that tell it.
    pub others: O,
}

/// When and where from the reports came.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Coverage {
    /// Start of the hour in Unix seconds → reports; hours without any are left out.
    pub hours: Vec<(i64, usize)>,
    /// Country code → reports, most first.
    pub countries: Vec<(String, usize)>,
    /// Owner → reports, most first.
    pub owners: Vec<(String, usize)>,
    /// Kind of outlet → reports, most first.
    pub kinds: Vec<(OutletKind, usize)>,
}

/// A name with how often it stands in the reports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameCount {
    /// The fullest form.
    pub name: String,
    /// Person, organisation, place.
    pub kind: NameKind,
    /// How many reports have it.
    pub reports: usize,
}

/// One line in the list of reports.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ReportLine {
    /// The report.
    pub article: String,
    /// Its outlet's name.
    pub outlet: String,
    /// Its outlet's slug.
    pub slug: String,
    /// Its headline.
    pub headline: Option<String>,
    /// BCP 47.
    pub language: Option<String>,
    /// Unix seconds; the time of arrival where none is known.
    pub published: i64,
    /// Is this the first report?
    pub first: bool,
    /// What it was copied from, if anything.
    pub copy: Option<Copy>,
    /// The outlet that it was copied from, where that report is in the story.
    pub copied_from: Option<String>,
    /// Agencies credited.
    pub wire: Vec<String>,
    /// Why it stands in this story.
    pub why: String,
}

/// Makes the view of a story from its reports, as it stands at `now` (Unix seconds; times later than that do not lead).
pub fn view(reports: &[Report<'_>], now: i64) -> View {
    let mut order: Vec<&Report<'_>> = reports.iter().collect();
    order.sort_by(|a, b| (time(a), a.arrived, &a.article.id).cmp(&(time(b), b.arrived, &b.article.id)));
    let sentences = text::sentences(&order, false);
    let one_side = claims::one_side(&order, &sentences);
    View {
        agreed: claims::agreed(&order, &sentences, &one_side),
        said: people::said(&order),
        one_side,
        timeline: timeline::timeline(&order),
        names: people::names(&order),
        lead: lead(&order, now),
        first: order.first().map_or(0, |r| time(r)),
        last: order.last().map_or(0, |r| time(r)),
        counts: counts(&order),
        coverage: coverage(&order),
        reports: lines(&order),
    }
}

/// When a report was published, or came in where that is not known.
fn time(report: &Report<'_>) -> i64 {
    report.article.published.map_or(report.arrived, |stamp| stamp.seconds())
}

/// The report that stands for the story where one in this language can: its headline is one that readers understand.
pub fn lead_in(reports: &[Report<'_>], language: &str, now: i64) -> Option<String> {
    let own = |r: &&Report<'_>| r.article.language.as_deref().is_some_and(|tag| primary(tag) == primary(language));
    let mut order: Vec<&Report<'_>> = reports.iter().filter(own).filter(|r| r.copy.is_none()).collect();
    order.sort_by(|a, b| (time(a), a.arrived, &a.article.id).cmp(&(time(b), b.arrived, &b.article.id)));
    Some(lead(&order, now)).filter(|id| !id.is_empty())
}

/// The report that stands for the story: no copy, with a headline and a full text, and with a standfirst where one has it; of
/// those the newest of the first third, so that it is neither the first flash nor a late comment.
fn lead(order: &[&Report<'_>], now: i64) -> String {
    let good = |r: &&&Report<'_>| r.copy.is_none() && r.article.headline.is_some() && time(r) <= now;
    let full: Vec<_> = order.iter().filter(good).filter(|r| r.article.blocks.len() >= 3).collect();
    let told: Vec<_> = full.iter().filter(|r| r.article.standfirst.is_some()).copied().collect();
    let full = if told.is_empty() { full } else { told };
    let pick = full.get(full.len() / 3).copied().or_else(|| order.iter().find(good)).or(order.first());
    pick.map(|r| r.article.id.clone()).unwrap_or_default()
}

fn counts(order: &[&Report<'_>]) -> Counts {
    Counts {
        reports: order.len(),
        outlets: order.iter().map(|r| &r.outlet.slug).collect::<BTreeSet<_>>().len(),
        countries: order.iter().filter_map(|r| r.outlet.country.as_ref()).collect::<BTreeSet<_>>().len(),
        languages: order
            .iter()
            .filter_map(|r| r.article.language.as_deref().map(primary))
            .collect::<BTreeSet<_>>()
            .len(),
        independent: order.iter().filter(|r| r.copy.is_none()).count(),
    }
}

/// The primary subtag of a language tag.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

fn coverage(order: &[&Report<'_>]) -> Coverage {
    let mut hours = BTreeMap::new();
    for report in order {
        *hours.entry(time(report).div_euclid(3600) * 3600).or_insert(0) += 1;
    }
    Coverage {
        hours: hours.into_iter().collect(),
        countries: most(order.iter().filter_map(|r| r.outlet.country.clone())),
        owners: most(order.iter().filter_map(|r| r.outlet.owner.clone())),
        kinds: most(order.iter().map(|r| format!("{:?}", r.outlet.kind)))
            .into_iter()
            .filter_map(|(name, n)| {
                order.iter().map(|r| r.outlet.kind).find(|k| format!("{k:?}") == name).map(|k| (k, n))
            })
            .collect(),
    }
}

/// Counts equal values, most first, then by value.
fn most<T: Ord>(values: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts = BTreeMap::new();
    values.for_each(|value| *counts.entry(value).or_insert(0) += 1);
    let mut out: Vec<_> = counts.into_iter().collect();
    out.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    out
}

fn lines(order: &[&Report<'_>]) -> Vec<ReportLine> {
    let outlets: BTreeMap<&str, &Outlet> = order.iter().map(|r| (r.article.id.as_str(), r.outlet)).collect();
    let origin = |r: &Report<'_>| r.copy.and_then(|c| outlets.get(c.origin.as_str()).copied());
    // An agency's text is wire text, credited or not.
    let wire = |r: &Report<'_>| {
        let mut wire = r.article.wire_credits.clone();
        let agency = origin(r).filter(|o| o.kind == OutletKind::Agency && !wire.contains(&o.name));
        wire.extend(agency.map(|o| o.name.clone()));
        wire
    };
    // A story has one beginning; whatever else opened one has come in with that.
    let opened = Why::First.to_string();
    let joined = order.iter().filter(|r| r.why == opened).count() > 1;
    let why = |i: usize, r: &Report<'_>| match joined && i > 0 && r.why == opened {
        true => Why::Joined.to_string(),
        false => r.why.to_owned(),
    };
    let line = |(i, r): (usize, &&Report<'_>)| ReportLine {
        article: r.article.id.clone(),
        outlet: r.outlet.name.clone(),
        slug: r.outlet.slug.clone(),
        headline: r.article.headline.clone(),
        language: r.article.language.clone(),
        published: time(r),
        first: i == 0,
        copy: r.copy.cloned(),
        copied_from: origin(r).map(|o| o.name.clone()),
        wire: wire(r),
        why: why(i, r),
    };
    order.iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests;
