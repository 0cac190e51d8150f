#![allow(clippy::unwrap_used)]

mod abuse;
mod letters;
mod outbox;
mod page;
mod smtp;

use crate::account::Change;
use crate::clock::HOUR;
use crate::db::Db;
use crate::event::By;
use crate::id::EventId;
use crate::mail::{Button, Delivery, Letter, queue};
use crate::notify::{Record, record};
use crate::text::EmailAddress;
use crate::token::Secret;

const BASE: &str = "https://guild.example";

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

/// Queues a letter with a secret for every address, in this order.
async fn write_to(db: &Db, addresses: &[&str]) -> Secret {
    let secret = Secret::new();
    let mut tx = db.begin().await.unwrap();
    let event = some_event(&mut tx).await;
    for to in addresses {
        queue(&mut tx, &letter(), delivery(), &address(to), &event, Some(&secret)).await.unwrap();
    }
    tx.commit().await.unwrap();
    secret
}

/// An event for mails to point to.
async fn some_event(tx: &mut crate::db::Tx) -> EventId {
    record(tx, Record::new(By::Operator, Change::SiteSetUp)).await.unwrap()
}

/// A letter with a secret.
fn letter() -> Letter {
    Letter {
        subject: "Choose a new password for ada".into(),
        reason: "Somebody, hopefully you, asked for a new password for your user ada.".into(),
        quote: None,
        paragraphs: vec!["The link works once.".into()],
        button: Some(Button::secret("Choose a new password", "/reset?token=")),
        why: "You get this mail because this address belongs to ada.".into(),
    }
}

/// How it travels.
fn delivery() -> Delivery {
    Delivery { urgent: true, holds_for: Some(HOUR), unasked: Some("reset-password") }
}
