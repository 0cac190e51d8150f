use super::{FormState, field::Parts};
use leptos::prelude::*;

/// One of many, where the options need no explanation.
#[component]
pub fn Select(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    /// Value and what is read.
    options: Vec<(String, String)>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] on_change: Option<Callback<String>>,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let state = FormState::here();
    state.register(&name, required, None);
    let parts = Parts::new(state, &name, id, hint);
    let chosen = state.value(&name, value);
    let field = name.clone();
    let option = |(value, label): (String, String)| {
        let selected = value == chosen;
        view! {
            <option value=value selected=selected>
                {label}
            </option>
        }
    };
    view! {
        <div class="field">
            <label for=parts.id.clone()>{label}</label>
            <select
                class="select"
                id=parts.id.clone()
                name=name
                required=required
                aria-invalid=parts.invalid()
                aria-describedby=parts.described_by()
                on:change=move |event| {
                    let value = event_target_value(&event);
                    state.check(&field, &value);
                    if let Some(on_change) = on_change {
                        on_change.run(value);
                    }
                }
            >
                {options.into_iter().map(option).collect_view()}
            </select>
            {parts.error_view()}
            {parts.hint_view()}
        </div>
    }
    .into_any()
}
