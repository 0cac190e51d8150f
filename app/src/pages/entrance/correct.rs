use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::error::Fault;
use crate::remote::Act;
use crate::ui::{Alert, Door, EmailField, Form, Submit, TextField, Title};
use guildhall::address as to;

#[server]
pub async fn correct_sign_up(
    #[server(default)] login: String,
    #[server(default)] password: String,
    #[server(default)] email: String,
) -> Result<(), Fault> {
    let mut form = guildhall::error::Form::default();
    let login = form.take("login", guildhall::text::filled(login.trim()));
    let password = form.take("password", guildhall::text::filled(&password));
    let email = form.take("email", guildhall::text::EmailAddress::parse(&email));
    let (login, password, email) = form.all((login, password, email))?;
    let origin = crate::server::caller().origin;
    guildhall::account::correct_sign_up(&crate::server::db(), &origin, login, password, &email).await?;
    crate::server::go_done(to::SIGN_UP_SENT, crate::done::Done::AddressCorrected);
    Ok(())
}

/// Where the address of a sign-up is corrected that nobody can confirm because it was mistyped.
#[component]
pub fn CorrectSignUpPage() -> impl IntoView {
    let action = Act::calling::<CorrectSignUp>();
    let refused = use_query_map().with_untracked(|query| query.get("refused").is_some()).then(|| {
        let text = "The mail with your link could not be delivered, so the address may be mistyped. If it is wrong, \
                    write the right one here; if it is right, sign in once more for another mail.";
        view! { <Alert tone="warn"><p>{text}</p></Alert> }
    });
    view! {
        <Title text="Correct your address"/>
        <Door>
            <h1>"Correct your address"</h1>
            {refused}
            <p>
                "For an account that waits for its address to be confirmed. The link in the first mail stops working."
            </p>
            <Form action=action>
                <TextField name="login" label="Username" autocomplete="username" mono=true required=true/>
                <TextField
                    name="password"
                    label="Password"
                    kind="password"
                    autocomplete="current-password"
                    required=true
                />
                <EmailField/>
                <Submit class="primary wide">"Send the link there"</Submit>
            </Form>
            <p class="small muted"><a href=to::SIGN_IN>"Sign in"</a></p>
        </Door>
    }
    .into_any()
}
