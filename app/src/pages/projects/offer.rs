use guildhall::address as to;
use guildhall::id::OfferId;
use guildhall::project::offer::{Offer, OfferState, Receiver};
use guildhall::{Error, Result};

use super::acts::{AcceptOffer, DeclineOffer, TakeBackOffer};
use super::path_of;
use crate::sheet::{FormSheet, Head, Part, Sheet, ago, alert, link};
use crate::ui::{html, who};

/// A project, or a right in one, that is offered: for whoever is to answer, and for whoever may take it back.
pub async fn offer(id: &str) -> Result<Sheet> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let id = OfferId::parse(id).ok_or(Error::NotFound)?;
    let (offer, is_receiver) = guildhall::project::offer::one(&db, &actor, &id).await?;
    let head = Head { lead: lead(&offer), ..Head::new(offer.project.to_string()) };
    let page = Sheet::new(format!("{} is offered", offer.project), head).narrow();
    if let Some(over) = over(&offer, is_receiver) {
        return Ok(page.with(over));
    }
    let by = html! {
        p {
            (who(offer.by.display_name.as_str(), offer.by.name.as_str())) " offers "
            @match (&offer.to, is_receiver) {
                (Receiver::User(_) | Receiver::Address(_), true) => "you",
                (to, _) => (to),
            }
            " " (offer.what()) ", which belongs to " a href=(to::public(&offer.owner.name)) { (offer.owner) } ". "
            span.muted { (ago(offer.offered_at)) }
        }
        @let ends = offer.expires_at;
        p.small.muted { "The offer ends on " time.fixed datetime=(ends.iso()) { (ends.date_text()) } "." }
    };
    let button = |act: &str, class: &str, label: &str| {
        Part::from(
            FormSheet { class: String::new(), ..FormSheet::new(act).fixed("id", &offer.id) }.submit(class, label),
        )
    };
    let acts = match is_receiver {
        true => vec![
            button(path_of::<AcceptOffer>(), "primary", "Accept"),
            button(path_of::<DeclineOffer>(), "", "Decline"),
        ],
        false => vec![button(path_of::<TakeBackOffer>(), "danger", "Take back the offer")],
    };
    Ok(page.with(Part::card([by.into(), Part::group("row", acts)])))
}

/// What accepting means.
fn lead(offer: &Offer) -> String {
    match (offer.right, &offer.to) {
        (Some(right), _) => format!("Whoever accepts may {} it. Nothing changes until then.", right.verb()),
        (None, Receiver::Org(org)) => format!("{} would own it, and its Owners decide over it.", org.display_name),
        (None, _) => "Whoever accepts owns it. Nothing changes until then.".into(),
    }
}

/// What became of an offer that waits no longer.
fn over(offer: &Offer, is_receiver: bool) -> Option<Part> {
    let text = match offer.state {
        OfferState::Waits => return None,
        OfferState::Accepted => "This offer was accepted.",
        OfferState::Declined => "This offer was declined. Nothing changed.",
        OfferState::TakenBack => "This offer was taken back. Nothing changed.",
        OfferState::Expired => "This offer has expired. Nothing changed; it can be offered anew.",
    };
    let opens = offer.state == OfferState::Accepted || !is_receiver;
    let on = html! {
        div.row {
            @if opens { (link("", "box", &to::project(&offer.project), "Open the project")) }
            @else { (link("", "", to::PROJECTS, "Your projects")) }
        }
    };
    Some(Part::group("stack", [alert("info", &html! { (text) }).into(), on.into()]))
}
