use leptos::{children::ViewFnOnce, ev, html, prelude::*, wasm_bindgen::JsCast, web_sys};

/// A disclosure that floats over the page. It opens without script; script closes it on Escape, on a click elsewhere
/// and when one of its links is followed.
#[component]
pub fn Menu(
    /// What the closed menu shows.
    #[prop(into)]
    label: ViewFnOnce,
    /// Name for screen readers, where the label is only a picture.
    #[prop(optional, into)]
    name: String,
    /// Class of the summary: `switcher`, `btn quiet square`.
    #[prop(default = "btn")]
    summary: &'static str,
    /// Opens towards the left.
    #[prop(optional)]
    from_right: bool,
    #[prop(optional)] class: &'static str,
    children: Children,
) -> impl IntoView {
    let menu = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            menu.set_open(false);
        }
    };
    Effect::new(move |_| {
        let elsewhere = window_event_listener(ev::click, move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let inside = menu.get_untracked().is_some_and(|menu| menu.contains(target.as_deref()));
            let link = target.is_some_and(|target| matches!(target.closest(".panel a"), Ok(Some(_))));
            if !inside || link {
                close();
            }
        });
        on_cleanup(move || elsewhere.remove());
    });
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
            let summary = menu.get_untracked().and_then(|menu| menu.query_selector("summary").ok().flatten());
            if let Some(summary) = summary.and_then(|summary| summary.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = summary.focus();
            }
        }
    };
    let side = if from_right { " from-right" } else { "" };
    view! {
        <details class=format!("menu{side} {class}").trim_end().to_owned() node_ref=menu on:keydown=on_key>
            <summary class=summary>
                {label.run()}
                {super::given(name).map(|name| view! { <span class="visually-hidden">{name}</span> })}
            </summary>
            <div class="panel">{children()}</div>
        </details>
    }
    .into_any()
}
