//! The decisions of Nearhand, and nothing else.
//!
//! This library reads no clock, opens no file or socket and starts no runtime: the time, ids and
//! random numbers come in as arguments. The same functions therefore decide live, in replay and in
//! the simulator.
//!
//! The rooms: [`units`] (quantities as types), [`geo`] (geometry on the ground), [`road`] (the road
//! network), [`routing`] (snapping, shortest routes, reach), [`matching`] (from fixes to streets), [`guidance`] (turn by
//! turn), [`coverage`] (who reaches whom in time) and [`dispatch`] (board, fleet, recommendation).

pub mod coverage;
pub mod dispatch;
pub mod geo;
pub mod guidance;
pub mod matching;
pub mod road;
pub mod routing;
pub mod units;
