use std::fs::{File, TryLockError};
use std::future::Future;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;
use std::time::Duration;

use axum::serve::ListenerExt;
use guildhall::db::Db;
use guildhall::{account, job, mail};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::cli::say;
use crate::config::Config;
use crate::connections::{self, Patience, Places};
use crate::metrics;
use crate::router::router;
use crate::state::AppState;

/// How long requests and the mail in hand may take after the signal to stop.
const FINISH: Duration = Duration::from_secs(20);

/// Serves the site until SIGTERM or SIGINT; then finishes what was begun.
pub async fn serve(config: Config) -> Result<(), String> {
    let smtp = config.smtp()?;
    let stop = on_signal()?;
    make_folder(&config)?;
    let _alone = hold(&config)?;
    let db = open(&config).await?;
    let listener = TcpListener::bind(config.listen)
        .await
        .map_err(|cause| format!("cannot listen on {}: {cause}", config.listen))?;
    let watched = match config.metrics_listen {
        Some(at) => Some(TcpListener::bind(at).await.map_err(|cause| format!("cannot listen on {at}: {cause}"))?),
        None => None,
    };
    let base_url = config.base_url();
    greet(&db, &config).await?;
    if config.is_open_to_all() {
        let file = config.file();
        tracing::warn!(file = %file.display(), "everybody on this machine can read the settings; chmod o-r takes that \
            away");
    }
    if smtp.is_none() && !config.dev {
        tracing::warn!("without smtp_host mails stay in the outbox");
    }

    let (over, is_over) = watch::channel(false);
    let worker = tokio::spawn(mail::run(db.clone(), smtp, base_url, is_over.clone()));
    let state = AppState::new(&config, db.clone());
    let watched = watched.map(|listener| {
        let figures = axum::serve(listener, metrics::router(state.clone()));
        tokio::spawn(async move { figures.await })
    });
    let places = Places::of_process(state.trusted_proxies.clone());
    let jobs = tokio::spawn(work(db.clone(), state.clone()));
    let relay = {
        let db = db.clone();
        tokio::spawn(async move { db.relay().await })
    };

    // Without it a page that is written in several pieces waits 40 ms for each.
    let listener = listener.tap_io(|connection| {
        if let Err(cause) = connection.set_nodelay(true) {
            tracing::debug!(%cause, "a connection keeps waiting for full packets");
        }
    });
    let mut until_over = is_over;
    let stopped = async move { drop(until_over.wait_for(|over| *over).await) };
    let mut server = tokio::spawn(connections::serve(listener, router(state), Patience::default(), places, stopped));

    let ended = tokio::select! {
        () = stop => None,
        ended = &mut server => Some(ended),
    };
    tracing::info!("stopping: no new connections, open requests are finished");
    // Nobody to tell any more means that all have ended.
    let _ = over.send(true);
    // Pages that wait for changes would wait for ever.
    db.live().close();
    if ended.is_none() && timeout(FINISH, &mut server).await.is_err() {
        tracing::warn!("requests that took longer than {} seconds were cut off", FINISH.as_secs());
        server.abort();
    }
    if timeout(FINISH, worker).await.is_err() {
        tracing::warn!("the mail in hand was left; it is tried again after the next start");
    }
    jobs.abort();
    relay.abort();
    if let Some(watched) = watched {
        watched.abort();
    }
    db.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Opens the database and brings it up to date.
pub async fn open(config: &Config) -> Result<Db, String> {
    make_folder(config)?;
    Db::open_and_migrate(&config.database()).await
}

/// Keeps a second server away from a SQLite database: each would believe that it is alone. Whoever administers by the
/// command line meanwhile is no server.
fn hold(config: &Config) -> Result<Option<File>, String> {
    let Some(file) = config.sqlite_file() else { return Ok(None) };
    let held = PathBuf::from(format!("{}.lock", file.display()));
    let mut options = File::options();
    let lock = options.create(true).truncate(false).write(true).mode(0o600).open(&held);
    let lock = lock.map_err(|cause| format!("cannot open {}: {cause}", held.display()))?;
    match lock.try_lock() {
        Ok(()) => Ok(Some(lock)),
        Err(TryLockError::WouldBlock) => Err(format!(
            "another server works on {}. SQLite is for one; several need PostgreSQL, by database_url",
            file.display()
        )),
        Err(TryLockError::Error(cause)) => Err(format!("cannot lock {}: {cause}", held.display())),
    }
}

/// The folder holds addresses and password hashes, so it is the owner's alone.
fn make_folder(config: &Config) -> Result<(), String> {
    if config.database_url.is_some() {
        return Ok(());
    }
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&config.data);
    made.map_err(|cause| format!("cannot create {}: {cause}", config.data.display()))
}

/// Tells a person at the terminal where the site is and, on an empty database, how to begin.
async fn greet(db: &Db, config: &Config) -> Result<(), String> {
    let base_url = config.base_url();
    say(format!("Guildhall is at {base_url}"));
    let set_up = account::needs_set_up(db).await.map_err(|error| error.message())?;
    if let Some(secret) = set_up {
        say(format!("Set up the site: {base_url}/setup?token={}", secret.expose()));
    }
    Ok(())
}

/// Does the jobs that are due, every minute, and forgets addresses that have been quiet.
async fn work(db: Db, state: AppState) {
    let mut minutes = interval(Duration::from_secs(60));
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        minutes.tick().await;
        state.forget_quiet_addresses();
        job::run_due(&db).await;
    }
}

fn on_signal() -> Result<impl Future<Output = ()>, String> {
    let listen = |kind| signal(kind).map_err(|cause| format!("cannot listen for signals: {cause}"));
    let mut terminate = listen(SignalKind::terminate())?;
    let mut interrupt = listen(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::config::parse;

    #[test]
    fn of_two_servers_on_one_file_the_second_is_refused_until_the_first_ends() {
        let folder = tempfile::tempdir().unwrap();
        let data = ["guildhall", "serve", "--data", folder.path().to_str().unwrap()];
        let config = parse(&data.map(Into::into)).unwrap().config;
        let first = hold(&config).unwrap();
        assert!(first.is_some());
        let refused = hold(&config).err().unwrap();
        assert!(refused.contains("guildhall.sqlite3") && refused.contains("PostgreSQL"), "{refused}");
        drop(first);
        assert!(hold(&config).unwrap().is_some());
        let postgres = [&data[..], &["--database-url", "postgres://localhost/guildhall"]].concat();
        let config = parse(&postgres.iter().map(Into::into).collect::<Vec<_>>()).unwrap().config;
        assert!(hold(&config).unwrap().is_none(), "there several may be");
    }
}
