//! The SQL of invitations.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::{Invitation, Invitee, Pending};
use crate::access::{Actor, ManagePeople, Role};
use crate::clock::Timestamp;
use crate::id::{InvitationId, OrgId, UserId};
use crate::org::OrgFor;
use crate::text::{AccountName, DisplayName, EmailAddress, Greeting, Named, Overheard, choice, fold};
use crate::{Error, Result};

choice! {
    /// Where an invitation stands. One that has expired is still pending.
    State {
        Pending = "pending", "Pending";
        Accepted = "accepted", "Accepted";
        Declined = "declined", "Declined";
        Revoked = "revoked", "Revoked";
    }
}

/// How an invitation ends without a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Declined,
    Revoked,
}

impl Ended {
    fn state(self) -> State {
        match self {
            Self::Declined => State::Declined,
            Self::Revoked => State::Revoked,
        }
    }
}

/// An invitation with everything around it.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct StoredInvitation {
    pub id: InvitationId,
    pub org_id: OrgId,
    org_name: AccountName,
    org_display_name: DisplayName,
    pub user_id: Option<UserId>,
    user_name: Option<AccountName>,
    user_display_name: Option<DisplayName>,
    pub email: Option<EmailAddress>,
    called: Option<DisplayName>,
    undelivered: Option<Overheard>,
    pub role: Role,
    pub message: Greeting,
    pub inviter_id: Option<UserId>,
    inviter_name: Option<AccountName>,
    inviter_display_name: Option<DisplayName>,
    pub state: State,
    token_hash: Vec<u8>,
    pub invited_at: Timestamp,
    pub expires_at: Timestamp,
    /// Of the organization.
    pub members: i64,
    pub seats: i64,
}

pub(super) const SELECT: &str = "select i.id, i.org_id, o.name as org_name, o.display_name as org_display_name,
        i.user_id, u.name as user_name, u.display_name as user_display_name, i.email, i.called, i.undelivered, i.role,
        i.message,
        i.inviter_id, v.name as inviter_name, v.display_name as inviter_display_name, i.state, i.token_hash,
        i.invited_at, i.expires_at, g.members, g.seats
    from invitations i join accounts o on o.id = i.org_id join orgs g on g.id = i.org_id
    left join accounts u on u.id = i.user_id left join accounts v on v.id = i.inviter_id";

impl StoredInvitation {
    pub(super) fn is_pending(&self) -> bool {
        self.state == State::Pending
    }

    /// What whoever invited calls the holder of its address.
    pub(super) fn called(&self) -> Option<&DisplayName> {
        self.called.as_ref()
    }

    /// Whether the key is not an older link of it.
    pub(super) fn is_current(&self, key: &super::Key) -> bool {
        match key {
            super::Key::Link(secret) => secret.hash() == self.token_hash,
            super::Key::Own(_) => true,
        }
    }

    /// Whether it is for this user, by name or by the verified address.
    pub(super) fn is_for(&self, actor: &Actor) -> bool {
        match (&self.user_id, &self.email) {
            (Some(user), _) => *user == actor.user,
            (None, Some(email)) => email.key() == actor.email.key(),
            (None, None) => false,
        }
    }

    pub(super) fn org(&self) -> Named {
        Named { name: self.org_name.clone(), display_name: self.org_display_name.clone() }
    }

    /// Whom it is for.
    pub(super) fn to(&self) -> Result<Invitee> {
        let address = || self.email.clone().map(Invitee::Address);
        self.user_name.clone().map(Invitee::User).or_else(address).ok_or(Error::Internal)
    }

    pub(super) fn inviter(&self) -> Option<Named> {
        let (name, display_name) = (self.inviter_name.clone()?, self.inviter_display_name.clone()?);
        Some(Named { name, display_name })
    }

    pub(super) fn into_invitation(self, inviter_left: bool) -> Result<Invitation> {
        Ok(Invitation {
            org: self.org(),
            inviter: self.inviter(),
            to: self.to()?,
            id: self.id,
            role: self.role,
            inviter_left,
            message: self.message,
            invited_at: self.invited_at,
            expires_at: self.expires_at,
        })
    }

    pub(super) fn into_pending(self, now: Timestamp) -> Result<Pending> {
        Ok(Pending {
            to: self.to()?,
            inviter: self.inviter(),
            called: self.user_display_name.or(self.called),
            undelivered: self.undelivered,
            id: self.id,
            role: self.role,
            invited_at: self.invited_at,
            expires_at: self.expires_at,
            expired: self.expires_at <= now,
        })
    }
}

/// The invitation that a link belongs to, also an old link.
pub(super) async fn by_link(conn: &mut AnyConnection, token_hash: &[u8]) -> Result<Option<StoredInvitation>> {
    let found = sqlx::query_as(AssertSqlSafe(format!(
        "{SELECT} where i.id = (select l.invitation_id from invitation_links l where l.token_hash = $1)"
    )))
    .bind(token_hash)
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// Any invitation. For whoever proves to be the one it is for.
pub(super) async fn by_id(conn: &mut AnyConnection, id: &InvitationId) -> Result<Option<StoredInvitation>> {
    let found = sqlx::query_as(AssertSqlSafe(format!("{SELECT} where i.id = $1")))
        .bind(id.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(found)
}

/// One of this organization. Another organization's is not found.
pub(super) async fn of_org(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    id: &InvitationId,
) -> Result<Option<StoredInvitation>> {
    Ok(by_id(conn, id).await?.filter(|found| found.org_id == org.id))
}

/// Those that wait for a user, by name or by the verified address, the oldest first.
pub(super) async fn to_user(conn: &mut AnyConnection, actor: &Actor, now: Timestamp) -> Result<Vec<StoredInvitation>> {
    let rows = sqlx::query_as(AssertSqlSafe(format!(
        "{SELECT} where i.state = 'pending' and i.expires_at > $3
           and i.id in (select w.id from invitations w where w.user_id = $1 and w.state = 'pending'
                        union all select w.id from invitations w where w.email_key = $2 and w.state = 'pending')
         order by i.id limit 50"
    )))
    .bind(actor.user.as_str())
    .bind(actor.email.key())
    .bind(now.0)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// Whether a user belongs to an organization.
pub(super) async fn is_member(conn: &mut AnyConnection, org: &OrgId, user: &UserId) -> Result<bool> {
    let found: Option<String> =
        sqlx::query_scalar("select user_id from memberships where org_id = $1 and user_id = $2")
            .bind(org.as_str())
            .bind(user.as_str())
            .fetch_optional(conn)
            .await?;
    Ok(found.is_some())
}

/// An invitation to be written down.
pub(super) struct New<'a> {
    pub id: &'a InvitationId,
    pub user: Option<&'a UserId>,
    pub invitee: &'a Invitee,
    /// What the invited person is called, where that is known.
    pub called: Option<&'a DisplayName>,
    pub role: Role,
    pub message: &'a Greeting,
    pub inviter: &'a UserId,
    pub token_hash: &'a [u8],
    pub invited_at: Timestamp,
    pub expires_at: Timestamp,
}

impl New<'_> {
    /// What it is found by: the name or the address as its key and as it is written, and what the person is called.
    fn sought(&self) -> String {
        let key = match self.invitee {
            Invitee::User(name) => name.key().as_str().to_owned(),
            Invitee::Address(address) => address.key(),
        };
        let called = self.called.map(DisplayName::sort_key).unwrap_or_default();
        [key, fold(self.invitee.as_str()), called].join("\n")
    }
}

pub(super) async fn insert(conn: &mut AnyConnection, org: &OrgFor<ManagePeople>, new: &New<'_>) -> Result<()> {
    let address = match new.invitee {
        Invitee::Address(address) => Some(address),
        Invitee::User(_) => None,
    };
    sqlx::query(
        "insert into invitations (id, org_id, user_id, email, email_key, role, message, inviter_id, state, token_hash,
                                  invited_at, expires_at, called, sought)
         values ($1, $2, $3, $4, $5, $6, $7, $8, 'pending', $9, $10, $11, $12, $13)",
    )
    .bind(new.id.as_str())
    .bind(org.id.as_str())
    .bind(new.user.map(UserId::as_str))
    .bind(address.map(EmailAddress::as_str))
    .bind(address.map(EmailAddress::key))
    .bind(new.role.as_str())
    .bind(new.message.as_str())
    .bind(new.inviter.as_str())
    .bind(new.token_hash)
    .bind(new.invited_at.0)
    .bind(new.expires_at.0)
    .bind(address.and(new.called).map(DisplayName::as_str))
    .bind(new.sought())
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives an invitation a new link and a new end; whoever sends it is its inviter now.
pub(super) async fn renew(
    conn: &mut AnyConnection,
    _: &OrgFor<ManagePeople>,
    id: &InvitationId,
    inviter: &UserId,
    token_hash: &[u8],
    expires_at: Timestamp,
) -> Result<()> {
    sqlx::query(
        "update invitations set token_hash = $2, expires_at = $3, inviter_id = $4, undelivered = null where id = $1",
    )
    .bind(id.as_str())
    .bind(token_hash)
    .bind(expires_at.0)
    .bind(inviter.as_str())
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends one that waits. Returns whether it did.
pub(super) async fn end(conn: &mut AnyConnection, id: &InvitationId, how: Ended, now: Timestamp) -> Result<bool> {
    let done = sqlx::query("update invitations set state = $2, ended_at = $3 where id = $1 and state = 'pending'")
        .bind(id.as_str())
        .bind(how.state().as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends an invitation with a member, and what else waits for the same person: by name, or by address.
pub(super) async fn accept(
    conn: &mut AnyConnection,
    found: &StoredInvitation,
    actor: &Actor,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "update invitations set state = 'accepted', ended_at = $5
         where id in (select id from invitations where id = $1 and state = 'pending'
                      union all select id from invitations where org_id = $2 and state = 'pending' and user_id = $3
                      union all select id from invitations where org_id = $2 and state = 'pending' and email_key = $4)",
    )
    .bind(found.id.as_str())
    .bind(found.org_id.as_str())
    .bind(actor.user.as_str())
    .bind(actor.email.key())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Deletes invitations that ended before a moment, with their links.
pub(super) async fn forget(conn: &mut AnyConnection, before: Timestamp) -> Result<()> {
    sqlx::query("delete from invitations where ended_at <= $1").bind(before.0).execute(conn).await?;
    Ok(())
}
