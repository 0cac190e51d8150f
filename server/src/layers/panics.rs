use std::any::Any;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use guildhall::Error;
use tower_http::catch_panic::CatchPanicLayer;

use crate::plain::Responder;

/// Stands in for the answer until it is known who asked.
#[derive(Clone)]
struct Panicked;

/// Turns a panic into an empty answer that says so.
pub fn layer() -> CatchPanicLayer<fn(Box<dyn Any + Send>) -> Response> {
    CatchPanicLayer::custom(caught)
}

/// Shows the page for what `layer` caught.
pub async fn explain(request: Request, next: Next) -> Response {
    let responder = Responder::of(request.headers(), request.extensions());
    let response = next.run(request).await;
    match response.extensions().get::<Panicked>() {
        Some(_) => responder.error(&Error::Internal),
        None => response,
    }
}

fn caught(panic: Box<dyn Any + Send>) -> Response {
    let what = panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(what, "a request panicked");
    (axum::http::StatusCode::INTERNAL_SERVER_ERROR, axum::Extension(Panicked)).into_response()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use axum::Router;
    use axum::body::{Body, to_bytes};
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_page_and_the_next_request_is_served() {
        let broken = get(|| async { "not a number".parse::<u8>().unwrap().to_string() });
        let router = Router::new().route("/", broken).layer(layer()).layer(from_fn(explain));
        for _ in 0..2 {
            let request = Request::builder().uri("/").header("accept", "text/html").body(Body::empty()).unwrap();
            let response = router.clone().oneshot(request).await.unwrap();
            assert_eq!(response.status(), 500);
            let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
            assert!(String::from_utf8_lossy(&body).contains("Something broke on our side"));
        }
    }
}
