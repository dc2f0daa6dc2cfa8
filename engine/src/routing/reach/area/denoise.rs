//! Leaving out small areas and small holes, so that nested areas stay nested.

use super::rings::{Outlines, Ring};

/// What becomes of a ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Kept,
    /// An area that is left out, or a hole in it.
    Absent,
    /// A hole that is filled, or a ring in it.
    Filled,
}

/// Which rings of a band are kept: those at least as large as a share of the largest area, and the
/// outlines around areas of the band before that were kept (their nodes are `inner`).
pub(super) fn kept(outlines: &Outlines<'_>, share: f64, inner: &[(i32, i32)]) -> Vec<bool> {
    let rings = &outlines.rings;
    if share <= 0.0 {
        return vec![true; rings.len()];
    }
    let largest = rings
        .iter()
        .map(|ring| ring.doubled_area)
        .max()
        .unwrap_or(0);
    #[expect(clippy::cast_precision_loss, reason = "compared with a share")]
    let large = |ring: &Ring| ring.doubled_area.abs() as f64 >= share * largest as f64;
    let mut wanted: Vec<bool> = rings.iter().map(large).collect();
    for &node in inner {
        if let Some(around) = outlines.around(node) {
            wanted[around] = true;
        }
    }
    (0..rings.len())
        .map(|ring| fate(rings, &wanted, ring) == Fate::Kept)
        .collect()
}

/// A ring's fate follows from that of the ring around it.
fn fate(rings: &[Ring], wanted: &[bool], ring: usize) -> Fate {
    let around = rings[ring].parent.map(|parent| fate(rings, wanted, parent));
    match (around, rings[ring].is_hole(), wanted[ring]) {
        (Some(Fate::Filled), ..) => Fate::Filled,
        (Some(Fate::Absent), true, _) => Fate::Absent,
        (_, true, false) => Fate::Filled,
        (_, false, false) => Fate::Absent,
        (.., true) => Fate::Kept,
    }
}
