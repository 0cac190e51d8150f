use guildhall::Error;
use guildhall::error::Stale;
use guildhall::text::is_token;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::load::view_of;
use crate::remote::Act;
use crate::ui::{Door, Form, Hidden, Submit, Title};

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

/// What a mailed link leads to: what it will do, what it needs to know for that, and one button that does it.
#[component]
pub fn MailedLink(
    token: String,
    title: &'static str,
    act: Act,
    button: &'static str,
    #[prop(into)] lead: AnyView,
    #[prop(optional_no_strip)] fields: Option<AnyView>,
) -> impl IntoView {
    view! {
        <Title text=title/>
        <Door>
            <h1>{title}</h1>
            <p>{lead}</p>
            <Form action=act plain=true>
                <Hidden name="token" value=token/>
                {fields}
                <Submit class="primary wide">{button}</Submit>
            </Form>
        </Door>
    }
    .into_any()
}

/// The token that a form brought.
#[cfg(feature = "ssr")]
pub fn secret(token: &str) -> guildhall::Result<guildhall::token::Secret> {
    guildhall::token::Secret::parse(token).ok_or(Error::Stale(Stale::Link))
}
