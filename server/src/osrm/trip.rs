//! `trip`: places in the order that takes least time.

use nearhand_engine::{
    routing::{Tour, best_order},
    units::Millis,
};
use nearhand_osm_data::road::Mode;
use serde::Serialize;

use super::{
    ground::Streets,
    json,
    refusal::{Code, Refusal},
    routes::{Drive, Route, Teller},
    waypoint::Waypoint,
};

#[derive(Serialize)]
struct Answer<'a> {
    code: &'static str,
    trips: [Route; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    waypoints: Option<Vec<Stop<'a>>>,
}

#[derive(Serialize)]
struct Stop<'a> {
    #[serde(flatten)]
    waypoint: Waypoint<'a>,
    /// Where it comes in the trip.
    waypoint_index: usize,
    trips_index: usize,
}

pub(super) fn answer(streets: &Streets<'_>, mode: Mode) -> Result<Vec<u8>, Refusal> {
    let snaps = streets.snap_all()?;
    let asked = streets.question.trip;
    let tour = Tour {
        is_round: !asked.one_way,
        from_first: asked.from_first,
        to_last: asked.to_last,
    };
    let times: Vec<Option<Millis>> = streets.ground.times(&snaps, &snaps, &streets.off);
    let order = best_order(&times, snaps.len(), tour).ok_or_else(no_trip)?;
    let mut stops = order.clone();
    if tour.is_round {
        stops.extend(order.first());
    }
    // One may turn round at a stop: the times between stops were found like this, too.
    let leg = |pair: &[usize]| {
        let path = streets
            .ground
            .route(&snaps[pair[0]], &snaps[pair[1]], &streets.off)?;
        Some(Drive {
            paths: vec![path],
            ends: [pair[0], pair[1]].map(|stop| streets.question.coordinates[stop]),
        })
    };
    let legs: Option<Vec<Drive>> = stops.windows(2).map(leg).collect();
    let teller = Teller {
        road: streets.road(),
        mode,
        options: &streets.question.route,
    };
    let trip = teller.route(&legs.ok_or_else(no_trip)?);
    let mut places = vec![0; order.len()];
    for (place, &stop) in order.iter().enumerate() {
        places[stop] = place;
    }
    let waypoints = Waypoint::all(streets, &snaps).map(|waypoints| {
        let stop = |(waypoint, waypoint_index)| Stop {
            waypoint,
            waypoint_index,
            trips_index: 0,
        };
        waypoints.into_iter().zip(places).map(stop).collect()
    });
    Ok(json(&Answer {
        code: "Ok",
        trips: [trip],
        waypoints,
    }))
}

fn no_trip() -> Refusal {
    let message = "No trip visiting all destinations possible.";
    Refusal::new(Code::NoTrips, message)
}
