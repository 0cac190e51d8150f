use guildhall::account::EmailChange;
use guildhall::text::EmailAddress;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{Ago, Alert, Card, EmailField, Fact, Facts, Form, PageHead, Section, Submit, TextField, Title};

/// The address in force, and a change that waits for its link to be followed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OwnEmail {
    pub current: EmailAddress,
    pub change: Option<EmailChange>,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_email() -> Result<OwnEmail, Fault> {
    let actor = crate::server::actor()?;
    let change = guildhall::account::pending_email_change(&crate::server::db(), &actor).await?;
    Ok(OwnEmail { current: actor.email, change })
}

#[server]
pub async fn change_email(#[server(default)] email: String, #[server(default)] password: String) -> Result<(), Fault> {
    let actor = crate::server::actor()?;
    let mut form = guildhall::error::Form::default();
    let email = form.take("email", EmailAddress::parse(&email));
    let password = form.take("password", guildhall::text::filled(&password));
    let (email, password) = form.all((email, password))?;
    guildhall::account::change_email(&crate::server::db(), &actor, password, &email).await?;
    crate::server::go_done(guildhall::address::ACCOUNT_EMAIL, crate::done::Done::EmailAsked);
    Ok(())
}

/// Where the holder of an account changes its address.
#[component]
pub fn EmailPage() -> impl IntoView {
    let action = Act::calling::<ChangeEmail>();
    let own = Fetched::anew_after(|| ReadEmail {}, move || action.answered());
    view! {
        <Title text="E-mail · Account"/>
        <PageHead title="E-mail" lead="We write to this address, and you can sign in with it. Others do not see it."/>
        {loaded(own, standing)}
        <Section title="Change it">
            <Card>
                <Form action=action reset=true>
                    <EmailField
                        label="New e-mail"
                        hint="We send a link there. Nothing changes until it is followed."
                    />
                    <TextField
                        name="password"
                        label="Current password"
                        kind="password"
                        autocomplete="current-password"
                        required=true
                    />
                    <div class="row">
                        <Submit>"Change e-mail"</Submit>
                    </div>
                </Form>
            </Card>
        </Section>
    }
    .into_any()
}

fn standing(own: OwnEmail) -> AnyView {
    let OwnEmail { current, change } = own;
    let notice = change.map(|change| {
        let asked_at = change.asked_at;
        if let Some(said) = change.undelivered {
            let text = format!("The mail to {} could not be delivered. Is the address right?", change.new);
            let said = (!said.as_str().is_empty()).then(|| view! { <p class="small said">{said.to_string()}</p> });
            return view! { <Alert tone="warn"><p>{text}</p>{said}</Alert> };
        }
        let text = format!("A change to {} waits for the link we sent there to be followed, asked for ", change.new);
        view! { <Alert tone="info"><p>{text} <Ago at=asked_at/> "."</p></Alert> }
    });
    view! {
        {notice}
        <Card>
            <Facts>
                <Fact term="Your address">{current.to_string()}</Fact>
            </Facts>
        </Card>
    }
    .into_any()
}
