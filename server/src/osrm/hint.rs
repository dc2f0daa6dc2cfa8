//! Hints: where a coordinate was put, for whoever asks about it again.

use nearhand_engine::{
    road::RoadNetwork,
    routing::{SegmentId, Snap},
    units::LngLat,
};

/// A place on the road that an answer told.
///
/// It holds for the coordinate and the streets it was given for; for others it counts as not given, as OSRM's do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Hint {
    streets: u32,
    asked: (i32, i32),
    segment: u32,
    fraction: f64,
}

const BYTES: usize = 24;
/// Digits of base 64 in the alphabet for addresses (RFC 4648, section 5).
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

impl Hint {
    /// The hint for a coordinate that was put somewhere.
    pub(super) fn of(road: &RoadNetwork, asked: LngLat, snap: &Snap) -> Self {
        Self {
            streets: streets(road),
            asked: asked.to_steps(),
            segment: snap.segment.0,
            fraction: snap.fraction,
        }
    }

    /// The place, if the hint is for this coordinate on these streets.
    pub(super) fn place(&self, road: &RoadNetwork, asked: LngLat) -> Option<Snap> {
        let fits = self.streets == streets(road)
            && self.asked == asked.to_steps()
            && (self.segment as usize) < road.segment_count();
        let snap = fits.then(|| Snap::on(road, SegmentId(self.segment), self.fraction))??;
        Some(Snap {
            distance: nearhand_engine::geo::distance(asked, snap.position),
            ..snap
        })
    }

    /// As text for an address.
    pub(super) fn encode(&self) -> String {
        let mut bytes = [0; BYTES];
        bytes[..4].copy_from_slice(&self.streets.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.asked.0.to_le_bytes());
        bytes[8..12].copy_from_slice(&self.asked.1.to_le_bytes());
        bytes[12..16].copy_from_slice(&self.segment.to_le_bytes());
        bytes[16..].copy_from_slice(&self.fraction.to_le_bytes());
        let mut text = String::with_capacity(BYTES / 3 * 4);
        for triple in bytes.chunks_exact(3) {
            let bits = triple
                .iter()
                .fold(0, |bits, &byte| bits << 8 | u32::from(byte));
            for shift in [18, 12, 6, 0] {
                text.push(char::from(DIGITS[(bits >> shift & 63) as usize]));
            }
        }
        text
    }

    /// From text; `None` for the hints of other servers, which tell us nothing.
    pub(super) fn decode(text: &str) -> Option<Self> {
        if text.len() != BYTES / 3 * 4 {
            return None;
        }
        let mut bytes = [0; BYTES];
        for (digits, triple) in text
            .as_bytes()
            .chunks_exact(4)
            .zip(bytes.chunks_exact_mut(3))
        {
            let mut bits = 0;
            for &digit in digits {
                let value = DIGITS.iter().position(|&known| known == digit)?;
                bits = bits << 6 | u32::try_from(value).ok()?;
            }
            triple.copy_from_slice(&bits.to_be_bytes()[1..]);
        }
        let word = |at: usize| bytes[at..at + 4].try_into().unwrap_or_default();
        Some(Self {
            streets: u32::from_le_bytes(word(0)),
            asked: (i32::from_le_bytes(word(4)), i32::from_le_bytes(word(8))),
            segment: u32::from_le_bytes(word(12)),
            fraction: f64::from_le_bytes(bytes[16..].try_into().unwrap_or_default()),
        })
    }
}

/// A number that other streets hardly share: another city, or this one imported anew.
fn streets(road: &RoadNetwork) -> u32 {
    let counts = [road.segment_count(), road.edge_count(), road.vertex_count()];
    let folded = counts.iter().fold(0_u64, |sum, &count| {
        (sum ^ count as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    });
    u32::try_from(folded >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn hints_come_back(streets: u32, asked: (i32, i32), segment: u32, fraction in 0.0..1.0) {
            let hint = Hint { streets, asked, segment, fraction };
            prop_assert_eq!(Hint::decode(&hint.encode()), Some(hint));
        }

        #[test]
        fn nothing_breaks_it(text in "[A-Za-z0-9_=-]{0,40}", any in ".{32}") {
            let _ = (Hint::decode(&text), Hint::decode(&any));
        }
    }
}
