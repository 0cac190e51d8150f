use guildhall::application::{Billing, Review, Summary};
use guildhall::text::{AccountName, Named};
use leptos::prelude::*;

use crate::pages::application::StateBadge;
use crate::ui::{Ago, Badge, Card, Fact, Facts, Person};
use guildhall::address as to;

/// What is asked for, and what stands against it.
pub fn facts_card(review: &Review) -> AnyView {
    let proposal = &review.application.proposal;
    let rivals = match review.rivals.len() {
        0 => None,
        1 => Some("1 rival application".to_owned()),
        many => Some(format!("{many} rival applications")),
    };
    let link = proposal.link.clone().map(|link| {
        view! {
            <Fact term="Link">
                <a href=link.to_string() rel="external nofollow noopener noreferrer">{link.short().to_owned()}</a>
            </Fact>
        }
    });
    let description = Some(proposal.description.to_string()).filter(|text| !text.is_empty());
    let purpose = proposal.purpose.as_ref().map(ToString::to_string);
    let billing = review.application.billing.as_ref().map(billing_line);
    let rival_list = (!review.rivals.is_empty()).then(|| rival_list(&review.rivals));
    let similar_list = (!review.similar.is_empty()).then(|| similar_list(&review.similar));
    let (name, members, taken) = (proposal.name.to_string(), proposal.members.label(), review.name_taken);
    view! {
        <Card>
            <Facts>
                <Fact term="Name">
                    <span class="name">{name}</span>
                    " "
                    {rivals.map(|rivals| view! { <Badge tone="warn">{rivals}</Badge> })}
                    {taken.then(|| view! { " " <Badge tone="bad">"Taken in the meantime"</Badge> })}
                </Fact>
                {link}
                {description.map(|text| {
                    view! { <Fact term="Description"><span class="lines" dir="auto">{text}</span></Fact> }
                })}
                <Fact term="Members">{members}</Fact>
                {purpose.map(|text| view! { <Fact term="What for"><p class="lines" dir="auto">{text}</p></Fact> })}
                {billing.map(|line| view! { <Fact term="Billing"><span dir="auto">{line}</span></Fact> })}
                {rival_list.map(|list| view! { <Fact term="Rivals">{list}</Fact> })}
                {similar_list.map(|list| view! { <Fact term="Similar names">{list}</Fact> })}
            </Facts>
        </Card>
    }
    .into_any()
}

/// Who asks, and with what history.
pub fn applicant_card(review: &Review) -> AnyView {
    let application = &review.application;
    let (name, username) = (application.applicant_name.to_string(), application.applicant.to_string());
    let (email, since) = (review.applicant_email.to_string(), review.applicant_since.date_text());
    let organizations = review.organizations.to_string();
    let public = to::public(&application.applicant);
    let before = format!("{} approved, {} declined", review.approved_before, review.declined_before);
    view! {
        <Card>
            <h2>"Applicant"</h2>
            <Person name=name username=username/>
            <Facts class="small">
                <Fact term="E-mail">{email} " " <Badge tone="ok">"verified"</Badge></Fact>
                <Fact term="Since">{since}</Fact>
                <Fact term="Organizations">{organizations}</Fact>
                <Fact term="Before">{before}</Fact>
            </Facts>
            <a class="small" href=public>"Public page"</a>
        </Card>
    }
    .into_any()
}

fn rival_list(rivals: &[Summary]) -> AnyView {
    let line = |rival: &Summary| {
        let Summary { id, display_name, applicant, applicant_name, state, created_at, .. } = rival.clone();
        let by = Named { name: applicant, display_name: applicant_name };
        view! {
            <li>
                <a href=to::review(&id) dir="auto">{display_name.to_string()}</a>
                {format!(" by {by}, ")}
                <Ago at=created_at/>
                " "
                <StateBadge state=state/>
            </li>
        }
    };
    view! { <ul>{rivals.iter().map(line).collect_view()}</ul> }.into_any()
}

fn similar_list(names: &[AccountName]) -> AnyView {
    let line = |name: &AccountName| {
        view! {
            <li>
                <a class="name" href=to::public(name)>{name.to_string()}</a>
            </li>
        }
    };
    view! { <ul class="row">{names.iter().map(line).collect_view()}</ul> }.into_any()
}

/// Who pays, in one line that leaves out what was not given.
fn billing_line(billing: &Billing) -> String {
    let address = billing.address.as_str().lines().map(str::trim).filter(|line| !line.is_empty());
    let place: Vec<_> =
        std::iter::once(billing.legal_name.as_str()).chain(address).chain([billing.country.as_str()]).collect();
    let mut parts = vec![place.join(", ")];
    if !billing.tax_id.as_str().is_empty() {
        parts.push(format!("tax id {}", billing.tax_id));
    }
    parts.push(billing.email.to_string());
    if !billing.reference.as_str().is_empty() {
        parts.push(format!("reference {}", billing.reference));
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall::application::BillingForm;

    fn billing(tax_id: &str, reference: &str) -> Billing {
        let form = BillingForm {
            legal_name: "Initech Inc.".into(),
            email: "billing@initech.example".into(),
            address: "4120 Freidrich Lane\nAustin".into(),
            country: "United States".into(),
            tax_id: tax_id.into(),
            reference: reference.into(),
        };
        form.parse().expect("a good form")
    }

    #[test]
    fn billing_is_one_line() {
        assert_eq!(
            billing_line(&billing("74-2853239", "PO-1999")),
            "Initech Inc., 4120 Freidrich Lane, Austin, United States · tax id 74-2853239 · billing@initech.example · \
             reference PO-1999"
        );
        assert_eq!(
            billing_line(&billing("", "")),
            "Initech Inc., 4120 Freidrich Lane, Austin, United States · billing@initech.example"
        );
    }
}
