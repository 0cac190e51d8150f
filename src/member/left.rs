use super::store;
use crate::access::Role;
use crate::db::Tx;
use crate::error::Rule;
use crate::id::{OrgId, UserId};
use crate::text::Named;
use crate::{Error, Result, org};

/// Refuses what has just taken the last Owner who can sign in from an organization. Asked in the same transaction,
/// while the organization is held, with the role that somebody had.
pub(super) async fn require_owner(tx: &mut Tx, org: &OrgId, lost: Role) -> Result<()> {
    if lost != Role::Owner || store::has_owner_who_signs_in(tx, org).await? {
        return Ok(());
    }
    Err(Error::Refused(Rule::OwnersSuspended))
}

/// Organizations from which the suspension of this user, in the same transaction, takes the last Owner who can sign in.
/// They are held until it ends, so that the other Owners stay meanwhile.
pub(crate) async fn forsaken_by(tx: &mut Tx, user: &UserId) -> Result<Vec<Named>> {
    for owned in store::owned(tx, user).await? {
        org::hold(tx, &owned).await?;
    }
    store::forsaken(tx, user).await
}
