use super::decide::late;
use super::{Change, MessageKind, State, store, thread};
use crate::access::Actor;
use crate::db::Db;
use crate::error::Stale;
use crate::event::By;
use crate::id::ApplicationId;
use crate::notify::{Record, record};
use crate::site::Reviewer;
use crate::text::Message;
use crate::{Error, Result};

/// A reviewer asks the applicant; the application waits for the answer.
pub async fn ask(db: &Db, actor: &Actor, id: &ApplicationId, question: &Message) -> Result<()> {
    let mut tx = db.begin().await?;
    let reviewer = Reviewer::check(&mut tx, actor).await?;
    let found = store::find(&mut tx, id).await?;
    let was = found.application.state;
    if !was.is_decidable() || !store::advance(&mut tx, id, was, State::InformationRequested).await? {
        return Err(late(&mut tx, id).await);
    }
    thread::insert(&mut tx, id, &reviewer.user, MessageKind::Question, question.as_str()).await?;
    let change = Change::InformationRequested {
        application: id.clone(),
        name: found.application.proposal.name,
        question: question.to_string(),
    };
    record(&mut tx, Record::new(By::Actor(actor), change).about(id).user(&found.applicant_id)).await?;
    tx.commit().await
}

/// The applicant answers all open questions; the application goes back to the reviewers.
pub async fn answer(db: &Db, actor: &Actor, id: &ApplicationId, text: &Message) -> Result<()> {
    let mut tx = db.begin().await?;
    let found = store::own(&mut tx, &actor.user, id).await?;
    if !store::advance(&mut tx, id, State::InformationRequested, State::Submitted).await? {
        return Err(Error::Stale(Stale::Application));
    }
    thread::insert(&mut tx, id, &actor.user, MessageKind::Answer, text.as_str()).await?;
    thread::answer_questions(&mut tx, id).await?;
    let change = Change::QuestionAnswered {
        application: id.clone(),
        name: found.application.proposal.name,
        answer: text.to_string(),
    };
    record(&mut tx, Record::new(By::Actor(actor), change).about(id)).await?;
    tx.commit().await
}

/// A reviewer notes something for the other reviewers, also after the decision.
pub async fn note(db: &Db, actor: &Actor, id: &ApplicationId, text: &Message) -> Result<()> {
    let mut tx = db.begin().await?;
    let reviewer = Reviewer::check(&mut tx, actor).await?;
    let found = store::find(&mut tx, id).await?;
    if found.application.submitted_at.is_none() {
        return Err(Error::NotFound);
    }
    thread::insert(&mut tx, id, &reviewer.user, MessageKind::Note, text.as_str()).await?;
    let change = Change::NoteAdded { application: id.clone(), name: found.application.proposal.name };
    record(&mut tx, Record::new(By::Actor(actor), change).about(id)).await?;
    tx.commit().await
}
