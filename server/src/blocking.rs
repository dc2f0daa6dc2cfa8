//! Work that must not hold up the async workers: disk and long computations.

use tokio::sync::oneshot;

use crate::problem::Problem;

/// How far work that nobody waits for steps back where the processors are full (a niceness).
const BEHIND: i32 = 10;

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

/// Runs work that nobody waits for and that keeps a processor busy for seconds, on a thread of its own that lets all
/// others go first.
///
/// # Errors
/// `internal` when the work panicked, or no thread could be started.
pub(crate) async fn behind<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    let (done, result) = oneshot::channel();
    let thread = std::thread::Builder::new().name("behind".to_owned());
    let started = thread.spawn(move || {
        step_back(BEHIND);
        // Who asked may have gone.
        let _ = done.send(work());
    });
    if let Err(error) = started {
        tracing::error!(error = &error as &dyn std::error::Error, "no thread");
        return Err(Problem::internal());
    }
    result.await.map_err(|_| {
        tracing::error!("work behind all other panicked");
        Problem::internal()
    })
}

/// Lets this thread wait where others of the machine have work to do, by a niceness.
pub(crate) fn step_back(by: i32) {
    // Elsewhere it would be the whole process that steps back.
    if cfg!(target_os = "linux") {
        // Where it cannot be, it goes in turn with all others.
        let _ = rustix::process::nice(by);
    }
}
