use super::Outcome;
use super::store::{self, Pending};
use crate::Result;
use crate::access::{Actor, Origin};
use crate::clock::{DAY, MINUTE, Timestamp};
use crate::db::{Db, Tx};
use crate::event::By;
use crate::id::{ImportId, OrgId, UserId};
use crate::live::Topic;
use crate::notify::{Record, record};
use crate::project::moving::{Moving, move_to};
use crate::project::{Change, Owner, ProjectFor, State, store as projects};
use crate::text::Named;

/// Projects that move in one transaction, so that others can write in between.
const SOME: i64 = 50;
/// An import that nobody has gone on with for so long is gone on with by the job.
const QUIET: i64 = MINUTE / 2;

/// Goes on with an import until all of it was tried. Two who do so at once take turns.
pub async fn go_on(db: &Db, actor: Option<&Actor>, id: &ImportId) -> Result<()> {
    while some(db, actor, id).await? {}
    Ok(())
}

/// Imports that were begun and seem to have been left, as by a server that ended.
pub async fn unfinished(db: &Db, now: Timestamp) -> Result<Vec<ImportId>> {
    store::unfinished(&mut *db.read().await?, now.plus(-QUIET)).await
}

/// Forgets what was looked at and never begun, and what ended a month ago.
pub(crate) async fn tidy(db: &Db, now: Timestamp) -> Result<()> {
    let mut tx = db.begin().await?;
    store::forget(&mut tx, now.plus(-DAY), now.plus(-30 * DAY)).await?;
    tx.commit().await
}

/// Tries the next projects; whether there may be more.
async fn some(db: &Db, actor: Option<&Actor>, id: &ImportId) -> Result<bool> {
    let mut tx = db.begin().await?;
    let Some(import) = store::hold(&mut tx, id).await? else { return Ok(false) };
    let origin = Origin::default();
    let by = match actor {
        Some(actor) if actor.user == import.user => By::Actor(actor),
        _ => By::User(&import.user, &origin),
    };
    let may = store::may_create(&mut tx, &import.org, &import.user).await?;
    let pending = store::pending(&mut tx, id, SOME).await?;
    let owner = Owner { named: import.named.clone(), is_org: true };
    for item in &pending {
        let outcome = match may {
            true => bring(&mut tx, by, (&import.org, &owner), &import.user, item).await?,
            false => Outcome::NotAllowed,
        };
        store::tried(&mut tx, id, &item.id, outcome).await?;
    }
    let is_over = i64::try_from(pending.len()).is_ok_and(|tried| tried < SOME);
    if is_over {
        finish(&mut tx, by, id, (&import.org, &import.named)).await?;
    }
    tx.tell(Topic::User(import.user.clone()));
    tx.commit().await?;
    Ok(!is_over)
}

/// Moves one project, if it still can.
async fn bring(
    tx: &mut Tx,
    by: By<'_>,
    (org, owner): (&OrgId, &Owner),
    user: &UserId,
    item: &Pending,
) -> Result<Outcome> {
    projects::hold(tx, &item.id).await?;
    let Some(found) = projects::find(tx, Some(user), &(&item.named).into()).await? else {
        return Ok(Outcome::NotYours);
    };
    if found.id != item.id || found.owner_id != user.as_str() {
        return Ok(Outcome::NotYours);
    }
    if found.project.state == State::Archived {
        return Ok(Outcome::Archived);
    }
    let moving = Moving { to_id: org.as_str(), to: owner, alone: false };
    move_to(tx, by, &ProjectFor::offered(found), &moving).await?;
    Ok(Outcome::Came)
}

async fn finish(tx: &mut Tx, by: By<'_>, id: &ImportId, (org, named): (&OrgId, &Named)) -> Result<()> {
    let (came, stayed) = store::finish(tx, id).await?;
    if came > 0 {
        let change = Change::ProjectsBroughtIn { org: named.clone(), count: came, stayed };
        record(tx, Record::new(by, change).org(org)).await?;
    }
    Ok(())
}
