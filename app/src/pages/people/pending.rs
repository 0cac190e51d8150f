use guildhall::clock::Timestamp;
use guildhall::invitation::{Invitee, Pending, PendingPage};
use guildhall::org::OrgHeader;
use guildhall::text::{AccountName, beginning};
use leptos::prelude::*;

use super::crumbs;
use super::people_query::PeopleQuery;
use crate::error::Fault;
use crate::remote::Act;
use crate::ui::{
    Alert, Card, Column, EmailField, Empty, Form, Hidden, Markup, Narrow, Now, PageHead, Pager, PasswordAgain, RowForm,
    Section, Submit, Table, ago_alone, badge, html, left, row_button,
};
use guildhall::address as to;

/// The forms that send an invitation again and take one away; the buttons of the rows name them.
const AGAIN: &str = "send-again";
const REVOKE: &str = "revoke";

#[server]
pub async fn revoke_invitation(
    #[server(default)] org: String,
    #[server(default)] id: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    let id = guildhall::id::InvitationId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    guildhall::invitation::revoke(&db, &actor, &org, &id).await?;
    crate::server::go_back(&next, &to::people(&org), crate::done::Done::Revoked);
    Ok(())
}

/// Sends an invitation to another address than the wrong one.
#[server]
pub async fn correct_invitation(
    #[server(default)] org: String,
    #[server(default)] id: String,
    #[server(default)] email: String,
    #[server(default)] next: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let (db, org) = (crate::server::db(), crate::server::name(&org)?);
    let id = guildhall::id::InvitationId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    let email =
        guildhall::text::EmailAddress::parse(&email).map_err(|problem| guildhall::Error::field("email", problem))?;
    let actor = crate::server::confirmed(&password).await?;
    guildhall::invitation::correct(&db, &actor, &org, &id, &email).await?;
    crate::server::go_back(&next, &to::people(&org), crate::done::Done::InvitationCorrected);
    Ok(())
}

#[server]
pub async fn invite_again(
    #[server(default)] org: String,
    #[server(default)] id: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    let id = guildhall::id::InvitationId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    match guildhall::invitation::send_again(&db, &actor, &org, &id).await {
        Ok(()) => crate::server::go_back(&next, &to::people(&org), crate::done::Done::InvitedAgain),
        // Whoever is invited as Owner: a row has no room for the password.
        Err(guildhall::Error::Invalid(_)) => crate::server::go(&crate::server::confirm_path(&next)),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// What can be done to an invitation.
#[derive(Clone, Copy)]
pub struct Acts {
    revoke: Act,
    again: Act,
    correct: Act,
}

impl Acts {
    pub fn calling() -> Self {
        Self {
            revoke: Act::calling::<RevokeInvitation>(),
            again: Act::calling::<InviteAgain>(),
            correct: Act::calling::<CorrectInvitation>(),
        }
    }

    /// How often one of them was answered.
    pub fn answered(self) -> usize {
        self.revoke.answered() + self.again.answered() + self.correct.answered()
    }
}

/// Invitations that wait, under the members or, where they alone are shown, in their place.
pub fn section(shown: &PeopleQuery, org: &AccountName, pending: PendingPage, acts: Acts) -> AnyView {
    let alone = shown.pending;
    let PendingPage { rows, older, count, .. } = pending;
    if rows.is_empty() && !shown.text.is_empty() {
        let everyone = PeopleQuery { pending: true, ..PeopleQuery::default() }.href(org);
        return view! {
            <Card class="">
                <Empty icon="mail" title="No invitation matches" text="Try a part of the address or of the name.">
                    <a class="btn" href=everyone>"Show all invitations"</a>
                </Empty>
            </Card>
        }
        .into_any();
    }
    if rows.is_empty() {
        let invite = to::invite(org);
        return view! {
            <Card class="">
                <Empty
                    icon="mail"
                    title="Nobody is invited at the moment"
                    text="Invitations stand here until they are accepted, declined or revoked."
                >
                    <a class="btn primary" href=invite>"Invite people"</a>
                </Empty>
            </Card>
        }
        .into_any();
    }
    let text = shown.text.clone();
    let pages =
        |after: String| PeopleQuery { text: text.clone(), pending: true, after, ..PeopleQuery::default() }.href(org);
    let older = older.map(|id| pages(id.to_string()));
    let more = older
        .is_some()
        .then(|| view! { <Pager newer=None older=older text=format!("{count} in all, the newest first")/> });
    let heads = vec![
        Column::new("Invited"),
        Column::new("Role"),
        Column::with("Sent", "aside"),
        Column::new("Left"),
        Column::with("", "tight"),
    ];
    let list = PeopleQuery { text: text.clone(), pending: alone, ..PeopleQuery::default() }.href(org);
    let asking = format!("{list}{}", if list.contains('?') { '&' } else { '?' });
    let now = Now::here();
    let rows = html! { @for row in &rows { (line(row, &asking, now)) } };
    let fields = || vec![("org", org.to_string()), ("next", shown.href(org))];
    let table = view! {
        <RowForm action=acts.again id=AGAIN fields=fields()/>
        <RowForm action=acts.revoke id=REVOKE fields=fields()/>
        <Card class="">
            <Table caption="Pending invitations" heads=heads rows=rows/>
            {more}
        </Card>
    };
    match alone {
        true => table.into_any(),
        false => view! {
            <Section
                title="Pending invitations"
                aside=|| view! { <span class="muted small">"Each holds a seat until it ends."</span> }
            >
                {table}
            </Section>
        }
        .into_any(),
    }
}

fn line(row: &Pending, asking: &str, now: Timestamp) -> Markup {
    let Pending { id, to, called, undelivered, role, inviter, invited_at, expires_at, expired } = row;
    let whom = to.as_str();
    let (shown, under) = match (to, called) {
        (Invitee::User(name), Some(called)) => (called.as_str(), name.as_str()),
        (Invitee::User(name), None) => (name.as_str(), name.as_str()),
        (Invitee::Address(address), Some(called)) => (called.as_str(), address.as_str()),
        (Invitee::Address(address), None) => (address.as_str(), "by e-mail"),
    };
    html! {
        tr {
            td {
                span class="person invited" { span { b { (shown) } span.name { (under) } } }
                @if let Some(said) = undelivered { (not_delivered(said.as_str())) }
            }
            td data-label="Role" { (role.label()) }
            td.aside {
                (ago_alone(*invited_at, now)) @if let Some(inviter) = inviter { " by @" (inviter.name) }
            }
            td data-label="Left" { (left(*expires_at, now)) }
            td.acts {
                (row_button(AGAIN, id.as_str(), "Re-send", &format!("Re-send the invitation of {whom}"), ""))
                @if *expired {
                    (row_button(REVOKE, id.as_str(), "Remove", &format!("Remove the invitation of {whom}"), ""))
                } @else {
                    @if undelivered.is_some() && matches!(to, Invitee::Address(_)) {
                        a.btn href={ (asking) "correct=" (id) } aria-label={ "Correct the address " (whom) } {
                            "Correct…"
                        }
                    }
                    a class="btn danger" href={ (asking) "revoke=" (id) }
                        aria-label={ "Revoke the invitation of " (whom) }
                    {
                        "Revoke…"
                    }
                }
            }
        }
    }
}

/// What the mail server said, as far as a row has room for it.
fn not_delivered(said: &str) -> Markup {
    let short = beginning(said, 80);
    html! { div.small { (badge("bad", "Not delivered")) @if !short.is_empty() { " " bdi { (short) } } } }
}

/// Where the address of an invitation is corrected that nobody could deliver.
pub fn correction(shown: &PeopleQuery, head: &OrgHeader, invitation: &Pending, acts: Acts) -> AnyView {
    let said = invitation.undelivered.as_ref().map(ToString::to_string).filter(|said| !said.is_empty());
    let back = PeopleQuery { correct: String::new(), ..shown.clone() }.href(&head.name);
    let crumbs = crumbs(&head.name);
    let (org, id, address) = (head.name.to_string(), invitation.id.to_string(), invitation.to.to_string());
    view! {
        <Narrow>
            <PageHead
                title="Correct the address"
                lead="The invitation goes to this address instead; the link of before is dead."
                crumbs=crumbs
            />
            {said.map(|said| {
                view! {
                    <div class="stack">
                        <Alert tone="warn">
                            <p>"The mail server said: " <bdi>{said}</bdi></p>
                        </Alert>
                    </div>
                }
            })}
            <Form action=acts.correct>
                <Hidden name="org" value=org/>
                <Hidden name="id" value=id/>
                <Hidden name="next" value=back.clone()/>
                <EmailField value=address own=false/>
                <PasswordAgain/>
                <div class="row">
                    <Submit>"Send the invitation there"</Submit>
                    <a class="btn quiet" href=back>"Cancel"</a>
                </div>
            </Form>
        </Narrow>
    }
    .into_any()
}

/// What revoking an invitation means, before it is done.
pub fn question(shown: &PeopleQuery, head: &OrgHeader, invitation: &Pending, acts: Acts) -> AnyView {
    let whom = invitation.to.to_string();
    let text = format!(
        "The link in the mail to {whom} stops working, the seat is free again, and {whom} gets a mail that says so."
    );
    let fields = [("org", head.name.to_string()), ("id", invitation.id.to_string())];
    let crumbs = crumbs(&head.name);
    let back = PeopleQuery { revoke: String::new(), ..shown.clone() }.href(&head.name);
    view! {
        <Narrow>
            <PageHead title=format!("Revoke the invitation of {whom}?") lead=text crumbs=crumbs/>
            <Form action=acts.revoke>
                {fields.map(|(name, value)| view! { <Hidden name=name value=value/> }).collect_view()}
                <Hidden name="next" value=back.clone()/>
                <div class="row">
                    <Submit class="danger">"Revoke invitation"</Submit>
                    <a class="btn quiet" href=back>"Cancel"</a>
                </div>
            </Form>
        </Narrow>
    }
    .into_any()
}
