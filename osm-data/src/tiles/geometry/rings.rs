//! Joining lines into longer lines and rings by the nodes that they share.

use hashbrown::HashMap;
use std::hash::Hash;

/// Lines that were joined end to end. A node is whatever tells places apart: an OpenStreetMap id,
/// or a point of the integer grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::tiles) struct Joined<N> {
    /// Closed chains; the first node is not repeated at the end.
    pub(in crate::tiles) rings: Vec<Vec<N>>,
    /// Chains that do not close.
    pub(in crate::tiles) open: Vec<Vec<N>>,
}

/// Whether a way may be turned round to fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tiles) enum Turning {
    /// Borders of areas: their direction means nothing.
    Allowed,
    /// Coastlines and one-ways: their direction says what lies on which side.
    Forbidden,
}

/// Joins ways, given as node ids, into chains as long as possible, in the order of the input.
pub(in crate::tiles) fn join<'w, N: Copy + Eq + Hash + 'w>(
    ways: impl IntoIterator<Item = &'w [N]>,
    turning: Turning,
) -> Joined<N> {
    let ways: Vec<&[N]> = ways.into_iter().filter(|way| way.len() > 1).collect();
    let mut pool = Pool::new(&ways, turning);
    let mut joined = Joined {
        rings: Vec::new(),
        open: Vec::new(),
    };
    for (start, way) in ways.iter().enumerate() {
        if !pool.take(start) {
            continue;
        }
        let mut chain = way.to_vec();
        pool.extend_forward(&mut chain);
        if chain.first() != chain.last() {
            pool.extend_backward(&mut chain);
        }
        if chain.first() == chain.last() {
            chain.pop();
            joined.rings.push(chain);
        } else {
            joined.open.push(chain);
        }
    }
    joined
}

/// The ways not used yet, by their ends.
struct Pool<'w, N> {
    ways: &'w [&'w [N]],
    used: Vec<bool>,
    /// Ways by first node, and by last node; in reverse order, so that `pop` gives the first.
    by_first: HashMap<N, Vec<usize>>,
    by_last: HashMap<N, Vec<usize>>,
    turning: Turning,
}

impl<'w, N: Copy + Eq + Hash> Pool<'w, N> {
    fn new(ways: &'w [&'w [N]], turning: Turning) -> Self {
        let mut by_first: HashMap<N, Vec<usize>> = HashMap::new();
        let mut by_last: HashMap<N, Vec<usize>> = HashMap::new();
        for (at, way) in ways.iter().enumerate().rev() {
            by_first.entry(way[0]).or_default().push(at);
            by_last.entry(way[way.len() - 1]).or_default().push(at);
        }
        Self {
            ways,
            used: vec![false; ways.len()],
            by_first,
            by_last,
            turning,
        }
    }

    /// Marks the way as used; false when it was already.
    fn take(&mut self, way: usize) -> bool {
        !std::mem::replace(&mut self.used[way], true)
    }

    fn extend_forward(&mut self, chain: &mut Vec<N>) {
        while chain.first() != chain.last()
            && let Some(&end) = chain.last()
        {
            if let Some(next) = unused(&mut self.by_first, &mut self.used, end) {
                chain.extend(&self.ways[next][1..]);
            } else if self.turning == Turning::Allowed
                && let Some(next) = unused(&mut self.by_last, &mut self.used, end)
            {
                chain.extend(self.ways[next].iter().rev().skip(1));
            } else {
                return;
            }
        }
    }

    fn extend_backward(&mut self, chain: &mut Vec<N>) {
        chain.reverse();
        while chain.first() != chain.last()
            && let Some(&end) = chain.last()
        {
            if let Some(next) = unused(&mut self.by_last, &mut self.used, end) {
                chain.extend(self.ways[next].iter().rev().skip(1));
            } else if self.turning == Turning::Allowed
                && let Some(next) = unused(&mut self.by_first, &mut self.used, end)
            {
                chain.extend(&self.ways[next][1..]);
            } else {
                break;
            }
        }
        chain.reverse();
    }
}

/// Takes the first way not used yet that has this end.
fn unused<N: Copy + Eq + Hash>(
    by_end: &mut HashMap<N, Vec<usize>>,
    used: &mut [bool],
    end: N,
) -> Option<usize> {
    let candidates = by_end.get_mut(&end)?;
    while let Some(way) = candidates.pop() {
        if !std::mem::replace(&mut used[way], true) {
            return Some(way);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::osm::NodeId;

    fn check(ways: &[&[i64]], turning: Turning, rings: &[&[i64]], open: &[&[i64]]) {
        let nodes = |chain: &&[i64]| chain.iter().copied().map(NodeId).collect::<Vec<_>>();
        let owned = |chains: &[&[i64]]| chains.iter().map(nodes).collect();
        let expected = Joined {
            rings: owned(rings),
            open: owned(open),
        };
        let ways: Vec<Vec<NodeId>> = owned(ways);
        let joined = join(ways.iter().map(Vec::as_slice), turning);
        assert_eq!(joined, expected, "{ways:?}");
    }

    #[test]
    fn joins_what_shares_an_end() {
        use Turning::{Allowed, Forbidden};
        check(&[&[1, 2, 3, 1]], Forbidden, &[&[1, 2, 3]], &[]);
        check(&[&[1, 2], &[2, 3], &[3, 1]], Forbidden, &[&[1, 2, 3]], &[]);
        check(&[&[2, 3], &[1, 2], &[3, 1]], Forbidden, &[&[2, 3, 1]], &[]);
        check(&[&[1, 2], &[3, 2], &[3, 1]], Allowed, &[&[1, 2, 3]], &[]);
        check(
            &[&[1, 2], &[3, 2], &[3, 1]],
            Forbidden,
            &[],
            &[&[3, 1, 2], &[3, 2]],
        );
        check(
            &[&[2, 3], &[3, 4], &[1, 2]],
            Forbidden,
            &[],
            &[&[1, 2, 3, 4]],
        );
        check(
            &[&[1, 2], &[2, 1], &[5, 6]],
            Forbidden,
            &[&[1, 2]],
            &[&[5, 6]],
        );
        check(&[&[7], &[]], Allowed, &[], &[]);
    }

    #[test]
    fn two_rings_that_touch_in_one_node_stay_rings() {
        let ways: &[&[i64]] = &[&[1, 2, 3, 1], &[3, 4, 5, 3]];
        check(ways, Turning::Allowed, &[&[1, 2, 3], &[3, 4, 5]], &[]);
    }
}
