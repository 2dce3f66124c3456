//! Is everything in the store as it was written? A sentence about each thing that is not.

use model::Id;

use crate::media::Files;
use crate::search::{HitKind, Index};
use crate::{Fault, FaultKind, Store, Tx, args, changes};

/// Damaged articles named one by one; more are counted.
const NAMED_MAX: usize = 100;

/// What must hold between tables: (what does not, the query that counts them and gives one of them).
const REFERENCES: &[(&str, &str)] = &[
    (
        "articles whose last reading is not there",
        "select count(*), min(id) from article where gone = 0 and not exists
            (select 1 from reading where reading.article = article.id and reading.revision = article.revision)",
    ),
    (
        "articles of an outlet that is not there",
        "select count(*), min(id) from article where not exists (select 1 from outlet where outlet.id = article.outlet)",
    ),
    (
        "articles without an address",
        "select count(*), min(id) from article where not exists (select 1 from address where address.article = article.id)",
    ),
    (
        "addresses of an article that is not there",
        "select count(*), min(article) from address where not exists (select 1 from article where article.id = address.article)",
    ),
    (
        "feeds of an outlet that is not there",
        "select count(*), min(id) from feed where not exists (select 1 from outlet where outlet.id = feed.outlet)",
    ),
    (
        "analyses of an article that is not there",
        "select count(*), min(article) from analysis where not exists (select 1 from article where article.id = analysis.article)",
    ),
    (
        "reports in a story that is not there",
        "select count(*), min(article) from member where not exists (select 1 from story where story.id = member.story)",
    ),
    (
        "reports in a story that are no article",
        "select count(*), min(article) from member where not exists (select 1 from article where article.id = member.article)",
    ),
    (
        "stories whose lead article is not there",
        "select count(*), min(id) from story where not exists (select 1 from article where article.id = story.lead)",
    ),
    (
        "redirects to a story that is not there",
        "select count(*), min(old) from alias where not exists (select 1 from story where story.id = alias.story)",
    ),
    (
        "copies of an article that is not there",
        "select count(*), min(article) from copy where not exists (select 1 from article where article.id = copy.origin)",
    ),
    (
        "arrivals with a number that the counter has not reached",
        "select count(*), min(id) from article where arrival > (select n from counter where name = 'arrival')",
    ),
    (
        "changes with a number that the counter has not reached",
        "select count(*), min(n) from change where n > (select n from counter where name = 'change')",
    ),
    (
        "decisions with a number that the counter has not reached",
        "select count(*), min(n) from decision where n > (select n from counter where name = 'decision')",
    ),
];

/// Checks the store: every reading against its digest, what refers to what, the file itself (SQLite); with an index, that it
/// holds what the store holds; with the media, that every file is there and unchanged. No sentence: all is well.
pub fn check(store: &Store, index: Option<&Index>, media: Option<&Files>) -> Result<Vec<String>, Fault> {
    let mut sentences = Vec::new();
    if store.is_sqlite() {
        or_say(&mut sentences, store.read(file))?;
    }
    or_say(&mut sentences, store.read(readings))?;
    for (what, sql) in REFERENCES {
        let found = store.read(|tx| {
            let Some(mut row) = tx.one(sql, args![])? else { return Ok(Vec::new()) };
            let (count, one) = (row.int()?, row.maybe_id()?.unwrap_or_default());
            Ok(if count > 0 { vec![format!("{count} {what}, one of them {one}")] } else { Vec::new() })
        });
        or_say(&mut sentences, found)?;
    }
    if let Some(index) = index {
        sentences.extend(index.check());
        or_say(&mut sentences, against_index(store, index))?;
    }
    if let Some(media) = media {
        or_say(&mut sentences, files(store, media))?;
    }
    Ok(sentences)
}

/// Damage is what was looked for: it becomes a sentence; any other fault ends the check.
fn or_say(sentences: &mut Vec<String>, found: Result<Vec<String>, Fault>) -> Result<(), Fault> {
    match found {
        Ok(found) => sentences.extend(found),
        Err(fault) if fault.kind == FaultKind::Damaged => sentences.push(fault.sentence),
        Err(fault) => return Err(fault),
    }
    Ok(())
}

fn file(tx: &mut Tx) -> Result<Vec<String>, Fault> {
    let lines = tx.list("pragma quick_check(20)", args![], |mut row| row.text())?;
    Ok(lines.into_iter().filter(|line| line != "ok").map(|line| format!("the database file: {line}")).collect())
}

fn readings(tx: &mut Tx) -> Result<Vec<String>, Fault> {
    let (mut sentences, mut more) = (Vec::new(), 0);
    tx.each("select article, revision, digest, doc from reading", |mut row| {
        let (id, revision, digest, doc) = (row.id()?, row.int()?, row.bytes()?, row.text()?);
        if blake3::hash(doc.as_bytes()).as_bytes() == digest.as_slice() {
            return Ok(());
        }
        if sentences.len() < NAMED_MAX {
            sentences.push(format!(
                "article {id}, reading {revision}: is not what was stored; restore a backup, or have it fetched again"
            ));
        } else {
            more += 1;
        }
        Ok(())
    })?;
    if more > 0 {
        sentences.push(format!("{more} more articles are not what was stored"));
    }
    Ok(sentences)
}

fn against_index(store: &Store, index: &Index) -> Result<Vec<String>, Fault> {
    let (last, articles, stories) = store.read(|tx| {
        let ids = |tx: &mut Tx, sql: &str| tx.list(sql, args![], |mut row| row.id());
        let articles = ids(tx, "select id from article where gone = 0 order by id")?;
        let stories = ids(tx, "select id from story where hidden = 0 order by id")?;
        Ok((changes::last(tx)?, articles, stories))
    })?;
    if index.mark() != Some(last) {
        return Ok(vec![
            "the search index does not hold the latest changes yet: start the hub and check again".to_owned(),
        ]);
    }
    let mut sentences = Vec::new();
    let (stories_there, reports_there) = index.counts();
    for (kind, what, ids, there) in
        [(HitKind::Report, "articles", articles, reports_there), (HitKind::Story, "stories", stories, stories_there)]
    {
        let missing: Vec<&Id> = ids.iter().filter(|id| !index.holds(kind, **id)).collect();
        if let Some(one) = missing.first() {
            sentences.push(format!("the search index lacks {} {what}, one of them {one}", missing.len()));
        }
        let extra = (there + missing.len()).saturating_sub(ids.len());
        if extra > 0 {
            sentences.push(format!("the search index holds {extra} {what} that the store has not"));
        }
    }
    Ok(sentences)
}

fn files(store: &Store, media: &Files) -> Result<Vec<String>, Fault> {
    let hashes = store.read(|tx| tx.list("select hash from media order by hash", args![], |mut row| row.text()))?;
    let mut sentences = Vec::new();
    for hash in hashes {
        match media.get(&hash) {
            None => sentences.push(format!("the file {hash} is not in {}", media.folder().display())),
            Some(bytes) if blake3::hash(&bytes).to_hex().as_str() != hash => {
                sentences.push(format!("the file {hash} is not what was stored"));
            }
            Some(_) => {}
        }
    }
    Ok(sentences)
}
