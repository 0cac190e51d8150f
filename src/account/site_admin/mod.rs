//! Which users administer the site, and which are suspended. Who may change that is decided by the room `admin`.

use super::throttle;
use crate::Result;
use crate::db::Tx;

mod store;

pub(super) use store::has_no_site_admin;
pub(crate) use store::{Row, all, is_there_one, set_site_admin, set_suspended};

/// Until the transaction ends nobody else changes who is a site admin: of two who demote each other one stays.
pub(crate) async fn hold(tx: &mut Tx) -> Result<()> {
    throttle::hold(tx, "site admins").await
}
