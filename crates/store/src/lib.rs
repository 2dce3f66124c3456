//! The door to the disk: SQLite or PostgreSQL from one SQL text, the work table, leases, the numbered changes, the search
//! index, media, backup.
//!
//! [`Store::open`] gives a store; [`Store::read`] and [`Store::write`] run a closure in a transaction [`Tx`]. What is in
//! the store is read and written by plain functions on a transaction, in a module for each noun: [`outlets`], [`feeds`],
//! [`articles`], [`stories`], [`work`] … so that one transaction can hold a result and the work that follows from it.
//! Times are Unix seconds and come in as parameters. The tables stand in `schema.rs`.

mod engine;
mod fault;
mod schema;
mod text;

pub mod addresses;
pub mod analyses;
pub mod archive;
pub mod articles;
pub mod changes;
pub mod check;
pub mod copies;
pub mod decisions;
pub mod entries;
pub mod feeds;
pub mod hosts;
pub mod leases;
pub mod media;
pub mod outlets;
pub mod raw;
pub mod retention;
pub mod search;
pub mod settings;
pub mod stories;
pub mod takedowns;
pub mod users;
pub mod work;

pub use engine::{Access, Arg, Options, Row, Store, Tx, Value};
pub use fault::{Fault, FaultKind};
pub use text::slug;
