//! Classes of masks by name, and shifts over two blocks in a row.

use crate::masks::Masks;

/// A mask of two blocks in a row.
pub struct Pair {
    /// The first block.
    pub first: u64,
    /// The second one.
    pub second: u64,
}

#[expect(
    clippy::inline_always,
    reason = "compiled anew with what each caller's machine has"
)]
impl Pair {
    /// Runs that are longer by `by`: where one begins and one begins `by` places behind.
    #[inline(always)]
    pub fn doubled(&self, by: u32) -> Self {
        Self {
            first: self.first & self.ahead(by),
            second: self.second & self.second >> by,
        }
    }

    /// Bit `n` of the first block: the bit `by` places behind it.
    #[inline(always)]
    pub fn ahead(&self, by: u32) -> u64 {
        self.first >> by | (self.second << (64 - by))
    }

    /// Bit `n` of the second block: the bit `by` places before it.
    #[inline(always)]
    pub fn back(&self, by: u32) -> u64 {
        self.second << by | (self.first >> (64 - by))
    }
}

#[inline]
pub fn digit(masks: &Masks) -> u64 {
    masks.digit
}
#[inline]
pub fn upper(masks: &Masks) -> u64 {
    masks.upper
}
#[inline]
pub fn capital(masks: &Masks) -> u64 {
    masks.digit | masks.upper
}
#[inline]
pub fn lower(masks: &Masks) -> u64 {
    masks.lower
}
#[inline]
pub fn hex(masks: &Masks) -> u64 {
    masks.hex
}
#[inline]
pub fn dot(masks: &Masks) -> u64 {
    masks.dot
}
#[inline]
pub fn colon(masks: &Masks) -> u64 {
    masks.colon
}
#[inline]
pub fn comma(masks: &Masks) -> u64 {
    masks.comma
}
#[inline]
pub fn dash(masks: &Masks) -> u64 {
    masks.dash
}
#[inline]
pub fn blank(masks: &Masks) -> u64 {
    masks.blank
}
#[inline]
pub fn backslash(masks: &Masks) -> u64 {
    masks.backslash
}
#[inline]
pub fn ending(masks: &Masks) -> u64 {
    masks.ending
}
#[inline]
pub fn quote(masks: &Masks) -> u64 {
    masks.quote
}
#[inline]
pub fn high(masks: &Masks) -> u64 {
    masks.high
}
#[inline]
pub fn word(masks: &Masks) -> u64 {
    masks.digit | masks.upper | masks.lower
}
#[inline]
pub fn token(masks: &Masks) -> u64 {
    word(masks) | masks.dash | masks.underscore
}
#[inline]
pub fn letter(masks: &Masks) -> u64 {
    masks.upper | masks.lower
}
#[inline]
pub fn between_groups(masks: &Masks) -> u64 {
    masks.blank | masks.dash
}
#[inline]
pub fn between(masks: &Masks) -> u64 {
    masks.quote | masks.blank
}
