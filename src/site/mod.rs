//! Settings of the whole site. What nobody has set has its default.

use serde::{Deserialize, Serialize};

use crate::error::Form;
use crate::org::Kind;
use crate::text::choice;
use crate::{Error, Problem, Result};

#[cfg(feature = "server")]
mod change;
#[cfg(feature = "server")]
mod store;

#[cfg(feature = "server")]
pub use change::{change, read, tidy};
#[cfg(feature = "server")]
pub(crate) use store::settings;

choice! {
    /// Which organizations a site admin decides on before they exist.
    Approvals {
        All = "all", "Community and Company";
        Company = "company", "Company only";
        Nothing = "none", "None";
    }
}

impl Approvals {
    /// Whether an organization of this kind waits for a reviewer. Personal never does.
    pub fn review(self, kind: Kind) -> bool {
        match kind {
            Kind::Personal => false,
            Kind::Community => self == Self::All,
            Kind::Company => self != Self::Nothing,
        }
    }
}

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SiteSettings {
    pub approvals: Approvals,
    /// Undecided applications a user may have at one time.
    pub open_applications: i64,
    /// Seats of a new Community organization.
    pub community_seats: i64,
    /// Seats of a new Company organization.
    pub company_seats: i64,
    /// Days for which an invitation holds.
    pub invitation_days: i64,
    /// Invitations that an organization may send in 24 hours.
    pub daily_invitations: i64,
    /// Personal organizations that one person may found in 24 hours.
    pub daily_personal: i64,
    /// Names that sign-ups with one e-mail address hold until one is confirmed.
    pub sign_ups_of_address: i64,
    /// Names that sign-ups from one network hold until they are confirmed.
    pub sign_ups_of_network: i64,
    /// Mails of one kind that anybody can have sent to one address in 24 hours.
    pub daily_mails: i64,
    /// Mails that anybody can have sent to anybody, in all, in an hour.
    pub hourly_mails: i64,
}

impl Default for SiteSettings {
    fn default() -> Self {
        Self {
            approvals: Approvals::All,
            open_applications: 3,
            community_seats: 20,
            company_seats: 50,
            invitation_days: 7,
            daily_invitations: 200,
            daily_personal: 5,
            sign_ups_of_address: 3,
            sign_ups_of_network: 20,
            daily_mails: 10,
            hourly_mails: 500,
        }
    }
}

impl SiteSettings {
    /// Every setting by its stored name and value.
    pub fn words(&self) -> [(&'static str, String); 11] {
        [
            ("approvals", self.approvals.as_str().to_owned()),
            ("open_applications", self.open_applications.to_string()),
            ("community_seats", self.community_seats.to_string()),
            ("company_seats", self.company_seats.to_string()),
            ("invitation_days", self.invitation_days.to_string()),
            ("daily_invitations", self.daily_invitations.to_string()),
            ("daily_personal", self.daily_personal.to_string()),
            ("sign_ups_of_address", self.sign_ups_of_address.to_string()),
            ("sign_ups_of_network", self.sign_ups_of_network.to_string()),
            ("daily_mails", self.daily_mails.to_string()),
            ("hourly_mails", self.hourly_mails.to_string()),
        ]
    }

    /// Members a new organization of this kind may have.
    pub fn seats(&self, kind: Kind) -> i64 {
        match kind {
            Kind::Personal => 1,
            Kind::Community => self.community_seats,
            Kind::Company => self.company_seats,
        }
    }
}

/// The settings page as it was typed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    pub approvals: String,
    pub open_applications: String,
    pub community_seats: String,
    pub company_seats: String,
    pub invitation_days: String,
    pub daily_invitations: String,
    pub daily_personal: String,
    pub sign_ups_of_address: String,
    pub sign_ups_of_network: String,
    pub daily_mails: String,
    pub hourly_mails: String,
}

impl From<&SiteSettings> for SettingsForm {
    fn from(settings: &SiteSettings) -> Self {
        let [approvals, open, community, company, days, daily, personal, of_address, of_network, mails, hourly] =
            settings.words().map(|(_, value)| value);
        Self {
            approvals,
            open_applications: open,
            community_seats: community,
            company_seats: company,
            invitation_days: days,
            daily_invitations: daily,
            daily_personal: personal,
            sign_ups_of_address: of_address,
            sign_ups_of_network: of_network,
            daily_mails: mails,
            hourly_mails: hourly,
        }
    }
}

impl SettingsForm {
    /// All fields parsed, or the problems of all fields.
    pub fn parse(&self) -> Result<SiteSettings> {
        let mut form = Form::default();
        let approvals = form.take("approvals", Approvals::parse(&self.approvals));
        let open_applications = form.take("open_applications", whole(&self.open_applications, 1, 100));
        let community_seats = form.take("community_seats", whole(&self.community_seats, 1, 1_000_000));
        let company_seats = form.take("company_seats", whole(&self.company_seats, 1, 1_000_000));
        let invitation_days = form.take("invitation_days", whole(&self.invitation_days, 1, 90));
        let daily_invitations = form.take("daily_invitations", whole(&self.daily_invitations, 1, 100_000));
        let daily_personal = form.take("daily_personal", whole(&self.daily_personal, 1, 1_000));
        let sign_ups_of_address = form.take("sign_ups_of_address", whole(&self.sign_ups_of_address, 1, 100));
        let sign_ups_of_network = form.take("sign_ups_of_network", whole(&self.sign_ups_of_network, 1, 100_000));
        let daily_mails = form.take("daily_mails", whole(&self.daily_mails, 1, 1_000));
        let hourly_mails = form.take("hourly_mails", whole(&self.hourly_mails, 1, 1_000_000));
        form.done()?;
        let settings = || {
            Some(SiteSettings {
                approvals: approvals?,
                open_applications: open_applications?,
                community_seats: community_seats?,
                company_seats: company_seats?,
                invitation_days: invitation_days?,
                daily_invitations: daily_invitations?,
                daily_personal: daily_personal?,
                sign_ups_of_address: sign_ups_of_address?,
                sign_ups_of_network: sign_ups_of_network?,
                daily_mails: daily_mails?,
                hourly_mails: hourly_mails?,
            })
        };
        settings().ok_or(Error::BadRequest)
    }
}

fn whole(text: &str, min: u32, max: u32) -> Result<i64, Problem> {
    match text.trim().parse::<u32>() {
        _ if text.trim().is_empty() => Err(Problem::Empty),
        Ok(number) if (min..=max).contains(&number) => Ok(number.into()),
        _ => Err(Problem::NotANumber { min, max }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn approvals_say_who_is_reviewed() {
        for (approvals, reviewed) in [
            (Approvals::All, [false, true, true]),
            (Approvals::Company, [false, false, true]),
            (Approvals::Nothing, [false; 3]),
        ] {
            assert_eq!([Kind::Personal, Kind::Community, Kind::Company].map(|kind| approvals.review(kind)), reviewed);
        }
    }

    #[test]
    fn numbers_stay_in_their_range() {
        let settings = SiteSettings::default();
        assert_eq!(SettingsForm::from(&settings).parse(), Ok(settings.clone()));
        let form = SettingsForm {
            open_applications: "0".into(),
            community_seats: "x".into(),
            ..SettingsForm::from(&settings)
        };
        let range = |max| Problem::NotANumber { min: 1, max };
        assert_eq!(
            form.parse(),
            Err(Error::Invalid(vec![
                ("open_applications".into(), range(100)),
                ("community_seats".into(), range(1_000_000))
            ]))
        );
    }
}
