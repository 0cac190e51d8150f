use leptos::prelude::*;

/// The title of the page: what this page is, then the site. Every page sets its own; `leptos_meta::Title` writes text
/// into the served page as it is, so nothing else may use it.
#[cfg(feature = "ssr")]
#[component]
pub fn Title(#[prop(into)] text: String) -> impl IntoView {
    let title = super::escape::content(&titled(&text));
    // It stands in the head, and here is what the browser makes of the one below.
    (view! { <leptos_meta::Title text=title/> }, ()).into_any()
}

/// The same in the browser, which sets the title as text.
#[cfg(not(feature = "ssr"))]
#[component]
pub fn Title(#[prop(into)] text: String) -> impl IntoView {
    // What the site is called without a page is there from the server.
    if !text.is_empty() {
        Effect::new(move |_| document().set_title(&titled(&text)));
    }
}

fn titled(text: &str) -> String {
    if text.is_empty() { "Guildhall".to_owned() } else { format!("{text} · Guildhall") }
}
