//! From masks to the few places where a finding could be.
//!
//! Each mask here is a necessary condition of one family of detectors, made of shifts of the class masks. A shift looks into
//! the block before or behind, so a finding may lie across blocks.

use crate::masks::{BLOCK, Masks, with_block};

/// Places worth a look in one block of 64 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Block {
    /// Where the block begins in the text.
    pub start: usize,
    /// `@`.
    pub at: u64,
    /// First digit of three or more at the beginning of a word, or `+` and a digit.
    pub number: u64,
    /// First dot of `d.d.d`.
    pub dotted: u64,
    /// First colon of `x:x:x`, or first dash of three at the distances of a MAC address.
    pub address: u64,
    /// First letter of a word of capitals and digits that may be an account or an identity number.
    pub capitals: u64,
    /// Start of sixteen or more bytes of a token.
    pub token: u64,
    /// `:` or `=` behind something that may be a key.
    pub keyed: u64,
    /// First of five dashes.
    pub armour: u64,
    /// Bytes that may stand for others: `\u`, `%`, and what is not ASCII between digits or letters.
    pub special: u64,
}

impl Block {
    fn is_empty(&self) -> bool {
        let all = self.at | self.number | self.dotted | self.address | self.capitals;
        (all | self.token | self.keyed | self.armour | self.special) == 0
    }
}

/// Three blocks in a row: the one under the look, and its neighbours for shifts.
struct Window {
    before: Masks,
    here: Masks,
    behind: Masks,
}

type Pick = fn(&Masks) -> u64;

impl Window {
    /// Bit `n`: the byte `by` places before byte `n` is of the class.
    #[inline]
    fn back(&self, pick: Pick, by: u32) -> u64 {
        pick(&self.here) << by | pick(&self.before) >> (64 - by)
    }

    /// Bit `n`: the byte `by` places behind byte `n` is of the class.
    #[inline]
    fn ahead(&self, pick: Pick, by: u32) -> u64 {
        pick(&self.here) >> by | pick(&self.behind) << (64 - by)
    }

    /// Bit `n`: byte `n - 1` is a letter or digit, and not the letter of an escape such as `\n`.
    #[inline]
    fn in_word(&self) -> u64 {
        let escaped = self.here.backslash << 1 | self.before.backslash >> 63;
        let here = word(&self.here) & !(self.here.lower & escaped);
        let before = word(&self.before) & !(self.before.lower & self.before.backslash << 1);
        here << 1 | before >> 63
    }

    #[inline]
    fn block(&self, start: usize) -> Block {
        let in_word = self.in_word();
        Block {
            start,
            at: self.here.at,
            number: self.numbers(in_word),
            dotted: self.dotted(),
            address: self.addresses(),
            capitals: self.capitals(in_word),
            token: self.tokens(),
            keyed: (self.here.colon | self.here.equals) & !self.back(blank_or_sign, 1),
            armour: self.armour(),
            special: self.specials(),
        }
    }

    #[inline]
    fn numbers(&self, in_word: u64) -> u64 {
        let three = digit(&self.here) & self.ahead(digit, 1) & self.ahead(digit, 2);
        let first = three & !self.back(digit, 1) & !in_word;
        first | self.here.plus & self.ahead(digit, 1)
    }

    #[inline]
    fn dotted(&self) -> u64 {
        let here = self.here.dot & self.back(digit, 1) & self.ahead(digit, 1);
        let behind = self.behind.dot & (self.behind.digit << 1 | self.here.digit >> 63);
        let before = self.before.dot & self.before.digit << 1;
        let near = |by: u32| here >> by | behind << (64 - by);
        let past = |by: u32| here << by | before >> (64 - by);
        here & (near(2) | near(3) | near(4)) & !(past(2) | past(3) | past(4))
    }

    #[inline]
    fn addresses(&self) -> u64 {
        let around = self.back(hex, 1) & self.ahead(hex, 1);
        let near = |pick: Pick| (2..6).fold(0, |mask, by| mask | self.ahead(pick, by));
        let past = (1..6).fold(0, |mask, by| mask | self.back(colon, by));
        let double = self.here.colon & self.ahead(colon, 1);
        let colons = (self.here.colon & around & near(colon) | double) & !past;
        let dashes = self.here.dash & around & self.ahead(dash, 3) & self.ahead(dash, 6);
        colons | dashes & !self.back(dash, 3)
    }

    #[inline]
    fn capitals(&self, in_word: u64) -> u64 {
        let one = self.here.upper;
        let two = one & self.ahead(upper, 1);
        let pair = two & self.ahead(digit, 2) & self.ahead(digit, 3);
        let spaced = two & self.ahead(blank, 2) & self.ahead(digit, 3) & self.ahead(digit, 4);
        let five = two & self.ahead(upper, 2) & self.ahead(upper, 3) & self.ahead(upper, 4);
        let name = five & (self.ahead(digit, 5) | self.ahead(digit, 6));
        let single = one & self.ahead(digit, 1) & self.ahead(digit, 2) & self.ahead(digit, 3);
        (pair | spaced | name | single) & !in_word
    }

    #[inline]
    fn tokens(&self) -> u64 {
        let mut run = u128::from(token(&self.here)) | u128::from(token(&self.behind)) << 64;
        for by in [1, 2, 4, 8] {
            run &= run >> by;
        }
        #[expect(clippy::cast_possible_truncation, reason = "the low half is this block")]
        let starts = run as u64;
        starts & !self.back(token, 1)
    }

    #[inline]
    fn armour(&self) -> u64 {
        let five = (1..5).fold(self.here.dash, |mask, by| mask & self.ahead(dash, by));
        five & !self.back(dash, 1)
    }

    #[inline]
    fn specials(&self) -> u64 {
        let escape = self.here.letter_u & self.back(backslash, 1);
        let percent = self.here.percent & self.ahead(hex, 1) & self.ahead(hex, 2);
        escape | percent | self.here.high & !self.back(high, 1)
    }
}

fn digit(masks: &Masks) -> u64 {
    masks.digit
}
fn upper(masks: &Masks) -> u64 {
    masks.upper
}
fn hex(masks: &Masks) -> u64 {
    masks.hex
}
fn colon(masks: &Masks) -> u64 {
    masks.colon
}
fn dash(masks: &Masks) -> u64 {
    masks.dash
}
fn blank(masks: &Masks) -> u64 {
    masks.blank
}
fn backslash(masks: &Masks) -> u64 {
    masks.backslash
}
fn high(masks: &Masks) -> u64 {
    masks.high
}
fn word(masks: &Masks) -> u64 {
    masks.digit | masks.upper | masks.lower
}
fn token(masks: &Masks) -> u64 {
    word(masks) | masks.dash | masks.underscore
}
fn blank_or_sign(masks: &Masks) -> u64 {
    masks.equals | masks.colon
}

/// Append the blocks of `text[from..to]` that hold a candidate. `from` is a multiple of 64.
#[inline]
pub fn each_block(
    text: &[u8],
    from: usize,
    to: usize,
    masks: impl Fn(&[u8; BLOCK]) -> Masks,
    out: &mut Vec<Block>,
) {
    let look = |at: usize| {
        if at < text.len() {
            with_block(text, at, &masks)
        } else {
            Masks::default()
        }
    };
    let mut window = Window {
        before: from.checked_sub(BLOCK).map_or_else(Masks::default, look),
        here: look(from),
        behind: Masks::default(),
    };
    for start in (from..to).step_by(BLOCK) {
        window.behind = look(start + BLOCK);
        let block = window.block(start);
        if !block.is_empty() {
            out.push(block);
        }
        window.before = window.here;
        window.here = window.behind;
    }
}

#[cfg(test)]
pub mod tests {
    /// Texts of every length around the size of a block, made of the bytes that masks look for.
    pub fn hostile_texts() -> Vec<Vec<u8>> {
        let alphabet = b"aAfZ09:.-_@=+\\u% \xc3\xa9\x00~\"";
        let mut state = 7u64;
        let mut byte = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let index = usize::try_from(state >> 33).unwrap_or_default();
            alphabet[index % alphabet.len()]
        };
        (0..300).map(|len| (0..len).map(|_| byte()).collect()).collect()
    }
}
