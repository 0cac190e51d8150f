mod kept;
mod seal;

use app::echo::Echo;
use app::error::Fault;
use app::server::local_path;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION, REFERER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use guildhall::Error;

use super::limits::Posted;
use crate::plain::{Responder, SERVER_FN_ERROR, retry_after, status_of, wants_page};
use crate::state::AppState;

/// Hidden field of every form: the page it stands on. The Referer is no use once the form itself was the last
/// answer.
const PAGE: &str = "_page";
/// Fields with such a word in their name are never sent back.
const SECRET: [&str; 3] = ["password", "token", "secret"];
/// Nor those of the form that changes a password.
const PASSWORDS: [&str; 2] = ["current", "new"];
/// Most bytes of an error.
const ERROR: usize = 64 * 1024;

/// Gives errors of server functions their status, and shows a form that was posted without script once more.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if !request.uri().path().starts_with("/do/") {
        return next.run(request).await;
    }
    let plain = request.method() == Method::POST && wants_page(request.headers());
    let (parts, body) = request.into_parts();
    let response = next.clone().run(Request::from_parts(parts.clone(), body)).await;
    let is_error = response.headers().contains_key(SERVER_FN_ERROR);
    match (plain, is_error) {
        (false, false) => response,
        (false, true) => with_status(response).await,
        (true, false) => kept::resumed(see_other(response, &parts, &state), parts, &state, next).await,
        (true, true) => form_again(fault_of(response).await, parts, &state, next).await,
    }
}

/// For the program in the page: the same body, with the status that says the same.
async fn with_status(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, ERROR).await.unwrap_or_default();
    let error = fault(&bytes).error;
    parts.status = status_of(&error);
    retry_after(&mut parts.headers, &error);
    Response::from_parts(parts, Body::from(bytes))
}

async fn fault_of(response: Response) -> Fault {
    fault(&to_bytes(response.into_body(), ERROR).await.unwrap_or_default())
}

fn fault(bytes: &[u8]) -> Fault {
    serde_json::from_slice(bytes).unwrap_or_else(|_| Error::Internal.into())
}

/// Post, redirect, get: the browser asks for the next page anew.
fn see_other(mut response: Response, posted: &Parts, state: &AppState) -> Response {
    if response.status() == StatusCode::FOUND {
        *response.status_mut() = StatusCode::SEE_OTHER;
    }
    // Where the function names no page, Leptos goes back to the Referer.
    let named = response.headers().get(LOCATION);
    if named.is_some() && named == posted.headers.get(REFERER) {
        let page = HeaderValue::try_from(page(posted, state)).unwrap_or(HeaderValue::from_static("/"));
        response.headers_mut().insert(LOCATION, page);
    }
    response
}

/// The page with the form, with what was typed and what is wrong; or the error alone, where there is no such page.
async fn form_again(fault: Fault, posted: Parts, state: &AppState, next: Next) -> Response {
    let responder = Responder::of(&posted.headers, &posted.extensions);
    let Ok(page) = page(&posted, state).parse::<Uri>() else {
        return responder.error(&fault.error);
    };
    if fault.error == Error::SignInNeeded {
        return kept::sign_in_first(page, posted, state, next).await;
    }
    let echo = Echo { action: posted.uri.path().to_owned(), values: typed(&posted), fault: fault.clone() };
    let mut response = again(page, posted, echo, next).await;
    if response.status().is_redirection() {
        return responder.error(&fault.error);
    }
    // A page that cannot be shown any more says so itself.
    if response.status().is_success() {
        *response.status_mut() = status_of(&fault.error);
        retry_after(response.headers_mut(), &fault.error);
    }
    response
}

/// A page with what a form of it holds.
async fn again(page: Uri, posted: Parts, echo: Echo, next: Next) -> Response {
    next.run(ask_for(page, posted, echo)).await
}

fn ask_for(page: Uri, posted: Parts, echo: Echo) -> Request {
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = page;
    *request.headers_mut() = posted.headers;
    for header in [CONTENT_LENGTH, CONTENT_TYPE, REFERER] {
        request.headers_mut().remove(header);
    }
    *request.extensions_mut() = posted.extensions;
    request.extensions_mut().insert(echo);
    request
}

fn fields(posted: &Parts) -> impl Iterator<Item = (String, String)> {
    let body = posted.extensions.get::<Posted>();
    let body = body.map(|posted| posted.0.as_ref()).unwrap_or_default();
    form_urlencoded::parse(body).into_owned()
}

fn typed(posted: &Parts) -> Vec<(String, String)> {
    let is_secret =
        |name: &str| PASSWORDS.contains(&name) || SECRET.iter().any(|word| name.to_lowercase().contains(word));
    fields(posted).filter(|(name, _)| name != PAGE && !is_secret(name)).collect()
}

/// The local path of the page that the form stands on.
fn page(posted: &Parts, state: &AppState) -> String {
    let said = fields(posted).find(|(name, _)| name == PAGE).map(|(_, page)| page);
    let page = said.or_else(|| referer(&posted.headers, &state.settings.base_url)).unwrap_or_default();
    match local_path(&page, "/") {
        page if page.starts_with("/do/") => "/".into(),
        page => page,
    }
}

/// The path of the Referer, if it is a page of this site.
fn referer(headers: &HeaderMap, base_url: &str) -> Option<String> {
    let referer = headers.get(REFERER)?.to_str().ok()?;
    referer.strip_prefix(base_url).filter(|path| path.starts_with('/')).map(str::to_owned)
}
