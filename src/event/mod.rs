//! The audit log as it is stored: one event for every change, written in the change's own transaction and never edited.
//! What a change means is known to the noun it belongs to.

mod by;
mod missed;
mod store;

pub use by::By;
pub use missed::{Missed, missed};
pub(crate) use store::{
    New, Past, Row, Rows, Subject, about, forget_of_nobody, forget_origins, insert, latest_of_org, of_org, of_subject,
    of_user, past,
};
