use leptos::prelude::*;

/// The title of the page: what this page is, then the site. Every page sets its own; `leptos_meta::Title` writes text
/// into the served page as it is, so nothing else may use it.
#[component]
pub fn Title(#[prop(into)] text: String) -> impl IntoView {
    let title = if text.is_empty() { "Guildhall".to_owned() } else { format!("{text} · Guildhall") };
    // The browser sets the title as text; only the server writes it as markup.
    let title = if cfg!(feature = "ssr") { super::escape::content(&title) } else { title };
    view! { <leptos_meta::Title text=title/> }
}
