//! What a turn costs, by its angle: the curve of OSRM's car profile (`profiles/car.lua`, `process_turn`).

use crate::road::input::{DrivingSide, TurnCosts};

/// What a turn's cost depends on.
#[derive(Clone, Copy, Debug)]
pub(super) struct TurnShape {
    /// Degrees to the right (positive) or left, `-180..=180`; 0 is straight on.
    pub(super) angle: f64,
    pub(super) u_turn: bool,
    /// Street ends that meet here.
    pub(super) roads: u32,
    /// The turn leads into, along or out of a roundabout: nothing comes towards it.
    pub(super) roundabout: bool,
}

/// Milliseconds lost in a turn.
pub(super) fn turn_cost(turn: TurnShape, costs: &TurnCosts, side: DrivingSide) -> u32 {
    let mut seconds = 0.0;
    if turn.roads > 2 || turn.u_turn {
        seconds += by_angle(turn.angle, costs, side);
    }
    let crosses = match side {
        DrivingSide::Right => turn.angle < 0.0,
        DrivingSide::Left => turn.angle > 0.0,
    };
    if crosses && !turn.u_turn && turn.roads > 2 && !turn.roundabout {
        seconds += costs.oncoming_s * sigmoid(13.0 * turn.angle.abs() / 180.0 - 3.25);
    }
    if turn.u_turn {
        seconds += costs.u_turn_s;
    }
    super::to_u32(seconds * 1000.0, crate::road::DURATION_MASK)
}

/// A sigmoid over the angle: to the right with the bias, to the left with its inverse.
fn by_angle(angle: f64, costs: &TurnCosts, side: DrivingSide) -> f64 {
    let bias = match side {
        DrivingSide::Right => costs.bias,
        DrivingSide::Left => 1.0 / costs.bias,
    };
    let bias = if angle >= 0.0 { bias } else { 1.0 / bias };
    costs.turn_s * sigmoid((13.0 / bias) * angle.abs() / 180.0 - 6.5 * bias)
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(angle: f64, roads: u32) -> TurnShape {
        TurnShape {
            angle,
            u_turn: false,
            roads,
            roundabout: false,
        }
    }

    fn cost(angle: f64, roads: u32, side: DrivingSide) -> u32 {
        turn_cost(turn(angle, roads), &TurnCosts::CAR, side)
    }

    #[test]
    fn crossing_oncoming_traffic_costs_more() {
        let (left, right) = (DrivingSide::Left, DrivingSide::Right);
        assert!(cost(-90.0, 4, right) > cost(90.0, 4, right));
        assert!(cost(90.0, 4, left) > cost(-90.0, 4, left));
        assert_eq!(cost(-90.0, 4, right), cost(90.0, 4, left));
    }

    /// OSRM: 7.5 / (1 + exp(-((13 / 1.075) × 0.5 − 6.5 × 1.075))) = 2.105 s.
    #[test]
    fn a_right_turn_costs_what_osrm_charges() {
        assert_eq!(cost(90.0, 4, DrivingSide::Right), 2_105);
    }

    /// OSRM: 7.5 / (1 + exp(-((13 × 1.075) × 0.5 − 6.5 / 1.075))) + 2 / (1 + exp(-(6.5 − 3.25))) = 5.395 + 1.925 s;
    /// its own table says 21.9 s for a turn that takes 14.6 s less than that.
    #[test]
    fn a_left_turn_waits_for_a_gap_but_not_in_a_roundabout() {
        assert_eq!(cost(-90.0, 4, DrivingSide::Right), 7_320);
        let roundabout = TurnShape {
            roundabout: true,
            ..turn(-90.0, 4)
        };
        let without = turn_cost(roundabout, &TurnCosts::CAR, DrivingSide::Right);
        assert_eq!(without, 5_395);
    }

    #[test]
    fn a_bend_costs_nothing_and_turning_back_most() {
        assert_eq!(cost(90.0, 2, DrivingSide::Right), 0);
        let back = TurnShape {
            u_turn: true,
            ..turn(180.0, 1)
        };
        assert_eq!(turn_cost(back, &TurnCosts::CAR, DrivingSide::Right), 27_455);
    }
}
