use std::any::Any;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use guildhall::Error;
use tower_http::catch_panic::CatchPanicLayer;

use crate::plain::Asker;

/// Stands in for the answer until it is known who asked.
#[derive(Clone)]
struct Panicked;

/// Turns a panic into an empty answer that says so.
pub fn layer() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    CatchPanicLayer::custom(caught)
}

/// Shows the page for what `layer` caught.
pub async fn explain(request: Request, next: Next) -> Response {
    let asker = Asker::of(request.headers(), request.extensions());
    let response = next.run(request).await;
    match response.extensions().get::<Panicked>() {
        Some(_) => asker.error(&Error::Internal),
        None => response,
    }
}

fn caught(panic: Box<dyn Any + Send>) -> Response {
    let what = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(what, "a request panicked");
    (axum::http::StatusCode::INTERNAL_SERVER_ERROR, axum::Extension(Panicked)).into_response()
}
