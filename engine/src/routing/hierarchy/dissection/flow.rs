//! Maximum flow between two growing sets of vertices (Dinic 1970): its value is the smallest cut.

use super::Piece;

/// "Not reached."
const FAR: u32 = u32::MAX;

/// Which terminal set a vertex is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Terminal {
    /// Neither.
    Free,
    /// Flow comes from here.
    Source,
    /// Flow goes here.
    Sink,
}

/// A flow through a piece. Terminal sets may only grow: the flow stays valid then.
pub(super) struct Flow<'a> {
    piece: &'a Piece,
    /// What may still be sent along each link.
    residual: Vec<u32>,
    pub(super) terminal: Vec<Terminal>,
    /// Steps from the sources; [`FAR`] where no flow can get to.
    level: Vec<u32>,
    /// The next link to try from each vertex.
    current: Vec<u32>,
    queue: Vec<u32>,
    stack: Vec<u32>,
    /// How much flows.
    pub(super) value: u32,
}

impl<'a> Flow<'a> {
    pub(super) fn new(piece: &'a Piece) -> Self {
        Self {
            piece,
            residual: piece.capacity.clone(),
            terminal: vec![Terminal::Free; piece.len()],
            level: vec![FAR; piece.len()],
            current: vec![0; piece.len()],
            queue: Vec::new(),
            stack: Vec::new(),
            value: 0,
        }
    }

    /// Sends as much as possible, unless that is more than `limit`; whether it is the maximum.
    ///
    /// After a maximum, [`is_near_sources`](Self::is_near_sources) tells the sources' side of the smallest cut.
    pub(super) fn augment(&mut self, limit: u32) -> bool {
        while self.value < limit {
            if !self.set_levels() {
                return true;
            }
            self.block();
        }
        false
    }

    /// Whether a vertex is on the sources' side of the smallest cut.
    pub(super) fn is_near_sources(&self, vertex: u32) -> bool {
        self.level[vertex as usize] != FAR
    }

    /// Vertices from which the sinks can still be reached: the sinks' side of the other smallest cut.
    pub(super) fn near_sinks(&self) -> Vec<bool> {
        let mut reached: Vec<bool> = self.terminal.iter().map(|&t| t == Terminal::Sink).collect();
        let mut queue: Vec<u32> = (0..super::super::super::number(reached.len()))
            .filter(|&v| reached[v as usize])
            .collect();
        while let Some(vertex) = queue.pop() {
            for link in self.piece.row(vertex) {
                let before = self.piece.head[link] as usize;
                let back = self.piece.reverse[link] as usize;
                if self.residual[back] > 0 && !reached[before] {
                    reached[before] = true;
                    queue.push(self.piece.head[link]);
                }
            }
        }
        reached
    }

    /// Breadth-first from the sources; whether a sink was reached.
    fn set_levels(&mut self) -> bool {
        self.queue.clear();
        for (vertex, &terminal) in (0..).zip(&self.terminal) {
            let source = terminal == Terminal::Source;
            self.level[vertex as usize] = if source { 0 } else { FAR };
            if source {
                self.queue.push(vertex);
            }
        }
        let mut next = 0;
        let mut last = FAR;
        while let Some(&vertex) = self.queue.get(next) {
            next += 1;
            let level = self.level[vertex as usize] + 1;
            if level > last {
                break;
            }
            for link in self.piece.row(vertex) {
                let head = self.piece.head[link] as usize;
                if self.residual[link] > 0 && self.level[head] == FAR {
                    self.level[head] = level;
                    if self.terminal[head] == Terminal::Sink {
                        last = level;
                    }
                    self.queue.push(self.piece.head[link]);
                }
            }
        }
        last != FAR
    }

    /// Depth-first along rising levels until every way to a sink is blocked.
    fn block(&mut self) {
        let first = &self.piece.first;
        self.current.copy_from_slice(&first[..first.len() - 1]);
        for source in 0..self.queue.len() {
            let source = self.queue[source];
            if self.level[source as usize] != 0 {
                break;
            }
            while self.send(source) {}
        }
    }

    /// Finds one way from a source to a sink and fills it.
    fn send(&mut self, source: u32) -> bool {
        self.stack.clear();
        let mut vertex = source;
        loop {
            if self.terminal[vertex as usize] == Terminal::Sink {
                break;
            }
            if let Some(link) = self.step(vertex) {
                self.stack.push(super::super::super::number(link));
                vertex = self.piece.head[link];
                continue;
            }
            // A dead end: no way leads through here any more.
            let Some(back) = self.stack.pop() else {
                return false;
            };
            vertex = self.piece.head[self.piece.reverse[back as usize] as usize];
            self.current[vertex as usize] += 1;
        }
        let amounts = self.stack.iter().map(|&link| self.residual[link as usize]);
        let amount = amounts.min().unwrap_or(0);
        for &link in &self.stack {
            self.residual[link as usize] -= amount;
            self.residual[self.piece.reverse[link as usize] as usize] += amount;
        }
        self.value += amount;
        amount > 0
    }

    /// The next usable link from a vertex, one level further.
    fn step(&mut self, vertex: u32) -> Option<usize> {
        let end = self.piece.first[vertex as usize + 1];
        let level = self.level[vertex as usize] + 1;
        let current = &mut self.current[vertex as usize];
        while *current < end {
            let link = *current as usize;
            let head = self.piece.head[link] as usize;
            if self.residual[link] > 0 && self.level[head] == level {
                return Some(link);
            }
            *current += 1;
        }
        None
    }
}
