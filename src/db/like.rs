/// A LIKE pattern with `escape '\'` for what holds a text; nothing for no text.
pub fn like(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("%{}%", escape_like(text)) }
}

/// What comes after every text that begins with this one.
pub fn after_all(beginning: &str) -> String {
    format!("{beginning}{}", char::MAX)
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

    #[test]
    fn what_begins_with_a_text_comes_before_what_comes_after_all_of_it() {
        let after = after_all("ab");
        assert!("ab\u{fffd}" < after.as_str() && after.as_str() < "ac");
    }
}
