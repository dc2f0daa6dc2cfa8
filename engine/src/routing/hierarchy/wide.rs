//! Eight numbers at a time, with the machine's instructions named one by one.
//!
//! Compilers turn plain loops over pieces into vector code, but whether it is good code depends on what stands around
//! the loop: the same lines cost a quarter more where they were last inlined differently. So the loops that most of a
//! query's time goes to say what they want. Everything else, and machines without these instructions, keep
//! to plain loops.

/// Numbers that are worked on together.
pub(super) const LANES: usize = 8;

/// A piece of a row.
pub(super) type Piece = [u32; LANES];

pub(super) use machine::Wide;

/// Runs a closure that is marked `#[inline(always)]` (or is small enough to be inlined) with the
/// machine's vector instructions. It is handed the means to name them, where they are known.
#[inline]
pub(super) fn vectorised<R>(work: impl FnOnce(Option<Wide>) -> R) -> R {
    machine::run(work)
}

#[cfg(target_arch = "x86_64")]
mod machine {
    use pulp::x86::V3;
    use pulp::{Arch, Simd as _, cast, u32x8};
    use std::arch::x86_64::__m256i;

    use super::Piece;

    /// A machine with AVX2.
    #[derive(Clone, Copy)]
    pub(in super::super) struct Wide(V3);

    #[inline]
    pub(super) fn run<R>(work: impl FnOnce(Option<Wide>) -> R) -> R {
        match Arch::new() {
            Arch::V3(simd) => simd.vectorize(
                #[inline(always)]
                || work(Some(Wide(simd))),
            ),
            other => other.dispatch(
                #[inline(always)]
                || work(None),
            ),
        }
    }

    /// A piece in a register.
    pub(in super::super) type Register = u32x8;

    impl Wide {
        #[inline(always)]
        pub(in super::super) fn load(self, piece: Piece) -> Register {
            cast(piece)
        }

        #[inline(always)]
        pub(in super::super) fn store(self, register: Register) -> Piece {
            cast(register)
        }

        /// The same number in all lanes.
        #[inline(always)]
        pub(in super::super) fn all(self, number: u32) -> Register {
            self.0.splat_u32s(number)
        }

        #[inline(always)]
        pub(in super::super) fn add(self, a: Register, b: Register) -> Register {
            self.0.add_u32s(a, b)
        }

        #[inline(always)]
        pub(in super::super) fn min(self, a: Register, b: Register) -> Register {
            self.0.min_u32s(a, b)
        }

        #[inline(always)]
        pub(in super::super) fn or(self, a: Register, b: Register) -> Register {
            self.0.or_u32s(a, b)
        }

        /// The number of one lane, in all lanes.
        #[inline(always)]
        pub(in super::super) fn pick(self, register: Register, lane: u32) -> Register {
            let lanes = cast(self.all(lane));
            cast(
                self.0
                    .avx2
                    ._mm256_permutevar8x32_epi32(cast(register), lanes),
            )
        }

        /// The least of all lanes, in all lanes.
        #[inline(always)]
        pub(in super::super) fn least(self, register: Register) -> Register {
            let Self(simd) = self;
            let whole: __m256i = cast(register);
            let [low, high] = [
                simd.avx._mm256_castsi256_si128(whole),
                simd.avx2._mm256_extracti128_si256::<1>(whole),
            ];
            let four = simd.sse4_1._mm_min_epu32(low, high);
            let other = simd.sse2._mm_shuffle_epi32::<0b11_10>(four);
            let two = simd.sse4_1._mm_min_epu32(four, other);
            let other = simd.sse2._mm_shuffle_epi32::<0b01>(two);
            let one = simd.sse4_1._mm_min_epu32(two, other);
            cast(simd.avx2._mm256_broadcastd_epi32(one))
        }
    }
}

#[cfg(not(target_arch = "x86_64"))]
mod machine {
    use super::Piece;

    /// No machine: plain loops are all there is.
    #[derive(Clone, Copy)]
    pub(in super::super) enum Wide {}

    #[inline]
    pub(super) fn run<R>(work: impl FnOnce(Option<Wide>) -> R) -> R {
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || work(None),
        )
    }

    pub(in super::super) type Register = Piece;

    impl Wide {
        pub(in super::super) fn load(self, _: Piece) -> Register {
            match self {}
        }

        pub(in super::super) fn store(self, _: Register) -> Piece {
            match self {}
        }

        pub(in super::super) fn all(self, _: u32) -> Register {
            match self {}
        }

        pub(in super::super) fn add(self, _: Register, _: Register) -> Register {
            match self {}
        }

        pub(in super::super) fn min(self, _: Register, _: Register) -> Register {
            match self {}
        }

        pub(in super::super) fn or(self, _: Register, _: Register) -> Register {
            match self {}
        }

        pub(in super::super) fn pick(self, _: Register, _: u32) -> Register {
            match self {}
        }

        pub(in super::super) fn least(self, _: Register) -> Register {
            match self {}
        }
    }
}
