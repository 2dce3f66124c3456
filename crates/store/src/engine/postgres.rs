//! The PostgreSQL half: a small pool of connections, each with its prepared statements.

use std::fmt::Write as _;
use std::future::Future;
use std::str::FromStr;
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use rustc_hash::FxHashMap;
use tokio::runtime::{Builder, Runtime};
use tokio_postgres::config::SslMode;
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Config, NoTls, Socket, Statement};

use super::Options;
use super::tls::Tls;
use super::value::{Arg, Row, Value};
use crate::{Fault, FaultKind};

/// A host that does not answer is given up after this time, so that the next one of the address is tried.
const CONNECT: Duration = Duration::from_secs(5);
/// A server that takes a connection and then says nothing is given up after this time.
const GREET: Duration = Duration::from_secs(10);
/// An answer that takes longer than this will not come: the server hangs, or the net between drops what we send.
const ANSWER: Duration = Duration::from_secs(30);
/// The same of a migration, which may rewrite large tables.
const ANSWER_LONG: Duration = Duration::from_secs(3_600);
/// How long to wait for one of our connections to be free.
const TURN: Duration = Duration::from_secs(10);
/// What each connection tells the server: to give up on a statement before we do, and to end a transaction whose client was lost without
/// a word, since its locks would hold up the other nodes.
const MANNERS: &str = "set statement_timeout = '25s'; set idle_in_transaction_session_timeout = '60s'";

/// A connection with its prepared statements.
pub(crate) struct Connected {
    client: Client,
    /// Drives the connection while a call waits for its answer, on the thread that calls.
    runtime: Runtime,
    statements: FxHashMap<String, Statement>,
}

/// A pool of connections to one database.
pub(crate) struct Postgres {
    config: Config,
    /// Set where the address says `sslmode=require`.
    tls: Option<Tls>,
    pool: Mutex<Pool>,
    back: Condvar,
    connections_max: usize,
}

#[derive(Default)]
struct Pool {
    idle: Vec<Connected>,
    open: usize,
}

impl Postgres {
    /// Reads the address; connects when the first connection is wanted.
    pub(crate) fn new(address: &str, options: &Options) -> Result<Self, Fault> {
        let mut config = Config::from_str(address).map_err(|e| {
            let why = std::error::Error::source(&e).map_or_else(|| e.to_string(), ToString::to_string);
            Fault::new(FaultKind::Refused, format!("the setting `store` is no address of a PostgreSQL database: {why}"))
        })?;
        config.application_name("broadsheet");
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        config.tcp_user_timeout(Duration::from_secs(10));
        let tls = match config.get_ssl_mode() {
            SslMode::Require => Some(Tls::new(options.authorities.as_deref())?),
            _ => None,
        };
        Ok(Self {
            config,
            tls,
            pool: Mutex::default(),
            back: Condvar::new(),
            connections_max: options.connections.max(1),
        })
    }

    /// A connection, idle or new; waits where all are in use.
    pub(crate) fn take(&self) -> Result<Connected, Fault> {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            while let Some(connected) = pool.idle.pop() {
                if !connected.client.is_closed() {
                    return Ok(connected);
                }
                pool.open -= 1;
            }
            if pool.open < self.connections_max {
                break;
            }
            let (waited, late) = self.back.wait_timeout(pool, TURN).unwrap_or_else(PoisonError::into_inner);
            if late.timed_out() {
                return Err(Fault::new(FaultKind::Away, "the database is slow: all connections to it are in use"));
            }
            pool = waited;
        }
        pool.open += 1;
        drop(pool);
        let connected = match &self.tls {
            Some(tls) => Connected::new(&self.config, tls.clone()),
            None => Connected::new(&self.config, NoTls),
        };
        connected.inspect_err(|_| self.gone(true))
    }

    /// Gives a connection back that is fit for the next one.
    pub(crate) fn give(&self, connected: Connected) {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner).idle.push(connected);
        self.back.notify_one();
    }

    /// One connection fewer; if the database went away, the idle ones are as dead as it.
    pub(crate) fn gone(&self, with_idle: bool) {
        let mut pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        pool.open -= 1;
        let dead = if with_idle { std::mem::take(&mut pool.idle) } else { Vec::new() };
        pool.open -= dead.len();
        drop(pool);
        self.back.notify_all();
    }
}

/// Runs what a server is to answer, at most this long.
fn wait<T>(
    runtime: &Runtime,
    most: Duration,
    answer: impl Future<Output = Result<T, tokio_postgres::Error>>,
) -> Result<T, Fault> {
    // Inside, since a timer belongs to its runtime.
    match runtime.block_on(async { tokio::time::timeout(most, answer).await }) {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(Fault::new(FaultKind::Away, "the database does not answer")),
    }
}

impl Connected {
    fn new<T>(config: &Config, tls: T) -> Result<Self, Fault>
    where
        T: MakeTlsConnect<Socket>,
        T::Stream: Send + 'static,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|e| Fault::new(FaultKind::Away, format!("no connection can be opened: {e}")))?;
        let client = wait(&runtime, GREET, async {
            let (client, connection) = config.connect(tls).await?;
            tokio::spawn(connection);
            client.batch_execute(MANNERS).await?;
            Ok(client)
        })?;
        Ok(Self { client, runtime, statements: FxHashMap::default() })
    }

    /// Runs statements without parameters, such as `begin`.
    pub(crate) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        wait(&self.runtime, ANSWER, self.client.batch_execute(sql))
    }

    /// Runs the statements of a migration.
    pub(crate) fn migrate(&mut self, sql: &str) -> Result<(), Fault> {
        let sql = format!("set local statement_timeout = 0; {sql}");
        wait(&self.runtime, ANSWER_LONG, self.client.batch_execute(&sql))
    }

    /// Runs a statement; how many rows it touched.
    pub(crate) fn execute(&mut self, sql: &str, args: &[Arg]) -> Result<u64, Fault> {
        let statement = self.prepare(sql)?;
        wait(&self.runtime, ANSWER, self.client.execute(&statement, &refs(args))).map_err(|e| told(sql, e))
    }

    /// The rows of an answer.
    pub(crate) fn query(&mut self, sql: &str, args: &[Arg]) -> Result<Vec<Row>, Fault> {
        let statement = self.prepare(sql)?;
        let rows = wait(&self.runtime, ANSWER, self.client.query(&statement, &refs(args))).map_err(|e| told(sql, e))?;
        rows.iter().map(row).collect()
    }

    /// Hands each row of a long answer to `f`; some hundred rows at a time are in memory.
    pub(crate) fn each(&mut self, sql: &str, mut f: impl FnMut(Row) -> Result<(), Fault>) -> Result<(), Fault> {
        self.batch(&format!("declare long no scroll cursor for {}", localised(sql)))?;
        // Prepared anew each time: its columns are those of the cursor.
        let fetch = wait(&self.runtime, ANSWER, self.client.prepare("fetch 500 from long"))?;
        loop {
            let rows = wait(&self.runtime, ANSWER, self.client.query(&fetch, &[])).map_err(|e| told(sql, e))?;
            if rows.is_empty() {
                return self.batch("close long");
            }
            rows.iter().try_for_each(|found| f(row(found)?))?;
        }
    }

    /// The names of a table's columns.
    pub(crate) fn columns(&mut self, table: &str) -> Result<Vec<String>, Fault> {
        let sql = format!("select * from {table} limit 0");
        let statement = wait(&self.runtime, ANSWER, self.client.prepare(&sql))?;
        Ok(statement.columns().iter().map(|column| column.name().to_owned()).collect())
    }

    fn prepare(&mut self, sql: &str) -> Result<Statement, Fault> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let prepared = wait(&self.runtime, ANSWER, self.client.prepare(&localised(sql)));
        let statement = prepared.map_err(|e| told(sql, e))?;
        self.statements.insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

fn refs<'a>(args: &'a [Arg<'a>]) -> Vec<&'a (dyn ToSql + Sync)> {
    args.iter().map(|arg| arg as &(dyn ToSql + Sync)).collect()
}

/// `?1` → `$1`; the text in square brackets stays, without the brackets.
pub(crate) fn localised(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    for c in sql.chars() {
        match c {
            '?' => out.push('$'),
            '[' | ']' => {}
            _ => out.push(c),
        }
    }
    out
}

fn row(row: &tokio_postgres::Row) -> Result<Row, Fault> {
    let mut values = Vec::with_capacity(row.len());
    for (i, column) in row.columns().iter().enumerate() {
        let kind = column.type_();
        let value = match *kind {
            Type::INT8 => row.try_get::<_, Option<i64>>(i)?.map(Value::Int),
            Type::INT4 => row.try_get::<_, Option<i32>>(i)?.map(|n| Value::Int(i64::from(n))),
            Type::BOOL => row.try_get::<_, Option<bool>>(i)?.map(|yes| Value::Int(i64::from(yes))),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(i)?.map(Value::Real),
            Type::TEXT | Type::VARCHAR | Type::NAME => row.try_get::<_, Option<String>>(i)?.map(Value::Text),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(i)?.map(Value::Bytes),
            _ => return Err(Fault::bug(format!("a column {} of the type {kind}: cast it", column.name()))),
        };
        values.push(value.unwrap_or(Value::Null));
    }
    Ok(Row::new(values))
}

/// A mistake in a statement names the statement.
fn told(sql: &str, mut fault: Fault) -> Fault {
    if fault.kind == FaultKind::Bug {
        let _ = write!(fault.sentence, " in: {sql}");
    }
    fault
}
