use super::store::{self, FoundMember, Wanted};
use super::{Member, Members, PAGE, Sort};
use crate::Result;
use crate::access::{Actor, ExportPeople, ManagePeople, Permission, Role, SeeOrg, allows};
use crate::db::{Db, page};
use crate::id::UserId;
use crate::org::OrgFor;
use crate::text::{AccountName, Search};

/// Members read at one time while all are exported.
const CHUNK: i64 = 1_000;

/// What a list of members shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Part of the username or of what a person is called.
    pub text: String,
    pub role: Option<Role>,
    /// By name unless said otherwise.
    pub sort: Option<Sort>,
}

/// A page of an organization's members, from `after` onwards.
pub async fn list(db: &Db, org: &OrgFor<SeeOrg>, filter: &Filter, after: Option<&str>) -> Result<Members> {
    let search = Search::new(&filter.text);
    let sort = filter.sort.unwrap_or(Sort::Name);
    let after = after.and_then(place);
    let after = after.as_ref().map(|(key, id)| (key.as_str(), id));
    let limit = i64::from(PAGE);
    let wanted = Wanted { search: &search, role: filter.role, sort, after, limit: limit + 1 };
    let mut members = cut(store::page(&mut *db.read().await?, org, &wanted).await?, limit, sort);
    if !allows(org.standing, Permission::ManagePeople) {
        for member in &mut members.rows {
            member.last_seen = None;
        }
    }
    Ok(members)
}

/// One member; only Owners learn when that person was here last.
pub async fn one(db: &Db, actor: &Actor, org: &AccountName, name: &AccountName) -> Result<Member> {
    let mut conn = db.read().await?;
    let org = OrgFor::<SeeOrg>::check(&mut conn, actor, org).await?;
    let mut member = store::require(&mut conn, &org, name).await?.member;
    if !allows(org.standing, Permission::ManagePeople) {
        member.last_seen = None;
    }
    Ok(member)
}

/// Several members, as whoever is about to change them sees them. Names of others are left out.
pub async fn several(db: &Db, actor: &Actor, org: &AccountName, names: &[AccountName]) -> Result<Vec<Member>> {
    let mut conn = db.read().await?;
    let org = OrgFor::<ManagePeople>::check(&mut conn, actor, org).await?;
    let mut members = Vec::with_capacity(names.len());
    for name in names {
        members.extend(store::find(&mut conn, &org, &name.key()).await?.map(|found| found.member));
    }
    Ok(members)
}

/// The next members of a list, for a file; many at a time. Begins at the beginning without `after`.
pub async fn export(
    db: &Db,
    actor: &Actor,
    org: &AccountName,
    filter: &Filter,
    after: Option<&str>,
) -> Result<Members> {
    let mut conn = db.read().await?;
    let org = OrgFor::<ExportPeople>::check(&mut conn, actor, org).await?.seen();
    let after = after.and_then(place);
    let after = after.as_ref().map(|(key, id)| (key.as_str(), id));
    let (search, sort) = (Search::new(&filter.text), filter.sort.unwrap_or(Sort::Name));
    let wanted = Wanted { search: &search, role: filter.role, sort, after, limit: CHUNK + 1 };
    Ok(cut(store::page(&mut conn, &org, &wanted).await?, CHUNK, sort))
}

fn cut(rows: Vec<FoundMember>, limit: i64, sort: Sort) -> Members {
    let (rows, next) = page(rows, limit, |row| row.cursor(sort));
    Members { rows: rows.into_iter().map(|row| row.member).collect(), next }
}

/// Sort key and id out of an address; whatever cannot be one begins at the beginning.
fn place(after: &str) -> Option<(String, UserId)> {
    let (key, id) = after.rsplit_once('~')?;
    let key: String = key.chars().filter(|letter| !letter.is_control()).take(400).collect();
    Some((key, UserId::parse(id)?))
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn only_what_can_be_a_place_is_one() {
        let id = "0193fa00-0000-7000-8000-000000000000";
        let found = place(&format!("ada ~ lovelace~{id}"));
        assert_eq!(found.map(|(key, id)| (key, id.to_string())), Some(("ada ~ lovelace".into(), id.into())));
        for forged in ["", "ada", "ada~1", "~"] {
            assert_eq!(place(forged), None, "{forged:?}");
        }
    }
}
