use serde::{Deserialize, Serialize};

use crate::notify::Part;
use crate::text::{Named, TeamName};

/// Who has or had a right by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "holder", rename_all = "snake_case")]
pub enum Holder {
    Person(Named),
    Team { name: TeamName, slug: String },
}

impl From<&Holder> for Part {
    fn from(holder: &Holder) -> Self {
        match holder {
            Holder::Person(person) => person.into(),
            Holder::Team { name, .. } => format!("the team {name}").into(),
        }
    }
}
