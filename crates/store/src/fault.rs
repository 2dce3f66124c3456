//! What goes wrong at the door to the disk, and when to try again.

use std::time::Duration;

/// Why the store could not do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// The database cannot be reached or went away in the middle: wait and try again, nothing is lost.
    Away,
    /// The database went away while it was told to commit: what was written may stand or not, so look before it is written again.
    Unsure,
    /// Another transaction stood in the way. The store has tried several times; try again soon.
    Busy,
    /// No room on the disk (or it fails to write): writing stops, reading goes on; try again once there is room.
    Full,
    /// A row with this key is there already (a slug, an address, a user's name).
    Taken,
    /// The file is damaged: a person must restore a backup.
    Damaged,
    /// Refused as it stands (newer version, foreign file, in use): a person must act.
    Refused,
    /// A mistake in the program.
    Bug,
}

/// A fault with a sentence for people that says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{sentence}")]
pub struct Fault {
    /// What sort of fault.
    pub kind: FaultKind,
    /// What happened and what to do.
    pub sentence: String,
}

impl Fault {
    /// A fault of this kind.
    pub fn new(kind: FaultKind, sentence: impl Into<String>) -> Self {
        Self { kind, sentence: sentence.into() }
    }

    /// A mistake in the program.
    pub fn bug(sentence: impl Into<String>) -> Self {
        Self::new(FaultKind::Bug, sentence)
    }

    /// When a loop that met this fault should try again; `None`: not without a person.
    pub fn retry_after(&self) -> Option<Duration> {
        match self.kind {
            FaultKind::Busy => Some(Duration::from_millis(200)),
            FaultKind::Away | FaultKind::Unsure => Some(Duration::from_secs(1)),
            FaultKind::Full => Some(Duration::from_secs(5)),
            FaultKind::Taken | FaultKind::Damaged | FaultKind::Refused | FaultKind::Bug => None,
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Code;
        let (kind, what) = match error.sqlite_error_code() {
            Some(Code::DiskFull) => (FaultKind::Full, "the disk is full: make room, and writing goes on by itself"),
            Some(Code::SystemIoFailure | Code::CannotOpen) => (
                FaultKind::Full,
                "the disk fails to read or write: look at its room, its health and the file's permissions",
            ),
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => (FaultKind::Busy, "another process is writing"),
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => {
                (FaultKind::Damaged, "the database file is damaged: stop the hub and restore the last backup")
            }
            Some(Code::ReadOnly) => (FaultKind::Refused, "the database may not be written to: look at its permissions"),
            Some(Code::ConstraintViolation) => (FaultKind::Taken, "a row with this key is there already"),
            _ => (FaultKind::Bug, "the database did not understand"),
        };
        Self::new(kind, format!("{what} ({error})"))
    }
}

impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Self {
        use tokio_postgres::error::SqlState as S;
        let (kind, what) = match error.code() {
            // 0A000: "cached plan must not change result type", after another node's migration.
            Some(&(S::T_R_SERIALIZATION_FAILURE | S::T_R_DEADLOCK_DETECTED | S::LOCK_NOT_AVAILABLE)) => {
                (FaultKind::Busy, "another transaction stood in the way")
            }
            Some(s) if *s == S::FEATURE_NOT_SUPPORTED => (FaultKind::Away, "the tables have changed meanwhile"),
            Some(&S::UNIQUE_VIOLATION) => (FaultKind::Taken, "a row with this key is there already"),
            Some(&S::DISK_FULL) => {
                (FaultKind::Full, "the database's disk is full: make room, and writing goes on by itself")
            }
            Some(&(S::DATA_CORRUPTED | S::INDEX_CORRUPTED)) => {
                (FaultKind::Damaged, "the database is damaged: stop the hub and restore the last backup")
            }
            Some(&(S::INVALID_PASSWORD | S::INVALID_AUTHORIZATION_SPECIFICATION | S::INVALID_CATALOG_NAME)) => {
                (FaultKind::Refused, "the database refuses us: look at name, user and password in the setting `store`")
            }
            // 25006: a standby, which will be promoted or left for the primary. 25P03: it has ended our transaction.
            Some(s) if ["08", "57P", "25006", "25P03"].iter().any(|code| s.code().starts_with(code)) => {
                (FaultKind::Away, "the database is away")
            }
            Some(&S::QUERY_CANCELED) => (FaultKind::Away, "the database is too slow"),
            Some(s) if s.code().starts_with("53") => (FaultKind::Away, "the database takes no more connections now"),
            None if error.is_closed() || io_at_the_root(&error) => (FaultKind::Away, "the database cannot be reached"),
            _ => (FaultKind::Bug, "the database did not understand"),
        };
        let detail = match error.as_db_error() {
            Some(detail) => detail.message().to_owned(),
            None => std::error::Error::source(&error).map_or_else(|| error.to_string(), ToString::to_string),
        };
        Self::new(kind, format!("{what} ({detail})"))
    }
}

/// Did the connection itself fail, not what was said over it?
fn io_at_the_root(error: &tokio_postgres::Error) -> bool {
    std::error::Error::source(error).is_some_and(|source| source.is::<std::io::Error>())
}
