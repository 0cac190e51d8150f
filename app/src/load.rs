use guildhall::Error;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::error::Fault;
use crate::pages::NotFoundPage;
use crate::routes::to;
use crate::ui::ErrorPage;

/// Shows what a resource brings, or the page that says why it does not.
pub fn loaded<T, V>(
    resource: Resource<Result<T, Fault>>,
    view: impl Fn(T) -> V + Clone + Send + Sync + 'static,
) -> AnyView
where
    T: Clone + Send + Sync + serde::Serialize + serde::de::DeserializeOwned + 'static,
    V: IntoView + 'static,
{
    let content = move || {
        let view = view.clone();
        Suspend::new(async move {
            match resource.await {
                Ok(value) => view(value).into_any(),
                Err(fault) => view_of(fault),
            }
        })
    };
    view! { <Transition>{content}</Transition> }.into_any()
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
        Error::Stale(guildhall::error::Stale::Link) => "This link no longer works",
        Error::Forbidden(_) => "Not yours to do",
        _ => "Something went wrong",
    };
    let page = match error {
        Error::SignInNeeded => view! {
            <ErrorPage status=status title=title text=text>
                <a class="btn primary" href=to::SIGN_IN rel="external">"Sign in"</a>
            </ErrorPage>
        }
        .into_any(),
        _ => view! { <ErrorPage status=status title=title text=text request_id=request/> }.into_any(),
    };
    view! {
        <Title text=title/>
        {page}
    }
    .into_any()
}
