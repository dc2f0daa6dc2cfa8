//! What was driven between two places, and how long each street took.

use super::candidates::State;
use super::model::Step;
use super::steps::{MatchScratch, Steps};
use super::{EdgePlace, Matcher};
use crate::geo;
use crate::road::RoadNetwork;
use crate::routing::{EdgeId, PathPart};
use crate::units::{Metres, Millis};

/// Places are taken for this exact: they are matched already.
const EXACT: Metres = Metres(3.0);

impl Matcher<'_> {
    /// The fastest way from one place to another, as a vehicle that was seen at both has most likely driven; nothing when
    /// there is none of about the length of the straight line.
    #[must_use]
    pub fn driven(
        &self,
        scratch: &mut MatchScratch,
        from: &EdgePlace,
        to: &EdgePlace,
    ) -> Vec<PathPart> {
        let steps = Steps::new(self);
        let state = |place: &EdgePlace| {
            let segment = self.road.edge(place.edge).segment;
            let length = self.road.segment(segment).length().0;
            State {
                edge: place.edge,
                offset: place.fraction * length,
                length,
                position: place.position,
                emission: 0.0,
            }
        };
        let step = Step {
            straight: geo::distance(from.position, to.position),
            time: None,
            sigma: EXACT,
        };
        let (begin, end) = (state(from), state(to));
        steps.search(scratch, &begin, &step, &[end]);
        if steps.way(scratch, &step, &begin, &end).is_none() {
            return Vec::new();
        }
        let edges = steps.edges(scratch, &step, &begin, &end);
        let last = edges.len() - 1;
        let part = |(number, &edge): (usize, &EdgeId)| PathPart {
            edge,
            from: if number == 0 { from.fraction } else { 0.0 },
            to: if number == last { to.fraction } else { 1.0 },
        };
        edges.iter().enumerate().map(part).collect()
    }
}

/// Finds the edges that a vehicle drove from end to end, and how long each took: what speeds are learned from.
#[derive(Clone, Debug, Default)]
pub struct Traversals {
    /// The edge it is on, when it was seen to come onto it, with the milliseconds so far.
    entered: Option<(EdgeId, f64)>,
}

impl Traversals {
    /// Takes in the way from one fix to the next, and the time between them; the time is shared among the parts as the
    /// network's driving times are. Tells the edges left, each with the time since it was entered.
    pub fn step(
        &mut self,
        road: &RoadNetwork,
        way: &[PathPart],
        took: Millis,
    ) -> Vec<(EdgeId, Millis)> {
        let usual: Vec<f64> = way
            .iter()
            .map(|part| part.duration(road).as_secs_f64())
            .collect();
        let whole: f64 = usual.iter().sum();
        let Some(last) = way.len().checked_sub(1).filter(|_| whole > 0.0) else {
            // It stood: the time counts for the street it stands on.
            if let Some((_, time)) = &mut self.entered {
                *time += took.as_secs_f64() * 1000.0;
            }
            return Vec::new();
        };
        let mut left = Vec::new();
        for (number, (part, usual)) in way.iter().zip(usual).enumerate() {
            let time = took.as_secs_f64() * 1000.0 * usual / whole;
            match &mut self.entered {
                Some((edge, so_far)) if *edge == part.edge => *so_far += time,
                // The first part is seen from its middle on.
                _ if number == 0 => self.entered = None,
                entered => *entered = Some((part.edge, time)),
            }
            if number < last
                && let Some((edge, time)) = self.entered.take()
            {
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a sum of positive times"
                )]
                left.push((edge, Millis(time.round() as u64)));
            }
        }
        left
    }

    /// What comes next has nothing to do with what was before.
    pub fn forget(&mut self) {
        self.entered = None;
    }
}
