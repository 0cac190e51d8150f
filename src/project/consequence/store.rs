//! The SQL of whom a transfer concerns.

use sqlx::AnyConnection;

use crate::Result;
use crate::access::Role;
use crate::id::{OrgId, ProjectId};
use crate::project::Owner;
use crate::text::{NameKey, Named};

/// The organization that holds or held a name.
pub(super) async fn org_id(conn: &mut AnyConnection, key: &NameKey) -> Result<Option<OrgId>> {
    let id = sqlx::query_scalar(
        "select a.id from names n join accounts a on a.id = n.account_id where n.key = $1 and a.kind = 'org'",
    )
    .bind(key.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(id)
}

/// How many have a role in an organization, and the first ten of them by name.
pub(super) async fn people_of_role(conn: &mut AnyConnection, org: &OrgId, role: Role) -> Result<(i64, Vec<Named>)> {
    let count: i64 = sqlx::query_scalar(
        "select case $2 when 'owner' then owners when 'manager' then managers when 'billing' then billing_managers
                        else members - owners - managers - billing_managers end
         from orgs where id = $1",
    )
    .bind(org.as_str())
    .bind(role.as_str())
    .fetch_one(&mut *conn)
    .await?;
    let names = sqlx::query_as(
        "select a.name, a.display_name from memberships m join accounts a on a.id = m.user_id
         where m.org_id = $1 and m.role = $2 order by m.display_key, m.user_id limit 10",
    )
    .bind(org.as_str())
    .bind(role.as_str())
    .fetch_all(conn)
    .await?;
    Ok((count, names))
}

/// Who has a right by name and would keep it with this owner, by name.
pub(super) async fn collaborators(conn: &mut AnyConnection, id: &ProjectId, to: &Owner) -> Result<Vec<Named>> {
    let names = sqlx::query_as(
        "select a.name, a.display_name from collaborators c join accounts a on a.id = c.user_id
         where c.project_id = $1 and a.name_key <> $2 order by coalesce(a.sort_key, lower(a.display_name)), a.id",
    )
    .bind(id.as_str())
    .bind(to.named.name.key().as_str())
    .fetch_all(conn)
    .await?;
    Ok(names)
}
