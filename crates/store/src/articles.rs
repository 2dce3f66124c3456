//! Articles in their order of arrival, each with all its readings.

use std::collections::BTreeMap;

use model::{Article, ArticleKind, Id, Image, OutletState, Stamp};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use crate::changes::{self, ChangeKind};
use crate::text::{cut, from_json, hex, to_json};
use crate::{Arg, Fault, Row, Tx, addresses, args, takedowns};

/// Characters of a standfirst kept in lists.
const STANDFIRST_CHARS_MAX: usize = 500;
/// How far in the future a page's own date is believed, in seconds: a day for wrong zones. A later one counts as when we saw it.
const FUTURE_MAX: i64 = 86_400;

/// An article to be saved.
#[derive(Debug, Clone, PartialEq)]
pub struct New {
    /// Whose it is.
    pub outlet: Id,
    /// What was read.
    pub article: Article,
    /// The paper's section it belongs to, a slug; empty: none.
    pub section: String,
    /// When it was fetched.
    pub seen: i64,
    /// Other addresses it is known by: the entry's link, redirects.
    pub also: Vec<String>,
}

/// What became of an article that was to be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// Its id.
    pub id: Id,
    /// Its number in the order of arrival.
    pub arrival: i64,
    /// The number of this reading, from 1.
    pub revision: i64,
    /// What was done.
    pub what: Outcome,
}

/// What a save did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A new article.
    New,
    /// A reading that differs from the last: a revision.
    Revised,
    /// The same as the last reading, or one seen at that very time: nothing was written.
    Same,
    /// Taken down by an editor: nothing was written. Id and numbers are 0 where it had never arrived.
    TakenDown,
    /// It has no address that could be a key: nothing was written.
    NoAddress,
}

/// An article without its body: what lists show.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// Its id.
    pub id: Id,
    /// Its number in the order of arrival.
    pub arrival: i64,
    /// Whose it is.
    pub outlet: Id,
    /// The source link: canonical, else where it was fetched.
    pub url: String,
    /// The headline; empty: it has none.
    pub headline: String,
    /// The standfirst, cut to 500 characters.
    pub standfirst: Option<String>,
    /// BCP 47; empty: not known.
    pub language: String,
    /// The paper's section, a slug; empty: none.
    pub section: String,
    /// What sort of page.
    pub kind: ArticleKind,
    /// As the page says.
    pub published: Option<Stamp>,
    /// Unix seconds to sort by: when it was published, at most a day after it was seen; where that is not known, when it was seen.
    pub instant: i64,
    /// When it was first seen.
    pub seen: i64,
    /// When the last reading that differed was seen.
    pub updated: i64,
    /// How many readings differed.
    pub revision: i64,
    /// Words of the body.
    pub words: i64,
    /// The lead picture.
    pub image: Option<Image>,
}

/// One reading of an article.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Its number, from 1.
    pub revision: i64,
    /// When it was seen.
    pub seen: i64,
    /// What was read; `id` and `digest` set.
    pub article: Article,
}

/// Saves articles in the order given; each is found again by any of its known addresses. Saving twice changes nothing.
/// Batches of 32 to 256 a transaction are quickest.
pub fn save(tx: &mut Tx, articles: &[New]) -> Result<Vec<Saved>, Fault> {
    // The counter stays locked until the commit: of two nodes with the same article, one waits and finds the other's.
    let before = tx.number("select n from counter where name = 'arrival' [for update]", args![])?;
    let mut arrival = before;
    let down = takedowns::any(tx, takedowns::Kind::Article)?;
    let mut answers = Vec::with_capacity(articles.len());
    for new in articles {
        answers.push(save_one(tx, new, &mut arrival, down)?);
    }
    if arrival > before {
        tx.execute("update counter set n = ?1 where name = 'arrival'", args![arrival])?;
    }
    Ok(answers)
}

/// The address that a page names as its own, if it can be believed. Only one within the registrable domain: else anybody's page could
/// pass for a revision of somebody's article. And no home page: some sites name it on every page.
fn canonical(article: &Article) -> Option<&str> {
    let canonical = article.canonical.as_deref()?;
    let Some(url) = article.url.as_deref() else { return Some(canonical) };
    let deep = addresses::clean(canonical)?.contains(['/', '?']);
    (deep && addresses::domain(canonical) == addresses::domain(url)).then_some(canonical)
}

/// The keys of an article's addresses, the one that names it first. A home page is a key only of what was fetched there.
fn keys(new: &New) -> Vec<String> {
    let own = new.article.url.as_deref();
    let mut keys: Vec<String> = Vec::new();
    for address in canonical(&new.article).into_iter().chain(own).chain(new.also.iter().map(String::as_str)) {
        let key = addresses::clean(address).filter(|key| key.contains(['/', '?']) || Some(address) == own);
        keys.extend(key.filter(|key| !keys.contains(key)));
    }
    keys
}

fn save_one(tx: &mut Tx, new: &New, arrival: &mut i64, down: bool) -> Result<Saved, Fault> {
    let nothing = |what| Saved { id: Id(0), arrival: 0, revision: 0, what };
    let keys = keys(new);
    let Some(first) = keys.first() else { return Ok(nothing(Outcome::NoAddress)) };
    if down && takedowns::stands(tx, takedowns::Kind::Article, &keys)? {
        return Ok(nothing(Outcome::TakenDown));
    }
    let (found, unknown) = find(tx, &keys)?;
    let known = match found {
        Some(id) => tx
            .one(
                "select article.arrival, article.revision, article.gone, reading.origin from article
                 left join reading on reading.article = article.id and reading.revision = article.revision
                 where article.id = ?1",
                args![id],
            )?
            .map(|mut row| Ok::<_, Fault>((id, row.int()?, row.int()?, row.flag()?, row.maybe_bytes()?)))
            .transpose()?,
        None => None,
    };
    let id = match &known {
        Some((id, ..)) => *id,
        None => free_id(tx, first)?,
    };
    for key in unknown {
        tx.execute("insert into address (address, article) values (?1, ?2)", args![key, id])?;
    }
    let article = Article { id: id.to_string(), digest: None, ..new.article.clone() };
    let doc = to_json(&article)?;
    let digest = blake3::hash(doc.as_bytes());
    let saved = match known {
        Some((id, arrival, revision, true, _)) => return Ok(Saved { id, arrival, revision, what: Outcome::TakenDown }),
        Some((id, arrival, revision, _, Some(origin))) if origin == digest.as_bytes() => {
            return Ok(Saved { id, arrival, revision, what: Outcome::Same });
        }
        // Read before: an archive that is put in again.
        Some((id, arrival, revision, ..)) if was_read(tx, id, new.seen, digest.as_bytes())? => {
            return Ok(Saved { id, arrival, revision, what: Outcome::Same });
        }
        Some((id, arrival, revision, ..)) => {
            revise(tx, id, new, revision + 1)?;
            Saved { id, arrival, revision: revision + 1, what: Outcome::Revised }
        }
        None => {
            *arrival += 1;
            insert(tx, id, new, *arrival)?;
            Saved { id, arrival: *arrival, revision: 1, what: Outcome::New }
        }
    };
    tx.execute(
        "insert into reading (article, revision, seen, origin, digest, doc) values (?1, ?2, ?3, ?4, ?4, ?5)",
        args![saved.id, saved.revision, new.seen, digest.as_bytes(), &doc],
    )?;
    changes::note(tx, ChangeKind::Article, saved.id);
    Ok(saved)
}

/// Is there this very reading of an article, seen at that time?
fn was_read(tx: &mut Tx, id: Id, seen: i64, digest: &[u8]) -> Result<bool, Fault> {
    let sql = "select count(*) from reading where article = ?1 and seen = ?2 and origin = ?3";
    Ok(tx.number(sql, args![id, seen, digest])? > 0)
}

/// The article known by one of the keys, and the keys that are not known yet.
fn find<'k>(tx: &mut Tx, keys: &'k [String]) -> Result<(Option<Id>, Vec<&'k String>), Fault> {
    let (mut found, mut unknown) = (None, Vec::new());
    for key in keys {
        match tx.one("select article from address where address = ?1", args![key])? {
            Some(mut row) => found = found.or(Some(row.id()?)),
            None => unknown.push(key),
        }
    }
    Ok((found, unknown))
}

/// The digest of the key; another seed where a different article has it already.
fn free_id(tx: &mut Tx, key: &str) -> Result<Id, Fault> {
    for seed in 0..8 {
        let id = Id::from_hash(xxh3_64_with_seed(key.as_bytes(), seed));
        if id.0 > 0 && tx.one("select id from article where id = ?1", args![id])?.is_none() {
            return Ok(id);
        }
    }
    Err(Fault::bug(format!("no free id for {key}")))
}

/// What the columns of `article` say of a reading.
struct Columns {
    url: String,
    standfirst: Option<String>,
    kind: String,
    published: Option<String>,
    instant: i64,
    words: i64,
    image: Option<String>,
}

fn columns(new: &New) -> Result<Columns, Fault> {
    let article = &new.article;
    let url = canonical(article).or(article.url.as_deref()).unwrap_or_default().to_owned();
    let published = article.published.filter(|stamp| stamp.seconds() <= new.seen + FUTURE_MAX);
    let words = article.body_text().split_whitespace().count();
    Ok(Columns {
        url,
        standfirst: article.standfirst.as_deref().map(|text| cut(text, STANDFIRST_CHARS_MAX).to_owned()),
        kind: kind_word(article.kind)?,
        published: article.published.map(|stamp| stamp.to_string()),
        instant: published.map_or(new.seen, |stamp| stamp.seconds()),
        words: i64::try_from(words).unwrap_or(i64::MAX),
        image: article.lead_image.as_ref().map(to_json).transpose()?,
    })
}

fn kind_word(kind: ArticleKind) -> Result<String, Fault> {
    Ok(to_json(&kind)?.trim_matches('"').to_owned())
}

fn insert(tx: &mut Tx, id: Id, new: &New, arrival: i64) -> Result<(), Fault> {
    let c = columns(new)?;
    let article = &new.article;
    tx.execute(
        "insert into article (id, arrival, outlet, url, headline, standfirst, language, section, kind, published, instant,
            seen, updated, revision, words, gone, image)
         values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, 1, ?13, 0, ?14)",
        args![
            id,
            arrival,
            new.outlet,
            &c.url,
            article.headline.as_deref().unwrap_or(""),
            c.standfirst.as_ref(),
            article.language.as_deref().unwrap_or(""),
            &new.section,
            &c.kind,
            c.published.as_ref(),
            c.instant,
            new.seen,
            c.words,
            c.image.as_ref()
        ],
    )?;
    Ok(())
}

/// A later reading: the head shows it, but the instant stays, so that a list does not jump when an outlet touches its dates.
fn revise(tx: &mut Tx, id: Id, new: &New, revision: i64) -> Result<(), Fault> {
    let c = columns(new)?;
    let article = &new.article;
    tx.execute(
        "update article set headline = ?2, standfirst = ?3, language = ?4, kind = ?5, published = coalesce(published, ?6),
            updated = ?7, revision = ?8, words = ?9, image = ?10, section = case when ?11 = '' then section else ?11 end
         where id = ?1",
        args![
            id,
            article.headline.as_deref().unwrap_or(""),
            c.standfirst.as_ref(),
            article.language.as_deref().unwrap_or(""),
            &c.kind,
            c.published.as_ref(),
            new.seen,
            revision,
            c.words,
            c.image.as_ref(),
            &new.section
        ],
    )?;
    Ok(())
}

const HEAD: &str =
    "select article.id, article.arrival, article.outlet, article.url, article.headline, article.standfirst,
    article.language, article.section, article.kind, article.published, article.instant, article.seen, article.updated,
    article.revision, article.words, article.image from article";

fn read_head(mut row: Row) -> Result<Head, Fault> {
    Ok(Head {
        id: row.id()?,
        arrival: row.int()?,
        outlet: row.id()?,
        url: row.text()?,
        headline: row.text()?,
        standfirst: row.maybe_text()?,
        language: row.text()?,
        section: row.text()?,
        kind: from_json(&format!("\"{}\"", row.text()?)).unwrap_or_default(),
        published: row.maybe_text()?.and_then(|text| text.parse().ok()),
        instant: row.int()?,
        seen: row.int()?,
        updated: row.int()?,
        revision: row.int()?,
        words: row.int()?,
        image: row.maybe_text()?.and_then(|text| from_json(&text).ok()),
    })
}

/// The head of an article; `None`: there is none, or it was taken down.
pub fn head(tx: &mut Tx, id: Id) -> Result<Option<Head>, Fault> {
    tx.one(&format!("{HEAD} where article.id = ?1 and article.gone = 0"), args![id])?.map(read_head).transpose()
}

/// Ids looked up by one statement.
const AT_ONCE: usize = 16;

/// The heads of articles in the order asked for; those that are not there are left out.
pub fn heads(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Head>, Fault> {
    let places: Vec<String> = (1..=AT_ONCE).map(|n| format!("?{n}")).collect();
    let sql = format!("{HEAD} where article.id in ({}) and article.gone = 0", places.join(", "));
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(AT_ONCE) {
        // Always as many, so that the statement stays prepared; no article has the id 0.
        let values: Vec<Arg> =
            chunk.iter().copied().chain(std::iter::repeat(Id(0))).take(AT_ONCE).map(Arg::from).collect();
        for head in tx.list(&sql, &values, read_head)? {
            found.insert(head.id, head);
        }
    }
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

/// The heads of a story's reports in the story's order.
pub fn of_story(tx: &mut Tx, story: Id) -> Result<Vec<Head>, Fault> {
    tx.list(
        &format!(
            "{HEAD} join member on member.article = article.id where member.story = ?1 and article.gone = 0
             order by member.place, member.instant, article.id"
        ),
        args![story],
        read_head,
    )
}

/// The heads of a story's first reports with a picture, in the story's order.
pub fn first_with_image(tx: &mut Tx, story: Id, limit: usize) -> Result<Vec<Head>, Fault> {
    tx.list(
        &format!(
            "{HEAD} join member on member.article = article.id where member.story = ?1 and article.gone = 0
             and article.image is not null
             order by member.place, member.instant, article.id limit ?2"
        ),
        args![story, limit],
        read_head,
    )
}

/// A report as a line in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub id: Id,
    /// Whose it is.
    pub outlet: Id,
    /// The headline; empty: it has none.
    pub headline: String,
    /// BCP 47; empty: not known.
    pub language: String,
}

/// A story's first reports in the story's order. That order is the index's own, whose rows need not be looked up then.
pub fn lines_of_story(tx: &mut Tx, story: Id, limit: usize) -> Result<Vec<Line>, Fault> {
    tx.list(
        "select article.id, article.outlet, article.headline, article.language from article
         join member on member.article = article.id where member.story = ?1 and article.gone = 0
         order by member.place, member.article limit ?2",
        args![story, limit],
        |mut row| Ok(Line { id: row.id()?, outlet: row.id()?, headline: row.text()?, language: row.text()? }),
    )
}

/// The article known by this address.
pub fn by_address(tx: &mut Tx, address: &str) -> Result<Option<Id>, Fault> {
    let Some(key) = addresses::clean(address) else { return Ok(None) };
    tx.one("select article from address where address = ?1", args![&key])?.map(|mut row| row.id()).transpose()
}

/// One more address by which an article is known (a redirect found later); one that is known already stays as it is.
pub fn add_address(tx: &mut Tx, id: Id, address: &str) -> Result<(), Fault> {
    let Some(key) = addresses::clean(address) else { return Ok(()) };
    tx.execute(
        "insert into address (address, article) values (?1, ?2) on conflict (address) do nothing",
        args![&key, id],
    )?;
    Ok(())
}

fn read_reading(mut row: Row) -> Result<Reading, Fault> {
    let (revision, seen, digest, doc) = (row.int()?, row.int()?, row.bytes()?, row.text()?);
    let mut article: Article = from_json(&doc)?;
    article.digest = Some(hex(&digest));
    Ok(Reading { revision, seen, article })
}

/// An article as last read.
pub fn get(tx: &mut Tx, id: Id) -> Result<Option<Article>, Fault> {
    let row = tx.one(
        "select reading.revision, reading.seen, reading.digest, reading.doc from reading
         join article on article.id = reading.article and article.revision = reading.revision
         where article.id = ?1 and article.gone = 0",
        args![id],
    )?;
    Ok(row.map(read_reading).transpose()?.map(|reading| reading.article))
}

/// An article as first read; `None`: there is none, or it was taken down.
pub fn first(tx: &mut Tx, id: Id) -> Result<Option<Article>, Fault> {
    let row = tx.one(
        "select reading.revision, reading.seen, reading.digest, reading.doc from reading
         join article on article.id = reading.article where article.id = ?1 and article.gone = 0
         order by reading.revision limit 1",
        args![id],
    )?;
    Ok(row.map(read_reading).transpose()?.map(|reading| reading.article))
}

/// Articles as last read, in the order asked for; those that are not there are left out.
pub fn many(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Article>, Fault> {
    let mut articles = Vec::with_capacity(ids.len());
    for id in ids {
        articles.extend(get(tx, *id)?);
    }
    Ok(articles)
}

/// All readings of an article, the first one first.
pub fn readings(tx: &mut Tx, id: Id) -> Result<Vec<Reading>, Fault> {
    tx.list(
        "select revision, seen, digest, doc from reading where article = ?1 order by revision",
        args![id],
        read_reading,
    )
}

/// The heads of the articles that arrived after a number, in order. Those taken down are left out.
pub fn arrivals(tx: &mut Tx, after: i64, limit: usize) -> Result<Vec<Head>, Fault> {
    tx.list(
        &format!("{HEAD} where article.arrival > ?1 and article.gone = 0 order by article.arrival limit ?2"),
        args![after, limit],
        read_head,
    )
}

/// The number of the last arrival; 0: none yet.
pub fn last_arrival(tx: &mut Tx) -> Result<i64, Fault> {
    tx.number("select n from counter where name = 'arrival'", args![])
}

/// Which articles a list holds: those for which every set field holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this outlet.
    pub outlet: Option<Id>,
    /// Of this section.
    pub section: Option<String>,
    /// Of this language (exactly as stored).
    pub language: Option<String>,
    /// At or after this instant.
    pub from: Option<i64>,
    /// Before this instant.
    pub until: Option<i64>,
    /// Where the page before ended: (instant, id) of its last article.
    pub before: Option<(i64, Id)>,
}

impl Filter {
    /// The conditions as SQL, with ?1 … for the values that it pushes.
    fn sql<'a>(&'a self, values: &mut Vec<Arg<'a>>) -> String {
        let mut sql = String::from("article.gone = 0");
        let mut add = |condition: &str, value: Arg<'a>| {
            values.push(value);
            sql.push_str(&format!(" and {condition} ?{}", values.len()));
        };
        if let Some(outlet) = self.outlet {
            add("article.outlet =", outlet.into());
        }
        if let Some(section) = &self.section {
            add("article.section =", section.into());
        }
        if let Some(language) = &self.language {
            add("article.language =", language.into());
        }
        if let Some(from) = self.from {
            add("article.instant >=", from.into());
        }
        if let Some(until) = self.until {
            add("article.instant <", until.into());
        }
        if let Some((instant, id)) = self.before {
            add("(article.instant, article.id) < (", instant.into());
            values.push(id.into());
            sql.push_str(&format!(", ?{})", values.len()));
        }
        sql
    }
}

/// The heads of articles, the latest first.
pub fn list(tx: &mut Tx, filter: &Filter, limit: usize) -> Result<Vec<Head>, Fault> {
    let mut values = Vec::new();
    let conditions = filter.sql(&mut values);
    values.push(limit.into());
    let sql =
        format!("{HEAD} where {conditions} order by article.instant desc, article.id desc limit ?{}", values.len());
    tx.list(&sql, &values, read_head)
}

/// How many articles a list would hold.
pub fn count(tx: &mut Tx, filter: &Filter) -> Result<i64, Fault> {
    let mut values = Vec::new();
    let conditions = filter.sql(&mut values);
    tx.number(&format!("select count(*) from article where {conditions}"), &values)
}

/// How many articles every outlet has and when its latest one appeared: (outlet, articles, latest instant).
pub fn count_by_outlet(tx: &mut Tx) -> Result<Vec<(Id, i64, i64)>, Fault> {
    tx.list(
        "select outlet, count(*), max(instant) from article where gone = 0 group by outlet order by outlet",
        args![],
        |mut row| Ok((row.id()?, row.int()?, row.int()?)),
    )
}

/// The outlet an address belongs to; where there is none, a new one of that host, to be looked at by the editor, of whose
/// text only the link is shown. For `ingest`.
pub fn outlet_of(tx: &mut Tx, address: &str, now: i64) -> Result<Option<model::Outlet>, Fault> {
    if let Some(outlet) = crate::outlets::by_address(tx, address)? {
        return Ok(Some(outlet));
    }
    let (Some(domain), Some(home)) = (addresses::domain(address), addresses::home(address)) else { return Ok(None) };
    let outlet = model::Outlet {
        name: domain.clone(),
        slug: crate::slug(&domain),
        home,
        text: model::TextRule::Link,
        state: OutletState::Unchecked,
        ..model::Outlet::default()
    };
    crate::outlets::insert(tx, &outlet, now).map(Some)
}
