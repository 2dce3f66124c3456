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
    turn_by(hub, read)
}

/// The pure part.
type Read = fn(&PageItem, &RawHead, &[u8], &Outlet, &[String]) -> (Article, Analysis);

fn turn_by(hub: &Hub, read: Read) -> Result<bool, Fault> {
    let claims = hub.store.write(|tx| work::claim(tx, READ, BATCH, now(), LEASE))?;
    if claims.is_empty() {
        return Ok(false);
    }
    let agencies = patiently(hub, PATIENCE, || hub.store.read(agencies))?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings;

    fn brittle(
        item: &PageItem,
        head: &RawHead,
        body: &[u8],
        outlet: &Outlet,
        agencies: &[String],
    ) -> (Article, Analysis) {
        assert!(!body.starts_with(b"poison"), "the page has no end");
        read(item, head, body, outlet, agencies)
    }

    #[test]
    fn a_page_that_brings_the_reader_down_is_laid_aside_with_its_bytes_and_the_rest_flows() {
        let (_folder, hub) = settings::tests::hub();
        let page =
            |n: usize| format!("<html><title>Number {n}</title><h1>Number {n}</h1><p>A text of its own, {n}.</p>");
        hub.store
            .write(|tx| {
                let outlet = Outlet { name: "A".into(), home: "https://a.example/".into(), ..Outlet::default() };
                let outlet = outlets::insert(tx, &outlet, 1)?.id;
                for n in 0..5 {
                    let url = format!("https://a.example/{n}");
                    let body = if n == 2 { "poison".to_owned() } else { page(n) };
                    let head = RawHead { url: url.clone(), seen: 1, ..RawHead::default() };
                    let item = PageItem { outlet, url: url.clone(), ..PageItem::default() };
                    raw::put(tx, &url, &serde_json::to_string(&head).unwrap(), body.as_bytes(), 1)?;
                    work::put(tx, READ, &url, &serde_json::to_string(&item).unwrap(), 1)?;
                }
                Ok(())
            })
            .unwrap();
        for _ in 0..2 * hub.settings.work_tries {
            turn_by(&hub, brittle).unwrap();
            hub.store.write(|tx| tx.execute("update work set due = 0 where stage = 'read'", &[])).unwrap();
        }
        assert_eq!(hub.store.read(articles::last_arrival).unwrap(), 4);
        let aside = hub.store.read(|tx| work::asides(tx, 9)).unwrap().remove(0);
        assert_eq!((aside.key.as_str(), aside.failures), ("https://a.example/2", hub.settings.work_tries));
        assert!(aside.why.contains("the page has no end"), "{}", aside.why);
        assert_eq!(hub.store.read(|tx| work::aside_input(tx, aside.id)).unwrap().unwrap(), b"poison");
        // Once the mistake is mended an editor has it tried again: its bytes are still there.
        hub.store.write(|tx| work::retry(tx, aside.id, 0)).unwrap();
        turn(&hub).unwrap();
        assert!(hub.store.read(|tx| work::asides(tx, 9)).unwrap().is_empty());
        assert_eq!(hub.store.read(|tx| tx.number("select count(*) from raw", &[])).unwrap(), 0);
    }
}
