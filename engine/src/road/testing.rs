//! Small networks for tests: drawn by hand, or random.

use std::sync::Arc;

use proptest::prelude::*;

use super::RoadNetwork;
use super::input::{
    DirectionAccess, DirectionInput, DrivingSide, RestrictionKind, RestrictionVia, RoadClass,
    RoadInput, SegmentInput, SegmentTraits, TurnRestriction, VertexInput, When,
};
use crate::routing::{SegmentId, Snap};
use crate::units::{LngLat, MetresPerSecond, Millis};

/// One unit of a drawing is about 100 m.
const DEGREES_PER_UNIT: f64 = 0.0009;

/// The place of a drawing's coordinates, near the equator so that both axes are equally long.
pub(crate) fn at(x: f64, y: f64) -> LngLat {
    LngLat::new(x * DEGREES_PER_UNIT, y * DEGREES_PER_UNIT).unwrap()
}

/// A network drawn by hand: vertices by place, streets between them at 10 m/s.
#[derive(Default)]
pub(crate) struct Drawing {
    pub(crate) input: RoadInput,
}

impl Drawing {
    pub(crate) fn new(vertices: &[(f64, f64)]) -> Self {
        let mut drawing = Self::default();
        drawing.input.names.push(String::new());
        for (number, &(x, y)) in (1..).zip(vertices) {
            drawing.input.vertices.push(VertexInput {
                position: at(x, y),
                osm_node: number,
                turning_place: false,
                mini_roundabout: false,
                barrier: None,
            });
        }
        drawing
    }

    /// A street that may be driven both ways; its number.
    pub(crate) fn street(&mut self, tail: u32, head: u32) -> u32 {
        let drive = DirectionInput {
            speed: MetresPerSecond(10.0),
            ..DirectionInput::default()
        };
        let ends = [tail, head].map(|vertex| self.point(vertex));
        let line = self.input.lines.add(ends);
        self.input.segments.push(SegmentInput {
            tail,
            head,
            line,
            osm_way: i64::try_from(self.input.segments.len()).unwrap() + 100,
            class: RoadClass::Residential,
            name: 0,
            reference: 0,
            forward: Some(drive.clone()),
            backward: Some(drive),
            traits: SegmentTraits::default(),
        });
        u32::try_from(self.input.segments.len() - 1).unwrap()
    }

    /// A vertex as a point of a line.
    fn point(&self, vertex: u32) -> (LngLat, i64) {
        let vertex = &self.input.vertices[vertex as usize];
        (vertex.position, vertex.osm_node)
    }

    /// Leads a street over another point: its place and node.
    pub(crate) fn bend(&mut self, street: u32, over: (LngLat, i64)) {
        let (tail, head) = {
            let segment = &self.input.segments[street as usize];
            (segment.tail, segment.head)
        };
        let points = [self.point(tail), over, self.point(head)];
        self.input.segments[street as usize].line = self.input.lines.add(points);
    }

    /// A street that may only be driven from tail to head.
    pub(crate) fn one_way(&mut self, tail: u32, head: u32) -> u32 {
        let number = self.street(tail, head);
        self.input.segments[number as usize].backward = None;
        number
    }

    /// Makes a street usable only at the ends of a trip.
    pub(crate) fn ends_only(&mut self, street: u32) {
        let segment = &mut self.input.segments[street as usize];
        let directions = [&mut segment.forward, &mut segment.backward];
        for direction in directions.into_iter().flatten() {
            direction.access = DirectionAccess::EndsOnly;
        }
    }

    pub(crate) fn named(&mut self, street: u32, name: &str) {
        let names = &mut self.input.names;
        let number = names.iter().position(|other| other == name);
        let number = number.unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        });
        self.input.segments[street as usize].name = u32::try_from(number).unwrap();
    }

    pub(crate) fn restrict(
        &mut self,
        kind: RestrictionKind,
        from: u32,
        via: RestrictionVia,
        to: u32,
    ) {
        self.input.restrictions.push(TurnRestriction {
            kind,
            from,
            via,
            to,
            when: When::Always,
            osm_relation: i64::try_from(self.input.restrictions.len()).unwrap() + 1,
        });
    }

    pub(crate) fn build(self) -> Arc<RoadNetwork> {
        Arc::new(RoadNetwork::build(self.input).unwrap().0)
    }
}

/// A place on a segment, whether trips may begin there or not.
pub(crate) fn anywhere(road: &RoadNetwork, segment: u32, fraction: f64) -> Snap {
    let id = SegmentId(segment);
    let shape: Vec<LngLat> = road.segment(id).shape().collect();
    Snap {
        segment: id,
        fraction,
        position: crate::geo::point_along(&shape, fraction).unwrap(),
        distance: crate::units::Metres(0.0),
        forward: road.segment(id).forward(),
        backward: road.segment(id).backward(),
    }
}

/// Random networks: up to 9 crossings, one-ways, loops, parallel streets, signals, private streets,
/// and restrictions of every kind, most of them along streets that meet.
pub(crate) fn random_input() -> impl Strategy<Value = RoadInput> {
    (
        random_streets(),
        any::<bool>(),
        proptest::collection::vec(any::<[u8; 6]>(), 0..5),
    )
        .prop_map(|(mut input, left, seeds)| {
            if left {
                input.driving_side = DrivingSide::Left;
            }
            for seed in seeds {
                let restriction = random_restriction(&input, seed);
                input.restrictions.extend(restriction);
            }
            input
        })
}

/// As [`random_input`], without restrictions.
fn random_streets() -> impl Strategy<Value = RoadInput> {
    let vertices = proptest::collection::vec((0..40i32, 0..40i32, any::<bool>()), 2..10);
    let streets = proptest::collection::vec(
        (
            any::<[prop::sample::Index; 2]>(),
            0..8u8,
            1..30u32,
            1..30u32,
            0..5u8,
        ),
        1..24,
    );
    (vertices, streets).prop_map(|(vertices, streets)| {
        let places: Vec<(f64, f64)> = vertices
            .iter()
            .map(|&(x, y, _)| (f64::from(x) / 10.0, f64::from(y) / 10.0))
            .collect();
        let mut drawing = Drawing::new(&places);
        for (vertex, &(.., turning)) in drawing.input.vertices.iter_mut().zip(&vertices) {
            vertex.turning_place = turning;
        }
        let count = vertices.len();
        for ([tail, head], ways, speed, back_speed, private) in streets {
            let index = |i: prop::sample::Index| u32::try_from(i.index(count)).unwrap();
            let street = drawing.street(index(tail), index(head));
            let middle = at(f64::from(speed) / 7.0, f64::from(back_speed) / 7.0);
            drawing.bend(street, (middle, 1000 + i64::from(street)));
            let segment = &mut drawing.input.segments[street as usize];
            let directions = [
                (&mut segment.forward, speed),
                (&mut segment.backward, back_speed),
            ];
            for (direction, speed) in directions {
                let direction = direction.as_mut().expect("streets are drawn both ways");
                direction.speed = MetresPerSecond(f64::from(speed));
                direction.delay_at_end = Millis(u64::from(speed % 3) * 1000);
                if private == 0 {
                    direction.access = DirectionAccess::EndsOnly;
                }
            }
            match ways {
                0 | 1 => segment.backward = None,
                2 => segment.forward = None,
                _ => {}
            }
        }
        drawing.input
    })
}

/// A restriction along a random walk of two to four segments.
fn random_restriction(input: &RoadInput, seed: [u8; 6]) -> Option<TurnRestriction> {
    let pick = |choices: &[(u32, u32)], seed: u8| {
        (!choices.is_empty()).then(|| choices[usize::from(seed) % choices.len()])
    };
    // (segment, vertex it leads to)
    let leaving = |vertex: u32, not: Option<u32>| -> Vec<(u32, u32)> {
        (0..)
            .zip(&input.segments)
            .filter(|&(number, _)| Some(number) != not)
            .flat_map(|(number, s)| {
                let along = (s.tail == vertex).then_some((number, s.head));
                let against = (s.head == vertex).then_some((number, s.tail));
                along.into_iter().chain(against)
            })
            .collect()
    };
    let all: Vec<(u32, u32)> = (0..)
        .zip(&input.segments)
        .map(|(n, s)| (n, s.head))
        .collect();
    let (from, mut vertex) = pick(&all, seed[0])?;
    let first_vertex = vertex;
    let mut walk = vec![from];
    for step in 0..=usize::from(seed[1] % 3) {
        let (next, reached) = pick(&leaving(vertex, walk.last().copied()), seed[2 + step])?;
        walk.push(next);
        vertex = reached;
    }
    let to = walk.pop()?;
    let via = match walk.get(1..) {
        Some([]) | None => RestrictionVia::Vertex(first_vertex),
        Some(segments) => RestrictionVia::Segments(segments.to_vec()),
    };
    let kind = if seed[5].is_multiple_of(2) {
        RestrictionKind::No
    } else {
        RestrictionKind::Only
    };
    Some(TurnRestriction {
        kind,
        from,
        via,
        to,
        when: When::Always,
        osm_relation: i64::from(seed[0]),
    })
}
