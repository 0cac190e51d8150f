use guildhall::application::{State, Summary};
use guildhall::clock::Timestamp;
use guildhall::invitation::Invitation;
use guildhall::org::{Kind, Mine};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::live::Live;
use crate::load::loaded;
use crate::pages::application::state_badge;
use crate::remote::Fetched;
use crate::ui::{Column, Empty, Icon, Markup, Now, PageHead, Section, Table, Title, ago, badge, html, organization};
use guildhall::address as to;

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
    let live = Live::here();
    let mine = Fetched::anew_after(|| MyOrganizations {}, move || live.user());
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
                {(!applications.is_empty()).then(|| applications_section(applications))}
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
                text="An organization is one identity for many people: its projects belong to it, and its Owners \
                    decide who may do what."
            >
                {found_link()}
            </Empty>
        </div>
    }
    .into_any()
}

fn invitations_section(invitations: Vec<Invitation>) -> AnyView {
    let heads = vec![Column::new("Invitation"), Column::new("As"), Column::new("By"), Column::with("", "tight")];
    let now = Now::here();
    let rows = html! { @for invitation in &invitations { (invitation_row(invitation, now)) } };
    view! {
        <Section title="Invitations">
            <div class="card">
                <Table caption="Invitations that wait for you" heads=heads rows=rows/>
            </div>
        </Section>
    }
    .into_any()
}

fn invitation_row(invitation: &Invitation, now: Timestamp) -> Markup {
    let Invitation { id, org, role, inviter, invited_at, .. } = invitation;
    html! {
        tr {
            td { (organization(org.display_name.as_str(), org.name.as_str(), None)) }
            td data-label="As" { (role.label()) }
            td data-label="By" { @if let Some(inviter) = inviter { (inviter) ", " } (ago(*invited_at, now)) }
            td.tight {
                a.btn href=(to::invitation(id)) aria-label={ "Answer the invitation to " (org.display_name) } {
                    "Answer"
                }
            }
        }
    }
}

fn organizations_table(organizations: Vec<Mine>) -> AnyView {
    let heads = ["Organization", "Your role", "Members", "Kind"].map(Column::new).into();
    let rows = html! { @for org in &organizations { (organization_row(org)) } };
    view! {
        <div class="card">
            <Table caption="Your organizations" heads=heads rows=rows/>
        </div>
    }
    .into_any()
}

fn organization_row(org: &Mine) -> Markup {
    let Mine { name, display_name, kind, role, members, seats, .. } = org;
    html! {
        tr {
            td { (organization(display_name.as_str(), name.as_str(), Some(&to::org(name)))) }
            td data-label="Your role" { (role.label()) }
            td data-label="Members" { (members_text(*kind, *members, *seats)) }
            td data-label="Kind" { (kind.label()) }
        }
    }
}

/// A Personal organization has nobody but its owner, so there are no seats to count.
fn members_text(kind: Kind, members: i64, seats: i64) -> String {
    use guildhall::error::thousands;
    match kind {
        Kind::Personal => "You alone".into(),
        _ => format!("{} of {} seats", thousands(members), thousands(seats)),
    }
}

fn applications_section(applications: Vec<Summary>) -> AnyView {
    let heads = vec![Column::new("Application"), Column::new("State"), Column::new("Asked"), Column::with("", "tight")];
    let now = Now::here();
    let rows = html! { @for application in &applications { (application_row(application, now)) } };
    view! {
        <Section title="Applications">
            <div class="card">
                <Table caption="Your applications" heads=heads rows=rows/>
            </div>
        </Section>
    }
    .into_any()
}

fn application_row(row: &Summary, now: Timestamp) -> Markup {
    let Summary { id, name, display_name, kind, state, created_at, .. } = row;
    html! {
        tr {
            td {
                b { a href=(to::application(id)) { (display_name) } }
                div class="small muted" { span.name { (name) } " " (badge("", kind.label())) }
                @if *state == State::Draft {
                    p.small {
                        "Billing details are missing. "
                        a href=(to::application_billing(id)) { "Give billing details" }
                    }
                }
            }
            td data-label="State" { (state_badge(*state)) }
            td data-label="Asked" { (ago(*created_at, now)) }
            td.acts {
                @if state.is_open() {
                    a.btn href=(to::application_edit(id)) aria-label={ "Edit the application for " (name) } { "Edit" }
                }
            }
        }
    }
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
