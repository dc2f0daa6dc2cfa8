//! The inner loops: min-plus sums over rows of weights, eight or sixteen at a time.
//!
//! All of them are written as plain loops that compilers turn into vector code; [`vectorised`] picks
//! the widest instructions that the machine has.

/// "No way." Two of these still add up within a `u32`, so sums need no check: only the smaller of a
/// sum and what is there already is kept, and nothing greater than this is ever there.
pub const INF: u32 = u32::MAX >> 1;

/// Rows are padded to a multiple of this many weights.
pub(super) const LANES: usize = 8;

/// Length of a row with padding.
pub(super) fn padded(length: usize) -> usize {
    length.next_multiple_of(LANES)
}

/// Runs a closure that is marked `#[inline(always)]` (or is small enough to be inlined) with the
/// machine's vector instructions.
#[inline]
pub(super) fn vectorised<R>(work: impl FnOnce() -> R) -> R {
    pulp::Arch::new().dispatch(work)
}

/// Numbers that are worked on together.
type Piece = [u32; LANES];

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

/// `values[i] = min(values[i], values[j] + weights[j])` over all `j > i`, for the first `own` places from the last to the
/// first; `row` gives the weights of a place, and all of them are whole padded rows.
///
/// The values of a piece stay in a register until all of them are known.
#[inline(always)]
pub(super) fn settle_rows<'a>(own: usize, values: &mut [u32], row: impl Fn(usize) -> &'a [u32]) {
    let values = values.as_chunks_mut::<LANES>().0;
    for piece in (0..own.div_ceil(LANES)).rev() {
        let (to, behind) = values[piece..].split_first_mut().expect("an own piece");
        let mut here = *to;
        let first = piece * LANES;
        for place in (first..own.min(first + LANES)).rev() {
            // A row also holds weights to places before: what is known of these is as true.
            let weights = &row(place).as_chunks().0[piece..];
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
