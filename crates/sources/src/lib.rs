//! The door to the net: the only room that opens outbound sockets. It fetches feeds, pages and pictures so that no outlet has
//! reason to complain and nobody can use the hub to reach what is behind its firewall.
//!
//! [`Fetcher::fetch`] is the way out. It asks one host one thing at a time, keeps to robots.txt, Crawl-delay and Retry-After,
//! connects only to addresses that [`address`] lets through, and reads no more than `model::limits` allows. What it cannot get is a
//! [`Fault`]: a sentence for the editor, and when to try again. [`schedule`] says when to poll next, [`discover`] finds the
//! feeds of a home page.

mod address;
mod body;
mod connect;
pub mod discover;
mod exchange;
mod fetch;
mod hosts;
mod options;
mod robots;
pub mod schedule;

pub use address::Network;
pub use exchange::{Answer, Fault, FaultKind, Hop, Purpose, Request, Retry};
pub use fetch::Fetcher;
pub use hosts::{Memory, Pause};
pub use options::{BadOptions, Options, Resolver};
pub use robots::RobotsFile;
