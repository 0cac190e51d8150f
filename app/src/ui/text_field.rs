use super::{Check, FormState, field::Parts, given};
use leptos::{children::ViewFnOnce, prelude::*};

/// One line to type: label, hint, input, and what is wrong with it.
#[component]
pub fn TextField(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    /// `text`, `email`, `password`, `url`, `number`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] inputmode: &'static str,
    #[prop(optional)] required: bool,
    #[prop(optional)] maxlength: Option<u32>,
    /// Set in the letters of names, keys and codes.
    #[prop(optional)]
    mono: bool,
    /// Runs on leaving the field and before the form is sent.
    #[prop(optional)]
    check: Option<Check>,
    #[prop(optional, into)] placeholder: String,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] on_input: Option<Callback<String>>,
    #[prop(optional, into)] id: String,
    /// A link on the right of the label.
    #[prop(optional, into)]
    aside: Option<ViewFnOnce>,
    /// Feedback while one types, under the input.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let state = FormState::here();
    state.register(&name, required, check);
    let parts = Parts::new(state, &name, id, hint);
    // A password is never written into a page, not even the one just typed.
    let value = given(if kind == "password" { String::new() } else { state.value(&name, value) });
    let plain = mono || matches!(kind, "email" | "url" | "password");
    let begins = state.begins_with(&name, autofocus);
    let (on_change, on_typed) = (name.clone(), name.clone());
    view! {
        <div class="field">
            <div class="label-row">
                <label for=parts.id.clone()>{label}</label>
                {aside.map(ViewFnOnce::run)}
            </div>
            <input
                class=if mono { "input mono" } else { "input" }
                id=parts.id.clone()
                name=name
                type=kind
                value=value
                autocomplete=given(autocomplete)
                inputmode=given(inputmode)
                autocapitalize=plain.then_some("none")
                spellcheck=plain.then_some("false")
                dir=(!plain).then_some("auto")
                maxlength=maxlength.map(|most| most.to_string())
                placeholder=given(placeholder)
                required=required
                autofocus=begins
                aria-invalid=parts.invalid()
                aria-describedby=parts.described_by()
                on:change=move |event| state.check(&on_change, &event_target_value(&event))
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    state.soften(&on_typed, &typed);
                    if let Some(on_input) = on_input {
                        on_input.run(typed);
                    }
                }
            />
            {parts.error_view()}
            {parts.hint_view()}
            {children.map(|children| children())}
        </div>
    }
    .into_any()
}
