//! Classes of bytes with AVX2: the bits of bytes are made masks, of four blocks, and classes are
//! told from these.

use std::arch::x86_64::{
    __m256i, _mm256_add_epi8, _mm256_and_si256, _mm256_andnot_si256, _mm256_loadu_si256,
    _mm256_movemask_epi8, _mm256_or_si256, _mm256_storeu_si256,
};

use crate::masks::{BLOCK, Masks, Planes};

/// Blocks that are classified at a time.
pub const WIDE: usize = 4;

/// One mask of each of so many blocks.
pub type Lanes = [u64; WIDE];

/// For each bit of a byte, the highest first, where it is set in each block.
pub type Bits = [Lanes; 8];

/// Set the bits of the block `lane`.
#[inline]
#[target_feature(enable = "avx2")]
pub fn turn(block: &[u8; BLOCK], lane: usize, bits: &mut Bits) {
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
pub fn set(planes: &mut Planes, place: usize, bits: &Bits) {
    // SAFETY: each array has 32 bytes, and the load needs no alignment.
    let bits = bits
        .each_ref()
        .map(|lanes| unsafe { _mm256_loadu_si256(lanes.as_ptr().cast()) });
    planes.set_step(place, classes(bits), |class| stored(class));
}

#[inline]
#[target_feature(enable = "avx2")]
fn stored(register: __m256i) -> Lanes {
    let mut lanes = [0; WIDE];
    // SAFETY: the array has 32 bytes, and the store needs no alignment.
    unsafe { _mm256_storeu_si256(lanes.as_mut_ptr().cast(), register) }
    lanes
}

/// Classes by the bits of bytes: by their upper half, as `0x2_`, and by their lower one.
#[inline]
#[target_feature(enable = "avx2")]
fn classes([high, b6, b5, b4, b3, b2, b1, b0]: [__m256i; 8]) -> Masks<__m256i> {
    let and = |one, other| _mm256_and_si256(one, other);
    let or = |one, other| _mm256_or_si256(one, other);
    let without = |one, other| _mm256_andnot_si256(other, one);

    let (signs, letters) = (without(b5, or(high, b6)), without(b6, high));
    let (h2, h3) = (without(signs, b4), and(signs, b4));
    let h1 = without(without(b4, b5), or(high, b6));
    let (even, odd) = (without(letters, b4), and(letters, b4));
    let (h4, h6) = (without(even, b5), and(even, b5));
    let (h5, h7) = (without(odd, b5), and(odd, b5));

    let (b10, b32) = (or(b1, b0), or(b3, b2));
    let (one, two, three) = (without(b0, b1), without(b1, b0), and(b1, b0));
    let (four, eight, twelve) = (without(b2, b3), without(b3, b2), and(b3, b2));
    let none = or(b10, b32);
    let n3 = without(three, b32);
    let (n4, n5, n6, n7) = (
        without(four, b10),
        and(four, one),
        and(four, two),
        and(four, three),
    );
    let n2 = without(two, b32);
    let (na, nb) = (and(eight, two), and(eight, three));
    let (nc, nd, ne, nf) = (
        without(twelve, b10),
        and(twelve, one),
        and(twelve, two),
        and(twelve, three),
    );

    let digit = without(h3, and(b3, or(b2, b1)));
    let past = or(and(odd, and(b3, or(b2, three))), without(even, none));
    let letter = without(letters, past);
    let first = without(without(even, b3), n7);
    let hex = or(digit, and(first, none));
    Masks {
        digit,
        upper: without(letter, b5),
        lower: and(letter, b5),
        hex,
        at: without(h4, none),
        colon: and(h3, na),
        equals: or(and(h3, or(nd, ne)), and(h7, nc)),
        dot: and(h2, ne),
        plus: and(h2, nb),
        dash: and(h2, nd),
        underscore: and(h5, nf),
        blank: without(h2, none),
        quote: or(
            and(h2, or(or(n2, n7), na)),
            or(without(h6, none), and(h5, nd)),
        ),
        backslash: and(h5, nc),
        lead: or(and(h7, n5), and(h1, nb)),
        ending: or(and(odd, or(n3, n4)), and(even, n4)),
        percent: and(h2, or(n5, n6)),
        comma: or(and(h2, nc), and(h3, nb)),
        high,
    }
}
