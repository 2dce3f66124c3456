//! The numbered changes that index writers, page caches and feeds out follow; and how far each follower has come.
//!
//! Numbers come from a counter row that stays locked until the commit, so that nobody sees a later number before an
//! earlier one. An identity column would give numbers before the commit and lose rows to a follower.

use model::Id;

use crate::{Arg, Fault, Tx, args};

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// An article was saved, revised or taken down.
    Article,
    /// A story was saved, merged away or hidden.
    Story,
    /// An outlet's facts.
    Outlet,
    /// A setting; the id is 0.
    Setting,
    /// A name was taken down; the id is 0.
    Name,
    /// A picture was taken down; the id is 0.
    Picture,
}

const KINDS: &[(ChangeKind, &str)] = &[
    (ChangeKind::Article, "article"),
    (ChangeKind::Story, "story"),
    (ChangeKind::Outlet, "outlet"),
    (ChangeKind::Setting, "setting"),
    (ChangeKind::Name, "name"),
    (ChangeKind::Picture, "picture"),
];

/// One change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Its number; later ones are higher, none is missing that was committed.
    pub n: i64,
    /// What changed.
    pub kind: ChangeKind,
    /// Which.
    pub id: Id,
}

/// Notes a change; it gets its number just before the commit, once for each thing that changed.
pub fn note(tx: &mut Tx, kind: ChangeKind, id: Id) {
    tx.changes.push((kind, id.0));
}

/// Writes what was noted; how many.
pub(crate) fn flush(tx: &mut Tx) -> Result<u64, Fault> {
    let mut noted = std::mem::take(&mut tx.changes);
    noted.sort_unstable();
    noted.dedup();
    if noted.is_empty() {
        return Ok(0);
    }
    let first = next(tx, "change", noted.len())?;
    let word = |kind| KINDS.iter().find(|(k, _)| *k == kind).map_or("", |(_, word)| *word);
    let values: Vec<Arg> =
        (first..).zip(&noted).flat_map(|(n, (kind, id))| [n.into(), word(*kind).into(), (*id).into()]).collect();
    tx.insert("insert into change (n, kind, id)", 3, "", &values)?;
    Ok(u64::try_from(noted.len()).unwrap_or(0))
}

/// Takes `k` numbers of a counter; the first of them.
pub(crate) fn next(tx: &mut Tx, counter: &str, k: usize) -> Result<i64, Fault> {
    let last = tx.number("update counter set n = n + ?2 where name = ?1 returning n", args![counter, k])?;
    Ok(last - i64::try_from(k).unwrap_or(0) + 1)
}

/// The changes after number `n`, in order.
pub fn since(tx: &mut Tx, n: i64, limit: usize) -> Result<Vec<Change>, Fault> {
    tx.list("select n, kind, id from change where n > ?1 order by n limit ?2", args![n, limit], |mut row| {
        let (n, word) = (row.int()?, row.text()?);
        let kind = KINDS.iter().find(|(_, w)| *w == word).map(|(kind, _)| *kind);
        // A newer node's kind: whoever follows looks at everything then.
        Ok(Change { n, kind: kind.unwrap_or(ChangeKind::Setting), id: row.id()? })
    })
}

/// The number of the last change; 0: none yet.
pub fn last(tx: &mut Tx) -> Result<i64, Fault> {
    tx.number("select n from counter where name = 'change'", args![])
}

/// Forgets all but the last `keep` changes. A follower that is further behind starts over.
pub fn prune(tx: &mut Tx, keep: i64) -> Result<u64, Fault> {
    let last = last(tx)?;
    tx.execute("delete from change where n <= ?1", args![last - keep])
}

/// The oldest change that is kept; `None`: none is.
pub fn first(tx: &mut Tx) -> Result<Option<i64>, Fault> {
    tx.one("select min(n) from change", args![])?.map_or(Ok(None), |mut row| row.maybe_int())
}

/// How far a follower has come ("grouping"); 0: it has not begun.
pub fn get_mark(tx: &mut Tx, follower: &str) -> Result<i64, Fault> {
    tx.number("select n from mark where name = ?1", args![follower])
}

/// Forgets a follower that has come to its end.
pub fn forget_mark(tx: &mut Tx, follower: &str) -> Result<(), Fault> {
    tx.execute("delete from mark where name = ?1", args![follower])?;
    Ok(())
}

/// Sets how far a follower has come, in the transaction of what it did.
pub fn set_mark(tx: &mut Tx, follower: &str, n: i64) -> Result<(), Fault> {
    tx.execute(
        "insert into mark (name, n) values (?1, ?2) on conflict (name) do update set n = excluded.n",
        args![follower, n],
    )?;
    Ok(())
}
