use super::{CANCEL_WITHIN, CONFIRM_WITHIN, RESET_WITHIN};
use crate::address;
use crate::mail::{Button, Letter, lifetime};
use crate::text::{AccountName, EmailAddress};

/// Kinds of mails of which whoever is about to send one asks for the budget first, because older links die with a new
/// one.
pub(super) const CONFIRM_SIGN_UP: &str = "confirm-sign-up";
pub(super) const RESET_PASSWORD: &str = "reset-password";
pub(super) const NO_SUCH_USER: &str = "no-such-user";
pub(super) const CONFIRM_EMAIL: &str = "confirm-email";
pub(super) const EMAIL_IN_USE: &str = "email-in-use";

pub(super) fn confirm_sign_up(name: &AccountName) -> Letter {
    Letter {
        // A stranger may have typed this address, so the name they chose stands below, where it is explained.
        subject: "Confirm your e-mail address".into(),
        reason: format!("Somebody, hopefully you, signed up with this address and the username {name}."),
        quote: None,
        paragraphs: vec![format!(
            "The link works for {}. Until then the username is kept for you.",
            lifetime(CONFIRM_WITHIN)
        )],
        button: Some(Button::secret("Confirm e-mail address", address::VERIFY)),
        why:
            "You get this mail because your address was given at sign-up. If it was not you, do nothing: no account is \
              made."
                .into(),
    }
}

pub(super) fn already_signed_up(name: &AccountName) -> Letter {
    Letter {
        subject: "You have an account already".into(),
        reason: format!(
            "Somebody, perhaps you, signed up with this address. It belongs to your user {name}, so nothing was \
             changed."
        ),
        quote: None,
        paragraphs: vec!["Sign in instead. If you forgot the password, the sign-in page helps.".into()],
        button: Some(Button::new("Sign in", address::SIGN_IN)),
        why: "You get this mail because your address was given at sign-up. If it was not you, do nothing.".into(),
    }
}

pub(super) fn reset_password(name: &AccountName) -> Letter {
    Letter {
        subject: format!("Choose a new password for {name}"),
        reason: format!("Somebody, hopefully you, asked for a new password for your user {name}."),
        quote: None,
        paragraphs: vec![format!(
            "The link works once, for {}. Choosing a new password ends all your sessions.",
            lifetime(RESET_WITHIN)
        )],
        button: Some(Button::secret("Choose a new password", address::RESET)),
        why: format!(
            "You get this mail because this address belongs to {name}. If you did not ask, do nothing: your password \
             stays as it is."
        ),
    }
}

pub(super) fn no_such_user() -> Letter {
    Letter {
        subject: "There is no account with this address".into(),
        reason: "Somebody, perhaps you, asked for a new password with this address, but no account uses it.".into(),
        quote: None,
        paragraphs: vec![
            "If you have an account, it was made with another address. If you have none, you can sign up.".into(),
        ],
        button: Some(Button::new("Sign up", address::SIGN_UP)),
        why: "You get this mail because your address was given for a new password. If it was not you, do nothing."
            .into(),
    }
}

pub(super) fn password_changed(name: &str) -> Letter {
    Letter {
        subject: format!("The password of {name} was changed"),
        reason: format!("The password of your user {name} was changed."),
        quote: None,
        paragraphs: vec![
            "If it was you, there is nothing to do. If not, choose a new password now: that ends every session.".into(),
        ],
        button: Some(Button::new("Choose a new password", address::FORGOTTEN)),
        why: format!("You get this mail because this address belongs to {name}. Mails about security are always sent."),
    }
}

pub(super) fn signed_in_anew(name: &str, address: &str) -> Letter {
    Letter {
        subject: "Your account was signed in to with a new browser".into(),
        reason: format!("Somebody, hopefully you, signed in as {name} with a browser that was not used before."),
        quote: None,
        paragraphs: vec![
            format!("It came from the network address {address}."),
            "If it was you, there is nothing to do. If not, choose a new password now: that ends every session.".into(),
        ],
        button: Some(Button::new("Choose a new password", address::FORGOTTEN)),
        why: format!("You get this mail because this address belongs to {name}. Mails about security are always sent."),
    }
}

pub(super) fn confirm_email(name: &str) -> Letter {
    Letter {
        subject: "Confirm your new e-mail address".into(),
        reason: format!("Somebody, hopefully you, asked to use this address for the user {name}."),
        quote: None,
        paragraphs: vec![format!("The link works for {}.", lifetime(CONFIRM_WITHIN))],
        button: Some(Button::secret("Confirm e-mail address", address::EMAIL_CONFIRM)),
        why: format!(
            "You get this mail because this address was given as the new one of {name}. If it was not you, do nothing: \
             the address is not used."
        ),
    }
}

pub(super) fn email_changing(name: &str, new: &EmailAddress) -> Letter {
    Letter {
        subject: format!("The e-mail address of {name} is changing"),
        reason: format!("Somebody, hopefully you, asked to change the address of your user {name} to {new}."),
        quote: None,
        paragraphs: vec![
            "If it was you, there is nothing to do here: the change is confirmed from the new address.".into(),
            format!(
                "If it was not you, cancel the change. The link works for {}, even after the change was confirmed.",
                lifetime(CANCEL_WITHIN)
            ),
        ],
        button: Some(Button::secret("Cancel the change", address::EMAIL_CANCEL)),
        why: format!(
            "You get this mail because this is the address of {name} until now. Mails about security are always sent."
        ),
    }
}

pub(super) fn email_in_use(name: &AccountName) -> Letter {
    Letter {
        subject: "Another user asked for your e-mail address".into(),
        reason: format!(
            "Somebody asked to use this address for another user. It belongs to your user {name}, so nothing was \
             changed."
        ),
        quote: None,
        paragraphs: vec![format!(
            "If it was you, change the address of {name} first. If it was not you, there is nothing to do."
        )],
        button: Some(Button::new("Sign in", address::SIGN_IN)),
        why: format!("You get this mail because this address belongs to {name}. Mails about security are always sent."),
    }
}

pub(super) fn email_kept(name: &str, refused: &EmailAddress) -> Letter {
    Letter {
        subject: format!("The e-mail address of {name} stays as it was"),
        reason: format!("The change of the address of your user {name} to {refused} was cancelled from this address."),
        quote: None,
        paragraphs: vec![
            "If you did not ask for the change yourself, somebody else could sign in as you: choose a new password now."
                .into(),
        ],
        button: Some(Button::new("Choose a new password", address::FORGOTTEN)),
        why: format!("You get this mail because this address belongs to {name}. Mails about security are always sent."),
    }
}
