use super::Proposal;
use crate::access::Role;
use crate::account::{self, Profile};
use crate::db::Tx;
use crate::event::By;
use crate::id::{OrgId, UserId};
use crate::name::Claim;
use crate::notify::{Record, record};
use crate::{Error, Problem, Result, member, name, org};

/// An organization to be founded.
#[derive(Debug)]
pub struct Founding<'a> {
    pub proposal: &'a Proposal,
    /// Owner and primary owner.
    pub owner: &'a UserId,
    pub seats: i64,
    pub by: By<'a>,
    pub claim: Claim<'a>,
    /// Whether a site admin approved it, and tells so in words of its own.
    pub approved: bool,
}

/// Makes the organization, in the transaction of the use-case that decided on it.
pub(crate) async fn found_org(tx: &mut Tx, founding: &Founding<'_>) -> Result<OrgId> {
    let proposal = founding.proposal;
    let id = OrgId::new();
    let profile = Profile {
        display_name: proposal.display_name.clone(),
        description: proposal.description.clone(),
        link: proposal.link.clone(),
    };
    account::insert_org_account(tx, &id, &proposal.name, &profile).await?;
    if !name::claim(tx, &proposal.name, id.as_str(), founding.claim).await? {
        return Err(Error::field("name", Problem::NameTaken));
    }
    org::insert(tx, &id, proposal.kind, founding.owner, founding.seats, founding.approved).await?;
    member::insert(tx, &id, founding.owner, Role::Owner).await?;
    let change = org::Change::OrgFounded {
        name: proposal.name.clone(),
        display_name: proposal.display_name.clone(),
        org_kind: proposal.kind,
        seats: founding.seats,
        told: !founding.approved,
    };
    record(tx, Record::new(founding.by, change).org(&id).user(founding.owner)).await?;
    Ok(id)
}
