#[cfg(feature = "ssr")]
use std::any::Any;
use std::convert::Infallible;
use std::sync::Arc;

use guildhall::Error;
use leptos::prelude::SharedValue;
use leptos::server::codee::{Decoder, Encoder};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::Fault;

/// What a server function answered: `{"Ok": …}` or `{"Err": …}`.
#[derive(Clone, Debug)]
pub struct Raw {
    text: Arc<str>,
    /// The answer itself, where it was made: the server's page need not read its own writing.
    #[cfg(feature = "ssr")]
    made: Option<Arc<dyn Any + Send + Sync>>,
}

impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Raw {
    fn of_text(text: &str) -> Self {
        Self {
            text: text.into(),
            #[cfg(feature = "ssr")]
            made: None,
        }
    }

    #[cfg(feature = "ssr")]
    pub fn of<T: Serialize + Send + Sync + 'static>(answer: Result<T, Fault>) -> Self {
        match serde_json::to_string(&answer) {
            Ok(text) => Self { text: text.into(), made: Some(Arc::new(answer)) },
            Err(error) => {
                tracing::error!(%error, "an answer cannot be written");
                Self::of_text(r#"{"Err":{"error":"internal"}}"#)
            }
        }
    }

    /// From the two kinds of body that a server function sends.
    #[cfg(not(feature = "ssr"))]
    pub fn from_body(is_fine: bool, body: &str) -> Self {
        let side = if is_fine { "Ok" } else { "Err" };
        Self::of_text(&format!("{{\"{side}\":{body}}}"))
    }

    /// A body that is none of ours, as a proxy may send it, is no answer.
    pub fn read<T: DeserializeOwned + Clone + 'static>(&self) -> Result<T, Fault> {
        #[cfg(feature = "ssr")]
        if let Some(answer) = self.made.as_ref().and_then(|made| made.downcast_ref::<Result<T, Fault>>()) {
            return answer.clone();
        }
        self.answer().unwrap_or_else(|| Err(Error::Internal.into()))
    }

    #[cfg(not(feature = "ssr"))]
    fn answer<T: DeserializeOwned>(&self) -> Option<T> {
        super::answer::read(&self.text)
    }

    #[cfg(feature = "ssr")]
    fn answer<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(&self.text).inspect_err(|error| tracing::error!(%error, "an answer cannot be read")).ok()
    }
}

/// What was made for the server's page; the browser has the same.
pub fn shared<T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static>(make: fn() -> T) -> T {
    #[cfg(feature = "ssr")]
    let first = || Raw::of(Ok(make()));
    #[cfg(not(feature = "ssr"))]
    let first = || Raw::of_text("");
    let raw = SharedValue::<Raw, Verbatim>::new_with_encoding(first).into_inner();
    raw.read().unwrap_or_else(|_| make())
}

/// Hands the text over from the server's page to the browser's as it is.
pub struct Verbatim;

impl Encoder<Raw> for Verbatim {
    type Error = Infallible;
    type Encoded = String;

    fn encode(raw: &Raw) -> Result<String, Infallible> {
        Ok(raw.text.to_string())
    }
}

impl Decoder<Raw> for Verbatim {
    type Error = Infallible;
    type Encoded = str;

    fn decode(text: &str) -> Result<Raw, Infallible> {
        Ok(Raw::of_text(text))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_answer_is_read_as_it_was_written() {
        let fine: Result<Vec<u8>, Fault> = Ok(vec![1, 2]);
        let refused: Result<Vec<u8>, Fault> = Err(Error::NotFound.into());
        for answer in [fine, refused] {
            let made = Raw::of(answer.clone());
            assert_eq!(made.read(), answer);
            let text = Verbatim::encode(&made).unwrap_or_default();
            let travelled = Verbatim::decode(&text).unwrap();
            assert_eq!((travelled.read(), &travelled), (answer, &made));
        }
    }

    #[test]
    fn what_is_no_answer_is_a_failure() {
        assert_eq!(Raw::of_text("<html>Bad gateway</html>").read::<()>(), Err(Error::Internal.into()));
        assert_eq!(Raw::of_text(r#"{"Err":{"error":"internal"}}"#).read::<()>(), Err(Error::Internal.into()));
    }
}
