//! With AVX-512.

use std::arch::x86_64::{
    __m512i, _MM_HINT_T0, _mm_prefetch, _mm512_cmpeq_epi8_mask, _mm512_cmple_epu8_mask,
    _mm512_loadu_si512, _mm512_maskz_loadu_epi8, _mm512_movepi8_mask, _mm512_set1_epi8,
    _mm512_setzero_si512, _mm512_sub_epi8, _mm512_test_epi64_mask,
};

use std::ops::Range;

use crate::candidates::{self, Candidates};
use crate::masks::{BLOCK, Planes, STEP};
use crate::must::Must;
use crate::simd::classes;

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
pub fn masks(text: &[u8], from: usize, at: Range<usize>, planes: &mut Planes) {
    let rest = |place: usize| text.get(from + (place - 1) * BLOCK..).unwrap_or_default();
    let mut place = at.start;
    while place + STEP / 2 < at.end {
        classes::set_step(planes, place, &step(rest(place)));
        place += STEP;
    }
    for place in place..at.end {
        classes::set(planes, place, block(rest(place)));
    }
}

/// The first blocks of `text`, zero bytes behind its end. What lies behind them is fetched, of the
/// next text as well: those of a batch lie one behind another.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
fn step(text: &[u8]) -> [__m512i; STEP] {
    const AHEAD: usize = 2048;
    let mut blocks = [_mm512_setzero_si512(); STEP];
    for (index, own) in blocks.iter_mut().enumerate() {
        *own = block(text.get(index * BLOCK..).unwrap_or_default());
        let ahead = text.as_ptr().wrapping_add(index * BLOCK + AHEAD);
        _mm_prefetch::<_MM_HINT_T0>(ahead.cast());
    }
    blocks
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
pub fn has(text: &[u8], must: Must) -> bool {
    text.chunks(BLOCK).any(|chunk| {
        let bytes = block(chunk);
        let [first, second] = must.others.map(|byte| equal(bytes, byte));
        within(bytes, must.first, must.span) | first | second | _mm512_movepi8_mask(bytes) != 0
    })
}

/// The first block of `text`, zero bytes behind its end.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
fn block(text: &[u8]) -> __m512i {
    let start = text.as_ptr();
    match text.len() {
        // SAFETY: the text has 64 bytes or more, and the load needs no alignment.
        BLOCK.. => unsafe { _mm512_loadu_si512(start.cast()) },
        0 => _mm512_setzero_si512(),
        // SAFETY: no byte is read but the first `len`, and the load needs no alignment.
        len => unsafe { _mm512_maskz_loadu_epi8(u64::MAX >> (BLOCK - len), start.cast()) },
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
pub fn find(planes: &Planes, count: usize, out: &mut Candidates) {
    candidates::find::<STEP>(planes, count, out, |step| {
        // SAFETY: a step has 64 bytes, and the load needs no alignment.
        let blocks = unsafe { _mm512_loadu_si512(step.as_ptr().cast()) };
        u64::from(_mm512_test_epi64_mask(blocks, blocks))
    });
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
fn equal(bytes: __m512i, byte: u8) -> u64 {
    _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte.cast_signed()))
}

/// Bytes from `first` to `first + span`.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,gfni")]
fn within(bytes: __m512i, first: u8, span: u8) -> u64 {
    let moved = _mm512_sub_epi8(bytes, _mm512_set1_epi8(first.cast_signed()));
    _mm512_cmple_epu8_mask(moved, _mm512_set1_epi8(span.cast_signed()))
}
