//! The probabilities of the model, as natural logarithms.

use crate::routing::Approach;
use crate::units::{Bearing, LngLat, Metres, MetresPerSecond, Millis, Timestamp};

/// A direction measured while driving scatters by this much around the street's, degrees.
const BEARING_SIGMA: f64 = 30.0;
/// A satellite receiver that says nothing of its accuracy: Newson and Krumm measured 4.07 m.
const USUAL_SIGMA: Metres = Metres(5.0);
/// Accuracies given are taken for at least (nobody's map is better) and at most this.
const SIGMA_RANGE: std::ops::RangeInclusive<f64> = 3.0..=60.0;
/// Nobody drives faster than this from one fix to the next.
const FASTEST: MetresPerSecond = MetresPerSecond(70.0);
/// No way is looked for between fixes farther apart than this: what was driven between them would be a guess, and a
/// search would look at a whole city.
const FARTHEST_APART: Metres = Metres(5_000.0);
/// Between fixes farther apart than this, only the likeliest places count.
const FAR_APART: Metres = Metres(1_000.0);
/// How fast ways that take longer than the time between two fixes become unlikely: the logarithm falls by this much
/// for a way that takes twice that time.
const HASTE: f64 = 6.0;
/// A way may be driven this much faster than the network says before it counts as hasty.
const USUAL_HASTE: f64 = 1.3;

/// A fix as the model sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Seen {
    pub(super) position: LngLat,
    pub(super) at: Option<Timestamp>,
    /// Standard deviation of the fix.
    pub(super) sigma: Metres,
    pub(super) bearing: Option<Bearing>,
    /// On which side of its street it lies.
    pub(super) approach: Approach,
}

/// The standard deviation of a fix with this accuracy (the radius it is within in 68 of 100 cases).
pub(super) fn sigma(accuracy: Option<Metres>) -> Metres {
    let given = accuracy.map_or(USUAL_SIGMA.0, |accuracy| accuracy.0);
    Metres(given.clamp(*SIGMA_RANGE.start(), *SIGMA_RANGE.end()))
}

impl Seen {
    /// How likely it is from a place this far away on a street that runs this many degrees otherwise.
    pub(super) fn log_likelihood(&self, distance: Metres, off_course: Option<f64>) -> f64 {
        let square = |value: f64| -0.5 * value * value;
        let aside = square(distance.0 / self.sigma.0);
        let turned = off_course.map_or(0.0, |degrees| square(degrees / BEARING_SIGMA));
        // A direction can be all wrong, as at a stop: never worse than three standard deviations.
        aside + turned.max(square(3.0))
    }
}

/// What is known between two fixes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// Straight line between the fixes.
    pub(super) straight: Metres,
    pub(super) time: Option<Millis>,
    pub(super) sigma: Metres,
}

impl Step {
    pub(super) fn between(from: &Seen, to: &Seen) -> Self {
        Self {
            straight: crate::geo::distance(from.position, to.position),
            time: from.at.zip(to.at).map(|(from, to)| to.since(from)),
            sigma: Metres(from.sigma.0.max(to.sigma.0)),
        }
    }

    /// Whether a vehicle can have got from one fix to the other at all.
    pub(super) fn is_possible(&self) -> bool {
        let slack = 4.0 * self.sigma.0;
        let in_time = self
            .time
            .is_none_or(|time| self.straight.0 <= FASTEST.0 * time.as_secs_f64() + slack);
        in_time && self.straight.0 <= FARTHEST_APART.0
    }

    /// Whether the fixes lie so far apart that a search for the ways between them is long.
    pub(super) fn is_far(&self) -> bool {
        self.straight.0 > FAR_APART.0
    }

    /// Ways longer than this are not looked at.
    pub(super) fn longest_way(&self) -> f64 {
        let detour = 3.0 * self.straight.0 + 12.0 * self.sigma.0 + 150.0;
        match self.time {
            Some(time) => detour.min(FASTEST.0 * time.as_secs_f64() + 8.0 * self.sigma.0 + 50.0),
            None => detour,
        }
    }

    /// How far a place may lie behind the last one and still be the same stand, seen with another error.
    pub(super) fn may_slip_back(&self) -> f64 {
        3.0 * self.sigma.0
    }

    /// How likely it is that a way of this length and driving time was driven.
    pub(super) fn log_likelihood(&self, way: f64, driving: Millis) -> f64 {
        let difference = (way - self.straight.0).abs() / self.spread();
        let hasty = self.time.map_or(0.0, |time| {
            let seconds = time.as_secs_f64().max(1.0);
            let late = driving.as_secs_f64() / USUAL_HASTE - seconds;
            late.max(0.0) * HASTE / seconds
        });
        -0.5 * difference * difference - hasty
    }

    /// The standard deviation of the difference between the way and the straight line: both ends scatter, and the
    /// longer it takes the more turns are taken.
    ///
    /// Newson and Krumm let the difference fall off exponentially; a normal distribution found more edges on
    /// the bundled city and milan where fixes scatter by 15 m and more, and as many at 5 m.
    fn spread(&self) -> f64 {
        let seconds = self
            .time
            .map_or(5.0, |time| time.as_secs_f64().clamp(1.0, 60.0));
        std::f64::consts::SQRT_2.mul_add(self.sigma.0, 0.4 * seconds)
    }
}
