use super::left::require_owner;
use super::remove::is_typed;
use super::{Change, store};
use crate::access::{Actor, Leave};
use crate::db::Db;
use crate::error::{Rule, Stale};
use crate::event::By;
use crate::notify::{Record, record};
use crate::org::OrgFor;
use crate::text::AccountName;
use crate::{Error, Problem, Result, org, project};

/// Ends the caller's own membership. `typed` is the caller’s username.
pub async fn leave(db: &Db, actor: &Actor, org: &AccountName, typed: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<Leave>::hold(&mut tx, actor, org).await?;
    if !is_typed(typed, &actor.name) {
        return Err(Error::field("typed", Problem::NotTyped));
    }
    if org.standing.primary {
        let alone = org::owners(&mut tx, &org.id).await? == 1;
        return Err(Error::Refused(if alone { Rule::LastOwner } else { Rule::PrimaryOwner }));
    }
    if !store::delete_own(&mut tx, &org, &actor.user).await? {
        return Err(Error::Stale(Stale::Member));
    }
    require_owner(&mut tx, &org.id, org.standing.role).await?;
    project::end_by_name(&mut tx, actor, (&org.id, &org.named), (&actor.user, &actor.named())).await?;
    let change = Change::MemberLeft { org: org.named.clone(), role: org.standing.role };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id)).await?;
    tx.commit().await
}
