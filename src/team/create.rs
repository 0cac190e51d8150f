use super::{Change, store};
use crate::access::{Actor, ManageProjects};
use crate::db::Db;
use crate::error::Rule;
use crate::event::By;
use crate::id::TeamId;
use crate::notify::{Record, record};
use crate::org::{Kind, OrgFor};
use crate::text::{AccountName, Description, TeamName, slug};
use crate::{Error, Result};

/// Makes a team without anybody in it. Returns what stands for it in addresses.
pub async fn create(
    db: &Db,
    actor: &Actor,
    org: &AccountName,
    name: &TeamName,
    description: &Description,
) -> Result<String> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<ManageProjects>::check(&mut tx, actor, org).await?;
    if org.kind == Kind::Personal {
        return Err(Error::Refused(Rule::NoTeams));
    }
    let (id, slug) = (TeamId::new(), slug(name.as_str()));
    store::insert(&mut tx, &org, &id, (name, &slug), description).await?;
    let change = Change::TeamCreated { org: org.named.clone(), team: name.clone(), slug: slug.clone() };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id).about(&id)).await?;
    tx.commit().await?;
    Ok(slug)
}
