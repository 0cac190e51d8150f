use guildhall::application::{Application, MessageKind, Review, State};
use guildhall::text::{DisplayName, Note};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::echo::refusal;
use crate::error::Fault;
use crate::frame::{on_key, press};
use crate::remote::Act;
use crate::ui::{Ago, Alert, Card, Form, Hidden, Kbd, Submit, TextArea};
use guildhall::address as to;

/// Approves, declines or asks: one form with one message and three buttons.
#[server]
pub async fn decide_application(
    #[server(default)] id: String,
    #[server(default)] message: String,
    #[server(default)] decision: String,
    #[server(default)] version: String,
) -> Result<(), Fault> {
    use guildhall::Error;
    use guildhall::application::{approve, ask, decline};
    use guildhall::id::ApplicationId;
    use guildhall::text::Message;
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let id = ApplicationId::parse(&id).ok_or(Error::NotFound)?;
    let wrong = |problem| Error::field("message", problem);
    let (next, done) = match decision.as_str() {
        "approve" => {
            let note = Note::parse(&message).map_err(wrong)?;
            let seen = version.parse().map_err(|_| Error::BadRequest)?;
            (approve(&db, &actor, &id, seen, &note).await?, crate::done::Done::Approved)
        }
        "decline" => {
            let reason = Message::parse(&message).map_err(wrong)?;
            (decline(&db, &actor, &id, &reason).await?, crate::done::Done::Declined)
        }
        "ask" => {
            let question = Message::parse(&message).map_err(wrong)?;
            ask(&db, &actor, &id, &question).await?;
            (Some(id), crate::done::Done::QuestionAsked)
        }
        _ => return Err(Error::BadRequest.into()),
    };
    let there = next.map_or(to::ADMIN_APPLICATIONS.to_owned(), |next| to::review(&next));
    crate::server::go_done(&there, done);
    Ok(())
}

/// The card that decides, or what was decided. A new card for each application and after each question: what was typed
/// and sent must not stand there again.
pub fn decide_card(review: &Review, action: Act) -> AnyView {
    let application = &review.application;
    if !application.state.is_decidable() {
        return outcome(application);
    }
    let review = review.clone();
    let key =
        (application.id.clone(), count_of(application, MessageKind::Question), review.rivals.len(), review.name_taken);
    view! { <For each=move || [key.clone()] key=Clone::clone children=move |_| decision(&review, action)/> }.into_any()
}

fn decision(review: &Review, action: Act) -> AnyView {
    let application = &review.application;
    let name = application.proposal.name.to_string();
    let first = first_name(&application.applicant_name);
    let taken = review.name_taken.then(|| {
        let what = format!("The name {name} was taken in the meantime.");
        let then = format!("It cannot be approved as it is. Ask {first} for another name, or decline.");
        view! {
            <Alert tone="warn">
                <b>{what}</b>
                <p>{then}</p>
            </Alert>
        }
    });
    let foresight = consequence(review.rivals.len(), &first);
    let version = application.version.to_string();
    let (id, label) = (application.id.to_string(), format!("Message to {first}"));
    view! {
        <Card>
            <h2>"Decide"</h2>
            {taken}
            <Form action=action>
                <Hidden name="id" value=id/>
                <Hidden name="version" value=version/>
                <TextArea
                    name="message"
                    label=label
                    placeholder="Optional when you approve"
                    max=Note::MAX
                />
                <Submit class="primary" name="decision" value="approve">"Approve " <Key key="a"/></Submit>
                <Submit class="" name="decision" value="ask">"Ask for information " <Key key="i"/></Submit>
                <Submit class="danger" name="decision" value="decline">"Decline " <Key key="d"/></Submit>
            </Form>
            <p class="small muted">{foresight}</p>
        </Card>
    }
    .into_any()
}

/// How many contributions of this kind there are.
pub fn count_of(application: &Application, kind: MessageKind) -> usize {
    application.thread.iter().filter(|message| message.kind == kind).count()
}

/// Lets single keys press the buttons of this page. A message that is missing is asked for as if the button was
/// clicked.
pub fn use_decision_keys() {
    on_key(|key| match key {
        "a" => press("button[name=decision][value=approve]"),
        "i" => press("button[name=decision][value=ask]"),
        "d" => press("button[name=decision][value=decline]"),
        "j" => press("#skip"),
        _ => false,
    });
}

/// A key on a button is for the eye only: a screen reader has keys of its own.
#[component]
pub fn Key(key: &'static str) -> impl IntoView {
    view! { <span aria-hidden="true"><Kbd>{key}</Kbd></span> }.into_any()
}

fn outcome(application: &Application) -> AnyView {
    let name = &application.proposal.name;
    let (title, text) = match application.state {
        State::Approved => ("Approved", "The applicant is its Owner and primary owner."),
        State::Declined => ("Declined", "The applicant got the reason by mail. The name is free."),
        State::Withdrawn => ("Withdrawn", "The applicant took it back. The name is free."),
        _ => (
            "Waits for billing details",
            "The applicant made it a Company. It comes back to its place in the queue once its billing details are \
             there.",
        ),
    };
    let public = (application.state == State::Approved).then(|| {
        view! {
            <div class="row">
                <a class="btn" href=to::public(name)>"Public page"</a>
                <a class="btn quiet" href=to::admin_org(name)>"Seats and Owners"</a>
            </div>
        }
    });
    let decided_at = application.decided_at;
    let refused = refusal(DecideApplication::url());
    view! {
        <Card>
            <h2>{title}</h2>
            {refused.map(|fault| view! { <Alert>{fault.message()}</Alert> })}
            {decided_at.map(|at| view! { <p class="muted"><Ago at=at/></p> })}
            <p>{text}</p>
            {public}
        </Card>
    }
    .into_any()
}

/// What the buttons will do.
fn consequence(rivals: usize, first: &str) -> String {
    let rest = format!("Asking and declining need a message; {first} gets it by mail.");
    match rivals {
        0 => format!("Approving makes {first} Owner and primary owner. {rest}"),
        1 => format!("Approving declines the rival application and tells its applicant why. {rest}"),
        many => format!("Approving declines the {many} rival applications and tells their applicants why. {rest}"),
    }
}

/// The first word of what a person is called.
fn first_name(name: &DisplayName) -> String {
    name.as_str().split_whitespace().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reviewer_knows_what_happens_to_rivals() {
        assert!(consequence(0, "Peter").starts_with("Approving makes Peter Owner"));
        assert!(consequence(1, "Peter").contains("declines the rival application and tells its applicant"));
        assert!(consequence(3, "Peter").contains("declines the 3 rival applications and tells their applicants"));
    }

    #[test]
    fn people_are_called_by_their_first_name() {
        let first = |name| first_name(&DisplayName::parse(name).expect("a good name"));
        assert_eq!(first("Peter Gibbons"), "Peter");
        assert_eq!(first("milton"), "milton");
    }
}
