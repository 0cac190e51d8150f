//! What stories read and move in the database that no use-case shows or does.

use sqlx::AnyConnection;

use crate::access::{Actor, Role};
use crate::clock::{DAY, HOUR};
use crate::db::{Db, Tx};
use crate::id::{EventId, InvitationId};
use crate::log::Change;
use crate::notice;
use crate::text::AccountName;

use super::name;

/// What must never be found in an organization, each with the SQL that counts it.
const BROKEN: &[(&str, &str)] = &[
    (
        "a primary owner who is no Owner",
        "select count(*) from orgs o where o.id = $1 and not exists
           (select 1 from memberships m where m.org_id = o.id and m.user_id = o.primary_owner_id and m.role = 'owner')",
    ),
    (
        "counts that differ from the memberships",
        "select count(*) from orgs o where o.id = $1 and (
           o.members <> (select count(*) from memberships m where m.org_id = o.id)
           or o.owners <> (select count(*) from memberships m where m.org_id = o.id and m.role = 'owner')
           or o.managers <> (select count(*) from memberships m where m.org_id = o.id and m.role = 'manager')
           or o.billing_managers <> (select count(*) from memberships m where m.org_id = o.id and m.role = 'billing'))",
    ),
    (
        "a member with two roles",
        "select count(*) from (select user_id from memberships where org_id = $1 group by user_id having count(*) > \
         1) d",
    ),
    (
        "an offer to whoever cannot become primary owner",
        "select count(*) from handovers h join orgs o on o.id = h.org_id where o.id = $1 and (
           h.to_id = o.primary_owner_id or not exists
             (select 1 from memberships m where m.org_id = o.id and m.user_id = h.to_id and m.role = 'owner'))",
    ),
    (
        "a member who is still invited",
        "select count(*) from invitations i join memberships m on m.org_id = i.org_id and m.user_id = i.user_id
         where i.org_id = $1 and i.state = 'pending'",
    ),
    (
        "somebody invited twice",
        "select count(*) from (select 1 as one from invitations where org_id = $1 and state = 'pending'
           group by user_id, email_key having count(*) > 1) d",
    ),
    (
        "members who came or went without an event",
        "select count(*) from orgs o where o.id = $1 and o.members <> 1
           + (select count(*) from events e
              where e.org_id = o.id and e.change like '{\"kind\":\"invitation_accepted\"%')
           - (select count(*) from events e where e.org_id = o.id and e.change like '{\"kind\":\"member_removed\"%')
           - (select count(*) from events e where e.org_id = o.id and e.change like '{\"kind\":\"member_left\"%')",
    ),
    (
        "an event for an answer that was not given",
        "select count(*) from orgs o where o.id = $1 and (
           (select count(*) from events e
              where e.org_id = o.id and e.change like '{\"kind\":\"invitation_accepted\"%')
             > (select count(*) from invitations i where i.org_id = o.id and i.state = 'accepted')
           or (select count(*) from events e
              where e.org_id = o.id and e.change like '{\"kind\":\"invitation_declined\"%')
             <> (select count(*) from invitations i where i.org_id = o.id and i.state = 'declined')
           or (select count(*) from events e
              where e.org_id = o.id and e.change like '{\"kind\":\"invitation_revoked\"%')
             > (select count(*) from invitations i where i.org_id = o.id and i.state = 'revoked'))",
    ),
];

/// Events after which the person concerned gets exactly one letter with such a subject.
const TOLD: &[(&str, &str)] = &[
    ("invitation_accepted", "You joined %"),
    ("member_removed", "You were removed from %"),
    ("role_changed", "You are % now"),
    ("invited", "% invited you to %"),
    ("hand_over_asked", "% asks you to become primary owner of %"),
    ("primary_owner_appointed", "You are primary owner of % now"),
];

/// Panics unless everything that always holds in an organization does.
pub async fn invariants(db: &Db, org: &str) {
    let mut conn = db.read().await.unwrap();
    let id = id(&mut conn, org).await;
    for (what, sql) in BROKEN {
        let found: i64 = sqlx::query_scalar(*sql).bind(&id).fetch_one(&mut *conn).await.unwrap();
        assert_eq!(found, 0, "{what} in {org}");
    }
    for (event, subject) in TOLD {
        let events: i64 = sqlx::query_scalar("select count(*) from events where org_id = $1 and change like $2")
            .bind(&id)
            .bind(format!("{{\"kind\":\"{event}\"%"))
            .fetch_one(&mut *conn)
            .await
            .unwrap();
        let letters: i64 = sqlx::query_scalar(
            "select count(*) from outbox where subject like $2
               and event_id in (select id from events where org_id = $1 and change like $3)",
        )
        .bind(&id)
        .bind(subject)
        .bind(format!("{{\"kind\":\"{event}\"%"))
        .fetch_one(&mut *conn)
        .await
        .unwrap();
        assert_eq!(events, letters, "letters {subject} in {org}");
    }
}

async fn id(conn: &mut AnyConnection, org: &str) -> String {
    sqlx::query_scalar("select account_id from names where key = $1")
        .bind(name(org).key().as_str())
        .fetch_one(conn)
        .await
        .unwrap()
}

/// An organization without what differs from one run to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Username, role, whether the primary owner.
    pub members: Vec<(String, String, i64)>,
    /// Username or address, role.
    pub pending: Vec<(String, String)>,
    /// To whom primary ownership is offered.
    pub offered: Option<String>,
}

pub async fn state(db: &Db, org: &str) -> State {
    let mut conn = db.read().await.unwrap();
    let id = id(&mut conn, org).await;
    let members = sqlx::query_as(
        "select a.name, m.role, case when o.primary_owner_id = m.user_id then 1 else 0 end
         from memberships m join accounts a on a.id = m.user_id join orgs o on o.id = m.org_id
         where m.org_id = $1 order by a.name_key",
    )
    .bind(&id)
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    let pending = sqlx::query_as(
        "select coalesce(a.name, i.email) as called, i.role from invitations i left join accounts a on a.id = i.user_id
         where i.org_id = $1 and i.state = 'pending' order by called",
    )
    .bind(&id)
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    let offered =
        sqlx::query_scalar("select a.name from handovers h join accounts a on a.id = h.to_id where h.org_id = $1")
            .bind(&id)
            .fetch_optional(&mut *conn)
            .await
            .unwrap();
    State { members, pending, offered }
}

/// All invitations of an organization, the oldest first.
pub async fn invitations(db: &Db, org: &str) -> Vec<InvitationId> {
    let mut conn = db.read().await.unwrap();
    let id = id(&mut conn, org).await;
    sqlx::query_scalar("select id from invitations where org_id = $1 order by id")
        .bind(&id)
        .fetch_all(&mut *conn)
        .await
        .unwrap()
}

/// Lets all invitations that wait run out.
pub async fn expire(db: &Db, org: &str) {
    let mut tx = db.begin().await.unwrap();
    let id = id(&mut tx, org).await;
    sqlx::query("update invitations set expires_at = 1 where org_id = $1 and state = 'pending'")
        .bind(&id)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// Invitations that wait end so many days sooner.
pub async fn end_sooner(db: &Db, days: i64) {
    let mut tx = db.begin().await.unwrap();
    let sooner = sqlx::query("update invitations set expires_at = expires_at - $1 where state = 'pending'");
    sooner.bind(days * DAY).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Makes everything that counts for the limits of a day, and what ended, so many days older.
pub async fn days_pass(db: &Db, days: i64) {
    let mut tx = db.begin().await.unwrap();
    for sql in [
        "update invitation_links set sent_at = sent_at - $1",
        "update invitation_batches set at = at - $1",
        "update invitations set ended_at = ended_at - $1 where ended_at is not null",
    ] {
        sqlx::query(sql).bind(days * DAY).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Everybody who was told anything so far: addressee and subject of each mail, reader and phrase of each notice.
#[derive(Debug, Default)]
pub struct Told {
    pub mails: Vec<(String, String)>,
    pub notices: Vec<(String, String)>,
}

impl Told {
    /// Only what came after.
    pub fn since(mut self, before: &Told) -> Told {
        self.mails.drain(..before.mails.len());
        self.notices.drain(..before.notices.len());
        self.mails.sort();
        self.notices.sort();
        self
    }
}

pub async fn told(db: &Db) -> Told {
    let mut conn = db.read().await.unwrap();
    let mails =
        sqlx::query_as("select to_address, subject from outbox order by id").fetch_all(&mut *conn).await.unwrap();
    let notices: Vec<(AccountName, String)> = sqlx::query_as(
        "select a.name, e.change from notices n join accounts a on a.id = n.user_id join events e on e.id = n.event_id
         order by n.id",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    let read =
        |(reader, change): (AccountName, String)| (reader.to_string(), Change::read(&change).phrase().to_string());
    Told { mails, notices: notices.into_iter().map(read).collect() }
}

/// Makes a user a member without an invitation, for long lists.
pub async fn add(db: &Db, org: &crate::id::OrgId, user: &crate::access::Actor, role: Role) {
    let mut tx = db.begin().await.unwrap();
    crate::member::add(&mut tx, org, &user.user, role).await.unwrap();
    tx.commit().await.unwrap();
}

/// An organization has so many seats, whoever gave them.
pub async fn set_seats(db: &Db, org: &crate::id::OrgId, seats: i64) {
    let mut tx = db.begin().await.unwrap();
    let set = "update orgs set seats = $2 where id = $1";
    sqlx::query(set).bind(org.as_str()).bind(seats).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Sessions were last seen long ago, but have not ended.
pub async fn unseen(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    unseen_in(&mut tx).await;
    tx.commit().await.unwrap();
}

/// The same in a transaction that holds them.
pub async fn unseen_in(tx: &mut Tx) {
    sqlx::query("update sessions set seen_at = seen_at - $1").bind(HOUR).execute(&mut **tx).await.unwrap();
}

/// Rounds that are told again and again write more to the same people than a day allows.
pub async fn no_budgets(tx: &mut Tx) {
    for name in ["daily_mails", "hourly_mails", "few_invitations"] {
        let set = "insert into site_settings (name, value) values ($1, '1000000') on conflict (name) do nothing";
        sqlx::query(set).bind(name).execute(&mut **tx).await.unwrap();
    }
}

/// How much is kept.
#[derive(sqlx::FromRow)]
pub struct Count {
    pub mails: i64,
    pub notices: i64,
    pub events: i64,
    pub of_nobody: i64,
    pub with_origin: i64,
}

pub async fn count(db: &Db) -> Count {
    sqlx::query_as(
        "select (select count(*) from outbox) as mails, (select count(*) from notices) as notices, count(*) as events,
                count(case when org_id is null and user_id is null and subject_id is null then 1 end) as of_nobody,
                count(case when address <> '' then 1 end) as with_origin
         from events",
    )
    .fetch_one(&mut *db.read().await.unwrap())
    .await
    .unwrap()
}

pub async fn give_up_all_mails(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    sqlx::query("update outbox set state = 'failed'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Gives somebody so many notices of one event.
pub async fn tell_often(db: &Db, person: &Actor, times: usize) {
    let mut tx = db.begin().await.unwrap();
    let event: EventId = sqlx::query_scalar("select id from events limit 1").fetch_one(&mut *tx).await.unwrap();
    for _ in 0..times {
        notice::insert(&mut tx, &person.user, &event).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// The day of all sign-ups that wait is over.
pub async fn sign_ups_run_out(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    for sql in [
        "update sign_ups set expires_at = 1",
        "update names set reserved_until = 1 where account_id is null and blocked_as is null",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// The hash of somebody's password.
pub async fn hash(db: &Db, person: &Actor) -> String {
    sqlx::query_scalar("select password_hash from users where id = $1")
        .bind(person.user.as_str())
        .fetch_one(&mut *db.read().await.unwrap())
        .await
        .unwrap()
}

pub async fn set_hash(db: &Db, person: &Actor, hash: &str) {
    let mut tx = db.begin().await.unwrap();
    sqlx::query("update users set password_hash = $2 where id = $1")
        .bind(person.user.as_str())
        .bind(hash)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// The sessions of all were begun, and were last seen, so many days earlier.
pub async fn sessions_age(db: &Db, (begun, seen): (i64, i64)) {
    let mut tx = db.begin().await.unwrap();
    sqlx::query("update sessions set created_at = created_at - $1, seen_at = seen_at - $2")
        .bind(begun * DAY)
        .bind(seen * DAY)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

/// All mails were written by a version that this one cannot read.
pub(crate) async fn letters_of_another_version(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    sqlx::query("update outbox set letter = '{}'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// As a version left accounts that knew nothing of accents.
pub async fn unfold(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    sqlx::query("update accounts set sort_key = null").execute(&mut *tx).await.unwrap();
    sqlx::query("update memberships set display_key = (select lower(display_name) from accounts where id = user_id)")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

pub async fn unfolded(db: &Db) -> i64 {
    let count = "select count(*) from accounts where sort_key is null";
    sqlx::query_scalar(count).fetch_one(&mut *db.read().await.unwrap()).await.unwrap()
}

/// Everybody has had their account for so many days longer.
pub async fn accounts_age(db: &Db, days: i64) {
    let mut tx = db.begin().await.unwrap();
    let age = sqlx::query("update accounts set created_at = created_at - $1");
    age.bind(days * DAY).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// The mails to an address were refused for good.
pub async fn give_up(db: &Db, to: &str, said: &str) {
    let mut tx = db.begin().await.unwrap();
    sqlx::query("update outbox set state = 'failed', attempts = 1, error = $2 where to_address = $1")
        .bind(to)
        .bind(said)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}
