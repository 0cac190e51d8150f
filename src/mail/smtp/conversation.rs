use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::authentication::DEFAULT_MECHANISMS;
use lettre::transport::smtp::client::{AsyncSmtpConnection, Tls};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::{Error, response::Response};

use super::{Failure, Way};

/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(20);

/// Why a mail was not handed over.
pub(super) enum Stop {
    Failed(Failure),
    /// Refused at the recipient, in words that are about who sends.
    Unwelcome(String),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

type Say<'a> = &'a mut (dyn FnMut(String) + Send);

/// Connects, encrypts and signs in. Whatever goes wrong here says nothing about a mail.
pub(super) async fn begin(way: &Way, say: Say<'_>) -> Result<AsyncSmtpConnection, Failure> {
    connect(way, say).await.map_err(|cause| Failure::Blocked(cause.to_string()))
}

async fn connect(way: &Way, say: Say<'_>) -> Result<AsyncSmtpConnection, Error> {
    let (hello, at) = (ClientId::default(), (way.host.as_str(), way.port));
    say(format!("connecting to {}:{}", way.host, way.port));
    let from_the_start = match &way.tls {
        Tls::Wrapper(parameters) => Some(parameters.clone()),
        _ => None,
    };
    let mut connection = AsyncSmtpConnection::connect_tokio1(at, Some(CONNECT), &hello, from_the_start, None).await?;
    say(format!("EHLO: {}", connection.server_info()));
    if let Tls::Required(parameters) = &way.tls {
        connection.starttls(parameters.clone(), &hello).await?;
    }
    say(if connection.is_encrypted() { "the connection is encrypted" } else { "the connection is not encrypted" }
        .into());
    if let Some(credentials) = &way.credentials {
        let answer = connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        say(format!("AUTH: {}", in_words(&answer)));
    }
    Ok(connection)
}

/// Hands a mail over: from whom, to whom, and what it says.
pub(super) async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    message: &Message,
    say: Say<'_>,
) -> Result<(), Stop> {
    let envelope = message.envelope();
    let from = Mail::new(envelope.from().cloned(), Vec::new());
    let answer = connection.command(from).await.map_err(|cause| Failure::Blocked(cause.to_string()))?;
    say(format!("MAIL: {}", in_words(&answer)));
    for address in envelope.to() {
        let answer = connection.command(Rcpt::new(address.clone(), Vec::new())).await.map_err(of_recipient)?;
        say(format!("RCPT: {}", in_words(&answer)));
    }
    let answer = connection.command(Data).await.map_err(of_mail)?;
    say(format!("DATA: {}", in_words(&answer)));
    let answer = connection.message(&message.formatted()).await.map_err(of_mail)?;
    say(format!("the mail: {}", in_words(&answer)));
    Ok(())
}

fn of_mail(cause: Error) -> Failure {
    match cause.is_permanent() {
        true => Failure::Refused(cause.to_string()),
        false => Failure::Later(cause.to_string()),
    }
}

/// A refusal here is either about the address, or about us: who may send through this server, and from where.
fn of_recipient(cause: Error) -> Stop {
    match cause.status() {
        Some(code) if cause.is_permanent() && !is_about_address(code.into(), &cause.to_string()) => {
            Stop::Unwelcome(cause.to_string())
        }
        _ => of_mail(cause).into(),
    }
}

/// By the enhanced code (RFC 3463), where there is one: mailboxes have 5.1 but for the sender's, and 5.2, their routes
/// 5.4. Without one by the code, unless the words are about sending.
fn is_about_address(code: u16, said: &str) -> bool {
    let enhanced = said.split(|c: char| c.is_whitespace() || c == '-').find_map(|word| word.strip_prefix("5."));
    match enhanced.map(|rest| rest.split('.').collect::<Vec<_>>()).as_deref() {
        Some(["1", "7" | "8"]) => false,
        Some(["1" | "2" | "4", _]) => true,
        Some([_, detail]) if detail.parse::<u16>().is_ok() => false,
        _ => {
            // Not in the address, whose holder chose its words.
            let said: Vec<_> = said.split_whitespace().filter(|word| !word.contains('@')).collect();
            let said = said.join(" ").to_lowercase();
            let about_us = ["relay", "sender", "denied", "blocked", "authenticat", "not permitted", "client"];
            matches!(code, 550..=553) && !about_us.iter().any(|word| said.contains(word))
        }
    }
}

fn in_words(answer: &Response) -> String {
    let lines: Vec<_> = answer.message().collect();
    format!("{} {}", answer.code(), lines.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_about_the_address_is_told_from_what_is_about_us() {
        for about_address in [
            "550 5.1.1 <zoe@example.com>: Recipient address rejected: User unknown",
            "550-5.1.1 The email account that you tried to reach does not exist",
            "552 5.2.2 Mailbox full",
            "550 5.4.1 Recipient address rejected: Access denied",
            "550 No such user here",
            "550 no such user: client@relay.example",
            "553 mailbox name not allowed",
        ] {
            assert!(is_about_address(code(about_address), about_address), "{about_address}");
        }
        for about_us in [
            "554 5.7.1 <zoe@example.com>: Relay access denied",
            "553 5.1.8 Sender address rejected: Domain not found",
            "550 5.7.1 Client host blocked using a list",
            "550 relay not permitted",
            "530 5.7.0 Must issue a STARTTLS command first",
            "554 you may not send",
        ] {
            assert!(!is_about_address(code(about_us), about_us), "{about_us}");
        }
    }

    fn code(said: &str) -> u16 {
        said[..3].parse().expect("a code")
    }
}
