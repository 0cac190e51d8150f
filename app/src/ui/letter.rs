use leptos::prelude::*;

/// A mail as HTML, in a frame that can do nothing but follow a link; below it the same as text.
#[component]
pub fn Letter(
    /// Where the HTML is.
    #[prop(into)]
    src: String,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <iframe src=src title="The mail as HTML" sandbox="allow-top-navigation-by-user-activation"></iframe>
        <details>
            <summary>"The same as text"</summary>
            <pre class="pad" dir="auto">{children()}</pre>
        </details>
    }
    .into_any()
}
