//! Stories: the reports of one event, as the holder of the grouping lease writes them. All of this can be rebuilt.

use model::Id;

use crate::changes::{self, ChangeKind};
use crate::{Arg, Fault, Row, Tx, args, takedowns};

/// A story with what its place on the pages depends on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Story {
    /// The id of its first article.
    pub id: Id,
    /// The lead report's headline.
    pub headline: String,
    /// The editor's own, shown in its stead.
    pub own_headline: Option<String>,
    /// For its address.
    pub slug: String,
    /// The section's slug; empty: none.
    pub section: String,
    /// The lead article.
    pub lead: Id,
    /// Language of the headline, BCP 47.
    pub language: String,
    /// Instant of the earliest report.
    pub first: i64,
    /// Instant of the latest report.
    pub last: i64,
    /// When it was last written.
    pub updated: i64,
    /// How many reports.
    pub reports: i64,
    /// How many outlets.
    pub outlets: i64,
    /// How many countries.
    pub countries: i64,
    /// How many languages.
    pub languages: i64,
    /// How many reports that are nobody's copy.
    pub independent: i64,
    /// Where it stands in lists: higher is further up. Made by grouping so that it need not change as time passes.
    pub score: f64,
    /// 0: not pinned; else higher is further up.
    pub pinned: i64,
    /// Not shown.
    pub hidden: bool,
    /// Reports by hour as text, for the sparkline.
    pub spark: String,
    /// The well-rounded view as JSON; empty in lists.
    pub view: String,
}

/// A report's place in a story.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The report.
    pub article: Id,
    /// Its story.
    pub story: Id,
    /// Its place in the story's order.
    pub place: i64,
    /// The article's instant.
    pub instant: i64,
    /// Why it is in this story, for people.
    pub why: String,
}

const COLUMNS: &str =
    "id, headline, own_headline, slug, section, lead, language, first, last, updated, reports, outlets,
    countries, languages, independent, score, pinned, hidden, spark";

/// Saves a story, as a whole.
pub fn save(tx: &mut Tx, story: &Story) -> Result<(), Fault> {
    let values: [Arg; 20] = [
        story.id.into(),
        (&story.headline).into(),
        story.own_headline.as_ref().into(),
        (&story.slug).into(),
        (&story.section).into(),
        story.lead.into(),
        (&story.language).into(),
        story.first.into(),
        story.last.into(),
        story.updated.into(),
        story.reports.into(),
        story.outlets.into(),
        story.countries.into(),
        story.languages.into(),
        story.independent.into(),
        story.score.into(),
        story.pinned.into(),
        story.hidden.into(),
        (&story.spark).into(),
        (&story.view).into(),
    ];
    let set: Vec<String> =
        COLUMNS.split(',').skip(1).map(str::trim).chain(["view"]).map(|c| format!("{c} = excluded.{c}")).collect();
    let tail = format!("on conflict (id) do update set {}", set.join(", "));
    tx.insert(&format!("insert into story ({COLUMNS}, view)"), 20, &tail, &values)?;
    // An id that comes back to life (after a split) redirects no longer.
    tx.execute("delete from alias where old = ?1", args![story.id])?;
    changes::note(tx, ChangeKind::Story, story.id);
    Ok(())
}

/// Puts reports into stories, out of wherever they were. A reason that names what was taken down is left out.
pub fn place(tx: &mut Tx, members: &[Member]) -> Result<(), Fault> {
    let down = takedowns::keys(tx, takedowns::Kind::Name)?;
    let values: Vec<Arg> = members
        .iter()
        .flat_map(|m| {
            let why = takedowns::reason(&down, &m.why);
            [m.article.into(), m.story.into(), m.place.into(), m.instant.into(), why.into()]
        })
        .collect();
    tx.insert(
        "insert into member (article, story, place, instant, why)",
        5,
        "on conflict (article) do update set story = excluded.story, place = excluded.place, instant = excluded.instant, why = excluded.why",
        &values,
    )?;
    for member in members {
        changes::note(tx, ChangeKind::Story, member.story);
        changes::note(tx, ChangeKind::Article, member.article);
    }
    Ok(())
}

/// Makes `from` part of `into`: its reports move, its id redirects for ever, its row goes. Save `into` afterwards.
pub fn merge(tx: &mut Tx, from: Id, into: Id) -> Result<(), Fault> {
    if from == into {
        return Ok(());
    }
    tx.execute("update member set story = ?2 where story = ?1", args![from, into])?;
    tx.execute("update alias set story = ?2 where story = ?1", args![from, into])?;
    tx.execute("delete from alias where old = ?1", args![into])?;
    redirect(tx, from, into)?;
    delete(tx, from)?;
    changes::note(tx, ChangeKind::Story, into);
    Ok(())
}

/// The ids that redirect to a story.
pub fn aliases(tx: &mut Tx, story: Id) -> Result<Vec<Id>, Fault> {
    tx.list("select old from alias where story = ?1 order by old", args![story], |mut row| row.id())
}

/// From now on an id redirects to this story.
pub fn redirect(tx: &mut Tx, old: Id, story: Id) -> Result<(), Fault> {
    tx.execute(
        "insert into alias (old, story) values (?1, ?2) on conflict (old) do update set story = excluded.story",
        args![old, story],
    )?;
    changes::note(tx, ChangeKind::Story, old);
    Ok(())
}

/// Removes a story's row (it has no reports any more).
pub fn delete(tx: &mut Tx, id: Id) -> Result<(), Fault> {
    tx.execute("delete from story where id = ?1", args![id])?;
    tx.execute("delete from related where story = ?1 or other = ?1", args![id])?;
    changes::note(tx, ChangeKind::Story, id);
    Ok(())
}

/// Sets which stories are related to one, the closest first, with why.
pub fn relate(tx: &mut Tx, story: Id, others: &[(Id, f64, String)]) -> Result<(), Fault> {
    tx.execute("delete from related where story = ?1", args![story])?;
    let values: Vec<Arg> = others
        .iter()
        .flat_map(|(other, score, why)| [story.into(), (*other).into(), (*score).into(), why.into()])
        .collect();
    tx.insert("insert into related (story, other, score, why)", 4, "on conflict (story, other) do nothing", &values)
}

fn read(mut row: Row) -> Result<Story, Fault> {
    Ok(Story {
        id: row.id()?,
        headline: row.text()?,
        own_headline: row.maybe_text()?,
        slug: row.text()?,
        section: row.text()?,
        lead: row.id()?,
        language: row.text()?,
        first: row.int()?,
        last: row.int()?,
        updated: row.int()?,
        reports: row.int()?,
        outlets: row.int()?,
        countries: row.int()?,
        languages: row.int()?,
        independent: row.int()?,
        score: row.real()?,
        pinned: row.int()?,
        hidden: row.flag()?,
        spark: row.text()?,
        view: row.text()?,
    })
}

/// The story of this id with its view, or the one it became part of: look whether the answer's id is the one asked for.
pub fn get(tx: &mut Tx, id: Id) -> Result<Option<Story>, Fault> {
    find(tx, &format!("select {COLUMNS}, view from story where id = ?1"), id)
}

fn find(tx: &mut Tx, sql: &str, id: Id) -> Result<Option<Story>, Fault> {
    if let Some(row) = tx.one(sql, args![id])? {
        return read(row).map(Some);
    }
    let Some(mut row) = tx.one("select story from alias where old = ?1", args![id])? else { return Ok(None) };
    tx.one(sql, args![row.id()?])?.map(read).transpose()
}

/// [`get`] without the view, which may be long.
pub fn head(tx: &mut Tx, id: Id) -> Result<Option<Story>, Fault> {
    find(tx, &format!("select {COLUMNS}, '' from story where id = ?1"), id)
}

/// The story an article belongs to, and why.
pub fn of_article(tx: &mut Tx, article: Id) -> Result<Option<Member>, Fault> {
    tx.one("select article, story, place, instant, why from member where article = ?1", args![article])?
        .map(read_member)
        .transpose()
}

fn read_member(mut row: Row) -> Result<Member, Fault> {
    Ok(Member { article: row.id()?, story: row.id()?, place: row.int()?, instant: row.int()?, why: row.text()? })
}

/// A story's reports in order.
pub fn members(tx: &mut Tx, story: Id) -> Result<Vec<Member>, Fault> {
    tx.list(
        "select article, story, place, instant, why from member where story = ?1 order by place, instant, article",
        args![story],
        read_member,
    )
}

/// Where every article stands, by article, for exports: begin with `Id(0)`.
pub fn all_members(tx: &mut Tx, after: Id, limit: usize) -> Result<Vec<Member>, Fault> {
    tx.list(
        "select article, story, place, instant, why from member where article > ?1 order by article limit ?2",
        args![after, limit],
        read_member,
    )
}

/// The front page, or a section's: pinned ones, then by score.
pub fn front(tx: &mut Tx, section: Option<&str>, limit: usize, offset: usize) -> Result<Vec<Story>, Fault> {
    let order = "order by pinned desc, score desc, id desc";
    match section {
        None => tx.list(
            &format!("select {COLUMNS}, '' from story where hidden = 0 {order} limit ?1 offset ?2"),
            args![limit, offset],
            read,
        ),
        Some(section) => tx.list(
            &format!("select {COLUMNS}, '' from story where hidden = 0 and section = ?1 {order} limit ?2 offset ?3"),
            args![section, limit, offset],
            read,
        ),
    }
}

/// The stories that are not shown, the latest first.
pub fn hidden(tx: &mut Tx, limit: usize) -> Result<Vec<Story>, Fault> {
    tx.list(
        &format!("select {COLUMNS}, '' from story where hidden = 1 order by last desc, id limit ?1"),
        args![limit],
        read,
    )
}

/// The stories whose latest report falls between two instants (a day of the archive), by score.
pub fn between(tx: &mut Tx, from: i64, until: i64, limit: usize, offset: usize) -> Result<Vec<Story>, Fault> {
    tx.list(
        &format!(
            "select {COLUMNS}, '' from story where hidden = 0 and last >= ?1 and last < ?2
             order by score desc, id limit ?3 offset ?4"
        ),
        args![from, until, limit, offset],
        read,
    )
}

/// The stories by their latest report, the latest first; `before` is the instant where the page before ended.
pub fn latest(tx: &mut Tx, before: Option<i64>, limit: usize) -> Result<Vec<Story>, Fault> {
    tx.list(
        &format!("select {COLUMNS}, '' from story where hidden = 0 and last < ?1 order by last desc, id desc limit ?2"),
        args![before.unwrap_or(i64::MAX), limit],
        read,
    )
}

/// The stories with an outlet's reports, the latest first.
pub fn of_outlet(tx: &mut Tx, outlet: Id, limit: usize) -> Result<Vec<Story>, Fault> {
    let columns: Vec<String> = COLUMNS.split(',').map(|c| format!("story.{}", c.trim())).collect();
    tx.list(
        &format!(
            "select {}, '' from story where hidden = 0 and id in (select member.story from member
                join article on article.id = member.article where article.outlet = ?1) order by last desc, id limit ?2",
            columns.join(", ")
        ),
        args![outlet, limit],
        read,
    )
}

/// How many of the stories shown that others report too an outlet reported first, by when its report was published: the order in
/// which reports arrived is an accident of polling.
pub fn reported_first(tx: &mut Tx, outlet: Id) -> Result<i64, Fault> {
    tx.number(
        "select count(distinct story.id) from story join member on member.story = story.id
            join article on article.id = member.article
            where article.outlet = ?1 and article.instant <= story.first and story.outlets > 1 and story.hidden = 0",
        args![outlet],
    )
}

/// A story that is related to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Related {
    /// The story, without its view.
    pub story: Story,
    /// How closely, 0 to 1.
    pub score: f64,
    /// Why, for people.
    pub why: String,
}

/// The stories related to one, the closest first.
pub fn related(tx: &mut Tx, story: Id) -> Result<Vec<Related>, Fault> {
    let others = tx.list(
        "select other, score, why from related where story = ?1 order by score desc, other",
        args![story],
        |mut row| Ok((row.id()?, row.real()?, row.text()?)),
    )?;
    let mut stories = Vec::new();
    for (other, score, why) in others {
        if let Some(found) = head(tx, other)?.filter(|found| !found.hidden && found.id != story) {
            stories.push(Related { story: found, score, why });
        }
    }
    Ok(stories)
}

/// All stories by id, hidden ones too, for exports: begin with `Id(0)`.
pub fn all(tx: &mut Tx, after: Id, limit: usize) -> Result<Vec<Story>, Fault> {
    tx.list(&format!("select {COLUMNS}, view from story where id > ?1 order by id limit ?2"), args![after, limit], read)
}

/// How many stories are shown.
pub fn count(tx: &mut Tx) -> Result<i64, Fault> {
    tx.number("select count(*) from story where hidden = 0", args![])
}

/// The sections that have stories, with how many.
pub fn sections(tx: &mut Tx) -> Result<Vec<(String, i64)>, Fault> {
    tx.list(
        "select section, count(*) from story where hidden = 0 and section <> '' group by section order by 2 desc, section",
        args![],
        |mut row| Ok((row.text()?, row.int()?)),
    )
}

/// Deletes all stories, members, relations and histories, redirects aside: what `rebuild` begins with. A story whose first article was taken
/// down goes by another id afterwards: its old one leads to its next article until [`settle_redirects`].
pub fn clear(tx: &mut Tx) -> Result<(), Fault> {
    let orphans = tx.list(
        "select story.id, (select article from member where member.story = story.id order by place limit 1)
         from story join article on article.id = story.id where article.gone = 1",
        args![],
        |mut row| Ok((row.id()?, row.maybe_id()?)),
    )?;
    for (story, next) in orphans {
        next.map(|next| redirect(tx, story, next)).transpose()?;
    }
    for table in ["member", "related", "history", "story"] {
        tx.execute(&format!("delete from {table}"), args![])?;
    }
    Ok(())
}

/// Redirects that lead to no story lead to the one in which the article of that id stands now: what `rebuild` ends with.
pub fn settle_redirects(tx: &mut Tx) -> Result<(), Fault> {
    tx.execute(
        "update alias set story = (select member.story from member where member.article = alias.story)
         where not exists (select 1 from story where story.id = alias.story)
           and exists (select 1 from member where member.article = alias.story)",
        args![],
    )?;
    Ok(())
}
