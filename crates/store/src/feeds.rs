//! Feeds: when to poll which, and how the last poll went.

use model::{Feed, Id};
use xxhash_rust::xxh3::xxh3_64;

use crate::text::{from_json, to_json};
use crate::{Fault, FaultKind, Row, Tx, addresses, args};

/// Adds a feed and gives it an id, a digest of its address. `Taken`: it is listed already.
pub fn insert(tx: &mut Tx, feed: &Feed) -> Result<Feed, Fault> {
    let feed = Feed { id: Id::from_hash(xxh3_64(feed.url.as_bytes())), ..feed.clone() };
    if tx.number("select count(*) from feed where id = ?1 or url = ?2", args![feed.id, &feed.url])? > 0 {
        return Err(Fault::new(FaultKind::Taken, format!("the feed {} is listed already", feed.url)));
    }
    let domain = addresses::domain(&feed.url).unwrap_or_default();
    tx.execute(
        "insert into feed (id, outlet, url, domain, next_poll, claimed, stopped, faults, doc) values (?1, ?2, ?3, ?4, ?5, 0, ?6, ?7, ?8)",
        args![feed.id, feed.outlet, &feed.url, &domain, feed.next_poll, feed.stopped.is_some(), feed.faults, &to_json(&feed)?],
    )?;
    Ok(feed)
}

/// Saves all that is known of a feed (after a poll, or as the editor changed it) and gives back the claim of [`due`].
/// False: it is no longer listed. Its address may have changed: the id stays.
pub fn save(tx: &mut Tx, feed: &Feed) -> Result<bool, Fault> {
    let domain = addresses::domain(&feed.url).unwrap_or_default();
    let touched = tx.execute(
        "update feed set outlet = ?2, url = ?3, domain = ?4, next_poll = ?5, claimed = 0, stopped = ?6, faults = ?7, doc = ?8 where id = ?1",
        args![feed.id, feed.outlet, &feed.url, &domain, feed.next_poll, feed.stopped.is_some(), feed.faults, &to_json(feed)?],
    )?;
    Ok(touched > 0)
}

/// Takes up to `n` feeds whose time has come, of outlets that are not paused and hosts that do not rest, the longest due
/// first; nobody else gets them for `lease` seconds. [`save`] ends the claim.
pub fn due(tx: &mut Tx, now: i64, n: usize, lease: i64) -> Result<Vec<Feed>, Fault> {
    let mut feeds = tx.list(
        "update feed set next_poll = ?2, claimed = 1 where id in (
            select id from feed where stopped = 0 and next_poll <= ?1
                and not exists (select 1 from host where host.domain = feed.domain and host.until > ?1)
                and not exists (select 1 from outlet where outlet.id = feed.outlet and outlet.state = 'paused')
            order by next_poll, id limit ?3 [for update skip locked])
         returning doc",
        args![now, now + lease.max(1), n],
        |mut row| from_json::<Feed>(&row.text()?),
    )?;
    feeds.sort_by_key(|feed| (feed.next_poll, feed.id));
    Ok(feeds)
}

/// When the next feed is due, whoever's host rests; `None`: there is none.
pub fn next_due(tx: &mut Tx) -> Result<Option<i64>, Fault> {
    tx.one("select min(next_poll) from feed where stopped = 0", args![])?.map_or(Ok(None), |mut row| row.maybe_int())
}

/// Sets when a feed is polled next and why then ("fetch now" is the time of asking).
pub fn set_next_poll(tx: &mut Tx, id: Id, at: i64, why: &str) -> Result<bool, Fault> {
    let Some(mut feed) = get(tx, id)? else { return Ok(false) };
    feed.next_poll = at;
    feed.next_why = Some(why.to_owned());
    save(tx, &feed)
}

/// Removes a feed with its seen marks.
pub fn delete(tx: &mut Tx, id: Id) -> Result<bool, Fault> {
    tx.execute("delete from entry where feed = ?1", args![id])?;
    Ok(tx.execute("delete from feed where id = ?1", args![id])? > 0)
}

fn read(mut row: Row) -> Result<Feed, Fault> {
    let next_poll = row.int()?;
    let feed: Feed = from_json(&row.text()?)?;
    Ok(Feed { next_poll, ..feed })
}

/// The feed of this id.
pub fn get(tx: &mut Tx, id: Id) -> Result<Option<Feed>, Fault> {
    tx.one("select next_poll, doc from feed where id = ?1", args![id])?.map(read).transpose()
}

/// The feed at this address.
pub fn by_url(tx: &mut Tx, url: &str) -> Result<Option<Feed>, Fault> {
    tx.one("select next_poll, doc from feed where url = ?1", args![url])?.map(read).transpose()
}

/// An outlet's feeds.
pub fn of_outlet(tx: &mut Tx, outlet: Id) -> Result<Vec<Feed>, Fault> {
    tx.list("select next_poll, doc from feed where outlet = ?1 order by url", args![outlet], read)
}

/// All feeds, failing ones first, the longest failing at the top.
pub fn list(tx: &mut Tx) -> Result<Vec<Feed>, Fault> {
    tx.list("select next_poll, doc from feed order by faults desc, url", args![], read)
}

/// How many feeds there are.
pub fn count(tx: &mut Tx) -> Result<i64, Fault> {
    tx.number("select count(*) from feed", args![])
}
