use super::{PASSWORD, store};
use crate::access::{Actor, Origin, Role};
use crate::account::{self, Profile, SignIn};
use crate::application::{self, BillingForm, ProposalForm, Submitted};
use crate::clock::{DAY, HOUR, MINUTE};
use crate::db::Db;
use crate::id::{ApplicationId, BatchId};
use crate::invitation::{self, Key, lines};
use crate::org::Kind;
use crate::text::{AccountName, Description, DisplayName, EmailAddress, Greeting, Message, Note, Password};
use crate::{Error, Problem, Result, notice};

/// The organization of the story.
pub(super) const ACME: &str = "acme-widgets";

/// Somebody of the story.
pub(super) struct Person {
    pub name: &'static str,
    display_name: &'static str,
    pub about: &'static str,
    site_admin: bool,
}

const fn person(name: &'static str, display_name: &'static str, about: &'static str) -> Person {
    Person { name, display_name, about, site_admin: false }
}

const fn admin(name: &'static str, display_name: &'static str, about: &'static str) -> Person {
    Person { name, display_name, about, site_admin: true }
}

pub(super) const PEOPLE: &[Person] = &[
    admin("warden", "Wanda Warden", "site admin"),
    admin("milton", "Milton S.", "site admin, asks a lot"),
    person("ada", "Ada Lovelace", "Owner of acme-widgets"),
    person("grace", "Grace Hopper", "second Owner of acme-widgets"),
    person("kjohnson", "Katherine Johnson", "Manager in acme-widgets"),
    person("linus-tb", "Linus Tørvald-Bäckström", "Manager in acme-widgets"),
    person("barbara", "Barbara Meyer", "Billing manager of acme-widgets"),
    person("ez", "Edsger Zhao", "Member of acme-widgets"),
    person("margaret", "Margaret Hamilton", "Member of acme-widgets"),
    person("fatima", "فاطمة الزهراء", "Member of acme-widgets, applied for atlas"),
    person("peter", "Peter Gibbons", "applied for initech, was asked a question"),
    person("bill", "Bill Lumbergh", "applied for initech too"),
    person("samir", "Samir N.", "belongs to no organization yet"),
];

/// Makes the people and the months behind them.
pub(super) async fn found(db: &Db) -> Result<()> {
    let hash = account::hash_password(&Origin::default(), &text(Password::parse, PASSWORD)?).await?;
    store::insert_people(db, PEOPLE.iter().map(|p| (p.name, p.display_name, p.site_admin)), &hash).await?;
    store::age(db, 400 * DAY).await?;
    let hall = Hall { db };

    let ada = hall.enter("ada").await?;
    let acme = hall
        .apply(
            &ada,
            Kind::Community,
            "acme-widgets",
            "Acme Widgets",
            "Eleven packages that every workshop needs, kept by eight people in four countries.",
        )
        .await?;
    store::age(db, 2 * DAY).await?;
    let warden = hall.enter("warden").await?;
    hall.approve(&warden, &acme, "Welcome. We have used your gears for years.").await?;
    hall.describe(&ada, "Programs for machines that do not exist yet.").await?;
    store::describe(db, "acme-widgets", "Widgets for everyone, since 1952", "https://acme.example").await?;
    store::age(db, 90 * DAY).await?;
    for (name, role) in [
        ("grace", Role::Owner),
        ("kjohnson", Role::Manager),
        ("linus-tb", Role::Manager),
        ("barbara", Role::Billing),
        ("ez", Role::Member),
        ("margaret", Role::Member),
        ("fatima", Role::Member),
    ] {
        hall.invite(&ada, name, role, "").await?;
        store::age(db, DAY).await?;
        hall.join(name).await?;
        store::age(db, 8 * DAY).await?;
    }
    hall.furnish().await?;

    let grace = hall.enter("grace").await?;
    hall.apply(&grace, Kind::Personal, "grace-lab", "Grace's lab", "").await?;
    let declined = hall
        .apply(
            &grace,
            Kind::Community,
            "compilers",
            "Compilers",
            "A place for everybody who writes compilers, and for those who would like to.",
        )
        .await?;
    store::age(db, DAY).await?;
    let milton = hall.enter("milton").await?;
    hall.decline(&milton, &declined, "The name is too general for one group. Please choose one that says who you are.")
        .await?;
    store::age(db, 6 * DAY).await?;

    hall.invite(&ada, "erin@example.org", Role::Member, "").await?;
    store::age(db, 6 * DAY).await?;

    let peter = hall.enter("peter").await?;
    let withdrawn = hall
        .apply(
            &peter,
            Kind::Community,
            "tps-reports",
            "TPS reports",
            "Cover sheets, templates and the memo about them, for all departments.",
        )
        .await?;
    application::withdraw(db, &peter, &withdrawn).await?;
    store::age(db, DAY).await?;
    let initech = hall
        .apply(
            &peter,
            Kind::Company,
            "initech",
            "Initech",
            "We publish fourteen internal libraries \
        from four personal accounts. Two of their owners have left. We want one identity and to know who may publish.",
        )
        .await?;
    hall.bill(&peter, &initech).await?;
    store::age(db, 6 * HOUR).await?;
    let bill = hall.enter("bill").await?;
    hall.apply(
        &bill,
        Kind::Community,
        "Initech",
        "Initech fans",
        "Yeah, we are going to need a place for everything that has to do with Initech.",
    )
    .await?;
    store::age(db, 18 * HOUR).await?;
    hall.ask(
        &milton,
        &initech,
        "Does the e-mail domain initech.example belong to you? Please answer from an address there.",
    )
    .await?;
    application::note(
        db,
        &milton,
        &initech,
        &text(Message::parse, "Domain registered 1999, matches. The rival application looks like a squatter.")?,
    )
    .await?;
    store::age(db, DAY).await?;
    let fatima = hall.enter("fatima").await?;
    let atlas = hall
        .apply(
            &fatima,
            Kind::Community,
            "atlas",
            "أطلس Atlas",
            "Maps of the night sky, made by observatories around the world, free for everyone.",
        )
        .await?;
    store::age(db, 8 * HOUR).await?;
    hall.ask(&warden, &atlas, "Which observatories take part today?").await?;
    store::age(db, 3 * HOUR).await?;
    application::answer(
        db,
        &fatima,
        &atlas,
        &text(Message::parse, "Marrakesh, Atacama and Mauna Kea.\nTwo more have promised to join.")?,
    )
    .await?;
    store::age(db, 2 * HOUR).await?;
    let ez = hall.enter("ez").await?;
    hall.apply(
        &ez,
        Kind::Community,
        "structured",
        "Structured programming",
        "Papers, proofs and programs without jumps, collected by those who care about them.",
    )
    .await?;
    hall.apply(
        &ada,
        Kind::Company,
        "analytical-engines",
        "Analytical Engines Ltd",
        "We build the machine, sell it, and keep what runs on it in one place.",
    )
    .await?;
    hall.invite(&ada, "carol@example.com", Role::Manager, "We need somebody who knows bearings.").await?;
    store::age(db, 20 * MINUTE).await?;
    let grace = hall.enter("grace").await?;
    hall.invite(&grace, "samir", Role::Member, "Come and see what we do with your printer.").await?;
    notice::mark_read(db, &ada).await?;
    store::age(db, 20 * MINUTE).await?;
    store::settle_mails(db).await
}

/// The verbs of the story.
pub(super) struct Hall<'a> {
    pub(super) db: &'a Db,
}

impl Hall<'_> {
    pub(super) async fn enter(&self, name: &str) -> Result<Actor> {
        let origin =
            Origin::new("192.0.2.17", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        match account::sign_in(self.db, &origin, name, PASSWORD).await? {
            SignIn::In(secret) => account::session(self.db, &secret, &origin).await?.ok_or(Error::Internal),
            SignIn::Unconfirmed { .. } => Err(Error::Internal),
        }
    }

    /// Where nobody has to decide the id is that of nothing, and nobody uses it.
    async fn apply(
        &self,
        actor: &Actor,
        kind: Kind,
        name: &str,
        display: &str,
        purpose: &str,
    ) -> Result<ApplicationId> {
        let form = ProposalForm {
            kind: kind.as_str().into(),
            name: name.into(),
            display_name: display.into(),
            members: "6-25".into(),
            purpose: purpose.into(),
            link: format!("https://{}.example", name.to_lowercase()),
            ..ProposalForm::default()
        };
        match application::submit(self.db, actor, &form.parse()?).await? {
            Submitted::Waiting(id) | Submitted::NeedsBilling(id) => Ok(id),
            Submitted::Founded(_) => Ok(ApplicationId::new()),
        }
    }

    async fn invite(&self, actor: &Actor, who: &str, role: Role, message: &str) -> Result<()> {
        let (who, message) = (text(lines, who)?, text(Greeting::parse, message)?);
        let acme = text(AccountName::parse, ACME)?;
        invitation::send(self.db, actor, &acme, &BatchId::new(), &who, role, &message).await.map(|_| ())
    }

    /// Accepts what waits for this person.
    async fn join(&self, name: &str) -> Result<()> {
        let actor = self.enter(name).await?;
        for invitation in invitation::waiting(self.db, &actor).await? {
            invitation::accept(self.db, &actor, &Key::Own(invitation.id)).await?;
        }
        Ok(())
    }

    async fn bill(&self, actor: &Actor, id: &ApplicationId) -> Result<()> {
        let form = BillingForm {
            legal_name: "Initech Inc.".into(),
            email: "billing@initech.example".into(),
            address: "4120 Freidrich Lane\nAustin, TX 78744".into(),
            country: "United States".into(),
            tax_id: "74-2853239".into(),
            reference: "PO-1999-02".into(),
        };
        application::bill(self.db, actor, id, &form.parse()?).await.map(|_| ())
    }

    async fn approve(&self, actor: &Actor, id: &ApplicationId, note: &str) -> Result<()> {
        let seen = application::review(self.db, actor, id).await?.application.version;
        application::approve(self.db, actor, id, seen, &text(Note::parse, note)?).await.map(|_| ())
    }

    async fn decline(&self, actor: &Actor, id: &ApplicationId, reason: &str) -> Result<()> {
        application::decline(self.db, actor, id, &text(Message::parse, reason)?).await.map(|_| ())
    }

    async fn ask(&self, actor: &Actor, id: &ApplicationId, question: &str) -> Result<()> {
        application::ask(self.db, actor, id, &text(Message::parse, question)?).await
    }

    async fn describe(&self, actor: &Actor, description: &str) -> Result<()> {
        let profile =
            Profile { description: text(Description::parse, description)?, ..account::profile(self.db, actor).await? };
        account::change_profile(self.db, actor, &profile).await
    }
}

/// The demo's own texts are valid; one that is not is a broken demo, not a broken form.
pub(super) fn text<T>(parse: impl Fn(&str) -> Result<T, Problem>, words: &str) -> Result<T> {
    parse(words).map_err(|problem| Error::field(words, problem))
}

/// A user of the demo, as the tables need it.
pub(super) fn identity(name: &str, display_name: &str) -> Result<(AccountName, DisplayName, EmailAddress)> {
    let email = format!("{name}@example.com");
    Ok((text(AccountName::parse, name)?, text(DisplayName::parse, display_name)?, text(EmailAddress::parse, &email)?))
}
