//! What is remembered of hosts: whose turn it is, who rests, what robots.txt says, which validators an address gave.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use texting_robots::Robot;
use tokio::{sync::OwnedMutexGuard, time::Instant};
use url::Url;

/// How long a robots.txt holds, in seconds (RFC 9309 2.4: at most 24 hours).
const ROBOTS_FRESH: i64 = 86_400;
/// How long an unreachable one holds.
const ROBOTS_RETRY: i64 = 600;
/// Bytes of a robots.txt that are read (RFC 9309 2.5 asks for at least 500 KiB).
const ROBOTS_BYTES_MAX: usize = 512 << 10;
/// A longer Crawl-delay would keep a host's pages waiting for ever.
const CRAWL_DELAY_MAX: f32 = 60.0;
/// Between two requests to one host at least: it has its last connection closed before the next one opens.
const BREATH: Duration = Duration::from_millis(100);
/// Answers for robots.txt that wait to be taken.
const ROBOTS_NOTED_MAX: usize = 1_000;
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

/// What was answered for a robots.txt, so that it can be kept over a restart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RobotsTxt {
    /// Scheme, host and port: `https://www.example.org:8443`.
    pub origin: String,
    /// The HTTP status; 0: there was none, as of one that is too large.
    pub status: u16,
    /// As received, decoded.
    pub body: String,
    /// When it was asked for, Unix seconds.
    pub fetched: i64,
}

/// The text of a robots.txt, as far as it is read.
pub fn robots_text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(cut(bytes)).into_owned()
}

fn cut(bytes: &[u8]) -> &[u8] {
    bytes.get(..ROBOTS_BYTES_MAX).unwrap_or(bytes)
}

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
        let bytes = cut(bytes);
        // The parser is foreign to us: a panic in it must not take a fetch down.
        match std::panic::catch_unwind(|| Robot::new(AGENT, bytes)) {
            Ok(Ok(robot)) => Self::Rules(Arc::new(robot)),
            _ => Self::All,
        }
    }

    /// RFC 9309 2.3.1: refused (4xx) means that everything is allowed, unreachable that nothing is for now.
    fn of(answer: &RobotsTxt) -> Self {
        match answer.status {
            200..=299 => Self::read(answer.body.as_bytes()),
            400..=499 => Self::All,
            _ => Self::NothingNow,
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
    /// By origin, with the time of the answer in Unix seconds.
    robots: BTreeMap<String, (Robots, i64)>,
    last: Option<Instant>,
    unreached: Option<(Instant, Duration)>,
}

impl Turn {
    /// What is known of robots.txt and still fresh.
    pub fn robots(&self, url: &Url, now: i64) -> Option<Robots> {
        let (robots, at) = self.robots.get(&origin(url))?;
        let fresh = if matches!(robots, Robots::NothingNow) { ROBOTS_RETRY } else { ROBOTS_FRESH };
        (0..fresh).contains(&now.saturating_sub(*at)).then(|| robots.clone())
    }

    /// Keeps what robots.txt says.
    pub fn set_robots(&mut self, answer: &RobotsTxt) -> Robots {
        let robots = Robots::of(answer);
        self.robots.insert(answer.origin.clone(), (robots.clone(), answer.fetched));
        robots
    }

    /// Waits as long as Crawl-delay asks since the last request, and for a breath where it asks nothing.
    pub async fn wait(&self, url: &Url) {
        let delay = self.robots.get(&origin(url)).map_or(BREATH, |(robots, _)| robots.delay().max(BREATH));
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

/// Scheme, host and port of an address.
pub fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// An address's ETag and Last-Modified, as received.
pub type Validators = (Option<String>, Option<String>);

/// All hosts.
#[derive(Default)]
pub struct Hosts {
    turns: Mutex<BTreeMap<String, Arc<tokio::sync::Mutex<Turn>>>>,
    pauses: Mutex<BTreeMap<String, (i64, u32)>>,
    validators: Mutex<(BTreeMap<String, Validators>, VecDeque<String>)>,
    /// What was asked for since [`Hosts::take_robots`].
    robots: Mutex<Vec<RobotsTxt>>,
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

    /// Notes an answer that is to be kept over a restart.
    pub fn note_robots(&self, answer: RobotsTxt) {
        let mut noted = self.robots.lock().unwrap_or_else(PoisonError::into_inner);
        // Where nobody takes them they are only asked for again after a restart.
        if noted.len() < ROBOTS_NOTED_MAX {
            noted.push(answer);
        }
    }

    /// The answers since the last call.
    pub fn take_robots(&self) -> Vec<RobotsTxt> {
        std::mem::take(&mut *self.robots.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes an answer from before a restart; before the first request, so nobody has the host's turn.
    pub fn keep_robots(&self, answer: &RobotsTxt) {
        let host = Url::parse(&answer.origin).ok().and_then(|url| url.host_str().map(str::to_owned));
        let Some(host) = host else { return };
        let turn = self.turns.lock().unwrap_or_else(PoisonError::into_inner).entry(host).or_default().clone();
        if let Ok(mut turn) = turn.try_lock() {
            turn.set_robots(answer);
        }
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
