use std::marker::PhantomData;

use sqlx::AnyConnection;

use super::{Actor, Permission, Standing, allows, is_confirmed, is_primary_only};
use crate::account::{self, Named};
use crate::db::Tx;
use crate::error::Who;
use crate::id::{OrgId, UserId};
use crate::org::{self, Kind};
use crate::text::AccountName;
use crate::{Error, Problem, Result, member};

/// A permission as a type, so that a handle says in its name what it is good for.
pub trait Permit {
    const PERMISSION: Permission;
}

macro_rules! permits {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name;

        impl Permit for $name {
            const PERMISSION: Permission = Permission::$name;
        }
    )+};
}

permits! {
    /// To see the organization, its people and projects.
    SeeOrg,
    /// To end the own membership.
    Leave,
    /// To invite, and to see who is invited.
    ManagePeople,
    /// To change roles, remove members and invite Owners.
    ChangePeople,
    /// To take the list of people along.
    ExportPeople,
    /// To read the organization's audit log.
    ReadAuditLog,
    /// To offer primary ownership to another Owner.
    HandOver,
}

/// Proof that the caller may do `P` in this organization, taken in the transaction that uses it.
#[derive(Debug)]
pub struct OrgFor<P> {
    pub id: OrgId,
    /// What it is called.
    pub named: Named,
    pub kind: Kind,
    pub standing: Standing,
    permission: PhantomData<P>,
}

impl<P: Permit> OrgFor<P> {
    /// Answers `NotFound` to whoever is no member, `Forbidden` to a member whose role does not allow it, and the problem of the
    /// field `password` to whoever has to give it again for this.
    pub async fn check(conn: &mut AnyConnection, actor: &Actor, name: &AccountName) -> Result<Self> {
        let found = member::belonging(conn, &actor.user, name).await?.ok_or(Error::NotFound)?;
        require(found.standing, P::PERMISSION)?;
        if is_confirmed(P::PERMISSION) {
            require_lately(actor)?;
        }
        let member::Belonging { id, named, kind, standing } = found;
        Ok(Self { id, named, kind, standing, permission: PhantomData })
    }

    /// The same for whoever is about to change who belongs to it: holds the organization until the transaction ends, so that
    /// such changes come one after the other, and looks once it is held.
    pub async fn hold(tx: &mut Tx, actor: &Actor, name: &AccountName) -> Result<Self> {
        if tx.is_alone() {
            return Self::check(tx, actor, name).await;
        }
        let held = org::hold_for(tx, &actor.user, name).await?.ok_or(Error::NotFound)?;
        // Whoever became a member, or a name that moved, since then is not what is held.
        Self::check(tx, actor, name).await.and_then(|org| if org.id == held { Ok(org) } else { Err(Error::NotFound) })
    }
}

impl<P> OrgFor<P> {
    /// Whoever may do something with it may see it.
    pub fn seen(self) -> OrgFor<SeeOrg> {
        let Self { id, named, kind, standing, .. } = self;
        OrgFor { id, named, kind, standing, permission: PhantomData }
    }
}

impl OrgFor<SeeOrg> {
    /// Every member may see it. For the room of organizations alone, which finds members.
    pub(crate) fn of_member(id: OrgId, named: Named, kind: Kind, standing: Standing) -> Self {
        Self { id, named, kind, standing, permission: PhantomData }
    }

    /// What else this member may read, without asking the database again. What needs the password has to be checked.
    pub fn reads<P: Permit>(&self) -> Result<OrgFor<P>> {
        require(self.standing, P::PERMISSION)?;
        if is_confirmed(P::PERMISSION) {
            return Err(again());
        }
        let Self { id, named, kind, standing, .. } = self;
        Ok(OrgFor { id: id.clone(), named: named.clone(), kind: *kind, standing: *standing, permission: PhantomData })
    }
}

fn require(standing: Standing, permission: Permission) -> Result<()> {
    if allows(standing, permission) {
        return Ok(());
    }
    Err(Error::Forbidden(if is_primary_only(permission) { Who::PrimaryOwner } else { Who::Owners }))
}

/// Proof that the caller is a site admin.
#[derive(Debug)]
pub struct Reviewer {
    pub user: UserId,
}

impl Reviewer {
    /// Answers `NotFound` to everybody else: for them the site administration does not exist.
    pub async fn check(conn: &mut AnyConnection, actor: &Actor) -> Result<Self> {
        let admin = account::is_site_admin(conn, &actor.user).await?;
        if admin { Ok(Self { user: actor.user.clone() }) } else { Err(Error::NotFound) }
    }

    /// The same for what concerns the whole site: the password must have been given lately.
    pub async fn confirm(conn: &mut AnyConnection, actor: &Actor) -> Result<Self> {
        let reviewer = Self::check(conn, actor).await?;
        require_lately(actor)?;
        Ok(reviewer)
    }
}

fn require_lately(actor: &Actor) -> Result<()> {
    if account::is_confirmed(actor, 0) { Ok(()) } else { Err(again()) }
}

fn again() -> Error {
    Error::field("password", Problem::PasswordAgain)
}
