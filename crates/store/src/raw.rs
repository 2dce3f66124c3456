//! Bytes as fetched, between the fetch and the reading of a page, and of items laid aside; and what a page's last answer
//! gave to ask with next time.

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

/// What a page's last answer gave to ask with next time, as received.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub last_modified: Option<String>,
}

/// Keeps a page's validators under its key.
pub fn save_validators(tx: &mut Tx, key: &str, validators: &Validators, now: i64) -> Result<(), Fault> {
    tx.execute(
        "insert into page (item, etag, last_modified, at) values (?1, ?2, ?3, ?4)
         on conflict (item) do update set etag = excluded.etag, last_modified = excluded.last_modified, at = excluded.at",
        args![key, validators.etag.as_ref(), validators.last_modified.as_ref(), now],
    )?;
    Ok(())
}

/// A page's validators; none of them where it was never fetched.
pub fn validators(tx: &mut Tx, key: &str) -> Result<Validators, Fault> {
    tx.one("select etag, last_modified from page where item = ?1", args![key])?
        .map_or(Ok(Validators::default()), |mut row| {
            Ok(Validators { etag: row.maybe_text()?, last_modified: row.maybe_text()? })
        })
}

/// Forgets the validators of pages fetched before then.
pub fn prune_validators(tx: &mut Tx, before: i64) -> Result<u64, Fault> {
    tx.execute("delete from page where at < ?1", args![before])
}
