use crate::address;
use crate::mail::{Button, Letter};
use crate::text::Named;

const ALWAYS: &str = "Mails about security are always sent.";

pub(super) fn own_admin_change(actor: &str, promoted: bool) -> Letter {
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
    Letter {
        subject: subject.into(),
        reason,
        quote: None,
        paragraphs: vec![then.into()],
        button: promoted.then(|| Button::new("Open the site administration", address::ADMIN)),
        why: format!("You get this mail because it is about your own rights. {ALWAYS}"),
    }
}

pub(super) fn admin_change(actor: &str, person: &Named, promoted: bool) -> Letter {
    let (subject, reason) = match promoted {
        true => (format!("{person} is a site admin now"), format!("{actor} made {person} a site admin.")),
        false => {
            (format!("{person} is no longer a site admin"), format!("{actor} removed {person} from the site admins."))
        }
    };
    Letter {
        subject,
        reason,
        quote: None,
        paragraphs: vec!["If that was not meant, any site admin can undo it.".into()],
        button: Some(Button::new("See the site admins", address::ADMIN_ADMINS)),
        why: format!("You get this mail because you are a site admin. {ALWAYS}"),
    }
}
