use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use guildhall::Error;
use tokio::time::timeout;

use crate::plain::Responder;
use crate::state::AppState;

/// What else than one statement a request may take its time for.
const REST: Duration = Duration::from_secs(5);

/// Gives a request up for which the database hangs: one that answers nothing keeps to no limit of its own. The body has
/// arrived already, and what is streamed begins at once.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let responder = Responder::of(request.headers(), request.extensions());
    match timeout(state.patience + REST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::warn!("a request was given up, as the database does not answer");
            responder.error(&Error::Away)
        }
    }
}
