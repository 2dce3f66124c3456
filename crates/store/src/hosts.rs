//! Hosts: registrable domains that asked us to rest (429, 503), kept over restarts; and what their robots.txt says.

use crate::{Fault, Tx, args};

/// Lets a registrable domain rest until then; a later end stands.
pub fn pause(tx: &mut Tx, domain: &str, until: i64, why: &str) -> Result<(), Fault> {
    tx.execute(
        "insert into host (domain, until, why) values (?1, ?2, ?3)
         on conflict (domain) do update set until = excluded.until, why = excluded.why where host.until < excluded.until",
        args![domain, until, why],
    )?;
    Ok(())
}

/// Until when a registrable domain rests, and why; `None`: it does not.
pub fn paused(tx: &mut Tx, domain: &str, now: i64) -> Result<Option<(i64, String)>, Fault> {
    tx.one("select until, why from host where domain = ?1 and until > ?2", args![domain, now])?
        .map(|mut row| Ok((row.int()?, row.text()?)))
        .transpose()
}

/// All that rest: domain, until, why.
pub fn all_paused(tx: &mut Tx, now: i64) -> Result<Vec<(String, i64, String)>, Fault> {
    tx.list("select domain, until, why from host where until > ?1 order by domain", args![now], |mut row| {
        Ok((row.text()?, row.int()?, row.text()?))
    })
}

/// Ends a rest.
pub fn resume(tx: &mut Tx, domain: &str) -> Result<(), Fault> {
    tx.execute("delete from host where domain = ?1", args![domain])?;
    Ok(())
}

/// A fetched robots.txt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Robots {
    /// As received, decoded.
    pub body: String,
    /// The HTTP status, 0 where there was none.
    pub status: i64,
    /// When it was asked for.
    pub fetched: i64,
}

/// What is kept of the robots.txt of a host (`https://www.example.org:8443`, the origin).
pub fn robots(tx: &mut Tx, host: &str) -> Result<Option<Robots>, Fault> {
    tx.one("select body, status, fetched from robots where host = ?1", args![host])?
        .map(|mut row| Ok(Robots { body: row.text()?, status: row.int()?, fetched: row.int()? }))
        .transpose()
}

/// Keeps a host's robots.txt.
pub fn save_robots(tx: &mut Tx, host: &str, robots: &Robots) -> Result<(), Fault> {
    tx.execute(
        "insert into robots (host, body, status, fetched) values (?1, ?2, ?3, ?4)
         on conflict (host) do update set body = excluded.body, status = excluded.status, fetched = excluded.fetched",
        args![host, &robots.body, robots.status, robots.fetched],
    )?;
    Ok(())
}

/// What is kept of robots.txt since then: host and file.
pub fn all_robots(tx: &mut Tx, since: i64) -> Result<Vec<(String, Robots)>, Fault> {
    tx.list("select host, body, status, fetched from robots where fetched >= ?1", args![since], |mut row| {
        Ok((row.text()?, Robots { body: row.text()?, status: row.int()?, fetched: row.int()? }))
    })
}

/// Forgets what was asked for before then.
pub fn prune_robots(tx: &mut Tx, before: i64) -> Result<u64, Fault> {
    tx.execute("delete from robots where fetched < ?1", args![before])
}
