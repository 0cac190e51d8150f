use guildhall::invitation::{Invitation, Invitee, Seen};
use guildhall::text::Greeting;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use serde::{Deserialize, Serialize};

use super::answer::{AcceptInvitation, ChangeAccount, DeclineInvitation, ReportInvitation};
use super::join::join_form;
use crate::error::Fault;
use crate::live::Live;
use crate::load::loaded;
use crate::query::Query;
use crate::remote::{Act, Fetched};
use crate::ui::{
    Ago, Alert, Avatar, Card, Dialog, DialogBody, DialogFoot, Fact, Facts, Form, Hidden, Narrow, PageHead, PostButton,
    Section, Submit, TextArea, Title, Who,
};
use guildhall::address as to;

/// What stands at the address, and who looks at it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Looked {
    pub seen: Option<Seen>,
    /// The name of whoever is signed in.
    pub viewer: Option<String>,
}

/// A link that is none of ours is told apart from one that has ended: `seen` is nothing.
#[server(input = server_fn::codec::GetUrl)]
pub async fn look_at_invitation(
    #[server(default)] id: String,
    #[server(default)] token: String,
) -> Result<Looked, Fault> {
    use guildhall::Error;
    let (db, caller) = (crate::server::db(), crate::server::caller());
    if token.is_empty() && caller.actor.is_none() {
        return Err(Error::SignInNeeded.into());
    }
    let seen = match super::key(&id, &token) {
        Ok(key) => guildhall::invitation::look(&db, caller.actor.as_ref(), &key).await.map(Some),
        Err(error) => Err(error),
    };
    let seen = match seen {
        Err(Error::NotFound) => None,
        other => other?,
    };
    Ok(Looked { seen, viewer: caller.actor.map(|actor| actor.name.to_string()) })
}

/// The page of one invitation: what it offers, who offers it, and the answer. Showing it does nothing.
#[component]
pub fn InvitationPage() -> impl IntoView {
    let query = use_query_map();
    let word = move |name: &'static str| Memo::new(move |_| query.with(|query| query.get(name)).unwrap_or_default());
    let (id, token) = (word("id"), word("token"));
    let live = Live::here();
    let looked =
        Fetched::anew_after(move || LookAtInvitation { id: id.get(), token: token.get() }, move || live.user());
    view! {
        <Title text="Invitation"/>
        {loaded(looked, move |looked| {
            let key = [("id", id.get_untracked()), ("token", token.get_untracked())];
            page(looked, key)
        })}
    }
    .into_any()
}

/// Fields of a form that say which invitation is meant.
type Key = [(&'static str, String); 2];

fn page(looked: Looked, key: Key) -> AnyView {
    let Looked { seen, viewer } = looked;
    let Some(seen) = seen else {
        return ended(
            410,
            "This link leads to no invitation",
            "It may be cut off or misspelt. Open the link in the mail itself, or ask whoever invited you for a new \
             one.",
            None,
        );
    };
    match seen {
        Seen::Yours(invitation) => to_answer(invitation, viewer, key),
        Seen::SignIn { invitation, has_account } => to_sign_in(invitation, has_account, key),
        Seen::Member(invitation) => {
            let text = format!("You belong to {} already, so there is nothing to accept.", invitation.org);
            ended(
                200,
                "You are a member already",
                &text,
                Some((to::org(&invitation.org.name), "Open the organization")),
            )
        }
        Seen::ForSomebodyElse => for_somebody_else(viewer.unwrap_or_default(), key),
        Seen::Accepted(invitation) => {
            let text = format!("The invitation to {} was accepted. A link works once.", invitation.org);
            ended(410, "This invitation was accepted", &text, Some((to::ORGS.into(), "See your organizations")))
        }
        Seen::Declined(invitation) => {
            let text = format!(
                "The invitation to {} was declined. If that was a mistake, ask to be invited again.",
                invitation.org
            );
            ended(410, "This invitation was declined", &text, None)
        }
        Seen::Revoked(invitation) => {
            let text = format!(
                "An Owner of {} took the invitation back. If you think that is a mistake, ask them.",
                invitation.org
            );
            ended(410, "This invitation was revoked", &text, None)
        }
        Seen::Expired(invitation) => {
            let text = format!(
                "The invitation to {} held until {}. Ask for a new one; an Owner can send it again.",
                invitation.org,
                invitation.expires_at.text()
            );
            ended(410, "This invitation has expired", &text, None)
        }
        Seen::Replaced(invitation) => {
            let text = format!("A newer invitation to {} is in your mailbox. Only its link works.", invitation.org);
            ended(410, "There is a newer link", &text, None)
        }
    }
}

/// A page of its own for every way in which there is nothing to answer.
fn ended(status: u16, title: &'static str, text: &str, way_on: Option<(String, &'static str)>) -> AnyView {
    #[cfg(feature = "ssr")]
    crate::server::set_status(status);
    let _ = status;
    let (href, label) = way_on.unwrap_or(("/".into(), "Go to the start"));
    let text = text.to_owned();
    view! {
        <Title text=title/>
        <Narrow>
            <PageHead title=title lead=text/>
            <div class="row"><a class="btn primary" href=href>{label}</a></div>
        </Narrow>
    }
    .into_any()
}

fn for_somebody_else(viewer: String, key: Key) -> AnyView {
    #[cfg(feature = "ssr")]
    crate::server::set_status(403);
    let lead = format!("You are signed in as {viewer}, and it was sent to another user, who alone can answer it.");
    view! {
        <Narrow>
            <PageHead title="This invitation is for somebody else" lead=lead/>
            <div class="row">{change_account(key)}</div>
        </Narrow>
    }
    .into_any()
}

/// One press changes accounts and comes back to the link.
fn change_account(key: Key) -> AnyView {
    let [_, token] = key;
    let act = Act::calling::<ChangeAccount>();
    view! { <PostButton action=act fields=vec![token] label="Use another account" plain=true/> }.into_any()
}

fn to_answer(invitation: Invitation, viewer: Option<String>, key: Key) -> AnyView {
    let called = invitation.org.display_name.to_string();
    let viewer = viewer.unwrap_or_default();
    let by_mail = match &invitation.to {
        Invitee::Address(address) => Some(format!("It was sent to {address}. You join as {viewer}.")),
        Invitee::User(_) => None,
    };
    let other = by_mail.as_ref().filter(|_| !key[1].1.is_empty()).map(|_| change_account(key.clone()));
    let accept = Act::calling::<AcceptInvitation>();
    view! {
        <Narrow>
            {offer(&invitation)}
            {by_mail.map(|text| view! { <p class="section muted">{text}</p> })}
            <div class="row section">
                <PostButton
                    action=accept
                    fields=key.to_vec()
                    class="primary"
                    label=format!("Join {called}")
                    plain=true
                />
                {decline(&called, key.clone())}
                {other}
            </div>
            {report(key)}
        </Narrow>
    }
    .into_any()
}

fn decline(called: &str, key: Key) -> AnyView {
    let decline = Act::calling::<DeclineInvitation>();
    view! {
        <Dialog id="decline" title=format!("Decline the invitation to {called}?") open_label="Decline…">
            <Form action=decline class="stack" plain=true>
                {key.into_iter().map(|(name, value)| view! { <Hidden name=name value=value/> }).collect_view()}
                <DialogBody>
                    <p>"The Owners get a mail. To join later you must be invited again."</p>
                    <TextArea
                        name="message"
                        label="Message to the Owners (optional)"
                        rows=3
                        max=Greeting::MAX
                        check=|text| Greeting::parse(text).map(|_| ())
                    />
                </DialogBody>
                <DialogFoot>
                    <Submit class="">"Decline invitation"</Submit>
                </DialogFoot>
            </Form>
        </Dialog>
    }
    .into_any()
}

/// For whoever never wanted it.
fn report(key: Key) -> AnyView {
    let act = Act::calling::<ReportInvitation>();
    view! {
        <div class="row section">
            <span class="small muted">"Never wanted it? A report ends it and shows the site admins who sent it."</span>
            <PostButton action=act fields=key.to_vec() class="quiet" label="Report as unwanted" plain=true/>
        </div>
    }
    .into_any()
}

/// For somebody who is not signed in. An invited address can make its account here.
fn to_sign_in(invitation: Invitation, has_account: bool, key: Key) -> AnyView {
    let called = invitation.org.display_name.to_string();
    let token = key[1].1.clone();
    let sign_in = Query::default().with("next", &to::invitation_link(&token)).at(to::SIGN_IN);
    let address = match &invitation.to {
        Invitee::Address(address) if !has_account => Some(address.clone()),
        _ => None,
    };
    let is_mailed = matches!(invitation.to, Invitee::Address(_));
    let join = address.map(|address| {
        let text = format!("Create an account for {address}. The address needs no second confirmation.");
        view! {
            <Section title="New here?">
                <Card>
                    <p>{text}</p>
                    {join_form(token, address)}
                </Card>
            </Section>
        }
    });
    view! {
        <Narrow>
            {offer(&invitation)}
            <div class="row section">
                <a class="btn primary" href=sign_in rel="external">"Sign in to answer"</a>
                {is_mailed.then(|| decline(&called, key.clone()))}
            </div>
            {join}
            {is_mailed.then(|| report(key))}
        </Narrow>
    }
    .into_any()
}

/// What is offered, by whom and until when.
fn offer(invitation: &Invitation) -> AnyView {
    let Invitation { org, role, inviter, inviter_left, message, invited_at, expires_at, .. } = invitation.clone();
    let (called, seed) = (org.display_name.to_string(), org.name.to_string());
    let title = format!("Join {called}");
    let shown = called.clone();
    let public = to::public(&org.name);
    let by = inviter.map_or_else(
        || "Somebody who has left since".to_owned(),
        |inviter| {
            let left = if inviter_left { ", who has left since" } else { "" };
            format!("{inviter}{left}")
        },
    );
    let message = (!message.as_str().is_empty()).then(|| {
        view! { <blockquote class="said section" dir="auto">{message.to_string()}</blockquote> }
    });
    view! {
            <PageHead
                title=title
                lead=format!("You are invited as {}.", role.label())
                avatar=move || view! { <Avatar name=shown seed=seed org=true size="l"/> }
            />
            {inviter_left.then(|| view! { <Alert tone="info"><p>"Whoever invited you has left the organization since. \
                The invitation still holds."</p></Alert> })}
            <Facts>
                <Fact term="Organization"><a href=public><Who name=called username=org.name.to_string()/></a></Fact>
                <Fact term="Role">{role.label()}</Fact>
                <Fact term="Invited by"><bdi>{by}</bdi> ", " <Ago at=invited_at/></Fact>
                <Fact term="Holds until"><time class="fixed" datetime=expires_at.iso()>{expires_at.text()}</time></Fact>
            </Facts>
            {message}
    }
    .into_any()
}
