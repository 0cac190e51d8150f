use sqlx::{AnyConnection, AssertSqlSafe};

use super::super::{Session, Viewer};
use crate::access::{Actor, Origin, Via};
use crate::clock::Timestamp;
use crate::id::{SessionId, UserId};
use crate::text::{AccountName, DisplayName, EmailAddress};
use crate::{Error, Result};

#[derive(sqlx::FromRow)]
pub(super) struct ActorRow {
    session: SessionId,
    user: UserId,
    name: AccountName,
    display_name: DisplayName,
    email: EmailAddress,
    confirmed_at: Timestamp,
    pub seen_at: Timestamp,
}

impl ActorRow {
    pub fn into_actor(self, origin: Origin) -> Actor {
        let via = Via::Session { id: self.session, confirmed_at: self.confirmed_at };
        Actor { user: self.user, name: self.name, display_name: self.display_name, email: self.email, via, origin }
    }
}

/// A session is alive when it began and was seen after these moments.
type Alive = (Timestamp, Timestamp);

/// The columns of an `ActorRow`.
const ACTOR: &str = r#"s.id as session, u.id as "user", a.name, a.display_name, u.email, s.confirmed_at, s.seen_at"#;
/// The columns of a `Viewer` besides the names; `$1` is now.
const VIEWER: &str = "u.site_admin, u.theme,
    (select count(*) from notices n where n.user_id = u.id and n.read_at is null) as unread,
    (select count(*) from invitations i where i.user_id = u.id and i.state = 'pending' and i.expires_at > $1)
    + (select count(*) from invitations i
       where i.email_key = u.email_key and i.state = 'pending' and i.expires_at > $1)
    + (select count(*) from handovers h where h.to_id = u.id)
    + (select count(*) from project_offers f where f.to_id = u.id and f.state = 'pending' and f.expires_at > $1)
    + (select count(*) from project_offers f
       where f.email_key = u.email_key and f.state = 'pending' and f.expires_at > $1) as waiting";
/// Whose session it is; `$2` is the hash of the cookie.
const OF_COOKIE: &str = "from sessions s join users u on u.id = s.user_id join accounts a on a.id = u.id
    where s.token_hash = $2 and s.created_at > $3 and s.seen_at > $4 and u.suspended_at is null";

pub(super) async fn actor(
    conn: &mut AnyConnection,
    token_hash: &[u8],
    (began, seen): Alive,
) -> Result<Option<ActorRow>> {
    // `$1` belongs to the columns that are not asked for here; PostgreSQL wants each parameter used.
    let row = sqlx::query_as(AssertSqlSafe(format!("select {ACTOR} {OF_COOKIE} and $1 = 0")))
        .bind(0_i64)
        .bind(token_hash)
        .bind(began.0)
        .bind(seen.0)
        .fetch_optional(conn)
        .await?;
    Ok(row)
}

pub(super) async fn actor_and_viewer(
    conn: &mut AnyConnection,
    token_hash: &[u8],
    (began, seen): Alive,
) -> Result<Option<(ActorRow, Viewer)>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        actor: ActorRow,
        #[sqlx(flatten)]
        viewer: Viewer,
    }
    let row: Option<Row> = sqlx::query_as(AssertSqlSafe(format!("select {ACTOR}, {VIEWER} {OF_COOKIE}")))
        .bind(Timestamp::now().0)
        .bind(token_hash)
        .bind(began.0)
        .bind(seen.0)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(|row| (row.actor, row.viewer)))
}

pub(super) async fn viewer(conn: &mut AnyConnection, user: &UserId) -> Result<Viewer> {
    let viewer = sqlx::query_as(AssertSqlSafe(format!(
        "select a.name, a.display_name, {VIEWER} from users u join accounts a on a.id = u.id where u.id = $2"
    )))
    .bind(Timestamp::now().0)
    .bind(user.as_str())
    .fetch_optional(conn)
    .await?;
    viewer.ok_or(Error::NotFound)
}

pub(super) async fn insert(
    conn: &mut AnyConnection,
    id: &SessionId,
    user: &UserId,
    token_hash: &[u8],
    origin: &Origin,
    now: Timestamp,
) -> Result<()> {
    sqlx::query(
        "insert into sessions (id, user_id, token_hash, created_at, seen_at, confirmed_at, address, client)
         values ($1, $2, $3, $4, $4, $4, $5, $6)",
    )
    .bind(id.as_str())
    .bind(user.as_str())
    .bind(token_hash)
    .bind(now.0)
    .bind(&origin.address)
    .bind(&origin.client)
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn touch(conn: &mut AnyConnection, id: &SessionId, now: Timestamp, origin: &Origin) -> Result<()> {
    sqlx::query("update sessions set seen_at = $2, address = $3, client = $4 where id = $1")
        .bind(id.as_str())
        .bind(now.0)
        .bind(&origin.address)
        .bind(&origin.client)
        .execute(conn)
        .await?;
    Ok(())
}

/// The password was given in this session. Returns `SignInNeeded` when it has ended meanwhile; one that has not stays
/// until the transaction ends.
pub(in super::super) async fn confirm(conn: &mut AnyConnection, id: &SessionId, now: Timestamp) -> Result<()> {
    let done = sqlx::query("update sessions set confirmed_at = $2 where id = $1")
        .bind(id.as_str())
        .bind(now.0)
        .execute(conn)
        .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::SignInNeeded) }
}

pub(super) async fn list(conn: &mut AnyConnection, user: &UserId, (began, seen): Alive) -> Result<Vec<Session>> {
    let sessions = sqlx::query_as(
        "select id, created_at, seen_at, address, client from sessions
         where user_id = $1 and created_at > $2 and seen_at > $3 order by seen_at desc, id desc limit 100",
    )
    .bind(user.as_str())
    .bind(began.0)
    .bind(seen.0)
    .fetch_all(conn)
    .await?;
    Ok(sessions)
}

pub(super) async fn end(conn: &mut AnyConnection, user: &UserId, id: &SessionId) -> Result<bool> {
    let done = sqlx::query("delete from sessions where id = $1 and user_id = $2")
        .bind(id.as_str())
        .bind(user.as_str())
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends all sessions of a user, but for one to be kept. Returns how many.
pub(crate) async fn end_all(conn: &mut AnyConnection, user: &UserId, keep: Option<&SessionId>) -> Result<u32> {
    let done = sqlx::query("delete from sessions where user_id = $1 and id <> $2")
        .bind(user.as_str())
        .bind(keep.map_or("", SessionId::as_str))
        .execute(conn)
        .await?;
    Ok(u32::try_from(done.rows_affected()).unwrap_or(u32::MAX))
}

/// Deletes sessions that have ended by themselves.
pub(in super::super) async fn forget(conn: &mut AnyConnection, (began, seen): Alive) -> Result<()> {
    sqlx::query("delete from sessions where created_at <= $1 or seen_at <= $2")
        .bind(began.0)
        .bind(seen.0)
        .execute(conn)
        .await?;
    Ok(())
}
