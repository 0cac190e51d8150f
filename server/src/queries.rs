use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tracing::{Event, Span, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

/// The name of the span that a request runs in.
pub const REQUEST: &str = "request";

static COUNTED: AtomicBool = AtomicBool::new(false);
static COUNTS: Mutex<Option<HashMap<u64, u32>>> = Mutex::new(None);

/// Listens to what sqlx tells of its queries and counts them by request. For development: it takes a lock for each.
pub fn counter<S: Subscriber + for<'a> LookupSpan<'a>>() -> impl Layer<S> {
    COUNTED.store(true, Ordering::Relaxed);
    Counter.with_filter(filter_fn(|about| about.is_span() || about.target() == "sqlx::query"))
}

/// How many queries ran in the span of a request; `None` when nobody counts.
pub fn take(request: &Span) -> Option<u32> {
    if !COUNTED.load(Ordering::Relaxed) {
        return None;
    }
    let id = request.id()?.into_u64();
    Some(counts().as_mut().and_then(|counts| counts.remove(&id)).unwrap_or(0))
}

struct Counter;

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Counter {
    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let request = context.event_scope(event).and_then(|mut scope| scope.find(|span| span.name() == REQUEST));
        if let Some(request) = request {
            let id = request.id().into_u64();
            *counts().get_or_insert_default().entry(id).or_default() += 1;
        }
    }
}

fn counts() -> MutexGuard<'static, Option<HashMap<u64, u32>>> {
    COUNTS.lock().unwrap_or_else(PoisonError::into_inner)
}
