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
/// that are none of the second. A name such as `h2` stands for the upper half of a byte.
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

    let none = or(or(b1, b0), or(b3, b2));
    let low = low([b3, b2, b1, b0], &and, &or, &without);
    let tab = without(low.x9, or(or(b4, b5), or(high, b6)));
    let digit = without(h3, and(b3, or(b2, b1)));
    let past = and(odd, and(b3, or(b2, and(b1, b0))));
    let letter = without(letters, or(past, without(even, none)));
    let first = without(without(even, b3), low.x7);
    let quote = and(h2, or(or(low.x2, low.x7), low.xa));
    Masks {
        digit,
        upper: without(letter, b5),
        lower: and(letter, b5),
        hex: or(digit, and(first, none)),
        at: without(h4, none),
        colon: and(h3, low.xa),
        equals: or(and(h3, or(low.xd, low.xe)), and(h7, low.xc)),
        dot: and(h2, low.xe),
        plus: and(h2, low.xb),
        dash: and(h2, low.xd),
        underscore: and(h5, low.xf),
        blank: without(h2, none),
        quote: or(quote, or(without(h6, none), and(h5, low.xd))),
        backslash: and(h5, low.xc),
        lead: or(and(h7, low.x5), and(h1, low.xb)),
        ending: or(and(odd, or(low.x3, low.x4)), and(even, low.x4)),
        percent: and(h2, or(low.x5, low.x6)),
        comma: or(or(and(h2, low.xc), and(h3, low.xb)), tab),
        high,
    }
}

/// Where the lower half of a byte has a value: `x2` where it is 2.
struct Low<T> {
    x2: T,
    x3: T,
    x4: T,
    x5: T,
    x6: T,
    x7: T,
    x9: T,
    xa: T,
    xb: T,
    xc: T,
    xd: T,
    xe: T,
    xf: T,
}

#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "compiled anew with what each caller's machine has"
)]
fn low<T: Copy>(
    [b3, b2, b1, b0]: [T; 4],
    and: impl Fn(T, T) -> T,
    or: impl Fn(T, T) -> T,
    without: impl Fn(T, T) -> T,
) -> Low<T> {
    let (any, upper) = (or(b1, b0), or(b3, b2));
    let (one, two, three) = (without(b0, b1), without(b1, b0), and(b1, b0));
    let (four, eight, twelve) = (without(b2, b3), without(b3, b2), and(b3, b2));
    Low {
        x2: without(two, upper),
        x3: without(three, upper),
        x4: without(four, any),
        x5: and(four, one),
        x6: and(four, two),
        x7: and(four, three),
        x9: and(eight, one),
        xa: and(eight, two),
        xb: and(eight, three),
        xc: without(twelve, any),
        xd: and(twelve, one),
        xe: and(twelve, two),
        xf: and(twelve, three),
    }
}
