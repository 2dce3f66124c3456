//! Work: one table for all that is to be done, with delay, retry, lease and what is laid aside.
//!
//! An item is one thing to do at one stage (`stage`, `key`). A worker claims a batch in a transaction of its own, does it, and
//! calls [`finish`] first thing in the transaction that writes the results. Items due at once are claimed in the order in
//! which they were put. Every claim raises the item's `tries`, which fences: a worker that was late finds that its claim no
//! longer holds, and must not write. ([`release`] takes its claim back: who gives an item back writes nothing for it.) A crash is a lease that runs out (on SQLite it is free at once when the hub starts
//! again).

use std::collections::BTreeMap;

use model::Id;

use crate::{Fault, Row, Tx, args};

/// Claims that ended neither in [`finish`] nor in [`fail`], after which an item is laid aside: it takes the whole program
/// down. High, because a machine may be switched off many times in the middle of a good item.
const CRASHES_MAX: i64 = 25;

/// How many characters of a panic's text are kept.
const WHY_CHARS_MAX: usize = 4_000;

/// One claimed item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The item's number; a new, higher one each time it is put.
    pub id: Id,
    /// The stage it is at.
    pub stage: String,
    /// What it is about.
    pub key: String,
    /// How often it has been claimed: the fence.
    pub tries: i64,
    /// How often it has failed.
    pub failures: i64,
    /// What the worker needs, usually JSON.
    pub payload: String,
}

/// Puts an item in, due then. One that is there with the same payload stays as it is (due earlier if so asked), and if a
/// worker has it in hand it is done once more after that, since the worker may have looked before what this is about. With
/// another payload it is replaced, and a worker that has it in hand loses its claim, so that the newer one is not lost.
pub fn put(tx: &mut Tx, stage: &str, key: &str, payload: &str, due: i64) -> Result<(), Fault> {
    tx.execute(
        "insert into work (id, stage, item, due, tries, failures, leased, payload) values (?1, ?2, ?3, ?4, 0, 0, 0, ?5)
         on conflict (stage, item) do update set
            id = case when work.payload = excluded.payload then work.id else excluded.id end,
            due = case when work.payload <> excluded.payload then excluded.due
                       when work.leased = 0 and excluded.due < work.due then excluded.due else work.due end,
            tries = case when work.payload = excluded.payload then work.tries else 0 end,
            failures = case when work.payload = excluded.payload then work.failures else 0 end,
            leased = case when work.payload <> excluded.payload then 0 when work.leased > 0 then 2 else 0 end,
            payload = excluded.payload",
        args![crate::text::rising()?, stage, key, due, payload],
    )?;
    Ok(())
}

/// Takes up to `n` items of a stage that are due, the longest due first and of those the first put, for `lease` seconds. An
/// empty answer means "ask again later", never "nothing left".
pub fn claim(tx: &mut Tx, stage: &str, n: usize, now: i64, lease: i64) -> Result<Vec<Claim>, Fault> {
    let mut claims = tx.list(
        "update work set due = ?1, tries = tries + 1, leased = 1 where id in (
            select id from work where stage = ?2 and due <= ?3 order by due, id limit ?4 [for update skip locked])
         returning id, item, tries, failures, payload",
        args![now + lease.max(1), stage, now, n],
        |mut row| {
            Ok(Claim {
                id: row.id()?,
                stage: stage.to_owned(),
                key: row.text()?,
                tries: row.int()?,
                failures: row.int()?,
                payload: row.text()?,
            })
        },
    )?;
    claims.sort_by_key(|claim| claim.id);
    let mut kept = Vec::with_capacity(claims.len());
    for claim in claims {
        if claim.tries - claim.failures > CRASHES_MAX {
            let why = format!("the program ended {CRASHES_MAX} times while it worked on this");
            lay_aside(tx, &claim, &why, None, now)?;
        } else {
            kept.push(claim);
        }
    }
    Ok(kept)
}

/// Ends an item in the transaction of its result. False: the claim no longer holds, so write nothing for this item.
pub fn finish(tx: &mut Tx, claim: &Claim) -> Result<bool, Fault> {
    // Put again while in hand: a new item, which this claim has no hold on.
    let again = "update work set id = ?3, due = 0, leased = 0, failures = 0, tries = 0
        where id = ?1 and tries = ?2 and leased = 2";
    if tx.execute(again, args![claim.id, claim.tries, crate::text::rising()?])? > 0 {
        return Ok(true);
    }
    Ok(tx.execute("delete from work where id = ?1 and tries = ?2", args![claim.id, claim.tries])? > 0)
}

/// Prolongs a claim. False: it no longer holds.
pub fn renew(tx: &mut Tx, claim: &Claim, until: i64) -> Result<bool, Fault> {
    let sql = "update work set due = ?3 where id = ?1 and tries = ?2";
    Ok(tx.execute(sql, args![claim.id, claim.tries, until])? > 0)
}

/// Gives an item back untouched (its host is busy, the hub is stopping); it is due at `due` and has not failed. The claim counts as none,
/// so that an item which is often given back is not taken for one that brings the program down.
pub fn release(tx: &mut Tx, claim: &Claim, due: i64) -> Result<bool, Fault> {
    let sql = "update work set due = ?3, leased = 0, tries = tries - 1 where id = ?1 and tries = ?2";
    Ok(tx.execute(sql, args![claim.id, claim.tries, due])? > 0)
}

/// What became of an item that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// It is tried again when it is due.
    Again,
    /// It is laid aside for a person.
    Aside,
    /// The claim no longer held; somebody else has it.
    Lost,
}

/// How an item failed.
#[derive(Debug, Clone, Copy)]
pub struct Failure<'a> {
    /// What happened: a fault's sentence, a panic's text.
    pub why: &'a str,
    /// When to try again.
    pub due: i64,
    /// With this many failures it is laid aside.
    pub failures_max: i64,
    /// The bytes the step had in hand, kept with an item that is laid aside.
    pub input: Option<&'a [u8]>,
}

/// An item failed: it is due again later, or laid aside with its input after `failures_max` failures.
pub fn fail(tx: &mut Tx, claim: &Claim, failure: &Failure, now: i64) -> Result<Failed, Fault> {
    if claim.failures + 1 < failure.failures_max {
        let sql = "update work set due = ?3, leased = 0, failures = failures + 1 where id = ?1 and tries = ?2";
        let touched = tx.execute(sql, args![claim.id, claim.tries, failure.due])?;
        return Ok(if touched > 0 { Failed::Again } else { Failed::Lost });
    }
    let laid = lay_aside(tx, claim, failure.why, failure.input, now)?;
    Ok(if laid { Failed::Aside } else { Failed::Lost })
}

fn lay_aside(tx: &mut Tx, claim: &Claim, why: &str, input: Option<&[u8]>, now: i64) -> Result<bool, Fault> {
    if !finish(tx, claim)? {
        return Ok(false);
    }
    tx.execute(
        "insert into aside (id, stage, item, payload, failures, why, input, at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
         on conflict (stage, item) do update set payload = excluded.payload, failures = excluded.failures,
            why = excluded.why, input = excluded.input, at = excluded.at",
        args![
            claim.id,
            &claim.stage,
            &claim.key,
            &claim.payload,
            claim.failures + 1,
            crate::text::cut(why, WHY_CHARS_MAX),
            input,
            now
        ],
    )?;
    Ok(true)
}

/// An item laid aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Its number.
    pub id: Id,
    /// The stage it failed at.
    pub stage: String,
    /// What it is about.
    pub key: String,
    /// What the worker was given.
    pub payload: String,
    /// How often it failed.
    pub failures: i64,
    /// What happened the last time.
    pub why: String,
    /// How many bytes of input were kept.
    pub input_bytes: i64,
    /// When it was laid aside.
    pub at: i64,
}

fn read_aside(mut row: Row) -> Result<Aside, Fault> {
    Ok(Aside {
        id: row.id()?,
        stage: row.text()?,
        key: row.text()?,
        payload: row.text()?,
        failures: row.int()?,
        why: row.text()?,
        input_bytes: row.int()?,
        at: row.int()?,
    })
}

const ASIDE: &str = "select id, stage, item, payload, failures, why, coalesce(length(input), 0), at from aside";

/// The items laid aside, the latest first.
pub fn asides(tx: &mut Tx, limit: usize) -> Result<Vec<Aside>, Fault> {
    tx.list(&format!("{ASIDE} order by at desc, id limit ?1"), args![limit], read_aside)
}

/// One item laid aside.
pub fn aside(tx: &mut Tx, id: Id) -> Result<Option<Aside>, Fault> {
    tx.one(&format!("{ASIDE} where id = ?1"), args![id])?.map(read_aside).transpose()
}

/// The input kept with an item laid aside.
pub fn aside_input(tx: &mut Tx, id: Id) -> Result<Option<Vec<u8>>, Fault> {
    tx.one("select input from aside where id = ?1", args![id])?.map_or(Ok(None), |mut row| row.maybe_bytes())
}

/// Puts an item laid aside back to work; false: there is none of this number.
pub fn retry(tx: &mut Tx, id: Id, now: i64) -> Result<bool, Fault> {
    let Some(item) = aside(tx, id)? else { return Ok(false) };
    put(tx, &item.stage, &item.key, &item.payload, now)?;
    drop_aside(tx, id)
}

/// Throws an item laid aside away; false: there is none of this number.
pub fn drop_aside(tx: &mut Tx, id: Id) -> Result<bool, Fault> {
    Ok(tx.execute("delete from aside where id = ?1", args![id])? > 0)
}

/// How a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// Due and not in hand.
    pub waiting: i64,
    /// Due later.
    pub delayed: i64,
    /// In somebody's hand.
    pub claimed: i64,
    /// Laid aside.
    pub aside: i64,
    /// Since when the longest waiting item is due; 0: none waits.
    pub oldest_due: i64,
}

/// How every stage that has items stands.
pub fn counts(tx: &mut Tx, now: i64) -> Result<BTreeMap<String, Count>, Fault> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let rows = tx.query(
        "select stage, count(case when due <= ?1 then 1 end), count(case when due > ?1 and leased = 0 then 1 end),
            count(case when due > ?1 and leased > 0 then 1 end), coalesce(min(case when due <= ?1 and due > 0 then due end), 0)
         from work group by stage",
        args![now],
    )?;
    for mut row in rows {
        let stage = row.text()?;
        let (waiting, delayed, claimed, oldest_due) = (row.int()?, row.int()?, row.int()?, row.int()?);
        counts.insert(stage, Count { waiting, delayed, claimed, aside: 0, oldest_due });
    }
    for mut row in tx.query("select stage, count(*) from aside group by stage", args![])? {
        let (stage, aside) = (row.text()?, row.int()?);
        counts.entry(stage).or_default().aside = aside;
    }
    Ok(counts)
}

/// When the next item of a stage is due; `None`: it has none.
pub fn next_due(tx: &mut Tx, stage: &str) -> Result<Option<i64>, Fault> {
    tx.one("select min(due) from work where stage = ?1", args![stage])?.map_or(Ok(None), |mut row| row.maybe_int())
}

/// A hub that is alone on its store starts: whatever is claimed was left by a killed one.
pub(crate) fn free_all(tx: &mut Tx) -> Result<(), Fault> {
    tx.execute("update work set due = 0, leased = 0 where leased > 0", args![])?;
    tx.execute("update feed set next_poll = 0, claimed = 0 where claimed = 1", args![])?;
    tx.execute("update lease set until = 0", args![])?;
    Ok(())
}
