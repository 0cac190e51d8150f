//! The SQL of organizations.

use sqlx::AnyConnection;

use super::{Kind, Mine, OrgFor, OrgHeader, Overseen, ProjectSettings, Waiting};
use crate::Result;
use crate::access::{BaseRight, EditSettings, ManagePeople, Standing, Visibility};
use crate::clock::Timestamp;
use crate::db::Flag;
use crate::id::{OrgId, UserId};
use crate::site::Reviewer;
use crate::text::{AccountName, DisplayName, NameKey, Named};

/// An organization and where a user stands in it.
#[derive(sqlx::FromRow)]
pub(super) struct Belonging {
    pub id: OrgId,
    #[sqlx(flatten)]
    pub named: Named,
    pub kind: Kind,
    #[sqlx(flatten)]
    pub standing: Standing,
}

/// The organization that holds or held this name, if the user is a member. For handles alone.
pub(super) async fn belonging(
    conn: &mut AnyConnection,
    user: &UserId,
    name: &AccountName,
) -> Result<Option<Belonging>> {
    let found = sqlx::query_as(
        "select a.id, a.name, a.display_name, o.kind, m.role,
                case when o.primary_owner_id = m.user_id then 1 else 0 end as is_primary
         from names n join accounts a on a.id = n.account_id join orgs o on o.id = a.id
         join memberships m on m.org_id = a.id and m.user_id = $2 where n.key = $1",
    )
    .bind(name.key().as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// Holds an organization until the transaction ends.
pub(crate) async fn hold(conn: &mut AnyConnection, id: &OrgId) -> Result<()> {
    sqlx::query("update orgs set version = version + 1 where id = $1").bind(id.as_str()).execute(conn).await?;
    Ok(())
}

/// Holds an organization for one of its members, and returns which; nothing is held for anybody else.
pub(super) async fn hold_for(conn: &mut AnyConnection, user: &UserId, name: &AccountName) -> Result<Option<OrgId>> {
    let held = sqlx::query_scalar(
        "update orgs set version = version + 1
         where id = (select m.org_id from names n join memberships m on m.org_id = n.account_id and m.user_id = $2
                     where n.key = $1)
         returning id",
    )
    .bind(name.key().as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(held)
}

/// The present name of an organization.
pub(crate) async fn name_of(conn: &mut AnyConnection, id: &OrgId) -> Result<Option<AccountName>> {
    let name = sqlx::query_scalar("select name from accounts where id = $1 and kind = 'org'")
        .bind(id.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(name)
}

/// How many Personal organizations somebody has founded since a moment.
pub(crate) async fn personal_since(conn: &mut AnyConnection, founder: &UserId, since: Timestamp) -> Result<i64> {
    let count = sqlx::query_scalar(
        "select count(*) from orgs o join accounts a on a.id = o.id
         where o.primary_owner_id = $1 and o.kind = 'personal' and a.created_at > $2",
    )
    .bind(founder.as_str())
    .bind(since.0)
    .fetch_one(conn)
    .await?;
    Ok(count)
}

/// A new organization, whose one member is its primary owner.
pub(crate) async fn insert(
    conn: &mut AnyConnection,
    id: &OrgId,
    kind: Kind,
    primary_owner: &UserId,
    seats: i64,
    approved: bool,
) -> Result<()> {
    sqlx::query(
        "insert into orgs (id, kind, primary_owner_id, seats, approved, members, owners)
         values ($1, $2, $3, $4, $5, 1, 1)",
    )
    .bind(id.as_str())
    .bind(kind.as_str())
    .bind(primary_owner.as_str())
    .bind(seats)
    .bind(i64::from(approved))
    .execute(conn)
    .await?;
    Ok(())
}

/// Counts members that come, go or change their role: how many more there are in all, and of each role by its column.
pub(crate) async fn count(conn: &mut AnyConnection, id: &OrgId, members: i64, by_role: [i64; 3]) -> Result<()> {
    let [owners, managers, billing_managers] = by_role;
    sqlx::query(
        "update orgs set members = members + $2, owners = owners + $3, managers = managers + $4,
           billing_managers = billing_managers + $5, version = version + 1 where id = $1",
    )
    .bind(id.as_str())
    .bind(members)
    .bind(owners)
    .bind(managers)
    .bind(billing_managers)
    .execute(conn)
    .await?;
    Ok(())
}

/// How many Owners there are.
pub(crate) async fn owners(conn: &mut AnyConnection, id: &OrgId) -> Result<i64> {
    Ok(sqlx::query_scalar("select owners from orgs where id = $1").bind(id.as_str()).fetch_one(conn).await?)
}

/// Makes another member the primary owner, if this one still is. Returns whether it was.
pub(crate) async fn set_primary(conn: &mut AnyConnection, id: &OrgId, before: &UserId, after: &UserId) -> Result<bool> {
    let done = sqlx::query("update orgs set primary_owner_id = $3 where id = $1 and primary_owner_id = $2")
        .bind(id.as_str())
        .bind(before.as_str())
        .bind(after.as_str())
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

#[derive(sqlx::FromRow)]
struct SettingsRow {
    base_level: i64,
    #[sqlx(try_from = "Flag")]
    members_create: bool,
    default_visibility: Visibility,
}

/// What an organization lets its Members do with its projects.
pub(crate) async fn project_settings(conn: &mut AnyConnection, id: &OrgId) -> Result<ProjectSettings> {
    let row: SettingsRow =
        sqlx::query_as("select base_level, members_create, default_visibility from orgs where id = $1")
            .bind(id.as_str())
            .fetch_one(conn)
            .await?;
    let SettingsRow { base_level, members_create, default_visibility } = row;
    Ok(ProjectSettings { base_right: BaseRight::of_level(base_level), members_create, default_visibility })
}

pub(super) async fn set_project_settings(
    conn: &mut AnyConnection,
    org: &OrgFor<EditSettings>,
    settings: &ProjectSettings,
) -> Result<()> {
    sqlx::query("update orgs set base_level = $2, members_create = $3, default_visibility = $4 where id = $1")
        .bind(org.id.as_str())
        .bind(settings.base_right.level())
        .bind(i64::from(settings.members_create))
        .bind(settings.default_visibility.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct OverseenRow {
    id: OrgId,
    #[sqlx(flatten)]
    named: Named,
    kind: Kind,
    founded_at: Timestamp,
    members: i64,
    seats: i64,
    #[sqlx(try_from = "Flag")]
    by_hand: bool,
    primary_id: UserId,
    primary_name: AccountName,
    primary_display_name: DisplayName,
}

/// The organization that holds or held this name. For handles alone.
pub(super) async fn overseen(conn: &mut AnyConnection, _: &Reviewer, key: &NameKey) -> Result<Option<Overseen>> {
    let row: Option<OverseenRow> = sqlx::query_as(
        "select a.id, a.name, a.display_name, o.kind, a.created_at as founded_at, o.members, o.seats,
                o.seats_by_hand as by_hand, p.id as primary_id, p.name as primary_name,
                p.display_name as primary_display_name
         from names n join accounts a on a.id = n.account_id join orgs o on o.id = a.id
         join accounts p on p.id = o.primary_owner_id where n.key = $1",
    )
    .bind(key.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Overseen {
        id: row.id,
        named: row.named,
        kind: row.kind,
        founded_at: row.founded_at,
        members: row.members,
        seats: row.seats,
        by_hand: row.by_hand,
        primary_id: row.primary_id,
        primary: Named { name: row.primary_name, display_name: row.primary_display_name },
    }))
}

/// Gives it so many seats, which it keeps from now on.
pub(super) async fn set_seats(conn: &mut AnyConnection, org: &Overseen, seats: i64) -> Result<()> {
    sqlx::query("update orgs set seats = $2, seats_by_hand = 1, version = version + 1 where id = $1")
        .bind(org.id.as_str())
        .bind(seats)
        .execute(conn)
        .await?;
    Ok(())
}

/// Gives more seats to the organizations of a kind that stand at the old number, unless a site admin gave it to them.
pub(crate) async fn raise_seats(
    conn: &mut AnyConnection,
    _: &Reviewer,
    kind: Kind,
    (before, after): (i64, i64),
) -> Result<()> {
    sqlx::query(
        "update orgs set seats = $3, version = version + 1
         where kind = $1 and seats = $2 and seats < $3 and seats_by_hand = 0",
    )
    .bind(kind.as_str())
    .bind(before)
    .bind(after)
    .execute(conn)
    .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: OrgId,
    #[sqlx(flatten)]
    header: OrgHeader,
}

/// The organization of this name as this member sees it.
pub(crate) async fn head(conn: &mut AnyConnection, user: &UserId, key: &NameKey) -> Result<Option<(OrgId, OrgHeader)>> {
    let row: Option<Row> = sqlx::query_as(
        "select o.id, a.name, a.display_name, a.description, a.link, o.kind, m.role,
                case when o.primary_owner_id = m.user_id then 1 else 0 end as is_primary,
                o.members, o.seats, o.owners, o.managers, o.billing_managers,
                (select count(*) from teams t where t.org_id = o.id) as teams,
                (select cast(coalesce(sum(c.projects), 0) as bigint) from project_counts c where c.owner_id = o.id)
                  as projects, a.created_at as founded_at
         from names n join accounts a on a.id = n.account_id join orgs o on o.id = a.id
         join memberships m on m.org_id = o.id and m.user_id = $2 where n.key = $1",
    )
    .bind(key.as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.id, row.header)))
}

/// What waits for this Owner; `soon` is until when an invitation counts as ending.
pub(super) async fn waiting(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    user: &UserId,
    (now, soon): (Timestamp, Timestamp),
) -> Result<Waiting> {
    let found = sqlx::query_as(
        "select count(*) filter (where expires_at > $3) as invited,
                count(*) filter (where expires_at > $3 and expires_at <= $4) as ending,
                min(expires_at) filter (where expires_at > $3 and expires_at <= $4) as ending_at,
                count(*) filter (where undelivered is not null) as undelivered,
                (select coalesce(a.name, i.email) from invitations i left join accounts a on a.id = i.user_id
                 where i.org_id = $1 and i.state = 'pending' and i.undelivered is not null
                 order by i.id limit 1) as undelivered_first,
                count(*) filter (where expires_at <= $3) as expired,
                (select coalesce(a.name, i.email) from invitations i left join accounts a on a.id = i.user_id
                 where i.org_id = $1 and i.state = 'pending' and i.expires_at > $3 and i.expires_at <= $4
                 order by i.expires_at, i.id limit 1) as ending_first,
                (select coalesce(a.name, i.email) from invitations i left join accounts a on a.id = i.user_id
                 where i.org_id = $1 and i.state = 'pending' and i.expires_at <= $3
                 order by i.expires_at, i.id limit 1) as expired_first,
                (select a.name from handovers h join orgs o on o.id = h.org_id
                 join accounts a on a.id = o.primary_owner_id where h.org_id = $1 and h.to_id = $2) as heir_of,
                (select a.display_name from handovers h join orgs o on o.id = h.org_id
                 join accounts a on a.id = o.primary_owner_id where h.org_id = $1 and h.to_id = $2) as heir_of_called
         from invitations where org_id = $1 and state = 'pending'",
    )
    .bind(org.id.as_str())
    .bind(user.as_str())
    .bind(now.0)
    .bind(soon.0)
    .fetch_one(conn)
    .await?;
    Ok(found)
}

pub(super) async fn of_member(conn: &mut AnyConnection, user: &UserId) -> Result<Vec<Mine>> {
    let rows = sqlx::query_as(
        "select a.name, a.display_name, o.kind, m.role, o.members, o.seats, o.members_create
         from memberships m join orgs o on o.id = m.org_id join accounts a on a.id = o.id
         where m.user_id = $1 order by a.name_key limit 500",
    )
    .bind(user.as_str())
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
