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

/// `to[i] = min(to[i], base + weights[i])`.
#[inline(always)]
pub(super) fn relax(to: &mut [u32], base: u32, weights: &[u32]) {
    let mut to = to.chunks_exact_mut(LANES);
    let mut weights = weights.chunks_exact(LANES);
    for (to, weights) in to.by_ref().zip(weights.by_ref()) {
        for lane in 0..LANES {
            to[lane] = to[lane].min(base + weights[lane]);
        }
    }
    for (to, &weight) in to.into_remainder().iter_mut().zip(weights.remainder()) {
        *to = (*to).min(base + weight);
    }
}

/// The least `values[i] + weights[i]`, or [`INF`]; both are whole padded rows.
#[inline(always)]
pub(super) fn least_sum(values: &[u32], weights: &[u32]) -> u32 {
    let mut least = [INF; LANES];
    for (values, weights) in values.chunks_exact(LANES).zip(weights.chunks_exact(LANES)) {
        for lane in 0..LANES {
            least[lane] = least[lane].min(values[lane] + weights[lane]);
        }
    }
    least.into_iter().fold(INF, u32::min)
}
