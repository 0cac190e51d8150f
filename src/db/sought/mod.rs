//! Finding something by a part of its name among very many: by an index of every three letters.

mod index;

use sqlx::{AnyConnection, AssertSqlSafe};

use crate::Result;
use index::{ACCOUNTS, Index, MEMBERS, PROJECTS};

/// A part of a name that is shorter is in no index.
const LETTERS: usize = 3;
/// What is looked up one by one at the most. Of more a page is full sooner when it is read in its order.
const FEW: i64 = 1_000;

/// Where rows are looked for whose names hold one of some words.
pub(crate) struct Sought {
    /// Ids as JSON; empty where the whole table is read.
    pub few: String,
    /// The table, and its column of ids.
    from: (&'static str, &'static str),
}

impl Sought {
    /// Members of an organization. The words are as their keys have them.
    pub(crate) async fn members(conn: &mut AnyConnection, org: &str, words: [&str; 2]) -> Result<Self> {
        Self::find(conn, &MEMBERS, "user_id", words, |of| of == org).await
    }

    pub(crate) async fn accounts(conn: &mut AnyConnection, words: [&str; 2]) -> Result<Self> {
        Self::find(conn, &ACCOUNTS, "id", words, |_| true).await
    }

    pub(crate) async fn projects(conn: &mut AnyConnection, words: [&str; 2]) -> Result<Self> {
        Self::find(conn, &PROJECTS, "id", words, |_| true).await
    }

    /// All of the table, or those found by their letters if they are few. `is_meant` is asked about the first column by
    /// which a row is known.
    async fn find(
        conn: &mut AnyConnection,
        index: &Index,
        id: &'static str,
        words: [&str; 2],
        is_meant: impl Fn(&str) -> bool,
    ) -> Result<Self> {
        let from = (index.table, id);
        let all = Self { few: String::new(), from };
        let too_short = words.iter().any(|word| word.chars().count() < LETTERS);
        if too_short || conn.backend_name() != "SQLite" {
            return Ok(all);
        }
        let Index { kept, letters, id: columns, .. } = index;
        let (first, last) = (columns[0].1, columns[columns.len() - 1].1);
        let found: Vec<(String, String)> = sqlx::query_as(AssertSqlSafe(format!(
            "select k.{first}, k.{last} from (select rowid from {letters} where {letters} match $1 limit $2) as f
             join {kept} k on k.id = f.rowid"
        )))
        .bind(words.map(|word| format!("\"{}\"", word.replace('"', "\"\""))).join(" OR "))
        .bind(FEW + 1)
        .fetch_all(conn)
        .await?;
        if i64::try_from(found.len()).is_ok_and(|found| found > FEW) {
            return Ok(all);
        }
        let ids: Vec<_> = found.into_iter().filter(|(first, _)| is_meant(first)).map(|(_, id)| id).collect();
        Ok(Self { few: serde_json::to_string(&ids).unwrap_or_default(), from })
    }

    /// The rows to look at, as SQL. The few are bound as `mark`; a join in this order begins with them.
    pub(crate) fn rows(&self, mark: &str) -> String {
        let (table, id) = self.from;
        match self.few.is_empty() {
            true => table.to_owned(),
            false => {
                format!(
                    "(select value as found_id from json_each({mark})) as few cross join {table} on {id} = found_id"
                )
            }
        }
    }

    /// A condition that is always true and names `mark`, wherever the rows do not.
    pub(crate) fn bound(&self, mark: &str) -> String {
        if self.few.is_empty() { format!("{mark} = ''") } else { format!("{mark} <> ''") }
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
        let mut few = async |org: &str, word: &str| Sought::members(&mut tx, org, [word, word]).await.unwrap().few;
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
        assert_eq!(Sought::members(&mut tx, "acme", ["ada", "ada"]).await.unwrap().few, "");
    }

    #[tokio::test]
    async fn postgres_finds_names_by_their_letters_and_merges_no_tables() {
        let Some(test) = test::postgres().await else {
            eprintln!("no GUILDHALL_TEST_POSTGRES: its index of names was not looked at");
            return;
        };
        let mut conn = test.db.read().await.unwrap();
        let found: i64 = sqlx::query_scalar("select count(*) from pg_indexes where indexname like '%\\_sought'")
            .fetch_one(&mut *conn)
            .await
            .unwrap();
        assert_eq!(found, 3, "of members, accounts and projects");
        let merges: String =
            sqlx::query_scalar("select current_setting('enable_mergejoin')").fetch_one(&mut *conn).await.unwrap();
        assert_eq!(merges, "off");
    }
}
