use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::TryRngCore;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};

use crate::text::is_token;

/// 256 random bits that travel once, in a link or a cookie. The database keeps only the hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn new() -> Self {
        let mut bytes = [0; 32];
        OsRng.try_fill_bytes(&mut bytes).expect("the operating system has random numbers");
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// Takes what stands in a link or cookie; anything of another shape is `None`.
    pub fn parse(text: &str) -> Option<Self> {
        is_token(text).then(|| Self(text.to_owned()))
    }

    pub fn expose(&self) -> &str {
        &self.0
    }

    /// SHA-256; the input has 256 random bits, so no salt and no slow hash is needed.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }
}

impl Default for Secret {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_survives_its_link_and_says_nothing_in_logs() {
        let secret = Secret::new();
        assert_eq!(Secret::parse(secret.expose()), Some(secret.clone()));
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_ne!(Secret::new(), secret);
        assert_eq!(Secret::parse("short"), None);
        assert_eq!(Secret::parse(&"\u{e9}".repeat(22)), None);
    }
}
