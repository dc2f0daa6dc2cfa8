//! Cover against the definition, zone by zone and team by team.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::{
    routing::{EdgeId, SegmentId, Snap},
    units::{LngLat, Metres, Millis},
};

const GOAL: Millis = Millis(1000);

fn point(lng: f64, lat: f64) -> LngLat {
    LngLat::new(lng, lat).unwrap()
}

/// Places 0.02 degrees apart lie in different cells; the number of the place is its segment.
fn place(number: u32) -> LngLat {
    point(14.0 + f64::from(number) * 0.02, 35.9)
}

fn snap_to(segment: u32, forward: Option<u32>, backward: Option<u32>) -> Snap {
    Snap {
        segment: SegmentId(segment),
        fraction: 0.5,
        position: place(segment),
        distance: Metres(0.0),
        forward: forward.map(EdgeId),
        backward: backward.map(EdgeId),
    }
}

fn snap_zone(centre: LngLat) -> Option<Snap> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let number = ((centre.lng() - 14.0) / 0.02).round() as u32;
    Some(snap_to(number, None, None))
}

#[test]
fn points_of_a_block_become_one_zone_with_their_weight_and_middle() {
    let zones = Zones::from_points(
        [
            (point(14.5, 35.9), 1.0),
            (point(14.500_2, 35.9), 3.0),
            (point(14.9, 35.9), 0.5),
            (point(14.7, 35.9), 0.0),
            (point(14.7, 35.9), f64::NAN),
        ],
        "a table",
    );
    let by_demand: BTreeSet<String> = zones
        .as_slice()
        .iter()
        .map(|zone| format!("{:.5} {}", zone.centre.lng(), zone.demand))
        .collect();
    let expected = ["14.50015 4".to_owned(), "14.90000 0.5".to_owned()];
    assert_eq!(by_demand, BTreeSet::from(expected));
    assert!((zones.total_demand() - 4.5).abs() < 1e-12);
    assert_eq!(zones.source(), "a table");
}

#[test]
fn the_middle_of_a_zone_on_the_antimeridian_stays_there() {
    let zones = Zones::from_points([(point(180.0, 0.0), 1.0), (point(-180.0, 0.0), 1.0)], "");
    for zone in zones.as_slice() {
        assert!((zone.centre.lng().abs() - 180.0).abs() < 1e-9);
    }
}

#[test]
fn a_city_without_demand_has_no_cover_and_no_division_by_zero() {
    let zones = Zones::from_points([], "nothing");
    let index = CoverIndex::build(3, zones, GOAL, snap_zone, |_, _| Vec::new(), |_, _| {});
    let team = snap_to(0, Some(0), Some(1));
    let cover = index.cover([&team]);
    assert_eq!(cover.now(), Share(0.0));
    let busy = BusyFraction::new(0.5).unwrap();
    assert_eq!(cover.losses(busy).without(&team), (Share(0.0), Share(0.0)));
}

#[test]
fn a_busy_fraction_is_below_one() {
    assert!(BusyFraction::new(0.0).is_ok());
    assert_eq!(BusyFraction::new(1.0), Err(InvalidBusyFraction(1.0)));
    assert!(BusyFraction::new(f64::NAN).is_err());
}

/// A made-up city: time from the end of each edge to each zone, and teams on pairs of edges.
#[derive(Clone, Debug)]
struct City {
    times: Vec<Vec<u64>>,
    demand: Vec<f64>,
    teams: Vec<(Option<u32>, Option<u32>)>,
}

const EDGES: u32 = 5;

fn city() -> impl Strategy<Value = City> {
    let edge = || prop::option::of(0..EDGES);
    // More than 64 zones now and then, so that a second word of bits is used.
    let zones = prop_oneof![1..6usize, 60..70usize];
    // Hundreds of teams now and then, of which one makes no difference to what is expected of the others.
    let teams = prop_oneof![0..6usize, 150..160usize];
    (zones, teams).prop_flat_map(move |(zones, teams)| {
        (
            prop::collection::vec(prop::collection::vec(0..2000u64, zones), EDGES as usize),
            prop::collection::vec(0.1..10.0f64, zones),
            prop::collection::vec((edge(), edge()), teams),
        )
            .prop_map(|(times, demand, teams)| City {
                times,
                demand,
                teams,
            })
    })
}

impl City {
    fn index(&self) -> CoverIndex {
        let points = (0..).zip(&self.demand).map(|(n, &d)| (place(n), d));
        let zones = Zones::from_points(points, "a table");
        assert_eq!(
            zones.as_slice().len(),
            self.demand.len(),
            "one zone per place"
        );
        let arrive = |zone: &Snap, limit: Millis| {
            (0..EDGES)
                .map(|e| (EdgeId(e), Millis(self.time(e, zone.segment.0))))
                .filter(|&(_, time)| time <= limit)
                .collect()
        };
        CoverIndex::build(EDGES as usize, zones, GOAL, snap_zone, arrive, |_, _| {})
    }

    fn time(&self, edge: u32, zone: u32) -> u64 {
        self.times[edge as usize][zone as usize]
    }

    fn snaps(&self) -> Vec<Snap> {
        let snap = |&(forward, backward): &_| snap_to(0, forward, backward);
        self.teams.iter().map(snap).collect()
    }

    /// The definition: teams that reach the zone in time, leaving one out.
    fn teams_in_time(&self, zone: u32, without: Option<usize>) -> i32 {
        let reaches = |&(forward, backward): &(Option<u32>, Option<u32>)| {
            [forward, backward]
                .into_iter()
                .flatten()
                .any(|edge| self.time(edge, zone) <= GOAL.0)
        };
        let rest = self
            .teams
            .iter()
            .enumerate()
            .filter(|&(i, _)| Some(i) != without);
        i32::try_from(rest.filter(|&(_, team)| reaches(team)).count()).unwrap()
    }

    fn share(&self, without: Option<usize>, weight: impl Fn(i32) -> f64) -> f64 {
        let total: f64 = self.demand.iter().sum();
        let sum: f64 = (0..)
            .zip(&self.demand)
            .map(|(zone, d)| d * weight(self.teams_in_time(zone, without)))
            .sum();
        sum / total
    }
}

fn close(found: Share, expected: f64) -> bool {
    (found.0 - expected).abs() < 1e-9
}

proptest! {
    #[test]
    fn cover_agrees_with_its_definition(city in city(), q in 0.0..0.99f64) {
        let busy = BusyFraction::new(q).unwrap();
        let index = city.index();
        let snaps = city.snaps();
        let cover = index.cover(&snaps);
        for k in 1..4u32 {
            let expected = city.share(None, |n| f64::from(u8::from(n >= k as i32)));
            prop_assert!(close(cover.at_least(k), expected));
        }
        let plain = |n: i32| f64::from(u8::from(n >= 1));
        let expectation = |n: i32| 1.0 - q.powi(n);
        prop_assert!(close(cover.now(), city.share(None, plain)));
        prop_assert!(close(cover.expected(busy), city.share(None, expectation)));
        let losses = cover.losses(busy);
        for (i, team) in snaps.iter().enumerate() {
            let (alone, expected) = losses.without(team);
            let lost = city.share(None, plain) - city.share(Some(i), plain);
            prop_assert!(close(alone, lost));
            let lost = city.share(None, expectation) - city.share(Some(i), expectation);
            prop_assert!(close(expected, lost));
        }
    }
}

#[test]
fn progress_counts_up_to_all_zones() {
    let points = (0..150).map(|n| (place(n), 1.0));
    let zones = Zones::from_points(points, "a table");
    let mut seen = Vec::new();
    CoverIndex::build(
        1,
        zones,
        GOAL,
        snap_zone,
        |_, _| Vec::new(),
        |done, all| seen.push((done, all)),
    );
    assert_eq!(seen, [(0, 150), (64, 150), (128, 150), (150, 150)]);
}
