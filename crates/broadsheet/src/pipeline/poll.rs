//! poll: feeds whose time has come → pages to be fetched.

use std::{sync::Arc, time::Duration};

use model::{Entry, Feed, FeedDocument, Flaw, Id, Stamp, limits};
use sources::{Answer, Fault as NetFault, FaultKind, Purpose, Request, schedule};
use store::{Fault, addresses, entries, feeds, hosts, takedowns, work};
use tokio::sync::Semaphore;

use super::work::{FETCH, PageItem};
use crate::hub::{Hub, now};

/// How long a claimed feed is ours, in seconds: longer than the longest fetch with its redirects.
const CLAIM: i64 = 180;
/// Feeds claimed at once.
const BATCH: usize = 32;

/// Polls feeds until asked to stop.
pub async fn run(hub: Arc<Hub>) {
    let slots = Arc::new(Semaphore::new(hub.settings.sources_connections.max(1)));
    super::net_turns(
        &hub,
        "poll",
        &slots,
        BATCH,
        {
            let hub = hub.clone();
            move |n| hub.store.write(|tx| feeds::due(tx, now(), n, CLAIM))
        },
        |hub, feed| async move { poll(hub, feed).await },
    )
    .await;
}

/// One poll of one feed, from the request to the stored result.
async fn poll(hub: Arc<Hub>, feed: Feed) {
    let mut request = Request { url: feed.url.clone(), purpose: Purpose::Feed, etag: None, last_modified: None };
    match &feed.answered_at {
        Some(at) => hub.fetcher.remember(at, feed.etag.clone(), feed.last_modified.clone()),
        None => (request.etag, request.last_modified) = (feed.etag.clone(), feed.last_modified.clone()),
    }
    let answer = super::before_the_end(&hub, hub.fetcher.fetch(&request)).await;
    let result = move |hub: &Hub| match &answer {
        Some(Ok(answer)) => answered(hub, feed.clone(), answer),
        Some(Err(fault)) => failed(hub, feed.clone(), fault),
        // Due as it was.
        None => hub.store.write(|tx| feeds::save(tx, &feed).map(drop)),
    };
    super::stored(&hub, "poll", result).await;
}

/// The feed answered: what is new becomes work.
fn answered(hub: &Hub, mut feed: Feed, answer: &Answer) -> Result<(), Fault> {
    let now = now();
    feed.last_poll = Some(now);
    feed.last_good = Some(now);
    feed.last_status = Some(i64::from(answer.status));
    (feed.fault, feed.faults) = (None, 0);
    if answer.etag.is_some() || answer.last_modified.is_some() || answer.body.is_some() {
        feed.etag.clone_from(&answer.etag);
        feed.last_modified.clone_from(&answer.last_modified);
        feed.answered_at = (answer.url != feed.url).then(|| answer.url.clone());
    }
    moved(&mut feed, answer);
    let (mut ttl, mut gap) = (None, None);
    let mut fresh = Vec::new();
    if let Some(body) = &answer.body {
        let digest = blake3::hash(body).to_hex().to_string();
        if feed.body_digest.as_deref() != Some(digest.as_str()) {
            let (document, flaws) = read(body, answer, now);
            feed.flaws = flaws.into_iter().map(|flaw| flaw.0).take(10).collect();
            match document {
                Ok(document) => {
                    feed.body_digest = Some(digest);
                    feed.title = document.title.as_ref().map(super::complete::plain_text).or(feed.title);
                    feed.entries = i64::try_from(document.entries.len()).unwrap_or(0);
                    gap = mean_gap(&document);
                    ttl = document.ttl.map(|minutes| i64::from(minutes) * 60);
                    fresh = document.entries;
                }
                Err(why) => feed.fault = Some(why),
            }
        }
    }
    let poll_min = seconds(hub.settings.sources_poll_min);
    let keys = super::entry_keys(&fresh);
    hub.store.write(|tx| {
        let marks: Vec<(&str, [u8; 16])> = keys.iter().map(|(key, digest)| (key.as_str(), *digest)).collect();
        let seen = entries::mark(tx, feed.id, &marks, now)?;
        let mut news = false;
        for (entry, seen) in fresh.iter().zip(seen) {
            if seen != entries::Seen::Same {
                put_page(tx, feed.outlet, entry, now)?;
                news = true;
            }
        }
        let interval = schedule::interval(feed.interval, news, gap, poll_min);
        let plan = schedule::after_answer(&schedule::Rhythm {
            interval,
            max_age: answer.max_age,
            ttl,
            poll_min,
            poll_max: seconds(hub.settings.sources_poll_max),
            spread: feed.id.0.cast_unsigned(),
        });
        let (next_poll, next_why) = (now + plan.wait, Some(plan.why));
        feeds::save(tx, &Feed { interval, next_poll, next_why, ..feed.clone() })?;
        Ok(())
    })
}

/// An entry becomes a page to be fetched, unless that was taken down. Its key is the page's address, so that two feeds with the same page make one item.
fn put_page(tx: &mut store::Tx, outlet: Id, entry: &Entry, now: i64) -> Result<(), Fault> {
    let Some(url) = entry.link.clone() else { return Ok(()) };
    let Some(key) = addresses::clean(&url) else { return Ok(()) };
    if takedowns::stands(tx, takedowns::Kind::Article, std::slice::from_ref(&key))? {
        return Ok(());
    }
    let (etag, last_modified) = super::fetch::validators(tx, &key)?;
    let item = PageItem { outlet, url, entry: entry.clone(), etag, last_modified, rereads: 0 };
    let payload = serde_json::to_string(&item).map_err(|e| Fault::bug(e.to_string()))?;
    work::put(tx, FETCH, &key, &payload, now)
}

fn read(body: &[u8], answer: &Answer, now: i64) -> (Result<FeedDocument, String>, Vec<Flaw>) {
    let context = reader::Context {
        url: Some(&answer.url),
        content_type: answer.content_type.as_deref(),
        content_location: answer.content_location.as_deref(),
        content_language: answer.content_language.as_deref(),
        now: Some(Stamp::utc(now)),
        ..reader::Context::default()
    };
    match super::work::guarded(|| reader::feed(body, &context)) {
        Ok((Ok(mut document), flaws)) => {
            document.entries.truncate(limits::ENTRIES_MAX);
            (Ok(document), flaws)
        }
        Ok(other) => other,
        Err(panic) => (Err(format!("the feed brought the reader down; please report it ({panic})")), Vec::new()),
    }
}

/// The mean gap between the latest ten entries by their own times, in seconds.
fn mean_gap(document: &FeedDocument) -> Option<i64> {
    let mut times: Vec<i64> =
        document.entries.iter().filter_map(|e| e.published.or(e.updated)).map(|s| s.seconds()).collect();
    times.sort_unstable_by(|a, b| b.cmp(a));
    times.truncate(10);
    match (times.first(), times.last(), i64::try_from(times.len()).unwrap_or(1) - 1) {
        (Some(newest), Some(oldest), gaps) if gaps > 0 => Some((newest - oldest) / gaps),
        _ => None,
    }
}

/// A permanent redirect is adopted once it has been the same often enough; on the same host from http to https at once.
fn moved(feed: &mut Feed, answer: &Answer) {
    let permanent = !answer.redirects.is_empty() && answer.redirects.iter().all(|hop| hop.permanent);
    if !permanent || answer.url == feed.url {
        (feed.moved_to, feed.moved_count) = (None, 0);
        return;
    }
    feed.moved_count = if feed.moved_to.as_deref() == Some(answer.url.as_str()) { feed.moved_count + 1 } else { 1 };
    feed.moved_to = Some(answer.url.clone());
    if schedule::adopts(&feed.url, &answer.url, feed.moved_count) {
        tracing::info!("the feed {} has moved to {} for good", feed.url, answer.url);
        feed.url.clone_from(&answer.url);
        (feed.moved_to, feed.moved_count) = (None, 0);
    }
}

/// The feed did not answer as it should: when to try again, and why then.
fn failed(hub: &Hub, mut feed: Feed, fault: &NetFault) -> Result<(), Fault> {
    let now = now();
    feed.last_poll = Some(now);
    feed.last_status = Some(fault.status.map_or(0, i64::from));
    feed.fault = Some(fault.sentence.clone());
    if let FaultKind::Paused { domain, until } = &fault.kind {
        feed.next_poll = (*until).max(now + 1);
        feed.next_why = Some("the host asked for a pause".into());
        return hub.store.write(|tx| {
            hosts::pause(tx, domain, *until, &fault.sentence)?;
            feeds::save(tx, &feed).map(|_| ())
        });
    }
    feed.faults += 1;
    if fault.kind == FaultKind::Gone {
        feed.stopped = Some("the address says that the feed is gone for good (410)".into());
    }
    let plan = schedule::after_fault(
        feed.faults,
        feed.interval,
        seconds(hub.settings.sources_poll_min),
        feed.id.0.cast_unsigned() ^ now.cast_unsigned(),
    );
    feed.next_poll = now + plan.wait;
    feed.next_why = Some(plan.why);
    tracing::info!("the feed {} failed: {}", feed.url, fault.sentence);
    hub.store.write(|tx| feeds::save(tx, &feed).map(|_| ()))
}

/// Whole seconds of a setting.
pub fn seconds(time: Duration) -> i64 {
    i64::try_from(time.as_secs()).unwrap_or(i64::MAX)
}
