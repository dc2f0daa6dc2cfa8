//! The life of everything on the board, as tables. What a table does not list is not allowed.
//!
//! The rows below are the rules themselves: [`Board::decide`](super::Board::decide) asks them, and
//! `docs/transitions.md` is printed from them (see `tests/document.rs`).
//!
//! A team's stages, in order: assigned, acknowledged, en route, staged, on scene, with client,
//! transporting, at destination, clearing. An emergency ends only by setting a status: none of the
//! everyday buttons ends it by accident.

mod actions;
mod assignments;
mod document;
mod requests;
mod teams;
mod things;

pub use actions::{AssignmentAction, RequestAction, ShiftAction, TeamAction, ThingAction};
pub use assignments::{ASSIGNMENT_ROWS, AssignmentRow, assignment_after};
pub use document::document;
pub use requests::{REQUEST_ROWS, RequestRow, RequestTo, request_takes};
pub(super) use requests::{request_after, row_of as request_row};
pub use teams::{TEAM_ROWS, TeamRow, TeamTo, is_advance_target, stage, team_after};
pub use things::{
    CLOSURE_ROWS, SHIFT_ROWS, THING_ROWS, ThingRow, ThingState, closure_after, shift_after,
    thing_after,
};
