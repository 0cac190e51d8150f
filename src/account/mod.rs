//! Users. A user exists only once the e-mail address was verified: until then there is a sign-up that holds the name
//! for a day.

use serde::{Deserialize, Serialize};

use crate::clock::{DAY, HOUR, Timestamp};
use crate::id::SessionId;
use crate::text::{AccountName, Description, DisplayName, EmailAddress, Link, Named, Overheard, choice};

#[cfg(feature = "server")]
mod alarm;
#[cfg(feature = "server")]
mod change;
#[cfg(feature = "server")]
mod common;
#[cfg(feature = "server")]
mod device;
#[cfg(feature = "server")]
mod email;
#[cfg(feature = "server")]
mod find;
#[cfg(feature = "server")]
mod fold;
#[cfg(feature = "server")]
mod hash;
#[cfg(feature = "server")]
mod letter;
#[cfg(feature = "server")]
mod link;
#[cfg(feature = "server")]
mod password;
#[cfg(feature = "server")]
mod profile;
#[cfg(feature = "server")]
mod recover;
#[cfg(feature = "server")]
mod session;
#[cfg(feature = "server")]
mod set_up;
#[cfg(feature = "server")]
mod sign_in;
#[cfg(feature = "server")]
mod sign_up;
#[cfg(feature = "server")]
pub(crate) mod site_admin;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod throttle;
#[cfg(feature = "server")]
mod tidy;
#[cfg(feature = "server")]
mod undelivered;

#[cfg(test)]
pub(crate) use hash::cheap_hash;
#[cfg(feature = "server")]
pub use {
    change::Change,
    email::{cancel_email_change, change_email, confirm_email, pending_email_change},
    find::find,
    link::look_at_link,
    password::{change_password, confirmed, password_strength},
    profile::{PublicPage, change_profile, change_theme, profile, public_page},
    recover::{forget, reset_link_holder, reset_password},
    session::{end_other_sessions, end_session, session, session_and_viewer, sessions, sign_out, viewer},
    set_up::{create_admin, needs_set_up, set_up},
    sign_in::{SignIn, sign_in},
    sign_up::{Waiting, confirm_sign_up, correct_sign_up, sign_up, waiting_sign_up},
};
#[cfg(feature = "server")]
pub(crate) use {
    fold::fold_some,
    hash::hash as hash_password,
    password::new_hash as new_password_hash,
    session::end_all as end_all_sessions,
    sign_up::{end_sign_up, enter},
    store::{anybody_named, holder_of, insert_demo_user, insert_org_account, lock, user_named},
    tidy::tidy,
    undelivered::{undelivered, unreachable},
};

/// How long the link of a sign-up or of a new address holds, in milliseconds.
pub const CONFIRM_WITHIN: i64 = DAY;
/// How long the link of a forgotten password holds, in milliseconds.
pub const RESET_WITHIN: i64 = HOUR;
/// How long a change of address can be undone from the old one, in milliseconds.
pub const CANCEL_WITHIN: i64 = 7 * DAY;
/// A session ends when it was not used for so long, in milliseconds.
pub const SESSION_IDLE: i64 = 14 * DAY;
/// A session ends so long after sign-in, in milliseconds.
pub const SESSION_LIFE: i64 = 90 * DAY;

choice! {
    /// Light or dark.
    Theme {
        System = "system", "As the system";
        Light = "light", "Light";
        Dark = "dark", "Dark";
    }
}

choice! {
    /// Links whose page says what they are going to do before they do it.
    MailedLink {
        SetUp = "set_up", "Set up the site";
        ConfirmEmail = "confirm_email", "Confirm a new address";
        CancelEmail = "cancel_email", "Keep an address";
    }
}

/// What the holder of an account can change of its public page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Profile {
    pub display_name: DisplayName,
    pub description: Description,
    pub link: Option<Link>,
}

/// What every page shows whoever is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Viewer {
    pub name: AccountName,
    pub display_name: DisplayName,
    #[cfg_attr(feature = "server", sqlx(try_from = "crate::db::Flag"))]
    pub site_admin: bool,
    pub theme: Theme,
    /// Notices not read yet.
    pub unread: i64,
    /// Invitations and offers that wait for an answer.
    pub waiting: i64,
}

/// The public page of an account, the same for users and organizations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Public {
    pub name: AccountName,
    #[cfg_attr(feature = "server", sqlx(try_from = "crate::db::Flag"))]
    pub is_org: bool,
    pub display_name: DisplayName,
    pub description: Description,
    pub link: Option<Link>,
    pub since: Timestamp,
}

/// An account that was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Brief {
    #[serde(flatten)]
    #[cfg_attr(feature = "server", sqlx(flatten))]
    pub named: Named,
    pub description: Description,
}

/// One browser that is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Session {
    pub id: SessionId,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub address: String,
    #[cfg_attr(feature = "server", sqlx(try_from = "Overheard"))]
    pub client: String,
    /// Whether it is the one that asks.
    #[cfg_attr(feature = "server", sqlx(skip))]
    pub current: bool,
}

/// A change of address that waits or can still be undone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EmailChange {
    pub old: EmailAddress,
    pub new: EmailAddress,
    pub asked_at: Timestamp,
    /// Why the mail to the new address was given up.
    pub undelivered: Option<Overheard>,
}

/// How hard a password is to guess, from 0 to 4, and what would help.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Strength {
    pub score: u8,
    pub advice: String,
}

impl Strength {
    /// The least score that is accepted.
    pub const ENOUGH: u8 = 3;
}
