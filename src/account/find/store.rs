//! The SQL that finds accounts.

use sqlx::{AnyConnection, AssertSqlSafe};

use super::super::Brief;
use crate::Result;
use crate::db::{Sought, after_all, like};
use crate::text::Search;

/// Users or organizations whose names begin with some words or hold them: those first that begin so. What is in the
/// middle of a name is looked for from three letters on.
pub(super) async fn find(conn: &mut AnyConnection, orgs: bool, search: &Search, limit: i64) -> Result<Vec<Brief>> {
    let Search { words, name } = search;
    let sought = Sought::accounts(conn, [words, name]).await?;
    let (rows, few) = (sought.rows("$9"), sought.bound("$9"));
    let held = match search.is_short() {
        true => "$6 = '' and $7 = ''",
        false => r"(a.sort_key like $6 escape '\' or a.name_key like $7 escape '\')",
    };
    let meant = "a.kind = $1 and not exists (select 1 from users u where u.id = a.id and u.suspended_at is not null)";
    let begun = |column: &str, from: &str, to: &str| {
        format!(
            "select * from (select a.* from accounts a where a.{column} >= {from} and a.{column} < {to} and {meant}
                            order by a.{column} limit $8) by_{column}"
        )
    };
    let (by_name, by_words) = (begun("name_key", "$2", "$3"), begun("sort_key", "$4", "$5"));
    let sql = format!(
        "select a.name, a.display_name, a.description
         from ({by_name} union {by_words}
               union select * from (select a.* from (select accounts.* from {rows} where {few}) a
                                    where {held} and {meant} limit $8) held) a
         order by case when a.name_key = $2 then 0 when a.name_key >= $2 and a.name_key < $3 then 1
                       when a.sort_key >= $4 and a.sort_key < $5 then 2 else 3 end,
                  a.name_key limit $8"
    );
    let found = sqlx::query_as(AssertSqlSafe(sql))
        .bind(if orgs { "org" } else { "user" })
        .bind(name)
        .bind(after_all(name))
        .bind(words)
        .bind(after_all(words))
        .bind(like(words))
        .bind(like(name))
        .bind(limit)
        .bind(sought.few)
        .persistent(false)
        .fetch_all(conn)
        .await?;
    Ok(found)
}
