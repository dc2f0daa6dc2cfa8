//! The weights of a metric as one run of words: in a city file, or in memory of our own.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use memmap2::MmapMut;
use zerocopy::FromBytes;

use crate::road::Column;

/// Words in a city file or in memory of our own.
pub(super) enum Words {
    /// In a city file.
    Mapped(Column<u32>),
    /// In memory of our own.
    Owned(LargePages),
}

impl Deref for Words {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        match self {
            Self::Mapped(column) => column.as_slice(),
            Self::Owned(words) => words,
        }
    }
}

/// Words in memory that the system is asked to keep in large pages: queries touch places that lie far apart, and finding
/// out where a small page lies costs as much as reading from it.
///
/// Where the system has no large pages it is memory as any other.
pub(super) struct LargePages {
    /// None for no words.
    memory: Option<MmapMut>,
    spare: Spare,
}

/// Memory that the last weights to go leave to the next, as each change of weights makes new ones and ends the
/// old: to have the system clear and hand out as much takes longer than to work out what has changed.
#[derive(Clone, Default)]
pub(super) struct Spare(Arc<Mutex<Option<MmapMut>>>);

impl Spare {
    /// So many words, whatever they hold.
    ///
    /// # Panics
    /// When the system has no memory for them.
    pub(super) fn words(&self, length: usize) -> LargePages {
        let bytes = length * size_of::<u32>();
        let left = self.place().take().filter(|left| left.len() == bytes);
        LargePages {
            memory: left.or_else(|| fresh(bytes)),
            spare: self.clone(),
        }
    }

    /// A copy of some words.
    pub(super) fn copy_of(&self, words: &[u32]) -> LargePages {
        let mut copy = self.words(words.len());
        copy.copy_from_slice(words);
        copy
    }

    fn place(&self) -> MutexGuard<'_, Option<MmapMut>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// So many bytes of memory from the system, none for none.
fn fresh(bytes: usize) -> Option<MmapMut> {
    let memory = (bytes > 0).then(|| MmapMut::map_anon(bytes).expect("memory for weights"))?;
    #[cfg(target_os = "linux")]
    {
        // A system without large pages says so; it is none the worse for having been asked.
        let _ = memory.advise(memmap2::Advice::HugePage);
    }
    Some(memory)
}

impl Drop for LargePages {
    fn drop(&mut self) {
        let left = self.memory.take();
        // What lay there before goes back to the system, after others can take what lies there now.
        let _before = std::mem::replace(&mut *self.spare.place(), left);
    }
}

impl Deref for LargePages {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        let bytes: &[u8] = self.memory.as_deref().unwrap_or_default();
        <[u32]>::ref_from_bytes(bytes).expect("pages are aligned")
    }
}

impl DerefMut for LargePages {
    fn deref_mut(&mut self) -> &mut [u32] {
        let bytes: &mut [u8] = self.memory.as_deref_mut().unwrap_or_default();
        <[u32]>::mut_from_bytes(bytes).expect("pages are aligned")
    }
}
