//! Sixty-four bytes as bit masks with AVX2, where the machine has it. The only unsafe code of this crate.
#![allow(unsafe_code)]

use crate::candidates::{Block, each_block};

/// True where `candidates` may be called.
#[cfg(target_arch = "x86_64")]
pub fn is_available() -> bool {
    std::arch::is_x86_feature_detected!("avx2")
        && std::arch::is_x86_feature_detected!("bmi1")
        && std::arch::is_x86_feature_detected!("bmi2")
}

/// Find the candidates of `text[from..to]` with AVX2, or with the scalar twin where the machine lacks it.
pub fn candidates(text: &[u8], from: usize, to: usize, wide: bool, out: &mut Vec<Block>) {
    #[cfg(target_arch = "x86_64")]
    if wide {
        // SAFETY: `wide` is only ever what `is_available` said of this machine.
        unsafe { avx2::candidates(text, from, to, out) };
        return;
    }
    let _ = wide;
    each_block(text, from, to, crate::masks::scalar, out);
}

/// Other machines have the scalar twin alone.
#[cfg(not(target_arch = "x86_64"))]
pub fn is_available() -> bool {
    false
}

#[cfg(target_arch = "x86_64")]
mod avx2 {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi8, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_min_epu8,
        _mm256_movemask_epi8, _mm256_or_si256, _mm256_set1_epi8, _mm256_slli_epi16,
    };

    use crate::candidates::{Block, each_block};
    use crate::masks::{BLOCK, Masks};

    #[target_feature(enable = "avx2,bmi1,bmi2")]
    pub fn candidates(text: &[u8], from: usize, to: usize, out: &mut Vec<Block>) {
        each_block(text, from, to, |block| masks(block), out);
    }

    /// Classify a block.
    #[inline]
    #[target_feature(enable = "avx2")]
    pub fn masks(block: &[u8; BLOCK]) -> Masks {
        let start = block.as_ptr();
        // SAFETY: the block has 64 bytes, so both loads of 32 bytes lie inside; loads need no alignment.
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
            equals: equal(halves, b'='),
            dot: equal(halves, b'.'),
            plus: equal(halves, b'+'),
            dash: equal(halves, b'-'),
            underscore: equal(halves, b'_'),
            blank: equal(halves, b' '),
            backslash: equal(halves, b'\\'),
            letter_u: equal(halves, b'u'),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::candidates::tests::hostile_texts;

    #[test]
    fn both_twins_find_the_same_candidates() {
        assert!(is_available() || cfg!(not(target_arch = "x86_64")));
        for text in hostile_texts() {
            let (mut wide, mut narrow) = (Vec::new(), Vec::new());
            candidates(&text, 0, text.len(), is_available(), &mut wide);
            candidates(&text, 0, text.len(), false, &mut narrow);
            assert_eq!(wide, narrow, "{text:?}");
        }
    }
}
