use super::{Import, MOST, store};
use crate::access::Actor;
use crate::db::Db;
use crate::error::Who;
use crate::id::ImportId;
use crate::project::create::place;
use crate::text::{AccountName, ProjectAt};
use crate::{Error, Problem, Result};

/// What somebody looks at in several windows at the most; what is older is forgotten.
const KEPT: i64 = 5;

/// Keeps what of the caller's own projects is to be brought into an organization, so that it can be looked at before it
/// is done: these, or all of them. What is archived stays.
pub async fn prepare_import(
    db: &Db,
    actor: &Actor,
    org: &AccountName,
    projects: Option<&[ProjectAt]>,
) -> Result<ImportId> {
    if projects.is_some_and(<[ProjectAt]>::is_empty) {
        return Err(Error::field("project", Problem::NoProject));
    }
    if projects.is_some_and(|projects| projects.len() > MOST) {
        let max = u32::try_from(MOST).unwrap_or(u32::MAX);
        return Err(Error::field("project", Problem::TooManyLines { max }));
    }
    let mut tx = db.begin().await?;
    let place = place(&mut tx, actor, org).await?;
    if !place.owner.is_org {
        return Err(Error::NotFound);
    }
    let id = ImportId::new();
    store::insert(&mut tx, &id, &place.id, &actor.user).await?;
    store::forget_older(&mut tx, &actor.user, KEPT).await?;
    match projects {
        Some(projects) => {
            for chunk in projects.chunks(100) {
                store::insert_items(&mut tx, &id, &actor.user, chunk).await?;
            }
        }
        None => store::insert_all(&mut tx, &id, &actor.user, i64::try_from(MOST).unwrap_or(i64::MAX)).await?,
    }
    tx.commit().await?;
    Ok(id)
}

/// Begins an import that was looked at. Twice is once.
pub async fn begin_import(db: &Db, actor: &Actor, id: &ImportId) -> Result<Import> {
    let mut tx = db.begin().await?;
    let import = store::find(&mut tx, id, &actor.user).await?.ok_or(Error::NotFound)?;
    if import.begun {
        return Ok(import);
    }
    if !place(&mut tx, actor, &import.org.name).await?.owner.is_org {
        return Err(Error::Forbidden(Who::Members));
    }
    store::begin(&mut tx, id).await?;
    tx.commit().await?;
    Ok(Import { begun: true, ..import })
}

/// An import of the caller's.
pub async fn import(db: &Db, actor: &Actor, id: &ImportId) -> Result<Import> {
    store::find(&mut *db.read().await?, id, &actor.user).await?.ok_or(Error::NotFound)
}
