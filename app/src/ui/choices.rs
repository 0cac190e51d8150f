use super::{FormState, field::Parts, given};
use leptos::prelude::*;

/// One of a few, each with a sentence.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub value: String,
    pub title: String,
    pub hint: String,
}

impl Choice {
    /// What is sent, what it is called, what it means.
    pub fn new(value: impl Into<String>, title: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { value: value.into(), title: title.into(), hint: hint.into() }
    }
}

/// Radio buttons as cards.
#[component]
pub fn Choices(
    #[prop(into)] name: String,
    #[prop(into)] legend: String,
    options: Vec<Choice>,
    #[prop(optional, into)] value: String,
    #[prop(optional, into)] on_change: Option<Callback<String>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] id: String,
) -> impl IntoView {
    let state = FormState::here();
    state.register(&name, false, None);
    let parts = Parts::new(state, &name, id, hint);
    let chosen = state.value(&name, value);
    let card = |Choice { value, title, hint }: Choice| {
        let (field, sent) = (name.clone(), value.clone());
        let checked = value == chosen;
        view! {
            <label>
                <input
                    type="radio"
                    name=name.clone()
                    value=value
                    checked=checked
                    aria-invalid=parts.invalid()
                    aria-describedby=parts.described_by()
                    on:change=move |_| {
                        state.check(&field, &sent);
                        if let Some(on_change) = on_change {
                            on_change.run(sent.clone());
                        }
                    }
                />
                <b>{title}</b>
                {given(hint).map(|hint| view! { <span>{hint}</span> })}
            </label>
        }
    };
    let cards = options.into_iter().map(card).collect_view();
    view! {
        <fieldset class="choices" id=parts.id.clone()>
            <legend>{legend}</legend>
            <div class="cards">{cards}</div>
            {parts.error_view()}
            {parts.hint_view()}
        </fieldset>
    }
    .into_any()
}
