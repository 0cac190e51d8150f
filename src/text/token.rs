/// Whether a text could be one of our secrets: 256 bits in URL-safe base64.
pub fn is_token(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::is_token;

    #[test]
    fn only_what_can_be_a_token_is_one() {
        assert!(is_token(&"aZ0-_".repeat(9)[..43]));
        for bad in ["", "short", &"a".repeat(44), &"é".repeat(22), &format!("{}\0", "a".repeat(42))] {
            assert!(!is_token(bad), "{bad:?}");
        }
    }
}
