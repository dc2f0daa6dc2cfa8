//! Moments at which something happens by itself.
//!
//! The board holds them as it holds everything else: they follow from what stands on it, so a restart
//! forgets none, and a simulation's clock drives them as well as the real one.

use serde::{Deserialize, Serialize};

use super::{
    board::{Board, Changed},
    closure::ClosureState,
    command::{Command, Subject},
    ids::{ClosureId, FlagId, RequestId, TeamId},
    model::RequestState,
};
use crate::units::Timestamp;

/// Something that happens by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "what", content = "of", rename_all = "snake_case")]
pub enum Timer {
    /// A held or scheduled request comes back.
    Return(RequestId),
    /// A closed request is due for its follow-up.
    FollowUp(RequestId),
    /// A crew should have been heard of.
    CheckIn(TeamId),
    /// A warning ends.
    FlagEnd(FlagId),
    /// A closure begins.
    ClosureBegin(ClosureId),
    /// A closure ends.
    ClosureEnd(ClosureId),
}

impl Timer {
    /// What it changes.
    #[must_use]
    pub fn subject(self) -> Subject {
        match self {
            Self::Return(request) | Self::FollowUp(request) => Subject::Request(request),
            Self::CheckIn(team) => Subject::Team(team),
            Self::FlagEnd(flag) => Subject::Flag(flag),
            Self::ClosureBegin(closure) | Self::ClosureEnd(closure) => Subject::Closure(closure),
        }
    }

    /// The command for its moment.
    #[must_use]
    pub fn command(self) -> Command {
        match self {
            Self::ClosureBegin(closure) => Command::BeginClosure { closure },
            Self::ClosureEnd(closure) => Command::EndClosure { closure },
            timer => Command::Elapse { timer },
        }
    }
}

impl Board {
    /// The timers whose moment has come, earliest first.
    #[must_use]
    pub fn timers_due(&self, now: Timestamp) -> Vec<Timer> {
        let mut due: Vec<(Timestamp, Timer)> = self
            .timers
            .iter()
            .filter(|&(_, &at)| at <= now)
            .map(|(&timer, &at)| (at, timer))
            .collect();
        due.sort_unstable();
        due.into_iter().map(|(_, timer)| timer).collect()
    }

    /// When something next happens by itself.
    #[must_use]
    pub fn next_timer(&self) -> Option<Timestamp> {
        self.timers.values().min().copied()
    }

    /// The moment of a timer that runs.
    pub(super) fn timer(&self, timer: Timer) -> Option<Timestamp> {
        self.timers.get(&timer).copied()
    }

    /// Sets the timers of what an event changed to what now stands there.
    pub(super) fn set_timers(&mut self, changed: Changed) {
        let mut timers = Vec::new();
        if let Some(id) = changed.request {
            timers.extend([Timer::Return(id), Timer::FollowUp(id)]);
        }
        if let Some(id) = changed.team {
            timers.push(Timer::CheckIn(id));
        }
        if let Some(id) = changed.flag {
            timers.push(Timer::FlagEnd(id));
        }
        if let Some(id) = changed.closure {
            timers.extend([Timer::ClosureBegin(id), Timer::ClosureEnd(id)]);
        }
        for timer in timers {
            match self.moment_of(timer) {
                Some(at) => self.timers.insert(timer, at),
                None => self.timers.remove(&timer),
            };
        }
    }

    /// The moment of a timer, from what stands on the board.
    pub(super) fn moment_of(&self, timer: Timer) -> Option<Timestamp> {
        match timer {
            Timer::Return(id) => self.request(id)?.returns_at,
            Timer::FollowUp(id) => {
                let request = self.request(id)?;
                let closed = request.state == RequestState::Closed;
                request.follow_up.as_ref().filter(|_| closed).map(|f| f.at)
            }
            Timer::CheckIn(id) => {
                let check_in = self.team(id)?.check_in?;
                check_in.missed_at.is_none().then_some(check_in.due)
            }
            Timer::FlagEnd(id) => {
                let flag = self.flag(id)?;
                flag.ended_at.is_none().then_some(flag.until)
            }
            Timer::ClosureBegin(id) => {
                let closure = self.closure(id)?;
                (closure.state == ClosureState::Scheduled).then_some(closure.record.what.from)
            }
            Timer::ClosureEnd(id) => {
                let closure = self.closure(id)?;
                let until = closure.record.what.until;
                until.filter(|_| closure.state != ClosureState::Ended)
            }
        }
    }
}

/// A map of timers as a list of pairs: a timer is no key of a JSON object.
pub(super) mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize as _, Deserializer, Serializer};

    use super::{Timer, Timestamp};

    pub(in super::super) fn serialize<S: Serializer>(
        timers: &BTreeMap<Timer, Timestamp>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(timers)
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<BTreeMap<Timer, Timestamp>, D::Error> {
        Vec::deserialize(from).map(|pairs: Vec<(Timer, Timestamp)>| pairs.into_iter().collect())
    }
}
