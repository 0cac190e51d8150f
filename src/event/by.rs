use crate::access::{Actor, Origin};
use crate::id::UserId;

/// Who does something.
#[derive(Clone, Copy, Debug)]
pub enum By<'a> {
    Actor(&'a Actor),
    /// A user who is not signed in, known by a link.
    User(&'a UserId, &'a Origin),
    /// Somebody unknown.
    Visitor(&'a Origin),
    /// Whoever holds the database, by the command line.
    Operator,
}

impl By<'_> {
    pub(crate) fn user(&self) -> Option<&UserId> {
        match self {
            Self::Actor(actor) => Some(&actor.user),
            Self::User(user, _) => Some(user),
            Self::Visitor(_) | Self::Operator => None,
        }
    }

    pub(super) fn origin(&self) -> Option<&Origin> {
        match self {
            Self::Actor(actor) => Some(&actor.origin),
            Self::User(_, origin) | Self::Visitor(origin) => Some(origin),
            Self::Operator => None,
        }
    }
}
