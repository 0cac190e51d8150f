//! The pages of people who are not signed in.

mod account_fields;
mod correct;
mod email_link;
mod forgotten;
mod join;
mod name;
mod new_password;
mod reset;
mod setup;
mod signin;
mod signup;
mod token;
mod verify;

pub use correct::CorrectSignUpPage;
pub use email_link::{CancelEmailPage, ConfirmEmailPage};
pub use forgotten::{ForgottenPage, ForgottenSentPage};
pub use join::JoinByInvitation;
pub use name::NameFeedback;
pub use new_password::NewPassword;
pub use reset::ResetPage;
pub use setup::SetUpPage;
#[cfg(feature = "ssr")]
pub use signin::SignIn;
pub use signin::SignInPage;
pub use signin::SignOut;
pub use signup::{SignUpPage, SignUpSentPage};
pub use verify::VerifyPage;
