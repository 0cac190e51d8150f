use serde::{Deserialize, Serialize};

#[cfg(feature = "server")]
use crate::clock::Timestamp;

/// Sorts after every id in every collation: ids begin with a hexadecimal digit.
pub const AFTER_ALL: &str = "g";
/// Sorts before every id.
pub const BEFORE_ALL: &str = "";

/// Sorts before every id that was made at this moment or later, and after every earlier one.
#[cfg(feature = "server")]
pub(crate) fn first_at(at: Timestamp) -> String {
    let at = at.0.max(0);
    format!("{:08x}-{:04x}", at >> 16, at & 0xffff)
}

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "server", derive(sqlx::Type), sqlx(transparent))]
        pub struct $name(String);

        impl $name {
            /// A new one, sortable by the time it was made (UUIDv7).
            #[cfg(feature = "server")]
            pub fn new() -> Self {
                Self(uuid::Uuid::now_v7().to_string())
            }

            /// Takes what stands in a link. Anything that cannot be an id is `None`, so it never reaches the database.
            pub fn parse(text: &str) -> Option<Self> {
                let fits = text.len() == 36 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f' | b'-'));
                fits.then(|| Self(text.to_owned()))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        #[cfg(feature = "server")]
        impl Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

id! {
    /// A person who signs in.
    UserId,
    /// An organization.
    OrgId,
    /// A request to found an organization.
    ApplicationId,
    /// A sign-up that waits for its address to be confirmed.
    SignUpId,
    /// One browser that is signed in.
    SessionId,
    /// One line of the audit log.
    EventId,
    /// One notification inside the application.
    NoticeId,
    /// One mail in the outbox.
    MailId,
    /// One contribution to an application's conversation.
    MessageId,
    /// A change of e-mail address under way.
    EmailChangeId,
    /// Somebody asked to join an organization.
    InvitationId,
    /// One act of inviting.
    BatchId,
    /// Somebody said that an invitation was unwanted.
    ReportId,
    /// What an account owns and works on.
    ProjectId,
    /// A group of members.
    TeamId,
    /// A project, or a right in one, that waits for somebody's answer.
    OfferId,
    /// Projects that are brought into an organization in one act.
    ImportId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(feature = "server")]
    #[test]
    fn ids_lie_between_the_moments_they_were_made_in() {
        let before = Timestamp::now();
        let id = UserId::new();
        let after = Timestamp::now().plus(1);
        assert!(first_at(before).as_str() < id.as_str());
        assert!(id.as_str() < first_at(after).as_str());
    }

    #[test]
    fn only_what_can_be_an_id_is_one() {
        assert!(UserId::parse("0193fa00-0000-7000-8000-000000000000").is_some());
        for forged in ["", "1", "0193fa00-0000-7000-8000-00000000000'", "0193FA00-0000-7000-8000-000000000000\0"] {
            assert!(UserId::parse(forged).is_none(), "{forged:?}");
        }
    }
}
