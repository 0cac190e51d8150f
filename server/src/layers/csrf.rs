use axum::body::Body;
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::plain::Responder;
use crate::state::AppState;

/// The answer to a request that another site made.
pub type Refusal = fn(ProtectionError) -> Response<Body>;

/// Refuses what another site posts. The site's own address counts as its own even when a proxy changes the host.
pub fn layer(state: &AppState) -> CsrfLayer<Refusal> {
    let own = CsrfLayer::new().add_trusted_origin(&state.settings.base_url);
    // Only an address that `BaseUrl` refuses could fail here; then the host alone decides.
    own.unwrap_or_default().with_rejection_response(refuse as Refusal)
}

fn refuse(_: ProtectionError) -> Response<Body> {
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("text/html"));
    Responder::of(&headers, &Default::default()).refuse(
        StatusCode::FORBIDDEN,
        "Not from here",
        "This request came from another site, so nothing was done. Open the page here and try again.",
    )
}
