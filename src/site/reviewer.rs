use sqlx::AnyConnection;

use super::store;
use crate::access::Actor;
use crate::id::UserId;
use crate::{Error, Result};

/// Proof that the caller is a site admin.
#[derive(Debug)]
pub struct Reviewer {
    pub user: UserId,
}

impl Reviewer {
    /// `NotFound` for everybody else: for them the site administration does not exist.
    pub async fn check(conn: &mut AnyConnection, actor: &Actor) -> Result<Self> {
        let admin = store::is_admin(conn, &actor.user).await?;
        if admin { Ok(Self { user: actor.user.clone() }) } else { Err(Error::NotFound) }
    }

    /// The same for what concerns the whole site: the password must have been given lately.
    pub async fn confirm(conn: &mut AnyConnection, actor: &Actor) -> Result<Self> {
        let reviewer = Self::check(conn, actor).await?;
        if actor.is_confirmed(0) { Ok(reviewer) } else { Err(Error::password_again()) }
    }
}
