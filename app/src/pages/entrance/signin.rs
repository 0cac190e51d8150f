use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::error::Fault;
use crate::remote::Act;
use crate::ui::{Door, Form, FormState, Hidden, Submit, TextField, Title};
use guildhall::address as to;

#[server]
pub async fn sign_in(
    #[server(default)] login: String,
    #[server(default)] password: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    use guildhall::account::{self, SignIn};
    let mut form = guildhall::error::Form::default();
    let login = form.take("login", guildhall::text::filled(login.trim()));
    let password = form.take("password", guildhall::text::filled(&password));
    let (login, password) = form.all((login, password))?;
    let origin = crate::server::caller().origin;
    match account::sign_in(&crate::server::db(), &origin, login, password).await? {
        SignIn::In(session) => {
            crate::server::keep_session(&session).await?;
            crate::server::go(&crate::server::local_path(&next, to::ORGS));
        }
        SignIn::Unconfirmed { refused: false } => crate::server::go(to::SIGN_UP_SENT),
        SignIn::Unconfirmed { refused: true } => crate::server::go(to::SIGN_UP_REFUSED),
    }
    Ok(())
}

/// What was typed before the session had ended, sealed; the server takes it back after the sign-in.
#[component]
fn Kept() -> impl IntoView {
    let kept = FormState::here().value("kept", String::new());
    (!kept.is_empty()).then(|| {
        view! {
            <Hidden name="kept" value=kept/>
            <p class="small muted">"What you typed comes back filled in afterwards."</p>
        }
    })
}

/// Also answers somebody who is not signed in any more: the outcome is the same.
#[server]
pub async fn sign_out() -> Result<(), Fault> {
    if let Ok(actor) = crate::server::actor() {
        guildhall::account::sign_out(&crate::server::db(), &actor).await?;
    }
    crate::server::forget_session();
    crate::server::go_done(guildhall::address::SIGN_IN, crate::done::Done::SignedOut);
    Ok(())
}

/// Where people come in.
#[component]
pub fn SignInPage() -> impl IntoView {
    let action = Act::calling::<SignIn>();
    let query = use_query_map();
    let next = Memo::new(move |_| query.with(|query| query.get("next")).unwrap_or_default());
    view! {
        <Title text="Sign in"/>
        <Door>
            <h1>"Sign in"</h1>
            <Form action=action plain=true>
                {move || view! { <Hidden name="next" value=next.get()/> }}
                <Kept/>
                <TextField
                    name="login"
                    label="Username or e-mail"
                    autocomplete="username"
                    required=true
                    autofocus=true
                />
                <TextField
                    name="password"
                    label="Password"
                    kind="password"
                    autocomplete="current-password"
                    required=true
                    aside=|| view! { <a href=to::FORGOTTEN>"Forgotten?"</a> }
                />
                <Submit class="primary wide">"Sign in"</Submit>
            </Form>
            <p class="small muted">"New here? " <a href=to::SIGN_UP>"Create an account"</a></p>
        </Door>
    }
    .into_any()
}
