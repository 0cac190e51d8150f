use guildhall::Error;
use guildhall::error::Stale;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::load::view_of;

/// A page for the token in its address, or the page that says the link no longer works. Showing it does nothing yet, so
/// a mail scanner that follows links uses none of them up.
pub fn with_token(page: impl Fn(String) -> AnyView + Send + Sync + 'static) -> AnyView {
    let query = use_query_map();
    let token = Memo::new(move |_| query.with(|query| query.get("token")).filter(|token| has_shape(token)));
    (move || match token.get() {
        Some(token) => page(token),
        None => view_of(Error::Stale(Stale::Link)),
    })
    .into_any()
}

/// Whether it could be one of our tokens: 256 bits in URL-safe base64.
fn has_shape(token: &str) -> bool {
    token.len() == 43 && token.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// The token that a form brought.
#[cfg(feature = "ssr")]
pub fn secret(token: &str) -> guildhall::Result<guildhall::token::Secret> {
    guildhall::token::Secret::parse(token).ok_or(Error::Stale(Stale::Link))
}

#[cfg(test)]
mod tests {
    use super::has_shape;

    #[test]
    fn only_what_can_be_a_token_gets_a_form() {
        assert!(has_shape(&"aZ0-_".repeat(9)[..43]));
        for bad in ["", "short", &"a".repeat(44), &"é".repeat(22), &format!("{}\0", "a".repeat(42))] {
            assert!(!has_shape(bad), "{bad:?}");
        }
    }
}
