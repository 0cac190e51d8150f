use sha2::{Digest, Sha256};

/// Passwords of published breaches, which attackers try first: see `scripts/common-passwords.mjs`.
static LIST: &[u8] = include_bytes!("common.bin");

/// Whether a password, in whatever case, stands in the list. Of others one in 28,000 is taken for one of them.
pub(super) fn is_common(password: &str) -> bool {
    let digest = Sha256::digest(password.trim().to_lowercase().as_bytes());
    let (numbers, _) = LIST.as_chunks::<4>();
    numbers.binary_search(&[digest[0], digest[1], digest[2], digest[3]]).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_stolen_is_known_and_what_was_not_is_taken() {
        for stolen in ["1q2w3e4r5t6y", "Zvfnfyffhexb", "unbelievable", "iloveyou123"] {
            assert!(is_common(stolen), "{stolen}");
        }
        let taken = (0..10_000).filter(|number| is_common(&format!("plenty of brass wheels {number}"))).count();
        assert!(taken <= 3, "{taken} of 10,000 good ones are refused");
    }

    #[test]
    fn the_list_can_be_searched() {
        let (numbers, rest) = LIST.as_chunks::<4>();
        assert!(rest.is_empty() && numbers.len() > 100_000 && numbers.is_sorted());
    }
}
