//! Taking a strand apart that turns out to be two: looked at when its members double, and one of texts at each of the first
//! few; never by a clock.

use super::{Grouper, Placement, Strand};
use crate::terms::{Vector, added, dot, unit};

/// What a strand must be like to be taken apart.
struct Rule {
    /// Members at which it is looked at first, and up to which at each one; then at each doubling.
    first: usize,
    each: usize,
    /// Members that a part must have.
    part: usize,
    /// Likeness of the parts' centres above which they stay one.
    unlike: f32,
}

/// Of texts two tell more than three headlines do.
const TEXTS: Rule = Rule { first: 4, each: 32, part: 2, unlike: 0.25 };
const HEADLINES: Rule = Rule { first: 8, each: 8, part: 3, unlike: 0.2 };
/// Mean probability, judged by each other's members, above which they stay one.
const STAYS: f32 = 0.25;

impl Grouper {
    /// Splits the strand if its members fall into two parts that would not be put together today.
    pub(super) fn split(&mut self, id: u32, placement: &mut Placement) {
        let Some(strand) = self.strand(id).filter(|s| s.rulings.is_empty()) else { return };
        let texts = strand.members.iter().filter_map(|a| self.members.get(a)).filter(|m| m.full).count();
        let rule = if 2 * texts > strand.members.len() { TEXTS } else { HEADLINES };
        if !rule.due(strand.members.len()) {
            return;
        }
        let Some(part) = self.smaller_part(strand, &rule) else { return };
        let language = strand.language;
        let other = self.new_strand(strand.story, language);
        self.shift_members(&part, id, other);
        if self.mean_probability(id, other) > STAYS {
            self.absorb(other, id);
            return;
        }
        let Some(name) = self.free_name(&part) else {
            self.absorb(other, id);
            return;
        };
        self.found_story(&name, other);
        let ids = part.iter().filter_map(|a| self.members.get(a)).map(|m| m.id.clone());
        placement.moved.extend(ids.map(|i| (i, name.clone())));
    }

    /// The arrivals of the part without the strand's first member, if there are two unlike parts.
    fn smaller_part(&self, strand: &Strand, rule: &Rule) -> Option<Vec<u64>> {
        let all: Vec<(u64, &Vector)> =
            strand.members.iter().filter_map(|a| Some((*a, &self.members.get(a)?.vectors.all))).collect();
        let centre = unit(strand.centre.all.clone());
        // The member least like the whole, and the one least like that.
        let far = |from: &Vector| all.iter().min_by(|a, b| dot(from, a.1).total_cmp(&dot(from, b.1)));
        let (mut a, mut b) = (far(&centre)?.1.clone(), Vector::new());
        let mut sides: Vec<bool> = Vec::new();
        for round in 0..4 {
            b = if round == 0 { far(&a)?.1.clone() } else { b };
            sides = all.iter().map(|(_, v)| dot(&a, v) > dot(&b, v)).collect();
            let mean = |side: bool| {
                let own = all.iter().zip(&sides).filter(|(_, s)| **s == side);
                unit(own.fold(Vector::new(), |sum, ((_, v), _)| added(&sum, v)))
            };
            (a, b) = (mean(true), mean(false));
        }
        let first = *sides.first()?;
        let part: Vec<u64> = all.iter().zip(&sides).filter(|(_, s)| **s != first).map(|(m, _)| m.0).collect();
        let enough = part.len() >= rule.part && all.len() - part.len() >= rule.part;
        (enough && dot(&a, &b) < rule.unlike).then_some(part)
    }

    /// The id for a story of these articles: the first one's that never was a story's (such an id redirects for ever).
    fn free_name(&self, part: &[u64]) -> Option<String> {
        part.iter().filter_map(|a| self.members.get(a)).map(|m| &m.id).find(|id| !self.names.contains_key(*id)).cloned()
    }
}

impl Rule {
    /// Is it time to look at a strand of so many members?
    fn due(&self, members: usize) -> bool {
        members >= self.first && (members <= self.each || members.is_power_of_two())
    }
}
