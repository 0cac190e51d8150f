//! The SQL of the demo: what no use-case may do, above all moving the past.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::world::identity;
use crate::access::{Origin, Role};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::event::By;
use crate::id::{OrgId, UserId};
use crate::notify::{Record, record};
use crate::text::{AccountName, look_alike};
use crate::{Error, Result, account};

/// Columns that hold moments, by table.
const MOMENTS: &[(&str, &[&str])] = &[
    ("accounts", &["created_at"]),
    ("names", &["since"]),
    ("sessions", &["created_at", "seen_at", "confirmed_at"]),
    ("memberships", &["joined_at"]),
    ("invitations", &["invited_at", "expires_at", "ended_at"]),
    ("invitation_links", &["sent_at"]),
    ("invitation_batches", &["at"]),
    ("handovers", &["asked_at"]),
    ("applications", &["created_at", "submitted_at", "decided_at"]),
    ("application_messages", &["at", "answered_at"]),
    ("projects", &["created_at", "acted_at"]),
    ("teams", &["created_at"]),
    ("team_members", &["joined_at"]),
    ("team_rights", &["given_at"]),
    ("collaborators", &["given_at"]),
    ("project_joins", &["asked_at"]),
    ("project_offers", &["offered_at", "expires_at", "ended_at"]),
    ("events", &["at"]),
    ("notices", &["read_at"]),
    ("outbox", &["created_at", "next_at", "sent_at"]),
];

pub(super) async fn is_empty(conn: &mut AnyConnection) -> Result<bool> {
    let first: Option<String> = sqlx::query_scalar("select id from accounts limit 1").fetch_optional(conn).await?;
    Ok(first.is_none())
}

/// Makes everything so far so many milliseconds older.
pub(super) async fn age(db: &Db, milliseconds: i64) -> Result<()> {
    let mut tx = db.begin().await?;
    for (table, columns) in MOMENTS {
        let moved: Vec<_> = columns.iter().map(|column| format!("{column} = {column} - $1")).collect();
        let sql = format!("update {table} set {}", moved.join(", "));
        sqlx::query(AssertSqlSafe(sql)).bind(milliseconds).execute(&mut *tx).await?;
    }
    tx.commit().await
}

pub(super) async fn insert_people(
    db: &Db,
    people: impl Iterator<Item = (&str, &str, bool)>,
    password_hash: &str,
) -> Result<()> {
    let mut tx = db.begin().await?;
    let origin = Origin::new("", "");
    for (name, display_name, site_admin) in people {
        let (name, display_name, email) = identity(name, display_name)?;
        let id = UserId::new();
        account::insert_demo_user(&mut tx, &id, (&name, &display_name, &email), password_hash, site_admin).await?;
        crate::name::claim(&mut tx, &name, id.as_str(), crate::name::Claim::Plain).await?;
        record(&mut tx, Record::new(By::User(&id, &origin), account::Change::SignedUp)).await?;
    }
    tx.commit().await
}

pub(super) async fn describe(db: &Db, org: &str, description: &str, link: &str) -> Result<()> {
    let mut tx = db.begin().await?;
    sqlx::query("update accounts set description = $2, link = $3 where name_key = $1")
        .bind(org)
        .bind(description)
        .bind(link)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

pub(super) async fn account_id(db: &Db, name_key: &str) -> Result<String> {
    let mut conn = db.read().await?;
    Ok(sqlx::query_scalar("select id from accounts where name_key = $1").bind(name_key).fetch_one(&mut *conn).await?)
}

/// An organization of ada's with so many of the crowd as members.
pub(super) async fn assemble(db: &Db, name: &str, display_name: &str, most: i64) -> Result<()> {
    let mut tx = db.begin().await?;
    let ada: UserId = sqlx::query_scalar("select id from accounts where name_key = 'ada'").fetch_one(&mut *tx).await?;
    let (org, (name, display_name, _)) = (OrgId::new(), identity(name, display_name)?);
    let description = crate::text::Description::parse("").map_err(|problem| Error::field("description", problem))?;
    let profile = account::Profile { display_name, description, link: None };
    account::insert_org_account(&mut tx, &org, &name, &profile).await?;
    crate::name::claim(&mut tx, &name, org.as_str(), crate::name::Claim::Plain).await?;
    sqlx::query(
        "insert into orgs (id, kind, primary_owner_id, seats, members, owners) values ($1, 'community', $2, $3, 1, 1)",
    )
    .bind(org.as_str())
    .bind(ada.as_str())
    .bind(2 * i64::from(super::MOST))
    .execute(&mut *tx)
    .await?;
    crate::member::insert(&mut tx, &org, &ada, Role::Owner).await?;
    let joined = sqlx::query(
        "insert into memberships (org_id, user_id, role, joined_at, name_key, display_key)
         select $1, u.id, 'member', a.created_at, a.name_key, a.sort_key
         from users u join accounts a on a.id = u.id
         where a.name_key like '%-%-%' order by a.id limit $2",
    )
    .bind(org.as_str())
    .bind(most)
    .execute(&mut *tx)
    .await?;
    let count = i64::try_from(joined.rows_affected()).unwrap_or(0);
    crate::org::count(&mut tx, &org, count, [0, 0, 0]).await?;
    tx.commit().await
}

/// Sends the mails of the past, but for one that keeps failing and the latest that wait.
pub(super) async fn settle_mails(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    let hour_ago = Timestamp::now().plus(-crate::clock::HOUR).0;
    sqlx::query(
        "update outbox set state = 'sent', attempts = 1, sent_at = created_at + 900, secret = null
         where created_at < $1",
    )
    .bind(hour_ago)
    .execute(&mut *tx)
    .await?;
    sqlx::query(
        "update outbox set state = 'failed', attempts = 8, sent_at = null,
           error = '550 5.1.1 <peter@example.com>: Recipient address rejected: User unknown'
         where id = (select max(id) from outbox where to_address = 'peter@example.com')",
    )
    .execute(&mut *tx)
    .await?;
    tx.commit().await
}

/// A value of a row that is inserted among many.
#[derive(Clone, Debug)]
pub(super) enum Cell {
    Text(String),
    Number(i64),
    Null,
}

/// Inserts many rows at once. `columns` is "table (a, b, c)".
pub(super) async fn insert_many(conn: &mut AnyConnection, columns: &str, rows: &[Vec<Cell>]) -> Result<()> {
    for chunk in rows.chunks(400) {
        let mut number = 0;
        let mut next = || {
            number += 1;
            format!("${number}")
        };
        let row = |cells: &Vec<Cell>, next: &mut dyn FnMut() -> String| {
            let marks: Vec<_> = cells.iter().map(|_| next()).collect();
            format!("({})", marks.join(", "))
        };
        let marks: Vec<_> = chunk.iter().map(|cells| row(cells, &mut next)).collect();
        let mut query = sqlx::query(AssertSqlSafe(format!("insert into {columns} values {}", marks.join(", "))));
        for cell in chunk.iter().flatten() {
            query = match cell {
                Cell::Text(text) => query.bind(text),
                Cell::Number(number) => query.bind(number),
                Cell::Null => query.bind(Option::<String>::None),
            };
        }
        query.persistent(false).execute(&mut *conn).await?;
    }
    Ok(())
}

/// The row of a name held by an account.
pub(super) fn name_row(name: &AccountName, account: &str, since: i64) -> Vec<Cell> {
    let key = name.key();
    let stem = key.as_str().chars().take(5).collect();
    vec![
        Cell::Text(key.as_str().to_owned()),
        Cell::Text(look_alike(&key)),
        Cell::Text(stem),
        Cell::Text(account.to_owned()),
        Cell::Number(since),
    ]
}

/// One password hash for the whole crowd: that of ada.
pub(super) async fn shared_hash(conn: &mut AnyConnection) -> Result<String> {
    let hash: Option<String> = sqlx::query_scalar(
        "select u.password_hash from users u join accounts a on a.id = u.id where a.name_key = 'ada'",
    )
    .fetch_optional(conn)
    .await?;
    hash.ok_or(Error::NotFound)
}

/// Lets the database learn how large its tables have become.
pub(super) async fn analyze(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    sqlx::query("analyze").execute(&mut *tx).await?;
    tx.commit().await
}
