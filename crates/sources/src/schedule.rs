//! When to poll a feed next, and why then. Pure: the clock and the seed are parameters; times are Unix seconds.

use crate::{Fault, Hop, Retry};

/// The bounds of all polls, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The shortest time between two polls (default 5 minutes).
    pub floor: i64,
    /// The longest (default a day).
    pub ceiling: i64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { floor: 300, ceiling: 86_400 }
    }
}

/// What a good poll showed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Poll<'a> {
    /// Seconds between the last polls as decided before; 0 at the first.
    pub interval: i64,
    /// Entries that were new to the hub.
    pub news: usize,
    /// When the entries say that they were published, in any order; empty after a 304.
    pub published: &'a [i64],
    /// [`crate::Answer::fresh_for`].
    pub fresh_for: Option<i64>,
    /// The feed's own wish (`ttl`, `sy:updatePeriod`), in seconds.
    pub ttl: Option<i64>,
}

/// When to poll next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// Unix second; `None`: not again (410) until an editor says so.
    pub at: Option<i64>,
    /// Seconds between polls, to be handed in the next time as [`Poll::interval`].
    pub interval: i64,
    /// Why then, a sentence.
    pub why: String,
}

/// When to poll for the first time: spread over one floor, so that a long list imported at once is not asked at once.
pub fn first(now: i64, pace: Pace, seed: u64) -> i64 {
    now + spread(seed, pace.floor)
}

/// When to poll after a good answer. `seed`: something that stays with the feed, such as its id.
pub fn after_answer(now: i64, poll: &Poll<'_>, pace: Pace, seed: u64) -> Next {
    let _ = (poll, seed);
    Next { at: Some(now + pace.floor), interval: pace.floor, why: String::new() }
}

/// When to poll after a fault; `faults`: how many in a row with this one (1 at the first, those that do not [`Fault::counts`] left out).
pub fn after_fault(now: i64, fault: &Fault, faults: i64, interval: i64, pace: Pace, seed: u64) -> Next {
    let at = match fault.retry {
        Retry::At(at) => at,
        _ => now + backoff(faults, pace, seed),
    };
    Next { at: Some(at), interval, why: String::new() }
}

/// Seconds to wait after the `faults`-th fault in a row (from 1): exponential with jitter, at most a day.
pub fn backoff(faults: i64, pace: Pace, seed: u64) -> i64 {
    let _ = (faults, seed);
    pace.floor
}

/// What permanent redirects say about a feed's address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moved {
    /// Where the answers in a row point to, to be kept (`Feed::moved_to`).
    pub to: Option<String>,
    /// How many in a row (`Feed::moved_count`).
    pub count: i64,
    /// The address to take up from now on.
    pub adopt: Option<String>,
}

/// To be asked after each good answer that was a feed (never after a page that is none, such as a captive portal's).
/// `url`: the address as asked; `to`, `count`: as kept before.
pub fn moved(url: &str, chain: &[Hop], to: Option<&str>, count: i64) -> Moved {
    let _ = (url, chain, to, count);
    Moved::default()
}

/// A share of `width` that is always the same for one seed.
fn spread(seed: u64, width: i64) -> i64 {
    let mixed = (seed ^ (seed >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
    i64::try_from(mixed).unwrap_or(0) % width.max(1)
}
