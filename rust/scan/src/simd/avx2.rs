//! With AVX2.

use std::arch::x86_64::{
    __m256i, _mm256_add_epi8, _mm256_and_si256, _mm256_andnot_si256, _mm256_castsi256_pd,
    _mm256_cmpeq_epi32, _mm256_cmpeq_epi64, _mm256_cmpgt_epi32, _mm256_loadu_si256,
    _mm256_maskload_epi32, _mm256_movemask_epi8, _mm256_movemask_pd, _mm256_or_si256,
    _mm256_set1_epi32, _mm256_setr_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
};

use std::ops::Range;

use crate::bits::{self, Bits};
use crate::candidates::{self, Candidates};
use crate::masks::{self, BLOCK, Planes};
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
    let turned = |place: usize| turned(text.get(from + (place - 1) * BLOCK..).unwrap_or_default());
    let mut place = at.start;
    while place + 1 < at.end {
        let mut bits = Bits::<Lanes>::default();
        for lane in 0..WIDE.min(at.end - place) {
            let of_block = turned(place + lane);
            for (lanes, bit) in bits.iter_mut().zip(of_block) {
                lanes[lane] = bit;
            }
        }
        set(planes, place, &bits);
        place += WIDE;
    }
    if place < at.end {
        planes.set(place, &masks::told(turned(place)));
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

/// The bits of the first block of `text`.
#[inline]
#[target_feature(enable = "avx2")]
fn turned(text: &[u8]) -> Bits<u64> {
    let mut halves = match text.first_chunk::<BLOCK>() {
        // SAFETY: the block has 64 bytes, so both loads of 32 bytes lie inside; loads need no
        // alignment.
        Some(block) => unsafe {
            [
                _mm256_loadu_si256(block.as_ptr().cast()),
                _mm256_loadu_si256(block.as_ptr().add(32).cast()),
            ]
        },
        None => [0, 32].map(|from| short(text.get(from..).unwrap_or_default())),
    };
    std::array::from_fn(|_| {
        let [low, high] = halves.map(|half| _mm256_movemask_epi8(half).cast_unsigned());
        // The next bit becomes the highest.
        halves = halves.map(|half| _mm256_add_epi8(half, half));
        u64::from(low) | u64::from(high) << 32
    })
}

/// The first 32 bytes of `text`, zero bytes behind its end.
#[inline]
#[target_feature(enable = "avx2")]
fn short(text: &[u8]) -> __m256i {
    if text.is_empty() {
        // A load of nothing from nowhere is slow.
        return _mm256_setzero_si256();
    }
    let (whole, rest) = text.as_chunks::<4>();
    let whole_of = |count: usize| _mm256_set1_epi32(i32::try_from(count).unwrap_or(i32::MAX));
    let count = whole_of(whole.len());
    let index = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
    let is_whole = _mm256_cmpgt_epi32(count, index);
    // SAFETY: no four bytes are read but those that the text has, and the load needs no alignment.
    let start = unsafe { _mm256_maskload_epi32(text.as_ptr().cast(), is_whole) };
    let last = rest
        .iter()
        .rfold(0, |last, byte| last << 8 | i32::from(*byte));
    let is_last = _mm256_cmpeq_epi32(count, index);
    _mm256_or_si256(start, _mm256_and_si256(is_last, _mm256_set1_epi32(last)))
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
