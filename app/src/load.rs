use guildhall::Error;
use leptos::prelude::*;

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
                Err(Fault(error)) => view_of(error),
            }
        })
    };
    view! { <Transition>{content}</Transition> }.into_any()
}

/// The page for an error, with the HTTP status that says the same.
pub fn view_of(error: Error) -> AnyView {
    #[cfg(feature = "ssr")]
    crate::server::set_status(error.status());
    let status = error.status();
    let text = error.message();
    match error {
        Error::NotFound => view! { <NotFoundPage/> }.into_any(),
        Error::SignInNeeded => view! {
            <ErrorPage status=status title="Sign in to go on" text=text>
                <a class="btn primary" href=to::SIGN_IN rel="external">"Sign in"</a>
            </ErrorPage>
        }
        .into_any(),
        Error::Stale(guildhall::error::Stale::Link) => {
            view! { <ErrorPage status=status title="This link no longer works" text=text/> }.into_any()
        }
        Error::Forbidden(_) => view! { <ErrorPage status=status title="Not yours to do" text=text/> }.into_any(),
        _ => view! { <ErrorPage status=status title="Something went wrong" text=text/> }.into_any(),
    }
}
