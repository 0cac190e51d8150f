use guildhall::application::ProposalForm;
use guildhall::clock::span;
use guildhall::org::Kind;
use leptos::prelude::*;

use crate::error::Fault;
use crate::load::loaded;
use crate::pages::application::{ProposalFields, StepHead};
use crate::remote::{Act, Fetched};
use crate::ui::{Form, Narrow, Submit, Title};
use guildhall::address as to;

/// The form that asks for an organization. What depends on the kind is shown by the style sheet, so it needs no script.
#[component]
pub fn FoundPage() -> impl IntoView {
    let submit = Act::calling::<SubmitApplication>();
    let usual_time = Fetched::new(|| UsualDecisionTime {});
    let page = move |usual: Option<i64>| {
        let blank = ProposalForm { kind: Kind::Community.as_str().into(), ..ProposalForm::default() };
        view! {
            <Narrow>
                <div class="by-kind">
                    <StepHead title="Found an organization" lead=lead(usual)>
                        <span class="only-company">"Step 1 of 2"</span>
                    </StepHead>
                    <Form action=submit class="stack loose">
                        <ProposalFields values=blank/>
                        <div class="row">
                            <Submit>
                                <span class="only-personal">"Found organization"</span>
                                <span class="only-community">"Submit application"</span>
                                <span class="only-company">"Continue to billing"</span>
                            </Submit>
                            <a class="btn quiet" href=to::ORGS>"Cancel"</a>
                        </div>
                    </Form>
                </div>
            </Narrow>
        }
        .into_any()
    };
    view! {
        <Title text="Found an organization"/>
        {loaded(usual_time, page)}
    }
    .into_any()
}

/// Says how long decisions take only when that was measured.
fn lead(usual: Option<i64>) -> String {
    let measured = usual.map(|time| format!(" Decisions usually take {}.", span(time))).unwrap_or_default();
    format!("One identity for many people.{measured}")
}

/// The measured median of decision times, in milliseconds.
#[server(input = server_fn::codec::GetUrl)]
pub async fn usual_decision_time() -> Result<Option<i64>, Fault> {
    crate::server::actor()?;
    Ok(guildhall::application::decision_time(&crate::server::db()).await?)
}

#[server]
pub async fn submit_application(
    #[server(default)] kind: String,
    #[server(default)] name: String,
    #[server(default)] display_name: String,
    #[server(default)] description: String,
    #[server(default)] link: String,
    #[server(default)] members: String,
    #[server(default)] purpose: String,
) -> Result<(), Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let proposal = ProposalForm { kind, name, display_name, description, link, members, purpose }.parse()?;
    let submitted = guildhall::application::submit(&db, &actor, &proposal).await?;
    crate::pages::application::go_on(&submitted, crate::done::Done::Submitted);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lead_promises_only_what_was_measured() {
        assert_eq!(lead(None), "One identity for many people.");
        assert_eq!(lead(Some(172_800_000)), "One identity for many people. Decisions usually take 2 days.");
    }
}
