use guildhall::text::{AccountName, EmailAddress};
use leptos::prelude::*;

use crate::pages::entrance::{JoinByInvitation, NameFeedback, NewPassword};
use crate::remote::Act;
use crate::ui::{Form, Hidden, PasswordOf, Submit, TextField};

/// Makes an account for the address that the invitation was mailed to. The link proves the address.
pub fn join_form(token: String, email: EmailAddress) -> AnyView {
    let action = Act::calling::<JoinByInvitation>();
    let name = RwSignal::new(String::new());
    let address = email.to_string();
    let about = Signal::derive(move || format!("{} {address}", name.get()));
    view! {
        <Form action=action plain=true>
            <Hidden name="token" value=token/>
            <PasswordOf username=email.to_string()/>
            <TextField
                name="name"
                label="Username"
                hint="2 to 50 letters, digits, dots, dashes or underscores. Everybody can see it."
                autocomplete="off"
                mono=true
                required=true
                check=|text| AccountName::parse_new(text).map(|_| ())
                on_input=move |text: String| name.set(text)
            >
                <NameFeedback text=name.into()/>
            </TextField>
            <NewPassword name="password" label="Password" about=about/>
            <Submit class="primary wide">"Create account and continue"</Submit>
        </Form>
    }
    .into_any()
}
