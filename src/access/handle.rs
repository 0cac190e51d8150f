use std::marker::PhantomData;

use sqlx::AnyConnection;

use super::{Actor, Permission, Role, allows};
use crate::error::Who;
use crate::id::{OrgId, UserId};
use crate::org;
use crate::text::AccountName;
use crate::{Error, Result};

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
    /// To read the organization's audit log.
    ReadAuditLog,
}

/// Proof that the caller may do `P` in this organization, taken in the transaction that uses it.
#[derive(Debug)]
pub struct OrgFor<P> {
    pub id: OrgId,
    pub name: AccountName,
    pub role: Role,
    permission: PhantomData<P>,
}

impl<P: Permit> OrgFor<P> {
    /// Answers `NotFound` to whoever is no member, and `Forbidden` to a member whose role does not allow it.
    pub async fn check(conn: &mut AnyConnection, actor: &Actor, name: &AccountName) -> Result<Self> {
        let (id, name, role) = org::membership(conn, &actor.user, name).await?.ok_or(Error::NotFound)?;
        if !allows(role, P::PERMISSION) {
            return Err(Error::Forbidden(Who::Owners));
        }
        Ok(Self { id, name, role, permission: PhantomData })
    }
}

/// Proof that the caller is a site admin.
#[derive(Debug)]
pub struct Reviewer {
    pub user: UserId,
}

impl Reviewer {
    /// Answers `NotFound` to everybody else: for them the site administration does not exist.
    pub async fn check(conn: &mut AnyConnection, actor: &Actor) -> Result<Self> {
        let admin = crate::account::is_site_admin(conn, &actor.user).await?;
        if admin { Ok(Self { user: actor.user.clone() }) } else { Err(Error::NotFound) }
    }
}
