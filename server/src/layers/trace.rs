use std::time::Instant;

use app::server::RequestId;
use axum::extract::{Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tracing::field::Empty;
use tracing::{Instrument, Span};
use uuid::Uuid;

use crate::queries::{self, REQUEST};
use crate::state::AppState;

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// In development: how many queries the answer took.
const X_DB_QUERIES: HeaderName = HeaderName::from_static("x-db-queries");

/// Characters of a path in a line of the log; no address of ours comes near.
const LONGEST_PATH: usize = 200;

/// Says in every line of the log that comes of this request from now on where it came from, or who sent it.
pub fn note(what: &'static str, who: &str) {
    Span::current().record(what, who);
}

/// Numbers the request and logs one line when it is answered: never the query, which may hold a token.
pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let id = Uuid::now_v7().to_string();
    let method = request.method().clone();
    let path: String = request.uri().path().chars().take(LONGEST_PATH).collect();
    request.extensions_mut().insert(RequestId(id.clone()));
    // At error level, so that the id stands beside an error even when nothing else is logged.
    let span = tracing::error_span!(REQUEST, %id, address = Empty, user = Empty);
    let mut response = next.run(request).instrument(span.clone()).await;
    let status = response.status().as_u16();
    let took = begun.elapsed();
    state.metrics.answered(&method, &path, status, took);
    let ms = took.as_secs_f64() * 1000.0;
    span.in_scope(|| {
        tracing::info!(%method, path, status, ms = (ms * 10.0).round() / 10.0, "answered");
        // Another site posted, or a role does not allow it.
        if response.status() == StatusCode::FORBIDDEN {
            tracing::warn!(target: "guildhall::security", %method, path, status, "refused");
        }
    });
    if let Some(queries) = queries::counted(&span) {
        response.headers_mut().insert(X_DB_QUERIES, HeaderValue::from(queries));
    }
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(X_REQUEST_ID, id);
    }
    response
}
