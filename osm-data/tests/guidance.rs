//! Guidance through real cities: routes to read, and what holds for every one.
//!
//! `cargo test -p nearhand-osm-data --test guidance -- --nocapture` prints how many instructions a route has. The larger
//! extracts lie in `shared/data/` beside the project, or where `NEARHAND_SHARED` says; they are not part of it.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test: a failure is a panic, and the figures are for people to read"
)]

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use expect_test::{Expect, expect};
use nearhand_engine::geo;
use nearhand_engine::guidance::{
    Language, ManeuverKind, Modifier, Step, Units, banners, steps, voice,
};
use nearhand_engine::road::RoadNetwork;
use nearhand_engine::road::input::RoadClass;
use nearhand_engine::routing::{
    BidirectionalDijkstra, EdgeId, Path, Router, SegmentId, Snap, SnapIndex,
};
use nearhand_engine::units::{Bearing, LngLat};
use nearhand_osm_data::bundled::bundled;
use nearhand_osm_data::osm::{Input, read};
use nearhand_osm_data::road::{CAR, Region, build};

static BUNDLED: LazyLock<Arc<RoadNetwork>> = LazyLock::new(|| {
    let (input, details) = bundled();
    let region = Region {
        side: details.side(),
        country: details.country.as_deref(),
    };
    network(input, region)
});

fn network(input: Input<'_>, region: Region<'_>) -> Arc<RoadNetwork> {
    let extract = read(input, None, &mut |_| {}).unwrap();
    let roads = build(&extract, &CAR, region);
    Arc::new(RoadNetwork::build(roads.input).unwrap().0)
}

/// The instructions of a way through the bundled city, with what is driven after each.
fn told(from: (f64, f64), to: (f64, f64), expected: &Expect) {
    let road = &*BUNDLED;
    let index = SnapIndex::new(road.clone());
    let snap = |(lng, lat)| index.nearest(LngLat::new(lng, lat).unwrap(), None).unwrap();
    let router = BidirectionalDijkstra::new(road.clone());
    let path = router
        .route(&mut router.scratch(), &snap(from), &snap(to))
        .unwrap();
    let steps = steps(road, &path);
    let lines = steps.iter().map(|step| {
        format!(
            "{:>5.0} m  {}",
            step.distance.0,
            step.instruction(Language::English)
        )
    });
    expected.assert_eq(&lines.collect::<Vec<_>>().join("\n"));
}

#[test]
fn from_the_city_gate_to_birkirkara() {
    told(
        (14.5085, 35.8953),
        (14.4616, 35.8958),
        &expect![[r#"
              512 m  Head north on Valletta Ditch
              330 m  At the end of the road, turn left onto Triq l-Assedju l-Kbir
               90 m  Continue onto Great Siege Road
               83 m  At the roundabout, go straight onto Great Siege Road
               54 m  Keep left at the fork onto Great Siege Road
              135 m  Continue onto Triq L-Assedju L-Kbir
              151 m  At the roundabout, take the 3rd exit onto Triq Sant'Anna
              550 m  Leave the roundabout onto Triq Sant'Anna
               80 m  Keep left at the fork onto Triq Nazzjonali
              514 m  Take the exit on the left onto Triq L-Indipendenza towards L-Imsida, Tas-Sliema
             1251 m  Continue onto Triq ix-Xatt
              276 m  Continue onto Xatt l-Imsida
             1802 m  Continue onto Triq Il-Wied Ta' L-Imsida
              477 m  Continue onto Triq Dun Gaetano Mannarino
               77 m  Continue onto Triq Il-Wied
              171 m  Continue onto Triq il-Knisja l-Qadima
               21 m  Continue onto Knisja l-Qadima
               73 m  Turn right onto Triq Tumas Dingli
               46 m  Turn right onto Triq Vittorio Cassar
               20 m  Turn left onto Triq il-Ferrovija l-Qadima
                0 m  You have arrived"#]],
    );
}

#[test]
fn from_sliema_to_paola() {
    told(
        (14.5047, 35.9098),
        (14.5080, 35.8730),
        &expect![[r#"
               63 m  Head south on Triq Santa Rita
               52 m  Turn left onto Triq Ix-Xatt
               79 m  Keep right at the fork onto Triq Ix-Xatt
             2345 m  Turn right onto The Strand
             1431 m  Continue onto Xatt l-Imsida
              242 m  Continue onto Triq L-Indipendenza
              275 m  Take the exit on the right onto Triq L-Indipendenza
             2084 m  Merge right onto Triq Nazzjonali
              525 m  Continue onto Triq Aldo Moro
              346 m  Keep left at the fork onto Triq il-Labour
              532 m  Continue onto Vjal Sir Paul Boffa
              121 m  At the roundabout, take the 3rd exit onto Telghet Rahal Gdid
              257 m  Leave the roundabout onto Telghet Rahal Gdid
              251 m  Continue onto Triq Il-Belt Valletta
               43 m  At the roundabout, go straight onto Triq Haz-Zabbar
                0 m  You have arrived"#]],
    );
}

#[test]
fn from_st_julians_to_floriana() {
    told(
        (14.4896, 35.9184),
        (14.5035, 35.8925),
        &expect![[r#"
              244 m  Head south-west on Triq Mikiel Ang Borg
              232 m  Take the ramp on the left onto Triq Michelangelo Borg
              369 m  Merge right onto 1
             1043 m  Continue onto Mikiel Anton Vassalli
              301 m  Continue onto Regional
              283 m  Take the exit on the left onto 5 towards Tal-Qroqq Roundabout, Il-Mosta
               53 m  At Tal-Qroqq Roundabout, take the 2nd exit onto Triq M.A. Vassalli
              594 m  Leave the roundabout onto Triq M.A. Vassalli
               95 m  Continue onto Triq ix-Xatt tal-Imsida
             1197 m  Continue onto Xatt l-Imsida
              379 m  Turn left onto Triq Sa Maison
              224 m  Bear left to stay on Triq Sa Maison
              145 m  Continue onto Pjazza San Kalcidonju
              132 m  Turn right onto Konservatorju
               82 m  Turn right onto Il-Mall
                0 m  You have arrived"#]],
    );
}

#[test]
fn from_paola_to_the_university() {
    told(
        (14.5080, 35.8730),
        (14.4840, 35.9020),
        &expect![[r#"
               33 m  Head west on Triq Haz-Zabbar
              262 m  At the roundabout, bear right onto Triq Il-Belt Valletta
              264 m  Continue onto Telghet Rahal Gdid
               14 m  At the roundabout, take the 1st exit onto Vjal Sir Paul Boffa
              404 m  Leave the roundabout onto Vjal Sir Paul Boffa
              111 m  Continue onto Vjal Sir Boffa
               39 m  Bear right to stay on Vjal Sir Boffa
             1305 m  Continue onto Triq il-Gvern Lokali
              256 m  Take the exit on the left onto 1 towards San Ġiljan, Ir-Rabat
              101 m  Merge right onto Triq It-Tiġrija
              549 m  Keep right at the fork onto Triq It-Tiġrija
             1759 m  Take the exit on the right onto 1
              549 m  Take the exit on the left
               33 m  Take the exit on the left
              624 m  Keep right at the fork
             1038 m  At the roundabout, go straight onto Ring Road
              111 m  Turn right
                8 m  Keep right at the fork
                0 m  You have arrived"#]],
    );
}

#[test]
fn every_way_through_the_bundled_city_is_told_well() {
    check_city("the bundled city", &BUNDLED, 500);
}

#[test]
fn every_way_through_portland_and_milan_is_told_well() {
    for (name, country) in [("portland", "US"), ("milan", "IT")] {
        let Some(path) = beside(&format!("data/{name}.osm.pbf")) else {
            println!("SKIPPED {name}: no shared/data beside the project (see NEARHAND_SHARED)");
            continue;
        };
        let region = Region {
            country: Some(country),
            ..Region::default()
        };
        check_city(name, &network(Input::Path(&path), region), 250);
    }
}

/// What a city's routes have in all.
#[derive(Default)]
struct Figures {
    routes: usize,
    kilometres: f64,
    instructions: usize,
    announcements: usize,
    /// Crossings with another way.
    choices: usize,
}

fn check_city(name: &str, road: &Arc<RoadNetwork>, trips: u32) {
    let router = BidirectionalDijkstra::new(road.clone());
    let mut scratch = router.scratch();
    let mut figures = Figures::default();
    let mut problems = Vec::new();
    for (from, to) in pairs(road, trips) {
        let Some(path) = router.route(&mut scratch, &from, &to) else {
            continue;
        };
        let steps = steps(road, &path);
        check_sums(road, &path, &steps);
        check_speech(&steps, &mut problems);
        figures.routes += 1;
        figures.kilometres += path.length.0 / 1000.0;
        figures.instructions += steps.len() - 2;
        let said = voice(&steps, Language::English, Units::Metric);
        figures.announcements += said.iter().map(Vec::len).sum::<usize>();
        let trip = Trip::new(road, &path, &steps);
        figures.choices += trip.check_turns(&mut problems);
        trip.check_nearness(&mut problems);
    }
    println!(
        "{name}: {} routes, {:.0} km, {} crossings with a choice, {} instructions ({:.2} a km), {} announcements",
        figures.routes,
        figures.kilometres,
        figures.choices,
        figures.instructions,
        f64::from(u32::try_from(figures.instructions).unwrap()) / figures.kilometres,
        figures.announcements,
    );
    assert!(figures.routes * 10 >= trips as usize * 9);
    let shown = problems.iter().take(40).cloned().collect::<Vec<_>>();
    assert!(
        problems.is_empty(),
        "{} problems\n{}",
        problems.len(),
        shown.join("\n")
    );
}

fn pairs(road: &RoadNetwork, count: u32) -> Vec<(Snap, Snap)> {
    let segments = u32::try_from(road.segment_count()).unwrap();
    let place = |number: u32| {
        let spread = number.wrapping_mul(2_654_435_761) % segments;
        Snap::on(road, SegmentId(spread), 0.3)
    };
    (0..count)
        .filter_map(|i| Some((place(2 * i)?, place(2 * i + 1)?)))
        .collect()
}

/// Times, lengths and indices of the steps are those of the route, and one step begins where the last ends.
fn check_sums(road: &RoadNetwork, path: &Path, steps: &[Step]) {
    let line = path.geometry(road);
    assert_eq!(steps[0].maneuver.kind, ManeuverKind::Depart);
    assert_eq!(steps[steps.len() - 1].maneuver.kind, ManeuverKind::Arrive);
    assert_eq!(
        steps.iter().map(|step| step.duration.0).sum::<u64>(),
        path.duration.0
    );
    let length: f64 = steps.iter().map(|step| step.distance.0).sum();
    assert!((length - path.length.0).abs() < 1e-6 * (1.0 + length));
    let mut at = 0;
    for step in steps {
        assert_eq!(step.geometry_index.0, at);
        let off = geo::distance(line[at], step.maneuver.position).0;
        assert!(off < 0.1, "{off} m off");
        assert_eq!(step.intersections[0].geometry_index, at);
        for intersection in &step.intersections {
            let arms = &intersection.arms;
            assert!(intersection.goes_by.is_none_or(|arm| arms[arm].entry));
            assert!(intersection.came_by.is_none_or(|arm| arm < arms.len()));
        }
        at = step.geometry_index.1;
    }
    assert_eq!(at, line.len() - 1);
}

/// Announcements lie on their step, come in order, and every banner says something.
fn check_speech(steps: &[Step], problems: &mut Vec<String>) {
    for units in [Units::Metric, Units::Imperial] {
        for language in Language::ALL {
            let said = voice(steps, language, units);
            let mut over = 0.0;
            let mut begin = 0.0;
            for (step, said) in steps.iter().zip(&said) {
                let end = begin + step.distance.0;
                let speed = step.distance.0 / step.duration.as_secs_f64().max(1.0);
                for one in said {
                    let at = end - one.distance_before.0;
                    assert!(at >= begin - 1e-6 && at <= end + 1e-6);
                    if at < over - 1.0 {
                        problems.push(format!(
                            "said {:.0} m too soon: {}",
                            over - at,
                            one.announcement
                        ));
                    }
                    // A quick speaker: 20 letters a second.
                    let letters = one.announcement.chars().count();
                    over = at + f64::from(u32::try_from(letters).unwrap()) / 20.0 * speed;
                }
                begin = end;
            }
            assert!(!said[0].is_empty());
        }
    }
    let shown = banners(steps, Language::Russian);
    for (step, shown) in steps.iter().zip(&shown).take(steps.len() - 1) {
        assert_eq!(shown[0].distance_before, step.distance);
        assert!(shown.iter().all(|banner| !banner.primary.text.is_empty()));
    }
}

/// A route with its instructions by place.
struct Trip<'a> {
    road: &'a RoadNetwork,
    path: &'a Path,
    steps: &'a [Step],
    /// Metres from the start to each edge.
    edge_at: Vec<f64>,
    /// Metres from the start to each step.
    step_at: Vec<f64>,
}

impl<'a> Trip<'a> {
    fn new(road: &'a RoadNetwork, path: &'a Path, steps: &'a [Step]) -> Self {
        let mut edge_at = vec![0.0];
        for part in path.parts(road) {
            edge_at.push(edge_at[edge_at.len() - 1] + part.length(road).0);
        }
        let mut step_at = vec![0.0];
        for step in steps {
            step_at.push(step_at[step_at.len() - 1] + step.distance.0);
        }
        Self {
            road,
            path,
            steps,
            edge_at,
            step_at,
        }
    }

    /// Who turns by more than 45 degrees, or turns round, where there is another way is told so; and nobody is told
    /// anything but a name, a merge or a ferry where there is no other way. How many crossings have another way.
    fn check_turns(&self, problems: &mut Vec<String>) -> usize {
        let mut choices = 0;
        for (number, pair) in self.path.edges.windows(2).enumerate() {
            let (from, to, at) = (pair[0], pair[1], self.edge_at[number + 1]);
            let others: Vec<EdgeId> = self.others(from, to).collect();
            choices += usize::from(!others.is_empty());
            let angle = geo::turn_angle(self.bearing(from, true), self.bearing(to, false));
            let told = self.told_within(at, 0.5);
            let silent = angle.abs() > 45.0 && !others.is_empty() && told.is_none();
            if silent && !self.may_be_silent(at, angle, to, &others) {
                let (place, around) = (self.place(from, to, angle), self.around(at));
                problems.push(format!(
                    "not told: {place}, {at:.0} m on; told are {around}"
                ));
            }
            if let Some(step) = told.filter(|_| others.is_empty() && angle.abs() < 160.0) {
                let renamed = self.label(from) != self.label(to);
                if is_turn(step) && !renamed && !self.is_first_of_several(at) {
                    let what = step.instruction(Language::English);
                    problems.push(format!(
                        "told {what:?} without need: {}",
                        self.place(from, to, angle)
                    ));
                }
            }
        }
        choices
    }

    /// Instructions that follow within ten metres are those of roundabouts, ramps and ferries, and the route's ends.
    fn check_nearness(&self, problems: &mut Vec<String>) {
        for pair in self.steps.windows(2) {
            let plain = pair.iter().all(is_turn) && pair.iter().all(|step| !turns_round(step));
            if plain && pair[0].distance.0 < 10.0 {
                problems.push(format!(
                    "{:.1} m apart: {} / {} at {:?}",
                    pair[0].distance.0,
                    pair[0].instruction(Language::English),
                    pair[1].instruction(Language::English),
                    pair[1].maneuver.position
                ));
            }
        }
    }

    /// The reasons not to tell a turn: it is part of one told just before (two carriageways, a slip road, ends that do
    /// not quite meet) or of a roundabout, it lies at an end, or only driveways lead elsewhere along a bend.
    fn may_be_silent(&self, at: f64, angle: f64, to: EdgeId, others: &[EdgeId]) -> bool {
        let at_end = at < 1.0 || at > self.path.length.0 - 1.0;
        // Classes are in order of importance, links beside what they lead from.
        let lesser = |&other: &EdgeId| self.class(other) > self.class(to);
        let driveways = angle.abs() < 60.0 && others.iter().all(lesser);
        let by_slip_road = self
            .told_within(at, 100.0)
            .is_some_and(|_| self.comes_by_link(at));
        let round = self.is_round(to) || self.is_round_about(at);
        at_end
            || driveways
            || round
            || by_slip_road
            || self.told_within(at, 12.0).is_some()
            || self.told_within(at, 41.0).is_some_and(turns_round)
            || self.is_offset(at)
    }

    /// The edge that ends here is one that only joins two roads.
    fn comes_by_link(&self, at: f64) -> bool {
        use RoadClass as R;
        let next = self.edge_at.partition_point(|&begin| begin < at - 0.01);
        next.checked_sub(1).is_some_and(|number| {
            matches!(
                self.class(self.path.edges[number]),
                R::PrimaryLink | R::SecondaryLink | R::TertiaryLink
            )
        })
    }

    /// Where one could drive instead, turning back left out.
    fn others(&self, from: EdgeId, to: EdgeId) -> impl Iterator<Item = EdgeId> + '_ {
        let back = self.road.edge(from).segment;
        let exits = self.road.exits(from);
        exits.filter(move |&exit| exit != to && self.road.edge(exit).segment != back)
    }

    /// Direction of an edge at its end or at its begin, ten metres looked at.
    fn bearing(&self, edge: EdgeId, at_end: bool) -> Bearing {
        let edge = self.road.edge(edge);
        let shape = self.road.segment(edge.segment).shape();
        let away = if edge.along == at_end {
            geo::departure(shape.rev())
        } else {
            geo::departure(shape)
        };
        let away = away.unwrap_or_default();
        if at_end { away.reversed() } else { away }
    }

    /// Two turns within ten metres that make none: a street whose ends do not quite meet.
    fn is_offset(&self, at: f64) -> bool {
        let is_near = |&number: &usize| (self.edge_at[number + 1] - at).abs() < 10.5;
        let near: Vec<usize> = (0..self.path.edges.len() - 1).filter(is_near).collect();
        let pairs = near.iter().flat_map(|a| near.iter().map(move |b| (*a, *b)));
        pairs
            .filter(|(first, second)| first < second)
            .any(|(first, second)| {
                let (from, to) = (self.path.edges[first], self.path.edges[second + 1]);
                geo::turn_angle(self.bearing(from, true), self.bearing(to, false)).abs() < 20.5
            })
    }

    /// The first of several crossings that are told as one: there is another way at one of the others.
    fn is_first_of_several(&self, at: f64) -> bool {
        let near = |&number: &usize| (at..at + 41.0).contains(&self.edge_at[number + 1]);
        let mut crossings = (0..self.path.edges.len() - 1).filter(near);
        crossings.any(|number| {
            let (from, to) = (self.path.edges[number], self.path.edges[number + 1]);
            self.others(from, to).next().is_some()
        })
    }

    /// The instruction at a place or at most so many metres before it; the route's ends are none.
    fn told_within(&self, at: f64, metres: f64) -> Option<&Step> {
        let inner = 1..self.steps.len() - 1;
        inner
            .rev()
            .find(|&step| (at - metres..=at + 0.5).contains(&self.step_at[step]))
            .map(|step| &self.steps[step])
    }

    /// Round a roundabout that has been told.
    fn is_round_about(&self, at: f64) -> bool {
        let step = self.step_at.partition_point(|&begin| begin <= at + 0.5);
        step.checked_sub(1)
            .and_then(|step| self.steps.get(step))
            .is_some_and(|step| step.maneuver.exit.is_some())
    }

    /// What is told near a place, for people to read.
    fn around(&self, at: f64) -> String {
        let steps = self.steps.iter().zip(&self.step_at);
        let near = steps.filter(|(_, begin)| (*begin - at).abs() < 60.0);
        let told = near
            .map(|(step, begin)| format!("{begin:.0} m: {}", step.instruction(Language::English)));
        told.collect::<Vec<_>>().join("; ")
    }

    fn label(&self, edge: EdgeId) -> (&str, &str) {
        let segment = self.road.segment(self.road.edge(edge).segment);
        (segment.name(), segment.reference())
    }

    fn class(&self, edge: EdgeId) -> RoadClass {
        self.road.segment(self.road.edge(edge).segment).class()
    }

    fn is_round(&self, edge: EdgeId) -> bool {
        let segment = self.road.segment(self.road.edge(edge).segment);
        segment.traits().roundabout
    }

    fn place(&self, from: EdgeId, to: EdgeId, angle: f64) -> String {
        let at = self.road.vertex_position(self.road.edge_head(from));
        let (before, after) = (self.label(from), self.label(to));
        format!(
            "{angle:.0} degrees from {before:?} {:?} to {after:?} {:?} at {:.6},{:.6}",
            self.class(from),
            self.class(to),
            at.lng(),
            at.lat()
        )
    }
}

/// A driver decides something there.
fn is_turn(step: &Step) -> bool {
    use ManeuverKind as K;
    matches!(
        step.maneuver.kind,
        K::Turn | K::Continue | K::EndOfRoad | K::Fork
    )
}

fn turns_round(step: &Step) -> bool {
    step.maneuver.modifier == Some(Modifier::Uturn)
}

fn beside(file: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let given = std::env::var_os("NEARHAND_SHARED").map(PathBuf::from);
    let path = given.unwrap_or(beside).join(file);
    path.exists().then_some(path)
}
