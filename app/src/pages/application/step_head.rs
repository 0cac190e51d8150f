use leptos::prelude::*;

/// The head of a page that is one step of several; the children say which.
#[component]
pub fn StepHead(#[prop(into)] title: String, #[prop(into)] lead: String, children: Children) -> impl IntoView {
    view! {
        <header class="page-head">
            <div>
                <p class="small muted">{children()}</p>
                <h1>{title}</h1>
                <p class="under">{lead}</p>
            </div>
        </header>
    }
    .into_any()
}
