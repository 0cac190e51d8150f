//! A mail server for tests: speaks real SMTP on a loopback port, keeps what it is given, and misbehaves on demand.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use super::{SmtpPassword, SmtpSettings, Tls};

/// How the sink behaves.
#[derive(Clone, Debug, Default)]
pub(super) struct Behavior {
    pub tls: Option<Tls>,
    /// Username and password it asks for.
    pub login: Option<(&'static str, &'static str)>,
    /// Offers AUTH LOGIN only, as some servers do.
    pub only_auth_login: bool,
    /// Recipients that contain the first are answered with the second.
    pub refuse: Option<(&'static str, &'static str)>,
    /// Answers this command, or greets, with such a refusal.
    pub block: Option<(&'static str, &'static str)>,
    /// Takes one mail over a connection.
    pub one_each: bool,
    /// Hangs up when this command comes.
    pub hang_up_at: Option<&'static str>,
}

/// A mail that arrived.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Received {
    pub from: String,
    pub to: Vec<String>,
    pub data: String,
    pub encrypted: bool,
    pub user: Option<String>,
}

/// A running sink; it ends with the runtime of its test.
pub(super) struct Sink {
    port: u16,
    behavior: Behavior,
    ca: tempfile::NamedTempFile,
    received: Arc<Mutex<Vec<Received>>>,
    calls: Arc<AtomicUsize>,
}

impl Sink {
    pub async fn start(behavior: Behavior) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("bound").port();
        let (acceptor, ca) = certificate();
        let received = Arc::new(Mutex::new(vec![]));
        let calls = Arc::new(AtomicUsize::new(0));
        let (kept, behaved, counted) = (received.clone(), behavior.clone(), calls.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let (acceptor, kept, behavior) = (acceptor.clone(), kept.clone(), behaved.clone());
                tokio::spawn(async move { converse(Box::new(stream), &acceptor, &behavior, &kept).await });
            }
        });
        Self { port, behavior, ca, received, calls }
    }

    /// What a client has to know to send here.
    pub fn settings(&self) -> SmtpSettings {
        let (username, password) = self.behavior.login.unzip();
        SmtpSettings {
            host: "127.0.0.1".into(),
            port: self.port,
            username: username.map(Into::into),
            password: password.map(|password| SmtpPassword::from(password.to_owned())),
            tls: self.behavior.tls.unwrap_or(Tls::None),
            from: "Guildhall <guildhall@guild.example>".into(),
            ca: Some(self.ca.path().to_owned()),
        }
    }

    /// How often somebody connected.
    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }

    pub fn received(&self) -> Vec<Received> {
        self.received.lock().expect("nobody panicked").clone()
    }
}

fn certificate() -> (TlsAcceptor, tempfile::NamedTempFile) {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).expect("a certificate");
    let ca = tempfile::NamedTempFile::new().expect("a temporary file");
    std::fs::write(ca.path(), made.cert.pem()).expect("a written file");
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions of the provider")
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .expect("a fitting key");
    (TlsAcceptor::from(Arc::new(config)), ca)
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Both ends of one conversation, plain or encrypted.
struct Line(BufReader<Box<dyn Stream>>);

impl Line {
    async fn hear(&mut self) -> Option<String> {
        let mut line = String::new();
        let length = self.0.read_line(&mut line).await.ok()?;
        (length > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
    }

    async fn say(&mut self, reply: &str) -> Option<()> {
        self.0.write_all(format!("{reply}\r\n").as_bytes()).await.ok()?;
        self.0.flush().await.ok()
    }

    async fn ask(&mut self, prompt: &str) -> Option<String> {
        self.say(&format!("334 {prompt}")).await?;
        decoded(&self.hear().await?)
    }

    /// The lines of a mail up to the single dot, with doubled dots undone.
    async fn data(&mut self) -> Option<String> {
        self.say("354 go on").await?;
        let mut data = String::new();
        loop {
            let line = self.hear().await?;
            if line == "." {
                return Some(data);
            }
            data.push_str(line.strip_prefix('.').unwrap_or(&line));
            data.push('\n');
        }
    }
}

/// Returns `None` when the connection ended.
async fn converse(
    stream: Box<dyn Stream>,
    acceptor: &TlsAcceptor,
    behavior: &Behavior,
    kept: &Mutex<Vec<Received>>,
) -> Option<()> {
    let implicit = behavior.tls == Some(Tls::Tls);
    let mut encrypted = implicit;
    let stream = if implicit { Box::new(acceptor.accept(stream).await.ok()?) } else { stream };
    let mut line = Line(BufReader::new(stream));
    let mut user = None;
    let mut has_taken = false;
    let mut mail = Received::default();
    let blocked = |verb: &str| behavior.block.filter(|(at, _)| *at == verb).map(|(_, said)| said);
    line.say(blocked("220").unwrap_or("220 sink.example ESMTP")).await?;
    loop {
        let said = line.hear().await?;
        let (verb, rest) = said.split_once([' ', ':']).unwrap_or((&said, ""));
        let verb = verb.to_ascii_uppercase();
        if behavior.hang_up_at == Some(verb.as_str()) {
            return None;
        }
        if let Some(said) = blocked(&verb) {
            line.say(said).await?;
            continue;
        }
        match verb.as_str() {
            "EHLO" => line.say(&greeting(behavior, encrypted)).await?,
            "NOOP" => line.say("250 here").await?,
            "RSET" => {
                mail = Received::default();
                line.say("250 forgotten").await?;
            }
            "STARTTLS" => {
                line.say("220 go on").await?;
                let stream = acceptor.accept(line.0.into_inner()).await.ok()?;
                line = Line(BufReader::new(Box::new(stream)));
                encrypted = true;
            }
            "AUTH" => {
                user = sign_in(&mut line, rest, behavior).await?;
                line.say(if user.is_some() { "235 welcome" } else { "535 5.7.8 who are you" }).await?;
            }
            "MAIL" if behavior.login.is_some() && user.is_none() => line.say("530 5.7.0 sign in first").await?,
            "MAIL" if behavior.one_each && has_taken => line.say("421 4.7.0 too many here").await?,
            "MAIL" => {
                mail = Received { from: address(rest), encrypted, user: user.clone(), ..Received::default() };
                line.say("250 from there").await?;
            }
            "RCPT" => match behavior.refuse.filter(|(part, _)| rest.contains(part)) {
                Some((_, reply)) => line.say(reply).await?,
                None => {
                    mail.to.push(address(rest));
                    line.say("250 to there").await?;
                }
            },
            "DATA" => {
                mail.data = line.data().await?;
                kept.lock().expect("nobody panicked").push(std::mem::take(&mut mail));
                has_taken = true;
                line.say("250 taken").await?;
            }
            "QUIT" => return line.say("221 bye").await,
            _ => line.say("500 what").await?,
        }
    }
}

fn greeting(behavior: &Behavior, encrypted: bool) -> String {
    let mut lines = vec!["sink.example", "8BITMIME"];
    if behavior.tls == Some(Tls::StartTls) && !encrypted {
        lines.push("STARTTLS");
    } else if behavior.login.is_some() {
        lines.push(if behavior.only_auth_login { "AUTH LOGIN" } else { "AUTH PLAIN LOGIN" });
    }
    let last = lines.len() - 1;
    let numbered = lines.iter().enumerate().map(|(n, line)| format!("250{}{line}", if n == last { ' ' } else { '-' }));
    numbered.collect::<Vec<_>>().join("\r\n")
}

/// The user's name, if the password fits.
async fn sign_in(line: &mut Line, rest: &str, behavior: &Behavior) -> Option<Option<String>> {
    let (user, password) = match rest.split_once(' ') {
        Some(("PLAIN", initial)) => {
            let plain = decoded(initial)?;
            let mut parts = plain.split('\0').skip(1).map(ToOwned::to_owned);
            (parts.next()?, parts.next()?)
        }
        _ => (line.ask("VXNlcm5hbWU6").await?, line.ask("UGFzc3dvcmQ6").await?),
    };
    Some((behavior.login == Some((user.as_str(), password.as_str()))).then_some(user))
}

fn decoded(text: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(text).ok()?).ok()
}

fn address(rest: &str) -> String {
    rest.split(['<', '>']).nth(1).unwrap_or_default().to_owned()
}
