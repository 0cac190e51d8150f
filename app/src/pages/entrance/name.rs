use guildhall::Problem;
use guildhall::text::AccountName;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use serde::{Deserialize, Serialize};

use crate::error::Fault;
use crate::remote::ask;
use crate::ui::{FormState, Icon, settled};

/// Whether somebody could have a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameStatus {
    Free,
    /// An application for it waits: others may apply as well, and a site admin decides.
    AppliedFor,
    Problem(Problem),
}

/// Open to everybody: which names are held can be seen on their public pages anyway.
#[server(name = CheckName, input = server_fn::codec::GetUrl)]
pub async fn name_status(#[server(default)] name: String) -> Result<NameStatus, Fault> {
    use guildhall::name::Standing;
    let caller = crate::server::caller();
    let name = match AccountName::parse_new(&name) {
        Ok(name) => name,
        Err(problem) => return Ok(NameStatus::Problem(problem)),
    };
    Ok(match guildhall::name::standing(&crate::server::db(), caller.actor.as_ref(), &name).await? {
        Standing::Free => NameStatus::Free,
        Standing::AppliedFor => NameStatus::AppliedFor,
        Standing::Taken => NameStatus::Problem(Problem::NameTaken),
    })
}

/// Says under a field called `name`, a moment after the last key, whether what it holds can be had, in a line kept free
/// for it: nothing below moves. Needs script; the server asks the same when the form is sent.
#[component]
pub fn NameFeedback(
    text: Signal<String>,
    /// Whether the form applies for the name, so that it may be one that others applied for.
    #[prop(optional)]
    applies: bool,
) -> impl IntoView {
    let settled = settled(text);
    let answer = RwSignal::new(None::<(String, NameStatus)>);
    Effect::new(move |_| {
        let name = settled.get();
        match AccountName::parse_new(&name) {
            Err(Problem::Empty) => answer.set(None),
            Err(problem) => answer.set(Some((name, NameStatus::Problem(problem)))),
            Ok(_) => spawn_local_scoped_with_cancellation(async move {
                let status = ask(CheckName { name: name.clone() }).await;
                answer.set(status.ok().map(|status| (name, status)));
            }),
        }
    });
    let told_by_field = FormState::here().problem("name");
    let shown = move || {
        let (_, status) = answer.get().filter(|(name, _)| text.with(|text| text == name))?;
        told_by_field.with(Option::is_none).then(|| told(&text.get(), &status, applies))
    };
    view! { <span class="room" role="status">{shown}</span> }.into_any()
}

fn told(name: &str, status: &NameStatus, applies: bool) -> AnyView {
    let (class, icon, text) = match status {
        NameStatus::Free => ("good", "check", format!("{} is free", name.trim())),
        NameStatus::AppliedFor if applies => {
            ("muted", "warn", "Somebody applied for it. You may as well: a site admin decides.".into())
        }
        NameStatus::AppliedFor => ("error", "warn", Problem::NameTaken.message()),
        NameStatus::Problem(problem) => ("error", "warn", problem.message()),
    };
    view! {
        <span class=class>
            <Icon name=icon/>
            <span>{text}</span>
        </span>
    }
    .into_any()
}
