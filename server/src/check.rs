use std::fs::{File, TryLockError};
use std::path::Path;

use guildhall::db::Db;

use crate::cli::say;
use crate::config::Config;
use crate::connections::raise_files;

/// Free space below which a disk counts as nearly full, in bytes.
const ROOM: u64 = 500_000_000;
/// Files that a server should be allowed to have open.
const FILES: usize = 1024;

/// What a look at one thing found.
enum Found {
    Well(String),
    /// It works, and will hurt.
    Doubtful(String),
    /// It does not work.
    Wrong(String),
}

use Found::{Doubtful, Well, Wrong};

/// Looks at the settings and at what they lead to, changes nothing, and says what would hurt.
pub async fn check(config: &Config) -> Result<(), String> {
    let mut found = vec![address(config), proxies(config), file(config), files()];
    if config.dev {
        found.push(Doubtful("dev is on: everybody on this machine reads everybody’s mails".into()));
    }
    found.extend(database(config).await);
    found.push(mail(config).await);
    let mut wrong = 0;
    for found in found {
        match found {
            Well(text) => say(format!("ok       {text}")),
            Doubtful(text) => say(format!("doubtful {text}")),
            Wrong(text) => {
                wrong += 1;
                say(format!("wrong    {text}"));
            }
        }
    }
    match wrong {
        0 => Ok(()),
        1 => Err("one thing is wrong".into()),
        many => Err(format!("{many} things are wrong")),
    }
}

fn address(config: &Config) -> Found {
    let base_url = config.base_url();
    match (config.check_links(), &config.base_url) {
        (Err(cause), _) => Wrong(cause),
        (Ok(()), None) if config.listen.ip().is_loopback() => {
            Well(format!("without base_url links lead to {base_url}, on this machine alone"))
        }
        (Ok(()), None) => Doubtful(format!("base_url is not set; links lead to {base_url}, by http")),
        (Ok(()), Some(_)) if !config.secure() => {
            Doubtful(format!("base_url is {base_url}: passwords and cookies travel unencrypted"))
        }
        (Ok(()), Some(_)) => Well(format!("people reach the site at {base_url}")),
    }
}

fn proxies(config: &Config) -> Found {
    match (config.trusted_proxies.is_empty(), config.secure()) {
        (true, true) => Doubtful(
            "base_url is https, so a proxy stands in front, and none is trusted: everybody counts as one address. Set \
             trusted_proxies"
                .into(),
        ),
        (true, false) => Well("no proxy is trusted, so addresses are those that connect".into()),
        (false, _) => Well(format!("{} trusted proxies or networks", config.trusted_proxies.len())),
    }
}

fn file(config: &Config) -> Found {
    let file = config.file();
    match (file.exists(), config.is_open_to_all()) {
        (false, _) => Well(format!("there is no file {}", file.display())),
        (true, false) => Well(format!("settings are read from {}", file.display())),
        (true, true) => {
            Doubtful(format!("everybody on this machine can read {}; chmod o-r takes that away", file.display()))
        }
    }
}

fn files() -> Found {
    match raise_files() {
        files if files < FILES => {
            Doubtful(format!("only {files} files may be open at a time, and every connection is one"))
        }
        files => Well(format!("{files} files may be open at a time")),
    }
}

/// The database, and the disk it is on. One that is not there yet is not made.
async fn database(config: &Config) -> Vec<Found> {
    let mut found = Vec::new();
    if let Some(file) = config.sqlite_file() {
        found.push(disk(&file));
        if !file.exists() {
            found.push(Well(format!("{} is made at the first start", file.display())));
            return found;
        }
        found.push(server(&file));
    }
    found.push(match Db::open(&config.database()).await {
        Ok(db) => {
            let looked = version(&db).await;
            db.close().await;
            looked
        }
        Err(cause) => Wrong(cause.to_string()),
    });
    found
}

async fn version(db: &Db) -> Found {
    match db.pending_migrations().await {
        Ok(0) => Well("the database answers and is up to date".into()),
        Ok(pending) => Well(format!("the database answers; the next start brings it up to date ({pending} steps)")),
        Err(error) => Wrong(error.message()),
    }
}

fn disk(file: &Path) -> Found {
    let folder = file.ancestors().skip(1).find(|folder| folder.is_dir());
    let folder = folder.unwrap_or(Path::new("."));
    match rustix::fs::statvfs(folder) {
        Ok(disk) => match disk.f_bavail.saturating_mul(disk.f_frsize) {
            free if free < ROOM => Doubtful(format!("only {} MB are free in {}", free / 1_000_000, folder.display())),
            free => Well(format!("{} MB are free in {}", free / 1_000_000, folder.display())),
        },
        Err(cause) => Doubtful(format!("how much room there is in {} cannot be read: {cause}", folder.display())),
    }
}

fn server(file: &Path) -> Found {
    let lock = File::open(format!("{}.lock", file.display()));
    match lock.map(|lock| lock.try_lock()) {
        Ok(Err(TryLockError::WouldBlock)) => Well(format!("a server works on {}", file.display())),
        _ => Well(format!("no server works on {}", file.display())),
    }
}

async fn mail(config: &Config) -> Found {
    match config.smtp() {
        Err(cause) => Wrong(cause),
        Ok(None) => {
            Doubtful("smtp_host is not set: mails stay in the outbox, and nobody can confirm an address".into())
        }
        Ok(Some(smtp)) => match smtp.greet().await {
            Ok(()) => Well("the mail server answers; `guildhall mail-test ADDRESS` sends a mail".into()),
            Err(said) => Wrong(format!("the mail server takes no mail from here: {said}")),
        },
    }
}
