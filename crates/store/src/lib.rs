//! The door to the disk: SQLite or PostgreSQL from one SQL text, the work table, leases, the numbered changes, the search
//! index, media, backup.
//!
//! [`Store::open`] gives a store; [`Store::read`] and [`Store::write`] run a closure in a transaction [`Tx`]. What is in
//! the store is read and written by plain functions on a transaction, in a module for each noun: [`outlets`], [`feeds`],
//! [`articles`], [`stories`], [`work`] … so that one transaction can hold a result and the work that follows from it.
//! Times are Unix seconds and come in as parameters. The tables stand in `schema.rs`.
//!
//! ```
//! use store::{Options, Store, work};
//!
//! # let folder = std::env::temp_dir().join(format!("store-example-{}", std::process::id()));
//! let store = Store::open(folder.join("broadsheet.db").to_str().ok_or("no path")?, &Options::default())?;
//! store.write(|tx| work::put(tx, "fetch", "https://example.org/a", "{}", 0))?;
//! // Claimed in a transaction of its own, finished in that of the result.
//! let claims = store.write(|tx| work::claim(tx, "fetch", 32, 1_800_000_000, 60))?;
//! store.write(|tx| {
//!     for claim in &claims {
//!         if work::finish(tx, claim)? {
//!             work::put(tx, "read", &claim.key, "{}", 0)?;
//!         }
//!     }
//!     Ok(())
//! })?;
//! assert_eq!(store.read(|tx| work::next_due(tx, "read"))?, Some(0));
//! # drop(store);
//! # std::fs::remove_dir_all(&folder)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

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
pub mod history;
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
