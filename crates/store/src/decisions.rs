//! The log of decisions about stories: where the machine placed each article and why, and what editors overruled.
//!
//! A decision gets its number when it is written. A machine's decision takes its *turn* at once; an editor's waits until the
//! holder of the grouping lease applies it and takes its turn then. Replaying by turn gives the same stories again.

use model::Id;

use crate::changes::next;
use crate::{Arg, Fault, Row, Tx, args};

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An article was placed in a story (machine).
    Place,
    /// An article was laid aside by grouping (machine).
    Aside,
    /// Two stories are one.
    Merge,
    /// Reports become a story of their own.
    Split,
    /// A report belongs to another story.
    Move,
    /// A story stays at the top, or no longer.
    Pin,
    /// A story is not shown, or shown again.
    Hide,
    /// A story's own headline.
    Rename,
    /// An earlier decision does not hold.
    Undo,
}

const KINDS: &[(Kind, &str)] = &[
    (Kind::Place, "place"),
    (Kind::Aside, "aside"),
    (Kind::Merge, "merge"),
    (Kind::Split, "split"),
    (Kind::Move, "move"),
    (Kind::Pin, "pin"),
    (Kind::Hide, "hide"),
    (Kind::Rename, "rename"),
    (Kind::Undo, "undo"),
];

impl Kind {
    /// As written in tables and exports.
    pub fn word(self) -> &'static str {
        KINDS.iter().find(|(kind, _)| *kind == self).map_or("", |(_, word)| word)
    }
}

/// A decision to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// What was decided.
    pub kind: Kind,
    /// The editor; `None`: the machine.
    pub who: Option<String>,
    /// The article it is about.
    pub article: Option<Id>,
    /// The story it is about.
    pub story: Option<Id>,
    /// The version of the machine's rules and weights; empty for an editor's.
    pub model: String,
    /// The rest as JSON: why, the other story, the headline; the number of what is undone.
    pub doc: String,
}

/// A decision in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its number in the order of writing.
    pub n: i64,
    /// Its number in the order of applying; `None`: not yet applied.
    pub turn: Option<i64>,
    /// When it was written.
    pub at: i64,
    /// Undone by a later one.
    pub undone: bool,
    /// What was decided.
    pub what: New,
}

/// Writes decisions; the number of the first.
pub fn add(tx: &mut Tx, decisions: &[New], now: i64) -> Result<i64, Fault> {
    let first = next(tx, "decision", decisions.len())?;
    let mut values = Vec::with_capacity(decisions.len() * 9);
    for (n, new) in (first..).zip(decisions) {
        values.extend_from_slice(args![
            n,
            new.who.is_none().then_some(n),
            now,
            new.kind.word(),
            new.who.as_ref(),
            new.article,
            new.story,
            &new.model,
            &new.doc
        ]);
        values.push(false.into());
    }
    tx.insert("insert into decision (n, turn, at, kind, who, article, story, model, doc, undone)", 10, "", &values)?;
    Ok(first)
}

const DECISION: &str = "select n, turn, at, undone, kind, who, article, story, model, doc from decision";

fn read(mut row: Row) -> Result<Decision, Fault> {
    let (n, turn, at, undone, word) = (row.int()?, row.maybe_int()?, row.int()?, row.flag()?, row.text()?);
    let kind = KINDS.iter().find(|(_, w)| *w == word).map(|(kind, _)| *kind);
    let kind =
        kind.ok_or_else(|| Fault::bug(format!("decision {n} is of the kind {word}, which a newer Broadsheet knows")))?;
    let what = New {
        kind,
        who: row.maybe_text()?,
        article: row.maybe_id()?,
        story: row.maybe_id()?,
        model: row.text()?,
        doc: row.text()?,
    };
    Ok(Decision { n, turn, at, undone, what })
}

/// The decisions written after number `n`, in that order.
pub fn since(tx: &mut Tx, n: i64, limit: usize) -> Result<Vec<Decision>, Fault> {
    tx.list(&format!("{DECISION} where n > ?1 order by n limit ?2"), args![n, limit], read)
}

/// The decisions applied after `turn`, in the order in which they were: what a new holder of the lease replays.
pub fn applied(tx: &mut Tx, turn: i64, limit: usize) -> Result<Vec<Decision>, Fault> {
    tx.list(&format!("{DECISION} where turn > ?1 order by turn limit ?2"), args![turn, limit], read)
}

/// Editors' decisions that wait for the holder of the lease.
pub fn pending(tx: &mut Tx, limit: usize) -> Result<Vec<Decision>, Fault> {
    tx.list(&format!("{DECISION} where turn is null order by n limit ?1"), args![limit], read)
}

/// Marks an editor's decision as applied, with what it came to; its turn. `None`: it had one.
pub fn apply(tx: &mut Tx, n: i64, story: Option<Id>, doc: &str) -> Result<Option<i64>, Fault> {
    let turn = next(tx, "decision", 1)?;
    let sql = "update decision set turn = ?2, story = ?3, doc = ?4 where n = ?1 and turn is null";
    Ok((tx.execute(sql, args![n, turn, story, doc])? > 0).then_some(turn))
}

/// The decisions of a kind that were undone, the latest first.
pub fn undone(tx: &mut Tx, kind: Kind) -> Result<Vec<Decision>, Fault> {
    tx.list(&format!("{DECISION} where kind = ?1 and undone = 1 order by n desc"), args![kind.word()], read)
}

/// Changes what a decision that waits says.
pub fn set_doc(tx: &mut Tx, n: i64, doc: &str) -> Result<(), Fault> {
    tx.execute("update decision set doc = ?2 where n = ?1 and turn is null", args![n, doc])?;
    Ok(())
}

/// The latest decision of a kind about one of these stories that was applied and holds.
pub fn holds(tx: &mut Tx, kind: Kind, stories: &[Id]) -> Result<Option<Decision>, Fault> {
    let places: Vec<String> = (2..stories.len() + 2).map(|place| format!("?{place}")).collect();
    let mut args = args![kind.word()].to_vec();
    args.extend(stories.iter().map(|&story| Arg::from(story)));
    let sql = format!(
        "{DECISION} where kind = ?1 and undone = 0 and turn is not null and story in ({}) order by turn desc limit 1",
        places.join(", ")
    );
    tx.one(&sql, &args)?.map(read).transpose()
}

/// Marks a decision as undone (in the transaction that applies the undoing).
pub fn set_undone(tx: &mut Tx, n: i64, undone: bool) -> Result<bool, Fault> {
    Ok(tx.execute("update decision set undone = ?2 where n = ?1", args![n, undone])? > 0)
}

/// One decision.
pub fn get(tx: &mut Tx, n: i64) -> Result<Option<Decision>, Fault> {
    tx.one(&format!("{DECISION} where n = ?1"), args![n])?.map(read).transpose()
}

/// The kinds that editors decide.
const OF_EDITORS: &str = "kind in ('merge', 'split', 'move', 'pin', 'hide', 'rename', 'undo')";

/// The decisions of editors, the latest first.
pub fn of_editors(tx: &mut Tx, limit: usize) -> Result<Vec<Decision>, Fault> {
    tx.list(&format!("{DECISION} where {OF_EDITORS} order by n desc limit ?1"), args![limit], read)
}

/// The decisions of editors about one of these stories, or that name one (as the story that something became part of), the
/// latest first.
pub fn about(tx: &mut Tx, stories: &[Id], limit: usize) -> Result<Vec<Decision>, Fault> {
    let mut args = args![limit].to_vec();
    let mut either = Vec::with_capacity(stories.len());
    let named: Vec<String> = stories.iter().map(|story| format!("%\"{story}\"%")).collect();
    for (&story, named) in stories.iter().zip(&named) {
        args.extend_from_slice(args![story, named]);
        either.push(format!("story = ?{} or doc like ?{}", args.len() - 1, args.len()));
    }
    if either.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!("{DECISION} where {OF_EDITORS} and ({}) order by n desc limit ?1", either.join(" or "));
    tx.list(&sql, &args, read)
}

/// Deletes the machine's placements and takes back the turns of editors' decisions, which wait again in their order: what
/// `rebuild` begins with.
pub fn begin_again(tx: &mut Tx) -> Result<(), Fault> {
    tx.execute("delete from decision where kind = 'place' or kind = 'aside'", args![])?;
    tx.execute("update decision set turn = null, undone = 0", args![])?;
    Ok(())
}
