//! The SQLite half: one writer behind a mutex, a few readers, a lock on the data directory.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, params_from_iter};

use super::value::{Arg, Row, Value};
use super::{Access, Options};
use crate::{Fault, FaultKind};

/// "Broa": stands in the file's head, so that another program's database is known as such.
const APPLICATION: i32 = 0x4272_6f61;
/// How long a statement waits for a process beside us.
const BUSY: Duration = Duration::from_secs(5);
/// Statements kept prepared by a connection: more than the program has.
const STATEMENTS: usize = 256;

/// An open database file.
pub(crate) struct Sqlite {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    idle_max: usize,
    _lock: Option<File>,
}

impl Sqlite {
    /// Opens the file, or makes it where there is none; a damaged or foreign one is refused and left as it was.
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Self, Fault> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let lock = if options.access == Access::Hub { Some(lock(folder)?) } else { None };
        if path.exists() {
            look_at(path)?;
        } else {
            create(path, folder)?;
        }
        let writer = connect(path, true)?;
        Ok(Self {
            path: path.to_owned(),
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            idle_max: options.readers,
            _lock: lock,
        })
    }

    /// The file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The one writer; waits for its turn.
    pub(crate) fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A reader, an idle one or a new one.
    pub(crate) fn take_reader(&self) -> Result<Connection, Fault> {
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| connect(&self.path, false), Ok)
    }

    /// Keeps a reader for the next one, if there are not enough.
    pub(crate) fn give_reader(&self, reader: Connection) {
        let mut idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < self.idle_max {
            idle.push(reader);
        }
    }
}

/// One process a data directory: the lock falls when the process ends, however it ends.
fn lock(folder: &Path) -> Result<File, Fault> {
    let refuse = |what: String| Fault::new(FaultKind::Refused, what);
    std::fs::create_dir_all(folder)
        .map_err(|e| refuse(format!("the data directory {} cannot be made: {e}", folder.display())))?;
    let path = folder.join("lock");
    let file =
        OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(|e| {
            refuse(format!("{} cannot be opened: {e}; look at the folder's permissions", path.display()))
        })?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(refuse(format!(
            "another hub is running on the data directory {}: stop it first, or choose another directory with the setting `store`",
            folder.display()
        ))),
        Err(TryLockError::Error(e)) => Err(refuse(format!("{} cannot be locked: {e}", path.display()))),
    }
}

/// Reads the head of a file without opening it as a database, so that one which is not ours stays untouched.
fn look_at(path: &Path) -> Result<(), Fault> {
    let restore = "move it away and restore the last backup with `broadsheet restore`, or set `store` to another file";
    let refuse = |what: &str| Err(Fault::new(FaultKind::Refused, format!("{} {what}: {restore}", path.display())));
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| {
        let size = file.metadata()?.len();
        file.take(100).read_to_end(&mut head)?;
        Ok(size)
    });
    let size = match read {
        Ok(size) => size,
        Err(e) => return refuse(&format!("cannot be read ({e})")),
    };
    if head.is_empty() {
        return refuse("is empty");
    }
    if !head.starts_with(b"SQLite format 3\0") {
        return refuse("is not a database of Broadsheet");
    }
    let number =
        |at: usize, n: usize| head.get(at..at + n).map(|b| b.iter().fold(0u64, |sum, &b| sum << 8 | u64::from(b)));
    let (Some(page), Some(pages), Some(application)) = (number(16, 2), number(28, 4), number(68, 4)) else {
        return refuse("is cut off");
    };
    if application != u64::from(APPLICATION.cast_unsigned()) {
        return refuse("is another program's database");
    }
    let page = if page == 1 { 65_536 } else { page };
    let wal = path.with_file_name(format!("{}-wal", path.file_name().unwrap_or_default().to_string_lossy()));
    // While a write-ahead log is there the file itself may lag behind.
    let settled = std::fs::metadata(&wal).map_or(true, |m| m.len() == 0);
    if settled && size < pages * page {
        return refuse("is cut off");
    }
    Ok(())
}

/// Makes a new database beside its place and renames it, so that a half-made file never stands there.
fn create(path: &Path, folder: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(folder)
        .map_err(|e| Fault::new(FaultKind::Refused, format!("the folder {} cannot be made: {e}", folder.display())))?;
    let new = path.with_file_name(format!("{}.new", path.file_name().unwrap_or_default().to_string_lossy()));
    let _ = std::fs::remove_file(&new);
    let connection = Connection::open(&new)?;
    connection.execute_batch(&format!(
        "pragma application_id={APPLICATION}; create table counter (name text primary key, n bigint not null);"
    ))?;
    connection.close().map_err(|(_, e)| e)?;
    std::fs::rename(&new, path)
        .map_err(|e| Fault::new(FaultKind::Refused, format!("{} cannot be written: {e}", path.display())))
}

fn connect(path: &Path, writer: bool) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // Else a kept statement is planned anew for other values of its parameters, which costs more than most of them take to run.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // A negative cache_size counts KiB. The write-ahead log is cut back to 16 MiB after a large transaction.
    let (cache, only) = if writer { (-8_000, "off") } else { (-2_000, "on") };
    connection.execute_batch(&format!(
        "pragma journal_mode=wal; pragma synchronous=full; pragma cache_size={cache}; pragma temp_store=memory;
         pragma wal_autocheckpoint=4000; pragma journal_size_limit=16777216; pragma query_only={only};"
    ))?;
    Ok(connection)
}

/// A key of bigint is SQLite's own row number; the text in square brackets is for the engines that have row locks.
pub(crate) fn localised(sql: &str) -> std::borrow::Cow<'_, str> {
    if !sql.contains('[') && !sql.contains("bigint primary key") {
        return sql.into();
    }
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        rest = after.split_once(']').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out.replace("bigint primary key", "integer primary key").into()
}

/// Runs a statement; how many rows it touched.
pub(crate) fn execute(connection: &Connection, sql: &str, args: &[Arg]) -> Result<u64, Fault> {
    let mut statement = connection.prepare_cached(&localised(sql)).map_err(|e| told(sql, e))?;
    let touched = statement.execute(params_from_iter(args)).map_err(|e| told(sql, e))?;
    Ok(u64::try_from(touched).unwrap_or(0))
}

/// Hands each row of an answer to `f`.
pub(crate) fn each(
    connection: &Connection,
    sql: &str,
    args: &[Arg],
    mut f: impl FnMut(Row) -> Result<(), Fault>,
) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(&localised(sql)).map_err(|e| told(sql, e))?;
    let columns = statement.column_count();
    let mut rows = statement.query(params_from_iter(args)).map_err(|e| told(sql, e))?;
    while let Some(row) = rows.next().map_err(|e| told(sql, e))? {
        let mut values = Vec::with_capacity(columns);
        for i in 0..columns {
            values.push(match row.get_ref(i)? {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(n) => Value::Int(n),
                ValueRef::Real(x) => Value::Real(x),
                // A flipped bit may leave what is no UTF-8: the digest tells, not a panic here.
                ValueRef::Text(text) => Value::Text(
                    std::str::from_utf8(text)
                        .map_or_else(|_| String::from_utf8_lossy(text).into_owned(), str::to_owned),
                ),
                ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
            });
        }
        f(Row::new(values))?;
    }
    Ok(())
}

/// The names of a table's columns.
pub(crate) fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, Fault> {
    let statement = connection.prepare(&format!("select * from {table} limit 0"))?;
    Ok(statement.column_names().map(ToOwned::to_owned).collect())
}

/// A mistake in a statement names the statement.
fn told(sql: &str, error: rusqlite::Error) -> Fault {
    let mut fault = Fault::from(error);
    if fault.kind == FaultKind::Bug {
        fault.sentence = format!("{} in: {sql}", fault.sentence);
    }
    fault
}
