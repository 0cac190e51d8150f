use guildhall::clock::Timestamp;
use guildhall::text::Named;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::remote::{Act, Fetched, known};
use crate::ui::{Ago, Banner, PostButton, Who};
use guildhall::address as to;

/// Questions shown at one time; the rest stand on "Your organizations".
const SHOWN: usize = 2;

/// A question to the viewer that waits for an answer, ready to be shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    icon: String,
    /// The organization or person it begins with.
    named: Named,
    /// What follows the name.
    text: String,
    at: Timestamp,
    /// Where it is answered at length.
    href: String,
    /// Where else the page says what the banner would.
    said_on: String,
    /// Paths of the server functions that answer, and the one field they take.
    accept: String,
    decline: String,
    field: (String, String),
}

#[server(input = server_fn::codec::GetUrl)]
pub async fn read_questions() -> Result<Vec<Question>, Fault> {
    let (db, caller) = (crate::server::db(), crate::server::caller());
    let waiting = crate::server::viewer().await?.is_some_and(|viewer| viewer.waiting > 0);
    let Some(actor) = caller.actor.filter(|_| waiting) else {
        return Ok(Vec::new());
    };
    Ok(super::questions::all(&db, &actor).await?)
}

/// What waits for the viewer's answer, under the bar of every page but the one where it is answered at length.
pub fn banners(questions: Fetched<Vec<Question>>) -> AnyView {
    let path = use_location().pathname;
    questions.shown(move |questions| {
        let asked = StoredValue::new(questions.unwrap_or_default());
        (move || {
            let path = path.get();
            let mut questions = asked.get_value();
            questions.retain(|question| question.said_on != path);
            let is_answered_here = path == to::INVITATION || questions.iter().any(|question| question.href == path);
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
    let Question { icon, named, text, at, href, accept, decline, field: (field, value), .. } = question;
    let (accept, decline) = (Act::at(known(&accept)), Act::at(known(&decline)));
    let fields = vec![(known(&field), value)];
    let called = named.display_name.to_string();
    let (yes, no) = (format!("Accept: {called}"), format!("Decline: {called}"));
    let others = fields.clone();
    let actions = move || {
        view! {
            <PostButton action=decline fields=others label="Decline" describe=no plain=true/>
            <PostButton action=accept fields=fields class="primary" label="Accept" describe=yes plain=true/>
        }
    };
    view! {
        <Banner icon=known(&icon) actions=actions>
            <a class="plain" href=href><Who name=called username=named.name.to_string()/></a>
            {text}
            <Ago at=at/>
        </Banner>
    }
    .into_any()
}

fn more(rest: usize) -> AnyView {
    let text = if rest == 1 { "1 more waits. ".to_owned() } else { format!("{rest} more wait. ") };
    view! {
        <Banner icon="mail">
            {text}
            <a href=to::ORGS>"See all"</a>
        </Banner>
    }
    .into_any()
}

#[cfg(feature = "ssr")]
impl Question {
    /// `field` is what the functions that answer take.
    pub(super) fn new<Accept, Decline>(
        icon: &str,
        named: Named,
        text: String,
        at: Timestamp,
        field: (&str, String),
    ) -> Self
    where
        Accept: leptos::server_fn::ServerFn,
        Decline: leptos::server_fn::ServerFn,
    {
        Self {
            icon: icon.to_owned(),
            named,
            text,
            at,
            href: String::new(),
            said_on: String::new(),
            accept: Accept::PATH.to_owned(),
            decline: Decline::PATH.to_owned(),
            field: (field.0.to_owned(), field.1),
        }
    }

    pub(super) fn answered_at(self, href: String) -> Self {
        Self { href, ..self }
    }

    pub(super) fn also_said_on(self, page: String) -> Self {
        Self { said_on: page, ..self }
    }
}
