use guildhall::clock::Timestamp;
use guildhall::id::InvitationId;
use guildhall::text::Named;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::pages::invitation::{AcceptInvitation, DeclineInvitation};
use crate::pages::people::{AcceptHandOver, DeclineHandOver};
use crate::remote::{Act, Fetched};
use crate::ui::{Ago, Banner, PostButton, Who};
use guildhall::address as to;

/// Questions shown at one time; the rest stand on "Your organizations".
const SHOWN: usize = 2;

/// A question to the viewer that waits for an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// Of an invitation; without it primary ownership is offered.
    invitation: Option<InvitationId>,
    org: Named,
    /// What follows the organization's name.
    text: String,
    at: Timestamp,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_questions() -> Result<Vec<Question>, Fault> {
    let (db, caller) = (crate::server::db(), crate::server::caller());
    let waiting = crate::server::viewer().await?.is_some_and(|viewer| viewer.waiting > 0);
    let Some(actor) = caller.actor.filter(|_| waiting) else {
        return Ok(Vec::new());
    };
    let offers = guildhall::member::offers(&db, &actor).await?.into_iter().map(|offer| Question {
        invitation: None,
        org: Named { name: offer.org, display_name: offer.org_display_name },
        text: format!(" is to have you as primary owner. {}, ", offer.from),
        at: offer.asked_at,
    });
    let invitations = guildhall::invitation::waiting(&db, &actor).await?.into_iter().map(|invitation| {
        let by = invitation.inviter.map(|inviter| format!(" {inviter},")).unwrap_or_default();
        Question {
            text: format!(" invited you as {}.{by} ", invitation.role.label()),
            invitation: Some(invitation.id),
            org: invitation.org,
            at: invitation.invited_at,
        }
    });
    Ok(offers.chain(invitations).collect())
}

/// What waits for the viewer's answer, under the bar of every page but the one where it is answered at length.
pub fn banners(questions: Fetched<Vec<Question>>) -> AnyView {
    let path = use_location().pathname;
    questions.shown(move |questions| {
        let asked = StoredValue::new(questions.unwrap_or_default());
        (move || {
            let path = path.get();
            let mut questions = asked.get_value();
            // The overview of the organization says of an offer what the banner would.
            questions.retain(|question| question.invitation.is_some() || path != to::org(&question.org.name));
            let is_answered_here = path == to::INVITATION || path.ends_with("/hand-over");
            if is_answered_here || questions.is_empty() {
                return ().into_any();
            }
            let rest = questions.len().saturating_sub(SHOWN);
            let banners = questions.into_iter().take(SHOWN).map(banner).collect_view();
            view! {
                <section aria-label="Waiting for your answer">{banners} {(rest > 0).then(|| more(rest))}</section>
            }
            .into_any()
        })
        .into_any()
    })
}

fn banner(question: Question) -> AnyView {
    let Question { invitation, org, text, at } = question;
    let (icon, href, fields, accept, decline) = match invitation {
        Some(id) => (
            "mail",
            to::invitation(&id),
            vec![("id", id.to_string())],
            Act::calling::<AcceptInvitation>(),
            Act::calling::<DeclineInvitation>(),
        ),
        None => (
            "shield",
            to::hand_over(&org.name),
            vec![("org", org.name.to_string())],
            Act::calling::<AcceptHandOver>(),
            Act::calling::<DeclineHandOver>(),
        ),
    };
    let called = org.display_name.to_string();
    let (yes, no) = (format!("Accept: {called}"), format!("Decline: {called}"));
    let others = fields.clone();
    let actions = move || {
        view! {
            <PostButton action=decline fields=others label="Decline" describe=no plain=true/>
            <PostButton action=accept fields=fields class="primary" label="Accept" describe=yes plain=true/>
        }
    };
    view! {
        <Banner icon=icon actions=actions>
            <a class="plain" href=href><Who name=called username=org.name.to_string()/></a>
            {text}
            <Ago at=at/>
        </Banner>
    }
    .into_any()
}

fn more(rest: usize) -> AnyView {
    let text =
        if rest == 1 { "1 more invitation waits. ".to_owned() } else { format!("{rest} more invitations wait. ") };
    view! {
        <Banner icon="mail">
            {text}
            <a href=to::ORGS>"See all"</a>
        </Banner>
    }
    .into_any()
}
