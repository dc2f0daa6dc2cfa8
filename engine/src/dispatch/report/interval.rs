//! The intervals of a request's life: where their clocks start and stop, and when one cannot be measured.

use crate::{
    dispatch::model::{Disposition, Request, RequestTimes},
    units::{Millis, Timestamp},
};

/// A span of a request's life.
///
/// Times are those of the request: with several teams its first team notified, first team en route and first team on
/// scene count, and the last team cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Interval {
    /// Received to answered.
    Answering,
    /// Answered to the first team notified.
    Processing,
    /// First team notified to first team en route.
    Turnout,
    /// First team en route to first team on scene.
    Travel,
    /// Received to first team on scene.
    Response,
    /// First team on scene to the first that leaves with the person, or to the last team cleared when nobody was taken along.
    OnScene,
    /// Left the scene with the person to at the destination.
    Transport,
    /// First team notified to the last team cleared.
    TotalTask,
    /// Triaged to the first team notified: waiting for a team.
    QueueWait,
}

/// Why an interval of a request is not in its sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOut {
    /// The request is a duplicate: the one that stays is measured.
    Duplicate,
    /// It was scheduled for later, so its waiting was wished for.
    Scheduled,
    /// A follow-up took it up again, and what ends this interval is that of a later visit.
    TakenUpAgain,
    /// Somebody passed a stage over: one end has no time though a later stage has.
    PassedOver,
    /// The request is open and has not come so far.
    NotYet,
    /// The request ended without it.
    Never,
}

/// What measuring an interval of a request gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// So long.
    Took(Millis),
    /// It does not count.
    LeftOut(LeftOut),
}

impl Interval {
    /// Every interval.
    pub const ALL: [Self; 9] = [
        Self::Answering,
        Self::Processing,
        Self::Turnout,
        Self::Travel,
        Self::Response,
        Self::OnScene,
        Self::Transport,
        Self::TotalTask,
        Self::QueueWait,
    ];

    /// Measures it for a request: of its first visit, when follow-ups took it up again.
    #[must_use]
    pub fn measure(self, request: &Request) -> Measured {
        if is_duplicate(request) {
            return Measured::LeftOut(LeftOut::Duplicate);
        }
        if self.waits_for_the_schedule() && request.scheduled_for.is_some() {
            return Measured::LeftOut(LeftOut::Scheduled);
        }
        let visit = Visit::first_of(request);
        let (begin, end) = self.ends(&visit);
        if let (Some(begin), Some(end)) = (visit.at(begin), visit.at(end))
            && begin <= end
        {
            return Measured::Took(end.since(begin));
        }
        Measured::LeftOut(if visit.is_again && end == Stage::Cleared {
            LeftOut::TakenUpAgain
        } else if visit.passed_over(begin) || visit.passed_over(end) {
            LeftOut::PassedOver
        } else if visit.is_over {
            LeftOut::Never
        } else {
            LeftOut::NotYet
        })
    }

    /// A request for later is not slow because nobody went before its time.
    fn waits_for_the_schedule(self) -> bool {
        matches!(self, Self::Processing | Self::Response | Self::QueueWait)
    }

    fn ends(self, visit: &Visit) -> (Stage, Stage) {
        match self {
            Self::Answering => (Stage::Received, Stage::Answered),
            Self::Processing => (Stage::Answered, Stage::Notified),
            Self::Turnout => (Stage::Notified, Stage::EnRoute),
            Self::Travel => (Stage::EnRoute, Stage::OnScene),
            Self::Response => (Stage::Received, Stage::OnScene),
            Self::OnScene if visit.took_somebody() => (Stage::OnScene, Stage::LeftScene),
            Self::OnScene => (Stage::OnScene, Stage::Cleared),
            Self::Transport => (Stage::LeftScene, Stage::AtDestination),
            Self::TotalTask => (Stage::Notified, Stage::Cleared),
            Self::QueueWait => (Stage::Triaged, Stage::Notified),
        }
    }
}

/// Whether another request stood for this one when it first ended.
fn is_duplicate(request: &Request) -> bool {
    let first = request.earlier.first().map(|ending| ending.disposition);
    first.or(request.disposition) == Some(Disposition::Duplicate)
}

/// What an interval may begin or end with, in the order of a request's life.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Received,
    Answered,
    Triaged,
    Notified,
    EnRoute,
    OnScene,
    LeftScene,
    AtDestination,
    Cleared,
}

/// A request until it first ended.
struct Visit {
    times: RequestTimes,
    /// The request ended, for now or for good.
    is_over: bool,
    /// A follow-up took it up again.
    is_again: bool,
}

impl Visit {
    /// Each stage has the time when it was *first* reached, so one that only a later visit reached has the time of that:
    /// it is left out here. When the first visit was cleared is not kept.
    fn first_of(request: &Request) -> Self {
        let ended = request.earlier.first().map(|ending| ending.at);
        let mut times = request.times;
        if let Some(ended) = ended {
            for time in [
                &mut times.answered,
                &mut times.triaged,
                &mut times.assigned,
                &mut times.en_route,
                &mut times.on_scene,
                &mut times.left_scene,
                &mut times.at_destination,
            ] {
                *time = time.filter(|&at| at <= ended);
            }
            times.cleared = None;
        }
        Self {
            times,
            is_over: ended.is_some() || request.disposition.is_some(),
            is_again: ended.is_some(),
        }
    }

    fn at(&self, stage: Stage) -> Option<Timestamp> {
        let times = &self.times;
        match stage {
            Stage::Received => times.received,
            Stage::Answered => times.answered,
            Stage::Triaged => times.triaged,
            Stage::Notified => times.assigned,
            Stage::EnRoute => times.en_route,
            Stage::OnScene => times.on_scene,
            Stage::LeftScene => times.left_scene,
            Stage::AtDestination => times.at_destination,
            Stage::Cleared => times.cleared,
        }
    }

    fn took_somebody(&self) -> bool {
        self.times.left_scene.is_some() || self.times.at_destination.is_some()
    }

    /// Whether a stage has no time though the teams came farther. To be cleared is not farther: that can be at any stage.
    fn passed_over(&self, stage: Stage) -> bool {
        const STAGES: [Stage; 8] = [
            Stage::Received,
            Stage::Answered,
            Stage::Triaged,
            Stage::Notified,
            Stage::EnRoute,
            Stage::OnScene,
            Stage::LeftScene,
            Stage::AtDestination,
        ];
        let farther = STAGES.into_iter().filter(|&other| other > stage);
        self.at(stage).is_none() && farther.into_iter().any(|other| self.at(other).is_some())
    }
}
