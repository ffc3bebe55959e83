//! Numbers of things and persons that letters and digits make together, by where these lie.

use super::Window;
use crate::masks::Masks;
use crate::pick::{Pair, blank, dash, digit, dot, hex, letter, word};

#[expect(
    clippy::inline_always,
    reason = "compiled anew with what each caller's machine has"
)]
impl Window {
    /// First sign of `xxxx.xxxx.xxxx` or `xxxx-xxxx-xxxx`, a hardware address as routers write it.
    /// `four` tells where four digits begin.
    #[inline(always)]
    pub(super) fn quads(&self, four: &Pair) -> u64 {
        let dots = self.here.dot & self.ahead(dot, 5);
        // In a longer id it would be a part of it.
        let inner = self.back(dash, 5) | self.back(hex, 5);
        let dashes = self.here.dash & self.ahead(dash, 5) & !inner;
        let signs = (dots | dashes) & four.ahead(1);
        (1..5).fold(signs, |mask, by| mask & self.back(hex, by))
    }

    /// First of twelve hexadecimal digits, but for those of the last part of an id.
    #[inline(always)]
    pub(super) fn hardware(&self, four: &Pair, in_word: u64) -> u64 {
        let twelve = four.doubled(4).first & four.ahead(8);
        let in_id = self.back(dash, 1) & self.back(hex, 5);
        twelve & !(self.ahead(word, 12) | in_word | in_id)
    }

    /// Dash of what may be `xx.xxx.xxx/xxxx-dd`, a number of a company.
    #[inline(always)]
    pub(super) fn companies(&self) -> u64 {
        self.here.dash & self.back(dot, 9) & self.back(dot, 13) & self.pair(1)
    }

    /// First of four dashes, dots or blanks with two bytes between them; more may lie before it.
    #[inline(always)]
    pub(super) fn pairs(&self) -> u64 {
        let sign = |masks: &Masks| masks.dash | masks.dot | masks.blank;
        let signs = sign(&self.here) & self.ahead(sign, 3) & self.ahead(sign, 6);
        // Numbers of persons and telephones have blanks as well, but no five.
        let other = self.here.blank & !self.ahead(blank, 12);
        signs & self.ahead(sign, 9) & !other
    }

    /// First digit of `9AX9 AX9 …`, a number of Medicare as it is printed.
    #[inline(always)]
    pub(super) fn beneficiary(&self, in_word: u64) -> u64 {
        let first = self.here.digit & self.ahead(letter, 1) & self.ahead(digit, 3);
        let second = self.ahead(blank, 4) & self.ahead(letter, 5) & self.ahead(digit, 7);
        first & second & self.ahead(blank, 8) & !in_word
    }

    /// First of the seventeen letters and digits of a vehicle, the last two of which are digits.
    /// `run` tells where sixteen begin.
    #[inline(always)]
    pub(super) fn vehicle(&self, run: &Pair, in_word: u64) -> u64 {
        run.first & self.pair(15) & !(self.ahead(word, 17) | in_word)
    }
}
