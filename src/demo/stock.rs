use std::collections::BTreeMap;

use super::crowd::THINGS;
use super::store::{self, Cell};
use crate::Result;
use crate::clock::{HOUR, MINUTE, Timestamp};
use crate::db::Db;
use crate::id::ProjectId;
use crate::project::State;
use crate::text::{ProjectKey, ProjectKind, ProjectName, fold, project_look};

const KINDS: [ProjectKind; 4] =
    [ProjectKind::App, ProjectKind::Python, ProjectKind::NuGet, ProjectKind::Infrastructure];
/// Projects written in one transaction.
const BATCH: usize = 6_000;

/// Gives an organization of ada's so many projects, a quarter of each kind; every third is internal, every twentieth
/// archived.
pub(super) async fn pile(db: &Db, org: &str, most: usize) -> Result<()> {
    let (owner, ada) = (store::account_id(db, org).await?, store::account_id(db, "ada").await?);
    let text = |text: &str| Cell::Text(text.to_owned());
    let now = Timestamp::now();
    let mut counts = BTreeMap::<(&str, &str), i64>::new();
    for first in (0..most).step_by(BATCH) {
        let (mut projects, mut names) = (Vec::new(), Vec::new());
        for number in first..most.min(first + BATCH) {
            let kind = KINDS[number % KINDS.len()];
            let words = format!("{org}-{}-{number}", THINGS[number % THINGS.len()]);
            let name = super::world::text(|words| ProjectName::parse(kind, words), &words)?;
            let (id, key) = (ProjectId::new(), ProjectKey::of(kind, &words));
            let visibility = if number % 3 == 0 { "internal" } else { "public" };
            let state = if number % 20 == 0 { State::Archived } else { State::Active };
            let age = i64::try_from(number).unwrap_or(0) * 7 * MINUTE + HOUR;
            let at = Cell::Number(now.plus(-age).0);
            *counts.entry((kind.as_str(), state.as_str())).or_default() += 1;
            projects.push(vec![
                text(id.as_str()),
                text(kind.as_str()),
                text(name.as_str()),
                text(key.as_str()),
                Cell::Text(fold(name.as_str())),
                text(&owner),
                text(visibility),
                text(state.as_str()),
                text("One of very many"),
                at.clone(),
                text("created"),
                at.clone(),
                text(&ada),
            ]);
            names.push(vec![
                text(kind.as_str()),
                text(key.as_str()),
                text(name.as_str()),
                Cell::Text(project_look(&name)),
                text(id.as_str()),
                at,
            ]);
        }
        let mut tx = db.begin().await?;
        let columns = "projects (id, kind, name, key, name_key, owner_id, visibility, state, description, created_at, \
                       last_act, acted_at, actor_id)";
        store::insert_many(&mut tx, columns, &projects).await?;
        store::insert_many(&mut tx, "project_names (kind, key, name, look_key, project_id, since)", &names).await?;
        tx.commit().await?;
    }
    let counts: Vec<_> = counts
        .into_iter()
        .map(|((kind, state), count)| vec![text(&owner), text(kind), text(state), Cell::Number(count)])
        .collect();
    let mut tx = db.begin().await?;
    store::insert_many(&mut tx, "project_counts (owner_id, kind, state, projects)", &counts).await?;
    tx.commit().await
}
