use sqlx::AnyConnection;

use super::Known;
use crate::Result;
use crate::access::Origin;
use crate::clock::Timestamp;
use crate::id::UserId;

pub(in super::super) async fn known(conn: &mut AnyConnection, user: &UserId, origin: &Origin) -> Result<Known> {
    let devices: Vec<String> = sqlx::query_scalar(
        "select device from devices where user_id = $1 and ((device = $2 and $2 <> '') or (network = $3 and $3 <> ''))
         order by case when device = $2 then 0 else 1 end limit 1",
    )
    .bind(user.as_str())
    .bind(&origin.device)
    .bind(origin.network())
    .fetch_all(conn)
    .await?;
    Ok(match devices.first() {
        Some(device) if *device == origin.device => Known::Device,
        Some(_) => Known::Network,
        None => Known::No,
    })
}

pub(super) async fn has_any(conn: &mut AnyConnection, user: &UserId) -> Result<bool> {
    let first: Option<String> = sqlx::query_scalar("select device from devices where user_id = $1 limit 1")
        .bind(user.as_str())
        .fetch_optional(conn)
        .await?;
    Ok(first.is_some())
}

pub(super) async fn upsert(conn: &mut AnyConnection, user: &UserId, origin: &Origin, now: Timestamp) -> Result<()> {
    sqlx::query(
        "insert into devices (user_id, device, network, seen_at) values ($1, $2, $3, $4)
         on conflict (user_id, device) do update set network = excluded.network, seen_at = excluded.seen_at",
    )
    .bind(user.as_str())
    .bind(&origin.device)
    .bind(origin.network())
    .bind(now.0)
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets browsers that were last signed in with before a moment.
pub(in super::super) async fn forget(conn: &mut AnyConnection, before: Timestamp) -> Result<()> {
    sqlx::query("delete from devices where seen_at <= $1").bind(before.0).execute(conn).await?;
    Ok(())
}
