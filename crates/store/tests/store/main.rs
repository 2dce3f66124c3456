//! The store's behaviour, each test on SQLite and on PostgreSQL.

#[cfg(test)]
mod articles;
#[cfg(test)]
mod copies_of_all;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod harness;
#[cfg(test)]
mod log;
#[cfg(test)]
mod people;
#[cfg(test)]
mod takedowns;
#[cfg(test)]
mod work;
