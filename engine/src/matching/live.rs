//! A vehicle's place from fix to fix.

use super::candidates::State;
use super::model::{Seen, Step, sigma};
use super::steps::{MatchScratch, Steps};
use super::trace::log_sum;
use super::{EdgePlace, Matcher};
use crate::geo;
use crate::routing::{Approach, EdgeId};
use crate::units::{Bearing, LngLat, Metres, MetresPerSecond, Millis, Timestamp};

/// Below this a vehicle stands: what its fixes still move is their error.
const STANDING: MetresPerSecond = MetresPerSecond(1.0);
/// Below this a direction of travel is noise.
const STEERING: MetresPerSecond = MetresPerSecond(2.0);
/// After a longer silence, as in a long tunnel or out of coverage, what was known is forgotten.
const LONGEST_SILENCE: Millis = Millis::from_mins(5);
/// So many fixes in a row may fit to nothing known before it is forgotten.
const MOST_OUTLIERS: u32 = 2;
/// States this much less likely than the likeliest are dropped (natural logarithm).
const NEGLIGIBLE: f64 = 14.0;

/// A position report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LiveFix {
    /// Where the device believed to be.
    pub position: LngLat,
    /// When.
    pub at: Timestamp,
    /// Radius that it believed to be within (about 68 %).
    pub accuracy: Option<Metres>,
    /// Direction of travel.
    pub bearing: Option<Bearing>,
    /// Speed as the device measured it.
    pub speed: Option<MetresPerSecond>,
}

/// Where a vehicle is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Located {
    /// The place and the direction driven.
    pub place: EdgePlace,
    /// How likely it is to be on this edge and not on another, from 0 to 1.
    pub confidence: f64,
    /// As the device said, or from the way since the last fix.
    pub speed: MetresPerSecond,
    /// It stands: its place is that of the fix before.
    pub standing: bool,
}

/// The places that a vehicle may be at, with their likelihoods, kept up to date with every fix.
///
/// Newson and Krumm's model, filtered forward: nothing later is waited for.
#[derive(Clone, Debug, Default)]
pub struct LiveMatcher {
    /// With the logarithm of the probability; the probabilities add up to 1.
    states: Vec<(State, f64)>,
    seen: Option<Seen>,
    outliers: u32,
}

impl LiveMatcher {
    /// Takes a fix in. `None` when it is near no street. Fixes must come in order of time.
    pub fn update(
        &mut self,
        matcher: &Matcher<'_>,
        scratch: &mut MatchScratch,
        fix: &LiveFix,
    ) -> Option<Located> {
        let mut seen = Seen {
            position: fix.position,
            at: Some(fix.at),
            sigma: sigma(fix.accuracy),
            bearing: fix
                .bearing
                .filter(|_| fix.speed.is_none_or(|speed| speed.0 >= STEERING.0)),
            approach: Approach::Unrestricted,
        };
        let last = self.seen.filter(|_| !self.states.is_empty());
        let Some(last) = last.filter(|last| !is_silence(last, &seen)) else {
            return self.restart(matcher, seen, fix);
        };
        let step = Step::between(&last, &seen);
        if is_standing(&step, fix.speed) {
            // The first fix at a place stays the one that the next way is measured from.
            seen.bearing = None;
            self.stand(&seen);
            self.outliers = 0;
            return self.located(MetresPerSecond(0.0), true);
        }
        let states = matcher.states(&seen);
        if !self.advance(matcher, scratch, &states, &step) {
            self.outliers += 1;
            if self.outliers > MOST_OUTLIERS {
                return self.restart(matcher, seen, fix);
            }
            return self.located(fix.speed.unwrap_or(MetresPerSecond(0.0)), false);
        }
        self.outliers = 0;
        self.seen = Some(seen);
        let between = step
            .time
            .map_or(0.0, |time| step.straight.0 / time.as_secs_f64().max(0.1));
        self.located(fix.speed.unwrap_or(MetresPerSecond(between)), false)
    }

    /// How likely the vehicle is on one of some edges, from 0 to 1.
    #[must_use]
    pub fn likelihood(&self, of: impl Fn(EdgeId) -> bool) -> f64 {
        let on = self.states.iter().filter(|(state, _)| of(state.edge));
        on.map(|(_, log)| log.exp()).sum::<f64>().min(1.0)
    }

    /// The likeliest place on one of some edges.
    #[must_use]
    pub fn place_on(&self, of: impl Fn(EdgeId) -> bool) -> Option<EdgePlace> {
        let on = self.states.iter().filter(|(state, _)| of(state.edge));
        on.max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(state, _)| state.place())
    }

    fn restart(&mut self, matcher: &Matcher<'_>, seen: Seen, fix: &LiveFix) -> Option<Located> {
        self.states = matcher
            .states(&seen)
            .into_iter()
            .map(|state| (state, state.emission))
            .collect();
        self.seen = Some(seen);
        self.outliers = 0;
        self.normalise();
        let speed = fix.speed.unwrap_or(MetresPerSecond(0.0));
        self.located(speed, speed.0 < STANDING.0)
    }

    /// Weighs the states again where they are.
    fn stand(&mut self, seen: &Seen) {
        for (state, log) in &mut self.states {
            *log += seen.log_likelihood(geo::distance(state.position, seen.position), None);
        }
        self.normalise();
    }

    /// Goes on to the states of the next fix; `false`, and nothing is changed, when none can be reached.
    fn advance(
        &mut self,
        matcher: &Matcher<'_>,
        scratch: &mut MatchScratch,
        states: &[State],
        step: &Step,
    ) -> bool {
        if !step.is_possible() {
            return false;
        }
        let steps = Steps::new(matcher);
        let mut arrivals: Vec<Vec<f64>> = vec![Vec::new(); states.len()];
        for (from, log) in &self.states {
            steps.search(scratch, from, step, states);
            for (to, arrivals) in states.iter().zip(&mut arrivals) {
                if let Some(way) = steps.way(scratch, step, from, to) {
                    arrivals.push(log + step.log_likelihood(way.metres, way.time));
                }
            }
        }
        let reached = states
            .iter()
            .zip(&arrivals)
            .filter(|(_, arrivals)| !arrivals.is_empty());
        let next: Vec<(State, f64)> = reached
            .map(|(state, arrivals)| (*state, log_sum(arrivals.iter().copied()) + state.emission))
            .collect();
        if next.is_empty() {
            return false;
        }
        self.states = next;
        self.normalise();
        true
    }

    fn normalise(&mut self) {
        let all = log_sum(self.states.iter().map(|&(_, log)| log));
        for (_, log) in &mut self.states {
            *log -= all;
        }
        self.states.retain(|&(_, log)| log > -NEGLIGIBLE);
    }

    fn located(&self, speed: MetresPerSecond, standing: bool) -> Option<Located> {
        let place = self.place_on(|_| true)?;
        Some(Located {
            place,
            confidence: self.likelihood(|edge| edge == place.edge),
            speed,
            standing,
        })
    }
}

fn is_silence(last: &Seen, seen: &Seen) -> bool {
    last.at
        .zip(seen.at)
        .is_none_or(|(last, now)| now.since(last) > LONGEST_SILENCE)
}

/// Whether a vehicle stands: by its own measure, or because nothing moved that could not be error.
fn is_standing(step: &Step, speed: Option<MetresPerSecond>) -> bool {
    let unmoved = step.straight.0 < step.sigma.0;
    match speed {
        Some(speed) => speed.0 < STANDING.0 && step.straight.0 < 3.0 * step.sigma.0,
        None => unmoved,
    }
}
