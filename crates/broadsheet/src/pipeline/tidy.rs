//! tidy: what has been kept long enough goes.

use std::time::Duration;

use store::{Fault, changes, entries, hosts, media, raw, retention, takedowns};

use crate::hub::{Hub, now};

/// How often.
pub const EVERY: Duration = Duration::from_secs(600);
/// Seconds for which a feed's entry is known as seen: longer than any feed lists one.
const ENTRIES_KEPT: i64 = 180 * 86_400;
/// Seconds for which a page's validators are kept: feeds announce a page again within days, if at all.
const VALIDATORS_KEPT: i64 = 90 * 86_400;
/// Changes kept for followers; one that is further behind starts over.
const CHANGES_KEPT: i64 = 500_000;
/// Articles whose text goes in one transaction.
const BATCH: usize = 200;

/// One turn. Always false: there is nothing to hurry for.
pub fn turn(hub: &Hub) -> Result<bool, Fault> {
    let before = |time: Duration| now() - super::poll::seconds(time);
    let aside = before(hub.settings.retention_aside);
    hub.store.write(|tx| {
        retention::prune_aside(tx, aside)?;
        retention::prune_raw(tx, aside)?;
        retention::prune_expired(tx, now())?;
        entries::prune(tx, now() - ENTRIES_KEPT)?;
        raw::prune_validators(tx, now() - VALIDATORS_KEPT)?;
        hosts::prune_robots(tx, now() - crate::serve::ROBOTS_KEPT)?;
        changes::prune(tx, CHANGES_KEPT)?;
        Ok(())
    })?;
    let texts = before(hub.settings.retention_link_text);
    let forget = |tx: &mut store::Tx| {
        let grouped = changes::get_mark(tx, super::group::MARK)?;
        retention::prune_link_bodies(tx, texts, grouped, BATCH)
    };
    while hub.store.write(forget)? >= BATCH {
        if hub.stop.asked() {
            return Ok(false);
        }
    }
    let most = i64::try_from(hub.settings.retention_pictures_mb << 20).unwrap_or(i64::MAX);
    let gone = hub.store.write(|tx| media::shrink(tx, most))?;
    gone.iter().for_each(|hash| hub.media.delete(hash));
    // Bytes taken down go at once; this makes up for a program that was stopped before it came to them.
    let down = hub.store.read(|tx| takedowns::keys(tx, takedowns::Kind::Picture))?;
    down.iter().for_each(|key| hub.media.delete(key));
    Ok(false)
}
