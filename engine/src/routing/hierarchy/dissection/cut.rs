//! The best of several cuts of a piece: inertial flow with terminals that grow.
//!
//! Inertial flow (Schild and Sommer 2015): sort the vertices along a direction, take the first and
//! the last as terminals, cut between them. FlowCutter (Hamann and Strasser 2018): let the smaller side
//! swallow what is on its side of the cut, add vertices to it, and cut again: every cut on the way,
//! from lopsided and small to even and large, is weighed. Inertial FlowCutter (Gottesbüren et al.
//! 2019) joins the two, as is done here.

use super::{Flow, Piece, flow::Tree, number};
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

/// Pieces at least this large are tried along more directions, on all threads: every search crosses their cuts.
const LARGE: usize = 8_000;
/// Percent of the vertices that a terminal set begins with: fewer make cuts that are seldom even enough to be taken.
const FIRST_PERCENT: usize = 15;
/// Share of the vertices that a terminal set grows by: one in this many.
const STEPS: usize = 20;
/// A side should have at least one in this many of the vertices.
const LEAST_SHARE: usize = 5;
/// How much worse a cut is whose smaller side is smaller than that.
const LOPSIDED: f64 = 1_000.0;

/// Memory for cuts, used again from piece to piece.
#[derive(Default)]
pub(super) struct Scratch {
    flow: Flow,
    /// Vertices along a direction, with how far along they lie.
    order: Vec<(f64, u32)>,
    side: Vec<bool>,
}

/// The side of each vertex in the best cut found, into `side`. The piece must be connected and have two vertices.
pub(super) fn best(piece: &Piece, scratch: &mut Scratch, side: &mut Vec<bool>) {
    let large = piece.len() >= LARGE;
    let directions: u32 = if large { 8 } else { 4 };
    let bound = Bound::default();
    let angle = |number: u32| std::f64::consts::PI * f64::from(number) / f64::from(directions);
    if large {
        let along = |number: u32| {
            let mut scratch = Scratch::default();
            let score = Growing::new(piece, &mut scratch, &bound, angle(number)).run();
            (score, scratch.side)
        };
        let cuts: Vec<_> = (0..directions).into_par_iter().map(along).collect();
        let best = cuts
            .into_iter()
            .reduce(|best, cut| if cut.0 < best.0 { cut } else { best });
        *side = best.map_or_else(Vec::new, |(_, side)| side);
        return;
    }
    let mut best = f64::INFINITY;
    for number in 0..directions {
        let score = Growing::new(piece, scratch, &bound, angle(number)).run();
        if score < best {
            best = score;
            std::mem::swap(side, &mut scratch.side);
        }
    }
}

/// The best score that any direction has found so far.
///
/// A direction is given up only when all that it can still find is worse than that, so whichever finds the
/// best cut is never given up, and the result does not depend on who is first.
struct Bound(AtomicU64);

impl Default for Bound {
    fn default() -> Self {
        Self(AtomicU64::new(f64::INFINITY.to_bits()))
    }
}

impl Bound {
    /// Scores are positive: their bits are in the order of their values.
    fn lower(&self, score: f64) {
        self.0.fetch_min(score.to_bits(), Ordering::Relaxed);
    }

    fn get(&self) -> f64 {
        f64::from_bits(self.0.load(Ordering::Relaxed))
    }
}

/// The two terminal sets of one direction while they grow.
struct Growing<'a> {
    piece: &'a Piece,
    flow: &'a mut Flow,
    order: &'a [(f64, u32)],
    /// The vertices of `order` not yet looked at are between these.
    front: usize,
    back: usize,
    bound: &'a Bound,
    /// The best cut across this direction: edges cut per vertex of the smaller side (less is better), and its sides.
    score: f64,
    side: &'a mut Vec<bool>,
}

impl<'a> Growing<'a> {
    fn new(piece: &'a Piece, scratch: &'a mut Scratch, bound: &'a Bound, angle: f64) -> Self {
        let Scratch { flow, order, side } = scratch;
        let (sin, cos) = angle.sin_cos();
        let along = piece.positions.iter().map(|[x, y]| x * cos + y * sin);
        order.clear();
        order.extend(along.zip(0..));
        order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        flow.begin(piece);
        Self {
            piece,
            flow,
            front: 0,
            back: order.len(),
            order,
            bound,
            score: f64::INFINITY,
            side,
        }
    }

    fn run(mut self) -> f64 {
        let first = (self.piece.len() * FIRST_PERCENT / 100).max(1);
        let step = (self.piece.len() / STEPS).max(1);
        let mut more = self.grow(Tree::Sources, first) && self.grow(Tree::Sinks, first);
        while more && self.flow.augment(self.piece, self.limit()) {
            let [sources, sinks] = [Tree::Sources, Tree::Sinks].map(|tree| self.flow.size(tree));
            self.weigh(sources, |flow, v| !flow.is_in(v, Tree::Sources));
            self.weigh(sinks, |flow, v| flow.is_in(v, Tree::Sinks));
            let smaller = if sources <= sinks {
                Tree::Sources
            } else {
                Tree::Sinks
            };
            self.flow.close(smaller);
            more = self.grow(smaller, step);
        }
        self.score
    }

    /// The flow from which on no cut can be the best.
    fn limit(&self) -> u32 {
        let even = score(1, self.piece.len() / 2);
        // As good as the best of this direction is not good enough; another direction's must be beaten only by those
        // that come after it, so an equal one is looked for.
        let own = (self.score / even).ceil();
        let others = (self.bound.get() / even).floor() + 1.0;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a small count, or infinite: `as` saturates"
        )]
        let limit = own.min(others) as u32;
        limit
    }

    /// Takes the present cut, if it is the best; `size` is of one of its sides.
    fn weigh(&mut self, size: usize, side: impl Fn(&Flow, u32) -> bool) {
        let count = self.piece.len();
        let smaller = size.min(count - size);
        if smaller == 0 {
            return;
        }
        let mut score = score(self.flow.value, smaller);
        if smaller < count / LEAST_SHARE {
            score *= LOPSIDED;
        }
        if score < self.score {
            self.score = score;
            self.bound.lower(score);
            self.side.clear();
            let all = 0..number(count);
            self.side.extend(all.map(|v| side(self.flow, v)));
        }
    }

    /// Adds the next vertices of the order to a terminal set; `false` when none are left.
    fn grow(&mut self, tree: Tree, count: usize) -> bool {
        let mut added = 0;
        while added < count && self.front < self.back {
            let (_, vertex) = if tree == Tree::Sources {
                self.front += 1;
                self.order[self.front - 1]
            } else {
                self.back -= 1;
                self.order[self.back]
            };
            if !self.flow.is_terminal(vertex) {
                self.flow.add(self.piece, vertex, tree);
                added += 1;
            }
        }
        added > 0
    }
}

/// How bad a cut is.
fn score(edges: u32, smaller_side: usize) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of vertices are far below 2^53"
    )]
    let smaller_side = smaller_side as f64;
    f64::from(edges) / smaller_side
}
