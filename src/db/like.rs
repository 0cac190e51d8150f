/// A LIKE pattern with `escape '\'` for what holds a text; nothing for no text.
pub fn like(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("%{}%", escape_like(text)) }
}

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
        assert_eq!((like("a%"), like("")), (r"%a\%%".to_owned(), String::new()));
    }
}
