//! Browsers in which a person has signed in before: what is tried from them keeps nobody else waiting, and nobody else
//! them.

use sqlx::AnyConnection;

use crate::Result;
use crate::access::Origin;
use crate::clock::{DAY, Timestamp};
use crate::id::UserId;

mod store;

pub(super) use store::{forget, known};

/// A browser that nobody signed in with for so long is new again, in milliseconds.
pub(super) const MEMORY: i64 = 400 * DAY;

/// How well a user knows where a request comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    Device,
    Network,
    No,
}

/// Remembers where a user signed in. Returns whether it is a browser they had not used, while they had used others.
pub(super) async fn remember(conn: &mut AnyConnection, user: &UserId, origin: &Origin) -> Result<bool> {
    if origin.device.is_empty() {
        return Ok(false);
    }
    let is_new = known(conn, user, origin).await? != Known::Device && store::has_any(conn, user).await?;
    store::upsert(conn, user, origin, Timestamp::now()).await?;
    Ok(is_new)
}
