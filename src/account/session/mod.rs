//! Browsers that are signed in: listed, and ended one by one.

use sqlx::AnyConnection;
use tokio::sync::Semaphore;

use super::{Change, SESSION_IDLE, SESSION_LIFE, Session, Viewer};
use crate::access::{Actor, Origin};
use crate::clock::{MINUTE, Timestamp};
use crate::db::Db;
use crate::event::By;
use crate::id::{SessionId, UserId};
use crate::notify::{Record, record};
use crate::token::Secret;
use crate::{Error, Result};

mod store;

pub(crate) use store::end_all;
pub(super) use store::{confirm, forget};

/// "Last seen" is written at most so often, in milliseconds, so that reading pages does not write.
const SEEN_EVERY: i64 = 5 * MINUTE;

/// Whoever holds this cookie, if the session has not ended. Public on purpose: it is what makes an actor.
pub async fn session(db: &Db, secret: &Secret, origin: &Origin) -> Result<Option<Actor>> {
    let now = Timestamp::now();
    let found = store::actor(&mut *db.read().await?, &secret.hash(), alive(now)).await?;
    Ok(found.map(|row| act(db, row, origin, now)))
}

/// The same, with what a page shows of whoever it is.
pub async fn session_and_viewer(db: &Db, secret: &Secret, origin: &Origin) -> Result<Option<(Actor, Viewer)>> {
    let now = Timestamp::now();
    let found = store::actor_and_viewer(&mut *db.read().await?, &secret.hash(), alive(now)).await?;
    Ok(found.map(|(row, viewer)| (act(db, row, origin, now), viewer)))
}

/// What every page shows the caller.
pub async fn viewer(db: &Db, actor: &Actor) -> Result<Viewer> {
    store::viewer(&mut *db.read().await?, &actor.user).await
}

/// A session is alive when it began and was seen after these moments.
fn alive(now: Timestamp) -> (Timestamp, Timestamp) {
    (now.plus(-SESSION_LIFE), now.plus(-SESSION_IDLE))
}

fn act(db: &Db, row: store::ActorRow, origin: &Origin, now: Timestamp) -> Actor {
    let was_seen_at = row.seen_at;
    let actor = row.into_actor(origin.clone());
    if was_seen_at < now.plus(-SEEN_EVERY) {
        touch_beside(db, &actor);
    }
    actor
}

/// Writes when and where a session was last seen, beside the request: whoever reads does not wait for whoever writes.
/// What finds too many waiting is left to a later request.
fn touch_beside(db: &Db, actor: &Actor) {
    static WAITING: Semaphore = Semaphore::const_new(2);
    let Ok(place) = WAITING.try_acquire() else { return };
    let (db, session, origin) = (db.clone(), actor.session().clone(), actor.origin.clone());
    tokio::spawn(async move {
        let _held = place;
        let touch = async {
            let mut tx = db.begin().await?;
            store::touch(&mut tx, &session, Timestamp::now(), &origin).await?;
            tx.commit().await
        };
        if touch.await.is_err() {
            tracing::warn!("when a session was last seen could not be written; the next request tries again");
        }
    });
}

/// Begins a session for a user who has just proved to be one.
pub(crate) async fn begin(conn: &mut AnyConnection, user: &UserId, origin: &Origin) -> Result<Secret> {
    let secret = Secret::new();
    store::insert(conn, &SessionId::new(), user, &secret.hash(), origin, Timestamp::now()).await?;
    Ok(secret)
}

/// The caller's sessions, the latest first.
pub async fn sessions(db: &Db, actor: &Actor) -> Result<Vec<Session>> {
    let mut sessions = store::list(&mut *db.read().await?, &actor.user, alive(Timestamp::now())).await?;
    for session in &mut sessions {
        session.current = session.id == *actor.session();
    }
    Ok(sessions)
}

/// Ends the session that asks.
pub async fn sign_out(db: &Db, actor: &Actor) -> Result<()> {
    let mut tx = db.begin().await?;
    store::end(&mut tx, &actor.user, actor.session()).await?;
    record(&mut tx, Record::new(By::Actor(actor), Change::SignedOut)).await?;
    tx.commit().await
}

/// Ends one of the caller's sessions. Another person's is not found.
pub async fn end_session(db: &Db, actor: &Actor, session: &SessionId) -> Result<()> {
    let mut tx = db.begin().await?;
    if !store::end(&mut tx, &actor.user, session).await? {
        return Err(Error::NotFound);
    }
    record(&mut tx, Record::new(By::Actor(actor), Change::SessionEnded { count: 1 })).await?;
    tx.commit().await
}

/// Ends all of the caller's sessions but the one that asks.
pub async fn end_other_sessions(db: &Db, actor: &Actor) -> Result<()> {
    let mut tx = db.begin().await?;
    let count = store::end_all(&mut tx, &actor.user, Some(actor.session())).await?;
    if count > 0 {
        record(&mut tx, Record::new(By::Actor(actor), Change::SessionEnded { count })).await?;
    }
    tx.commit().await
}
