//! Who is where, who needs help, and who goes: the board, the fleet and the recommendation.

pub mod command;
pub mod event;
pub mod ids;
pub mod model;
