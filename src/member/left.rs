use super::store;
use crate::access::Role;
use crate::db::Tx;
use crate::error::Rule;
use crate::id::OrgId;
use crate::{Error, Result};

/// Refuses what has just taken the last Owner who can sign in from an organization. Asked in the same transaction,
/// while the organization is held, with the role that somebody had.
pub(super) async fn require_owner(tx: &mut Tx, org: &OrgId, lost: Role) -> Result<()> {
    if lost != Role::Owner || store::has_owner_who_signs_in(tx, org).await? {
        return Ok(());
    }
    Err(Error::Refused(Rule::OwnersSuspended))
}
