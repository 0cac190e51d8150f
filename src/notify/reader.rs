use sqlx::AnyConnection;

use super::{Audience, Record, store};
use crate::access::Actor;
use crate::event::By;
use crate::id::UserId;
use crate::text::{EmailAddress, Named};
use crate::{Error, Result};

/// A person who can be told something.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Recipient {
    pub id: UserId,
    #[sqlx(flatten)]
    pub named: Named,
    pub email: EmailAddress,
}

impl From<&Actor> for Recipient {
    fn from(actor: &Actor) -> Self {
        Self { id: actor.user.clone(), named: actor.named(), email: actor.email.clone() }
    }
}

/// The people of an audience.
pub(super) async fn readers(conn: &mut AnyConnection, record: &Record<'_>, who: &Audience) -> Result<Vec<Recipient>> {
    let concerned = record.user.or(record.by.user());
    let by = record.by.user();
    match who {
        Audience::Mailbox(_) => Ok(Vec::new()),
        Audience::Subject => match (concerned, record.known, record.by) {
            (Some(user), Some(known), _) if known.id == *user => Ok(vec![known.clone()]),
            (Some(user), _, By::Actor(actor)) if actor.user == *user => Ok(vec![actor.into()]),
            (Some(user), ..) => Ok(vec![store::user(conn, user).await?]),
            (None, ..) => Ok(Vec::new()),
        },
        Audience::OtherSubject => match record.user {
            Some(user) if Some(user) != by => Ok(vec![store::user(conn, user).await?]),
            _ => Ok(Vec::new()),
        },
        Audience::Holder(address) => Ok(store::holder(conn, address).await?.into_iter().collect()),
        Audience::Person(person) => match store::user_named(conn, &person.name.key()).await? {
            Some(user) => Ok(vec![store::user(conn, &user).await?]),
            None => Ok(Vec::new()),
        },
        Audience::Account(account) => {
            let mut people = match store::user_named(conn, &account.name.key()).await? {
                Some(user) => vec![store::user(conn, &user).await?],
                None => store::owners_named(conn, &account.name.key()).await?,
            };
            people.retain(|person| Some(&person.id) != by);
            Ok(people)
        }
        Audience::AllOwners => owners(conn, record).await,
        Audience::Owners | Audience::OtherOwners => {
            let other = *who == Audience::OtherOwners;
            let mut owners = owners(conn, record).await?;
            owners.retain(|owner| Some(&owner.id) != concerned && !(other && Some(&owner.id) == by));
            Ok(owners)
        }
        Audience::OwnersBesides(people) => {
            let mut owners = owners(conn, record).await?;
            for person in people {
                let told = store::user_named(conn, &person.name.key()).await?;
                owners.retain(|owner| Some(&owner.id) != told.as_ref());
            }
            owners.retain(|owner| Some(&owner.id) != by);
            Ok(owners)
        }
        Audience::Reviewers | Audience::OtherReviewers => {
            let mut admins = store::site_admins(conn).await?;
            let concerned = record.user.filter(|_| *who == Audience::OtherReviewers);
            admins.retain(|admin| Some(&admin.id) != by && Some(&admin.id) != concerned);
            Ok(admins)
        }
    }
}

async fn owners(conn: &mut AnyConnection, record: &Record<'_>) -> Result<Vec<Recipient>> {
    store::owners(conn, record.org.ok_or(Error::Internal)?).await
}
