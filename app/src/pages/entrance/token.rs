use guildhall::Error;
use guildhall::error::Stale;
use guildhall::text::is_token;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::load::view_of;

/// A page for the token in its address, or the page that says the link no longer works. Showing it does nothing yet, so
/// a mail scanner that follows links uses none of them up.
pub fn with_token(page: impl Fn(String) -> AnyView + Send + Sync + 'static) -> AnyView {
    let query = use_query_map();
    let token = Memo::new(move |_| query.with(|query| query.get("token")).filter(|token| is_token(token)));
    (move || match token.get() {
        Some(token) => page(token),
        None => view_of(Error::Stale(Stale::Link)),
    })
    .into_any()
}

/// The token that a form brought.
#[cfg(feature = "ssr")]
pub fn secret(token: &str) -> guildhall::Result<guildhall::token::Secret> {
    guildhall::token::Secret::parse(token).ok_or(Error::Stale(Stale::Link))
}
