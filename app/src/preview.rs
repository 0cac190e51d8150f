use leptos::prelude::*;

/// What search engines and chats show of a public page: its address, the title and a sentence. Only served pages have
/// it, as nobody else reads it.
#[cfg(feature = "ssr")]
#[component]
pub fn Preview(
    #[prop(into)] title: String,
    /// What is said of it, in as many words as there are.
    #[prop(into)]
    description: String,
    /// Path of the page, by its present name.
    #[prop(into)]
    path: String,
) -> impl IntoView {
    use leptos_meta::{Link, Meta};
    use std::sync::atomic::Ordering::Relaxed;
    let base = use_context::<crate::server::Settings>().map_or_else(String::new, |settings| settings.base_url);
    let address = format!("{base}{path}");
    let said = guildhall::text::beginning(&description.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST);
    let said = if said.is_empty() { title.clone() } else { said };
    let property = |name: &'static str, content: String| view! { <Meta property=name content=content/> };
    let head = (
        view! { <Link rel="canonical" href=address.clone()/> },
        view! { <Meta name="description" content=said.clone()/> },
        property("og:site_name", "Guildhall".to_owned()),
        property("og:type", "website".to_owned()),
        property("og:title", title),
        property("og:url", address),
        property("og:description", said),
    );
    // At once, while the head can still be written to; on the page itself stands nothing. A page may be made twice.
    if !use_context::<Previewed>().is_some_and(|previewed| previewed.0.swap(true, Relaxed)) {
        let _ = head.to_html();
    }
}

/// Whether the head of this page has it already.
#[cfg(feature = "ssr")]
#[derive(Clone, Default)]
pub struct Previewed(std::sync::Arc<std::sync::atomic::AtomicBool>);

/// Letters that are shown of a description anywhere.
#[cfg(feature = "ssr")]
const LONGEST: usize = 200;

#[cfg(not(feature = "ssr"))]
#[component]
pub fn Preview(
    #[prop(into)] title: String,
    #[prop(into)] description: String,
    #[prop(into)] path: String,
) -> impl IntoView {
    let _ = (title, description, path);
}
