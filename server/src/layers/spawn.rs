use any_spawner::{CustomExecutor, Executor, PinnedFuture, PinnedLocalFuture};
use tracing::Instrument;

/// Lets the parts of a page that run side by side log under the id of their request.
struct Traced;

/// Takes the place of Leptos' own way to spawn; later calls change nothing.
pub fn install() {
    // Leptos may have been first, in a test that renders without this router; then only the log is poorer.
    let _ = Executor::init_custom_executor(Traced);
}

impl CustomExecutor for Traced {
    fn spawn(&self, task: PinnedFuture<()>) {
        tokio::spawn(task.in_current_span());
    }

    fn spawn_local(&self, task: PinnedLocalFuture<()>) {
        tokio::task::spawn_local(task.in_current_span());
    }

    fn poll_local(&self) {}
}
