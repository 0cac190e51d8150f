use super::Change;
use crate::clock::Timestamp;
use crate::event::{Row, Rows};
use crate::id::{EventId, UserId};
use crate::text::Named;

/// One line of the audit log.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub at: Timestamp,
    /// Who did it, by the name held at the time; nobody when the operator did, or somebody not signed in.
    pub actor: Option<Named>,
    pub change: Change,
    /// From where; empty when the reader may not know.
    pub address: String,
    pub client: String,
}

/// One page of a log, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    pub lines: Vec<Line>,
    /// Where the next, older page begins.
    pub older: Option<EventId>,
}

/// Of which events a reader may know from where they came.
#[derive(Clone, Copy)]
pub(super) enum Sight<'a> {
    Everything,
    /// Only of those that are the reader's own, or nobody's.
    Own(&'a UserId),
    Nothing,
}

impl Line {
    pub(super) fn new(row: Row, sight: Sight<'_>) -> Self {
        let seen = match sight {
            Sight::Everything => true,
            Sight::Own(reader) => row.actor_id.as_deref().is_none_or(|actor| actor == reader.as_str()),
            Sight::Nothing => false,
        };
        Self {
            at: row.at,
            actor: row.actor(),
            change: Change::read(&row.change),
            address: if seen { row.address } else { String::new() },
            client: if seen { row.client.into() } else { String::new() },
        }
    }
}

impl Log {
    pub(super) fn new((rows, older): Rows, sight: Sight<'_>) -> Self {
        Self { lines: rows.into_iter().map(|row| Line::new(row, sight)).collect(), older }
    }
}
