use sqlx::AnyConnection;

use super::store::{self, StoredInvitation};
use super::{Invitation, Seen};
use crate::access::Actor;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::id::InvitationId;
use crate::token::Secret;
use crate::{Error, Result, account};

/// How somebody comes to an invitation.
#[derive(Clone, Debug)]
pub enum Key {
    /// By a link that was mailed; whoever has it reads that mail.
    Link(Secret),
    /// By a banner or a list: it is for the signed-in user.
    Own(InvitationId),
}

/// What stands at an invitation's page. Public on purpose: a link is the proof. Looking changes nothing.
pub async fn look(db: &Db, actor: Option<&Actor>, key: &Key) -> Result<Seen> {
    let mut conn = db.read().await?;
    let found = find(&mut conn, actor, key).await?;
    if let Some(actor) = actor
        && is_for_another(&mut conn, &found, actor).await?
    {
        return Ok(Seen::ForSomebodyElse);
    }
    let member = match actor {
        Some(actor) => store::is_member(&mut conn, &found.org_id, &actor.user).await?,
        None => false,
    };
    let has_account = match (&found.email, actor) {
        (Some(address), None) => account::holder_of(&mut conn, address).await?.is_some(),
        _ => true,
    };
    let (state, is_current, is_over) = (found.state, found.is_current(key), found.expires_at <= Timestamp::now());
    let invitation = invitation(&mut conn, found).await?;
    Ok(match state {
        store::State::Accepted => Seen::Accepted(invitation),
        store::State::Declined => Seen::Declined(invitation),
        store::State::Revoked => Seen::Revoked(invitation),
        store::State::Pending if !is_current => Seen::Replaced(invitation),
        store::State::Pending if is_over => Seen::Expired(invitation),
        store::State::Pending if member => Seen::Member(invitation),
        store::State::Pending if actor.is_none() => Seen::SignIn { invitation, has_account },
        store::State::Pending => Seen::Yours(invitation),
    })
}

/// The invitation that a key opens. One's own by its id only if it is one's own.
pub(super) async fn find(conn: &mut AnyConnection, actor: Option<&Actor>, key: &Key) -> Result<StoredInvitation> {
    match key {
        Key::Link(secret) => store::by_link(conn, &secret.hash()).await?.ok_or(Error::NotFound),
        Key::Own(id) => {
            let found = store::by_id(conn, id).await?.ok_or(Error::NotFound)?;
            let is_own = actor.is_some_and(|actor| found.is_for(actor));
            if is_own { Ok(found) } else { Err(Error::NotFound) }
        }
    }
}

/// Whether it is another user's alone: of the one who was named, or of the one who has the address it was sent to. With
/// an address that has no user it is for whoever reads its mail.
pub(super) async fn is_for_another(conn: &mut AnyConnection, found: &StoredInvitation, actor: &Actor) -> Result<bool> {
    let holder = match (&found.user_id, &found.email) {
        _ if found.is_for(actor) => return Ok(false),
        (Some(user), _) => Some(user.clone()),
        (None, Some(address)) => account::holder_of(conn, address).await?,
        (None, None) => None,
    };
    Ok(holder.is_some())
}

/// An invitation as whoever it is for sees it.
async fn invitation(conn: &mut AnyConnection, found: StoredInvitation) -> Result<Invitation> {
    let inviter_left = match &found.inviter_id {
        Some(inviter) => !store::is_member(conn, &found.org_id, inviter).await?,
        None => true,
    };
    found.into_invitation(inviter_left)
}
