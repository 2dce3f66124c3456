//! What is remembered of hosts: whose turn it is, who rests, what robots.txt says, which validators an address gave.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use texting_robots::Robot;
use tokio::{sync::OwnedMutexGuard, time::Instant};
use url::Url;

/// How long a robots.txt holds (RFC 9309 2.4: at most 24 hours).
const ROBOTS_FRESH: Duration = Duration::from_secs(86_400);
/// How long an unreachable one holds.
const ROBOTS_RETRY: Duration = Duration::from_secs(600);
/// Bytes of a robots.txt that are read (RFC 9309 2.5 asks for at least 500 KiB).
const ROBOTS_BYTES_MAX: usize = 512 << 10;
/// A longer Crawl-delay would keep a host's pages waiting for ever.
const CRAWL_DELAY_MAX: f32 = 60.0;
/// Between two requests to one host at least: it has its last connection closed before the next one opens.
const BREATH: Duration = Duration::from_millis(100);
/// Addresses whose validators are remembered.
const VALIDATORS_MAX: usize = 20_000;
/// The first pause of a host that does not say how long, in seconds; doubled each time.
const PAUSE_FIRST: i64 = 600;
/// The longest pause of a host, in seconds.
const PAUSE_MAX: i64 = 86_400;

/// How long a host is left alone that could not be reached, the first time; doubled each time in a row. It keeps the pages that wait for
/// one dead host from knocking one after the other; each of them has a longer wait of its own besides.
const UNREACHED_FIRST: Duration = Duration::from_secs(1);
/// The longest such rest.
const UNREACHED_MAX: Duration = Duration::from_secs(30);

/// Our name in robots.txt.
const AGENT: &str = "Broadsheet";

/// What a host's robots.txt allows.
#[derive(Clone)]
pub enum Robots {
    /// Everything (there is none).
    All,
    /// Nothing for now (it cannot be reached).
    NothingNow,
    /// By its rules.
    Rules(Arc<Robot>),
}

impl Robots {
    /// Reads a robots.txt.
    pub fn read(bytes: &[u8]) -> Self {
        let bytes = bytes.get(..ROBOTS_BYTES_MAX).unwrap_or(bytes);
        // The parser is foreign to us: a panic in it must not take a fetch down.
        match std::panic::catch_unwind(|| Robot::new(AGENT, bytes)) {
            Ok(Ok(robot)) => Self::Rules(Arc::new(robot)),
            _ => Self::All,
        }
    }

    /// May this address be fetched?
    pub fn allows(&self, url: &str) -> bool {
        match self {
            Self::All => true,
            Self::NothingNow => false,
            Self::Rules(robot) => robot.allowed(url),
        }
    }

    /// The sitemaps that it names.
    pub fn sitemaps(&self) -> &[String] {
        match self {
            Self::Rules(robot) => &robot.sitemaps,
            _ => &[],
        }
    }

    fn delay(&self) -> Duration {
        match self {
            Self::Rules(robot) => robot.delay.map_or(Duration::ZERO, |delay| {
                Duration::try_from_secs_f32(delay.clamp(0.0, CRAWL_DELAY_MAX)).unwrap_or_default()
            }),
            _ => Duration::ZERO,
        }
    }
}

/// One host's state; whoever holds it is the only one to talk to the host.
#[derive(Default)]
pub struct Turn {
    robots: Option<(Robots, Instant)>,
    last: Option<Instant>,
    unreached: Option<(Instant, Duration)>,
}

impl Turn {
    /// What is known of robots.txt and still fresh.
    pub fn robots(&self) -> Option<Robots> {
        let (robots, at) = self.robots.as_ref()?;
        let fresh = if matches!(robots, Robots::NothingNow) { ROBOTS_RETRY } else { ROBOTS_FRESH };
        (at.elapsed() < fresh).then(|| robots.clone())
    }

    /// Keeps what robots.txt says.
    pub fn set_robots(&mut self, robots: Robots) {
        self.robots = Some((robots, Instant::now()));
    }

    /// Waits as long as Crawl-delay asks since the last request, and for a breath where it asks nothing.
    pub async fn wait(&self) {
        let delay = self.robots.as_ref().map_or(BREATH, |(robots, _)| robots.delay().max(BREATH));
        if let Some(last) = self.last {
            tokio::time::sleep_until(last + delay).await;
        }
    }

    /// Was the host out of reach so short a while ago that it is left alone?
    pub fn unreached(&self) -> bool {
        self.unreached.is_some_and(|(until, _)| Instant::now() < until)
    }

    /// Keeps whether the host could be reached.
    pub fn reached(&mut self, reached: bool) {
        let rest = self.unreached.map_or(UNREACHED_FIRST, |(_, rest)| (rest * 2).min(UNREACHED_MAX));
        self.unreached = (!reached).then(|| (Instant::now() + rest, rest));
    }

    /// A request ends now.
    pub fn used(&mut self) {
        self.last = Some(Instant::now());
    }
}

/// An address's ETag and Last-Modified, as received.
pub type Validators = (Option<String>, Option<String>);

/// All hosts.
#[derive(Default)]
pub struct Hosts {
    turns: Mutex<BTreeMap<String, Arc<tokio::sync::Mutex<Turn>>>>,
    pauses: Mutex<BTreeMap<String, (i64, u32)>>,
    validators: Mutex<(BTreeMap<String, Validators>, VecDeque<String>)>,
    /// Of answers that were too large: as long as they stand, there is no need to begin reading them again.
    refused: Mutex<BTreeMap<String, Validators>>,
}

impl Hosts {
    /// Waits for a host's turn.
    pub async fn turn(&self, url: &Url) -> OwnedMutexGuard<Turn> {
        let host = url.host_str().unwrap_or_default().trim_end_matches('.').to_owned();
        let turn = self.turns.lock().unwrap_or_else(PoisonError::into_inner).entry(host).or_default().clone();
        turn.lock_owned().await
    }

    /// Until when a registrable domain rests, if it does.
    pub fn paused(&self, domain: &str, now: i64) -> Option<i64> {
        let pauses = self.pauses.lock().unwrap_or_else(PoisonError::into_inner);
        pauses.get(domain).map(|&(until, _)| until).filter(|&until| until > now)
    }

    /// Lets a registrable domain rest until then.
    pub fn pause(&self, domain: &str, until: i64) {
        let mut pauses = self.pauses.lock().unwrap_or_else(PoisonError::into_inner);
        let entry = pauses.entry(domain.to_owned()).or_default();
        entry.0 = entry.0.max(until);
    }

    /// Lets a domain rest that asked for it: as long as it says, else ten minutes and twice as long each further time.
    pub fn pause_as_asked(&self, domain: &str, now: i64, asked: Option<i64>) -> i64 {
        let mut pauses = self.pauses.lock().unwrap_or_else(PoisonError::into_inner);
        let (until, times) = pauses.entry(domain.to_owned()).or_default();
        let wait = asked.unwrap_or_else(|| PAUSE_FIRST.saturating_mul(1 << (*times).min(10)));
        *times += 1;
        // One second more: the host counts from when it answered, in whole seconds.
        *until = (*until).max(now + wait.clamp(1, PAUSE_MAX) + 1);
        *until
    }

    /// The host answers again as it should.
    pub fn answered(&self, domain: &str) {
        if let Some((_, times)) = self.pauses.lock().unwrap_or_else(PoisonError::into_inner).get_mut(domain) {
            *times = 0;
        }
    }

    /// Remembers what validators an address gave.
    pub fn remember(&self, url: &str, etag: Option<String>, last_modified: Option<String>) {
        if etag.is_none() && last_modified.is_none() {
            return;
        }
        let mut kept = self.validators.lock().unwrap_or_else(PoisonError::into_inner);
        let (by_url, order) = &mut *kept;
        if by_url.insert(url.to_owned(), (etag, last_modified)).is_none() {
            order.push_back(url.to_owned());
        }
        if order.len() > VALIDATORS_MAX
            && let Some(oldest) = order.pop_front()
        {
            by_url.remove(&oldest);
        }
    }

    /// Remembers what validators a too large answer had, or forgets them.
    pub fn refuse(&self, url: &str, validators: Option<Validators>) {
        let mut refused = self.refused.lock().unwrap_or_else(PoisonError::into_inner);
        match validators {
            Some(validators) if validators != (None, None) && refused.len() < VALIDATORS_MAX => {
                refused.insert(url.to_owned(), validators);
            }
            _ => {
                refused.remove(url);
            }
        }
    }

    /// The validators of an answer that was too large.
    pub fn refused(&self, url: &str) -> Option<Validators> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner).get(url).cloned()
    }

    /// What validators an address gave.
    pub fn validators(&self, url: &str) -> Validators {
        self.validators.lock().unwrap_or_else(PoisonError::into_inner).0.get(url).cloned().unwrap_or_default()
    }
}

/// The registrable domain of an address, by which hosts rest; the host itself where it has none.
pub fn domain(url: &Url) -> String {
    match url.host() {
        Some(url::Host::Domain(name)) => psl::domain_str(name).unwrap_or(name).to_owned(),
        _ => url.host_str().unwrap_or_default().to_owned(),
    }
}
