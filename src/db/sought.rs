//! Finding people by a part of their name among very many: by an index of every three letters.

use sqlx::{AnyConnection, Executor};

use super::Db;
use crate::Result;

/// A part of a name that is shorter is in no index.
const LETTERS: usize = 3;
/// People who are looked up one by one at the most. Of more a page is full sooner when it is read in its order.
const FEW: i64 = 1_000;

/// On SQLite: the names of members by their letters, kept up to date by the database itself. Its own numbers, because
/// those of a table without any change when the file is vacuumed.
const SQLITE: [&str; 9] = [
    "create table if not exists sought_members (
       id integer primary key, org_id text not null, user_id text not null, names text not null,
       unique (org_id, user_id)
     )",
    "create virtual table if not exists sought using fts5 (
       names, content = 'sought_members', content_rowid = 'id', tokenize = 'trigram case_sensitive 1'
     )",
    "create trigger if not exists sought_members_added after insert on sought_members begin
       insert into sought (rowid, names) values (new.id, new.names);
     end",
    "create trigger if not exists sought_members_changed after update on sought_members begin
       insert into sought (sought, rowid, names) values ('delete', old.id, old.names);
       insert into sought (rowid, names) values (new.id, new.names);
     end",
    "create trigger if not exists sought_members_gone after delete on sought_members begin
       insert into sought (sought, rowid, names) values ('delete', old.id, old.names);
     end",
    "create trigger if not exists members_added after insert on memberships begin
       insert into sought_members (org_id, user_id, names)
       values (new.org_id, new.user_id, new.display_key || char(10) || new.name_key);
     end",
    "create trigger if not exists members_renamed after update of display_key, name_key on memberships begin
       update sought_members set names = new.display_key || char(10) || new.name_key
       where org_id = new.org_id and user_id = new.user_id;
     end",
    "create trigger if not exists members_gone after delete on memberships begin
       delete from sought_members where org_id = old.org_id and user_id = old.user_id;
     end",
    // Whoever was a member before there was an index.
    "insert into sought_members (org_id, user_id, names)
     select m.org_id, m.user_id, m.display_key || char(10) || m.name_key from memberships m
     where not exists (select 1 from sought_members)",
];

/// On PostgreSQL, which decides by itself when to use it.
const POSTGRES: [&str; 3] = [
    // One server after the other.
    "select 1 where pg_advisory_xact_lock(71260008) is null",
    "create extension if not exists pg_trgm",
    "create index if not exists memberships_sought on memberships using gin (display_key gin_trgm_ops, name_key \
     gin_trgm_ops)",
];

impl Db {
    /// Makes the index where there is none. Without leave to make it PostgreSQL reads whole lists, which is only
    /// slower.
    pub(super) async fn index_names(&self) -> Result<()> {
        let mut tx = self.begin().await?;
        // Even to see that it is there already PostgreSQL would wait for whoever is writing.
        let there = "select count(*) from pg_indexes where indexname = 'memberships_sought'";
        if self.postgres.is_some() && sqlx::query_scalar::<_, i64>(there).fetch_one(&mut *tx).await? > 0 {
            return Ok(());
        }
        let statements: &[&str] = if self.postgres.is_some() { &POSTGRES } else { &SQLITE };
        for statement in statements {
            match tx.execute(*statement).await {
                Ok(_) => {}
                Err(cause) if self.postgres.is_some() => {
                    tracing::warn!(%cause, "rare names are found slowly: their index, by the extension pg_trgm, \
                        cannot be made");
                    return Ok(());
                }
                Err(cause) => return Err(cause.into()),
            }
        }
        tx.commit().await
    }
}

/// Where members are looked for whose names hold one of some words.
pub(crate) struct Sought {
    /// Ids as JSON; empty where the whole list is read.
    pub few: String,
}

impl Sought {
    /// Everybody, or those found by their letters if they are few. The words are as the keys of members have them.
    pub(crate) async fn find(conn: &mut AnyConnection, org: &str, words: [&str; 2]) -> Result<Self> {
        let everybody = Self { few: String::new() };
        let too_short = words.iter().any(|word| word.chars().count() < LETTERS);
        if too_short || conn.backend_name() != "SQLite" {
            return Ok(everybody);
        }
        let found: Vec<(String, String)> = sqlx::query_as(
            "select m.org_id, m.user_id from (select rowid from sought where sought match $1 limit $2) as f
             join sought_members m on m.id = f.rowid",
        )
        .bind(words.map(|word| format!("\"{}\"", word.replace('"', "\"\""))).join(" OR "))
        .bind(FEW + 1)
        .fetch_all(conn)
        .await?;
        if i64::try_from(found.len()).is_ok_and(|found| found > FEW) {
            return Ok(everybody);
        }
        let users: Vec<_> = found.into_iter().filter(|(of, _)| of == org).map(|(_, user)| user).collect();
        Ok(Self { few: serde_json::to_string(&users).unwrap_or_default() })
    }

    /// The memberships to look at, as SQL. Those few are bound as `$8`; a join in this order begins with them.
    pub(crate) fn memberships(&self) -> &'static str {
        match self.few.is_empty() {
            true => "memberships",
            false => {
                "(select value as found_id from json_each($8)) as few cross join memberships on user_id = found_id"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::db::test;

    #[tokio::test]
    async fn few_are_looked_up_and_many_are_read_in_their_order() {
        let test = test::sqlite().await;
        let mut tx = test.db.begin().await.unwrap();
        let people = "with recursive n (n) as (select 1 union all select n + 1 from n where n < $1)
                      insert into sought_members (org_id, user_id, names) select 'acme', 'u' || n, 'ada ' || n from n";
        sqlx::query(people).bind(FEW).execute(&mut *tx).await.unwrap();
        let mut few = async |org: &str, word: &str| Sought::find(&mut tx, org, [word, word]).await.unwrap().few;
        assert_eq!(few("acme", "ada 77").await.matches('u').count(), 11, "77 and 770 to 779");
        assert_eq!(few("acme", "nobody").await, "[]", "nobody at all, which is not everybody");
        assert_eq!(few("other", "ada 77").await, "[]", "members of others are not looked at");
        assert_eq!(few("acme", "ad").await, "", "two letters are in no index");
        assert_eq!(few("acme", "\"ada\" OR").await, "[]", "what is typed is no question");
        assert_eq!(few("acme", "ada").await.matches('u').count(), 1_000);
        sqlx::query("insert into sought_members (org_id, user_id, names) values ('acme', 'more', 'ada too')")
            .execute(&mut *tx)
            .await
            .unwrap();
        assert_eq!(Sought::find(&mut tx, "acme", ["ada", "ada"]).await.unwrap().few, "");
    }

    #[tokio::test]
    async fn postgres_finds_names_by_their_letters_and_merges_no_tables() {
        let Some(test) = test::postgres().await else {
            eprintln!("no GUILDHALL_TEST_POSTGRES: its index of names was not looked at");
            return;
        };
        let mut conn = test.db.read().await.unwrap();
        let found: i64 = sqlx::query_scalar("select count(*) from pg_indexes where indexname = 'memberships_sought'")
            .fetch_one(&mut *conn)
            .await
            .unwrap();
        assert_eq!(found, 1);
        let merges: String =
            sqlx::query_scalar("select current_setting('enable_mergejoin')").fetch_one(&mut *conn).await.unwrap();
        assert_eq!(merges, "off");
    }
}
