//! Many short texts in one piece of memory, each once, known by a number.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;
use std::ops::Range;

/// Texts by number, one after the other in one allocation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    bytes: String,
    /// Where each text ends.
    ends: Vec<u32>,
    /// The [`mark`] of each text.
    marks: Vec<u32>,
}

impl Texts {
    /// Adds a text, whether it is there already or not; its number.
    ///
    /// # Panics
    /// When all texts together reach 4 GiB.
    pub fn push(&mut self, text: &str) -> u32 {
        let number = index(self.ends.len());
        self.bytes.push_str(text);
        self.ends.push(index(self.bytes.len()));
        self.marks.push(mark(text));
        number
    }

    /// The text of a number.
    ///
    /// # Panics
    /// When no text has the number.
    #[must_use]
    pub fn get(&self, number: u32) -> &str {
        &self.bytes[self.range(number)]
    }

    /// Whether a number is that of this text: quicker than to get it, for the marks of most differ.
    #[inline]
    pub(super) fn is(&self, number: u32, text: &str) -> bool {
        self.marks[number as usize] == mark(text) && self.get(number) == text
    }

    fn range(&self, number: u32) -> Range<usize> {
        let number = number as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[number] as usize
    }

    /// All texts in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..).map_while(|number| (number < self.ends.len()).then(|| self.get(index(number))))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Gives back memory that is kept for more texts.
    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
        self.marks.shrink_to_fit();
    }
}

/// Finds the number of a text, or gives it one.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    pub(crate) texts: Texts,
    /// Numbers by the hash of their text.
    numbers: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Interner {
    /// The number of a text, a new one if it has none yet.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        let Self {
            texts,
            numbers,
            hasher,
        } = self;
        let hash = hasher.hash_one(text);
        if let Some(&number) = numbers.find(hash, |&number| texts.get(number) == text) {
            return number;
        }
        let number = texts.push(text);
        numbers.insert_unique(hash, number, |&number| hasher.hash_one(texts.get(number)));
        number
    }
}

/// Length, first, middle and last byte of a text, which tell nearly all keys of OpenStreetMap apart.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    reason = "texts may have the same mark"
)]
fn mark(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let at = |place: usize| bytes.get(place).copied().unwrap_or_default();
    let length = bytes.len();
    u32::from_le_bytes([
        length as u8,
        at(0),
        at(length / 2),
        at(length.wrapping_sub(1)),
    ])
}

fn index(count: usize) -> u32 {
    u32::try_from(count).expect("the texts of one extract are far less than 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn equal_texts_have_one_number_and_every_number_gives_its_text(
            words in prop::collection::vec("[aé]{0,2}", 0..60),
        ) {
            let mut interner = Interner::default();
            let numbers: Vec<u32> = words.iter().map(|word| interner.intern(word)).collect();
            for (word, &number) in words.iter().zip(&numbers) {
                prop_assert_eq!(interner.texts.get(number), word);
                for other in &words {
                    prop_assert_eq!(interner.texts.is(number, other), word == other);
                }
                prop_assert_eq!(interner.intern(word), number);
            }
            let different: std::collections::HashSet<_> = words.iter().collect();
            prop_assert_eq!(interner.texts.len(), different.len());
        }
    }
}
