//! `nearest`: streets near places.

use serde::Serialize;

use super::{
    ground::Streets,
    json,
    refusal::Refusal,
    waypoint::{Waypoint, nodes_around},
};

#[derive(Serialize)]
struct Answer<W> {
    code: &'static str,
    waypoints: W,
}

#[derive(Serialize)]
struct Near<'a> {
    #[serde(flatten)]
    waypoint: Waypoint<'a>,
    nodes: [i64; 2],
}

pub(super) fn answer(streets: &Streets<'_>) -> Result<Vec<u8>, Refusal> {
    let most = streets.question.number.unwrap_or(1);
    let near = |number: usize| {
        let snaps = streets.nearest(number, most)?;
        let told = snaps.iter().map(|snap| Near {
            waypoint: Waypoint::of(streets, number, snap),
            nodes: nodes_around(streets.road(), snap),
        });
        Ok(told.collect())
    };
    let numbers = 0..streets.question.coordinates.len();
    let all = numbers
        .map(near)
        .collect::<Result<Vec<Vec<Near<'_>>>, Refusal>>()?;
    // Several coordinates are answered with a list each, one with its own.
    Ok(match all.as_slice() {
        [only] => json(&Answer {
            code: "Ok",
            waypoints: only,
        }),
        _ => json(&Answer {
            code: "Ok",
            waypoints: all,
        }),
    })
}
