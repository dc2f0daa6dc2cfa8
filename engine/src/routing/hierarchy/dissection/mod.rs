//! Nested dissection of the street graph by edge cuts.
//!
//! The order in which a contraction hierarchy takes its nodes decides everything about its speed.
//! For a turn-aware graph the good orders come from small *edge* cuts of the street graph: the
//! streets of a cut are the vertex separator of the turn-aware graph (Buchhold, Wagner, Zeitz and
//! Zündorf, "Customizable Contraction Hierarchies with Turn Costs", ATMOS 2020).

mod cut;
mod flow;
#[cfg(test)]
mod tests;

use super::graph::TurnGraph;
use crate::routing::number;
use cut::Scratch;
use flow::Flow;

/// Parts with at most this many vertices are not cut further.
const LEAF_VERTICES: usize = 4;
/// Parts with fewer vertices than this are cut on the thread that has them.
const PARALLEL_VERTICES: usize = 2_000;

/// A part of the street graph.
#[derive(Debug)]
pub(super) enum Part {
    /// Few vertices, not cut further.
    Leaf(Vec<u32>),
    /// Two parts; the streets between them are their separator.
    Split(Box<[Part; 2]>),
}

/// Cuts the vertices of a graph into ever smaller parts. The result depends on nothing but the graph.
pub(super) fn dissect(graph: &TurnGraph, done: &(dyn Fn(usize) + Sync)) -> Part {
    split(Piece::whole(graph), &mut Memory::default(), done)
}

/// Memory that is used again from piece to piece.
#[derive(Default)]
struct Memory {
    scratch: Scratch,
    side: Vec<bool>,
    /// Per vertex of a piece: its number in its half.
    local: Vec<u32>,
}

fn split(piece: Piece, memory: &mut Memory, done: &(dyn Fn(usize) + Sync)) -> Part {
    if piece.len() <= LEAF_VERTICES {
        done(piece.len());
        return Part::Leaf(piece.vertices);
    }
    let parallel = piece.len() >= PARALLEL_VERTICES;
    piece.cut(memory);
    let [left, right] = piece.halves(memory);
    let halves = if parallel {
        let aside = || split(left, &mut Memory::default(), done);
        let (left, right) = rayon::join(aside, || split(right, &mut Memory::default(), done));
        [left, right]
    } else {
        [left, right].map(|half| split(half, memory, done))
    };
    Part::Split(Box::new(halves))
}

/// A part while it is being cut: its vertices, and the streets between them.
pub(super) struct Piece {
    /// Numbers in the whole graph.
    vertices: Vec<u32>,
    /// On a plane where one unit is equally long in both directions.
    positions: Vec<[f64; 2]>,
    /// Per vertex, where its row in the arrays below begins; one more at the end.
    first: Vec<u32>,
    /// The vertex at the other end (number in this piece).
    head: Vec<u32>,
    /// How many edges join the two, both directions counted.
    capacity: Vec<u32>,
    /// The same street in the row of the other end.
    reverse: Vec<u32>,
}

impl Piece {
    fn len(&self) -> usize {
        self.vertices.len()
    }

    /// The whole graph; edges from a vertex to itself are left out, no cut can separate them.
    fn whole(graph: &TurnGraph) -> Self {
        let count = graph.positions.len();
        let mut links: Vec<(u32, u32)> = graph
            .edges
            .iter()
            .filter(|[tail, head]| tail != head)
            .flat_map(|&[tail, head]| [(tail, head), (head, tail)])
            .collect();
        links.sort_unstable();
        let mut merged: Vec<(u32, u32, u32)> = Vec::new();
        for (tail, head) in links {
            match merged.last_mut() {
                Some(last) if (last.0, last.1) == (tail, head) => last.2 += 1,
                _ => merged.push((tail, head, 1)),
            }
        }
        let middle =
            graph.positions.iter().map(|p| p.lat()).sum::<f64>() / f64::from(number(count.max(1)));
        let shrink = middle.to_radians().cos();
        let positions = graph
            .positions
            .iter()
            .map(|p| [p.lng() * shrink, p.lat()])
            .collect();
        let vertices = (0..number(count)).collect();
        Self::new(vertices, positions, &merged)
    }

    /// A piece from links `(tail, head, capacity)`, sorted, each in both directions.
    fn new(vertices: Vec<u32>, positions: Vec<[f64; 2]>, links: &[(u32, u32, u32)]) -> Self {
        let mut first = vec![0u32; vertices.len() + 1];
        for &(tail, ..) in links {
            first[tail as usize + 1] += 1;
        }
        for vertex in 0..vertices.len() {
            first[vertex + 1] += first[vertex];
        }
        // Rows are sorted by head, so going through all links in order meets the reverse links of
        // each row in order, too.
        let mut next = first.clone();
        let reverse = links
            .iter()
            .map(|&(_, head, _)| {
                let place = &mut next[head as usize];
                *place += 1;
                *place - 1
            })
            .collect();
        Self {
            vertices,
            positions,
            first,
            head: links.iter().map(|link| link.1).collect(),
            capacity: links.iter().map(|link| link.2).collect(),
            reverse,
        }
    }

    fn row(&self, vertex: u32) -> std::ops::Range<usize> {
        self.first[vertex as usize] as usize..self.first[vertex as usize + 1] as usize
    }

    /// Finds which side of the best cut each vertex is on.
    fn cut(&self, memory: &mut Memory) {
        let components = self.components();
        if components.len() > 1 {
            memory.side = self.deal(components);
        } else {
            cut::best(self, &mut memory.scratch, &mut memory.side);
        }
    }

    /// Connected components, largest first.
    fn components(&self) -> Vec<Vec<u32>> {
        let mut seen = vec![false; self.len()];
        let mut components = Vec::new();
        for start in 0..number(self.len()) {
            if std::mem::replace(&mut seen[start as usize], true) {
                continue;
            }
            let mut members = vec![start];
            let mut next = 0;
            while let Some(&vertex) = members.get(next) {
                next += 1;
                for &head in &self.head[self.row(vertex)] {
                    if !std::mem::replace(&mut seen[head as usize], true) {
                        members.push(head);
                    }
                }
            }
            components.push(members);
        }
        components.sort_by_key(|members| std::cmp::Reverse(members.len()));
        components
    }

    /// Deals components out to two sides, each to the smaller one.
    fn deal(&self, components: Vec<Vec<u32>>) -> Vec<bool> {
        let mut side = vec![false; self.len()];
        let mut sizes = [0, 0];
        for members in components {
            let to = usize::from(sizes[1] < sizes[0]);
            sizes[to] += members.len();
            for vertex in members {
                side[vertex as usize] = to == 1;
            }
        }
        side
    }

    /// The two sides as pieces of their own.
    fn halves(self, memory: &mut Memory) -> [Self; 2] {
        let Memory { side, local, .. } = memory;
        local.clear();
        local.resize(self.len(), 0);
        let mut counts = [0u32; 2];
        for (vertex, &side) in side.iter().enumerate() {
            let count = &mut counts[usize::from(side)];
            local[vertex] = *count;
            *count += 1;
        }
        [false, true].map(|wanted| {
            let of_side = || (0..number(self.len())).filter(|&v| side[v as usize] == wanted);
            let links: Vec<(u32, u32, u32)> = of_side()
                .flat_map(|tail| {
                    self.row(tail)
                        .filter(|&link| side[self.head[link] as usize] == wanted)
                        .map(move |link| (tail, link))
                })
                .map(|(tail, link)| {
                    let head = self.head[link] as usize;
                    (local[tail as usize], local[head], self.capacity[link])
                })
                .collect();
            Self::new(
                of_side().map(|v| self.vertices[v as usize]).collect(),
                of_side().map(|v| self.positions[v as usize]).collect(),
                &links,
            )
        })
    }
}
