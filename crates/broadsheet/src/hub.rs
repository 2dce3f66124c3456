//! What the loops share: the store, the settings, the fetcher, and the wish to stop.

use std::{
    sync::{Arc, Condvar, Mutex, PoisonError},
    time::{Duration, Instant},
};

use sources::Fetcher;
use store::{Fault, Store, media::Files};
use tokio::sync::Notify;

use crate::{pipeline::work::whole, settings::Settings};

/// A running hub; shared by all loops.
pub struct Hub {
    /// The store.
    pub store: Store,
    /// Files by the hash of their bytes.
    pub media: Files,
    /// The settings.
    pub settings: Settings,
    /// The door to the net.
    pub fetcher: Fetcher,
    /// The wish to stop.
    pub stop: Stop,
    /// This process among several, for leases: made anew at each start.
    pub holder: String,
}

/// Unix seconds now.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// The wish to stop; loops wait on it in place of sleeping.
#[derive(Clone, Default)]
pub struct Stop(Arc<Wish>);

#[derive(Default)]
struct Wish {
    asked: Mutex<bool>,
    threads: Condvar,
    tasks: Notify,
}

impl Stop {
    /// Asks every loop to end.
    pub fn ask(&self) {
        *self.0.asked.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.0.threads.notify_all();
        self.0.tasks.notify_waiters();
    }

    /// Has somebody asked?
    pub fn asked(&self) -> bool {
        *self.0.asked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits this long or until asked to stop; true: asked.
    pub fn wait(&self, time: Duration) -> bool {
        let asked = self.0.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.0.threads.wait_timeout_while(asked, time, |asked| !*asked);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Ends once somebody has asked: the tasks' way to wait.
    pub async fn come(&self) {
        // Made before the look, so that a wish between the two is not missed.
        let told = self.0.tasks.notified();
        if !self.asked() {
            told.await;
        }
    }
}

/// Runs what needs the store again and again while that is away or full, at most so long and not once the hub is asked to stop: what came
/// from the net is kept in hand meanwhile. `f` must stand being run twice.
pub fn patiently<T>(hub: &Hub, most: Duration, mut f: impl FnMut() -> Result<T, Fault>) -> Result<T, Fault> {
    let until = Instant::now() + most;
    let mut told = false;
    loop {
        let fault = match f() {
            Err(fault) => fault,
            done => return done,
        };
        let Some(wait) = fault.retry_after().filter(|_| Instant::now() < until) else { return Err(fault) };
        if !std::mem::replace(&mut told, true) {
            tracing::warn!("{fault}");
        }
        if hub.stop.wait(wait) {
            return Err(fault);
        }
    }
}

/// Runs a loop's turn again and again until asked to stop. A turn says whether it found something to do; an idle loop waits
/// `idle`. A fault is logged once, here, and the loop goes on when the fault says that it may.
pub fn turns(hub: &Hub, name: &str, idle: Duration, mut turn: impl FnMut() -> Result<bool, Fault>) {
    let mut told = String::new();
    while !hub.stop.asked() {
        let wait = match whole(&mut turn) {
            Ok(busy) => {
                if !std::mem::take(&mut told).is_empty() {
                    tracing::info!("{name}: goes on");
                }
                if busy { Duration::ZERO } else { idle }
            }
            Err(fault) => {
                if told != fault.sentence {
                    tracing::warn!("{name}: {fault}");
                    told.clone_from(&fault.sentence);
                }
                fault.retry_after().unwrap_or(Duration::from_secs(5))
            }
        };
        if !wait.is_zero() && hub.stop.wait(wait) {
            return;
        }
    }
}
