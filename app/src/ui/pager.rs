use leptos::prelude::*;

/// The way through a long list, page by page.
#[component]
pub fn Pager(
    #[prop(optional_no_strip)] newer: Option<String>,
    #[prop(optional_no_strip)] older: Option<String>,
    /// What is shown of how much.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <nav class="pager" aria-label="Pages">
            <span class="num">{text}</span>
            <div class="row">{step(newer, "prev", "Newer")} {step(older, "next", "Older")}</div>
        </nav>
    }
    .into_any()
}

/// The way through a list that is read forwards only: on, or back to its beginning. Nothing when all of it is shown.
#[component]
pub fn Forward(
    #[prop(optional_no_strip)] first: Option<String>,
    #[prop(optional_no_strip)] next: Option<String>,
    /// In what order, or how much.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let link = |href: Option<String>, rel: &'static str, label: &'static str| {
        href.map(|href| view! { <a class="btn" href=href rel=rel>{label}</a> })
    };
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label="Pages">
                <span class="num">{text}</span>
                <div class="row">{link(first, "first", "First page")} {link(next, "next", "Next page")}</div>
            </nav>
        }
        .into_any()
    })
}

fn step(href: Option<String>, rel: &'static str, label: &'static str) -> AnyView {
    match href {
        Some(href) => view! { <a class="btn" href=href rel=rel>{label}</a> }.into_any(),
        None => view! { <span class="btn" aria-disabled="true">{label}</span> }.into_any(),
    }
}
