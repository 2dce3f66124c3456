//! What analysis finds in an article. Spans count Unicode code points of [`crate::Article::body_text`], end exclusive.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Flaw;

/// `[start, end]` in code points, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(u32, u32)", into = "(u32, u32)")]
pub struct Span {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl From<(u32, u32)> for Span {
    fn from((start, end): (u32, u32)) -> Self {
        Self { start, end }
    }
}

impl From<Span> for (u32, u32) {
    fn from(span: Span) -> Self {
        (span.start, span.end)
    }
}

/// All that analysis found in one article: the output of the step `analyse`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Analysis {
    /// The language of the text, BCP 47, where it could be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Who is reported to have said what.
    pub statements: Vec<Statement>,
    /// Expressions of time.
    pub dates: Vec<DateExpression>,
    /// People, organisations, places; one a name.
    pub names: Vec<Name>,
    /// Dated events.
    pub happenings: Vec<Happening>,
    /// What was odd.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub flaws: Vec<Flaw>,
}

/// Something somebody is reported to have said.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Statement {
    /// Full name, resolved within the article; absent: not named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<String>,
    /// The role given nearest ("Kremlin spokesman").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The words that name the speaker here, with role and apposition.
    pub source: Vec<Span>,
    /// "said", "as announced by".
    pub cue: Vec<Span>,
    /// What was said, quotation marks and "that" included.
    pub content: Vec<Span>,
    /// Direct: all of the content quoted.
    pub kind: StatementKind,
    /// "in an interview with al-Jazeera".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub occasion: Option<Span>,
    /// "cited by Sputnik".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_hand: Option<SecondHand>,
}

/// How much of a statement is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementKind {
    /// All of it.
    Direct,
    /// Some of it.
    Mixed,
    /// Nothing.
    #[default]
    Indirect,
}

/// Who passed a statement on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondHand {
    /// "Sputnik".
    pub name: String,
    /// The words that say so.
    pub span: Span,
}

/// An expression of time (TIMEX3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateExpression {
    /// Where it stands.
    pub span: Span,
    /// DATE, TIME, DURATION or SET.
    #[serde(rename = "type")]
    pub kind: String,
    /// As in TIMEX3: `2024-05-08`, `P4Y`, `2024-W19`.
    pub value: String,
    /// First day, inclusive; absent on an open side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<Date>,
    /// Last day, inclusive; absent on an open side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
}

/// A person, organisation or place that an article speaks of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The fullest form in the article.
    pub name: String,
    /// Person, organisation, place.
    #[serde(rename = "type")]
    pub kind: NameKind,
    /// Other forms in the article.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Roles given in the article.
    #[serde(default)]
    pub roles: Vec<String>,
    /// Where it stands.
    #[serde(default)]
    pub mentions: Vec<Span>,
}

/// The kinds of name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// A human being.
    Person,
    /// A body of people.
    Organisation,
    /// A place.
    Place,
}

/// A dated event told in an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// The sentence that tells it.
    pub sentence: Span,
    /// First day, inclusive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begin: Option<Date>,
    /// Last day, inclusive; one day: the same as `begin`; a deadline: `end` alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// day, month, year, part, deadline.
    pub precision: String,
    /// The words that give the date; absent where it was carried over from another sentence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Span>,
}
