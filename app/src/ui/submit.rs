use super::{FormState, classes, given};
use leptos::prelude::*;

/// The button that sends the form around it. While the form is on its way it shows that and does nothing more; it keeps
/// the focus, which a disabled button would lose.
#[component]
pub fn Submit(
    /// Classes after `btn`.
    #[prop(default = "primary")]
    class: &'static str,
    /// Name and value that are sent when this button was used.
    #[prop(optional)]
    name: &'static str,
    #[prop(optional, into)] value: String,
    /// Name for screen readers, where the words on the button do not say enough.
    #[prop(optional, into)]
    describe: String,
    children: Children,
) -> impl IntoView {
    let state = FormState::here();
    let pending = state.pending;
    view! {
        <button
            type="submit"
            class=classes("btn", class)
            name=given(name)
            value=given(value)
            aria-label=given(describe)
            on:mousedown=move |event| state.press(event.button() == 0)
            on:click=move |_| state.press(false)
            on:mouseleave=move |_| state.press(false)
            aria-busy=move || pending.get().then_some("true")
            aria-disabled=move || pending.get().then_some("true")
        >
            {move || pending.get().then(|| view! { <span class="spin" aria-hidden="true"></span> })}
            {children()}
        </button>
    }
    .into_any()
}
