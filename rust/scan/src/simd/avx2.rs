//! With AVX2.

use std::arch::x86_64::{
    __m256i, _mm256_add_epi8, _mm256_and_si256, _mm256_andnot_si256, _mm256_castsi256_pd,
    _mm256_cmpeq_epi64, _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_movemask_pd,
    _mm256_or_si256, _mm256_setzero_si256, _mm256_storeu_si256,
};

use std::ops::Range;

use crate::bits::{self, Bits};
use crate::candidates::{self, Candidates};
use crate::masks::{BLOCK, Planes, block_at};
use crate::must::Must;

/// Blocks that are done at a time.
const WIDE: usize = 4;
/// One mask of each of so many blocks.
type Lanes = [u64; WIDE];

#[target_feature(enable = "avx2")]
pub fn has(text: &[u8], must: Must) -> bool {
    super::any(text, must)
}

#[target_feature(enable = "avx2")]
pub fn masks(text: &[u8], from: usize, at: Range<usize>, planes: &mut Planes) {
    let mut tail = [0; BLOCK];
    for place in at.clone().step_by(WIDE) {
        let mut bits = Bits::<Lanes>::default();
        for lane in 0..WIDE.min(at.end - place) {
            let start = from + (place + lane - 1) * BLOCK;
            turn(block_at(text, start, &mut tail), lane, &mut bits);
        }
        set(planes, place, &bits);
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

/// Set the bits of the block `lane`.
#[inline]
#[target_feature(enable = "avx2")]
fn turn(block: &[u8; BLOCK], lane: usize, bits: &mut Bits<Lanes>) {
    let start = block.as_ptr();
    // SAFETY: the block has 64 bytes, so both loads of 32 bytes lie inside; loads need no
    // alignment.
    let mut halves = unsafe {
        [
            _mm256_loadu_si256(start.cast()),
            _mm256_loadu_si256(start.add(32).cast()),
        ]
    };
    for bit in bits {
        let [low, high] = halves.map(|half| _mm256_movemask_epi8(half).cast_unsigned());
        bit[lane] = u64::from(low) | u64::from(high) << 32;
        // The next bit becomes the highest.
        halves = halves.map(|half| _mm256_add_epi8(half, half));
    }
}

/// Set four blocks, from `place` on.
#[inline]
#[target_feature(enable = "avx2")]
fn set(planes: &mut Planes, place: usize, bits: &Bits<Lanes>) {
    // SAFETY: each array has 32 bytes, and the load needs no alignment.
    let bits = bits
        .each_ref()
        .map(|lanes| unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) });
    let masks = bits::classes(
        bits,
        |one, other| _mm256_and_si256(one, other),
        |one, other| _mm256_or_si256(one, other),
        |one, other| _mm256_andnot_si256(other, one),
    );
    planes.set_step(place, masks, |class| stored(class));
}

#[inline]
#[target_feature(enable = "avx2")]
fn stored(register: __m256i) -> Lanes {
    let mut lanes = [0; WIDE];
    // SAFETY: the array has 32 bytes, and the store needs no alignment.
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), register) }
    lanes
}
