//! The two engines behind one door: [`Store`] opens, [`Tx`] speaks one SQL text to either.

mod postgres;
mod sqlite;
mod tls;
mod value;

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, Transaction, TransactionBehavior};

use self::postgres::{Connected, Postgres};
use self::sqlite::Sqlite;
pub use self::value::{Arg, Row, Value};
use crate::changes::ChangeKind;
use crate::{Fault, FaultKind, args, schema};

/// Who opens the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// The hub. On SQLite it locks the data directory and frees what a killed hub had claimed.
    #[default]
    Hub,
    /// A command beside a running hub (`outlets add`, `users reset`, `backup`): no lock, short transactions.
    Beside,
}

/// How a store is opened.
#[derive(Debug, Clone)]
pub struct Options {
    /// Who opens it.
    pub access: Access,
    /// SQLite: readers kept open while idle, 2 MiB of cache each.
    pub readers: usize,
    /// PostgreSQL: connections at most.
    pub connections: usize,
    /// PostgreSQL with `sslmode=require`: a PEM file of the authorities that may vouch for the server; `None`: those of
    /// the public web. Without `sslmode=require` the connection is not encrypted: for a server on this machine.
    pub authorities: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Self {
        Self { access: Access::Hub, readers: 4, connections: 8, authorities: None }
    }
}

/// An open store; cheap to clone. Its functions block: never call them from a thread that runs async tasks.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Engine,
    /// How many changes this process has written, for those who wait for one.
    written: Mutex<u64>,
    bell: Condvar,
}

enum Engine {
    Sqlite(Sqlite),
    Postgres(Postgres),
}

/// How often a transaction that others stood in the way of runs again before its fault is given back.
const ATTEMPTS: u32 = 12;

impl Store {
    /// Opens the database at `address`, the path of a SQLite file or `postgres://…`, makes or migrates its tables.
    /// A newer version's, a foreign or a damaged one is refused with a sentence that says what to do, and left as it was.
    pub fn open(address: &str, options: &Options) -> Result<Self, Fault> {
        let engine = if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            Engine::Postgres(Postgres::new(address, options)?)
        } else {
            Engine::Sqlite(Sqlite::open(Path::new(address), options)?)
        };
        let store = Self { inner: Arc::new(Inner { engine, written: Mutex::new(0), bell: Condvar::new() }) };
        schema::migrate(&store)?;
        if options.access == Access::Hub && store.is_sqlite() {
            store.write(crate::work::free_all)?;
        }
        Ok(store)
    }

    /// Is it a file here (true) or a server (false)?
    pub fn is_sqlite(&self) -> bool {
        matches!(self.inner.engine, Engine::Sqlite(_))
    }

    /// The SQLite file.
    pub fn path(&self) -> Option<&Path> {
        match &self.inner.engine {
            Engine::Sqlite(sqlite) => Some(sqlite.path()),
            Engine::Postgres(_) => None,
        }
    }

    /// Runs `f` on one consistent snapshot. `f` may run again: it must not change what it holds in a way that matters.
    pub fn read<T>(&self, mut f: impl FnMut(&mut Tx<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        again(|| match &self.inner.engine {
            Engine::Sqlite(sqlite) => {
                let reader = sqlite.take_reader()?;
                let answer = read_sqlite(&reader, &mut f);
                sqlite.give_reader(reader);
                answer
            }
            Engine::Postgres(pool) => {
                with_connection(pool, "begin isolation level repeatable read, read only", |tx| f(tx))
                    .map(|(answer, _)| answer)
            }
        })
    }

    /// Runs `f` in a transaction that is committed when `f` returns `Ok`, on the disk when this returns. `f` may run again
    /// (another transaction in the way, a connection lost): everything it does must go through the transaction. On SQLite
    /// there is one writer: a write inside a write is a mistake and answered so.
    pub fn write<T>(&self, mut f: impl FnMut(&mut Tx<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        let (answer, changes) = again(|| match &self.inner.engine {
            Engine::Sqlite(sqlite) => {
                let _turn = Turn::take(Arc::as_ptr(&self.inner).addr())?;
                write_sqlite(&sqlite.writer(), &mut f)
            }
            Engine::Postgres(pool) => with_connection(pool, "begin", |tx| f(tx)),
        })?;
        if changes > 0 {
            let mut written = self.inner.written.lock().unwrap_or_else(PoisonError::into_inner);
            *written = written.wrapping_add(changes);
            self.inner.bell.notify_all();
        }
        Ok(answer)
    }

    /// How many changes this process has written so far: what [`Store::wait`] waits to move.
    pub fn written(&self) -> u64 {
        *self.inner.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until this process has written a change after `seen` (from [`Store::written`]), at most `timeout`; the new
    /// count. It only wakes: other processes' changes ring no bell here, so look into the list anyway.
    pub fn wait(&self, seen: u64, timeout: Duration) -> u64 {
        let written = self.inner.written.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.inner.bell.wait_timeout_while(written, timeout, |written| *written == seen);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

thread_local! {
    /// The stores that this thread is writing to, by address.
    static WRITING: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// This thread's turn as the writer of a store; a second one at once would wait for itself for ever.
struct Turn;

impl Turn {
    fn take(store: usize) -> Result<Self, Fault> {
        WRITING.with_borrow_mut(|writing| {
            if writing.contains(&store) {
                return Err(Fault::bug("a write inside a write to the same store"));
            }
            writing.push(store);
            Ok(Self)
        })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        WRITING.with_borrow_mut(Vec::pop);
    }
}

/// Runs `f` again while others stand in its way, and once more where an idle connection turned out to be dead. Not where the end of a
/// transaction is not known: it would be written twice.
fn again<T>(mut f: impl FnMut() -> Result<T, Fault>) -> Result<T, Fault> {
    let mut pause = Duration::from_millis(2);
    let mut lost = 0;
    for _ in 0..ATTEMPTS {
        match f() {
            Err(fault) if fault.kind == FaultKind::Busy => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(500));
            }
            Err(fault) if fault.kind == FaultKind::Away && lost < 1 => lost += 1,
            other => return other,
        }
    }
    f()
}

fn read_sqlite<T>(reader: &Connection, f: &mut impl FnMut(&mut Tx<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
    let transaction = Transaction::new_unchecked(reader, TransactionBehavior::Deferred)?;
    f(&mut Tx { link: Link::Sqlite(&transaction), changes: Vec::new() })
}

fn write_sqlite<T>(
    writer: &Connection,
    f: &mut impl FnMut(&mut Tx<'_>) -> Result<T, Fault>,
) -> Result<(T, u64), Fault> {
    let transaction = Transaction::new_unchecked(writer, TransactionBehavior::Immediate)?;
    let mut tx = Tx { link: Link::Sqlite(&transaction), changes: Vec::new() };
    let answer = f(&mut tx)?;
    let changes = crate::changes::flush(&mut tx)?;
    transaction.commit()?;
    Ok((answer, changes))
}

/// Runs `f` between `begin` and `commit` on a pooled connection, which goes back to the pool if it is fit for it.
fn with_connection<T>(
    pool: &Postgres,
    begin: &str,
    mut f: impl FnMut(&mut Tx<'_>) -> Result<T, Fault>,
) -> Result<(T, u64), Fault> {
    let mut connected = pool.take()?;
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        connected.batch(begin)?;
        let mut tx = Tx { link: Link::Postgres(&mut connected), changes: Vec::new() };
        let answer = f(&mut tx)?;
        let changes = crate::changes::flush(&mut tx)?;
        connected.batch("commit").map_err(|fault| match fault.kind {
            FaultKind::Away => Fault { kind: FaultKind::Unsure, ..fault },
            _ => fault,
        })?;
        Ok::<_, Fault>((answer, changes))
    }));
    let away = matches!(&outcome, Ok(Err(fault)) if matches!(fault.kind, FaultKind::Away | FaultKind::Unsure));
    let fit = matches!(outcome, Ok(Ok(_))) || !away && connected.batch("rollback").is_ok();
    if fit {
        pool.give(connected)
    } else {
        pool.gone(away)
    }
    outcome.unwrap_or_else(|panic| resume_unwind(panic))
}

/// A transaction. One SQL text for both engines: `?1`, the types bigint, text, double precision and bytea, and in square
/// brackets what only engines with row locks understand (`[for update skip locked]`).
pub struct Tx<'c> {
    link: Link<'c>,
    pub(crate) changes: Vec<(ChangeKind, i64)>,
}

enum Link<'c> {
    Sqlite(&'c Connection),
    Postgres(&'c mut Connected),
}

impl Tx<'_> {
    /// Runs a statement; how many rows it touched.
    pub fn execute(&mut self, sql: &str, args: &[Arg]) -> Result<u64, Fault> {
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::execute(connection, sql, args),
            Link::Postgres(connected) => connected.execute(sql, args),
        }
    }

    /// Inserts rows of `width` values each: `into` is "insert into t (a, b)", `tail` what follows the values ("on conflict …").
    /// Sixteen rows a statement where each statement is a journey to a server.
    pub fn insert(&mut self, into: &str, width: usize, tail: &str, values: &[Arg]) -> Result<(), Fault> {
        let at_once = if matches!(self.link, Link::Sqlite(_)) { 1 } else { 16 };
        let mut chunks = values.chunks_exact(width.max(1) * at_once);
        let sql = rows_sql(into, width, at_once, tail);
        for chunk in &mut chunks {
            self.execute(&sql, chunk)?;
        }
        let sql = rows_sql(into, width, 1, tail);
        for row in chunks.remainder().chunks_exact(width.max(1)) {
            self.execute(&sql, row)?;
        }
        Ok(())
    }

    /// The rows of an answer.
    pub fn query(&mut self, sql: &str, args: &[Arg]) -> Result<Vec<Row>, Fault> {
        match &mut self.link {
            Link::Sqlite(connection) => {
                let mut rows = Vec::new();
                sqlite::each(connection, sql, args, |row| {
                    rows.push(row);
                    Ok(())
                })?;
                Ok(rows)
            }
            Link::Postgres(connected) => connected.query(sql, args),
        }
    }

    /// The rows of an answer, each read by `f`.
    pub fn list<T>(
        &mut self,
        sql: &str,
        args: &[Arg],
        f: impl FnMut(Row) -> Result<T, Fault>,
    ) -> Result<Vec<T>, Fault> {
        self.query(sql, args)?.into_iter().map(f).collect()
    }

    /// The first row of an answer, if there is one.
    pub fn one(&mut self, sql: &str, args: &[Arg]) -> Result<Option<Row>, Fault> {
        Ok(self.query(sql, args)?.into_iter().next())
    }

    /// The number in the first column of the first row; 0 where there is none or it is null.
    pub fn number(&mut self, sql: &str, args: &[Arg]) -> Result<i64, Fault> {
        self.one(sql, args)?.map_or(Ok(0), |mut row| Ok(row.maybe_int()?.unwrap_or(0)))
    }

    /// Hands the rows of a long answer without parameters to `f`, a few at a time.
    pub fn each(&mut self, sql: &str, f: impl FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault> {
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::each(connection, sql, &[], f),
            Link::Postgres(connected) => connected.each(sql, f),
        }
    }

    /// The names of a table's columns, in order.
    pub(crate) fn columns(&mut self, table: &str) -> Result<Vec<String>, Fault> {
        match &mut self.link {
            Link::Sqlite(connection) => sqlite::columns(connection, table),
            Link::Postgres(connected) => connected.columns(table),
        }
    }

    /// Runs several statements without parameters (migrations).
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        match &mut self.link {
            Link::Sqlite(connection) => Ok(connection.execute_batch(&sqlite::localised(sql))?),
            Link::Postgres(connected) => connected.migrate(&postgres::localised(sql)),
        }
    }

    /// Is there such a table?
    pub(crate) fn has_table(&mut self, table: &str) -> Result<bool, Fault> {
        let sql = match &self.link {
            Link::Sqlite(_) => "select count(*) from sqlite_master where type = 'table' and name = ?1",
            Link::Postgres(_) => {
                "select count(*) from information_schema.tables where table_schema = current_schema() and table_name = ?1"
            }
        };
        Ok(self.number(sql, args![table])? > 0)
    }

    /// Bytes on a PostgreSQL server's disk of a table with its indexes.
    pub(crate) fn bytes_of(&mut self, table: &str) -> Result<i64, Fault> {
        self.number("select pg_total_relation_size(cast(cast(?1 as text) as regclass))", args![table])
    }
}

/// "insert into t (a, b) values (?1, ?2), (?3, ?4) on conflict …".
fn rows_sql(into: &str, width: usize, rows: usize, tail: &str) -> String {
    let row = |i: usize| (1..=width).map(|n| format!("?{}", i * width + n)).collect::<Vec<_>>().join(", ");
    let values = (0..rows).map(|i| format!("({})", row(i))).collect::<Vec<_>>().join(", ");
    format!("{into} values {values} {tail}")
}
