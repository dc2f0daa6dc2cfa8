//! A whole trace at once: the likeliest sequence of states (Viterbi 1967).

use std::collections::VecDeque;

use super::candidates::State;
use super::model::{Seen, Step, sigma};
use super::steps::{MatchScratch, Steps};
use super::{EdgePlace, Matcher};
use crate::routing::{Approach, EdgeId};
use crate::units::{Bearing, LngLat, Metres, Millis, Timestamp};

/// So many fixes in a row may fit to nothing before the trace is cut.
const MOST_OUTLIERS: usize = 3;
/// So many of the likeliest places of a fix count where the next or the last fix is far away: as many as a fix of usual
/// accuracy has in a dense city. Each costs a search that may look at half of it, and a poor fix has eighty.
pub(super) const MOST_FAR: usize = 12;

/// A position of a trace.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TracePoint {
    /// Where the device believed to be.
    pub position: LngLat,
    /// When; times must not fall.
    pub at: Option<Timestamp>,
    /// Radius that it believed to be within (about 68 %).
    pub accuracy: Option<Metres>,
    /// Direction of travel.
    pub bearing: Option<Bearing>,
    /// On which side of its street it lies: of a street with two directions, only the one that fits was driven.
    pub approach: Approach,
}

/// How to match a trace.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MatchOptions {
    /// A longer pause cuts the trace in two; `None` cuts only where there is no way.
    pub longest_gap: Option<Millis>,
    /// Leaves out points that stand nearly where the one before them does.
    pub tidy: bool,
}

impl Default for MatchOptions {
    /// Cut after a minute, as OSRM does; every point counts.
    fn default() -> Self {
        Self {
            longest_gap: Some(Millis::from_secs(60)),
            tidy: false,
        }
    }
}

/// What a trace was matched to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matched {
    /// The parts of the trace that are driven in one go, in order.
    pub matchings: Vec<Matching>,
    /// Per point of the trace: its place; `None` for outliers and points left out.
    pub points: Vec<Option<MatchedPoint>>,
}

/// A part of a trace as it was driven.
#[derive(Clone, Debug, PartialEq)]
pub struct Matching {
    /// How sure it is, from 0 to 1: the mean (geometric) over its points of how much of the probability of all
    /// possible ways is that of this one.
    pub confidence: f64,
    /// Edges in driving order; the first and last are driven in part.
    pub edges: Vec<EdgeId>,
    /// Where the points lie: (number in the trace, number of its edge in `edges`), in order.
    pub points: Vec<(usize, usize)>,
}

/// The place of a point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MatchedPoint {
    /// Which matching it is a point of.
    pub matching: usize,
    /// Where it was.
    pub place: EdgePlace,
    /// How many other streets it could have been on.
    pub alternatives: usize,
}

impl Matcher<'_> {
    /// Matches a trace. Points need not be in reach of a street: those that fit to nothing are left out, and the
    /// trace is cut where there is no way, or where points lie more than 5 km apart.
    ///
    /// Where two points lie more than a kilometre apart, only the dozen likeliest places of each count.
    #[must_use]
    pub fn trace(
        &self,
        scratch: &mut MatchScratch,
        points: &[TracePoint],
        options: &MatchOptions,
    ) -> Matched {
        let mut matched = Matched {
            matchings: Vec::new(),
            points: vec![None; points.len()],
        };
        let mut lattice = Lattice::default();
        let steps = Steps::new(self);
        let mut outliers = Vec::new();
        let mut queue: VecDeque<usize> = (0..points.len()).collect();
        loop {
            let Some(number) = queue.pop_front() else {
                lattice.finish(&steps, scratch, &mut matched);
                if outliers.is_empty() {
                    return matched;
                }
                queue.extend(outliers.drain(..));
                continue;
            };
            let seen = seen(&points[number]);
            let states = self.states(&seen);
            if let Some(last) = lattice.columns.last() {
                let step = Step::between(&last.seen, &seen);
                let is_gap = options
                    .longest_gap
                    .zip(step.time)
                    .is_some_and(|(most, time)| time > most);
                if options.tidy && step.straight.0 < seen.sigma.0 && !is_gap {
                    continue;
                }
                let fits = !is_gap
                    && !states.is_empty()
                    && lattice.extend(&steps, scratch, number, seen, &states, &step);
                if fits {
                    outliers.clear();
                    continue;
                }
                if !is_gap && outliers.len() < MOST_OUTLIERS {
                    outliers.push(number);
                    continue;
                }
                // What did not fit to this part may fit to the next.
                lattice.finish(&steps, scratch, &mut matched);
                queue.push_front(number);
                for &outlier in outliers.iter().rev() {
                    queue.push_front(outlier);
                }
                outliers.clear();
                continue;
            }
            lattice.begin(number, seen, states);
        }
    }
}

fn seen(point: &TracePoint) -> Seen {
    Seen {
        position: point.position,
        at: point.at,
        sigma: sigma(point.accuracy),
        bearing: point.bearing,
        approach: point.approach,
    }
}

/// The states of consecutive points, and the likeliest way to each.
#[derive(Default)]
struct Lattice {
    columns: Vec<Column>,
}

struct Column {
    number: usize,
    seen: Seen,
    /// From the column before.
    step: Option<Step>,
    cells: Vec<Cell>,
}

struct Cell {
    state: State,
    /// Logarithm of the probability of the likeliest way here.
    best: f64,
    /// Logarithm of the sum over all ways here.
    all: f64,
    /// The state before, in its column.
    parent: usize,
}

impl Lattice {
    fn begin(&mut self, number: usize, seen: Seen, states: Vec<State>) {
        if states.is_empty() {
            return;
        }
        let cell = |state: State| Cell {
            best: state.emission,
            all: state.emission,
            parent: 0,
            state,
        };
        self.columns.push(Column {
            number,
            seen,
            step: None,
            cells: states.into_iter().map(cell).collect(),
        });
    }

    /// Adds a point; `false`, and nothing is added, when none of its states can be reached.
    fn extend(
        &mut self,
        steps: &Steps<'_>,
        scratch: &mut MatchScratch,
        number: usize,
        seen: Seen,
        states: &[State],
        step: &Step,
    ) -> bool {
        let Some(last) = self.columns.last() else {
            return false;
        };
        if !step.is_possible() {
            return false;
        }
        let most = if step.is_far() { MOST_FAR } else { usize::MAX };
        let states = likeliest(states, most, |state| state.emission);
        let parents: Vec<usize> = (0..last.cells.len()).collect();
        let parents = likeliest(&parents, most, |&parent| last.cells[parent].best);
        let mut arrivals: Vec<Vec<(f64, f64, usize)>> = vec![Vec::new(); states.len()];
        for parent in parents {
            let from = &last.cells[parent];
            steps.search(scratch, &from.state, step, &states);
            for (to, arrivals) in states.iter().zip(&mut arrivals) {
                if let Some(way) = steps.way(scratch, step, &from.state, to) {
                    let likely = step.log_likelihood(way.metres, way.time);
                    arrivals.push((from.best + likely, from.all + likely, parent));
                }
            }
        }
        let cells: Vec<Cell> = states
            .iter()
            .zip(arrivals)
            .filter_map(|(state, arrivals)| {
                let &(best, _, parent) = arrivals.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
                Some(Cell {
                    state: *state,
                    best: best + state.emission,
                    all: log_sum(arrivals.iter().map(|&(_, all, _)| all)) + state.emission,
                    parent,
                })
            })
            .collect();
        if cells.is_empty() {
            return false;
        }
        self.columns.push(Column {
            number,
            seen,
            step: Some(*step),
            cells,
        });
        true
    }

    /// Reads the likeliest way off, and forgets the points. A single point is no way: it is left unmatched.
    fn finish(&mut self, steps: &Steps<'_>, scratch: &mut MatchScratch, matched: &mut Matched) {
        let columns = std::mem::take(&mut self.columns);
        let Some(last) = columns.last().filter(|_| columns.len() > 1) else {
            return;
        };
        let best = (0..last.cells.len())
            .max_by(|&a, &b| last.cells[a].best.total_cmp(&last.cells[b].best));
        let mut chosen = vec![best.unwrap_or(0)];
        for column in columns.iter().skip(1).rev() {
            let at = chosen[chosen.len() - 1];
            chosen.push(column.cells[at].parent);
        }
        chosen.reverse();
        let cells: Vec<&Cell> = columns
            .iter()
            .zip(&chosen)
            .map(|(column, &at)| &column.cells[at])
            .collect();
        let mut edges = vec![cells[0].state.edge];
        let mut points = vec![(columns[0].number, 0)];
        for (pair, column) in cells.windows(2).zip(&columns[1..]) {
            if let Some(step) = &column.step {
                steps.search(scratch, &pair[0].state, step, &[pair[1].state]);
                let way = steps.edges(scratch, step, &pair[0].state, &pair[1].state);
                edges.extend(&way[1..]);
            }
            points.push((column.number, edges.len() - 1));
        }
        let all = log_sum(last.cells.iter().map(|cell| cell.all));
        let best = cells[cells.len() - 1].best;
        #[expect(clippy::cast_precision_loss, reason = "points of one trace")]
        let confidence = ((best - all) / columns.len() as f64).exp().min(1.0);
        for (cell, column) in cells.iter().zip(&columns) {
            matched.points[column.number] = Some(MatchedPoint {
                matching: matched.matchings.len(),
                place: cell.state.place(),
                alternatives: other_streets(column, &cell.state),
            });
        }
        matched.matchings.push(Matching {
            confidence,
            edges,
            points,
        });
    }
}

impl State {
    pub(super) fn place(&self) -> EdgePlace {
        EdgePlace {
            edge: self.edge,
            fraction: self.fraction(),
            position: self.position,
        }
    }
}

/// The likeliest of some, at most so many, in the order they came in.
fn likeliest<T: Copy>(all: &[T], most: usize, log: impl Fn(&T) -> f64) -> Vec<T> {
    let mut numbers: Vec<usize> = (0..all.len()).collect();
    if most < all.len() {
        numbers.sort_by(|&a, &b| log(&all[b]).total_cmp(&log(&all[a])).then(a.cmp(&b)));
        numbers.truncate(most);
        numbers.sort_unstable();
    }
    numbers.into_iter().map(|number| all[number]).collect()
}

/// States at other positions: both directions of a street are one.
fn other_streets(column: &Column, chosen: &State) -> usize {
    let mut positions: Vec<LngLat> = Vec::new();
    for cell in &column.cells {
        let position = cell.state.position;
        if position != chosen.position && !positions.contains(&position) {
            positions.push(position);
        }
    }
    positions.len()
}

/// The logarithm of a sum of which the logarithms are known.
pub(super) fn log_sum(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let most = values.clone().fold(f64::NEG_INFINITY, f64::max);
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + values.map(|value| (value - most).exp()).sum::<f64>().ln()
}
