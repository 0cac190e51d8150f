use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use guildhall::site::SiteKey;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::rand::{SecureRandom, SystemRandom};

/// Makes a text that only this site's servers can read, and nobody can change.
pub fn seal(key: &SiteKey, text: &[u8]) -> Option<String> {
    let mut nonce = [0; NONCE_LEN];
    SystemRandom::new().fill(&mut nonce).ok()?;
    let mut sealed = text.to_vec();
    cipher(key)?.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::empty(), &mut sealed).ok()?;
    Some(URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat()))
}

/// The text again; nothing for whatever was not sealed here.
pub fn open(key: &SiteKey, sealed: &str) -> Option<Vec<u8>> {
    let bytes = URL_SAFE_NO_PAD.decode(sealed).ok()?;
    let (nonce, sealed) = bytes.split_first_chunk::<NONCE_LEN>()?;
    let mut sealed = sealed.to_vec();
    let text = cipher(key)?.open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::empty(), &mut sealed).ok()?;
    Some(text.to_vec())
}

fn cipher(key: &SiteKey) -> Option<LessSafeKey> {
    UnboundKey::new(&CHACHA20_POLY1305, &key.0).ok().map(LessSafeKey::new)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_what_was_sealed_here_is_opened() {
        let (key, other) = (SiteKey([7; 32]), SiteKey([8; 32]));
        let sealed = seal(&key, "typed, väry".as_bytes()).unwrap();
        assert_eq!(open(&key, &sealed).unwrap(), "typed, väry".as_bytes());
        assert!(!sealed.contains("typed") && sealed != seal(&key, "typed, väry".as_bytes()).unwrap());
        let changed = format!("{}{}", if sealed.starts_with('A') { 'B' } else { 'A' }, &sealed[1..]);
        for forged in ["", "x", "AAAA", &changed, &sealed[..sealed.len() - 2]] {
            assert_eq!(open(&key, forged), None, "{forged}");
        }
        assert_eq!(open(&other, &sealed), None);
    }
}
