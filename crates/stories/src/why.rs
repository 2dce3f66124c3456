//! Why an article stands in its story: kept as an English sentence, and read again where a page says it in other words.

use std::fmt;

/// Why an article stands in its story.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// It opened the story.
    First,
    /// It opened a story that became part of this one.
    Joined,
    /// Its title is a template: nothing is grouped with it.
    Template,
    /// It was placed before.
    Before,
    /// An editor put it there.
    Editor,
    /// It is like a report that an editor put there.
    Follows,
    /// It is like the story's other reports.
    Alike(Alike),
}

/// What an article shares with its story.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// The heaviest words that both have.
    pub words: Vec<String>,
    /// Time between it and the story.
    pub apart: Option<Apart>,
    /// How sure that is, in percent.
    pub sure: Option<u8>,
    /// How sure the next best story was, where that was not far.
    pub next: Option<u8>,
}

/// A length of time, as roughly as people say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Apart {
    /// Under an hour.
    Minutes(i64),
    /// Under two days.
    Hours(i64),
    /// Longer.
    Days(i64),
}

const FIXED: [(Why, &str); 6] = [
    (Why::First, "the first of its story"),
    (Why::Joined, "it opened a story that became part of this one"),
    (Why::Template, "its title is used again and again"),
    (Why::Before, "placed before"),
    (Why::Editor, "an editor put it here"),
    (Why::Follows, "like a report that an editor put here"),
];
const ALIKE: &str = "grouped because: ";
const APART: &str = " apart";
const SURE: &str = "% sure";
const NEXT: &str = ", the next best story ";

impl From<i64> for Apart {
    /// From seconds.
    fn from(seconds: i64) -> Self {
        match seconds {
            ..3_600 => Self::Minutes(seconds / 60),
            3_600..172_800 => Self::Hours(seconds / 3_600),
            _ => Self::Days(seconds / 86_400),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Alike(alike) = self else {
            return FIXED.iter().filter(|(why, _)| why == self).try_for_each(|(_, words)| out.write_str(words));
        };
        write!(out, "{ALIKE}{}", alike.words.join(", "))?;
        match alike.apart {
            Some(Apart::Minutes(n)) => write!(out, "; {n} min{APART}")?,
            Some(Apart::Hours(n)) => write!(out, "; {n} h{APART}")?,
            Some(Apart::Days(n)) => write!(out, "; {n} days{APART}")?,
            None => {}
        }
        if let Some(sure) = alike.sure {
            write!(out, "; {sure} {SURE}")?;
            alike.next.map_or(Ok(()), |next| write!(out, "{NEXT}{next} %"))?;
        }
        Ok(())
    }
}

impl Why {
    /// Reads the sentence; `None` where it says something else.
    pub fn read(sentence: &str) -> Option<Self> {
        if let Some((why, _)) = FIXED.iter().find(|(_, words)| *words == sentence) {
            return Some(why.clone());
        }
        // Cut at single characters, which is quicker than at two: a story's page reads one of these for each report.
        let mut parts = sentence.strip_prefix(ALIKE)?.split(';').map(str::trim_start);
        let words = parts.next()?.split(',').map(str::trim_start);
        let words = words.filter(|word| !word.is_empty()).map(str::to_owned).collect();
        let mut alike = Alike { words, apart: None, sure: None, next: None };
        for part in parts {
            if let Some(apart) = part.strip_suffix(APART) {
                let (n, unit) = apart.split_once(' ')?;
                let unit = match unit {
                    "min" => Apart::Minutes,
                    "h" => Apart::Hours,
                    "days" => Apart::Days,
                    _ => return None,
                };
                alike.apart = Some(unit(n.parse().ok()?));
            } else {
                let (sure, next) = part.split_once(' ')?;
                alike.sure = Some(sure.parse().ok()?);
                alike.next =
                    next.strip_prefix(SURE)?.strip_prefix(NEXT).and_then(|next| next.strip_suffix(" %")?.parse().ok());
            }
        }
        Some(Self::Alike(alike))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_read_as_it_was_written() {
        let alike = |apart: Option<i64>, next| {
            let words = vec!["Kyiv".to_owned(), "nine".to_owned()];
            Why::Alike(Alike { words, apart: apart.map(Apart::from), sure: Some(87), next })
        };
        let all = FIXED.map(|(why, _)| why).into_iter().chain([
            alike(None, None),
            alike(Some(59), Some(12)),
            alike(Some(7_300), None),
            alike(Some(400_000), Some(30)),
        ]);
        for why in all {
            assert_eq!(Why::read(&why.to_string()), Some(why.clone()), "{why}");
        }
        assert_eq!(
            alike(Some(7_300), Some(30)).to_string(),
            "grouped because: Kyiv, nine; 2 h apart; 87 % sure, the next best story 30 %"
        );
        let older = Alike { words: vec!["Kyiv".to_owned()], apart: None, sure: None, next: None };
        assert_eq!(Why::read("grouped because: Kyiv"), Some(Why::Alike(older)));
        assert_eq!(Why::read("because I say so"), None);
    }
}
