use std::sync::{LazyLock, OnceLock};

use app::server::{Assets, Visited};
use app::{App, shell};
use axum::Router;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get};
use leptos::config::LeptosOptions;
use leptos::prelude::provide_context;
use leptos::server_fn::axum::server_fn_paths;
use leptos_axum::{
    AxumRouteListing, LeptosRoutes, generate_route_list_with_exclusions_and_ssg_and_context,
    render_app_async_with_context,
};

use crate::layers::{
    asked, compress, csrf, deadline, finish, form, headers, limits, origin, panics, rate, scheme, sessions, spawn,
    statics, trace,
};
use crate::state::AppState;
use crate::{export, letters, live, site};

/// Every address of the process, from the outermost layer to the pages.
pub fn router(state: AppState) -> Router {
    spawn::install();
    let people = own()
        .into_iter()
        .fold(Router::new(), |router, (path, answer)| router.route(path, answer))
        .with_state(state.clone())
        .fallback_service(pages(&state))
        .layer(from_fn_with_state(state.clone(), form::layer))
        .layer(from_fn_with_state(state.clone(), sessions::layer))
        .layer(from_fn_with_state(state.clone(), deadline::layer))
        .layer(from_fn(limits::layer))
        .layer(csrf::layer(&state))
        .layer(from_fn_with_state(state.clone(), scheme::layer))
        .layer(from_fn_with_state(state.clone(), rate::layer))
        .layer(from_fn_with_state(state.clone(), origin::layer))
        .layer(compress::layer())
        .layer(from_fn(statics::layer));
    process()
        .into_iter()
        .fold(Router::new(), |router, (path, answer)| router.route(path, answer))
        .with_state(state.clone())
        .fallback_service(people)
        .layer(from_fn_with_state(state.clone(), asked::layer))
        .layer(panics::layer())
        .layer(from_fn(panics::explain))
        .layer(from_fn_with_state(state.clone(), headers::layer))
        .layer(from_fn_with_state(state, trace::layer))
}

/// Addresses for people that are no pages; each answers GET.
fn own() -> [(&'static str, MethodRouter<AppState>); 5] {
    [
        ("/admin/mail/{id}/letter", get(letters::admin)),
        ("/dev/mail/{id}/letter", get(letters::dev)),
        ("/live", get(live::changes)),
        ("/orgs/{org}/people.csv", get(export::people_csv)),
        ("/orgs/{org}/people.jsonl", get(export::people_jsonl)),
    ]
}

/// Addresses of the process itself, for whoever runs it; each answers GET.
fn process() -> [(&'static str, MethodRouter<AppState>); 2] {
    [("/healthz", get(|| async { "ok\n" })), ("/readyz", get(ready))]
}

/// Every address there is, with the method it answers, for a test that asks them all: what is added to the router is in
/// it.
pub fn addresses() -> Vec<(Method, String)> {
    let own = own().into_iter().chain(process()).map(|(path, _)| (Method::GET, path.to_owned()));
    let pages = routes(|| {}).into_iter().map(|page| (Method::GET, page.path().to_owned()));
    let functions = server_fn_paths().map(|(path, method)| (method, path.to_owned()));
    let mut all: Vec<_> = own.chain(pages).chain(functions).collect();
    all.sort_by(|one, other| one.1.cmp(&other.1));
    all.dedup();
    all
}

/// The pages and their server functions.
fn pages(state: &AppState) -> Router {
    let options = LeptosOptions::builder().output_name("guildhall").build();
    let context = {
        let state = state.clone();
        move || {
            provide_context(state.db.clone());
            provide_context(state.settings.clone());
            provide_context(assets());
            provide_context(Visited::default());
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
        .layer(from_fn(finish::layer))
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
async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match state.readiness.ask(&state.db).await {
        true => (StatusCode::OK, "ready\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not ready: the database does not answer or is not up to date\n"),
    }
}
