use super::{Change, Owner, ProjectFor};
use crate::Result;
use crate::access::Actor;
use crate::db::Tx;
use crate::event::By;
use crate::id::{OrgId, ProjectId, UserId};
use crate::live::Topic;
use crate::notify::{Record, record};

/// Writes down what happened to a project: in the log of its owner, in its own history, and in the log of the person it
/// concerns. Open pages of it are told.
pub(super) async fn note<P>(
    tx: &mut Tx,
    actor: &Actor,
    project: &ProjectFor<P>,
    concerned: Option<&UserId>,
    change: Change,
) -> Result<()> {
    note_for(tx, By::Actor(actor), &project.id, (&project.owner_id, &project.project.owner), concerned, change).await
}

/// The same for an account that is not, or no longer, the owner.
pub(super) async fn note_for(
    tx: &mut Tx,
    by: By<'_>,
    project: &ProjectId,
    (owner_id, owner): (&str, &Owner),
    concerned: Option<&UserId>,
    change: Change,
) -> Result<()> {
    let org = OrgId::parse(owner_id).filter(|_| owner.is_org);
    let user = UserId::parse(owner_id).filter(|_| !owner.is_org);
    let entry = Record::new(by, change).user(concerned.or(user.as_ref())).about(project);
    let entry = match &org {
        Some(org) => entry.org(org),
        None => entry,
    };
    record(tx, entry).await?;
    if let Some(user) = user {
        tx.tell(Topic::User(user));
    }
    tx.tell(Topic::Project(project.clone()));
    Ok(())
}
