//! Streets drawn in text, and what guidance tells of a route along them.
//!
//! In a drawing a letter is a crossing or a street end, and all else is there for the eye. Streets are listed below it:
//! the letters in order, then the name, then after a semicolon what else is known.

use std::sync::Arc;

use expect_test::Expect;

use crate::geo;
use crate::guidance::{Ends, Lane, ManeuverKind, Step, TravelMode, steps_between};
use crate::road::RoadNetwork;
use crate::road::input::{DrivingSide, LaneTurns, RoadClass, SegmentInput, Signs};
use crate::road::testing::{Drawing, anywhere, at};
use crate::routing::{BidirectionalDijkstra, Path, Router, Snap};
use crate::units::LngLat;

/// A drawn network.
pub(in crate::guidance) struct Layout {
    drawing: Drawing,
    letters: Vec<char>,
    /// Metres from one character of the drawing to the next.
    grid: f64,
}

/// A drawing whose characters lie `grid` metres apart, and its streets.
pub(in crate::guidance) fn layout(grid: f64, map: &str, streets: &[&str]) -> Layout {
    let (mut letters, mut places) = (Vec::new(), Vec::new());
    for (row, line) in map.lines().enumerate() {
        for (column, letter) in line.chars().enumerate() {
            if letter.is_alphabetic() {
                letters.push(letter);
                let unit = |count: usize| f64::from(u32::try_from(count).unwrap()) * grid / 100.0;
                places.push((unit(column), -unit(row)));
            }
        }
    }
    let mut layout = Layout {
        drawing: Drawing::new(&places),
        letters,
        grid,
    };
    for street in streets {
        layout.add(street);
    }
    layout
}

impl Layout {
    pub(in crate::guidance) fn left_hand(mut self) -> Self {
        self.drawing.input.driving_side = DrivingSide::Left;
        self
    }

    pub(in crate::guidance) fn mini_roundabout(mut self, letter: char) -> Self {
        let vertex = self.vertex(letter);
        self.drawing.input.vertices[vertex as usize].mini_roundabout = true;
        self
    }

    pub(in crate::guidance) fn build(self) -> Map {
        Map {
            road: self.drawing.build(),
            letters: self.letters,
            grid: self.grid,
        }
    }

    fn vertex(&self, letter: char) -> u32 {
        let place = self.letters.iter().position(|&other| other == letter);
        u32::try_from(place.expect("a letter of the drawing")).unwrap()
    }

    /// "abc Main Street; primary oneway ref=A1 to=Porto exit=12 lanes=left|through"
    fn add(&mut self, text: &str) {
        let (road, options) = text.split_once(';').unwrap_or((text, ""));
        let (nodes, name) = road.split_once(' ').unwrap_or((road, ""));
        let nodes: Vec<u32> = nodes.chars().map(|letter| self.vertex(letter)).collect();
        for pair in nodes.windows(2) {
            let number = self.drawing.street(pair[0], pair[1]);
            self.drawing.named(number, name.trim());
            for option in options.split_whitespace() {
                self.set(number, option);
            }
        }
    }

    fn set(&mut self, street: u32, option: &str) {
        let (key, value) = option.split_once('=').unwrap_or((option, ""));
        let text = self.text(&value.replace('_', " "));
        let segment = &mut self.drawing.input.segments[street as usize];
        match key {
            "oneway" => segment.backward = None,
            "roundabout" => {
                segment.backward = None;
                segment.traits.roundabout = true;
            }
            "ferry" => {
                segment.traits.ferry = true;
                segment.class = RoadClass::Ferry;
            }
            "toll" => segment.traits.toll = true,
            "tunnel" => segment.traits.tunnel = true,
            "ref" => segment.reference = text,
            "to" => signs(segment).destination = text,
            "exit" => signs(segment).exit = text,
            "lanes" => signs(segment).lanes = lanes(value),
            class => segment.class = serde_json::from_str(&format!("\"{class}\"")).unwrap(),
        }
    }

    fn text(&mut self, text: &str) -> u32 {
        let names = &mut self.drawing.input.names;
        let known = names.iter().position(|name| name == text);
        let number = known.unwrap_or_else(|| {
            names.push(text.to_owned());
            names.len() - 1
        });
        u32::try_from(number).unwrap()
    }
}

fn lanes(text: &str) -> Vec<LaneTurns> {
    let arrow = |name: &str| LaneTurns::ALL.into_iter().find(|&a| arrow_name(a) == name);
    text.split('|')
        .map(|lane| {
            let arrows = lane.split(',').filter_map(arrow);
            arrows.fold(LaneTurns::default(), LaneTurns::and)
        })
        .collect()
}

fn arrow_name(arrow: LaneTurns) -> &'static str {
    match arrow {
        LaneTurns::THROUGH => "through",
        LaneTurns::LEFT => "left",
        LaneTurns::RIGHT => "right",
        LaneTurns::SLIGHT_LEFT => "slight_left",
        LaneTurns::SLIGHT_RIGHT => "slight_right",
        LaneTurns::SHARP_LEFT => "sharp_left",
        LaneTurns::SHARP_RIGHT => "sharp_right",
        LaneTurns::REVERSE => "reverse",
        _ => "merge",
    }
}

/// A built layout.
pub(in crate::guidance) struct Map {
    pub(super) road: Arc<RoadNetwork>,
    letters: Vec<char>,
    grid: f64,
}

impl Map {
    /// The way from one letter to the other: both are ends of one street only, or the first of several is taken.
    pub(in crate::guidance) fn path(&self, from: char, to: char) -> Path {
        let router = BidirectionalDijkstra::new(self.road.clone());
        let mut scratch = router.scratch();
        let (from, to) = (self.snap(from, true), self.snap(to, false));
        router.route(&mut scratch, &from, &to).expect("a way")
    }

    /// At a letter, on a street that can be left (or reached) there.
    fn snap(&self, letter: char, leave: bool) -> Snap {
        let place = self.letters.iter().position(|&l| l == letter).unwrap();
        let vertex = u32::try_from(place).unwrap();
        let mut segments = 0..u32::try_from(self.road.segment_count()).unwrap();
        let found = segments.find_map(|number| {
            let segment = self.road.segment(crate::routing::SegmentId(number));
            let (out, back) = (segment.forward().is_some(), segment.backward().is_some());
            let (at_tail, at_head) = if leave { (out, back) } else { (back, out) };
            if segment.tail() == vertex && at_tail {
                Some(anywhere(&self.road, number, 0.0))
            } else if segment.head() == vertex && at_head {
                Some(anywhere(&self.road, number, 1.0))
            } else {
                None
            }
        });
        found.expect("a street there")
    }

    pub(in crate::guidance) fn steps(&self, from: char, to: char, ends: &Ends) -> Vec<Step> {
        let path = self.path(from, to);
        let steps = steps_between(&self.road, &path, ends);
        check_sums(&self.road, &path, &steps);
        steps
    }

    /// Compares what is told of "a-d" with what is expected, a line a step.
    pub(in crate::guidance) fn check(&self, route: &str, expected: &Expect) {
        let (from, to) = route.split_once('-').unwrap();
        let letter = |text: &str| text.chars().next().unwrap();
        let steps = self.steps(letter(from), letter(to), &Ends::default());
        let lines: Vec<String> = steps.iter().map(describe).collect();
        expected.assert_eq(&lines.join("\n"));
    }

    /// A place in the coordinates of the drawing, characters to the right and down.
    pub(in crate::guidance) fn place(&self, column: f64, row: f64) -> LngLat {
        at(column * self.grid / 100.0, -row * self.grid / 100.0)
    }
}

/// What holds for the steps of any route.
pub(in crate::guidance) fn check_sums(road: &RoadNetwork, path: &Path, steps: &[Step]) {
    let line = path.geometry(road);
    assert_eq!(steps[0].maneuver.kind, ManeuverKind::Depart);
    assert_eq!(steps[steps.len() - 1].maneuver.kind, ManeuverKind::Arrive);
    let time: u64 = steps.iter().map(|step| step.duration.0).sum();
    assert_eq!(time, path.duration.0);
    let length: f64 = steps.iter().map(|step| step.distance.0).sum();
    assert!((length - path.length.0).abs() < 1e-6 * (1.0 + length));
    let mut at = 0;
    for step in steps {
        assert_eq!(step.geometry_index.0, at);
        assert!(step.geometry_index.1 >= at && step.geometry_index.1 < line.len());
        let mut crossing_at = at;
        for intersection in &step.intersections {
            let point = intersection.geometry_index;
            assert!(point >= crossing_at && point <= step.geometry_index.1);
            crossing_at = point;
            let off = geo::distance(line[point], intersection.position).0;
            assert!(off < 0.1, "a crossing {off} m off");
            let arms = &intersection.arms;
            assert!(arms.is_sorted_by(|a, b| a.bearing.degrees() <= b.bearing.degrees()));
            assert!(intersection.goes_by.is_none_or(|arm| arms[arm].entry));
            assert!(intersection.came_by.is_none_or(|arm| arm < arms.len()));
        }
        at = step.geometry_index.1;
        let off = geo::distance(line[step.geometry_index.0], step.maneuver.position).0;
        assert!(off < 0.1, "{off} m off");
    }
    assert_eq!(at, line.len() - 1);
}

fn describe(step: &Step) -> String {
    let maneuver = &step.maneuver;
    let mut text = maneuver.kind.name().to_owned();
    if let Some(modifier) = maneuver.modifier {
        text += " ";
        text += modifier.name();
    }
    if let Some(exit) = maneuver.exit {
        text += &format!(" exit {exit}");
    }
    if step.mode == TravelMode::Ferry {
        text += " by ferry";
    }
    for (before, what) in [
        (": ", &step.name),
        (", road ", &step.reference),
        (", to ", &step.destinations),
        (", exit ", &step.exits),
        (", round ", &step.rotary_name),
    ] {
        if !what.is_empty() {
            text += before;
            text += what;
        }
    }
    if let Some(lanes) = step.intersections.first().map(|i| &i.lanes)
        && !lanes.is_empty()
    {
        text += ", lanes ";
        text += &lanes_text(lanes);
    }
    text
}

/// Lanes from the left to the right; those to take in brackets.
pub(in crate::guidance) fn lanes_text(lanes: &[Lane]) -> String {
    let lane = |lane: &Lane| {
        let arrows: Vec<&str> = lane.indications.arrows().map(arrow_name).collect();
        let arrows = arrows.join(",");
        if lane.valid {
            format!("({arrows})")
        } else {
            arrows
        }
    };
    lanes.iter().map(lane).collect::<Vec<_>>().join("|")
}

/// The signs along a street.
fn signs(segment: &mut SegmentInput) -> &mut Signs {
    &mut segment.forward.as_mut().unwrap().extras_mut().signs
}
