mod store;

use sqlx::AnyConnection;

use self::store::{Of, Wanted};
use super::offer::store as offers;
use super::{PAGE, ProjectRow, Projects, Sort, State};
use crate::Result;
use crate::access::{Actor, SeeOrg, Visibility};
use crate::db::{Db, page};
use crate::id::ProjectId;
use crate::org::OrgFor;
use crate::text::{AccountName, ProjectKind, Search};

/// What a list of projects shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of the name.
    pub text: String,
    pub kind: Option<ProjectKind>,
    pub state: Option<State>,
    pub visibility: Option<Visibility>,
    /// What stands in addresses for a team of the owner that was given a right.
    pub team: Option<String>,
    /// Those in which the caller has a right by name or by a team.
    pub given: bool,
    /// What was last worked on first, unless said otherwise.
    pub sort: Option<Sort>,
}

/// A page of an organization's projects, as one of its members finds them, from `after` onwards.
pub async fn of_org(
    db: &Db,
    actor: &Actor,
    org: &OrgFor<SeeOrg>,
    filter: &Filter,
    after: Option<&str>,
) -> Result<Projects> {
    let of = Of::Account(org.id.as_str());
    read(&mut *db.read().await?, Some(actor), of, filter, after).await
}

/// A page of the projects of the caller's own account.
pub async fn of_account(db: &Db, actor: &Actor, filter: &Filter, after: Option<&str>) -> Result<Projects> {
    read(&mut *db.read().await?, Some(actor), Of::Account(actor.user.as_str()), filter, after).await
}

/// A page of the projects of others in which the caller has a right by name.
pub async fn of_collaborator(db: &Db, actor: &Actor, filter: &Filter, after: Option<&str>) -> Result<Projects> {
    read(&mut *db.read().await?, Some(actor), Of::Collaborator(&actor.user), filter, after).await
}

/// A page of the public projects of the account that holds or held a name, by their names. Public on purpose.
pub async fn public(db: &Db, account: &AccountName, after: Option<&str>) -> Result<Projects> {
    let mut conn = db.read().await?;
    let Some(account) = offers::account_named(&mut conn, &account.key()).await? else {
        return Ok(Projects::default());
    };
    let filter = Filter { visibility: Some(Visibility::Public), sort: Some(Sort::Name), ..Filter::default() };
    read(&mut conn, None, Of::Account(&account.id), &filter, after).await
}

/// Projects that whoever asks may know of, by words that their names hold; those first that begin so. At most `most`,
/// and whether there are more. Public on purpose: what is internal is found by those alone who may know of it.
pub async fn find(db: &Db, actor: Option<&Actor>, text: &str, most: u32) -> Result<(Vec<ProjectRow>, bool)> {
    let search = Search::new(text);
    if search.is_empty() {
        return Ok((Vec::new(), false));
    }
    let limit = i64::from(most);
    let found = store::find(&mut *db.read().await?, actor.map(|actor| &actor.user), &search, limit + 1).await?;
    let (found, next) = page(found, limit, |_| ());
    Ok((found.into_iter().map(|found| found.row).collect(), next.is_some()))
}

async fn read(
    conn: &mut AnyConnection,
    actor: Option<&Actor>,
    of: Of<'_>,
    filter: &Filter,
    after: Option<&str>,
) -> Result<Projects> {
    let search = Search::new(&filter.text);
    let sort = filter.sort.unwrap_or(Sort::Latest);
    let after = after.and_then(place);
    let limit = i64::from(PAGE);
    let wanted = Wanted { of, search: &search, filter, sort, after: after.as_ref(), limit: limit + 1 };
    let rows = store::page(conn, actor.map(|actor| &actor.user), &wanted).await?;
    let (rows, next) = page(rows, limit, |row| row.cursor(sort));
    Ok(Projects { rows: rows.into_iter().map(|row| row.row).collect(), next })
}

/// Sort key and id out of an address; whatever cannot be one begins at the beginning.
fn place(after: &str) -> Option<(String, ProjectId)> {
    let (key, id) = after.rsplit_once('~')?;
    let key: String = key.chars().filter(|letter| !letter.is_control()).take(400).collect();
    Some((key, ProjectId::parse(id)?))
}

/// A row with the id that pages do not need, and the key by which lists sort.
struct FoundRow {
    id: ProjectId,
    name_key: String,
    row: ProjectRow,
}

impl FoundRow {
    /// Where the page after this row begins.
    fn cursor(&self, sort: Sort) -> String {
        match sort {
            Sort::Name | Sort::NameDown => format!("{}~{}", self.name_key, self.id),
            Sort::Latest | Sort::Oldest => format!("{}~{}", self.row.acted_at.0, self.id),
        }
    }
}
