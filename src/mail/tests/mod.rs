#![allow(clippy::unwrap_used)]

mod letters;
mod outbox;
mod page;
mod smtp;

use crate::clock::Timestamp;
use crate::db::Db;
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
    let event = EventId::new();
    let mut tx = db.begin().await.unwrap();
    sqlx::query("insert into events (id, at, change, address, client) values ($1, $2, '{}', '', '')")
        .bind(event.as_str())
        .bind(Timestamp::now().0)
        .execute(&mut *tx)
        .await
        .unwrap();
    for to in addresses {
        let letter = Letter::ResetPassword { name: "ada".into() };
        queue(&mut tx, &letter, &address(to), &event, Some(&secret)).await.unwrap();
    }
    tx.commit().await.unwrap();
    secret
}
