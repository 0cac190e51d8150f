/// Makes a text literal inside a LIKE pattern with `escape '\'`.
pub fn escape_like(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_become_letters() {
        assert_eq!(escape_like(r"50%_a\b"), r"50\%\_a\\b");
    }
}
