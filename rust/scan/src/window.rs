//! What three blocks in a row tell of the one in their middle.
//!
//! Each mask here is a necessary condition of one family of detectors, made of shifts of the class
//! masks. A shift looks into the block before or behind, so a finding may lie across blocks.

use crate::candidates::Block;
use crate::masks::Masks;
use crate::pick::{
    Pair, backslash, between, between_groups, blank, capital, colon, comma, dash, digit, dot,
    ending, hex, high, letter, lower, quote, token, upper, word,
};

mod ids;
#[cfg(test)]
mod tests;

/// Three blocks in a row: the one under the look, and its neighbours for shifts.
pub struct Window {
    pub before: Masks,
    pub here: Masks,
    pub behind: Masks,
}

#[expect(
    clippy::inline_always,
    reason = "compiled anew with what each caller's machine has"
)]
impl Window {
    /// Bit `n`: the byte `by` places before byte `n` is of the class.
    #[inline(always)]
    fn back(&self, pick: impl Fn(&Masks) -> u64, by: u32) -> u64 {
        pick(&self.here) << by | (pick(&self.before) >> (64 - by))
    }

    /// Bit `n`: the byte `by` places behind byte `n` is of the class.
    #[inline(always)]
    fn ahead(&self, pick: impl Fn(&Masks) -> u64, by: u32) -> u64 {
        pick(&self.here) >> by | (pick(&self.behind) << (64 - by))
    }

    /// Letters and digits of this block and of the one before, without the letters of escapes such
    /// as `\n`.
    #[inline(always)]
    fn words(&self) -> Pair {
        let escaped = self.here.backslash << 1 | self.before.backslash >> 63;
        Pair {
            first: word(&self.before) & !(self.before.lower & self.before.backslash << 1),
            second: word(&self.here) & !(self.here.lower & escaped),
        }
    }

    /// Where four bytes of a class begin, in this block and in the one behind.
    #[inline(always)]
    fn four(&self, pick: impl Fn(&Masks) -> u64) -> Pair {
        let one = Pair {
            first: pick(&self.here),
            second: pick(&self.behind),
        };
        one.doubled(1).doubled(2)
    }

    #[inline(always)]
    pub fn block(&self) -> Block {
        let here = &self.here;
        let words = self.words();
        let in_word = words.back(1);
        let run = self.four(word).doubled(4).doubled(8);
        let parts = self.four(token);
        let seven = parts.first & parts.ahead(3);
        let name = parts.doubled(4).doubled(8);
        let near_digit = self.near_digit();
        let digits = self.four(hex);
        Block {
            at: here.at,
            dotted: self.dotted(),
            address: self.addresses() | self.quads(&digits) | self.hardware(&digits, in_word),
            company: self.companies(),
            armour: self.armour(),
            flag: self.flags() | here.dash & self.back(blank, 1) & self.ahead(letter, 1),
            special: self.specials(),
            number: self.numbers(&words) & !(run.first & run.ahead(8)),
            capitals: self.capitals(in_word) & !(run.first & run.ahead(16) & run.ahead(18)),
            mixed: (self.mixed(in_word) & seven
                | self.loud(in_word, &near_digit)
                | self.beneficiary(in_word)
                | self.vehicle(&run, in_word))
                & !(name.first & name.ahead(8)),
            token: name.first & !self.back(token, 1),
            keyed: (here.colon | here.equals) & self.key_ends() & !self.line_ends()
                | self.arguments(&near_digit)
                | self.columns(),
            said: self.said(&near_digit),
        }
    }

    /// Bit `n`: two letters, one of another script, or a quote or a blank stand before byte `n`.
    #[inline(always)]
    fn key_ends(&self) -> u64 {
        let other = self.back(high, 2) | self.back(high, 3);
        let word = self.back(letter, 1) & (self.back(letter, 2) | other);
        word | self.back(|masks| between(masks) | masks.high, 1)
    }

    /// Bit `n`: an escape such as `\n` stands behind byte `n`.
    #[inline(always)]
    fn line_ends(&self) -> u64 {
        self.ahead(backslash, 1) & self.ahead(lower, 2)
    }

    /// The sign between two quoted words of which the first ends with a letter: `"key", "value"`;
    /// and between a word and a quoted one with a digit: `password("…")`.
    #[inline(always)]
    fn arguments(&self, near_digit: &Pair) -> u64 {
        let signs = !(word(&self.here) | self.here.blank | self.here.colon | self.here.equals);
        let first = self.back(quote, 1) & (self.back(letter, 2) | self.back(backslash, 2));
        let second = self.ahead(quote, 2) | self.ahead(backslash, 2);
        let call = self.back(letter, 1) | self.back(blank, 1) & self.back(letter, 2);
        let call = call & (self.ahead(quote, 1) | self.ahead(backslash, 1));
        signs & (first & self.ahead(blank, 1) & second | call & near_digit.ahead(2))
    }

    /// A sign between two words, as between names of columns: without blanks, between quotes, the
    /// first of several blanks, or what may be the last letter of the escape of a tab.
    #[inline(always)]
    fn columns(&self) -> u64 {
        let letters = self.back(letter, 1) & self.back(letter, 2);
        let other = self.back(letter, 2) | self.back(backslash, 2);
        let second = self.ahead(quote, 1) | self.ahead(backslash, 1) & !self.ahead(lower, 2);
        let words =
            self.here.comma & self.ahead(letter, 1) | self.here.blank & self.ahead(blank, 1);
        let quoted = self.here.comma & self.back(quote, 1) & second;
        let escaped = self.here.ending & self.back(backslash, 1);
        words & letters | (quoted | escaped) & other
    }

    /// Bit `n`: a digit stands among the sixteen bytes from byte `n` on, with no blank before it.
    #[inline(always)]
    fn near_digit(&self) -> Pair {
        let mut reach = Pair {
            first: self.here.digit,
            second: self.behind.digit,
        };
        let mut whole = Pair {
            first: !self.here.blank,
            second: !self.behind.blank,
        };
        for by in [1, 2, 4, 8] {
            reach = Pair {
                first: reach.first | whole.first & reach.ahead(by),
                second: reach.second | whole.second & reach.second >> by,
            };
            whole = Pair {
                first: whole.first & whole.ahead(by),
                second: whole.second & whole.second >> by,
            };
        }
        reach
    }

    /// First byte of seven capitals and digits, the second of which is no digit, or the first; a
    /// digit follows.
    #[inline(always)]
    fn loud(&self, in_word: u64, near_digit: &Pair) -> u64 {
        let four = self.four(capital);
        let begins = self.here.upper | self.ahead(upper, 1);
        four.first & four.ahead(3) & begins & near_digit.first & !in_word
    }

    /// Blank before a word with a digit, and behind one: what begins with a digit is nearly always
    /// a number, and the word before it must end as names of secrets do. Blank before a quote,
    /// behind a word with such an end, or in capitals. The same behind what may be one of another
    /// script. Or the last byte of another script before such a word.
    #[inline(always)]
    fn said(&self, near_digit: &Pair) -> u64 {
        let two = self.back(letter, 1) & self.back(letter, 2);
        let other = self.back(high, 1) | self.back(high, 2);
        let named = other | self.back(ending, 1) & (two | self.back(quote, 2));
        let loud = self.back(upper, 1) & self.back(upper, 2);
        let number = near_digit.ahead(1);
        // Behind a word of a command, or a digit behind that.
        let opens = self.ahead(letter, 1) | self.ahead(quote, 1);
        let level = self.back(digit, 1) & self.back(blank, 2) & self.back(letter, 3);
        let value = number & (named | two & opens | level) | self.ahead(quote, 1) & (named | loud);
        let native = self.here.high & !self.ahead(high, 1) & number;
        // Behind a colon, and between two quoted words: `login("name", "…")`.
        let label = self.back(colon, 1) & (self.back(letter, 2) | self.back(blank, 2));
        let opened = self.ahead(quote, 1) | self.ahead(backslash, 1);
        let argument = (self.back(quote, 2) | self.back(comma, 1)) & opened;
        let sign = number & (label | argument);
        self.here.blank & (value | sign) | native
    }

    #[inline(always)]
    fn numbers(&self, words: &Pair) -> u64 {
        let in_word = words.back(1);
        let three = digit(&self.here) & self.ahead(digit, 1) & self.ahead(digit, 2);
        let five = three & self.ahead(digit, 3) & self.ahead(digit, 4);
        let first = three & !self.back(digit, 1) & !in_word;
        let first = first & !self.lonely(three, five) & !self.joined(words, five);
        let pairs = [0, 3, 6, 9].into_iter().fold(!in_word, |mask, by| {
            mask & self.pair(by) & !self.ahead(digit, by + 2)
        });
        let days = (self.short_days() | self.singles()) & !in_word | self.named_days();
        first | pairs | days | self.here.plus & self.ahead(digit, 1)
    }

    /// Last digit of the day of `d-mmm-dd`.
    #[inline(always)]
    fn named_days(&self) -> u64 {
        let month = self.ahead(letter, 2) & self.ahead(letter, 4);
        self.here.digit & !(self.ahead(word, 1) | self.ahead(colon, 1)) & month & self.pair(6)
    }

    /// First of six single digits with one sign between them, or of four with two.
    #[inline(always)]
    fn singles(&self) -> u64 {
        let inner = self.back(digit, 2) & self.back(|masks| between_groups(masks) | masks.dot, 1);
        let alone = self.here.digit & !(self.ahead(digit, 1) | inner);
        let each = |mask: u64, by: u32| mask & self.ahead(digit, by);
        let one = [2, 4, 6, 8, 10].into_iter().fold(alone, each);
        let one = one & !(self.ahead(digit, 3) | self.ahead(digit, 5));
        let two = [3, 6, 9].into_iter().fold(alone, each);
        let two = two & !(self.ahead(digit, 2) | self.ahead(digit, 4) | self.back(digit, 3));
        one | two
    }

    /// First digit of `d/d/dd`, of one or two digits each, with any sign but a colon between them.
    #[inline(always)]
    fn short_days(&self) -> u64 {
        let parted = |by: u32| !(self.ahead(word, by) | self.ahead(colon, by));
        let end = |by: u32| parted(by) & self.pair(by + 1) & !self.ahead(word, by + 3);
        let rest = |by: u32| {
            let second = self.ahead(digit, by + 1);
            let two = second & self.ahead(digit, by + 2) & end(by + 3);
            parted(by) & (second & end(by + 2) | two)
        };
        self.here.digit & (rest(1) | self.ahead(digit, 1) & rest(2))
    }

    /// Three or five digits without a letter behind them, and without others beside them.
    #[inline(always)]
    fn lonely(&self, three: u64, five: u64) -> u64 {
        let alone = |by: u32| {
            let near = self.ahead(digit, by + 1) | self.ahead(digit, by + 2);
            !(self.ahead(word, by) | near | self.ahead(digit, by + 3))
        };
        (three & alone(3) | five & alone(5)) & !(self.back(digit, 2) | self.back(digit, 3))
    }

    /// Digits behind a dash with a part of an id before it, or of a decimal.
    #[inline(always)]
    fn joined(&self, words: &Pair, five: u64) -> u64 {
        let digits = self.back(digit, 2) | self.back(digit, 3) | self.back(digit, 4);
        let part = words.back(2) & words.back(3) & words.back(4) & digits;
        self.back(dash, 1) & part | self.back(dot, 1) & self.back(digit, 2) & five
    }

    /// Bit `n`: digits `by` and one more places behind byte `n`.
    #[inline(always)]
    fn pair(&self, by: u32) -> u64 {
        let first = match by {
            0 => self.here.digit,
            _ => self.ahead(digit, by),
        };
        first & self.ahead(digit, by + 1)
    }

    #[inline(always)]
    fn dotted(&self) -> u64 {
        let here = self.here.dot & self.back(digit, 1) & self.ahead(digit, 1);
        let behind = self.behind.dot & (self.behind.digit << 1 | self.here.digit >> 63);
        let before = self.before.dot & self.before.digit << 1;
        let near = |by: u32| here >> by | (behind << (64 - by));
        let past = |by: u32| here << by | (before >> (64 - by));
        // A dot before is of the same address only where nothing but digits lies between.
        let two = self.back(digit, 2);
        let three = two & self.back(digit, 3);
        let first = !(past(2) | two & past(3) | three & past(4));
        here & (near(2) | near(3) | near(4)) & first
    }

    #[inline(always)]
    fn addresses(&self) -> u64 {
        let around = self.back(hex, 1) & self.ahead(hex, 1);
        let colons = self.here.colon & (around | self.ahead(colon, 1));
        self.colons(colons) | around & self.pairs()
    }

    /// Of `colons`, those with another one near behind.
    #[inline(always)]
    fn colons(&self, colons: u64) -> u64 {
        (1..6).fold(0, |mask, by| mask | self.ahead(colon, by)) & colons
    }

    #[inline(always)]
    fn capitals(&self, in_word: u64) -> u64 {
        let one = letter(&self.here);
        let two = one & self.ahead(letter, 1);
        let five = self.five_letters();
        let pair = two & self.pair(2);
        // In groups, or six more letters and digits at once.
        let grouped = self.ahead(between_groups, 5) & self.ahead(word, 6);
        let whole = (5..9).fold(!0, |mask, by| mask & self.ahead(word, by));
        let signed = two & self.ahead(between_groups, 2) & self.pair(3) & (grouped | whole);
        let name = five & (self.pair(5) & self.pair(7) | self.ahead(letter, 5) & self.pair(6));
        let parted = two & self.ahead(letter, 2) & self.ahead(blank, 3) & self.ahead(blank, 7);
        let seven = (1..7).fold(!0, |mask, by| mask & self.ahead(digit, by));
        let single = one & (seven | self.ahead(between_groups, 1) & self.pair(2) & self.pair(4));
        let capitals = self.here.upper & (1..6).fold(!0, |mask, by| mask & self.ahead(upper, by));
        let bank = capitals & !self.ahead(word, 8)
            | capitals & self.ahead(word, 10) & !self.ahead(word, 11);
        (pair | signed | name | parted & self.ahead(digit, 8) | bank | single) & !in_word
    }

    #[inline(always)]
    fn five_letters(&self) -> u64 {
        (1..5).fold(letter(&self.here), |mask, by| mask & self.ahead(letter, by))
    }

    /// First byte of a word in which digits and letters take turns.
    #[inline(always)]
    fn mixed(&self, in_word: u64) -> u64 {
        let one = letter(&self.here);
        let two = one & self.ahead(letter, 1);
        let second = self.ahead(digit, 1) & self.ahead(letter, 2);
        let third = self.pair(1) & self.ahead(letter, 3);
        let led = digit(&self.here) & (self.ahead(letter, 1) | second);
        let signed = two & self.ahead(between_groups, 2) & self.pair(3);
        let single = self.pair(1) & self.ahead(digit, 3)
            | self.ahead(between_groups, 1) & self.pair(2) & self.ahead(digit, 4);
        let name = self.five_letters() & (self.ahead(digit, 5) | self.ahead(digit, 6));
        let pair = two & (self.pair(2) | self.ahead(letter, 2) & self.pair(3));
        let single = single | self.pair(1) & self.ahead(dash, 3);
        (led | one & (third | single) | pair | signed | name) & !in_word
    }

    #[inline(always)]
    fn armour(&self) -> u64 {
        let two = self.here.dash & self.ahead(dash, 1);
        let four = (2..4).fold(two, |mask, by| mask & self.ahead(dash, by));
        four & self.ahead(|masks| masks.dash | masks.blank, 4) & !self.back(dash, 1)
    }

    #[inline(always)]
    fn flags(&self) -> u64 {
        let two = self.here.dash & self.ahead(dash, 1) & self.ahead(letter, 2);
        two & !self.back(dash, 1)
    }

    #[inline(always)]
    fn specials(&self) -> u64 {
        let escape = self.here.lead & self.here.lower & self.back(backslash, 1);
        let terminal = self.here.lead & !self.here.lower;
        let spelled = (self.ahead(lower, 1) | self.ahead(digit, 1)) & self.ahead(hex, 3);
        let spelled = self.here.backslash & (self.ahead(digit, 2) | self.ahead(digit, 3)) & spelled;
        // `&nbsp;`, `&#64;`.
        let named = self.ahead(hex, 1) | self.ahead(lower, 1);
        let percent = self.here.percent & (self.ahead(hex, 2) & named | !self.ahead(word, 1));
        let ends = self.here.high & !(self.back(high, 1) & self.ahead(high, 1));
        let digits = self.back(digit, 1) & self.back(digit, 2);
        let blank = self.here.plus & (digits | self.back(word, 1) & self.pair(1));
        escape | terminal | spelled | percent | ends | blank
    }
}
