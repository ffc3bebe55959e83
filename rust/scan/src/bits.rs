//! Classes of bytes told from their bits, of one block or of several.

use crate::masks::{BLOCK, Masks};

/// Where each bit of a byte is set, the highest first.
pub type Bits<T> = [T; 8];

/// The lowest bits of eight bytes, the first byte's lowest.
#[inline]
pub fn lowest(eight: u64) -> u64 {
    const LOWEST: u64 = 0x0101_0101_0101_0101;
    /// Brings them beside each other, into the highest byte.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    (eight & LOWEST).wrapping_mul(GATHER) >> 56
}

/// The bits of a block.
pub fn of_block(block: &[u8; BLOCK]) -> Bits<u64> {
    let (eights, _) = block.as_chunks();
    let mut bits = [0; 8];
    for (index, eight) in eights.iter().enumerate() {
        let eight = u64::from_le_bytes(*eight);
        for (shift, bit) in bits.iter_mut().rev().enumerate() {
            *bit |= lowest(eight >> shift) << (index * 8);
        }
    }
    bits
}

/// What is told from bits: `and`, `or` and `without` join two of them, `without` those of the first
/// that are none of the second. A name such as `h2` stands for the upper half of a byte, `n2` for
/// its lower one.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "compiled anew with what each caller's machine has"
)]
pub fn classes<T: Copy>(
    [high, b6, b5, b4, b3, b2, b1, b0]: Bits<T>,
    and: impl Fn(T, T) -> T,
    or: impl Fn(T, T) -> T,
    without: impl Fn(T, T) -> T,
) -> Masks<T> {
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
