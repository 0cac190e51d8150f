use guildhall::Result;
use guildhall::access::Actor;
use guildhall::address as to;
use guildhall::db::Db;
use guildhall::text::Named;

use super::waiting::Question;
use crate::pages::invitation::{AcceptInvitation, DeclineInvitation};
use crate::pages::people::{AcceptHandOver, DeclineHandOver};
use crate::pages::projects::{AcceptOffer, DeclineOffer};

/// What waits for a user's answer: primary ownership, invitations, and projects or rights in them.
pub async fn all(db: &Db, actor: &Actor) -> Result<Vec<Question>> {
    let offers = guildhall::member::offers(db, actor).await?.into_iter().map(|offer| {
        let text = format!(" is to have you as primary owner. {}, ", offer.from);
        let (page, overview) = (to::hand_over(&offer.org), to::org(&offer.org));
        let field = ("org", offer.org.to_string());
        let org = Named { name: offer.org, display_name: offer.org_display_name };
        Question::new::<AcceptHandOver, DeclineHandOver>("shield", org, text, offer.asked_at, field)
            .answered_at(page)
            .also_said_on(overview)
    });
    let invitations = guildhall::invitation::waiting(db, actor).await?.into_iter().map(|invitation| {
        let by = invitation.inviter.map(|inviter| format!(" {inviter},")).unwrap_or_default();
        let text = format!(" invited you as {}.{by} ", invitation.role.label());
        let field = ("id", invitation.id.to_string());
        Question::new::<AcceptInvitation, DeclineInvitation>("mail", invitation.org, text, invitation.invited_at, field)
            .answered_at(to::invitation(&invitation.id))
    });
    let projects = guildhall::project::offer::waiting(db, actor).await?.into_iter().map(|offer| {
        let text = format!(" offers you {}, ", offer.what());
        let field = ("id", offer.id.to_string());
        Question::new::<AcceptOffer, DeclineOffer>("box", offer.by, text, offer.offered_at, field)
            .answered_at(to::offer(&offer.id))
    });
    Ok(offers.chain(invitations).chain(projects).collect())
}
