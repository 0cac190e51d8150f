use std::collections::HashSet;

use super::MOST_AT_ONCE;
use crate::text::AccountName;
use crate::{Error, Problem, Result};

/// The members that one act is about, from the names in the field `who`, with blanks between: each once.
pub fn chosen(who: &str) -> Result<Vec<AccountName>> {
    let (mut names, mut seen) = (Vec::new(), HashSet::new());
    for word in who.split_whitespace() {
        // What cannot be a name names nobody.
        let name = AccountName::parse(word).map_err(|_| Error::NotFound)?;
        if seen.insert(name.key()) {
            names.push(name);
        }
        if names.len() > MOST_AT_ONCE as usize {
            return Err(Error::field("who", Problem::TooManyLines { max: MOST_AT_ONCE }));
        }
    }
    if names.is_empty() { Err(Error::field("who", Problem::NobodyChosen)) } else { Ok(names) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_chosen_once_and_not_too_many() {
        let names = |who: &str| chosen(who).map(|names| names.iter().map(AccountName::to_string).collect::<Vec<_>>());
        assert_eq!(names("acme-ada bob\nAcme.Ada"), Ok(vec!["acme-ada".into(), "bob".into()]));
        assert_eq!(names(" \n"), Err(Error::field("who", Problem::NobodyChosen)));
        assert_eq!(names("ada <b>"), Err(Error::NotFound));
        let many = |count: u32| (0..count).map(|number| format!("person{number} ")).collect::<String>();
        assert_eq!(chosen(&many(MOST_AT_ONCE)).map(|names| names.len()), Ok(100));
        assert_eq!(chosen(&many(MOST_AT_ONCE + 1)), Err(Error::field("who", Problem::TooManyLines { max: 100 })));
    }
}
