//! A queue of buckets.

use crate::routing::number;

/// A queue of buckets (Dial 1969), some milliseconds wide. Within a bucket edges come in any order, and
/// again when they improve, so the costs at the end are exact.
#[derive(Default)]
pub(super) struct Buckets {
    shift: u32,
    /// The bucket being emptied.
    at: usize,
    /// By bucket, its last entry.
    heads: Vec<u32>,
    entries: Vec<Entry>,
    /// The last entry that is free for use.
    free: u32,
}

#[derive(Clone, Copy)]
struct Entry {
    cost: u32,
    edge: u32,
    /// The entry before it in the bucket, or [`END`].
    before: u32,
}

const END: u32 = u32::MAX;
const MOST_BUCKETS: u32 = 4096;

impl Buckets {
    pub(super) fn start(&mut self, limit: u32) {
        let bits = u32::BITS - (limit / MOST_BUCKETS).leading_zeros();
        self.shift = bits;
        self.at = 0;
        self.heads.clear();
        self.heads.resize((limit >> bits) as usize + 1, END);
        self.entries.clear();
        self.free = END;
    }

    pub(super) fn push(&mut self, cost: u32, edge: u32) {
        let head = &mut self.heads[(cost >> self.shift) as usize];
        let entry = Entry {
            cost,
            edge,
            before: *head,
        };
        if self.free == END {
            *head = number(self.entries.len());
            self.entries.push(entry);
        } else {
            *head = self.free;
            let slot = &mut self.entries[self.free as usize];
            self.free = slot.before;
            *slot = entry;
        }
    }

    pub(super) fn pop(&mut self) -> Option<(u32, u32)> {
        while *self.heads.get(self.at)? == END {
            self.at += 1;
        }
        let head = &mut self.heads[self.at];
        let slot = *head;
        let entry = &mut self.entries[slot as usize];
        *head = entry.before;
        let popped = (entry.cost, entry.edge);
        entry.before = self.free;
        self.free = slot;
        Some(popped)
    }
}
