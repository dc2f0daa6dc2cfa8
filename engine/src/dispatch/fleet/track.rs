//! One team's fixes in the order of the device's clock, whatever order they came in.

use std::collections::VecDeque;

use super::{
    LivePosition,
    fix::{Fix, FixOutcome, FixRefusal, is_jump},
};
use crate::{routing::Snap, units::Timestamp};

/// Fixes of a team that are still put in order and judged anew when a late one comes. What is older than these is
/// part of the track and no longer of the live state.
pub const KEPT: usize = 8;

/// What a fix is worth after all that came before it by the device's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// It can be reached from the last one believed.
    Believed,
    /// It jumped: not believed before the next one confirms it.
    HeldBack,
    /// It jumped to where the one before it jumped to: both are believed.
    Confirms,
}

/// Judges fixes one after the other, in the order of their times.
#[derive(Clone, Copy, Debug, Default)]
struct Judge {
    believed: Option<Fix>,
    held_back: Option<Fix>,
}

impl Judge {
    fn next(&mut self, fix: &Fix) -> Verdict {
        let jumped = self.believed.is_some_and(|last| is_jump(&last, fix));
        let confirms = self.held_back.is_some_and(|held| !is_jump(&held, fix));
        if jumped && !confirms {
            self.held_back = Some(*fix);
            return Verdict::HeldBack;
        }
        *self = Self {
            believed: Some(*fix),
            held_back: None,
        };
        if jumped {
            Verdict::Confirms
        } else {
            Verdict::Believed
        }
    }
}

/// The fixes of a track that are believed. They are given in the order of their times, each time once.
#[must_use]
pub fn believed(fixes: &[Fix]) -> Vec<Fix> {
    let mut judge = Judge::default();
    let mut believed = Vec::with_capacity(fixes.len());
    for (index, fix) in fixes.iter().enumerate() {
        match judge.next(fix) {
            Verdict::HeldBack => continue,
            Verdict::Believed => {}
            // The one held back is the one before it.
            Verdict::Confirms => believed.extend(fixes[..index].last()),
        }
        believed.push(*fix);
    }
    believed
}

/// Where a team is, and the newest fixes by which that is known; of a team never heard of to begin with.
#[derive(Clone, Debug, Default)]
pub struct Track {
    live: Option<LivePosition>,
    /// The newest position believed of those no longer kept.
    before: Option<LivePosition>,
    /// By the device's clock; no two of one time.
    kept: VecDeque<LivePosition>,
    /// What is known after the last one kept, so that one that comes in order needs no other judged anew.
    judge: Judge,
}

impl Track {
    /// The newest position believed.
    #[must_use]
    pub fn live(&self) -> Option<&LivePosition> {
        self.live.as_ref()
    }

    /// Takes in a fix and the road position that the caller found for it. Two fixes of one time are one fix sent twice.
    ///
    /// A late or repeated fix, or one that jumped, is never the live position; but a late one may show that another
    /// than the present one is, for the outcome is that of all fixes in the order of the device's clock.
    ///
    /// # Errors
    /// When the fix cannot be true, whatever came before it.
    pub fn take(
        &mut self,
        fix: Fix,
        snap: Option<Snap>,
        now: Timestamp,
    ) -> Result<FixOutcome, FixRefusal> {
        fix.check(now)?;
        Ok(self.put(LivePosition {
            fix,
            received_at: now,
            snap,
        }))
    }

    /// Puts a position into its place.
    fn put(&mut self, position: LivePosition) -> FixOutcome {
        let at = position.fix.at;
        if let Some(before) = &self.before
            && at <= before.fix.at
        {
            return if at == before.fix.at {
                FixOutcome::Duplicate
            } else {
                FixOutcome::Late
            };
        }
        let Err(place) = self.kept.binary_search_by_key(&at, |kept| kept.fix.at) else {
            return FixOutcome::Duplicate;
        };
        let is_newest = place == self.kept.len();
        self.kept.insert(place, position);
        if !is_newest {
            self.live = self.judge_anew();
        } else if self.judge.next(&position.fix) != Verdict::HeldBack {
            self.live = Some(position);
        }
        self.drop_oldest();
        if self.live.is_some_and(|live| live.fix.at == at) {
            FixOutcome::Live
        } else if is_newest {
            FixOutcome::HeldBack
        } else {
            FixOutcome::Late
        }
    }

    /// Finds the newest position believed. A late fix may confirm one held back, or show one believed to be a jump.
    fn judge_anew(&mut self) -> Option<LivePosition> {
        let mut judge = self.judge_before();
        let mut live = self.before;
        for position in &self.kept {
            if judge.next(&position.fix) != Verdict::HeldBack {
                live = Some(*position);
            }
        }
        self.judge = judge;
        live
    }

    /// What is known after the last one kept stays as it is: the oldest weighs on the one after it alone.
    fn drop_oldest(&mut self) {
        if self.kept.len() <= KEPT {
            return;
        }
        let Some(oldest) = self.kept.pop_front() else {
            return;
        };
        let mut judge = self.judge_before();
        let is_believed = judge.next(&oldest.fix) != Verdict::HeldBack;
        let mut is_confirmed = || {
            let next = self.kept.front();
            next.is_some_and(|next| judge.next(&next.fix) == Verdict::Confirms)
        };
        // What the one after it confirms is believed as well.
        if is_believed || is_confirmed() {
            self.before = Some(oldest);
        }
    }

    fn judge_before(&self) -> Judge {
        Judge {
            believed: self.before.map(|before| before.fix),
            held_back: None,
        }
    }
}
