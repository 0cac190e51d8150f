use axum::http::header::CACHE_CONTROL;
use axum::http::{Extensions, HeaderMap, StatusCode, Version};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate, SizeAbove};

/// An answer that fits into one packet gains nothing.
const WORTH_IT: u64 = 1_000;

/// Pages, answers to the program in them and files travel compressed, at the level that costs the least time. The files
/// of the site are compressed already, and a stream of changes must not wait.
pub fn layer() -> CompressionLayer<impl Predicate> {
    let when = DefaultPredicate::new().and(SizeAbove::new(WORTH_IT)).and(may_change);
    CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(when)
}

/// Not what says `no-transform`: of a page with a secret, the length must not tell how much of it somebody has guessed.
fn may_change(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let said = headers.get(CACHE_CONTROL).and_then(|said| said.to_str().ok()).unwrap_or_default();
    !said.split(',').any(|word| word.trim().eq_ignore_ascii_case("no-transform"))
}
