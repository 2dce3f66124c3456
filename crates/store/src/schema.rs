//! The tables, and how an older store becomes one of today: numbered steps, each in a transaction of its own, which expand
//! first (new columns may be null, old ones stay) and contract a version later, so that nodes of two versions work together.

use crate::{Fault, FaultKind, Store, Tx, args};

/// One step of the schema.
struct Migration {
    number: i64,
    sql: &'static str,
}

/// All steps in order. A step that has been released is never changed.
const MIGRATIONS: &[Migration] = &[Migration { number: 1, sql: FIRST }, Migration { number: 2, sql: HISTORY }];

/// Every table, in the order in which a restore fills them; `false`: of this node or this hour, not in a backup.
pub(crate) const TABLES: &[(&str, bool)] = &[
    ("counter", true),
    ("mark", true),
    ("setting", true),
    ("outlet", true),
    ("feed", true),
    ("host", true),
    ("entry", true),
    ("article", true),
    ("reading", true),
    ("address", true),
    ("analysis", true),
    ("statement", true),
    ("name", true),
    ("happening", true),
    ("work", true),
    ("aside", true),
    ("raw", true),
    ("page", true),
    ("lease", false),
    ("decision", true),
    ("story", true),
    ("alias", true),
    ("member", true),
    ("related", true),
    ("history", true),
    ("copy", true),
    ("change", true),
    ("person", true),
    ("session", false),
    ("throttle", false),
    ("link", false),
    ("audit", true),
    ("media", true),
    ("picture", true),
    ("robots", false),
    ("takedown", true),
];

/// `doc` columns hold JSON. Times are Unix seconds.
const FIRST: &str = "
create table mark (name text primary key, n bigint not null);
create table setting (name text primary key, value text not null);
insert into counter (name, n) values ('arrival', 0), ('change', 0), ('decision', 0), ('audit', 0);

create table outlet (id bigint primary key, slug text not null unique, domain text not null, name text not null,
    state text not null, added bigint not null, doc text not null);
create index outlet_domain on outlet (domain);

create table feed (id bigint primary key, outlet bigint not null, url text not null unique, domain text not null,
    next_poll bigint not null, claimed bigint not null, stopped bigint not null, faults bigint not null, doc text not null);
create index feed_due on feed (stopped, next_poll);
create index feed_outlet on feed (outlet);
create table host (domain text primary key, until bigint not null, why text not null);
create table entry (feed bigint not null, item bytea not null, digest bytea not null, seen bigint not null,
    primary key (feed, item));
create index entry_seen on entry (seen);

create table article (id bigint primary key, arrival bigint not null unique, outlet bigint not null, url text not null,
    headline text not null, standfirst text, language text not null, section text not null, kind text not null,
    published text, instant bigint not null, seen bigint not null, updated bigint not null, revision bigint not null,
    words bigint not null, gone bigint not null, image text);
create index article_outlet on article (outlet, instant, id);
create index article_instant on article (instant, id);
create index article_section on article (section, instant, id);
create table reading (article bigint not null, revision bigint not null, seen bigint not null, origin bytea not null,
    digest bytea not null, doc text not null, primary key (article, revision));
create table address (address text primary key, article bigint not null);
create index address_article on address (article);

create table analysis (article bigint primary key, revision bigint not null, version text not null, doc text not null,
    print bytea);
create table statement (article bigint not null, n bigint not null, speaker text not null, name text not null,
    role text not null, content text not null, kind text not null, second_hand text, instant bigint not null,
    outlet bigint not null, primary key (article, n));
create index statement_speaker on statement (speaker, instant);
create table name (article bigint not null, slug text not null, name text not null, kind text not null,
    instant bigint not null, primary key (article, slug));
create index name_slug on name (slug, instant);
create table happening (article bigint not null, n bigint not null, first text, last text, exactness text not null,
    sentence text not null, primary key (article, n));

create table work (id bigint primary key, stage text not null, item text not null, due bigint not null,
    tries bigint not null, failures bigint not null, leased bigint not null, payload text not null, unique (stage, item));
create index work_due on work (stage, due);
create table aside (id bigint primary key, stage text not null, item text not null, payload text not null,
    failures bigint not null, why text not null, input bytea, at bigint not null, unique (stage, item));
create table raw (item text primary key, head text not null, body bytea not null, at bigint not null);
create table page (item text primary key, etag text, last_modified text, at bigint not null);
create table lease (name text primary key, holder text not null, epoch bigint not null, until bigint not null);

create table decision (n bigint primary key, turn bigint unique, at bigint not null, kind text not null, who text,
    article bigint, story bigint, model text not null, doc text not null, undone bigint not null);
create index decision_kind on decision (kind, n);
create table story (id bigint primary key, headline text not null, own_headline text, slug text not null,
    section text not null, lead bigint not null, language text not null, first bigint not null, last bigint not null,
    updated bigint not null, reports bigint not null, outlets bigint not null, countries bigint not null,
    languages bigint not null, independent bigint not null, score double precision not null, pinned bigint not null,
    hidden bigint not null, spark text not null, view text not null);
create index story_front on story (hidden, pinned, score);
create index story_section on story (hidden, section, pinned, score);
create index story_last on story (hidden, last);
create table alias (old bigint primary key, story bigint not null);
create index alias_story on alias (story);
create table member (article bigint primary key, story bigint not null, place bigint not null, instant bigint not null,
    why text not null);
create index member_story on member (story, place);
create table related (story bigint not null, other bigint not null, score double precision not null, why text not null,
    primary key (story, other));
create table copy (article bigint primary key, origin bigint not null, share double precision not null, kind text not null);
create index copy_origin on copy (origin);
create table change (n bigint primary key, kind text not null, id bigint not null);

create table person (id bigint primary key, name text not null unique, display text not null, role text not null,
    password text not null, disabled bigint not null, added bigint not null);
create table session (token bytea primary key, person bigint not null, added bigint not null, used bigint not null,
    until bigint not null);
create index session_person on session (person);
create table throttle (item text primary key, tries bigint not null, since bigint not null, until bigint not null);
create table link (token bytea primary key, purpose text not null, person bigint, until bigint not null);
create table audit (n bigint primary key, at bigint not null, who text not null, what text not null, about text not null);

create table media (hash text primary key, type text not null, bytes bigint not null, width bigint not null,
    height bigint not null, own bigint not null, used bigint not null);
create index media_used on media (own, used);
create table picture (address text primary key, hash text, at bigint not null, fault text);
create table robots (host text primary key, body text not null, status bigint not null, fetched bigint not null);
create table takedown (kind text not null, item text not null, reason text not null, who text not null, at bigint not null,
    primary key (kind, item));
";

/// What became of stories. Those of an older store have none until the next `rebuild`.
const HISTORY: &str = "
create table history (story bigint not null, n bigint not null, kind text not null, other bigint not null, at bigint not null,
    who text, reports bigint not null, primary key (story, n, kind, other));
";

/// Brings the store to this version's tables; refuses a newer version's.
pub(crate) fn migrate(store: &Store) -> Result<(), Fault> {
    let newest = MIGRATIONS.last().map_or(0, |step| step.number);
    loop {
        let version = store.read(version)?;
        if version > newest {
            return Err(Fault::new(
                FaultKind::Refused,
                format!(
                    "this store was written by a newer Broadsheet (its tables are version {version}, this program knows {newest}): \
                     run the newer program, or restore a backup made before the upgrade into an empty store"
                ),
            ));
        }
        let Some(step) = MIGRATIONS.iter().find(|step| step.number > version) else { return Ok(()) };
        match store.write(|tx| take(tx, step, version)) {
            // Another node was quicker: look again.
            Err(fault) if fault.kind == FaultKind::Taken && store.read(self::version)? > version => {}
            other => other?,
        }
    }
}

/// The version of the tables; 0: an empty database.
pub(crate) fn version(tx: &mut Tx) -> Result<i64, Fault> {
    if !tx.has_table("counter")? {
        if tx.has_table("article")? || tx.has_table("outlet")? {
            return Err(Fault::new(
                FaultKind::Refused,
                "the database holds another program's tables: give Broadsheet a database or schema of its own",
            ));
        }
        return Ok(0);
    }
    tx.number("select n from counter where name = 'version'", args![])
}

fn take(tx: &mut Tx, step: &Migration, from: i64) -> Result<(), Fault> {
    if version(tx)? != from {
        return Ok(());
    }
    if !tx.has_table("counter")? {
        tx.batch("create table counter (name text primary key, n bigint not null)")?;
    }
    if from == 0 {
        // Of two nodes that start at once, one waits here and then finds the row.
        tx.execute("insert into counter (name, n) values ('version', ?1)", args![step.number])?;
    } else if tx.execute("update counter set n = ?1 where name = 'version' and n = ?2", args![step.number, from])? == 0
    {
        // The other node was quicker while this one waited for the row.
        return Ok(());
    }
    tx.batch(step.sql)?;
    if from == 0 {
        // Tells this store from any other, for the index beside it.
        let id = crate::text::random()?;
        tx.execute("insert into counter (name, n) values ('store', ?1)", args![id])?;
    }
    Ok(())
}
