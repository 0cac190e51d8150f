//! The SQL of rights that were given, and of members who ask to be let in.

use sqlx::{AnyConnection, AssertSqlSafe};

use crate::Result;
use crate::access::{GiveRights, Right};
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::id::{OrgId, ProjectId, TeamId, UserId};
use crate::project::ProjectFor;
use crate::text::{AccountName, DisplayName, Named, NamedProject};

/// What a person has by name.
pub(in crate::project) async fn own(
    conn: &mut AnyConnection,
    project: &ProjectId,
    user: &UserId,
) -> Result<Option<Right>> {
    let level: Option<i64> =
        sqlx::query_scalar("select level from collaborators where project_id = $1 and user_id = $2")
            .bind(project.as_str())
            .bind(user.as_str())
            .fetch_optional(conn)
            .await?;
    Ok(level.and_then(Right::of_level))
}

pub(in crate::project) async fn set_own(
    conn: &mut AnyConnection,
    project: &ProjectId,
    user: &UserId,
    right: Right,
) -> Result<()> {
    sqlx::query(
        "insert into collaborators (project_id, user_id, level, given_at) values ($1, $2, $3, $4)
         on conflict (project_id, user_id) do update set level = excluded.level, given_at = excluded.given_at",
    )
    .bind(project.as_str())
    .bind(user.as_str())
    .bind(right.level())
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(())
}

pub(in crate::project) async fn end_own(conn: &mut AnyConnection, project: &ProjectId, user: &UserId) -> Result<()> {
    sqlx::query("delete from collaborators where project_id = $1 and user_id = $2")
        .bind(project.as_str())
        .bind(user.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// What a team has.
pub(super) async fn of_team(conn: &mut AnyConnection, project: &ProjectId, team: &TeamId) -> Result<Option<Right>> {
    let level: Option<i64> = sqlx::query_scalar("select level from team_rights where project_id = $1 and team_id = $2")
        .bind(project.as_str())
        .bind(team.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(level.and_then(Right::of_level))
}

/// Where a team has a right, and which.
pub(super) async fn rights_of_team(conn: &mut AnyConnection, team: &TeamId) -> Result<Vec<(NamedProject, Right)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        named: NamedProject,
        level: i64,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select p.kind, p.name, p.key, tr.level from team_rights tr join projects p on p.id = tr.project_id
         where tr.team_id = $1 and p.state <> 'deleted' order by p.name_key, p.id limit 500",
    )
    .bind(team.as_str())
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.named, Right::of_level(row.level)?))).collect())
}

pub(super) async fn set_of_team(
    conn: &mut AnyConnection,
    project: &ProjectId,
    team: &TeamId,
    right: Right,
) -> Result<()> {
    sqlx::query(
        "insert into team_rights (project_id, team_id, level, given_at) values ($1, $2, $3, $4)
         on conflict (project_id, team_id) do update set level = excluded.level, given_at = excluded.given_at",
    )
    .bind(project.as_str())
    .bind(team.as_str())
    .bind(right.level())
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn end_of_team(conn: &mut AnyConnection, project: &ProjectId, team: &TeamId) -> Result<()> {
    sqlx::query("delete from team_rights where project_id = $1 and team_id = $2")
        .bind(project.as_str())
        .bind(team.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether a user is a member of the account, which is an organization then, and is until the transaction ends.
pub(super) async fn is_member(tx: &mut Tx, account: &str, user: &UserId) -> Result<bool> {
    // Whoever ends the membership waits, and ends what is given here with it.
    let held = if tx.is_alone() { "" } else { "for share" };
    let sql = format!("select user_id from memberships where org_id = $1 and user_id = $2 {held}");
    let member: Option<UserId> =
        sqlx::query_scalar(AssertSqlSafe(sql)).bind(account).bind(user.as_str()).fetch_optional(&mut **tx).await?;
    Ok(member.is_some())
}

/// Ends what a user has by name in the projects of an organization. Returns in which, and what.
pub(in crate::project) async fn end_all_own(
    conn: &mut AnyConnection,
    org: &OrgId,
    user: &UserId,
) -> Result<Vec<(ProjectId, NamedProject, Right)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        id: ProjectId,
        #[sqlx(flatten)]
        named: NamedProject,
        level: i64,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select p.id, p.kind, p.name, p.key, c.level from collaborators c join projects p on p.id = c.project_id
         where c.user_id = $1 and p.owner_id = $2 order by p.id",
    )
    .bind(user.as_str())
    .bind(org.as_str())
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query(
        "delete from collaborators
         where user_id = $1 and project_id in (select id from projects where owner_id = $2)",
    )
    .bind(user.as_str())
    .bind(org.as_str())
    .execute(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.id, row.named, Right::of_level(row.level)?))).collect())
}

/// Returns `false` for whoever asks already.
pub(super) async fn insert_join(
    conn: &mut AnyConnection,
    project: &ProjectId,
    org: &str,
    user: &UserId,
) -> Result<bool> {
    let done = sqlx::query(
        "insert into project_joins (project_id, org_id, user_id, asked_at) values ($1, $2, $3, $4)
         on conflict (project_id, user_id) do nothing",
    )
    .bind(project.as_str())
    .bind(org)
    .bind(user.as_str())
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Returns whether the user did ask.
pub(in crate::project) async fn forget_join(
    conn: &mut AnyConnection,
    project: &ProjectId,
    user: &UserId,
) -> Result<bool> {
    let done = sqlx::query("delete from project_joins where project_id = $1 and user_id = $2")
        .bind(project.as_str())
        .bind(user.as_str())
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn joins(
    conn: &mut AnyConnection,
    project: &ProjectFor<GiveRights>,
) -> Result<Vec<(Named, Timestamp)>> {
    let rows: Vec<(AccountName, DisplayName, Timestamp)> = sqlx::query_as(
        "select a.name, a.display_name, j.asked_at from project_joins j join accounts a on a.id = j.user_id
         where j.project_id = $1 order by j.asked_at, j.user_id limit 100",
    )
    .bind(project.id.as_str())
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(name, display_name, at)| (Named { name, display_name }, at)).collect())
}
