use super::left::require_owner;
use super::{Change, store};
use crate::access::{Actor, ChangePeople};
use crate::db::{Db, Tx};
use crate::error::{Rule, Stale};
use crate::event::By;
use crate::notify::{Record, record};
use crate::org::OrgFor;
use crate::text::{AccountName, Named, straight};
use crate::{Error, Problem, Result, project};

/// Ends a membership. `typed` is the username once more, typed by whoever removes.
pub async fn remove(db: &Db, actor: &Actor, org: &AccountName, name: &AccountName, typed: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<ChangePeople>::hold(&mut tx, actor, org).await?;
    if !is_typed(typed, name) {
        return Err(Error::field("typed", Problem::NotTyped));
    }
    end(&mut tx, actor, &org, name, true).await?;
    tx.commit().await
}

/// Ends several memberships: all of them or, if one cannot end, none. `typed` is the organization's name.
pub async fn remove_several(
    db: &Db,
    actor: &Actor,
    org: &AccountName,
    names: &[AccountName],
    typed: &str,
) -> Result<u32> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<ChangePeople>::hold(&mut tx, actor, org).await?;
    if !is_typed(typed, &org.named.name) {
        return Err(Error::field("typed", Problem::NotTyped));
    }
    let alone = names.len() == 1;
    let mut people = Vec::new();
    for name in names {
        people.push(end(&mut tx, actor, &org, name, alone).await?);
    }
    let count = u32::try_from(people.len()).unwrap_or(u32::MAX);
    if !alone && count > 0 {
        let change = Change::MembersRemoved { org: org.named.clone(), people };
        record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id)).await?;
    }
    tx.commit().await?;
    Ok(count)
}

/// All rights that came with the membership end here.
async fn end(tx: &mut Tx, actor: &Actor, org: &OrgFor<ChangePeople>, name: &AccountName, alone: bool) -> Result<Named> {
    let found = store::require(tx, org, name).await?;
    if found.id == actor.user {
        return Err(Error::Refused(Rule::RemovesSelf));
    }
    if found.member.primary {
        return Err(Error::Refused(Rule::PrimaryOwner));
    }
    let role = found.member.role;
    if !store::delete(tx, org, &found.id, role).await? {
        return Err(Error::Stale(Stale::Member));
    }
    require_owner(tx, &org.id, role).await?;
    let person = Named { name: found.member.name, display_name: found.member.display_name };
    project::end_by_name(tx, actor, (&org.id, &org.named), (&found.id, &person)).await?;
    let change = Change::MemberRemoved { org: org.named.clone(), person: person.clone(), role, alone };
    record(tx, Record::new(By::Actor(actor), change).org(&org.id).user(&found.id)).await?;
    Ok(person)
}

/// Whether a name was typed, in any case and with any separators.
pub(super) fn is_typed(typed: &str, name: &AccountName) -> bool {
    AccountName::parse(&straight(typed)).is_ok_and(|typed| typed.key() == name.key())
}
