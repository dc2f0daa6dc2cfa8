//! Deterministic simulation: dispatchers and teams, a network that loses and repeats, the writer as it runs
//! live, real SQLite on a disk that tears and drops what was not synced, power cuts, full disks, clocks that
//! jump. A seed decides everything, so that what fails once fails again:
//!
//! `NEARHAND_SEED=17 cargo test -p nearhand --lib simulation -- --nocapture` tells the story of seed 17;
//! `NEARHAND_SEEDS=100000` runs more than the usual thousand.
#![expect(clippy::print_stdout, reason = "the story of a seed is for people")]

mod broken;
mod checks;
mod clients;
mod outcome;
mod screens;
mod server;
mod world;

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
};

use self::{outcome::Outcome, world::World};
use crate::store::Store;

/// Seeds that are run when nothing else is asked for.
const SEEDS: u64 = 1000;

/// What is put between the writer and the store.
type Wrap = fn(Arc<dyn Store>) -> Arc<dyn Store>;

fn whole(store: Arc<dyn Store>) -> Arc<dyn Store> {
    store
}

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().expect(name))
}

/// Runs seeds on all cores; what they met in all, or the first failure of each core.
fn run(seeds: u64, wrap: Wrap) -> Result<Outcome, Vec<String>> {
    let next = AtomicU64::new(0);
    let (met, failures) = (Mutex::new(Outcome::default()), Mutex::new(Vec::new()));
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds || !failures.lock().unwrap().is_empty() {
                return;
            }
            match World::new(seed, wrap).run() {
                Ok(outcome) => met.lock().unwrap().add(&outcome),
                Err(problem) => failures.lock().unwrap().push(format!(
                    "seed {seed}: {problem}\n  NEARHAND_SEED={seed} cargo test -p nearhand --lib simulation -- --nocapture"
                )),
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let failures = failures.into_inner().unwrap();
    if failures.is_empty() {
        Ok(met.into_inner().unwrap())
    } else {
        Err(failures)
    }
}

#[test]
fn whatever_fails_no_answered_command_is_lost_or_done_twice() {
    if let Some(seed) = number("NEARHAND_SEED") {
        let mut world = World::new(seed, whole);
        world.tell();
        let ended = world.run();
        println!("seed {seed}: {ended:?}");
        assert!(ended.is_ok());
        return;
    }
    let seeds = number("NEARHAND_SEEDS").unwrap_or(SEEDS);
    match run(seeds, whole) {
        Ok(met) => {
            println!("{seeds} seeds: {met:?}");
            // A simulation in which nothing goes wrong proves nothing.
            assert_eq!(met.never_happened(), Vec::<&str>::new());
        }
        Err(failures) => panic!("{}", failures.join("\n")),
    }
}

#[test]
fn the_same_seed_tells_the_same_story() {
    let story = |seed| {
        let mut world = World::new(seed, whole);
        let ended = world.run();
        (ended, world.story())
    };
    assert_eq!(story(7), story(7));
    assert_ne!(story(7).1, story(8).1);
}

/// Stores that break their word: each must be caught within a few seeds, or the checks check nothing.
#[test]
fn stores_that_break_their_word_are_caught() {
    for (name, wrap) in broken::ALL {
        let caught = run(60, wrap);
        assert!(caught.is_err(), "nobody noticed a store that {name}");
    }
}
