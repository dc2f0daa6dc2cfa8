//! The street ends at each vertex and where they point: guidance looks at hundreds of crossings a route.

use super::network::RoadNetwork;
use crate::geo;
use crate::routing::SegmentId;
use crate::units::Bearing;

/// Street ends by vertex.
pub(super) struct StreetEnds {
    /// Where the row of each vertex begins; one more at the end.
    start: Vec<u32>,
    ends: Vec<StreetEnd>,
}

/// A segment's end at a vertex.
#[derive(Clone, Copy)]
pub(crate) struct StreetEnd {
    /// Segment number × 2, plus 1 where the segment ends here and does not begin.
    packed: u32,
    degrees: f32,
}

impl StreetEnd {
    pub(crate) fn segment(self) -> SegmentId {
        SegmentId(self.packed >> 1)
    }

    /// The segment ends here, and does not begin.
    pub(crate) fn at_head(self) -> bool {
        self.packed & 1 == 1
    }

    /// Direction in which the street sets out from here.
    pub(crate) fn bearing(self) -> Bearing {
        Bearing::new(f64::from(self.degrees)).unwrap_or_default()
    }
}

impl RoadNetwork {
    /// All street ends at a vertex, clockwise from north. They are found once for a network and all that is made of it
    /// by other weights or another moment.
    pub(crate) fn street_ends(&self, vertex: u32) -> &[StreetEnd] {
        let all = self.street_ends.get_or_init(|| StreetEnds::of(self));
        let row = vertex as usize;
        &all.ends[all.start[row] as usize..all.start[row + 1] as usize]
    }
}

impl StreetEnds {
    fn of(road: &RoadNetwork) -> Self {
        let mut found: Vec<(u32, StreetEnd)> = Vec::with_capacity(2 * road.segment_count());
        for number in 0..super::build::index(road.segment_count()) {
            let segment = road.segment(SegmentId(number));
            let end = |at_head: bool, bearing: Option<Bearing>| StreetEnd {
                packed: number << 1 | u32::from(at_head),
                degrees: degrees(bearing.unwrap_or_default()),
            };
            found.push((segment.tail(), end(false, geo::departure(segment.shape()))));
            let back = geo::departure(segment.shape().rev());
            found.push((segment.head(), end(true, back)));
        }
        found.sort_by(|(a, one), (b, other)| a.cmp(b).then(one.degrees.total_cmp(&other.degrees)));
        let mut start = vec![0; road.vertex_count() + 1];
        for (vertex, _) in &found {
            start[*vertex as usize + 1] += 1;
        }
        for row in 1..start.len() {
            start[row] += start[row - 1];
        }
        Self {
            start,
            ends: found.into_iter().map(|(_, end)| end).collect(),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a hundredth of a second of arc is more than a street's drawing tells"
)]
fn degrees(bearing: Bearing) -> f32 {
    let rounded = bearing.degrees() as f32;
    // What rounds up to a whole turn is north.
    if rounded < 360.0 { rounded } else { 0.0 }
}
