//! Stages that run beside each other, and one line of progress out of them.

use super::{Progress, Stage};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Where work tells what stage it is in; it may do so from any thread.
pub(super) struct Stages {
    events: mpsc::Sender<Event>,
}

#[derive(Clone, Copy)]
enum Event {
    Step(Progress),
    End(Stage, Duration),
}

/// Does work on a thread of its own and tells `progress` on this one what the first unfinished stage is doing; returns
/// also how long each stage took, in the order of the stages.
pub(super) fn watched<T: Send>(
    progress: &mut dyn FnMut(Progress),
    work: impl FnOnce(&Stages) -> T + Send,
) -> (T, Vec<(Stage, Duration)>) {
    let (events, heard) = mpsc::channel();
    std::thread::scope(|scope| {
        let work = scope.spawn(move || work(&Stages { events }));
        let mut shown = Shown::default();
        // Ends when the work drops its end, in a panic too.
        for event in heard {
            shown.hear(event, progress);
        }
        let result = work
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        shown.times.sort_unstable();
        (result, shown.times)
    })
}

impl Stages {
    /// Runs a stage: its begin and end are reported, and what it reports itself as (done, total).
    pub(super) fn run<T>(
        &self,
        stage: Stage,
        work: impl FnOnce(&(dyn Fn(u64, u64) + Sync)) -> T,
    ) -> T {
        let begin = Instant::now();
        let report = |done, total| {
            // Whoever listens does so until the work is done.
            let _ = self
                .events
                .send(Event::Step(Progress { stage, done, total }));
        };
        report(0, 1);
        let result = work(&report);
        report(1, 1);
        let _ = self.events.send(Event::End(stage, begin.elapsed()));
        result
    }
}

/// What has been heard of the stages.
#[derive(Default)]
struct Shown {
    /// The stage on show, by its place in the order of all.
    at: usize,
    times: Vec<(Stage, Duration)>,
}

impl Shown {
    fn hear(&mut self, event: Event, progress: &mut dyn FnMut(Progress)) {
        let stage_at = |at: usize| Stage::ALL.get(at).map(|&(stage, _)| stage);
        match event {
            Event::Step(step) if stage_at(self.at) == Some(step.stage) => progress(step),
            Event::Step(_) => {}
            Event::End(stage, time) => {
                self.times.push((stage, time));
                let ended = |stage| self.times.iter().any(|&(ended, _)| ended == stage);
                while let Some(stage) = stage_at(self.at).filter(|&stage| ended(stage)) {
                    // One that ended while another was on show is shown for a moment.
                    let (done, total) = (1, 1);
                    progress(Progress { stage, done, total });
                    self.at += 1;
                }
            }
        }
    }
}
