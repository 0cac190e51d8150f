//! What stories about projects read and move in the database that no use-case shows or does.

use crate::access::{Reaching, Role};
use crate::db::Db;
use crate::id::{OrgId, ProjectId, UserId};

/// What must never be found, each with the SQL that counts it.
const BROKEN: &[(&str, &str)] = &[
    (
        "a project of nobody",
        "select count(*) from projects p where not exists
           (select 1 from users u where u.id = p.owner_id) and not exists
           (select 1 from orgs o where o.id = p.owner_id)",
    ),
    (
        "a project without its name",
        "select count(*) from projects p where p.state <> 'deleted' and not exists
           (select 1 from project_names n where n.project_id = p.id and n.kind = p.kind and n.key = p.key)",
    ),
    (
        "counts that differ from the projects",
        "select count(*) from project_counts c where c.projects <>
           (select count(*) from projects p
            where p.owner_id = c.owner_id and p.kind = c.kind and p.state = c.state)",
    ),
    (
        "a project that is not counted",
        "select count(*) from projects p where p.state <> 'deleted' and not exists
           (select 1 from project_counts c where c.owner_id = p.owner_id and c.kind = p.kind and c.state = p.state)",
    ),
    (
        "a right of a team of another organization",
        "select count(*) from team_rights r join teams t on t.id = r.team_id join projects p on p.id = r.project_id
         where t.org_id <> p.owner_id",
    ),
    (
        "somebody in a team who is no member",
        "select count(*) from team_members tm where not exists
           (select 1 from memberships m where m.org_id = tm.org_id and m.user_id = tm.user_id)",
    ),
    (
        "a right by name of whoever owns the project",
        "select count(*) from collaborators c join projects p on p.id = c.project_id where p.owner_id = c.user_id",
    ),
    (
        "rights in what is deleted",
        "select (select count(*) from collaborators c join projects p on p.id = c.project_id where p.state = 'deleted')
              + (select count(*) from team_rights r join projects p on p.id = r.project_id where p.state = 'deleted')",
    ),
    (
        "an offer of another owner's, or of what can only be read",
        "select count(*) from project_offers f join projects p on p.id = f.project_id
         where f.state = 'pending' and (f.owner_id <> p.owner_id or p.state in ('archived', 'deleted'))",
    ),
    (
        "somebody who asks to be let into what is open",
        "select count(*) from project_joins j join projects p on p.id = j.project_id where p.state <> 'locked'",
    ),
];

/// Panics unless everything that always holds of projects does.
pub async fn invariants(db: &Db) {
    let mut conn = db.read().await.unwrap();
    for (what, sql) in BROKEN {
        let found: i64 = sqlx::query_scalar(*sql).fetch_one(&mut *conn).await.unwrap();
        assert_eq!(found, 0, "{what}");
    }
}

/// Every offer was made so many milliseconds earlier.
pub async fn age_offers(db: &Db, milliseconds: i64) {
    let mut tx = db.begin().await.unwrap();
    sqlx::query("update project_offers set offered_at = offered_at - $1, expires_at = expires_at - $1")
        .bind(milliseconds)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// Users become members with these roles, at once and without being asked.
pub async fn make_members(db: &Db, org: &OrgId, members: &[(&UserId, Role)]) {
    let mut tx = db.begin().await.unwrap();
    for (user, role) in members {
        sqlx::query(
            "insert into memberships (org_id, user_id, role, joined_at, name_key, display_key)
             select $1, a.id, $3, 1, a.name_key, a.name_key from accounts a where a.id = $2",
        )
        .bind(org.as_str())
        .bind(user.as_str())
        .bind(role.as_str())
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

/// These levels by name in an app, without anybody being asked; 0 is nothing.
pub async fn give_all<'a>(db: &Db, word: &str, levels: impl Iterator<Item = (&'a UserId, i64)>) {
    let mut tx = db.begin().await.unwrap();
    for (user, level) in levels.filter(|(_, level)| *level > 0) {
        sqlx::query(
            "insert into collaborators (project_id, user_id, level, given_at)
             select id, $2, $3, 1 from projects where kind = 'app' and key = $1",
        )
        .bind(word)
        .bind(user.as_str())
        .bind(level)
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

/// So many projects `engine-1`, `engine-2` … of an account, made long ago.
pub async fn many(db: &Db, owner: &str, count: i64) {
    let mut tx = db.begin().await.unwrap();
    sqlx::query(
        "with recursive n (n) as (select 1 union all select n + 1 from n where n < $2)
         insert into projects (id, kind, name, key, name_key, owner_id, visibility, state, description, created_at,
                               last_act, acted_at)
         select 'many-' || n, 'app', 'engine-' || n, 'engine-' || n, 'engine-' || n, $1, 'internal', 'active', '', 1,
                'created', n from n",
    )
    .bind(owner)
    .bind(count)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// The level of everybody's highest right in a project, by the SQL that lists filter by, and whether they may know of
/// it by that of the search.
pub async fn levels(db: &Db, project: &ProjectId) -> Vec<(String, i64, i64)> {
    let Reaching { joins, level, sees, .. } = Reaching::by("a.id");
    let sql = format!(
        "select a.name, {level}, case when {sees} then 1 else 0 end from accounts a join projects p on p.id = $1 {joins}
         where a.kind = 'user' order by a.id"
    );
    let mut conn = db.read().await.unwrap();
    sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(project.as_str()).fetch_all(&mut *conn).await.unwrap()
}
