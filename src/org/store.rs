//! The SQL of organizations and memberships.

use sqlx::AnyConnection;

use super::{Head, Kind, Mine};
use crate::Result;
use crate::access::Role;
use crate::clock::Timestamp;
use crate::id::{OrgId, UserId};
use crate::text::{AccountName, Description, DisplayName, Link, NameKey};

/// The organization that holds or held this name, and the user's role in it. For the handles of `access` alone.
pub(crate) async fn membership(
    conn: &mut AnyConnection,
    user: &UserId,
    name: &AccountName,
) -> Result<Option<(OrgId, AccountName, Role)>> {
    let found = sqlx::query_as(
        "select a.id, a.name, m.role from names n join accounts a on a.id = n.account_id
         join memberships m on m.org_id = a.id and m.user_id = $2 where n.key = $1",
    )
    .bind(name.key().as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(found)
}

/// The present name of an organization.
pub(crate) async fn name_of(conn: &mut AnyConnection, id: &OrgId) -> Result<Option<AccountName>> {
    let name = sqlx::query_scalar("select name from accounts where id = $1 and kind = 'org'")
        .bind(id.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(name)
}

pub(super) async fn insert(
    conn: &mut AnyConnection,
    id: &OrgId,
    kind: Kind,
    primary_owner: &UserId,
    seats: i64,
) -> Result<()> {
    sqlx::query("insert into orgs (id, kind, primary_owner_id, seats, members) values ($1, $2, $3, $4, 0)")
        .bind(id.as_str())
        .bind(kind.as_str())
        .bind(primary_owner.as_str())
        .bind(seats)
        .execute(conn)
        .await?;
    Ok(())
}

/// Adds a member and counts it.
pub(crate) async fn insert_membership(conn: &mut AnyConnection, org: &OrgId, user: &UserId, role: Role) -> Result<()> {
    sqlx::query("update orgs set members = members + 1, version = version + 1 where id = $1")
        .bind(org.as_str())
        .execute(&mut *conn)
        .await?;
    sqlx::query("insert into memberships (org_id, user_id, role, joined_at) values ($1, $2, $3, $4)")
        .bind(org.as_str())
        .bind(user.as_str())
        .bind(role.as_str())
        .bind(Timestamp::now().0)
        .execute(conn)
        .await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct HeadRow {
    name: AccountName,
    display_name: DisplayName,
    description: Description,
    link: Option<Link>,
    kind: Kind,
    role: Role,
    is_primary: i64,
    members: i64,
    seats: i64,
    owners: i64,
    created_at: Timestamp,
}

/// The organization of this name as this member sees it.
pub(crate) async fn head(conn: &mut AnyConnection, user: &UserId, key: &NameKey) -> Result<Option<Head>> {
    let row: Option<HeadRow> = sqlx::query_as(
        "select a.name, a.display_name, a.description, a.link, o.kind, m.role,
                case when o.primary_owner_id = m.user_id then 1 else 0 end as is_primary,
                o.members, o.seats, a.created_at,
                (select count(*) from memberships w where w.org_id = o.id and w.role = 'owner') as owners
         from names n join accounts a on a.id = n.account_id join orgs o on o.id = a.id
         join memberships m on m.org_id = o.id and m.user_id = $2 where n.key = $1",
    )
    .bind(key.as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Head {
        name: row.name,
        display_name: row.display_name,
        description: row.description,
        link: row.link,
        kind: row.kind,
        role: row.role,
        primary: row.is_primary == 1,
        members: row.members,
        seats: row.seats,
        owners: row.owners,
        founded_at: row.created_at,
    }))
}

pub(super) async fn of_member(conn: &mut AnyConnection, user: &UserId) -> Result<Vec<Mine>> {
    let rows = sqlx::query_as(
        "select a.name, a.display_name, o.kind, m.role, o.members, o.seats
         from memberships m join orgs o on o.id = m.org_id join accounts a on a.id = o.id
         where m.user_id = $1 order by a.name_key limit 500",
    )
    .bind(user.as_str())
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
