use sqlx::AnyConnection;

use crate::Result;
use crate::clock::Timestamp;
use crate::id::UserId;
use crate::text::choice;

choice! {
    /// What a link did that was followed.
    Did {
        ConfirmSignUp = "confirm_sign_up", "Confirmed an address";
        ResetPassword = "reset_password", "Set a password";
        ConfirmEmail = "confirm_email", "Confirmed a new address";
        CancelEmail = "cancel_email", "Kept an address";
    }
}

/// What a link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Purpose {
    Reset,
    SetUp,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::SetUp => "set_up",
        }
    }
}

pub(in super::super) async fn insert(
    conn: &mut AnyConnection,
    purpose: Purpose,
    user: Option<&UserId>,
    token_hash: &[u8],
    expires_at: Timestamp,
) -> Result<()> {
    sqlx::query("insert into links (token_hash, purpose, user_id, expires_at) values ($1, $2, $3, $4)")
        .bind(token_hash)
        .bind(purpose.as_str())
        .bind(user.map(UserId::as_str))
        .bind(expires_at.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes a live link, once. The user it belongs to is `None` for the set-up.
pub(in super::super) async fn take(
    conn: &mut AnyConnection,
    purpose: Purpose,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<Option<UserId>>> {
    let user = sqlx::query_scalar(
        "delete from links where token_hash = $1 and purpose = $2 and expires_at > $3 returning user_id",
    )
    .bind(token_hash)
    .bind(purpose.as_str())
    .bind(now.0)
    .fetch_optional(conn)
    .await?;
    Ok(user)
}

/// Whether a link is live, whoever it belongs to.
pub(super) async fn is_live(
    conn: &mut AnyConnection,
    purpose: Purpose,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<bool> {
    let live: i64 =
        sqlx::query_scalar("select count(*) from links where token_hash = $1 and purpose = $2 and expires_at > $3")
            .bind(token_hash)
            .bind(purpose.as_str())
            .bind(now.0)
            .fetch_one(conn)
            .await?;
    Ok(live > 0)
}

/// Whose live link this is, without taking it.
pub(in super::super) async fn peek(
    conn: &mut AnyConnection,
    purpose: Purpose,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<Option<UserId>> {
    let user =
        sqlx::query_scalar("select user_id from links where token_hash = $1 and purpose = $2 and expires_at > $3")
            .bind(token_hash)
            .bind(purpose.as_str())
            .bind(now.0)
            .fetch_optional(conn)
            .await?;
    Ok(user)
}

/// Kills all links of a user.
pub(in super::super) async fn drop_for_user(conn: &mut AnyConnection, user: &UserId) -> Result<()> {
    sqlx::query("delete from links where user_id = $1").bind(user.as_str()).execute(conn).await?;
    Ok(())
}

/// Kills the set-up links.
pub(in super::super) async fn drop_set_up(conn: &mut AnyConnection) -> Result<()> {
    sqlx::query("delete from links where purpose = $1").bind(Purpose::SetUp.as_str()).execute(conn).await?;
    Ok(())
}

/// Remembers what a link did.
pub(in super::super) async fn spend(conn: &mut AnyConnection, token_hash: &[u8], did: Did) -> Result<()> {
    sqlx::query("insert into spent_links (token_hash, did, at) values ($1, $2, $3) on conflict do nothing")
        .bind(token_hash)
        .bind(did.as_str())
        .bind(Timestamp::now().0)
        .execute(conn)
        .await?;
    Ok(())
}

pub(super) async fn did(conn: &mut AnyConnection, token_hash: &[u8]) -> Result<Option<Did>> {
    let did = sqlx::query_scalar("select did from spent_links where token_hash = $1")
        .bind(token_hash)
        .fetch_optional(conn)
        .await?;
    Ok(did)
}

/// Deletes links that have run out, and what was remembered of those that were used before a moment.
pub(in super::super) async fn forget(conn: &mut AnyConnection, now: Timestamp, used_before: Timestamp) -> Result<()> {
    sqlx::query("delete from spent_links where at <= $1").bind(used_before.0).execute(&mut *conn).await?;
    sqlx::query("delete from links where expires_at <= $1").bind(now.0).execute(conn).await?;
    Ok(())
}
