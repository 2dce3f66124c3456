//! read: pages fetched or archived → articles with their analysis, stored in their order of arrival.

use std::collections::BTreeMap;

use model::{Analysis, Article, Outlet, OutletKind, Stamp};
use store::{Fault, analyses, articles, outlets, raw, stories, work};

use super::work::{LEASE, PICTURE, PageItem, READ, RawHead, VIEW, guarded, panicked};
use crate::{
    hub::{Hub, now, patiently},
    pipeline::{PATIENCE, complete::complete, section},
};

/// Pages in one transaction: enough to make its cost small, few enough that a crash costs little.
const BATCH: usize = 32;
/// The version of the rules that made an analysis.
const ANALYSIS: &str = "2";

/// A page read and analysed, ready to be stored.
struct Done {
    claim: work::Claim,
    item: PageItem,
    head: RawHead,
    outlet: Outlet,
    article: Article,
    analysis: Analysis,
    text: String,
}

/// One turn: claims a batch, reads it, stores it. False: there was nothing to do.
pub fn turn(hub: &Hub) -> Result<bool, Fault> {
    let claims = hub.store.write(|tx| work::claim(tx, READ, BATCH, now(), LEASE))?;
    if claims.is_empty() {
        return Ok(false);
    }
    let agencies = hub.store.read(agencies)?;
    let mut done = Vec::with_capacity(claims.len());
    for claim in claims {
        let loaded = patiently(hub, PATIENCE, || hub.store.read(|tx| load(tx, &claim)))?;
        let Some((item, head, body, outlet)) = loaded else {
            hub.store.write(|tx| work::finish(tx, &claim))?;
            continue;
        };
        match guarded(|| read(&item, &head, &body, &outlet, &agencies)) {
            Ok((article, analysis)) => {
                let text = article.body_text();
                done.push(Done { claim, item, head, outlet, article, analysis, text });
            }
            Err(why) => panicked(&hub.store, &claim, &why, Some(&body), hub.settings.work_tries)?,
        }
    }
    // Read already: it is not thrown away, and keeps its place in the order of arrival.
    patiently(hub, PATIENCE, || hub.store.write(|tx| store_batch(hub, tx, &done)))?;
    Ok(true)
}

type Loaded = (PageItem, RawHead, Vec<u8>, Outlet);

fn load(tx: &mut store::Tx, claim: &work::Claim) -> Result<Option<Loaded>, Fault> {
    let Some((head, body)) = raw::get(tx, &claim.key)? else { return Ok(None) };
    let (Ok(item), Ok(head)) =
        (serde_json::from_str::<PageItem>(&claim.payload), serde_json::from_str::<RawHead>(&head))
    else {
        return Ok(None);
    };
    Ok(outlets::get(tx, item.outlet)?.map(|outlet| (item, head, body, outlet)))
}

/// The names of the agencies among the outlets: others credit them.
fn agencies(tx: &mut store::Tx) -> Result<Vec<String>, Fault> {
    let all = outlets::list(tx)?;
    Ok(all.into_iter().filter(|outlet| outlet.kind == OutletKind::Agency).map(|outlet| outlet.name).collect())
}

/// The pure part: bytes → article → analysis.
fn read(item: &PageItem, head: &RawHead, body: &[u8], outlet: &Outlet, agencies: &[String]) -> (Article, Analysis) {
    let context = reader::Context {
        url: Some(&head.url),
        content_type: head.content_type.as_deref(),
        content_location: head.content_location.as_deref(),
        now: Some(Stamp::utc(head.seen)),
        agencies,
        ..reader::Context::default()
    };
    let mut article = if head.entry_alone {
        reader::entry_article(&item.entry, Some(&head.url))
    } else {
        reader::page(body, &context).article
    };
    complete(&mut article, &item.entry, outlet);
    let analysis = analysis::analyse(&article);
    (article, analysis)
}

/// Stores results and ends the work, in one transaction.
fn store_batch(hub: &Hub, tx: &mut store::Tx, done: &[Done]) -> Result<(), Fault> {
    let mut ours = Vec::with_capacity(done.len());
    for page in done {
        if work::finish(tx, &page.claim)? {
            raw::delete(tx, &page.claim.key)?;
            ours.push(page);
        }
    }
    let ours: Vec<_> = ours.into_iter().filter(|page| is_article(page)).collect();
    let new: Vec<_> = ours.iter().map(|page| as_new(hub, page)).collect();
    let saved = articles::save(tx, &new)?;
    // Of one article twice in a batch the later reading holds.
    let mut latest: BTreeMap<_, _> = BTreeMap::new();
    for (page, saved) in ours.iter().zip(&saved) {
        if matches!(saved.what, articles::Outcome::New | articles::Outcome::Revised) {
            latest.insert(saved.id, (page, saved));
        }
    }
    for (id, (page, saved)) in latest {
        let Some(head) = articles::head(tx, id)? else { continue };
        analyses::save(
            tx,
            &analyses::New {
                article: id,
                revision: saved.revision,
                outlet: page.outlet.id,
                instant: head.instant,
                version: ANALYSIS,
                analysis: &page.analysis,
                text: &page.text,
                print: None,
            },
        )?;
        if saved.what == articles::Outcome::Revised
            && let Some(member) = stories::of_article(tx, id)?
        {
            work::put(tx, VIEW, &member.story.to_string(), "", now())?;
        }
        if let Some(image) = page.article.lead_image.as_ref().filter(|_| page.outlet.pictures) {
            work::put(tx, PICTURE, &image.src, &id.to_string(), now())?;
        }
    }
    Ok(())
}

/// A page that holds neither headline nor text is no article, whatever announced it.
fn is_article(page: &Done) -> bool {
    page.article.headline.is_some() && (!page.article.blocks.is_empty() || page.item.entry.title.is_some())
}

fn as_new(hub: &Hub, page: &Done) -> articles::New {
    let mut also = page.head.also.clone();
    also.push(page.item.url.clone());
    also.push(page.head.url.clone());
    articles::New {
        outlet: page.outlet.id,
        section: section::of(&page.article, &hub.settings.sections),
        article: page.article.clone(),
        seen: page.head.seen,
        also,
    }
}
