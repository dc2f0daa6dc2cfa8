//! Instructions that are one to a driver: crossings that are drawn as several, because a street has two carriageways, a
//! slip road, or ends that do not quite meet.

use super::draft::Draft;
use super::drive::Drive;
use super::{ManeuverKind, Modifier};
use crate::geo;
use crate::units::Metres;

/// What lies nearer together than this is one place.
const ONE_PLACE: Metres = Metres(10.0);
/// Across the middle of a street with two carriageways.
const MEDIAN: Metres = Metres(40.0);
/// From here on two turns to one side are a turn back.
const BACK_DEGREES: f64 = 150.0;
/// The longest piece of road that joins two streets at a crossing.
const SLIP_ROAD: Metres = Metres(100.0);
/// A new name so soon after a turn is the name of the street turned into.
const SOON: Metres = Metres(30.0);
/// A turn that is none.
const STRAIGHT_DEGREES: f64 = 20.0;

/// Makes one instruction of those that are one to a driver.
pub(super) fn collapse(drive: &Drive<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::new();
    for mut draft in drafts {
        slip_road(drive, &mut draft);
        if is_at_an_end(drive, &draft) {
            continue;
        }
        let Some(before) = kept.last() else {
            kept.push(draft);
            continue;
        };
        match together(drive, before, &draft) {
            Together::Two => kept.push(draft),
            Together::One(one) => {
                kept.pop();
                kept.push(one);
            }
            Together::None => {
                kept.pop();
            }
        }
    }
    kept
}

/// What two instructions one after the other are to a driver.
enum Together {
    Two,
    One(Draft),
    None,
}

fn together(drive: &Drive<'_>, first: &Draft, second: &Draft) -> Together {
    let apart = drive.between(first.part, second.part);
    if second.kind == ManeuverKind::NewName && apart < SOON && first.exit.is_none() {
        return Together::One(Draft {
            named_by: second.named_by,
            ..*first
        });
    }
    let is_its_end = first.named_by == second.part && first.part != second.part;
    if is_its_end && second.is_plain() && !second.is_u_turn() {
        return Together::One(*first);
    }
    if !first.is_plain() || !second.is_plain() || first.is_u_turn() || second.is_u_turn() {
        return Together::Two;
    }
    // What bends between them counts too.
    let angle = geo::turn_angle(
        drive.bearing(first.part - 1, true),
        drive.bearing(second.part, false),
    );
    let one = |kind, modifier| {
        Together::One(Draft {
            kind,
            modifier: Some(modifier),
            angle,
            named_by: second.named_by,
            ..*first
        })
    };
    let (from, to) = (drive.label(first.part - 1), drive.label(second.named_by));
    let same = from.is_called_same(to);
    if apart < MEDIAN && angle.abs() > BACK_DEGREES && first.angle.signum() == second.angle.signum()
    {
        let kind = if same {
            ManeuverKind::Continue
        } else {
            ManeuverKind::Turn
        };
        return one(kind, Modifier::Uturn);
    }
    if apart >= ONE_PLACE {
        return Together::Two;
    }
    match (same, angle.abs() < STRAIGHT_DEGREES) {
        (true, true) => Together::None,
        (true, false) => one(ManeuverKind::Continue, Modifier::of_angle(angle)),
        (false, true) if from.is_news(to) => one(ManeuverKind::NewName, Modifier::Straight),
        (false, _) => one(ManeuverKind::Turn, Modifier::of_angle(angle)),
    }
}

/// A turn by a slip road is as much of a turn as the whole of it.
fn slip_road(drive: &Drive<'_>, draft: &mut Draft) {
    let street = drive.street(draft.part);
    if !matches!(draft.kind, ManeuverKind::Turn | ManeuverKind::Fork)
        || !street.is_link()
        || street.is_ramp()
        || drive.street(draft.part - 1).is_link()
    {
        return;
    }
    let mut parts = draft.part..drive.parts.len();
    let Some(out) = parts.find(|&part| !drive.street(part).is_link()) else {
        return;
    };
    // Crossings on the way are told for themselves; where it ends one can but follow the traffic.
    let plain = (draft.part + 1..out).all(|part| {
        drive
            .crossing(part)
            .is_none_or(|crossing| crossing.choices().next().is_none())
    });
    let angle = geo::turn_angle(
        drive.bearing(draft.part - 1, true),
        drive.bearing(out, false),
    );
    let side = angle.signum() == draft.angle.signum() || draft.angle.abs() < STRAIGHT_DEGREES;
    let back = angle.abs() > BACK_DEGREES;
    if plain && side && !back && drive.between(draft.part, out) < SLIP_ROAD {
        *draft = Draft {
            kind: ManeuverKind::Turn,
            modifier: Some(Modifier::of_angle(angle)),
            angle,
            named_by: out,
            ..*draft
        };
    }
}

/// At the very start one only has to know where to head; at the very end one is there.
fn is_at_an_end(drive: &Drive<'_>, draft: &Draft) -> bool {
    let at_start = drive.between(0, draft.part).0 < 1.0;
    let at_end = drive.between(draft.part, drive.parts.len()).0 < 1.0;
    let turns = draft.is_plain() && !draft.is_u_turn();
    turns && (at_start || at_end)
}
