use guildhall::clock::{DAY, Timestamp, span};
use guildhall::invitation::{Invitee, Pending, PendingPage};
use guildhall::text::AccountName;
use leptos::prelude::*;

use super::here;
use super::people_query::PeopleQuery;
use crate::error::Fault;
use crate::remote::Act;
use crate::routes::to;
use crate::ui::{
    Ago, Badge, Card, Dialog, DialogBody, DialogFoot, Empty, Head as Column, Now, Pager, PostButton, Section, Table,
};

#[server]
pub async fn revoke_invitation(
    #[server(default)] org: String,
    #[server(default)] id: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    let id = guildhall::id::InvitationId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    guildhall::invitation::revoke(&db, &actor, &org, &id).await?;
    crate::server::go_back(&next, &to::people(&org), "revoked");
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
        Ok(()) => crate::server::go_back(&next, &to::people(&org), "invited_again"),
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
}

impl Acts {
    pub fn calling() -> Self {
        Self { revoke: Act::calling::<RevokeInvitation>(), again: Act::calling::<InviteAgain>() }
    }

    /// How often one of them was answered.
    pub fn answered(self) -> usize {
        self.revoke.answered() + self.again.answered()
    }
}

/// Invitations that wait, under the members or, where they alone are shown, in their place.
pub fn section(org: &AccountName, pending: PendingPage, alone: bool, acts: Acts) -> AnyView {
    let PendingPage { rows, older, count } = pending;
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
    let pages = |after: String| PeopleQuery { pending: true, after, ..PeopleQuery::default() }.href(org);
    let older = older.map(|id| pages(id.to_string()));
    let more = older
        .is_some()
        .then(|| view! { <Pager newer=None older=older text=format!("{count} in all, the newest first")/> });
    let heads = vec![
        Column::new("Invited"),
        Column::new("Role"),
        Column::with("By", "hide-s"),
        Column::new("Time left"),
        Column::with("", "tight"),
    ];
    let lines = rows.into_iter().map(|row| line(org, row, acts)).collect_view();
    let table = view! {
        <Card class="">
            <Table caption="Pending invitations" heads=heads>{lines}</Table>
            {more}
        </Card>
    };
    match alone {
        true => table.into_any(),
        false => view! {
            <Section title="Pending invitations" aside=|| view! { <span class="muted small">"Each holds a seat until it ends."</span> }>
                {table}
            </Section>
        }
        .into_any(),
    }
}

fn line(org: &AccountName, row: Pending, acts: Acts) -> AnyView {
    let Pending { id, to, called, role, inviter, invited_at, expires_at, expired } = row;
    let whom = to.to_string();
    let (shown, under) = match (&to, called) {
        (Invitee::User(name), Some(called)) => (called, name.to_string()),
        (Invitee::User(name), None) => (name.to_string(), name.to_string()),
        (Invitee::Address(address), _) => (address.to_string(), "by e-mail".to_owned()),
    };
    let initial: String = shown.chars().next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    let by = inviter.map_or_else(|| "Somebody".to_owned(), |inviter| inviter.to_string());
    let fields = || vec![("org", org.to_string()), ("id", id.to_string()), ("next", here())];
    let again = view! {
        <PostButton action=acts.again fields=fields() class="quiet" label="Re-send" describe=format!("Re-send the invitation of {whom}")/>
    };
    let end = match expired {
        true => view! {
            <PostButton action=acts.revoke fields=fields() class="quiet" label="Remove" describe=format!("Remove the invitation of {whom}")/>
        }
        .into_any(),
        false => revoke(&id.to_string(), &whom, fields(), acts),
    };
    view! {
        <tr>
            <td>
                <span class="person">
                    <span class="avatar ghost" aria-hidden="true">{initial}</span>
                    <span>
                        <b><bdi>{shown}</bdi></b>
                        <span class="name">{under}</span>
                    </span>
                </span>
            </td>
            <td data-label="Role"><Badge>{role.label()}</Badge></td>
            <td class="hide-s muted" data-label="By"><bdi>{by}</bdi> ", " <Ago at=invited_at/></td>
            <td data-label="Time left"><Left until=expires_at expired=expired/></td>
            <td class="tight below"><div class="row">{again} {end}</div></td>
        </tr>
    }
    .into_any()
}

/// Two clicks: the second says what it does.
fn revoke(id: &str, whom: &str, fields: Vec<(&'static str, String)>, acts: Acts) -> AnyView {
    let text = format!(
        "The link in the mail to {whom} stops working, the seat is free again, and {whom} gets a mail that says so."
    );
    view! {
        <Dialog
            id=format!("revoke-{id}")
            title=format!("Revoke the invitation of {whom}?")
            open_label="Revoke"
            open_class="danger"
        >
            <DialogBody><p>{text}</p></DialogBody>
            <DialogFoot>
                <PostButton action=acts.revoke fields=fields class="danger" label="Revoke invitation"/>
            </DialogFoot>
        </Dialog>
    }
    .into_any()
}

/// How long an invitation still holds.
#[component]
fn Left(until: Timestamp, expired: bool) -> impl IntoView {
    let now = use_context::<Now>();
    let left = move || now.map_or(0, |Now(now)| until.0 - now.get().0);
    move || match left() {
        left if expired || left <= 0 => view! { <Badge tone="bad">"Expired"</Badge> }.into_any(),
        left if left < DAY => view! { <Badge tone="warn">{format!("{} left", span(left))}</Badge> }.into_any(),
        left => view! { <span class="muted">{format!("{} left", span(left))}</span> }.into_any(),
    }
}
