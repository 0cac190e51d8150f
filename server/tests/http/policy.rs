//! Who is let in where: every address of the router, asked by every kind of caller, compared with a table in the
//! repository.
//! `GUILDHALL_GOLDEN=write` writes the table anew; its difference is what a reviewer reads.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::{Method, StatusCode};
use server::router::addresses;

use crate::test_server::{Answer, PASSWORD, TestServer};
use crate::texts;
use crate::world::World;
use guildhall::address::{Part, part};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/http/policy.txt")
}

/// The address with everything in it that it has a place for.
pub fn filled(world: &World, path: &str) -> String {
    let id = match path {
        path if path.contains("mail") => world.mail.to_string(),
        _ => world.application.to_string(),
    };
    let path = match path.contains("collaborators") {
        true => path.replace("{person}", "@tess"),
        false => path.to_owned(),
    };
    path.replace("{org}", "acme")
        .replace("{person}", "@max")
        .replace("{batch}", world.batch.as_str())
        .replace("{draft}", world.draft.as_str())
        .replace("{kind}", "python")
        .replace("{project}", "gearbox")
        .replace("{offer}", world.offer.as_str())
        .replace("{import}", world.import.as_str())
        .replace("{team}", "-crew-zebra")
        .replace("{at}", "@acme")
        .replace("{id}", &id)
        .replace("/search", "/search?q=zebra")
}

/// What a form of this function holds when it is filled in rightly for the world.
pub fn fields(world: &World, function: &str, caller: &str) -> Vec<(&'static str, String)> {
    let text = |text: &str| text.to_owned();
    let id = match function {
        "end_session" => world.session.to_string(),
        "send_mail_again" | "read_mail" | "dev_mail" => world.mail.to_string(),
        "read_batch" => world.batch.to_string(),
        "read_draft" | "send_invitations" => world.draft.to_string(),
        // Of the primary owner to the stranger; and of another project, which its receiver declines.
        "accept_offer" | "decline_offer" | "take_back_offer" => world.offer.to_string(),
        "begin_import" => world.import.to_string(),
        "take_from_team" => "max".to_owned(),
        "take_right" => "tess".to_owned(),
        "bill_application" => world.company.as_ref().map(ToString::to_string).unwrap_or_default(),
        name if name.contains("invit") => world.invitation.to_string(),
        _ => world.application.to_string(),
    };
    let typed = match function {
        "leave_org" => caller,
        "remove_members" => "acme",
        "delete_team" => "Crew Zebra",
        "rename_project" | "delete_project" | "transfer_project" => "gearbox",
        _ => "max",
    };
    let token = world.tokens.get(function).cloned().unwrap_or_default();
    let user = match function {
        "ask_hand_over" | "appoint_owner" => "olga",
        // A site admin who is no caller; one stays.
        "demote_admin" => "wanda",
        "end_all_rights" => "tess",
        _ => "max",
    };
    let name = match function {
        "release_name" => "blocked-name",
        "create_project" | "rename_project" => "new-project",
        _ => "new-name",
    };
    let kind = match function {
        "create_project" | "check_project_name" => "app",
        name if name.contains("project") || name.contains("right") || name.contains("join") => "python",
        _ => "community",
    };
    vec![
        ("org", text("acme")),
        ("id", id),
        ("token", token),
        ("user", text(user)),
        ("person", text("@max")),
        ("who", text("max")),
        ("line[0]", text("newer@example.com")),
        ("typed", text(typed)),
        ("role", text("manager")),
        ("people", text(if function == "add_to_team" { "mia" } else { "somebody@example.com" })),
        ("message", text("Which packages will move in first?")),
        ("decision", text("ask")),
        ("version", text("1")),
        ("name", text(name)),
        ("display_name", text("A new name")),
        ("at", text("@acme")),
        ("login", text(caller)),
        ("password", text(PASSWORD)),
        ("current", text(PASSWORD)),
        ("new", text("another set of brass wheels")),
        ("email", text("another@example.com")),
        ("theme", text("dark")),
        ("kind", text(kind)),
        ("owner", text("acme")),
        ("project", text("gearbox")),
        ("chosen", text("python/gearbox")),
        ("visibility", text("public")),
        ("act", text("lock")),
        ("answer", text("The three that everyone depends on.")),
        ("right", text("read")),
        ("to", text("sam")),
        ("team", text("crew-zebra")),
        ("all", text("yes")),
        ("base_right", text("read")),
        ("default_visibility", text("public")),
        ("path", text("/projects/python/gearbox")),
        ("members", text("6-25")),
        ("purpose", text("We maintain eleven packages for everyone who needs them.")),
        ("note", text("Looks fine.")),
        ("reason", text("A trade mark.")),
        ("seats", text("30")),
        ("primary", text("ada")),
        ("legal_name", text("Acme Inc.")),
        ("address", text("4120 Freidrich Lane\nAustin")),
        ("country", text("United States")),
        ("approvals", text("all")),
        ("suggestions", text("users")),
        ("open_applications", text("3")),
        ("community_seats", text("20")),
        ("company_seats", text("50")),
        ("invitation_days", text("7")),
        ("daily_invitations", text("200")),
        ("few_invitations", text("10")),
        ("daily_personal", text("5")),
        ("sign_ups_of_address", text("3")),
        ("sign_ups_of_network", text("20")),
        ("daily_mails", text("10")),
        ("hourly_mails", text("500")),
        ("kept_mails", text("30")),
        ("kept_notices", text("180")),
        ("kept_origins", text("180")),
    ]
}

/// What an answer says to whoever reads the table.
fn said(answer: &Answer) -> String {
    let status = answer.status.as_u16();
    let to = answer.location().split('?').next().unwrap_or_default();
    let code = serde_json::from_str::<serde_json::Value>(&answer.body).ok().and_then(|body| {
        let error = body.get("error")?;
        error.as_str().map(str::to_owned).or_else(|| error.as_object()?.keys().next().cloned())
    });
    match (answer.status, code) {
        (status, _) if status.is_redirection() && to.starts_with("/signin") => "sign in".into(),
        (status, _) if status.is_redirection() => format!("to {to}"),
        (StatusCode::OK, _) => "ok".into(),
        (_, Some(code)) => format!("{status} {code}"),
        (_, None) => status.to_string(),
    }
}

async fn ask(server: &TestServer, world: &World, method: &Method, path: &str, caller: &str) -> String {
    let function = path.strip_prefix("/do/").and_then(|path| path.rsplit('/').next());
    let path = filled(world, path);
    let answer = match (function, method) {
        (Some(function), &Method::POST) => {
            let fields = fields(world, function, caller);
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            server.call(&path, &fields).await
        }
        (Some(function), _) => {
            let fields = fields(world, function, caller);
            let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
            let json = [("accept", "application/json")];
            server.ask(Method::GET, &format!("{path}?{query}"), &json, Body::empty()).await
        }
        (None, &Method::POST) => server.post(&path, &[]).await,
        // A stream that never ends is not read to its end.
        (None, _) if path == "/live" => return server.head(&path).await.as_u16().to_string(),
        (None, _) => server.get(&path).await,
    };
    said(&answer)
}

#[tokio::test]
async fn every_page_belongs_to_a_part_of_the_site() {
    for (_, path) in addresses().iter().filter(|(_, path)| !path.starts_with("/do/")) {
        let is_public = ["/", "/{at}", "/live", "/healthz", "/readyz"].contains(&path.as_str());
        assert_eq!(part(path) == Part::Public, is_public, "{path}");
    }
}

#[tokio::test]
async fn everybody_is_let_in_where_the_table_says() {
    let stored = texts::stored().await;
    let world = &stored.world;
    let reading = stored.server().await;
    let mut table = String::new();
    let mut paths: Vec<String> = addresses().into_iter().map(|(_, path)| path).collect();
    paths.dedup();
    for path in paths {
        for method in [Method::GET, Method::POST] {
            let mut cells: Vec<(String, Vec<&str>)> = Vec::new();
            for (kind, username, session) in &world.callers {
                // What may change something begins from the same world for everybody.
                let writes = method == Method::POST && path.starts_with("/do/");
                let server = if writes { stored.server().await } else { reading.clone() };
                let said = ask(&server.holding(session.as_ref()), world, &method, &path, username).await;
                assert!(!said.starts_with('5'), "{method} {path} by {kind}: {said}");
                match cells.iter_mut().find(|(other, _)| *other == said) {
                    Some((_, kinds)) => kinds.push(*kind),
                    None => cells.push((said, vec![*kind])),
                }
            }
            writeln!(table, "{method} {path}").unwrap();
            for (said, kinds) in cells {
                let kinds = if kinds.len() == world.callers.len() { "everybody".into() } else { kinds.join(", ") };
                writeln!(table, "    {said}: {kinds}").unwrap();
            }
        }
    }
    if std::env::var("GUILDHALL_GOLDEN").is_ok_and(|golden| golden == "write") {
        std::fs::write(golden(), &table).unwrap();
    }
    let expected = std::fs::read_to_string(golden()).unwrap_or_default();
    let difference: Vec<_> = diff(&expected, &table);
    assert!(difference.is_empty(), "differs from {}:\n{}", golden().display(), difference.join("\n"));
}

/// Lines that are in one table and not in the other, each with the address it stands under.
fn diff(expected: &str, found: &str) -> Vec<String> {
    let under = |table: &str| {
        let mut address = String::new();
        let mut lines = Vec::new();
        for line in table.lines() {
            match line.starts_with(' ') {
                true => lines.push(format!("{address} {}", line.trim())),
                false => address = line.to_owned(),
            }
        }
        lines
    };
    let (expected, found) = (under(expected), under(found));
    let missing = expected.iter().filter(|line| !found.contains(line)).map(|line| format!("- {line}"));
    let new = found.iter().filter(|line| !expected.contains(line)).map(|line| format!("+ {line}"));
    missing.chain(new).collect()
}
