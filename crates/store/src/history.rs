//! What became of a story: what it took in, what was split from it, what was moved, and whether an editor said so. The holder of
//! the grouping lease writes it beside the change itself; it is rebuilt with the stories.

use model::Id;

use crate::{Fault, Row, Tx, args};

/// What happened to a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Another story became part of it.
    Joined,
    /// Reports of it became a story of their own.
    Split,
    /// It began with reports of another story.
    Began,
    /// Reports of another story came to it.
    In,
    /// Reports of it went to another story.
    Out,
}

const KINDS: &[(Kind, &str)] =
    &[(Kind::Joined, "joined"), (Kind::Split, "split"), (Kind::Began, "began"), (Kind::In, "in"), (Kind::Out, "out")];

impl Kind {
    /// As written in tables.
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

/// One event of a story's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The story.
    pub story: Id,
    /// The number of the decision it came of.
    pub n: i64,
    /// What happened.
    pub kind: Kind,
    /// The other story.
    pub other: Id,
    /// When: an editor's decision was written, or the report came in that led the machine to it.
    pub at: i64,
    /// The editor; `None`: the machine.
    pub who: Option<String>,
    /// Reports that changed their story.
    pub reports: i64,
}

/// Writes an event; the same again changes nothing.
pub fn note(tx: &mut Tx, event: &Event) -> Result<(), Fault> {
    tx.execute(
        "insert into history (story, n, kind, other, at, who, reports) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         on conflict (story, n, kind, other) do nothing",
        args![event.story, event.n, event.kind.word(), event.other, event.at, event.who.as_ref(), event.reports],
    )?;
    Ok(())
}

fn read(mut row: Row) -> Result<Option<Event>, Fault> {
    let (story, n, word) = (row.id()?, row.int()?, row.text()?);
    let (other, at, who, reports) = (row.id()?, row.int()?, row.maybe_text()?, row.int()?);
    // Of a kind that a newer Broadsheet writes nothing is said.
    let kind = KINDS.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind);
    Ok(kind.map(|kind| Event { story, n, kind, other, at, who, reports }))
}

/// A story's history, the latest first.
pub fn of_story(tx: &mut Tx, story: Id, limit: usize) -> Result<Vec<Event>, Fault> {
    let events = tx.list(
        "select story, n, kind, other, at, who, reports from history where story = ?1 order by at desc, n desc limit ?2",
        args![story, limit],
        read,
    )?;
    Ok(events.into_iter().flatten().collect())
}
