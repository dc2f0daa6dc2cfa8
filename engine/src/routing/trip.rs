//! Many stops in the order that takes least time: the asymmetric travelling salesman problem.
//!
//! Up to [`EXACT_STOPS`] stops the order is the best there is (dynamic programming over sets of stops: Held and Karp, "A
//! dynamic programming approach to sequencing problems", 1962). Beyond that, stops are inserted farthest first
//! (Rosenkrantz, Stearns and Lewis, 1977), and the order is improved until neither turning a stretch round
//! (2-opt) nor exchanging two neighbouring stretches (the one 3-opt move that turns nothing round: Kanellakis and Papadimitriou,
//! "Local search for the asymmetric traveling salesman problem", 1980) makes it shorter. The result is the same on every machine.

use crate::units::Millis;

/// Up to so many stops the best order is found.
pub const EXACT_STOPS: usize = 12;

/// What a tour must keep to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tour {
    /// It comes back to its first stop.
    pub is_round: bool,
    /// It begins at the first stop given.
    pub from_first: bool,
    /// It ends at the last stop given (and, when it is round, goes back to the first from there).
    pub to_last: bool,
}

/// More than any tour takes, and small enough to be added up.
const NEVER: u64 = u64::MAX >> 20;

/// The order of stops that takes least time, as numbers from 0; `None` when no tour keeps to what is asked (or, beyond
/// [`EXACT_STOPS`] stops with missing times, when none was found).
///
/// `times` are those from each stop to each, row by row. See the module for how good it is.
///
/// # Panics
/// When there are not `stops` × `stops` times.
#[must_use]
pub fn best_order(times: &[Option<Millis>], stops: usize, tour: Tour) -> Option<Vec<usize>> {
    assert_eq!(times.len(), stops * stops, "a time for each pair of stops");
    if stops < 2 {
        return Some((0..stops).collect());
    }
    let costs = Costs::of(times, stops, tour);
    let mut cycle = if stops <= EXACT_STOPS {
        exact(&costs)
    } else {
        improved(&costs, inserted(&costs))
    };
    if costs.around(&cycle) >= NEVER {
        return None;
    }
    let place_of = |stop: usize| cycle.iter().position(|&other| other == stop);
    let start = if tour.from_first {
        place_of(0)
    } else if tour.to_last {
        place_of(stops - 1).map(|place| (place + 1) % stops)
    } else {
        place_of(0)
    };
    cycle.rotate_left(start.unwrap_or(0));
    Some(cycle)
}

/// What it costs to go from stop to stop on a cycle that stands for the tour.
struct Costs {
    stops: usize,
    costs: Vec<u64>,
}

impl Costs {
    /// A tour that does not come back is a cycle whose way back costs nothing; one that begins and ends at certain stops is
    /// a cycle with a certain way back.
    fn of(times: &[Option<Millis>], stops: usize, tour: Tour) -> Self {
        let cost = |time: &Option<Millis>| time.map_or(NEVER, |time| time.0.min(NEVER));
        let mut costs = Self {
            stops,
            costs: times.iter().map(cost).collect(),
        };
        let last = stops - 1;
        if tour.from_first && tour.to_last {
            for stop in 0..stops {
                if stop != 0 {
                    costs.set(last, stop, NEVER);
                }
                if stop != last {
                    costs.set(stop, 0, NEVER);
                }
            }
            if !tour.is_round {
                costs.set(last, 0, 0);
            }
        } else if !tour.is_round {
            for stop in 0..stops {
                if tour.from_first {
                    costs.set(stop, 0, 0);
                } else {
                    costs.set(last, stop, 0);
                }
            }
        }
        costs
    }

    fn set(&mut self, from: usize, to: usize, cost: u64) {
        self.costs[from * self.stops + to] = cost;
    }

    fn at(&self, from: usize, to: usize) -> u64 {
        self.costs[from * self.stops + to]
    }

    fn around(&self, cycle: &[usize]) -> u64 {
        let next = cycle.iter().cycle().skip(1);
        cycle
            .iter()
            .zip(next)
            .map(|(&from, &to)| self.at(from, to))
            .sum()
    }
}

/// The best cycle: for each set of stops and each last of them, the least cost from stop 0 through all of them.
fn exact(costs: &Costs) -> Vec<usize> {
    let others = costs.stops - 1;
    let sets = 1_usize << others;
    let mut least = vec![(u64::MAX, 0); sets * others];
    for last in 0..others {
        least[(1 << last) * others + last] = (costs.at(0, last + 1), 0);
    }
    for set in 1..sets {
        for last in (0..others).filter(|last| set >> last & 1 == 1) {
            // Every stop of a set can be its last, at some cost: what never happens is only dear.
            let (cost, _) = least[set * others + last];
            for next in (0..others).filter(|next| set >> next & 1 == 0) {
                let longer = cost + costs.at(last + 1, next + 1);
                let known = &mut least[(set | 1 << next) * others + next];
                if longer < known.0 {
                    *known = (longer, last);
                }
            }
        }
    }
    let mut set = sets - 1;
    let closed = |&last: &usize| least[set * others + last].0 + costs.at(last + 1, 0);
    let mut last = (0..others).min_by_key(closed).unwrap_or(0);
    let mut cycle = Vec::with_capacity(costs.stops);
    while set != 0 {
        cycle.push(last + 1);
        let (_, before) = least[set * others + last];
        set &= !(1 << last);
        last = before;
    }
    cycle.push(0);
    cycle.reverse();
    cycle
}

/// A cycle to begin with: always the stop that is farthest from those before goes where it costs least.
fn inserted(costs: &Costs) -> Vec<usize> {
    let mut cycle = vec![0];
    let mut left: Vec<usize> = (1..costs.stops).collect();
    let both_ways = |a: usize, b: usize| costs.at(a, b).min(costs.at(b, a));
    let mut near: Vec<u64> = (0..costs.stops).map(|stop| both_ways(0, stop)).collect();
    while let Some(index) = (0..left.len()).max_by_key(|&index| near[left[index]]) {
        let stop = left.swap_remove(index);
        let extra = |&place: &usize| {
            let (from, to) = (cycle[place], cycle[(place + 1) % cycle.len()]);
            // Costs with and without: both are positive, and their difference may not be.
            i128::from(costs.at(from, stop) + costs.at(stop, to)) - i128::from(costs.at(from, to))
        };
        let place = (0..cycle.len()).min_by_key(extra).unwrap_or(0);
        cycle.insert(place + 1, stop);
        for &other in &left {
            near[other] = near[other].min(both_ways(stop, other));
        }
    }
    cycle
}

/// Makes a cycle shorter until no move does.
fn improved(costs: &Costs, mut cycle: Vec<usize>) -> Vec<usize> {
    while exchange(costs, &mut cycle) || turn_round(costs, &mut cycle) {
        // Moves may run over the cycle's end: let each place be inside once.
        cycle.rotate_left(costs.stops / 3);
    }
    cycle
}

/// Exchanges two neighbouring stretches where that is shorter; `false` when it nowhere is.
fn exchange(costs: &Costs, cycle: &mut [usize]) -> bool {
    let stops = cycle.len();
    let mut found = false;
    for first in 0..stops - 2 {
        for second in first + 1..stops - 1 {
            for third in second + 1..stops {
                let [a, b] = [cycle[first], cycle[first + 1]];
                let [c, d] = [cycle[second], cycle[second + 1]];
                let [e, f] = [cycle[third], cycle[(third + 1) % stops]];
                let before = costs.at(a, b) + costs.at(c, d) + costs.at(e, f);
                let after = costs.at(a, d) + costs.at(e, b) + costs.at(c, f);
                if after < before {
                    cycle[first + 1..=third].rotate_left(second - first);
                    found = true;
                }
            }
        }
    }
    found
}

/// Drives a stretch the other way round where that is shorter; `false` when it nowhere is.
fn turn_round(costs: &Costs, cycle: &mut [usize]) -> bool {
    let stops = cycle.len();
    let mut found = false;
    for first in 0..stops - 1 {
        // What the stretch costs in its order and turned round, as it grows.
        let (mut ahead, mut back) = (0, 0);
        for last in first + 1..stops {
            if last > first + 1 {
                ahead += costs.at(cycle[last - 1], cycle[last]);
                back += costs.at(cycle[last], cycle[last - 1]);
            }
            let (before, after) = (cycle[first], cycle[(last + 1) % stops]);
            let now = costs.at(before, cycle[first + 1]) + ahead + costs.at(cycle[last], after);
            let then = costs.at(before, cycle[last]) + back + costs.at(cycle[first + 1], after);
            if then < now {
                cycle[first + 1..=last].reverse();
                std::mem::swap(&mut ahead, &mut back);
                found = true;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const TOURS: [Tour; 7] = [
        tour(true, false, false),
        tour(true, true, false),
        tour(true, false, true),
        tour(true, true, true),
        tour(false, true, false),
        tour(false, false, true),
        tour(false, true, true),
    ];

    const fn tour(is_round: bool, from_first: bool, to_last: bool) -> Tour {
        Tour {
            is_round,
            from_first,
            to_last,
        }
    }

    /// What an order takes; `None` when a part of it cannot be driven.
    fn takes(times: &[Option<Millis>], order: &[usize], tour: Tour) -> Option<u64> {
        let mut legs: Vec<(usize, usize)> =
            order.windows(2).map(|pair| (pair[0], pair[1])).collect();
        if tour.is_round {
            legs.push((order[order.len() - 1], order[0]));
        }
        let stops = order.len();
        legs.iter()
            .map(|&(from, to)| Some(times[from * stops + to]?.0))
            .sum()
    }

    fn keeps_to(order: &[usize], tour: Tour) -> bool {
        let ends = (order[0], order[order.len() - 1]);
        (!tour.from_first || ends.0 == 0) && (!tour.to_last || ends.1 == order.len() - 1)
    }

    /// All orders of some stops.
    fn orders(stops: usize) -> Vec<Vec<usize>> {
        let Some(last) = stops.checked_sub(1) else {
            return vec![Vec::new()];
        };
        let shorter = orders(last);
        let with = |order: &Vec<usize>| {
            let order = order.clone();
            (0..stops).map(move |place| {
                let mut longer = order.clone();
                longer.insert(place, last);
                longer
            })
        };
        shorter.iter().flat_map(with).collect()
    }

    fn is_permutation(order: &[usize]) -> bool {
        let mut sorted = order.to_vec();
        sorted.sort_unstable();
        sorted.iter().copied().eq(0..order.len())
    }

    /// Times by air between random places, longer one way than the other.
    fn on_a_plane(places: &[(f64, f64)], slants: &[f64]) -> Vec<Option<Millis>> {
        let time = |(from, a): (usize, &(f64, f64)), b: &(f64, f64)| {
            let air = (a.0 - b.0).hypot(a.1 - b.1);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let time = (air * 1000.0 * (1.0 + slants[from])) as u64;
            Some(Millis(time))
        };
        let rows = places.iter().enumerate();
        rows.flat_map(|from| places.iter().map(move |to| time(from, to)))
            .collect()
    }

    proptest! {
        #[test]
        fn few_stops_are_ordered_best(
            stops in 2..=7_usize,
            times in prop::collection::vec(prop::option::weighted(0.9, 0..1000_u64), 49),
        ) {
            let times: Vec<_> = times[..stops * stops].iter().map(|time| time.map(Millis)).collect();
            for tour in TOURS {
                let all = orders(stops).into_iter().filter(|order| keeps_to(order, tour));
                let best = all.filter_map(|order| takes(&times, &order, tour)).min();
                let found = best_order(&times, stops, tour);
                prop_assert_eq!(found.is_some(), best.is_some(), "{:?}", tour);
                if let Some(order) = found {
                    prop_assert!(is_permutation(&order) && keeps_to(&order, tour), "{:?} {:?}", tour, order);
                    prop_assert_eq!(takes(&times, &order, tour), best, "{:?} {:?}", tour, order);
                }
            }
        }

        /// The search for many stops, on few, where the best is known.
        #[test]
        fn many_stops_are_ordered_nearly_best(
            places in prop::collection::vec((0.0..1.0, 0.0..1.0f64), EXACT_STOPS),
            slants in prop::collection::vec(0.0..0.3, EXACT_STOPS),
        ) {
            let times = on_a_plane(&places, &slants);
            let costs = Costs::of(&times, EXACT_STOPS, tour(true, false, false));
            let best = costs.around(&exact(&costs));
            let begun = inserted(&costs);
            let (first, found) = (costs.around(&begun), costs.around(&improved(&costs, begun)));
            prop_assert!(best <= found && found <= first);
            prop_assert!(found * 100 <= best * 115, "{found} is more than 15 % over {best}");
        }

        #[test]
        fn many_stops_keep_to_what_is_asked(
            places in prop::collection::vec((0.0..1.0, 0.0..1.0f64), EXACT_STOPS + 1..40),
            slants in prop::collection::vec(0.0..0.3, 40),
        ) {
            let times = on_a_plane(&places, &slants);
            for tour in TOURS {
                let order = best_order(&times, places.len(), tour).unwrap();
                prop_assert!(is_permutation(&order) && keeps_to(&order, tour), "{:?}", tour);
            }
        }
    }

    #[test]
    fn a_hundred_stops_round_a_circle_are_visited_round_it() {
        let place = |stop: u32| {
            let angle = f64::from(stop * 37 % 100) * std::f64::consts::TAU / 100.0;
            (angle.cos(), angle.sin())
        };
        let places: Vec<(f64, f64)> = (0..100).map(place).collect();
        let times = on_a_plane(&places, &[0.0; 100]);
        let order = best_order(&times, 100, tour(true, true, false)).unwrap();
        let steps: std::collections::BTreeSet<usize> = order
            .windows(2)
            .map(|pair| (pair[1] * 37 + 100 - pair[0] * 37 % 100) % 100)
            .collect();
        assert!(steps == [1].into() || steps == [99].into(), "{steps:?}");
    }

    #[test]
    fn no_stop_or_one_is_no_trouble() {
        let tour = tour(true, true, true);
        assert_eq!(best_order(&[], 0, tour), Some(vec![]));
        assert_eq!(best_order(&[None], 1, tour), Some(vec![0]));
        assert_eq!(best_order(&[None; 4], 2, tour), None);
    }
}
