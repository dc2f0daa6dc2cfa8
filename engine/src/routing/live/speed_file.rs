//! Files of speeds by pairs of OpenStreetMap nodes, as OSRM reads them with `--segment-speed-file`.

use std::ops::RangeInclusive;

use super::hours::HourOfWeek;

/// Faster than anything on wheels: a mistake in the file.
const FASTEST_KMH: f64 = 500.0;

/// One line: driving from one node straight to the next.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeedRow {
    /// Node where driving begins.
    pub from_osm_node: i64,
    /// The node after it.
    pub to_osm_node: i64,
    /// Speed in km/h; 0 when it cannot be driven.
    pub speed_kmh: f64,
    /// Hours of the week in which it holds.
    pub hours: RangeInclusive<u8>,
}

/// A line that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}, column {column}: {problem}")]
pub struct SpeedFileError {
    /// Name of the file.
    pub file: String,
    /// Number of the line, from 1.
    pub line: usize,
    /// Number of the column in the line, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: SpeedRowProblem,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the texts say it")]
pub enum SpeedRowProblem {
    #[error("the column is missing: a line is from_osm_node,to_osm_node,speed_kmh[,rate[,hours]]")]
    Missing,
    #[error("there are more than five columns")]
    TooMany,
    #[error("this is not the id of an OpenStreetMap node")]
    Node,
    #[error("this is not a speed from 0 to 500 km/h")]
    Speed,
    #[error("this is not a rate: leave it empty, rates are not used")]
    Rate,
    #[error(
        "this is not an hour of the week (0 to 167, 0 is Monday 00:00 to 01:00) or a range such as 7-9"
    )]
    Hours,
}

/// The lines of a file: `from_osm_node,to_osm_node,speed_kmh[,rate[,hours]]`, no heading.
///
/// The first four columns are OSRM's (its wiki, "Traffic"): a speed of 0 cannot be driven, the rate is
/// OSRM's weight per metre and is not used here, as one figure both chooses a route and gives its time.
/// The fifth, which OSRM ignores, is ours: an hour of the week or a range of them, in the city's own
/// time; without it a line holds always. Lines without anything are passed over.
///
/// # Errors
/// The first column that cannot be read.
pub fn read_speed_file(file: &str, bytes: &[u8]) -> Result<Vec<SpeedRow>, SpeedFileError> {
    let mut rows = Vec::new();
    for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        let line = line.trim_ascii();
        if line.is_empty() {
            continue;
        }
        let row = row(line).map_err(|(column, problem)| SpeedFileError {
            file: file.to_owned(),
            line: number,
            column,
            problem,
        })?;
        rows.push(row);
    }
    Ok(rows)
}

type Fault = (usize, SpeedRowProblem);

fn row(line: &[u8]) -> Result<SpeedRow, Fault> {
    let columns: Vec<&[u8]> = line
        .split(|&byte| byte == b',')
        .map(<[u8]>::trim_ascii)
        .collect();
    if columns.len() > 5 {
        return Err((6, SpeedRowProblem::TooMany));
    }
    let text = |column: usize| columns.get(column - 1).copied().unwrap_or_default();
    let needed = |column: usize| match text(column) {
        [] => Err((column, SpeedRowProblem::Missing)),
        text => Ok(text),
    };
    let node = |column: usize| {
        let id: Option<i64> = parsed(needed(column)?);
        id.ok_or((column, SpeedRowProblem::Node))
    };
    let (from_osm_node, to_osm_node) = (node(1)?, node(2)?);
    let speed_kmh: f64 = parsed(needed(3)?)
        .filter(|speed| (0.0..=FASTEST_KMH).contains(speed))
        .ok_or((3, SpeedRowProblem::Speed))?;
    if !text(4).is_empty() && parsed::<f64>(text(4)).is_none_or(|rate| !rate.is_finite()) {
        return Err((4, SpeedRowProblem::Rate));
    }
    Ok(SpeedRow {
        from_osm_node,
        to_osm_node,
        speed_kmh,
        hours: hours(text(5)).ok_or((5, SpeedRowProblem::Hours))?,
    })
}

fn hours(text: &[u8]) -> Option<RangeInclusive<u8>> {
    let last = HourOfWeek::COUNT - 1;
    if text.is_empty() {
        return Some(0..=last);
    }
    let mut ends = text.splitn(2, |&byte| byte == b'-');
    let first: u8 = parsed(ends.next()?.trim_ascii())?;
    let to: u8 = ends
        .next()
        .map_or(Some(first), |to| parsed(to.trim_ascii()))?;
    (first <= to && to <= last).then_some(first..=to)
}

fn parsed<T: std::str::FromStr>(text: &[u8]) -> Option<T> {
    std::str::from_utf8(text).ok()?.parse().ok()
}
