//! The one table of who is told what. Every change passes through it, in the transaction of the change.

mod people;
mod table;

use sqlx::AnyConnection;

use crate::account::{self, Named, Recipient};
use crate::db::Tx;
use crate::event::{By, Record};
use crate::id::EventId;
use crate::live::Topic;
use crate::mail::{self, Letter};
use crate::text::EmailAddress;
use crate::token::Secret;
use crate::{Error, Result, member, notice};

/// Who is told.
#[derive(Clone, Debug, PartialEq)]
enum Audience {
    /// The user whom the change concerns.
    Subject,
    /// All site admins but the one who did it.
    Reviewers,
    /// The same without the one whom the change concerns.
    OtherReviewers,
    /// The Owners of the organization but the one whom the change concerns.
    Owners,
    /// The same without the one who did it.
    OtherOwners,
    /// All Owners of the organization.
    AllOwners,
    /// The Owners but the one who did it and these people, who are told for themselves.
    OwnersBesides(Vec<Named>),
    /// The user who has an address, if there is one.
    Holder(EmailAddress),
    /// A mailbox, whoever holds it.
    Mailbox(EmailAddress),
}

/// Which of the change's secrets the mail's link carries.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Carries {
    Nothing,
    First,
    Second,
}

/// Writes a letter to one recipient.
type Writer = Box<dyn Fn(&Names<'_>) -> Letter + Send + Sync>;

/// One row of the table.
struct Told {
    who: Audience,
    letter: Option<Writer>,
    carries: Carries,
    notice: bool,
}

/// Whom a letter speaks to and of.
struct Names<'a> {
    recipient: &'a str,
    actor: &'a str,
}

fn mail(who: Audience, letter: impl Fn(&Names<'_>) -> Letter + Send + Sync + 'static) -> Told {
    Told { who, letter: Some(Box::new(letter)), carries: Carries::Nothing, notice: false }
}

fn notice(who: Audience) -> Told {
    Told { who, letter: None, carries: Carries::Nothing, notice: true }
}

impl Told {
    fn and_notice(self) -> Self {
        Self { notice: true, ..self }
    }

    fn carrying(self, carries: Carries) -> Self {
        Self { carries, ..self }
    }
}

/// Puts the mails into the outbox and the notices before their readers.
pub(crate) async fn tell(tx: &mut Tx, event: &EventId, record: &Record<'_>) -> Result<()> {
    let rows = table::table(&record.change);
    if rows.is_empty() {
        return Ok(());
    }
    let actor_name = match record.by {
        By::Actor(actor) => actor.named().to_string(),
        By::User(user, _) => account::recipient(tx, user).await?.named.to_string(),
        By::Site => "The operator of the site".to_owned(),
        By::Visitor(_) => "Somebody".to_owned(),
    };
    for row in rows {
        let secret = carried(record, row.carries)?;
        if let Audience::Mailbox(address) = &row.who {
            let names = Names { recipient: "", actor: &actor_name };
            post(tx, event, &row, &names, address, secret).await?;
            continue;
        }
        for person in readers(tx, record, &row.who).await? {
            let names = Names { recipient: person.named.display_name.as_str(), actor: &actor_name };
            post(tx, event, &row, &names, &person.email, secret).await?;
            if row.notice {
                notice::insert(tx, &person.id, event).await?;
                tx.tell(Topic::User(person.id.clone()));
            }
        }
    }
    Ok(())
}

async fn post(
    tx: &mut Tx,
    event: &EventId,
    row: &Told,
    names: &Names<'_>,
    to: &EmailAddress,
    secret: Option<&Secret>,
) -> Result<()> {
    let Some(letter) = row.letter.as_ref().map(|letter| letter(names)) else { return Ok(()) };
    if let Some(kind) = letter.unasked()
        && mail::is_used_up(tx, kind, to).await?
    {
        // Whoever asked gets the same answer: it must not tell whose address this is.
        return Ok(());
    }
    mail::queue(tx, &letter, to, event, secret).await
}

async fn readers(conn: &mut AnyConnection, record: &Record<'_>, who: &Audience) -> Result<Vec<Recipient>> {
    match who {
        Audience::Mailbox(_) => Ok(Vec::new()),
        Audience::Subject => match (record.user.or(record.by.user()), record.known, record.by) {
            (Some(user), Some(known), _) if known.id == *user => Ok(vec![known.clone()]),
            (Some(user), _, By::Actor(actor)) if actor.user == *user => Ok(vec![actor.recipient()]),
            (Some(user), ..) => Ok(vec![account::recipient(conn, user).await?]),
            (None, ..) => Ok(Vec::new()),
        },
        Audience::Holder(address) => match account::holder_of(conn, address).await? {
            Some(user) => Ok(vec![account::recipient(conn, &user).await?]),
            None => Ok(Vec::new()),
        },
        Audience::Owners | Audience::OtherOwners => {
            let mut owners = member::owners(conn, record.org.ok_or(Error::Internal)?).await?;
            let concerned = record.user.or(record.by.user());
            let other = *who == Audience::OtherOwners;
            owners.retain(|owner| Some(&owner.id) != concerned && !(other && Some(&owner.id) == record.by.user()));
            Ok(owners)
        }
        Audience::AllOwners => member::owners(conn, record.org.ok_or(Error::Internal)?).await,
        Audience::OwnersBesides(people) => {
            let mut owners = member::owners(conn, record.org.ok_or(Error::Internal)?).await?;
            for person in people {
                let found = account::user_named(conn, &person.name.key()).await?;
                owners.retain(|owner| found.as_ref().is_none_or(|(id, _)| owner.id != *id));
            }
            owners.retain(|owner| Some(&owner.id) != record.by.user());
            Ok(owners)
        }
        Audience::Reviewers | Audience::OtherReviewers => {
            let mut admins = account::site_admins(conn).await?;
            let concerned = record.user.filter(|_| *who == Audience::OtherReviewers);
            admins.retain(|admin| Some(&admin.id) != record.by.user() && Some(&admin.id) != concerned);
            Ok(admins)
        }
    }
}

/// A row that needs a secret must get one: a mail without its link would be worse than an error.
fn carried<'a>(record: &Record<'a>, carries: Carries) -> Result<Option<&'a Secret>> {
    match carries {
        Carries::Nothing => Ok(None),
        Carries::First => record.secret.map(Some).ok_or(Error::Internal),
        Carries::Second => record.second_secret.map(Some).ok_or(Error::Internal),
    }
}
