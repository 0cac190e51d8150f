//! The SQL of projects and their names.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::{Counts, Details, LastAct, Owner, Project, ProjectFor, State};
use crate::Result;
use crate::access::{EditProject, Reach, Reaching, ShowProject, Visibility};
use crate::clock::Timestamp;
use crate::db::Flag;
use crate::id::{ProjectId, UserId};
use crate::text::{
    AccountName, Description, DisplayName, Link, Named, NamedProject, ProjectAt, ProjectKey, ProjectKind, ProjectName,
    fold, project_look,
};

/// A project as its table has it.
pub(super) struct Found {
    pub id: ProjectId,
    pub project: Project,
    pub owner_id: String,
}

#[derive(sqlx::FromRow)]
struct FoundRow {
    id: ProjectId,
    #[sqlx(flatten)]
    named: NamedProject,
    #[sqlx(flatten)]
    owner: OwnerRow,
    visibility: Visibility,
    state: State,
    description: Description,
    link: Option<Link>,
    created_at: Timestamp,
    last_act: LastAct,
    acted_at: Timestamp,
    actor: Option<AccountName>,
    #[sqlx(flatten)]
    reach: Reach,
}

/// The owner of a project `p`, joined as `oa`.
#[derive(sqlx::FromRow)]
pub(super) struct OwnerRow {
    pub owner_id: String,
    owner_name: AccountName,
    owner_display_name: DisplayName,
    #[sqlx(try_from = "Flag")]
    owner_is_org: bool,
}

impl OwnerRow {
    pub(super) const COLUMNS: &str = "oa.id as owner_id, oa.name as owner_name, oa.display_name as owner_display_name,
        case when oa.kind = 'org' then 1 else 0 end as owner_is_org";

    pub(super) fn owner(self) -> Owner {
        Owner {
            named: Named { name: self.owner_name, display_name: self.owner_display_name },
            is_org: self.owner_is_org,
        }
    }
}

/// The project that has or had this name, with what the user may do in it. For handles and whoever looks alone.
pub(super) async fn find(conn: &mut AnyConnection, user: Option<&UserId>, at: &ProjectAt) -> Result<Option<Found>> {
    let Reaching { joins, columns, .. } = Reaching::by("$3");
    let owner = OwnerRow::COLUMNS;
    let row: Option<FoundRow> = sqlx::query_as(AssertSqlSafe(format!(
        "select p.id, p.kind, p.name, p.key, {owner}, p.visibility, p.state, p.description, p.link, p.created_at,
                p.last_act, p.acted_at, ac.name as actor, {columns}
         from project_names n join projects p on p.id = n.project_id join accounts oa on oa.id = p.owner_id
         left join accounts ac on ac.id = p.actor_id {joins}
         where n.kind = $1 and n.key = $2 and p.state <> 'deleted'"
    )))
    .bind(at.kind.as_str())
    .bind(at.key().as_str())
    .bind(user.map_or("", UserId::as_str))
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| {
        let owner_id = row.owner.owner_id.clone();
        let project = Project {
            named: row.named,
            owner: row.owner.owner(),
            visibility: row.visibility,
            state: row.state,
            description: row.description,
            link: row.link,
            created_at: row.created_at,
            last_act: row.last_act,
            acted_at: row.acted_at,
            actor: row.actor,
            reach: row.reach,
        };
        Found { id: row.id, project, owner_id }
    }))
}

/// Holds the project of this name until the transaction ends, and returns which.
pub(super) async fn hold_at(conn: &mut AnyConnection, at: &ProjectAt) -> Result<Option<ProjectId>> {
    let held = sqlx::query_scalar(
        "update projects set version = version + 1
         where id = (select project_id from project_names where kind = $1 and key = $2) returning id",
    )
    .bind(at.kind.as_str())
    .bind(at.key().as_str())
    .fetch_optional(conn)
    .await?;
    Ok(held)
}

/// Holds a project until the transaction ends.
pub(super) async fn hold(conn: &mut AnyConnection, id: &ProjectId) -> Result<()> {
    sqlx::query("update projects set version = version + 1 where id = $1").bind(id.as_str()).execute(conn).await?;
    Ok(())
}

/// Gives a project to another account.
pub(super) async fn set_owner(conn: &mut AnyConnection, id: &ProjectId, owner_id: &str) -> Result<()> {
    sqlx::query("update projects set owner_id = $2 where id = $1")
        .bind(id.as_str())
        .bind(owner_id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends what teams may do in a project.
pub(super) async fn end_team_rights(conn: &mut AnyConnection, id: &ProjectId) -> Result<()> {
    sqlx::query("delete from team_rights where project_id = $1").bind(id.as_str()).execute(conn).await?;
    Ok(())
}

/// A project to be stored; its name is taken after it.
pub(super) struct New<'a> {
    pub id: &'a ProjectId,
    pub named: &'a NamedProject,
    pub owner_id: &'a str,
    pub visibility: Visibility,
    pub details: &'a Details,
}

pub(super) async fn insert(conn: &mut AnyConnection, new: &New<'_>, by: &UserId, at: Timestamp) -> Result<()> {
    sqlx::query(
        "insert into projects (id, kind, name, key, name_key, owner_id, visibility, state, description, link,
                               created_at, last_act, acted_at, actor_id)
         values ($1, $2, $3, $4, $5, $6, $7, 'active', $8, $9, $10, $11, $10, $12)",
    )
    .bind(new.id.as_str())
    .bind(new.named.kind.as_str())
    .bind(new.named.name.as_str())
    .bind(new.named.key.as_str())
    .bind(fold(new.named.name.as_str()))
    .bind(new.owner_id)
    .bind(new.visibility.as_str())
    .bind(new.details.description.as_str())
    .bind(new.details.link.as_ref().map(Link::as_str))
    .bind(at.0)
    .bind(LastAct::Created.as_str())
    .bind(by.as_str())
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether a project has or had this name. That of a deleted one can be had again.
pub(super) async fn is_name_held(conn: &mut AnyConnection, kind: ProjectKind, key: &ProjectKey) -> Result<bool> {
    let held: Option<ProjectId> = sqlx::query_scalar(
        "select p.id from project_names n join projects p on p.id = n.project_id
         where n.kind = $1 and n.key = $2 and p.state <> 'deleted'",
    )
    .bind(kind.as_str())
    .bind(key.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(held.is_some())
}

/// A name of another owner's that is easily mistaken for this one, if there is one: which, if it is public.
pub(super) async fn look_alike(
    conn: &mut AnyConnection,
    kind: ProjectKind,
    name: &ProjectName,
    key: &ProjectKey,
    owner_id: &str,
) -> Result<Option<Option<ProjectName>>> {
    let alike: Option<(ProjectName, Visibility)> = sqlx::query_as(
        "select n.name, p.visibility from project_names n join projects p on p.id = n.project_id
         where n.kind = $1 and n.look_key = $2 and n.key <> $3 and p.owner_id <> $4 and p.state <> 'deleted'
         order by n.since limit 1",
    )
    .bind(kind.as_str())
    .bind(project_look(name))
    .bind(key.as_str())
    .bind(owner_id)
    .fetch_optional(conn)
    .await?;
    Ok(alike.map(|(name, visibility)| Some(name).filter(|_| visibility == Visibility::Public)))
}

/// Takes a name for a project. Returns `false` when another has or had it that is not deleted.
pub(super) async fn insert_name(
    conn: &mut AnyConnection,
    kind: ProjectKind,
    name: &ProjectName,
    key: &ProjectKey,
    project: &ProjectId,
    at: Timestamp,
) -> Result<bool> {
    let done = sqlx::query(
        "insert into project_names (kind, key, name, look_key, project_id, since) values ($1, $2, $3, $4, $5, $6)
         on conflict (kind, key) do update
         set name = excluded.name, look_key = excluded.look_key, project_id = excluded.project_id,
             since = excluded.since
         where project_names.project_id = excluded.project_id
            or exists (select 1 from projects p where p.id = project_names.project_id and p.state = 'deleted')",
    )
    .bind(kind.as_str())
    .bind(key.as_str())
    .bind(name.as_str())
    .bind(project_look(name))
    .bind(project.as_str())
    .bind(at.0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The name that a project goes by from now on.
pub(super) async fn set_name(conn: &mut AnyConnection, id: &ProjectId, named: &NamedProject) -> Result<()> {
    sqlx::query("update projects set name = $2, key = $3, name_key = $4, version = version + 1 where id = $1")
        .bind(id.as_str())
        .bind(named.name.as_str())
        .bind(named.key.as_str())
        .bind(fold(named.name.as_str()))
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn set_details(
    conn: &mut AnyConnection,
    project: &ProjectFor<EditProject>,
    details: &Details,
) -> Result<()> {
    sqlx::query("update projects set description = $2, link = $3 where id = $1")
        .bind(project.id.as_str())
        .bind(details.description.as_str())
        .bind(details.link.as_ref().map(Link::as_str))
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn set_visibility(
    conn: &mut AnyConnection,
    project: &ProjectFor<ShowProject>,
    visibility: Visibility,
) -> Result<()> {
    sqlx::query("update projects set visibility = $2 where id = $1")
        .bind(project.id.as_str())
        .bind(visibility.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// The state, `deleted` included. What is archived keeps whether it was locked.
pub(super) async fn set_state<P>(conn: &mut AnyConnection, project: &ProjectFor<P>, state: &str) -> Result<()> {
    sqlx::query(
        "update projects
         set state = $2, locked = case $2 when 'locked' then 1 when 'active' then 0 else locked end where id = $1",
    )
    .bind(project.id.as_str())
    .bind(state)
    .execute(conn)
    .await?;
    Ok(())
}

/// What was last done to a project.
pub(super) async fn act(conn: &mut AnyConnection, id: &ProjectId, act: LastAct, by: &UserId) -> Result<()> {
    sqlx::query("update projects set last_act = $2, acted_at = $3, actor_id = $4 where id = $1")
        .bind(id.as_str())
        .bind(act.as_str())
        .bind(Timestamp::now().0)
        .bind(by.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Counts so many projects more, or fewer, of an account.
pub(super) async fn count(
    conn: &mut AnyConnection,
    owner_id: &str,
    kind: ProjectKind,
    state: State,
    more: i64,
) -> Result<()> {
    // Nobody has fewer than none, which the row to be inserted would claim.
    if more > 0 {
        sqlx::query(
            "insert into project_counts (owner_id, kind, state, projects) values ($1, $2, $3, $4)
             on conflict (owner_id, kind, state) do update set projects = project_counts.projects + excluded.projects",
        )
    } else {
        sqlx::query(
            "update project_counts set projects = projects + $4 where owner_id = $1 and kind = $2 and state = $3",
        )
    }
    .bind(owner_id)
    .bind(kind.as_str())
    .bind(state.as_str())
    .bind(more)
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn counts(conn: &mut AnyConnection, owner_id: &str) -> Result<Counts> {
    let counts: Vec<(ProjectKind, State, i64)> = sqlx::query_as(
        "select kind, state, projects from project_counts where owner_id = $1 and projects > 0 order by kind, state",
    )
    .bind(owner_id)
    .fetch_all(conn)
    .await?;
    Ok(Counts(counts))
}

/// Ends all rights that were given in a project.
pub(super) async fn end_rights(conn: &mut AnyConnection, id: &ProjectId) -> Result<()> {
    end_team_rights(conn, id).await?;
    sqlx::query("delete from collaborators where project_id = $1").bind(id.as_str()).execute(conn).await?;
    Ok(())
}

/// Nobody waits to be let in any more.
pub(super) async fn forget_joins(conn: &mut AnyConnection, id: &ProjectId) -> Result<()> {
    sqlx::query("delete from project_joins where project_id = $1").bind(id.as_str()).execute(conn).await?;
    Ok(())
}
