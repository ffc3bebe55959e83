//! Sixty-four bytes as bit masks, one a class; bit `n` stands for byte `n`. This is the scalar twin
//! of `simd`.

use crate::bits::{self, Bits};

/// The control character that colours of terminals begin with.
pub const ESCAPE: u8 = 0x1b;

/// Bytes a block.
pub const BLOCK: usize = 64;

/// Blocks that are classified at a time, so that their planes stay in the first cache.
pub const COUNT: usize = 64;
/// Blocks that the widest machine does in one step.
pub const STEP: usize = 8;

/// One class or family of the blocks of a step.
pub type Step = [u64; STEP];

/// Places of a plane: a block before and one behind, for shifts, and as many as the widest step
/// over blocks takes past the end.
const PLACES: usize = COUNT + STEP;

macro_rules! planes {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// Which bytes of a block are of which class.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Masks<T = u64> { $($(#[$doc])* pub $name: T,)* }

        /// The same of blocks in a row, a class a plane: place 0 is the block before the first.
        #[derive(Clone, Debug)]
        pub struct Planes { $($(#[$doc])* pub $name: [u64; PLACES],)* }

        impl Default for Planes {
            fn default() -> Self {
                Self { $($name: [0; PLACES],)* }
            }
        }

        impl Planes {
            /// Set one block.
            #[inline]
            pub fn set(&mut self, place: usize, masks: &Masks) {
                $(self.$name[place] = masks.$name;)*
            }

            /// Set several blocks, from `place` on.
            #[inline]
            pub fn set_step<T, const N: usize>(
                &mut self,
                place: usize,
                masks: Masks<T>,
                stored: impl Fn(T) -> [u64; N],
            ) {
                $(self.$name[place..place + N].copy_from_slice(&stored(masks.$name));)*
            }

            /// Copy one block to another place.
            pub fn copy(&mut self, from: usize, to: usize) {
                $(self.$name[to] = self.$name[from];)*
            }

            /// One block.
            #[inline(always)]
            pub fn at(&self, place: usize) -> Masks {
                Masks { $($name: self.$name[place],)* }
            }
        }
    };
}

planes! {
    /// `0-9`.
    digit,
    /// `A-Z`.
    upper,
    /// `a-z`.
    lower,
    /// `0-9`, `a-f`, `A-F`.
    hex,
    /// `@`.
    at,
    /// `:`.
    colon,
    /// `=`, `>` and `|`.
    equals,
    /// `.`.
    dot,
    /// `+`.
    plus,
    /// `-`.
    dash,
    /// `_`.
    underscore,
    /// Blank.
    blank,
    /// `"`, `'` and `` ` ``, `]`, and `*`.
    quote,
    /// Backslash.
    backslash,
    /// `u`, as in an escape, and the control character of terminals.
    lead,
    /// `s`, `t` and `d`, large and small: ends of words before secrets.
    ending,
    /// `%` and `&`.
    percent,
    /// `,`, `;` and the tab.
    comma,
    /// Bytes that are not ASCII.
    high,
}

impl Planes {
    /// A class of the 64 bytes from the byte at `place` on, counted from place 0; the lowest bit
    /// stands for it.
    #[inline]
    pub fn ahead(&self, place: usize, pick: impl Fn(&Masks) -> u64) -> Option<u64> {
        let (index, by) = (place / BLOCK, place % BLOCK);
        (index <= COUNT).then(|| {
            pick(&self.at(index)) >> by | pick(&self.at(index + 1)) << (BLOCK - 1 - by) << 1
        })
    }

    /// A class of the 64 bytes before the byte at `place`; the highest bit stands for the last one.
    #[inline]
    pub fn before(&self, place: usize, pick: impl Fn(&Masks) -> u64) -> Option<u64> {
        let (index, by) = (place / BLOCK, place % BLOCK);
        let last = index.checked_sub(1)?;
        (place <= (COUNT + 1) * BLOCK)
            .then(|| pick(&self.at(index)) << (BLOCK - 1 - by) << 1 | pick(&self.at(last)) >> by)
    }
}

impl Masks {
    /// Letters.
    #[inline]
    pub fn letter(&self) -> u64 {
        self.upper | self.lower
    }

    /// Letters and digits.
    #[inline]
    pub fn word(&self) -> u64 {
        self.letter() | self.digit
    }

    /// What a token is made of.
    #[inline]
    pub fn token(&self) -> u64 {
        self.word() | self.dash | self.underscore
    }

    /// True where the block has a byte with which a finding, or the key of one, may begin, other
    /// than a token's.
    pub fn has_sign(&self) -> bool {
        (self.digit | self.key_sign()) != 0
    }

    /// True for one word, such as the name of a model, with too few digits for a number, too few
    /// capitals for the code of a bank, and too few hexadecimal digits for a hardware address.
    pub fn is_one_word(&self) -> bool {
        let parts = self.blank | self.dot | self.key_sign();
        let six = self.hex & self.hex >> 1;
        let six = six & six >> 2 & six >> 4;
        let is_few = self.digit.count_ones() < 4 && self.upper.count_ones() < 6;
        parts == 0 && six == 0 && is_few
    }

    /// True for a text of one block in which nothing lies as in any finding: a few words, with few
    /// digits and none of them beside another, no long one, and no signs of keys or options. Each
    /// condition stands for families of `Window`, which it must not fall short of.
    pub fn is_talk(&self) -> bool {
        let run = |mask: u64, steps: &[u32]| steps.iter().fold(mask, |run, by| run & run >> by);
        let escape = self.lead & !self.lower;
        let signs = self.key_sign() | self.quote | escape | run(self.digit, &[1]);
        let options = self.dash & (self.dash >> 1 | self.blank << 1);
        let sign = self.dash | self.dot;
        let part = sign | self.blank;
        let pairs = part & part >> 3 & part >> 6 & part >> 9;
        let fours = self.dash & self.dash >> 5 | self.dot & self.dot >> 5;
        let addresses = pairs | fours | run(self.hex, &[1, 2, 2]);
        let codes = self.blank & self.blank >> 4 & self.digit >> 5;
        let tokens = run(self.token(), &[1, 2, 4, 8]);
        let letters = self.letter();
        let two = self.blank & letters << 1 & letters << 2;
        let level = self.blank & self.digit << 1 & self.blank << 2;
        // Words with digits, but for numbers.
        let has_mixed = self.digit & !(self.blank << 1) != 0;
        let is_said = two & self.ending << 1 != 0 && self.digit != 0
            || two & !(self.digit >> 1) != 0 && has_mixed
            || level != 0;
        let is_few = self.digit.count_ones() < 4 && self.upper.count_ones() < 6;
        let heads = self.comma & letters >> 1 | self.blank & self.blank >> 1;
        let heads = heads & letters << 1 & letters << 2;
        (signs | options | addresses | codes | tokens | heads) == 0 && is_few && !is_said
    }

    fn key_sign(&self) -> u64 {
        let signs = self.at | self.colon | self.equals | self.plus;
        signs | self.high | self.percent | self.backslash
    }
}

/// Classify a block.
pub fn scalar(block: &[u8; BLOCK]) -> Masks {
    told(bits::of_block(block))
}

/// Classify a block by its bits.
#[inline]
pub fn told(bits: Bits<u64>) -> Masks {
    bits::classes(
        bits,
        |one, other| one & other,
        |one, other| one | other,
        |one, other| one & !other,
    )
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

/// The last block of `text`; before the beginning of the text it is copied into `head`, which is
/// zero bytes.
#[inline]
pub fn last_block<'t>(text: &'t [u8], head: &'t mut [u8; BLOCK]) -> &'t [u8; BLOCK] {
    if let Some(block) = text.last_chunk::<BLOCK>() {
        return block;
    }
    head[BLOCK - text.len()..].copy_from_slice(text);
    head
}

/// The bytes of a block that are one of `signs`.
#[inline]
pub fn marks<const N: usize>(block: &[u8; BLOCK], signs: [u8; N]) -> u64 {
    // No branch parts the signs.
    let found = |byte: u8| {
        let found = |found: u8, &sign: &u8| found | u8::from(byte == sign);
        signs.iter().fold(0, found) == 1
    };
    mask(block, found)
}

/// The bytes of a block that are of a sort: all are looked at at once.
#[inline]
pub fn mask(block: &[u8; BLOCK], is_one: impl Fn(u8) -> bool) -> u64 {
    let found = block.map(|byte| u8::from(is_one(byte)));
    let (eights, _) = found.as_chunks::<8>();
    let of = |eight: &[u8; 8]| bits::lowest(u64::from_le_bytes(*eight));
    let masks = eights.iter().enumerate();
    masks.fold(0, |mask, (index, eight)| mask | of(eight) << (index * 8))
}

/// The places of bits, the highest first.
pub fn from_last(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = bits.checked_ilog2()?;
        bits ^= 1 << bit;
        Some(bit as usize)
    })
}

#[cfg(test)]
pub mod tests {
    use super::{BLOCK, ESCAPE, Masks, from_last, marks, scalar};
    use crate::class::{DIGIT, HEX, LOWER, UPPER, is};

    /// Classify a block byte by byte.
    fn one_by_one(block: &[u8; BLOCK]) -> Masks {
        let mut masks = Masks::default();
        for (index, &byte) in block.iter().enumerate() {
            let bit = 1u64 << index;
            let set = |mask: &mut u64, is_member: bool| *mask |= if is_member { bit } else { 0 };
            set(&mut masks.digit, is(byte, DIGIT));
            set(&mut masks.upper, is(byte, UPPER));
            set(&mut masks.lower, is(byte, LOWER));
            set(&mut masks.hex, is(byte, HEX));
            set(&mut masks.high, byte >= 0x80);
            set(&mut masks.ending, matches!(byte | 0x20, b's' | b't' | b'd'));
            let single = match byte {
                b'@' => &mut masks.at,
                b':' => &mut masks.colon,
                b'=' | b'>' | b'|' => &mut masks.equals,
                b'.' => &mut masks.dot,
                b'+' => &mut masks.plus,
                b'-' => &mut masks.dash,
                b'_' => &mut masks.underscore,
                b' ' => &mut masks.blank,
                b'"' | b'\'' | b'`' | b']' | b'*' => &mut masks.quote,
                b'\\' => &mut masks.backslash,
                b'u' | ESCAPE => &mut masks.lead,
                b'%' | b'&' => &mut masks.percent,
                b',' | b';' | b'\t' => &mut masks.comma,
                _ => continue,
            };
            *single |= bit;
        }
        masks
    }

    #[test]
    fn classes_are_those_of_each_byte() {
        for text in hostile_texts() {
            for block in text.windows(BLOCK).filter_map(|block| block.first_chunk()) {
                assert_eq!(scalar(block), one_by_one(block), "{block:?}");
            }
        }
    }

    #[test]
    fn marks_are_where_the_signs_are() {
        for text in hostile_texts() {
            for block in text.windows(BLOCK).filter_map(|block| block.first_chunk()) {
                let signs = [b'\\', 0x80, b'9'];
                let found: Vec<usize> = from_last(marks(block, signs)).collect();
                let is_sign = |at: &usize| signs.contains(&block[*at]);
                assert_eq!(found, (0..BLOCK).rev().filter(is_sign).collect::<Vec<_>>());
            }
        }
    }

    /// Texts of every length around the size of a block, made of the bytes that masks look for, and
    /// of all bytes, in one step and in several.
    pub fn hostile_texts() -> Vec<Vec<u8>> {
        let alphabet = b"aAfgGzZ09/:.-_@=+\\u%` [{\xc3\xa9\xff\x80\x00\x7f~\"\x1b|";
        let mut state = 7u64;
        let mut byte = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            let index = usize::try_from(state >> 33).unwrap_or_default();
            alphabet[index % alphabet.len()]
        };
        let random = (0..300).map(|len| (0..len).map(|_| byte()).collect());
        let every = [256, 700].map(|len| (0..=255).cycle().take(len).collect());
        random.chain(every).collect()
    }
}
