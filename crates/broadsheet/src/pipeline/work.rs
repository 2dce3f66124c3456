//! What all stages share: an item's payload, and a step on an item that may panic.

use std::{
    cell::RefCell,
    panic::{AssertUnwindSafe, catch_unwind},
    time::Duration,
};

use model::{Entry, Id};
use serde::{Deserialize, Serialize};
use store::{Fault, Store, work};

/// A page to be fetched.
pub const FETCH: &str = "fetch";
/// A page to be read.
pub const READ: &str = "read";
/// An outlet's home page, on which feeds are to be found.
pub const DISCOVER: &str = "discover";
/// A picture to be fetched and scaled.
pub const PICTURE: &str = "picture";
/// An article that grouping fell over, to be placed once more.
pub const GROUP: &str = "group";
/// A story whose view is to be made anew.
pub const VIEW: &str = "view";

/// A story whose related ones are to be found.
pub const RELATE: &str = "relate";

/// How long a claim holds where the step takes no time to speak of, in seconds.
pub const LEASE: i64 = 60;

/// What the stages fetch and read need to know of a page.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PageItem {
    /// Whose page it is.
    pub outlet: Id,
    /// Where it is to be fetched.
    pub url: String,
    /// What the feed said of it.
    pub entry: Entry,
    /// How often it has been read on purpose after the first time, for silent corrections.
    pub rereads: usize,
    /// The validators of the last answer, as received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// The validators of the last answer, as received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

/// What was fetched, beside the body, until it is read.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RawHead {
    /// Where it came from in the end.
    pub url: String,
    /// Addresses on the way.
    pub also: Vec<String>,
    /// Of the answer.
    pub content_type: Option<String>,
    /// Of the answer.
    pub content_location: Option<String>,
    /// When it was fetched.
    pub seen: i64,
    /// The page cannot be had: the article is what its entry tells.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub entry_alone: bool,
}

thread_local! {
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps a panic's text for [`guarded`], in place of printing it.
pub fn keep_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        let guarded = PANIC.with(|text| text.try_borrow_mut().map(|mut text| *text = info.to_string()).is_ok());
        if !guarded || std::thread::current().name().is_none_or(|name| !name.starts_with("loop")) {
            before(info);
        }
    }));
}

/// Runs a step on one item; a panic becomes its text.
pub fn guarded<T>(step: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(step)).map_err(|_| PANIC.with(|text| text.take()))
}

/// Runs a loop's turn; a panic beside its items becomes a fault, so that the loop lives on.
pub fn whole<T>(turn: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    guarded(turn).unwrap_or_else(|why| Err(Fault::bug(format!("a turn ended in a panic: {why}"))))
}

/// A step panicked on an item: it is tried again a little later, and laid aside with its input in the end.
pub fn panicked(
    store: &Store,
    claim: &work::Claim,
    why: &str,
    input: Option<&[u8]>,
    failures_max: i64,
) -> Result<(), Fault> {
    let now = crate::hub::now();
    let failure =
        work::Failure { why, due: now + backoff(claim.failures, Duration::from_secs(1)), failures_max, input };
    let failed = store.write(|tx| work::fail(tx, claim, &failure, now))?;
    if failed == work::Failed::Aside {
        tracing::error!("{} of {} was laid aside: {why}", claim.stage, claim.key);
    }
    Ok(())
}

/// Seconds until the next try after so many failures: doubled each time, a day at most.
pub fn backoff(failures: i64, first: Duration) -> i64 {
    let first = i64::try_from(first.as_secs()).unwrap_or(1).max(1);
    let doublings = u32::try_from(failures.clamp(0, 20)).unwrap_or(0);
    first.saturating_mul(1_i64 << doublings).min(86_400)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_its_text() {
        keep_panics();
        let why = guarded(|| panic!("the page has no end")).unwrap_err();
        assert!(why.contains("the page has no end"), "{why}");
        assert_eq!(guarded(|| 3), Ok(3));
    }

    #[test]
    fn waits_grow_to_a_day() {
        let waits: Vec<_> = [0, 1, 2, 40].iter().map(|&n| backoff(n, Duration::from_secs(3))).collect();
        assert_eq!(waits, [3, 6, 12, 86_400]);
    }
}
