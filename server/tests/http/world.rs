use std::collections::HashMap;

use guildhall::access::{Actor, Origin, Right, Role, Visibility};
use guildhall::account::{self, Profile, SignIn};
use guildhall::application::{self, ProposalForm, Submitted};
use guildhall::db::Db;
use guildhall::id::{ApplicationId, BatchId, ImportId, InvitationId, MailId, OfferId, SessionId};
use guildhall::invitation::{self, Draft, Key, lines};
use guildhall::project::offer::{Transferred, transfer};
use guildhall::project::{NewProjectForm, Person};
use guildhall::site::{SettingsForm, SiteSettings};
use guildhall::text::{
    AccountName, Description, DisplayName, EmailAddress, Greeting, Link, Password, ProjectAt, TeamName,
};
use guildhall::token::Secret;
use guildhall::{admin, mail, member, project, team};

use crate::test_server::PASSWORD;

/// Stands in every text that people type in this world, so that a test can put other words there.
pub const MARK: &str = "Zebra";
/// The link of every account and application.
pub const LINK: &str = "https://zebra.example/Zebra";

/// One of each kind of caller around the organization `acme`, and the ids of what they could meddle with.
pub struct World {
    /// Kind, username, session. The suspended one was an Owner; whoever is signed out has no session.
    pub callers: Vec<(&'static str, &'static str, Option<Secret>)>,
    pub invitation: InvitationId,
    /// The link of the invitation of an address.
    pub link: String,
    /// Secrets of mailed links, by the function that takes them.
    pub tokens: HashMap<&'static str, String>,
    pub batch: BatchId,
    /// A list of the primary owner that waits to be looked at.
    pub draft: BatchId,
    /// Of the stranger; waits for a decision.
    pub application: ApplicationId,
    /// Of the stranger, too; a company's.
    pub company: Option<ApplicationId>,
    pub mail: MailId,
    /// Of the member.
    pub session: SessionId,
    /// Of a project of the organization, to the stranger.
    pub offer: OfferId,
    /// Of the primary owner; looked at and not begun.
    pub import: ImportId,
}

const PEOPLE: [(&str, &str, Option<Role>); 8] = [
    ("stranger", "sam", None),
    ("invited", "ivy", None),
    ("member", "max", Some(Role::Member)),
    ("billing", "bea", Some(Role::Billing)),
    ("manager", "mia", Some(Role::Manager)),
    ("owner", "olga", Some(Role::Owner)),
    ("primary", "ada", None),
    ("suspended", "sue", Some(Role::Owner)),
];

pub fn name(text: &str) -> AccountName {
    AccountName::parse(text).unwrap()
}

fn origin() -> Origin {
    Origin::new("192.0.2.1", &format!("test of the {MARK}")).with("the browser of the test".into())
}

pub async fn session(db: &Db, username: &str) -> Secret {
    match account::sign_in(db, &origin(), username, PASSWORD).await.unwrap() {
        SignIn::In(secret) => secret,
        SignIn::Unconfirmed { .. } => panic!("{username} is not confirmed"),
    }
}

pub async fn actor(db: &Db, session: &Secret) -> Actor {
    account::session(db, session, &origin()).await.unwrap().expect("signed in")
}

/// A user, from the form to the followed link.
pub async fn user(db: &Db, username: &str) -> Secret {
    let email = format!("{username}@example.com");
    let address = EmailAddress::parse(&email).unwrap();
    account::sign_up(db, &origin(), &name(username), &address, &Password::parse(PASSWORD).unwrap()).await.unwrap();
    let session = account::confirm_sign_up(db, &origin(), &mailed_secret(db, &email).await, "").await.unwrap();
    let profile = Profile {
        display_name: DisplayName::parse(&format!("{username} the {MARK}")).unwrap(),
        description: Description::parse(&format!("Somebody and a {MARK}")).unwrap(),
        link: Some(Link::parse(LINK).unwrap()),
    };
    account::change_profile(db, &actor(db, &session).await, &profile).await.unwrap();
    session
}

/// The secret in the newest mail to an address.
pub async fn mailed_secret(db: &Db, email: &str) -> Secret {
    let newest = mail::inbox(db, Some(email)).await.unwrap().rows.remove(0);
    let text = mail::inbox_mail(db, &newest.id, "https://hall.example").await.unwrap().text;
    let (_, rest) = text.split_once("token=").expect("a link");
    Secret::parse(&rest[..43]).unwrap()
}

pub async fn admin(db: &Db, username: &str) -> Secret {
    let email = EmailAddress::parse(&format!("{username}@example.com")).unwrap();
    account::create_admin(db, &name(username), &email, &Password::parse(PASSWORD).unwrap()).await.unwrap();
    session(db, username).await
}

pub fn proposal(kind: &str, org: &str) -> ProposalForm {
    ProposalForm {
        kind: kind.into(),
        name: org.into(),
        display_name: format!("The {org} {MARK}"),
        description: format!("Widgets for every {MARK}"),
        link: LINK.into(),
        members: "6-25".into(),
        purpose: format!("We maintain eleven packages for everyone who needs widgets.\nAlso the {MARK}"),
    }
}

/// An application that waits.
pub async fn application(db: &Db, applicant: &Actor, org: &str) -> ApplicationId {
    let form = proposal("community", org);
    match application::submit(db, applicant, &form.parse().unwrap()).await.unwrap() {
        Submitted::Waiting(id) => id,
        other => panic!("expected to wait, got {other:?}"),
    }
}

/// A community organization of this Owner.
pub async fn org(db: &Db, warden: &Actor, owner: &Actor, org: &str) {
    let id = application(db, owner, org).await;
    let seen = application::review(db, warden, &id).await.unwrap().application.version;
    let note = guildhall::text::Note::parse(&format!("Welcome, dear {MARK}")).unwrap();
    application::approve(db, warden, &id, seen, &note).await.unwrap();
}

/// Invites all of a list; the batch that came of it.
pub async fn invite(db: &Db, owner: &Actor, org: &str, who: &str, role: Role) -> BatchId {
    let (lines, greeting) = (lines(who).unwrap(), Greeting::parse(&format!("Come and see the {MARK}")).unwrap());
    invitation::send(db, owner, &name(org), &BatchId::new(), &lines, role, &greeting).await.unwrap()
}

/// A list to be looked at before it is sent.
pub async fn draft(db: &Db, owner: &Actor, org: &str, who: &str) -> BatchId {
    let message = Greeting::parse(&format!("Come and see the {MARK}")).unwrap();
    let (id, draft) = (BatchId::new(), Draft { lines: lines(who).unwrap(), role: Role::Member, message });
    invitation::prepare(db, owner, &name(org), &id, &draft, false).await.unwrap();
    id
}

pub async fn join(db: &Db, owner: &Actor, org: &str, user: &Actor, role: Role) {
    invite(db, owner, org, user.name.as_str(), role).await;
    let waiting = invitation::waiting(db, user).await.unwrap();
    invitation::accept(db, user, &Key::Own(waiting[0].id.clone())).await.unwrap();
}

impl World {
    pub async fn make(db: &Db) -> Self {
        let warden_session = admin(db, "warden").await;
        let warden = actor(db, &warden_session).await;
        let settings = SettingsForm {
            open_applications: "9".into(),
            community_seats: "50".into(),
            ..SettingsForm::from(&SiteSettings::default())
        };
        admin::change_settings(db, &warden, &settings).await.unwrap();
        let mut callers = vec![("visitor", "", None)];
        for (kind, username, _) in PEOPLE {
            callers.push((kind, username, Some(user(db, username).await)));
        }
        callers.push(("admin", "warden", Some(warden_session)));
        let of = |username: &str| callers.iter().find(|caller| caller.1 == username).unwrap().2.clone().unwrap();
        let (ada, sam, max) = (actor(db, &of("ada")).await, actor(db, &of("sam")).await, actor(db, &of("max")).await);
        org(db, &warden, &ada, "acme").await;
        for (_, username, role) in PEOPLE {
            if let Some(role) = role {
                join(db, &ada, "acme", &actor(db, &of(username)).await, role).await;
            }
        }
        let batch = invite(db, &ada, "acme", "ivy\nnew@example.com", Role::Member).await;
        let draft = draft(db, &ada, "acme", &format!("The {MARK} <newer@example.com>, nobody@here")).await;
        let ivy = actor(db, &of("ivy")).await;
        let invitation = invitation::waiting(db, &ivy).await.unwrap().remove(0).id;
        let link = mailed_secret(db, "new@example.com").await.expose().to_owned();
        let application = application(db, &sam, "sams-place").await;
        let mail = mail::inbox(db, Some("ada@example.com")).await.unwrap().rows.remove(0).id;
        let session = account::sessions(db, &max).await.unwrap().remove(0).id;
        // Olga is asked, so that everybody else who answers for her is refused.
        member::ask_hand_over(db, &ada, &name("acme"), &name("olga")).await.unwrap();
        let (offer, import) = projects(db, &ada, &max).await;
        admin::suspend(db, &name("sue"), true).await.unwrap();
        let tokens = HashMap::from([("join_by_invitation", link.clone())]);
        Self {
            callers,
            invitation,
            link,
            tokens,
            batch,
            draft,
            application,
            company: None,
            mail,
            session,
            offer,
            import,
        }
    }
}

/// A project of each kind in acme, a team with a right, a collaborator who is no member, a project that is offered to
/// the stranger, and some of the primary owner's own that are about to come in.
async fn projects(db: &Db, ada: &Actor, max: &Actor) -> (OfferId, ImportId) {
    let (acme, tess) = (name("acme"), actor(db, &user(db, "tess").await).await);
    let make = async |owner: &str, kind: &str, called: &str| {
        let form = NewProjectForm {
            kind: kind.into(),
            name: called.into(),
            description: format!("Gears for every {MARK}"),
            link: LINK.into(),
            visibility: "internal".into(),
        };
        let made = project::create(db, ada, &name(owner), &form.parse().unwrap()).await.unwrap();
        ProjectAt::from(&made)
    };
    let gearbox = make("acme", "python", "gearbox").await;
    let hall = make("acme", "infrastructure", &format!("The hall of the {MARK}")).await;
    let offered = make("acme", "app", "to-be-given").await;
    make("ada", "nuget", "Ada.Gears").await;
    let (crew, about) = (TeamName::parse(&format!("Crew {MARK}")).unwrap(), format!("A crew and a {MARK}"));
    let crew = team::create(db, ada, &acme, &crew, &Description::parse(&about).unwrap()).await.unwrap();
    team::add(db, ada, &acme, &crew, std::slice::from_ref(&max.name)).await.unwrap();
    project::give_team(db, ada, &gearbox, &crew, Right::Publish).await.unwrap();
    let who = Person::User(tess.name.clone());
    project::give(db, ada, &gearbox, &who, Right::Read).await.unwrap();
    let waiting = project::offer::waiting(db, &tess).await.unwrap().remove(0).id;
    project::offer::accept(db, &tess, &waiting).await.unwrap();
    let address = Person::Address(EmailAddress::parse("newer@example.com").unwrap());
    project::give(db, ada, &gearbox, &address, Right::Read).await.unwrap();
    project::show(db, ada, &hall, Visibility::Public).await.unwrap();
    project::archive(db, ada, &hall).await.unwrap();
    let Transferred::Offered(offer) = transfer(db, ada, &offered, &name("sam"), "to-be-given").await.unwrap() else {
        panic!("it moved at once");
    };
    let import = project::prepare_import(db, ada, &acme, None).await.unwrap();
    (offer, import)
}

/// A mail was given up.
pub async fn give_up(db: &Db, mail: &MailId) {
    let mut tx = db.begin().await.unwrap();
    let failed = sqlx::query("update outbox set state = 'failed', error = coalesce(error, $2) where id = $1")
        .bind(mail.as_str())
        .bind(format!("550 5.1.1 No such user here; {}", "see the manual of this mail server. ".repeat(10)));
    failed.execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// Everybody gave the password an hour ago.
pub async fn hour_ago(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    let earlier = sqlx::query("update sessions set confirmed_at = confirmed_at - 3600000");
    earlier.execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}
