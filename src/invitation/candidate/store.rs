use sqlx::AnyConnection;

use crate::Result;
use crate::access::ManagePeople;
use crate::clock::Timestamp;
use crate::id::{InvitationId, UserId};
use crate::notify::Recipient;
use crate::org::OrgFor;
use crate::text::{AccountName, DisplayName, EmailAddress, NameKey, Named};

/// What limits inviting.
#[derive(Debug, sqlx::FromRow)]
pub(in super::super) struct Limits {
    /// Seats that neither a member nor an invitation holds.
    pub room: i64,
    /// Links that the organization has sent lately.
    pub today: i64,
}

/// What limits inviting now. Of links those since `since` count.
pub(in super::super) async fn limits(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    now: Timestamp,
    since: Timestamp,
) -> Result<Limits> {
    let limits = sqlx::query_as(
        "select o.seats - o.members - (select count(*) from invitations
                                       where org_id = $1 and state = 'pending' and expires_at > $2) as room,
                (select count(*) from invitation_links where org_id = $1 and sent_at > $3) as today
         from orgs o where o.id = $1",
    )
    .bind(org.id.as_str())
    .bind(now.0)
    .bind(since.0)
    .fetch_one(conn)
    .await?;
    Ok(limits)
}

/// Somebody who may be invited, and what there is between them and the organization.
#[derive(Debug, sqlx::FromRow)]
pub(in super::super) struct Candidate {
    /// The user of this name, or who has this address.
    pub user_id: Option<UserId>,
    name: Option<AccountName>,
    display_name: Option<DisplayName>,
    email: Option<EmailAddress>,
    pub is_member: i64,
    /// The invitation that waits for them, and until when.
    waiting: Option<InvitationId>,
    waits_until: Option<Timestamp>,
    /// Links sent to them lately.
    pub links: i64,
}

impl Candidate {
    /// As whoever is told.
    pub(in super::super) fn recipient(&self) -> Option<Recipient> {
        let named = Named { name: self.name.clone()?, display_name: self.display_name.clone()? };
        Some(Recipient { id: self.user_id.clone()?, named, email: self.email.clone()? })
    }

    /// What the user of a name is called. Of an address nobody learns whose it is.
    pub(in super::super) fn called(&self) -> Option<&DisplayName> {
        self.display_name.as_ref()
    }

    pub(in super::super) fn waiting(&self) -> Option<(&InvitationId, Timestamp)> {
        self.waiting.as_ref().zip(self.waits_until)
    }
}

/// The user of a name who can sign in, as a candidate.
pub(in super::super) async fn user(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    key: &NameKey,
    since: Timestamp,
) -> Result<Option<Candidate>> {
    let found = sqlx::query_as(
        "select u.id as user_id, a.name, a.display_name, u.email, i.id as waiting, i.expires_at as waits_until,
                (select count(*) from memberships where org_id = $2 and user_id = u.id) as is_member,
                (select count(*) from invitation_links
                 where org_id = $2 and recipient = u.id and sent_at > $3) as links
         from names n join users u on u.id = n.account_id join accounts a on a.id = u.id
         left join invitations i on i.org_id = $2 and i.user_id = u.id and i.state = 'pending'
         where n.key = $1 and u.suspended_at is null",
    )
    .bind(key.as_str())
    .bind(org.id.as_str())
    .bind(since.0)
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// Whoever has an address, suspended or not, or nobody yet.
pub(in super::super) async fn address(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    key: &str,
    since: Timestamp,
) -> Result<Candidate> {
    let found = sqlx::query_as(
        "select u.id as user_id, a.name, a.display_name, u.email, i.id as waiting, i.expires_at as waits_until,
                (select count(*) from memberships where org_id = $2 and user_id = u.id) as is_member,
                (select count(*) from invitation_links
                 where org_id = $2 and recipient = $1 and sent_at > $3) as links
         from orgs o left join users u on u.email_key = $1 left join accounts a on a.id = u.id
         left join invitations i on i.org_id = $2 and i.email_key = $1 and i.state = 'pending'
         where o.id = $2",
    )
    .bind(key)
    .bind(org.id.as_str())
    .bind(since.0)
    .fetch_one(conn)
    .await?;
    Ok(found)
}
