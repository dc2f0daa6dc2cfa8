//! The lives of shifts, closures, members, vehicles, destinations and flags.

use std::fmt;

use super::actions::{ShiftAction, ThingAction};
use crate::dispatch::{
    closure::{ClosureAction, ClosureState},
    model::ShiftState,
};

/// Rows of shifts: what is asked, in which states, and the state afterwards.
pub const SHIFT_ROWS: &[(ShiftAction, &[ShiftState], ShiftState)] = &[
    (
        ShiftAction::Begin,
        &[ShiftState::Planned],
        ShiftState::Running,
    ),
    (
        ShiftAction::ChangeCrew,
        &[ShiftState::Planned],
        ShiftState::Planned,
    ),
    (
        ShiftAction::ChangeCrew,
        &[ShiftState::Running],
        ShiftState::Running,
    ),
    (ShiftAction::End, &[ShiftState::Running], ShiftState::Ended),
    (
        ShiftAction::Cancel,
        &[ShiftState::Planned],
        ShiftState::Cancelled,
    ),
];

/// The state of a shift after an action; `None` when the table does not allow it.
#[must_use]
pub fn shift_after(from: ShiftState, action: ShiftAction) -> Option<ShiftState> {
    SHIFT_ROWS
        .iter()
        .find(|(asked, states, _)| *asked == action && states.contains(&from))
        .map(|&(_, _, to)| to)
}

/// Rows of closures.
pub const CLOSURE_ROWS: &[(ClosureAction, &[ClosureState], ClosureState)] = &[
    (
        ClosureAction::Begin,
        &[ClosureState::Scheduled],
        ClosureState::Active,
    ),
    (
        ClosureAction::End,
        &[ClosureState::Scheduled, ClosureState::Active],
        ClosureState::Ended,
    ),
];

/// The state of a closure after an action; `None` when the table does not allow it.
#[must_use]
pub fn closure_after(from: ClosureState, action: ClosureAction) -> Option<ClosureState> {
    CLOSURE_ROWS
        .iter()
        .find(|(asked, states, _)| *asked == action && states.contains(&from))
        .map(|&(_, _, to)| to)
}

/// Where a member, a vehicle, a destination or a flag stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ThingState {
    InUse,
    OutOfService,
    Retired,
}

/// As said in a sentence: "destination D2 is retired".
impl fmt::Display for ThingState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::InUse => "in use",
            Self::OutOfService => "out of service",
            Self::Retired => "retired",
        })
    }
}

/// One row of members, vehicles, destinations and flags.
#[derive(Clone, Copy, Debug)]
pub struct ThingRow {
    /// What is asked.
    pub action: ThingAction,
    /// The states it may be asked in.
    pub from: &'static [ThingState],
    /// The state afterwards.
    pub to: ThingState,
}

/// Rows of members, vehicles, destinations and flags. Only vehicles are put out of service and back; a
/// flag that has ended counts as retired.
pub const THING_ROWS: &[ThingRow] = &[
    ThingRow {
        action: ThingAction::Update,
        from: &[ThingState::InUse],
        to: ThingState::InUse,
    },
    ThingRow {
        action: ThingAction::Use,
        from: &[ThingState::InUse],
        to: ThingState::InUse,
    },
    ThingRow {
        action: ThingAction::PutOut,
        from: &[ThingState::InUse],
        to: ThingState::OutOfService,
    },
    ThingRow {
        action: ThingAction::PutBack,
        from: &[ThingState::OutOfService],
        to: ThingState::InUse,
    },
    ThingRow {
        action: ThingAction::Retire,
        from: &[ThingState::InUse, ThingState::OutOfService],
        to: ThingState::Retired,
    },
];

/// The state after an action; `None` when the table does not allow it.
#[must_use]
pub fn thing_after(from: ThingState, action: ThingAction) -> Option<ThingState> {
    THING_ROWS
        .iter()
        .find(|row| row.action == action && row.from.contains(&from))
        .map(|row| row.to)
}
