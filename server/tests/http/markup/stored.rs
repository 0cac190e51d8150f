//! The same world with other words in it.

use std::path::Path;

use guildhall::text::{DisplayName, Link};
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection, query, query_as, query_scalar};

use crate::world::{LINK, MARK};

/// What stands in the place of every `MARK`: markup, as earlier or milder rules may have let it in.
pub struct Words {
    pub text: &'static str,
    /// The same for links, which could never hold just anything.
    pub link: &'static str,
}

/// Each tries to leave another place: title, text area, script, comment, attribute. Short, so that no subject is cut.
pub const WORDS: [Words; 5] = [
    Words { text: "Zebra</title><img src=x>", link: "https://zebra.example/Zebra'--&lt" },
    Words { text: "Zebra</textarea></script><form action=/zz>", link: "https://zebra.example/Zebra?'&quot" },
    Words { text: "Zebra--><meta http-equiv=refresh content=0>", link: "https://zebra.example/Zebra\u{202e}moc" },
    Words { text: "Zebra\" zz-x=1 '\u{2028}\u{202e}&lt;zz-x>", link: "https://zebra.example/Zebra#\u{2066}'" },
    Words { text: "Zebra\u{200f}\\u003c/script>{{7}}${7}", link: "https://zebra.example/Zebra;=1+1" },
];

/// Changes nothing.
pub const HARMLESS: Words = Words { text: MARK, link: LINK };

impl Words {
    /// What readers of the site find, and what stands there in a harmless world.
    pub fn shown(&self) -> Vec<(String, String)> {
        let text = DisplayName::try_from(self.text.to_owned()).unwrap();
        let (link, harmless) =
            (Link::try_from(self.link.to_owned()).unwrap(), Link::try_from(LINK.to_owned()).unwrap());
        vec![
            (link.to_string(), LINK.to_owned()),
            (link.short().to_owned(), harmless.short().to_owned()),
            (text.to_string(), MARK.to_owned()),
        ]
    }
}

/// Columns that hold nothing that people type: ids, hashes and closed words of ours; names and addresses, whose
/// alphabets hold no markup; and what is searched by, which nobody is shown.
const CLOSED: &[&str] = &[
    "accounts.id",
    "accounts.kind",
    "accounts.name",
    "accounts.name_key",
    "accounts.sort_key",
    "application_messages.application_id",
    "application_messages.author_id",
    "application_messages.id",
    "application_messages.kind",
    "applications.applicant_id",
    "applications.display_key",
    "applications.id",
    "applications.kind",
    "applications.look_key",
    "applications.members",
    "applications.name",
    "applications.name_key",
    "applications.org_id",
    "applications.state",
    "billing_details.email",
    "billing_details.holder_id",
    "collaborators.project_id",
    "collaborators.user_id",
    "devices.device",
    "devices.network",
    "devices.user_id",
    "email_changes.id",
    "email_changes.new_email",
    "email_changes.old_email",
    "email_changes.user_id",
    "events.actor_id",
    "events.actor_name",
    "events.address",
    "events.application_id",
    "events.id",
    "events.org_id",
    "events.subject_id",
    "events.subject_kind",
    "events.user_id",
    "handovers.org_id",
    "handovers.to_id",
    "invitation_batches.id",
    "invitation_batches.inviter_id",
    "invitation_batches.org_id",
    "invitation_drafts.id",
    "invitation_drafts.inviter_id",
    "invitation_drafts.org_id",
    "invitation_links.invitation_id",
    "invitation_links.inviter_id",
    "invitation_links.org_id",
    "invitation_links.recipient",
    "invitation_reports.id",
    "invitation_reports.invitation_id",
    "invitation_reports.inviter_id",
    "invitation_reports.org_id",
    "invitations.email",
    "invitations.email_key",
    "invitations.id",
    "invitations.inviter_id",
    "invitations.org_id",
    "invitations.role",
    "invitations.sought",
    "invitations.state",
    "invitations.user_id",
    "jobs.name",
    "links.purpose",
    "links.user_id",
    "memberships.display_key",
    "memberships.name_key",
    "memberships.org_id",
    "memberships.role",
    "memberships.user_id",
    "names.account_id",
    "names.blocked_as",
    "names.key",
    "names.look_key",
    "names.stem",
    "notices.event_id",
    "notices.id",
    "notices.user_id",
    "orgs.default_visibility",
    "orgs.id",
    "orgs.kind",
    "orgs.primary_owner_id",
    "outbox.budget",
    "outbox.event_id",
    "outbox.id",
    "outbox.secret",
    "outbox.state",
    "outbox.to_address",
    "project_counts.kind",
    "project_counts.owner_id",
    "project_counts.state",
    "project_import_items.import_id",
    "project_import_items.outcome",
    "project_import_items.project_id",
    "project_imports.id",
    "project_imports.org_id",
    "project_imports.user_id",
    "project_joins.org_id",
    "project_joins.project_id",
    "project_joins.user_id",
    "project_names.key",
    "project_names.kind",
    "project_names.look_key",
    "project_names.project_id",
    "project_offers.by_id",
    "project_offers.email",
    "project_offers.email_key",
    "project_offers.id",
    "project_offers.owner_id",
    "project_offers.project_id",
    "project_offers.state",
    "project_offers.to_id",
    "projects.actor_id",
    "projects.id",
    "projects.key",
    "projects.kind",
    "projects.last_act",
    "projects.name_key",
    "projects.owner_id",
    "projects.state",
    "projects.visibility",
    "sessions.address",
    "sessions.id",
    "sessions.user_id",
    "sign_ups.device",
    "sign_ups.email",
    "sign_ups.email_key",
    "sign_ups.id",
    "sign_ups.name",
    "sign_ups.name_key",
    "sign_ups.network",
    "sign_ups.password_hash",
    "site_keys.name",
    "site_settings.name",
    "site_settings.value",
    "sought_accounts.account_id",
    "sought_accounts.names",
    "sought_members.names",
    "sought_members.org_id",
    "sought_members.user_id",
    "sought_projects.names",
    "sought_projects.project_id",
    "spent_links.did",
    "team_members.org_id",
    "team_members.team_id",
    "team_members.user_id",
    "team_rights.project_id",
    "team_rights.team_id",
    "teams.id",
    "teams.name_key",
    "teams.org_id",
    "teams.slug",
    "throttles.key",
    "users.email",
    "users.email_key",
    "users.id",
    "users.password_hash",
    "users.theme",
];

/// Puts the words into every column of a database in which the world has its mark. A column of text that has none must
/// be among the closed ones, so that a new field of a form cannot be forgotten.
pub async fn put(file: &Path, words: &Words) {
    let mut conn = SqliteConnection::connect(file.to_str().unwrap()).await.unwrap();
    // Nobody types these: they are what a mail server said.
    for heard in [
        "update outbox set state = 'failed', error = $1 where id = (select min(id) from outbox)",
        "update invitations set undelivered = $1 where state = 'pending'",
        "update email_changes set undelivered = $1",
        "update sign_ups set undelivered = $1",
    ] {
        query(heard).bind(format!("550 {MARK}")).execute(&mut conn).await.unwrap();
    }
    let columns = "select m.name, c.name from sqlite_master m join pragma_table_info(m.name) c
         where m.type = 'table' and m.name not like '\\_sqlx%' escape '\\' and lower(c.type) = 'text' order by 1, 2";
    let columns: Vec<(String, String)> = query_as(columns).fetch_all(&mut conn).await.unwrap();
    for (table, column) in columns {
        let name = format!("{table}.{column}");
        let marked = format!("select rowid from {table} where instr({column}, $1) > 0");
        let rows: Vec<i64> = query_scalar(AssertSqlSafe(marked)).bind(MARK).fetch_all(&mut conn).await.unwrap();
        let is_closed = CLOSED.contains(&name.as_str());
        assert!(!is_closed || rows.is_empty(), "{name} is no closed column: people type what stands there");
        assert!(is_closed || !rows.is_empty(), "{name} holds no mark: type one into it in texts.rs");
        for row in rows {
            let read = format!("select {column} from {table} where rowid = $1");
            let text: String = query_scalar(AssertSqlSafe(read)).bind(row).fetch_one(&mut conn).await.unwrap();
            let write = format!("update {table} set {column} = $1 where rowid = $2");
            query(AssertSqlSafe(write)).bind(spoilt(&text, words)).bind(row).execute(&mut conn).await.unwrap();
        }
    }
    conn.close().await.unwrap();
}

/// Other words in a text, or in every text of a piece of JSON.
fn spoilt(text: &str, words: &Words) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(mut value @ (Value::Object(_) | Value::Array(_))) => {
            each_text(&mut value, &|text| spoilt_text(text, words));
            value.to_string()
        }
        _ => spoilt_text(text, words),
    }
}

fn spoilt_text(text: &str, words: &Words) -> String {
    if text == LINK { words.link.to_owned() } else { text.replace(MARK, words.text) }
}

/// Changes every text in a piece of JSON.
pub fn each_text(value: &mut Value, change: &dyn Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = change(text),
        Value::Array(all) => all.iter_mut().for_each(|one| each_text(one, change)),
        Value::Object(all) => all.values_mut().for_each(|one| each_text(one, change)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
