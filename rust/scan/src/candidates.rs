//! From masks to the few places where a finding could be.
//!
//! There is no branch where they are looked for in a block, so that the compiler does several at a
//! time. Blocks without digits, and a block that is alone, are compiled apart.

use std::ops::Range;

use crate::masks::{BLOCK, COUNT, Masks, Planes, STEP, Step};
use crate::window::Window;

/// Places worth a look, of blocks in a row.
#[derive(Clone, Debug)]
pub struct Family {
    /// A bit a byte.
    blocks: [u64; COUNT],
    /// A bit for each block that has any.
    filled: u64,
}

impl Default for Family {
    fn default() -> Self {
        Self {
            blocks: [0; COUNT],
            filled: 0,
        }
    }
}

#[expect(
    clippy::inline_always,
    reason = "compiled anew with what each caller's machine has"
)]
impl Family {
    /// Tell which of the blocks of the first `steps` steps have any.
    #[inline(always)]
    fn fill(&mut self, steps: usize, any: impl Fn(&Step) -> u64) {
        let (blocks, _) = self.blocks.as_chunks();
        let filled = |(step, blocks): (usize, &Step)| any(blocks) << (step * STEP);
        self.filled = blocks.iter().take(steps).enumerate().map(filled).sum();
    }

    /// Which of the first `count` blocks have any.
    #[inline]
    pub fn filled(&self, count: usize) -> u64 {
        self.filled & (u64::MAX >> (64 - count))
    }

    /// Visit the places of the blocks `filled`, of which block 0 begins at `from`.
    #[inline]
    pub fn each(&self, filled: u64, from: usize, mut visit: impl FnMut(usize)) {
        self.any(filled, from, |at| {
            visit(at);
            false
        });
    }

    /// Visit them until `visit` says true, which is passed on.
    #[inline]
    pub fn any(&self, mut filled: u64, from: usize, mut visit: impl FnMut(usize) -> bool) -> bool {
        while filled != 0 {
            let index = filled.trailing_zeros() as usize;
            filled &= filled - 1;
            let mut block = self.blocks.get(index).copied().unwrap_or(0);
            while block != 0 {
                if visit(from + index * BLOCK + block.trailing_zeros() as usize) {
                    return true;
                }
                block &= block - 1;
            }
        }
        false
    }
}

macro_rules! families {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Places worth a look in one block of 64 bytes.
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct Block { $(pub $name: u64,)* }

        #[cfg(test)]
        impl Block {
            /// The places of all families.
            pub fn any(&self) -> u64 {
                0 $(| self.$name)*
            }
        }

        /// The same of blocks in a row, a family at a time: code that looks for one thing all over
        /// is foreseen better by the machine than code that changes with every block.
        #[derive(Clone, Debug, Default)]
        pub struct Candidates { $($(#[$doc])* pub $name: Family,)* }

        impl Candidates {
            #[inline(always)]
            fn set(&mut self, index: usize, block: &Block) {
                $(self.$name.blocks[index] = block.$name;)*
            }

            /// Those of the first block, and of which families there are any.
            #[cfg(test)]
            pub fn first(&self) -> (Block, Block) {
                let filled = Block { $($name: self.$name.filled(1),)* };
                (Block { $($name: self.$name.blocks[0],)* }, filled)
            }

            /// Tell which of the blocks of the first `steps` steps have any, family by family.
            #[inline(always)]
            fn fill(&mut self, steps: usize, any: impl Fn(&Step) -> u64) {
                $(self.$name.fill(steps, &any);)*
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
    /// First colon of `x:x:x`, or first dash or dot at the distances of a MAC address, or the first
    /// of its twelve digits.
    address,
    /// Dash of `xx.xxx.xxx/xxxx-dd`.
    company,
    /// First letter of a word of letters and digits that may be an account or an identity number.
    capitals,
    /// First byte of a word in which digits and letters take turns.
    mixed,
    /// Start of sixteen or more bytes of a token.
    token,
    /// `:`, `=`, `>` or `|` behind something that may be a key, and what parts two quoted words.
    keyed,
    /// Blank between what may name a secret and a quote, or a word with a digit in it.
    said,
    /// First of five dashes, or of four before a blank.
    armour,
    /// First of two dashes before a letter, or one behind a blank.
    flag,
    /// Bytes that may stand for others: `\u`, `%`, colours of terminals, and the ends of what is
    /// not ASCII.
    special,
}

/// Which blocks of a step have any, one at a time.
pub fn any(step: &Step) -> u64 {
    let bit = |(index, block): (usize, &u64)| u64::from(*block != 0) << index;
    step.iter().enumerate().map(bit).sum()
}

/// Find the candidates of the first `count` blocks of `planes`, `WIDE` at a time, and of what lies
/// behind them up to a whole step: those mean nothing. `any` tells which blocks of a step have any.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "compiled anew with what each caller's machine has"
)]
pub fn find<const WIDE: usize>(
    planes: &Planes,
    count: usize,
    out: &mut Candidates,
    any: impl Fn(&Step) -> u64,
) {
    let has_digits = |first: usize| {
        let around = planes.digit[first..first + WIDE + 2].iter();
        around.fold(0, |all, digits| all | digits) != 0
    };
    let count = count.next_multiple_of(WIDE);
    let mut first = 0;
    while first < count {
        let with_digits = has_digits(first);
        let mut end = first + WIDE;
        while end < count && has_digits(end) == with_digits {
            end += WIDE;
        }
        if with_digits {
            some(planes, first..end, out, |masks| masks);
        } else {
            // Most of what is looked for has digits, and the compiler leaves it out here.
            some(planes, first..end, out, |masks| Masks { digit: 0, ..masks });
        }
        first = end;
    }
    out.fill(count.div_ceil(STEP), any);
}

/// Find the candidates of a text of one block, which is the one at place 1.
pub fn find_one(planes: &Planes, out: &mut Candidates) {
    let here = planes.at(1);
    // The compiler leaves out what lies in the neighbours, which are empty.
    let around = |here: Masks| Window {
        before: Masks::default(),
        here,
        behind: Masks::default(),
    };
    let block = if here.digit == 0 {
        around(Masks { digit: 0, ..here }).block()
    } else {
        around(here).block()
    };
    out.set(0, &block);
    out.fill(1, |blocks| u64::from(blocks[0] != 0));
}

/// Find those of the blocks `which`.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "compiled anew with what each caller's machine has"
)]
fn some(
    planes: &Planes,
    which: Range<usize>,
    out: &mut Candidates,
    known: impl Fn(Masks) -> Masks,
) {
    for index in which.start..which.end.min(COUNT) {
        let window = Window {
            before: known(planes.at(index)),
            here: known(planes.at(index + 1)),
            behind: known(planes.at(index + 2)),
        };
        out.set(index, &window.block());
    }
}
