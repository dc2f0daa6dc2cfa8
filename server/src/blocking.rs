//! Work that must not hold up the async workers: disk and long computations.

use crate::problem::Problem;

/// Runs work on a thread for blocking work.
///
/// # Errors
/// `internal` when the work panicked.
pub(crate) async fn run<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "work panicked");
        Problem::internal()
    })
}
