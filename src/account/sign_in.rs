use sqlx::AnyConnection;

use super::alarm::alarm;
use super::device::{self, Known};
use super::sign_up::Pending;
use super::store::User;
use super::{Change, hash, session, sign_up, store, throttle};
use crate::access::Origin;
use crate::clock::Timestamp;
use crate::db::Db;
use crate::event::By;
use crate::id::UserId;
use crate::notify::{Record, record};
use crate::text::{AccountName, EmailAddress};
use crate::token::Secret;
use crate::{Error, Result};

/// What a right password leads to.
#[derive(Debug)]
pub enum SignIn {
    /// A session, by its cookie.
    In(Secret),
    /// The sign-up still waits for its address to be confirmed; the link was sent again. `refused` if the mail before
    /// was given up.
    Unconfirmed { refused: bool },
}

/// Tries from places a user does not know, in an hour, that cost nothing; each place has its own five besides.
const FROM_ANYWHERE: i64 = 50;

/// Signs in by username or e-mail address. Public on purpose. An unknown name and a wrong password are the same, in
/// words and in time: both read the same rows, check the same hashes and write as many lines.
pub async fn sign_in(db: &Db, origin: &Origin, login: &str, password: &str) -> Result<SignIn> {
    let (name_key, email_key) = keys_of(login);
    if name_key.is_empty() && email_key.is_empty() {
        hash::verify(origin, password, None).await?;
        return Err(Error::WrongCredentials);
    }
    let tried = format!("{name_key}{email_key}");
    // The try is counted before the password is looked at, so that many at one time are no more tries than one after
    // the other.
    let mut tx = db.begin().await?;
    let user = store::user_by_login(&mut tx, &name_key, &email_key).await?;
    let pending = sign_up::by_login(&mut tx, &name_key, &email_key, Timestamp::now()).await?;
    let lanes = count_try(&mut tx, origin, user.as_ref(), pending.as_ref(), &tried).await?;
    let was_called = called(user.as_ref(), pending.as_ref());
    tx.commit().await?;
    // Both are checked, there or not, so that neither the answer nor its time tells which exists.
    let is_user = hash::verify(origin, password, user.as_ref().map(|user| user.password_hash.clone())).await?;
    let is_pending =
        hash::verify(origin, password, pending.as_ref().map(|pending| pending.password_hash.clone())).await?;
    let renewed = match &user {
        // Who comes with the right password is let in, even where nobody has time to hash it.
        Some(user) if is_user => hash::renewed(origin, password, &user.password_hash).await.unwrap_or(None),
        _ => None,
    };

    let mut tx = db.begin().await?;
    // While the hash was checked, the password may have been changed or its user suspended.
    let is_user = match &user {
        Some(user) if is_user => store::still_has(&mut tx, user, renewed.as_deref()).await?,
        _ => false,
    };
    let done = match (user.as_ref().filter(|_| is_user), pending.filter(|_| is_pending)) {
        (Some(user), _) => {
            let is_new = device::remember(&mut tx, &user.id, origin).await?;
            let secret = session::begin(&mut tx, &user.id, origin).await?;
            let change =
                if is_new { Change::SignedInAnew { address: origin.address.clone() } } else { Change::SignedIn };
            record(&mut tx, Record::new(By::User(&user.id, origin), change)).await?;
            Ok(SignIn::In(secret))
        }
        (None, Some(pending)) => {
            sign_up::send_again(&mut tx, origin, &pending).await?;
            Ok(SignIn::Unconfirmed { refused: pending.refused })
        }
        (None, None) => Err(Error::WrongCredentials),
    };
    match (&done, &user) {
        (Ok(_), _) => {
            for (lane, _) in &lanes {
                throttle::clear(&mut tx, lane).await?;
            }
        }
        (Err(_), Some(user)) => {
            alarm(origin, &was_called, "sign-in failed");
            record(&mut tx, Record::new(By::Visitor(origin), Change::SignInFailed).user(&user.id)).await?;
        }
        (Err(_), None) => {
            alarm(origin, &was_called, "sign-in failed");
            // As many statements as for somebody, and in nobody else's way.
            for (lane, _) in lanes.iter().take(1) {
                throttle::hold(&mut tx, lane).await?;
            }
        }
    }
    tx.commit().await?;
    done
}

/// The keys of the username or the address that was typed; one of them is empty, or both.
pub(super) fn keys_of(login: &str) -> (String, String) {
    let name = AccountName::typed(login).map(|name| name.key().as_str().to_owned());
    let email = EmailAddress::parse(login).map(|email| email.key());
    (name.unwrap_or_default(), email.unwrap_or_default())
}

/// Counts a try of a password, or returns `TooMany` while there were too many. Returns what is to be cleared once the
/// password was right.
pub(super) async fn count_try(
    conn: &mut AnyConnection,
    origin: &Origin,
    user: Option<&User>,
    pending: Option<&Pending>,
    tried: &str,
) -> Result<Vec<(String, i64)>> {
    let lanes = lanes(conn, origin, user, pending, tried).await?;
    for (lane, free) in &lanes {
        let counted = throttle::attempt_of(conn, lane, *free).await;
        counted.inspect_err(|_| alarm(origin, &called(user, pending), "sign-in held up"))?;
    }
    Ok(lanes)
}

/// Who it is for the log. What belongs to nobody is not written down: it may be a password, typed into the wrong field.
fn called(user: Option<&User>, pending: Option<&Pending>) -> String {
    let name = user.map(|user| &user.name).or(pending.map(|pending| &pending.name));
    name.map_or("unknown", AccountName::as_str).to_owned()
}

/// What a try counts against, and how many are free there. A browser the user knows counts for itself alone, so that
/// nobody else can use up its tries; a place they do not know counts with all such places as well.
async fn lanes(
    conn: &mut AnyConnection,
    origin: &Origin,
    user: Option<&User>,
    pending: Option<&Pending>,
    tried: &str,
) -> Result<Vec<(String, i64)>> {
    // By user, so that the username and the address are no two ways in.
    let who = match (user, pending) {
        (Some(user), _) => user.id.to_string(),
        (None, Some(pending)) => pending.id.to_string(),
        (None, None) => tried.to_owned(),
    };
    let known = match user {
        Some(user) => device::known(conn, &user.id, origin).await?,
        None => Known::No,
    };
    let [with, from, anywhere] = keys(&who, origin);
    Ok(match known {
        Known::Device => vec![(with, throttle::FREE)],
        Known::Network => vec![(from, throttle::FREE)],
        Known::No => vec![(from, throttle::FREE), (anywhere, FROM_ANYWHERE)],
    })
}

/// What tries count against with this browser, from this network, and from anywhere.
fn keys(who: &str, origin: &Origin) -> [String; 3] {
    [format!("with {}", origin.device), format!("from {}", origin.network()), "from anywhere".to_owned()]
        .map(|place| format!("sign-in {who} {place}"))
}

/// Forgets the tries of everybody at places that a user does not know, and all from this one.
pub(super) async fn forget_tries(conn: &mut AnyConnection, user: &UserId, origin: &Origin) -> Result<()> {
    for key in keys(user.as_str(), origin) {
        throttle::clear(conn, &key).await?;
    }
    Ok(())
}
