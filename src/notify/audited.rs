use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Notification, Phrase};

/// A change of one noun out of plain text; `None` where it is another noun's, or only a newer version knows it.
pub(crate) fn read<T: Audited>(json: &str) -> Option<T> {
    serde_json::from_str(json).ok()
}

/// The changes of one noun, as the audit log keeps them. They are stored as JSON with the variant's name as `kind`: a
/// variant is never renamed, and no two nouns have variants of one name.
pub trait Audited: Serialize + DeserializeOwned {
    /// What happened, to follow the name of who did it: "asked for the organization acme-widgets".
    fn phrase(&self) -> Phrase;

    /// Text that was written with the change: a question, a reason, a message. Empty when there is none.
    fn detail(&self) -> &str {
        ""
    }

    /// The page where a reader sees more, if there is one; some changes lead whoever made them to another page. The
    /// phrase says which of its words lead there.
    fn link(&self, by_reader: bool) -> Option<String>;

    /// What a member may read of it who does not read the audit log: not whom others invited or asked, nor what they
    /// wrote to one person. `None` is a line that is not shown; so are changes that no organization's log has.
    fn for_members(self) -> Option<Self>;

    /// Who is told, by which mail and notice.
    fn notifications(&self) -> Vec<Notification>;

    /// As the log keeps it: without what is only for the mails.
    fn kept(self) -> Self {
        self
    }
}
