use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::raw::{Raw, Verbatim};
use crate::error::Fault;

type Answering = Pin<Box<dyn Future<Output = Raw> + Send>>;

/// What a page asked of a server function: there in the first page, asked anew when the question changes.
pub struct Fetched<T> {
    raw: Resource<Raw, Verbatim>,
    answers: PhantomData<fn() -> T>,
}

impl<T> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Fetched<T> {}

impl<T: DeserializeOwned + Clone + Send + Sync + 'static> Fetched<T> {
    pub fn new<S>(question: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: ServerFn<Output = T, Error = Fault> + Serialize + 'static,
        T: Serialize,
    {
        Self::anew_after(question, String::new)
    }

    /// Asks again whenever `after` changes, too: an act may have changed the answer.
    pub fn anew_after<S, A>(
        question: impl Fn() -> S + Send + Sync + 'static,
        after: impl Fn() -> A + Send + Sync + 'static,
    ) -> Self
    where
        S: ServerFn<Output = T, Error = Fault> + Serialize + 'static,
        T: Serialize,
        A: ToString,
    {
        let question = Arc::new(question);
        let source = question.clone();
        let key = Box::new(move || (query(&source()), after().to_string()));
        #[cfg(feature = "ssr")]
        let answer = move |_| -> Answering {
            let question = untrack(|| question());
            Box::pin(async move { Raw::of(crate::server::while_asked(question.run_body()).await) })
        };
        #[cfg(not(feature = "ssr"))]
        let answer = |query: String| -> Answering { Box::pin(super::fetch::call(method::<S>(), S::PATH, query)) };
        Self { raw: resource(key, Box::new(answer)), answers: PhantomData }
    }

    /// Waits for the answer.
    pub async fn answer(self) -> Result<T, Fault> {
        self.raw.await.read()
    }

    /// The view of the answer, and of every later one.
    pub fn shown(self, view: impl Fn(Result<T, Fault>) -> AnyView + Send + Sync + 'static) -> AnyView {
        drawn(self.raw, Arc::new(move |raw| view(raw.read())))
    }
}

/// The question as text, and what it is asked anew after.
type Key = (String, String);

fn resource(
    key: Box<dyn Fn() -> Key + Send + Sync>,
    answer: Box<dyn Fn(String) -> Answering + Send + Sync>,
) -> Resource<Raw, Verbatim> {
    Resource::new_with_options(key, move |(query, _)| answer(query), false)
}

fn drawn(raw: Resource<Raw, Verbatim>, view: Arc<dyn Fn(Raw) -> AnyView + Send + Sync>) -> AnyView {
    let content = move || {
        let view = view.clone();
        Suspend::new(async move { view(raw.await) })
    };
    view! { <Transition>{content}</Transition> }.into_any()
}

/// Asks once, as an event in the browser does.
pub async fn ask<S>(question: S) -> Result<S::Output, Fault>
where
    S: ServerFn<Error = Fault> + Serialize,
    S::Output: DeserializeOwned + Clone + 'static,
{
    #[cfg(feature = "ssr")]
    return question.run_body().await;
    #[cfg(not(feature = "ssr"))]
    super::fetch::call(method::<S>(), S::PATH, query(&question)).await.read()
}

/// Asks the function at a path that only reads, as an event in the browser does.
#[cfg(feature = "hydrate")]
pub async fn ask_at<T: DeserializeOwned + Clone + 'static>(url: &'static str, fields: String) -> Result<T, Fault> {
    super::fetch::call(http::Method::GET, url, fields).await.read()
}

#[cfg(not(feature = "ssr"))]
fn method<S: ServerFn>() -> http::Method {
    use leptos::server_fn::Protocol;
    <S::Protocol as Protocol<
        S,
        S::Output,
        S::Client,
        S::Server,
        S::Error,
        S::InputStreamError,
        S::OutputStreamError,
    >>::METHOD
}

fn query<S: Serialize>(question: &S) -> String {
    serde_qs::to_string(question).unwrap_or_default()
}
