use serde::{Deserialize, Serialize};

use super::{Billing, MembersExpected, Proposal};
use crate::Result;
use crate::error::Form;
use crate::org::Kind;
use crate::text::{
    AccountName, Address, Country, Description, DisplayName, EmailAddress, LegalName, Link, Purpose, Reference, TaxId,
    optional,
};

/// The form "Found an organization" as it was typed. The field names are those of the page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProposalForm {
    pub kind: String,
    pub name: String,
    pub display_name: String,
    pub description: String,
    pub link: String,
    pub members: String,
    pub purpose: String,
}

impl ProposalForm {
    /// All fields parsed, or the problems of all fields.
    pub fn parse(&self) -> Result<Proposal> {
        let mut form = Form::default();
        let kind = form.take("kind", Kind::parse(&self.kind));
        let name = form.take("name", AccountName::parse_new(&self.name));
        let display_name = form.take("display_name", DisplayName::parse(&self.display_name));
        let description = form.take("description", Description::parse(&self.description));
        let link = form.take("link", optional(&self.link, Link::parse));
        let is_personal = kind == Some(Kind::Personal);
        let members = match is_personal {
            true => Some(MembersExpected::UpTo5),
            false => form.take("members", MembersExpected::parse(&self.members)),
        };
        let purpose = match is_personal {
            true => Some(None),
            false => form.take("purpose", Purpose::parse(&self.purpose).map(Some)),
        };
        let (kind, name, display_name, description, link, members, purpose) =
            form.all((kind, name, display_name, description, link, members, purpose))?;
        Ok(Proposal { kind, name, display_name, description, link, members, purpose })
    }
}

/// The page "Billing details" as it was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BillingForm {
    pub legal_name: String,
    pub email: String,
    pub address: String,
    pub country: String,
    pub tax_id: String,
    pub reference: String,
}

impl BillingForm {
    /// All fields parsed, or the problems of all fields.
    pub fn parse(&self) -> Result<Billing> {
        let mut form = Form::default();
        let legal_name = form.take("legal_name", LegalName::parse(&self.legal_name));
        let email = form.take("email", EmailAddress::parse(&self.email));
        let address = form.take("address", Address::parse(&self.address));
        let country = form.take("country", Country::parse(&self.country));
        let tax_id = form.take("tax_id", TaxId::parse(&self.tax_id));
        let reference = form.take("reference", Reference::parse(&self.reference));
        let (legal_name, email, address, country, tax_id, reference) =
            form.all((legal_name, email, address, country, tax_id, reference))?;
        Ok(Billing { legal_name, email, address, country, tax_id, reference })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Error, Problem};

    fn community() -> ProposalForm {
        ProposalForm {
            kind: "community".into(),
            name: "acme-widgets".into(),
            display_name: "Acme Widgets".into(),
            members: "6-25".into(),
            purpose: "We maintain eleven packages for everyone who needs widgets.".into(),
            ..ProposalForm::default()
        }
    }

    #[test]
    fn a_filled_form_is_a_proposal() {
        assert!(community().parse().is_ok());
    }

    #[test]
    fn a_personal_organization_needs_no_purpose() {
        let form =
            ProposalForm { kind: "personal".into(), purpose: String::new(), members: String::new(), ..community() };
        assert_eq!(form.parse().map(|proposal| proposal.purpose), Ok(None));
    }

    #[test]
    fn every_bad_field_is_told_at_once() {
        let form =
            ProposalForm { name: "admin".into(), link: "javascript:x".into(), purpose: "short".into(), ..community() };
        assert_eq!(
            form.parse(),
            Err(Error::Invalid(vec![
                ("name".into(), Problem::NameReserved),
                ("link".into(), Problem::NotALink),
                ("purpose".into(), Problem::TooShort { min: 32 }),
            ]))
        );
    }
}
