//! Leases: one holder a name, fenced by an epoch that rises with every change of holder.
//!
//! A lease is judged by the clock of the node that asks: a wrong clock can only delay a change of holder or bring it early,
//! because [`fence`] refuses every write of an earlier epoch.

use crate::{Fault, FaultKind, Tx, args};

/// Takes a lease that is free or has run out, or renews our own, for `seconds`; its epoch, or `None`: another holds it.
pub fn take(tx: &mut Tx, name: &str, holder: &str, now: i64, seconds: i64) -> Result<Option<i64>, Fault> {
    let row = tx.one(
        "insert into lease (name, holder, epoch, until) values (?1, ?2, 1, ?4)
         on conflict (name) do update set
            epoch = case when lease.holder = excluded.holder then lease.epoch else lease.epoch + 1 end,
            holder = excluded.holder, until = excluded.until
         where lease.until <= ?3 or lease.holder = excluded.holder
         returning epoch",
        args![name, holder, now, now + seconds],
    )?;
    row.map(|mut row| row.int()).transpose()
}

/// Gives a lease back at once, so that another need not wait for its end.
pub fn release(tx: &mut Tx, name: &str, holder: &str, epoch: i64) -> Result<(), Fault> {
    tx.execute(
        "update lease set until = 0, holder = '' where name = ?1 and holder = ?2 and epoch = ?3",
        args![name, holder, epoch],
    )?;
    Ok(())
}

/// Stands at the beginning of a write that only the holder may do, and keeps the lease from changing hands until its commit.
/// False: the lease has changed hands, so throw the batch and the state away and start over.
pub fn fence(tx: &mut Tx, name: &str, holder: &str, epoch: i64) -> Result<bool, Fault> {
    let sql = "select epoch from lease where name = ?1 and holder = ?2 and epoch = ?3 [for update]";
    Ok(tx.one(sql, args![name, holder, epoch])?.is_some())
}

/// Who holds a lease: holder, epoch, until.
pub fn holder(tx: &mut Tx, name: &str) -> Result<Option<(String, i64, i64)>, Fault> {
    tx.one("select holder, epoch, until from lease where name = ?1", args![name])?
        .map(|mut row| Ok((row.text()?, row.int()?, row.int()?)))
        .transpose()
}

/// As [`fence`], as a fault that ends the transaction.
pub fn demand(tx: &mut Tx, name: &str, holder: &str, epoch: i64) -> Result<(), Fault> {
    if fence(tx, name, holder, epoch)? {
        return Ok(());
    }
    Err(Fault::new(FaultKind::Refused, format!("the lease {name} of epoch {epoch} has passed to another node")))
}
