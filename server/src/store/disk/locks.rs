//! Locks of one file, and the memory that its connections share: what several connections of one process need
//! of a file system (SQLite, "The OS backend (VFS)" and "WAL-mode file format").

use std::collections::BTreeMap;

/// Slots of the shared memory's locks.
const SLOTS: usize = 8;

/// A connection's hold on a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hold {
    Shared,
    Exclusive,
}

/// Somebody else holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Busy;

pub(super) const SHARED: i32 = 1;
const RESERVED: i32 = 2;
const PENDING: i32 = 3;

/// The locks of a file, by connection.
#[derive(Default)]
pub(super) struct Locks {
    levels: BTreeMap<u64, i32>,
    slots: [BTreeMap<u64, Hold>; SLOTS],
    /// Connections that look at the shared memory.
    mapped: BTreeMap<u64, ()>,
    /// Each region stays where it is until the last connection has let go of it.
    regions: Vec<Box<[u8]>>,
}

impl Locks {
    /// Raises a connection's lock to a level, if the others let it.
    pub(super) fn raise(&mut self, handle: u64, level: i32) -> Result<(), Busy> {
        let highest = self.others(handle);
        let free = match level {
            ..=SHARED => highest < PENDING,
            RESERVED | PENDING => highest < RESERVED,
            _ => highest < SHARED,
        };
        if !free {
            return Err(Busy);
        }
        let own = self.levels.entry(handle).or_default();
        *own = (*own).max(level);
        Ok(())
    }

    pub(super) fn lower(&mut self, handle: u64, level: i32) {
        self.levels.insert(handle, level);
    }

    pub(super) fn is_reserved(&self) -> bool {
        self.levels.values().any(|&level| level >= RESERVED)
    }

    fn others(&self, handle: u64) -> i32 {
        let others = self.levels.iter().filter(|&(&other, _)| other != handle);
        others.map(|(_, &level)| level).max().unwrap_or(0)
    }

    /// Takes some slots of the shared memory, all or none.
    pub(super) fn take(
        &mut self,
        handle: u64,
        slots: std::ops::Range<usize>,
        hold: Hold,
    ) -> Result<(), Busy> {
        let is_free = |slot: &BTreeMap<u64, Hold>| {
            let mut others = slot.iter().filter(|&(&other, _)| other != handle);
            others.all(|(_, &other)| hold == Hold::Shared && other == Hold::Shared)
        };
        if !self.slots[slots.clone()].iter().all(is_free) {
            return Err(Busy);
        }
        for slot in &mut self.slots[slots] {
            slot.insert(handle, hold);
        }
        Ok(())
    }

    pub(super) fn release(&mut self, handle: u64, slots: std::ops::Range<usize>) {
        for slot in &mut self.slots[slots] {
            slot.remove(&handle);
        }
    }

    /// A region of the shared memory; none when it is not there and may not be made.
    pub(super) fn region(
        &mut self,
        handle: u64,
        number: usize,
        size: usize,
        make: bool,
    ) -> Option<*mut u8> {
        self.mapped.insert(handle, ());
        while self.regions.len() <= number {
            if !make {
                return None;
            }
            self.regions.push(vec![0; size].into_boxed_slice());
        }
        Some(self.regions[number].as_mut_ptr())
    }

    /// A connection lets go of the shared memory; with the last one it is gone.
    pub(super) fn unmap(&mut self, handle: u64) {
        self.release(handle, 0..SLOTS);
        self.mapped.remove(&handle);
        if self.mapped.is_empty() {
            self.regions.clear();
        }
    }

    /// A connection is closed.
    pub(super) fn close(&mut self, handle: u64) {
        self.levels.remove(&handle);
    }
}
