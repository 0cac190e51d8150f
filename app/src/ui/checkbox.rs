use super::{FormState, field::Parts};
use leptos::prelude::*;

/// One box to tick. Sends `true`, or nothing.
#[component]
pub fn Checkbox(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] checked: bool,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let state = FormState::here();
    state.register(&name, false, None);
    let parts = Parts::new(state, &name, id, hint);
    let checked = state.ticked(&name, checked);
    view! {
        <div class="check">
            <input
                type="checkbox"
                id=parts.id.clone()
                name=name
                value="true"
                checked=checked
                aria-invalid=parts.invalid()
                aria-describedby=parts.described_by()
            />
            <label for=parts.id.clone()>{label}</label>
            {parts.error_view()}
            {parts.hint_view()}
        </div>
    }
    .into_any()
}

/// Tells the browser's password manager whose password the form is about; not seen and not sent.
#[component]
pub fn PasswordOf(#[prop(into)] username: String) -> impl IntoView {
    view! { <input type="text" autocomplete="username" value=username hidden=true readonly=true/> }.into_any()
}

/// A value that is sent along and not seen.
#[component]
pub fn Hidden(#[prop(into)] name: String, #[prop(into)] value: String) -> impl IntoView {
    view! { <input type="hidden" name=name value=value/> }.into_any()
}
