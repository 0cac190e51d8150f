//! Writes changes down and tells who must know. Every change passes through `record`, in the transaction that makes it:
//! event, mails and notices stand or fall with it. Each noun says of its own changes what they mean and who is told
//! what; see `Audited`.

mod audited;
mod notification;
mod phrase;
mod reader;
mod record;
mod store;

pub use audited::Audited;
pub(crate) use audited::read;
pub use notification::{Audience, Carries, Names, Notification, mail, notice};
pub(crate) use phrase::phrase;
pub use phrase::{Part, Phrase, Piece};
pub use reader::Recipient;
pub use record::{Record, record};
