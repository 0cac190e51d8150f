use std::sync::Arc;
use std::time::{Duration, Instant};

use app::server::Settings;
use guildhall::db::Db;
use ipnet::IpNet;
use tokio::sync::Mutex;

use crate::config::Config;
use crate::layers::rate::Rates;
use crate::metrics::Metrics;
use crate::streams::Streams;

/// What all requests share; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    pub db: Db,
    pub settings: Settings,
    pub trusted_proxies: Arc<[IpNet]>,
    pub rates: Option<Arc<Rates>>,
    /// How long a statement may take.
    pub patience: Duration,
    pub readiness: Arc<Readiness>,
    pub streams: Streams,
    pub metrics: Metrics,
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
            patience: Duration::from_secs(config.statement_timeout.into()),
            readiness: Arc::default(),
            streams: Streams::default(),
            metrics: Metrics::default(),
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

/// How long an answer about the database holds, so that whoever asks often does not ask it as often.
const HOLDS: Duration = Duration::from_secs(1);

/// Whether the database can be worked with, asked once for all who want to know in one second.
#[derive(Default)]
pub struct Readiness(Mutex<Option<(Instant, bool)>>);

impl Readiness {
    pub async fn ask(&self, db: &Db) -> bool {
        let mut known = self.0.lock().await;
        if let Some((at, is_ready)) = *known
            && at.elapsed() < HOLDS
        {
            return is_ready;
        }
        let is_ready = db.is_ready().await;
        *known = Some((Instant::now(), is_ready));
        is_ready
    }
}
