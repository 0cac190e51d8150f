use std::convert::Infallible;
use std::sync::Arc;

use guildhall::Error;
use leptos::server::codee::{Decoder, Encoder};
use serde::de::DeserializeOwned;

use crate::error::Fault;

/// What a server function answered: `{"Ok": …}` or `{"Err": …}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Raw(Arc<str>);

impl Raw {
    #[cfg(feature = "ssr")]
    pub fn of<T: serde::Serialize>(answer: &Result<T, Fault>) -> Self {
        match serde_json::to_string(answer) {
            Ok(text) => Self(text.into()),
            Err(error) => {
                tracing::error!(%error, "an answer cannot be written");
                Self(r#"{"Err":{"error":"internal"}}"#.into())
            }
        }
    }

    /// From the two kinds of body that a server function sends.
    #[cfg(not(feature = "ssr"))]
    pub fn from_body(is_fine: bool, body: &str) -> Self {
        let side = if is_fine { "Ok" } else { "Err" };
        Self(format!("{{\"{side}\":{body}}}").into())
    }

    /// A body that is none of ours, as a proxy may send it, is no answer.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Fault> {
        serde_json::from_str(&self.0).unwrap_or_else(|_cause| {
            #[cfg(feature = "ssr")]
            tracing::error!(cause = %_cause, "an answer cannot be read");
            Err(Error::Internal.into())
        })
    }
}

/// Hands the text over from the server's page to the browser's as it is.
pub struct Verbatim;

impl Encoder<Raw> for Verbatim {
    type Error = Infallible;
    type Encoded = String;

    fn encode(raw: &Raw) -> Result<String, Infallible> {
        Ok(raw.0.to_string())
    }
}

impl Decoder<Raw> for Verbatim {
    type Error = Infallible;
    type Encoded = str;

    fn decode(text: &str) -> Result<Raw, Infallible> {
        Ok(Raw(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_as_it_was_written() {
        let fine: Result<Vec<u8>, Fault> = Ok(vec![1, 2]);
        assert_eq!(Raw::of(&fine).read(), fine);
        let refused: Result<Vec<u8>, Fault> = Err(Error::NotFound.into());
        assert_eq!(Raw::of(&refused).read(), refused);
        let text = Verbatim::encode(&Raw::of(&fine)).unwrap_or_default();
        assert_eq!(Verbatim::decode(&text), Ok(Raw::of(&fine)));
    }

    #[test]
    fn what_is_no_answer_is_a_failure() {
        assert_eq!(Raw("<html>Bad gateway</html>".into()).read::<()>(), Err(Error::Internal.into()));
        assert_eq!(Raw(r#"{"Err":{"error":"internal"}}"#.into()).read::<()>(), Err(Error::Internal.into()));
    }
}
