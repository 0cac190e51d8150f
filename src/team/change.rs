use serde::{Deserialize, Serialize};

use super::letter;
use crate::address;
use crate::error::thousands;
use crate::event::Subject;
use crate::id::TeamId;
use crate::notify::{Audience, Audited, Notification, Part, Phrase, mail, phrase};
use crate::text::{Named, TeamName};

/// What happens to teams.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    TeamCreated {
        org: Named,
        team: TeamName,
        slug: String,
    },
    TeamEdited {
        org: Named,
        team: TeamName,
        slug: String,
        before: TeamName,
    },
    /// With how many members and rights in projects.
    TeamDeleted {
        org: Named,
        team: TeamName,
        members: i64,
        projects: i64,
    },
    TeamJoined {
        org: Named,
        team: TeamName,
        slug: String,
        person: Named,
    },
    TeamLeft {
        org: Named,
        team: TeamName,
        slug: String,
        person: Named,
    },
}

impl Audited for Change {
    fn phrase(&self) -> Phrase {
        match self {
            Self::TeamCreated { org, team, .. } => {
                phrase!["made the team ", Part::lead(team.to_string()), Part::org(" in ", org)]
            }
            Self::TeamEdited { org, team, before, .. } if before == team => {
                phrase!["edited what is said of the team ", Part::lead(team.to_string()), Part::org(" in ", org)]
            }
            Self::TeamEdited { org, team, before, .. } => {
                phrase![format!("renamed the team {before} to "), Part::lead(team.to_string()), Part::org(" in ", org)]
            }
            Self::TeamDeleted { org, team, members, projects } => {
                let with = format!(
                    "deleted the team {team} of {} with rights in {}",
                    counted(*members, "member"),
                    counted(*projects, "project")
                );
                phrase![with, Part::org(" in ", org)]
            }
            Self::TeamJoined { org, team, person, .. } => {
                phrase!["added ", person, " to the team ", Part::lead(team.to_string()), Part::org(" in ", org)]
            }
            Self::TeamLeft { org, team, person, .. } => {
                phrase!["took ", person, " out of the team ", Part::lead(team.to_string()), Part::org(" in ", org)]
            }
        }
    }

    fn link(&self, _: bool) -> Option<String> {
        match self {
            Self::TeamCreated { org, slug, .. }
            | Self::TeamEdited { org, slug, .. }
            | Self::TeamJoined { org, slug, .. }
            | Self::TeamLeft { org, slug, .. } => Some(address::team(&org.name, slug)),
            Self::TeamDeleted { org, .. } => Some(address::teams(&org.name)),
        }
    }

    fn for_members(self) -> Option<Self> {
        Some(self)
    }

    fn notifications(&self) -> Vec<Notification> {
        match self.clone() {
            Self::TeamJoined { org, team, slug, .. } => {
                vec![
                    mail(Audience::OtherSubject, move |names| letter::joined(names.actor, &org, &team, &slug))
                        .and_notice(),
                ]
            }
            Self::TeamLeft { org, team, .. } => {
                vec![mail(Audience::OtherSubject, move |names| letter::left(names.actor, &org, &team)).and_notice()]
            }
            Self::TeamCreated { .. } | Self::TeamEdited { .. } | Self::TeamDeleted { .. } => Vec::new(),
        }
    }
}

fn counted(count: i64, noun: &str) -> String {
    match count {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        many => format!("{} {noun}s", thousands(many)),
    }
}

impl<'a> From<&'a TeamId> for Subject<'a> {
    fn from(id: &'a TeamId) -> Self {
        Self { kind: "team", id: id.as_str() }
    }
}
