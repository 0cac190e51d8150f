//! The pages of people who are not signed in.

mod account_fields;
mod email_link;
mod forgotten;
mod name;
mod new_password;
mod reset;
mod setup;
mod signin;
mod signup;
mod token;
mod verify;

use email_link::{CancelEmailPage, ConfirmEmailPage};
use forgotten::{ForgottenPage, ForgottenSentPage};
pub use name::NameFeedback;
pub use new_password::NewPassword;
use reset::ResetPage;
use setup::SetUpPage;
use signin::SignInPage;
pub use signin::SignOut;
use signup::{SignUpPage, SignUpSentPage};
use verify::VerifyPage;

super::chunk::chunk!(Entrance in entrance_chunk { SignInPage, SignUpPage, SignUpSentPage, VerifyPage, ForgottenPage, ForgottenSentPage, ResetPage, SetUpPage, ConfirmEmailPage, CancelEmailPage });
