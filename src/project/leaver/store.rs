//! The SQL of what one person can reach.

use sqlx::AnyConnection;

use crate::Result;
use crate::access::{ManageProjects, Right, Role};
use crate::id::{OrgId, UserId};
use crate::org::OrgFor;
use crate::text::{AccountName, DisplayName, Named, NamedProject, TeamName};

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

/// The teams of a member, with in how many projects each has a right.
pub(super) async fn by_team(
    conn: &mut AnyConnection,
    org: &OrgId,
    user: &UserId,
) -> Result<Vec<(TeamName, String, i64)>> {
    let teams = sqlx::query_as(
        "select t.name, t.slug, (select count(*) from team_rights tr where tr.team_id = t.id)
         from team_members tm join teams t on t.id = tm.team_id
         where tm.user_id = $1 and tm.org_id = $2 order by t.name_key, t.id limit 200",
    )
    .bind(user.as_str())
    .bind(org.as_str())
    .fetch_all(conn)
    .await?;
    Ok(teams)
}

/// Whoever is no member and has a right by name.
pub(super) async fn collaborators(conn: &mut AnyConnection, org: &OrgFor<ManageProjects>) -> Result<Vec<(Named, i64)>> {
    let rows: Vec<(AccountName, DisplayName, i64)> = sqlx::query_as(
        "select a.name, a.display_name, c.projects from (
           select c.user_id, count(*) as projects from projects p join collaborators c on c.project_id = p.id
           where p.owner_id = $1 and p.state <> 'deleted' group by c.user_id) c
         join accounts a on a.id = c.user_id
         left join memberships m on m.org_id = $1 and m.user_id = c.user_id
         where m.user_id is null order by coalesce(a.sort_key, lower(a.display_name)), a.id limit 500",
    )
    .bind(org.id.as_str())
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(name, display_name, count)| (Named { name, display_name }, count)).collect())
}
