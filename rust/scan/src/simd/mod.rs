//! Sixty-four bytes as bit masks with AVX-512 or AVX2, where the machine has them. The only unsafe
//! code of this crate.
#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "x86_64")]
mod classes;

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
    /// AVX-512 with the byte and word instructions, tables of bytes, shifts over two registers, and
    /// products of bits.
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
        && std::arch::is_x86_feature_detected!("gfni")
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
        Width::Scalar => candidates::find::<1>(planes, count, out, candidates::any),
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
    fn one_block_has_the_same_candidates_alone() {
        let texts = hostile_texts().into_iter();
        for text in texts.filter(|text| (1..=BLOCK).contains(&text.len())) {
            let (mut planes, mut many) = (Planes::default(), Candidates::default());
            super::masks(&text, 0, 1..2, widest(), &mut planes);
            super::find(&planes, 1, widest(), &mut many);
            let mut one = Candidates::default();
            candidates::find_one(&planes, &mut one);
            assert_eq!(one.first(), many.first(), "{text:?}");
        }
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
