//! With AVX-512.

use std::arch::x86_64::{
    __m512i, _mm512_cmpeq_epi8_mask, _mm512_cmple_epu8_mask, _mm512_loadu_si512,
    _mm512_maskz_loadu_epi8, _mm512_maskz_permutex2var_epi8, _mm512_movepi8_mask, _mm512_set1_epi8,
    _mm512_setzero_si512, _mm512_sub_epi8, _mm512_test_epi8_mask, _mm512_test_epi64_mask,
};

use std::ops::Range;

use crate::candidates::{self, Candidates};
use crate::masks::{BLOCK, ESCAPE, Masks, Planes};
use crate::must::Must;

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2")]
pub fn masks(text: &[u8], from: usize, at: Range<usize>, planes: &mut Planes) {
    for place in at {
        let rest = text.get(from + (place - 1) * BLOCK..);
        planes.set(place, &classified(block(rest.unwrap_or_default())));
    }
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2")]
pub fn has(text: &[u8], must: Must) -> bool {
    text.chunks(BLOCK).any(|chunk| {
        let bytes = block(chunk);
        let [first, second] = must.others.map(|byte| equal(bytes, byte));
        within(bytes, must.first, must.span) | first | second | _mm512_movepi8_mask(bytes) != 0
    })
}

/// The first block of `text`, zero bytes behind its end.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2")]
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

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2")]
pub fn find(planes: &Planes, count: usize, out: &mut Candidates) {
    candidates::find(planes, count, out, |step| {
        // SAFETY: a step has 64 bytes, and the load needs no alignment.
        let blocks = unsafe { _mm512_loadu_si512(step.as_ptr().cast()) };
        u64::from(_mm512_test_epi64_mask(blocks, blocks))
    });
}

/// Classes of several bytes, or of a range of them.
const DIGIT: u8 = 1;
const UPPER: u8 = 2;
const LOWER: u8 = 4;
const HEX: u8 = 8;
const EQUALS: u8 = 16;
const QUOTE: u8 = 32;
const LEAD: u8 = 64;
const ENDING: u8 = 128;

/// Of which of them a byte of ASCII is.
static CLASSES: [[u8; 64]; 2] = {
    let mut classes = [[0; 64]; 2];
    let mut byte = 0;
    while byte < 128 {
        classes[byte as usize / 64][byte as usize % 64] = class_of(byte);
        byte += 1;
    }
    classes
};

const fn class_of(byte: u8) -> u8 {
    let ending = match byte | 0x20 {
        b's' | b't' | b'd' => ENDING,
        _ => 0,
    };
    let hex = if byte.is_ascii_hexdigit() { HEX } else { 0 };
    let lead = match byte {
        b'u' | ESCAPE => LEAD,
        _ => 0,
    };
    let class = match byte {
        b'0'..=b'9' => DIGIT,
        b'A'..=b'Z' => UPPER,
        b'a'..=b'z' => LOWER,
        b'=' | b'>' | b'|' => EQUALS,
        b'"' | b'\'' | b'`' | b']' | b'*' => QUOTE,
        _ => 0,
    };
    class | hex | lead | ending
}

/// Classify a block.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2")]
fn classified(bytes: __m512i) -> Masks {
    let high = _mm512_movepi8_mask(bytes);
    let [low, rest] = &CLASSES;
    // SAFETY: both halves of the table have 64 bytes, and loads need no alignment.
    let (low, rest) = unsafe {
        (
            _mm512_loadu_si512(low.as_ptr().cast()),
            _mm512_loadu_si512(rest.as_ptr().cast()),
        )
    };
    let classes = _mm512_maskz_permutex2var_epi8(!high, low, bytes, rest);
    Masks {
        digit: of(classes, DIGIT),
        upper: of(classes, UPPER),
        lower: of(classes, LOWER),
        hex: of(classes, HEX),
        at: equal(bytes, b'@'),
        colon: equal(bytes, b':'),
        equals: of(classes, EQUALS),
        dot: equal(bytes, b'.'),
        plus: equal(bytes, b'+'),
        dash: equal(bytes, b'-'),
        underscore: equal(bytes, b'_'),
        blank: equal(bytes, b' '),
        quote: of(classes, QUOTE),
        backslash: equal(bytes, b'\\'),
        lead: of(classes, LEAD),
        ending: of(classes, ENDING),
        percent: equal(bytes, b'%') | equal(bytes, b'&'),
        comma: equal(bytes, b',') | equal(bytes, b';'),
        high,
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2")]
fn of(classes: __m512i, class: u8) -> u64 {
    _mm512_test_epi8_mask(classes, _mm512_set1_epi8(class.cast_signed()))
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2")]
fn equal(bytes: __m512i, byte: u8) -> u64 {
    _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(byte.cast_signed()))
}

/// Bytes from `first` to `first + span`.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2")]
fn within(bytes: __m512i, first: u8, span: u8) -> u64 {
    let moved = _mm512_sub_epi8(bytes, _mm512_set1_epi8(first.cast_signed()));
    _mm512_cmple_epu8_mask(moved, _mm512_set1_epi8(span.cast_signed()))
}
