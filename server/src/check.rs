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

/// Looks at the settings and at what they lead to, and says what would hurt. Mends nothing.
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::config::parse;

    fn config(folder: &Path, flags: &[&str]) -> Config {
        let data = ["guildhall", "check", "--data", folder.to_str().unwrap()];
        parse(&data.iter().chain(flags).map(Into::into).collect::<Vec<_>>()).unwrap().config
    }

    fn said(found: &Found) -> String {
        match found {
            Well(text) => format!("ok {text}"),
            Doubtful(text) => format!("doubtful {text}"),
            Wrong(text) => format!("wrong {text}"),
        }
    }

    #[test]
    fn what_would_hurt_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let of = |flags: &[&str]| config(folder.path(), flags);
        let secure = ["--base-url", "https://hall.example"];
        for (found, begins) in [
            (address(&of(&[])), "ok without base_url"),
            (address(&of(&secure)), "ok people reach the site"),
            (address(&of(&["--base-url", "http://hall.example"])), "doubtful base_url is http"),
            (address(&of(&["--listen", "10.0.0.1:80"])), "doubtful base_url is not set"),
            (address(&of(&["--listen", "0.0.0.0:80"])), "wrong 0.0.0.0:80 is no address"),
            (proxies(&of(&[])), "ok no proxy"),
            (proxies(&of(&secure)), "doubtful base_url is https, so a proxy"),
            (proxies(&of(&[secure[0], secure[1], "--trusted-proxies", "10.0.0.1"])), "ok 1 trusted"),
            (disk(folder.path()), "ok "),
        ] {
            assert!(said(&found).starts_with(begins), "{} for {begins}", said(&found));
        }
    }

    #[tokio::test]
    async fn a_look_changes_nothing_and_tells_a_file_that_is_no_database() {
        let folder = tempfile::tempdir().unwrap();
        check(&config(folder.path(), &[])).await.unwrap();
        assert_eq!(folder.path().read_dir().unwrap().count(), 0, "nothing was made");
        std::fs::write(folder.path().join("guildhall.sqlite3"), "once upon a time there was no database").unwrap();
        assert_eq!(check(&config(folder.path(), &[])).await, Err("one thing is wrong".into()));
        let found = database(&config(folder.path(), &[])).await;
        let last = said(found.last().unwrap());
        assert!(last.starts_with("wrong ") && last.contains("guildhall.sqlite3 is no SQLite database"), "{last}");
        let mails = ["--smtp-host", "127.0.0.1", "--smtp-port", "1", "--smtp-from", "guild@hall.example"];
        let found = mail(&config(folder.path(), &mails)).await;
        assert!(said(&found).starts_with("wrong the mail server takes no mail"), "{}", said(&found));
    }
}
