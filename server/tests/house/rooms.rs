//! The rooms of `src`: which may call which, and whose tables are whose.

use std::collections::{BTreeMap, BTreeSet};

use super::files;
use super::literals::literals;

/// From the ground up: a room calls those before it and no other, so that none is in a circle.
const ORDER: &[&str] = &[
    "error",
    "clock",
    "text",
    "id",
    "token",
    "memory",
    "live",
    "db",
    "access",
    "address",
    "bench",
    "site",
    "event",
    "notice",
    "mail",
    "notify",
    "name",
    "account",
    "org",
    "team",
    "project",
    "member",
    "application",
    "invitation",
    "admin",
    "job",
    "log",
    "demo",
];

/// Who writes each table. One room alone, but for the names by which lists of members are sorted: those are an
/// account's.
const WRITERS: &[(&str, &[&str])] = &[
    ("accounts", &["account"]),
    ("application_messages", &["application"]),
    ("applications", &["application"]),
    ("billing_details", &["application"]),
    ("collaborators", &["project"]),
    ("devices", &["account"]),
    ("email_changes", &["account"]),
    ("events", &["event"]),
    ("handovers", &["member"]),
    ("invitation_batches", &["invitation"]),
    ("invitation_drafts", &["invitation"]),
    ("invitation_links", &["invitation"]),
    ("invitation_reports", &["invitation"]),
    ("invitations", &["invitation"]),
    ("jobs", &["job"]),
    ("links", &["account"]),
    ("memberships", &["account", "member"]),
    ("names", &["name"]),
    ("notices", &["notice"]),
    ("orgs", &["org"]),
    ("outbox", &["mail"]),
    ("project_counts", &["project"]),
    ("project_joins", &["project"]),
    ("project_import_items", &["project"]),
    ("project_imports", &["project"]),
    ("project_names", &["project"]),
    ("project_offers", &["project"]),
    ("projects", &["project"]),
    ("sessions", &["account"]),
    ("sign_ups", &["account"]),
    ("site_keys", &["site"]),
    ("site_settings", &["site"]),
    ("spent_links", &["account"]),
    ("team_members", &["team"]),
    ("team_rights", &["project"]),
    ("teams", &["team"]),
    ("throttles", &["account"]),
    ("users", &["account"]),
];

/// Who reads what another room writes, besides the accounts and names that everybody may join.
const READERS: &[(&str, &[&str])] = &[
    // A name that an application waits for is not free.
    ("applications", &["name"]),
    // What waits for whoever looks: in the one statement that finds the session, and in an organization.
    ("handovers", &["account", "org"]),
    ("invitations", &["account", "org"]),
    ("notices", &["account", "event"]),
    // Where somebody stands in an organization, and who its Owners are.
    ("memberships", &["access", "application", "invitation", "notify", "org", "project", "team"]),
    ("orgs", &["access", "invitation", "member", "project"]),
    // Where a right in a project comes from.
    ("collaborators", &["access"]),
    ("team_members", &["access", "project"]),
    ("team_rights", &["access", "team"]),
    // How much an organization has.
    ("project_counts", &["org"]),
    ("project_offers", &["account"]),
    ("teams", &["org", "project"]),
    // An event that a mail tells of stays.
    ("outbox", &["event"]),
    // When a member was last here.
    ("sessions", &["member"]),
    // Who reserved a name.
    ("sign_ups", &["name"]),
    // Who can be told something or sign in, and who is a site admin.
    ("users", &["application", "invitation", "member", "notify", "project", "site"]),
    // A notice is shown with its event.
    ("events", &["notice"]),
];

/// The product's files of `src` with their rooms.
fn rooms() -> Vec<(String, String, String)> {
    let is_test = |path: &str| path.contains("/tests") || path.starts_with("src/story/") || path == "src/lib.rs";
    let product = files(&[".rs"]).into_iter().filter(|(path, _)| path.starts_with("src/") && !is_test(path));
    let room = |(path, text): (String, String)| {
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
        let room = path.split('/').nth(1).unwrap().trim_end_matches(".rs").to_owned();
        (room, path, text)
    };
    product.map(room).collect()
}

/// The rooms that code calls: the word after `crate::`, or each of those in braces. Capitals are what `error` holds.
fn called(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for rest in text.split("crate::").skip(1) {
        let words = match rest.strip_prefix('{') {
            Some(list) => outermost(list),
            None => vec![rest],
        };
        for word in words {
            let name: String = word.trim().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            found.insert(if name.starts_with(char::is_uppercase) { "error".into() } else { name });
        }
    }
    found
}

/// What stands between the commas of a list in braces, up to its end.
fn outermost(list: &str) -> Vec<&str> {
    let (mut depth, mut begin, mut parts) = (0, 0, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                parts.push(&list[begin..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&list[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    parts
}

#[test]
fn calls_are_found_however_they_are_written() {
    let code = "use crate::{Error, Result, mail::{self, Letter}, org as orgs};\nuse crate::db::Db; fn f() { \
        crate::id::new() }";
    let found: Vec<_> = called(code).into_iter().collect();
    assert_eq!(found, ["db", "error", "id", "mail", "org"]);
}

#[test]
fn no_room_calls_one_above_it() {
    let mut upwards = Vec::new();
    let place = |room: &str| ORDER.iter().position(|other| *other == room);
    for (room, path, text) in rooms() {
        let own = place(&room).unwrap_or_else(|| panic!("the order of rooms lacks {room}"));
        let above = called(&text).into_iter().filter(|other| *other != room);
        let above = above.filter(|other| place(other).is_some_and(|other| other > own));
        upwards.extend(above.map(|other| format!("{path} calls {other}")));
    }
    assert_eq!(upwards, Vec::<String>::new());
}

#[test]
fn every_table_is_written_by_its_room_and_read_by_those_it_lets() {
    let leave = |table: &str, list: &[(&str, &'static [&'static str])]| {
        list.iter().find(|(name, _)| *name == table).map_or(&[][..], |(_, rooms)| rooms)
    };
    let (mut written, mut strangers) = (BTreeMap::<String, BTreeSet<String>>::new(), Vec::new());
    let stores = rooms().into_iter().filter(|(room, path, _)| path.ends_with("/store.rs") && room != "demo");
    for (room, path, text) in stores {
        // Parts of SQL count, too.
        for (line, sql) in literals(&text) {
            let words: Vec<&str> = sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').collect();
            for pair in words.windows(2).filter(|pair| WRITERS.iter().any(|(table, _)| *table == pair[1])) {
                let (verb, table) = (pair[0], pair[1]);
                let may_write = leave(table, WRITERS).contains(&room.as_str());
                let may = match verb {
                    "into" | "update" => may_write,
                    "from" if sql.contains(&format!("delete from {table}")) => may_write,
                    "from" | "join" => {
                        may_write || ["accounts", "names"].contains(&table) || leave(table, READERS).contains(&&*room)
                    }
                    _ => continue,
                };
                if may_write && verb != "join" {
                    written.entry(table.to_owned()).or_default().insert(room.clone());
                }
                if !may {
                    strangers.push(format!("{path}:{line}: {verb} {table}"));
                }
            }
        }
    }
    assert_eq!(strangers, Vec::<String>::new());
    let owned: BTreeSet<_> = WRITERS.iter().map(|(table, _)| (*table).to_owned()).collect();
    assert_eq!(written.into_keys().collect::<BTreeSet<_>>(), owned, "tables that nobody touches");
}
