//! The life of an assignment: what becomes of it, beside what its team does.

use super::actions::AssignmentAction;
use crate::dispatch::model::AssignmentOutcome::{
    self, Acknowledged, Assigned, Cancelled, Completed, Declined, Proposed, Reassigned,
};

/// One row: what may be asked, and the outcome afterwards.
#[derive(Clone, Copy, Debug)]
pub struct AssignmentRow {
    /// What is asked.
    pub action: AssignmentAction,
    /// The outcomes so far that it may be asked in.
    pub from: &'static [AssignmentOutcome],
    /// The outcome afterwards.
    pub to: AssignmentOutcome,
}

const OPEN: &[AssignmentOutcome] = &[Assigned, Acknowledged];

const fn row(
    action: AssignmentAction,
    from: &'static [AssignmentOutcome],
    to: AssignmentOutcome,
) -> AssignmentRow {
    AssignmentRow { action, from, to }
}

/// Every row.
pub const ASSIGNMENT_ROWS: &[AssignmentRow] = &[
    row(AssignmentAction::Confirm, &[Proposed], Assigned),
    row(AssignmentAction::Acknowledge, OPEN, Acknowledged),
    row(AssignmentAction::Decline, OPEN, Declined),
    // Whoever drives off without a word has seen the assignment.
    row(AssignmentAction::Advance, OPEN, Acknowledged),
    row(AssignmentAction::Divert, OPEN, Acknowledged),
    row(AssignmentAction::Clear, OPEN, Completed),
    row(
        AssignmentAction::Cancel,
        &[Proposed, Assigned, Acknowledged],
        Cancelled,
    ),
    row(AssignmentAction::Reassign, OPEN, Reassigned),
    row(AssignmentAction::Preempt, OPEN, Reassigned),
];

/// The outcome after an action; `None` when the table does not allow it.
#[must_use]
pub fn assignment_after(
    from: AssignmentOutcome,
    action: AssignmentAction,
) -> Option<AssignmentOutcome> {
    ASSIGNMENT_ROWS
        .iter()
        .find(|row| row.action == action && row.from.contains(&from))
        .map(|row| row.to)
}
