use std::sync::Arc;

use app::server::Settings;
use guildhall::db::Db;
use ipnet::IpNet;

use crate::config::Config;
use crate::layers::rate::Rates;

/// What all requests share; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub db: Db,
    pub settings: Settings,
    pub trusted_proxies: Arc<[IpNet]>,
    pub rates: Option<Arc<Rates>>,
    /// What browsers are told of https, where people come by it.
    pub hsts: Option<&'static str>,
}

impl AppState {
    pub fn new(config: &Config, db: Db) -> Self {
        Self {
            db,
            settings: Settings { base_url: config.base_url(), dev: config.dev, secure: config.secure() },
            trusted_proxies: config.trusted_proxies.as_slice().into(),
            rates: config.rate_limits.then(Arc::default),
            hsts: config.secure().then_some(match config.hsts_subdomains {
                true => "max-age=31536000; includeSubDomains",
                false => "max-age=31536000",
            }),
        }
    }

    /// Keeps the memory for rate limits bounded.
    pub fn forget_quiet_addresses(&self) {
        if let Some(rates) = &self.rates {
            rates.forget_quiet();
        }
    }
}
