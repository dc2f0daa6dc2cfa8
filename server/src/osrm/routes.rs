//! Routes: paths from place to place, in legs, as they are told.

use nearhand_engine::{
    guidance::{self, Ends, ManeuverKind, Modifier},
    road::RoadNetwork,
    routing::{EdgeId, Path},
    units::{LngLat, Metres, Millis},
};
use nearhand_osm_data::road::Mode;
use serde::Serialize;

use super::{
    annotation::Annotation,
    line::{self, Line},
    numbers::{Number, seconds, tenths},
    question::{Overview, RouteOptions},
    step::{self, Step},
};

/// A route as it is told.
#[derive(Debug, Serialize)]
pub(super) struct Route {
    /// Of a matched trace only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) confidence: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    geometry: Option<Line>,
    legs: Vec<Leg>,
    /// Of what is said.
    #[serde(rename = "voiceLocale", skip_serializing_if = "Option::is_none")]
    voice_locale: Option<&'static str>,
    weight_name: &'static str,
    weight: Number,
    duration: Number,
    distance: Number,
}

#[derive(Debug, Serialize)]
struct Leg {
    steps: Vec<Step>,
    summary: String,
    weight: Number,
    duration: Number,
    distance: Number,
    #[serde(skip_serializing_if = "Option::is_none")]
    annotation: Option<Annotation>,
}

/// A leg before it is told: one path, or several that follow each other.
pub(super) struct Drive {
    pub(super) paths: Vec<Path>,
    /// The places asked for that it leads between, which may lie beside the road.
    pub(super) ends: [LngLat; 2],
}

/// How a route is told.
#[derive(Clone, Copy)]
pub(super) struct Teller<'a> {
    pub(super) road: &'a RoadNetwork,
    pub(super) mode: Mode,
    pub(super) options: &'a RouteOptions,
}

impl Teller<'_> {
    /// A route of legs.
    pub(super) fn route(self, legs: &[Drive]) -> Route {
        let lines: Vec<Vec<LngLat>> = legs.iter().map(|leg| self.line(&leg.paths)).collect();
        let legs: Vec<Leg> = legs
            .iter()
            .zip(&lines)
            .map(|(leg, line)| self.leg(leg, line))
            .collect();
        let sum = |of: fn(&Leg) -> Number| tenths(legs.iter().map(|leg| of(leg).0).sum());
        let duration = sum(|leg| leg.duration);
        Route {
            confidence: None,
            geometry: self.geometry(&lines),
            voice_locale: self.options.voices.then(|| self.options.language.code()),
            weight_name: "duration",
            weight: duration,
            duration,
            distance: sum(|leg| leg.distance),
            legs,
        }
    }

    fn geometry(self, lines: &[Vec<LngLat>]) -> Option<Line> {
        if self.options.overview == Overview::None {
            return None;
        }
        let mut whole: Vec<LngLat> = Vec::new();
        for line in lines {
            // Where two legs meet the point is there once.
            let again = usize::from(whole.last().is_some_and(|last| line.first() == Some(last)));
            whole.extend(&line[again.min(line.len())..]);
        }
        if whole.len() == 1 {
            whole.push(whole[0]);
        }
        if self.options.overview == Overview::Simplified {
            whole = line::simplified(&whole);
        }
        Some(Line::of(&whole, self.options.geometries))
    }

    /// The line of some paths that follow each other.
    fn line(self, paths: &[Path]) -> Vec<LngLat> {
        let mut whole: Vec<LngLat> = Vec::new();
        for path in paths {
            let line = path.geometry(self.road);
            let again = usize::from(whole.last().is_some_and(|last| line.first() == Some(last)));
            whole.extend(line.into_iter().skip(again));
        }
        whole
    }

    fn leg(self, drive: &Drive, line: &[LngLat]) -> Leg {
        let paths = drive.paths.as_slice();
        let time = paths
            .iter()
            .fold(Millis(0), |sum, path| sum + path.duration);
        let duration = seconds(time);
        let told = if self.options.steps {
            self.steps(drive)
        } else {
            Vec::new()
        };
        let summary = summary(&told);
        Leg {
            steps: step::steps(told, line, self.mode, self.options),
            summary,
            weight: duration,
            duration,
            distance: tenths(paths.iter().map(|path| path.length.0).sum()),
            annotation: Annotation::of(self.road, paths, self.options.annotations),
        }
    }

    /// The steps of paths that follow each other. Where one ends and the next begins one only turns round.
    fn steps(self, drive: &Drive) -> Vec<guidance::Step> {
        let last = drive.paths.len().saturating_sub(1);
        let [from, to] = drive.ends;
        let mut all: Vec<guidance::Step> = Vec::new();
        for (number, path) in drive.paths.iter().enumerate() {
            let ends = Ends {
                from: (number == 0).then_some(from),
                to: (number == last).then_some(to),
                address: String::new(),
            };
            let mut steps = guidance::steps_between(self.road, path, &ends);
            if let (Some(arrival), Some(first)) = (all.pop(), steps.first_mut()) {
                let before = arrival.geometry_index.1;
                first.maneuver.kind = ManeuverKind::Continue;
                first.maneuver.modifier = Some(Modifier::Uturn);
                first.maneuver.bearing_before = arrival.maneuver.bearing_before;
                for step in &mut steps {
                    step.geometry_index.0 += before;
                    step.geometry_index.1 += before;
                    for crossing in &mut step.intersections {
                        crossing.geometry_index += before;
                    }
                }
            }
            all.append(&mut steps);
        }
        all
    }
}

/// The two streets driven on longest, in the order of the way.
fn summary(steps: &[guidance::Step]) -> String {
    let label = |step: &guidance::Step| match (step.name.as_str(), step.reference.as_str()) {
        ("", reference) => reference.to_owned(),
        (name, _) => name.to_owned(),
    };
    let mut streets: Vec<(String, Millis)> = Vec::new();
    for step in steps {
        let name = label(step);
        if name.is_empty() || step.maneuver.kind == ManeuverKind::Arrive {
            continue;
        }
        match streets.iter_mut().find(|(known, _)| *known == name) {
            Some((_, time)) => *time = *time + step.duration,
            None => streets.push((name, step.duration)),
        }
    }
    let mut longest: Vec<Millis> = streets.iter().map(|&(_, time)| time).collect();
    longest.sort_unstable_by(|a, b| b.cmp(a));
    let least = longest
        .get(1)
        .or(longest.first())
        .copied()
        .unwrap_or_default();
    let named = streets.into_iter().filter(|&(_, time)| time >= least);
    let names: Vec<String> = named.take(2).map(|(name, _)| name).collect();
    names.join(", ")
}

/// Joins a path to the one after it where that goes on in the same direction of the same street; the two apart where it
/// turns round.
pub(super) fn join(first: Path, second: Path) -> (Path, Option<Path>) {
    let same: Option<EdgeId> = first.edges.last().copied();
    if same.is_none() || same != second.edges.first().copied() {
        return (first, Some(second));
    }
    let mut edges = first.edges;
    edges.extend(&second.edges[1..]);
    let joined = Path {
        duration: first.duration + second.duration,
        length: Metres(first.length.0 + second.length.0),
        edges,
        from: first.from,
        to: second.to,
    };
    (joined, None)
}
