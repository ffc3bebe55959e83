//! With AVX2.

use std::arch::x86_64::{
    __m256i, _mm256_add_epi8, _mm256_castsi256_pd, _mm256_cmpeq_epi8, _mm256_cmpeq_epi64,
    _mm256_loadu_si256, _mm256_min_epu8, _mm256_movemask_epi8, _mm256_movemask_pd, _mm256_or_si256,
    _mm256_set1_epi8, _mm256_setzero_si256, _mm256_slli_epi16,
};

use std::ops::Range;

use crate::candidates::{self, Candidates};
use crate::masks::{BLOCK, ESCAPE, Masks, Planes, block_at};
use crate::must::Must;

#[target_feature(enable = "avx2")]
pub fn has(text: &[u8], must: Must) -> bool {
    super::any(text, must)
}

#[target_feature(enable = "avx2")]
pub fn masks(text: &[u8], from: usize, at: Range<usize>, planes: &mut Planes) {
    let mut tail = [0; BLOCK];
    for place in at {
        let block = block_at(text, from + (place - 1) * BLOCK, &mut tail);
        planes.set(place, &classified(block));
    }
}

#[target_feature(enable = "avx2")]
pub fn find(planes: &Planes, count: usize, out: &mut Candidates) {
    candidates::find(planes, count, out, |step| {
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

/// Classify a block.
#[inline]
#[target_feature(enable = "avx2")]
fn classified(block: &[u8; BLOCK]) -> Masks {
    let start = block.as_ptr();
    // SAFETY: the block has 64 bytes, so both loads of 32 bytes lie inside; loads need no
    // alignment.
    let halves = unsafe {
        [
            _mm256_loadu_si256(start.cast()),
            _mm256_loadu_si256(start.add(32).cast()),
        ]
    };
    let folded = halves.map(|half| _mm256_or_si256(half, _mm256_set1_epi8(0x20)));
    let digit = within(halves, b'0', 9);
    let letter = within(folded, b'a', 25);
    let small = movemask(halves.map(|half| _mm256_slli_epi16::<2>(half)));
    Masks {
        digit,
        upper: letter & !small,
        lower: letter & small,
        hex: digit | within(folded, b'a', 5),
        at: equal(halves, b'@'),
        colon: equal(halves, b':'),
        equals: equal(halves, b'=') | equal(halves, b'>') | equal(halves, b'|'),
        dot: equal(halves, b'.'),
        plus: equal(halves, b'+'),
        dash: equal(halves, b'-'),
        underscore: equal(halves, b'_'),
        blank: equal(halves, b' '),
        quote: equal(halves, b'"')
            | equal(halves, b'\'')
            | equal(halves, b'`')
            | equal(halves, b'*')
            | equal(halves, b']'),
        backslash: equal(halves, b'\\'),
        lead: equal(halves, b'u') | equal(halves, ESCAPE),
        ending: equal(folded, b's') | equal(folded, b't') | equal(folded, b'd'),
        percent: equal(halves, b'%') | equal(halves, b'&'),
        comma: equal(halves, b',') | equal(halves, b';'),
        high: movemask(halves),
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn movemask([low, high]: [__m256i; 2]) -> u64 {
    let low = _mm256_movemask_epi8(low).cast_unsigned();
    let high = _mm256_movemask_epi8(high).cast_unsigned();
    u64::from(low) | u64::from(high) << 32
}

#[inline]
#[target_feature(enable = "avx2")]
fn equal(halves: [__m256i; 2], byte: u8) -> u64 {
    let wanted = _mm256_set1_epi8(byte.cast_signed());
    movemask(halves.map(|half| _mm256_cmpeq_epi8(half, wanted)))
}

/// Bytes from `first` to `first + span`.
#[inline]
#[target_feature(enable = "avx2")]
fn within(halves: [__m256i; 2], first: u8, span: u8) -> u64 {
    let shift = _mm256_set1_epi8(first.wrapping_neg().cast_signed());
    let span = _mm256_set1_epi8(span.cast_signed());
    movemask(halves.map(|half| {
        let moved = _mm256_add_epi8(half, shift);
        _mm256_cmpeq_epi8(_mm256_min_epu8(moved, span), moved)
    }))
}
