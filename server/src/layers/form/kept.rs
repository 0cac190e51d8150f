//! What was typed into a form whose session had ended: it travels sealed in the sign-in page, and stands in its form
//! again once its reader has signed in. In no address and in no log.

use app::echo::Echo;
use app::error::Fault;
use app::server::SIGN_IN_ACT;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::Cookie;
use guildhall::access::{Caller, Origin};
use guildhall::clock::{HOUR, Timestamp};
use guildhall::error::{Error, Stale};
use guildhall::token::Secret;
use guildhall::{account, site};
use serde::{Deserialize, Serialize};

use super::seal::{open, seal};
use super::{again, ask_for, fields, typed};
use crate::layers::sessions::sign_in;
use crate::state::AppState;

/// Field of the sign-in page.
const KEPT: &str = "kept";
/// What was typed longer ago is lost, in milliseconds.
const LIFE: i64 = HOUR;
/// Most characters that travel along.
const MOST: usize = 64 * 1024;

#[derive(Serialize, Deserialize)]
struct Kept {
    action: String,
    page: String,
    values: Vec<(String, String)>,
    until: i64,
}

/// The sign-in page in place of a page that wants somebody signed in, with what was typed.
pub async fn sign_in_first(page: Uri, posted: Parts, state: &AppState, next: Next) -> Response {
    let door = sign_in(&page);
    let kept = Kept {
        action: posted.uri.path().to_owned(),
        page: page.to_string(),
        values: typed(&posted),
        until: Timestamp::now().0 + LIFE,
    };
    let sealed = match site::sealing_key(&state.db).await {
        Ok(key) => serde_json::to_vec(&kept).ok().and_then(|kept| seal(&key, &kept)),
        Err(_) => None,
    };
    let (Some(sealed), Ok(at)) = (sealed.filter(|sealed| sealed.len() <= MOST), door.parse::<Uri>()) else {
        return Redirect::to(&door).into_response();
    };
    let values = vec![(KEPT.to_owned(), sealed), ("next".to_owned(), page.to_string())];
    let echo = Echo { action: SIGN_IN_ACT.to_owned(), values, fault: Fault::from(Error::SignInNeeded) };
    let mut response = next.run(ask_for(at, posted, echo)).await;
    if response.status().is_success() {
        *response.status_mut() = StatusCode::UNAUTHORIZED;
    }
    response
}

/// After a sign-in that brought something along, the form it was typed into; any other answer as it is.
pub async fn resumed(answer: Response, posted: Parts, state: &AppState, next: Next) -> Response {
    if posted.uri.path() != SIGN_IN_ACT {
        return answer;
    }
    let Some((page, echo)) = brought(&posted, state).await else { return answer };
    let cookies: Vec<_> = answer.headers().get_all(SET_COOKIE).iter().cloned().collect();
    let named = |cookie: &Cookie<'_>| cookie.name() == state.settings.session_cookie();
    let session = cookies
        .iter()
        .filter_map(|cookie| Cookie::parse(cookie.to_str().ok()?.to_owned()).ok())
        .find(named)
        .and_then(|cookie| Secret::parse(cookie.value()));
    let Some(session) = session.filter(|_| answer.headers().contains_key(LOCATION)) else { return answer };
    let origin = posted.extensions.get::<Origin>().cloned().unwrap_or_default();
    let Ok(Some((actor, viewer))) = account::session_and_viewer(&state.db, &session, &origin).await else {
        return answer;
    };
    let mut posted = posted;
    posted.extensions.insert(Caller { actor: Some(actor), origin });
    posted.extensions.insert(viewer);
    posted.extensions.insert(session);
    let mut page = again(page, posted, echo, next).await;
    // Whoever may not see that page goes on as after any sign-in.
    if !page.status().is_success() {
        return answer;
    }
    page.headers_mut().extend(cookies.into_iter().map(|cookie| (SET_COOKIE, cookie)));
    page
}

/// The page and the form that was kept.
async fn brought(posted: &Parts, state: &AppState) -> Option<(Uri, Echo)> {
    let sealed = fields(posted).find(|(name, _)| name == KEPT).map(|(_, sealed)| sealed)?;
    let kept = open(&*site::sealing_key(&state.db).await.ok()?, &sealed)?;
    let Kept { action, page, values, until } = serde_json::from_slice(&kept).ok()?;
    let is_fresh = Timestamp::now().0 < until;
    let echo = Echo { action, values, fault: Fault::from(Error::Stale(Stale::Session)) };
    page.parse().ok().filter(|_| is_fresh).map(|page| (page, echo))
}
