//! What the organization of the story owns.

use super::store;
use super::world::{ACME, Hall, text};
use crate::access::{Actor, Right};
use crate::clock::{DAY, HOUR};
use crate::project::{self, NewProjectForm, Person};
use crate::text::{AccountName, Description, ProjectAt, TeamName};
use crate::{Error, Result, team};

/// The kind, the name and what is said of it; all public, but for those that only few may know of.
const PROJECTS: &[(&str, &str, &str, &str)] = &[
    ("python", "gears", "Toothed wheels of every size, and the ratios between them", "public"),
    ("python", "gears-bevel", "Gears for axes that meet", "public"),
    ("python", "punchcard", "Reads and writes cards of 80 columns", "public"),
    ("nuget", "Acme.Widgets", "Every widget that a workshop needs", "public"),
    ("nuget", "Acme.Widgets.Brass", "The same in brass", "public"),
    ("nuget", "Acme.Bearings", "What turns, and what it turns in", "public"),
    ("app", "loom", "Weaves patterns out of cards", "internal"),
    ("app", "difference-engine", "Tables of polynomials, free of mistakes", "public"),
    ("app", "steam-gauge", "", "internal"),
    ("infrastructure", "Workshop floor", "Machines and the lines between them", "internal"),
    ("python", "abacus", "Beads on wires; its successor is gears", "public"),
];

impl Hall<'_> {
    /// Projects and teams, who may do what, and some of what happened to them since.
    pub async fn furnish(&self) -> Result<()> {
        let db = self.db;
        let [ada, katherine, ez] = [self.enter("ada").await?, self.enter("kjohnson").await?, self.enter("ez").await?];
        for (number, (kind, name, description, visibility)) in PROJECTS.iter().enumerate() {
            let maker = if number % 3 == 1 { &ez } else { &katherine };
            self.make(maker, ACME, [kind, name, description, visibility]).await?;
            store::age(db, 2 * DAY + 5 * HOUR).await?;
        }
        let release = self.team(&katherine, "Release crew", "Whoever lets a version out", &["ez", "margaret"]).await?;
        let floor = self.team(&ada, "Floor", "They keep the machines running", &["linus-tb", "fatima"]).await?;
        store::age(db, DAY).await?;
        for (kind, name) in [("python", "gears"), ("nuget", "Acme.Widgets"), ("nuget", "Acme.Bearings")] {
            project::give_team(db, &katherine, &at(kind, name)?, &release, Right::Publish).await?;
        }
        for (kind, name) in [("app", "loom"), ("infrastructure", "Workshop floor")] {
            project::give_team(db, &ada, &at(kind, name)?, &floor, Right::Maintain).await?;
        }
        store::age(db, 3 * DAY).await?;
        let samir = text(Person::parse, "samir")?;
        project::give(db, &ada, &at("nuget", "Acme.Bearings")?, &samir, Right::Publish).await?;
        project::lock(db, &ada, &at("app", "loom")?).await?;
        project::ask_join(db, &ez, &at("app", "loom")?).await?;
        project::archive(db, &ada, &at("python", "abacus")?).await?;
        store::age(db, DAY).await?;
        project::rename(db, &ada, &at("app", "steam-gauge")?, "boiler-watch", "steam-gauge").await?;
        self.make(&ez, "ez", ["python", "structured-proofs", "Programs without jumps", "public"]).await?;
        store::age(db, 4 * HOUR).await
    }

    async fn make(&self, actor: &Actor, owner: &str, words: [&str; 4]) -> Result<()> {
        let [kind, name, description, visibility] = words.map(String::from);
        let form = NewProjectForm { kind, name, description, visibility, link: String::new() };
        let owner = text(AccountName::parse, owner)?;
        project::create(self.db, actor, &owner, &form.parse()?).await.map(|_| ())
    }

    async fn team(&self, actor: &Actor, name: &str, about: &str, people: &[&str]) -> Result<String> {
        let (acme, name) = (text(AccountName::parse, ACME)?, text(TeamName::parse, name)?);
        let crew = team::create(self.db, actor, &acme, &name, &text(Description::parse, about)?).await?;
        let people: Vec<_> = people.iter().map(|one| text(AccountName::parse, one)).collect::<Result<_>>()?;
        team::add(self.db, actor, &acme, &crew, &people).await?;
        Ok(crew)
    }
}

fn at(kind: &str, name: &str) -> Result<ProjectAt> {
    ProjectAt::parse(kind, name).ok_or(Error::NotFound)
}
