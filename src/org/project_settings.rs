use super::{Change, OrgFor, ProjectSettings, store};
use crate::Result;
use crate::access::{Actor, EditSettings, SeeOrg};
use crate::db::Db;
use crate::event::By;
use crate::notify::{Record, record};
use crate::text::AccountName;

/// What an organization lets its Members do with its projects, as any member reads it.
pub async fn project_settings(db: &Db, org: &OrgFor<SeeOrg>) -> Result<ProjectSettings> {
    store::project_settings(&mut *db.read().await?, &org.id).await
}

/// Changes what an organization lets its Members do with its projects.
pub async fn change_project_settings(
    db: &Db,
    actor: &Actor,
    org: &AccountName,
    settings: &ProjectSettings,
) -> Result<()> {
    let mut tx = db.begin().await?;
    let org = OrgFor::<EditSettings>::hold(&mut tx, actor, org).await?;
    let before = store::project_settings(&mut tx, &org.id).await?;
    if before == *settings {
        return Ok(());
    }
    store::set_project_settings(&mut tx, &org, settings).await?;
    let change = Change::ProjectSettingsChanged { org: org.named.clone(), before, after: settings.clone() };
    record(&mut tx, Record::new(By::Actor(actor), change).org(&org.id)).await?;
    tx.commit().await
}
