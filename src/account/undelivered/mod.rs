//! Mails to users, and to whoever wants to become one, that were given up.

mod store;

use super::{Change, store as users};
use crate::Result;
use crate::clock::{DAY, Timestamp};
use crate::db::Tx;
use crate::event::{By, Past};
use crate::notify::{Record, record};
use crate::text::{EmailAddress, beginning};

/// A user is told no more often than this that no mail reaches them, in milliseconds.
const TOLD_EVERY: i64 = DAY;

/// Notes that the mail with the link of a sign-up or of a new address was given up, and what the mail server said.
pub(crate) async fn undelivered(
    tx: &mut Tx,
    change: &Change,
    past: &Past,
    to: &EmailAddress,
    said: &str,
) -> Result<()> {
    match change {
        Change::SignUpAsked { name, email, .. } => store::mark_sign_up(tx, &name.key(), email, said).await,
        Change::EmailChangeAsked { new, .. } if new.key() == to.key() => {
            let Some(user) = &past.user_id else { return Ok(()) };
            if !store::mark_change(tx, user, new, said, past.at).await? {
                return Ok(());
            }
            let change = Change::NewEmailUndelivered { email: new.clone(), said: beginning(said, 160) };
            record(tx, Record::new(By::Operator, change).user(user)).await?;
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Tells whoever has an address that a mail to it was given up, as they wait for it in vain; once a day.
pub(crate) async fn unreachable(
    tx: &mut Tx,
    to: &EmailAddress,
    subject: &str,
    said: &str,
    now: Timestamp,
) -> Result<()> {
    let Some(user) = users::holder_of(tx, to).await? else { return Ok(()) };
    if !store::mark_user(tx, &user, now, now.plus(-TOLD_EVERY)).await? {
        return Ok(());
    }
    let change = Change::MailUndelivered { subject: subject.to_owned(), said: beginning(said, 160) };
    record(tx, Record::new(By::Operator, change).user(&user)).await?;
    Ok(())
}
