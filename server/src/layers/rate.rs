use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use guildhall::Error;

use super::origin::Address;
use crate::plain::Responder;
use crate::state::AppState;

/// Server functions that a form asks while somebody types.
const CHECKS: [&str; 4] = ["name_status", "measure_password", "suggest_people", "check_project_name"];

/// One budget for each kind of request; those of one address do not touch another's.
pub struct Rates {
    /// An office signs in within minutes. Who guesses the password of one account is slowed down by that account.
    sign_in: DefaultKeyedRateLimiter<IpAddr>,
    entrance: DefaultKeyedRateLimiter<IpAddr>,
    post: DefaultKeyedRateLimiter<IpAddr>,
    check: DefaultKeyedRateLimiter<IpAddr>,
    get: DefaultKeyedRateLimiter<IpAddr>,
    /// Lines of the log about whoever has used a budget up.
    news: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
}

impl Default for Rates {
    fn default() -> Self {
        let limiter = |burst, every| DefaultKeyedRateLimiter::keyed(quota(burst, every));
        Self {
            sign_in: limiter(60, Duration::from_secs(1)),
            entrance: limiter(10, Duration::from_secs(6)),
            post: limiter(60, Duration::from_millis(500)),
            check: limiter(30, Duration::from_millis(200)),
            get: limiter(600, Duration::from_millis(10)),
            news: limiter(1, Duration::from_secs(60)),
            clock: DefaultClock::default(),
        }
    }
}

impl Rates {
    /// Drops the addresses whose budget is full again.
    pub fn forget_quiet(&self) {
        for limiter in [&self.sign_in, &self.entrance, &self.post, &self.check, &self.get, &self.news] {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }

    fn check(&self, address: IpAddr, method: &Method, path: &str) -> Result<(), Error> {
        let limiter = self.limiter(method, path);
        limiter.check_key(&household(address)).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            Error::TooMany { seconds: wait.as_secs_f64().ceil().clamp(1.0, 3600.0) as u32 }
        })
    }

    /// Whether the log has not said so of this address in the last minute.
    fn is_news(&self, address: IpAddr) -> bool {
        self.news.check_key(&household(address)).is_ok()
    }

    fn limiter(&self, method: &Method, path: &str) -> &DefaultKeyedRateLimiter<IpAddr> {
        let name = path.rsplit('/').next().unwrap_or_default();
        match method {
            _ if is_check(path) => &self.check,
            &Method::GET | &Method::HEAD => &self.get,
            _ if path.contains("/entrance/") && name == "sign_in" => &self.sign_in,
            _ if path.contains("/entrance/") && name != "sign_out" => &self.entrance,
            _ => &self.post,
        }
    }
}

/// Whether a form asks this while somebody types, rather than somebody by sending it.
pub fn is_check(path: &str) -> bool {
    path.starts_with("/do/") && path.rsplit('/').next().is_some_and(|name| CHECKS.contains(&name))
}

/// Refuses what one address asks too often.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let address = request.extensions().get::<Address>().copied();
    if let (Some(rates), Some(Address(address))) = (&state.rates, address)
        && let Err(error) = rates.check(address, request.method(), request.uri().path())
    {
        if rates.is_news(address) {
            tracing::warn!(target: "guildhall::security", "asks more often than it may");
        }
        return Responder::of(request.headers(), request.extensions()).error(&error);
    }
    next.run(request).await
}

/// One household has a whole /64 of IPv6 addresses.
pub fn household(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() & (u128::MAX << 64)).into(),
    }
}

fn quota(burst: u32, every: Duration) -> Quota {
    let burst = NonZeroU32::new(burst).unwrap_or(NonZeroU32::MIN);
    Quota::with_period(every).unwrap_or_else(|| Quota::per_second(burst)).allow_burst(burst)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const SIGN_IN: &str = "/do/app/pages/entrance/signin/sign_in";
    const SIGN_UP: &str = "/do/app/pages/entrance/signup/sign_up";

    #[test]
    fn the_eleventh_sign_up_has_to_wait_and_an_office_signs_in() {
        let rates = Rates::default();
        let (one, other) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        for _ in 0..10 {
            assert_eq!(rates.check(one, &Method::POST, SIGN_UP), Ok(()));
        }
        assert!(matches!(rates.check(one, &Method::POST, SIGN_UP), Err(Error::TooMany { seconds: 1..=6 })));
        assert_eq!(rates.check(other, &Method::POST, SIGN_UP), Ok(()));
        assert_eq!(rates.check(one, &Method::GET, "/signin"), Ok(()));
        for _ in 0..60 {
            assert_eq!(rates.check(one, &Method::POST, SIGN_IN), Ok(()));
        }
        assert!(matches!(rates.check(one, &Method::POST, SIGN_IN), Err(Error::TooMany { seconds: 1 })));
        assert_eq!([one, one, other].map(|address| rates.is_news(address)), [true, false, true], "once a minute each");
    }

    #[test]
    fn a_household_shares_its_budget() {
        assert_eq!(household("2001:db8:1:2:3::4".parse().unwrap()), household("2001:db8:1:2::9".parse().unwrap()));
        assert_ne!(household("2001:db8:1:2::".parse().unwrap()), household("2001:db8:1:3::".parse().unwrap()));
    }
}
