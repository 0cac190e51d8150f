use sha2::{Digest, Sha256};

use super::candidate::Candidate;
use super::forecast::{Forecast, Verdict};
use super::store::{self, New};
use super::{Answer, Batch, Change, Invitee, Line, Outcome, batch as batches, draft, link};
use crate::access::{Actor, ChangePeople, ManagePeople, Role};
use crate::clock::DAY;
use crate::db::{Db, Tx};
use crate::error::Rule;
use crate::event::By;
use crate::id::{BatchId, InvitationId, UserId};
use crate::notify::{Record, record};
use crate::org::{Kind, OrgFor};
use crate::text::{AccountName, DisplayName, Greeting};
use crate::token::Secret;
use crate::{Error, Result, site};

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
    let digest = digest(lines, role, message);
    let batch = match batches::is_sent(&mut tx, &org, &actor.user, batch, &digest).await? {
        Some(true) => return Ok(batch.clone()),
        Some(false) => BatchId::new(),
        None => batch.clone(),
    };
    let settings = site::settings(&mut tx).await?;
    let mut sending =
        Sending { actor, role, message, forecast: Forecast::begin(&mut tx, &org, &actor.user, settings).await? };
    let mut answers = Vec::with_capacity(lines.len());
    for line in lines {
        let outcome = sending.invite(&mut tx, line).await?;
        answers.push(Answer { text: line.written(), outcome });
    }
    draft::delete(&mut tx, &org, &batch).await?;
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

/// Sends one line after the other.
pub(super) struct Sending<'a> {
    pub actor: &'a Actor,
    pub role: Role,
    pub message: &'a Greeting,
    pub forecast: Forecast<'a>,
}

impl Sending<'_> {
    pub(super) async fn invite(&mut self, tx: &mut Tx, line: &Line) -> Result<Outcome> {
        let (invitee, found) = match self.forecast.next(tx, line).await? {
            Verdict::Send { invitee, found } => (invitee, found),
            Verdict::Leave(outcome) => return Ok(outcome),
        };
        if let Some((expired, _)) = found.waiting() {
            // It makes way for the new one.
            store::end(tx, expired, store::Ended::Revoked, self.forecast.now).await?;
        }
        self.send(tx, &invitee, line.called.as_ref().or(found.called()), &found).await
    }

    async fn send(
        &mut self,
        tx: &mut Tx,
        invitee: &Invitee,
        called: Option<&DisplayName>,
        found: &Candidate,
    ) -> Result<Outcome> {
        let Forecast { org, now, settings, .. } = &self.forecast;
        // A user by the name as its holder writes it; of an address nobody learns whose it is.
        let known = found.recipient();
        let (user, invitee) = match (invitee, &known) {
            (Invitee::User(_), Some(known)) => (Some(known), Invitee::User(known.named.name.clone())),
            _ => (None, invitee.clone()),
        };
        let recipient = recipient(user.map(|user| &user.id), &invitee);
        let (id, secret) = (InvitationId::new(), Secret::new());
        let expires_at = now.plus(settings.invitation_days * DAY);
        let new = New {
            id: &id,
            user: user.map(|user| &user.id),
            invitee: &invitee,
            called,
            role: self.role,
            message: self.message,
            inviter: &self.actor.user,
            token_hash: &secret.hash(),
            invited_at: *now,
            expires_at,
        };
        store::insert(tx, org, &new).await?;
        link::insert(tx, org, &id, &secret.hash(), (&self.actor.user, &recipient), *now).await?;
        let outcome = if user.is_some() { Outcome::Invited } else { Outcome::Mailed };
        let change = Change::Invited {
            invitation: id,
            org: org.named.clone(),
            to: invitee,
            role: self.role,
            message: self.message.to_string(),
            days: settings.invitation_days,
            again: false,
        };
        let holder = found.user_id.as_ref();
        let sent = Record::new(By::Actor(self.actor), change).org(&org.id).secret(&secret).known(user);
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
pub(super) fn digest(lines: &[Line], role: Role, message: &Greeting) -> Vec<u8> {
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
