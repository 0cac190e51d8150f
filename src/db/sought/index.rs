//! The indexes of letters. Each database keeps them up to date by itself.

use sqlx::{AssertSqlSafe, Executor};

use crate::Result;
use crate::db::Db;

/// What is found by its names.
pub(super) struct Index {
    pub table: &'static str,
    /// On SQLite: the names once more under numbers of their own, because those of a table without any change when the
    /// file is vacuumed.
    pub kept: &'static str,
    /// On SQLite: the letters of those.
    pub letters: &'static str,
    /// By what a row is known: the columns of the table, and what they are called beside those numbers.
    pub id: &'static [(&'static str, &'static str)],
    /// The columns with names, folded.
    pub names: [&'static str; 2],
    /// What triggers begin with.
    triggers: &'static str,
}

pub(super) const MEMBERS: Index = Index {
    table: "memberships",
    kept: "sought_members",
    letters: "sought",
    id: &[("org_id", "org_id"), ("user_id", "user_id")],
    names: ["display_key", "name_key"],
    triggers: "members",
};
pub(super) const ACCOUNTS: Index = Index {
    table: "accounts",
    kept: "sought_accounts",
    letters: "sought_account_names",
    id: &[("id", "account_id")],
    names: ["sort_key", "name_key"],
    triggers: "accounts",
};
pub(super) const PROJECTS: Index = Index {
    table: "projects",
    kept: "sought_projects",
    letters: "sought_project_names",
    id: &[("id", "project_id")],
    names: ["name_key", "key"],
    triggers: "projects",
};
const ALL: [&Index; 3] = [&MEMBERS, &ACCOUNTS, &PROJECTS];

impl Index {
    fn sqlite(&self) -> [String; 9] {
        let Self { table, kept, letters, id, names: [first, second], triggers } = self;
        let names = |row: &str| format!("coalesce({row}.{first}, '') || char(10) || {row}.{second}");
        let columns = id.iter().map(|(_, kept)| format!("{kept} text not null, ")).collect::<String>();
        let ids = id.iter().map(|(_, kept)| *kept).collect::<Vec<_>>().join(", ");
        let ids_of = |row: &str| id.iter().map(|(column, _)| format!("{row}.{column}")).collect::<Vec<_>>().join(", ");
        let same = id.iter().map(|(column, kept)| format!("{kept} = old.{column}")).collect::<Vec<_>>().join(" and ");
        [
            format!(
                "create table if not exists {kept} (id integer primary key, {columns}names text not null,
                   unique ({ids}))"
            ),
            format!(
                "create virtual table if not exists {letters} using fts5 (
                   names, content = '{kept}', content_rowid = 'id', tokenize = 'trigram case_sensitive 1')"
            ),
            format!(
                "create trigger if not exists {kept}_added after insert on {kept} begin
                   insert into {letters} (rowid, names) values (new.id, new.names);
                 end"
            ),
            format!(
                "create trigger if not exists {kept}_changed after update on {kept} begin
                   insert into {letters} ({letters}, rowid, names) values ('delete', old.id, old.names);
                   insert into {letters} (rowid, names) values (new.id, new.names);
                 end"
            ),
            format!(
                "create trigger if not exists {kept}_gone after delete on {kept} begin
                   insert into {letters} ({letters}, rowid, names) values ('delete', old.id, old.names);
                 end"
            ),
            format!(
                "create trigger if not exists {triggers}_added after insert on {table} begin
                   insert into {kept} ({ids}, names) values ({}, {});
                 end",
                ids_of("new"),
                names("new")
            ),
            format!(
                "create trigger if not exists {triggers}_renamed after update of {first}, {second} on {table} begin
                   update {kept} set names = {} where {same};
                 end",
                names("new")
            ),
            format!(
                "create trigger if not exists {triggers}_gone after delete on {table} begin
                   delete from {kept} where {same};
                 end"
            ),
            // What was there before there was an index.
            format!(
                "insert into {kept} ({ids}, names) select {}, {} from {table} t
                 where not exists (select 1 from {kept})",
                ids_of("t"),
                names("t")
            ),
        ]
    }

    fn postgres(&self) -> String {
        let Self { table, names: [first, second], .. } = self;
        format!(
            "create index if not exists {table}_sought on {table} using gin ({first} gin_trgm_ops, \
             {second} gin_trgm_ops)"
        )
    }
}

impl Db {
    /// Makes the indexes that are not there. Without leave to make them PostgreSQL, which decides by itself when to use
    /// one, reads whole lists, which is only slower.
    pub(in crate::db) async fn index_names(&self) -> Result<()> {
        let mut tx = self.begin().await?;
        if self.postgres.is_none() {
            for statement in ALL.iter().flat_map(|index| index.sqlite()) {
                tx.execute(AssertSqlSafe(statement)).await?;
            }
            return tx.commit().await;
        }
        // Even to see that one is there already PostgreSQL would wait for whoever is writing.
        let named = ALL.map(|index| format!("'{}_sought'", index.table)).join(", ");
        let there = AssertSqlSafe(format!(
            "select count(*) from pg_indexes where schemaname = current_schema() and indexname in ({named})"
        ));
        let there: i64 = sqlx::query_scalar(there).fetch_one(&mut *tx).await?;
        if usize::try_from(there).is_ok_and(|there| there == ALL.len()) {
            return Ok(());
        }
        // One server after the other.
        let begin =
            ["select 1 where pg_advisory_xact_lock(71260008) is null", "create extension if not exists pg_trgm"];
        for statement in begin.map(str::to_owned).into_iter().chain(ALL.map(Index::postgres)) {
            if let Err(cause) = tx.execute(AssertSqlSafe(statement)).await {
                tracing::warn!(%cause, "rare names are found slowly: their index, by the extension pg_trgm, \
                    cannot be made");
                return Ok(());
            }
        }
        tx.commit().await
    }
}
