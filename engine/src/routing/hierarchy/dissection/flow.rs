//! Maximum flow between two growing sets of vertices: its value is the smallest cut.
//!
//! Two search trees, one of what the sources still reach, one of what still reaches the sinks, are kept from one way to
//! the next and mended where a way fills a link (Boykov and Kolmogorov, "An Experimental Comparison of
//! Min-Cut/Max-Flow Algorithms for Energy Minimization in Vision", PAMI 2004). When none is left to find, the
//! trees *are* the two sides of the smallest cuts: the one nearest to the sources and the one nearest to the sinks.
//! A vertex that becomes a terminal disturbs its own branch only, so all cuts of a growing pair of sets cost little more
//! than one.

use super::Piece;
use std::collections::VecDeque;

/// In the place of a parent: a terminal, the root of its tree.
const ROOT: u32 = u32::MAX;
/// In the place of a parent: cut off, a new parent is being looked for.
const ORPHAN: u32 = u32::MAX - 1;
/// In the place of a parent: in no tree.
const NONE: u32 = u32::MAX - 2;

/// One of the two trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    /// What the sources reach.
    Sources,
    /// What reaches the sinks.
    Sinks,
}

/// What is known of a vertex.
#[derive(Clone, Copy)]
struct Place {
    tree: Option<Tree>,
    /// In the queue of vertices from which its tree may grow.
    active: bool,
    /// The link to the parent, or [`ROOT`], [`ORPHAN`], [`NONE`].
    parent: u32,
    /// Steps to the root, when they were counted last: a hint that keeps the trees flat.
    distance: u32,
    /// When it was known last to hang on a root.
    checked: u32,
}

impl Place {
    const FREE: Self = Self {
        tree: None,
        active: false,
        parent: NONE,
        distance: 0,
        checked: 0,
    };
}

/// A flow through a piece, and memory for the next one. Terminal sets may only grow: the flow stays valid then.
#[derive(Default)]
pub(super) struct Flow {
    /// What may still be sent along each link.
    residual: Vec<u32>,
    places: Vec<Place>,
    active: VecDeque<u32>,
    orphans: Vec<u32>,
    /// Per tree: vertices that came into it since it was closed last, those that have left it again included.
    joined: [Vec<u32>; 2],
    sizes: [usize; 2],
    time: u32,
    /// How much flows.
    pub(super) value: u32,
}

impl Flow {
    /// No flow and no terminals.
    pub(super) fn begin(&mut self, piece: &Piece) {
        self.residual.clone_from(&piece.capacity);
        self.places.clear();
        self.places.resize(piece.len(), Place::FREE);
        self.active.clear();
        self.orphans.clear();
        self.joined.iter_mut().for_each(Vec::clear);
        self.sizes = [0; 2];
        self.time = 0;
        self.value = 0;
    }

    /// Whether a vertex is in one of the terminal sets.
    pub(super) fn is_terminal(&self, vertex: u32) -> bool {
        self.places[vertex as usize].parent == ROOT
    }

    /// Makes a terminal of a vertex that is none.
    pub(super) fn add(&mut self, piece: &Piece, vertex: u32, tree: Tree) {
        let before = self.places[vertex as usize].tree;
        if let Some(other) = before.filter(|&before| before != tree) {
            self.sizes[other as usize] -= 1;
            self.cut_off_children(piece, vertex, other);
        }
        if before != Some(tree) {
            self.join(vertex, tree);
        }
        let place = &mut self.places[vertex as usize];
        place.parent = ROOT;
        place.distance = 0;
        place.checked = self.time;
        self.activate(vertex);
    }

    /// Makes terminals of everything in a tree.
    pub(super) fn close(&mut self, tree: Tree) {
        for vertex in self.joined[tree as usize].drain(..) {
            let place = &mut self.places[vertex as usize];
            if place.tree == Some(tree) {
                place.parent = ROOT;
                place.distance = 0;
            }
        }
    }

    /// Sends as much as possible, unless that is `limit` or more; whether it is the maximum. Only then do the trees
    /// mean anything.
    pub(super) fn augment(&mut self, piece: &Piece, limit: u32) -> bool {
        if self.value >= limit {
            return false;
        }
        self.time += 1;
        self.adopt(piece);
        while let Some(vertex) = self.active.pop_front() {
            self.places[vertex as usize].active = false;
            self.grow_from(piece, vertex, limit);
            if self.value >= limit {
                return false;
            }
        }
        true
    }

    /// How many vertices are in a tree.
    pub(super) fn size(&self, tree: Tree) -> usize {
        self.sizes[tree as usize]
    }

    /// Whether a vertex is in a tree.
    pub(super) fn is_in(&self, vertex: u32, tree: Tree) -> bool {
        self.places[vertex as usize].tree == Some(tree)
    }

    /// Adds the free neighbours of a vertex to its tree, and fills the ways on which it meets the other one.
    fn grow_from(&mut self, piece: &Piece, vertex: u32, limit: u32) {
        let Some(tree) = self.places[vertex as usize].tree else {
            return;
        };
        for link in piece.row(vertex) {
            let neighbour = piece.head[link];
            while self.outward(piece, tree, link) > 0 {
                let Place {
                    distance, checked, ..
                } = self.places[vertex as usize];
                let place = &mut self.places[neighbour as usize];
                if place.tree.is_none() {
                    self.join(neighbour, tree);
                    self.activate(neighbour);
                } else if place.tree != Some(tree) {
                    let reverse = piece.reverse[link];
                    let bridge = match tree {
                        Tree::Sources => super::number(link),
                        Tree::Sinks => reverse,
                    };
                    self.send(piece, bridge);
                    if self.value >= limit || self.places[vertex as usize].tree != Some(tree) {
                        return;
                    }
                    continue;
                } else if place.parent >= NONE
                    || place.checked > checked
                    || place.distance <= distance + 1
                {
                    break;
                }
                // New in the tree, or nearer to the root by this way.
                let place = &mut self.places[neighbour as usize];
                place.parent = piece.reverse[link];
                place.distance = distance + 1;
                place.checked = checked;
                break;
            }
        }
    }

    /// What may flow along a link away from the terminals of a tree: with the flow out of the sources, against it out
    /// of the sinks.
    fn outward(&self, piece: &Piece, tree: Tree, link: usize) -> u32 {
        match tree {
            Tree::Sources => self.residual[link],
            Tree::Sinks => self.residual[piece.reverse[link] as usize],
        }
    }

    /// The same against the link.
    fn inward(&self, piece: &Piece, tree: Tree, link: usize) -> u32 {
        match tree {
            Tree::Sources => self.residual[piece.reverse[link] as usize],
            Tree::Sinks => self.residual[link],
        }
    }

    fn join(&mut self, vertex: u32, tree: Tree) {
        self.places[vertex as usize].tree = Some(tree);
        self.sizes[tree as usize] += 1;
        self.joined[tree as usize].push(vertex);
    }

    fn activate(&mut self, vertex: u32) {
        if !std::mem::replace(&mut self.places[vertex as usize].active, true) {
            self.active.push_back(vertex);
        }
    }

    /// Fills the way from a source to a sink through the link that joins the trees.
    fn send(&mut self, piece: &Piece, bridge: u32) {
        let back = piece.reverse[bridge as usize];
        let ends = [
            (piece.head[back as usize], Tree::Sources),
            (piece.head[bridge as usize], Tree::Sinks),
        ];
        let mut amount = self.residual[bridge as usize];
        for (mut vertex, tree) in ends {
            while let Some(link) = self.link_to_parent(vertex) {
                amount = amount.min(self.inward(piece, tree, link));
                vertex = piece.head[link];
            }
        }
        self.move_along(bridge as usize, back as usize, amount);
        for (mut vertex, tree) in ends {
            while let Some(link) = self.link_to_parent(vertex) {
                let reverse = piece.reverse[link] as usize;
                match tree {
                    Tree::Sources => self.move_along(reverse, link, amount),
                    Tree::Sinks => self.move_along(link, reverse, amount),
                }
                if self.inward(piece, tree, link) == 0 {
                    self.cut_off(vertex);
                }
                vertex = piece.head[link];
            }
        }
        self.value += amount;
        self.time += 1;
        self.adopt(piece);
    }

    fn link_to_parent(&self, vertex: u32) -> Option<usize> {
        let parent = self.places[vertex as usize].parent;
        (parent < NONE).then_some(parent as usize)
    }

    fn move_along(&mut self, link: usize, reverse: usize, amount: u32) {
        self.residual[link] -= amount;
        self.residual[reverse] += amount;
    }

    fn cut_off(&mut self, vertex: u32) {
        self.places[vertex as usize].parent = ORPHAN;
        self.orphans.push(vertex);
    }

    fn cut_off_children(&mut self, piece: &Piece, vertex: u32, tree: Tree) {
        for link in piece.row(vertex) {
            let child = &self.places[piece.head[link] as usize];
            if child.tree == Some(tree) && child.parent == piece.reverse[link] {
                self.cut_off(piece.head[link]);
            }
        }
    }

    /// Finds a new parent for each orphan, or lets it go.
    fn adopt(&mut self, piece: &Piece) {
        let mut next = 0;
        while let Some(&orphan) = self.orphans.get(next) {
            next += 1;
            let Place { tree, parent, .. } = self.places[orphan as usize];
            if let Some(tree) = tree.filter(|_| parent == ORPHAN) {
                self.find_parent(piece, orphan, tree);
            }
        }
        self.orphans.clear();
    }

    fn find_parent(&mut self, piece: &Piece, orphan: u32, tree: Tree) {
        let mut best = (u32::MAX, NONE);
        for link in piece.row(orphan) {
            let candidate = piece.head[link];
            if self.is_in(candidate, tree)
                && self.inward(piece, tree, link) > 0
                && let Some(distance) = self.distance_to_root(piece, candidate, best.0)
            {
                best = (distance, super::number(link));
            }
        }
        if best.1 == NONE {
            self.let_go(piece, orphan, tree);
            return;
        }
        let place = &mut self.places[orphan as usize];
        place.parent = best.1;
        place.distance = best.0 + 1;
        place.checked = self.time;
    }

    /// Steps from a vertex to the root of its tree, if it hangs on one and they are fewer than `limit`.
    fn distance_to_root(&mut self, piece: &Piece, vertex: u32, limit: u32) -> Option<u32> {
        let (mut steps, mut at) = (0, vertex);
        let whole = loop {
            let place = &self.places[at as usize];
            if place.checked == self.time && place.parent != ORPHAN {
                break steps + place.distance;
            }
            match place.parent {
                ROOT => break steps,
                ORPHAN | NONE => return None,
                link => at = piece.head[link as usize],
            }
            steps += 1;
        };
        // What has been counted need not be counted again before the trees change.
        let (mut left, mut at) = (whole, vertex);
        while self.places[at as usize].checked != self.time {
            let place = &mut self.places[at as usize];
            place.checked = self.time;
            place.distance = left;
            let Some(link) = self.link_to_parent(at) else {
                break;
            };
            left -= 1;
            at = piece.head[link];
        }
        (whole < limit).then_some(whole)
    }

    /// Takes a vertex out of its tree. Its children are orphans, and neighbours may add it again.
    fn let_go(&mut self, piece: &Piece, vertex: u32, tree: Tree) {
        for link in piece.row(vertex) {
            let neighbour = piece.head[link];
            if self.is_in(neighbour, tree) && self.inward(piece, tree, link) > 0 {
                self.activate(neighbour);
            }
        }
        self.cut_off_children(piece, vertex, tree);
        let place = &mut self.places[vertex as usize];
        place.tree = None;
        place.parent = NONE;
        self.sizes[tree as usize] -= 1;
    }
}
