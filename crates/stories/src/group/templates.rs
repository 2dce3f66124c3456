//! Titles that an outlet uses again and again ("Weather for Monday", "Magazine, 12 September"): they would draw unlike articles
//! together and are kept out of grouping.

use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// Other days on which a title with other figures makes a template, and one whose first or last word is another.
const SAME_DAYS: usize = 2;
const AKIN_DAYS: usize = 4;
/// Days for which titles are remembered.
const REMEMBERED: i64 = 30;
/// Words beyond which a title is hardly a template.
const WORDS_MAX: usize = 10;

/// The titles of each outlet, as patterns.
#[derive(Debug, Default)]
pub struct Titles {
    days: FxHashMap<u64, Vec<i64>>,
}

impl Titles {
    /// Notes a title (hashes of its words, figures as 0) of an outlet on a day; is it a template by now?
    pub fn template(&mut self, outlet: u32, title: &[u32], day: i64) -> bool {
        if title.len() < 2 || title.len() > WORDS_MAX {
            return false;
        }
        let shorter = title.len() > 2;
        let patterns = [
            (Some(title), 0_u8, SAME_DAYS),
            (title.get(1..).filter(|_| shorter), 1, AKIN_DAYS),
            (title.get(..title.len() - 1).filter(|_| shorter), 2, AKIN_DAYS),
        ];
        let mut template = false;
        for (words, which, needed) in patterns {
            let Some(words) = words.filter(|words| words.iter().any(|w| *w != 0)) else { continue };
            let mut hasher = FxHasher::default();
            (outlet, which, words).hash(&mut hasher);
            let days = self.days.entry(hasher.finish()).or_default();
            days.retain(|d| (day - d).abs() <= REMEMBERED);
            if !days.contains(&day) && days.len() <= AKIN_DAYS {
                days.push(day);
            }
            template |= days.iter().filter(|d| **d != day).count() >= needed;
        }
        template
    }

    /// Forgets what was last used long before `day`.
    pub fn forget(&mut self, day: i64) {
        self.days.retain(|_, days| days.iter().any(|d| day - d <= REMEMBERED));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_used_daily_becomes_a_template() {
        let mut titles = Titles::default();
        let daily = [7, 8, 0];
        assert_eq!([1, 2, 3, 4].map(|day| titles.template(1, &daily, day)), [false, false, true, true]);
        assert!(!titles.template(2, &daily, 5), "another outlet");
        let weather = [11, 12, 13, 14, 15, 16].map(|last| titles.template(1, &[5, 6, last], i64::from(last)));
        assert_eq!(weather, [false, false, false, false, true, true]);
    }

    #[test]
    fn a_title_repeated_within_a_day_is_none() {
        let mut titles = Titles::default();
        assert!((0..9).all(|_| !titles.template(1, &[7, 8, 9], 3)));
    }
}
