//! Users. A user exists only once the e-mail address was verified: until then there is a sign-up that holds the name for a day.

use serde::{Deserialize, Serialize};

use crate::clock::{DAY, HOUR, MINUTE, Timestamp};
use crate::id::SessionId;
use crate::text::{AccountName, Description, DisplayName, EmailAddress, Link, choice};

#[cfg(feature = "server")]
mod alarm;
#[cfg(feature = "server")]
mod common;
#[cfg(feature = "server")]
mod device;
#[cfg(feature = "server")]
mod email;
#[cfg(feature = "server")]
mod hash;
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
mod site_admin;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod suspend;
#[cfg(feature = "server")]
mod throttle;
#[cfg(feature = "server")]
mod tidy;

#[cfg(test)]
pub(crate) use hash::cheap_hash;
#[cfg(feature = "server")]
pub use {
    email::{cancel_email_change, change_email, confirm_email, pending_email_change},
    password::{change_password, confirmed, is_confirmed, password_strength},
    profile::{PublicPage, change_profile, change_theme, profile, public_page},
    recover::{forget, reset_link_holder, reset_password},
    session::{end_other_sessions, end_session, session, sessions, sign_out},
    set_up::{create_admin, needs_set_up, set_up},
    sign_in::{SignIn, sign_in},
    sign_up::{Waiting, confirm_sign_up, sign_up, waiting_sign_up},
    site_admin::{admins, demote, demote_here, promote, promote_here},
    store::{Recipient, is_site_admin, recipient, site_admins},
    suspend::{restore, suspend},
    tidy::tidy,
};
#[cfg(feature = "server")]
pub(crate) use {
    hash::hash as hash_password,
    password::new_hash as new_password_hash,
    sign_up::{end_sign_up, enter},
    store::{holder_of, insert_demo_user, insert_org_account, lock, user_named},
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
/// A given password counts for dangerous acts for so long, in milliseconds.
pub const CONFIRMED_FOR: i64 = 15 * MINUTE;

choice! {
    /// Light or dark.
    Theme {
        System = "system", "As the system";
        Light = "light", "Light";
        Dark = "dark", "Dark";
    }
}

/// An account as it is called: a user or an organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Named {
    pub name: AccountName,
    pub display_name: DisplayName,
}

impl std::fmt::Display for Named {
    /// As sentences name it: anybody may choose any display name, so the one name that nobody shares stands beside it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { name, display_name } = self;
        if display_name.as_str() == name.as_str() { write!(f, "{name}") } else { write!(f, "{display_name} (@{name})") }
    }
}

/// A site admin among the others. Who is suspended is none while that lasts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteAdmin {
    pub named: Named,
    pub email: EmailAddress,
    pub suspended: bool,
}

/// What the holder of an account can change of its public page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    pub display_name: DisplayName,
    pub description: Description,
    pub link: Option<Link>,
}

/// The public page of an account, the same for users and organizations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Public {
    pub name: AccountName,
    pub is_org: bool,
    pub display_name: DisplayName,
    pub description: Description,
    pub link: Option<Link>,
    pub since: Timestamp,
}

/// One browser that is signed in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Session {
    pub id: SessionId,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    pub address: String,
    pub client: String,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// A change of address that waits or can still be undone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EmailChange {
    pub old: EmailAddress,
    pub new: EmailAddress,
    pub asked_at: Timestamp,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_called_like_another_is_told_apart() {
        let named = |name, called| Named {
            name: AccountName::parse(name).expect("a name"),
            display_name: DisplayName::parse(called).expect("a display name"),
        };
        assert_eq!(named("ada", "ada").to_string(), "ada");
        assert_eq!(named("ada", "Ada Lovelace").to_string(), "Ada Lovelace (@ada)");
        assert_eq!(named("mallory", "ada").to_string(), "ada (@mallory)");
        // In Cyrillic.
        assert_eq!(named("mallory", "\u{410}d\u{430}").to_string(), "\u{410}d\u{430} (@mallory)");
    }
}
