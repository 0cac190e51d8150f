use leptos::prelude::*;
use leptos_router::components::Redirect;

use crate::remote::Fetched;
use crate::viewer::AskViewer;
use guildhall::address as to;

/// Leads on: to the organizations of whoever is signed in, to the entrance otherwise.
#[component]
pub fn HomePage() -> impl IntoView {
    let viewer = Fetched::new(|| AskViewer { project: String::new() });
    let content = move || {
        Suspend::new(async move {
            let path = match viewer.answer().await {
                Ok(Some(_)) => to::ORGS,
                _ => to::SIGN_IN,
            };
            view! { <Redirect path=path options=crate::pages::replacing()/> }
        })
    };
    view! { <Transition>{content}</Transition> }.into_any()
}
