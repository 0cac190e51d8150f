use guildhall::text::AccountName;
use leptos::prelude::*;

use super::{NameFeedback, NewPassword};
use crate::ui::{EmailField, TextField};

/// Username, e-mail and password of an account to be.
#[component]
pub fn AccountFields() -> impl IntoView {
    let name = RwSignal::new(String::new());
    let email = RwSignal::new(String::new());
    let about = Signal::derive(move || format!("{} {}", name.get(), email.get()));
    view! {
        <TextField
            name="name"
            label="Username"
            hint="2 to 50 letters, digits, dots, dashes or underscores; it begins and ends with a letter or a digit. \
                Everybody can see it."
            autocomplete="username"
            mono=true
            required=true
            autofocus=true
            check=|text| AccountName::parse_new(text).map(|_| ())
            on_input=move |text: String| name.set(text)
        >
            <NameFeedback text=name.into()/>
        </TextField>
        <EmailField on_input=move |text: String| email.set(text)/>
        <NewPassword name="password" label="Password" about=about/>
    }
    .into_any()
}

/// What `AccountFields` sends, parsed; or the problems of all fields.
#[cfg(feature = "ssr")]
pub fn parse(
    name: &str,
    email: &str,
    password: &str,
) -> guildhall::Result<(AccountName, guildhall::text::EmailAddress, guildhall::text::Password)> {
    let mut form = guildhall::error::Form::default();
    let name = form.take("name", AccountName::parse_new(name));
    let email = form.take("email", guildhall::text::EmailAddress::parse(email));
    let password = form.take("password", guildhall::text::Password::parse(password));
    form.all((name, email, password))
}
