use super::{Check, Counter, FormState, field::Parts, given};
use leptos::{html, prelude::*};

/// Several lines to type, with a count where their number of characters has bounds.
#[component]
pub fn TextArea(
    #[prop(into)] name: String,
    #[prop(into)] label: String,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] hint: String,
    #[prop(default = 4)] rows: u32,
    /// Fewest and most characters; without a most nothing is counted.
    #[prop(optional)]
    min: u32,
    #[prop(optional)] max: u32,
    #[prop(optional)] required: bool,
    #[prop(optional)] check: Option<Check>,
    #[prop(optional, into)] placeholder: String,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] on_input: Option<Callback<String>>,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let state = FormState::here();
    state.register(&name, required, check);
    let parts = Parts::new(state, &name, id, hint);
    let value = state.value(&name, value);
    let area = NodeRef::<html::Textarea>::new();
    let text = RwSignal::new(value.clone());
    // The browser may have kept what was typed before the page woke up.
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            text.set(area.value());
        }
    });
    let begins = state.begins_with(&name, autofocus);
    let (on_change, on_typed) = (name.clone(), name.clone());
    view! {
        <div class="field">
            <label for=parts.id.clone()>{label}</label>
            <textarea
                class="input"
                id=parts.id.clone()
                name=name
                rows=rows.to_string()
                placeholder=given(placeholder)
                required=required
                autofocus=begins
                dir="auto"
                aria-invalid=parts.invalid()
                aria-describedby=parts.described_by()
                node_ref=area
                on:change=move |event| state.check(&on_change, &event_target_value(&event))
                on:input=move |event| {
                    let typed = event_target_value(&event);
                    state.soften(&on_typed, &typed);
                    text.set(typed.clone());
                    if let Some(on_input) = on_input {
                        on_input.run(typed);
                    }
                }
                inner_html=as_content(&value)
            ></textarea>
            {parts.error_view()}
            <div class="foot">
                {parts.hint_view()}
                {(max > 0).then(|| view! { <Counter text=text min=min max=max/> })}
            </div>
        </div>
    }
    .into_any()
}

/// The text as content of a `<textarea>`. Leptos does not escape it, and a parser that reads the page swallows a first
/// line break; in the browser nothing is swallowed.
fn as_content(text: &str) -> String {
    let swallowed = if cfg!(feature = "ssr") { "\n" } else { "" };
    format!("{swallowed}{}", super::escape::content(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_text_keeps_its_first_line_break() {
        assert_eq!(as_content("\n</textarea>"), "\n\n&lt;/textarea>");
    }
}
