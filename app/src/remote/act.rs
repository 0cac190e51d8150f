use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::error::Fault;

/// A change that forms of a page ask for: what is sent are the fields as typed, what comes back is whether they were
/// taken.
#[derive(Clone, Copy)]
pub struct Act {
    pub url: &'static str,
    action: Action<String, Result<(), Fault>>,
}

impl Act {
    /// By this server function.
    pub fn calling<S: ServerFn<Error = Fault>>() -> Self {
        Self::at(S::PATH)
    }

    /// By the server function at this path.
    pub fn at(url: &'static str) -> Self {
        #[cfg(not(feature = "ssr"))]
        let action = Action::new(move |fields: &String| {
            let answer = super::fetch::call(http::Method::POST, url, fields.clone());
            async move { answer.await.read() }
        });
        #[cfg(feature = "ssr")]
        let action = Action::new(|_: &String| std::future::ready(Ok(())));
        Self { url, action }
    }

    /// Sends the fields, encoded as a browser does.
    pub fn send(self, fields: String) {
        self.action.dispatch(fields);
    }

    pub fn pending(self) -> Memo<bool> {
        self.action.pending()
    }

    /// What was answered last.
    pub fn answer(self) -> Option<Result<(), Fault>> {
        self.action.value().get()
    }

    /// How often it was answered, for what is to be asked anew.
    pub fn answered(self) -> usize {
        self.action.version().get()
    }

    /// Counts how often it succeeded. A refused one must not load a page anew on which something was typed: it would be
    /// lost.
    pub fn taken(self) -> Memo<usize> {
        let (version, value) = (self.action.version(), self.action.value());
        Memo::new(move |before: Option<&usize>| {
            let now = version.get();
            if value.with(|value| matches!(value, Some(Ok(())))) { now } else { before.copied().unwrap_or(0) }
        })
    }
}
