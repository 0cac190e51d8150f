use guildhall::application::{Application, Proposal, ProposalForm, State};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::ProposalFields;
use super::view::ViewApplication;
use crate::error::Fault;
use crate::load::{loaded, view_of};
use crate::remote::{Act, Fetched};
use crate::ui::{Alert, Form, Hidden, Narrow, PageHead, Submit, Title};
use guildhall::address as to;

/// Changes an application that nobody has decided yet.
#[component]
pub fn EditApplicationPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let edit = Act::calling::<EditApplication>();
    let application = Fetched::new(move || ViewApplication { id: id.get() });
    view! {
        <Title text="Edit application"/>
        {loaded(application, move |view| page(view.application, edit))}
    }
    .into_any()
}

fn page(application: Application, edit: Act) -> AnyView {
    if !application.state.is_open() {
        return view_of(guildhall::Error::Stale(guildhall::error::Stale::Application));
    }
    let has_billing = application.billing.is_some();
    let waits = application.state.is_decidable();
    let Application { id, proposal, state, .. } = application;
    let crumbs = vec![
        ("Your organizations".to_owned(), to::ORGS.to_owned()),
        (format!("Application for {}", proposal.name), to::application(&id)),
    ];
    let back = to::application(&id);
    view! {
        <Narrow>
            <PageHead title="Edit application" crumbs=crumbs lead=lead(state)/>
            <Form action=edit class="stack loose by-kind">
                <Hidden name="id" value=id.to_string()/>
                <ProposalFields values=typed(proposal)/>
                {(waits && !has_billing).then(|| {
                    view! { <div class="only-company"><Alert tone="warn"><p>{LEAVES}</p></Alert></div> }
                })}
                {has_billing.then(|| {
                    view! { <div class="not-company"><Alert tone="warn"><p>{FORGETS}</p></Alert></div> }
                })}
                <div class="row">
                    <Submit>
                        <span class="only-personal">"Found organization"</span>
                        <span class="only-community">"Save changes"</span>
                        <span class="only-company">
                            {if has_billing { "Save changes" } else { "Continue to billing" }}
                        </span>
                    </Submit>
                    <a class="btn quiet" href=back>"Cancel"</a>
                </div>
            </Form>
        </Narrow>
    }
    .into_any()
}

/// What becomes of one that waits when it is made a Company.
const LEAVES: &str = "A Company needs billing details. The application leaves the queue until they are there; it keeps \
                      its age and comes back to its place.";
/// What becomes of billing details when it is no Company any more.
const FORGETS: &str = "Only a Company has billing details. Those you gave are deleted when you save.";

fn lead(state: State) -> &'static str {
    match state {
        State::Draft => "It is sent when its billing details are there.",
        _ => "It keeps its place in the queue; the site admins see what you changed.",
    }
}

/// The fields as they were typed.
fn typed(proposal: Proposal) -> ProposalForm {
    ProposalForm {
        kind: proposal.kind.as_str().into(),
        name: proposal.name.into(),
        display_name: proposal.display_name.into(),
        description: proposal.description.into(),
        link: proposal.link.map(String::from).unwrap_or_default(),
        members: proposal.members.as_str().into(),
        purpose: proposal.purpose.map(String::from).unwrap_or_default(),
    }
}

#[server]
pub async fn edit_application(
    #[server(default)] id: String,
    #[server(default)] kind: String,
    #[server(default)] name: String,
    #[server(default)] display_name: String,
    #[server(default)] description: String,
    #[server(default)] link: String,
    #[server(default)] members: String,
    #[server(default)] purpose: String,
) -> Result<(), Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let id = guildhall::id::ApplicationId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    let proposal = ProposalForm { kind, name, display_name, description, link, members, purpose }.parse()?;
    let submitted = guildhall::application::edit(&db, &actor, &id, &proposal).await?;
    super::go_on(&submitted, crate::done::Done::Edited);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_proposed_can_be_submitted_again_unchanged() {
        let form = ProposalForm {
            kind: "community".into(),
            name: "acme-widgets".into(),
            display_name: "Acme Widgets".into(),
            description: "Widgets for everyone".into(),
            link: "https://acme.example".into(),
            members: "6-25".into(),
            purpose: "We maintain eleven packages for everyone who needs widgets.".into(),
        };
        let proposal = form.parse().expect("a filled form");
        assert_eq!(typed(proposal.clone()).parse(), Ok(proposal));
    }
}
