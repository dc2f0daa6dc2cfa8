//! How streets are reached: from one end, from the other, or from both.

use super::super::ends::places;
use super::sweep::Weight;
use super::{Direction, EdgeId, Field, Reach, ReachedPart, SegmentId, Snap};
use crate::road::{Graph, RoadNetwork};

/// How one street is reached from its ends.
///
/// Both directions of travel eat into the street: one covers the part next to its tail, the other
/// the part next to its head. A direction that enters more ends-only areas than the other is left out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Street {
    pub(super) segment: SegmentId,
    /// Areas that must be entered.
    entries: u32,
    at_tail: Option<Run>,
    at_head: Option<Run>,
}

/// A way into a street from one end.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// Cost at the street's end.
    cost: u32,
    /// Cost of the whole street.
    whole: u32,
}

impl Run {
    /// Share of the street covered within a limit.
    fn share(self, within: u32) -> Option<f64> {
        let left = within.checked_sub(self.cost)?;
        Some((f64::from(left) / f64::from(self.whole)).min(1.0))
    }
}

impl Street {
    /// The shares where the part next to the tail ends and that next to the head begins.
    pub(super) fn covered(&self, within: u32) -> (Option<f64>, Option<f64>) {
        let share = |run: Option<Run>| run.and_then(|run| run.share(within));
        (
            share(self.at_tail),
            share(self.at_head).map(|share| 1.0 - share),
        )
    }

    pub(super) fn parts(&self, within: u32, parts: &mut Vec<ReachedPart>) {
        let part = |from, to| ReachedPart {
            segment: self.segment,
            from,
            to,
        };
        let (tail, head) = self.covered(within);
        parts.extend(tail.map(|to| part(0.0, to)));
        parts.extend(head.map(|from| part(from, 1.0)));
    }
}

impl ReachedPart {
    /// What lies within two shares; `None` when nothing does.
    fn cut(self, (from, to): (f64, f64)) -> Option<Self> {
        let part = Self {
            from: self.from.max(from),
            to: self.to.min(to),
            ..self
        };
        (part.from <= part.to).then_some(part)
    }
}

/// The streets on which places lie, ascending.
pub(super) struct OriginStreets(Vec<SegmentId>);

impl OriginStreets {
    pub(super) fn of(places: &[Snap]) -> Self {
        let mut segments: Vec<SegmentId> = places.iter().map(|place| place.segment).collect();
        segments.sort_unstable();
        segments.dedup();
        Self(segments)
    }

    pub(super) fn hold(&self, segment: SegmentId) -> bool {
        self.0.binary_search(&segment).is_ok()
    }
}

impl Reach {
    /// The streets that a field reaches from their ends, by edge.
    pub(super) fn streets<'a>(
        &'a self,
        road: &'a RoadNetwork,
        graph: &'a Graph<'a>,
        field: &'a Field,
    ) -> impl Iterator<Item = Street> + 'a {
        // A network numbers the two edges of a segment one after the other.
        let mut ways = field.weights.iter().peekable();
        std::iter::from_fn(move || {
            let &(edge, weight) = ways.next()?;
            let (segment, _) = graph.segment(edge);
            let other = ways.next_if(|&&(other, _)| graph.segment(other).0 == segment);
            Some(self.street(road, graph, segment, [Some((edge, weight)), other.copied()]))
        })
    }

    fn street(
        &self,
        road: &RoadNetwork,
        graph: &Graph<'_>,
        segment: SegmentId,
        ways: [Option<(EdgeId, Weight)>; 2],
    ) -> Street {
        let ways = || ways.into_iter().flatten();
        let fewest = ways().map(|(_, weight)| weight.entries()).min();
        let entries = fewest.unwrap_or(0);
        let mut street = Street {
            segment,
            entries,
            at_tail: None,
            at_head: None,
        };
        for (edge, weight) in ways().filter(|(_, weight)| weight.entries() == entries) {
            let run = Some(Run {
                cost: weight.cost(),
                whole: self.measure.of(road, graph, edge),
            });
            // Departing, an edge is driven from its start on; arriving, up to its end.
            if graph.segment(edge).1 == (self.direction == Direction::Depart) {
                street.at_tail = run;
            } else {
                street.at_head = run;
            }
        }
        street
    }

    /// How a field reaches a street from its ends; `None` when it does not.
    fn street_at(
        &self,
        road: &RoadNetwork,
        graph: &Graph<'_>,
        field: &Field,
        segment: SegmentId,
    ) -> Option<Street> {
        let record = road.segment(segment);
        let ways = [record.forward(), record.backward()].map(|edge| {
            let edge = edge?;
            let found = field.weights.binary_search_by_key(&edge, |&(edge, _)| edge);
            found.ok().map(|at| field.weights[at])
        });
        let reached = ways.iter().any(Option::is_some);
        reached.then(|| self.street(road, graph, segment, ways))
    }

    /// What is reached of the streets on which the places themselves lie.
    pub(super) fn origin_parts(
        &self,
        road: &RoadNetwork,
        graph: &Graph<'_>,
        field: &Field,
        origins: &OriginStreets,
        within: u32,
        parts: &mut Vec<ReachedPart>,
    ) {
        for &segment in &origins.0 {
            let Some(street) = self.street_at(road, graph, field, segment) else {
                continue;
            };
            let first = parts.len();
            street.parts(within, parts);
            if street.entries > 0 {
                // Only a place that was searched alone comes back this way; see `Sweeper::groups`.
                // What lies straight ahead of it needs no area to be entered: that is the router's way.
                let kept = self.not_straight(&field.places[0]);
                let back = parts.split_off(first);
                parts.extend(back.into_iter().filter_map(|part| part.cut(kept)));
            }
        }
        for origin in &field.places {
            parts.extend(self.straight_ahead(road, graph, origin, within));
        }
    }

    /// The parts of its own street that a place reaches (or is reached from) straight on.
    fn straight_ahead(
        &self,
        road: &RoadNetwork,
        graph: &Graph<'_>,
        origin: &Snap,
        within: u32,
    ) -> impl Iterator<Item = ReachedPart> {
        places(graph, origin).map(move |place| {
            let whole = self.measure.of(road, graph, place.edge);
            let share = f64::from(within) / f64::from(whole);
            let (from, to) = match self.direction {
                Direction::Depart => (place.fraction, (place.fraction + share).min(1.0)),
                Direction::Arrive => ((place.fraction - share).max(0.0), place.fraction),
            };
            let edge = road.edge(place.edge);
            let (from, to) = if edge.along {
                (from, to)
            } else {
                (1.0 - to, 1.0 - from)
            };
            ReachedPart {
                segment: edge.segment,
                from,
                to,
            }
        })
    }

    /// The part of its own segment (empty when `from > to`) that a place has not straight ahead.
    fn not_straight(&self, place: &Snap) -> (f64, f64) {
        let departing = self.direction == Direction::Depart;
        match (place.forward, place.backward) {
            (Some(_), Some(_)) => (1.0, 0.0),
            (None, None) => (0.0, 1.0),
            (Some(_), None) if departing => (0.0, place.fraction.next_down()),
            (None, Some(_)) if !departing => (0.0, place.fraction.next_down()),
            _ => (place.fraction.next_up(), 1.0),
        }
    }
}
