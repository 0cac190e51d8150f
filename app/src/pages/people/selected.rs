use guildhall::access::Role;
use guildhall::member::Member;
use guildhall::org::OrgHeader;
use guildhall::text::AccountName;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use super::{crumbs, org_name, titled};
use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{
    Card, Column, Empty, Form, Hidden, Markup, Narrow, PageHead, PasswordAgain, Submit, Table, TextField, html, person,
};
use guildhall::address as to;

/// The people who were ticked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Selected {
    pub head: OrgHeader,
    pub people: Vec<Member>,
    pub ask_password: bool,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_selected(#[server(default)] org: String, #[server(default)] who: String) -> Result<Selected, Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    let names = match who.trim() {
        "" => Vec::new(),
        who => guildhall::member::chosen(who)?,
    };
    let head = crate::server::org(org.as_str()).await?.head.clone();
    let people = guildhall::member::several(&db, &actor, &org, &names).await?;
    Ok(Selected { head, people, ask_password: crate::server::asks_password(&actor) })
}

#[server]
pub async fn change_roles(
    #[server(default)] org: String,
    #[server(default)] who: String,
    #[server(default)] role: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let (db, org) = (crate::server::db(), crate::server::name(&org)?);
    let role = Role::parse(&role).map_err(|problem| guildhall::Error::field("role", problem))?;
    let actor = crate::server::confirmed(&password).await?;
    guildhall::member::change_roles(&db, &actor, &org, &guildhall::member::chosen(&who)?, role).await?;
    crate::server::go_done(&to::people(&org), crate::done::Done::RolesChanged);
    Ok(())
}

#[server]
pub async fn remove_members(
    #[server(default)] org: String,
    #[server(default)] who: String,
    #[server(default)] typed: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let (db, org) = (crate::server::db(), crate::server::name(&org)?);
    let actor = crate::server::confirmed(&password).await?;
    guildhall::member::remove_several(&db, &actor, &org, &guildhall::member::chosen(&who)?, &typed).await?;
    crate::server::go_done(&to::people(&org), crate::done::Done::AllRemoved);
    Ok(())
}

/// What is about to be done to several members at once, to be confirmed or left.
#[component]
pub fn SelectedPage() -> impl IntoView {
    let (org, query) = (org_name(), use_query_map());
    let who = Memo::new(move |_| query.with(|query| query.get_all("who").unwrap_or_default().join(" ")));
    let role = Memo::new(move |_| query.with(|query| query.get("role").and_then(|role| Role::parse(&role).ok())));
    let removing = Memo::new(move |_| query.with(|query| query.get("act").as_deref() == Some("remove")));
    let (change, remove) = (Act::calling::<ChangeRoles>(), Act::calling::<RemoveMembers>());
    let selected = Fetched::new(move || ReadSelected { org: org.get(), who: who.get() });
    view! {
        {titled("Selected people")}
        {loaded(selected, move |selected| {
            let role = role.get_untracked().filter(|_| !removing.get_untracked());
            page(selected, role, change, remove)
        })}
    }
    .into_any()
}

/// With a role it changes to that one, without it removes.
fn page(selected: Selected, role: Option<Role>, change: Act, remove: Act) -> AnyView {
    let Selected { head, people, ask_password } = selected;
    let org = head.name.clone();
    if people.is_empty() {
        return view! {
            <PageHead title="Selected people" crumbs=crumbs(&org)/>
            <Card class="">
                <Empty
                    icon="people"
                    title="Nobody is selected"
                    text="Tick the boxes of the people you mean, then choose what to do."
                >
                    <a class="btn primary" href=to::people(&org)>"Back to the people"</a>
                </Empty>
            </Card>
        }
        .into_any();
    }
    let (title, lead) = question(people.len(), role, head.display_name.as_str());
    let who = people.iter().map(|member| member.name.to_string()).collect::<Vec<_>>().join(" ");
    let rows = html! { @for member in &people { (row(member)) } };
    let form = match role {
        Some(role) => change_form(&org, who, role, people.len(), ask_password, change),
        None => remove_form(&org, who, people.len(), ask_password, remove),
    };
    view! {
        <Narrow>
            <PageHead title=title lead=lead crumbs=crumbs(&org)/>
            <Card class="">
                <Table caption="The selected people" heads=["Person", "Role now"].map(Column::new).to_vec() rows=rows/>
            </Card>
            <div class="section">{form}</div>
        </Narrow>
    }
    .into_any()
}

/// One is Manager, several are Managers.
fn called(role: Role, count: usize) -> String {
    format!("{}{}", role.label(), if count == 1 { "" } else { "s" })
}

fn question(count: usize, role: Option<Role>, org: &str) -> (String, String) {
    let (people, they) =
        if count == 1 { ("1 person".to_owned(), "That person") } else { (format!("{count} people"), "They") };
    match role {
        Some(role) => (
            format!("Make {people} {}?", called(role, count)),
            format!("{they} and the other Owners of {org} get a mail."),
        ),
        None => (
            format!("Remove {people}?"),
            format!("All rights that come from membership in {org} end at once. {they} and the Owners get a mail."),
        ),
    }
}

fn row(member: &Member) -> Markup {
    html! {
        tr {
            td { (person(member.display_name.as_str(), member.name.as_str())) }
            td data-label="Role now" { (member.role.label()) }
        }
    }
}

fn change_form(org: &AccountName, who: String, role: Role, count: usize, ask_password: bool, change: Act) -> AnyView {
    let (name, back) = (org.to_string(), to::people(org));
    let whom = if count == 1 { "this person".to_owned() } else { format!("these {count}") };
    let label = format!("Make {whom} {}", called(role, count));
    view! {
        <Form action=change>
            <Hidden name="org" value=name.clone()/>
            <Hidden name="who" value=who/>
            <Hidden name="role" value=role.as_str()/>
            <PasswordAgain asked=ask_password/>
            <div class="row">
                <Submit>{label}</Submit>
                <a class="btn quiet" href=back>"Cancel"</a>
            </div>
        </Form>
    }
    .into_any()
}

fn remove_form(org: &AccountName, who: String, count: usize, ask_password: bool, remove: Act) -> AnyView {
    let (name, back) = (org.to_string(), to::people(org));
    let label = if count == 1 { "Remove this person".to_owned() } else { format!("Remove these {count}") };
    view! {
        <Form action=remove>
            <Hidden name="org" value=name.clone()/>
            <Hidden name="who" value=who/>
            <TextField name="typed" label=format!("Type {name} to confirm") mono=true required=true autocomplete="off"/>
            <PasswordAgain asked=ask_password/>
            <div class="row">
                <Submit class="danger">{label}</Submit>
                <a class="btn quiet" href=back>"Cancel"</a>
            </div>
        </Form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_not_many() {
        assert_eq!(question(1, None, "Acme").0, "Remove 1 person?");
        assert_eq!(question(1, Some(Role::Owner), "Acme").0, "Make 1 person Owner?");
        assert_eq!(question(3, Some(Role::Billing), "Acme").0, "Make 3 people Billing managers?");
    }
}
