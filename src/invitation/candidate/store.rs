use sqlx::AnyConnection;

use crate::Result;
use crate::access::ManagePeople;
use crate::clock::Timestamp;
use crate::id::{InvitationId, UserId};
use crate::notify::Recipient;
use crate::org::OrgFor;
use crate::site::SiteSettings;
use crate::text::{AccountName, DisplayName, EmailAddress, NameKey, Named, Search};

/// What limits inviting.
#[derive(Debug)]
pub(in super::super) struct Limits {
    /// Seats that neither a member nor an invitation holds.
    pub room: i64,
    /// Links that may still be sent today.
    pub left: i64,
}

#[derive(sqlx::FromRow)]
struct LimitsRow {
    room: i64,
    approved: i64,
    /// Links that the organization has sent lately.
    sent: i64,
    /// Links that a user whom nobody knows yet has sent lately; nothing for others.
    by_stranger: Option<i64>,
}

/// What limits inviting now, by this user. Of links those since `since` count.
pub(in super::super) async fn limits(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    inviter: &UserId,
    settings: &SiteSettings,
    (now, since): (Timestamp, Timestamp),
) -> Result<Limits> {
    // Whoever founded an organization that was approved is known by that.
    let row: LimitsRow = sqlx::query_as(
        "select o.seats - o.members - (select count(*) from invitations
                                       where org_id = $1 and state = 'pending' and expires_at > $2) as room,
                o.approved,
                (select count(*) from invitation_links where org_id = $1 and sent_at > $3) as sent,
                case when a.created_at > $3 and u.site_admin = 0 and (o.approved = 0 or o.primary_owner_id <> $4)
                     then (select count(*) from invitation_links where inviter_id = $4 and sent_at > $3) end
                  as by_stranger
         from orgs o join users u on u.id = $4 join accounts a on a.id = u.id where o.id = $1",
    )
    .bind(org.id.as_str())
    .bind(now.0)
    .bind(since.0)
    .bind(inviter.as_str())
    .fetch_one(conn)
    .await?;
    let by_org = if row.approved == 1 { settings.daily_invitations } else { settings.few_invitations } - row.sent;
    let by_stranger = row.by_stranger.map_or(i64::MAX, |sent| settings.few_invitations - sent);
    Ok(Limits { room: row.room, left: by_org.min(by_stranger) })
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

/// Candidates looked at for each way of being found: whoever is in the way of others is left out after.
const LOOKED_AT: i64 = 200;

/// Users who begin like this, by what they are called, and could be invited.
pub(in super::super) async fn suggested(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    search: &Search,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<Named>> {
    let Search { words, name } = search;
    // A range of keys is read from an index on both databases; no letter sorts after this one.
    let last = |begins: &str| format!("{begins}\u{10ffff}");
    let found = sqlx::query_as(
        "select a.name, a.display_name
         from (select * from (select id from accounts where sort_key >= $2 and sort_key < $3
                              order by sort_key limit $6) as called
               union
               select * from (select id from accounts where name_key >= $4 and name_key < $5
                              order by name_key limit $6) as named) as found
         join accounts a on a.id = found.id join users u on u.id = found.id
         where u.suspended_at is null
           and not exists (select 1 from memberships m where m.org_id = $1 and m.user_id = u.id)
           and not exists (select 1 from invitations i
                           where i.org_id = $1 and i.user_id = u.id and i.state = 'pending' and i.expires_at > $7)
         order by a.sort_key, a.name_key limit $8",
    )
    .bind(org.id.as_str())
    .bind(words)
    .bind(last(words))
    .bind(name)
    .bind(last(name))
    .bind(LOOKED_AT)
    .bind(now.0)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(found)
}
