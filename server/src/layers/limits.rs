use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_LENGTH;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::timeout;

use crate::plain::Responder;

/// Most bytes of a form.
const MOST: usize = 256 * 1024;
/// Longest time a form may take to arrive.
const ARRIVE: Duration = Duration::from_secs(30);

/// What was posted, for those who look at it twice.
#[derive(Clone)]
pub struct Posted(pub Bytes);

/// Takes in the whole body of a post, or refuses it.
pub async fn layer(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        let (parts, _) = request.into_parts();
        return next.run(Request::from_parts(parts, Body::empty())).await;
    }
    let responder = Responder::of(request.headers(), request.extensions());
    if announced(request.headers()) > MOST {
        return too_large(&responder);
    }
    let (mut parts, body) = request.into_parts();
    match timeout(ARRIVE, to_bytes(body, MOST)).await {
        Ok(Ok(bytes)) => {
            parts.extensions.insert(Posted(bytes.clone()));
            next.run(Request::from_parts(parts, Body::from(bytes))).await
        }
        Ok(Err(_)) => too_large(&responder),
        Err(_) => {
            responder.refuse(StatusCode::REQUEST_TIMEOUT, "Too slow", "The form did not arrive in time. Try again.")
        }
    }
}

fn announced(headers: &HeaderMap) -> usize {
    headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok())
        .and_then(|length| length.parse().ok())
        .unwrap_or(0)
}

fn too_large(responder: &Responder) -> Response {
    responder.refuse(
        StatusCode::PAYLOAD_TOO_LARGE,
        "Too much",
        "The form was larger than 256 kB. Nothing was saved; shorten the text.",
    )
}
