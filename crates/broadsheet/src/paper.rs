//! What the site needs of a hub.

use std::sync::Arc;

use store::search::Index;

use crate::hub::Hub;

/// Connections that readers may have open at once.
const CONNECTIONS_MAX: u64 = 4_096;

/// Raises the number of files that the process may have open as far as it may, often from 1,024, and leaves half of it to readers.
fn connections() -> usize {
    use rustix::process::{Resource, getrlimit, setrlimit};
    let mut limit = getrlimit(Resource::Nofile);
    let wanted = limit.maximum.unwrap_or(u64::MAX).min(4 * CONNECTIONS_MAX);
    if limit.current.is_some_and(|current| current < wanted) {
        limit.current = Some(wanted);
        let _ = setrlimit(Resource::Nofile, limit);
    }
    let may = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    usize::try_from((may / 2).min(CONNECTIONS_MAX)).unwrap_or(64)
}

/// The hub as the site sees it.
pub fn hub(hub: &Hub, index: Option<Arc<Index>>) -> site::Hub {
    let settings = &hub.settings;
    site::Hub {
        store: hub.store.clone(),
        index,
        files: hub.media.clone(),
        metrics: None,
        settings: site::Settings {
            name: settings.name.clone(),
            address: settings.address.clone(),
            language: settings.language.clone(),
            time_zone: settings.time_zone.clone(),
            sections: settings.sections.clone(),
            trusted_proxies: settings.trusted_proxies.clone(),
            metrics_token: settings.metrics_token.clone(),
            templates: (!settings.templates.is_empty()).then(|| settings.templates.clone().into()),
            ai_training: settings.ai_training,
            cache_bytes: settings.cache_mb << 20,
            connections: connections(),
        },
    }
}
