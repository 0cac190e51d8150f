use std::sync::{Arc, LazyLock, OnceLock};

use app::server::{Assets, Settings};
use app::{App, shell};
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;
use guildhall::db::Db;
use ipnet::IpNet;
use leptos::config::LeptosOptions;
use leptos::prelude::provide_context;
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, generate_route_list_with_exclusions_and_ssg_and_context,
    render_app_async_with_context,
};

use crate::config::Config;
use crate::layers::{csrf, form, headers, limits, origin, panics, rate, sessions, spawn, statics, trace};
use crate::letters;
use crate::site;

/// What all requests share; cheap to clone.
#[derive(Clone)]
pub struct Hall {
    pub db: Db,
    pub settings: Settings,
    pub trusted_proxies: Arc<[IpNet]>,
    pub rates: Option<Arc<rate::Rates>>,
}

impl Hall {
    pub fn new(config: &Config, db: Db) -> Self {
        Self {
            db,
            settings: Settings { base_url: config.base_url(), dev: config.dev, secure: config.secure() },
            trusted_proxies: config.trusted_proxies.as_slice().into(),
            rates: config.rate_limits.then(Arc::default),
        }
    }

    /// Keeps the memory for rate limits bounded.
    pub fn forget_quiet_addresses(&self) {
        if let Some(rates) = &self.rates {
            rates.forget_quiet();
        }
    }
}

/// Every address of the process, from the outermost layer to the pages.
pub fn router(hall: Hall) -> Router {
    spawn::install();
    let people = Router::new()
        .route("/admin/mail/{id}/letter", get(letters::admin))
        .route("/dev/mail/{id}/letter", get(letters::dev))
        .with_state(hall.clone())
        .fallback_service(pages(&hall))
        .layer(from_fn_with_state(hall.clone(), form::layer))
        .layer(from_fn_with_state(hall.clone(), sessions::layer))
        .layer(from_fn(limits::layer))
        .layer(csrf::layer(&hall))
        .layer(from_fn_with_state(hall.clone(), rate::layer))
        .layer(from_fn_with_state(hall.clone(), origin::layer))
        .layer(from_fn(statics::layer));
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .with_state(hall.clone())
        .fallback_service(people)
        .layer(panics::layer())
        .layer(from_fn(panics::explain))
        .layer(from_fn_with_state(hall, headers::layer))
        .layer(from_fn(trace::layer))
}

/// The pages and their server functions.
fn pages(hall: &Hall) -> Router {
    let options = LeptosOptions::builder().output_name("guildhall").build();
    let context = {
        let hall = hall.clone();
        move || {
            provide_context(hall.db.clone());
            provide_context(hall.settings.clone());
            provide_context(assets());
            headers::allow_own_scripts();
        }
    };
    let document = {
        let options = options.clone();
        move || shell(options.clone())
    };
    let not_found = render_app_async_with_context(context.clone(), document.clone());
    Router::new()
        .leptos_routes_with_context(&options, routes(context.clone()), context, document)
        .fallback(not_found)
        .with_state(options)
}

/// The route table of the pages. Made once: while it is made, resources of all pages in the process are left to hang.
fn routes(context: impl Fn() + Clone + Send + 'static) -> Vec<AxumRouteListing> {
    static ROUTES: OnceLock<Vec<AxumRouteListing>> = OnceLock::new();
    ROUTES.get_or_init(|| generate_route_list_with_exclusions_and_ssg_and_context(App, None, context).0).clone()
}

/// The same for every page.
fn assets() -> Assets {
    static ASSETS: LazyLock<Assets> = LazyLock::new(site::assets);
    ASSETS.clone()
}

/// Whether requests would find a database they can work with.
async fn ready(State(hall): State<Hall>) -> (StatusCode, &'static str) {
    let pending = hall.db.pending_migrations().await;
    match hall.db.is_ready().await && matches!(pending, Ok(0)) {
        true => (StatusCode::OK, "ready\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not ready: the database does not answer or is not up to date\n"),
    }
}
