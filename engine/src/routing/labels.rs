//! The memory of one search: labels that need no clearing, and the queue.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// In a label's parent: the parent is the edge where the trip begins or ends, not a labelled one.
const ROOT: u32 = 1 << 31;

/// How a label came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Parent {
    /// The search began at this edge's label.
    Root(u32),
    /// From the label of this edge.
    Edge(u32),
}

#[derive(Clone, Copy, Default)]
struct Label {
    stamp: u32,
    value: u32,
    parent: u32,
}

/// Tentative distances by edge, and the edges to settle, nearest first.
///
/// A label counts only when it bears the current stamp, so starting a search costs nothing.
#[derive(Default)]
pub(crate) struct Labels {
    stamp: u32,
    labels: Vec<Label>,
    /// (value, edge): equal values are settled in order of their edges, so results never vary.
    queue: BinaryHeap<Reverse<(u32, u32)>>,
}

impl Labels {
    /// Forgets everything, for a graph with this many edges.
    pub(crate) fn start(&mut self, edges: usize) {
        self.queue.clear();
        self.stamp = self.stamp.wrapping_add(1);
        if self.labels.len() != edges || self.stamp == 0 {
            self.labels.clear();
            self.labels.resize(edges, Label::default());
            self.stamp = 1;
        }
    }

    /// The distance found so far.
    pub(crate) fn get(&self, edge: u32) -> Option<u32> {
        let label = &self.labels[edge as usize];
        (label.stamp == self.stamp).then_some(label.value)
    }

    /// How the distance of a labelled edge came about.
    pub(crate) fn parent(&self, edge: u32) -> Parent {
        let parent = self.labels[edge as usize].parent;
        if parent & ROOT == 0 {
            Parent::Edge(parent)
        } else {
            Parent::Root(parent & !ROOT)
        }
    }

    /// Takes a distance if it is better than what is known, and whether it was.
    pub(crate) fn improve(&mut self, edge: u32, value: u32, parent: Parent) -> bool {
        let label = &mut self.labels[edge as usize];
        // `u32::MAX` is what saturated sums end in: no way.
        if value == u32::MAX || (label.stamp == self.stamp && label.value <= value) {
            return false;
        }
        *label = Label {
            stamp: self.stamp,
            value,
            parent: match parent {
                Parent::Root(edge) => edge | ROOT,
                Parent::Edge(edge) => edge,
            },
        };
        self.queue.push(Reverse((value, edge)));
        true
    }

    /// The smallest distance not yet settled.
    pub(crate) fn peek(&mut self) -> Option<u32> {
        while let Some(&Reverse((value, edge))) = self.queue.peek() {
            if self.labels[edge as usize].value == value {
                return Some(value);
            }
            self.queue.pop();
        }
        None
    }

    /// Settles the nearest edge: (distance, edge).
    pub(crate) fn pop(&mut self) -> Option<(u32, u32)> {
        self.peek()?;
        self.queue.pop().map(|Reverse(entry)| entry)
    }
}
