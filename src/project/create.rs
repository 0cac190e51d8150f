use sqlx::AnyConnection;

use super::note::note_for;
use super::{Change, NewProject, Owner, State, name, store};
use crate::access::{Actor, CreateProjects, Role};
use crate::clock::Timestamp;
use crate::db::Db;
use crate::error::Who;
use crate::event::By;
use crate::id::ProjectId;
use crate::org::{self, OrgFor, ProjectSettings};
use crate::text::{AccountName, NamedProject, ProjectKind};
use crate::{Error, Result};

/// How often another name is made up when somebody has one already.
const TRIES: u32 = 5;

/// Makes a project, in the caller's own account or in an organization where the caller may. Returns how it is called.
pub async fn create(db: &Db, actor: &Actor, owner: &AccountName, wanted: &NewProject) -> Result<NamedProject> {
    let mut tx = db.begin().await?;
    let place = place(&mut tx, actor, owner).await?;
    let id = ProjectId::new();
    let visibility = wanted.visibility.unwrap_or(place.settings.default_visibility);
    let mut tries = 0;
    let named = loop {
        let (name, is_made_up) = match &wanted.name {
            Some(name) => (name.clone(), false),
            None if wanted.kind == ProjectKind::App => (name::made_up()?, true),
            None => return Err(Error::field("name", crate::Problem::Empty)),
        };
        let now = Timestamp::now();
        let key = crate::text::ProjectKey::of(wanted.kind, name.as_str());
        let named = NamedProject { kind: wanted.kind, name, key };
        // Before its name, which points to it.
        if tries == 0 {
            let new = store::New { id: &id, named: &named, owner_id: &place.id, visibility, details: &wanted.details };
            store::insert(&mut tx, &new, &actor.user, now).await?;
        }
        match name::claim(&mut tx, wanted.kind, &named.name, &place.id, &id).await {
            Ok(key) => {
                let named = NamedProject { key, ..named };
                store::set_name(&mut tx, &id, &named).await?;
                break named;
            }
            Err(Error::Invalid(_)) if is_made_up && tries < TRIES => tries += 1,
            Err(error) => return Err(error),
        }
    };
    store::count(&mut tx, &place.id, wanted.kind, State::Active, 1).await?;
    let change = Change::ProjectCreated { project: named.clone(), owner: place.owner.clone() };
    note_for(&mut tx, By::Actor(actor), &id, (&place.id, &place.owner), None, change).await?;
    tx.commit().await?;
    Ok(named)
}

/// Where a new project goes.
pub(super) struct Place {
    pub id: String,
    pub owner: Owner,
    settings: ProjectSettings,
}

/// The account of this name, if the caller may create projects there.
pub(super) async fn place(conn: &mut AnyConnection, actor: &Actor, owner: &AccountName) -> Result<Place> {
    if owner.key() == actor.name.key() {
        let owner = Owner { named: actor.named(), is_org: false };
        return Ok(Place { id: actor.user.to_string(), owner, settings: ProjectSettings::default() });
    }
    let org = OrgFor::<CreateProjects>::check(conn, actor, owner).await?;
    let settings = org::settings_of(conn, &org.id).await?;
    if org.standing.role == Role::Member && !settings.members_create {
        return Err(Error::Forbidden(Who::Managers));
    }
    let owner = Owner { named: org.named.clone(), is_org: true };
    Ok(Place { id: org.id.to_string(), owner, settings })
}
