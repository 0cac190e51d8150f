use leptos::{children::ViewFnOnce, context::Provider, prelude::*};

/// Marks that the page's `<main>` is there already: a document has one.
#[derive(Clone, Copy)]
struct InMain;

/// A page with a column of its own on the left.
#[component]
pub fn SideLayout(#[prop(into)] side: ViewFnOnce, children: Children) -> impl IntoView {
    view! {
        <div class="frame">
            {side.run()}
            <main class="page" id="main">
                <Provider value=InMain>{children()}</Provider>
            </main>
        </div>
    }
    .into_any()
}

/// A page to decide on: one column, not wider than reads well.
#[component]
pub fn Narrow(children: Children) -> impl IntoView {
    main("narrow", children)
}

/// A page as wide as what it shows needs.
#[component]
pub fn Wide(children: Children) -> impl IntoView {
    main("wide", children)
}

/// The page's `<main>`, or a plain box where a frame has written it already.
pub(super) fn main(class: &'static str, children: Children) -> AnyView {
    if use_context::<InMain>().is_some() {
        return view! { <div class=class>{children()}</div> }.into_any();
    }
    view! {
        <main class=format!("page {class}") id="main">
            <Provider value=InMain>{children()}</Provider>
        </main>
    }
    .into_any()
}
