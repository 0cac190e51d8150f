use guildhall::access::Role;
use guildhall::member::Sort;
use guildhall::org::OrgHeader;
use guildhall::text::AccountName;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};

use crate::query::Query;
use crate::ui::{ChipItem, Column};
use guildhall::address as to;

/// What the address of the list says about what is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeopleQuery {
    /// Part of a name or a username.
    pub text: String,
    pub role: Option<Role>,
    /// Invitations instead of members.
    pub pending: bool,
    /// By name unless said otherwise.
    pub sort: Option<Sort>,
    /// Where the page begins, as it stands in the address.
    pub after: String,
    /// The invitation that is to be revoked, if that is asked for.
    pub revoke: String,
    /// The invitation whose address is to be corrected, if that is asked for.
    pub correct: String,
}

impl PeopleQuery {
    /// Words that mean nothing are as good as none.
    pub fn read(query: &ParamsMap) -> Self {
        let word = |name| query.get(name).unwrap_or_default();
        Self {
            text: word("q").trim().to_owned(),
            role: Role::parse(&word("role")).ok(),
            pending: word("show") == "pending",
            sort: Sort::parse(&word("sort")).ok(),
            after: word("after"),
            revoke: word("revoke"),
            correct: word("correct"),
        }
    }

    /// The address that shows this.
    pub fn href(&self, org: &AccountName) -> String {
        self.query().at(&to::people(org))
    }

    fn query(&self) -> Query {
        Query::default()
            .with("q", &self.text)
            .with_choice("role", self.role, Role::as_str)
            .with("show", if self.pending { "pending" } else { "" })
            .with_choice("sort", self.sort, Sort::as_str)
            .with("after", &self.after)
            .with("revoke", &self.revoke)
            .with("correct", &self.correct)
    }

    /// The whole of the list as a file at this address.
    pub fn file(&self, at: &str) -> String {
        let Self { text, role, sort, .. } = self.clone();
        let rest = Self { text, role, sort, ..Self::default() };
        rest.query().at(at)
    }

    /// The same list from its beginning.
    pub fn first_page(&self) -> Self {
        Self { after: String::new(), ..self.clone() }
    }

    /// Filters by role, and the invitations for whoever may see them.
    pub fn chips(&self, head: &OrgHeader, pending: Option<i64>) -> Vec<ChipItem> {
        let members = head.members - head.owners - head.managers - head.billing_managers;
        let counted = |role: Option<Role>| match role {
            None => ("Everyone", head.members),
            Some(Role::Owner) => ("Owners", head.owners),
            Some(Role::Manager) => ("Managers", head.managers),
            Some(Role::Billing) => ("Billing", head.billing_managers),
            Some(Role::Member) => ("Members", members),
        };
        let chip = |role: Option<Role>| {
            let (label, count) = counted(role);
            ChipItem {
                label: label.to_owned(),
                href: Self { role, pending: false, ..self.first_page() }.href(&head.name),
                count: Some(count),
                current: !self.pending && self.role == role,
            }
        };
        let roles = std::iter::once(None).chain(Role::ALL.iter().copied().map(Some)).map(chip);
        let invitations = pending.map(|count| ChipItem {
            label: "Pending".to_owned(),
            href: Self { text: self.text.clone(), pending: true, ..Self::default() }.href(&head.name),
            count: Some(count),
            current: self.pending,
        });
        roles.chain(invitations).collect()
    }

    /// The heads of the columns that sort: a second click turns the order round.
    pub fn columns(&self, org: &AccountName) -> [Column; 2] {
        let now = self.sort.unwrap_or(Sort::Name);
        let column = |label: &str, up: Sort, down: Sort, first: Sort| {
            let next = match now {
                now if now == up => down,
                now if now == down => up,
                _ => first,
            };
            Column {
                label: label.to_owned(),
                href: Some(Self { sort: Some(next).filter(|sort| *sort != Sort::Name), ..self.first_page() }.href(org)),
                sorted: [(up, true), (down, false)].into_iter().find(|(sort, _)| *sort == now).map(|(_, up)| up),
                ..Column::default()
            }
        };
        [
            column("Person", Sort::Name, Sort::NameDown, Sort::Name),
            column("Joined", Sort::Oldest, Sort::Newest, Sort::Newest),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::org::acme;
    use super::*;

    fn query(pairs: &[(&'static str, &str)]) -> PeopleQuery {
        PeopleQuery::read(&pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect())
    }

    #[test]
    fn what_is_shown_stands_in_the_address() {
        let shown = query(&[("q", " a&b "), ("role", "manager"), ("sort", "newest"), ("after", "1~x")]);
        assert_eq!(shown.href(&acme().name), "/orgs/acme/people?q=a%26b&role=manager&sort=newest&after=1%7Ex");
        assert_eq!(query(&[("role", "king"), ("sort", "x"), ("show", "")]), PeopleQuery::default());
    }

    #[test]
    fn a_filter_begins_at_the_first_page_and_counts() {
        let head = OrgHeader { members: 14, owners: 2, managers: 3, billing_managers: 1, ..acme() };
        let chips = query(&[("after", "ada~1"), ("q", "a")]).chips(&head, Some(3));
        let counts: Vec<_> = chips.iter().map(|chip| (chip.label.as_str(), chip.count)).collect();
        let expected =
            [("Everyone", 14), ("Owners", 2), ("Managers", 3), ("Billing", 1), ("Members", 8), ("Pending", 3)];
        assert_eq!(counts, expected.map(|(label, count)| (label, Some(count))));
        assert!(chips.iter().all(|chip| !chip.href.contains("after")));
        assert!(query(&[]).chips(&head, None).len() == 5, "who may not invite sees no invitations");
    }

    #[test]
    fn a_second_click_turns_the_order_round() {
        let heads =
            |pairs: &[_]| query(pairs).columns(&acme().name).map(|head| (head.href.unwrap_or_default(), head.sorted));
        let [person, joined] = heads(&[]);
        assert_eq!(person, ("/orgs/acme/people?sort=name%2Ddown".into(), Some(true)));
        assert_eq!(joined, ("/orgs/acme/people?sort=newest".into(), None));
        assert_eq!(heads(&[("sort", "newest")])[1], ("/orgs/acme/people?sort=oldest".into(), Some(false)));
        assert_eq!(heads(&[("sort", "name-down")])[0].0, "/orgs/acme/people");
    }
}
