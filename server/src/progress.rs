//! How far an import has come: a bar on a terminal, a line per stage elsewhere.

use std::io::{IsTerminal as _, Write as _};

use indicatif::{ProgressBar, ProgressStyle};
use nearhand_osm_data::import::{Progress, Stage};

/// Steps of the bar over the whole import.
const STEPS: u64 = 10_000;

/// Shows the progress of an import on standard error.
pub(crate) enum ImportProgress {
    /// One bar over all stages, with the time that is left.
    Bar(ProgressBar),
    /// Nobody watches: a line where each stage begins.
    Lines {
        /// The stage of the last line.
        stage: Option<Stage>,
    },
}

impl ImportProgress {
    pub(crate) fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self::Lines { stage: None };
        }
        let bar = ProgressBar::new(STEPS);
        let template = "{msg:24} {wide_bar} {percent:>3} %, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self::Bar(bar)
    }

    pub(crate) fn show(&mut self, progress: Progress) {
        match self {
            Self::Bar(bar) => {
                bar.set_message(doing(progress.stage));
                bar.set_position(steps(progress));
            }
            Self::Lines { stage } => {
                if *stage != Some(progress.stage) {
                    *stage = Some(progress.stage);
                    let line = line(progress);
                    // A closed standard error stops no import.
                    let _ = std::io::stderr().write_all(line.as_bytes());
                }
            }
        }
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}

/// Shows how far something is that is counted, on standard error: a bar on a terminal, nothing elsewhere.
pub(crate) struct CountProgress {
    bar: ProgressBar,
}

impl CountProgress {
    pub(crate) fn new(doing: &'static str, total: u64) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self {
                bar: ProgressBar::hidden(),
            };
        }
        let bar = ProgressBar::new(total);
        let template = "{msg:24} {wide_bar} {human_pos} of {human_len}, {eta} left";
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(doing);
        Self { bar }
    }

    pub(crate) fn of(&self, total: u64) {
        self.bar.set_length(total);
    }

    pub(crate) fn at(&self, done: u64) {
        self.bar.set_position(done);
    }

    /// Takes the bar away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

fn line(progress: Progress) -> String {
    let percent = steps(progress) * 100 / STEPS;
    format!("{percent:>3} %  {}\n", doing(progress.stage))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a share from 0 to 1 of a few thousand steps"
)]
fn steps(progress: Progress) -> u64 {
    (progress.overall() * STEPS as f64) as u64
}

/// What a stage does, for people.
pub(crate) fn doing(stage: Stage) -> &'static str {
    match stage {
        Stage::Reading => "Reading the map",
        Stage::Foot => "Making paths for walkers",
        Stage::Bicycle => "Making paths for bicycles",
        Stage::Roads => "Making roads for cars",
        Stage::Hierarchy => "Ordering it for the router",
        Stage::Places => "Collecting addresses",
        Stage::Tiles => "Drawing map tiles",
        Stage::Writing => "Writing the city file",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_grows_from_stage_to_stage_and_ends_at_the_end() {
        let mut last = 0;
        for (stage, _) in Stage::ALL {
            for done in 0..=10 {
                let now = steps(Progress {
                    stage,
                    done,
                    total: 10,
                });
                assert!(now >= last, "{stage:?} {done}");
                last = now;
            }
        }
        assert!(last >= STEPS - 1, "{last}");
    }

    #[test]
    fn a_line_says_how_far_it_is_and_what_is_done() {
        let progress = Progress {
            stage: Stage::Tiles,
            done: 0,
            total: 7,
        };
        assert!(line(progress).ends_with(" %  Drawing map tiles\n"));
        assert_eq!(line(progress).len(), "  0 %  Drawing map tiles\n".len());
    }
}
