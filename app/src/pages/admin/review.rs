use guildhall::application::{Application, MessageKind, Review, ThreadMessage};
use guildhall::clock::span;
use guildhall::text::{Message, Named};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::decide::{DecideApplication, Key, count_of, decide_card, use_decision_keys};
use super::facts::{applicant_card, facts_card};
use crate::error::Fault;
use crate::load::loaded;
use crate::pages::application::StateBadge;
use crate::remote::{Act, Fetched};
use crate::ui::{Ago, Badge, Form, Hidden, PageHead, Section, Submit, TextArea, Thread, ThreadEntry, Title};
use guildhall::address as to;

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_review(#[server(default)] id: String) -> Result<Review, Fault> {
    use guildhall::id::ApplicationId;
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let id = ApplicationId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    Ok(guildhall::application::review(&db, &actor, &id).await?)
}

/// Adds a note that only reviewers see.
#[server]
pub async fn note_application(#[server(default)] id: String, #[server(default)] note: String) -> Result<(), Fault> {
    use guildhall::Error;
    use guildhall::id::ApplicationId;
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let id = ApplicationId::parse(&id).ok_or(Error::NotFound)?;
    let words = Message::parse(&note).map_err(|problem| Error::field("note", problem))?;
    guildhall::application::note(&db, &actor, &id, &words).await?;
    crate::server::go_done(&to::review(&id), crate::done::Done::Noted);
    Ok(())
}

/// Everything one needs to decide an application, and the buttons that do.
#[component]
pub fn ReviewPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get("id")).unwrap_or_default());
    let decide = Act::calling::<DecideApplication>();
    let note = Act::calling::<NoteApplication>();
    let (decided, noted) = (decide.taken(), note.taken());
    let review = Fetched::anew_after(move || ReadReview { id: id.get() }, move || decided.get() + noted.get());
    use_decision_keys();
    loaded(review, move |review| page(&review, decide, note))
}

fn page(review: &Review, decide: Act, note: Act) -> AnyView {
    let application = &review.application;
    view! {
        <Title text=format!("{} · Applications", application.proposal.display_name)/>
        {head(review)}
        <div class="two">
            <div class="stack">
                {facts_card(review)}
                {conversation(application, note)}
            </div>
            <aside class="stack" aria-label="Decision">
                {decide_card(review, decide)}
                {applicant_card(review)}
            </aside>
        </div>
    }
    .into_any()
}

fn head(review: &Review) -> AnyView {
    let application = &review.application;
    let (state, created_at) = (application.state, application.created_at);
    let kind = application.proposal.kind.label();
    let by = Named { name: application.applicant.clone(), display_name: application.applicant_name.clone() };
    let applied = format!("{by} applied ");
    let rest = usual(review.usual_time);
    let place = state.is_decidable().then(
        || view! { <span class="num">{format!("{} of {} in the queue. ", review.position, review.waiting)}</span> },
    );
    let next = review.next.as_ref().map(to::review);
    let skip = move || next.map(|href| view! { <a class="btn quiet" id="skip" href=href>"Skip " <Key key="j"/></a> });
    view! {
        <PageHead
            title=application.proposal.display_name.to_string()
            crumbs=vec![("Applications".to_owned(), to::ADMIN_APPLICATIONS.to_owned())]
            badges=move || view! { <Badge tone="info">{kind}</Badge> " " <StateBadge state=state/> }
            under=move || view! { {place} {applied} <Ago at=created_at/> "." {rest} }
            actions=skip
        />
    }
    .into_any()
}

fn usual(milliseconds: Option<i64>) -> Option<String> {
    milliseconds.map(|time| format!(" Decisions usually take {}.", span(time)))
}

fn conversation(application: &Application, note: Act) -> AnyView {
    let lines = application.thread.iter().cloned().map(line).collect_view();
    let thread = if application.thread.is_empty() {
        view! { <p class="muted">"Nobody has asked or noted anything yet."</p> }.into_any()
    } else {
        view! { <Thread>{lines}</Thread> }.into_any()
    };
    // A new form for each application and after each note, so that what was written does not stand there again.
    let key = (application.id.to_string(), count_of(application, MessageKind::Note));
    let add = application.state.is_decidable().then(|| {
        view! { <For each=move || [key.clone()] key=Clone::clone children=move |(id, _)| note_form(id, note)/> }
    });
    view! { <Section title="Conversation"><div class="stack">{thread} {add}</div></Section> }.into_any()
}

fn note_form(id: String, note: Act) -> AnyView {
    view! {
        <Form action=note>
            <Hidden name="id" value=id/>
            <TextArea
                name="note"
                label="Note for reviewers"
                hint="The applicant never sees it."
                rows=2
                max=Message::MAX
                required=true
            />
            <div><Submit class="">"Add note"</Submit></div>
        </Form>
    }
    .into_any()
}

fn line(message: ThreadMessage) -> AnyView {
    let ThreadMessage { author, author_name, kind, text, at, .. } = message;
    view! {
        <ThreadEntry
            name=author_name.to_string()
            seed=author.to_string()
            at=at
            note=kind == MessageKind::Note
            verb=kind.label()
            text=text
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::usual;
    use guildhall::clock::DAY;

    #[test]
    fn how_long_decisions_take_is_said_only_when_it_was_measured() {
        assert_eq!(usual(Some(2 * DAY)).as_deref(), Some(" Decisions usually take 2 days."));
        assert_eq!(usual(None), None);
    }
}
