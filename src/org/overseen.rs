use sqlx::AnyConnection;

use super::{Kind, store};
use crate::clock::Timestamp;
use crate::db::Tx;
use crate::id::{OrgId, UserId};
use crate::site::Reviewer;
use crate::text::{AccountName, Named};
use crate::{Error, Result};

/// Proof that a site admin has an organization before them, whether a member or not.
#[derive(Debug)]
pub struct Overseen {
    pub id: OrgId,
    /// What it is called.
    pub named: Named,
    pub kind: Kind,
    pub founded_at: Timestamp,
    pub members: i64,
    pub seats: i64,
    /// Whether a site admin gave it these seats.
    pub by_hand: bool,
    pub(crate) primary_id: UserId,
    /// The primary owner.
    pub primary: Named,
}

impl Overseen {
    /// Returns `NotFound` where there is no organization of this name, now or before.
    pub(crate) async fn check(conn: &mut AnyConnection, reviewer: &Reviewer, name: &AccountName) -> Result<Self> {
        store::overseen(conn, reviewer, &name.key()).await?.ok_or(Error::NotFound)
    }

    /// The same for whoever is about to change something in it: holds the organization until the transaction ends, and
    /// looks once it is held.
    pub(crate) async fn hold(tx: &mut Tx, reviewer: &Reviewer, name: &AccountName) -> Result<Self> {
        let found = Self::check(tx, reviewer, name).await?;
        if tx.is_alone() {
            return Ok(found);
        }
        store::hold(tx, &found.id).await?;
        // A name that moved since then is not what is held.
        Self::check(tx, reviewer, name)
            .await
            .and_then(|org| if org.id == found.id { Ok(org) } else { Err(Error::NotFound) })
    }
}
