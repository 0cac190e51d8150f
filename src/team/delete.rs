use super::people::hold_within_own;
use super::{Change, store};
use crate::access::{Actor, ManageProjects};
use crate::db::Db;
use crate::event::By;
use crate::notify::{Record, record};
use crate::org::OrgFor;
use crate::text::{AccountName, straight};
use crate::{Error, Problem, Result};

/// Ends a team, and the rights that its members had by it. `typed` is its name.
pub async fn delete(db: &Db, actor: &Actor, org: &AccountName, team: &str, typed: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<ManageProjects>::hold(&mut tx, actor, org).await?;
    let team = store::find(&mut tx, &org, team).await?.ok_or(Error::NotFound)?;
    if straight(typed).trim() != team.name.as_str() {
        return Err(Error::field("typed", Problem::NotTyped));
    }
    hold_within_own(&mut tx, &org, &team.id).await?;
    let counted = store::one(&mut tx, &org, &actor.user, &team.slug).await?.ok_or(Error::NotFound)?;
    store::delete(&mut tx, &org, &team.id).await?;
    let change = Change::TeamDeleted {
        org: org.named.clone(),
        team: team.name,
        members: counted.members,
        projects: counted.projects,
    };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id).about(&team.id)).await?;
    tx.commit().await
}
