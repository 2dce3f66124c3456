//! Bytes as fetched, between the fetch and the reading of a page, and of items laid aside.

use crate::{Fault, Tx, args};

/// Keeps bytes under a key, with a head (JSON: address, status, headers) that the reader needs.
pub fn put(tx: &mut Tx, key: &str, head: &str, body: &[u8], now: i64) -> Result<(), Fault> {
    tx.execute(
        "insert into raw (item, head, body, at) values (?1, ?2, ?3, ?4)
         on conflict (item) do update set head = excluded.head, body = excluded.body, at = excluded.at",
        args![key, head, body, now],
    )?;
    Ok(())
}

/// Head and bytes.
pub fn get(tx: &mut Tx, key: &str) -> Result<Option<(String, Vec<u8>)>, Fault> {
    tx.one("select head, body from raw where item = ?1", args![key])?
        .map(|mut row| Ok((row.text()?, row.bytes()?)))
        .transpose()
}

/// Forgets bytes.
pub fn delete(tx: &mut Tx, key: &str) -> Result<(), Fault> {
    tx.execute("delete from raw where item = ?1", args![key])?;
    Ok(())
}
