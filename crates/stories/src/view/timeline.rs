//! Dated happenings of all reports, merged.

use std::collections::BTreeSet;

use model::Happening;

use super::text::{Body, source};
use super::{Moment, Report};

/// Moments shown, and of one day.
const SHOWN: usize = 16;
const OF_A_DAY: usize = 4;
/// The part of the shorter sentence's long words and figures that must be shared to tell the same.
const SAME: f64 = 0.5;

/// What happened when, in order. Copies are left out.
pub fn timeline(order: &[&Report<'_>]) -> Vec<Moment> {
    let mut moments: Vec<(Moment, BTreeSet<String>)> = Vec::new();
    for report in order.iter().filter(|r| r.copy.is_none()) {
        let body = Body::of(report.article);
        for happening in &report.analysis.happenings {
            add(&mut moments, report, &body, happening);
        }
    }
    // The best told first, to be kept; among equals those whose date stands in the sentence.
    let mut moments: Vec<Moment> = moments.into_iter().map(|m| m.0).collect();
    moments.sort_by_key(|m| std::cmp::Reverse(m.others.len()));
    let mut kept: Vec<Moment> = Vec::new();
    for moment in moments {
        let of_day = kept.iter().filter(|k| (k.begin, k.end) == (moment.begin, moment.end)).count();
        if kept.len() < SHOWN && of_day < OF_A_DAY {
            kept.push(moment);
        }
    }
    kept.sort_by_key(|m| (m.begin.or(m.end), m.end, m.source.published));
    kept
}

fn add(moments: &mut Vec<(Moment, BTreeSet<String>)>, report: &Report<'_>, body: &Body, happening: &Happening) {
    let text = body.words(happening.sentence);
    // Without a day of its own a sentence says too little about when.
    let dated = happening.begin.is_some() || happening.end.is_some();
    let fine = matches!(happening.precision.as_str(), "day" | "part" | "deadline" | "month");
    if text.is_empty() || !dated || !fine {
        return;
    }
    let words: BTreeSet<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| w.chars().count() > 4 || w.starts_with(|c: char| c.is_ascii_digit()))
        .map(str::to_lowercase)
        .collect();
    let source = source(report, text);
    let same = moments.iter_mut().find(|(moment, known)| {
        let shared = known.intersection(&words).count() as f64;
        (moment.begin, moment.end) == (happening.begin, happening.end)
            && shared >= SAME * known.len().min(words.len()).max(1) as f64
    });
    if let Some((moment, _)) = same {
        if moment.source.slug != source.slug && !moment.others.iter().any(|o| o.slug == source.slug) {
            moment.others.push(source);
        }
        return;
    }
    let moment = Moment {
        begin: happening.begin,
        end: happening.end,
        precision: happening.precision.clone(),
        source,
        others: Vec::new(),
    };
    moments.push((moment, words));
}
