use super::note::note_for;
use super::offer::store as offers;
use super::{Change, LastAct, Owner, ProjectFor, store};
use crate::Result;
use crate::access::SeeInside;
use crate::db::Tx;
use crate::event::By;
use crate::id::UserId;

/// Where a project goes.
pub(super) struct Moving<'a> {
    pub to_id: &'a str,
    pub to: &'a Owner,
    /// Whether it moves alone, so that its owners are told of it.
    pub alone: bool,
}

/// Gives a project that is held to another owner. What the former owner gave by roles, base right and teams ends, as do
/// offers that wait; whoever has a right by name keeps it.
pub(super) async fn move_to(
    tx: &mut Tx,
    by: By<'_>,
    project: &ProjectFor<SeeInside>,
    moving: &Moving<'_>,
) -> Result<()> {
    let (found, Moving { to_id, to, alone }) = (&project.project, moving);
    store::end_team_rights(tx, &project.id).await?;
    store::forget_joins(tx, &project.id).await?;
    offers::end_all(tx, &project.id).await?;
    if let Some(user) = UserId::parse(to_id).filter(|_| !to.is_org) {
        // Whoever owns it has no other right in it.
        super::right::store::end_own(tx, &project.id, &user).await?;
    }
    store::set_owner(tx, &project.id, to_id).await?;
    // In one order whoever moves what where, so that two who do so at once do not wait for each other.
    let mut counted = [(project.owner_id.as_str(), -1), (*to_id, 1)];
    counted.sort_unstable();
    for (owner, more) in counted {
        store::count(tx, owner, found.named.kind, found.state, more).await?;
    }
    if let Some(actor) = by.user() {
        store::act(tx, &project.id, LastAct::Moved, actor).await?;
    }
    let (named, from) = (found.named.clone(), found.owner.clone());
    let moved_out =
        Change::ProjectMovedOut { project: named.clone(), from: from.clone(), to: (*to).clone(), alone: *alone };
    note_for(tx, by, &project.id, (&project.owner_id, &from), None, moved_out).await?;
    let moved_in = Change::ProjectMovedIn { project: named, from: from.clone(), to: (*to).clone(), alone: *alone };
    note_for(tx, by, &project.id, (to_id, to), None, moved_in).await
}
