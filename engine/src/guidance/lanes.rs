//! Which lanes lead where the route goes.

use super::Lane;
use super::crossing::Crossing;
use crate::road::RoadNetwork;
use crate::road::input::LaneTurns;
use crate::routing::EdgeId;

/// An arrow means no street that lies further from its direction.
const FARTHEST_DEGREES: f64 = 75.0;

/// The lanes before a crossing that one comes to by `edge`; none where they help nobody: without arrows, without a
/// choice, before a roundabout (whose lanes tell exits, not turns), or with arrows that fit no street that is there.
pub(super) fn lanes(road: &RoadNetwork, crossing: &Crossing<'_>, edge: EdgeId) -> Vec<Lane> {
    let lanes = road.signs(edge).lanes;
    let marked = lanes.iter().any(|lane| !lane.is_empty());
    let street = road.segment(crossing.goes_on().segment);
    if !marked || crossing.choices().next().is_none() || street.traits().roundabout {
        return Vec::new();
    }
    let meaning = Meaning::of(lanes, crossing);
    let found: Vec<Lane> = lanes
        .iter()
        .map(|&indications| {
            let followed = arrows_or_through(indications)
                .arrows()
                .find(|&arrow| meaning.way(arrow) == Some(crossing.goes_by));
            Lane {
                indications,
                valid: followed.is_some(),
                followed: followed
                    .filter(|_| !indications.is_empty())
                    .unwrap_or_default(),
            }
        })
        .collect();
    if found.iter().any(|lane| lane.valid) {
        found
    } else {
        Vec::new()
    }
}

/// A lane without arrows leads straight on.
fn arrows_or_through(lane: LaneTurns) -> LaneTurns {
    if lane.is_empty() {
        LaneTurns::THROUGH
    } else {
        lane
    }
}

/// Arrows with the street end that each means.
struct Meaning(Vec<(LaneTurns, usize)>);

impl Meaning {
    /// Where there are as many ways on as arrows, they are the same from the left to the right; else an arrow means the
    /// street that is nearest to its direction.
    fn of(lanes: &[LaneTurns], crossing: &Crossing<'_>) -> Self {
        let all = lanes
            .iter()
            .map(|&lane| arrows_or_through(lane))
            .fold(LaneTurns::default(), LaneTurns::and);
        let arrows: Vec<LaneTurns> = all
            .arrows()
            .filter(|&arrow| arrow != LaneTurns::REVERSE)
            .collect();
        let mut ways: Vec<(usize, f64)> = crossing
            .ends
            .iter()
            .enumerate()
            .filter(|&(number, end)| end.entry && number != crossing.came_by)
            .map(|(number, end)| (number, end.angle))
            .collect();
        ways.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut meaning: Vec<(LaneTurns, usize)> = if arrows.len() == ways.len() {
            arrows
                .iter()
                .zip(&ways)
                .map(|(&arrow, way)| (arrow, way.0))
                .collect()
        } else {
            arrows
                .iter()
                .filter_map(|&arrow| Some((arrow, nearest(&ways, angle(arrow))?)))
                .collect()
        };
        if crossing.is_u_turn() {
            meaning.push((LaneTurns::REVERSE, crossing.goes_by));
        }
        Self(meaning)
    }

    fn way(&self, arrow: LaneTurns) -> Option<usize> {
        let found = self.0.iter().find(|(known, _)| *known == arrow)?;
        Some(found.1)
    }
}

fn nearest(ways: &[(usize, f64)], angle: f64) -> Option<usize> {
    let off = |way: &(usize, f64)| (way.1 - angle).abs();
    let nearest = ways.iter().min_by(|a, b| off(a).total_cmp(&off(b)))?;
    (off(nearest) <= FARTHEST_DEGREES).then_some(nearest.0)
}

/// The direction that an arrow points in, degrees to the right.
fn angle(arrow: LaneTurns) -> f64 {
    match arrow {
        LaneTurns::SHARP_LEFT => -135.0,
        LaneTurns::LEFT => -90.0,
        LaneTurns::SLIGHT_LEFT => -40.0,
        LaneTurns::SLIGHT_RIGHT => 40.0,
        LaneTurns::RIGHT => 90.0,
        LaneTurns::SHARP_RIGHT => 135.0,
        _ => 0.0,
    }
}
