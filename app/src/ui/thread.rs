use super::{Ago, Avatar, Who};
use guildhall::clock::Timestamp;
use leptos::prelude::*;

/// A conversation, the oldest first.
#[component]
pub fn Thread(children: Children) -> impl IntoView {
    view! { <div class="thread">{children()}</div> }.into_any()
}

/// One contribution: "Ada asked, 3 days ago" and the words.
#[component]
pub fn ThreadEntry(
    #[prop(into)] name: String,
    #[prop(into)] seed: String,
    at: Timestamp,
    /// Only some may read it; it is set apart.
    #[prop(optional)]
    note: bool,
    /// What the person did: "asked", "answered", "noted, only for reviewers".
    #[prop(into)]
    verb: String,
    /// The words, with their line breaks.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! {
        <article class=note.then_some("note")>
            <Avatar name=name.clone() seed=seed.clone()/>
            <div>
                <header>
                    <Who name=name username=seed/>
                    {format!(" {verb}, ")}
                    <Ago at=at/>
                </header>
                <p class="said" dir="auto">{text}</p>
            </div>
        </article>
    }
    .into_any()
}
