use guildhall::access::Role;
use guildhall::id::BatchId;
use guildhall::invitation::{MOST_LINES, lines};
use guildhall::org::{Kind, OrgHeader};
use guildhall::text::Greeting;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{crumbs, org_name, suggest::Suggestions, titled};
use crate::error::Fault;
use crate::load::{loaded, view_of};
use crate::remote::{Act, Fetched};
use crate::ui::{Choice, Choices, Form, Hidden, Narrow, PageHead, PasswordAgain, Submit, TextArea};
use guildhall::address as to;

/// What the form needs to know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inviting {
    pub head: OrgHeader,
    /// Tells this form from others, so that sent twice it invites once.
    pub batch: BatchId,
    /// Days for which an invitation holds.
    pub days: i64,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn invite_form(#[server(default)] org: String) -> Result<Inviting, Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    let head = crate::server::org(org.as_str()).await?.head.clone();
    let days = guildhall::invitation::days(&db, &actor, &org).await?;
    Ok(Inviting { head, batch: BatchId::new(), days })
}

#[server]
pub async fn invite_people(
    #[server(default)] org: String,
    #[server(default)] batch: String,
    #[server(default)] people: String,
    #[server(default)] role: String,
    #[server(default)] message: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let (db, org) = (crate::server::db(), crate::server::name(&org)?);
    let batch = BatchId::parse(&batch).unwrap_or_default();
    let mut form = guildhall::error::Form::default();
    let typed = people;
    let people = form.take("people", lines(&typed));
    let role = form.take("role", Role::parse(&role));
    let message = form.take("message", Greeting::parse(&message));
    let (people, role, message) = form.all((people, role, message))?;
    let actor = crate::server::confirmed(&password).await?;
    let is_plain = guildhall::invitation::is_plain(&typed, &people);
    let draft = guildhall::invitation::Draft { lines: people, role, message };
    let page = match guildhall::invitation::prepare(&db, &actor, &org, &batch, &draft, is_plain).await? {
        guildhall::invitation::Prepared::Sent(batch) => to::invited(&org, &batch),
        guildhall::invitation::Prepared::Doubtful(batch) => to::invite_review(&org, &batch),
    };
    crate::server::go(&page);
    Ok(())
}

/// Where an Owner invites one or many.
#[component]
pub fn InvitePage() -> impl IntoView {
    let org = org_name();
    let form = Fetched::new(move || InviteForm { org: org.get() });
    let invite = Act::calling::<InvitePeople>();
    view! {
        {titled("Invite people")}
        {loaded(form, move |inviting| page(inviting, invite))}
    }
    .into_any()
}

fn page(inviting: Inviting, invite: Act) -> AnyView {
    let Inviting { head, batch, days } = inviting;
    if head.kind == Kind::Personal {
        return view_of(guildhall::Error::Refused(guildhall::error::Rule::Personal));
    }
    let held = if days == 1 { "1 day".to_owned() } else { format!("{days} days") };
    let lead = format!("Each gets a mail with a link that holds for {held}. Nobody is a member before accepting.");
    let roles = Role::ALL.iter().rev().map(|role| Choice::new(role.as_str(), role.label(), meaning(*role))).collect();
    let hint = format!(
        "Usernames or e-mail addresses, up to {MOST_LINES}. A list from a mail program or a spreadsheet works, too; \
         you see what it says before anything is sent."
    );
    view! {
        <Narrow>
            <PageHead title="Invite people" lead=lead crumbs=crumbs(&head.name)/>
            <Form action=invite class="stack loose">
                <Hidden name="org" value=head.name.to_string()/>
                <Hidden name="batch" value=batch.to_string()/>
                <Suggestions org=head.name.to_string()>
                    <TextArea
                        name="people"
                        label="Who"
                        hint=hint
                        rows=5
                        required=true
                        autofocus=true
                        check=|text| lines(text).map(|_| ())
                    />
                </Suggestions>
                <Choices name="role" legend="As" options=roles value=Role::Member.as_str()/>
                <TextArea
                    name="message"
                    label="Message (optional)"
                    hint="Stands in the mail, above the link."
                    rows=3
                    max=Greeting::MAX
                    check=|text| Greeting::parse(text).map(|_| ())
                />
                <PasswordAgain/>
                <div class="row">
                    <Submit>"Send invitations"</Submit>
                    <a class="btn quiet" href=to::people(&head.name)>"Cancel"</a>
                </div>
                <p class="small muted">
                    <a href=to::people_roles(&head.name)>"What each role may do"</a>
                </p>
            </Form>
        </Narrow>
    }
    .into_any()
}

/// A role in a sentence.
pub fn meaning(role: Role) -> &'static str {
    match role {
        Role::Owner => "Decides everything, people included.",
        Role::Manager => "Manages projects and teams, not people.",
        Role::Billing => "Manages billing and sees usage, but works on no project.",
        Role::Member => "Works on the organization’s projects.",
    }
}
