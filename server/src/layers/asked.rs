use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use guildhall::Error;
use guildhall::address::{Part, part};

use crate::plain::Responder;
use crate::state::AppState;

/// Refuses what no browser asks a site for, and keeps the pages of development to whoever develops.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let responder = Responder::of(request.headers(), request.extensions());
    // Such as CONNECT, which asks a proxy and names no path.
    if !request.uri().path().starts_with('/') {
        return responder.refuse(StatusCode::BAD_REQUEST, "No such page", "This request names no page of this site.");
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD | Method::POST) {
        return responder.refuse(
            StatusCode::METHOD_NOT_ALLOWED,
            "No such thing",
            "Pages here are read and forms are sent.",
        );
    }
    match state.settings.dev {
        false if is_dev(request.uri()) => responder.error(&Error::NotFound),
        true if !is_here(request.headers(), request.uri()) => responder.refuse(
            StatusCode::MISDIRECTED_REQUEST,
            "Only on this machine",
            "In development Guildhall shows everybody's mails, so it answers under names of this machine only.",
        ),
        _ => next.run(request).await,
    }
}

fn is_dev(uri: &Uri) -> bool {
    part(uri.path()) == Part::Dev
}

/// Whether the request was sent to a name of this machine. Another name may be one that a foreign page had pointed
/// here.
fn is_here(headers: &HeaderMap, uri: &Uri) -> bool {
    let said = headers.get(HOST).and_then(|host| host.to_str().ok()?.parse::<Authority>().ok());
    uri.authority().cloned().or(said).is_some_and(|authority| is_loopback(authority.host()))
}

/// Whether a host is this machine, wherever one asks.
pub fn is_loopback(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']).to_ascii_lowercase();
    let address = host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
    address || host == "localhost" || host.ends_with(".localhost")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_here() {
        for here in ["localhost", "LOCALHOST", "hall.localhost", "127.0.0.1", "127.3.2.1", "[::1]"] {
            assert!(is_loopback(here), "{here}");
        }
        for elsewhere in ["hall.example", "localhost.example", "127.0.0.1.example", "10.0.0.1", "0.0.0.0", "[::]", ""] {
            assert!(!is_loopback(elsewhere), "{elsewhere}");
        }
    }
}
