//! What a turn costs, by its angle: the constants and the curve of OSRM's car profile
//! (`profiles/car.lua`, `process_turn`).

use crate::road::input::DrivingSide;

/// Most that turning off costs, seconds.
const TURN_PENALTY_S: f64 = 7.5;
/// How much cheaper the turn is that crosses no oncoming traffic.
const TURN_BIAS: f64 = 1.075;
/// Cost of going back the way one came, seconds.
const U_TURN_PENALTY_S: f64 = 20.0;
/// Mean wait at a signal, seconds.
const TRAFFIC_LIGHT_PENALTY_S: f64 = 2.0;
/// What a turn's cost depends on.
#[derive(Clone, Copy, Debug)]
pub(super) struct TurnShape {
    /// Degrees to the right (positive) or left, `-180..=180`; 0 is straight on.
    pub(super) angle: f64,
    pub(super) u_turn: bool,
    /// Street ends that meet here.
    pub(super) roads: u32,
    pub(super) signals: bool,
}

/// Milliseconds lost in a turn.
pub(super) fn turn_cost(turn: TurnShape, side: DrivingSide) -> u32 {
    let bias = match side {
        DrivingSide::Right => TURN_BIAS,
        DrivingSide::Left => 1.0 / TURN_BIAS,
    };
    let mut seconds = 0.0;
    if turn.signals {
        seconds += TRAFFIC_LIGHT_PENALTY_S;
    }
    if turn.roads > 2 || turn.u_turn {
        let share = turn.angle.abs() / 180.0;
        // To the right with `bias`, to the left with its inverse: a sigmoid over the angle.
        let bias = if turn.angle >= 0.0 { bias } else { 1.0 / bias };
        seconds += TURN_PENALTY_S / (1.0 + (-((13.0 / bias) * share - 6.5 * bias)).exp());
    }
    if turn.u_turn {
        seconds += U_TURN_PENALTY_S;
    }
    super::to_u32(seconds * 1000.0, super::DURATION_MASK)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(angle: f64, roads: u32, side: DrivingSide) -> u32 {
        turn_cost(
            TurnShape {
                angle,
                u_turn: false,
                roads,
                signals: false,
            },
            side,
        )
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

    #[test]
    fn a_bend_costs_nothing_and_a_signal_two_seconds() {
        assert_eq!(cost(90.0, 2, DrivingSide::Right), 0);
        let signals = TurnShape {
            angle: 0.0,
            u_turn: false,
            roads: 2,
            signals: true,
        };
        assert_eq!(turn_cost(signals, DrivingSide::Right), 2_000);
    }
}
