//! discover: an outlet's address → its feeds. The address may be a home page or a feed.

use std::sync::Arc;

use model::{Feed, FeedFormat, Id};
use sources::{Answer, Purpose, Request};
use store::{Fault, feeds, outlets, work};
use tokio::sync::Semaphore;

use super::work::{DISCOVER, LEASE};
use crate::hub::{Hub, now};

/// Where feeds stand that no page names.
const WELL_KNOWN: &[&str] = &["/feed", "/rss", "/atom.xml", "/feed.xml", "/rss.xml", "/index.xml", "/feed.json"];
/// Feeds taken from one page.
const FEEDS_MAX: usize = 3;
/// Sitemaps looked at to find the one with news.
const SITEMAPS_MAX: usize = 5;

/// Finds feeds until asked to stop.
pub async fn run(hub: Arc<Hub>) {
    let slots = Arc::new(Semaphore::new(8));
    let claim = {
        let hub = hub.clone();
        move |n| hub.store.write(|tx| work::claim(tx, DISCOVER, n, now(), 4 * LEASE))
    };
    super::net_turns(&hub, "discover", &slots, 8, claim, |hub, claim| async move {
        let Ok(outlet) = claim.key.parse::<Id>() else { return };
        let address = claim.payload.clone();
        let Some(found) = super::fetched(&hub, &claim, find(&hub.fetcher, &address)).await else { return };
        super::stored(&hub, "discover", move |hub| store_found(hub, &claim, outlet, &found)).await;
    })
    .await;
}

/// The feeds at an address: itself, those its page names, those at well-known places; and the news sitemap of its host. `Err`: a sentence.
pub async fn find(fetcher: &sources::Fetcher, address: &str) -> Result<Vec<(String, Option<String>)>, String> {
    let request =
        |url: &str| Request { url: url.to_owned(), purpose: Purpose::Discovery, etag: None, last_modified: None };
    let answer = fetcher.fetch(&request(address)).await.map_err(|fault| fault.sentence)?;
    if let Some(title) = as_feed(&answer) {
        return Ok(vec![(answer.url, title)]);
    }
    let context = reader::Context {
        url: Some(&answer.url),
        content_type: answer.content_type.as_deref(),
        ..reader::Context::default()
    };
    let linked = reader::page(answer.body.as_deref().unwrap_or_default(), &context).feeds;
    let mut candidates: Vec<String> = linked.into_iter().map(|feed| feed.url).collect();
    if let Ok(home) = url::Url::parse(&answer.url) {
        candidates.extend(WELL_KNOWN.iter().filter_map(|path| home.join(path).ok()).map(String::from));
    }
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    for candidate in candidates.iter().take(20) {
        let Ok(answer) = fetcher.fetch(&request(candidate)).await else { continue };
        if let Some(title) = as_feed(&answer)
            && found.iter().all(|(url, _)| *url != answer.url)
        {
            found.push((answer.url, title));
        }
        if found.len() >= FEEDS_MAX || !found.is_empty() && WELL_KNOWN.iter().any(|path| candidate.ends_with(path)) {
            break;
        }
    }
    found.extend(news_sitemap(fetcher, &answer.url).await);
    if found.is_empty() {
        return Err(format!("no feed was found at {address}: give the feed's own address"));
    }
    Ok(found)
}

/// The first news sitemap that a host's robots.txt names, itself or by an index; what says "news" in its address is looked at first.
async fn news_sitemap(fetcher: &sources::Fetcher, home: &str) -> Option<(String, Option<String>)> {
    let for_news = |url: &String| !url.to_lowercase().contains("news");
    let mut candidates = fetcher.sitemaps(home).await;
    candidates.sort_by_key(for_news);
    candidates.truncate(SITEMAPS_MAX);
    let mut asked = 0;
    while !candidates.is_empty() && asked < SITEMAPS_MAX {
        let url = candidates.remove(0);
        asked += 1;
        let request = Request { url, purpose: Purpose::Discovery, etag: None, last_modified: None };
        let Ok(answer) = fetcher.fetch(&request).await else { continue };
        let body = answer.body.as_deref().unwrap_or_default();
        let context = reader::Context { url: Some(&answer.url), ..reader::Context::default() };
        // An ordinary sitemap lists all pages there ever were and tells no headlines.
        if let (Ok(document), _) = reader::feed(body, &context)
            && document.format == FeedFormat::Sitemap
            && document.entries.iter().any(|entry| entry.title.is_some())
        {
            return Some((answer.url, None));
        }
        let inside = reader::sitemap_index(body).into_iter().filter(|url| !for_news(url));
        candidates.splice(0..0, inside.take(2));
    }
    None
}

/// A feed's title, if the answer is one.
fn as_feed(answer: &Answer) -> Option<Option<String>> {
    let context = reader::Context {
        url: Some(&answer.url),
        content_type: answer.content_type.as_deref(),
        ..reader::Context::default()
    };
    let (feed, _) = reader::feed(answer.body.as_deref()?, &context);
    feed.ok().map(|feed| feed.title.as_ref().map(super::complete::plain_text))
}

fn store_found(
    hub: &Hub,
    claim: &work::Claim,
    outlet: Id,
    found: &Result<Vec<(String, Option<String>)>, String>,
) -> Result<(), Fault> {
    let now = now();
    hub.store.write(|tx| {
        if outlets::get(tx, outlet)?.is_none() {
            work::finish(tx, claim)?;
            return Ok(());
        }
        match found {
            Ok(found) => {
                for (url, title) in found {
                    let feed =
                        Feed { outlet, url: url.clone(), title: title.clone(), next_poll: now, ..Feed::default() };
                    match feeds::insert(tx, &feed) {
                        Err(fault) if fault.kind != store::FaultKind::Taken => return Err(fault),
                        _ => {}
                    }
                }
                work::finish(tx, claim)?;
            }
            Err(why) => {
                let due = now + super::work::backoff(claim.failures, std::time::Duration::from_secs(60));
                let failure = work::Failure { why, due, failures_max: hub.settings.work_tries, input: None };
                work::fail(tx, claim, &failure, now)?;
            }
        }
        Ok(())
    })
}
