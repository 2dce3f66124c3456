//! The store's behaviour, each test on SQLite and on PostgreSQL.

mod articles;
mod copies_of_all;
mod harness;
mod log;
mod people;
mod work;
