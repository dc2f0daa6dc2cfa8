//! Figures of groups of requests.

use std::{collections::BTreeMap, ops::Range};

use super::{
    interval::{Interval, LeftOut, Measured},
    sample::Sample,
};
use crate::{
    dispatch::{
        board::Board,
        model::{Disposition, Request},
    },
    units::{Millis, Timestamp},
};

/// An interval over a group of requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IntervalFigures {
    /// Every value measured.
    pub sample: Sample,
    /// Requests without a value, by why.
    pub left_out: BTreeMap<LeftOut, usize>,
    /// Values within the goal of their request's priority.
    pub within_goal: usize,
}

/// All intervals over a group of requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Requests of the group; each is in every interval's sample or left out of it.
    pub requests: usize,
    /// By interval; every interval is there.
    pub intervals: BTreeMap<Interval, IntervalFigures>,
}

/// How many requests a group has, and how they ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Volume {
    /// All of them.
    pub requests: usize,
    /// Of these: of each priority, 1 to 4, as it is now.
    pub priorities: [usize; 4],
    /// Of these: once scheduled for later.
    pub scheduled: usize,
    /// Of these: not ended, or taken up again.
    pub open: usize,
    /// How the others ended, the last time when they ended more than once.
    pub dispositions: BTreeMap<Disposition, usize>,
    /// Endings before the present state, of requests that a follow-up took up again.
    pub earlier_endings: usize,
}

impl Volume {
    /// Requests that are another one's duplicate.
    #[must_use]
    pub fn duplicates(&self) -> usize {
        self.dispositions
            .get(&Disposition::Duplicate)
            .copied()
            .unwrap_or(0)
    }
}

/// Measures every interval of the requests received in a period, by group.
///
/// The response goal is the [board's](Board::goal); it counts for [`Interval::Response`] alone. Groups without a request
/// are not in the answer.
pub fn intervals<K: Ord>(
    board: &Board,
    period: &Range<Timestamp>,
    group: impl Fn(&Request) -> K,
) -> BTreeMap<K, Figures> {
    let mut groups: BTreeMap<K, Drafts> = BTreeMap::new();
    for request in received_in(board, period) {
        let drafts = groups.entry(group(request)).or_default();
        drafts.take_in(request, board.goal(request));
    }
    groups
        .into_iter()
        .map(|(group, drafts)| (group, drafts.finished()))
        .collect()
}

/// Counts the requests received in a period, by group; groups without a request are not in the answer.
pub fn volumes<K: Ord>(
    board: &Board,
    period: &Range<Timestamp>,
    group: impl Fn(&Request) -> K,
) -> BTreeMap<K, Volume> {
    let mut groups: BTreeMap<K, Volume> = BTreeMap::new();
    for request in received_in(board, period) {
        let volume = groups.entry(group(request)).or_default();
        volume.requests += 1;
        volume.priorities[usize::from(request.details.priority.number()) - 1] += 1;
        volume.scheduled += usize::from(request.scheduled_for.is_some());
        volume.earlier_endings += request.earlier.len();
        match request.disposition {
            Some(disposition) => *volume.dispositions.entry(disposition).or_default() += 1,
            None => volume.open += 1,
        }
    }
    groups
}

fn received_in<'a>(
    board: &'a Board,
    period: &'a Range<Timestamp>,
) -> impl Iterator<Item = &'a Request> {
    let received = |request: &&Request| {
        let at = request.times.received;
        at.is_some_and(|at| period.contains(&at))
    };
    board.requests().filter(received)
}

/// A group while its requests come in.
#[derive(Default)]
struct Drafts {
    requests: usize,
    intervals: BTreeMap<Interval, Draft>,
}

#[derive(Default)]
struct Draft {
    values: Vec<Millis>,
    left_out: BTreeMap<LeftOut, usize>,
    within_goal: usize,
}

impl Drafts {
    fn take_in(&mut self, request: &Request, goal: Millis) {
        self.requests += 1;
        for interval in Interval::ALL {
            let draft = self.intervals.entry(interval).or_default();
            match interval.measure(request) {
                Measured::Took(time) => {
                    draft.values.push(time);
                    let counts = interval == Interval::Response && time.0 <= goal.0;
                    draft.within_goal += usize::from(counts);
                }
                Measured::LeftOut(why) => *draft.left_out.entry(why).or_default() += 1,
            }
        }
    }

    fn finished(self) -> Figures {
        let finished = |draft: Draft| IntervalFigures {
            sample: Sample::new(draft.values),
            left_out: draft.left_out,
            within_goal: draft.within_goal,
        };
        Figures {
            requests: self.requests,
            intervals: self
                .intervals
                .into_iter()
                .map(|(interval, draft)| (interval, finished(draft)))
                .collect(),
        }
    }
}
