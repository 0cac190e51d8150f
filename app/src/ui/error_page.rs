use super::{Copy, side_layout::main};
use leptos::prelude::*;

/// What happened, what is safe, what to do, and the id under which the log knows it.
#[component]
pub fn ErrorPage(
    status: u16,
    #[prop(into)] title: String,
    #[prop(into)] text: String,
    #[prop(optional_no_strip, into)] request_id: Option<String>,
    /// What to do next.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let view = move || {
        view! {
            <p class="status">{status}</p>
            <h1>{title}</h1>
            <p>{text}</p>
            {children.map(|children| view! { <div class="row">{children()}</div> })}
            {request_id
                .map(|id| {
                    view! {
                        <p class="small muted">
                            "Request " <Copy text=id/>
                        </p>
                    }
                })}
        }
        .into_any()
    };
    main("error-page", Box::new(view))
}
