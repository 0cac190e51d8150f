use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;

use crate::site;

/// Answers with a file of the site, if there is one at this path, before anybody asks who is signed in.
pub async fn layer(request: Request, next: Next) -> Response {
    let file = match *request.method() {
        Method::GET | Method::HEAD => site::file(request.uri().path(), request.headers()),
        _ => None,
    };
    match file {
        Some(file) => file,
        None => next.run(request).await,
    }
}
