//! The SQL of who may do what in a project.

use std::collections::HashMap;

use sqlx::{AnyConnection, AssertSqlSafe};

use super::{AccessFilter, Publishers, Source};
use crate::Result;
use crate::access::{Reach, Reaching, Right, Role, SeeInside};
use crate::id::UserId;
use crate::project::ProjectFor;
use crate::text::{NameKey, Named, TeamName};

/// What of the people is asked for, and from where on.
pub(super) struct Asked<'a> {
    pub filter: AccessFilter,
    /// Sort key and id of the last row before.
    pub after: Option<&'a (String, UserId)>,
    pub limit: i64,
}

#[derive(sqlx::FromRow)]
pub(super) struct Row {
    pub user_id: UserId,
    pub display_key: String,
    #[sqlx(flatten)]
    pub named: Named,
    #[sqlx(flatten)]
    pub reach: Reach,
}

/// Where people with a right are found: SQL that gives `user_id` and `display_key`, of the project `$1` of the account
/// `$2`. Each is read in the order of the list, from where the page begins, and no further than it ends.
const MEMBERS: &str = "select m.user_id, m.display_key from memberships m where m.org_id = $2 and $1 <> ''";
/// Joined in this order, so that SQLite begins with the teams that have a right and not with everybody there is.
const TEAMS: &str = "select m.user_id, m.display_key
    from team_rights tr cross join team_members tm cross join memberships m
    where tr.project_id = $1 and tm.team_id = tr.team_id and tm.org_id = $2
      and m.org_id = tm.org_id and m.user_id = tm.user_id";
const NAMES: &str = "select a.id as user_id, coalesce(a.sort_key, lower(a.display_name)) as display_key
    from collaborators c join accounts a on a.id = c.user_id where c.project_id = $1 and $2 <> ''";
const OWNER: &str = "select a.id as user_id, coalesce(a.sort_key, lower(a.display_name)) as display_key
    from accounts a where a.id = $2 and a.kind = 'user' and $1 <> ''";

/// A page of people by name. Only fixed texts are put together here.
pub(super) async fn people(
    conn: &mut AnyConnection,
    project: &ProjectFor<SeeInside>,
    asked: &Asked<'_>,
) -> Result<Vec<Row>> {
    let Reaching { joins, columns, level, .. } = Reaching::by("u.user_id");
    let AccessFilter { right, source } = asked.filter;
    let reach = &project.project.reach;
    // What the base right would give to a Member. Whoever looks may be somebody else than a member.
    let base = reach.base.filter(|_| !reach.locked);
    let mut parts: Vec<String> = Vec::new();
    let mut part = |from: &str, and: &str| {
        parts.push(format!(
            "select user_id, display_key from (
               select u.user_id, u.display_key from ({from}{and}) u join projects p on p.id = $1 {joins}
               where (u.display_key, u.user_id) > ($3, $4) and {level} {}
               order by u.display_key, u.user_id limit $5) found",
            right.map_or("> 0".to_owned(), |right| format!("= {}", right.level()))
        ));
    };
    let roles = roles(source, right, base);
    if project.project.owner.is_org && !roles.is_empty() {
        let roles: Vec<_> = roles.iter().map(|role| format!("'{}'", role.as_str())).collect();
        part(MEMBERS, &format!(" and m.role in ({})", roles.join(", ")));
    }
    let at_level = right.map(Right::level);
    if project.project.owner.is_org && source.is_none_or(|source| source == Source::Team) {
        part(TEAMS, &at_level.map(|level| format!(" and tr.level = {level}")).unwrap_or_default());
    }
    if source.is_none_or(|source| source == Source::Name) {
        part(NAMES, &at_level.map(|level| format!(" and c.level = {level}")).unwrap_or_default());
    }
    if !project.project.owner.is_org && source.is_none_or(|source| source == Source::Role) {
        part(OWNER, "");
    }
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let found = parts.join(" union ");
    let sql = format!(
        "select u.user_id, u.display_key, a.name, a.display_name, {columns}
         from (select user_id, display_key from ({found}) x order by display_key, user_id limit $5) u
         join accounts a on a.id = u.user_id join projects p on p.id = $1 {joins}
         order by u.display_key, u.user_id"
    );
    let (key, id) = asked.after.map_or(("", ""), |(key, id)| (key.as_str(), id.as_str()));
    let rows = sqlx::query_as(AssertSqlSafe(sql))
        .bind(project.id.as_str())
        .bind(project.owner_id.as_str())
        .bind(key)
        .bind(id)
        .bind(asked.limit)
        .fetch_all(conn)
        .await?;
    Ok(rows)
}

/// Roles by which somebody is on the list: by which they have the right that is asked for, or any. Whoever has it from
/// elsewhere is found there.
fn roles(source: Option<Source>, right: Option<Right>, base: Option<Right>) -> Vec<Role> {
    let given = [(Role::Owner, Some(Right::Admin)), (Role::Manager, Some(Right::Maintain)), (Role::Member, base)];
    let by_source = |role: Role| match source {
        None => true,
        Some(Source::Base) => role == Role::Member,
        Some(Source::Role) => role != Role::Member,
        Some(Source::Team | Source::Name) => false,
    };
    let fits = |(role, has): &(Role, Option<Right>)| {
        has.is_some() && right.is_none_or(|right| *has == Some(right)) && by_source(*role)
    };
    given.iter().filter(|one| fits(one)).map(|(role, _)| *role).collect()
}

/// One user, whether there is a right or not.
pub(super) async fn person(
    conn: &mut AnyConnection,
    project: &ProjectFor<SeeInside>,
    key: &NameKey,
) -> Result<Option<Row>> {
    let Reaching { joins, columns, .. } = Reaching::by("a.id");
    let row = sqlx::query_as(AssertSqlSafe(format!(
        "select a.id as user_id, '' as display_key, a.name, a.display_name, {columns}
         from names n join accounts a on a.id = n.account_id and a.kind = 'user' join projects p on p.id = $1 {joins}
         where n.key = $2"
    )))
    .bind(project.id.as_str())
    .bind(key.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(row)
}

#[derive(sqlx::FromRow)]
struct TeamRow {
    user_id: UserId,
    name: TeamName,
    slug: String,
    level: i64,
}

/// The teams by which these people have rights in the project.
pub(super) async fn teams_of(
    conn: &mut AnyConnection,
    project: &ProjectFor<SeeInside>,
    users: &[&UserId],
) -> Result<HashMap<UserId, Vec<(TeamName, String, Right)>>> {
    let mut teams = HashMap::<_, Vec<_>>::new();
    if users.is_empty() || !project.project.owner.is_org {
        return Ok(teams);
    }
    let marks: Vec<_> = (2..users.len() + 2).map(|number| format!("${number}")).collect();
    let sql = format!(
        "select tm.user_id, t.name, t.slug, tr.level from team_rights tr join teams t on t.id = tr.team_id
         join team_members tm on tm.team_id = t.id
         where tr.project_id = $1 and tm.user_id in ({}) order by tr.level desc, t.name_key",
        marks.join(", ")
    );
    let mut query = sqlx::query_as::<_, TeamRow>(AssertSqlSafe(sql)).bind(project.id.as_str());
    for user in users {
        query = query.bind(user.as_str());
    }
    for row in query.persistent(false).fetch_all(conn).await? {
        if let Some(right) = Right::of_level(row.level) {
            teams.entry(row.user_id).or_default().push((row.name, row.slug, right));
        }
    }
    Ok(teams)
}

/// How many can publish: by role from what is counted already, then by teams and by name those who are not among them.
pub(super) async fn publishers(conn: &mut AnyConnection, project: &ProjectFor<SeeInside>) -> Result<Publishers> {
    let publish = Right::Publish.level();
    let by_role = format!(
        "(case when p.owner_id = x.user_id or rm.role in ('owner', 'manager')
                 or (rm.role = 'member' and p.locked = 0 and ro.base_level >= {publish}) then 1 else 0 end)"
    );
    let joins = "join projects p on p.id = $1 left join orgs ro on ro.id = p.owner_id
         left join memberships rm on rm.org_id = p.owner_id and rm.user_id = x.user_id";
    let in_teams = format!(
        "select distinct tm.user_id from team_rights tr join team_members tm on tm.team_id = tr.team_id
         where tr.project_id = $1 and tr.level >= {publish}"
    );
    let sql = format!(
        "select
           (select case when o.id is null then 1
                        when p.locked = 0 and o.base_level >= {publish} then o.members - o.billing_managers
                        else o.owners + o.managers end
            from projects p left join orgs o on o.id = p.owner_id where p.id = $1) as by_role,
           (select count(*) from ({in_teams}) x {joins} where {by_role} = 0) as by_team,
           (select count(*) from collaborators x {joins}
            where x.project_id = $1 and x.level >= {publish} and {by_role} = 0
              and x.user_id not in ({in_teams})) as by_name"
    );
    let (by_role, by_team, by_name) =
        sqlx::query_as(AssertSqlSafe(sql)).bind(project.id.as_str()).fetch_one(conn).await?;
    Ok(Publishers { by_role, by_team, by_name })
}
