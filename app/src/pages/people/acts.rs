//! What forms of pages call that the server describes.

use guildhall::address as to;
use leptos::prelude::*;

use crate::done::Done;
use crate::error::Fault;
use crate::server::{actor, db, go_done, name};

/// Ends everything that somebody who is no member was given in the projects of an organization.
#[server]
pub async fn end_all_rights(#[server(default)] org: String, #[server(default)] user: String) -> Result<(), Fault> {
    let (db, actor, org, user) = (db(), actor()?, name(&org)?, name(&user)?);
    guildhall::project::end_all(&db, &actor, &org, &user).await?;
    go_done(&to::collaborators(&org), Done::AllRightsEnded);
    Ok(())
}
