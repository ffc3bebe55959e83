//! From masks to the few places where a finding could be.
//!
//! Each mask here is a necessary condition of one family of detectors, made of shifts of the class
//! masks. A shift looks into the block before or behind, so a finding may lie across blocks. There
//! is no branch, so that the compiler does several blocks at a time.

use crate::masks::{COUNT, Masks, Planes};

macro_rules! families {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Places worth a look in one block of 64 bytes.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Block {
            /// Where the block begins in the text.
            pub start: usize,
            $($(#[$doc])* pub $name: u64,)*
        }

        /// The same of blocks in a row.
        #[derive(Clone, Debug)]
        pub struct Candidates {
            any: [u64; COUNT],
            $($name: [u64; COUNT],)*
        }

        impl Default for Candidates {
            fn default() -> Self {
                Self { any: [0; COUNT], $($name: [0; COUNT],)* }
            }
        }

        impl Candidates {
            #[inline(always)]
            fn set(&mut self, index: usize, block: &Block) {
                self.any[index] = 0 $(| block.$name)*;
                $(self.$name[index] = block.$name;)*
            }

            /// The candidates of a block that begins at `start`, where it has any.
            #[inline]
            pub fn block(&self, index: usize, start: usize) -> Option<Block> {
                (self.any[index] != 0).then(|| Block { start, $($name: self.$name[index],)* })
            }
        }
    };
}

families! {
    /// `@`.
    at,
    /// First digit of three or more, or of four pairs, at the beginning of a word; or `+` and a
    /// digit.
    number,
    /// First dot of `d.d.d`.
    dotted,
    /// First colon of `x:x:x`, or first dash or dot at the distances of a MAC address.
    address,
    /// First letter of a word of letters and digits that may be an account or an identity number.
    capitals,
    /// First byte of a word in which digits and letters take turns.
    mixed,
    /// Start of sixteen or more bytes of a token.
    token,
    /// `:`, `=` or `>` behind something that may be a key.
    keyed,
    /// First of five dashes.
    armour,
    /// First of two dashes before a letter.
    flag,
    /// Bytes that may stand for others: `\u`, `%`, and the ends of what is not ASCII.
    special,
}

/// Blocks that the widest machine does in one step.
const STEP: usize = 8;

/// Find the candidates of the first `count` blocks of `planes`, and of what lies behind them up to
/// a whole step: those mean nothing.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "compiled anew with what each caller's machine has"
)]
pub fn find(planes: &Planes, count: usize, out: &mut Candidates) {
    for index in 0..count.next_multiple_of(STEP).min(COUNT) {
        let window = Window {
            before: planes.at(index),
            here: planes.at(index + 1),
            behind: planes.at(index + 2),
        };
        out.set(index, &window.block());
    }
}

/// Three blocks in a row: the one under the look, and its neighbours for shifts.
struct Window {
    before: Masks,
    here: Masks,
    behind: Masks,
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

    /// Bit `n`: byte `n - 1` is a letter or digit, and not the letter of an escape such as `\n`.
    #[inline(always)]
    fn in_word(&self) -> u64 {
        let escaped = self.here.backslash << 1 | self.before.backslash >> 63;
        let here = word(&self.here) & !(self.here.lower & escaped);
        let before = word(&self.before) & !(self.before.lower & self.before.backslash << 1);
        here << 1 | before >> 63
    }

    #[inline(always)]
    fn block(&self) -> Block {
        let here = &self.here;
        let in_word = self.in_word();
        Block {
            start: 0,
            at: here.at,
            number: self.numbers(in_word),
            dotted: self.dotted(),
            address: self.addresses() | self.quads(),
            capitals: self.capitals(in_word),
            mixed: self.mixed(in_word),
            token: self.tokens(),
            keyed: (here.colon | here.equals) & self.key_ends(),
            armour: self.armour(),
            flag: self.flags(),
            special: self.specials(),
        }
    }

    /// Bit `n`: a letter of any script, or a quote or a blank, stands before byte `n`.
    #[inline(always)]
    fn key_ends(&self) -> u64 {
        self.back(|masks| letter(masks) | between(masks) | masks.high, 1)
    }

    #[inline(always)]
    fn numbers(&self, in_word: u64) -> u64 {
        let three = digit(&self.here) & self.ahead(digit, 1) & self.ahead(digit, 2);
        let first = three & !self.back(digit, 1) & !in_word;
        let pairs = [0, 3, 6, 9].into_iter().fold(!in_word, |mask, by| {
            mask & self.pair(by) & !self.ahead(digit, by + 2)
        });
        first | pairs | self.here.plus & self.ahead(digit, 1)
    }

    /// Bit `n`: digits `by` and one more places behind byte `n`.
    #[inline(always)]
    fn pair(&self, by: u32) -> u64 {
        let first = if by == 0 {
            self.here.digit
        } else {
            self.ahead(digit, by)
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
        let dashes = self.here.dash & around & self.ahead(dash, 3);
        self.colons(colons) | dashes & self.ahead(dash, 6) & !self.back(dash, 3)
    }

    /// First dot of `xxxx.xxxx.xxxx`, a hardware address as routers write it.
    #[inline(always)]
    fn quads(&self) -> u64 {
        let dots = self.here.dot & self.ahead(dot, 5);
        (1..5).fold(dots, |mask, by| {
            mask & self.back(hex, by) & self.ahead(hex, by)
        })
    }

    /// Of `colons`, the first ones of an address.
    #[inline(always)]
    fn colons(&self, colons: u64) -> u64 {
        let near = (2..6).fold(0, |mask, by| mask | self.ahead(colon, by));
        let double = self.ahead(colon, 1);
        // A colon before is of the same address only where nothing but digits lies between.
        let (mut past, mut digits) = (0, u64::MAX);
        for by in 1..6 {
            past |= digits & self.back(colon, by);
            digits &= self.back(hex, by);
        }
        colons & (near | double) & !past
    }

    #[inline(always)]
    fn capitals(&self, in_word: u64) -> u64 {
        let one = letter(&self.here);
        let two = one & self.ahead(letter, 1);
        let pair = two & self.ahead(digit, 2) & self.ahead(digit, 3);
        let signed =
            two & self.ahead(between_groups, 2) & self.ahead(digit, 3) & self.ahead(digit, 4);
        let three = two & self.ahead(letter, 2);
        let five = three & self.ahead(letter, 3) & self.ahead(letter, 4);
        let name = five & (self.ahead(digit, 5) | self.ahead(digit, 6));
        let parted = three & self.ahead(blank, 3) & self.ahead(blank, 7) & self.ahead(digit, 8);
        let capitals = self.here.upper & (1..6).fold(!0, |mask, by| mask & self.ahead(upper, by));
        let ahead =
            |by: u32| self.ahead(digit, by) & self.ahead(digit, by + 1) & self.ahead(digit, by + 2);
        let single = one & (ahead(1) | self.ahead(between_groups, 1) & ahead(2));
        let bank = capitals & !self.ahead(word, 8)
            | capitals & self.ahead(word, 10) & !self.ahead(word, 11);
        (pair | signed | name | parted | bank | single) & !in_word
    }

    /// First byte of a word in which digits and letters take turns.
    #[inline(always)]
    fn mixed(&self, in_word: u64) -> u64 {
        let second = self.ahead(digit, 1) & self.ahead(letter, 2);
        let third = self.ahead(digit, 1) & self.ahead(digit, 2) & self.ahead(letter, 3);
        let led = digit(&self.here) & (self.ahead(letter, 1) | second);
        (led | letter(&self.here) & third) & !in_word
    }

    #[inline(always)]
    fn tokens(&self) -> u64 {
        let (mut run, mut rest) = (token(&self.here), token(&self.behind));
        for by in [1, 2, 4, 8] {
            run &= run >> by | (rest << (64 - by));
            rest &= rest >> by;
        }
        run & !self.back(token, 1)
    }

    #[inline(always)]
    fn armour(&self) -> u64 {
        let two = self.here.dash & self.ahead(dash, 1);
        let five = (2..5).fold(two, |mask, by| mask & self.ahead(dash, by));
        five & !self.back(dash, 1)
    }

    #[inline(always)]
    fn flags(&self) -> u64 {
        let two = self.here.dash & self.ahead(dash, 1) & self.ahead(letter, 2);
        two & !self.back(dash, 1)
    }

    #[inline(always)]
    fn specials(&self) -> u64 {
        let escape = self.here.letter_u & self.back(backslash, 1);
        let percent = self.here.percent & self.ahead(hex, 1) & self.ahead(hex, 2);
        let ends = self.here.high & !(self.back(high, 1) & self.ahead(high, 1));
        escape | percent | ends
    }
}

#[inline]
fn digit(masks: &Masks) -> u64 {
    masks.digit
}
#[inline]
fn upper(masks: &Masks) -> u64 {
    masks.upper
}
#[inline]
fn hex(masks: &Masks) -> u64 {
    masks.hex
}
#[inline]
fn dot(masks: &Masks) -> u64 {
    masks.dot
}
#[inline]
fn colon(masks: &Masks) -> u64 {
    masks.colon
}
#[inline]
fn dash(masks: &Masks) -> u64 {
    masks.dash
}
#[inline]
fn blank(masks: &Masks) -> u64 {
    masks.blank
}
#[inline]
fn backslash(masks: &Masks) -> u64 {
    masks.backslash
}
#[inline]
fn high(masks: &Masks) -> u64 {
    masks.high
}
#[inline]
fn word(masks: &Masks) -> u64 {
    masks.digit | masks.upper | masks.lower
}
#[inline]
fn token(masks: &Masks) -> u64 {
    word(masks) | masks.dash | masks.underscore
}
#[inline]
fn letter(masks: &Masks) -> u64 {
    masks.upper | masks.lower
}
#[inline]
fn between_groups(masks: &Masks) -> u64 {
    masks.blank | masks.dash
}
#[inline]
fn between(masks: &Masks) -> u64 {
    masks.quote | masks.blank
}
