//! What is known of each host.

use serde::{Deserialize, Serialize};

use crate::RobotsFile;

/// What must outlive a restart: pauses that outlets asked for, and robots.txt files.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// Domains that rest.
    pub pauses: Vec<Pause>,
    /// robots.txt files not older than a day.
    pub robots: Vec<RobotsFile>,
}

/// A rest that an outlet asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// The registrable domain, or the host where it is an address.
    pub domain: String,
    /// Unix second at which it ends.
    pub until: i64,
    /// How often in a row it was asked for.
    pub times: u32,
}
