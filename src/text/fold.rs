use unicode_normalization::UnicodeNormalization;

/// What texts are found and sorted by: without case and accents, whatever way those were typed. The same on both
/// databases and in every language, so that nobody has to know how a name is spelled to find it.
pub fn fold(text: &str) -> String {
    text.nfkd().filter(|c| !is_accent(*c)).flat_map(char::to_lowercase).map(plain).collect()
}

/// Accents of Latin, Greek and Cyrillic letters. What other scripts put beside a letter makes another word.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// A letter that has a stroke or another form in place of an accent.
fn plain(c: char) -> char {
    match c {
        'ø' => 'o',
        'đ' | 'ð' => 'd',
        'ł' => 'l',
        'ħ' => 'h',
        'ŧ' => 't',
        'ı' => 'i',
        'ς' => 'σ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_case_make_no_other_name() {
        for (written, folded) in [
            ("José", "jose"),
            ("Jose\u{301}", "jose"),
            ("ÉLODIE", "elodie"),
            ("Ångström", "angstrom"),
            ("Łukasz Đoković", "lukasz dokovic"),
            ("Søren", "soren"),
            ("ＡＢＣ", "abc"),
            ("Ελένη", "ελενη"),
            ("İstanbul", "istanbul"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn other_scripts_keep_their_words() {
        for word in ["हिन्दी", "ไทย", "中文", "한국어", "שלום"] {
            let nfkd: String = word.nfkd().collect();
            assert_eq!(fold(word), nfkd, "{word}");
        }
        assert_ne!(fold("か"), fold("が"));
    }

    #[test]
    fn a_part_of_a_word_is_a_part_of_its_fold() {
        assert!(fold("Renée Zoë").contains(&fold("ée Z")));
        assert!(fold("한국어").contains(&fold("국")));
    }
}
