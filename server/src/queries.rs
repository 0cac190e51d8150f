use tracing::span::{Attributes, Id};
use tracing::{Event, Span, Subscriber};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{Layer, Registry};

/// The name of the span that a request runs in.
pub const REQUEST: &str = "request";

/// Queries of a request, kept with its span.
struct Count(u32);

/// Listens to what sqlx tells of its queries and counts them by request. For development: it takes a lock for each.
pub fn counter<S: Subscriber + for<'a> LookupSpan<'a>>() -> impl Layer<S> {
    Counter.with_filter(filter_fn(|about| about.is_span() || about.target() == "sqlx::query"))
}

/// How many queries ran in the span of a request; `None` when nobody counts.
pub fn counted(request: &Span) -> Option<u32> {
    let count = request.with_subscriber(|(id, subscriber)| {
        let span = subscriber.downcast_ref::<Registry>()?.span(id)?;
        span.extensions().get::<Count>().map(|count| count.0)
    });
    count.flatten()
}

struct Counter;

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Counter {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if attributes.metadata().name() == REQUEST
            && let Some(request) = context.span(id)
        {
            request.extensions_mut().insert(Count(0));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let request = context.event_scope(event).and_then(|mut scope| scope.find(|span| span.name() == REQUEST));
        if let Some(request) = request
            && let Some(count) = request.extensions_mut().get_mut::<Count>()
        {
            count.0 += 1;
        }
    }
}
