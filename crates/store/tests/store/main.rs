//! The store's behaviour, each test on SQLite and on PostgreSQL.

mod articles;
mod harness;
mod log;
mod people;
mod work;
