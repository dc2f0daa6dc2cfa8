//! What stands on the board. Words are those of the field; see the product's list of standard terms.

mod assignment;
mod crew;
mod kind;
mod place;
mod request;
mod team;
mod triage;
mod values;
mod words;

pub use assignment::{Assignment, ShownCandidate};
pub use crew::{Crew, Member, Shift, ShiftState, Vehicle};
pub(in crate::dispatch) use kind::is_id;
pub use kind::{InvalidRequestType, RequestType};
pub use place::{Destination, Flag, Hours, InvalidHours, WeekMinute};
pub use request::{
    Ending, FollowUp, HandOver, Note, Request, RequestDetails, RequestTimes, Triage,
};
pub use team::{CheckIn, Team};
pub use triage::{Answer, Question, Threshold, TriageForm};
pub use values::{Capability, InvalidCapability, InvalidPriority, Priority};
pub use words::{AssignmentOutcome, Disposition, OtherService, RequestState, TeamStatus};
