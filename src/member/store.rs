//! The SQL of memberships and of offers of primary ownership.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::{HandOver, Member, OverseenOwner, Sort};
use crate::access::{ChangePeople, Leave, Role, SeeOrg};
use crate::clock::Timestamp;
use crate::db::{Sought, like, unless_taken};
use crate::error::Rule;
use crate::id::{OrgId, UserId};
use crate::org::{self, OrgFor, Overseen};
use crate::text::{AccountName, DisplayName, NameKey, Named, Search};
use crate::{Error, Result};

/// How many Owners, Managers and Billing managers one member with this role is.
fn weight(role: Role) -> [i64; 3] {
    [Role::Owner, Role::Manager, Role::Billing].map(|counted| i64::from(role == counted))
}

/// Makes a user a member. Whoever is not the founder has to be counted, too.
pub(crate) async fn insert(conn: &mut AnyConnection, org: &OrgId, user: &UserId, role: Role) -> Result<()> {
    let done = sqlx::query(
        "insert into memberships (org_id, user_id, role, joined_at, name_key, display_key)
         select $1, a.id, $3, $4, a.name_key, coalesce(a.sort_key, lower(a.display_name)) from accounts a
         where a.id = $2",
    )
    .bind(org.as_str())
    .bind(user.as_str())
    .bind(role.as_str())
    .bind(Timestamp::now().0)
    .execute(conn)
    .await;
    unless_taken(done, Error::Refused(Rule::AlreadyMember))?;
    Ok(())
}

/// Makes a user a member of an organization that has others, and counts the member.
pub(crate) async fn add(conn: &mut AnyConnection, org: &OrgId, user: &UserId, role: Role) -> Result<()> {
    insert(conn, org, user, role).await?;
    org::count(conn, org, 1, weight(role)).await
}

/// Changes a role from what it was, and the counts with it. Returns whether it still was.
pub(super) async fn set_role(
    conn: &mut AnyConnection,
    org: &OrgFor<ChangePeople>,
    user: &UserId,
    (before, after): (Role, Role),
) -> Result<bool> {
    let done = sqlx::query("update memberships set role = $4 where org_id = $1 and user_id = $2 and role = $3")
        .bind(org.id.as_str())
        .bind(user.as_str())
        .bind(before.as_str())
        .bind(after.as_str())
        .execute(&mut *conn)
        .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    let (was, is) = (weight(before), weight(after));
    org::count(conn, &org.id, 0, [is[0] - was[0], is[1] - was[1], is[2] - was[2]]).await?;
    Ok(true)
}

/// Ends a membership that somebody who may do so takes away.
pub(super) async fn delete(
    conn: &mut AnyConnection,
    org: &OrgFor<ChangePeople>,
    user: &UserId,
    role: Role,
) -> Result<bool> {
    end(conn, &org.id, user, role).await
}

/// Ends the caller’s membership.
pub(super) async fn delete_own(conn: &mut AnyConnection, org: &OrgFor<Leave>, user: &UserId) -> Result<bool> {
    end(conn, &org.id, user, org.standing.role).await
}

async fn end(conn: &mut AnyConnection, org: &OrgId, user: &UserId, role: Role) -> Result<bool> {
    let done = sqlx::query("delete from memberships where org_id = $1 and user_id = $2 and role = $3")
        .bind(org.as_str())
        .bind(user.as_str())
        .bind(role.as_str())
        .execute(&mut *conn)
        .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    org::count(conn, org, -1, weight(role).map(|counted| -counted)).await?;
    Ok(true)
}

/// A member with the id that pages do not need, and the key by which lists sort.
#[derive(sqlx::FromRow)]
pub(super) struct FoundMember {
    #[sqlx(rename = "user_id")]
    pub id: UserId,
    display_key: String,
    #[sqlx(flatten)]
    pub member: Member,
}

impl FoundMember {
    /// Where the page after this row begins.
    pub(super) fn cursor(&self, sort: Sort) -> String {
        match sort {
            Sort::Name | Sort::NameDown => format!("{}~{}", self.display_key, self.id),
            Sort::Newest | Sort::Oldest => format!("{}~{}", self.member.joined_at.0, self.id),
        }
    }
}

/// The columns of a `FoundMember`, of a membership `m` of the organization `$1`.
const COLUMNS: &str = "m.user_id, a.name, a.display_name, m.role, m.joined_at, m.display_key,
    case when m.user_id = (select primary_owner_id from orgs where id = $1) then 1 else 0 end as is_primary,
    (select max(s.seen_at) from sessions s where s.user_id = m.user_id) as last_seen";

/// The member who holds or held this name.
pub(super) async fn find<P>(conn: &mut AnyConnection, org: &OrgFor<P>, key: &NameKey) -> Result<Option<FoundMember>> {
    let found = sqlx::query_as(AssertSqlSafe(format!(
        "select {COLUMNS} from names n join memberships m on m.org_id = $1 and m.user_id = n.account_id
         join accounts a on a.id = m.user_id where n.key = $2"
    )))
    .bind(org.id.as_str())
    .bind(key.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// Whether there is an Owner who can sign in.
pub(super) async fn has_owner_who_signs_in(conn: &mut AnyConnection, org: &OrgId) -> Result<bool> {
    let one: Option<UserId> = sqlx::query_scalar(
        "select m.user_id from memberships m join users u on u.id = m.user_id
         where m.org_id = $1 and m.role = 'owner' and u.suspended_at is null limit 1",
    )
    .bind(org.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(one.is_some())
}

/// Organizations that a user is an Owner of, in an order that two who hold them share.
pub(super) async fn owned(conn: &mut AnyConnection, user: &UserId) -> Result<Vec<OrgId>> {
    let owned =
        sqlx::query_scalar("select org_id from memberships where user_id = $1 and role = 'owner' order by org_id")
            .bind(user.as_str())
            .fetch_all(conn)
            .await?;
    Ok(owned)
}

/// Those of them, by name, that have no Owner who can sign in, but for Personal ones, where there is nobody else.
pub(super) async fn forsaken(conn: &mut AnyConnection, user: &UserId) -> Result<Vec<Named>> {
    let forsaken = sqlx::query_as(
        "select a.name, a.display_name from memberships m join accounts a on a.id = m.org_id
         join orgs g on g.id = m.org_id and g.kind <> 'personal'
         where m.user_id = $1 and m.role = 'owner' and not exists
           (select 1 from memberships o join users u on u.id = o.user_id
            where o.org_id = m.org_id and o.role = 'owner' and u.suspended_at is null)
         order by a.name_key",
    )
    .bind(user.as_str())
    .fetch_all(conn)
    .await?;
    Ok(forsaken)
}

/// An Owner with the id that pages do not need.
#[derive(sqlx::FromRow)]
pub(super) struct FoundOwner {
    #[sqlx(rename = "user_id")]
    pub id: UserId,
    #[sqlx(flatten)]
    pub owner: OverseenOwner,
}

/// The Owners of the organization `$1` with who is primary and who is suspended.
const OWNERS: &str = "select m.user_id, a.name, a.display_name,
        case when m.user_id = (select primary_owner_id from orgs where id = $1) then 1 else 0 end as is_primary,
        case when u.suspended_at is null then 0 else 1 end as is_suspended
    from memberships m join accounts a on a.id = m.user_id join users u on u.id = m.user_id";

/// The Owners, the primary one first, then by name.
pub(super) async fn owners(conn: &mut AnyConnection, org: &Overseen, limit: i64) -> Result<Vec<FoundOwner>> {
    let owners = sqlx::query_as(AssertSqlSafe(format!(
        "{OWNERS} where m.org_id = $1 and m.role = 'owner' order by is_primary desc, m.name_key limit $2"
    )))
    .bind(org.id.as_str())
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(owners)
}

/// The Owner who holds or held this name.
pub(super) async fn owner(conn: &mut AnyConnection, org: &Overseen, key: &NameKey) -> Result<Option<FoundOwner>> {
    let owner = sqlx::query_as(AssertSqlSafe(format!(
        "{OWNERS} join names n on n.account_id = m.user_id
         where m.org_id = $1 and m.role = 'owner' and n.key = $2"
    )))
    .bind(org.id.as_str())
    .bind(key.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(owner)
}

/// What of the members is asked for, and from where on.
pub(super) struct Wanted<'a> {
    pub search: &'a Search,
    pub role: Option<Role>,
    pub sort: Sort,
    /// Sort key and id of the last row before.
    pub after: Option<(&'a str, &'a UserId)>,
    pub limit: i64,
}

/// A page of members. Only fixed texts are put together here, one for each order and filter, so that each finds its
/// index.
pub(super) async fn page(
    conn: &mut AnyConnection,
    org: &OrgFor<SeeOrg>,
    wanted: &Wanted<'_>,
) -> Result<Vec<FoundMember>> {
    let (key, than, direction) = match wanted.sort {
        Sort::Name => ("display_key", ">", "asc"),
        Sort::NameDown => ("display_key", "<", "desc"),
        Sort::Newest => ("joined_at", "<", "desc"),
        Sort::Oldest => ("joined_at", ">", "asc"),
    };
    let role = if wanted.role.is_some() { "role = $2" } else { "$2 = ''" };
    let text = match wanted.search.is_empty() {
        true => "$3 = '' and $4 = ''",
        false => r"(display_key like $3 escape '\' or name_key like $4 escape '\')",
    };
    let by_age = matches!(wanted.sort, Sort::Newest | Sort::Oldest);
    let after = match (wanted.after, by_age) {
        (Some(_), _) => format!("({key}, user_id) {than} ($5, $6)"),
        (None, true) => "$5 = 0 and $6 = ''".to_owned(),
        (None, false) => "$5 = '' and $6 = ''".to_owned(),
    };
    let Search { words, name } = wanted.search;
    let sought = Sought::members(conn, org.id.as_str(), [words, name]).await?;
    let (memberships, few) = (sought.rows("$8"), sought.bound("$8"));
    let sql = format!(
        "select {COLUMNS}
         from (select org_id, user_id, role, joined_at, display_key from {memberships}
               where org_id = $1 and {role} and {text} and {after} and {few}
               order by {key} {direction}, user_id {direction} limit $7) m
         join accounts a on a.id = m.user_id
         order by m.{key} {direction}, m.user_id {direction}"
    );
    let query = sqlx::query_as(AssertSqlSafe(sql))
        .bind(org.id.as_str())
        .bind(wanted.role.map_or("", Role::as_str))
        .bind(like(words))
        .bind(like(name));
    let (key, id) = wanted.after.map_or(("", ""), |(key, id)| (key, id.as_str()));
    let query = match by_age {
        true => query.bind(key.parse::<i64>().unwrap_or(0)),
        false => query.bind(key),
    };
    // How rare a word is decides the plan, so a search is planned each time.
    let query = query.bind(id).bind(wanted.limit).bind(sought.few).persistent(wanted.search.is_empty());
    Ok(query.fetch_all(conn).await?)
}

/// An offer with the ids that pages do not need.
#[derive(sqlx::FromRow)]
pub(super) struct Offer {
    pub to_id: UserId,
    pub from_id: UserId,
    org: AccountName,
    org_display_name: DisplayName,
    from_name: AccountName,
    from_display_name: DisplayName,
    to_name: AccountName,
    to_display_name: DisplayName,
    asked_at: Timestamp,
}

impl Offer {
    pub(super) fn into_hand_over(self) -> HandOver {
        HandOver {
            org: self.org,
            org_display_name: self.org_display_name,
            from: Named { name: self.from_name, display_name: self.from_display_name },
            to: self.to_name,
            to_display_name: self.to_display_name,
            asked_at: self.asked_at,
        }
    }
}

const OFFER: &str = "select h.to_id, o.primary_owner_id as from_id, a.name as org, a.display_name as org_display_name,
        f.name as from_name, f.display_name as from_display_name, t.name as to_name,
        t.display_name as to_display_name, h.asked_at
    from handovers h join orgs o on o.id = h.org_id join accounts a on a.id = o.id
    join accounts f on f.id = o.primary_owner_id join accounts t on t.id = h.to_id";

/// The offer of this organization that waits for an answer.
pub(super) async fn offer<P>(conn: &mut AnyConnection, org: &OrgFor<P>) -> Result<Option<Offer>> {
    let offer = sqlx::query_as(AssertSqlSafe(format!("{OFFER} where h.org_id = $1")))
        .bind(org.id.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(offer)
}

/// What is offered to a user, the oldest first.
pub(super) async fn offers_to(conn: &mut AnyConnection, user: &UserId) -> Result<Vec<HandOver>> {
    let offers: Vec<Offer> = sqlx::query_as(AssertSqlSafe(format!("{OFFER} where h.to_id = $1 order by h.asked_at")))
        .bind(user.as_str())
        .fetch_all(conn)
        .await?;
    Ok(offers.into_iter().map(Offer::into_hand_over).collect())
}

/// Offers primary ownership; of an offer before only this one is left.
pub(super) async fn insert_offer(
    conn: &mut AnyConnection,
    org: &OrgFor<crate::access::OfferOwnership>,
    to: &UserId,
) -> Result<()> {
    sqlx::query(
        "insert into handovers (org_id, to_id, asked_at) values ($1, $2, $3)
         on conflict (org_id) do update set to_id = excluded.to_id, asked_at = excluded.asked_at",
    )
    .bind(org.id.as_str())
    .bind(to.as_str())
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends the offer to this member, if there is one. Returns whether there was.
pub(super) async fn delete_offer<P>(conn: &mut AnyConnection, org: &OrgFor<P>, to: &UserId) -> Result<bool> {
    let done = sqlx::query("delete from handovers where org_id = $1 and to_id = $2")
        .bind(org.id.as_str())
        .bind(to.as_str())
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends the offer of an organization, whoever it waits for. Returns whether there was one.
pub(super) async fn end_offers(conn: &mut AnyConnection, org: &Overseen) -> Result<bool> {
    let done = sqlx::query("delete from handovers where org_id = $1").bind(org.id.as_str()).execute(conn).await?;
    Ok(done.rows_affected() > 0)
}

/// What every use-case says of a member who is not there.
pub(super) async fn require<P>(conn: &mut AnyConnection, org: &OrgFor<P>, name: &AccountName) -> Result<FoundMember> {
    find(conn, org, &name.key()).await?.ok_or(Error::NotFound)
}
