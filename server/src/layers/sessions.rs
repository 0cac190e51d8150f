use app::server::local_path;
use axum::extract::{Request, State};
use axum::http::{Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use guildhall::access::{Caller, Origin};
use guildhall::account;
use guildhall::address::{self, Part, part};
use guildhall::token::Secret;

use super::trace;
use crate::plain::{Responder, wants_page};
use crate::state::AppState;

/// Finds out who is signed in, and sends people to the right side of the door.
pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let origin = request.extensions().get::<Origin>().cloned().unwrap_or_default();
    let jar = CookieJar::from_headers(request.headers());
    let secret = jar.get(state.settings.session_cookie()).and_then(|cookie| Secret::parse(cookie.value()));
    let found = match &secret {
        None => Ok(None),
        Some(secret) if shows_viewer(&request) => {
            let found = account::session_and_viewer(&state.db, secret, &origin).await;
            found.map(|found| found.map(|(actor, viewer)| (actor, Some(viewer))))
        }
        Some(secret) => {
            let found = account::session(&state.db, secret, &origin).await;
            found.map(|found| found.map(|actor| (actor, None)))
        }
    };
    let (actor, viewer) = match found {
        Ok(found) => found.unzip(),
        Err(error) => return Responder::of(request.headers(), request.extensions()).error(&error),
    };
    if let Some(actor) = &actor {
        trace::note("user", actor.name.as_str());
    }
    if let Some(elsewhere) = elsewhere(request.method(), request.uri(), actor.is_some()) {
        return Redirect::to(&elsewhere).into_response();
    }
    if let Some(secret) = secret.filter(|_| actor.is_some()) {
        request.extensions_mut().insert(secret);
    }
    if let Some(viewer) = viewer.flatten() {
        request.extensions_mut().insert(viewer);
    }
    request.extensions_mut().insert(Caller { actor, origin });
    next.run(request).await
}

/// Whether the answer may be a page, which shows whoever it is for. Counted once too often does no harm.
fn shows_viewer(request: &Request) -> bool {
    let path = request.uri().path();
    wants_page(request.headers()) || !(path.starts_with("/do/") || path == "/live")
}

/// The page a person is sent to instead of the one asked for.
fn elsewhere(method: &Method, uri: &Uri, signed_in: bool) -> Option<String> {
    if !matches!(*method, Method::GET | Method::HEAD) {
        return None;
    }
    let path = uri.path();
    match signed_in {
        _ if path == address::START => Some(if signed_in { address::ORGS } else { address::SIGN_IN }.into()),
        false if part(path).is_inside() => Some(sign_in(uri)),
        true if part(path) == Part::Door => Some(local_path(&next_of(uri), address::ORGS)),
        _ => None,
    }
}

/// The sign-in page that leads on to the page asked for.
pub fn sign_in(page: &Uri) -> String {
    let page = page.path_and_query().map_or("/", |page| page.as_str());
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", page).finish();
    format!("{}?{query}", address::SIGN_IN)
}

fn next_of(uri: &Uri) -> String {
    let query = uri.query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == "next")
        .map(|(_, next)| next.into_owned())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn sent(path: &str, signed_in: bool) -> Option<String> {
        elsewhere(&Method::GET, &path.parse().unwrap(), signed_in)
    }

    #[test]
    fn signed_out_people_sign_in_first_and_come_back() {
        assert_eq!(sent("/orgs/acme?tab=1", false).unwrap(), "/signin?next=%2Forgs%2Facme%3Ftab%3D1");
        assert_eq!(sent("/", false).unwrap(), "/signin");
        assert_eq!(sent("/organs", false), None);
        assert_eq!(sent("/@ada", false), None);
        assert_eq!(elsewhere(&Method::POST, &"/orgs".parse().unwrap(), false), None);
    }

    #[test]
    fn signed_in_people_need_no_door() {
        assert_eq!(sent("/", true).unwrap(), "/orgs");
        assert_eq!(sent("/signin?next=%2Fadmin", true).unwrap(), "/admin");
        assert_eq!(sent("/signin?next=%2F%2Fevil.example", true).unwrap(), "/orgs");
        assert_eq!(sent("/signin?next=https%3A%2F%2Fevil.example", true).unwrap(), "/orgs");
        assert_eq!(sent("/orgs", true), None);
    }
}
