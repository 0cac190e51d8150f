//! The SQL of lists of projects.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::super::store::OwnerRow;
use super::super::{LastAct, ProjectRow, Sort, State};
use super::{Filter, FoundRow};
use crate::Result;
use crate::access::{Reach, Reaching, Visibility};
use crate::clock::Timestamp;
use crate::db::{Sought, after_all, like};
use crate::id::{ProjectId, UserId};
use crate::text::{AccountName, Description, NamedProject, ProjectKind, Search};

/// Whose projects.
pub(super) enum Of<'a> {
    /// That this account owns.
    Account(&'a str),
    /// That others own and this user has a right in by name.
    Collaborator(&'a UserId),
}

/// What of them is asked for, and from where on.
pub(super) struct Wanted<'a> {
    pub of: Of<'a>,
    pub search: &'a Search,
    pub filter: &'a Filter,
    pub sort: Sort,
    /// Sort key and id of the last row before.
    pub after: Option<&'a (String, ProjectId)>,
    pub limit: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: ProjectId,
    name_key: String,
    #[sqlx(flatten)]
    named: NamedProject,
    #[sqlx(flatten)]
    owner: OwnerRow,
    visibility: Visibility,
    state: State,
    description: Description,
    last_act: LastAct,
    acted_at: Timestamp,
    actor: Option<AccountName>,
    #[sqlx(flatten)]
    reach: Reach,
}

const OF_TEAM: &str = "id in (select tr.project_id from team_rights tr join teams t on t.id = tr.team_id
                                   where t.org_id = $2 and t.slug = $12)";
const GIVEN: &str = "id in (select c.project_id from collaborators c where c.user_id = $1
                                union all select tr.project_id from team_rights tr
                                  join team_members tm on tm.team_id = tr.team_id where tm.user_id = $1)";

/// A page of projects with what the user may do in each. Only fixed texts are put together here, one for each order and
/// filter, so that each finds its index; rights are looked up for the rows of the page alone.
pub(super) async fn page(
    conn: &mut AnyConnection,
    user: Option<&UserId>,
    wanted: &Wanted<'_>,
) -> Result<Vec<FoundRow>> {
    let (key, than, direction) = match wanted.sort {
        Sort::Name => ("name_key", ">", "asc"),
        Sort::NameDown => ("name_key", "<", "desc"),
        Sort::Latest => ("acted_at", "<", "desc"),
        Sort::Oldest => ("acted_at", ">", "asc"),
    };
    let (owner, whose) = match &wanted.of {
        Of::Account(account) => ("owner_id = $2", *account),
        Of::Collaborator(user) => {
            ("owner_id <> $2 and id in (select project_id from collaborators where user_id = $2)", user.as_str())
        }
    };
    let Filter { kind, state, visibility, team, given, .. } = wanted.filter;
    let is = |column: &str, mark: &str, is_asked: bool| match is_asked {
        true => format!("{column} = {mark}"),
        false => format!("{mark} = ''"),
    };
    let filters = [
        is("kind", "$3", kind.is_some()),
        is("state", "$4", state.is_some()),
        is("visibility", "$5", visibility.is_some()),
        match team {
            Some(_) => OF_TEAM.to_owned(),
            None => "$12 = ''".to_owned(),
        },
        if *given { GIVEN.to_owned() } else { "$10 > 0".to_owned() },
    ]
    .join(" and ");
    let text = match wanted.search.is_empty() {
        true => "$6 = '' and $7 = ''",
        false => r"(name_key like $6 escape '\' or key like $7 escape '\')",
    };
    let by_age = matches!(wanted.sort, Sort::Latest | Sort::Oldest);
    let after = match (wanted.after, by_age) {
        (Some(_), _) => format!("({key}, id) {than} ($8, $9)"),
        (None, true) => "$8 = 0 and $9 = ''".to_owned(),
        (None, false) => "$8 = '' and $9 = ''".to_owned(),
    };
    let Reaching { joins, columns, .. } = Reaching::by("$1");
    let owner_columns = OwnerRow::COLUMNS;
    let sought = Sought::projects(conn, [&wanted.search.words, &wanted.search.name]).await?;
    let (projects, few) = (sought.rows("$11"), sought.bound("$11"));
    let sql = format!(
        "select p.id, p.name_key, p.kind, p.name, p.key, {owner_columns}, p.visibility, p.state, p.description,
                p.last_act, p.acted_at, ac.name as actor, {columns}
         from (select projects.* from {projects}
               where {owner} and state <> 'deleted' and {filters} and {text} and {after} and {few}
               order by {key} {direction}, id {direction} limit $10) p
         join accounts oa on oa.id = p.owner_id left join accounts ac on ac.id = p.actor_id {joins}
         order by p.{key} {direction}, p.id {direction}"
    );
    let query = sqlx::query_as::<_, Row>(AssertSqlSafe(sql))
        .bind(user.map_or("", UserId::as_str))
        .bind(whose)
        .bind(kind.map_or("", ProjectKind::as_str))
        .bind(state.map_or("", State::as_str))
        .bind(visibility.map_or("", Visibility::as_str))
        .bind(like(&wanted.search.words))
        .bind(like(&wanted.search.name));
    let (key, id) = wanted.after.map_or(("", ""), |(key, id)| (key.as_str(), id.as_str()));
    let query = match by_age {
        true => query.bind(key.parse::<i64>().unwrap_or(0)),
        false => query.bind(key),
    };
    // How rare a word is decides the plan, so a search is planned each time.
    let rows = query
        .bind(id)
        .bind(wanted.limit)
        .bind(sought.few)
        .bind(team.as_deref().unwrap_or(""))
        .persistent(wanted.search.is_empty())
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(Row::found).collect())
}

/// Projects that the user may know of and whose names begin with some words or hold them: those first that begin so.
/// What is in the middle of a name is looked for from three letters on.
pub(super) async fn find(
    conn: &mut AnyConnection,
    user: Option<&UserId>,
    search: &Search,
    limit: i64,
) -> Result<Vec<FoundRow>> {
    let Search { words, name } = search;
    let Reaching { joins, columns, sees, .. } = Reaching::by("$1");
    let owner_columns = OwnerRow::COLUMNS;
    let sought = Sought::projects(conn, [words, name]).await?;
    let (rows, few) = (sought.rows("$7"), sought.bound("$7"));
    let held = match search.is_short() {
        true => "$4 = '' and $5 = ''",
        false => r"(p.name_key like $4 escape '\' or p.key like $5 escape '\')",
    };
    let sql = format!(
        "select p.id, p.name_key, p.kind, p.name, p.key, {owner_columns}, p.visibility, p.state, p.description,
                p.last_act, p.acted_at, ac.name as actor, {columns}
         from (select * from (select p.* from projects p
                              where p.name_key >= $2 and p.name_key < $3 and p.state <> 'deleted' and {sees}
                              order by p.name_key, p.id limit $6) begun
               union
               select * from (select p.* from (select projects.* from {rows} where {few}) p
                              where {held} and p.state <> 'deleted' and {sees} limit $6) held) p
         join accounts oa on oa.id = p.owner_id left join accounts ac on ac.id = p.actor_id {joins}
         order by case when p.name_key = $2 then 0 when p.name_key >= $2 and p.name_key < $3 then 1 else 2 end,
                  p.name_key, p.id limit $6"
    );
    let found: Vec<Row> = sqlx::query_as(AssertSqlSafe(sql))
        .bind(user.map_or("", UserId::as_str))
        .bind(words)
        .bind(after_all(words))
        .bind(like(words))
        .bind(like(name))
        .bind(limit)
        .bind(sought.few)
        .persistent(false)
        .fetch_all(conn)
        .await?;
    Ok(found.into_iter().map(Row::found).collect())
}

impl Row {
    fn found(self) -> FoundRow {
        let row = ProjectRow {
            named: self.named,
            owner: self.owner.owner(),
            visibility: self.visibility,
            state: self.state,
            description: self.description,
            last_act: self.last_act,
            acted_at: self.acted_at,
            actor: self.actor,
            right: self.reach.right(),
        };
        FoundRow { id: self.id, name_key: self.name_key, row }
    }
}
