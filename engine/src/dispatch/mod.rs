//! Who is where, who needs help, and who goes: the board, the fleet and the recommendation.

mod apply;
pub mod board;
pub mod closure;
pub mod command;
pub mod configuration;
mod decide;
pub mod duplicates;
pub mod event;
pub mod fleet;
pub mod ids;
pub mod invariants;
mod lookup;
pub mod model;
pub mod recommend;
pub mod rejection;
pub mod report;
#[cfg(test)]
mod tests;
pub mod timers;
pub mod transitions;
mod validate;

pub use board::{BOARD_FORMAT, Board, Changed};
pub use command::{Command, CrewCommand, Intake, PlaceCommand, Subject};
pub use configuration::{Configuration, ServiceFile};
pub use event::{Change, Event};
pub use fleet::{Fix, FixOutcome, FixRefusal, Fleet, LivePosition};
pub use recommend::{Query, Recommendation, Situation, recommend};
pub use rejection::{Rejection, RejectionKind};
pub use timers::Timer;
