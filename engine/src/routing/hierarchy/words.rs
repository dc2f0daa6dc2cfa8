//! The weights of a metric as one run of words: in a city file, or in memory of our own.

use std::ops::{Deref, DerefMut};

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
}

impl LargePages {
    /// So many words, all zero.
    ///
    /// # Panics
    /// When the system has no memory for them.
    pub(super) fn zeroed(length: usize) -> Self {
        let bytes = length * size_of::<u32>();
        let memory = (bytes > 0).then(|| MmapMut::map_anon(bytes).expect("memory for weights"));
        #[cfg(target_os = "linux")]
        if let Some(memory) = &memory {
            // A system without large pages says so; it is none the worse for having been asked.
            let _ = memory.advise(memmap2::Advice::HugePage);
        }
        Self { memory }
    }

    /// A copy of some words.
    pub(super) fn copy_of(words: &[u32]) -> Self {
        let mut copy = Self::zeroed(words.len());
        copy.copy_from_slice(words);
        copy
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
