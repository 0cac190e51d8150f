use std::marker::PhantomData;

use sqlx::AnyConnection;

use super::{Project, State, store};
use crate::access::{Actor, Need, PROJECT_TABLE, PermitProject, SeeInside, is_confirmed, require_project};
use crate::db::Tx;
use crate::error::Rule;
use crate::id::{OrgId, ProjectId, UserId};
use crate::text::ProjectAt;
use crate::{Error, Result};

/// Proof that the caller may do `P` in this project, taken in the transaction that uses it: by owning it, by the role
/// in the organization that does, by a team, or by a right of their own.
#[derive(Debug)]
pub struct ProjectFor<P> {
    pub id: ProjectId,
    /// As the caller finds it.
    pub project: Project,
    /// The account that owns it.
    pub(crate) owner_id: String,
    permission: PhantomData<P>,
}

impl<P: PermitProject> ProjectFor<P> {
    /// Returns `NotFound` to whoever may not know of it, `Forbidden` to whoever may but has not the right, the problem
    /// of the field `password` to whoever has to give it again for this, and `Refused` where it is archived.
    pub async fn check(conn: &mut AnyConnection, actor: &Actor, at: &ProjectAt) -> Result<Self> {
        let found = store::find(conn, Some(&actor.user), at).await?.ok_or(Error::NotFound)?;
        Self::of(found, actor)
    }

    /// The same for whoever is about to change it: holds the project until the transaction ends, so that such changes
    /// come one after the other, and looks once it is held.
    pub async fn hold(tx: &mut Tx, actor: &Actor, at: &ProjectAt) -> Result<Self> {
        if tx.is_alone() {
            return Self::check(tx, actor, at).await;
        }
        let held = store::hold_at(tx, at).await?.ok_or(Error::NotFound)?;
        // A name that moved since then is not what is held.
        Self::check(tx, actor, at)
            .await
            .and_then(|project| if project.id == held { Ok(project) } else { Err(Error::NotFound) })
    }

    fn of(found: store::Found, actor: &Actor) -> Result<Self> {
        let store::Found { id, project, owner_id } = found;
        if !super::read::is_visible(&project) {
            return Err(Error::NotFound);
        }
        require_project(&project.reach, P::PERMISSION)?;
        if asks_password(P::PERMISSION) && !actor.is_confirmed(0) {
            return Err(Error::password_again());
        }
        if project.state == State::Archived && !P::PERMISSION.is_for_archived() {
            return Err(Error::Refused(Rule::Archived));
        }
        Ok(Self { id, project, owner_id, permission: PhantomData })
    }
}

impl ProjectFor<SeeInside> {
    /// For whoever a project, or a right in it, is offered: they may see it.
    pub(super) fn offered(found: store::Found) -> Self {
        let store::Found { id, project, owner_id } = found;
        Self { id, project, owner_id, permission: PhantomData }
    }
}

impl<P> ProjectFor<P> {
    /// The organization that owns it, if one does.
    pub fn org(&self) -> Option<OrgId> {
        OrgId::parse(&self.owner_id).filter(|_| self.project.owner.is_org)
    }

    /// The user who owns it, if one does.
    pub fn user(&self) -> Option<UserId> {
        UserId::parse(&self.owner_id).filter(|_| !self.project.owner.is_org)
    }

    /// Whoever may do something with it may see it.
    pub fn seen(self) -> ProjectFor<SeeInside> {
        let Self { id, project, owner_id, .. } = self;
        ProjectFor { id, project, owner_id, permission: PhantomData }
    }
}

/// What takes a project away from its owner asks for the password as it does for the organization.
fn asks_password(permission: crate::access::ProjectPermission) -> bool {
    match PROJECT_TABLE[permission as usize].need {
        Need::Owner(permission) => is_confirmed(permission),
        Need::Right(_) | Need::AdminOrManager => false,
    }
}
