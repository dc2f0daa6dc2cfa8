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

/// Runs work of a few milliseconds at once on this very thread, whose other tasks go to another: what somebody waits for
/// need not wait for a thread to wake, twice, on a machine that is busy.
pub(crate) fn here<T>(work: impl FnOnce() -> T) -> T {
    tokio::task::block_in_place(work)
}
