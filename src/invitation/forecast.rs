use std::sync::Arc;

use sqlx::AnyConnection;

use super::candidate::{self, Candidate};
use super::{Invitee, Line, Outcome, letter};
use crate::access::ManagePeople;
use crate::clock::{DAY, Timestamp};
use crate::id::UserId;
use crate::org::OrgFor;
use crate::site::SiteSettings;
use crate::{Result, mail};

/// Links that one person may get from one organization in 24 hours.
pub(super) const A_DAY_EACH: i64 = 5;

/// Tells of one line after the other whether it would be sent.
pub(super) struct Forecast<'a> {
    pub org: &'a OrgFor<ManagePeople>,
    pub now: Timestamp,
    /// Seats left.
    room: i64,
    /// Links that may still be sent today.
    left: i64,
    pub settings: Arc<SiteSettings>,
}

/// What is to become of a line.
pub(super) enum Verdict {
    Send { invitee: Invitee, found: Candidate },
    Leave(Outcome),
}

impl Verdict {
    /// What will be answered.
    pub(super) fn outcome(&self) -> Outcome {
        match self {
            Self::Send { invitee: Invitee::User(_), .. } => Outcome::Invited,
            Self::Send { invitee: Invitee::Address(_), .. } => Outcome::Mailed,
            Self::Leave(outcome) => *outcome,
        }
    }
}

impl<'a> Forecast<'a> {
    /// As the organization stands now, for this user.
    pub(super) async fn begin(
        conn: &mut AnyConnection,
        org: &'a OrgFor<ManagePeople>,
        inviter: &UserId,
        settings: Arc<SiteSettings>,
    ) -> Result<Self> {
        let now = Timestamp::now();
        let limits = candidate::limits(conn, org, inviter, &settings, (now, now.plus(-DAY))).await?;
        Ok(Self { org, now, room: limits.room, left: limits.left, settings })
    }

    /// Whether the next line goes out; if so, it is counted.
    pub(super) async fn next(&mut self, conn: &mut AnyConnection, line: &Line) -> Result<Verdict> {
        let Ok(invitee) = &line.names else { return Ok(Verdict::Leave(Outcome::NotValid)) };
        let since = self.now.plus(-DAY);
        let found = match invitee {
            Invitee::User(name) => candidate::user(conn, self.org, &name.key(), since).await?,
            Invitee::Address(address) => Some(candidate::address(conn, self.org, &address.key(), since).await?),
        };
        let Some(found) = found else { return Ok(Verdict::Leave(Outcome::UnknownUser)) };
        let why_not = match () {
            () if found.is_member > 0 => Some(Outcome::AlreadyMember),
            () if found.waiting().is_some_and(|(_, until)| until > self.now) => Some(Outcome::AlreadyInvited),
            () if self.room < 1 => Some(Outcome::NoSeat),
            () if self.left < 1 => Some(Outcome::EnoughToday),
            () if found.links >= A_DAY_EACH => Some(Outcome::TooOften),
            () => None,
        };
        if let Some(why_not) = why_not {
            return Ok(Verdict::Leave(why_not));
        }
        // Of an address the mail is all there is; a user finds the invitation on the pages too.
        if let Invitee::Address(address) = invitee
            && mail::is_used_up_under(conn, &self.settings, letter::INVITATION, address).await?
        {
            return Ok(Verdict::Leave(Outcome::TooOften));
        }
        self.room -= 1;
        self.left -= 1;
        Ok(Verdict::Send { invitee: invitee.clone(), found })
    }
}
