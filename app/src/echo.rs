use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::error::Fault;

/// A form that was posted without script and could not be taken: it is shown again with what was typed and what is
/// wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Echo {
    /// Path of the server function that the form was posted to.
    pub action: String,
    /// What was typed, field by field, in the order of the form; never a password or a token.
    pub values: Vec<(String, String)>,
    /// Why the form was not taken.
    pub fault: Fault,
}

impl Echo {
    /// Gives the forms of the page what the server layer left in the request; the browser sees the same.
    pub fn provide() {
        let echo = crate::remote::shared(left_in_request);
        provide_context(echo);
    }
}

/// Why a form was not taken that its page does not show any more, because what it would change has moved on.
pub fn refusal(action: &str) -> Option<Fault> {
    use_context::<Option<Echo>>().flatten().filter(|echo| echo.action == action).map(|echo| echo.fault)
}

#[cfg(feature = "ssr")]
fn left_in_request() -> Option<Echo> {
    crate::server::from_request()
}

#[cfg(not(feature = "ssr"))]
fn left_in_request() -> Option<Echo> {
    None
}
