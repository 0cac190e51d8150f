use std::ffi::OsString;
use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use clap_complete::Shell;
use guildhall::db::Db;
use guildhall::text::{AccountName, EmailAddress, Named, Password};
use guildhall::{Error, Problem, account, admin, demo};

use crate::config::{self, Config};
use crate::{check, log, manual, serve};

/// Organization accounts for package registries and app platforms
#[derive(Parser, Debug)]
#[command(name = "guildhall", version, about, arg_required_else_help = true, args_override_self = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten, next_help_heading = "Settings")]
    pub config: Config,
}

/// What the program can be asked to do.
#[derive(Subcommand, Clone, Debug)]
pub enum Command {
    /// Serve the site; brings the database up to date first
    Serve,
    /// Bring the database up to date
    Migrate,
    /// Acts of the operator that need no browser
    #[command(subcommand)]
    Admin(Admin),
    /// Look at the settings, the database and the mail server, and say what would hurt; mends nothing
    Check,
    /// Send a test mail over the mail server, and show the conversation with it
    MailTest {
        /// Who gets it
        #[arg(value_name = "ADDRESS")]
        to: String,
    },
    /// Fill an empty database with a believable world, and print its passwords
    Demo {
        /// How many people live in it besides those of the story
        #[arg(
            long, value_name = "NUMBER", default_value = "100",
            value_parser = clap::value_parser!(u32).range(0..=i64::from(demo::MOST))
        )]
        people: u32,
    },
    /// Write the manual pages into a folder
    Man {
        /// The folder, which must be there
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
    },
    /// Print what a shell needs to complete commands
    Completions {
        /// Which shell
        shell: Shell,
    },
}

impl Command {
    /// Whether it sends mails with links to the site.
    pub fn mails_links(&self) -> bool {
        matches!(self, Self::Serve | Self::MailTest { .. })
    }
}

/// Acts on users.
#[derive(Subcommand, Clone, Debug)]
pub enum Admin {
    /// Make a new user who is a site admin; asks for the password
    Create {
        /// The name to sign in with
        #[arg(long, value_name = "NAME")]
        username: String,
        /// The e-mail address
        #[arg(long, value_name = "ADDRESS")]
        email: String,
        /// Take the password from the first line of standard input instead of asking
        #[arg(long)]
        password_stdin: bool,
    },
    /// Make a user a site admin
    Promote {
        /// The name to sign in with
        #[arg(long, value_name = "NAME")]
        username: String,
    },
    /// Make a site admin a user like others; the last one stays
    Demote {
        /// The name to sign in with
        #[arg(long, value_name = "NAME")]
        username: String,
    },
    /// End all sessions of a user, who cannot sign in until restored
    Suspend {
        /// The name to sign in with
        #[arg(long, value_name = "NAME")]
        username: String,
        /// Also the last Owner of an organization who can sign in: nobody manages it then until one is restored
        #[arg(long)]
        anyway: bool,
    },
    /// Let a suspended user sign in again
    Restore {
        /// The name to sign in with
        #[arg(long, value_name = "NAME")]
        username: String,
    },
}

/// Runs one command; failures end on stderr in a sentence.
pub async fn run(args: Vec<OsString>) -> ExitCode {
    let cli = match config::parse(&args) {
        Ok(cli) => cli,
        Err(error) => {
            // A closed pipe is no reason to fail twice.
            let _ = error.print();
            return ExitCode::from(error.exit_code().clamp(0, 255) as u8);
        }
    };
    let done = match log::start(&cli.config) {
        Ok(()) => act(cli).await,
        Err(cause) => Err(format!("log: {cause}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("guildhall: {message}");
            ExitCode::FAILURE
        }
    }
}

async fn act(cli: Cli) -> Result<(), String> {
    let config = cli.config;
    match cli.command {
        Command::Serve => serve::serve(config).await,
        Command::Migrate => {
            let db = serve::open(&config).await?;
            say("The database is up to date.");
            db.close().await;
            Ok(())
        }
        Command::Check => check::check(&config).await,
        Command::MailTest { to } => mail_test(&config, &to).await,
        Command::Man { out } => manual::pages(&out).map_err(|cause| format!("{}: {cause}", out.display())),
        Command::Completions { shell } => {
            // A closed pipe is no reason to fail.
            let _ = std::io::stdout().write_all(&manual::completions(shell));
            Ok(())
        }
        Command::Admin(Admin::Create { username, email, password_stdin }) => {
            let password = if password_stdin { password_from_stdin() } else { password_from_terminal() }?;
            let db = serve::open(&config).await?;
            let made = create_admin(&db, &username, &email, &password).await;
            db.close().await;
            made.map_err(|error| in_words(&error))
        }
        Command::Admin(Admin::Promote { username }) => {
            on_user(&config, &username, admin::promote_here, |(), name| Ok(format!("{name} is a site admin."))).await
        }
        Command::Admin(Admin::Demote { username }) => {
            let done = |(), name: &_| Ok(format!("{name} is no longer a site admin."));
            on_user(&config, &username, admin::demote_here, done).await
        }
        Command::Admin(Admin::Suspend { username, anyway }) => {
            let suspend = async |db: &Db, name: &AccountName| admin::suspend(db, name, anyway).await;
            on_user(&config, &username, suspend, |forsaken, name| suspended(name, &forsaken, anyway)).await
        }
        Command::Admin(Admin::Restore { username }) => {
            on_user(&config, &username, admin::restore, |(), name| Ok(format!("{name} can sign in again."))).await
        }
        Command::Demo { people } => {
            let db = serve::open(&config).await?;
            let filled = demo::fill(&db, people).await;
            db.close().await;
            let logins = filled.map_err(|error| in_words(&error))?;
            introduce(&logins.ok_or("the database is not empty; a demo needs an empty one")?);
            Ok(())
        }
    }
}

/// Sends a mail as the site would, and shows every step.
async fn mail_test(config: &Config, to: &str) -> Result<(), String> {
    let to = EmailAddress::parse(to).map_err(|problem| format!("address: {}", problem.message()))?;
    let smtp = config.smtp()?.ok_or("smtp_host is not set, so mails stay in the outbox")?;
    smtp.try_out(&to, &config.base_url(), &mut |line| say(line)).await?;
    say(format!("The mail server has taken a mail to {to}."));
    Ok(())
}

/// Does something to the user of this name, and says what came of it.
async fn on_user<T>(
    config: &Config,
    username: &str,
    act: impl AsyncFnOnce(&Db, &AccountName) -> guildhall::Result<T>,
    done: impl FnOnce(T, &AccountName) -> Result<String, String>,
) -> Result<(), String> {
    let name = AccountName::typed(username).map_err(|problem| format!("username: {}", problem.message()))?;
    let db = serve::open(config).await?;
    let acted = act(&db, &name).await;
    db.close().await;
    match acted {
        Ok(acted) => {
            say(done(acted, &name)?);
            Ok(())
        }
        Err(Error::NotFound) => Err(format!("there is no user {name} to whom this would make a difference")),
        Err(error) => Err(in_words(&error)),
    }
}

/// What came of suspending a user without whom nobody manages some organizations.
fn suspended(name: &AccountName, forsaken: &[Named], anyway: bool) -> Result<String, String> {
    let list: Vec<_> = forsaken.iter().map(ToString::to_string).collect();
    let list = list.join(", ");
    match (forsaken, anyway) {
        ([], _) => Ok(format!("{name} is suspended.")),
        (_, true) => Ok(format!("{name} is suspended. No Owner who can sign in is left in: {list}.")),
        (_, false) => Err(format!(
            "nothing was done: {name} is the last Owner who can sign in of: {list}. Let each have another Owner first, \
             or add --anyway"
        )),
    }
}

async fn create_admin(db: &Db, username: &str, email: &str, password: &str) -> guildhall::Result<()> {
    let mut form = guildhall::error::Form::default();
    let username = form.take("username", AccountName::typed(username));
    let email = form.take("email", EmailAddress::parse(email));
    let password = form.take("password", Password::parse(password));
    let (username, email, password) = form.all((username, email, password))?;
    account::create_admin(db, &username, &email, &password).await?;
    say(format!("{username} is a site admin."));
    Ok(())
}

fn password_from_stdin() -> Result<String, String> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).map_err(|cause| format!("no password on standard input: {cause}"))?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn password_from_terminal() -> Result<String, String> {
    if !std::io::stdin().is_terminal() {
        return Err("there is no terminal to ask for the password; use --password-stdin".into());
    }
    let ask = |prompt| rpassword::prompt_password(prompt).map_err(|cause| format!("no password: {cause}"));
    let password = ask("Password: ")?;
    match ask("Once more: ")? == password {
        true => Ok(password),
        false => Err("the two passwords differ; nothing was changed".into()),
    }
}

/// A line for a person at the terminal. That nobody reads it any more, as behind `head`, is no reason to fail.
pub fn say(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

fn introduce(logins: &[demo::Login]) {
    say("The demo is ready. These people can sign in:\n");
    for demo::Login { name, password, about } in logins {
        say(format!("  {name:<16} {password:<24} {about}"));
    }
}

fn in_words(error: &Error) -> String {
    match error {
        Error::Invalid(fields) => {
            let line = |(field, problem): &(String, Problem)| format!("{field}: {}", problem.message());
            fields.iter().map(line).collect::<Vec<_>>().join("\n")
        }
        other => other.message(),
    }
}
