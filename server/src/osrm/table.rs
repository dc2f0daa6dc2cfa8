//! `table`: times and distances between many places.

use nearhand_engine::{
    geo,
    routing::Snap,
    units::{LngLat, Millis},
};
use serde::Serialize;

use super::{
    ground::Streets,
    json,
    numbers::{Number, seconds, tenths},
    question::{Cells, Fallback, TableOptions},
    refusal::Refusal,
    waypoint::Waypoint,
};

#[derive(Serialize)]
struct Answer<'a> {
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    durations: Option<Vec<Vec<Option<Number>>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    distances: Option<Vec<Vec<Option<Number>>>>,
    /// Row and column of each cell that is a guess.
    #[serde(skip_serializing_if = "Option::is_none")]
    fallback_speed_cells: Option<Vec<[usize; 2]>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sources: Option<Vec<Waypoint<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destinations: Option<Vec<Waypoint<'a>>>,
}

impl TableOptions {
    /// Whether there are only times, and few of them.
    pub(super) fn is_short(&self, coordinates: usize, few: usize) -> bool {
        let rows = chosen(&self.sources, coordinates).len();
        let columns = chosen(&self.destinations, coordinates).len();
        rows.saturating_mul(columns) <= few && self.cells.is_none_or(|cells| !cells.distances)
    }
}

pub(super) fn answer(streets: &Streets<'_>) -> Result<Vec<u8>, Refusal> {
    let question = streets.question;
    let options = &question.table;
    let count = question.coordinates.len();
    let (sources, destinations) = (
        chosen(&options.sources, count),
        chosen(&options.destinations, count),
    );
    let snaps = streets.snap_all()?;
    let of = |numbers: &[usize]| {
        numbers
            .iter()
            .map(|&number| snaps[number])
            .collect::<Vec<Snap>>()
    };
    let (from, to) = (of(&sources), of(&destinations));
    let wanted = options.cells.unwrap_or(Cells {
        durations: true,
        distances: false,
    });
    let (times, distances) = cells(streets, &from, &to, wanted);
    let mut answer = Answer {
        code: "Ok",
        durations: None,
        distances: None,
        fallback_speed_cells: None,
        sources: waypoints(streets, &sources, &from),
        destinations: waypoints(streets, &destinations, &to),
    };
    let straight = |row: usize, column: usize| {
        let point = |numbers: &[usize], snaps: &[Snap], at: usize| match options.fallback_from {
            Fallback::Input => question.coordinates[numbers[at]],
            Fallback::Snapped => snaps[at].position,
        };
        let ends: [LngLat; 2] = [
            point(&sources, &from, row),
            point(&destinations, &to, column),
        ];
        geo::distance(ends[0], ends[1]).0
    };
    let is_missing = |row: usize, column: usize| times[row * to.len() + column].is_none();
    let all = || (0..from.len()).flat_map(|row| (0..to.len()).map(move |column| [row, column]));
    let speed = options.fallback_speed;
    if speed.is_some() {
        let missing = all().filter(|&[row, column]| is_missing(row, column));
        answer.fallback_speed_cells = Some(missing.collect());
    }
    let rows = |value: &dyn Fn(usize, usize) -> Option<Number>| {
        let row = |row: usize| (0..to.len()).map(|column| value(row, column)).collect();
        (0..from.len()).map(row).collect()
    };
    if wanted.durations {
        answer.durations = Some(rows(&|row, column| {
            let driven = times[row * to.len() + column];
            match (driven, options.scale) {
                (Some(time), None) => Some(seconds(time)),
                (Some(time), Some(scale)) => Some(tenths(time.as_secs_f64() * scale)),
                (None, scale) => {
                    let guess = straight(row, column) / speed?;
                    Some(tenths(guess * scale.unwrap_or(1.0)))
                }
            }
        }));
    }
    if wanted.distances {
        answer.distances = Some(rows(&|row, column| {
            let driven = distances[row * to.len() + column];
            driven
                .or_else(|| speed.map(|_| straight(row, column)))
                .map(tenths)
        }));
    }
    Ok(json(&answer))
}

/// The numbers chosen; all when none are.
fn chosen(numbers: &[usize], count: usize) -> Vec<usize> {
    if numbers.is_empty() {
        (0..count).collect()
    } else {
        numbers.to_vec()
    }
}

fn waypoints<'a>(
    streets: &'a Streets<'_>,
    numbers: &[usize],
    snaps: &[Snap],
) -> Option<Vec<Waypoint<'a>>> {
    let told = numbers
        .iter()
        .zip(snaps)
        .map(|(&number, snap)| Waypoint::of(streets, number, snap));
    (!streets.question.skip_waypoints).then(|| told.collect())
}

/// Times and lengths row by row, as far as wanted. Times are always known: they say which cells are missing.
fn cells(
    streets: &Streets<'_>,
    from: &[Snap],
    to: &[Snap],
    wanted: Cells,
) -> (Vec<Option<Millis>>, Vec<Option<f64>>) {
    if !wanted.distances {
        return (streets.ground.times(from, to, &streets.off), Vec::new());
    }
    let ways = from.iter().flat_map(|from| {
        let way = move |to: &Snap| streets.ground.route(from, to, &streets.off);
        to.iter().map(way)
    });
    ways.map(|way| {
        (
            way.as_ref().map(|way| way.duration),
            way.map(|way| way.length.0),
        )
    })
    .unzip()
}
