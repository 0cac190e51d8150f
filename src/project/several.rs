//! One act on several projects, which are ticked in a list. Each is done or stays for itself.

use super::{Project, State, archive, edit, give_team, lock, restore, store, unlock};
use crate::access::{Actor, ProjectPermission, Right, SeeOrg, Visibility, allows_project};
use crate::db::Db;
use crate::error::Rule;
use crate::org::OrgFor;
use crate::text::{ProjectAt, choice};
use crate::{Error, Result};

/// Projects that one act can change: those of a page.
pub const MOST_AT_ONCE: usize = 50;

choice! {
    /// What can be done to several.
    Several {
        Team = "team", "Give to a team";
        Lock = "lock", "Lock";
        Unlock = "unlock", "Unlock";
        Show = "show", "Make public";
        Hide = "hide", "Make internal";
        Archive = "archive", "Archive";
        Restore = "restore", "Restore";
    }
}

impl Several {
    fn permission(self) -> ProjectPermission {
        match self {
            Self::Team => ProjectPermission::GiveRights,
            Self::Lock | Self::Unlock => ProjectPermission::LockProject,
            Self::Show | Self::Hide => ProjectPermission::ShowProject,
            Self::Archive | Self::Restore => ProjectPermission::ArchiveProject,
        }
    }

    /// Why it cannot be done to a project as whoever looks finds it.
    pub fn hindered(self, project: &Project) -> Option<Hindered> {
        let fits = match self {
            Self::Team => true,
            Self::Lock => project.state == State::Active,
            Self::Unlock => project.state == State::Locked,
            Self::Show => project.visibility == Visibility::Internal,
            Self::Hide => project.visibility == Visibility::Public,
            Self::Archive => true,
            Self::Restore => project.state == State::Archived,
        };
        let archived = project.state == State::Archived;
        match () {
            () if !allows_project(&project.reach, self.permission()) => Some(Hindered::NotAllowed),
            () if archived && self != Self::Restore => Some(Hindered::Archived),
            () if !fits => Some(Hindered::SoAlready),
            () => None,
        }
    }
}

choice! {
    /// Why one of several projects stays as it is.
    Hindered {
        NotAllowed = "not_allowed", "you may not do that in it";
        Archived = "archived", "it is archived";
        SoAlready = "so_already", "it is so already";
    }
}

/// Those of these projects that an organization owns, as one of its members finds them.
pub async fn chosen(db: &Db, actor: &Actor, org: &OrgFor<SeeOrg>, projects: &[ProjectAt]) -> Result<Vec<Project>> {
    let mut conn = db.read().await?;
    let mut found = Vec::new();
    for at in projects.iter().take(MOST_AT_ONCE) {
        let project = store::find(&mut conn, Some(&actor.user), at).await?;
        found.extend(project.filter(|project| project.owner_id == org.id.as_str()).map(|found| found.project));
    }
    Ok(found)
}

/// Does it to each; `team` is what stands for the team in addresses, and what it gets. Returns how many it was done to:
/// what changed meanwhile stays as it is; or why it could be done to none.
pub async fn act_on(
    db: &Db,
    actor: &Actor,
    act: Several,
    projects: &[ProjectAt],
    team: Option<(&str, Right)>,
) -> Result<usize> {
    let (mut done, mut hindered) = (0, Error::BadRequest);
    for at in projects.iter().take(MOST_AT_ONCE) {
        let tried = match (act, team) {
            (Several::Team, Some((team, right))) => give_team(db, actor, at, team, right).await,
            (Several::Team, None) => return Err(Error::BadRequest),
            (Several::Lock, _) => lock(db, actor, at).await,
            (Several::Unlock, _) => unlock(db, actor, at).await,
            (Several::Show, _) => edit::show(db, actor, at, Visibility::Public).await,
            (Several::Hide, _) => edit::show(db, actor, at, Visibility::Internal).await,
            (Several::Archive, _) => archive(db, actor, at).await,
            (Several::Restore, _) => restore(db, actor, at).await,
        };
        match tried {
            Ok(()) => done += 1,
            Err(error @ (Error::Refused(Rule::SameState | Rule::Archived) | Error::NotFound | Error::Forbidden(_))) => {
                hindered = error;
            }
            Err(other) => return Err(other),
        }
    }
    if done == 0 { Err(hindered) } else { Ok(done) }
}
