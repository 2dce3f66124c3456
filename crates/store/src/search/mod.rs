//! The search index of a node: a folder beside the store that follows its changes and can be made again from it at any time.
//!
//! What is found are ids; whoever shows them asks the store, and makes the [`snippet`] from the text the store gives.

mod files;
mod query;
mod words;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use model::Id;
use serde::{Deserialize, Serialize};
use tantivy::collector::Count;
use tantivy::columnar::Column;
use tantivy::index::SegmentId;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, EnableScoring, Occur, PhraseQuery, RangeQuery,
    TermQuery,
};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{
    COLLECT_BLOCK_BUFFER_LEN, DocAddress, IndexReader, IndexWriter, ReloadPolicy, Searcher, TERMINATED,
    TantivyDocument, TantivyError, Term,
};

pub use self::words::{Snippet, snippet};
use crate::changes::{self, ChangeKind};
use crate::{Fault, FaultKind, Store, Tx, articles, outlets, stories};

/// The version of the index's fields; another one's index is made anew.
const VERSION: u32 = 2;
/// Memory of the writer while it writes: the least that tantivy takes.
const WRITER_BYTES: usize = 15_000_000;
/// Changes taken in one transaction.
const BATCH: usize = 200;
/// Documents of a fresh index between two commits, so that what is there can be found meanwhile.
const REBUILD_COMMIT: usize = 20_000;
/// How much more a word in a headline counts than one in the text.
const TITLE_BOOST: f32 = 2.0;
/// Answers a search looks at, at most: nobody turns to page 100.
const OFFSET_MAX: usize = 2_000;
/// What one search may cost: so many looks at a word in a text, a tenth of a second. It is enough for all that people look for in a
/// hundred thousand articles, and keeps a made-up heap of phrases from holding a processor for seconds.
const ROOM: usize = 10_000_000;
/// Looks at a word that take as long as looking whether a phrase stands in a text.
const PHRASE_COST: usize = 80;

/// What a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HitKind {
    /// A story.
    Story,
    /// An article.
    Report,
}

/// What the answers are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// The fittest first.
    #[default]
    Relevance,
    /// The latest first.
    Time,
}

/// What to look for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// As typed: words, "phrases", -word, a OR b, title:, outlet:, language:, section:, after:, before:. Never an error.
    pub text: String,
    /// Stories or reports alone; `None`: stories before reports.
    pub kind: Option<HitKind>,
    /// Of this outlet.
    pub outlet: Option<Id>,
    /// Of this language (primary subtag).
    pub language: Option<String>,
    /// Of this section.
    pub section: Option<String>,
    /// At or after this instant.
    pub from: Option<i64>,
    /// Before this instant.
    pub until: Option<i64>,
    /// Order of the answers.
    pub sort: Sort,
    /// How many answers.
    pub limit: usize,
    /// How many to leave out first.
    pub offset: usize,
}

/// One answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// What it is.
    pub kind: HitKind,
    /// Which.
    pub id: Id,
}

/// The answers to a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// The answers asked for, in order.
    pub hits: Vec<Hit>,
    /// How many stories there are in all.
    pub stories: usize,
    /// How many reports there are in all; `None`: they were not looked for, since stories fill the answer or they alone were wanted.
    pub reports: Option<usize>,
    /// The search was too wide to look through everything: the numbers are what was found until its end, and of that the answers
    /// are the first.
    pub cut: bool,
    /// The words looked for, folded, for [`snippet`].
    pub words: Vec<String>,
}

/// An open index; share it behind an `Arc`.
pub struct Index {
    folder: PathBuf,
    open: RwLock<Open>,
    /// Only one writes.
    writing: Mutex<()>,
    /// A search met damage: made anew at the next [`Index::follow`].
    broken: AtomicBool,
    /// Slug, domain and lower-case name of each outlet → its id, for `outlet:` in a query.
    outlets: RwLock<BTreeMap<String, i64>>,
}

struct Open {
    index: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
    columns: Mutex<BTreeMap<SegmentId, Arc<Columns>>>,
}

/// What a search reads of each text that it finds: kept, since a column is read as a whole (10 bytes a text).
struct Columns {
    id: Column<i64>,
    time: Column<i64>,
}

impl Open {
    /// The columns of each of the searcher's segments, in their order.
    fn columns(&self, searcher: &Searcher) -> Result<Vec<Arc<Columns>>, TantivyError> {
        let mut kept = self.columns.lock().unwrap_or_else(PoisonError::into_inner);
        let mut now = BTreeMap::new();
        for segment in searcher.segment_readers() {
            let columns = match kept.get(&segment.segment_id()) {
                Some(columns) => columns.clone(),
                None => {
                    let fast = segment.fast_fields();
                    Arc::new(Columns { id: fast.i64("id")?, time: fast.i64("time")? })
                }
            };
            now.insert(segment.segment_id(), columns);
        }
        *kept = now;
        Ok(searcher.segment_readers().iter().filter_map(|segment| kept.get(&segment.segment_id()).cloned()).collect())
    }
}

#[derive(Clone, Copy)]
struct Fields {
    /// `a…` or `s…` and the id: what is replaced.
    key: Field,
    /// `a` or `s`.
    kind: Field,
    title: Field,
    /// Headline, standfirst and body.
    text: Field,
    /// The [`words::drawers`] of the text: where a phrase can be.
    pairs: Field,
    outlet: Field,
    language: Field,
    section: Field,
    time: Field,
    id: Field,
}

/// What stands with a commit: how far it goes.
#[derive(Serialize, Deserialize, Default, Clone, Copy, PartialEq, Eq)]
struct Mark {
    version: u32,
    /// The store it belongs to.
    store: i64,
    /// The last change it holds; `None`: not all is in it yet.
    change: Option<i64>,
}

/// How far following has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Followed {
    /// Things written into the index by this call.
    pub written: usize,
    /// The last change that the index holds.
    pub mark: i64,
    /// There is more to do: call again.
    pub more: bool,
}

impl Index {
    /// Opens the index in this folder; a damaged one, or one of another version, is thrown away and filled again by [`Index::follow`].
    pub fn open(folder: &Path) -> Result<Self, Fault> {
        let opened = catch_unwind(AssertUnwindSafe(|| open(folder))).unwrap_or_else(|_| Err(fault("it is damaged")));
        let open = match opened {
            Ok(open) => open,
            Err(fault) => {
                let empty = std::fs::read_dir(folder).is_ok_and(|mut files| files.next().is_none());
                if !empty {
                    tracing::warn!("the search index is made anew: {fault}");
                }
                fresh(folder)?
            }
        };
        Ok(Self {
            folder: folder.to_owned(),
            open: RwLock::new(open),
            writing: Mutex::new(()),
            broken: AtomicBool::new(false),
            outlets: RwLock::default(),
        })
    }

    /// Takes over what has changed in the store since the last call, in bites of a few hundred; `Followed::more` says whether to
    /// call again at once. What is written is committed together with the mark, so that a crash repeats and never skips.
    pub fn follow(&self, store: &Store) -> Result<Followed, Fault> {
        let _alone = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        if self.broken.swap(false, Ordering::Relaxed) {
            tracing::warn!("the search index was damaged and is made anew");
            let new = fresh(&self.folder)?;
            *self.open.write().unwrap_or_else(PoisonError::into_inner) = new;
        }
        let outcome =
            catch_unwind(AssertUnwindSafe(|| self.catch_up(store))).unwrap_or_else(|_| Err(fault("it is damaged")));
        if outcome.as_ref().is_err_and(|fault| fault.kind == FaultKind::Damaged) {
            self.broken.store(true, Ordering::Relaxed);
        }
        outcome
    }

    fn catch_up(&self, store: &Store) -> Result<Followed, Fault> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let mark = mark_of(&open.index);
        let state = store.read(|tx| {
            let slugs = outlets::list(tx)?;
            let id = tx.number("select n from counter where name = 'store'", &[])?;
            Ok((slugs, id, changes::last(tx)?, changes::first(tx)?))
        })?;
        let (listed, store_id, last, first) = state;
        *self.outlets.write().unwrap_or_else(PoisonError::into_inner) = names_of(&listed);
        let known = mark.change.filter(|&change| {
            let complete = change >= last || first.is_some_and(|first| first <= change + 1);
            mark.version == VERSION && mark.store == store_id && change <= last && complete
        });
        match known {
            Some(change) if change == last => Ok(Followed { written: 0, mark: change, more: false }),
            Some(change) => {
                take_changes(&open, store, Mark { version: VERSION, store: store_id, change: Some(change) })
            }
            None => rebuild(&open, store, Mark { version: VERSION, store: store_id, change: Some(last) }),
        }
    }

    /// Looks something up. Never fails for what was typed; a damaged index answers with nothing and is made anew.
    pub fn search(&self, query: &Query) -> Found {
        let outcome = catch_unwind(AssertUnwindSafe(|| self.look_up(query)));
        match outcome {
            Ok(Ok(found)) => found,
            Ok(Err(error)) => {
                tracing::warn!("the search index fails: {error}");
                self.broken.store(true, Ordering::Relaxed);
                Found::default()
            }
            Err(_) => {
                self.broken.store(true, Ordering::Relaxed);
                Found::default()
            }
        }
    }

    fn look_up(&self, query: &Query) -> Result<Found, TantivyError> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let names = self.outlets.read().unwrap_or_else(PoisonError::into_inner);
        let parsed = query::parse(&query.text);
        let base = conditions(&open.fields, query, &parsed, &names);
        let searcher = open.reader.searcher();
        let words = parsed.groups.iter().flatten().filter(|c| !c.not).flat_map(|c| c.words.iter().cloned()).collect();
        let mut found = Found { words, ..Found::default() };
        let columns = open.columns(&searcher)?;
        let (mut room, each) = (ROOM, cost(&parsed));
        let mut offset = query.offset.min(OFFSET_MAX);
        for (kind, word) in [(HitKind::Story, "s"), (HitKind::Report, "a")] {
            if query.kind.is_some_and(|wanted| wanted != kind) {
                continue;
            }
            let of_kind = term(open.fields.kind, word);
            let mut all: Vec<(Occur, Box<dyn tantivy::query::Query>)> = vec![(Occur::Must, of_kind)];
            all.extend(base.iter().map(|(occur, query)| (*occur, query.box_clone())));
            let wanted = query.limit.saturating_sub(found.hits.len());
            // To count them takes as long as to find them, and a phrase of frequent words takes longest.
            if kind == HitKind::Report && wanted == 0 && query.kind.is_none() {
                continue;
            }
            let Top { total, hits } =
                top(&searcher, &columns, &BooleanQuery::new(all), query.sort, wanted, offset, (&mut room, each))?;
            offset = offset.saturating_sub(total);
            for address in hits {
                let at = usize::try_from(address.segment_ord).ok().and_then(|at| columns.get(at));
                let id = at.and_then(|columns| columns.id.first(address.doc_id));
                found.hits.extend(id.map(|id| Hit { kind, id: Id(id) }));
            }
            match kind {
                HitKind::Story => found.stories = total,
                HitKind::Report => found.reports = Some(total),
            }
        }
        found.cut = room == 0;
        Ok(found)
    }

    /// How many stories and reports the index holds.
    pub fn counts(&self) -> (usize, usize) {
        let one = |kind| self.search(&Query { kind: Some(kind), ..Query::default() });
        (one(HitKind::Story).stories, one(HitKind::Report).reports.unwrap_or(0))
    }

    /// The last change that the index holds; `None`: it is not filled yet.
    pub fn mark(&self) -> Option<i64> {
        mark_of(&self.open.read().unwrap_or_else(PoisonError::into_inner).index).change
    }

    /// Is this in the index?
    pub fn holds(&self, kind: HitKind, id: Id) -> bool {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        let term = Term::from_field_text(open.fields.key, &key(kind == HitKind::Story, id));
        let query = TermQuery::new(term, IndexRecordOption::Basic);
        catch_unwind(AssertUnwindSafe(|| open.reader.searcher().search(&query, &Count).is_ok_and(|n| n > 0)))
            .unwrap_or(false)
    }

    /// Does every file of the index have the checksum it was written with? A sentence about each that has not.
    pub fn check(&self) -> Vec<String> {
        let open = self.open.read().unwrap_or_else(PoisonError::into_inner);
        match catch_unwind(AssertUnwindSafe(|| open.index.validate_checksum())) {
            Ok(Ok(bad)) => {
                bad.iter().map(|path| format!("the search index is damaged in {}", path.display())).collect()
            }
            _ => vec!["the search index cannot be read".to_owned()],
        }
    }

    /// Throws the index away; the next [`Index::follow`] fills it again.
    pub fn clear(&self) {
        self.broken.store(true, Ordering::Relaxed);
    }
}

fn fault(what: impl std::fmt::Display) -> Fault {
    Fault::new(FaultKind::Damaged, format!("the search index cannot be used: {what}"))
}

fn broken(error: TantivyError) -> Fault {
    match &error {
        TantivyError::IoError(io) if io.kind() == std::io::ErrorKind::StorageFull => {
            Fault::new(FaultKind::Full, "the disk is full: the search index waits until there is room")
        }
        TantivyError::LockFailure(..) => Fault::new(FaultKind::Busy, "another process writes into the search index"),
        _ => fault(error),
    }
}

fn fields() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = |option| {
        TextOptions::default()
            .set_indexing_options(TextFieldIndexing::default().set_tokenizer("words").set_index_option(option))
    };
    let fields = Fields {
        key: builder.add_text_field("key", STRING),
        kind: builder.add_text_field("kind", STRING),
        title: builder.add_text_field("title", words(IndexRecordOption::WithFreqsAndPositions)),
        text: builder.add_text_field("text", words(IndexRecordOption::WithFreqsAndPositions)),
        pairs: builder.add_u64_field("pairs", NumericOptions::default().set_indexed()),
        outlet: builder.add_i64_field("outlet", INDEXED),
        language: builder.add_text_field("language", STRING),
        section: builder.add_text_field("section", STRING),
        time: builder.add_i64_field("time", INDEXED | FAST),
        id: builder.add_i64_field("id", FAST),
    };
    (builder.build(), fields)
}

fn open(folder: &Path) -> Result<Open, Fault> {
    let (schema, fields) = fields();
    let index = tantivy::Index::open(files::Files::open(folder).map_err(broken)?).map_err(broken)?;
    if index.schema() != schema || mark_of(&index).version != VERSION {
        return Err(fault("it is of another version"));
    }
    ready(index, fields)
}

/// An empty index in place of whatever is there.
fn fresh(folder: &Path) -> Result<Open, Fault> {
    let (schema, fields) = fields();
    let made = std::fs::remove_dir_all(folder)
        .or_else(|e| if e.kind() == std::io::ErrorKind::NotFound { Ok(()) } else { Err(e) })
        .and_then(|()| std::fs::create_dir_all(folder));
    made.map_err(|e| Fault::new(FaultKind::Full, format!("the folder {} cannot be made: {e}", folder.display())))?;
    let files = files::Files::open(folder).map_err(broken)?;
    let index = tantivy::Index::create(files, schema, tantivy::IndexSettings::default()).map_err(broken)?;
    ready(index, fields)
}

fn ready(index: tantivy::Index, fields: Fields) -> Result<Open, Fault> {
    index.tokenizers().register("words", words::Splitter);
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).doc_store_cache_num_blocks(1).try_into();
    Ok(Open { reader: reader.map_err(broken)?, index, fields, columns: Mutex::default() })
}

fn mark_of(index: &tantivy::Index) -> Mark {
    let payload = index.load_metas().ok().and_then(|metas| metas.payload);
    // An index of this version that was never committed to is simply empty.
    payload.map_or(Mark { version: VERSION, ..Mark::default() }, |text| serde_json::from_str(&text).unwrap_or_default())
}

/// What an outlet is called in a query.
fn names_of(listed: &[model::Outlet]) -> BTreeMap<String, i64> {
    let mut names = BTreeMap::new();
    for outlet in listed {
        names.insert(outlet.name.to_lowercase(), outlet.id.0);
        names.extend(crate::addresses::domain(&outlet.home).map(|domain| (domain, outlet.id.0)));
    }
    names.extend(listed.iter().map(|outlet| (outlet.slug.clone(), outlet.id.0)));
    names
}

fn take_changes(open: &Open, store: &Store, mark: Mark) -> Result<Followed, Fault> {
    let after = mark.change.unwrap_or(0);
    let (upto, more, wanted) = store.read(|tx| {
        let list = changes::since(tx, after, BATCH)?;
        let upto = list.last().map_or(after, |change| change.n);
        let mut wanted: BTreeMap<(bool, Id), Option<Document>> = BTreeMap::new();
        for change in &list {
            match change.kind {
                ChangeKind::Article => wanted.insert((false, change.id), report(tx, change.id)?),
                ChangeKind::Story => wanted.insert((true, change.id), story(tx, change.id)?),
                _ => None,
            };
        }
        Ok((upto, list.len() == BATCH, wanted))
    })?;
    let mut writer = writer(open)?;
    for ((is_story, id), document) in &wanted {
        writer.delete_term(Term::from_field_text(open.fields.key, &key(*is_story, *id)));
        if let Some(document) = document {
            writer.add_document(document.write(&open.fields)).map_err(broken)?;
        }
    }
    commit(open, &mut writer, Mark { change: Some(upto), ..mark })?;
    writer.wait_merging_threads().map_err(broken)?;
    Ok(Followed { written: wanted.len(), mark: upto, more })
}

/// Fills the index from the whole store. What changes meanwhile has a later number than the mark and comes again.
fn rebuild(open: &Open, store: &Store, mark: Mark) -> Result<Followed, Fault> {
    let mut writer = writer(open)?;
    writer.delete_all_documents().map_err(broken)?;
    let (mut written, mut arrival, mut last_story) = (0, 0, Id(0));
    loop {
        let (next, documents) = store.read(|tx| {
            let heads = articles::arrivals(tx, arrival, BATCH)?;
            let documents: Result<Vec<_>, Fault> = heads.iter().map(|head| report(tx, head.id)).collect();
            Ok((heads.last().map(|head| head.arrival), documents?))
        })?;
        let Some(next) = next else { break };
        arrival = next;
        for document in documents.into_iter().flatten() {
            writer.add_document(document.write(&open.fields)).map_err(broken)?;
            written += 1;
            if written % REBUILD_COMMIT == 0 {
                commit(open, &mut writer, Mark { change: None, ..mark })?;
            }
        }
    }
    loop {
        let documents = store.read(|tx| {
            let list = stories::all(tx, last_story, BATCH)?;
            list.iter().map(|s| Ok((s.id, story(tx, s.id)?))).collect::<Result<Vec<_>, Fault>>()
        })?;
        let Some((id, _)) = documents.last() else { break };
        last_story = *id;
        for document in documents.into_iter().filter_map(|(_, document)| document) {
            writer.add_document(document.write(&open.fields)).map_err(broken)?;
            written += 1;
        }
    }
    commit(open, &mut writer, mark)?;
    writer.wait_merging_threads().map_err(broken)?;
    Ok(Followed { written, mark: mark.change.unwrap_or(0), more: true })
}

fn writer(open: &Open) -> Result<IndexWriter, Fault> {
    open.index.writer_with_num_threads(1, WRITER_BYTES).map_err(broken)
}

fn commit(open: &Open, writer: &mut IndexWriter, mark: Mark) -> Result<(), Fault> {
    let mut prepared = writer.prepare_commit().map_err(broken)?;
    prepared.set_payload(&crate::text::to_json(&mark)?);
    prepared.commit().map_err(broken)?;
    open.reader.reload().map_err(broken)
}

fn key(is_story: bool, id: Id) -> String {
    format!("{}{id}", if is_story { "s" } else { "a" })
}

/// What the index holds of a thing.
struct Document {
    is_story: bool,
    id: Id,
    title: String,
    text: String,
    outlets: Vec<Id>,
    languages: Vec<String>,
    section: String,
    time: i64,
}

impl Document {
    fn write(&self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(fields.key, key(self.is_story, self.id));
        document.add_text(fields.kind, if self.is_story { "s" } else { "a" });
        document.add_text(fields.title, &self.title);
        document.add_text(fields.text, &self.text);
        for drawer in words::drawers(words::words(&self.text).iter().map(|word| word.folded.as_str())) {
            document.add_u64(fields.pairs, drawer);
        }
        for outlet in &self.outlets {
            document.add_i64(fields.outlet, outlet.0);
        }
        for language in &self.languages {
            document.add_text(fields.language, language);
        }
        document.add_text(fields.section, &self.section);
        document.add_i64(fields.time, self.time);
        document.add_i64(fields.id, self.id.0);
        document
    }
}

/// The primary subtag.
fn primary(language: &str) -> String {
    language.split(['-', '_']).next().unwrap_or_default().to_lowercase()
}

fn report(tx: &mut Tx, id: Id) -> Result<Option<Document>, Fault> {
    let Some(head) = articles::head(tx, id)? else { return Ok(None) };
    let Some(article) = articles::get(tx, id)? else { return Ok(None) };
    let text = format!("{}\n{}\n{}", head.headline, article.standfirst.as_deref().unwrap_or(""), article.body_text());
    Ok(Some(Document {
        is_story: false,
        id,
        title: head.headline,
        text,
        outlets: vec![head.outlet],
        languages: vec![primary(&head.language)],
        section: head.section,
        time: head.instant,
    }))
}

/// A story is found by the headlines of its reports.
fn story(tx: &mut Tx, id: Id) -> Result<Option<Document>, Fault> {
    let Some(story) = stories::head(tx, id)?.filter(|story| story.id == id && !story.hidden) else { return Ok(None) };
    let title = story.own_headline.unwrap_or(story.headline);
    let mut text = title.clone();
    let (mut outlets, mut languages) = (Vec::new(), Vec::new());
    let reports = tx.list(
        "select article.headline, article.outlet, article.language from member join article on article.id = member.article
         where member.story = ?1 and article.gone = 0 order by member.place limit 500",
        crate::args![id],
        |mut row| Ok((row.text()?, row.id()?, row.text()?)),
    )?;
    for (headline, outlet, language) in reports {
        text.push('\n');
        text.push_str(&headline);
        outlets.push(outlet);
        languages.push(primary(&language));
    }
    outlets.sort_unstable();
    outlets.dedup();
    languages.sort_unstable();
    languages.dedup();
    Ok(Some(Document { is_story: true, id, title, text, outlets, languages, section: story.section, time: story.last }))
}

/// What one text that is found costs.
fn cost(parsed: &query::Parsed) -> usize {
    let one = |clause: &query::Clause| if clause.words.len() > 1 { clause.words.len() * PHRASE_COST / 2 } else { 2 };
    parsed.groups.iter().flatten().map(one).sum::<usize>() + 1
}

type Conditions = Vec<(Occur, Box<dyn tantivy::query::Query>)>;

/// A condition that says yes or no and counts nothing.
fn term(field: Field, word: &str) -> Box<dyn tantivy::query::Query> {
    let term = TermQuery::new(Term::from_field_text(field, word), IndexRecordOption::Basic);
    Box::new(ConstScoreQuery::new(Box::new(term), 0.0))
}

fn number(field: Field, number: u64) -> Box<dyn tantivy::query::Query> {
    let term = TermQuery::new(Term::from_field_u64(field, number), IndexRecordOption::Basic);
    Box::new(ConstScoreQuery::new(Box::new(term), 0.0))
}

fn any(queries: Vec<Box<dyn tantivy::query::Query>>) -> Box<dyn tantivy::query::Query> {
    Box::new(BooleanQuery::new(queries.into_iter().map(|query| (Occur::Should, query)).collect()))
}

fn conditions(fields: &Fields, query: &Query, parsed: &query::Parsed, names: &BTreeMap<String, i64>) -> Conditions {
    let mut all: Conditions = Vec::new();
    for group in &parsed.groups {
        match group.as_slice() {
            [clause] if clause.not => all.push((Occur::MustNot, words_query(fields, clause))),
            [clause] => {
                all.push((Occur::Must, words_query(fields, clause)));
                if !clause.title {
                    let title = query::Clause { title: true, ..clause.clone() };
                    all.push((Occur::Should, Box::new(BoostQuery::new(words_query(fields, &title), TITLE_BOOST))));
                }
            }
            several => all.push((Occur::Must, any(several.iter().map(|clause| words_query(fields, clause)).collect()))),
        }
    }
    let outlet = |id: i64| -> Box<dyn tantivy::query::Query> {
        let term = TermQuery::new(Term::from_field_i64(fields.outlet, id), IndexRecordOption::Basic);
        Box::new(ConstScoreQuery::new(Box::new(term), 0.0))
    };
    all.extend(query.outlet.map(|id| (Occur::Must, outlet(id.0))));
    if !parsed.outlets.is_empty() {
        let known: Vec<_> = parsed.outlets.iter().filter_map(|name| names.get(name)).map(|id| outlet(*id)).collect();
        all.push((Occur::Must, if known.is_empty() { Box::new(EmptyQuery) } else { any(known) }));
    }
    let languages: Vec<String> = query.language.iter().chain(&parsed.languages).map(|l| primary(l)).collect();
    if !languages.is_empty() {
        all.push((Occur::Must, any(languages.iter().map(|l| term(fields.language, l)).collect())));
    }
    let sections: Vec<&String> = query.section.iter().chain(&parsed.sections).collect();
    if !sections.is_empty() {
        all.push((Occur::Must, any(sections.iter().map(|s| term(fields.section, s)).collect())));
    }
    let from = query.from.into_iter().chain(parsed.after).max();
    let until = query.until.into_iter().chain(parsed.before).min();
    if from.is_some() || until.is_some() {
        let at = |at: i64| Term::from_field_i64(fields.time, at);
        let range = RangeQuery::new(
            from.map_or(Bound::Unbounded, |from| Bound::Included(at(from))),
            until.map_or(Bound::Unbounded, |until| Bound::Excluded(at(until))),
        );
        all.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(range), 0.0))));
    }
    if !all.iter().any(|(occur, _)| *occur == Occur::Must) {
        all.push((Occur::Must, Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0))));
    }
    all
}

fn words_query(fields: &Fields, clause: &query::Clause) -> Box<dyn tantivy::query::Query> {
    let field = if clause.title { fields.title } else { fields.text };
    let terms: Vec<Term> = clause.words.iter().map(|word| Term::from_field_text(field, word)).collect();
    match terms.as_slice() {
        [] => Box::new(EmptyQuery),
        [term] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)),
        _ => {
            // To compare the places of two frequent words in all texts that have both takes longer than all else together. A
            // headline is part of its text.
            let drawers = words::drawers(clause.words.iter().map(String::as_str));
            let mut all: Conditions =
                drawers.into_iter().map(|drawer| (Occur::Must, number(fields.pairs, drawer))).collect();
            all.push((Occur::Must, Box::new(PhraseQuery::new(terms))));
            Box::new(BooleanQuery::new(all))
        }
    }
}

/// What a search has found among the things of a kind.
struct Top {
    /// How many there are, or were found before the end of the search's room.
    total: usize,
    /// Those asked for, in order.
    hits: Vec<DocAddress>,
}

/// The first by score or time, the earlier written first where these are equal, and how many there are. What a search may still
/// cost, in parts of [`ROOM`], is counted down; at nothing it stops and gives what it has.
fn top(
    searcher: &Searcher,
    columns: &[Arc<Columns>],
    query: &dyn tantivy::query::Query,
    sort: Sort,
    limit: usize,
    offset: usize,
    (room, each): (&mut usize, usize),
) -> Result<Top, TantivyError> {
    let scored = sort == Sort::Relevance && limit > 0;
    let scoring = if scored {
        EnableScoring::enabled_from_searcher(searcher)
    } else {
        EnableScoring::disabled_from_searcher(searcher)
    };
    let weight = query.weight(scoring)?;
    let mut best = Best { wanted: if limit == 0 { 0 } else { limit + offset }, list: Vec::new(), passed: None };
    let mut total = 0;
    for ((segment, columns), segment_ord) in searcher.segment_readers().iter().zip(columns).zip(0..) {
        let alive = segment.alive_bitset();
        let is_alive = |doc| alive.is_none_or(|alive| alive.is_alive(doc));
        let at = |doc_id| DocAddress { segment_ord, doc_id };
        if scored {
            let mut found = |doc, score: f32| {
                if is_alive(doc) {
                    total += 1;
                    // No score is below zero, and the bits of such numbers are in their order.
                    best.put(i64::from(score.max(0.0).to_bits()), at(doc));
                }
            };
            let all = usize::try_from(segment.max_doc()).unwrap_or(usize::MAX).saturating_mul(each);
            if all <= *room {
                let mut count = 0;
                // Takes half as long as step by step, and cannot be stopped.
                weight.for_each(segment, &mut |doc, score| {
                    count += 1;
                    found(doc, score);
                })?;
                *room = room.saturating_sub(count * each);
                continue;
            }
            let mut scorer = weight.scorer(segment, 1.0)?;
            while scorer.doc() != TERMINATED && *room > 0 {
                found(scorer.doc(), scorer.score());
                *room = room.saturating_sub(each);
                scorer.advance();
            }
        } else {
            let mut scorer = weight.scorer(segment, 1.0)?;
            let mut docs = [0; COLLECT_BLOCK_BUFFER_LEN];
            while *room > 0 {
                let filled = scorer.fill_buffer(&mut docs);
                for doc in docs.iter().take(filled).copied().filter(|doc| is_alive(*doc)) {
                    total += 1;
                    if best.wanted > 0 {
                        best.put(columns.time.first(doc).unwrap_or(i64::MIN), at(doc));
                    }
                }
                *room = room.saturating_sub(each * filled);
                if filled < COLLECT_BLOCK_BUFFER_LEN {
                    break;
                }
            }
        }
    }
    Ok(Top { total, hits: best.list().skip(offset).collect() })
}

/// The highest of many, which come in the order of their addresses.
struct Best {
    wanted: usize,
    list: Vec<(Reverse<i64>, DocAddress)>,
    /// So many are higher than this, or as high and earlier.
    passed: Option<i64>,
}

impl Best {
    fn put(&mut self, key: i64, at: DocAddress) {
        if self.passed.is_some_and(|passed| key <= passed) {
            return;
        }
        if self.list.len() >= self.wanted.saturating_mul(2).max(64) {
            self.cut();
        }
        self.list.push((Reverse(key), at));
    }

    fn cut(&mut self) {
        if self.wanted > 0 && self.wanted < self.list.len() {
            let (_, (least, _), _) = self.list.select_nth_unstable(self.wanted - 1);
            self.passed = Some(least.0);
            self.list.truncate(self.wanted);
        }
    }

    fn list(mut self) -> impl Iterator<Item = DocAddress> {
        self.cut();
        self.list.sort_unstable();
        self.list.into_iter().map(|(_, at)| at)
    }
}

#[cfg(test)]
mod tests {
    use tantivy::collector::TopDocs;

    use super::*;

    const WORDS: [&str; 6] = ["of", "the", "people", "city", "court", "water"];

    /// Texts of few words, so that most stand in most texts, in several parts with some deleted.
    fn index() -> (Open, Vec<String>) {
        let (schema, fields) = fields();
        let open = ready(tantivy::Index::create_in_ram(schema), fields).unwrap();
        let mut writer = writer(&open).unwrap();
        let mut dice = 7_u64;
        let mut texts = Vec::new();
        for n in 0..600_i64 {
            let text: Vec<&str> = (0..14)
                .map(|_| {
                    dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    WORDS[usize::try_from(dice >> 33).unwrap() % WORDS.len()]
                })
                .collect();
            let document = Document {
                is_story: false,
                id: Id(n),
                title: text[..4].join(" "),
                text: text.join(" "),
                outlets: vec![],
                languages: vec![],
                section: String::new(),
                time: n * 7_919 % 601,
            };
            writer.add_document(document.write(&open.fields)).unwrap();
            texts.push(document.text);
            if n % 150 == 149 {
                writer.delete_term(Term::from_field_text(open.fields.key, &key(false, Id(n - 9))));
                texts[usize::try_from(n).unwrap() - 9].clear();
                commit(&open, &mut writer, Mark::default()).unwrap();
            }
        }
        (open, texts)
    }

    fn asked(open: &Open, text: &str) -> (BooleanQuery, usize) {
        let parsed = query::parse(text);
        let query = conditions(&open.fields, &Query::default(), &parsed, &BTreeMap::new());
        (BooleanQuery::new(query), cost(&parsed))
    }

    #[test]
    fn a_phrase_is_found_exactly_where_it_stands() {
        let (open, texts) = index();
        let searcher = open.reader.searcher();
        let columns = open.columns(&searcher).unwrap();
        let count = |text: &str| {
            let found = top(&searcher, &columns, &asked(&open, text).0, Sort::Time, 0, 0, (&mut { ROOM }, 1)).unwrap();
            found.total
        };
        let holding = |wanted: &dyn Fn(&str) -> bool| texts.iter().filter(|t| !t.is_empty() && wanted(t)).count();
        // No word begins or ends like another.
        for a in WORDS {
            for b in WORDS {
                let two = format!("{a} {b}");
                assert_eq!(count(&format!("\"{two}\"")), holding(&|t| t.contains(&two)), "{two}");
                assert_eq!(count(&format!("-\"{two}\"")), holding(&|t| !t.contains(&two)), "not {two}");
                let three = format!("{a} {b} court");
                assert_eq!(count(&format!("\"{three}\"")), holding(&|t| t.contains(&three)), "{three}");
                let either = count(&format!("\"{two}\" OR \"{b} {b}\""));
                assert_eq!(
                    either,
                    holding(&|t| t.contains(&two) || t.contains(&format!("{b} {b}"))),
                    "{two} or {b} {b}"
                );
                let title = |t: &str| t.split(' ').take(4).collect::<Vec<_>>().join(" ").contains(&two);
                assert_eq!(count(&format!("title:\"{two}\"")), holding(&title), "title: {two}");
            }
        }
    }

    #[test]
    fn the_first_are_those_of_the_whole_list_and_a_search_without_room_ends() {
        let (open, _) = index();
        let searcher = open.reader.searcher();
        assert!(searcher.segment_readers().len() > 1);
        let columns = open.columns(&searcher).unwrap();
        for text in [
            "people",
            "city court",
            "\"of the\"",
            "water OR court",
            "people -\"the city\"",
            "\"of the\" OR \"the of\" court",
        ] {
            let (query, each) = asked(&open, text);
            let (by_score, count) =
                searcher.search(&query, &(TopDocs::with_limit(700).order_by_score(), Count)).unwrap();
            let by_time = TopDocs::with_limit(700).order_by_fast_field::<i64>("time", tantivy::Order::Desc);
            let by_time: Vec<DocAddress> =
                searcher.search(&query, &by_time).unwrap().into_iter().map(|(_, at)| at).collect();
            let by_score: Vec<DocAddress> = by_score.into_iter().map(|(_, at)| at).collect();
            for (sort, all) in [(Sort::Relevance, &by_score), (Sort::Time, &by_time)] {
                for (limit, offset) in [(20, 0), (20, 40), (1, 0), (700, 0), (20, 690)] {
                    let mut room = ROOM;
                    let found = top(&searcher, &columns, &query, sort, limit, offset, (&mut room, each)).unwrap();
                    let want: Vec<DocAddress> = all.iter().skip(offset).take(limit).copied().collect();
                    assert_eq!((found.total, found.hits), (count, want), "{text} {sort:?} {limit} {offset}");
                    assert!(room > 0 && room < ROOM);
                }
                // Room for a hundred: what is given was found, in order, and no more is looked at than a few over.
                let mut room = 100 * each;
                let found = top(&searcher, &columns, &query, sort, 20, 0, (&mut room, each)).unwrap();
                assert_eq!(room, 0);
                assert!(
                    found.total <= 100 + COLLECT_BLOCK_BUFFER_LEN && found.total < count,
                    "{text}: {}",
                    found.total
                );
                let places: Vec<usize> =
                    found.hits.iter().map(|hit| all.iter().position(|at| at == hit).unwrap()).collect();
                assert!(places.len() == 20 && places.is_sorted(), "{text} {sort:?}: {places:?}");
            }
        }
    }
}
