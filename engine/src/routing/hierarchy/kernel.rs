//! The inner loops: min-plus sums over rows of weights, a piece of eight at a time.

use super::wide::{LANES, Piece, Wide};

/// "No way." Two of these still add up within a `u32`, so sums need no check: only the smaller of a
/// sum and what is there already is kept, and nothing greater than this is ever there.
pub const INF: u32 = u32::MAX >> 1;

/// Length of a row with padding: whole pieces.
pub(super) fn padded(length: usize) -> usize {
    length.next_multiple_of(LANES)
}

/// Whole pieces are taken and put back as values: that is what compilers turn into one instruction each, for long rows and
/// for short ones.
#[inline(always)]
fn map(a: Piece, b: Piece, f: impl Fn(u32, u32) -> u32) -> Piece {
    std::array::from_fn(|lane| f(a[lane], b[lane]))
}

/// Per place in a piece: no way up to there.
const BEHIND: [Piece; LANES] = {
    let mut rows = [[0; LANES]; LANES];
    let mut place = 0;
    while place < LANES {
        let mut lane = 0;
        while lane <= place {
            rows[place][lane] = INF;
            lane += 1;
        }
        place += 1;
    }
    rows
};

/// `to[i] = min(to[i], base + weights[i])` for all places behind `place`; both are whole padded rows.
///
/// Whatever the place, the same eight are read and written together: what one row has written the next one reads at
/// once, which processors do without waiting only when both are the same piece of memory.
#[inline(always)]
pub(super) fn relax_behind(place: usize, to: &mut [u32], base: u32, weights: &[u32]) {
    let (to, weights) = (to.as_chunks_mut().0, weights.as_chunks::<LANES>().0);
    let (first, within) = (place / LANES, place % LANES);
    let mut pieces = to[first..].iter_mut().zip(&weights[first..]);
    if let Some((to, &weights)) = pieces.next() {
        // Sums up to the place become no way, for which it is enough to set these bits.
        let sums = map(weights, BEHIND[within], |weight, no| (base + weight) | no);
        *to = map(*to, sums, u32::min);
    }
    for (to, &weights) in pieces {
        *to = map(*to, weights.map(|weight| base + weight), u32::min);
    }
}

/// `values[i] = min(values[i], values[j] + weights[j][i])` over all `i > j`, for the first `own` places `j` in order.
/// `weights` begins with a row for each of them; all are whole padded rows.
#[inline(always)]
pub(super) fn relax(wide: Option<Wide>, own: usize, values: &mut [u32], weights: &[u32]) {
    let width = values.len();
    match (wide, width / LANES) {
        (Some(wide), 1) if own <= LANES => relax_short::<1>(wide, own, values, weights),
        (Some(wide), 2) if own <= LANES => relax_short::<2>(wide, own, values, weights),
        (Some(wide), 3) if own <= LANES => relax_short::<3>(wide, own, values, weights),
        _ => {
            for place in 0..own {
                let value = values[place];
                if value < INF {
                    relax_behind(place, values, value, &weights[place * width..][..width]);
                }
            }
        }
    }
}

/// Rows of `PIECES`, all own places in the first of these: the values of all stay in registers.
#[inline(always)]
fn relax_short<const PIECES: usize>(wide: Wide, own: usize, values: &mut [u32], weights: &[u32]) {
    let values = values.as_chunks_mut::<LANES>().0;
    let rows = weights.as_chunks::<LANES>().0.as_chunks::<PIECES>().0;
    let mut known: [_; PIECES] = std::array::from_fn(|piece| wide.load(values[piece]));
    for ((place, row), &behind) in (0..).zip(&rows[..own]).zip(&BEHIND[..own]) {
        let base = wide.pick(known[0], place);
        let sum = |&weights: &Piece| wide.add(base, wide.load(weights));
        known[0] = wide.min(known[0], wide.or(sum(&row[0]), wide.load(behind)));
        for (known, weights) in known.iter_mut().zip(row).skip(1) {
            *known = wide.min(*known, sum(weights));
        }
    }
    for (to, known) in values.iter_mut().zip(known) {
        *to = wide.store(known);
    }
}

/// Per place in a piece: no way to any other.
const ELSEWHERE: [Piece; LANES] = {
    let mut rows = [[INF; LANES]; LANES];
    let mut place = 0;
    while place < LANES {
        rows[place][place] = 0;
        place += 1;
    }
    rows
};

/// `values[i] = min(values[i], values[j] + weights[i][j])` over all `j > i`, for the first `own` places from the last to
/// the first. `weights` begins with a row for each of them; all are whole padded rows.
///
/// A row also holds weights to places before. Where it is less work these count as well: they are as true.
#[inline(always)]
pub(super) fn settle(wide: Option<Wide>, own: usize, values: &mut [u32], weights: &[u32]) {
    let (values, _) = values.as_chunks_mut();
    let (weights, _) = weights.as_chunks();
    match (wide, values.len()) {
        // Most cells are as small as this.
        (Some(wide), 1) if own <= LANES => settle_short::<1>(wide, own, values, weights),
        (Some(wide), 2) if own <= LANES => settle_short::<2>(wide, own, values, weights),
        (Some(wide), 3) if own <= LANES => settle_short::<3>(wide, own, values, weights),
        _ => settle_long(own, values, weights),
    }
}

/// Rows of `PIECES`, all own places in the first of these: the values of all stay in registers.
#[inline(always)]
fn settle_short<const PIECES: usize>(
    wide: Wide,
    own: usize,
    values: &mut [Piece],
    weights: &[Piece],
) {
    let mut known: [_; PIECES] = std::array::from_fn(|piece| wide.load(values[piece]));
    let (rows, _) = weights.as_chunks::<PIECES>();
    for (row, &elsewhere) in rows[..own].iter().zip(&ELSEWHERE[..own]).rev() {
        let sum = |piece: usize| wide.add(known[piece], wide.load(row[piece]));
        let least = (1..PIECES).fold(sum(0), |least, piece| wide.min(least, sum(piece)));
        let here = wide.or(wide.least(least), wide.load(elsewhere));
        known[0] = wide.min(known[0], here);
    }
    values[0] = wide.store(known[0]);
}

/// Rows of any length, in plain loops.
///
/// The values of a piece stay in a register until all of them are known.
#[inline(always)]
fn settle_long(own: usize, values: &mut [Piece], weights: &[Piece]) {
    let pieces = values.len();
    for piece in (0..own.div_ceil(LANES)).rev() {
        let (to, behind) = values[piece..].split_first_mut().expect("an own piece");
        let mut here = *to;
        let first = piece * LANES;
        for place in (first..own.min(first + LANES)).rev() {
            let weights = &weights[place * pieces..][piece..pieces];
            let mut least = [INF; LANES];
            for (&values, &weights) in behind.iter().zip(&weights[1..]) {
                least = map(least, map(values, weights, add), u32::min);
            }
            // Last what the place before has changed: so much the less has to wait for it.
            let least = least_of(map(least, map(here, weights[0], add), u32::min));
            here = std::array::from_fn(|lane| {
                if lane == place - first {
                    here[lane].min(least)
                } else {
                    here[lane]
                }
            });
        }
        *to = here;
    }
}

#[inline(always)]
fn add(a: u32, b: u32) -> u32 {
    a + b
}

#[inline(always)]
fn least_of(piece: Piece) -> u32 {
    let four: [u32; 4] = std::array::from_fn(|lane| piece[lane].min(piece[lane + 4]));
    let two: [u32; 2] = std::array::from_fn(|lane| four[lane].min(four[lane + 2]));
    two[0].min(two[1])
}
