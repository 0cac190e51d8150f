use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::candidate::{self, Candidate};
use super::store::{self, New};
use super::{Answer, Batch, Change, Invitee, Line, Outcome, batch as batches, letter, link};
use crate::access::{Actor, ChangePeople, ManagePeople, Role};
use crate::clock::{DAY, Timestamp};
use crate::db::{Db, Tx};
use crate::error::Rule;
use crate::event::By;
use crate::id::{BatchId, InvitationId, UserId};
use crate::mail;
use crate::notify::{Record, record};
use crate::org::{Kind, OrgFor};
use crate::site::{self, SiteSettings};
use crate::text::{AccountName, Greeting};
use crate::token::Secret;
use crate::{Error, Result};

/// Links that one person may get from one organization in 24 hours.
pub(super) const A_DAY_EACH: i64 = 5;

/// Invites everybody whom the lines name, with one role; each line is answered for itself, and what is wrong with one
/// stops no other. The same form sent twice, as a double click does, invites once: `batch` and what was typed tell.
pub async fn send(
    db: &Db,
    actor: &Actor,
    org: &AccountName,
    batch: &BatchId,
    lines: &[Line],
    role: Role,
    message: &Greeting,
) -> Result<BatchId> {
    let mut tx = db.begin().await?;
    if role == Role::Owner {
        OrgFor::<ChangePeople>::check(&mut tx, actor, org).await?;
    }
    let org = OrgFor::<ManagePeople>::hold(&mut tx, actor, org).await?;
    if org.kind == Kind::Personal {
        return Err(Error::Refused(Rule::Personal));
    }
    let now = Timestamp::now();
    let digest = digest(lines, role, message);
    let limits = candidate::limits(&mut tx, &org, (now, now.plus(-DAY)), (batch, &actor.user, &digest)).await?;
    let batch = match (limits.batch, limits.same_batch) {
        (_, 1) => return Ok(batch.clone()),
        (1, _) => BatchId::new(),
        _ => batch.clone(),
    };
    let settings = site::settings(&mut tx).await?;
    let mut sending =
        Sending { actor, org: &org, role, message, now, room: limits.room, today: limits.today, settings };
    let mut answers = Vec::with_capacity(lines.len());
    for line in lines {
        let outcome = sending.invite(&mut tx, line).await?;
        answers.push(Answer { text: line.text.clone(), outcome });
    }
    batches::insert(&mut tx, &org, &actor.user, &digest, &Batch { id: batch.clone(), role, answers }).await?;
    tx.commit().await?;
    Ok(batch)
}

/// What became of an act of inviting, for whoever invited.
pub async fn batch(db: &Db, actor: &Actor, org: &AccountName, id: &BatchId) -> Result<Batch> {
    let mut conn = db.read().await?;
    let org = OrgFor::<ManagePeople>::check(&mut conn, actor, org).await?;
    batches::find(&mut conn, &org, &actor.user, id).await?.ok_or(Error::NotFound)
}

struct Sending<'a> {
    actor: &'a Actor,
    org: &'a OrgFor<ManagePeople>,
    role: Role,
    message: &'a Greeting,
    now: Timestamp,
    /// Seats left.
    room: i64,
    /// Links sent in the last 24 hours.
    today: i64,
    settings: Arc<SiteSettings>,
}

impl Sending<'_> {
    async fn invite(&mut self, tx: &mut Tx, line: &Line) -> Result<Outcome> {
        let Some(invitee) = &line.invitee else { return Ok(Outcome::NotValid) };
        let since = self.now.plus(-DAY);
        let found = match invitee {
            Invitee::User(name) => candidate::user(tx, self.org, &name.key(), since).await?,
            Invitee::Address(address) => Some(candidate::address(tx, self.org, &address.key(), since).await?),
        };
        let Some(found) = found else { return Ok(Outcome::UnknownUser) };
        if found.is_member > 0 {
            return Ok(Outcome::AlreadyMember);
        }
        let before = found.waiting();
        if before.is_some_and(|(_, until)| until > self.now) {
            return Ok(Outcome::AlreadyInvited);
        }
        if self.room < 1 {
            return Ok(Outcome::NoSeat);
        }
        if self.today >= self.settings.daily_invitations {
            return Ok(Outcome::EnoughToday);
        }
        if found.links >= A_DAY_EACH {
            return Ok(Outcome::TooOften);
        }
        // Of an address the mail is all there is; a user finds the invitation on the pages too.
        if let Invitee::Address(address) = invitee
            && mail::is_used_up(tx, letter::INVITATION, address).await?
        {
            return Ok(Outcome::TooOften);
        }
        if let Some((expired, _)) = before {
            // It makes way for the new one.
            store::end(tx, expired, store::Ended::Revoked, self.now).await?;
        }
        self.send(tx, invitee, &found).await
    }

    async fn send(&mut self, tx: &mut Tx, invitee: &Invitee, found: &Candidate) -> Result<Outcome> {
        // A user by the name as its holder writes it; of an address nobody learns whose it is.
        let known = found.recipient();
        let (user, invitee) = match (invitee, &known) {
            (Invitee::User(_), Some(known)) => (Some(known), Invitee::User(known.named.name.clone())),
            _ => (None, invitee.clone()),
        };
        let recipient = recipient(user.map(|user| &user.id), &invitee);
        let (id, secret) = (InvitationId::new(), Secret::new());
        let expires_at = self.now.plus(self.settings.invitation_days * DAY);
        let new = New {
            id: &id,
            user: user.map(|user| &user.id),
            invitee: &invitee,
            role: self.role,
            message: self.message,
            inviter: &self.actor.user,
            token_hash: &secret.hash(),
            invited_at: self.now,
            expires_at,
        };
        store::insert(tx, self.org, &new).await?;
        link::insert(tx, self.org, &id, &secret.hash(), &recipient, self.now).await?;
        self.room -= 1;
        self.today += 1;
        let outcome = if user.is_some() { Outcome::Invited } else { Outcome::Mailed };
        let change = Change::Invited {
            invitation: id,
            org: self.org.named.clone(),
            to: invitee,
            role: self.role,
            message: self.message.to_string(),
            days: self.settings.invitation_days,
            again: false,
        };
        let holder = found.user_id.as_ref();
        let sent = Record::new(By::Actor(self.actor), change).org(&self.org.id).secret(&secret).known(user);
        told(tx, sent, holder).await?;
        Ok(outcome)
    }
}

/// Records that a link was sent. The holder of an address is told on open pages, and named nowhere.
pub(super) async fn told(tx: &mut Tx, sent: Record<'_>, holder: Option<&UserId>) -> Result<()> {
    record(tx, sent).await?;
    if let Some(holder) = holder {
        tx.tell(crate::live::Topic::User(holder.clone()));
    }
    Ok(())
}

/// Who gets the links, for the limit of a day.
pub(super) fn recipient(user: Option<&UserId>, invitee: &Invitee) -> String {
    match (user, invitee) {
        (Some(user), _) => user.to_string(),
        (None, Invitee::Address(address)) => address.key(),
        (None, Invitee::User(name)) => name.key().as_str().to_owned(),
    }
}

/// Tells one form from another.
fn digest(lines: &[Line], role: Role, message: &Greeting) -> Vec<u8> {
    let mut digest = Sha256::new();
    for line in lines {
        digest.update(line.text.as_bytes());
        digest.update([0]);
    }
    digest.update(role.as_str());
    digest.update([0]);
    digest.update(message.as_str());
    digest.finalize().to_vec()
}
