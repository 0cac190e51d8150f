//! The SQL of imports.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::{Import, Item, Outcome};
use crate::Result;
use crate::access::Role;
use crate::clock::Timestamp;
use crate::db::Flag;
use crate::id::{ImportId, OrgId, ProjectId, UserId};
use crate::text::{Named, NamedProject, ProjectAt};

/// Items that stay, as a page shows them.
const SHOWN: i64 = 200;

pub(super) async fn insert(conn: &mut AnyConnection, id: &ImportId, org: &str, user: &UserId) -> Result<()> {
    sqlx::query("insert into project_imports (id, org_id, user_id, asked_at) values ($1, $2, $3, $4)")
        .bind(id.as_str())
        .bind(org)
        .bind(user.as_str())
        .bind(Timestamp::now().0)
        .execute(conn)
        .await?;
    Ok(())
}

/// All that a user owns and is not archived, by name, so many at the most.
pub(super) async fn insert_all(conn: &mut AnyConnection, id: &ImportId, user: &UserId, most: i64) -> Result<()> {
    sqlx::query(
        "insert into project_import_items (import_id, project_id, place)
         select $1, p.id, row_number() over (order by p.name_key, p.id) from projects p
         where p.owner_id = $2 and p.state in ('active', 'locked') order by p.name_key, p.id limit $3",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(most)
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn begin(conn: &mut AnyConnection, id: &ImportId) -> Result<()> {
    sqlx::query("update project_imports set begun_at = $2 where id = $1 and begun_at is null")
        .bind(id.as_str())
        .bind(Timestamp::now().0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets what a user looked at and did not begin, but the newest of it.
pub(super) async fn forget_older(conn: &mut AnyConnection, user: &UserId, kept: i64) -> Result<()> {
    sqlx::query(
        "delete from project_imports where user_id = $1 and begun_at is null
           and id not in (select id from project_imports where user_id = $1 and begun_at is null
                          order by id desc limit $2)",
    )
    .bind(user.as_str())
    .bind(kept)
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets what was looked at and never begun, and what ended long ago.
pub(super) async fn forget(conn: &mut AnyConnection, looked_at: Timestamp, ended: Timestamp) -> Result<()> {
    sqlx::query(
        "delete from project_imports where (begun_at is null and asked_at < $1)
            or (finished_at is not null and asked_at < $2)",
    )
    .bind(looked_at.0)
    .bind(ended.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Those of these projects that the user owns; what is named twice is one.
pub(super) async fn insert_items(
    conn: &mut AnyConnection,
    id: &ImportId,
    user: &UserId,
    projects: &[ProjectAt],
) -> Result<()> {
    let marks: Vec<_> = (0..projects.len()).map(|at| format!("(${}, ${})", 2 * at + 3, 2 * at + 4)).collect();
    let sql = format!(
        "insert into project_import_items (import_id, project_id, place)
         select $1, p.id, row_number() over (order by p.name_key, p.id)
         from project_names n join projects p on p.id = n.project_id
         where p.owner_id = $2 and p.state <> 'deleted' and (n.kind, n.key) in ({})
         on conflict (import_id, project_id) do nothing",
        if marks.is_empty() { "(null, null)".to_owned() } else { format!("values {}", marks.join(", ")) }
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(id.as_str()).bind(user.as_str());
    for at in projects {
        query = query.bind(at.kind.as_str()).bind(at.key().as_str().to_owned());
    }
    query.persistent(false).execute(conn).await?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: ImportId,
    #[sqlx(flatten)]
    org: Named,
    asked_at: Timestamp,
    #[sqlx(try_from = "Flag")]
    begun: bool,
    #[sqlx(try_from = "Flag")]
    finished: bool,
    all_items: i64,
    tried: i64,
    came: i64,
}

#[derive(sqlx::FromRow)]
struct ItemRow {
    #[sqlx(flatten)]
    project: NamedProject,
    outcome: Option<Outcome>,
}

/// An import of a user.
pub(super) async fn find(conn: &mut AnyConnection, id: &ImportId, user: &UserId) -> Result<Option<Import>> {
    let row: Option<Row> = sqlx::query_as(
        "select i.id, a.name, a.display_name, i.asked_at, case when i.begun_at is null then 0 else 1 end as begun,
                case when i.finished_at is null then 0 else 1 end as finished,
                (select count(*) from project_import_items x where x.import_id = i.id) as all_items,
                (select count(*) from project_import_items x where x.import_id = i.id and x.outcome is not null)
                  as tried,
                (select count(*) from project_import_items x where x.import_id = i.id and x.outcome = 'came') as came
         from project_imports i join accounts a on a.id = i.org_id where i.id = $1 and i.user_id = $2",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .fetch_optional(&mut *conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let items: Vec<ItemRow> = sqlx::query_as(AssertSqlSafe(format!(
        "select p.kind, p.name, p.key, x.outcome from project_import_items x join projects p on p.id = x.project_id
         where x.import_id = $1 and {} order by x.place, x.project_id limit $2",
        if row.begun { "x.outcome <> 'came'" } else { "x.outcome is null" }
    )))
    .bind(id.as_str())
    .bind(SHOWN)
    .fetch_all(conn)
    .await?;
    Ok(Some(Import {
        id: row.id,
        org: row.org,
        asked_at: row.asked_at,
        begun: row.begun,
        finished: row.finished,
        all: row.all_items,
        tried: row.tried,
        came: row.came,
        items: items.into_iter().map(|item| Item { project: item.project, outcome: item.outcome }).collect(),
    }))
}

/// An import under way.
pub(super) struct Open {
    pub org: OrgId,
    pub named: Named,
    pub user: UserId,
}

/// Holds an import that is not finished until the transaction ends.
pub(super) async fn hold(conn: &mut AnyConnection, id: &ImportId) -> Result<Option<Open>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        org_id: OrgId,
        user_id: UserId,
        #[sqlx(flatten)]
        named: Named,
    }
    let held = sqlx::query(
        "update project_imports set version = version + 1
         where id = $1 and begun_at is not null and finished_at is null",
    )
    .bind(id.as_str())
    .execute(&mut *conn)
    .await?;
    if held.rows_affected() == 0 {
        return Ok(None);
    }
    let row: Option<Row> = sqlx::query_as(
        "select i.org_id, i.user_id, a.name, a.display_name from project_imports i join accounts a on a.id = i.org_id
         where i.id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Open { org: row.org_id, named: row.named, user: row.user_id }))
}

/// Whether a user may create projects in an organization: who is suspended may nothing.
pub(super) async fn may_create(conn: &mut AnyConnection, org: &OrgId, user: &UserId) -> Result<bool> {
    let found: Option<(Role, i64)> = sqlx::query_as(
        "select m.role, o.members_create from memberships m join orgs o on o.id = m.org_id
         join users u on u.id = m.user_id
         where m.org_id = $1 and m.user_id = $2 and u.suspended_at is null",
    )
    .bind(org.as_str())
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(found.is_some_and(|(role, members_create)| match role {
        Role::Owner | Role::Manager => true,
        Role::Member => members_create == 1,
        Role::Billing => false,
    }))
}

/// A project that was not tried yet.
#[derive(sqlx::FromRow)]
pub(super) struct Pending {
    pub id: ProjectId,
    #[sqlx(flatten)]
    pub named: NamedProject,
}

pub(super) async fn pending(conn: &mut AnyConnection, id: &ImportId, most: i64) -> Result<Vec<Pending>> {
    let rows = sqlx::query_as(
        "select p.id, p.kind, p.name, p.key from project_import_items x join projects p on p.id = x.project_id
         where x.import_id = $1 and x.outcome is null order by x.place, x.project_id limit $2",
    )
    .bind(id.as_str())
    .bind(most)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

pub(super) async fn tried(
    conn: &mut AnyConnection,
    id: &ImportId,
    project: &ProjectId,
    outcome: Outcome,
) -> Result<()> {
    sqlx::query("update project_import_items set outcome = $3 where import_id = $1 and project_id = $2")
        .bind(id.as_str())
        .bind(project.as_str())
        .bind(outcome.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// All of it was tried: how many came, and how many stay.
pub(super) async fn finish(conn: &mut AnyConnection, id: &ImportId) -> Result<(i64, i64)> {
    sqlx::query("update project_imports set finished_at = $2 where id = $1")
        .bind(id.as_str())
        .bind(Timestamp::now().0)
        .execute(&mut *conn)
        .await?;
    let counts = sqlx::query_as(
        "select count(*) filter (where outcome = 'came'), count(*) filter (where outcome <> 'came')
         from project_import_items where import_id = $1",
    )
    .bind(id.as_str())
    .fetch_one(conn)
    .await?;
    Ok(counts)
}

pub(super) async fn unfinished(conn: &mut AnyConnection, before: Timestamp) -> Result<Vec<ImportId>> {
    let ids = sqlx::query_scalar(
        "select id from project_imports where begun_at is not null and finished_at is null and begun_at < $1
         order by begun_at limit 100",
    )
    .bind(before.0)
    .fetch_all(conn)
    .await?;
    Ok(ids)
}
