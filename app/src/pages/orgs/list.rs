use guildhall::application::{State, Summary};
use guildhall::invitation::Invitation;
use guildhall::org::{Kind, Mine};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::live::Live;
use crate::load::loaded;
use crate::pages::application::{StateBadge, WithdrawApplication, WithdrawDialog};
use crate::remote::{Act, Asked};
use crate::routes::to;
use crate::ui::{Ago, Avatar, Badge, Empty, Head as Column, Icon, PageHead, Section, Table, Title};

/// Where the reader belongs, and what the reader asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Belongings {
    pub invitations: Vec<Invitation>,
    pub organizations: Vec<Mine>,
    pub applications: Vec<Summary>,
}

/// "Your organizations": invitations that wait first, then organizations, then applications with their states.
#[component]
pub fn OrgsPage() -> impl IntoView {
    let withdraw = Act::calling::<WithdrawApplication>();
    let live = Live::here();
    let mine = Asked::anew_after(|| MyOrganizations {}, move || format!("{} {}", withdraw.answered(), live.user()));
    let page = move |Belongings { invitations, organizations, applications }| {
        let is_blank = organizations.is_empty() && applications.is_empty();
        let below = (!invitations.is_empty()).then_some("section");
        view! {
            <main class="page wide" id="main">
                <PageHead
                    title="Your organizations"
                    actions=move || (!is_blank).then(found_link)
                />
                {(!invitations.is_empty()).then(|| invitations_section(invitations))}
                <div class=below>
                    {is_blank.then(nothing)}
                    {(!organizations.is_empty()).then(|| organizations_table(organizations))}
                </div>
                {(!applications.is_empty()).then(|| applications_section(applications, withdraw))}
            </main>
        }
        .into_any()
    };
    view! {
        <Title text="Your organizations"/>
        {loaded(mine, page)}
    }
    .into_any()
}

fn found_link() -> AnyView {
    view! { <a class="btn primary" href=to::NEW_ORG><Icon name="plus"/>"Found an organization"</a> }.into_any()
}

fn nothing() -> AnyView {
    view! {
        <div class="card">
            <Empty
                icon="building"
                title="You belong to no organization yet"
                text="An organization is one identity for many people: its projects belong to it, and its Owners decide who may do what."
            >
                {found_link()}
            </Empty>
        </div>
    }
    .into_any()
}

fn invitations_section(invitations: Vec<Invitation>) -> AnyView {
    let heads = vec![Column::new("Invitation"), Column::new("As"), Column::new("By"), Column::with("", "tight")];
    view! {
        <Section title="Invitations">
            <div class="card">
                <Table caption="Invitations that wait for you" heads=heads>
                    {invitations.into_iter().map(invitation_row).collect_view()}
                </Table>
            </div>
        </Section>
    }
    .into_any()
}

fn invitation_row(invitation: Invitation) -> AnyView {
    let Invitation { id, org, role, inviter, invited_at, .. } = invitation;
    let called = org.display_name.to_string();
    view! {
        <tr>
            <td>
                <span class="person">
                    <Avatar name=called.clone() seed=org.name.to_string() org=true/>
                    <span>
                        <b>{called.clone()}</b>
                        <span class="name">{org.name.to_string()}</span>
                    </span>
                </span>
            </td>
            <td data-label="As">{role.label()}</td>
            <td data-label="By">{inviter.map(|inviter| format!("{inviter}, "))} <Ago at=invited_at/></td>
            <td class="tight">
                <a class="btn" href=to::invitation(&id) aria-label=format!("Answer the invitation to {called}")>"Answer"</a>
            </td>
        </tr>
    }
    .into_any()
}

fn organizations_table(organizations: Vec<Mine>) -> AnyView {
    let heads = ["Organization", "Your role", "Members", "Kind"].map(Column::new).into();
    view! {
        <div class="card">
            <Table caption="Your organizations" heads=heads>
                {organizations.into_iter().map(organization_row).collect_view()}
            </Table>
        </div>
    }
    .into_any()
}

fn organization_row(org: Mine) -> AnyView {
    let Mine { name, display_name, kind, role, members, seats } = org;
    view! {
        <tr>
            <td>
                <span class="person">
                    <Avatar name=display_name.to_string() seed=name.to_string() org=true/>
                    <span>
                        <b><a href=to::org(&name)>{display_name.to_string()}</a></b>
                        <span class="name">{name.to_string()}</span>
                    </span>
                </span>
            </td>
            <td data-label="Your role">{role.label()}</td>
            <td data-label="Members">{members_text(kind, members, seats)}</td>
            <td data-label="Kind">{kind.label()}</td>
        </tr>
    }
    .into_any()
}

/// A Personal organization has nobody but its owner, so there are no seats to count.
fn members_text(kind: Kind, members: i64, seats: i64) -> String {
    use guildhall::error::thousands;
    match kind {
        Kind::Personal => "You alone".into(),
        _ => format!("{} of {} seats", thousands(members), thousands(seats)),
    }
}

fn applications_section(applications: Vec<Summary>, withdraw: Act) -> AnyView {
    let heads = vec![Column::new("Application"), Column::new("State"), Column::new("Asked"), Column::with("", "tight")];
    view! {
        <Section title="Applications">
            <div class="card">
                <Table caption="Your applications" heads=heads>
                    {applications.into_iter().map(|row| application_row(row, withdraw)).collect_view()}
                </Table>
            </div>
        </Section>
    }
    .into_any()
}

fn application_row(row: Summary, withdraw: Act) -> AnyView {
    let Summary { id, name, display_name, kind, state, created_at, .. } = row;
    let acts = state.is_open().then(|| {
        view! {
            <a class="btn" href=to::application_edit(&id) aria-label=format!("Edit the application for {name}")>"Edit"</a>
            <WithdrawDialog action=withdraw id=id.clone() name=name.clone()/>
        }
    });
    let missing = (state == State::Draft).then(|| {
        view! {
            <p class="small">
                "Billing details are missing. "
                <a href=to::application_billing(&id)>"Give billing details"</a>
            </p>
        }
    });
    view! {
        <tr>
            <td>
                <b><a href=to::application(&id)>{display_name.to_string()}</a></b>
                <div class="small muted">
                    <span class="name">{name.to_string()}</span> " " <Badge>{kind.label()}</Badge>
                </div>
                {missing}
            </td>
            <td data-label="State"><StateBadge state=state/></td>
            <td data-label="Asked"><Ago at=created_at/></td>
            <td class="tight below"><div class="row">{acts}</div></td>
        </tr>
    }
    .into_any()
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn my_organizations() -> Result<Belongings, Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    Ok(Belongings {
        invitations: guildhall::invitation::waiting(&db, &actor).await?,
        organizations: guildhall::org::mine(&db, &actor).await?,
        applications: guildhall::application::mine(&db, &actor).await?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_told_against_the_seats() {
        assert_eq!(members_text(Kind::Company, 1_200, 2_000), "1,200 of 2,000 seats");
        assert_eq!(members_text(Kind::Personal, 1, 1), "You alone");
    }
}
