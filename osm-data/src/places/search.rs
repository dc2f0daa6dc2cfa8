//! Finding entries by text: every word must fit, then typos are forgiven, then a word may be missing.

use super::data::{Entry, EntryKind};
use super::index::Matching;
use super::{Hit, Places, crossing, fold};
use nearhand_engine::geo::distance;
use nearhand_engine::units::LngLat;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Queries are typed by people: more words than this add nothing.
const MAX_WORDS: usize = 12;

pub(super) fn search(places: &Places, query: &str, near: Option<LngLat>, limit: usize) -> Vec<Hit> {
    let mut hits = crossing::hits(places, query, near, limit);
    for found in entries(places, query, near, |_| true) {
        if hits.len() >= limit {
            break;
        }
        let entry = &places.data.entries[found.entry];
        let mut hit = places.data.hit(entry);
        hit.distance = near.map(|near| distance(near, hit.position));
        hits.push(hit);
    }
    hits.truncate(limit);
    hits
}

/// An entry that fits, best first in lists.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) entry: usize,
    score: f32,
    distance: f64,
}

/// The entries among the `wanted` that fit the text, best first, then nearest.
pub(super) fn entries(
    places: &Places,
    query: &str,
    near: Option<LngLat>,
    wanted: impl Fn(&Entry) -> bool,
) -> Vec<Found> {
    let mut words = fold::words(query);
    words.truncate(MAX_WORDS);
    let (numbers, names): (Vec<String>, Vec<String>) =
        words.iter().cloned().partition(|word| is_number(word));
    let without_numbers = !numbers.is_empty() && !names.is_empty();
    let attempts = [
        (true, &words, 0),
        // No such house: then the street, and whatever else has the name.
        (without_numbers, &names, 0),
        // Of two words none can be spared without finding anything at all.
        (words.len() > 2, &words, 1),
    ];
    for (_, words, missing) in attempts.into_iter().filter(|(applies, ..)| *applies) {
        for matching in [Matching::Beginnings, Matching::Typos] {
            let mut found: Vec<_> = scores(places, words, matching, missing)
                .into_iter()
                .filter(|&(entry, _)| wanted(&places.data.entries[entry]))
                .map(|(entry, score)| rank(places, entry, score, words, near))
                .collect();
            if !found.is_empty() {
                found.sort_by(best_then_nearest);
                return found;
            }
        }
    }
    Vec::new()
}

fn best_then_nearest(a: &Found, b: &Found) -> Ordering {
    let step = |found: &Found| (found.score * 20.0).round();
    step(b)
        .total_cmp(&step(a))
        .then(a.distance.total_cmp(&b.distance))
        .then(b.score.total_cmp(&a.score))
        .then(a.entry.cmp(&b.entry))
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// For entries that have all but `missing` of the words: the mean quality of the words, 0 to 1.
fn scores(
    places: &Places,
    words: &[String],
    matching: Matching,
    missing: usize,
) -> Vec<(usize, f32)> {
    let mut sums: HashMap<u32, (usize, f32)> = HashMap::new();
    for word in words {
        for (entry, quality) in places.index.entries(word, matching) {
            let sum = sums.entry(entry).or_default();
            sum.0 += 1;
            sum.1 += quality;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a query has few words")]
    let count = words.len() as f32;
    sums.into_iter()
        .filter(|(_, (matched, _))| matched + missing >= words.len())
        .map(|(entry, (_, sum))| (entry as usize, sum / count))
        .collect()
}

fn rank(
    places: &Places,
    entry: usize,
    quality: f32,
    words: &[String],
    near: Option<LngLat>,
) -> Found {
    let found = &places.data.entries[entry];
    let house_number = fold::words(places.data.text(found.house_number));
    let asked_for = words.iter().any(|word| house_number.contains(word));
    let settlement = places.data.text(found.osm_key) == "place";
    let kind = match found.kind {
        EntryKind::House if asked_for => 0.1,
        EntryKind::House => -0.3,
        EntryKind::Street => 0.05,
        EntryKind::Place if settlement => 0.3,
        EntryKind::Place => 0.0,
    };
    // "Republic" fits "Republic Street" better than "Republic Street Car Park", and a name better than an old one.
    let name = fold::words(places.data.text(found.name));
    let same = name.iter().filter(|word| words.contains(word)).count();
    #[expect(clippy::cast_precision_loss, reason = "names have few words")]
    let share = |part: usize, whole: usize| part as f32 / (whole.max(1) as f32);
    let covered = share(words.len(), name.len()).min(1.0);
    let own_name = share(same, name.len().max(words.len()));
    Found {
        entry,
        score: 0.7 * quality + 0.3 * covered + 0.1 * own_name + kind,
        distance: near.map_or(0.0, |near| distance(near, found.position()).0),
    }
}
