//! Sixty-four bytes as bit masks with AVX-512 or AVX2, where the machine has them. The only unsafe
//! code of this crate.
#![allow(unsafe_code)]

use std::ops::Range;

use crate::candidates::{self, Candidates};
use crate::masks::{BLOCK, Planes, block_at, scalar};
use crate::must::Must;

/// How wide the machine's registers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// One byte at a time.
    Scalar,
    /// AVX2.
    #[cfg(target_arch = "x86_64")]
    Half,
    /// AVX-512 with the byte and word instructions, tables of bytes, and shifts over two registers.
    #[cfg(target_arch = "x86_64")]
    Whole,
}

/// The widest that the machine has.
#[cfg(target_arch = "x86_64")]
pub fn widest() -> Width {
    if std::arch::is_x86_feature_detected!("avx512f")
        && std::arch::is_x86_feature_detected!("avx512bw")
        && std::arch::is_x86_feature_detected!("avx512vl")
        && std::arch::is_x86_feature_detected!("avx512vbmi")
        && std::arch::is_x86_feature_detected!("avx512vbmi2")
    {
        return Width::Whole;
    }
    if std::arch::is_x86_feature_detected!("avx2") {
        return Width::Half;
    }
    Width::Scalar
}

/// Set the places `at` of `planes`, of which place 1 is the block of `text` at `from`. `width` is
/// what `widest` said, or less.
pub fn masks(text: &[u8], from: usize, at: Range<usize>, width: Width, planes: &mut Planes) {
    match width {
        Width::Scalar => narrow(text, from, at, planes),
        // SAFETY: `Half` is only ever made where the machine has AVX2.
        #[cfg(target_arch = "x86_64")]
        Width::Half => unsafe { avx2::masks(text, from, at, planes) },
        // SAFETY: `Whole` is only ever made where the machine has all of AVX-512 that is asked for.
        #[cfg(target_arch = "x86_64")]
        Width::Whole => unsafe { avx512::masks(text, from, at, planes) },
    }
}

fn narrow(text: &[u8], from: usize, at: Range<usize>, planes: &mut Planes) {
    let mut tail = [0; BLOCK];
    for place in at {
        let block = block_at(text, from + (place - 1) * BLOCK, &mut tail);
        planes.set(place, &scalar(block));
    }
}

/// Find the candidates of the first `count` blocks, several at a time where the machine can.
pub fn find(planes: &Planes, count: usize, width: Width, out: &mut Candidates) {
    match width {
        Width::Scalar => candidates::find(planes, count, out, candidates::any),
        // SAFETY: `Half` is only ever made where the machine has AVX2.
        #[cfg(target_arch = "x86_64")]
        Width::Half => unsafe { avx2::find(planes, count, out) },
        // SAFETY: `Whole` is only ever made where the machine has all of AVX-512 that is asked for.
        #[cfg(target_arch = "x86_64")]
        Width::Whole => unsafe { avx512::find(planes, count, out) },
    }
}

/// True where `text` has one of the bytes that it must have.
#[inline]
pub fn has(text: &[u8], must: Must, width: Width) -> bool {
    match width {
        Width::Scalar => any(text, must),
        // SAFETY: `Half` is only ever made where the machine has AVX2.
        #[cfg(target_arch = "x86_64")]
        Width::Half => unsafe { avx2::has(text, must) },
        // SAFETY: `Whole` is only ever made where the machine has all of AVX-512 that is asked for.
        #[cfg(target_arch = "x86_64")]
        Width::Whole => unsafe { avx512::has(text, must) },
    }
}

/// The same a block at a time; all of a block is looked at, which the compiler does at once.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "compiled anew with what each caller's machine has"
)]
fn any(text: &[u8], must: Must) -> bool {
    let is_in = |block: &[u8]| {
        block
            .iter()
            .fold(false, |found, byte| found | must.has(*byte))
    };
    text.chunks(BLOCK).any(is_in)
}

/// Other machines have the scalar twin alone.
#[cfg(not(target_arch = "x86_64"))]
pub fn widest() -> Width {
    Width::Scalar
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi8, _mm256_castsi256_pd, _mm256_cmpeq_epi8, _mm256_cmpeq_epi64,
        _mm256_loadu_si256, _mm256_min_epu8, _mm256_movemask_epi8, _mm256_movemask_pd,
        _mm256_or_si256, _mm256_set1_epi8, _mm256_setzero_si256, _mm256_slli_epi16,
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
                | equal(halves, b']'),
            backslash: equal(halves, b'\\'),
            lead: equal(halves, b'u') | equal(halves, ESCAPE),
            ending: equal(folded, b's') | equal(folded, b't') | equal(folded, b'd'),
            percent: equal(halves, b'%'),
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
}

#[cfg(target_arch = "x86_64")]
mod avx512 {
    use std::arch::x86_64::{
        __m512i, _mm512_cmpeq_epi8_mask, _mm512_cmple_epu8_mask, _mm512_loadu_si512,
        _mm512_maskz_loadu_epi8, _mm512_maskz_permutex2var_epi8, _mm512_movepi8_mask,
        _mm512_set1_epi8, _mm512_setzero_si512, _mm512_sub_epi8, _mm512_test_epi8_mask,
        _mm512_test_epi64_mask,
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
            let [first, second, third] = must.others.map(|byte| equal(bytes, byte));
            within(bytes, must.first, must.span) | first | second | third != 0
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
            b'"' | b'\'' | b'`' | b']' => QUOTE,
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
            percent: equal(bytes, b'%'),
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::masks::tests::hostile_texts;

    /// Masks and candidates of the first blocks of a text.
    fn all(text: &[u8], width: Width) -> (String, String) {
        let (mut planes, mut found) = (Planes::default(), Candidates::default());
        let count = text.len().div_ceil(BLOCK);
        super::masks(text, 0, 1..count + 1, width, &mut planes);
        super::find(&planes, count, width, &mut found);
        (format!("{planes:?}"), format!("{found:?}"))
    }

    #[test]
    fn all_widths_find_the_same_classes_and_candidates() {
        for text in hostile_texts() {
            let narrow = all(&text, Width::Scalar);
            assert_eq!(all(&text, widest()), narrow, "{text:?}");
            #[cfg(target_arch = "x86_64")]
            if widest() == Width::Whole {
                assert_eq!(all(&text, Width::Half), narrow, "{text:?}");
            }
        }
    }
}
