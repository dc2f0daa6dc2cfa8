//! Where trips begin and end, in the terms of a search.

use super::{EdgeId, Snap};
use crate::road::Graph;

/// A place on an edge.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) edge: EdgeId,
    /// Milliseconds from the start of the edge to the place.
    pub(crate) before: u32,
    /// Milliseconds from the place to the end of the edge.
    pub(crate) after: u32,
    /// Share of the edge that is behind, in driving direction.
    pub(crate) fraction: f64,
}

/// The edges that a trip may use at a snapped point, with the place on each.
pub(crate) fn places(graph: &Graph<'_>, snap: &Snap) -> impl Iterator<Item = Place> + use<> {
    let place = |edge: Option<EdgeId>, fraction: f64| {
        edge.map(|edge| {
            let duration = graph.duration[edge.0 as usize];
            let before = share_of(duration, fraction);
            Place {
                edge,
                before,
                after: duration - before,
                fraction,
            }
        })
    };
    let fraction = snap.fraction.clamp(0.0, 1.0);
    [
        place(snap.forward, fraction),
        place(snap.backward, 1.0 - fraction),
    ]
    .into_iter()
    .flatten()
}

/// Time between two places on one edge without leaving it; `None` when the second is not ahead.
pub(crate) fn direct(graph: &Graph<'_>, from: &Snap, to: &Snap) -> Option<(EdgeId, u32)> {
    if from.segment != to.segment {
        return None;
    }
    places(graph, from)
        .flat_map(|start| places(graph, to).map(move |end| (start, end)))
        .filter(|(start, end)| start.edge == end.edge && start.fraction <= end.fraction)
        .map(|(start, end)| (start.edge, end.before - start.before))
        .min_by_key(|&(edge, time)| (time, edge))
}

/// A share (`0..=1`) of a duration, rounded; never more than the whole, and never falling as the share grows.
pub(crate) fn share_of(duration: u32, share: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and a u32"
    )]
    let part = (f64::from(duration) * share.clamp(0.0, 1.0)).round() as u32;
    part.min(duration)
}
