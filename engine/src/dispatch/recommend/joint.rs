//! Several requests and several teams at once: who goes where, so that the weighted lateness of all is least.
//!
//! One by one, the first request takes the team that the second one needs. Here each request waits for at
//! most one team and each team goes to at most one request; the sum of weighted lateness is least of all such
//! assignments, exactly: shortest augmenting paths with potentials (the Hungarian method as of Jonker and
//! Volgenant, Computing 38, 1987), O(requests² × teams).

use super::{
    Query, Situation,
    eligibility::{self, Asked},
};
use crate::{
    dispatch::ids::TeamId,
    routing::{Origin, Router, Snap},
    units::{Millis, Timestamp},
};

/// A waiting request of a joint assignment.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// What is asked; `k` does not count.
    pub query: Query,
    /// When its response goal ends.
    pub due: Timestamp,
}

/// Who goes where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointAssignment {
    /// The team of each waiting request and its time to arrive, in the order given; `None` where none is left or can go.
    pub teams: Vec<Option<(TeamId, Millis)>>,
    /// The sum of the weighted lateness in milliseconds, of those without a team as well.
    pub cost: u64,
}

/// What it costs to send nobody, beyond any lateness that is weighed: a day, before the weight.
const NOBODY: Millis = Millis::from_mins(24 * 60);

/// The assignment with the least weighted lateness.
///
/// Lateness is what passes between the end of a request's goal and the arrival; its weight is the policy's.
/// Among assignments with the same lateness the one with the least time on the road wins, in proportion
/// (a millisecond of lateness counts as [`LATE`] of driving).
pub fn joint<R: Router>(
    situation: &Situation<'_, R>,
    scratch: &mut R::Scratch,
    waiting: &[Waiting],
    now: Timestamp,
) -> JointAssignment {
    let teams: Vec<(TeamId, Origin)> = eligibility::teams(situation)
        .filter(|(team, _)| eligibility::takes_work(team.status).is_ok())
        .filter_map(|(team, position)| {
            let standing = eligibility::standing(situation, position, now);
            Some((team.id, standing.ok()?.origin))
        })
        .collect();
    let from: Vec<Snap> = teams.iter().map(|(_, origin)| origin.snap).collect();
    let to: Vec<Snap> = waiting.iter().map(|asked| asked.query.place).collect();
    let mut drives = Vec::new();
    situation.router.table(scratch, &from, &to, &mut drives);
    let arrivals: Vec<Vec<Option<Millis>>> = (0..waiting.len())
        .map(|column| {
            let drives = drives.iter().skip(column).step_by(waiting.len());
            arrivals(situation, &waiting[column], &teams, drives)
        })
        .collect();
    let costs: Vec<Vec<Option<u64>>> = waiting
        .iter()
        .zip(&arrivals)
        .map(|(request, row)| {
            let weigh = |eta: &Option<Millis>| eta.map(|eta| cost(situation, request, eta, now));
            row.iter().map(weigh).collect()
        })
        .collect();
    let nobody: Vec<u64> = waiting
        .iter()
        .map(|request| cost(situation, request, NOBODY, now))
        .collect();
    let chosen = least_cost(&costs, &nobody);
    let picked = |(row, team): (usize, &Option<usize>)| {
        let team = (*team)?;
        Some((teams[team].0, arrivals[row][team]?))
    };
    let total = chosen.iter().enumerate().map(|(row, team)| match team {
        Some(team) => costs[row][*team].unwrap_or(nobody[row]),
        None => nobody[row],
    });
    JointAssignment {
        cost: total.sum(),
        teams: chosen.iter().enumerate().map(picked).collect(),
    }
}

/// When each team would arrive at one request, `None` for those that are not fit for it.
fn arrivals<'a, R: Router>(
    situation: &Situation<'_, R>,
    request: &Waiting,
    teams: &[(TeamId, Origin)],
    drives: impl Iterator<Item = &'a Option<Millis>>,
) -> Vec<Option<Millis>> {
    let asked = Asked::of(situation, &request.query);
    let arrives = |(drive, (id, origin)): (&Option<Millis>, &(TeamId, Origin))| {
        let team = situation.board.team(*id)?;
        asked.fit(team).ok()?;
        Some((*drive)? + origin.delay)
    };
    drives.zip(teams).map(arrives).collect()
}

/// How many milliseconds of driving a millisecond of lateness counts as.
pub const LATE: u64 = 20;

fn cost<R: Router>(
    situation: &Situation<'_, R>,
    request: &Waiting,
    eta: Millis,
    now: Timestamp,
) -> u64 {
    let late = now.plus(eta).since(request.due);
    let weight = situation.policy.weight(request.query.priority);
    late.0
        .saturating_mul(LATE)
        .saturating_add(eta.0)
        .saturating_mul(weight)
}

/// An impossible pair; paths of possible ones cost far less.
const NEVER: i64 = i64::MAX / 4;

/// The column of each row in an assignment of least total cost, `None` where a row takes no column, at `nobody`'s cost.
///
/// `costs` has a row for each request and a column for each team; `None` is an impossible pair.
fn least_cost(costs: &[Vec<Option<u64>>], nobody: &[u64]) -> Vec<Option<usize>> {
    let whole = |cost: u64| i64::try_from(cost).unwrap_or(NEVER).min(NEVER);
    let columns = costs.first().map_or(0, Vec::len);
    let mut solver = Solver {
        costs: costs
            .iter()
            .map(|row| row.iter().map(|cost| cost.map_or(NEVER, whole)).collect())
            .collect(),
        nobody: nobody.iter().copied().map(whole).collect(),
        row_of: vec![None; columns],
        column_of: vec![None; costs.len()],
        of_row: vec![0; costs.len()],
        of_column: vec![0; columns],
    };
    for row in 0..costs.len() {
        solver.place(row);
    }
    solver.column_of
}

struct Solver {
    costs: Vec<Vec<i64>>,
    nobody: Vec<i64>,
    /// The row that holds each column, and the other way round.
    row_of: Vec<Option<usize>>,
    column_of: Vec<Option<usize>>,
    /// Potentials: the reduced cost of a pair is its cost less both, never negative, and nought for pairs held.
    of_row: Vec<i64>,
    of_column: Vec<i64>,
}

/// Where the shortest augmenting path ends.
#[derive(Clone, Copy)]
enum End {
    /// At a column that nobody holds.
    Column(usize),
    /// At a row that goes without.
    Without(usize),
}

/// What one search has reached.
struct Search {
    /// Least reduced cost of a path to each column, and the row before it.
    distance: Vec<i64>,
    from: Vec<usize>,
    /// Columns not settled yet.
    open: Vec<usize>,
    /// Columns and rows settled, the rows with their distance.
    columns: Vec<usize>,
    rows: Vec<(usize, i64)>,
}

impl Solver {
    /// Gives a row a column, or leaves some row without one, along the shortest augmenting path (Dijkstra).
    fn place(&mut self, row: usize) {
        let columns = self.row_of.len();
        let mut search = Search {
            distance: vec![NEVER; columns],
            from: vec![row; columns],
            open: (0..columns).collect(),
            columns: Vec::new(),
            rows: vec![(row, 0)],
        };
        let (length, end) = self.search(row, &mut search);
        for &(reached, at) in &search.rows {
            self.of_row[reached] += length - at;
        }
        for &column in &search.columns {
            self.of_column[column] -= length - search.distance[column];
        }
        self.augment(row, end, &search.from);
    }

    /// The shortest path's length and end. A row can always go without, so there is one.
    fn search(&self, first: usize, search: &mut Search) -> (i64, End) {
        let (mut last, mut so_far) = (first, 0);
        let mut best = (i64::MAX, End::Without(first));
        loop {
            let without = so_far + self.nobody[last] - self.of_row[last];
            if without < best.0 {
                best = (without, End::Without(last));
            }
            let Some(place) = self.relax(last, so_far, search) else {
                return best;
            };
            let column = search.open[place];
            if search.distance[column] >= best.0 {
                return best;
            }
            search.open.swap_remove(place);
            so_far = search.distance[column];
            let Some(holder) = self.row_of[column] else {
                return (so_far, End::Column(column));
            };
            search.columns.push(column);
            search.rows.push((holder, so_far));
            last = holder;
        }
    }

    /// Lowers the distances of open columns over a row; the place of the nearest one among them.
    fn relax(&self, row: usize, so_far: i64, search: &mut Search) -> Option<usize> {
        let costs = &self.costs[row];
        let base = so_far - self.of_row[row];
        let mut nearest = (NEVER, None);
        for (place, &column) in search.open.iter().enumerate() {
            let cost = costs[column];
            let known = &mut search.distance[column];
            if cost < NEVER {
                let over = base + cost - self.of_column[column];
                if over < *known {
                    *known = over;
                    search.from[column] = row;
                }
            }
            if *known < nearest.0 {
                nearest = (*known, Some(place));
            }
        }
        nearest.1
    }

    /// Moves every row along the path to its next column.
    fn augment(&mut self, first: usize, end: End, from: &[usize]) {
        let mut next = match end {
            End::Column(column) => Some(column),
            // It gives its column up to the row before it on the path, if the path got as far as it.
            End::Without(row) => self.column_of[row].take(),
        };
        while let Some(column) = next {
            let row = from[column];
            self.row_of[column] = Some(row);
            next = self.column_of[row].replace(column);
            if row == first {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn total(costs: &[Vec<Option<u64>>], nobody: &[u64], chosen: &[Option<usize>]) -> u64 {
        let of = |(row, column): (usize, &Option<usize>)| match column {
            Some(column) => costs[row][*column].unwrap(),
            None => nobody[row],
        };
        chosen.iter().enumerate().map(of).sum()
    }

    /// Every assignment there is.
    fn brute_force(costs: &[Vec<Option<u64>>], nobody: &[u64], taken: &mut Vec<bool>) -> u64 {
        let Some((row, rest)) = costs.split_first() else {
            return 0;
        };
        let mut best = nobody[0] + brute_force(rest, &nobody[1..], taken);
        for column in 0..row.len() {
            let Some(cost) = row[column].filter(|_| !taken[column]) else {
                continue;
            };
            taken[column] = true;
            best = best.min(cost + brute_force(rest, &nobody[1..], taken));
            taken[column] = false;
        }
        best
    }

    fn problem() -> impl Strategy<Value = (Vec<Vec<Option<u64>>>, Vec<u64>)> {
        (0..7usize, 0..7usize).prop_flat_map(|(rows, columns)| {
            let cost = prop::option::weighted(0.8, 0..30u64);
            (
                prop::collection::vec(prop::collection::vec(cost, columns), rows),
                prop::collection::vec(0..40u64, rows),
            )
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn no_assignment_costs_less((costs, nobody) in problem()) {
            let chosen = least_cost(&costs, &nobody);
            let mut held: Vec<usize> = chosen.iter().flatten().copied().collect();
            held.sort_unstable();
            prop_assert!(held.windows(2).all(|pair| pair[0] < pair[1]), "a column is held twice");
            let columns = costs.first().map_or(0, Vec::len);
            let best = brute_force(&costs, &nobody, &mut vec![false; columns]);
            prop_assert_eq!(total(&costs, &nobody, &chosen), best);
        }
    }
}
