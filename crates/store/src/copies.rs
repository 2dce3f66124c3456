//! Copies: whose text an article carries.

use model::Id;

use crate::changes::{self, ChangeKind};
use crate::{Fault, Row, Tx, args};

/// An article whose text comes from another.
#[derive(Debug, Clone, PartialEq)]
pub struct Copy {
    /// The article.
    pub article: Id,
    /// The earlier one.
    pub origin: Id,
    /// 0 to 1: the part of the article's words that came from the origin.
    pub share: f64,
    /// verbatim, shortened, extended, edited, rewritten, mixed.
    pub kind: String,
}

/// Saves what an article was copied from; an earlier answer is replaced.
pub fn save(tx: &mut Tx, copy: &Copy) -> Result<(), Fault> {
    tx.execute(
        "insert into copy (article, origin, share, kind) values (?1, ?2, ?3, ?4)
         on conflict (article) do update set origin = excluded.origin, share = excluded.share, kind = excluded.kind",
        args![copy.article, copy.origin, copy.share, &copy.kind],
    )?;
    changes::note(tx, ChangeKind::Article, copy.article);
    changes::note(tx, ChangeKind::Article, copy.origin);
    Ok(())
}

/// The article is no copy after all.
pub fn delete(tx: &mut Tx, article: Id) -> Result<(), Fault> {
    tx.execute("delete from copy where article = ?1", args![article])?;
    Ok(())
}

fn read(mut row: Row) -> Result<Copy, Fault> {
    Ok(Copy { article: row.id()?, origin: row.id()?, share: row.real()?, kind: row.text()? })
}

/// What an article was copied from.
pub fn of(tx: &mut Tx, article: Id) -> Result<Option<Copy>, Fault> {
    tx.one("select article, origin, share, kind from copy where article = ?1", args![article])?.map(read).transpose()
}

/// The copies of an article, the closest first.
pub fn from(tx: &mut Tx, origin: Id) -> Result<Vec<Copy>, Fault> {
    tx.list(
        "select article, origin, share, kind from copy where origin = ?1 order by share desc, article",
        args![origin],
        read,
    )
}

/// Where an outlet's words come from: its words in all, then how many of them each other outlet had first.
pub fn words_of(tx: &mut Tx, outlet: Id) -> Result<(f64, Vec<(Id, f64)>), Fault> {
    let all =
        tx.number("select cast(coalesce(sum(words), 0) as bigint) from article where outlet = ?1", args![outlet])?;
    let taken = tx.list(
        "select source.outlet, sum(copy.share * article.words) from copy join article on article.id = copy.article
         join article source on source.id = copy.origin where article.outlet = ?1 group by source.outlet order by source.outlet",
        args![outlet],
        |mut row| Ok((row.id()?, row.real()?)),
    )?;
    Ok((all as f64, taken))
}

/// The copies among a story's reports.
pub fn in_story(tx: &mut Tx, story: Id) -> Result<Vec<Copy>, Fault> {
    tx.list(
        "select copy.article, copy.origin, copy.share, copy.kind from copy join member on member.article = copy.article
         where member.story = ?1 order by member.place, copy.article",
        args![story],
        read,
    )
}

/// All copies with `article` above the given one, for exports; begin with `Id(0)`.
pub fn all(tx: &mut Tx, after: Id, limit: usize) -> Result<Vec<Copy>, Fault> {
    tx.list(
        "select article, origin, share, kind from copy where article > ?1 order by article limit ?2",
        args![after, limit],
        read,
    )
}
