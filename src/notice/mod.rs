//! What a person is told inside the application: a pointer to an event, read or not.

use serde::{Deserialize, Serialize};

use crate::event::Event;
use crate::id::NoticeId;

#[cfg(feature = "server")]
mod read;
#[cfg(feature = "server")]
mod store;

#[cfg(feature = "server")]
pub use read::{latest, mark_read};
#[cfg(feature = "server")]
pub(crate) use store::insert;

/// One notification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    pub event: Event,
    pub read: bool,
}

/// One page of notifications, newest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Notices {
    pub rows: Vec<Notice>,
    /// Where the next, older page begins.
    pub older: Option<NoticeId>,
}
