//! A street between two of its points.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use super::error::ClosureError;
use super::streets::{NEAR, Streets, called, nearest_place};
use crate::geo::{self, Mercator};
use crate::routing::{EdgeId, SegmentId};
use crate::units::{Bearing, LngLat, Metres};

/// The other carriageway of a street is no farther than this.
const OTHER_CARRIAGEWAY: Metres = Metres(60.0);

impl Streets {
    /// The street between two of its points.
    pub(super) fn between(
        &self,
        name: Option<&str>,
        from: LngLat,
        to: LngLat,
        heading: Option<Bearing>,
    ) -> Result<Vec<EdgeId>, ClosureError> {
        let name = match name {
            Some(name) => name.trim().to_lowercase(),
            None => {
                let nearest = self.near(from, NEAR, |_| true);
                let &(_, segment) = nearest.first().ok_or(ClosureError::NoStreet {
                    field: "shape.from",
                    limit: NEAR,
                })?;
                called(&self.road().segment(segment)).to_lowercase()
            }
        };
        let of_street = |id: SegmentId| {
            let segment = self.road().segment(id);
            let names = [segment.name(), segment.reference(), called(&segment)];
            names.iter().any(|other| other.to_lowercase() == name)
        };
        let ends = |point, field| match self.same_crossing(point, NEAR, of_street) {
            ends if ends.is_empty() => Err(ClosureError::NoSuchName { field, limit: NEAR }),
            ends => Ok(ends),
        };
        let (starts, goals) = (ends(from, "shape.from")?, ends(to, "shape.to")?);
        let there = shortest(self, &starts, &goals, of_street);
        let (way, is_there) = match there {
            Some(way) => (way, true),
            None => (
                shortest(self, &goals, &starts, of_street).ok_or(ClosureError::NotConnected)?,
                false,
            ),
        };
        let back = self.other_carriageway(
            &way,
            if is_there { (to, from) } else { (from, to) },
            of_street,
        );
        let (there, back) = if is_there { (way, back) } else { (back, way) };
        Ok(self.two_ways(&there, &back, from, to, heading))
    }

    /// The way back on the carriageway beside a one-way street; nothing where the street is two-way.
    fn other_carriageway(
        &self,
        way: &[EdgeId],
        (from, to): (LngLat, LngLat),
        of_street: impl Fn(SegmentId) -> bool + Copy,
    ) -> Vec<EdgeId> {
        let one_way: HashSet<SegmentId> = way
            .iter()
            .filter(|&&edge| self.opposite(edge).is_none())
            .map(|&edge| self.road().edge(edge).segment)
            .collect();
        if one_way.is_empty() {
            return Vec::new();
        }
        let others = |id: SegmentId| of_street(id) && !one_way.contains(&id);
        let starts = self.same_crossing(from, OTHER_CARRIAGEWAY, others);
        let goals = self.same_crossing(to, OTHER_CARRIAGEWAY, others);
        shortest(self, &starts, &goals, others).unwrap_or_default()
    }

    /// The edges of a way there and a way back, both ways of each street, or those that head one way.
    fn two_ways(
        &self,
        there: &[EdgeId],
        back: &[EdgeId],
        from: LngLat,
        to: LngLat,
        heading: Option<Bearing>,
    ) -> Vec<EdgeId> {
        let opposite = |edges: &[EdgeId]| -> Vec<EdgeId> {
            edges
                .iter()
                .filter_map(|&edge| self.opposite(edge))
                .collect()
        };
        let mut going = [there, &opposite(back)].concat();
        let mut coming = [back, &opposite(there)].concat();
        if let [only] = there
            && self.runs_from(*only, from, to) == Some(false)
        {
            std::mem::swap(&mut going, &mut coming);
        }
        match (heading, geo::bearing(from, to)) {
            (Some(heading), Some(way)) if way.difference(heading) <= 90.0 => going,
            (Some(_), Some(_)) => coming,
            _ => [going, coming].concat(),
        }
    }

    /// Whether driving an edge passes one point before another; `None` when it passes them at once.
    fn runs_from(&self, edge: EdgeId, from: LngLat, to: LngLat) -> Option<bool> {
        let driven = self.road().edge(edge);
        let shape: Vec<LngLat> = self.road().segment(driven.segment).shape().collect();
        let place = |point: LngLat| nearest_place(&shape, Mercator::project(point));
        let (from, to) = (place(from), place(to));
        (from != to).then(|| (from < to) == driven.along)
    }
}

/// The shortest chain of edges, driven in order, from one of some segments to one of others, both
/// included, all of a street (Dijkstra).
fn shortest(
    streets: &Streets,
    starts: &[SegmentId],
    goals: &[SegmentId],
    of_street: impl Fn(SegmentId) -> bool,
) -> Option<Vec<EdgeId>> {
    let goals: HashSet<SegmentId> = goals.iter().copied().collect();
    let mut known: HashMap<EdgeId, (u64, Option<EdgeId>)> = HashMap::new();
    let mut queue = BinaryHeap::new();
    for edge in starts.iter().flat_map(|&id| both(streets, id)) {
        let length = millimetres(streets, edge);
        known.insert(edge, (length, None));
        queue.push(Reverse((length, edge)));
    }
    while let Some(Reverse((length, edge))) = queue.pop() {
        if known[&edge].0 < length {
            continue;
        }
        let road = streets.road();
        if goals.contains(&road.edge(edge).segment) {
            return Some(unpacked(&known, edge));
        }
        let end = road.edge_head(edge);
        for &segment in streets.segments_at(end).iter().filter(|&&id| of_street(id)) {
            let leaves = |along: bool| {
                let record = road.segment(segment);
                end == if along { record.tail() } else { record.head() }
            };
            for along in [true, false].into_iter().filter(|&along| leaves(along)) {
                let Some(next) = streets.directed(segment, along) else {
                    continue;
                };
                let total = length + millimetres(streets, next);
                if known.get(&next).is_none_or(|&(least, _)| total < least) {
                    known.insert(next, (total, Some(edge)));
                    queue.push(Reverse((total, next)));
                }
            }
        }
    }
    None
}

fn unpacked(known: &HashMap<EdgeId, (u64, Option<EdgeId>)>, last: EdgeId) -> Vec<EdgeId> {
    let before = |edge: &EdgeId| known[edge].1;
    let mut way: Vec<EdgeId> = std::iter::successors(Some(last), before).collect();
    way.reverse();
    way
}

fn both(streets: &Streets, id: SegmentId) -> impl Iterator<Item = EdgeId> {
    [streets.directed(id, true), streets.directed(id, false)]
        .into_iter()
        .flatten()
}

fn millimetres(streets: &Streets, edge: EdgeId) -> u64 {
    let road = streets.road();
    let metres = road.segment(road.edge(edge).segment).length().0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a street's length is positive and far below 2^64 mm"
    )]
    let millimetres = (metres * 1000.0) as u64;
    // A street of no length still counts, so that a shorter chain wins.
    millimetres.max(1)
}
