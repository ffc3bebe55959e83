//! With AVX2.

use std::arch::x86_64::{
    _mm256_castsi256_pd, _mm256_cmpeq_epi64, _mm256_loadu_si256, _mm256_movemask_pd,
    _mm256_setzero_si256,
};

use std::ops::Range;

use crate::candidates::{self, Candidates};
use crate::masks::{BLOCK, Planes, block_at};
use crate::must::Must;
use crate::simd::bits::{self, Bits, WIDE};

#[target_feature(enable = "avx2")]
pub fn has(text: &[u8], must: Must) -> bool {
    super::any(text, must)
}

#[target_feature(enable = "avx2")]
pub fn masks(text: &[u8], from: usize, at: Range<usize>, planes: &mut Planes) {
    let mut tail = [0; BLOCK];
    for place in at.clone().step_by(WIDE) {
        let mut bits = Bits::default();
        for lane in 0..WIDE.min(at.end - place) {
            let start = from + (place + lane - 1) * BLOCK;
            bits::turn(block_at(text, start, &mut tail), lane, &mut bits);
        }
        bits::set(planes, place, &bits);
    }
}

#[target_feature(enable = "avx2")]
pub fn find(planes: &Planes, count: usize, out: &mut Candidates) {
    candidates::find::<WIDE>(planes, count, out, |step| {
        let start = step.as_ptr();
        // SAFETY: a step has 64 bytes, and both loads of 32 bytes lie inside; loads need no
        // alignment.
        let halves = unsafe {
            [
                _mm256_loadu_si256(start.cast()),
                _mm256_loadu_si256(start.add(4).cast()),
            ]
        };
        let [low, high] = halves.map(|half| {
            let is_none = _mm256_cmpeq_epi64(half, _mm256_setzero_si256());
            let is_none = _mm256_movemask_pd(_mm256_castsi256_pd(is_none));
            u64::from(is_none.cast_unsigned()) ^ 0xf
        });
        low | high << 4
    });
}
