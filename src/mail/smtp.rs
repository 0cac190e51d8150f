use std::path::PathBuf;
use std::time::Duration;

use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{self, Certificate, TlsParameters};
use lettre::transport::smtp::{self, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};

use super::Rendered;
use crate::text::{EmailAddress, choice};

/// Longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(20);
/// Longest time one mail may take from connecting to being accepted.
pub(super) const DELIVER: Duration = Duration::from_secs(90);
/// Returns about us rather than about the mail (RFC 4954): the next try may find the settings mended.
const AUTHENTICATION: [u16; 4] = [530, 534, 535, 538];

choice! {
    /// How the connection to the mail server is encrypted.
    Tls {
        None = "none", "Not encrypted";
        StartTls = "starttls", "Encrypted after STARTTLS";
        Tls = "tls", "Encrypted from the start";
    }
}

/// The password of the mail server, kept out of logs.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpPassword(String);

impl From<String> for SmtpPassword {
    fn from(password: String) -> Self {
        Self(password)
    }
}

impl std::fmt::Debug for SmtpPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SmtpPassword(…)")
    }
}

/// Which server takes our mail.
#[derive(Clone, Debug)]
pub struct SmtpSettings {
    pub host: String,
    pub port: u16,
    /// With a password, the mail server is signed in to.
    pub username: Option<String>,
    pub password: Option<SmtpPassword>,
    pub tls: Tls,
    /// The sender, as `guildhall@example.com` or `Guildhall <guildhall@example.com>`.
    pub from: String,
    /// A PEM file with certificates to trust beside the public ones, for a private authority.
    pub ca: Option<PathBuf>,
}

/// The way out.
#[derive(Clone)]
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why a mail was not accepted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The server will never take it.
    Refused(String),
    /// It may be taken later.
    Later(String),
}

impl Smtp {
    /// Checks the settings without connecting; says in a sentence what is wrong with them. Needs a tokio runtime.
    pub fn new(settings: &SmtpSettings) -> Result<Self, String> {
        let from = settings.from.parse().map_err(|_| format!("“{}” is not a sender's address", settings.from))?;
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
            .port(settings.port)
            .timeout(Some(CONNECT))
            .pool_config(PoolConfig::new().max_size(2))
            .tls(encryption(settings)?);
        transport = match (&settings.username, &settings.password) {
            (Some(user), Some(password)) => transport.credentials(Credentials::new(user.clone(), password.0.clone())),
            (None, None) => transport,
            _ => return Err("the mail server needs both a username and a password, or neither".into()),
        };
        Ok(Self { transport: transport.build(), from })
    }

    pub(super) async fn send(&self, to: &EmailAddress, message_id: &str, mail: &Rendered) -> Result<(), Failure> {
        let message = self.message(to, message_id, mail).map_err(Failure::Refused)?;
        match tokio::time::timeout(DELIVER, self.transport.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(cause)) => Err(failure(&cause)),
            Err(_) => Err(Failure::Later(format!("no answer within {} seconds", DELIVER.as_secs()))),
        }
    }

    fn message(&self, to: &EmailAddress, message_id: &str, mail: &Rendered) -> Result<Message, String> {
        let to: lettre::Address = to.ascii().parse().map_err(|_| format!("“{to}” is not an address"))?;
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(mail.subject.clone())
            .message_id(Some(message_id.to_owned()))
            .header(AutoSubmitted)
            .multipart(MultiPart::alternative_plain_html(mail.text.clone(), mail.html.clone()))
            .map_err(|cause| format!("the mail could not be put together: {cause}"))
    }
}

fn encryption(settings: &SmtpSettings) -> Result<client::Tls, String> {
    if settings.tls == Tls::None {
        return Ok(client::Tls::None);
    }
    let mut parameters = TlsParameters::builder(settings.host.clone());
    if let Some(path) = &settings.ca {
        let pem = std::fs::read(path).map_err(|cause| format!("{} cannot be read: {cause}", path.display()))?;
        let certificate =
            Certificate::from_pem(&pem).map_err(|_| format!("{} holds no certificate", path.display()))?;
        parameters = parameters.add_root_certificate(certificate);
    }
    let parameters = parameters.build_rustls().map_err(|cause| cause.to_string())?;
    Ok(match settings.tls {
        Tls::StartTls => client::Tls::Required(parameters),
        _ => client::Tls::Wrapper(parameters),
    })
}

fn failure(cause: &smtp::Error) -> Failure {
    let about_us = cause.status().is_some_and(|code| AUTHENTICATION.contains(&code.into()));
    match cause.is_permanent() && !about_us {
        true => Failure::Refused(cause.to_string()),
        false => Failure::Later(cause.to_string()),
    }
}

/// Tells vacation responders and mailing lists not to answer (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".into())
    }
}
