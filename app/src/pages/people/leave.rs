use guildhall::org::OrgHeader;
use guildhall::text::AccountName;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{crumbs, org_name, titled};
use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{Alert, Form, Hidden, Narrow, PageHead, PasswordAgain, Submit, TextField};
use guildhall::address as to;

/// What the page needs to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leaving {
    pub head: OrgHeader,
    pub username: AccountName,
    pub ask_password: bool,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn leave_form(#[server(default)] org: String) -> Result<Leaving, Fault> {
    let actor = crate::server::actor()?;
    let head = crate::server::org(&org).await?.head.clone();
    let ask_password = crate::server::asks_password(&actor);
    Ok(Leaving { head, username: actor.name, ask_password })
}

#[server]
pub async fn leave_org(
    #[server(default)] org: String,
    #[server(default)] typed: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let (db, org) = (crate::server::db(), crate::server::name(&org)?);
    let actor = crate::server::confirmed(&password).await?;
    guildhall::member::leave(&db, &actor, &org, &typed).await?;
    crate::server::go_done(to::ORGS, crate::done::Done::Left);
    Ok(())
}

/// Where a member leaves.
#[component]
pub fn LeavePage() -> impl IntoView {
    let org = org_name();
    let leaving = Fetched::new(move || LeaveForm { org: org.get() });
    let leave = Act::calling::<LeaveOrg>();
    view! {
        {titled("Leave")}
        {loaded(leaving, move |leaving| page(leaving, leave))}
    }
    .into_any()
}

fn page(leaving: Leaving, leave: Act) -> AnyView {
    let Leaving { head, username, ask_password } = leaving;
    let (org, name, back) = (head.display_name.to_string(), head.name.to_string(), to::people(&head.name));
    let body = match stays(&head) {
        Some(why) => view! {
            <Alert tone="info"><p>{why}</p></Alert>
            <div class="row section"><a class="btn" href=back>"Back to the people"</a></div>
        }
        .into_any(),
        None => view! {
            <Form action=leave class="stack loose">
                <Hidden name="org" value=name/>
                <TextField
                    name="typed"
                    label=format!("Type {username} to confirm")
                    mono=true
                    required=true
                    autocomplete="off"
                />
                <PasswordAgain asked=ask_password/>
                <div class="row">
                    <Submit class="danger">"Leave organization"</Submit>
                    <a class="btn quiet" href=back>"Cancel"</a>
                </div>
            </Form>
        }
        .into_any(),
    };
    view! {
        <Narrow>
            <PageHead
                title=format!("Leave {org}?")
                lead="All rights that come from your membership end at once, and the Owners get a mail. To come back \
                    you must be invited again."
                crumbs=crumbs(&head.name)
            />
            {body}
        </Narrow>
    }
    .into_any()
}

/// Why this member cannot leave now.
fn stays(head: &OrgHeader) -> Option<&'static str> {
    use guildhall::error::Rule;
    match (head.primary, head.owners) {
        (true, 1) => Some(Rule::LastOwner.message()),
        (true, _) => Some(Rule::PrimaryOwner.message()),
        (false, _) => None,
    }
}
