use guildhall::Problem;
use guildhall::application::{MembersExpected, ProposalForm};
use guildhall::org::Kind;
use guildhall::text::{AccountName, Description, DisplayName, Link, Purpose};
use leptos::prelude::*;

use crate::pages::entrance::NameFeedback;
use crate::ui::{Choice, Choices, Select, TextArea, TextField};

/// What an application asks, the same when it is first written and when it is edited. Stands inside `.by-kind`.
#[component]
pub fn ProposalFields(values: ProposalForm) -> impl IntoView {
    let members = MembersExpected::ALL.iter().map(|choice| (choice.as_str().to_owned(), choice.label().to_owned()));
    let name = RwSignal::new(values.name.clone());
    view! {
        <Choices name="kind" legend="Kind" options=kinds() value=values.kind/>
        <TextField
            name="name"
            label="Name"
            value=values.name
            mono=true
            required=true
            autocomplete="off"
            check=new_name
            on_input=move |typed: String| name.set(typed)
        >
            <NameFeedback text=name.into() applies=true/>
        </TextField>
        <TextField name="display_name" label="Display name" value=values.display_name required=true check=display_name/>
        <TextArea
            name="description"
            label="Description"
            value=values.description
            rows=2
            max=Description::MAX
            check=description
            hint="One or two sentences for its public page. May stay empty."
        />
        <TextField
            name="link"
            label="Link"
            value=values.link
            kind="url"
            check=link
            hint="Where people can check that you are who you say you are. May stay empty."
        />
        <div class="stack loose not-personal">
            <Select name="members" label="Expected members" options=members.collect() value=values.members/>
            <TextArea
                name="purpose"
                label="What is it for?"
                value=values.purpose
                min=Purpose::MIN
                max=Purpose::MAX
                required=true
                check=purpose
                hint="The site admins read this when they decide."
            />
        </div>
    }
    .into_any()
}

fn kinds() -> Vec<Choice> {
    let sentence = |kind| match kind {
        Kind::Personal => "Your own work, apart from your account. Ready at once.",
        Kind::Community => "An open project and its people. Free.",
        Kind::Company => "A legal entity with billing and seats.",
    };
    Kind::ALL.iter().map(|kind| Choice::new(kind.as_str(), kind.label(), sentence(*kind))).collect()
}

fn new_name(text: &str) -> Result<(), Problem> {
    AccountName::parse_new(text).map(drop)
}

fn display_name(text: &str) -> Result<(), Problem> {
    DisplayName::parse(text).map(drop)
}

fn description(text: &str) -> Result<(), Problem> {
    Description::parse(text).map(drop)
}

fn link(text: &str) -> Result<(), Problem> {
    Link::parse(text).map(drop)
}

fn purpose(text: &str) -> Result<(), Problem> {
    Purpose::parse(text).map(drop)
}
