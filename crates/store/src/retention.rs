//! What is not kept for ever, and what takes how much room.

use model::{Article, Id, TextRule};

use crate::changes::{self, ChangeKind};
use crate::text::{from_json, to_json};
use crate::{Fault, Store, Tx, args, outlets, schema};

/// Forgets pages' bytes fetched before then, but for those of items at work or laid aside.
pub fn prune_raw(tx: &mut Tx, before: i64) -> Result<u64, Fault> {
    tx.execute(
        "delete from raw where at < ?1 and not exists (select 1 from work where work.item = raw.item)
            and not exists (select 1 from aside where aside.item = raw.item)",
        args![before],
    )
}

/// Throws away items laid aside before then.
pub fn prune_aside(tx: &mut Tx, before: i64) -> Result<u64, Fault> {
    tx.execute("delete from aside where at < ?1", args![before])
}

/// Forgets the bodies of articles seen before then whose outlets let the hub show the link alone, of those up to the arrival
/// `grouped`: a text that has just come out of an archive is to be grouped first. At most `limit` in one transaction, so call it
/// until it answers 0. The digest of what was read stays, so that the same page does not come as a revision.
pub fn prune_link_bodies(tx: &mut Tx, before: i64, grouped: i64, limit: usize) -> Result<usize, Fault> {
    let mut pruned = 0;
    for outlet in outlets::list(tx)?.into_iter().filter(|outlet| outlet.text == TextRule::Link) {
        let rows = tx.list(
            "select reading.article, reading.revision, reading.doc from reading join article on article.id = reading.article
             where article.outlet = ?1 and article.instant < ?2 and reading.seen < ?2 and reading.digest = reading.origin
                and article.arrival <= ?4 limit ?3",
            args![outlet.id, before, limit.saturating_sub(pruned), grouped],
            |mut row| Ok((row.id()?, row.int()?, row.text()?)),
        )?;
        for (id, revision, doc) in rows {
            let article: Article = from_json(&doc)?;
            let flaw = model::Flaw::new("the text is no longer kept");
            let flaws = article.flaws.iter().cloned().chain([flaw]).collect();
            let doc = to_json(&Article { blocks: Vec::new(), text: None, flaws, ..article })?;
            tx.execute(
                "update reading set doc = ?3, digest = ?4 where article = ?1 and revision = ?2",
                args![id, revision, &doc, blake3::hash(doc.as_bytes()).as_bytes()],
            )?;
            changes::note(tx, ChangeKind::Article, id);
            pruned += 1;
        }
    }
    Ok(pruned)
}

/// Forgets readings that a later one has replaced, seen before then; the first and the last stay.
pub fn prune_readings(tx: &mut Tx, before: i64) -> Result<u64, Fault> {
    tx.execute(
        "delete from reading where seen < ?1 and revision > 1
            and revision < (select article.revision from article where article.id = reading.article)",
        args![before],
    )
}

/// Forgets sessions, links, tries and rests that have run out.
pub fn prune_expired(tx: &mut Tx, now: i64) -> Result<(), Fault> {
    for sql in [
        "delete from session where until <= ?1",
        "delete from link where until <= ?1",
        "delete from throttle where until <= ?1",
        "delete from host where until <= ?1",
    ] {
        tx.execute(sql, args![now])?;
    }
    Ok(())
}

/// Bytes on the disk by table with its indexes, the largest first; reads the whole of a SQLite file, so not for every page.
pub fn sizes(store: &Store) -> Result<Vec<(String, i64)>, Fault> {
    let mut sizes = store.read(|tx| {
        if store.is_sqlite() {
            return tx.list(
                "select m.tbl_name, sum(d.pgsize) from dbstat d join sqlite_master m on m.name = d.name group by m.tbl_name",
                args![],
                |mut row| Ok((row.text()?, row.int()?)),
            );
        }
        schema::TABLES.iter().map(|(table, _)| Ok(((*table).to_owned(), tx.bytes_of(table)?))).collect()
    })?;
    sizes.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    Ok(sizes)
}

/// Which articles an outlet has, oldest first, for whoever removes an outlet with all it has.
pub fn articles_of(tx: &mut Tx, outlet: Id, limit: usize) -> Result<Vec<Id>, Fault> {
    tx.list(
        "select id from article where outlet = ?1 and gone = 0 order by arrival limit ?2",
        args![outlet, limit],
        |mut row| row.id(),
    )
}
