//! The SQL of teams and who is in them.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::{Team, TeamMember};
use crate::access::{ManageProjects, SeeOrg};
use crate::clock::Timestamp;
use crate::db::{like, unless_taken};
use crate::id::{TeamId, UserId};
use crate::org::OrgFor;
use crate::text::{Description, NameKey, Named, Search, TeamName, fold};
use crate::{Error, Problem, Result};

/// A team as whoever changes it needs it.
#[derive(sqlx::FromRow)]
pub(crate) struct FoundTeam {
    pub id: TeamId,
    pub name: TeamName,
    pub slug: String,
    pub description: Description,
}

/// The team of an organization that stands there in addresses.
pub(crate) async fn find<P>(conn: &mut AnyConnection, org: &OrgFor<P>, slug: &str) -> Result<Option<FoundTeam>> {
    let found = sqlx::query_as("select id, name, slug, description from teams where org_id = $1 and slug = $2")
        .bind(org.id.as_str())
        .bind(slug.replace('\0', ""))
        .fetch_optional(conn)
        .await?;
    Ok(found)
}

pub(super) async fn insert(
    conn: &mut AnyConnection,
    org: &OrgFor<ManageProjects>,
    id: &TeamId,
    (name, slug): (&TeamName, &str),
    description: &Description,
) -> Result<()> {
    let done = sqlx::query(
        "insert into teams (id, org_id, name, slug, name_key, description, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(id.as_str())
    .bind(org.id.as_str())
    .bind(name.as_str())
    .bind(slug)
    .bind(fold(name.as_str()))
    .bind(description.as_str())
    .bind(Timestamp::now().0)
    .execute(conn)
    .await;
    unless_taken(done, Error::field("name", Problem::TeamTaken))?;
    Ok(())
}

pub(super) async fn set(
    conn: &mut AnyConnection,
    org: &OrgFor<ManageProjects>,
    id: &TeamId,
    (name, slug): (&TeamName, &str),
    description: &Description,
) -> Result<()> {
    let done = sqlx::query(
        "update teams set name = $3, slug = $4, name_key = $5, description = $6, version = version + 1
         where org_id = $1 and id = $2",
    )
    .bind(org.id.as_str())
    .bind(id.as_str())
    .bind(name.as_str())
    .bind(slug)
    .bind(fold(name.as_str()))
    .bind(description.as_str())
    .execute(conn)
    .await;
    unless_taken(done, Error::field("name", Problem::TeamTaken))?;
    Ok(())
}

/// Whoever was in it is in it no longer, and the rights that it had end.
pub(super) async fn delete(conn: &mut AnyConnection, org: &OrgFor<ManageProjects>, id: &TeamId) -> Result<()> {
    sqlx::query("delete from teams where org_id = $1 and id = $2")
        .bind(org.id.as_str())
        .bind(id.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

/// Holds a team until the transaction ends.
pub(crate) async fn hold(conn: &mut AnyConnection, id: &TeamId) -> Result<()> {
    sqlx::query("update teams set version = version + 1 where id = $1").bind(id.as_str()).execute(conn).await?;
    Ok(())
}

/// The level of the highest right that a team has anywhere; 0 without one.
pub(super) async fn highest(conn: &mut AnyConnection, id: &TeamId) -> Result<i64> {
    let level = sqlx::query_scalar("select coalesce(max(level), 0) from team_rights where team_id = $1")
        .bind(id.as_str())
        .fetch_one(conn)
        .await?;
    Ok(level)
}

/// The member of the organization who holds or held this name.
pub(super) async fn member<P>(
    conn: &mut AnyConnection,
    org: &OrgFor<P>,
    key: &NameKey,
) -> Result<Option<(UserId, Named)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        user_id: UserId,
        #[sqlx(flatten)]
        named: Named,
    }
    let row: Option<Row> = sqlx::query_as(
        "select m.user_id, a.name, a.display_name from names n
         join memberships m on m.org_id = $1 and m.user_id = n.account_id join accounts a on a.id = m.user_id
         where n.key = $2",
    )
    .bind(org.id.as_str())
    .bind(key.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| (row.user_id, row.named)))
}

/// Returns `false` for whoever is in it already.
pub(super) async fn add(
    conn: &mut AnyConnection,
    org: &OrgFor<ManageProjects>,
    team: &TeamId,
    user: &UserId,
) -> Result<bool> {
    let done = sqlx::query(
        "insert into team_members (team_id, org_id, user_id, joined_at) values ($1, $2, $3, $4)
         on conflict (team_id, user_id) do nothing",
    )
    .bind(team.as_str())
    .bind(org.id.as_str())
    .bind(user.as_str())
    .bind(Timestamp::now().0)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Returns `false` for whoever is not in it.
pub(super) async fn remove(
    conn: &mut AnyConnection,
    org: &OrgFor<SeeOrg>,
    team: &TeamId,
    user: &UserId,
) -> Result<bool> {
    let done = sqlx::query("delete from team_members where team_id = $1 and org_id = $2 and user_id = $3")
        .bind(team.as_str())
        .bind(org.id.as_str())
        .bind(user.as_str())
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// A team with the id that pages do not need, and the key by which lists sort.
#[derive(sqlx::FromRow)]
pub(super) struct TeamRow {
    pub id: TeamId,
    pub name_key: String,
    #[sqlx(flatten)]
    pub team: Team,
}

/// The columns of a `Team` `t`, as the user `$2` finds it.
const COLUMNS: &str = "t.id, t.name_key, t.name, t.slug, t.description,
    (select count(*) from team_members tm where tm.team_id = t.id) as members,
    (select count(*) from team_rights tr where tr.team_id = t.id) as projects,
    case when exists (select 1 from team_members tm where tm.team_id = t.id and tm.user_id = $2) then 1 else 0 end
      as mine";

pub(super) async fn one<P>(
    conn: &mut AnyConnection,
    org: &OrgFor<P>,
    user: &UserId,
    slug: &str,
) -> Result<Option<Team>> {
    let row: Option<TeamRow> =
        sqlx::query_as(AssertSqlSafe(format!("select {COLUMNS} from teams t where t.org_id = $1 and t.slug = $3")))
            .bind(org.id.as_str())
            .bind(user.as_str())
            .bind(slug.replace('\0', ""))
            .fetch_optional(conn)
            .await?;
    Ok(row.map(|row| row.team))
}

pub(super) async fn page(
    conn: &mut AnyConnection,
    org: &OrgFor<SeeOrg>,
    user: &UserId,
    search: &Search,
    after: Option<(String, TeamId)>,
    limit: i64,
) -> Result<Vec<TeamRow>> {
    let (key, id) = after.unzip();
    let rows = sqlx::query_as(AssertSqlSafe(format!(
        r"select {COLUMNS} from teams t
          where t.org_id = $1 and ($3 = '' or t.name_key like $3 escape '\') and (t.name_key, t.id) > ($4, $5)
          order by t.name_key, t.id limit $6"
    )))
    .bind(org.id.as_str())
    .bind(user.as_str())
    .bind(like(&search.words))
    .bind(key.unwrap_or_default())
    .bind(id.as_ref().map_or("", TeamId::as_str))
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}

/// The teams of the member who holds or held this name.
pub(super) async fn of_member(
    conn: &mut AnyConnection,
    org: &OrgFor<SeeOrg>,
    user: &UserId,
    key: &NameKey,
) -> Result<Vec<Team>> {
    let rows: Vec<TeamRow> = sqlx::query_as(AssertSqlSafe(format!(
        "select {COLUMNS} from names n join team_members of_them on of_them.user_id = n.account_id
         join teams t on t.id = of_them.team_id where n.key = $3 and t.org_id = $1 order by t.name_key, t.id limit 200"
    )))
    .bind(org.id.as_str())
    .bind(user.as_str())
    .bind(key.as_str())
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.team).collect())
}

/// Somebody in a team, with the key by which lists sort.
#[derive(sqlx::FromRow)]
pub(super) struct MemberRow {
    pub user_id: UserId,
    pub display_key: String,
    #[sqlx(flatten)]
    pub member: TeamMember,
}

pub(super) async fn members(
    conn: &mut AnyConnection,
    org: &OrgFor<SeeOrg>,
    team: &TeamId,
    after: Option<(String, UserId)>,
    limit: i64,
) -> Result<Vec<MemberRow>> {
    let (key, id) = after.unzip();
    let rows = sqlx::query_as(
        "select m.user_id, m.display_key, a.name, a.display_name, tm.joined_at from team_members tm
         join memberships m on m.org_id = tm.org_id and m.user_id = tm.user_id join accounts a on a.id = tm.user_id
         where tm.team_id = $1 and tm.org_id = $2 and (m.display_key, m.user_id) > ($3, $4)
         order by m.display_key, m.user_id limit $5",
    )
    .bind(team.as_str())
    .bind(org.id.as_str())
    .bind(key.unwrap_or_default())
    .bind(id.as_ref().map_or("", UserId::as_str))
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows)
}
