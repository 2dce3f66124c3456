//! What an editor has taken down for good: it stays away when it is fetched again.

use std::collections::BTreeSet;

use model::Id;

use crate::changes::{self, ChangeKind};
use crate::{Fault, Tx, addresses, analyses, args, stories, work};

/// The stage of work that makes a story's view anew.
const VIEW: &str = "view";

/// What can be taken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An article; the key is the key of one of its addresses ([`addresses::clean`]).
    Article,
    /// A picture; the key is its address or the hash of its bytes.
    Picture,
    /// A name; the key is its slug.
    Name,
    /// A statement; the key is [`statement_key`].
    Statement,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Picture => "picture",
            Self::Name => "name",
            Self::Statement => "statement",
        }
    }
}

/// The key of a statement: who said it and a digest of what, so that it is known in every report that has it and after
/// another analysis, and so that the words themselves are not kept.
pub fn statement_key(speaker: &str, content: &str) -> String {
    let words: Vec<String> =
        content.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let digest = blake3::hash(words.join(" ").as_bytes());
    format!("{speaker} {}", crate::text::hex(digest.as_bytes().get(..16).unwrap_or_default()))
}

/// One thing taken down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Takedown {
    /// article, picture, name, statement.
    pub kind: String,
    /// What, as [`Kind`] says.
    pub key: String,
    /// Why.
    pub reason: String,
    /// By whom.
    pub who: String,
    /// When.
    pub at: i64,
}

/// Who takes something down, why and when.
#[derive(Debug, Clone, Copy)]
pub struct By<'a> {
    /// The editor.
    pub who: &'a str,
    /// The reason given.
    pub reason: &'a str,
    /// When.
    pub at: i64,
}

/// Takes an article down: its readings, analysis, copies and bytes are deleted, its addresses stay known so that it does not
/// come back. The row keeps its place in the order of arrival, without its words. False: there is no such article.
pub fn article(tx: &mut Tx, id: Id, by: By) -> Result<bool, Fault> {
    let keys = tx.list("select address from address where article = ?1", args![id], |mut row| row.text())?;
    if keys.is_empty() {
        return Ok(false);
    }
    for key in &keys {
        note(tx, Kind::Article, key, by)?;
        for table in ["raw", "work", "aside", "page"] {
            tx.execute(&format!("delete from {table} where item = ?1"), args![key])?;
        }
    }
    show_anew(tx, id, by.at)?;
    for sql in [
        "delete from reading where article = ?1",
        "delete from analysis where article = ?1",
        "delete from statement where article = ?1",
        "delete from name where article = ?1",
        "delete from happening where article = ?1",
        "delete from copy where article = ?1 or origin = ?1",
        "delete from member where article = ?1",
        "update article set gone = 1, headline = '', standfirst = null, image = null, words = 0 where id = ?1",
    ] {
        tx.execute(sql, args![id])?;
    }
    changes::note(tx, ChangeKind::Article, id);
    // No page is kept that showed it, not even for when the store is away.
    changes::note(tx, ChangeKind::Name, Id(0));
    Ok(true)
}

/// Takes a name down: its page, what is said under it or has it in it, what happened to it, and its place among the names of
/// reports and stories.
pub fn name(tx: &mut Tx, slug: &str, by: By) -> Result<(), Fault> {
    note(tx, Kind::Name, slug, by)?;
    let articles = tx.list(
        "select article from name where slug = ?1 union select article from statement where speaker = ?1",
        args![slug],
        |mut row| row.id(),
    )?;
    weed(tx, &articles, by.at)?;
    for article in articles {
        if let Some(member) = stories::of_article(tx, article)? {
            stories::place(tx, &[member])?;
        }
    }
    changes::note(tx, ChangeKind::Name, Id(0));
    Ok(())
}

/// Does a text have one of these names in it, given as their slugs: all words of a name in a row?
pub fn mentions(names: &BTreeSet<String>, text: &str) -> bool {
    if names.is_empty() {
        return false;
    }
    let words: Vec<String> = text.split_whitespace().map(crate::slug).filter(|word| !word.is_empty()).collect();
    let words = format!("-{}-", words.join("-"));
    names.iter().any(|name| !name.is_empty() && words.contains(&format!("-{name}-")))
}

/// A reason for people, which goes by single words; empty where one of these names' last words is among them.
pub(crate) fn reason<'a>(names: &BTreeSet<String>, why: &'a str) -> &'a str {
    let last: BTreeSet<String> = names.iter().filter_map(|name| Some(name.rsplit('-').next()?.to_owned())).collect();
    if mentions(&last, why) { "" } else { why }
}

/// Takes what somebody is reported to have said down, in all reports.
pub fn statement(tx: &mut Tx, speaker: &str, content: &str, by: By) -> Result<(), Fault> {
    let key = statement_key(speaker, content);
    note(tx, Kind::Statement, &key, by)?;
    let said = tx.list("select article, content from statement where speaker = ?1", args![speaker], |mut row| {
        Ok((row.id()?, row.text()?))
    })?;
    let mut articles: Vec<Id> =
        said.into_iter().filter(|(_, content)| statement_key(speaker, content) == key).map(|(id, _)| id).collect();
    articles.sort_unstable();
    articles.dedup();
    weed(tx, &articles, by.at)?;
    changes::note(tx, ChangeKind::Name, Id(0));
    Ok(())
}

/// Takes a picture down, wherever else the same bytes came from; the key is its address or hash. The hashes of the bytes that
/// go after the commit ([`Files::delete`](crate::media::Files::delete)).
pub fn picture(tx: &mut Tx, key: &str, by: By) -> Result<Vec<String>, Fault> {
    let hashes = tx.list(
        "select hash from picture where address = ?1 and hash is not null union select hash from media where hash = ?1",
        args![key],
        |mut row| row.text(),
    )?;
    let mut keys = vec![key.to_owned()];
    for hash in &hashes {
        keys.push(hash.clone());
        keys.extend(tx.list("select address from picture where hash = ?1", args![hash], |mut row| row.text())?);
        tx.execute("delete from media where hash = ?1", args![hash])?;
    }
    for key in &keys {
        note(tx, Kind::Picture, key, by)?;
        tx.execute("update picture set hash = null, fault = 'taken down' where address = ?1", args![key])?;
    }
    changes::note(tx, ChangeKind::Picture, Id(0));
    Ok(hashes)
}

/// Takes what was taken down out of articles' analyses and has their stories shown anew.
fn weed(tx: &mut Tx, articles: &[Id], now: i64) -> Result<(), Fault> {
    for article in articles {
        analyses::weed(tx, *article)?;
        show_anew(tx, *article, now)?;
    }
    Ok(())
}

/// The view of an article's story is made anew by the holder of the grouping lease.
fn show_anew(tx: &mut Tx, article: Id, now: i64) -> Result<(), Fault> {
    if let Some(member) = stories::of_article(tx, article)? {
        work::put(tx, VIEW, &member.story.to_string(), "", now)?;
    }
    Ok(())
}

fn note(tx: &mut Tx, kind: Kind, key: &str, by: By) -> Result<(), Fault> {
    tx.execute(
        "insert into takedown (kind, item, reason, who, at) values (?1, ?2, ?3, ?4, ?5) on conflict (kind, item) do nothing",
        args![kind.word(), key, by.reason, by.who, by.at],
    )?;
    Ok(())
}

/// The keys of all that was taken down of a kind.
pub fn keys(tx: &mut Tx, kind: Kind) -> Result<BTreeSet<String>, Fault> {
    let keys = tx.list("select item from takedown where kind = ?1", args![kind.word()], |mut row| row.text())?;
    Ok(keys.into_iter().collect())
}

/// Has anything of this kind been taken down? (A save need not look further if not.)
pub fn any(tx: &mut Tx, kind: Kind) -> Result<bool, Fault> {
    Ok(tx.one("select item from takedown where kind = ?1 limit 1", args![kind.word()])?.is_some())
}

/// Has one of these been taken down?
pub fn stands(tx: &mut Tx, kind: Kind, keys: &[String]) -> Result<bool, Fault> {
    for key in keys {
        if tx.one("select item from takedown where kind = ?1 and item = ?2", args![kind.word(), key])?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Has the article at this address been taken down?
pub fn at_address(tx: &mut Tx, address: &str) -> Result<bool, Fault> {
    let Some(key) = addresses::clean(address) else { return Ok(false) };
    stands(tx, Kind::Article, &[key])
}

/// All that was taken down, the latest first.
pub fn list(tx: &mut Tx, limit: usize) -> Result<Vec<Takedown>, Fault> {
    tx.list(
        "select kind, item, reason, who, at from takedown order by at desc, kind, item limit ?1",
        args![limit],
        |mut row| {
            Ok(Takedown { kind: row.text()?, key: row.text()?, reason: row.text()?, who: row.text()?, at: row.int()? })
        },
    )
}
