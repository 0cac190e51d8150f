use guildhall::member::{HandOver, Member};
use guildhall::org::OrgHeader;
use guildhall::text::AccountName;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{crumbs, org_name, titled};
use crate::error::Fault;
use crate::live::Live;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{
    Ago, Card, Empty, Fact, Facts, Form, Hidden, Narrow, PageHead, PasswordAgain, PostButton, Section, Submit, Who,
};
use guildhall::address as to;

/// The offer that waits, and who looks at it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Offered {
    pub org: AccountName,
    pub offer: Option<HandOver>,
    /// Whether it is the viewer who is to answer.
    pub is_heir: bool,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_hand_over(#[server(default)] org: String) -> Result<Offered, Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    let offer = guildhall::member::hand_over(&db, &actor, &org).await?;
    let is_heir = offer.as_ref().is_some_and(|offer| offer.to == actor.name);
    Ok(Offered { org, offer, is_heir })
}

#[server]
pub async fn ask_hand_over(
    #[server(default)] org: String,
    #[server(default)] user: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let (org, user) = (crate::server::name(&org)?, crate::server::name(&user)?);
    let actor = crate::server::confirmed(&password).await?;
    guildhall::member::ask_hand_over(&crate::server::db(), &actor, &org, &user).await?;
    crate::server::go_done(&to::hand_over(&org), crate::done::Done::HandOverAsked);
    Ok(())
}

#[server]
pub async fn take_back_hand_over(#[server(default)] org: String) -> Result<(), Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    guildhall::member::take_back_hand_over(&db, &actor, &org).await?;
    crate::server::go_done(&to::people(&org), crate::done::Done::HandOverTakenBack);
    Ok(())
}

#[server]
pub async fn accept_hand_over(#[server(default)] org: String) -> Result<(), Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    guildhall::member::accept_hand_over(&db, &actor, &org).await?;
    crate::server::go_done(&to::people(&org), crate::done::Done::HandOverAccepted);
    Ok(())
}

#[server]
pub async fn decline_hand_over(#[server(default)] org: String) -> Result<(), Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    guildhall::member::decline_hand_over(&db, &actor, &org).await?;
    crate::server::go_done(&to::people(&org), crate::done::Done::HandOverDeclined);
    Ok(())
}

/// The offer of primary ownership, for the one who made it and the one who is to answer.
#[component]
pub fn HandOverPage() -> impl IntoView {
    let org = org_name();
    let live = Live::here();
    let offered =
        Fetched::anew_after(move || ReadHandOver { org: org.get() }, move || format!("{} {}", live.org(), live.user()));
    view! {
        {titled("Primary ownership")}
        {loaded(offered, page)}
    }
    .into_any()
}

fn page(offered: Offered) -> AnyView {
    let Offered { org, offer, is_heir } = offered;
    let body = match offer {
        Some(offer) if is_heir => to_answer(&org, offer),
        Some(offer) => to_wait(&org, offer),
        None => nothing(&org),
    };
    view! {
        <Narrow>
            <PageHead
                title="Primary ownership"
                lead="The primary owner answers for the organization: nobody can remove them, and they alone can \
                    delete it."
                crumbs=crumbs(&org)
            />
            {body}
        </Narrow>
    }
    .into_any()
}

fn to_answer(org: &AccountName, offer: HandOver) -> AnyView {
    let fields = vec![("org", org.to_string())];
    let (accept, decline) = (Act::calling::<AcceptHandOver>(), Act::calling::<DeclineHandOver>());
    view! {
        <Card>
            <p>
                <Who name=offer.from.display_name.to_string() username=offer.from.name.to_string()/>
                {format!(" asks you to become primary owner of {}. ", offer.org_display_name)}
                <span class="muted"><Ago at=offer.asked_at/></span>
            </p>
            <div class="row">
                <PostButton action=accept fields=fields.clone() class="primary" label="Become primary owner"/>
                <PostButton action=decline fields=fields label="Decline"/>
            </div>
        </Card>
    }
    .into_any()
}

fn to_wait(org: &AccountName, offer: HandOver) -> AnyView {
    let (take_back, fields) = (Act::calling::<TakeBackHandOver>(), vec![("org", org.to_string())]);
    view! {
        <Card>
            <Facts>
                <Fact term="Offered to">
                    <Who name=offer.to_display_name.to_string() username=offer.to.to_string()/>
                </Fact>
                <Fact term="Asked"><Ago at=offer.asked_at/></Fact>
            </Facts>
            <p>"You are primary owner until the offer is accepted, and an Owner afterwards."</p>
            <div class="row">
                <PostButton action=take_back fields=fields class="danger" label="Take back the offer"/>
            </div>
        </Card>
    }
    .into_any()
}

fn nothing(org: &AccountName) -> AnyView {
    let back = to::people(org);
    view! {
        <Card class="">
            <Empty
                icon="shield"
                title="Nothing is offered"
                text="The primary owner can offer primary ownership to another Owner, on that Owner’s page."
            >
                <a class="btn" href=back>"Back to the people"</a>
            </Empty>
        </Card>
    }
    .into_any()
}

/// On another Owner's page: offers primary ownership.
pub fn ask_form(head: &OrgHeader, member: &Member, ask_password: bool, ask: Act) -> AnyView {
    let (org, user, called) = (head.name.to_string(), member.name.to_string(), member.named().to_string());
    let text = format!(
        "{called} gets a mail and must accept. Until then nothing changes; afterwards you are an Owner like the \
         others and can be removed."
    );
    let describe = format!("Offer primary ownership to {called}");
    view! {
        <Section title="Primary ownership">
            <Form action=ask>
                <Hidden name="org" value=org/>
                <Hidden name="user" value=user/>
                <p>{text}</p>
                <PasswordAgain asked=ask_password/>
                <div><Submit class="" describe=describe>"Offer primary ownership"</Submit></div>
            </Form>
        </Section>
    }
    .into_any()
}
