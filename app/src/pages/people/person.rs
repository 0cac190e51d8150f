use guildhall::access::{Permission, Role};
use guildhall::member::Member;
use guildhall::org::OrgHeader;
use guildhall::text::AccountName;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_params_map;
use serde::{Deserialize, Serialize};

use super::hand_over::{AskHandOver, ask_form};
use super::role_menu::ChangeMemberRole;
use super::{crumbs, here, org_name};
use crate::error::Fault;
use crate::live::Live;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{
    Ago, Avatar, Badge, Dialog, DialogBody, DialogFoot, Fact, Facts, Form, Hidden, Narrow, PageHead, PasswordAgain,
    Section, Select, Sent, Submit, TextField, Title,
};
use guildhall::address as to;

/// One membership, and where the viewer stands.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OneMember {
    pub head: OrgHeader,
    pub member: Member,
    pub is_self: bool,
    /// Whether dangerous acts ask for the password again.
    pub ask_password: bool,
    /// What this person can reach, for whoever may know.
    pub reach: Sent,
}

/// Where an address of a person leads.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum FoundPerson {
    Member(Box<OneMember>),
    /// To the page of somebody who is no member and has a right in some project.
    Elsewhere(String),
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_person(
    #[server(default)] org: String,
    #[server(default)] person: String,
) -> Result<FoundPerson, Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    let person = crate::server::name(person.strip_prefix('@').ok_or(guildhall::Error::NotFound)?)?;
    let seen = crate::server::org(org.as_str()).await?;
    let head = seen.head.clone();
    let reach = match guildhall::project::person_reach(&db, &actor, &seen.org, &person).await {
        Ok((named, reach)) if reach.role.is_none() => {
            return Ok(FoundPerson::Elsewhere(to::collaborator(&head.name, &named.name)));
        }
        Ok((_, reach)) => super::reach::reach_of(&head, &reach).into(),
        Err(guildhall::Error::Forbidden(_)) => Sent::default(),
        Err(error) => return Err(error.into()),
    };
    let member = guildhall::member::one(&db, &actor, &org, &person).await?;
    let is_self = member.name == actor.name;
    let ask_password = crate::server::asks_password(&actor);
    Ok(FoundPerson::Member(Box::new(OneMember { head, member, is_self, ask_password, reach })))
}

#[server]
pub async fn remove_member(
    #[server(default)] org: String,
    #[server(default)] user: String,
    #[server(default)] typed: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let (org, user) = (crate::server::name(&org)?, crate::server::name(&user)?);
    let actor = crate::server::confirmed(&password).await?;
    guildhall::member::remove(&crate::server::db(), &actor, &org, &user, &typed).await?;
    crate::server::go_done(&to::people(&org), crate::done::Done::Removed);
    Ok(())
}

/// The acts of the page.
#[derive(Clone, Copy)]
struct Acts {
    role: Act,
    remove: Act,
    ask: Act,
}

/// One member of an organization: the role, and what can be done about it.
#[component]
pub fn PersonPage() -> impl IntoView {
    let (org, params) = (org_name(), use_params_map());
    let person = Memo::new(move |_| params.read().get("person").unwrap_or_default());
    let acts = Acts {
        role: Act::calling::<ChangeMemberRole>(),
        remove: Act::calling::<RemoveMember>(),
        ask: Act::calling::<AskHandOver>(),
    };
    let live = Live::here();
    let found = Fetched::anew_after(
        move || ReadPerson { org: org.get(), person: person.get() },
        move || format!("{} {}", acts.role.answered(), live.org()),
    );
    loaded(found, move |found| match found {
        FoundPerson::Member(found) => page(*found, acts),
        FoundPerson::Elsewhere(there) => view! { <Redirect path=there options=crate::pages::replacing()/> }.into_any(),
    })
}

fn page(found: OneMember, acts: Acts) -> AnyView {
    let OneMember { head, member, is_self, ask_password, reach } = found;
    let (called, name) = (member.display_name.to_string(), member.name.to_string());
    let manages = head.may(Permission::ManagePeople);
    let (shown, seed) = (called.clone(), name.clone());
    let public = to::public(&member.name);
    let can_change = manages && !member.primary;
    let offers = head.may(Permission::OfferOwnership) && member.role == Role::Owner && !is_self;
    let badge = member.primary.then_some("Primary owner");
    view! {
        <Title text=format!("{} · {}", member.named(), head.display_name)/>
        <Narrow>
            <PageHead
                title=called
                crumbs=crumbs(&head.name)
                avatar=move || view! { <Avatar name=shown seed=seed size="l"/> }
                badges=move || badge.map(|text| view! { <Badge>{text}</Badge> })
                under=move || view! { <p class="name">{name}</p> }
                actions=move || view! { <a class="btn" href=public>"Public page"</a> }
            />
            {facts(&member)}
            {(!reach.is_empty()).then(|| view! { <div class="section">{reach.shown()}</div> })}
            {can_change.then(|| role_section(&head.name, &member, acts.role))}
            {offers.then(|| ask_form(&head, &member, ask_password, acts.ask))}
            {(can_change && !is_self).then(|| remove_section(&head, &member, acts.remove))}
            {is_self.then(|| view! {
                <p class="section small muted"><a href=to::leave(&head.name)>"Leave this organization"</a></p>
            })}
        </Narrow>
    }
    .into_any()
}

fn facts(member: &Member) -> AnyView {
    let (role, joined) = (member.role, member.joined_at);
    let seen = member.last_seen.map(|at| view! { <Fact term="Last seen"><Ago at=at/></Fact> });
    view! {
        <Facts>
            <Fact term="Role">{role.label()}</Fact>
            <Fact term="Joined"><Ago at=joined/></Fact>
            {seen}
        </Facts>
    }
    .into_any()
}

fn role_section(org: &AccountName, member: &Member, change: Act) -> AnyView {
    let roles = Role::ALL.iter().map(|role| (role.as_str().to_owned(), role.label().to_owned())).collect();
    let hint = format!("{} and the other Owners get a mail.", member.named());
    let (org, user, held, about) = (org.to_string(), member.name.to_string(), member.role, to::people_roles(org));
    view! {
        <Section title="Change role">
            <Form action=change id="role">
                <Hidden name="org" value=org/>
                <Hidden name="user" value=user/>
                <Hidden name="next" value=here()/>
                <Select name="role" label="Role in this organization" hint=hint options=roles value=held.as_str()/>
                <div class="row">
                    <Submit>"Save role"</Submit>
                    <a class="btn quiet" href=about>"What each role may do"</a>
                </div>
            </Form>
        </Section>
    }
    .into_any()
}

fn remove_section(head: &OrgHeader, member: &Member, remove: Act) -> AnyView {
    let (called, name) = (member.named().to_string(), member.name.to_string());
    let org = head.display_name.to_string();
    let fields = [("org", head.name.to_string()), ("user", name.clone())];
    let foot = view! {
        <DialogFoot>
            <Submit class="danger">"Remove from organization"</Submit>
        </DialogFoot>
    };
    view! {
        <Section title="Remove">
            <div class="card danger-zone" id="remove">
                <div>
                    <div>
                        <b>{format!("Remove {called} from {org}")}</b>
                        <p>"All rights in its projects end at once, whether by role, by teams or by name. The account \
                            itself stays as it is."</p>
                    </div>
                    <Dialog
                        id="remove-member"
                        title=format!("Remove {called}?")
                        open_label="Remove…"
                        open_class="danger"
                        action=RemoveMember::url()
                    >
                        <Form action=remove class="stack">
                            {fields.map(|(name, value)| view! { <Hidden name=name value=value/> }).collect_view()}
                            <DialogBody>
                                <p>{format!("{called} leaves {org} at once and loses every right that came with it. \
                                    {called} and the Owners get a mail. A new invitation can undo it.")}</p>
                                <TextField
                                    name="typed"
                                    label=format!("Type {name} to confirm")
                                    mono=true
                                    required=true
                                    autocomplete="off"
                                />
                                <PasswordAgain id="password-of-removal"/>
                            </DialogBody>
                            {foot}
                        </Form>
                    </Dialog>
                </div>
            </div>
        </Section>
    }
    .into_any()
}
