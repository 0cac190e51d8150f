use std::sync::LazyLock;

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use rand::TryRngCore;
use rand::rngs::OsRng;

use crate::access::Origin;
use crate::bench::Bench;
use crate::text::Password;
use crate::{Error, Result};

/// Each hash takes 19 MiB, so a flood of sign-ins takes time, not memory.
static HASHES: Bench = Bench::new(4, 256, 64);

/// What unknown names are checked against, so that they take as long as known ones.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// How every hash begins that was made as hashes are made now.
const NOW: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

/// Argon2id with 19 MiB, 2 passes and 1 lane.
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).expect("the parameters are in range");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash_now(password: &str) -> Option<String> {
    let mut salt = [0; 16];
    OsRng.try_fill_bytes(&mut salt).ok()?;
    let salt = SaltString::encode_b64(&salt).ok()?;
    Some(argon2().hash_password(password.as_bytes(), &salt).ok()?.to_string())
}

/// The hash to store for a password.
pub async fn hash(origin: &Origin, password: &Password) -> Result<String> {
    let password = password.clone();
    HASHES.run(origin, move || hash_now(password.expose())).await?.ok_or(Error::Internal)
}

/// The hash to store in the place of one that was made otherwise, as before the cost was raised.
pub(super) async fn renewed(origin: &Origin, password: &str, hash: &str) -> Result<Option<String>> {
    if hash.starts_with(NOW) {
        return Ok(None);
    }
    let password = password.to_owned();
    HASHES.run(origin, move || hash_now(&password)).await
}

/// Whether a password belongs to a hash. Without a hash it takes as long and says no.
pub(super) async fn verify(origin: &Origin, password: &str, hash: Option<String>) -> Result<bool> {
    // Argon2 reads the whole input; nobody's password is longer than this.
    let password: String = password.chars().take(Password::MAX + 1).collect();
    let check = move || {
        let known = hash.is_some();
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        let matches =
            PasswordHash::new(&hash).is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
        known && matches
    };
    HASHES.run(origin, check).await
}

/// As an earlier version, or a cheaper setting, would have made it.
#[cfg(test)]
pub(crate) fn cheap_hash(password: &str) -> String {
    let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, None).expect("in range"));
    let salt = SaltString::encode_b64(&[7; 16]).expect("a salt");
    cheap.hash_password(password.as_bytes(), &salt).expect("hashed").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_knows_its_password_and_names_its_cost() {
        let password = Password::parse("correct horse battery").expect("long enough");
        let nobody = Origin::default();
        let hashed = hash(&nobody, &password).await.expect("hashed");
        assert!(hashed.starts_with(NOW));
        assert_eq!(verify(&nobody, "correct horse battery", Some(hashed.clone())).await, Ok(true));
        assert_eq!(verify(&nobody, "incorrect horse battery", Some(hashed)).await, Ok(false));
        assert_eq!(verify(&nobody, "nobody has this password", None).await, Ok(false));
    }
}
