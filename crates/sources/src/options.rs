//! What the hub's settings decide about fetching.

use std::{fmt, io, net::IpAddr, sync::Arc, time::Duration};

use crate::Network;

/// How the fetcher behaves. [`Options::default`] suits the open internet, but for `contact`, which must be set.
#[derive(Debug, Clone)]
pub struct Options {
    /// An address (`https://…` or a mail address) at which an outlet learns who asks; stands in the User-Agent.
    pub contact: String,
    /// Networks that may be reached although they are not globally routable (`sources.allow`).
    pub allow: Vec<Network>,
    /// Ports besides 80 and 443; in an allowed network every port goes.
    pub ports: Vec<u16>,
    /// `http://host:port` of a proxy. It then resolves names, so that it is the proxy which keeps the hub from inner hosts; addresses
    /// written as numbers are still checked here.
    pub proxy: Option<String>,
    /// Certificates in PEM that are trusted besides the usual roots (the content of a CA file).
    pub ca: Option<Vec<u8>>,
    /// For one attempt to connect, TLS included.
    pub connect_timeout: Duration,
    /// For one request from connecting to its last byte.
    pub total_timeout: Duration,
    /// The longest that a request waits for its host's turn before it is put off with [`crate::FaultKind::Busy`].
    pub wait_max: Duration,
    /// Requests under way at once, over all hosts.
    pub connections: usize,
    /// Shortest time between two pages or pictures of one host; a Crawl-delay that is longer goes before.
    pub host_interval: Duration,
    /// How long a domain rests that answers 429 or 503 without saying how long; doubles each time in a row.
    pub pause: Duration,
    /// The shortest time between two polls of a feed. How long a host is left alone that cannot be reached is measured by it.
    pub poll_floor: Duration,
    /// How names become addresses.
    pub resolver: Resolver,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            contact: String::new(),
            allow: Vec::new(),
            ports: Vec::new(),
            proxy: None,
            ca: None,
            connect_timeout: Duration::from_secs(5),
            total_timeout: Duration::from_secs(20),
            wait_max: Duration::from_secs(10),
            connections: 32,
            host_interval: Duration::from_secs(1),
            pause: Duration::from_secs(600),
            poll_floor: Duration::from_secs(300),
            resolver: Resolver::System,
        }
    }
}

/// How names become addresses.
#[derive(Clone, Default)]
pub enum Resolver {
    /// As the machine does it.
    #[default]
    System,
    /// By a function, for tests and closed networks.
    Function(Arc<dyn Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync>),
}

impl fmt::Debug for Resolver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "System",
            Self::Function(_) => "Function",
        })
    }
}

/// Settings with which no fetcher can be made.
#[derive(Debug, thiserror::Error)]
pub enum BadOptions {
    /// No contact, or characters that cannot stand in a header.
    #[error("the contact address must be set, in plain letters, so that outlets can see who asks: {0:?}")]
    Contact(String),
    /// Not `http://host:port`.
    #[error("the proxy must be written as http://host:port, not {0:?}")]
    Proxy(String),
    /// No certificate in the CA file.
    #[error("the CA file cannot be read: {0}")]
    Ca(String),
}
