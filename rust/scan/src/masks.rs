//! Sixty-four bytes as bit masks, one a class; bit `n` stands for byte `n`. This is the scalar twin
//! of `simd`.

use crate::class::{DIGIT, HEX, LOWER, UPPER, is};

/// Bytes a block.
pub const BLOCK: usize = 64;

/// Which bytes of a block are of which class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Masks {
    /// `0-9`.
    pub digit: u64,
    /// `A-Z`.
    pub upper: u64,
    /// `a-z`.
    pub lower: u64,
    /// `0-9`, `a-f`, `A-F`.
    pub hex: u64,
    /// `@`.
    pub at: u64,
    /// `:`.
    pub colon: u64,
    /// `=`.
    pub equals: u64,
    /// `.`.
    pub dot: u64,
    /// `+`.
    pub plus: u64,
    /// `-`.
    pub dash: u64,
    /// `_`.
    pub underscore: u64,
    /// Blank.
    pub blank: u64,
    /// `"`, `'` and `` ` ``, and `]`.
    pub quote: u64,
    /// Backslash.
    pub backslash: u64,
    /// `u`, as in an escape.
    pub letter_u: u64,
    /// `%`.
    pub percent: u64,
    /// Bytes that are not ASCII.
    pub high: u64,
}

/// Classify a block byte by byte.
pub fn scalar(block: &[u8; BLOCK]) -> Masks {
    let mut masks = Masks::default();
    for (index, &byte) in block.iter().enumerate() {
        let bit = 1u64 << index;
        let set = |mask: &mut u64, is_member: bool| *mask |= if is_member { bit } else { 0 };
        set(&mut masks.digit, is(byte, DIGIT));
        set(&mut masks.upper, is(byte, UPPER));
        set(&mut masks.lower, is(byte, LOWER));
        set(&mut masks.hex, is(byte, HEX));
        set(&mut masks.high, byte >= 0x80);
        let single = match byte {
            b'@' => &mut masks.at,
            b':' => &mut masks.colon,
            b'=' => &mut masks.equals,
            b'.' => &mut masks.dot,
            b'+' => &mut masks.plus,
            b'-' => &mut masks.dash,
            b'_' => &mut masks.underscore,
            b' ' => &mut masks.blank,
            b'"' | b'\'' | b'`' | b']' => &mut masks.quote,
            b'\\' => &mut masks.backslash,
            b'u' => &mut masks.letter_u,
            b'%' => &mut masks.percent,
            _ => continue,
        };
        *single |= bit;
    }
    masks
}

/// The block that begins at `from`; behind the end of the text it is copied into `tail`, and filled
/// up with zero bytes.
#[inline]
pub fn block_at<'t>(text: &'t [u8], from: usize, tail: &'t mut [u8; BLOCK]) -> &'t [u8; BLOCK] {
    let rest = text.get(from..).unwrap_or_default();
    if let Some(block) = rest.first_chunk::<BLOCK>() {
        return block;
    }
    tail.fill(0);
    tail[..rest.len()].copy_from_slice(rest);
    tail
}

#[cfg(test)]
pub mod tests {
    /// Texts of every length around the size of a block, made of the bytes that masks look for.
    pub fn hostile_texts() -> Vec<Vec<u8>> {
        let alphabet = b"aAfgGzZ09/:.-_@=+\\u%` [{\xc3\xa9\xff\x80\x00\x7f~\"";
        let mut state = 7u64;
        let mut byte = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let index = usize::try_from(state >> 33).unwrap_or_default();
            alphabet[index % alphabet.len()]
        };
        (0..300)
            .map(|len| (0..len).map(|_| byte()).collect())
            .collect()
    }
}
