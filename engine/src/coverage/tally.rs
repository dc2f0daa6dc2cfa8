//! How often each bit is set in many rows of bits.

/// Counts below 2^32, as many as a `u32` holds.
const PLANES: usize = 32;

/// Counters of 64 bits side by side: bit `b` of `planes[p]` is bit `p` of the count of bit `b` ("vertical counters",
/// Knuth, The Art of Computer Programming 4A, 7.1.3). A word of a row is added in as many steps as its longest carry,
/// which is at most the length of a count and most often far less, and not in one for each bit.
#[derive(Clone, Copy)]
struct Word {
    planes: [u64; PLANES],
    used: usize,
}

/// Counts of the bits of rows of the same length.
pub(super) struct Tally(Vec<Word>);

impl Tally {
    /// Zero for each bit of rows of so many words.
    pub(super) fn of_words(words: usize) -> Self {
        let word = Word {
            planes: [0; PLANES],
            used: 0,
        };
        Self(vec![word; words])
    }

    /// Adds one to the count of every bit that is set.
    pub(super) fn add(&mut self, row: impl Iterator<Item = u64>) {
        for (word, mut carry) in self.0.iter_mut().zip(row) {
            let mut plane = 0;
            while carry != 0 {
                let before = word.planes[plane];
                word.planes[plane] = before ^ carry;
                carry &= before;
                plane += 1;
            }
            word.used = word.used.max(plane);
        }
    }

    /// The counts of the first bits.
    pub(super) fn counts(&self, bits: usize) -> Vec<u32> {
        let count = |bit: usize| {
            let word = &self.0[bit / 64];
            let planes = word.planes[..word.used].iter().rev();
            planes.fold(0, |count, plane| {
                count << 1 | (plane >> (bit % 64) & 1) as u32
            })
        };
        (0..bits).map(count).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counts_are_those_of_adding_bit_by_bit(
            rows in prop::collection::vec(prop::collection::vec(any::<u64>(), 3), 0..70),
            thin in any::<bool>(),
        ) {
            let mut tally = Tally::of_words(3);
            let mut plain = vec![0u32; 180];
            for row in &rows {
                let row = row.iter().map(|word| if thin { word & (word >> 7) & (word >> 13) } else { word | 1 });
                let row: Vec<u64> = row.collect();
                tally.add(row.iter().copied());
                for (bit, count) in plain.iter_mut().enumerate() {
                    *count += u32::from(row[bit / 64] >> (bit % 64) & 1 == 1);
                }
            }
            prop_assert_eq!(tally.counts(180), plain);
        }
    }
}
