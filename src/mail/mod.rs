//! Mail: a letter is put into the outbox in the transaction of its change; a worker sends it, again and again until it
//! is accepted or given up.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::id::MailId;
use crate::text::{Overheard, choice};

#[cfg(feature = "server")]
mod budget;
#[cfg(feature = "server")]
mod given_up;
#[cfg(feature = "server")]
mod letter;
#[cfg(feature = "server")]
mod outbox;
#[cfg(feature = "server")]
mod page;
#[cfg(feature = "server")]
mod render;
#[cfg(feature = "server")]
mod smtp;
#[cfg(feature = "server")]
mod store;
#[cfg(feature = "server")]
mod worker;

#[cfg(all(test, feature = "server"))]
mod sink;
#[cfg(all(test, feature = "server"))]
mod tests;

#[cfg(feature = "server")]
pub use {
    budget::{is_any_used_up, is_used_up, is_used_up_under},
    letter::{Button, Delivery, Letter},
    outbox::queue,
    page::{inbox, inbox_mail},
    render::{Rendered, render},
    smtp::{Smtp, SmtpPassword, SmtpSettings, Tls},
    store::{Figures, failed_count, figures, held},
    worker::{run, send_due, wake},
};

#[cfg(feature = "server")]
pub(crate) use {
    given_up::{given_up, mark_told},
    letter::lifetime,
    outbox::tidy,
    page::{one, page, state},
    store::{forget, release, revive},
};

choice! {
    /// Where a mail stands.
    MailState {
        Waiting = "waiting", "Waiting";
        Sending = "sending", "Sending";
        Sent = "sent", "Sent";
        Failed = "failed", "Failed";
    }
}

/// One row of a list of mails.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct MailRow {
    pub id: MailId,
    #[cfg_attr(feature = "server", sqlx(rename = "to_address"))]
    pub to: String,
    #[cfg_attr(feature = "server", sqlx(try_from = "Overheard"))]
    pub subject: String,
    pub state: MailState,
    pub attempts: i64,
    pub created_at: Timestamp,
    /// When it is tried next, if it waits.
    pub next_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    /// What the mail server said last.
    pub error: Option<Overheard>,
}

/// Mails that wait because the mail server takes nothing from here, or is not there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(sqlx::FromRow))]
pub struct Held {
    pub count: i64,
    /// What the mail server said of the last of them.
    #[cfg_attr(feature = "server", sqlx(rename = "error"))]
    pub said: Option<Overheard>,
}

/// One page of mails, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MailPage {
    pub rows: Vec<MailRow>,
    /// Where the next, older page begins.
    pub older: Option<MailId>,
    /// Mails that were given up, in all.
    pub failed: i64,
    /// Those that wait for the mail server.
    pub held: Option<Held>,
}

/// One mail as its reader sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mail {
    pub row: MailRow,
    pub text: String,
    /// Left out for pages: they show it in a frame, from an address of its own.
    #[serde(skip)]
    pub html: String,
}
