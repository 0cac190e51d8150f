use leptos::prelude::*;

use super::{FormState, TextField};

/// Asks for the password once more, where what a form does needs it: from the beginning if `asked`, or once the
/// server wanted it.
#[component]
pub fn PasswordAgain(
    #[prop(optional)] asked: bool,
    /// Where a page has several forms that may ask: each has one of its own.
    #[prop(optional, into)]
    id: String,
) -> impl IntoView {
    let state = FormState::here();
    // Known from the beginning, so that its problem is told there and not above the form.
    state.register("password", false, None);
    let wanted = state.problem("password");
    let id = StoredValue::new(id);
    // Stays while one types, which takes the problem away.
    let shown = RwSignal::new(asked || wanted.with_untracked(Option::is_some));
    Effect::new(move |_| {
        if wanted.with(Option::is_some) {
            shown.set(true);
        }
    });
    let field = move || {
        view! {
            <TextField
                id=id.get_value()
                name="password"
                label="Your password"
                kind="password"
                autocomplete="current-password"
                hint="You gave it a while ago, so we ask again before this."
                required=true
            />
        }
    };
    (move || shown.get().then(field)).into_any()
}
