use guildhall::Problem;
use guildhall::id::ApplicationId;
use guildhall::text::Message;
use leptos::prelude::*;

use crate::error::Fault;
use crate::remote::Act;
use crate::ui::{Form, Hidden, Submit, TextArea};

/// One answer to every question that is still open.
#[component]
pub fn AnswerForm(action: Act, id: ApplicationId) -> impl IntoView {
    view! {
        <Form action=action reset=true>
            <Hidden name="id" value=id.to_string()/>
            <TextArea name="message" label="Your answer" rows=4 max=Message::MAX required=true check=message/>
            <div class="row">
                <Submit>"Send answer"</Submit>
            </div>
        </Form>
    }
    .into_any()
}

fn message(text: &str) -> Result<(), Problem> {
    Message::parse(text).map(drop)
}

#[server]
pub async fn answer_questions(#[server(default)] id: String, #[server(default)] message: String) -> Result<(), Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let id = ApplicationId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    let message = Message::parse(&message).map_err(|problem| guildhall::Error::field("message", problem))?;
    guildhall::application::answer(&db, &actor, &id, &message).await?;
    crate::server::go_done(&guildhall::address::application(&id), crate::done::Done::Answered);
    Ok(())
}
