use super::{Content, lifetime};
use crate::account::{CANCEL_WITHIN, CONFIRM_WITHIN, RESET_WITHIN};

pub(super) fn confirm_sign_up(name: &str, secret: &str) -> Content {
    Content {
        // A stranger may have typed this address, so the name they chose stands below, where it is explained.
        subject: "Confirm your e-mail address".into(),
        reason: format!("Somebody, hopefully you, signed up with this address and the username {name}."),
        quote: None,
        paragraphs: vec![format!(
            "The link works for {}. Until then the username is kept for you.",
            lifetime(CONFIRM_WITHIN)
        )],
        button: Some(("Confirm e-mail address", format!("/verify?token={secret}"))),
        why:
            "You get this mail because your address was given at sign-up. If it was not you, do nothing: no account is \
              made."
                .into(),
    }
}

pub(super) fn already_signed_up(name: &str) -> Content {
    Content {
        subject: "You have an account already".into(),
        reason: format!(
            "Somebody, perhaps you, signed up with this address. It belongs to your user {name}, so nothing was changed."
        ),
        quote: None,
        paragraphs: vec!["Sign in instead. If you forgot the password, the sign-in page helps.".into()],
        button: Some(("Sign in", "/signin".into())),
        why: "You get this mail because your address was given at sign-up. If it was not you, do nothing.".into(),
    }
}

pub(super) fn reset_password(name: &str, secret: &str) -> Content {
    Content {
        subject: format!("Choose a new password for {name}"),
        reason: format!("Somebody, hopefully you, asked for a new password for your user {name}."),
        quote: None,
        paragraphs: vec![format!(
            "The link works once, for {}. Choosing a new password ends all your sessions.",
            lifetime(RESET_WITHIN)
        )],
        button: Some(("Choose a new password", format!("/reset?token={secret}"))),
        why: format!(
            "You get this mail because this address belongs to {name}. If you did not ask, do nothing: your password stays \
             as it is."
        ),
    }
}

pub(super) fn no_such_user() -> Content {
    Content {
        subject: "There is no account with this address".into(),
        reason: "Somebody, perhaps you, asked for a new password with this address, but no account uses it.".into(),
        quote: None,
        paragraphs: vec![
            "If you have an account, it was made with another address. If you have none, you can sign up.".into(),
        ],
        button: Some(("Sign up", "/signup".into())),
        why: "You get this mail because your address was given for a new password. If it was not you, do nothing."
            .into(),
    }
}

pub(super) fn password_changed(name: &str) -> Content {
    Content {
        subject: format!("The password of {name} was changed"),
        reason: format!("The password of your user {name} was changed."),
        quote: None,
        paragraphs: vec![
            "If it was you, there is nothing to do. If not, choose a new password now: that ends every session.".into(),
        ],
        button: Some(("Choose a new password", "/forgotten".into())),
        why: format!("You get this mail because this address belongs to {name}. Mails about security are always sent."),
    }
}

pub(super) fn signed_in_anew(name: &str, address: &str) -> Content {
    Content {
        subject: "Your account was signed in to with a new browser".into(),
        reason: format!("Somebody, hopefully you, signed in as {name} with a browser that was not used before."),
        quote: None,
        paragraphs: vec![
            format!("It came from the network address {address}."),
            "If it was you, there is nothing to do. If not, choose a new password now: that ends every session.".into(),
        ],
        button: Some(("Choose a new password", "/forgotten".into())),
        why: format!("You get this mail because this address belongs to {name}. Mails about security are always sent."),
    }
}

pub(super) fn confirm_email(name: &str, secret: &str) -> Content {
    Content {
        subject: "Confirm your new e-mail address".into(),
        reason: format!("Somebody, hopefully you, asked to use this address for the user {name}."),
        quote: None,
        paragraphs: vec![format!("The link works for {}.", lifetime(CONFIRM_WITHIN))],
        button: Some(("Confirm e-mail address", format!("/email/confirm?token={secret}"))),
        why: format!(
            "You get this mail because this address was given as the new one of {name}. If it was not you, do nothing: the \
             address is not used."
        ),
    }
}

pub(super) fn email_changing(name: &str, new: &str, secret: &str) -> Content {
    Content {
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
        button: Some(("Cancel the change", format!("/email/cancel?token={secret}"))),
        why: format!(
            "You get this mail because this is the address of {name} until now. Mails about security are always sent."
        ),
    }
}

pub(super) fn email_in_use(name: &str) -> Content {
    Content {
        subject: "Another user asked for your e-mail address".into(),
        reason: format!(
            "Somebody asked to use this address for another user. It belongs to your user {name}, so nothing was changed."
        ),
        quote: None,
        paragraphs: vec![format!(
            "If it was you, change the address of {name} first. If it was not you, there is nothing to do."
        )],
        button: Some(("Sign in", "/signin".into())),
        why: format!("You get this mail because this address belongs to {name}. Mails about security are always sent."),
    }
}

pub(super) fn email_kept(name: &str, refused: &str) -> Content {
    Content {
        subject: format!("The e-mail address of {name} stays as it was"),
        reason: format!("The change of the address of your user {name} to {refused} was cancelled from this address."),
        quote: None,
        paragraphs: vec![
            "If you did not ask for the change yourself, somebody else could sign in as you: choose a new password now."
                .into(),
        ],
        button: Some(("Choose a new password", "/forgotten".into())),
        why: format!("You get this mail because this address belongs to {name}. Mails about security are always sent."),
    }
}

const ALWAYS: &str = "Mails about security are always sent.";

pub(super) fn own_admin_change(actor: &str, promoted: bool) -> Content {
    let (subject, reason, then) = match promoted {
        true => (
            "You are a site admin now",
            format!("{actor} made you a site admin."),
            "You decide on applications, and set what holds for the whole site. What you do is recorded.",
        ),
        false => (
            "You are no longer a site admin",
            format!("{actor} removed you from the site admins."),
            "Your account and your organizations stay as they are.",
        ),
    };
    Content {
        subject: subject.into(),
        reason,
        quote: None,
        paragraphs: vec![then.into()],
        button: promoted.then(|| ("Open the site administration", "/admin".into())),
        why: format!("You get this mail because it is about your own rights. {ALWAYS}"),
    }
}

pub(super) fn admin_change(actor: &str, person: &str, promoted: bool) -> Content {
    let (subject, reason) = match promoted {
        true => (format!("{person} is a site admin now"), format!("{actor} made {person} a site admin.")),
        false => {
            (format!("{person} is no longer a site admin"), format!("{actor} removed {person} from the site admins."))
        }
    };
    Content {
        subject,
        reason,
        quote: None,
        paragraphs: vec!["If that was not meant, any site admin can undo it.".into()],
        button: Some(("See the site admins", "/admin/admins".into())),
        why: format!("You get this mail because you are a site admin. {ALWAYS}"),
    }
}
