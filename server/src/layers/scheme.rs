use std::net::SocketAddr;
use std::sync::Once;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::ORIGIN;
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use guildhall::Error;

use crate::plain::Responder;
use crate::state::AppState;

/// Leads whoever comes by http to the https of base_url, or says why it cannot work: cookies of https do not travel by
/// http, and who signs in there would be signed out again without a word. Of the reverse the operator is told.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let base_url = &state.settings.base_url;
    match (state.settings.secure, came_by(&state, &request)) {
        (true, Some(Scheme::Http)) if matches!(*request.method(), Method::GET | Method::HEAD) => {
            static TOLD: Once = Once::new();
            TOLD.call_once(|| {
                tracing::warn!(
                    base_url,
                    "a proxy says by X-Forwarded-Proto that people come by http; they are led to \
                    base_url. Where another proxy before it speaks https, it has to pass on what that one says"
                );
            });
            let page = request.uri().path_and_query().map_or("/", |page| page.as_str());
            Redirect::temporary(&format!("{base_url}{page}")).into_response()
        }
        (true, Some(Scheme::Http)) => {
            let error = Error::Insecure;
            let text = format!("{} Open {base_url} instead.", error.message());
            Responder::of(request.headers(), request.extensions()).explain(&error, &text)
        }
        (false, Some(Scheme::Https)) => {
            static TOLD: Once = Once::new();
            TOLD.call_once(|| {
                tracing::warn!(
                    base_url,
                    "people come by https, but base_url says http: set it to the address they use, \
                    so that links in mails lead there and cookies travel encrypted only"
                );
            });
            next.run(request).await
        }
        _ => next.run(request).await,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
}

/// How a browser came, as far as that is known: by what a trusted proxy says or, on a site of https, by what the
/// browser says of the page that sends something.
fn came_by(state: &AppState, request: &Request) -> Option<Scheme> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>()?.0.ip().to_canonical();
    let is_proxy = state.trusted_proxies.iter().any(|network| network.contains(&peer));
    let said = if is_proxy { word(request.headers(), "x-forwarded-proto") } else { None };
    let origin = || word(request.headers(), ORIGIN.as_str())?.split_once("://").map(|(scheme, _)| scheme);
    match said.or_else(|| if state.settings.secure { origin() } else { None })? {
        "http" => Some(Scheme::Http),
        "https" => Some(Scheme::Https),
        _ => None,
    }
}

fn word<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
