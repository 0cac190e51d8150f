use leptos::prelude::*;

use crate::error::Fault;
use crate::pages::entrance::NewPassword;
use crate::remote::Act;
use crate::ui::{Card, Form, PageHead, PasswordOf, Submit, TextField, Title};
use crate::viewer::CurrentViewer;

#[server]
pub async fn change_password(#[server(default)] current: String, #[server(default)] new: String) -> Result<(), Fault> {
    let actor = crate::server::actor()?;
    let mut form = guildhall::error::Form::default();
    let current = form.take("current", guildhall::text::filled(&current));
    let new = form.take("new", guildhall::text::Password::parse(&new));
    let (current, new) = form.all((current, new))?;
    guildhall::account::change_password(&crate::server::db(), &actor, current, &new).await?;
    crate::server::go_done(guildhall::address::ACCOUNT_PASSWORD, crate::done::Done::PasswordChanged);
    Ok(())
}

/// Where the holder of an account changes its password.
#[component]
pub fn PasswordPage() -> impl IntoView {
    let action = Act::calling::<ChangePassword>();
    let viewer = expect_context::<CurrentViewer>();
    let whose = move || {
        Suspend::new(async move {
            viewer.get().await.map(|looking| view! { <PasswordOf username=looking.viewer.name.to_string()/> })
        })
    };
    view! {
        <Title text="Password · Account"/>
        <PageHead title="Password" lead="A new one ends all your other sessions."/>
        <Card>
            <Form action=action reset=true>
                <Transition>{whose}</Transition>
                <TextField
                    name="current"
                    label="Current password"
                    kind="password"
                    autocomplete="current-password"
                    required=true
                />
                <NewPassword name="new" label="New password"/>
                <div class="row">
                    <Submit>"Change password"</Submit>
                </div>
            </Form>
        </Card>
    }
    .into_any()
}
