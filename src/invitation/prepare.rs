use std::sync::Arc;

use sqlx::AnyConnection;

use super::forecast::Forecast;
use super::send::{digest, send};
use super::{Draft, Line, Outcome, Prepared, Review, batch as batches, draft};
use crate::access::{Actor, ChangePeople, ManagePeople, Role};
use crate::db::Db;
use crate::error::Rule;
use crate::id::BatchId;
use crate::org::{Kind, OrgFor};
use crate::site::{self, SiteSettings};
use crate::text::AccountName;
use crate::{Error, Result};

/// Sends what is without doubt, one name or address that can be invited; keeps anything else to be looked at once
/// more. `is_plain` says whether it was typed as one name or address and nothing else.
pub async fn prepare(
    db: &Db,
    actor: &Actor,
    org: &AccountName,
    batch: &BatchId,
    wanted: &Draft,
    is_plain: bool,
) -> Result<Prepared> {
    let mut tx = db.begin().await?;
    if wanted.role == Role::Owner {
        OrgFor::<ChangePeople>::check(&mut tx, actor, org).await?;
    }
    let found = OrgFor::<ManagePeople>::check(&mut tx, actor, org).await?;
    if found.kind == Kind::Personal {
        return Err(Error::Refused(Rule::Personal));
    }
    let digest = digest(&wanted.lines, wanted.role, &wanted.message);
    let batch = match batches::is_sent(&mut tx, &found, &actor.user, batch, &digest).await? {
        Some(true) => return Ok(Prepared::Sent(batch.clone())),
        // Back on a form that was sent, somebody has typed another list.
        Some(false) => BatchId::new(),
        None => batch.clone(),
    };
    let settings = site::settings(&mut tx).await?;
    let all_go_out =
        is_plain && outcomes(&mut tx, &found, actor, settings, &wanted.lines).await?.into_iter().all(Outcome::went_out);
    if !all_go_out {
        draft::insert(&mut tx, &found, &actor.user, &batch, wanted).await?;
        tx.commit().await?;
        return Ok(Prepared::Doubtful(batch));
    }
    drop(tx);
    send(db, actor, org, &batch, &wanted.lines, wanted.role, &wanted.message).await.map(Prepared::Sent)
}

/// A list that waits to be looked at, with what would become of each line now. Nothing once it was sent.
pub async fn review(db: &Db, actor: &Actor, org: &AccountName, id: &BatchId) -> Result<Option<Review>> {
    let settings = site::settings_of(db).await?;
    let mut conn = db.read().await?;
    let org = OrgFor::<ManagePeople>::check(&mut conn, actor, org).await?;
    let Some(Draft { lines, role, message }) = draft::find(&mut conn, &org, &actor.user, id).await? else {
        return Ok(None);
    };
    let outcomes = outcomes(&mut conn, &org, actor, settings, &lines).await?;
    Ok(Some(Review { id: id.clone(), role, message, lines: lines.into_iter().zip(outcomes).collect() }))
}

/// What would become of each line now.
async fn outcomes(
    conn: &mut AnyConnection,
    org: &OrgFor<ManagePeople>,
    actor: &Actor,
    settings: Arc<SiteSettings>,
    lines: &[Line],
) -> Result<Vec<Outcome>> {
    let mut forecast = Forecast::begin(conn, org, &actor.user, settings).await?;
    let mut outcomes = Vec::with_capacity(lines.len());
    for line in lines {
        outcomes.push(forecast.next(conn, line).await?.outcome());
    }
    Ok(outcomes)
}

/// Sends a list as it was mended while it was looked at. Sent already, as by a second click, it is what was sent.
pub async fn send_reviewed(db: &Db, actor: &Actor, org: &AccountName, id: &BatchId, lines: &[Line]) -> Result<BatchId> {
    let mut conn = db.read().await?;
    let found = OrgFor::<ManagePeople>::check(&mut conn, actor, org).await?;
    let draft = draft::find(&mut conn, &found, &actor.user, id).await?;
    drop(conn);
    match draft {
        Some(Draft { role, message, .. }) => send(db, actor, org, id, lines, role, &message).await,
        None => super::batch(db, actor, org, id).await.map(|batch| batch.id),
    }
}
