use axum::Extension;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY};
use axum::http::request::Parts;
use axum::response::{Html, IntoResponse, Response};
use guildhall::access::Caller;
use guildhall::id::MailId;
use guildhall::mail::{self, Mail};
use guildhall::{Error, Result};

use crate::plain::Responder;
use crate::state::AppState;

/// Mails bring their own styles; nothing else, from nowhere.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; form-action 'none'; base-uri 'none'; \
     sandbox allow-top-navigation-by-user-activation",
);

/// For site admins, without the secret of the link.
pub async fn admin(
    State(state): State<AppState>,
    Extension(caller): Extension<Caller>,
    Path(id): Path<String>,
    parts: Parts,
) -> Response {
    let found = async {
        let actor = caller.actor.as_ref().ok_or(Error::NotFound)?;
        guildhall::admin::mail(&state.db, actor, &parse(&id)?, &state.settings.base_url).await
    };
    answer(found.await, &parts)
}

/// In development only, with the real link.
pub async fn dev(State(state): State<AppState>, Path(id): Path<String>, parts: Parts) -> Response {
    let found = async {
        if !state.settings.dev {
            return Err(Error::NotFound);
        }
        mail::inbox_mail(&state.db, &parse(&id)?, &state.settings.base_url).await
    };
    let mut response = answer(found.await, &parts);
    // The length of what holds a secret must not tell of it.
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store, no-transform"));
    response
}

fn parse(id: &str) -> Result<MailId> {
    MailId::parse(id).ok_or(Error::NotFound)
}

fn answer(found: Result<Mail>, parts: &Parts) -> Response {
    let mut response = match found {
        // A link leaves the frame.
        Ok(mail) => Html(mail.html.replacen("<head>", "<head><base target=\"_top\">", 1)).into_response(),
        Err(error) => Responder::of(&parts.headers, &parts.extensions).error(&error),
    };
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, POLICY);
    response
}
