//! The world with a text in every place where people can type one. Made once for all tests that ask it.

use guildhall::access::{Caller, Role};
use guildhall::application::{self, BillingForm, Submitted};
use guildhall::db::Db;
use guildhall::id::ApplicationId;
use guildhall::invitation::{self, Key};
use guildhall::text::{EmailAddress, Greeting, Message, Note, Password};
use guildhall::{account, admin, mail, member};
use tokio::sync::OnceCell;

use crate::test_server::{PASSWORD, TestServer};
use crate::world::{self, MARK, World, actor, invite, join, name, proposal, user};

/// A world and the bytes of its database.
pub struct Stored {
    pub world: World,
    /// Every application there is, in whatever state.
    pub applications: Vec<ApplicationId>,
    database: Vec<u8>,
}

/// The world, made by whichever test asks first.
pub async fn stored() -> &'static Stored {
    static STORED: OnceCell<Stored> = OnceCell::const_new();
    STORED
        .get_or_init(|| async {
            let server = TestServer::open().await;
            let mut world = World::make(&server.db).await;
            let applications = fill(&server.db, &mut world).await;
            // Closed, so that its file holds everything.
            server.db.close().await;
            let database = std::fs::read(server.folder().join("guildhall.sqlite3")).unwrap();
            Stored { world, applications, database }
        })
        .await
}

impl Stored {
    /// A folder with the world in it, untouched.
    pub fn folder(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("guildhall.sqlite3"), &self.database).unwrap();
        folder
    }

    /// A site on the world, untouched.
    pub async fn server(&self) -> TestServer {
        self.server_with(&[]).await
    }

    /// The same with flags of `guildhall serve`.
    pub async fn server_with(&self, flags: &[&str]) -> TestServer {
        TestServer::open_in(self.folder(), flags).await
    }
}

fn message(about: &str) -> Message {
    Message::parse(&format!("{about}\nabout the {MARK}")).unwrap()
}

async fn fill(db: &Db, world: &mut World) -> Vec<ApplicationId> {
    let of = |username: &str| world.callers.iter().find(|caller| caller.1 == username).unwrap().2.clone().unwrap();
    let (warden, ada) = (actor(db, &of("warden")).await, actor(db, &of("ada")).await);
    let (sam, max) = (actor(db, &of("sam")).await, actor(db, &of("max")).await);

    // The conversation about an application that waits, and one for the same name.
    let open = world.application.clone();
    application::ask(db, &warden, &open, &message("A question")).await.unwrap();
    application::answer(db, &sam, &open, &message("An answer")).await.unwrap();
    application::note(db, &warden, &open, &message("A note")).await.unwrap();
    application::ask(db, &warden, &open, &message("Another question")).await.unwrap();
    let rival = world::application(db, &max, "sams-place").await;

    // What was decided, withdrawn, and who pays.
    let declined = world::application(db, &sam, "not-to-be").await;
    application::decline(db, &warden, &declined, &message("A reason")).await.unwrap();
    let lost = world::application(db, &max, "wanted").await;
    world::org(db, &warden, &sam, "wanted").await;
    let withdrawn = world::application(db, &sam, "never-mind").await;
    application::withdraw(db, &sam, &withdrawn).await.unwrap();
    let company = application::submit(db, &sam, &proposal("company", "sams-company").parse().unwrap()).await.unwrap();
    let Submitted::NeedsBilling(company) = company else { panic!("a company without billing: {company:?}") };
    let text = |what: &str| format!("{what} {MARK}");
    let billing = BillingForm {
        legal_name: text("Sam’s Company"),
        email: "billing@example.com".into(),
        address: format!("1 Main Street\n{MARK}"),
        country: text("The country"),
        tax_id: text("74-2853239"),
        reference: text("PO-1999"),
    };
    application::bill(db, &sam, &company, &billing.parse().unwrap()).await.unwrap();

    // People who declined, left, were removed and changed their role.
    let tim = actor(db, &user(db, "tim").await).await;
    invite(db, &ada, "acme", "tim", Role::Member).await;
    let waiting = invitation::waiting(db, &tim).await.unwrap();
    let caller = Caller { origin: tim.origin.clone(), actor: Some(tim.clone()) };
    let sorry = Greeting::parse(&text("Sorry,")).unwrap();
    invitation::decline(db, &caller, &Key::Own(waiting[0].id.clone()), &sorry).await.unwrap();
    join(db, &ada, "acme", &tim, Role::Member).await;
    member::change_role(db, &ada, &name("acme"), &name("tim"), Role::Manager).await.unwrap();
    member::leave(db, &tim, &name("acme"), "tim").await.unwrap();
    join(db, &ada, "acme", &tim, Role::Member).await;
    member::remove(db, &ada, &name("acme"), &name("tim"), "tim").await.unwrap();
    invite(db, &ada, "acme", "tim", Role::Member).await;
    let unwanted = invitation::waiting(db, &tim).await.unwrap().remove(0).id;
    invitation::report(db, &caller, &Key::Own(unwanted)).await.unwrap();
    invite(db, &ada, "acme", &format!("a {MARK} &\nThe {MARK} <called@example.com>"), Role::Member).await;

    // What a site admin did in the organization, and undid.
    let acme = name("acme");
    guildhall::org::change_seats(db, &warden, &acme, 21, &message("A reason")).await.unwrap();
    for (before, heir) in [("ada", "olga"), ("olga", "ada")] {
        member::appoint(db, &warden, &acme, &name(before), &name(heir), &message("A reason")).await.unwrap();
    }
    member::ask_hand_over(db, &ada, &acme, &name("olga")).await.unwrap();

    // A name that nobody may have.
    let reason = Note::parse(&text("A trade mark of")).unwrap();
    guildhall::admin::block_name(db, &warden, &name("blocked-name"), &reason).await.unwrap();

    // Every other kind of mail there is for an account.
    admin::promote(db, &warden, &name("olga")).await.unwrap();
    admin::demote(db, &warden, &name("olga")).await.unwrap();
    let new = EmailAddress::parse("new-max@example.com").unwrap();
    account::change_email(db, &max, PASSWORD, &new).await.unwrap();
    account::forget(db, &sam.origin, &EmailAddress::parse("sam@example.com").unwrap()).await.unwrap();
    let (nora, address) = (name("nora"), EmailAddress::parse("nora@example.com").unwrap());
    account::sign_up(db, &sam.origin, &nora, &address, &Password::parse(PASSWORD).unwrap()).await.unwrap();
    for (function, mailbox) in [
        ("confirm_email", "new-max@example.com"),
        ("cancel_email_change", "max@example.com"),
        ("reset_password", "sam@example.com"),
        ("confirm_sign_up", "nora@example.com"),
    ] {
        world.tokens.insert(function, world::mailed_secret(db, mailbox).await.expose().to_owned());
    }
    // What is left to do: one site admin more than there must be, a company to be billed, a mail that was given up.
    world::admin(db, "wanda").await;
    world.company = Some(company.clone());
    world::give_up(db, &world.mail).await;
    let undelivered = mail::inbox(db, Some("called@example.com")).await.unwrap().rows.remove(0).id;
    world::give_up(db, &undelivered).await;
    guildhall::job::run_due(db).await;
    vec![open, rival, declined, lost, withdrawn, company]
}

/// Every mail of the world, the newest first.
pub async fn mails(server: &TestServer) -> Vec<mail::MailRow> {
    mail::inbox(&server.db, None).await.unwrap().rows
}
