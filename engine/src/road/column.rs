//! Arrays that live in memory or in a mapped file alike.

use std::ops::Range;
use std::sync::Arc;

use yoke::Yoke;
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout};

/// Bytes that something else keeps alive: a mapped file, or a vector.
pub type SharedBytes = Arc<dyn AsRef<[u8]> + Send + Sync>;

/// A named part of a city file: a range of shared bytes.
#[derive(Clone)]
pub struct Section {
    bytes: SharedBytes,
    range: Range<usize>,
}

impl Section {
    /// A range of `bytes`; `None` when the range does not lie inside them.
    #[must_use]
    pub fn new(bytes: SharedBytes, range: Range<usize>) -> Option<Self> {
        (*bytes).as_ref().get(range.clone())?;
        Some(Self { bytes, range })
    }

    /// The bytes of the section.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        // The range was checked when the section was made. A holder whose bytes shrink later breaks
        // its contract and is read as empty instead of crashing.
        (*self.bytes)
            .as_ref()
            .get(self.range.clone())
            .unwrap_or_default()
    }
}

/// What a [`Column`] may hold: plain values without padding, valid for every bit pattern.
pub trait Value: FromBytes + IntoBytes + Immutable + KnownLayout + Send + Sync + 'static {}

impl<T: FromBytes + IntoBytes + Immutable + KnownLayout + Send + Sync + 'static> Value for T {}

/// An array of plain values over shared bytes, without a copy; cloning shares the bytes.
pub struct Column<T: 'static> {
    /// The values, found once: to look them up in the bytes each time would cost more than most reads do.
    values: Yoke<&'static [T], SharedBytes>,
}

impl<T> Clone for Column<T> {
    fn clone(&self) -> Self {
        Self {
            values: self.values.clone(),
        }
    }
}

/// Bytes that are not an array of the wanted values: wrong length or alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{length} bytes are not an aligned array of {value_size}-byte values")]
pub struct NotAColumn {
    /// Length of the bytes.
    pub length: usize,
    /// Size of one value in bytes.
    pub value_size: usize,
}

impl<T: Value> Column<T> {
    /// The section as an array.
    ///
    /// # Errors
    /// When its length is not a whole number of values or it is not aligned for them.
    pub fn new(section: Section) -> Result<Self, NotAColumn> {
        let Section { bytes, range } = section;
        let values = Yoke::try_attach_to_cart(bytes, |bytes| {
            // The range was checked when the section was made. A holder whose bytes have shrunk breaks its contract.
            let bytes = bytes.as_ref().get(range).unwrap_or_default();
            <[T]>::ref_from_bytes(bytes).map_err(|_| NotAColumn {
                length: bytes.len(),
                value_size: size_of::<T>(),
            })
        })?;
        Ok(Self { values })
    }

    /// The values.
    #[inline]
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        self.values.get()
    }

    /// The values as bytes, as they are written to a file.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.as_slice().as_bytes()
    }
}

impl<T: Value> From<Vec<T>> for Column<T> {
    fn from(values: Vec<T>) -> Self {
        let range = 0..size_of_val(values.as_slice());
        let bytes = Arc::new(Owned(values));
        Self::new(Section { bytes, range }).expect("values of a vector are an array of them")
    }
}

/// A vector seen as bytes; it keeps the alignment of its values.
struct Owned<T>(Vec<T>);

impl<T: Value> AsRef<[u8]> for Owned<T> {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_reads_back_what_a_vector_held() {
        let column = Column::from(vec![1u32, 2, 3]);
        assert_eq!(column.as_slice(), [1, 2, 3]);
        assert_eq!(column.as_bytes().len(), 12);
    }

    #[test]
    fn a_section_cut_wrong_is_refused() {
        let bytes: SharedBytes = Arc::new(Owned(vec![7u64; 2]));
        assert!(Section::new(bytes.clone(), 0..17).is_none());
        let odd = Section::new(bytes.clone(), 0..7).unwrap();
        assert_eq!(
            Column::<u32>::new(odd).err(),
            Some(NotAColumn {
                length: 7,
                value_size: 4
            })
        );
        let unaligned = Section::new(bytes, 1..9).unwrap();
        assert!(Column::<u64>::new(unaligned).is_err());
    }
}
