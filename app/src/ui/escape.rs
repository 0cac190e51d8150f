/// Text as the content of an element that Leptos does not escape. Only `&` and `<` mean anything there; the parser of a
/// page turns them back.
pub fn content(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_cannot_leave_its_element() {
        for (text, written) in [
            ("</title><meta http-equiv=refresh>", "&lt;/title>&lt;meta http-equiv=refresh>"),
            ("</textarea><script>&amp;", "&lt;/textarea>&lt;script>&amp;amp;"),
        ] {
            assert_eq!(super::content(text), written);
        }
    }
}
