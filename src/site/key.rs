use std::sync::Arc;

use rand::TryRngCore;
use rand::rngs::OsRng;

use super::store;
use crate::db::Db;
use crate::{Error, Result};

/// A key of the site: 256 random bits that all servers share and nobody else knows.
pub struct SiteKey(pub [u8; 32]);

/// The key by which what was typed is sealed, made when it is first needed. For the process.
pub async fn sealing_key(db: &Db) -> Result<Arc<SiteKey>> {
    const NAME: &str = "typed";
    let load = async {
        if let Some(key) = store::key(&mut *db.read().await?, NAME).await? {
            return sized(key);
        }
        let mut fresh = [0; 32];
        OsRng.try_fill_bytes(&mut fresh).map_err(|_| Error::Internal)?;
        let mut tx = db.begin().await?;
        store::keep_key(&mut tx, NAME, &fresh).await?;
        // Of two servers that are the first the other's may have been kept.
        let kept = store::key(&mut tx, NAME).await?.ok_or(Error::Internal)?;
        tx.commit().await?;
        sized(kept)
    };
    db.live().memory().get_or(load).await
}

fn sized(key: Vec<u8>) -> Result<SiteKey> {
    key.try_into().map(SiteKey).map_err(|_| Error::Internal)
}
