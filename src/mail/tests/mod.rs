#![allow(clippy::unwrap_used)]

mod abuse;
mod letters;
mod outbox;
mod page;
mod people;
mod smtp;

use crate::db::Db;
use crate::event::{By, Change, Record};
use crate::id::EventId;
use crate::mail::{Letter, queue};
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
        let letter = Letter::ResetPassword { name: "ada".into() };
        queue(&mut tx, &letter, &address(to), &event, Some(&secret)).await.unwrap();
    }
    tx.commit().await.unwrap();
    secret
}

/// An event for mails to point to.
async fn some_event(tx: &mut crate::db::Tx) -> EventId {
    crate::event::record(tx, Record::new(By::Site, Change::SiteSetUp)).await.unwrap()
}
