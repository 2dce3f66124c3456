//! What an editor has taken down for good: it stays away when it is fetched again.

use model::Id;

use crate::changes::{self, ChangeKind};
use crate::{Fault, Tx, addresses, args};

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

/// The key of a statement: the article and a digest of what is said, so that it is known again after another analysis.
pub fn statement_key(article: Id, content: &str) -> String {
    format!("{article} {}", crate::text::hex(blake3::hash(content.as_bytes()).as_bytes().get(..8).unwrap_or_default()))
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

/// Takes an article down: its readings, analysis and copies are deleted, its addresses stay known so that it does not come
/// back. The row keeps its place in the order of arrival, without its words. False: there is no such article.
pub fn article(tx: &mut Tx, id: Id, reason: &str, who: &str, now: i64) -> Result<bool, Fault> {
    let keys = tx.list("select address from address where article = ?1", args![id], |mut row| row.text())?;
    if keys.is_empty() {
        return Ok(false);
    }
    for key in &keys {
        note(tx, Kind::Article, key, reason, who, now)?;
    }
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
    Ok(true)
}

/// Takes a picture, name or statement down; for an article use [`article`].
pub fn add(tx: &mut Tx, kind: Kind, key: &str, reason: &str, who: &str, now: i64) -> Result<(), Fault> {
    note(tx, kind, key, reason, who, now)?;
    match kind {
        Kind::Article => {
            if let Some(mut row) = tx.one("select article from address where address = ?1", args![key])? {
                article(tx, row.id()?, reason, who, now)?;
            }
        }
        Kind::Name => {
            tx.execute("delete from name where slug = ?1", args![key])?;
            tx.execute("delete from statement where speaker = ?1", args![key])?;
            changes::note(tx, ChangeKind::Name, Id(0));
        }
        Kind::Picture => {
            let pictures = "(select hash from picture where hash = ?1 or address = ?1)";
            tx.execute(&format!("delete from media where own = 0 and hash in {pictures}"), args![key])?;
            tx.execute(
                "update picture set hash = null, fault = 'taken down' where hash = ?1 or address = ?1",
                args![key],
            )?;
            changes::note(tx, ChangeKind::Picture, Id(0));
        }
        Kind::Statement => {
            let id = key.split(' ').next().and_then(|id| id.parse::<Id>().ok()).unwrap_or_default();
            let rows = tx.query("select n, content from statement where article = ?1", args![id])?;
            for mut row in rows {
                let (n, content) = (row.int()?, row.text()?);
                if statement_key(id, &content) == key {
                    tx.execute("delete from statement where article = ?1 and n = ?2", args![id, n])?;
                }
            }
            changes::note(tx, ChangeKind::Article, id);
        }
    }
    Ok(())
}

fn note(tx: &mut Tx, kind: Kind, key: &str, reason: &str, who: &str, now: i64) -> Result<(), Fault> {
    tx.execute(
        "insert into takedown (kind, item, reason, who, at) values (?1, ?2, ?3, ?4, ?5) on conflict (kind, item) do nothing",
        args![kind.word(), key, reason, who, now],
    )?;
    Ok(())
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
