//! Letters in the same order on both databases. PostgreSQL would sort by the language that it was set up for, and each
//! language by other rules; what sorts a list is folded already, so that plain bytes will do.

use sqlx::{AssertSqlSafe, Executor};

use super::Db;
use crate::Result;

/// Columns by which lists are sorted and paged, and those they are compared with.
const SORTED: [(&str, &str); 8] = [
    ("accounts", "name_key"),
    ("accounts", "sort_key"),
    ("applications", "name_key"),
    ("memberships", "display_key"),
    ("memberships", "name_key"),
    ("names", "key"),
    ("projects", "name_key"),
    ("teams", "name_key"),
];

impl Db {
    /// Has PostgreSQL sort as SQLite does. Changes nothing where it does already.
    pub(super) async fn sort_alike(&self) -> Result<()> {
        if self.postgres.is_none() {
            return Ok(());
        }
        let named = SORTED.map(|(table, column)| format!("('{table}', '{column}')")).join(", ");
        let sorted = AssertSqlSafe(format!(
            "select count(*) from information_schema.columns
             where table_schema = current_schema() and collation_name = 'C' and (table_name, column_name) in ({named})"
        ));
        let mut tx = self.begin().await?;
        // One server after the other.
        tx.execute("select 1 where pg_advisory_xact_lock(71260008) is null").await?;
        let sorted: i64 = sqlx::query_scalar(sorted).fetch_one(&mut *tx).await?;
        if usize::try_from(sorted).is_ok_and(|sorted| sorted == SORTED.len()) {
            return Ok(());
        }
        for (table, column) in SORTED {
            let alter = format!("alter table {table} alter column {column} type text collate \"C\"");
            tx.execute(AssertSqlSafe(alter)).await?;
        }
        tx.commit().await
    }
}
