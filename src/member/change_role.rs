use super::left::require_owner;
use super::{Change, store};
use crate::access::{Actor, ChangePeople, Role};
use crate::db::{Db, Tx};
use crate::error::{Rule, Stale};
use crate::event::By;
use crate::notify::{Record, record};
use crate::org::OrgFor;
use crate::text::{AccountName, Named};
use crate::{Error, Result};

/// Gives a member another role. The same role again changes nothing and tells nobody.
pub async fn change_role(db: &Db, actor: &Actor, org: &AccountName, name: &AccountName, role: Role) -> Result<()> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<ChangePeople>::hold(&mut tx, actor, org).await?;
    change(&mut tx, actor, &org, name, role, true).await?;
    tx.commit().await
}

/// Gives several members one role: all of them or, if one cannot have it, none. Returns how many had another.
pub async fn change_roles(db: &Db, actor: &Actor, org: &AccountName, names: &[AccountName], role: Role) -> Result<u32> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<ChangePeople>::hold(&mut tx, actor, org).await?;
    let alone = names.len() == 1;
    let mut changed = Vec::new();
    for name in names {
        changed.extend(change(&mut tx, actor, &org, name, role, alone).await?);
    }
    if !alone && !changed.is_empty() {
        let change = Change::RolesChanged { org: org.named.clone(), people: changed.clone(), role };
        record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id)).await?;
    }
    tx.commit().await?;
    Ok(u32::try_from(changed.len()).unwrap_or(u32::MAX))
}

/// Who was changed; nobody if the role was the same.
async fn change(
    tx: &mut Tx,
    actor: &Actor,
    org: &OrgFor<ChangePeople>,
    name: &AccountName,
    role: Role,
    alone: bool,
) -> Result<Option<Named>> {
    let found = store::require(tx, org, name).await?;
    let before = found.member.role;
    if before == role {
        return Ok(None);
    }
    if found.member.primary {
        return Err(Error::Refused(Rule::PrimaryOwner));
    }
    // Only an Owner can become primary owner.
    store::delete_offer(tx, org, &found.id).await?;
    if !store::set_role(tx, org, &found.id, (before, role)).await? {
        return Err(Error::Stale(Stale::Member));
    }
    require_owner(tx, &org.id, before).await?;
    let person = Named { name: found.member.name, display_name: found.member.display_name };
    let change = Change::RoleChanged { org: org.named.clone(), person: person.clone(), before, after: role, alone };
    record(tx, Record::new(By::Actor(actor), change).org(&org.id).user(&found.id)).await?;
    Ok(Some(person))
}
