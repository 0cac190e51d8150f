use serde::{Deserialize, Serialize};

use super::{CANCEL_WITHIN, CONFIRM_WITHIN, Profile, RESET_WITHIN, Theme, letter};
use crate::address;
use crate::notify::{Audience, Audited, Carries, Notification, Part, Phrase, mail, notice, phrase};
use crate::text::{AccountName, EmailAddress};

/// What happens to users.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// `holder` is the user who has the address already.
    SignUpAsked {
        name: AccountName,
        email: EmailAddress,
        holder: Option<AccountName>,
    },
    SignedUp,
    SiteSetUp,
    AdminCreated,
    SignedIn,
    /// In a browser that the user had not used before.
    SignedInAnew {
        address: String,
    },
    /// Somebody tried with a wrong password.
    SignInFailed,
    SignedOut,
    SessionEnded {
        count: u32,
    },
    /// `holder` is the user who has the address.
    PasswordForgotten {
        email: EmailAddress,
        holder: Option<AccountName>,
    },
    PasswordReset,
    PasswordChanged,
    /// `holder` is another user who has the new address.
    EmailChangeAsked {
        old: EmailAddress,
        new: EmailAddress,
        holder: Option<AccountName>,
    },
    /// The mail to the new address was given up; `said` is why.
    NewEmailUndelivered {
        email: EmailAddress,
        said: String,
    },
    /// A mail to the user was given up; `said` is why.
    MailUndelivered {
        subject: String,
        said: String,
    },
    EmailChanged {
        old: EmailAddress,
        new: EmailAddress,
    },
    EmailChangeCancelled {
        kept: EmailAddress,
        refused: EmailAddress,
    },
    ProfileChanged {
        before: Profile,
        after: Profile,
    },
    ThemeChanged {
        before: Theme,
        after: Theme,
    },
}

impl Audited for Change {
    fn phrase(&self) -> Phrase {
        match self {
            Self::SignUpAsked { name, .. } => phrase!["asked for the username ", name.as_str()],
            Self::SignedUp => phrase!["joined"],
            Self::SiteSetUp => phrase!["set up the site"],
            Self::AdminCreated => phrase!["made this user a site admin"],
            Self::SignedIn => phrase![Part::lead("signed in")],
            Self::SignedInAnew { .. } => phrase![Part::lead("signed in"), " with a new browser"],
            Self::SignInFailed => phrase!["tried to ", Part::lead("sign in"), " with a wrong password"],
            Self::SignedOut => phrase!["signed out"],
            Self::SessionEnded { count: 1 } => phrase!["ended ", Part::lead("a session")],
            Self::SessionEnded { count } => phrase!["ended ", Part::lead(format!("{count} sessions"))],
            Self::PasswordForgotten { .. } => phrase!["asked for a link to a new password"],
            Self::PasswordReset => phrase!["set ", Part::lead("a new password"), " from a link"],
            Self::PasswordChanged => phrase!["changed ", Part::lead("the password")],
            Self::EmailChangeAsked { old, new, .. } => {
                phrase!["asked to change ", Part::lead("the e-mail address"), format!(" from {old} to {new}")]
            }
            Self::EmailChanged { old, new } => {
                phrase!["changed ", Part::lead("the e-mail address"), format!(" from {old} to {new}")]
            }
            Self::NewEmailUndelivered { email, .. } => {
                phrase!["could not deliver the mail that confirms ", Part::lead(email.to_string())]
            }
            Self::MailUndelivered { subject, .. } => {
                phrase!["could not deliver the mail ", Part::lead(format!("“{subject}”"))]
            }
            Self::EmailChangeCancelled { kept, refused } => {
                phrase!["kept the address ", Part::lead(kept.to_string()), format!(" and refused {refused}")]
            }
            Self::ProfileChanged { .. } => phrase!["changed ", Part::lead("the profile")],
            Self::ThemeChanged { after, .. } => {
                phrase!["changed ", Part::lead("the theme"), format!(" to {}", after.label().to_lowercase())]
            }
        }
    }

    fn detail(&self) -> &str {
        match self {
            Self::NewEmailUndelivered { said, .. } | Self::MailUndelivered { said, .. } => said,
            _ => "",
        }
    }

    fn link(&self, _: bool) -> Option<String> {
        let page = match self {
            Self::EmailChangeAsked { .. }
            | Self::EmailChanged { .. }
            | Self::EmailChangeCancelled { .. }
            | Self::NewEmailUndelivered { .. }
            | Self::MailUndelivered { .. } => address::ACCOUNT_EMAIL,
            Self::SignedIn | Self::SignedInAnew { .. } | Self::SignInFailed | Self::SessionEnded { .. } => {
                address::ACCOUNT_SESSIONS
            }
            Self::PasswordReset | Self::PasswordChanged => address::ACCOUNT_PASSWORD,
            Self::ProfileChanged { .. } | Self::ThemeChanged { .. } => address::ACCOUNT,
            Self::SignUpAsked { .. }
            | Self::SignedUp
            | Self::SiteSetUp
            | Self::AdminCreated
            | Self::SignedOut
            | Self::PasswordForgotten { .. } => return None,
        };
        Some(page.into())
    }

    fn for_members(self) -> Option<Self> {
        None
    }

    fn notifications(&self) -> Vec<Notification> {
        use Audience::{Mailbox, Subject};
        match self.clone() {
            Self::SignUpAsked { name, email, holder: None } => vec![
                mail(Mailbox(email), move |_| letter::confirm_sign_up(&name))
                    .carrying(Carries::First)
                    .holding(CONFIRM_WITHIN)
                    .urgent()
                    .unasked(letter::CONFIRM_SIGN_UP),
            ],
            Self::SignUpAsked { email, holder: Some(holder), .. } => vec![
                mail(Mailbox(email), move |_| letter::already_signed_up(&holder)).urgent().unasked("already-signed-up"),
            ],
            Self::PasswordForgotten { email, holder: Some(holder) } => vec![
                mail(Mailbox(email), move |_| letter::reset_password(&holder))
                    .carrying(Carries::First)
                    .holding(RESET_WITHIN)
                    .urgent()
                    .unasked(letter::RESET_PASSWORD),
            ],
            Self::PasswordForgotten { email, holder: None } => {
                vec![mail(Mailbox(email), |_| letter::no_such_user()).urgent().unasked(letter::NO_SUCH_USER)]
            }
            Self::PasswordReset | Self::PasswordChanged => {
                vec![mail(Subject, |names| letter::password_changed(names.recipient)).urgent().and_notice()]
            }
            Self::SignedInAnew { address } => {
                vec![mail(Subject, move |names| letter::signed_in_anew(names.recipient, &address)).urgent()]
            }
            Self::EmailChangeAsked { old, new, holder } => {
                let to_new = Mailbox(new.clone());
                let to_new = match holder {
                    None => mail(to_new, |names| letter::confirm_email(names.actor))
                        .carrying(Carries::First)
                        .holding(CONFIRM_WITHIN)
                        .urgent()
                        .unasked(letter::CONFIRM_EMAIL),
                    Some(holder) => mail(to_new, move |_| letter::email_in_use(&holder)).unasked(letter::EMAIL_IN_USE),
                };
                let to_old = mail(Mailbox(old), move |names| letter::email_changing(names.actor, &new))
                    .carrying(Carries::Second)
                    .holding(CANCEL_WITHIN)
                    .urgent();
                vec![to_new, to_old]
            }
            Self::EmailChanged { .. } | Self::NewEmailUndelivered { .. } | Self::MailUndelivered { .. } => {
                vec![notice(Subject)]
            }
            Self::EmailChangeCancelled { kept, refused } => {
                vec![mail(Mailbox(kept), move |names| letter::email_kept(names.actor, &refused)), notice(Subject)]
            }
            Self::SignedUp
            | Self::SiteSetUp
            | Self::AdminCreated
            | Self::SignedIn
            | Self::SignInFailed
            | Self::SignedOut
            | Self::SessionEnded { .. }
            | Self::ProfileChanged { .. }
            | Self::ThemeChanged { .. } => Vec::new(),
        }
    }

    /// The mails tell the holder of an address; whoever asked for it must not learn from their own log who that is, or
    /// that there is one. The address somebody signed in from stands beside the change, from where it is taken after
    /// its days.
    fn kept(mut self) -> Self {
        match &mut self {
            Self::SignUpAsked { holder, .. }
            | Self::PasswordForgotten { holder, .. }
            | Self::EmailChangeAsked { holder, .. } => *holder = None,
            Self::SignedInAnew { address } => address.clear(),
            Self::SignedUp
            | Self::SiteSetUp
            | Self::AdminCreated
            | Self::SignedIn
            | Self::SignInFailed
            | Self::SignedOut
            | Self::SessionEnded { .. }
            | Self::PasswordReset
            | Self::PasswordChanged
            | Self::EmailChanged { .. }
            | Self::EmailChangeCancelled { .. }
            | Self::NewEmailUndelivered { .. }
            | Self::MailUndelivered { .. }
            | Self::ProfileChanged { .. }
            | Self::ThemeChanged { .. } => {}
        }
        self
    }
}
