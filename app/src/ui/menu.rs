use leptos::{children::ViewFnOnce, prelude::*};

/// A disclosure that floats over the page. It opens without script; the frame closes it.
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
    let side = if from_right { " from-right" } else { "" };
    view! {
        <details class=format!("menu{side} {class}").trim_end().to_owned()>
            <summary class=summary>
                {label.run()}
                {super::given(name).map(|name| view! { <span class="visually-hidden">{name}</span> })}
            </summary>
            <div class="panel">{children()}</div>
        </details>
    }
    .into_any()
}
