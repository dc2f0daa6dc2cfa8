//! The best of several cuts of a piece: inertial flow with terminals that grow.
//!
//! Inertial flow (Schild and Sommer 2015): sort the vertices along a direction, take the first and
//! the last as terminals, cut between them. FlowCutter (Hamann and Strasser 2018): let the smaller side
//! swallow what is on its side of the cut, add vertices to it, and cut again: every cut on the way,
//! from lopsided and small to even and large, is weighed. Inertial FlowCutter (Gottesbüren et al.
//! 2019) joins the two, as is done here.

use super::{Flow, Piece, flow::Terminal};
use rayon::prelude::*;

/// Pieces at least this large are tried along more directions, on all threads.
const LARGE: usize = 1_000;
/// Share of the vertices that a terminal set grows by: one in this many.
const STEPS: usize = 20;
/// A side should have at least one in this many of the vertices.
const LEAST_SHARE: usize = 5;
/// How much worse a cut is whose smaller side is smaller than that.
const LOPSIDED: f64 = 1_000.0;

/// A cut and how good it is.
pub(super) struct Cut {
    /// Edges cut per vertex of the smaller side: less is better.
    score: f64,
    side: Vec<bool>,
}

/// The side of each vertex in the best cut found. The piece must be connected and have two vertices.
pub(super) fn best(piece: &Piece) -> Vec<bool> {
    let large = piece.len() >= LARGE;
    let directions: u32 = if large { 8 } else { 4 };
    let along = |number: u32| {
        let angle = std::f64::consts::PI * f64::from(number) / f64::from(directions);
        along(piece, angle)
    };
    let cuts: Vec<Cut> = if large {
        (0..directions).into_par_iter().map(along).collect()
    } else {
        (0..directions).map(along).collect()
    };
    let best = cuts
        .into_iter()
        .reduce(|best, cut| if cut.score < best.score { cut } else { best });
    best.map_or_else(Vec::new, |cut| cut.side)
}

/// The best cut across one direction.
fn along(piece: &Piece, angle: f64) -> Cut {
    let (sin, cos) = angle.sin_cos();
    let across = |v: u32| {
        let [x, y] = piece.positions[v as usize];
        x * cos + y * sin
    };
    let mut order: Vec<u32> = (0..super::super::super::number(piece.len())).collect();
    order.sort_by(|&a, &b| across(a).total_cmp(&across(b)));
    Growing::new(piece, order).run()
}

/// The two terminal sets of one direction while they grow.
struct Growing<'a> {
    piece: &'a Piece,
    flow: Flow<'a>,
    order: Vec<u32>,
    /// The vertices of `order` not yet looked at are between these.
    front: usize,
    back: usize,
    best: Cut,
}

impl<'a> Growing<'a> {
    fn new(piece: &'a Piece, order: Vec<u32>) -> Self {
        Self {
            flow: Flow::new(piece),
            front: 0,
            back: order.len(),
            order,
            piece,
            best: Cut {
                score: f64::INFINITY,
                side: Vec::new(),
            },
        }
    }

    fn run(mut self) -> Cut {
        let count = self.piece.len();
        let step = (count / STEPS).max(1);
        let mut more = self.grow(Terminal::Source, step) && self.grow(Terminal::Sink, step);
        while more {
            if !self.flow.augment(self.limit()) {
                break;
            }
            let near_sinks = self.flow.near_sinks();
            let ahead = |v: &u32| self.flow.is_near_sources(*v);
            let all = 0..super::super::super::number(count);
            let sources = all.filter(ahead).count();
            let sinks = near_sinks.iter().filter(|&&reached| reached).count();
            self.weigh(sources, |flow, v| !flow.is_near_sources(v));
            self.weigh(sinks, |_, v| near_sinks[v as usize]);
            more = if sources <= sinks {
                self.swallow(Terminal::Source, |flow, v| flow.is_near_sources(v));
                self.grow(Terminal::Source, step)
            } else {
                self.swallow(Terminal::Sink, |_, v| near_sinks[v as usize]);
                self.grow(Terminal::Sink, step)
            };
        }
        self.best
    }

    /// The flow from which on no cut can be better than the best.
    fn limit(&self) -> u32 {
        let even = score(1, self.piece.len() / 2);
        if self.best.score.is_finite() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a small count"
            )]
            let limit = (self.best.score / even).ceil() as u32;
            limit
        } else {
            u32::MAX
        }
    }

    /// Takes the present cut, if it is the best; `size` is of one of its sides.
    fn weigh(&mut self, size: usize, side: impl Fn(&Flow<'a>, u32) -> bool) {
        let count = self.piece.len();
        let smaller = size.min(count - size);
        if smaller == 0 {
            return;
        }
        let mut score = score(self.flow.value, smaller);
        if smaller < count / LEAST_SHARE {
            score *= LOPSIDED;
        }
        if score < self.best.score {
            let all = 0..super::super::super::number(count);
            let side = all.map(|v| side(&self.flow, v)).collect();
            self.best = Cut { score, side };
        }
    }

    /// Makes terminals of everything on one side of the present cut.
    fn swallow(&mut self, terminal: Terminal, inside: impl Fn(&Flow<'a>, u32) -> bool) {
        for v in 0..super::super::super::number(self.piece.len()) {
            if inside(&self.flow, v) {
                self.flow.terminal[v as usize] = terminal;
            }
        }
    }

    /// Adds the next vertices of the order to a terminal set; `false` when none are left.
    fn grow(&mut self, terminal: Terminal, count: usize) -> bool {
        let mut added = 0;
        while added < count && self.front < self.back {
            let vertex = if terminal == Terminal::Source {
                self.front += 1;
                self.order[self.front - 1]
            } else {
                self.back -= 1;
                self.order[self.back]
            };
            let place = &mut self.flow.terminal[vertex as usize];
            if *place == Terminal::Free {
                *place = terminal;
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
