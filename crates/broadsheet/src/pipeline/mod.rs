//! The pipeline: how an article travels. One small file a loop; each step takes a batch of work, calls one pure room, and writes
//! the result and the work that follows from it in one transaction.
//!
//! [`poll`] → [`fetch`] → [`read`] → [`group`] → [`view`]; the search index and the pages follow the store's numbered changes.

pub mod complete;
pub mod discover;
pub mod fetch;
pub mod group;
pub mod picture;
pub mod poll;
pub mod read;
pub mod relate;
pub mod rulings;
pub mod section;
pub mod tidy;
pub mod view;
pub mod work;

use std::{future::Future, sync::Arc, thread::JoinHandle, time::Duration};

use model::Entry;
use store::{Fault, hosts};
use tokio::sync::Semaphore;

use crate::hub::{Hub, now, patiently, turns};

/// How long an idle loop waits before it looks again.
const IDLE: Duration = Duration::from_millis(200);
/// How long what was fetched or read waits for a store that is away. Whoever claims it meanwhile has it then, and it is not written twice.
const PATIENCE: Duration = Duration::from_secs(100);
/// How long an answer that is under way may take once the hub is asked to stop.
const GRACE: Duration = Duration::from_secs(3);

/// Starts the loops of this node's roles; each ends when the hub is asked to stop.
pub fn start(hub: &Arc<Hub>, runtime: &tokio::runtime::Handle) -> Vec<JoinHandle<()>> {
    work::keep_panics();
    let has = |role: &str| hub.settings.roles.iter().any(|r| r == role);
    let mut threads = Vec::new();
    if has("fetch") {
        let tasks = runtime.clone();
        threads.extend([
            in_thread(hub, "loop poll", {
                let tasks = tasks.clone();
                move |hub| tasks.block_on(poll::run(hub))
            }),
            in_thread(hub, "loop fetch", {
                let tasks = tasks.clone();
                move |hub| tasks.block_on(fetch::run(hub))
            }),
            in_thread(hub, "loop discover", {
                let tasks = tasks.clone();
                move |hub| tasks.block_on(discover::run(hub))
            }),
            in_thread(hub, "loop picture", move |hub| tasks.block_on(picture::run(hub))),
        ]);
    }
    if has("work") {
        threads.push(in_thread(hub, "loop read", |hub| turns(&hub, "read", IDLE, || read::turn(&hub))));
        threads.push(in_thread(hub, "loop tidy", |hub| turns(&hub, "tidy", tidy::EVERY, || tidy::turn(&hub))));
    }
    if has("group") {
        threads.push(in_thread(hub, "loop group", group::run));
    }
    threads
}

/// From now on this thread, and those that it starts, give way to the ones that answer readers.
pub fn give_way() {
    const NICE: i32 = 10;
    // Elsewhere it would be the whole program that gives way.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::setpriority_process(None, NICE);
}

fn in_thread(hub: &Arc<Hub>, name: &str, run: impl FnOnce(Arc<Hub>) + Send + 'static) -> JoinHandle<()> {
    let hub = hub.clone();
    let spawned = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
        give_way();
        run(hub)
    });
    spawned.unwrap_or_else(|e| std::thread::spawn(move || tracing::error!("a loop could not start: {e}")))
}

/// Claims items as long as there are free slots and hands each to a task of its own.
async fn net_turns<T, Claim, Run, Done>(
    hub: &Arc<Hub>,
    name: &'static str,
    slots: &Arc<Semaphore>,
    batch: usize,
    claim: Claim,
    run: Run,
) where
    T: Send + 'static,
    Claim: Fn(usize) -> Result<Vec<T>, Fault> + Clone + Send + 'static,
    Run: Fn(Arc<Hub>, T) -> Done,
    Done: Future<Output = ()> + Send + 'static,
{
    let all = u32::try_from(slots.available_permits()).unwrap_or(u32::MAX);
    let mut told = String::new();
    while !hub.stop.asked() {
        let free = slots.available_permits().min(batch);
        let claim = claim.clone();
        let claimed = if free == 0 { Ok(Vec::new()) } else { blocking(hub, move |_| claim(free)).await };
        let wait = match claimed {
            Ok(items) if items.is_empty() => IDLE,
            Ok(items) => {
                told.clear();
                for item in items {
                    let Ok(slot) = slots.clone().acquire_owned().await else { return };
                    let task = run(hub.clone(), item);
                    tokio::spawn(async move {
                        task.await;
                        drop(slot);
                    });
                }
                Duration::from_millis(20)
            }
            Err(fault) => {
                if told != fault.sentence {
                    tracing::warn!("{name}: {fault}");
                    told.clone_from(&fault.sentence);
                }
                fault.retry_after().unwrap_or(Duration::from_secs(5))
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = hub.stop.come() => {}
        }
    }
    // What is under way may still end well, or is given back.
    let _ = tokio::time::timeout(GRACE + Duration::from_secs(3), slots.acquire_many(all)).await;
}

/// Writes what came from the net, however long the store is away within the time that the claim holds.
async fn stored(hub: &Arc<Hub>, name: &str, f: impl Fn(&Hub) -> Result<(), Fault> + Send + 'static) {
    if let Err(fault) = blocking(hub, move |hub| patiently(hub, PATIENCE, || f(hub))).await {
        tracing::warn!("{name}: {fault}");
    }
}

/// What the net answers; `None`: the hub is asked to stop and the answer takes too long, so what was claimed for it is to be given back,
/// to be claimed by another node or after the next start at once.
async fn before_the_end<T>(hub: &Hub, answer: impl Future<Output = T>) -> Option<T> {
    tokio::select! {
        answer = answer => Some(answer),
        () = async {
            hub.stop.come().await;
            tokio::time::sleep(GRACE).await;
        } => None,
    }
}

/// [`before_the_end`] for an item of work, which it gives back itself.
async fn fetched<T>(hub: &Arc<Hub>, claim: &store::work::Claim, answer: impl Future<Output = T>) -> Option<T> {
    let answer = before_the_end(hub, answer).await;
    keep_robots(hub).await;
    if answer.is_none() {
        let claim = claim.clone();
        let give = move |hub: &Hub| hub.store.write(|tx| store::work::release(tx, &claim, now()).map(drop));
        stored(hub, "stopping", give).await;
    }
    answer
}

/// Keeps what was answered for robots.txt over a restart. Where that fails it is asked for anew, so nothing is made of it.
async fn keep_robots(hub: &Arc<Hub>) {
    let answers = hub.fetcher.take_robots();
    if answers.is_empty() {
        return;
    }
    let kept = blocking(hub, move |hub| {
        hub.store.write(|tx| {
            answers.iter().try_for_each(|answer| {
                let (body, status) = (answer.body.clone(), i64::from(answer.status));
                hosts::save_robots(tx, &answer.origin, &hosts::Robots { body, status, fetched: answer.fetched })
            })
        })
    });
    if let Err(fault) = kept.await {
        tracing::debug!("what robots.txt said is not kept: {fault}");
    }
}

/// Runs what blocks (the store, a parser) on a thread that may block.
async fn blocking<T: Send + 'static>(
    hub: &Arc<Hub>,
    f: impl FnOnce(&Hub) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let hub = hub.clone();
    match tokio::task::spawn_blocking(move || f(&hub)).await {
        Ok(answer) => answer,
        Err(panic) => Err(Fault::bug(format!("a step ended in a panic: {panic}"))),
    }
}

/// The key of each entry (its id, else its address, else its title and date) and a digest of what it says.
pub fn entry_keys(entries: &[Entry]) -> Vec<(String, [u8; 16])> {
    let key = |entry: &Entry| {
        entry.id.clone().or_else(|| entry.link.as_deref().and_then(store::addresses::clean)).unwrap_or_else(|| {
            let title = entry.title.as_ref().map(|t| t.value.as_str()).unwrap_or_default();
            format!("{title}\n{}", entry.published.map(|s| s.to_string()).unwrap_or_default())
        })
    };
    let digest = |entry: &Entry| {
        let json = serde_json::to_vec(entry).unwrap_or_default();
        let mut digest = [0; 16];
        digest.copy_from_slice(blake3::hash(&json).as_bytes().first_chunk::<16>().unwrap_or(&[0; 16]));
        digest
    };
    entries.iter().map(|entry| (key(entry), digest(entry))).collect()
}
