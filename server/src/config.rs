use std::ffi::OsString;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Args, Command, CommandFactory, FromArgMatches};
use guildhall::db::Options;
use guildhall::mail::{Smtp, SmtpSettings, Tls};
use ipnet::IpNet;

use axum::http::Uri;

use crate::cli::Cli;
use crate::layers::asked::is_loopback;

/// All settings. Each is a flag, an environment variable `GUILDHALL_…` and a key of the TOML file, under the same word;
/// a flag wins over the environment, the environment over the file.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// TOML file with settings; without it `guildhall.toml` in the data folder, if there is one
    #[arg(long, env = "GUILDHALL_CONFIG", global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Folder for what is kept: the SQLite database
    #[arg(long, env = "GUILDHALL_DATA", global = true, value_name = "FOLDER", default_value = "data")]
    pub data: PathBuf,
    /// PostgreSQL (`postgres://…`) or SQLite (`sqlite:…`) instead of SQLite in the data folder
    #[arg(long, env = "GUILDHALL_DATABASE_URL", global = true, value_name = "URL", hide_env_values = true)]
    pub database_url: Option<Hidden>,
    /// Most connections to the database
    #[arg(
        long, env = "GUILDHALL_CONNECTIONS", global = true, value_name = "NUMBER",
        value_parser = clap::value_parser!(u32).range(1..=1000)
    )]
    pub connections: Option<u32>,
    /// Seconds that a statement may take on PostgreSQL before its request is given up
    #[arg(
        long, env = "GUILDHALL_STATEMENT_TIMEOUT", global = true, value_name = "SECONDS", default_value = "10",
        value_parser = clap::value_parser!(u32).range(1..=3600)
    )]
    pub statement_timeout: u32,
    /// Address and port to listen on
    #[arg(long, env = "GUILDHALL_LISTEN", global = true, value_name = "ADDRESS", default_value = "127.0.0.1:3000")]
    pub listen: SocketAddr,
    /// Address and port of /metrics, for Prometheus; not answered unless set. Keep it to a private network
    #[arg(long, env = "GUILDHALL_METRICS_LISTEN", global = true, value_name = "ADDRESS")]
    pub metrics_listen: Option<SocketAddr>,
    /// Where people reach the site, for links in mails; `http://` and the listen address unless set
    #[arg(long, env = "GUILDHALL_BASE_URL", global = true, value_name = "URL")]
    pub base_url: Option<BaseUrl>,
    /// Development: pages below /dev, such as the mails that were not sent
    #[arg(
        long, env = "GUILDHALL_DEV", global = true, value_name = "BOOL", action = clap::ArgAction::Set,
        num_args = 0..=1, require_equals = true, default_value = "false", default_missing_value = "true"
    )]
    pub dev: bool,
    /// What is logged, as `info` or `warn,guildhall=debug`
    #[arg(long, env = "GUILDHALL_LOG", global = true, value_name = "FILTER", default_value = "info")]
    pub log: String,
    /// How it is logged
    #[arg(long, env = "GUILDHALL_LOG_FORMAT", global = true, value_name = "FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// Proxies whose X-Forwarded-For is believed: addresses or networks, separated by commas
    #[arg(
        long, alias = "trusted-proxy", env = "GUILDHALL_TRUSTED_PROXIES", global = true, value_name = "NETWORKS",
        value_delimiter = ',', value_parser = network
    )]
    pub trusted_proxies: Vec<IpNet>,
    /// On https browsers are told to reach every subdomain of base_url by https only, too
    #[arg(
        long, env = "GUILDHALL_HSTS_SUBDOMAINS", global = true, value_name = "BOOL", action = clap::ArgAction::Set,
        default_value = "false"
    )]
    pub hsts_subdomains: bool,
    /// Limits on how often one address may ask; off only for measuring and tests
    #[arg(
        long, env = "GUILDHALL_RATE_LIMITS", global = true, value_name = "BOOL", action = clap::ArgAction::Set,
        default_value = "true"
    )]
    pub rate_limits: bool,
    /// Mail server; without it mails stay in the outbox
    #[arg(long, env = "GUILDHALL_SMTP_HOST", global = true, value_name = "HOST")]
    pub smtp_host: Option<String>,
    /// Port of the mail server; 587 with STARTTLS, 465 with TLS, 25 without
    #[arg(long, env = "GUILDHALL_SMTP_PORT", global = true, value_name = "PORT")]
    pub smtp_port: Option<u16>,
    /// Name to sign in to the mail server with
    #[arg(long, env = "GUILDHALL_SMTP_USERNAME", global = true, value_name = "NAME")]
    pub smtp_username: Option<String>,
    /// Password for the mail server; better from the environment or a file than as a flag
    #[arg(long, env = "GUILDHALL_SMTP_PASSWORD", global = true, value_name = "PASSWORD", hide_env_values = true)]
    pub smtp_password: Option<Hidden>,
    /// File whose first line is the password for the mail server
    #[arg(
        long,
        env = "GUILDHALL_SMTP_PASSWORD_FILE",
        global = true,
        value_name = "FILE",
        conflicts_with = "smtp_password"
    )]
    pub smtp_password_file: Option<PathBuf>,
    /// How the connection to the mail server is encrypted: `none`, `starttls` or `tls`
    #[arg(
        long, env = "GUILDHALL_SMTP_TLS", global = true, value_name = "HOW", default_value = "starttls",
        value_parser = tls
    )]
    pub smtp_tls: Tls,
    /// Sender of mails, as `Guildhall <guildhall@example.com>`
    #[arg(long, env = "GUILDHALL_SMTP_FROM", global = true, value_name = "ADDRESS")]
    pub smtp_from: Option<String>,
    /// PEM file with certificates to trust besides the public ones
    #[arg(long, env = "GUILDHALL_SMTP_CA", global = true, value_name = "FILE")]
    pub smtp_ca: Option<PathBuf>,
}

/// How the log is written.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One object a line.
    Json,
}

/// A setting that is never shown: it is a secret or may hold one.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(String);

impl Hidden {
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Hidden {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}

/// Scheme, host and perhaps port, without a closing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl std::str::FromStr for BaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let fits =
            host.is_some_and(|host| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) && host.is_ascii());
        match fits && text.parse::<Uri>().is_ok() {
            true => Ok(Self(text.to_ascii_lowercase())),
            false => Err("write http:// or https://, the host and perhaps a port, without a path".into()),
        }
    }
}

impl Config {
    /// Where people reach the site, without a closing slash.
    pub fn base_url(&self) -> String {
        self.base_url.as_ref().map_or_else(|| format!("http://{}", self.listen), |url| url.0.clone())
    }

    /// Whether people come by https.
    pub fn secure(&self) -> bool {
        self.base_url().starts_with("https://")
    }

    /// The file with settings, there or not.
    pub fn file(&self) -> PathBuf {
        self.config.clone().unwrap_or_else(|| self.data.join("guildhall.toml"))
    }

    /// Whether the file with settings, which may hold passwords, can be read by everybody on this machine.
    pub fn is_open_to_all(&self) -> bool {
        self.file().metadata().is_ok_and(|file| file.permissions().mode() & 0o004 != 0)
    }

    /// Where the database is.
    pub fn database(&self) -> Options {
        let mut options = match &self.database_url {
            Some(url) => Options::at(url.expose()),
            None => Options::in_folder(&self.data),
        };
        options.connections = self.connections.unwrap_or(options.connections);
        options.statement_seconds = self.statement_timeout;
        options
    }

    /// The file of the database, if it is SQLite and in a file.
    pub fn sqlite_file(&self) -> Option<PathBuf> {
        let url = self.database().url;
        let file = url.strip_prefix("sqlite:")?;
        let file = file.strip_prefix("//").unwrap_or(file).split('?').next().unwrap_or_default();
        (!file.is_empty() && !file.contains(":memory:")).then(|| file.into())
    }

    /// The way out for mails, if there is one.
    pub fn smtp(&self) -> Result<Option<Smtp>, String> {
        let Some(host) = self.smtp_host.clone() else {
            return Ok(None);
        };
        let from = self.smtp_from.clone().ok_or("smtp_host is set, so smtp_from has to be set too")?;
        let password = match &self.smtp_password_file {
            Some(file) => Some(first_line(file)?),
            None => self.smtp_password.as_ref().map(|password| password.expose().to_owned()),
        };
        let port = self.smtp_port.unwrap_or(match self.smtp_tls {
            Tls::None => 25,
            Tls::StartTls => 587,
            Tls::Tls => 465,
        });
        let settings = SmtpSettings {
            host,
            port,
            username: self.smtp_username.clone(),
            password: password.map(Into::into),
            tls: self.smtp_tls,
            from,
            ca: self.smtp_ca.clone(),
        };
        Smtp::new(&settings).map(Some)
    }

    fn check(&self) -> Result<(), String> {
        let known = ["postgres://", "postgresql://", "sqlite:"];
        match &self.database_url {
            Some(url) if !known.iter().any(|scheme| url.expose().starts_with(scheme)) => {
                Err("database_url begins with postgres:// or sqlite:".into())
            }
            _ if self.dev => self.check_dev(),
            _ => Ok(()),
        }
    }

    /// Links in mails must lead somewhere.
    pub fn check_links(&self) -> Result<(), String> {
        match self.base_url.is_none() && self.listen.ip().is_unspecified() {
            false => Ok(()),
            true => Err(format!(
                "{} is no address that anybody can open, and links in mails would lead there: set base_url to where \
                 people reach the site, such as https://hall.example",
                self.listen
            )),
        }
    }

    /// In development everybody's mails are shown, with links that work.
    fn check_dev(&self) -> Result<(), String> {
        let base_url = self.base_url();
        let host = base_url.parse::<Uri>().ok().and_then(|url| url.host().map(is_loopback));
        let only = match () {
            () if !self.listen.ip().is_loopback() => "it listens on a loopback address only, such as 127.0.0.1",
            () if self.secure() => "base_url cannot be https",
            () if host != Some(true) => "base_url can only name this machine, such as http://localhost:3000",
            () if !self.trusted_proxies.iter().all(|proxy| proxy.addr().is_loopback()) => {
                "trusted_proxies can only be on this machine"
            }
            () => return Ok(()),
        };
        Err(format!("dev shows everybody's mails with links that work, so {only}"))
    }
}

/// Reads flags and environment, then once more with what the file says as the defaults. So a word of the file goes
/// through the very checks of its flag.
pub fn parse(args: &[OsString]) -> Result<Cli, clap::Error> {
    let command = Cli::command();
    let first = parse_with(command.clone(), args)?;
    let config = &first.config;
    let file = config.file();
    let cli = match config.config.is_none() && !file.exists() {
        true => first,
        false => parse_with(with_file(command, &file)?, args)?,
    };
    cli.config.check().map_err(invalid)?;
    if cli.command.mails_links() {
        cli.config.check_links().map_err(invalid)?;
    }
    Ok(cli)
}

fn parse_with(mut command: Command, args: &[OsString]) -> Result<Cli, clap::Error> {
    let matches: ArgMatches = command.try_get_matches_from_mut(args)?;
    Cli::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

fn with_file(mut command: Command, file: &Path) -> Result<Command, clap::Error> {
    let text = std::fs::read_to_string(file)
        .map_err(|cause| invalid(format!("{} cannot be read: {cause}", file.display())))?;
    // Not the error's own text: that quotes the line, and the line may hold a secret.
    let table: toml::Table = toml::from_str(&text).map_err(|cause: toml::de::Error| {
        let line = cause.span().map_or(0, |span| text[..span.start].lines().count().max(1));
        invalid(format!("{}, line {line}: {}", file.display(), cause.message()))
    })?;
    for (key, value) in table {
        if key == "config" || !command.get_arguments().any(|arg| arg.get_id() == key.as_str()) {
            return Err(invalid(format!("{}: there is no setting `{key}`", file.display())));
        }
        let values =
            words(&value).ok_or_else(|| invalid(format!("{}: `{key}` cannot be a table or a date", file.display())))?;
        command = command.mut_arg(key, |arg| arg.default_values(values));
    }
    Ok(command)
}

fn words(value: &toml::Value) -> Option<Vec<String>> {
    match value {
        toml::Value::String(text) => Some(vec![text.clone()]),
        toml::Value::Integer(number) => Some(vec![number.to_string()]),
        toml::Value::Boolean(flag) => Some(vec![flag.to_string()]),
        toml::Value::Array(values) => values.iter().map(words).collect::<Option<Vec<_>>>().map(|lists| lists.concat()),
        _ => None,
    }
}

fn invalid(message: impl std::fmt::Display) -> clap::Error {
    clap::Error::raw(clap::error::ErrorKind::ValueValidation, format!("{message}\n"))
}

fn network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let one = text.parse().map(|address: std::net::IpAddr| IpNet::from(address));
    one.or_else(|_| text.parse()).map_err(|_| "write an address like 10.0.0.1 or a network like 10.0.0.0/8".into())
}

fn tls(text: &str) -> Result<Tls, String> {
    Tls::parse(text).map_err(|_| "write none, starttls or tls".into())
}

fn first_line(file: &Path) -> Result<String, String> {
    let text = std::fs::read_to_string(file).map_err(|cause| format!("{} cannot be read: {cause}", file.display()))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
