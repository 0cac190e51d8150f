use guildhall::Error;
use guildhall::error::{Stale, thousands};
use guildhall::member::OverseenOwner;
use guildhall::org::{Kind, Oversight, seats};
use guildhall::text::{Message, Named};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{
    Alert, Avatar, Badge, Card, Column, Fact, Facts, Form, Hidden, Markup, Narrow, PageHead, PasswordAgain, Section,
    Submit, Table, TextArea, TextField, Title, avatar, badge, html,
};
use guildhall::address as to;

/// An organization before a site admin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OverseenOrg {
    pub org: Oversight,
    /// The primary one first; at most 100.
    pub owners: Vec<OverseenOwner>,
    /// Who is to become primary owner, if that is asked for.
    pub heir: Option<Named>,
    /// Whether that was asked for of somebody who cannot.
    pub no_heir: bool,
    pub ask_password: bool,
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn oversee_org(
    #[server(default)] org: String,
    #[server(default)] primary: String,
) -> Result<OverseenOrg, Fault> {
    let (db, actor, name) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    let org = guildhall::org::oversee(&db, &actor, &name).await?;
    let owners = guildhall::member::owners(&db, &actor, &name).await?;
    let heir = owners.iter().find(|owner| owner.named.name.as_str() == primary && !owner.primary && !owner.suspended);
    let heir = heir.map(|owner| owner.named.clone());
    let no_heir = heir.is_none() && !primary.is_empty();
    Ok(OverseenOrg { org, owners, heir, no_heir, ask_password: crate::server::asks_password(&actor) })
}

#[server]
pub async fn change_seats(
    #[server(default)] org: String,
    #[server(default)] seats: String,
    #[server(default)] reason: String,
) -> Result<(), Fault> {
    let (db, actor, org) = (crate::server::db(), crate::server::actor()?, crate::server::name(&org)?);
    let mut form = guildhall::error::Form::default();
    let seats = form.take("seats", guildhall::org::seats(&seats));
    let reason = form.take("reason", Message::parse(&reason));
    let (seats, reason) = form.all((seats, reason))?;
    guildhall::org::change_seats(&db, &actor, &org, seats, &reason).await?;
    crate::server::go_done(&to::admin_org(&org), crate::done::Done::SeatsChanged);
    Ok(())
}

#[server]
pub async fn appoint_owner(
    #[server(default)] org: String,
    #[server(default)] primary: String,
    #[server(default)] user: String,
    #[server(default)] reason: String,
    #[server(default)] password: String,
) -> Result<(), Fault> {
    let [org, primary, user] =
        [crate::server::name(&org)?, crate::server::name(&primary)?, crate::server::name(&user)?];
    let reason = Message::parse(&reason).map_err(|problem| Error::field("reason", problem))?;
    let actor = crate::server::confirmed(&password).await?;
    guildhall::member::appoint(&crate::server::db(), &actor, &org, &primary, &user, &reason).await?;
    crate::server::go_done(&to::admin_org(&org), crate::done::Done::OwnerAppointed);
    Ok(())
}

/// What site admins can do in an organization of others: its seats, and who answers for it.
#[component]
pub fn AdminOrgPage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let org = Memo::new(move |_| params.read().get("org").unwrap_or_default());
    let primary = Memo::new(move |_| query.with(|query| query.get("primary")).unwrap_or_default());
    let (change, appoint) = (Act::calling::<ChangeSeats>(), Act::calling::<AppointOwner>());
    let (changed, appointed) = (change.taken(), appoint.taken());
    let found = Fetched::anew_after(
        move || OverseeOrg { org: org.get(), primary: primary.get() },
        move || changed.get() + appointed.get(),
    );
    loaded(found, move |found| match &found.heir {
        Some(heir) => question(heir, &found, appoint),
        None => page(found, change),
    })
}

fn page(found: OverseenOrg, change: Act) -> AnyView {
    let OverseenOrg { org, owners, no_heir, .. } = found;
    let Oversight { named, kind, founded_at, members, seats, by_hand, .. } = org.clone();
    let (shown, seed, public) = (named.display_name.to_string(), named.name.to_string(), to::public(&named.name));
    let (called, at) = (shown.clone(), format!("@{}", named.name));
    let no_heir = no_heir.then(|| view! { <Alert tone="warn"><p>{Error::Stale(Stale::Member).message()}</p></Alert> });
    let of = format!("of {}", if seats == 1 { "one seat".into() } else { format!("{} seats", thousands(seats)) });
    view! {
        <Title text=format!("{named} · Site administration")/>
        <PageHead
            title=called
            avatar=move || view! { <Avatar name=shown seed=seed org=true size="l"/> }
            badges=move || view! { <Badge>{kind.label()}</Badge> }
            under=move || view! {
                <p>
                    <span class="name">{at}</span>
                    " · founded "
                    <time class="fixed" datetime=founded_at.iso()>{founded_at.date_text()}</time>
                </p>
            }
            actions=move || view! { <a class="btn" href=public>"Public page"</a> }
        />
        <div class="stack">
            {no_heir}
            <Card>
                <Facts>
                    <Fact term="Members">
                        <span class="num">{thousands(members)}</span>
                        " "
                        {of}
                    </Fact>
                    <Fact term="Seats">{note(kind, by_hand)}</Fact>
                </Facts>
            </Card>
        </div>
        {(kind != Kind::Personal).then(|| seats_section(&org, change))}
        {owners_section(&org, &owners)}
    }
    .into_any()
}

/// Where the number of seats comes from.
fn note(kind: Kind, by_hand: bool) -> &'static str {
    match (kind, by_hand) {
        (Kind::Personal, _) => "Belongs to one person",
        (_, true) => "Given by a site admin",
        (_, false) => "As the site’s settings gave it",
    }
}

fn seats_section(org: &Oversight, change: Act) -> AnyView {
    let (name, value) = (org.named.name.to_string(), org.seats.to_string());
    let members =
        if org.members == 1 { "its member".into() } else { format!("its {} members", thousands(org.members)) };
    view! {
        <Section title="Seats">
            <Narrow>
                <Form action=change reset=true>
                    <Hidden name="org" value=name/>
                    <TextField
                        name="seats"
                        label="Seats"
                        hint=format!("Enough for {members}. It keeps this number when the site’s settings change.")
                        value=value
                        inputmode="numeric"
                        check=|text| seats(text).map(drop)
                        required=true
                        autocomplete="off"
                    />
                    <TextArea
                        name="reason"
                        label="Reason"
                        hint="The Owners get it by mail and read it in their log."
                        rows=2
                        max=Message::MAX
                        required=true
                    />
                    <div><Submit>"Change seats"</Submit></div>
                </Form>
            </Narrow>
        </Section>
    }
    .into_any()
}

fn owners_section(org: &Oversight, owners: &[OverseenOwner]) -> AnyView {
    let heads = vec![Column::new("Person"), Column::with("", "tight")];
    let page = to::admin_org(&org.named.name);
    let rows = html! { @for owner in owners { (row(owner, &page)) } };
    let text = match owners.iter().filter(|owner| !owner.suspended).count() {
        0 => "None of them can sign in, so nobody can manage this organization until one is restored.",
        _ if org.kind == Kind::Personal => "A Personal organization has one Owner, whose place nobody can take.",
        _ => {
            "The primary owner answers for the organization. Where that person has gone or is suspended, another \
              Owner can take the place."
        }
    };
    view! {
        <Section title="Owners">
            <div class="stack">
                <p class="muted">{text}</p>
                <Card class=""><Table caption="Owners" heads=heads rows=rows/></Card>
            </div>
        </Section>
    }
    .into_any()
}

fn row(OverseenOwner { named, primary, suspended }: &OverseenOwner, page: &str) -> Markup {
    html! {
        tr {
            td {
                span.person {
                    (avatar(named.display_name.as_str(), named.name.as_str()))
                    span {
                        b {
                            bdi { (named.display_name) }
                            @if *primary { " " (badge("", "Primary owner")) }
                            @if *suspended { " " (badge("warn", "Suspended")) }
                        }
                        span.name { (named.name) }
                    }
                }
            }
            td.tight {
                @if !*primary && !*suspended {
                    a.btn href={ (page) "?primary=" (named.name) } aria-label={ "Make " (named) " primary owner" } {
                        "Make primary…"
                    }
                }
            }
        }
    }
}

fn question(heir: &Named, found: &OverseenOrg, appoint: Act) -> AnyView {
    let Oversight { named, primary, .. } = &found.org;
    let lead = format!(
        "{heir} answers for {named} then, in the place of {primary}, who stays an Owner. No Owner can undo it without \
         {heir}."
    );
    let (title, question) = (format!("Primary owner · {named}"), format!("Make {heir} primary owner?"));
    let (page, ask_password) = (to::admin_org(&named.name), found.ask_password);
    let crumbs = vec![(named.display_name.to_string(), page.clone())];
    let fields = [("org", &named.name), ("primary", &primary.name), ("user", &heir.name)];
    let fields = fields.map(|(name, value)| view! { <Hidden name=name value=value.to_string()/> }).collect_view();
    view! {
        <Title text=title/>
        <Narrow>
            <PageHead title=question lead=lead crumbs=crumbs/>
            <Form action=appoint>
                {fields}
                <TextArea
                    name="reason"
                    label="Reason"
                    hint="All Owners get it by mail and read it in their log."
                    rows=2
                    max=Message::MAX
                    required=true
                />
                <PasswordAgain asked=ask_password/>
                <div class="row">
                    <Submit class="danger">"Make primary owner"</Submit>
                    <a class="btn quiet" href=page>"Cancel"</a>
                </div>
            </Form>
        </Narrow>
    }
    .into_any()
}
