//! What site admins do: settings, mails, blocked names, and who is one of them. What the operator does from the command
//! line is here, too: whoever holds the database may do it.

use serde::{Deserialize, Serialize};

use crate::text::{EmailAddress, Named};

#[cfg(feature = "server")]
mod admins;
#[cfg(feature = "server")]
mod change;
#[cfg(feature = "server")]
mod letter;
#[cfg(feature = "server")]
mod mails;
#[cfg(feature = "server")]
mod names;
#[cfg(feature = "server")]
mod settings;
#[cfg(feature = "server")]
mod suspend;

#[cfg(feature = "server")]
pub use {
    admins::{admins, demote, demote_here, promote, promote_here},
    change::Change,
    mails::{mail, mails, send_held_mails, send_mail_again},
    names::{block_name, release_name, unheld_name, unheld_names},
    settings::{change_settings, settings},
    suspend::{restore, suspend},
};

/// A site admin among the others. Who is suspended is none while that lasts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteAdmin {
    pub named: Named,
    pub email: EmailAddress,
    pub suspended: bool,
}
