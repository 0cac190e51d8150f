//! The SQL of users. Functions that need no handle run for somebody who is not signed in, or for the signed-in user
//! alone.

use sqlx::AnyConnection;

use super::{Profile, Public, Theme};
use crate::clock::Timestamp;
use crate::id::{OrgId, UserId};
use crate::text::{AccountName, Description, DisplayName, EmailAddress, Link, NameKey, Named};
use crate::{Error, Result, db};

/// A user as signing in and recovery need it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct User {
    pub id: UserId,
    pub name: AccountName,
    pub email: EmailAddress,
    pub password_hash: String,
}

pub(super) async fn user_by_login(conn: &mut AnyConnection, name_key: &str, email_key: &str) -> Result<Option<User>> {
    let user = sqlx::query_as(
        "select u.id, a.name, u.email, u.password_hash
         from users u join accounts a on a.id = u.id
         where u.suspended_at is null and u.id in (select n.id from accounts n where n.name_key = $1
                                                   union all select e.id from users e where e.email_key = $2)
         order by case when a.name_key = $1 then 0 else 1 end limit 1",
    )
    .bind(name_key)
    .bind(email_key)
    .fetch_optional(conn)
    .await?;
    Ok(user)
}

/// Nobody while suspended.
pub(super) async fn user_by_email(conn: &mut AnyConnection, email: &EmailAddress) -> Result<Option<User>> {
    user_by_login(conn, "", &email.key()).await
}

pub(super) async fn user(conn: &mut AnyConnection, id: &UserId) -> Result<User> {
    let user = sqlx::query_as(
        "select u.id, a.name, u.email, u.password_hash
         from users u join accounts a on a.id = u.id where u.id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?;
    user.ok_or(Error::NotFound)
}

pub(super) async fn insert_user_account(
    conn: &mut AnyConnection,
    id: &UserId,
    name: &AccountName,
    display_name: &DisplayName,
) -> Result<()> {
    let description = Description::parse("").map_err(|problem| Error::field("description", problem))?;
    let profile = Profile { display_name: display_name.clone(), description, link: None };
    insert_account(conn, id.as_str(), "user", name, &profile).await
}

/// The account of a new organization. Its name is claimed apart.
pub(crate) async fn insert_org_account(
    conn: &mut AnyConnection,
    id: &OrgId,
    name: &AccountName,
    profile: &Profile,
) -> Result<()> {
    insert_account(conn, id.as_str(), "org", name, profile).await
}

async fn insert_account(
    conn: &mut AnyConnection,
    id: &str,
    kind: &str,
    name: &AccountName,
    profile: &Profile,
) -> Result<()> {
    let done = sqlx::query(
        "insert into accounts (id, kind, name, name_key, display_name, description, link, created_at, sort_key)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(id)
    .bind(kind)
    .bind(name.as_str())
    .bind(name.key().as_str())
    .bind(profile.display_name.as_str())
    .bind(profile.description.as_str())
    .bind(profile.link.as_ref().map(Link::as_str))
    .bind(Timestamp::now().0)
    .bind(profile.display_name.sort_key())
    .execute(conn)
    .await;
    db::unless_taken(done, Error::field("name", crate::Problem::NameTaken))?;
    Ok(())
}

/// A user's first row, besides the account's.
pub(super) struct NewUser<'a> {
    pub id: &'a UserId,
    pub email: &'a EmailAddress,
    pub password_hash: &'a str,
    pub site_admin: bool,
}

/// Returns `Stale(Link)` when the address got a user in the meantime.
pub(super) async fn insert_user(conn: &mut AnyConnection, user: &NewUser<'_>) -> Result<()> {
    let done =
        sqlx::query("insert into users (id, email, email_key, password_hash, site_admin) values ($1, $2, $3, $4, $5)")
            .bind(user.id.as_str())
            .bind(user.email.as_str())
            .bind(user.email.key())
            .bind(user.password_hash)
            .bind(i64::from(user.site_admin))
            .execute(conn)
            .await;
    db::unless_taken(done, Error::Stale(crate::error::Stale::Link))?;
    Ok(())
}

/// A user of the demo, without a sign-up.
pub(crate) async fn insert_demo_user(
    conn: &mut AnyConnection,
    id: &UserId,
    (name, display_name, email): (&AccountName, &DisplayName, &EmailAddress),
    password_hash: &str,
    site_admin: bool,
) -> Result<()> {
    insert_user_account(conn, id, name, display_name).await?;
    insert_user(conn, &NewUser { id, email, password_hash, site_admin }).await
}

pub(super) async fn set_password(conn: &mut AnyConnection, id: &UserId, hash: &str) -> Result<()> {
    sqlx::query("update users set password_hash = $2 where id = $1").bind(id.as_str()).bind(hash).execute(conn).await?;
    Ok(())
}

/// Whether a user has this password still and is not suspended, until the transaction ends; takes another hash of it,
/// if there is one.
pub(super) async fn still_has(conn: &mut AnyConnection, user: &User, renewed: Option<&str>) -> Result<bool> {
    let done = sqlx::query(
        "update users set password_hash = $3 where id = $1 and password_hash = $2 and suspended_at is null",
    )
    .bind(user.id.as_str())
    .bind(&user.password_hash)
    .bind(renewed.unwrap_or(&user.password_hash))
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Returns `false` when another user has the address.
pub(super) async fn set_email(conn: &mut AnyConnection, id: &UserId, email: &EmailAddress) -> Result<bool> {
    let done = sqlx::query(
        "update users set email = $2, email_key = $3
         where id = $1 and not exists (select 1 from users where email_key = $3 and id <> $1)",
    )
    .bind(id.as_str())
    .bind(email.as_str())
    .bind(email.key())
    .execute(conn)
    .await;
    Ok(db::unless_taken(done, Error::Stale(crate::error::Stale::Link))?.rows_affected() == 1)
}

pub(super) async fn theme(conn: &mut AnyConnection, id: &UserId) -> Result<Theme> {
    Ok(sqlx::query_scalar("select theme from users where id = $1").bind(id.as_str()).fetch_one(conn).await?)
}

pub(super) async fn set_theme(conn: &mut AnyConnection, id: &UserId, theme: Theme) -> Result<()> {
    sqlx::query("update users set theme = $2 where id = $1")
        .bind(id.as_str())
        .bind(theme.as_str())
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn profile(conn: &mut AnyConnection, id: &UserId) -> Result<Profile> {
    let profile = sqlx::query_as("select display_name, description, link from accounts where id = $1")
        .bind(id.as_str())
        .fetch_optional(conn)
        .await?;
    profile.ok_or(Error::NotFound)
}

pub(super) async fn set_profile(conn: &mut AnyConnection, id: &UserId, profile: &Profile) -> Result<()> {
    sqlx::query("update accounts set display_name = $2, description = $3, link = $4, sort_key = $5 where id = $1")
        .bind(id.as_str())
        .bind(profile.display_name.as_str())
        .bind(profile.description.as_str())
        .bind(profile.link.as_ref().map(Link::as_str))
        .bind(profile.display_name.sort_key())
        .execute(&mut *conn)
        .await?;
    sort_memberships(conn, id.as_str(), &profile.display_name).await
}

/// Lists of members sort by it.
async fn sort_memberships(conn: &mut AnyConnection, user: &str, display_name: &DisplayName) -> Result<()> {
    sqlx::query("update memberships set display_key = $2 where user_id = $1")
        .bind(user)
        .bind(display_name.sort_key())
        .execute(conn)
        .await?;
    Ok(())
}

/// Fills in the sort keys of some accounts that have none. Returns whether there may be more.
pub(super) async fn fold_some(conn: &mut AnyConnection, most: i64) -> Result<bool> {
    let unfolded: Vec<(String, DisplayName)> =
        sqlx::query_as("select id, display_name from accounts where sort_key is null order by id limit $1")
            .bind(most)
            .fetch_all(&mut *conn)
            .await?;
    for (id, display_name) in &unfolded {
        sqlx::query("update accounts set sort_key = $2 where id = $1")
            .bind(id)
            .bind(display_name.sort_key())
            .execute(&mut *conn)
            .await?;
        sort_memberships(conn, id, display_name).await?;
    }
    Ok(i64::try_from(unfolded.len()).is_ok_and(|found| found == most))
}

/// The account that holds a name now or held it before. Public on purpose.
pub(super) async fn public(conn: &mut AnyConnection, key: &NameKey) -> Result<Option<Public>> {
    let page = sqlx::query_as(
        "select a.name, case when a.kind = 'org' then 1 else 0 end as is_org, a.display_name, a.description, a.link,
                a.created_at as since
         from names n join accounts a on a.id = n.account_id where n.key = $1",
    )
    .bind(key.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(page)
}

/// Holds a user until the transaction ends, so that what counts per user counts one after the other.
pub(crate) async fn lock(conn: &mut AnyConnection, id: &UserId) -> Result<()> {
    sqlx::query("update users set theme = theme where id = $1").bind(id.as_str()).execute(conn).await?;
    Ok(())
}

/// The user who holds or held a name.
pub(crate) async fn user_named(conn: &mut AnyConnection, key: &NameKey) -> Result<Option<(UserId, Named)>> {
    holder(conn, key, false).await
}

/// The same, suspended or not.
pub(crate) async fn anybody_named(conn: &mut AnyConnection, key: &NameKey) -> Result<Option<(UserId, Named)>> {
    holder(conn, key, true).await
}

async fn holder(conn: &mut AnyConnection, key: &NameKey, suspended: bool) -> Result<Option<(UserId, Named)>> {
    let row: Option<(UserId, AccountName, DisplayName)> = sqlx::query_as(
        "select u.id, a.name, a.display_name from names n join users u on u.id = n.account_id
         join accounts a on a.id = u.id where n.key = $1 and (u.suspended_at is null or $2 = 1)",
    )
    .bind(key.as_str())
    .bind(i64::from(suspended))
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|(id, name, display_name)| (id, Named { name, display_name })))
}

/// The user who has an address, suspended or not: it is taken.
pub(crate) async fn holder_of(conn: &mut AnyConnection, email: &EmailAddress) -> Result<Option<UserId>> {
    let id =
        sqlx::query_scalar("select id from users where email_key = $1").bind(email.key()).fetch_optional(conn).await?;
    Ok(id)
}

/// The name of the user who has an address, suspended or not.
pub(super) async fn holder_name(conn: &mut AnyConnection, email: &EmailAddress) -> Result<Option<AccountName>> {
    let name = sqlx::query_scalar("select a.name from users u join accounts a on a.id = u.id where u.email_key = $1")
        .bind(email.key())
        .fetch_optional(conn)
        .await?;
    Ok(name)
}
