use guildhall::clock::Timestamp;
use guildhall::mail::{MailRow, MailState};
use leptos::prelude::*;

use crate::ui::{Badge, Markup, badge};

/// Where a mail stands, in its own word.
#[component]
pub fn MailStateBadge(state: MailState) -> impl IntoView {
    view! { <Badge tone=tone(state)>{state.label()}</Badge> }.into_any()
}

/// The same in a row.
pub fn mail_state_badge(state: MailState) -> Markup {
    badge(tone(state), state.label())
}

fn tone(state: MailState) -> &'static str {
    match state {
        MailState::Waiting => "",
        MailState::Sending => "info",
        MailState::Sent => "ok",
        MailState::Failed => "bad",
    }
}

/// How often it was tried, and when the next time is.
pub fn tries(row: &MailRow) -> String {
    let times = match row.attempts {
        0 => "not tried yet".to_owned(),
        1 => "tried once".to_owned(),
        many => format!("tried {many} times"),
    };
    match (row.state, row.attempts) {
        (MailState::Waiting, 1..) => format!("{times}, again at {}", row.next_at.text()),
        _ => times,
    }
}

/// The moment that matters most: when it was sent, else when it was written.
pub fn moment(row: &MailRow) -> Timestamp {
    row.sent_at.unwrap_or(row.created_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use guildhall::id::MailId;

    fn row(state: MailState, attempts: i64) -> MailRow {
        MailRow {
            id: MailId::parse("01980000-0000-7000-8000-000000000000").expect("a good id"),
            to: "ada@example.com".into(),
            subject: "Confirm your e-mail".into(),
            state,
            attempts,
            created_at: Timestamp(1_795_348_800_000),
            next_at: Timestamp(1_795_348_800_000),
            sent_at: None,
            error: None,
        }
    }

    #[test]
    fn a_mail_says_how_often_it_was_tried_and_when_again() {
        assert_eq!(tries(&row(MailState::Waiting, 0)), "not tried yet");
        assert_eq!(tries(&row(MailState::Sent, 1)), "tried once");
        assert_eq!(tries(&row(MailState::Waiting, 3)), "tried 3 times, again at 22 Nov 2026, 12:00 UTC");
        assert_eq!(tries(&row(MailState::Failed, 8)), "tried 8 times");
    }
}
