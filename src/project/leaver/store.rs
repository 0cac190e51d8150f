//! The SQL of what one person can reach.

use sqlx::AnyConnection;

use crate::Result;
use crate::access::{Right, Role};
use crate::id::{OrgId, UserId};
use crate::text::NamedProject;

/// The role of a member.
pub(super) async fn role(conn: &mut AnyConnection, org: &OrgId, user: &UserId) -> Result<Option<Role>> {
    let role = sqlx::query_scalar("select role from memberships where org_id = $1 and user_id = $2")
        .bind(org.as_str())
        .bind(user.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(role)
}

/// Where a user has a right by name among the projects of an organization.
pub(super) async fn by_name(
    conn: &mut AnyConnection,
    org: &OrgId,
    user: &UserId,
) -> Result<Vec<(NamedProject, Right)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        named: NamedProject,
        level: i64,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select p.kind, p.name, p.key, c.level from collaborators c join projects p on p.id = c.project_id
         where c.user_id = $1 and p.owner_id = $2 and p.state <> 'deleted' order by p.name_key, p.id limit 200",
    )
    .bind(user.as_str())
    .bind(org.as_str())
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.named, Right::of_level(row.level)?))).collect())
}
