use guildhall::Error;
use guildhall::account::MailedLink;
use guildhall::error::Stale;
use guildhall::text::is_token;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::error::Fault;
use crate::load::{loaded, view_of};
use crate::remote::{Act, Fetched};
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

/// What somebody who opens a link is told before anything is done: that it works, or why it does not.
#[server(input = server_fn::codec::GetUrl)]
pub async fn look_at_link(#[server(default)] token: String, #[server(default)] link: String) -> Result<(), Fault> {
    let link = MailedLink::parse(&link).map_err(|_| Error::BadRequest)?;
    Ok(guildhall::account::look_at_link(&crate::server::db(), link, &secret(&token)?).await?)
}

/// A page for the token of such a link, or the page that says why it does nothing.
pub fn with_link(link: MailedLink, page: impl Fn(String) -> AnyView + Send + Sync + Clone + 'static) -> AnyView {
    with_token(move |token| {
        let (asked, page) = (token.clone(), page.clone());
        let looked = Fetched::new(move || LookAtLink { token: asked.clone(), link: link.as_str().to_owned() });
        loaded(looked, move |()| page(token.clone()))
    })
}

/// What a mailed link leads to: what it will do, what it needs to know for that, and one button that does it.
#[component]
pub fn LinkPage(
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
