use std::marker::PhantomData;

use sqlx::AnyConnection;

use super::{Kind, store};
use crate::access::{Actor, Permit, SeeOrg, Standing, is_confirmed, require};
use crate::db::Tx;
use crate::id::OrgId;
use crate::text::{AccountName, Named};
use crate::{Error, Result};

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
    /// Returns `NotFound` to whoever is no member, `Forbidden` to a member whose role does not allow it, and the
    /// problem of the field `password` to whoever has to give it again for this.
    pub async fn check(conn: &mut AnyConnection, actor: &Actor, name: &AccountName) -> Result<Self> {
        let found = store::belonging(conn, &actor.user, name).await?.ok_or(Error::NotFound)?;
        require(found.standing, P::PERMISSION)?;
        if is_confirmed(P::PERMISSION) && !actor.is_confirmed(0) {
            return Err(Error::password_again());
        }
        let store::Belonging { id, named, kind, standing } = found;
        Ok(Self { id, named, kind, standing, permission: PhantomData })
    }

    /// The same for whoever is about to change who belongs to it: holds the organization until the transaction ends, so
    /// that such changes come one after the other, and looks once it is held.
    pub async fn hold(tx: &mut Tx, actor: &Actor, name: &AccountName) -> Result<Self> {
        if tx.is_alone() {
            return Self::check(tx, actor, name).await;
        }
        let held = store::hold_for(tx, &actor.user, name).await?.ok_or(Error::NotFound)?;
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
    /// Every member may see it.
    pub(super) fn of_member(id: OrgId, named: Named, kind: Kind, standing: Standing) -> Self {
        Self { id, named, kind, standing, permission: PhantomData }
    }

    /// What else this member may read, without asking the database again. What needs the password has to be checked.
    pub fn reads<P: Permit>(&self) -> Result<OrgFor<P>> {
        require(self.standing, P::PERMISSION)?;
        if is_confirmed(P::PERMISSION) {
            return Err(Error::password_again());
        }
        let Self { id, named, kind, standing, .. } = self;
        Ok(OrgFor { id: id.clone(), named: named.clone(), kind: *kind, standing: *standing, permission: PhantomData })
    }
}
