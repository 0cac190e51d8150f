use serde::{Deserialize, Serialize};
use sqlx::AnyConnection;

use super::{State, store};
use crate::Result;
use crate::text::ProjectKind;

/// How many projects an account owns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts(pub(super) Vec<(ProjectKind, State, i64)>);

impl Counts {
    pub fn all(&self) -> i64 {
        self.0.iter().map(|(.., count)| count).sum()
    }

    pub fn of_kind(&self, kind: ProjectKind) -> i64 {
        self.0.iter().filter(|(of, ..)| *of == kind).map(|(.., count)| count).sum()
    }

    pub fn in_state(&self, state: State) -> i64 {
        self.0.iter().filter(|(_, of, _)| *of == state).map(|(.., count)| count).sum()
    }
}

/// How many projects an account owns, by kind and state.
pub async fn counts(conn: &mut AnyConnection, owner_id: &str) -> Result<Counts> {
    store::counts(conn, owner_id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_apart_is_counted_together() {
        let counts = Counts(vec![
            (ProjectKind::App, State::Active, 2),
            (ProjectKind::App, State::Locked, 1),
            (ProjectKind::Python, State::Active, 4),
        ]);
        assert_eq!((counts.all(), counts.of_kind(ProjectKind::App), counts.in_state(State::Active)), (7, 3, 6));
    }
}
