//! The files of the simulated disk, and what becomes of them.

use std::collections::BTreeMap;

use rand::{Rng as _, RngCore as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::locks::Locks;

const SECTOR: usize = 512;

/// A kind of operation that changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    /// Writing, or cutting off the end.
    Write,
    /// Making durable.
    Sync,
}

/// Why an operation failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It could not be done.
    Io,
    /// There is no space.
    Full,
}

/// What was done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Operations {
    pub(crate) writes: u64,
    pub(crate) syncs: u64,
    /// Unsynced writes of which a power cut left some sectors.
    pub(crate) torn: u64,
    /// Unsynced writes of which it left nothing.
    pub(crate) dropped: u64,
}

/// What is there after an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// Everything that was written.
    Written,
    /// What was synced, and what luck left of the rest.
    Synced,
}

enum Change {
    Bytes { at: usize, bytes: Vec<u8> },
    Length(usize),
}

#[derive(Default)]
struct Content {
    /// As a reader sees it now.
    now: Vec<u8>,
    /// As it was at the last sync.
    durable: Vec<u8>,
    /// What was done since then, in order.
    unsynced: Vec<Change>,
}

fn put(content: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    content[at..end].copy_from_slice(bytes);
}

impl Change {
    fn apply(&self, content: &mut Vec<u8>) {
        match self {
            Self::Bytes { at, bytes } => put(content, *at, bytes),
            Self::Length(length) => content.resize(*length, 0),
        }
    }
}

/// Everything on the disk.
pub(super) struct Files {
    random: ChaCha8Rng,
    contents: BTreeMap<String, Content>,
    locks: BTreeMap<String, Locks>,
    pub(super) off: bool,
    pub(super) full: bool,
    pub(super) cut_after: Option<u64>,
    pub(super) failing: Option<(Op, u64)>,
    pub(super) operations: Operations,
    /// Number of the next file that is opened.
    next_handle: u64,
}

impl Files {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            random: ChaCha8Rng::seed_from_u64(seed),
            contents: BTreeMap::new(),
            locks: BTreeMap::new(),
            off: false,
            full: false,
            cut_after: None,
            failing: None,
            operations: Operations::default(),
            next_handle: 0,
        }
    }

    /// Everything fails while it is off.
    pub(super) fn is_on(&self) -> Result<(), Fault> {
        if self.off { Err(Fault::Io) } else { Ok(()) }
    }

    /// Counts an operation; says whether it may be done.
    fn begin(&mut self, op: Op) -> Result<(), Fault> {
        self.is_on()?;
        match op {
            Op::Write => self.operations.writes += 1,
            Op::Sync => self.operations.syncs += 1,
        }
        if let Some(left) = &mut self.cut_after {
            if *left == 0 {
                self.off = true;
                return Err(Fault::Io);
            }
            *left -= 1;
        }
        if let Some((failing, nth)) = &mut self.failing
            && *failing == op
        {
            *nth -= 1;
            if *nth == 0 {
                self.failing = None;
                return Err(Fault::Io);
            }
        }
        Ok(())
    }

    /// Opens a file, which is made when it is not there and may be made.
    pub(super) fn open(&mut self, name: &str, create: bool) -> Result<u64, Fault> {
        self.is_on()?;
        if !create && !self.exists(name) {
            return Err(Fault::Io);
        }
        self.contents.entry(name.to_owned()).or_default();
        self.next_handle += 1;
        Ok(self.next_handle)
    }

    pub(super) fn exists(&self, name: &str) -> bool {
        self.contents.contains_key(name)
    }

    pub(super) fn remove(&mut self, name: &str) -> Result<(), Fault> {
        self.begin(Op::Write)?;
        self.contents.remove(name);
        Ok(())
    }

    pub(super) fn locks(&mut self, name: &str) -> &mut Locks {
        self.locks.entry(name.to_owned()).or_default()
    }

    pub(super) fn length(&self, name: &str) -> usize {
        self.contents
            .get(name)
            .map_or(0, |content| content.now.len())
    }

    /// Fills a buffer; how much of it there was.
    pub(super) fn read(&self, name: &str, at: usize, into: &mut [u8]) -> Result<usize, Fault> {
        self.is_on()?;
        let now = self
            .contents
            .get(name)
            .map_or(&[][..], |content| &content.now);
        let there = now.get(at..).unwrap_or_default();
        let length = there.len().min(into.len());
        into[..length].copy_from_slice(&there[..length]);
        into[length..].fill(0);
        Ok(length)
    }

    pub(super) fn write(&mut self, name: &str, at: usize, bytes: &[u8]) -> Result<(), Fault> {
        let begun = self.begin(Op::Write);
        let (full, off) = (self.full, self.off);
        let content = self.contents.get_mut(name).ok_or(Fault::Io)?;
        if begun.is_ok() && full && at + bytes.len() > content.now.len() {
            return Err(Fault::Full);
        }
        // In the moment when the power goes, some of what is being written may get there.
        if begun.is_ok() || off {
            put(&mut content.now, at, bytes);
            let bytes = bytes.to_vec();
            content.unsynced.push(Change::Bytes { at, bytes });
        }
        begun
    }

    pub(super) fn truncate(&mut self, name: &str, length: usize) -> Result<(), Fault> {
        self.begin(Op::Write)?;
        let content = self.contents.get_mut(name).ok_or(Fault::Io)?;
        content.now.resize(length, 0);
        content.unsynced.push(Change::Length(length));
        Ok(())
    }

    pub(super) fn sync(&mut self, name: &str) -> Result<(), Fault> {
        let begun = self.begin(Op::Sync);
        let off = self.off;
        let content = self.contents.get_mut(name).ok_or(Fault::Io)?;
        if begun.is_ok() {
            for change in content.unsynced.drain(..) {
                change.apply(&mut content.durable);
            }
        } else if !off {
            // As on Linux: the pages count as clean after the error, so that no later sync writes them again,
            // while readers still see them.
            reach(content, &mut self.random, &mut self.operations);
        }
        begun
    }

    /// Writes a file again as it is seen, and syncs it.
    pub(super) fn write_again(&mut self, name: &str) -> Result<(), Fault> {
        let Some(content) = self.contents.get(name) else {
            return Ok(());
        };
        let bytes = content.now.clone();
        self.write(name, 0, &bytes)?;
        self.sync(name)
    }

    /// After an end: what is there, nothing open, nothing locked, no fault to come.
    pub(super) fn start_again(&mut self, kept: Kept) {
        if kept == Kept::Synced {
            for content in self.contents.values_mut() {
                reach(content, &mut self.random, &mut self.operations);
                content.now.clone_from(&content.durable);
            }
        }
        self.locks.clear();
        (self.off, self.full) = (false, false);
        (self.cut_after, self.failing) = (None, None);
    }

    pub(super) fn random_bytes(&mut self, into: &mut [u8]) {
        self.random.fill_bytes(into);
    }
}

/// What luck brings to the disk of that which was not synced.
fn reach(content: &mut Content, random: &mut ChaCha8Rng, operations: &mut Operations) {
    for change in content.unsynced.drain(..) {
        match random.random_range(0..3) {
            0 => change.apply(&mut content.durable),
            1 => operations.dropped += 1,
            _ => {
                operations.torn += 1;
                tear(&change, &mut content.durable, random);
            }
        }
    }
}

/// Some sectors of a write, in no order; of a change of length, nothing.
fn tear(change: &Change, content: &mut Vec<u8>, random: &mut ChaCha8Rng) {
    let Change::Bytes { at, bytes } = change else {
        return;
    };
    let mut from = 0;
    while from < bytes.len() {
        let left = SECTOR - (at + from) % SECTOR;
        let until = (from + left).min(bytes.len());
        if random.random_bool(0.5) {
            put(content, at + from, &bytes[from..until]);
        }
        from = until;
    }
}
