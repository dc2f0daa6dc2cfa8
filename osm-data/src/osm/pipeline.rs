//! Work on a sequence of items on all cores, in order at both ends, with a bound on what is under way.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};

/// Items under way, per thread: read but not yet consumed.
const AHEAD_PER_THREAD: usize = 3;

/// Takes items from `next` one at a time, works on them on `threads` threads, and hands the results to `consume` on
/// the calling thread in the order of the items, whatever the order in which they are ready. Ends when `next` gives
/// nothing or `consume` breaks.
pub(super) fn in_order<I: Send, O: Send>(
    threads: usize,
    next: impl FnMut() -> Option<I> + Send,
    work: impl Fn(I) -> O + Sync,
    mut consume: impl FnMut(O) -> ControlFlow<()>,
) {
    // A ticket per item that may be under way: a slow consumer holds up the readers.
    let (give_back, tickets) = channel();
    for _ in 0..threads * AHEAD_PER_THREAD {
        // The receiver lives: it is moved into the source below.
        let _ = give_back.send(());
    }
    let source = Mutex::new(Source {
        next,
        number: 0,
        tickets,
    });
    std::thread::scope(|scope| {
        // Leaving this closure, by a panic too, closes both ends of the workers: they stop at their next item.
        let give_back = give_back;
        let (done, ready) = channel();
        for _ in 0..threads {
            let (done, source, work) = (done.clone(), &source, &work);
            scope.spawn(move || {
                while let Some((number, item)) = take(source) {
                    // A panic goes on in the calling thread, which would else wait for this result for ever.
                    let result = catch_unwind(AssertUnwindSafe(|| work(item)));
                    if done.send((number, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(done);
        let mut early = BTreeMap::new();
        let mut due = 0;
        while let Ok((number, result)) = ready.recv() {
            early.insert(number, result);
            while let Some(result) = early.remove(&due) {
                let result = result.unwrap_or_else(|panic| resume_unwind(panic));
                if consume(result).is_break() {
                    return;
                }
                due += 1;
                // Fails only when all workers have ended.
                let _ = give_back.send(());
            }
        }
    });
}

struct Source<N> {
    next: N,
    number: u64,
    tickets: Receiver<()>,
}

fn take<I>(source: &Mutex<Source<impl FnMut() -> Option<I>>>) -> Option<(u64, I)> {
    // A panic in `next` is passed on when the scope ends; the others may stop in peace.
    let mut source = source.lock().unwrap_or_else(PoisonError::into_inner);
    source.tickets.recv().ok()?;
    let item = (source.next)()?;
    source.number += 1;
    Some((source.number - 1, item))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order_and_few_are_under_way() {
        for threads in [1, 2, 7] {
            let (read, consumed) = (AtomicUsize::new(0), AtomicUsize::new(0));
            let mut items = 0..500_u64;
            let mut results = Vec::new();
            in_order(
                threads,
                || {
                    let under_way =
                        read.fetch_add(1, Ordering::SeqCst) - consumed.load(Ordering::SeqCst);
                    assert!(under_way <= threads * AHEAD_PER_THREAD, "{under_way}");
                    items.next()
                },
                |item| {
                    if item % 7 == 0 {
                        std::thread::yield_now();
                    }
                    item * 2
                },
                |result| {
                    results.push(result);
                    consumed.fetch_add(1, Ordering::SeqCst);
                    ControlFlow::Continue(())
                },
            );
            assert!(results.iter().copied().eq((0..500).map(|item| item * 2)));
        }
    }

    #[test]
    fn a_break_ends_an_endless_sequence() {
        let mut seen = 0;
        in_order(
            4,
            || Some(1_u8),
            |item| item,
            |_| {
                seen += 1;
                if seen == 100 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            },
        );
        assert_eq!(seen, 100);
    }
}
