use guildhall::application::State;
use guildhall::org::Kind;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

use crate::query::Query;
use crate::ui::ChipItem;
use guildhall::address as to;

/// What the address of the queue says about what is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueQuery {
    /// Part of a name or of an applicant.
    pub text: String,
    /// `None` for the undecided.
    pub state: Option<State>,
    pub kind: Option<Kind>,
    /// Id of the application after which the page begins, as it stands in the address.
    pub after: String,
}

impl QueueQuery {
    /// Words that mean nothing are as good as none.
    pub fn read(query: &ParamsMap) -> Self {
        let word = |name| query.get(name).unwrap_or_default();
        Self {
            text: word("q").trim().to_owned(),
            state: State::parse(&word("state")).ok(),
            kind: Kind::parse(&word("kind")).ok(),
            after: word("after"),
        }
    }

    /// The address that shows this.
    pub fn href(&self) -> String {
        Query::default()
            .with("q", &self.text)
            .with_choice("state", self.state, State::as_str)
            .with_choice("kind", self.kind, Kind::as_str)
            .with("after", &self.after)
            .at(to::ADMIN_APPLICATIONS)
    }

    /// The same list from its beginning.
    pub fn first_page(&self) -> Self {
        Self { after: String::new(), ..self.clone() }
    }

    pub fn is_filtered(&self) -> bool {
        Self { after: String::new(), ..self.clone() } != Self::default()
    }

    /// Filters by state; drafts are nobody's business but the applicant's.
    pub fn states(&self, waiting: i64) -> Vec<ChipItem> {
        let states = State::ALL.iter().filter(|state| **state != State::Draft);
        let chip = |state: Option<State>| ChipItem {
            label: state.map_or("Undecided", State::label).to_owned(),
            href: Self { state, ..self.first_page() }.href(),
            count: state.is_none().then_some(waiting),
            current: self.state == state,
        };
        std::iter::once(None).chain(states.copied().map(Some)).map(chip).collect()
    }

    /// Filters by kind; nobody reviews a Personal one.
    pub fn kinds(&self) -> Vec<ChipItem> {
        let chip = |kind: Option<Kind>| ChipItem {
            label: kind.map_or("Every kind", Kind::label).to_owned(),
            href: Self { kind, ..self.first_page() }.href(),
            count: None,
            current: self.kind == kind,
        };
        [None, Some(Kind::Community), Some(Kind::Company)].map(chip).to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(pairs: &[(&'static str, &str)]) -> ParamsMap {
        pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
    }

    #[test]
    fn what_is_shown_stands_in_the_address() {
        let read = QueueQuery::read(&query(&[("q", " a&b "), ("state", "declined"), ("kind", "company")]));
        assert_eq!(read.text, "a&b");
        assert_eq!(read.state, Some(State::Declined));
        assert_eq!(read.kind, Some(Kind::Company));
        assert_eq!(read.href(), "/admin/applications?q=a%26b&state=declined&kind=company");
    }

    #[test]
    fn nonsense_in_the_address_shows_the_undecided() {
        assert_eq!(QueueQuery::read(&query(&[("state", "x"), ("kind", "")])), QueueQuery::default());
        assert_eq!(QueueQuery::default().href(), "/admin/applications");
    }

    #[test]
    fn a_filter_begins_at_the_first_page() {
        let deep = QueueQuery { after: "0198".into(), text: "acme".into(), ..QueueQuery::default() };
        assert!(deep.states(6).iter().all(|chip| !chip.href.contains("after") && chip.href.contains("q=acme")));
        assert_eq!(deep.states(6)[0].count, Some(6));
        assert!(!deep.states(6).iter().any(|chip| chip.label == "Draft"));
    }
}
