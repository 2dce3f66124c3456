//! What the site needs of a hub.

use std::sync::Arc;

use store::search::Index;

use crate::hub::Hub;

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
        },
    }
}
