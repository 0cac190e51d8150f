use super::{Project, store};
use crate::access::{Actor, Visibility};
use crate::db::Db;
use crate::id::{OrgId, ProjectId};
use crate::text::ProjectAt;
use crate::{Error, Result};

/// A project as somebody finds it who may know of it.
#[derive(Debug)]
pub struct Seen {
    pub id: ProjectId,
    pub project: Project,
    /// The organization that owns it, if whoever looks is a member.
    pub org: Option<OrgId>,
}

/// Finds a project for whoever looks, signed in or not. What is internal is not found by strangers.
pub async fn see(db: &Db, actor: Option<&Actor>, at: &ProjectAt) -> Result<Seen> {
    let found = store::find(&mut *db.read().await?, actor.map(|actor| &actor.user), at).await?;
    let store::Found { id, project, owner_id } = found.ok_or(Error::NotFound)?;
    if !is_visible(&project) {
        return Err(Error::NotFound);
    }
    let org = project.reach.standing.and_then(|_| OrgId::parse(&owner_id));
    Ok(Seen { id, project, org })
}

/// The id of a project and that of its organization, for whoever waits for changes of it.
pub async fn id(db: &Db, actor: &Actor, at: &ProjectAt) -> Result<(ProjectId, Option<OrgId>)> {
    see(db, Some(actor), at).await.map(|seen| (seen.id, seen.org))
}

pub(super) fn is_visible(project: &Project) -> bool {
    project.visibility == Visibility::Public || project.reach.sees()
}
