use super::reader::{Recipient, readers};
use super::{Audience, Audited, Carries, Names, Notification, store};
use crate::db::Tx;
use crate::event::{self, By, Subject};
use crate::id::{EventId, OrgId, UserId};
use crate::live::Topic;
use crate::text::EmailAddress;
use crate::token::Secret;
use crate::{Error, Result, mail, notice};

/// One change to be written down and told.
pub struct Record<'a> {
    pub(super) by: By<'a>,
    change: serde_json::Result<String>,
    told: Vec<Notification>,
    pub(super) org: Option<&'a OrgId>,
    pub(super) user: Option<&'a UserId>,
    subject: Option<Subject<'a>>,
    secret: Option<&'a Secret>,
    second_secret: Option<&'a Secret>,
    pub(super) known: Option<&'a Recipient>,
}

impl<'a> Record<'a> {
    pub fn new(by: By<'a>, change: impl Audited) -> Self {
        Self {
            by,
            told: change.notifications(),
            change: serde_json::to_string(&change.kept()),
            org: None,
            user: None,
            subject: None,
            secret: None,
            second_secret: None,
            known: None,
        }
    }

    /// The organization whose log shows it.
    pub fn org(self, org: &'a OrgId) -> Self {
        Self { org: Some(org), ..self }
    }

    /// The user it concerns, whose log shows it.
    pub fn user(self, user: impl Into<Option<&'a UserId>>) -> Self {
        Self { user: user.into(), ..self }
    }

    /// The same, who has been read already as somebody who is told something.
    pub fn known(self, user: Option<&'a Recipient>) -> Self {
        Self { user: user.map(|user| &user.id).or(self.user), known: user, ..self }
    }

    /// What it is about besides a user or an organization.
    pub(crate) fn about(self, subject: impl Into<Subject<'a>>) -> Self {
        Self { subject: Some(subject.into()), ..self }
    }

    /// What a mail's link needs.
    pub fn secret(self, secret: &'a Secret) -> Self {
        Self { secret: Some(secret), ..self }
    }

    /// What the link of a second mail needs, where one change sends two.
    pub fn second_secret(self, secret: &'a Secret) -> Self {
        Self { second_secret: Some(secret), ..self }
    }

    /// A row that needs a secret must get one: a mail without its link would be worse than an error.
    fn carried(&self, carries: Carries) -> Result<Option<&'a Secret>> {
        match carries {
            Carries::Nothing => Ok(None),
            Carries::First => self.secret.map(Some).ok_or(Error::Internal),
            Carries::Second => self.second_secret.map(Some).ok_or(Error::Internal),
        }
    }
}

/// Writes the event, its mails and its notices, in the caller's transaction. Open pages that show what changed are told
/// when it is committed.
pub async fn record(tx: &mut Tx, record: Record<'_>) -> Result<EventId> {
    let change = record.change.as_deref().map_err(|_| Error::Internal)?;
    let Record { by, org, subject, .. } = record;
    let event = event::New { by, change, org, user: record.user.or(by.user()), subject };
    let id = event::insert(tx, &event).await?;
    tell(tx, &id, &record).await?;
    if let Some(org) = org {
        tx.tell(Topic::Org(org.clone()));
    }
    for user in [by.user(), record.user].into_iter().flatten() {
        tx.tell(Topic::User(user.clone()));
    }
    Ok(id)
}

/// Puts the mails into the outbox and the notices before their readers.
async fn tell(tx: &mut Tx, event: &EventId, record: &Record<'_>) -> Result<()> {
    if record.told.is_empty() {
        return Ok(());
    }
    let actor_name = match record.by {
        By::Actor(actor) => actor.named().to_string(),
        By::User(user, _) => store::user(tx, user).await?.named.to_string(),
        By::Operator => "The operator of the site".to_owned(),
        By::Visitor(_) => "Somebody".to_owned(),
    };
    for row in &record.told {
        let secret = record.carried(row.carries)?;
        if let Audience::Mailbox(address) = &row.who {
            let names = Names { recipient: "", actor: &actor_name };
            post(tx, event, row, &names, address, secret).await?;
            continue;
        }
        for person in readers(tx, record, &row.who).await? {
            let names = Names { recipient: person.named.display_name.as_str(), actor: &actor_name };
            post(tx, event, row, &names, &person.email, secret).await?;
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
    row: &Notification,
    names: &Names<'_>,
    to: &EmailAddress,
    secret: Option<&Secret>,
) -> Result<()> {
    let Some(letter) = row.letter.as_ref().map(|letter| letter(names)) else { return Ok(()) };
    if let Some(kind) = row.delivery.unasked
        && mail::is_used_up(tx, kind, to).await?
    {
        // Whoever asked gets the same answer: it must not tell whose address this is.
        return Ok(());
    }
    mail::queue(tx, &letter, row.delivery, to, event, secret).await
}
