//! The site itself: its settings, of which what nobody has set has its default, and the proof of being one of its
//! admins.

use serde::{Deserialize, Serialize};

use crate::error::Form;
use crate::text::choice;
use crate::{Error, Problem, Result};

#[cfg(feature = "server")]
mod key;
#[cfg(feature = "server")]
mod read;
#[cfg(feature = "server")]
mod reviewer;
#[cfg(feature = "server")]
mod store;

#[cfg(feature = "server")]
pub use key::{SiteKey, sealing_key};
#[cfg(feature = "server")]
pub use reviewer::Reviewer;
#[cfg(feature = "server")]
pub(crate) use {
    read::{settings, settings_of},
    store::{set, settings as read_settings},
};

choice! {
    /// Which organizations a site admin decides on before they exist.
    Approvals {
        All = "all", "Community and Company";
        Company = "company", "Company only";
        Nothing = "none", "None";
    }
}

choice! {
    /// Whom whoever invites is shown while typing.
    Suggestions {
        Users = "users", "Users of the site";
        Nobody = "nobody", "Nobody";
    }
}

/// `settings! { choices { name: Type = Default; } numbers { name = default, min..=max; } }`: the settings, said once
/// for all that reads, keeps and checks them.
macro_rules! settings {
    (
        choices { $($(#[$choice_doc:meta])* $choice:ident: $type:ident = $first:ident;)* }
        numbers { $($(#[$doc:meta])* $name:ident = $default:literal, $min:literal..=$max:literal;)* }
    ) => {
        /// The settings in force.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub struct SiteSettings {
            $($(#[$choice_doc])* pub $choice: $type,)*
            $($(#[$doc])* pub $name: i64,)*
        }

        impl Default for SiteSettings {
            fn default() -> Self {
                Self { $($choice: $type::$first,)* $($name: $default,)* }
            }
        }

        impl SiteSettings {
            /// Every setting by its stored name and value.
            pub fn words(&self) -> Vec<(&'static str, String)> {
                vec![
                    $((stringify!($choice), self.$choice.as_str().to_owned()),)*
                    $((stringify!($name), self.$name.to_string()),)*
                ]
            }

            /// Takes a stored value. What is unknown or no such value changes nothing.
            #[cfg(feature = "server")]
            fn set(&mut self, name: &str, value: &str) {
                match name {
                    $(stringify!($choice) => self.$choice = $type::parse(value).unwrap_or(self.$choice),)*
                    $(stringify!($name) => self.$name = value.parse().unwrap_or(self.$name),)*
                    _ => {}
                }
            }
        }

        /// The settings page as it was typed.
        #[derive(Clone, Debug, Default, Serialize, Deserialize)]
        #[serde(default)]
        pub struct SettingsForm {
            $(pub $choice: String,)*
            $(pub $name: String,)*
        }

        impl From<&SiteSettings> for SettingsForm {
            fn from(settings: &SiteSettings) -> Self {
                Self {
                    $($choice: settings.$choice.as_str().to_owned(),)*
                    $($name: settings.$name.to_string(),)*
                }
            }
        }

        impl SettingsForm {
            /// All fields parsed, or the problems of all fields.
            pub fn parse(&self) -> Result<SiteSettings> {
                let mut form = Form::default();
                $(let $choice = form.take(stringify!($choice), $type::parse(&self.$choice));)*
                $(let $name = form.take(stringify!($name), whole(&self.$name, $min, $max));)*
                form.done()?;
                let settings = || Some(SiteSettings { $($choice: $choice?,)* $($name: $name?,)* });
                settings().ok_or(Error::BadRequest)
            }
        }
    };
}

settings! {
    choices {
        approvals: Approvals = All;
        suggestions: Suggestions = Users;
    }
    numbers {
        /// Undecided applications a user may have at one time.
        open_applications = 3, 1..=100;
        /// Seats of a new Community organization.
        community_seats = 20, 1..=1_000_000;
        /// Seats of a new Company organization.
        company_seats = 50, 1..=1_000_000;
        /// Days for which an invitation holds.
        invitation_days = 7, 1..=90;
        /// Invitations that an organization may send in 24 hours.
        daily_invitations = 200, 1..=100_000;
        /// Invitations that an organization which no site admin approved, and a user of less than a day, may send in
        /// 24 hours.
        few_invitations = 10, 1..=100_000;
        /// Personal organizations that one person may found in 24 hours.
        daily_personal = 5, 1..=1_000;
        /// Names that sign-ups with one e-mail address hold until one is confirmed.
        sign_ups_of_address = 3, 1..=100;
        /// Names that sign-ups from one network hold until they are confirmed.
        sign_ups_of_network = 20, 1..=100_000;
        /// Mails of one kind that anybody can have sent to one address in 24 hours.
        daily_mails = 10, 1..=1_000;
        /// Mails that anybody can have sent to anybody, in all, in an hour.
        hourly_mails = 500, 1..=1_000_000;
        /// Days for which a mail is kept after it was written, unless it still waits.
        kept_mails = 30, 1..=36_500;
        /// Days for which a notice is kept.
        kept_notices = 180, 7..=36_500;
        /// Days for which an event says from where it came, and for which one that concerns no account is kept.
        kept_origins = 180, 7..=36_500;
    }
}

/// A whole number as it was typed.
pub(crate) fn whole(text: &str, min: u32, max: u32) -> Result<i64, Problem> {
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
