//! Figures for Prometheus: what is asked and how it is answered, and what waits. They name nobody.

use std::sync::LazyLock;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use guildhall::clock::{SECOND, Timestamp};
use guildhall::db::Db;
use guildhall::{job, mail};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::router::addresses;
use crate::state::AppState;

/// Bounds of the histogram, in seconds.
const BOUNDS: [f64; 9] = [0.002, 0.005, 0.01, 0.025, 0.1, 0.25, 1.0, 2.5, 10.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    route: &'static str,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Way {
    route: &'static str,
}

/// What is counted while the process runs.
#[derive(Clone)]
pub struct Metrics {
    requests: Family<Asked, Counter>,
    seconds: Family<Way, Histogram>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self { requests: Family::default(), seconds: Family::new_with_constructor(|| Histogram::new(BOUNDS)) }
    }
}

impl Metrics {
    /// Counts an answer. Streams are counted when they begin.
    pub fn answered(&self, method: &Method, path: &str, status: u16, took: Duration) {
        let method = match *method {
            Method::GET => "GET",
            Method::HEAD => "HEAD",
            Method::POST => "POST",
            _ => "other",
        };
        let route = route_of(path);
        self.requests.get_or_create(&Asked { route, method, status }).inc();
        self.seconds.get_or_create(&Way { route }).observe(took.as_secs_f64());
    }
}

/// The address as the router knows it, so that there are only so many; `other` for what leads nowhere.
fn route_of(path: &str) -> &'static str {
    static ROUTES: LazyLock<Vec<(String, Vec<String>)>> = LazyLock::new(|| {
        let mut paths: Vec<String> = addresses().into_iter().map(|(_, path)| path).collect();
        paths.dedup();
        let words = |path: &str| path.split('/').map(str::to_owned).collect();
        // What is spelled out goes before what is a place for anything.
        paths.sort_by_key(|path| path.matches('{').count());
        paths.into_iter().map(|path| (path.clone(), words(&path))).collect()
    });
    if path.starts_with("/pkg/") {
        return "/pkg/{file}";
    }
    let fits = |words: &[String]| {
        let mut asked = path.split('/');
        words.iter().all(|word| asked.next().is_some_and(|part| word.starts_with('{') || word == part))
            && asked.next().is_none()
    };
    ROUTES.iter().find(|(_, words)| fits(words)).map_or("other", |(path, _)| path)
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Named {
    name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Built {
    version: &'static str,
}

/// The router of the address for figures alone.
pub fn router(state: AppState) -> Router {
    Router::new().route("/metrics", get(figures)).with_state(state)
}

async fn figures(State(state): State<AppState>) -> Response {
    let mut registry = Registry::with_prefix("guildhall");
    let Metrics { requests, seconds } = state.metrics.clone();
    registry.register("requests", "Answers, by route, method and status", requests);
    registry.register_with_unit("request", "How long answers took, by route", Unit::Seconds, seconds);
    let built = Family::<Built, Gauge>::default();
    built.get_or_create(&Built { version: env!("CARGO_PKG_VERSION") }).set(1);
    registry.register("build", "The version that runs", built);
    gauge(&mut registry, "streams", "Open pages that hear of changes", count(state.streams.count()));
    let (open, idle) = state.db.connections();
    gauge(&mut registry, "database_connections", "Open connections to the database", open.into());
    gauge(&mut registry, "database_connections_idle", "Those of them that nobody uses", count(idle));
    // What the database knows is left out while it does not answer: its absence says so, as does this.
    let known = known(&state.db, &mut registry).await;
    gauge(&mut registry, "database_up", "Whether the database answered", known.is_ok().into());
    let mut text = String::new();
    match encode(&mut text, &registry) {
        Ok(()) => ([(header::CONTENT_TYPE, "application/openmetrics-text; version=1.0.0; charset=utf-8")], text)
            .into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn known(db: &Db, registry: &mut Registry) -> guildhall::Result<()> {
    let now = Timestamp::now();
    let mails = mail::figures(&mut *db.read().await?, now).await?;
    let jobs = job::next(db).await?;
    let age = mails.oldest_at.map_or(0, |oldest| (now.0 - oldest.0).max(0) / SECOND);
    gauge(registry, "mails_waiting", "Mails that are not sent yet", mails.waiting);
    gauge(registry, "mails_held", "Those of them that the mail server took none of", mails.held);
    gauge(registry, "mails_failed", "Mails that were given up", mails.failed);
    gauge(registry, "mails_oldest_seconds", "How long the oldest mail waits that could be sent", age);
    let due = Family::<Named, Gauge>::default();
    for (name, next_at) in jobs {
        due.get_or_create(&Named { name }).set(next_at.0 / SECOND);
    }
    registry.register("job_next_timestamp_seconds", "When a job is due next", due);
    Ok(())
}

fn gauge(registry: &mut Registry, name: &str, help: &str, value: i64) {
    let gauge = Gauge::<i64>::default();
    gauge.set(value);
    registry.register(name, help, gauge);
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_path_is_counted_under_the_address_it_fits() {
        for (path, route) in [
            ("/", "/"),
            ("/orgs/new", "/orgs/new"),
            ("/orgs/acme", "/orgs/{org}"),
            ("/orgs/acme/people/@ada", "/orgs/{org}/people/{person}"),
            ("/orgs/acme/people/invite", "/orgs/{org}/people/invite"),
            ("/@ada", "/{at}"),
            ("/healthz", "/healthz"),
            ("/pkg/guildhall.123.wasm", "/pkg/{file}"),
            ("/wp-admin/setup.php", "other"),
            ("/orgs/acme/people/@ada/more", "other"),
        ] {
            assert_eq!(route_of(path), route, "{path}");
        }
    }
}
