//! Routes that a driver may like as well as the fastest one.
//!
//! Single-via routes (Abraham, Delling, Goldberg and Werneck, "Alternative Routes in Road Networks", JEA 2013): the
//! fastest way to some edge and on from there. Of the many, those are kept that share little with what is shown
//! already, are not much longer, and make no detour that a driver would see: every stretch of them up to a
//! length is itself the fastest way (*local optimality*, checked by the paper's T-test).
//!
//! Where the edges come from is a matter of the search: a hierarchy gives those of the cells around the two ends, two
//! Dijkstra searches give plateaus (Cambridge Vehicle Information Technology, "Choice Routing", 2005).

mod choose;
mod plateaus;
#[cfg(test)]
mod tests;

pub(super) use choose::{Detours, End, choose};
pub use plateaus::alternatives;

/// What an alternative must keep to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// How many routes at most, the fastest included.
    pub most: usize,
    /// Most of the fastest route's time that may be driven on edges of the routes before (turns not counted).
    pub sharing: f64,
    /// Most that it may take longer, as a share of the fastest route's time.
    pub stretch: f64,
    /// Stretches up to this share of the fastest route's time are themselves the fastest way.
    pub local: f64,
}

impl Limits {
    /// The usual limits, with the fastest route and so many others.
    #[must_use]
    pub fn with(others: usize) -> Self {
        Self {
            most: others + 1,
            sharing: 0.8,
            stretch: 0.25,
            local: 0.25,
        }
    }
}
