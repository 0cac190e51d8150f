//! Projects: what users and organizations own, and who may touch it.

use serde::{Deserialize, Serialize};

use crate::access::{Reach, Right, Visibility};
use crate::clock::Timestamp;
use crate::error::Form;
use crate::text::{
    AccountName, Description, EmailAddress, Link, Named, NamedProject, ProjectKind, ProjectName, choice, optional,
};
use crate::{Error, Problem, Result};

#[cfg(feature = "server")]
mod access;
#[cfg(feature = "server")]
mod change;
#[cfg(feature = "server")]
mod consequence;
#[cfg(feature = "server")]
mod count;
#[cfg(feature = "server")]
mod create;
#[cfg(feature = "server")]
mod delete;
#[cfg(feature = "server")]
mod edit;
#[cfg(feature = "server")]
mod handle;
#[cfg(feature = "server")]
mod holder;
#[cfg(feature = "server")]
mod import;
#[cfg(feature = "server")]
mod leaver;
#[cfg(feature = "server")]
mod letter;
#[cfg(feature = "server")]
mod list;
#[cfg(feature = "server")]
mod moving;
#[cfg(feature = "server")]
mod name;
#[cfg(feature = "server")]
mod note;
#[cfg(feature = "server")]
pub mod offer;
#[cfg(feature = "server")]
mod read;
#[cfg(feature = "server")]
mod rename;
#[cfg(feature = "server")]
mod right;
#[cfg(feature = "server")]
mod several;
#[cfg(feature = "server")]
mod state;
#[cfg(feature = "server")]
mod store;

#[cfg(feature = "server")]
pub(crate) use import::tidy;
#[cfg(feature = "server")]
pub(crate) use leaver::end_by_name;
#[cfg(feature = "server")]
pub(crate) use offer::expire as expire_offers;
#[cfg(feature = "server")]
pub use {
    access::{AccessFilter, AccessPage, Explained, Publishers, Reason, Source, access, check, publishers},
    change::Change,
    consequence::{Consequences, Crowd, consequences},
    count::{Counts, counts},
    create::create,
    delete::delete,
    edit::{edit, show},
    handle::ProjectFor,
    import::{Import, Item, MOST as MOST_IMPORTED, Outcome, begin_import, go_on, import, prepare_import, unfinished},
    leaver::{PersonReach, collaborators, end_all, person_reach},
    list::{Filter, find, of_account, of_collaborator, of_org, public},
    name::{Standing, standing},
    read::{Seen, id, see},
    rename::rename,
    right::{Given, ask_join, decline_join, give, give_team, give_up, joins, let_in, of_team, take, take_team},
    several::{Hindered, MOST_AT_ONCE, Several, act_on, chosen},
    state::{archive, lock, restore, unlock},
};

/// Projects on a page of a list.
pub const PAGE: u32 = 50;

/// Somebody to whom a right is given: by name, or by the address of their mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Person {
    User(AccountName),
    Address(EmailAddress),
}

impl Person {
    /// What somebody typed or pasted: what has an `@` inside is an address.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        match text.trim().trim_start_matches('@').contains('@') {
            true => EmailAddress::parse(text).map(Self::Address),
            false => AccountName::typed(text).map(Self::User),
        }
    }
}

choice! {
    /// What can be done with a project.
    State {
        Active = "active", "Active";
        /// Whoever has no more than the base right is shut out.
        Locked = "locked", "Locked";
        /// Read only.
        Archived = "archived", "Archived";
    }
}

choice! {
    /// What was last done to a project, to stand before "by" and a name.
    LastAct {
        Created = "created", "created";
        Edited = "edited", "edited";
        Renamed = "renamed", "renamed";
        Published = "shown", "made public";
        Hidden = "hidden", "made internal";
        Locked = "locked", "locked";
        Unlocked = "unlocked", "unlocked";
        Archived = "archived", "archived";
        Restored = "restored", "restored";
        Moved = "moved", "moved in";
    }
}

choice! {
    /// The order of a list of projects.
    Sort {
        Latest = "latest", "Last act first";
        Oldest = "oldest", "Last act last";
        Name = "name", "By name";
        NameDown = "name-down", "By name, from the end";
    }
}

/// Whose a project is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    #[serde(flatten)]
    pub named: Named,
    pub is_org: bool,
}

/// A project as whoever may know of it finds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Project {
    pub named: NamedProject,
    pub owner: Owner,
    pub visibility: Visibility,
    pub state: State,
    pub description: Description,
    pub link: Option<Link>,
    pub created_at: Timestamp,
    pub last_act: LastAct,
    pub acted_at: Timestamp,
    /// Who did it.
    pub actor: Option<AccountName>,
    /// What the one who looks may do in it.
    pub reach: Reach,
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProjectRow {
    pub named: NamedProject,
    pub owner: Owner,
    pub visibility: Visibility,
    pub state: State,
    pub description: Description,
    pub last_act: LastAct,
    pub acted_at: Timestamp,
    pub actor: Option<AccountName>,
    /// Of the one who looks.
    pub right: Option<Right>,
}

/// One page of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Projects {
    pub rows: Vec<ProjectRow>,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// A project to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct NewProject {
    pub kind: ProjectKind,
    /// An app without one gets a name that is made up.
    pub name: Option<ProjectName>,
    pub details: Details,
    /// The owner's usual one unless it is said.
    pub visibility: Option<Visibility>,
}

/// What a project says of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Details {
    pub description: Description,
    pub link: Option<Link>,
}

/// The form of a new project as it was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewProjectForm {
    pub kind: String,
    pub name: String,
    pub description: String,
    pub link: String,
    pub visibility: String,
}

impl NewProjectForm {
    /// All fields parsed, or the problems of all fields.
    pub fn parse(&self) -> Result<NewProject> {
        let mut form = Form::default();
        let kind = form.take("kind", ProjectKind::parse(&self.kind));
        let name = match kind {
            Some(ProjectKind::App) => {
                form.take("name", optional(&self.name, |text| ProjectName::parse(ProjectKind::App, text)))
            }
            Some(kind) => form.take("name", ProjectName::parse(kind, &self.name).map(Some)),
            None => Some(None),
        };
        let details = Details::take(&mut form, &self.description, &self.link);
        let visibility = form.take("visibility", optional(&self.visibility, Visibility::parse));
        form.done()?;
        let project = || Some(NewProject { kind: kind?, name: name?, details: details?, visibility: visibility? });
        project().ok_or(Error::BadRequest)
    }
}

impl Details {
    /// As they were typed.
    pub fn parse(description: &str, link: &str) -> Result<Self> {
        let mut form = Form::default();
        let details = Self::take(&mut form, description, link);
        form.done()?;
        details.ok_or(Error::BadRequest)
    }

    fn take(form: &mut Form, description: &str, link: &str) -> Option<Self> {
        let description = form.take("description", Description::parse(description));
        let link = form.take("link", optional(link, Link::parse));
        Some(Self { description: description?, link: link? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_a_project_or_says_all_that_is_wrong() {
        let form = NewProjectForm { kind: "app".into(), ..NewProjectForm::default() };
        assert!(form.parse().is_ok_and(|project| project.name.is_none()), "the name is made up");
        let form = NewProjectForm { kind: "python".into(), link: "x".into(), ..form };
        let wrong = vec![("name".to_owned(), Problem::Empty), ("link".to_owned(), Problem::NotALink)];
        assert_eq!(form.parse(), Err(Error::Invalid(wrong)));
    }
}
