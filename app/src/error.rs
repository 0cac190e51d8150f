use guildhall::Error;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::JsonEncoding;
use server_fn::error::ServerFnErrorErr;

/// The domain's error as a server function's own: only closed codes cross the wire, and the number of a request that
/// broke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    pub error: Error,
    /// The id under which the log knows what broke; `None` for what a person can mend.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<String>,
}

impl Fault {
    /// What happened and what to do, for people.
    pub fn message(&self) -> String {
        match &self.request {
            Some(id) => format!("{} Request {id}.", self.error.message()),
            None => self.error.message(),
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        #[cfg(feature = "ssr")]
        let request = (error == Error::Internal).then(crate::server::request_id).flatten();
        #[cfg(not(feature = "ssr"))]
        let request = None;
        Self { error, request }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for Fault {}

impl FromServerFnError for Fault {
    type Encoder = JsonEncoding;

    /// Failures of the transport, in our words.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        Self::from(match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Error::Unreachable,
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) => Error::BadRequest,
            ServerFnErrorErr::Deserialization(_) if cfg!(feature = "ssr") => Error::BadRequest,
            _ => Error::Internal,
        })
    }
}
