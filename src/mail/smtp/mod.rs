//! The mail server, and what it says.

mod conversation;

use std::path::PathBuf;
use std::sync::{Arc, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lettre::Message;
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{self, AsyncSmtpConnection, Certificate, TlsParameters};
use tokio::sync::Mutex;
use tokio::time::timeout;

use self::conversation::Stop;
use super::{Letter, Rendered, render};
use crate::id::MailId;
use crate::text::{EmailAddress, choice};

/// Longest time one mail may take from connecting to being accepted.
pub(super) const DELIVER: Duration = Duration::from_secs(90);
/// Longest wait for an answer that changes nothing.
const CLOSE: Duration = Duration::from_secs(2);
/// A server that took a mail within this time takes mails from here.
const LATELY: Duration = Duration::from_secs(15 * 60);

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
    way: Arc<Way>,
    from: Mailbox,
    /// What the last mail went over.
    open: Arc<Mutex<Option<AsyncSmtpConnection>>>,
    took_at: Arc<std::sync::Mutex<Option<Instant>>>,
}

/// Where the mail server is, and how one comes in.
struct Way {
    host: String,
    port: u16,
    tls: client::Tls,
    credentials: Option<Credentials>,
}

/// Why a mail was not accepted.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// The server will never take it.
    Refused(String),
    /// It may be taken later.
    Later(String),
    /// The server takes nothing of ours, or is not there: that says nothing about the mail, which waits until our
    /// settings or the server are mended.
    Blocked(String),
}

impl Smtp {
    /// Checks the settings without connecting; says in a sentence what is wrong with them.
    pub fn new(settings: &SmtpSettings) -> Result<Self, String> {
        let from = settings.from.parse().map_err(|_| format!("“{}” is not a sender's address", settings.from))?;
        let credentials = match (&settings.username, &settings.password) {
            (Some(user), Some(password)) => Some(Credentials::new(user.clone(), password.0.clone())),
            (None, None) => None,
            _ => return Err("the mail server needs both a username and a password, or neither".into()),
        };
        let (host, port) = (settings.host.clone(), settings.port);
        let way = Arc::new(Way { host, port, tls: encryption(settings)?, credentials });
        Ok(Self { way, from, open: Arc::default(), took_at: Arc::default() })
    }

    pub(super) async fn send(&self, to: &EmailAddress, message_id: &str, mail: &Rendered) -> Result<(), Failure> {
        self.deliver(to, message_id, mail, &mut |_| {}).await
    }

    /// Sends a mail that says what it is, and tells every step of the conversation. For the command line.
    pub async fn try_out(
        &self,
        to: &EmailAddress,
        base_url: &str,
        say: &mut (dyn FnMut(String) + Send),
    ) -> Result<(), String> {
        let mail = render(&Letter::test(), None, base_url);
        let id = super::outbox::message_id(&MailId::new(), base_url);
        self.deliver(to, &id, &mail, say).await.map_err(|failure| match failure {
            Failure::Refused(said) => format!("the mail server refuses this mail: {said}"),
            Failure::Later(said) => format!("the mail server does not take this mail now: {said}"),
            Failure::Blocked(said) => format!("the mail server takes no mail from here: {said}"),
        })
    }

    /// Connects, encrypts and signs in, and no more; what is in the way, if anything is.
    pub async fn greet(&self) -> Result<(), String> {
        match self.begin(&mut |_| {}).await {
            Ok(connection) => {
                close(connection).await;
                Ok(())
            }
            Err(Failure::Blocked(said) | Failure::Later(said) | Failure::Refused(said)) => Err(said),
        }
    }

    async fn deliver(
        &self,
        to: &EmailAddress,
        message_id: &str,
        mail: &Rendered,
        say: &mut (dyn FnMut(String) + Send),
    ) -> Result<(), Failure> {
        let message = self.message(to, message_id, mail).map_err(Failure::Refused)?;
        let mut open = self.open.lock().await;
        let mut kept = open.take();
        let is_open = match &mut kept {
            Some(kept) => matches!(timeout(CLOSE, kept.test_connected()).await, Ok(true)),
            None => false,
        };
        let kept = kept.filter(|_| is_open);
        let is_kept = kept.is_some();
        let mut connection = match kept {
            Some(kept) => kept,
            None => self.begin(say).await?,
        };
        let mut said = hand_over(&mut connection, &message, say).await;
        // Some servers take only so many mails over one connection.
        if is_kept && matches!(said, Err(Stop::Failed(Failure::Blocked(_)))) {
            close(connection).await;
            connection = self.begin(say).await?;
            said = hand_over(&mut connection, &message, say).await;
        }
        match said {
            Ok(()) => {
                *open = Some(connection);
                *self.took_at() = Some(Instant::now());
                return Ok(());
            }
            Err(_) => close(connection).await,
        }
        let took_lately = self.took_at().is_some_and(|at| at.elapsed() < LATELY);
        said.map_err(|stop| match stop {
            Stop::Failed(failure) => failure,
            // A server that takes other mails means this recipient, in whatever words.
            Stop::Unwelcome(said) if took_lately => Failure::Later(said),
            Stop::Unwelcome(said) => Failure::Blocked(said),
        })
    }

    async fn begin(&self, say: &mut (dyn FnMut(String) + Send)) -> Result<AsyncSmtpConnection, Failure> {
        let begun = timeout(DELIVER, conversation::begin(&self.way, say)).await;
        begun.unwrap_or_else(|_| Err(Failure::Blocked(no_answer())))
    }

    /// When a mail was taken last.
    fn took_at(&self) -> MutexGuard<'_, Option<Instant>> {
        self.took_at.lock().unwrap_or_else(PoisonError::into_inner)
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

/// Hands a mail over. Once that has begun, silence says that it may be taken later, or was taken.
async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    message: &Message,
    say: &mut (dyn FnMut(String) + Send),
) -> Result<(), Stop> {
    let said = timeout(DELIVER, conversation::hand_over(connection, message, say)).await;
    said.unwrap_or_else(|_| Err(Stop::Failed(Failure::Later(no_answer()))))
}

/// Says goodbye, without waiting long for the answer.
async fn close(mut connection: AsyncSmtpConnection) {
    let _ = timeout(CLOSE, connection.abort()).await;
}

fn no_answer() -> String {
    format!("no answer within {} seconds", DELIVER.as_secs())
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
