//! Words to entries: a finite state transducer over all words, and a list of entries for each.

use super::codec::{PlacesError, Reader, Writer};
use super::fold;
use crate::osm::Interner;
use fst::automaton::{Levenshtein, Str};
use fst::{Automaton, IntoStreamer, Map, MapBuilder, Streamer};
use rayon::prelude::*;
use std::collections::HashMap;

const WORDS: &str = "places/words";
const POSTINGS: &str = "places/postings";
/// A word of the name counts fully, one of the town only this much.
const CONTEXT_QUALITY: f32 = 0.6;
/// Set in a posting when the word is not of the name but of the town.
const CONTEXT_BIT: u32 = 1 << 31;

/// Collects words while entries are made.
#[derive(Default)]
pub(super) struct IndexBuilder {
    words: Interner,
    /// Word and entry; the entry with [`CONTEXT_BIT`] when the word is of its town.
    postings: Vec<(u32, u32)>,
}

impl IndexBuilder {
    /// The entry is found by the words of this name.
    pub(super) fn add_name(&mut self, entry: u32, name: &str) {
        for word in fold::words(name) {
            for also in fold::also_written(&word) {
                self.insert(also, entry);
            }
            self.insert(&word, entry);
        }
    }

    /// The entry lies in a town of this name.
    pub(super) fn add_context(&mut self, entry: u32, town: &str) {
        for word in fold::words(town) {
            self.insert(&word, entry | CONTEXT_BIT);
        }
    }

    fn insert(&mut self, word: &str, posting: u32) {
        let word = self.words.intern(word);
        self.postings.push((word, posting));
    }

    pub(super) fn encode(mut self) -> Vec<(String, Vec<u8>)> {
        let texts = &self.words.texts;
        // Postings of one word together; a word both of the name and of the town is of the name.
        self.postings.par_sort_unstable_by_key(|&(word, posting)| {
            (word, posting & !CONTEXT_BIT, posting & CONTEXT_BIT)
        });
        self.postings
            .dedup_by_key(|&mut (word, posting)| (word, posting & !CONTEXT_BIT));
        let mut by_word: Vec<&mut [(u32, u32)]> =
            self.postings.chunk_by_mut(|a, b| a.0 == b.0).collect();
        by_word.par_sort_unstable_by_key(|postings| texts.get(postings[0].0));
        let mut words = MapBuilder::memory();
        let mut lists = Writer::default();
        lists.len(by_word.len());
        for (number, postings) in (0..).zip(by_word) {
            words
                .insert(texts.get(postings[0].0), number)
                .expect("every word is there once, in order");
            postings.sort_unstable();
            lists.len(postings.len());
            for &mut (_, posting) in postings {
                lists.u32(posting);
            }
        }
        let words = words
            .into_inner()
            .expect("writing into memory does not fail");
        vec![
            (WORDS.to_owned(), words),
            (POSTINGS.to_owned(), lists.bytes),
        ]
    }
}

/// The search index of a city.
#[derive(Debug)]
pub(super) struct Index {
    words: Map<Vec<u8>>,
    postings: Vec<Vec<u32>>,
}

/// How freely words are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Matching {
    /// The whole word or its beginning.
    Beginnings,
    /// One typo in words of four letters and more, two from eight on.
    Typos,
}

impl Index {
    pub(super) fn decode<'a>(
        find: &impl Fn(&str) -> Option<&'a [u8]>,
        entries: usize,
    ) -> Result<Self, PlacesError> {
        let mut reader = Reader::open(WORDS, find)?;
        let words = Map::new(reader.rest().to_vec()).map_err(|_| reader.damaged())?;
        words.as_fst().verify().map_err(|_| reader.damaged())?;
        let mut reader = Reader::open(POSTINGS, find)?;
        let postings = reader.list(|reader| {
            reader.list(|reader| {
                let posting = reader.u32()?;
                if ((posting & !CONTEXT_BIT) as usize) < entries {
                    Ok(posting)
                } else {
                    Err(reader.damaged())
                }
            })
        })?;
        Ok(Self { words, postings })
    }

    /// The entries that have the word, each with how well it fits: 1 is the very word.
    pub(super) fn entries(&self, word: &str, matching: Matching) -> HashMap<u32, f32> {
        let mut found = HashMap::new();
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        let length = word.chars().count();
        let mut take = |term: &str, list: u64, quality: f32| {
            // House numbers are never rounded: 12 is not 120, and 12a only nearly 12.
            let quality = match term.strip_prefix(word) {
                Some("") => 1.0,
                Some(rest) if is_number && rest.starts_with(|c: char| c.is_ascii_digit()) => return,
                _ => quality,
            };
            let postings = usize::try_from(list)
                .ok()
                .and_then(|i| self.postings.get(i));
            for &posting in postings.into_iter().flatten() {
                let context = posting & CONTEXT_BIT != 0;
                let quality = quality * if context { CONTEXT_QUALITY } else { 1.0 };
                let best = found.entry(posting & !CONTEXT_BIT).or_insert(0.0f32);
                *best = best.max(quality);
            }
        };
        self.each(Str::new(word).starts_with(), |term, list| {
            #[expect(clippy::cast_precision_loss, reason = "words have few letters")]
            let share = length as f32 / term.chars().count().max(1) as f32;
            take(term, list, 0.7 + 0.2 * share);
        });
        let typos = match length {
            _ if is_number || matching == Matching::Beginnings => 0,
            0..4 => 0,
            4..8 => 1,
            _ => 2,
        };
        for distance in 1..=typos {
            // A word too long for the automaton has no typos looked up.
            if let Ok(similar) = Levenshtein::new(word, distance) {
                self.each(similar, |term, list| {
                    take(term, list, if distance == 1 { 0.6 } else { 0.45 });
                });
            }
        }
        found
    }

    fn each(&self, automaton: impl Automaton, mut take: impl FnMut(&str, u64)) {
        let mut stream = self.words.search(automaton).into_stream();
        while let Some((term, list)) = stream.next() {
            if let Ok(term) = std::str::from_utf8(term) {
                take(term, list);
            }
        }
    }
}
