//! Whether the input contradicts itself.

use crate::road::input::{Change, DirectionInput, RoadInput, SegmentInput, When};
use crate::units::MetresPerSecond;

/// Input that is not a road network.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum BuildError {
    /// A number points past the end of the list it indexes.
    #[error("{what} {index} of segment {segment} does not exist: there are {count}")]
    IndexOutOfRange {
        /// What the number stands for.
        what: &'static str,
        /// The number.
        index: u32,
        /// Length of the list.
        count: usize,
        /// The segment that holds it.
        segment: usize,
    },
    /// A line needs two points, and to be one of the input's.
    #[error("the shape of segment {segment} (way {osm_way}) has fewer than two points")]
    ShapeTooShort {
        /// The segment.
        segment: usize,
        /// Its way.
        osm_way: i64,
    },
    /// A speed must be a positive number.
    #[error("the speed {speed} m/s of segment {segment} (way {osm_way}) is not a positive number")]
    Speed {
        /// The value, metres per second.
        speed: f64,
        /// The segment.
        segment: usize,
        /// Its way.
        osm_way: i64,
    },
    /// A rule names a condition that is not in the list.
    #[error("condition {index} of a {what} does not exist: there are {count}")]
    NoCondition {
        /// The rule.
        what: &'static str,
        /// The number.
        index: u32,
        /// Length of the list.
        count: usize,
    },
    /// More than an index can count.
    #[error("{count} {what} are more than this format can hold ({limit})")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
}

/// Every index points somewhere and every list can be counted.
pub(super) fn check(input: &RoadInput) -> Result<(), BuildError> {
    let limit = (1 << 30) - 1;
    let name_bytes = input.names.iter().map(String::len).sum();
    for (what, count) in [
        ("segments", input.segments.len()),
        ("vertices", input.vertices.len()),
        ("names", input.names.len()),
        ("conditions", input.conditions.len()),
        ("shape points", input.lines.points.len()),
        ("bytes of names", name_bytes),
    ] {
        if count > limit {
            return Err(BuildError::TooMany { what, count, limit });
        }
    }
    for (number, segment) in input.segments.iter().enumerate() {
        check_segment(input, number, segment)?;
        for direction in [&segment.forward, &segment.backward].into_iter().flatten() {
            check_direction(input, number, segment, direction)?;
        }
    }
    let restrictions = input.restrictions.iter().map(|r| ("restriction", r.when));
    let barriers = input
        .vertices
        .iter()
        .map(|v| ("barrier", v.barrier.unwrap_or_default()));
    for (what, when) in restrictions.chain(barriers) {
        if let When::While(index) | When::Unless(index) = when
            && index as usize >= input.conditions.len()
        {
            let count = input.conditions.len();
            return Err(BuildError::NoCondition { what, index, count });
        }
    }
    Ok(())
}

fn check_segment(
    input: &RoadInput,
    number: usize,
    segment: &SegmentInput,
) -> Result<(), BuildError> {
    for (what, index, count) in [
        ("tail vertex", segment.tail, input.vertices.len()),
        ("head vertex", segment.head, input.vertices.len()),
        // Name 0 is the empty one, whether it is in the list or not.
        ("name", segment.name, input.names.len().max(1)),
        ("reference", segment.reference, input.names.len().max(1)),
    ] {
        if index as usize >= count {
            return Err(BuildError::IndexOutOfRange {
                what,
                index,
                count,
                segment: number,
            });
        }
    }
    if segment.line.length < 2 || !input.lines.holds(segment.line) {
        return Err(BuildError::ShapeTooShort {
            segment: number,
            osm_way: segment.osm_way,
        });
    }
    Ok(())
}

fn check_direction(
    input: &RoadInput,
    number: usize,
    segment: &SegmentInput,
    direction: &DirectionInput,
) -> Result<(), BuildError> {
    let names = input.names.len().max(1);
    let signs = direction.extras.as_ref().map(|extras| &extras.signs);
    let signs = signs.into_iter().flat_map(|signs| {
        [
            ("destination", signs.destination, names),
            ("exit", signs.exit, names),
        ]
    });
    let conditions = direction
        .changes()
        .iter()
        .map(|change| ("condition", change.condition, input.conditions.len()));
    for (what, index, count) in signs.chain(conditions) {
        if index as usize >= count {
            return Err(BuildError::IndexOutOfRange {
                what,
                index,
                count,
                segment: number,
            });
        }
    }
    let changed = direction
        .changes()
        .iter()
        .filter_map(|change| match change.to {
            Change::Speed(speed) => Some(speed),
            Change::Access(_) => None,
        });
    for MetresPerSecond(speed) in std::iter::once(direction.speed).chain(changed) {
        if !(speed.is_finite() && speed > 0.0) {
            return Err(BuildError::Speed {
                speed,
                segment: number,
                osm_way: segment.osm_way,
            });
        }
    }
    Ok(())
}
