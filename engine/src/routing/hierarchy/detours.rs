//! Alternatives by the cells around the two ends.
//!
//! Every way between two places passes through the separators between them, so the own edges of the cells on the two
//! climbs are where alternatives may be met: the candidates of Abraham, Delling, Goldberg and Werneck 2013
//! (section 5, `X-CHV` without relaxation) for a hierarchy of separators.

use super::apart::Unpacker;
use super::climb::Ends;
use super::distance::{self, Pair};
use super::kernel::INF;
use super::path;
use super::pull::Pull;
use super::router::Cch;
use super::view::{View, Way};
use crate::road::RoadNetwork;
use crate::routing::alternatives::{Detours, End, Limits, choose};
use crate::routing::ends::places;
use crate::routing::{Path, Router as _, Snap};

impl Cch {
    /// The fastest route and alternatives to it; none when there is no way.
    ///
    /// Where both ends lie on one segment there is only the fastest.
    #[must_use]
    pub fn alternatives(&self, from: &Snap, to: &Snap, limits: &Limits) -> Vec<Path> {
        if from.segment == to.segment || limits.most < 2 {
            let best = self.route(&mut self.scratch(), from, to);
            return best.into_iter().take(limits.most).collect();
        }
        let mut search = Climbs::new(self.road(), self.view(), from, to);
        choose(self.road(), &mut search, (from, to), limits)
    }
}

/// The climbs from two places, and what is known of the cells around them.
struct Climbs<'a> {
    view: View<'a>,
    /// Where the way begins: labels are raised by `raised`, so that none is below zero.
    from: Vec<(u32, u32)>,
    raised: u32,
    to: Vec<(u32, u32)>,
    /// The edges of both ends, and those next to them: an end may lie on a separator far up, the way does not.
    around: Vec<u32>,
    pair: Pair,
    unpacker: Unpacker,
}

impl<'a> Climbs<'a> {
    fn new(road: &RoadNetwork, view: View<'a>, from: &Snap, to: &Snap) -> Self {
        let graph = road.graph();
        let raised = places(&graph, from).map(|place| place.before).max();
        let raised = raised.unwrap_or(0);
        let label = |place: crate::routing::ends::Place| (place.edge.0, raised - place.before);
        let from: Vec<_> = places(&graph, from).map(label).collect();
        let to: Vec<_> = places(&graph, to)
            .flat_map(|place| {
                let variants = road.variants(place.edge);
                variants.map(move |edge| (edge, place.before))
            })
            .collect();
        let after = from.iter().flat_map(|&(edge, _)| graph.turns_out(edge));
        let before = to.iter().flat_map(|&(edge, _)| graph.turns_in(edge));
        let next_to = after.chain(before).map(|turn| turn.edge);
        let ends = from.iter().chain(&to).map(|&(edge, _)| edge);
        Self {
            view,
            around: ends.chain(next_to).collect(),
            from,
            raised,
            to,
            pair: Pair::default(),
            unpacker: Unpacker::default(),
        }
    }

    /// The best way between some edges, appended to `edges`.
    fn append(&mut self, from: Ends<'_>, to: Ends<'_>, edges: &mut Vec<u32>) -> Option<u32> {
        let Self {
            view,
            pair,
            unpacker,
            ..
        } = self;
        let meeting = distance::meet(*view, pair, from, to, None)?;
        path::unpack(*view, pair, from, to, &meeting, unpacker, edges);
        Some(meeting.weight)
    }

    /// The cells around both ends and what is next to them, each once.
    fn cells(&self) -> Vec<u32> {
        let half = self.view.half(Way::Ahead);
        let mut cells = Vec::new();
        for &edge in &self.around {
            let mut next = Some(self.view.place(edge).0);
            while let Some(cell) = next {
                cells.push(cell);
                next = half.cell(cell).parent;
            }
        }
        cells.sort_unstable();
        cells.dedup();
        cells
    }
}

impl Detours for Climbs<'_> {
    fn best(&mut self) -> Option<(u32, Vec<u32>)> {
        let mut edges = Vec::new();
        let (from, to) = (self.from.clone(), self.to.clone());
        let weight = self.append(&from, &to, &mut edges)?;
        Some((weight.saturating_sub(self.raised), edges))
    }

    /// The own edges of all cells around the ends, by the weight of the way by them.
    fn vias(&mut self, limit: u32) -> Vec<u32> {
        let (ahead, back) = (self.view.half(Way::Ahead), self.view.half(Way::Back));
        let (mut there, mut on) = (Pull::default(), Pull::default());
        there.begin(self.view, Way::Ahead, &self.from);
        on.begin(self.view, Way::Back, &self.to);
        let limit = limit.saturating_add(self.raised).min(INF - 1);
        let mut found = Vec::new();
        for cell in self.cells() {
            let own = ahead.cell(cell).own;
            let there = there.cell(None, &back, cell);
            let on = on.cell(None, &ahead, cell);
            for (slot, (&a, &b)) in there.iter().zip(on).take(own).enumerate() {
                if a < INF && b < INF && a + b <= limit {
                    found.push((a + b, self.view.edge_at(cell, slot)));
                }
            }
        }
        found.sort_unstable();
        found.into_iter().map(|(_, edge)| edge).collect()
    }

    fn way_by(&mut self, via: u32) -> Option<(Vec<u32>, usize)> {
        let mut edges = Vec::new();
        let (from, to) = (self.from.clone(), self.to.clone());
        self.append(&from, &[(via, 0)], &mut edges)?;
        // The edge itself is the first of the way on.
        edges.pop();
        let place = edges.len();
        self.append(&[(via, 0)], &to, &mut edges)?;
        // Where a way begins on the edge or ends there, it is no way by it.
        (place > 0 && place + 1 < edges.len()).then_some((edges, place))
    }

    fn weight(&mut self, from: End, to: End) -> Option<u32> {
        let single = |end, whole: &Vec<(u32, u32)>| match end {
            End::Whole => whole.clone(),
            End::Edge(edge) => vec![(edge, 0)],
        };
        let (starts, ends) = (single(from, &self.from), single(to, &self.to));
        let found = distance::meet(self.view, &mut self.pair, &starts, &ends, None)?;
        let raised = if from == End::Whole { self.raised } else { 0 };
        Some(found.weight.saturating_sub(raised))
    }
}
