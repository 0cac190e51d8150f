use std::net::{IpAddr, SocketAddr};
use std::sync::Once;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::CookieJar;
use guildhall::access::Origin;
use guildhall::clock::{DAY, SECOND};
use guildhall::token::Secret;
use ipnet::IpNet;

use super::rate::is_check;
use super::trace;
use crate::state::AppState;

/// The address that limits count by.
#[derive(Clone, Copy, Debug)]
pub struct Address(pub IpAddr);

/// How long a browser keeps the cookie that tells it apart, in seconds: the longest that browsers allow.
const KEPT: i64 = 400 * DAY / SECOND;

/// Finds out where the request comes from: the network address, and the browser, which gets a cookie for that once it
/// sends something.
pub async fn layer(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let jar = CookieJar::from_headers(request.headers());
    let known = jar.get(state.settings.device_cookie()).and_then(|cookie| Secret::parse(cookie.value()));
    // Not for what a form asks by itself: its answer could arrive after that to the form, and take the place of its
    // cookie.
    let sends = *request.method() == Method::POST && !is_check(request.uri().path());
    let given = (known.is_none() && sends).then(Secret::new);
    let device = known.as_ref().or(given.as_ref()).map(hex).unwrap_or_default();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_canonical());
    if let Some(peer) = peer {
        let address = address(peer, request.headers(), &state.trusted_proxies);
        if address == peer && request.headers().contains_key(FORWARDED_FOR) && !is_trusted(&state.trusted_proxies, peer)
        {
            warn_of(peer);
        }
        let client =
            request.headers().get(USER_AGENT).map(|name| String::from_utf8_lossy(name.as_bytes()).into_owned());
        let origin = Origin::new(&address.to_string(), client.as_deref().unwrap_or_default()).with(device);
        trace::note("address", &origin.address);
        request.extensions_mut().insert(Address(address));
        request.extensions_mut().insert(origin);
    }
    let mut response = next.run(request).await;
    if let Some(given) = given {
        let cookie = state.settings.cookie(state.settings.device_cookie(), given.expose(), KEPT);
        response.headers_mut().extend(HeaderValue::from_str(&cookie).ok().map(|cookie| (SET_COOKIE, cookie)));
    }
    response
}

fn hex(secret: &Secret) -> String {
    secret.hash().iter().map(|byte| format!("{byte:02x}")).collect()
}

const FORWARDED_FOR: &str = "x-forwarded-for";

fn is_trusted(trusted: &[IpNet], address: IpAddr) -> bool {
    trusted.iter().any(|network| network.contains(&address))
}

/// Says once that limits count everybody behind a proxy as one address.
fn warn_of(peer: IpAddr) {
    static TOLD: Once = Once::new();
    TOLD.call_once(|| {
        tracing::warn!(%peer, "sends X-Forwarded-For and is no trusted proxy, so everybody behind it counts as one \
            address; if it is a proxy of yours, add it to trusted_proxies");
    });
}

/// The last address in X-Forwarded-For that no trusted proxy has: what stands further left anybody may have written.
fn address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| is_trusted(trusted, *address);
    if !is_trusted(&peer) {
        return peer;
    }
    let mut found = peer;
    let lines: Vec<&str> = headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok()).collect();
    for hop in lines.iter().rev().flat_map(|line| line.rsplit(',')) {
        let Some(hop) = parse(hop.trim()) else {
            break;
        };
        found = hop;
        if !is_trusted(&hop) {
            break;
        }
    }
    found
}

/// An address, perhaps with a port.
fn parse(hop: &str) -> Option<IpAddr> {
    let with_port = || hop.parse::<SocketAddr>().ok().map(|address| address.ip());
    hop.parse().ok().or_else(with_port).map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn found(peer: &str, forwarded: &[&str]) -> String {
        let trusted = ["10.0.0.0/8".parse().unwrap(), "127.0.0.1/32".parse().unwrap()];
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        address(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(found("192.0.2.7", &["203.0.113.5"]), "192.0.2.7");
        assert_eq!(found("10.1.2.3", &["203.0.113.5"]), "203.0.113.5");
        assert_eq!(found("10.1.2.3", &[]), "10.1.2.3");
    }

    #[test]
    fn what_the_client_wrote_itself_is_not_believed() {
        assert_eq!(found("127.0.0.1", &["1.1.1.1, 203.0.113.5, 10.0.0.9"]), "203.0.113.5");
        assert_eq!(found("127.0.0.1", &["1.1.1.1", "203.0.113.5"]), "203.0.113.5");
        assert_eq!(found("127.0.0.1", &["nonsense"]), "127.0.0.1");
        assert_eq!(found("127.0.0.1", &["[2001:db8::1]:4711"]), "2001:db8::1");
        assert_eq!(found("127.0.0.1", &["::ffff:203.0.113.5"]), "203.0.113.5");
    }
}
