use guildhall::Error;
use leptos::prelude::*;
use serde::de::DeserializeOwned;

use crate::error::Fault;
use crate::pages::NotFoundPage;
use crate::remote::Fetched;
use crate::ui::{ErrorPage, Title};
use guildhall::address as to;

/// Shows what was answered, or the page that says why it was not.
pub fn loaded<T, V>(asked: Fetched<T>, view: impl Fn(T) -> V + Send + Sync + 'static) -> AnyView
where
    T: DeserializeOwned + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
{
    asked.shown(move |answer| match answer {
        Ok(value) => view(value).into_any(),
        Err(fault) => view_of(fault),
    })
}

/// The page for an error, with the HTTP status that says the same.
pub fn view_of(fault: impl Into<Fault>) -> AnyView {
    let Fault { error, request } = fault.into();
    #[cfg(feature = "ssr")]
    crate::server::set_status(error.status());
    let status = error.status();
    let text = error.message();
    let title = match error {
        Error::NotFound => return view! { <NotFoundPage/> }.into_any(),
        Error::SignInNeeded => "Sign in to go on",
        Error::Stale(stale) if stale.is_done() => "This was done already",
        Error::Stale(stale) if stale.is_a_link() => "This link no longer works",
        Error::Forbidden(_) => "Not yours to do",
        Error::Away => "Not for the moment",
        _ => "Something went wrong",
    };
    // A sign-in changes the whole document; the start needs no more than the page.
    let (way_on, label, rel) = match error {
        Error::SignInNeeded => (to::SIGN_IN, "Sign in", Some("external")),
        Error::Stale(stale) if stale.is_done() => (to::SIGN_IN, "Go on", Some("external")),
        _ => ("/", "Go to the start", None),
    };
    view! {
        <Title text=title/>
        <ErrorPage status=status title=title text=text request_id=request>
            <a class="btn primary" href=way_on rel=rel>{label}</a>
        </ErrorPage>
    }
    .into_any()
}
