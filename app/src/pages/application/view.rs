use guildhall::application::{Application, Billing, Decision, MessageKind, Proposal, State, View};
use guildhall::clock::span;
use guildhall::id::ApplicationId;
use guildhall::org::Kind;
use guildhall::text::AccountName;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::answer::{AnswerForm, AnswerQuestions};
use super::{StateBadge, WithdrawApplication, WithdrawDialog};
use crate::error::Fault;
use crate::load::loaded;
use crate::remote::{Act, Fetched};
use crate::ui::{Ago, Alert, Card, Fact, Facts, Narrow, PageHead, Section, Thread, ThreadEntry, Title};
use guildhall::address as to;

/// An application as its applicant sees it: where it stands, what was asked, what was said.
#[component]
pub fn ApplicationPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let (answer, withdraw) = (Act::calling::<AnswerQuestions>(), Act::calling::<WithdrawApplication>());
    let application = Fetched::anew_after(move || ViewApplication { id: id.get() }, move || answer.answered());
    loaded(application, move |view| page(view, answer, withdraw))
}

fn page(view: View, answer: Act, withdraw: Act) -> AnyView {
    let View { application, organization, usual_time, decision } = view;
    let (questions, left) = (application.open_questions(), application.has_left_the_queue());
    let Application { id, proposal, billing, state, created_at, decided_at, thread, .. } = application;
    let name = proposal.name.clone();
    let title = proposal.display_name.to_string();
    let (acts_id, acts_name) = (id.clone(), name.clone());
    let acts = move || {
        state.is_open().then(|| {
            view! {
                <a class="btn" href=to::application_edit(&acts_id)>"Edit"</a>
                <WithdrawDialog action=withdraw id=acts_id name=acts_name/>
            }
        })
    };
    let under = move || {
        view! {
            <p>
                "Application for " <span class="name">{name.to_string()}</span> ", asked " <Ago at=created_at/>
                {decided_at.map(|at| view! { ", closed " <Ago at=at/> })} "."
            </p>
        }
    };
    let news = news((state, left), &proposal, &id, organization, usual_time, decision.as_ref());
    let talk = (!thread.is_empty()).then(|| {
        let said = thread.into_iter().map(|message| {
            let verb = match message.kind {
                MessageKind::Question if !message.answered => "asked, not answered yet",
                kind => kind.label(),
            };
            view! {
                <ThreadEntry
                    name=message.author_name.to_string()
                    seed=message.author.to_string()
                    at=message.at
                    verb=verb
                    text=message.text
                />
            }
        });
        view! { <Thread>{said.collect_view()}</Thread> }
    });
    let has_talk = talk.is_some();
    view! {
        <Title text=format!("{title} · Application")/>
        <Narrow>
            <PageHead
                title=title
                crumbs=vec![("Your organizations".to_owned(), to::ORGS.to_owned())]
                badges=move || view! { <StateBadge state=state/> }
                under=under
                actions=acts
            />
            {news}
            {has_talk
                .then(|| {
                    view! {
                        <Section title="Conversation">
                            <div class="stack loose">
                                {talk}
                                {(questions > 0 && state.is_open())
                                    .then(|| view! { <AnswerForm action=answer id=id/> })}
                            </div>
                        </Section>
                    }
                })}
            {asked(proposal)}
            {billing.map(paid)}
        </Narrow>
    }
    .into_any()
}

/// What the state means for the applicant, and what to do now. `left` when it left the queue.
fn news(
    (state, left): (State, bool),
    proposal: &Proposal,
    id: &ApplicationId,
    organization: Option<AccountName>,
    usual_time: Option<i64>,
    decision: Option<&Decision>,
) -> AnyView {
    let tone = match state {
        State::Draft | State::InformationRequested | State::Declined => "warn",
        State::Approved => "ok",
        State::Submitted | State::Withdrawn => "info",
    };
    let reason = match decision {
        Some(Decision::Declined { reason }) => Some(reason.clone()),
        Some(Decision::Approved { message }) => Some(message.clone()).filter(|text| !text.is_empty()),
        Some(Decision::Rival) | None => None,
    };
    let next = match (state, organization) {
        (State::Draft, _) => Some((to::application_billing(id), "Give billing details".to_owned())),
        (State::Approved, Some(org)) => Some((to::org(&org), format!("Open {}", proposal.display_name))),
        (State::Declined | State::Withdrawn, _) => Some((to::NEW_ORG.to_owned(), "Apply again".to_owned())),
        _ => None,
    };
    let sentence = match left {
        true => super::LEFT.to_owned(),
        false => sentence(state, &proposal.name, usual_time, decision),
    };
    view! {
        <Alert tone=tone>
            <div class="stack tight">
                <p>{sentence}</p>
                {reason.map(|reason| view! { <p class="said" dir="auto">{reason}</p> })}
                {next.map(|(href, label)| view! { <div class="row"><a class="btn" href=href>{label}</a></div> })}
            </div>
        </Alert>
    }
    .into_any()
}

fn sentence(state: State, name: &AccountName, usual_time: Option<i64>, decision: Option<&Decision>) -> String {
    match state {
        State::Draft => "Billing details are missing. The application is sent when they are there.".into(),
        State::Submitted => {
            let measured =
                usual_time.map(|time| format!(" Decisions usually take {}.", span(time))).unwrap_or_default();
            format!("The site admins have it.{measured}")
        }
        State::InformationRequested => {
            "The site admins want to know more. Answer below, and they look at it again.".into()
        }
        State::Approved => "The site admins approved it.".into(),
        State::Declined if decision == Some(&Decision::Rival) => {
            format!(
                "The name {name} went to another application, so this one was declined. You can apply for another name."
            )
        }
        State::Declined => "The site admins declined it. Their reason:".into(),
        State::Withdrawn => "You withdrew it. The name is free, and this page is deleted 30 days later.".into(),
    }
}

fn asked(proposal: Proposal) -> AnyView {
    let Proposal { kind, name, description, link, members, purpose, .. } = proposal;
    view! {
        <Section title="What you asked for">
            <Card>
                <Facts>
                    <Fact term="Name"><span class="name">{name.to_string()}</span></Fact>
                    <Fact term="Kind">{kind.label()}</Fact>
                    {(!description.as_str().is_empty()).then(|| {
                        view! { <Fact term="Description"><bdi class="lines">{description.to_string()}</bdi></Fact> }
                    })}
                    {link.map(|link| {
                        view! {
                            <Fact term="Link">
                                <a href=link.to_string() rel="nofollow ugc noopener">{link.short().to_owned()}</a>
                            </Fact>
                        }
                    })}
                    {(kind != Kind::Personal)
                        .then(|| view! { <Fact term="Expected members">{members.label()}</Fact> })}
                    {purpose.map(|purpose| {
                        view! {
                            <Fact term="What it is for">
                                <span class="said" dir="auto">{purpose.to_string()}</span>
                            </Fact>
                        }
                    })}
                </Facts>
            </Card>
        </Section>
    }
    .into_any()
}

fn paid(billing: Billing) -> AnyView {
    let Billing { legal_name, email, address, country, tax_id, reference } = billing;
    let line = |term: &'static str, text: String, class: &'static str| {
        (!text.is_empty()).then(|| view! { <Fact term=term><span class=class dir="auto">{text}</span></Fact> })
    };
    view! {
        <Section title="Billing details">
            <Card>
                <Facts>
                    {line("Legal name", legal_name.into(), "")}
                    {line("Billing e-mail", email.into(), "")}
                    {line("Address", address.into(), "said")}
                    {line("Country", country.into(), "")}
                    {line("Tax id", tax_id.into(), "")}
                    {line("Purchase-order reference", reference.into(), "")}
                </Facts>
            </Card>
        </Section>
    }
    .into_any()
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn view_application(#[server(default)] id: String) -> Result<View, Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let id = ApplicationId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    Ok(guildhall::application::view(&db, &actor, &id).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name() -> AccountName {
        AccountName::parse("acme").expect("a good name")
    }

    #[test]
    fn how_long_decisions_take_is_said_only_when_it_was_measured() {
        assert_eq!(sentence(State::Submitted, &name(), None, None), "The site admins have it.");
        assert!(sentence(State::Submitted, &name(), Some(172_800_000), None).ends_with("usually take 2 days."));
    }

    #[test]
    fn a_name_that_went_to_a_rival_is_declined_in_its_own_words() {
        assert!(
            sentence(State::Declined, &name(), None, Some(&Decision::Rival)).contains("went to another application")
        );
        assert!(sentence(State::Declined, &name(), None, None).ends_with("Their reason:"));
    }
}
