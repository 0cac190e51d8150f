use super::{Change, store};
use crate::access::{Actor, Origin};
use crate::account::Recipient;
use crate::db::Tx;
use crate::id::{ApplicationId, EventId, OrgId, UserId};
use crate::live::Topic;
use crate::token::Secret;
use crate::{Result, notify};

/// Who does it.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    Actor(&'a Actor),
    /// A user who is not signed in, known by a link.
    User(&'a UserId, &'a Origin),
    /// Somebody unknown.
    Visitor(&'a Origin),
    /// The site itself: a rule, a job, the command line.
    Site,
}

impl By<'_> {
    pub(crate) fn user(&self) -> Option<&UserId> {
        match self {
            Self::Actor(actor) => Some(&actor.user),
            Self::User(user, _) => Some(user),
            Self::Visitor(_) | Self::Site => None,
        }
    }

    pub(super) fn origin(&self) -> Option<&Origin> {
        match self {
            Self::Actor(actor) => Some(&actor.origin),
            Self::User(_, origin) | Self::Visitor(origin) => Some(origin),
            Self::Site => None,
        }
    }
}

/// One change to be written down and told.
#[derive(Debug)]
pub struct Record<'a> {
    pub by: By<'a>,
    pub change: Change,
    /// The organization whose log shows it.
    pub org: Option<&'a OrgId>,
    /// The user it concerns, whose log shows it.
    pub user: Option<&'a UserId>,
    pub application: Option<&'a ApplicationId>,
    /// What a mail's link needs.
    pub secret: Option<&'a Secret>,
    /// What the link of a second mail needs, where one change sends two.
    pub second_secret: Option<&'a Secret>,
    /// The user it concerns as whoever is told, where that has been read already.
    pub known: Option<&'a Recipient>,
}

impl<'a> Record<'a> {
    pub fn new(by: By<'a>, change: Change) -> Self {
        Self { by, change, org: None, user: None, application: None, secret: None, second_secret: None, known: None }
    }

    pub fn org(self, org: &'a OrgId) -> Self {
        Self { org: Some(org), ..self }
    }

    pub fn user(self, user: &'a UserId) -> Self {
        Self { user: Some(user), ..self }
    }

    pub fn application(self, application: &'a ApplicationId) -> Self {
        Self { application: Some(application), ..self }
    }

    pub fn secret(self, secret: &'a Secret) -> Self {
        Self { secret: Some(secret), ..self }
    }

    pub fn second_secret(self, secret: &'a Secret) -> Self {
        Self { second_secret: Some(secret), ..self }
    }
}

/// Writes the event and, by the one table, the mails and notices that follow from it, in the caller's transaction. Open pages
/// that show what changed are told when it is committed.
pub async fn record(tx: &mut Tx, record: Record<'_>) -> Result<EventId> {
    let id = store::insert(tx, &record).await?;
    notify::tell(tx, &id, &record).await?;
    if let Some(org) = record.org {
        tx.tell(Topic::Org(org.clone()));
    }
    for user in [record.by.user(), record.user].into_iter().flatten() {
        tx.tell(Topic::User(user.clone()));
    }
    Ok(id)
}
