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
    for (to, &weight) in to.iter_mut().zip(weights) {
        *to = (*to).min(base + weight);
    }
}

/// The least `values[i] + weights[i]`, or [`INF`].
#[inline(always)]
pub(super) fn least_sum(values: &[u32], weights: &[u32]) -> u32 {
    const WIDTH: usize = 16;
    let mut least = [INF; WIDTH];
    let mut values = values.chunks_exact(WIDTH);
    let mut weights = weights.chunks_exact(WIDTH);
    for (values, weights) in values.by_ref().zip(weights.by_ref()) {
        for lane in 0..WIDTH {
            least[lane] = least[lane].min(values[lane] + weights[lane]);
        }
    }
    let rest = values.remainder().iter().zip(weights.remainder());
    let rest = rest.map(|(value, weight)| value + weight);
    least.into_iter().chain(rest).fold(INF, u32::min)
}
