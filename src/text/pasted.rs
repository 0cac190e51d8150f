//! What comes along when somebody copies an address or a name out of a mail, a table or a page.

use std::borrow::Cow;

use super::words::{is_disguise, joins};

/// The text with the signs that look right and are not: what takes no room is left out, and signs of another width are
/// the usual ones. For what is looked up by its letters, not for what people are called.
pub fn straight(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|c| !is_disguise(*c) && !joins(*c)).map(narrow).collect())
}

/// A full-width, ideographic or typographic sign as the one that a keyboard has.
fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{3001}' | '\u{ff64}' | '\u{fe50}' | '\u{fe51}' | '\u{60c}' => ',',
        '\u{3002}' | '\u{ff61}' | '\u{fe52}' => '.',
        '\u{fe54}' | '\u{61b}' => ';',
        '\u{fe6b}' => '@',
        '\u{2010}' | '\u{2011}' => '-',
        other => other,
    }
}

/// What may stand around an address or a name without being a part of it.
fn is_around(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\'' | ',' | ';' | ':' | '!' | '?')
        || matches!(c, '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '「' | '」' | '【' | '】')
}

/// The word itself, without quotes, brackets and what ends a sentence.
pub(super) fn bare(word: &str) -> &str {
    word.trim_start_matches(is_around).trim_end_matches(|c| is_around(c) || c == '.')
}

/// The address in what was typed into a field for one: out of `A Name <name@example.com>`, `mailto:name@example.com`
/// and `[a text](mailto:name@example.com)`, or the text itself.
pub(super) fn address(text: &str) -> &str {
    let text = bare(text);
    let text = match text.rsplit_once("mailto:") {
        Some((_, rest)) => rest.split(['?', ')', '>', ' ']).next().unwrap_or(rest),
        None => text.split_once('<').map_or(text, |(_, rest)| rest.split('>').next().unwrap_or(rest)),
    };
    bare(text)
}

/// The name in what was typed where one is looked for: out of `@name` and of the address of its page.
pub(super) fn name(text: &str) -> &str {
    let text = bare(text);
    let text = match text.rsplit_once("/@") {
        Some((_, rest)) => rest.split(['/', '?', '#']).next().unwrap_or(rest),
        None => text.strip_prefix('@').unwrap_or(text),
    };
    bare(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_look_right_are_made_right() {
        for (pasted, plain) in [
            ("\u{feff}ada@example.com\u{200b}", "ada@example.com"),
            ("ada\u{ad}@exam\u{2060}ple.com", "ada@example.com"),
            ("\u{200e}\u{202a}ada@example.com\u{202c}\u{2069}", "ada@example.com"),
            ("ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ", "ada@example.com"),
            ("ada\u{a0}，\u{3000}bob；carol、dan", "ada , bob;carol,dan"),
            ("plain", "plain"),
            ("Élodie", "Élodie"),
        ] {
            assert_eq!(straight(pasted), plain, "{pasted:?}");
        }
    }

    #[test]
    fn an_address_is_taken_out_of_what_stands_around_it() {
        for pasted in [
            "ada@example.com",
            " ada@example.com. ",
            "“ada@example.com”,",
            "'ada@example.com';",
            "(ada@example.com)",
            "<ada@example.com>",
            "Lovelace, Ada <ada@example.com>;",
            "mailto:ada@example.com",
            "mailto:ada@example.com?subject=Hello",
            "[Write to Ada](mailto:ada@example.com)",
        ] {
            assert_eq!(address(pasted), "ada@example.com", "{pasted:?}");
        }
        assert_eq!(address("o'neill@example.org"), "o'neill@example.org");
        assert_eq!(address("a b@example.com"), "a b@example.com", "which of the two is not for us to say");
        assert_eq!(address("\u{e9}"), "\u{e9}");
    }

    #[test]
    fn a_name_is_taken_out_of_the_address_of_its_page() {
        for pasted in ["ada", "@ada", " @ada, ", "\"ada\"", "https://hall.example/@ada", "hall.example/@ada/?tab=1#top"]
        {
            assert_eq!(name(pasted), "ada", "{pasted:?}");
        }
    }
}
