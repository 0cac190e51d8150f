//! The server is killed under load, again and again. What it acknowledged is there afterwards, with its event and its
//! mail, and no mail went out for what is not.
#![allow(clippy::unwrap_used)]

mod process;
mod sink;

#[allow(dead_code, reason = "only some of its verbs are needed here")]
#[path = "../http/world.rs"]
mod world;

/// What the world asks of its neighbours.
mod test_server {
    pub const PASSWORD: &str = "violet harbour kettle drum";
}

use std::collections::{HashMap, HashSet};
use std::net::TcpListener;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use guildhall::access::Actor;
use guildhall::db::{Db, Options};
use guildhall::id::{BatchId, ImportId};
use guildhall::log::{self, Change};
use guildhall::mail::MailState;
use guildhall::project::{self, NewProjectForm};
use guildhall::site::{SettingsForm, SiteSettings};
use guildhall::{admin, invitation, mail, org};

use process::{Process, ask};
use sink::Sink;
use world::name;

/// Requests under way at one time.
const BUSY: usize = 4;

/// Projects that come in one act, in more transactions than there are kills.
const PROJECTS: i64 = 400;

/// Kills outside of a soak.
const FEW: u64 = 4;
/// A failure rather than a wait without end; longer than a killed server's mails are held.
const LONG: Duration = Duration::from_secs(400);

fn kills() -> u64 {
    let rounds = std::env::var("GUILDHALL_ROUNDS").ok().and_then(|rounds| rounds.parse::<u64>().ok());
    rounds.map_or(FEW, |rounds| (rounds / 50).clamp(FEW, 40))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    run("sqlite", folder.path(), Options::in_folder(folder.path())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn on_postgres() {
    let Ok(server) = std::env::var("GUILDHALL_TEST_POSTGRES") else {
        eprintln!("no GUILDHALL_TEST_POSTGRES: servers were killed on SQLite only");
        return;
    };
    let database = format!("crash_{}", std::process::id());
    let psql = |sql: String| {
        let done = Command::new("psql").args(["--quiet", "--no-psqlrc", &server, "--command", &sql]).status().unwrap();
        assert!(done.success(), "{sql}");
    };
    psql(format!("create database {database}"));
    let url = format!("{}/{database}", server.rsplit_once('/').unwrap().0);
    let folder = tempfile::tempdir().unwrap();
    run("postgres", folder.path(), Options::at(&url)).await;
    psql(format!("drop database {database} with (force)"));
}

async fn run(database: &str, folder: &std::path::Path, options: Options) {
    let (owner, cookie, import) = prepare(&options).await;
    let sink = Sink::start().await;
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let base_url = format!("http://127.0.0.1:{port}");
    let mut args: Vec<String> =
        ["serve", "--rate-limits=false", "--log=error", "--smtp-host=127.0.0.1", "--smtp-tls=none"]
            .map(String::from)
            .into();
    args.extend([format!("--smtp-port={}", sink.port), "--smtp-from=Guildhall <guildhall@example.com>".into()]);
    args.extend([format!("--listen=127.0.0.1:{port}"), format!("--base-url={base_url}")]);
    args.push(format!("--data={}", folder.display()));
    if database == "postgres" {
        args.push(format!("--database-url={}", options.url));
    }

    let kills = kills();
    let number = Arc::new(AtomicU32::new(0));
    let mut acknowledged = Vec::new();
    for kill in 0..kills {
        let process = Process::start(&args, port).await;
        if kill == 0 {
            begin_import(port, &cookie, &import).await;
        }
        let load: Vec<_> =
            (0..BUSY).map(|_| tokio::spawn(invite_until_refused(port, cookie.clone(), number.clone()))).collect();
        // Now early, now late in whatever it is doing.
        tokio::time::sleep(Duration::from_millis(150 + kill * 97 % 350)).await;
        process.kill();
        for busy in load {
            acknowledged.extend(busy.await.unwrap());
        }
    }
    let last = Process::start(&args, port).await;
    let db = Db::open(&options).await.unwrap();
    let invited = invited(&db, &owner).await;
    let begun = Instant::now();
    while is_busy(&db, &invited).await || !project::import(&db, &owner, &import).await.unwrap().finished {
        assert!(begun.elapsed() < LONG, "mails stay in the outbox, or projects where they were");
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    last.kill();
    println!(
        "crash on {database}: {kills} kills, {} of {} invitations acknowledged, {} mails",
        acknowledged.len(),
        number.load(Ordering::Relaxed),
        sink.received().len()
    );
    assert!(acknowledged.len() as u64 > kills, "the load did something");
    for address in &acknowledged {
        assert!(invited.contains(address), "{address} was acknowledged and is not invited");
    }
    check_events(&db, &owner, &invited).await;
    check_import(&db, &owner, &import).await;
    check_mails(&db, &invited, &sink).await;
    db.close().await;
}

/// An organization with room for all, its Owner's cookie, and projects that wait to be brought in.
async fn prepare(options: &Options) -> (Actor, String, ImportId) {
    let db = Db::open(options).await.unwrap();
    db.migrate().await.unwrap();
    let (warden, ada) = (world::admin(&db, "warden").await, world::user(&db, "ada").await);
    let (warden, owner) = (world::actor(&db, &warden).await, world::actor(&db, &ada).await);
    let settings = SettingsForm {
        community_seats: "100000".into(),
        daily_invitations: "100000".into(),
        ..SettingsForm::from(&SiteSettings::default())
    };
    admin::change_settings(&db, &warden, &settings).await.unwrap();
    world::org(&db, &warden, &owner, "acme").await;
    for number in 0..PROJECTS {
        let form = NewProjectForm { kind: "app".into(), name: format!("engine-{number}"), ..NewProjectForm::default() };
        project::create(&db, &owner, &owner.name, &form.parse().unwrap()).await.unwrap();
    }
    let import = project::prepare_import(&db, &owner, &name("acme"), None).await.unwrap();
    db.close().await;
    (owner, format!("session={}", ada.expose()), import)
}

/// What goes on by itself from here on, however often the server is killed.
async fn begin_import(port: u16, cookie: &str, import: &ImportId) {
    const BEGIN: &str = "POST /do/app/pages/projects/acts/begin_import HTTP/1.1";
    let answer = ask(port, BEGIN, &headers(cookie), &format!("id={import}")).await;
    assert_eq!(answer, Some(200), "the import has begun");
}

/// Each project came once, and it was told once.
async fn check_import(db: &Db, owner: &Actor, import: &ImportId) {
    let import = project::import(db, owner, import).await.unwrap();
    assert_eq!((import.all, import.tried, import.came), (PROJECTS, PROJECTS, PROJECTS));
    let seen = org::see(db, owner, &name("acme")).await.unwrap();
    assert_eq!(seen.head.projects, PROJECTS);
    let (mut came, mut told, mut before) = (0, 0, None);
    loop {
        let log = log::of_org(db, owner, &name("acme"), before.as_ref()).await.unwrap();
        for line in log.lines {
            match line.change {
                Change::Project(project::Change::ProjectMovedIn { .. }) => came += 1,
                Change::Project(project::Change::ProjectsBroughtIn { count, .. }) => told += count,
                _ => {}
            }
        }
        before = log.older;
        if before.is_none() {
            break;
        }
    }
    assert_eq!((came, told), (PROJECTS, PROJECTS));
}

fn headers(cookie: &str) -> String {
    format!(
        "cookie: {cookie}\r\naccept: application/json\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\n"
    )
}

/// Invites one address after the other until the server is gone; those whose invitation was acknowledged.
async fn invite_until_refused(port: u16, cookie: String, number: Arc<AtomicU32>) -> Vec<String> {
    const INVITE: &str = "POST /do/app/pages/people/invite/invite_people HTTP/1.1";
    let headers = headers(&cookie);
    let mut acknowledged = Vec::new();
    loop {
        let address = format!("p{}@example.com", number.fetch_add(1, Ordering::Relaxed));
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("org", "acme"), ("batch", BatchId::new().as_str()), ("people", &address)])
            .extend_pairs([("role", "member"), ("message", "")])
            .finish();
        match ask(port, INVITE, &headers, &body).await {
            Some(200) => acknowledged.push(address),
            Some(status) => panic!("an invitation was answered with {status}"),
            None => return acknowledged,
        }
    }
}

/// Whether mails wait to be sent. One that a killed server held is taken by another only after minutes, for which a
/// soak alone has the time.
async fn is_busy(db: &Db, invited: &HashSet<String>) -> bool {
    let held_counts = kills() > FEW;
    for address in invited {
        let state = state(db, address).await;
        if state == MailState::Waiting || (held_counts && state == MailState::Sending) {
            return true;
        }
    }
    false
}

/// Where the one mail to an address stands.
async fn state(db: &Db, address: &str) -> MailState {
    let rows = mail::inbox(db, Some(address)).await.unwrap().rows;
    assert_eq!(rows.len(), 1, "one mail to {address}");
    rows[0].state
}

/// Every address that is invited.
async fn invited(db: &Db, owner: &Actor) -> HashSet<String> {
    let mut invited = HashSet::new();
    let mut before = None;
    loop {
        let seen = org::see(db, owner, &name("acme")).await.unwrap();
        let page = invitation::pending(db, &seen.org.reads().unwrap(), "", before.as_ref()).await.unwrap();
        for row in page.rows {
            assert!(invited.insert(row.to.to_string()), "{} is invited twice", row.to);
        }
        before = page.older;
        if before.is_none() {
            return invited;
        }
    }
}

async fn check_events(db: &Db, owner: &Actor, invited: &HashSet<String>) {
    let mut told = HashMap::<String, u32>::new();
    let mut before = None;
    loop {
        let log = log::of_org(db, owner, &name("acme"), before.as_ref()).await.unwrap();
        for line in log.lines {
            if let Change::Invitation(invitation::Change::Invited { to, .. }) = line.change {
                *told.entry(to.to_string()).or_default() += 1;
            }
        }
        before = log.older;
        if before.is_none() {
            break;
        }
    }
    let events: HashSet<String> = told.keys().cloned().collect();
    assert_eq!(&events, invited, "an event for each invitation and for nothing else");
    assert!(told.values().all(|count| *count == 1));
}

async fn check_mails(db: &Db, invited: &HashSet<String>, sink: &Sink) {
    let mut ids = HashMap::<String, HashSet<String>>::new();
    for mail in sink.received().into_iter().filter(|mail| mail.to.starts_with('p')) {
        assert!(invited.contains(&mail.to), "{} got a mail for an invitation that is not", mail.to);
        ids.entry(mail.to).or_default().insert(mail.message_id);
    }
    for address in invited {
        let arrived = ids.get(address).map_or(0, HashSet::len);
        match state(db, address).await {
            MailState::Sent => assert_eq!(arrived, 1, "{address}: there, and twice is told from two by its number"),
            // Held by a server that was killed: perhaps it arrived, and it will be sent again under the same number.
            MailState::Sending => assert!(arrived <= 1, "{address}"),
            other => panic!("the mail to {address} is {other:?}"),
        }
    }
}

#[test]
fn nobody_has_to_read_what_a_command_prints() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = std::process::Command::new(env!("CARGO_BIN_EXE_guildhall"))
        .args(["demo", "--people", "0", "--data", folder.path().to_str().unwrap()])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    // As `head` does once it has read enough.
    drop(demo.stdout.take());
    let ended = demo.wait_with_output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}
