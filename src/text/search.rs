use super::{fold, straight};

/// What is searched for in a list of people or of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// As what people are called is kept, without case and accents.
    pub words: String,
    /// As keys of names are kept.
    pub name: String,
}

impl Search {
    /// Most characters that count; nothing found by them is longer.
    const MOST: usize = 100;

    /// Whatever was typed. `@name` is looked for as a name, as is a name with any signs between its words.
    pub fn new(typed: &str) -> Self {
        // No database takes a pattern of any length, and PostgreSQL no NUL.
        let typed: String = straight(typed).chars().filter(|letter| !letter.is_control()).take(Self::MOST).collect();
        let words = fold(typed.trim().trim_start_matches('@'));
        let name = words.replace(['_', '.'], "-");
        Self { words, name }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether nearly everything holds it, so that among everything there is only what begins so is looked for.
    pub fn is_short(&self) -> bool {
        self.words.chars().count() < 3
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_found_as_it_is_kept() {
        let found = |typed: &str| {
            let Search { words, name } = Search::new(typed);
            (words, name)
        };
        assert_eq!(found(" José "), ("jose".into(), "jose".into()));
        assert_eq!(found("@Grace.H"), ("grace.h".into(), "grace-h".into()));
        assert_eq!(found("\u{200b}@ez"), ("ez".into(), "ez".into()));
        assert!(Search::new(" \0@ ").is_empty());
        assert_eq!(Search::new(&"x".repeat(10_000)).words.len(), 100);
    }
}
