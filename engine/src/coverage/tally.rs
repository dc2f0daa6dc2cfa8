//! How often each bit is set in many rows of bits.

/// Counts of the bits of rows of the same length.
///
/// Counters are vertical (bit `b` of plane `p` is bit `p` of the count of bit `b`: Knuth, The Art of Computer Programming
/// 4A, 7.1.3) and rows are added two at a time by carry-save adders (Harley and Seal's count; Warren, Hacker's Delight,
/// 5-1). A plane takes in two rows and hands on one, so however many planes there are, a row costs two additions in all, and
/// each is a few operations on whole words without a branch.
pub(super) struct Tally {
    words: usize,
    planes: Vec<Plane>,
}

/// One bit of all counts.
struct Plane {
    sum: Vec<u64>,
    /// A row that waits for a second one.
    waiting: Vec<u64>,
    has_waiting: bool,
}

impl Plane {
    fn of_words(words: usize) -> Self {
        Self {
            sum: vec![0; words],
            waiting: vec![0; words],
            has_waiting: false,
        }
    }

    /// Takes in a row; true when that made a pair, whose carry then stands where the first one waited.
    fn take(&mut self, row: impl Iterator<Item = u64>) -> bool {
        if self.has_waiting {
            for ((sum, waiting), new) in self.sum.iter_mut().zip(&mut self.waiting).zip(row) {
                let odd = *sum ^ *waiting;
                let carry = (*sum & *waiting) | (odd & new);
                *sum = odd ^ new;
                *waiting = carry;
            }
        } else {
            for (waiting, new) in self.waiting.iter_mut().zip(row) {
                *waiting = new;
            }
        }
        self.has_waiting = !self.has_waiting;
        !self.has_waiting
    }
}

impl Tally {
    /// Zero for each bit of rows of so many words.
    pub(super) fn of_words(words: usize) -> Self {
        Self {
            words,
            planes: vec![Plane::of_words(words)],
        }
    }

    /// Adds one to the count of every bit that is set in a row, which has as many words as all others.
    pub(super) fn add(&mut self, row: impl Iterator<Item = u64>) {
        if self.planes[0].take(row) {
            self.carry(1);
        }
    }

    /// Hands the carry of the plane below on.
    fn carry(&mut self, mut plane: usize) {
        loop {
            if plane == self.planes.len() {
                self.planes.push(Plane::of_words(self.words));
            }
            let (below, here) = self.planes.split_at_mut(plane);
            let carry = below[plane - 1].waiting.iter().copied();
            if !here[0].take(carry) {
                return;
            }
            plane += 1;
        }
    }

    /// The counts of the first bits.
    pub(super) fn counts(mut self, bits: usize) -> Vec<u32> {
        let mut plane = 0;
        while plane < self.planes.len() {
            // Nothing comes any more: what waits is paired with nothing.
            let here = &mut self.planes[plane];
            if here.has_waiting {
                here.take(std::iter::repeat(0));
                if here.waiting.iter().any(|&carry| carry != 0) {
                    self.carry(plane + 1);
                }
            }
            plane += 1;
        }
        let count = |bit: usize| {
            self.planes.iter().rev().fold(0, |count, plane| {
                count << 1 | (plane.sum[bit / 64] >> (bit % 64) & 1) as u32
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
