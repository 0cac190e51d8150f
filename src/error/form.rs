use super::{Error, Problem, Result};

/// Collects the problems of a form, so that all are told at once.
#[derive(Default)]
pub struct Form(Vec<(String, Problem)>);

impl Form {
    /// The parsed value, or a note of what is wrong with the field.
    pub fn take<T>(&mut self, field: &str, parsed: Result<T, Problem>) -> Option<T> {
        parsed.map_err(|problem| self.0.push((field.to_owned(), problem))).ok()
    }

    /// All problems as one error, if there are any; for forms with more fields than `all` takes.
    pub fn done(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }

    /// What was taken, or all problems as one error. `taken` is a tuple of what `take` returned.
    pub fn all<T: Taken>(self, taken: T) -> Result<T::Parsed> {
        self.done()?;
        taken.parsed().ok_or(Error::BadRequest)
    }
}

/// Several parsed fields of one form.
pub trait Taken {
    type Parsed;

    /// The fields, if none of them has a problem.
    fn parsed(self) -> Option<Self::Parsed>;
}

macro_rules! taken {
    ($($field:ident)+) => {
        impl<$($field),+> Taken for ($(Option<$field>,)+) {
            type Parsed = ($($field,)+);

            #[allow(non_snake_case, reason = "a field is named as its type")]
            fn parsed(self) -> Option<Self::Parsed> {
                let ($($field,)+) = self;
                Some(($($field?,)+))
            }
        }
    };
}

taken!(A);
taken!(A B);
taken!(A B C);
taken!(A B C D E F);
taken!(A B C D E F G);
