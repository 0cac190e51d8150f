use crate::Problem;

/// A password somebody typed to have as their own: 10 to 200 characters. Never shown, logged or serialized.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Most characters.
    pub const MAX: usize = 200;

    pub fn parse(text: &str) -> Result<Self, Problem> {
        match text.chars().count() {
            0 => Err(Problem::Empty),
            1..=9 => Err(Problem::PasswordShort),
            201.. => Err(Problem::TooLong { max: 200 }),
            _ => Ok(Self(text.to_owned())),
        }
    }

    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_counted_in_characters_and_debug_says_nothing() {
        assert_eq!(Password::parse("short"), Err(Problem::PasswordShort));
        assert_eq!(Password::parse(&"x".repeat(201)), Err(Problem::TooLong { max: 200 }));
        let password = Password::parse("äöüäöüäöüä").expect("ten characters");
        assert_eq!(format!("{password:?}"), "Password(…)");
    }
}
