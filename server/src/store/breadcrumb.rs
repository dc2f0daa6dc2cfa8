//! Where a team was.

use nearhand_engine::dispatch::{Fix, ids::TeamId};

/// Milliseconds of a minute.
pub(super) const MINUTE: i64 = 60_000;

/// Where a team was. A store may round it, to steps that its device cannot measure: 1e-7 degrees (a centimetre), 0.1 m of
/// accuracy, 0.01 m/s and 0.01 degrees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breadcrumb {
    /// The team.
    pub team: TeamId,
    /// What its device reported.
    pub fix: Fix,
}

impl Breadcrumb {
    /// The team and the minute, counted from 1970: what has both in common lies together in the store.
    #[must_use]
    pub fn piece(&self) -> (TeamId, i64) {
        (self.team, self.fix.at.0.div_euclid(MINUTE))
    }
}
