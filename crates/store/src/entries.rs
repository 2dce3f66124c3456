//! Entries: which a feed has announced before. Marks outlive the entries, so that one which comes back is not new.

use model::Id;

use crate::{Fault, Tx, args};

/// What an entry is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Never announced by this feed.
    New,
    /// Announced before, with another content.
    Changed,
    /// Announced before just so.
    Same,
}

/// A mark is touched again after this many seconds only, so that an unchanged feed costs no writing.
const TOUCH_AFTER: i64 = 86_400;

/// Marks a feed's entries as seen, given each one's key (its guid, else its address) and the digest of its content, and tells
/// what each was before.
pub fn mark(tx: &mut Tx, feed: Id, entries: &[(&str, [u8; 16])], now: i64) -> Result<Vec<Seen>, Fault> {
    let mut answers = Vec::with_capacity(entries.len());
    for (key, digest) in entries {
        let hash = blake3::hash(key.as_bytes());
        let item = hash.as_bytes().get(..16).unwrap_or_default();
        let known = tx.one("select digest, seen from entry where feed = ?1 and item = ?2", args![feed, item])?;
        let seen = match known {
            None => Seen::New,
            Some(mut row) => {
                let (same, seen) = (row.bytes()? == digest, row.int()?);
                if same && now - seen < TOUCH_AFTER {
                    answers.push(Seen::Same);
                    continue;
                }
                if same { Seen::Same } else { Seen::Changed }
            }
        };
        tx.execute(
            "insert into entry (feed, item, digest, seen) values (?1, ?2, ?3, ?4)
             on conflict (feed, item) do update set digest = excluded.digest, seen = excluded.seen",
            args![feed, item, digest, now],
        )?;
        answers.push(seen);
    }
    Ok(answers)
}

/// Forgets marks last seen before then; keep them far longer than any feed lists its entries.
pub fn prune(tx: &mut Tx, before: i64) -> Result<u64, Fault> {
    tx.execute("delete from entry where seen < ?1", args![before])
}
