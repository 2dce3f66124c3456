//! fetch: pages that were announced → their bytes, to be read.

use std::{collections::BTreeMap, sync::Arc, sync::Mutex};

use sources::{Answer, Fault as NetFault, FaultKind, Purpose, Request};
use store::{Fault, addresses, articles, hosts, raw, work};
use tokio::sync::Semaphore;

use super::work::{FETCH, PageItem, READ, RawHead, backoff};
use crate::hub::{Hub, now};

/// How long a claim holds, in seconds: a host's queue of [`PER_HOST`] pages, each at its slowest.
const CLAIM: i64 = 300;
/// Pages claimed at once.
const BATCH: usize = 64;
/// Pages of one host in hand; the rest goes back to the table, so that a slow host holds up nobody else.
const PER_HOST: usize = 4;
/// How long a page beyond that waits before it is claimed again, in seconds.
const BUSY_HOST: i64 = 2;
/// Tries of a page whose host cannot be reached before it is laid aside: with doubling waits, about a week.
const UNREACHED_MAX: i64 = 24;

/// Pages in hand by host.
type InHand = Arc<Mutex<BTreeMap<String, usize>>>;

/// Fetches pages until asked to stop.
pub async fn run(hub: Arc<Hub>) {
    let slots = Arc::new(Semaphore::new(4 * hub.settings.sources_connections.max(1)));
    let in_hand = InHand::default();
    let claim = {
        let (hub, in_hand) = (hub.clone(), in_hand.clone());
        move |n| claim(&hub, &in_hand, n)
    };
    super::net_turns(&hub, "fetch", &slots, BATCH, claim, move |hub, (claim, item): (work::Claim, PageItem)| {
        let in_hand = in_hand.clone();
        async move {
            let host = host_of(&item.url);
            fetch(hub, claim, item).await;
            if let Ok(mut in_hand) = in_hand.lock()
                && let Some(count) = in_hand.get_mut(&host)
            {
                *count -= 1;
                if *count == 0 {
                    in_hand.remove(&host);
                }
            }
        }
    })
    .await;
}

/// Claims pages, gives back those of hosts that have enough in hand or rest.
fn claim(hub: &Hub, in_hand: &InHand, n: usize) -> Result<Vec<(work::Claim, PageItem)>, Fault> {
    let now = now();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let claimed = hub.store.write(|tx| {
        let before = in_hand.lock().map(|held| held.clone()).unwrap_or_default();
        taken.clear();
        let mut mine = Vec::new();
        for claim in work::claim(tx, FETCH, n, now, CLAIM)? {
            let Ok(item) = serde_json::from_str::<PageItem>(&claim.payload) else {
                work::finish(tx, &claim)?;
                continue;
            };
            let host = host_of(&item.url);
            let domain = addresses::domain(&item.url).unwrap_or_default();
            if let Some((until, _)) = hosts::paused(tx, &domain, now)? {
                work::release(tx, &claim, until)?;
            } else if before.get(&host).copied().unwrap_or(0) + taken.get(&host).copied().unwrap_or(0) >= PER_HOST {
                work::release(tx, &claim, now + BUSY_HOST)?;
            } else {
                *taken.entry(host).or_default() += 1;
                mine.push((claim, item));
            }
        }
        Ok(mine)
    })?;
    if let Ok(mut held) = in_hand.lock() {
        for (host, count) in taken {
            *held.entry(host).or_default() += count;
        }
    }
    Ok(claimed)
}

fn host_of(url: &str) -> String {
    url::Url::parse(url).ok().and_then(|u| u.host_str().map(str::to_owned)).unwrap_or_default()
}

/// One page, from the request to the stored result.
async fn fetch(hub: Arc<Hub>, claim: work::Claim, item: PageItem) {
    let request = Request {
        url: item.url.clone(),
        purpose: Purpose::Page,
        etag: item.etag.clone(),
        last_modified: item.last_modified.clone(),
    };
    let Some(answer) = super::fetched(&hub, &claim, hub.fetcher.fetch(&request)).await else { return };
    let result = move |hub: &Hub| match &answer {
        Ok(answer) => answered(hub, &claim, &item, answer),
        Err(fault) => failed(hub, &claim, &item, fault),
    };
    super::stored(&hub, "fetch", result).await;
}

/// The page came: its bytes wait to be read. Not changed since the last time: only the next reading is planned.
fn answered(hub: &Hub, claim: &work::Claim, item: &PageItem, answer: &Answer) -> Result<(), Fault> {
    let now = now();
    let head = RawHead {
        url: answer.url.clone(),
        also: answer.redirects.iter().map(|hop| hop.to.clone()).collect(),
        content_type: answer.content_type.clone(),
        content_location: answer.content_location.clone(),
        seen: now,
        entry_alone: false,
    };
    let json = |value: Result<String, serde_json::Error>| value.map_err(|e| Fault::bug(e.to_string()));
    let head = json(serde_json::to_string(&head))?;
    let payload = json(serde_json::to_string(item))?;
    hub.store.write(|tx| {
        if !work::finish(tx, claim)? {
            return Ok(());
        }
        if let Some(body) = &answer.body {
            raw::put(tx, &claim.key, &head, body, now)?;
            work::put(tx, READ, &claim.key, &payload, now)?;
            keep_validators(tx, &claim.key, answer, now)?;
        }
        plan_reread(hub, tx, claim, item, answer, now)
    })
}

/// A page is read again now and then, to see corrections that its feed does not announce.
fn plan_reread(
    hub: &Hub,
    tx: &mut store::Tx,
    claim: &work::Claim,
    item: &PageItem,
    answer: &Answer,
    now: i64,
) -> Result<(), Fault> {
    let Some(wait) = hub.settings.sources_reread.get(item.rereads) else { return Ok(()) };
    let next = PageItem {
        rereads: item.rereads + 1,
        etag: answer.etag.clone().or_else(|| item.etag.clone()),
        last_modified: answer.last_modified.clone().or_else(|| item.last_modified.clone()),
        ..item.clone()
    };
    let payload = serde_json::to_string(&next).map_err(|e| Fault::bug(e.to_string()))?;
    work::put(tx, FETCH, &claim.key, &payload, now + super::poll::seconds(*wait))
}

/// Keeps a page's validators, so that a feed that announces it again gets a conditional request.
fn keep_validators(tx: &mut store::Tx, key: &str, answer: &Answer, now: i64) -> Result<(), Fault> {
    if answer.etag.is_none() && answer.last_modified.is_none() {
        return Ok(());
    }
    let validators = raw::Validators { etag: answer.etag.clone(), last_modified: answer.last_modified.clone() };
    raw::save_validators(tx, key, &validators, now)
}

/// What a page's last answer gave as validators, as received.
pub fn validators(tx: &mut store::Tx, key: &str) -> Result<(Option<String>, Option<String>), Fault> {
    let kept = raw::validators(tx, key)?;
    Ok((kept.etag, kept.last_modified))
}

/// Is the page there, but not for us: robots.txt, a paywall, too large?
fn is_withheld(fault: &NetFault) -> bool {
    matches!(fault.kind, FaultKind::Robots | FaultKind::TooLarge) || matches!(fault.status, Some(401 | 402 | 403 | 451))
}

/// The page did not come: tried again, laid aside, or given up where its host does not want it read. Of a page that is there but not for
/// us, what its feed told of it makes the article.
fn failed(hub: &Hub, claim: &work::Claim, item: &PageItem, fault: &NetFault) -> Result<(), Fault> {
    let now = now();
    let base = hub.settings.sources_poll_min;
    hub.store.write(|tx| {
        match &fault.kind {
            FaultKind::Paused { domain, until } => {
                hosts::pause(tx, domain, *until, &fault.sentence)?;
                work::release(tx, claim, *until)?;
            }
            _ if is_withheld(fault) && item.entry.title.is_some() => {
                tracing::debug!("{} is known by its entry alone: {}", item.url, fault.sentence);
                if work::finish(tx, claim)? && articles::by_address(tx, &item.url)?.is_none() {
                    let head = RawHead { url: item.url.clone(), seen: now, entry_alone: true, ..RawHead::default() };
                    let json = |value: Result<String, serde_json::Error>| value.map_err(|e| Fault::bug(e.to_string()));
                    raw::put(tx, &claim.key, &json(serde_json::to_string(&head))?, &[], now)?;
                    work::put(tx, READ, &claim.key, &json(serde_json::to_string(item))?, now)?;
                }
            }
            FaultKind::Robots | FaultKind::Gone | FaultKind::NotFound | FaultKind::Address => {
                tracing::debug!("{} is left unread: {}", item.url, fault.sentence);
                work::finish(tx, claim)?;
            }
            kind => {
                let unreached = matches!(kind, FaultKind::Unreachable | FaultKind::Truncated);
                let failures_max = if unreached { UNREACHED_MAX } else { hub.settings.work_tries };
                let due = now + fault.retry_after.unwrap_or_else(|| backoff(claim.failures, base));
                let failure = work::Failure { why: &fault.sentence, due, failures_max, input: None };
                work::fail(tx, claim, &failure, now)?;
            }
        }
        Ok(())
    })
}
