use super::{Change, store};
use crate::access::{Actor, ManageProjects};
use crate::db::Db;
use crate::event::By;
use crate::notify::{Record, record};
use crate::org::OrgFor;
use crate::text::{AccountName, Description, TeamName, slug};
use crate::{Error, Result};

/// Changes what a team is called and what is said of it. Returns what stands for it in addresses from now on.
pub async fn edit(
    db: &Db,
    actor: &Actor,
    org: &AccountName,
    team: &str,
    name: &TeamName,
    description: &Description,
) -> Result<String> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<ManageProjects>::hold(&mut tx, actor, org).await?;
    let before = store::find(&mut tx, &org, team).await?.ok_or(Error::NotFound)?;
    let slug = slug(name.as_str());
    if before.name == *name && before.description == *description {
        return Ok(before.slug);
    }
    store::set(&mut tx, &org, &before.id, (name, &slug), description).await?;
    let change =
        Change::TeamEdited { org: org.named.clone(), team: name.clone(), slug: slug.clone(), before: before.name };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id).about(&before.id)).await?;
    tx.commit().await?;
    Ok(slug)
}
