//! Invitations whose mail was given up: their Owners see it, and whoever invited is told.

mod store;

use super::{Change, Invitee};
use crate::Result;
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::event::By;
use crate::notify::{Record, record};
use crate::text::beginning;

/// Notes that the mail of a change was given up, and what the mail server said. `at` is when the change was made: the
/// mail of an older link says nothing about the one that works.
pub(crate) async fn undelivered(tx: &mut Tx, change: &Change, at: Timestamp, said: &str) -> Result<()> {
    let Change::Invited { invitation, to, .. } = change else { return Ok(()) };
    // Of a user nobody learns the address, which the mail server may have named.
    let said = match to {
        Invitee::Address(_) => said,
        Invitee::User(_) => "",
    };
    if !store::mark(tx, invitation, said, at).await? {
        return Ok(());
    }
    let Some(found) = super::store::by_id(tx, invitation).await? else { return Ok(()) };
    let change = Change::InvitationUndelivered { org: found.org(), to: found.to()?, said: beginning(said, 160) };
    let told = Record::new(By::Operator, change).org(&found.org_id).user(found.inviter_id.as_ref());
    record(tx, told).await?;
    Ok(())
}
