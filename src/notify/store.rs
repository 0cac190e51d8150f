//! Who can be told something, read where it is kept.

use sqlx::AnyConnection;

use super::Recipient;
use crate::id::{OrgId, UserId};
use crate::text::{EmailAddress, NameKey};
use crate::{Error, Result};

pub(super) async fn user(conn: &mut AnyConnection, id: &UserId) -> Result<Recipient> {
    let user = sqlx::query_as(
        "select u.id, a.name, a.display_name, u.email from users u join accounts a on a.id = u.id where u.id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?;
    user.ok_or(Error::NotFound)
}

/// The user who has an address, suspended or not.
pub(super) async fn holder(conn: &mut AnyConnection, email: &EmailAddress) -> Result<Option<Recipient>> {
    let user = sqlx::query_as(
        "select u.id, a.name, a.display_name, u.email from users u join accounts a on a.id = u.id where u.email_key = \
         $1",
    )
    .bind(email.key())
    .fetch_optional(conn)
    .await?;
    Ok(user)
}

/// The user who holds or held a name.
pub(super) async fn user_named(conn: &mut AnyConnection, key: &NameKey) -> Result<Option<UserId>> {
    let user = sqlx::query_scalar("select u.id from names n join users u on u.id = n.account_id where n.key = $1")
        .bind(key.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(user)
}

/// The Owners of an organization who can sign in.
pub(super) async fn owners(conn: &mut AnyConnection, org: &OrgId) -> Result<Vec<Recipient>> {
    let owners = sqlx::query_as(
        "select u.id, a.name, a.display_name, u.email from memberships m join users u on u.id = m.user_id
         join accounts a on a.id = u.id
         where m.org_id = $1 and m.role = 'owner' and u.suspended_at is null order by u.id",
    )
    .bind(org.as_str())
    .fetch_all(conn)
    .await?;
    Ok(owners)
}

/// The Owners who can sign in of the organization that holds or held a name.
pub(super) async fn owners_named(conn: &mut AnyConnection, key: &NameKey) -> Result<Vec<Recipient>> {
    let owners = sqlx::query_as(
        "select u.id, a.name, a.display_name, u.email from names n join memberships m on m.org_id = n.account_id
         join users u on u.id = m.user_id join accounts a on a.id = u.id
         where n.key = $1 and m.role = 'owner' and u.suspended_at is null order by u.id",
    )
    .bind(key.as_str())
    .fetch_all(conn)
    .await?;
    Ok(owners)
}

/// All site admins who can sign in.
pub(super) async fn site_admins(conn: &mut AnyConnection) -> Result<Vec<Recipient>> {
    let admins = sqlx::query_as(
        "select u.id, a.name, a.display_name, u.email from users u join accounts a on a.id = u.id
         where u.site_admin = 1 and u.suspended_at is null order by u.id",
    )
    .fetch_all(conn)
    .await?;
    Ok(admins)
}
