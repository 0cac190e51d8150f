use guildhall::text::EmailAddress;
use leptos::prelude::*;

use super::TextField;

/// One e-mail address to type, checked as the server checks it. Sent as `email`.
#[component]
pub fn EmailField(
    #[prop(default = "E-mail")] label: &'static str,
    #[prop(optional, into)] value: String,
    #[prop(optional)] hint: &'static str,
    /// Whether it is an address of whoever fills in the form, which the browser may know.
    #[prop(default = true)]
    own: bool,
    #[prop(optional)] autofocus: bool,
    #[prop(optional, into)] on_input: Option<Callback<String>>,
) -> impl IntoView {
    let on_input = move |text: String| on_input.into_iter().for_each(|heard| heard.run(text.clone()));
    view! {
        <TextField
            name="email"
            label=label
            kind="email"
            value=value
            hint=hint
            autocomplete=if own { "email" } else { "off" }
            required=true
            autofocus=autofocus
            check=|text| EmailAddress::parse(text).map(drop)
            on_input=on_input
        />
    }
    .into_any()
}
