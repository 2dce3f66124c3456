//! What analysis found in articles: the whole as JSON, and rows to ask by speaker, name and day.

use std::collections::BTreeSet;

use model::{Analysis, Id, NameKind, Span};

use crate::changes::{self, ChangeKind};
use crate::takedowns::{self, Kind, statement_key};
use crate::text::{from_json, slug, to_json};
use crate::{Arg, Fault, Row, Tx, Value, args};

/// An analysis to be saved.
#[derive(Debug, Clone, Copy)]
pub struct New<'a> {
    /// The article.
    pub article: Id,
    /// Which of its readings.
    pub revision: i64,
    /// The article's outlet.
    pub outlet: Id,
    /// The article's instant ([`crate::articles::Head::instant`]).
    pub instant: i64,
    /// The version of the rules and weights that made it.
    pub version: &'a str,
    /// What was found.
    pub analysis: &'a Analysis,
    /// The text that the spans refer to ([`model::Article::body_text`]).
    pub text: &'a str,
    /// What grouping keeps of the article, as bytes; it starts from these after a change of holder.
    pub print: Option<&'a [u8]>,
}

/// Something somebody is reported to have said.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Statement {
    /// The article that reports it.
    pub article: Id,
    /// Its place in the article's analysis.
    pub n: i64,
    /// The speaker's slug; empty: not named.
    pub speaker: String,
    /// The speaker's name; empty: not named.
    pub name: String,
    /// The role given; empty: none.
    pub role: String,
    /// What was said, in the report's words.
    pub content: String,
    /// direct, mixed, indirect.
    pub kind: String,
    /// Who passed it on.
    pub second_hand: Option<String>,
    /// The article's instant.
    pub instant: i64,
    /// The article's outlet.
    pub outlet: Id,
}

/// A person, organisation or place over all articles.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Name {
    /// For addresses.
    pub slug: String,
    /// The form most articles use.
    pub name: String,
    /// What most articles take it for.
    pub kind: NameKind,
    /// In how many articles it stands.
    pub articles: i64,
}

/// A dated event told in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    /// The article that tells it.
    pub article: Id,
    /// Its place in the article's analysis.
    pub n: i64,
    /// First day, `2026-03-02`.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
    /// day, month, year, part, deadline.
    pub exactness: String,
    /// The sentence that tells it.
    pub sentence: String,
}

/// Saves an analysis with its rows, in place of an earlier one. Names and statements that were taken down are left out.
pub fn save(tx: &mut Tx, new: &New) -> Result<(), Fault> {
    save_all(tx, std::slice::from_ref(new))
}

/// [`save`] for a batch, which costs a server fewer journeys.
pub fn save_all(tx: &mut Tx, batch: &[New]) -> Result<(), Fault> {
    let down = Down::load(tx)?;
    let mut rows = Rows::default();
    for new in batch {
        let chars: Vec<char> = new.text.chars().collect();
        let said = |n: usize| Some(words(&chars, &new.analysis.statements.get(n)?.content));
        let happened = |n: usize| Some(words(&chars, &[new.analysis.happenings.get(n)?.sentence]));
        let left = down.left(new.analysis, said, happened);
        let new = &New { analysis: left.as_ref().unwrap_or(new.analysis), ..*new };
        if state(tx, new.article)?.is_some() {
            for table in ["statement", "name", "happening"] {
                tx.execute(&format!("delete from {table} where article = ?1"), args![new.article])?;
            }
        }
        tx.execute(
            "insert into analysis (article, revision, version, doc, print) values (?1, ?2, ?3, ?4, ?5)
             on conflict (article) do update set revision = excluded.revision, version = excluded.version,
                doc = excluded.doc, print = excluded.print",
            args![new.article, new.revision, new.version, &to_json(new.analysis)?, new.print],
        )?;
        add_statements(new, &chars, &mut rows)?;
        add_names(new, &mut rows)?;
        add_happenings(new, &chars, &mut rows);
        changes::note(tx, ChangeKind::Article, new.article);
    }
    rows.insert(tx)
}

/// Takes what was taken down since out of an article's analysis and its rows. The words of statements are those of the rows:
/// the text may be gone.
pub(crate) fn weed(tx: &mut Tx, article: Id) -> Result<(), Fault> {
    let Some(analysis) = get(tx, article)? else { return Ok(()) };
    let down = Down::load(tx)?;
    let (said, happened) = (statements(tx, article)?, happenings(tx, article)?);
    // A row has the number of its place in the analysis.
    let place = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
    let content = |n: usize| said.iter().find(|s| place(s.n) == n).map(|s| s.content.clone());
    let sentence = |n: usize| happened.iter().find(|h| place(h.n) == n).map(|h| h.sentence.clone());
    let Some(left) = down.left(&analysis, content, sentence) else { return Ok(()) };
    tx.execute("update analysis set doc = ?2 where article = ?1", args![article, &to_json(&left)?])?;
    let slugs: BTreeSet<String> = left.names.iter().map(|name| slug(&name.name)).collect();
    for name in names(tx, article)?.into_iter().filter(|name| !slugs.contains(&name.slug)) {
        tx.execute("delete from name where article = ?1 and slug = ?2", args![article, &name.slug])?;
    }
    let mut rows = Rows::default();
    let kept = said.iter().filter(|s| down.permits(&analysis, place(s.n), Some(&s.content)));
    for (n, (s, statement)) in (0..).zip(kept.zip(&left.statements)) {
        let second_hand = statement.second_hand.as_ref().map(|second| second.name.clone());
        rows.add_statement(&Statement { n, second_hand, ..s.clone() });
    }
    for (n, h) in (0..).zip(happened.iter().filter(|h| !takedowns::mentions(&down.names, &h.sentence))) {
        rows.add_happening(&Happening { n, ..h.clone() });
    }
    for table in ["statement", "happening"] {
        tx.execute(&format!("delete from {table} where article = ?1"), args![article])?;
    }
    changes::note(tx, ChangeKind::Article, article);
    rows.insert(tx)
}

/// What was taken down of names and statements.
struct Down {
    names: BTreeSet<String>,
    statements: BTreeSet<String>,
}

impl Down {
    fn load(tx: &mut Tx) -> Result<Self, Fault> {
        Ok(Self { names: takedowns::keys(tx, Kind::Name)?, statements: takedowns::keys(tx, Kind::Statement)? })
    }

    /// Was this name taken down, or one of its fuller other forms?
    fn has(&self, name: &model::Name) -> bool {
        let fuller = name.aliases.iter().map(|alias| slug(alias)).filter(|alias| alias.contains('-'));
        std::iter::once(slug(&name.name)).chain(fuller).any(|slug| self.names.contains(&slug))
    }

    /// May the statement of this number stand?
    fn permits(&self, analysis: &Analysis, n: usize, content: Option<&str>) -> bool {
        let Some(statement) = analysis.statements.get(n) else { return false };
        let name = statement.speaker.clone().unwrap_or_default();
        let speaker = slug(&name);
        let down = self.names.contains(&speaker)
            || analysis.names.iter().any(|known| known.name == name && self.has(known))
            || content.is_some_and(|content| {
                self.statements.contains(&statement_key(&speaker, content)) || takedowns::mentions(&self.names, content)
            });
        !down
    }

    /// An analysis without what was taken down; `None`: nothing of it was. The words of its statements and happenings are given by
    /// their places.
    fn left(
        &self,
        analysis: &Analysis,
        content: impl Fn(usize) -> Option<String>,
        sentence: impl Fn(usize) -> Option<String>,
    ) -> Option<Analysis> {
        if self.names.is_empty() && self.statements.is_empty() {
            return None;
        }
        let second = |s: &model::Statement| s.second_hand.as_ref().is_some_and(|s| self.names.contains(&slug(&s.name)));
        let mut left = analysis.clone();
        left.names.retain(|name| !self.has(name));
        let mut n = 0;
        left.statements.retain(|_| {
            n += 1;
            self.permits(analysis, n - 1, content(n - 1).as_deref())
        });
        let mut n = 0;
        left.happenings.retain(|_| {
            n += 1;
            sentence(n - 1).is_none_or(|sentence| !takedowns::mentions(&self.names, &sentence))
        });
        for statement in left.statements.iter_mut().filter(|statement| second(statement)) {
            statement.second_hand = None;
        }
        (left != *analysis).then_some(left)
    }
}

/// The values of the rows of a batch, one after the other.
#[derive(Default)]
struct Rows {
    statements: Vec<Value>,
    names: Vec<Value>,
    happenings: Vec<Value>,
}

impl Rows {
    fn add_statement(&mut self, s: &Statement) {
        self.statements.extend([
            Value::Int(s.article.0),
            Value::Int(s.n),
            Value::Text(s.speaker.clone()),
            Value::Text(s.name.clone()),
            Value::Text(s.role.clone()),
            Value::Text(s.content.clone()),
            Value::Text(s.kind.clone()),
            s.second_hand.clone().map_or(Value::Null, Value::Text),
            Value::Int(s.instant),
            Value::Int(s.outlet.0),
        ]);
    }

    fn add_happening(&mut self, h: &Happening) {
        self.happenings.extend([
            Value::Int(h.article.0),
            Value::Int(h.n),
            h.first.clone().map_or(Value::Null, Value::Text),
            h.last.clone().map_or(Value::Null, Value::Text),
            Value::Text(h.exactness.clone()),
            Value::Text(h.sentence.clone()),
        ]);
    }

    fn insert(&self, tx: &mut Tx) -> Result<(), Fault> {
        for (into, width, values) in [
            (
                "insert into statement (article, n, speaker, name, role, content, kind, second_hand, instant, outlet)",
                10,
                &self.statements,
            ),
            ("insert into name (article, slug, name, kind, instant)", 5, &self.names),
            ("insert into happening (article, n, first, last, exactness, sentence)", 6, &self.happenings),
        ] {
            let values: Vec<Arg> = values.iter().map(Value::arg).collect();
            tx.insert(into, width, "", &values)?;
        }
        Ok(())
    }
}

/// The words of spans; pieces are joined by an ellipsis.
fn words(chars: &[char], spans: &[Span]) -> String {
    let at = |n: u32| usize::try_from(n).unwrap_or(usize::MAX).min(chars.len());
    let pieces: Vec<String> = spans
        .iter()
        .filter_map(|span| chars.get(at(span.start)..at(span.end)))
        .map(|part| part.iter().collect())
        .collect();
    pieces.join(" … ")
}

fn kind_word(kind: &impl serde::Serialize) -> Result<String, Fault> {
    Ok(to_json(kind)?.trim_matches('"').to_owned())
}

fn add_statements(new: &New, chars: &[char], rows: &mut Rows) -> Result<(), Fault> {
    for (n, statement) in (0..).zip(&new.analysis.statements) {
        let name = statement.speaker.clone().unwrap_or_default();
        rows.add_statement(&Statement {
            article: new.article,
            n,
            speaker: slug(&name),
            name,
            role: statement.role.clone().unwrap_or_default(),
            content: words(chars, &statement.content),
            kind: kind_word(&statement.kind)?,
            second_hand: statement.second_hand.as_ref().map(|second| second.name.clone()),
            instant: new.instant,
            outlet: new.outlet,
        });
    }
    Ok(())
}

fn add_names(new: &New, rows: &mut Rows) -> Result<(), Fault> {
    let mut seen = BTreeSet::new();
    for name in &new.analysis.names {
        let slug = slug(&name.name);
        if slug.is_empty() || !seen.insert(slug.clone()) {
            continue;
        }
        rows.names.extend([
            Value::Int(new.article.0),
            Value::Text(slug),
            Value::Text(name.name.clone()),
            Value::Text(kind_word(&name.kind)?),
            Value::Int(new.instant),
        ]);
    }
    Ok(())
}

fn add_happenings(new: &New, chars: &[char], rows: &mut Rows) {
    let day = |date: Option<jiff::civil::Date>| date.map(|date| date.to_string());
    for (n, happening) in (0..).zip(&new.analysis.happenings) {
        rows.add_happening(&Happening {
            article: new.article,
            n,
            first: day(happening.begin),
            last: day(happening.end),
            exactness: happening.precision.clone(),
            sentence: words(chars, &[happening.sentence]),
        });
    }
}

/// The analysis of an article.
pub fn get(tx: &mut Tx, article: Id) -> Result<Option<Analysis>, Fault> {
    tx.one("select doc from analysis where article = ?1", args![article])?
        .map(|mut row| from_json(&row.text()?))
        .transpose()
}

/// Which reading was analysed, and by which version of the rules; `None`: none yet.
pub fn state(tx: &mut Tx, article: Id) -> Result<Option<(i64, String)>, Fault> {
    tx.one("select revision, version from analysis where article = ?1", args![article])?
        .map(|mut row| Ok((row.int()?, row.text()?)))
        .transpose()
}

/// What grouping keeps of an article: its arrival, its id, the bytes; none where it has not been analysed yet.
pub type Print = (i64, Id, Option<Vec<u8>>);

/// What grouping keeps of the articles that arrived after a number, in order.
pub fn prints(tx: &mut Tx, after: i64, limit: usize) -> Result<Vec<Print>, Fault> {
    tx.list(
        "select article.arrival, article.id, analysis.print from article left join analysis on analysis.article = article.id
         where article.arrival > ?1 order by article.arrival limit ?2",
        args![after, limit],
        |mut row| Ok((row.int()?, row.id()?, row.maybe_bytes()?)),
    )
}

const STATEMENT: &str = "select statement.article, statement.n, statement.speaker, statement.name, statement.role,
    statement.content, statement.kind, statement.second_hand, statement.instant, statement.outlet from statement";

/// A copy only says again what its origin says.
const OWN: &str = "not exists (select 1 from copy where copy.article = statement.article)";

fn read_statement(mut row: Row) -> Result<Statement, Fault> {
    Ok(Statement {
        article: row.id()?,
        n: row.int()?,
        speaker: row.text()?,
        name: row.text()?,
        role: row.text()?,
        content: row.text()?,
        kind: row.text()?,
        second_hand: row.maybe_text()?,
        instant: row.int()?,
        outlet: row.id()?,
    })
}

/// An article's statements.
pub fn statements(tx: &mut Tx, article: Id) -> Result<Vec<Statement>, Fault> {
    tx.list(&format!("{STATEMENT} where article = ?1 order by n"), args![article], read_statement)
}

/// The statements in a story's reports, report by report in the story's order.
pub fn statements_in_story(tx: &mut Tx, story: Id) -> Result<Vec<Statement>, Fault> {
    tx.list(
        &format!(
            "{STATEMENT} join member on member.article = statement.article where member.story = ?1
             order by member.place, statement.article, statement.n"
        ),
        args![story],
        read_statement,
    )
}

/// What a speaker is reported to have said, the latest first; `before` is the instant where the page before ended.
pub fn statements_by(tx: &mut Tx, speaker: &str, before: Option<i64>, limit: usize) -> Result<Vec<Statement>, Fault> {
    tx.list(
        &format!(
            "{STATEMENT} where speaker = ?1 and instant < ?2 and {OWN} order by instant desc, article, n limit ?3"
        ),
        args![speaker, before.unwrap_or(i64::MAX), limit],
        read_statement,
    )
}

/// What others, by name, say in articles that speak of a name, where the statement itself has its name in it; the latest first.
pub fn statements_about(tx: &mut Tx, slug: &str, before: Option<i64>, limit: usize) -> Result<Vec<Statement>, Fault> {
    let statements = tx.list(
        &format!(
            "{STATEMENT} join name on name.article = statement.article and name.slug = ?1
             where statement.instant < ?2 and statement.speaker not in (?1, '') and {OWN}
             order by statement.instant desc, statement.article, statement.n limit ?3"
        ),
        args![slug, before.unwrap_or(i64::MAX), limit.saturating_mul(20)],
        read_statement,
    )?;
    let last = slug.rsplit('-').next().unwrap_or(slug);
    let speaks_of = |s: &Statement| crate::slug(&s.content).split('-').any(|word| word == last);
    Ok(statements.into_iter().filter(speaks_of).take(limit).collect())
}

/// The names in an article.
pub fn names(tx: &mut Tx, article: Id) -> Result<Vec<Name>, Fault> {
    tx.list("select slug, name, kind, 1 from name where article = ?1 order by slug", args![article], read_name)
}

fn read_name(mut row: Row) -> Result<Name, Fault> {
    Ok(Name {
        slug: row.text()?,
        name: row.text()?,
        kind: from_json(&format!("\"{}\"", row.text()?)).unwrap_or(NameKind::Person),
        articles: row.int()?,
    })
}

/// The names in a story's reports, those in most reports first; `articles` counts the story's reports alone.
pub fn names_in_story(tx: &mut Tx, story: Id, limit: usize) -> Result<Vec<Name>, Fault> {
    tx.list(
        "select name.slug, min(name.name), min(name.kind), count(*) from name join member on member.article = name.article
         where member.story = ?1 group by name.slug order by 4 desc, name.slug limit ?2",
        args![story, limit],
        read_name,
    )
}

/// A name over all articles; `None`: no article has it.
pub fn name(tx: &mut Tx, slug: &str) -> Result<Option<Name>, Fault> {
    let forms = tx.list(
        "select slug, name, kind, count(*) from name where slug = ?1 group by slug, name, kind order by 4 desc, name, kind",
        args![slug],
        read_name,
    )?;
    let articles = forms.iter().map(|form| form.articles).sum();
    Ok(forms.into_iter().next().map(|form| Name { articles, ..form }))
}

/// The articles a name stands in, the latest first: (article, instant).
pub fn articles_with(tx: &mut Tx, slug: &str, before: Option<i64>, limit: usize) -> Result<Vec<(Id, i64)>, Fault> {
    tx.list(
        "select article, instant from name where slug = ?1 and instant < ?2 order by instant desc, article limit ?3",
        args![slug, before.unwrap_or(i64::MAX), limit],
        |mut row| Ok((row.id()?, row.int()?)),
    )
}

/// The stories a name stands in, the latest first, with how many of their reports have it.
pub fn stories_with(tx: &mut Tx, slug: &str, limit: usize) -> Result<Vec<(Id, i64)>, Fault> {
    tx.list(
        "select member.story, count(*) from name join member on member.article = name.article where name.slug = ?1
         group by member.story order by max(name.instant) desc, member.story limit ?2",
        args![slug, limit],
        |mut row| Ok((row.id()?, row.int()?)),
    )
}

/// The stories of the latest articles with a name, with how many of these each has; so many articles are looked at.
pub fn stories_of_latest_with(tx: &mut Tx, slug: &str, articles: usize) -> Result<Vec<(Id, i64)>, Fault> {
    tx.list(
        "select member.story, count(*) from member
         join (select article from name where slug = ?1 order by instant desc limit ?2) latest on latest.article = member.article
         group by member.story order by member.story",
        args![slug, articles],
        |mut row| Ok((row.id()?, row.int()?)),
    )
}

/// The names most articles since then speak of.
pub fn top_names(tx: &mut Tx, since: i64, limit: usize) -> Result<Vec<Name>, Fault> {
    tx.list(
        "select slug, min(name), min(kind), count(*) from name where instant >= ?1 group by slug order by 4 desc, slug limit ?2",
        args![since, limit],
        read_name,
    )
}

const HAPPENING: &str = "select happening.article, happening.n, happening.first, happening.last, happening.exactness,
    happening.sentence from happening";

fn read_happening(mut row: Row) -> Result<Happening, Fault> {
    Ok(Happening {
        article: row.id()?,
        n: row.int()?,
        first: row.maybe_text()?,
        last: row.maybe_text()?,
        exactness: row.text()?,
        sentence: row.text()?,
    })
}

/// The happenings told in an article.
pub fn happenings(tx: &mut Tx, article: Id) -> Result<Vec<Happening>, Fault> {
    tx.list(&format!("{HAPPENING} where article = ?1 order by n"), args![article], read_happening)
}

/// The happenings told in a story's reports, report by report in the story's order.
pub fn happenings_in_story(tx: &mut Tx, story: Id) -> Result<Vec<Happening>, Fault> {
    tx.list(
        &format!(
            "{HAPPENING} join member on member.article = happening.article where member.story = ?1
             order by member.place, happening.article, happening.n"
        ),
        args![story],
        read_happening,
    )
}
