use guildhall::access::Visibility;
use guildhall::address as to;
use guildhall::project::{Counts, Filter, Sort, State};
use guildhall::team::Team;
use guildhall::text::ProjectKind;

use crate::pages::sheets::Params;
use crate::query::Query;
use crate::ui::{ChipItem, Column};

const YES: &str = "yes";

/// What the address of a list of projects says about what is shown.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    pub text: String,
    pub kind: Option<ProjectKind>,
    pub state: Option<State>,
    pub visibility: Option<Visibility>,
    /// What stands in addresses for a team.
    pub team: String,
    /// Whether only those are shown that were given to the reader by name or by a team.
    pub given: bool,
    pub sort: Option<Sort>,
    /// Where the page begins, as it stands in the address.
    pub after: String,
}

impl ListQuery {
    /// Words that mean nothing are as good as none.
    pub fn read(params: &Params) -> Self {
        Self {
            text: params.get("q").to_owned(),
            kind: ProjectKind::parse(params.get("kind")).ok(),
            state: State::parse(params.get("state")).ok(),
            visibility: Visibility::parse(params.get("visibility")).ok(),
            team: params.get("team").to_owned(),
            given: params.get("given") == YES,
            sort: Sort::parse(params.get("sort")).ok(),
            after: params.get("after").to_owned(),
        }
    }

    pub fn filter(&self) -> Filter {
        let Self { text, kind, state, visibility, team, given, sort, .. } = self.clone();
        Filter { text, kind, state, visibility, team: Some(team).filter(|team| !team.is_empty()), given, sort }
    }

    /// The address of a list that shows this.
    pub fn href(&self, list: &str) -> String {
        let query = Query::default()
            .with("q", &self.text)
            .with_choice("kind", self.kind, ProjectKind::as_str)
            .with_choice("state", self.state, State::as_str)
            .with_choice("visibility", self.visibility, Visibility::as_str)
            .with("team", &self.team)
            .with("given", if self.given { YES } else { "" })
            .with_choice("sort", self.sort, Sort::as_str)
            .with("after", &self.after)
            .at("");
        // The list itself may have a parameter.
        match list.contains('?') {
            true => format!("{list}{}", query.replacen('?', "&", 1)),
            false => format!("{list}{query}"),
        }
    }

    /// What of it a search keeps.
    pub fn kept(&self) -> [(&'static str, &str); 6] {
        [
            ("kind", self.kind.map_or("", ProjectKind::as_str)),
            ("state", self.state.map_or("", State::as_str)),
            ("visibility", self.visibility.map_or("", Visibility::as_str)),
            ("team", &self.team),
            ("given", if self.given { YES } else { "" }),
            ("sort", self.sort.map_or("", Sort::as_str)),
        ]
    }

    /// The same list from its beginning.
    pub fn first_page(&self) -> Self {
        Self { after: String::new(), ..self.clone() }
    }

    /// What narrows the list besides a kind and a state, in groups under their headings.
    pub fn more(&self, list: &str, teams: &[Team]) -> Vec<(&'static str, Vec<ChipItem>)> {
        let chip = |label: String, current: bool, there: Self| ChipItem {
            label,
            href: there.first_page().href(list),
            count: None,
            current,
        };
        let visibilities = Visibility::ALL.iter().map(|visibility| {
            let current = self.visibility == Some(*visibility);
            let visibility_there = Some(*visibility).filter(|_| !current);
            chip(visibility.label().to_owned(), current, Self { visibility: visibility_there, ..self.clone() })
        });
        let given = chip("By name or by a team".to_owned(), self.given, Self { given: !self.given, ..self.clone() });
        let teams = teams.iter().map(|team| {
            let current = self.team == team.slug.as_str();
            let team_there = if current { String::new() } else { team.slug.to_string() };
            chip(team.name.to_string(), current, Self { team: team_there, ..self.clone() })
        });
        let groups = [("Visibility", visibilities.collect()), ("Given to you", vec![given]), ("Team", teams.collect())];
        groups.into_iter().filter(|(_, chips): &(_, Vec<_>)| !chips.is_empty()).collect()
    }

    /// Kinds and states that there are some of.
    pub fn chips(&self, list: &str, counts: &Counts) -> Vec<ChipItem> {
        let chip = |label: &str, kind, state, count| ChipItem {
            label: label.to_owned(),
            href: Self { kind, state, ..self.first_page() }.href(list),
            count: Some(count),
            current: self.kind == kind && self.state == state,
        };
        let kinds = ProjectKind::ALL.iter().map(|kind| {
            let label = if *kind == ProjectKind::App { "Apps" } else { kind.label() };
            chip(label, Some(*kind), None, counts.of_kind(*kind))
        });
        let states = [State::Locked, State::Archived]
            .into_iter()
            .map(|state| chip(state.label(), None, Some(state), counts.in_state(state)));
        let all = std::iter::once(chip("All", None, None, counts.all()));
        let chips = all.chain(kinds.chain(states).filter(|chip| chip.current || chip.count > Some(0)));
        chips.collect()
    }

    /// The heads of the columns that sort: a second click turns the order round.
    pub fn columns(&self, list: &str) -> [Column; 2] {
        let now = self.sort.unwrap_or(Sort::Latest);
        let column = |label: &str, up: Sort, down: Sort, first: Sort, class| {
            let next = match now {
                now if now == up => down,
                now if now == down => up,
                _ => first,
            };
            Column {
                label: label.to_owned(),
                href: Some(
                    Self { sort: Some(next).filter(|sort| *sort != Sort::Latest), ..self.first_page() }.href(list),
                ),
                sorted: [(up, true), (down, false)].into_iter().find(|(sort, _)| *sort == now).map(|(_, up)| up),
                class,
            }
        };
        [
            column("Project", Sort::Name, Sort::NameDown, Sort::Name, ""),
            column("Last act", Sort::Oldest, Sort::Latest, Sort::Latest, "aside"),
        ]
    }
}

/// The list of the reader's own projects, or of those of others in which the reader has a right.
pub fn own_list(shared: bool) -> String {
    if shared { format!("{}?show=shared", to::PROJECTS) } else { to::PROJECTS.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_stands_in_the_address() {
        let query = ListQuery { kind: Some(ProjectKind::NuGet), after: "1~x".into(), ..ListQuery::default() };
        assert_eq!(query.href("/orgs/acme/projects"), "/orgs/acme/projects?kind=nuget&after=1%7Ex");
        assert_eq!(query.first_page().href("/projects?show=shared"), "/projects?show=shared&kind=nuget");
    }
}
