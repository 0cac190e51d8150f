use guildhall::Problem;
use guildhall::application::{Application, Billing, BillingForm, State};
use guildhall::org::Kind;
use guildhall::text::{Address, Country, LegalName, Reference, TaxId};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::StepHead;
use super::view::ViewApplication;
use crate::error::Fault;
use crate::load::{loaded, view_of};
use crate::remote::{Act, Fetched};
use crate::ui::{Alert, EmailField, Form, Hidden, Narrow, Submit, TextArea, TextField, Title};
use guildhall::address as to;

/// Who pays for a Company; the second step of its application.
#[component]
pub fn BillingPage() -> impl IntoView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default());
    let bill = Act::calling::<BillApplication>();
    let application = Fetched::new(move || ViewApplication { id: id.get() });
    view! {
        <Title text="Billing details"/>
        {loaded(application, move |view| page(view.application, bill))}
    }
    .into_any()
}

fn page(application: Application, bill: Act) -> AnyView {
    if !application.state.is_open() {
        return view_of(guildhall::Error::Stale(guildhall::error::Stale::Application));
    }
    if application.proposal.kind != Kind::Company {
        return view_of(guildhall::Error::NotFound);
    }
    let is_draft = application.state == State::Draft;
    let left = application.has_left_the_queue();
    let Application { id, proposal, billing, .. } = application;
    let (button, back) = match is_draft {
        true => ("Submit application", to::application_edit(&id)),
        false => ("Save changes", to::application(&id)),
    };
    view! {
        <Narrow>
            <StepHead
                title="Billing details"
                lead=format!("Who pays for {}. The site admins and, later, its Owners and Billing managers see \
                    this.", proposal.display_name)
            >
                {is_draft.then_some("Step 2 of 2")}
            </StepHead>
            <Form action=bill class="stack loose">
                {left.then(|| view! { <Alert tone="warn"><p>{super::LEFT}</p></Alert> })}
                <Hidden name="id" value=id.to_string()/>
                {fields(typed(billing))}
                <div class="row">
                    <Submit>{button}</Submit>
                    <a class="btn quiet" href=back>{if is_draft { "Back" } else { "Cancel" }}</a>
                </div>
            </Form>
        </Narrow>
    }
    .into_any()
}

fn fields(values: BillingForm) -> AnyView {
    view! {
        <TextField
            name="legal_name"
            label="Legal name"
            value=values.legal_name
            required=true
            autocomplete="organization"
            check=|text| LegalName::parse(text).map(drop)
            hint="As it is registered, and as it shall stand on invoices."
        />
        <EmailField label="Billing e-mail" value=values.email/>
        <TextArea
            name="address"
            label="Address"
            value=values.address
            rows=3
            required=true
            check=address
        />
        <TextField
            name="country"
            label="Country"
            value=values.country
            required=true
            autocomplete="country-name"
            check=|text| Country::parse(text).map(drop)
        />
        <TextField
            name="tax_id"
            label="Tax id"
            value=values.tax_id
            check=|text| TaxId::parse(text).map(drop)
            hint="May stay empty."
        />
        <TextField
            name="reference"
            label="Purchase-order reference"
            value=values.reference
            check=|text| Reference::parse(text).map(drop)
            hint="Printed on every invoice. May stay empty."
        />
    }
    .into_any()
}

fn address(text: &str) -> Result<(), Problem> {
    Address::parse(text).map(drop)
}

/// The fields as they were typed, blank before the first time.
fn typed(billing: Option<Billing>) -> BillingForm {
    billing.map_or_else(BillingForm::default, |billing| BillingForm {
        legal_name: billing.legal_name.into(),
        email: billing.email.into(),
        address: billing.address.into(),
        country: billing.country.into(),
        tax_id: billing.tax_id.into(),
        reference: billing.reference.into(),
    })
}

#[server]
pub async fn bill_application(
    #[server(default)] id: String,
    #[server(default)] legal_name: String,
    #[server(default)] email: String,
    #[server(default)] address: String,
    #[server(default)] country: String,
    #[server(default)] tax_id: String,
    #[server(default)] reference: String,
) -> Result<(), Fault> {
    let (db, actor) = (crate::server::db(), crate::server::actor()?);
    let id = guildhall::id::ApplicationId::parse(&id).ok_or(guildhall::Error::NotFound)?;
    let was_draft = guildhall::application::view(&db, &actor, &id).await?.application.state == State::Draft;
    let billing = BillingForm { legal_name, email, address, country, tax_id, reference }.parse()?;
    let submitted = guildhall::application::bill(&db, &actor, &id, &billing).await?;
    super::go_on(&submitted, if was_draft { crate::done::Done::Submitted } else { crate::done::Done::Edited });
    Ok(())
}
