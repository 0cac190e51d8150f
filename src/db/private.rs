use std::fs::{OpenOptions, Permissions, set_permissions};
use std::io::ErrorKind;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use sqlx::sqlite::SqliteConnectOptions;

/// Read and written by its owner alone.
const OWN: u32 = 0o600;

/// Makes the file of a SQLite database its owner's alone, whatever the folder and the umask say: it holds addresses and
/// password hashes. What SQLite writes beside it gets the same mode.
/// Returns where it is.
pub(super) fn make(url: &str) -> Result<PathBuf, sqlx::Error> {
    let options = SqliteConnectOptions::from_str(url)?;
    let file = options.get_filename();
    if url.contains("mode=rwc") {
        let new = OpenOptions::new().write(true).create_new(true).mode(OWN).open(file);
        if let Err(cause) = new
            && cause.kind() != ErrorKind::AlreadyExists
        {
            // Opening it says the same, and better.
            return Ok(file.to_owned());
        }
    }
    for ending in ["", "-wal", "-shm"] {
        let mut path = file.as_os_str().to_owned();
        path.push(ending);
        narrow(Path::new(&path));
    }
    Ok(file.to_owned())
}

fn narrow(path: &Path) {
    let is_wide = path.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o777 != OWN);
    if is_wide && let Err(cause) = set_permissions(path, Permissions::from_mode(OWN)) {
        tracing::warn!(path = %path.display(), %cause, "others can read the database");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::db::{Db, Options};

    #[tokio::test]
    async fn nobody_else_reads_the_database() {
        let folder = tempfile::tempdir().unwrap();
        set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let options = Options::in_folder(folder.path());
        let modes = || {
            let files = folder.path().read_dir().unwrap().map(|file| file.unwrap().path());
            files.map(|file| file.metadata().unwrap().permissions().mode() & 0o777).collect::<Vec<_>>()
        };
        let db = Db::open(&options).await.unwrap();
        db.migrate().await.unwrap();
        assert!(modes().len() >= 3 && modes().iter().all(|mode| *mode == OWN), "{:?}", modes());
        db.close().await;
        // A file from before, or restored from a backup.
        set_permissions(folder.path().join("guildhall.sqlite3"), Permissions::from_mode(0o644)).unwrap();
        let db = Db::open(&options).await.unwrap();
        assert!(modes().iter().all(|mode| *mode == OWN), "{:?}", modes());
        db.close().await;
    }
}
