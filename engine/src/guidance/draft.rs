//! An instruction before it becomes a step.

use super::{ManeuverKind, Modifier};

/// Up to this angle a way is straight on.
const STRAIGHT_DEGREES: f64 = 20.0;
/// From here on a turn is no longer slight.
const SLIGHT_DEGREES: f64 = 60.0;
/// From here on a turn is sharp.
const SHARP_DEGREES: f64 = 130.0;

/// What to do where a part of the route begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draft {
    /// The part that begins there.
    pub(super) part: usize,
    pub(super) kind: ManeuverKind,
    pub(super) modifier: Option<Modifier>,
    pub(super) exit: Option<u32>,
    /// Degrees turned: positive to the right.
    pub(super) angle: f64,
    /// The part whose street it leads onto.
    pub(super) named_by: usize,
}

impl Draft {
    pub(super) fn new(part: usize, kind: ManeuverKind, modifier: Modifier, angle: f64) -> Self {
        Self {
            part,
            kind,
            modifier: Some(modifier),
            exit: None,
            angle,
            named_by: part,
        }
    }

    /// Made at a plain crossing: a candidate to be made one with the next.
    pub(super) fn is_plain(&self) -> bool {
        matches!(
            self.kind,
            ManeuverKind::Turn
                | ManeuverKind::Continue
                | ManeuverKind::NewName
                | ManeuverKind::EndOfRoad
                | ManeuverKind::Fork
        )
    }

    pub(super) fn is_u_turn(&self) -> bool {
        self.modifier == Some(Modifier::Uturn)
    }
}

impl Modifier {
    /// The direction of a turn by so many degrees, positive to the right.
    pub(super) fn of_angle(angle: f64) -> Self {
        let right = angle > 0.0;
        match angle.abs() {
            a if a < STRAIGHT_DEGREES => Self::Straight,
            a if a < SLIGHT_DEGREES && right => Self::SlightRight,
            a if a < SLIGHT_DEGREES => Self::SlightLeft,
            a if a < SHARP_DEGREES && right => Self::Right,
            a if a < SHARP_DEGREES => Self::Left,
            _ if right => Self::SharpRight,
            _ => Self::SharpLeft,
        }
    }

    /// About how far it turns, degrees to the right.
    pub(super) fn degrees(self) -> f64 {
        match self {
            Self::Straight => 0.0,
            Self::SlightRight => 45.0,
            Self::Right => 90.0,
            Self::SharpRight => 135.0,
            Self::Uturn => 180.0,
            Self::SharpLeft => -135.0,
            Self::Left => -90.0,
            Self::SlightLeft => -45.0,
        }
    }

    /// Slightly to the right or the left.
    pub(super) fn slight(right: bool) -> Self {
        if right {
            Self::SlightRight
        } else {
            Self::SlightLeft
        }
    }
}
