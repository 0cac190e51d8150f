//! What a person is told inside the application: a pointer to an event, read or not.

use crate::event::Event;
use crate::id::NoticeId;

mod read;
mod store;

pub use read::{latest, mark_read};
pub(crate) use store::{forget, insert};

/// One notification.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub event: Event,
    pub read: bool,
}

/// One page of notifications, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notices {
    pub rows: Vec<Notice>,
    /// Where the next, older page begins.
    pub older: Option<NoticeId>,
}
