//! Words beside a number, and the kinds that they let through.

use crate::entity::Entity::UsSsn;
use crate::entity::EntitySet;
use crate::known::{add_known, add_pair, add_word, place_of};
use crate::leads::Leads;
use crate::masks::{BLOCK, last_block, mask};
use crate::native::each_native;
use crate::vocabulary::{OTHERS, Others, WORDS};

/// How much text is looked at.
const REACH: usize = BLOCK;
/// How many letters of ASCII a word may have before others.
const MAX_LEAD: usize = 8;
/// How far before a value a word counts, and how many do.
pub const NEAR: (usize, u32) = (40, 6);
/// The same where markup ends before the value, which is long itself.
const MARKED: (usize, u32) = (60, 8);
/// The same where a sentence ends with the value, or a script without blanks between words.
const FAR: (usize, u32) = (63, 10);

/// True for the last letters of what links a name and its value: `is`, `says`, `must read`.
#[inline]
fn is_verb(first: u8, second: u8, third: u8) -> bool {
    match third {
        b's' => matches!(
            (first, second),
            (b' ', b'i' | b'a' | b'e')
                | (b'w', b'a')
                | (b'a', b'y' | b'd')
                | (b't', b'\'')
                | (b'o', b'w')
        ),
        b't' => matches!(
            (first, second),
            (b'i' | b'e', b's') | (b't', b'e') | (b'd', b'i')
        ),
        b'e' => matches!(
            (first, second),
            (b' ', b'b') | (b'u', b's') | (b'a', b'r') | (b'i', b'c')
        ),
        b'd' => matches!((first, second), (b'a', b'i') | (b'e', b'a')),
        b'o' => (first, second) == (b' ', b't'),
        b'r' => (first, second) == (b'w', b'a'),
        b'a' => (first, second) == (b'e', b'r'),
        _ => false,
    }
}

/// How far before a value that stands behind `text` words count.
#[inline]
pub fn reach(text: &[u8]) -> (usize, u32) {
    let last: [u8; 4] = text.last_chunk().copied().unwrap_or_default();
    match last[3] {
        0x80.. => FAR,
        b'"' | b'>' | b'\n' => MARKED,
        b' ' => reach_of_word([last[0], last[1], last[2]]),
        _ => NEAR,
    }
}

/// The same behind a blank and what stands before it.
#[inline]
fn reach_of_word([first, second, third]: [u8; 3]) -> (usize, u32) {
    match third {
        b':' => MARKED,
        0x80.. => FAR,
        b'.' if second == b'.' => FAR,
        _ if is_verb(first, second, third) => FAR,
        _ => NEAR,
    }
}

/// How the words begin.
static LEADS: Leads = {
    // `SS#` is one as well.
    let mut leads = Leads::new().with("ss");
    let mut index = 0;
    while index < WORDS.len() {
        leads = leads.with(WORDS[index].1);
        index += 1;
    }
    leads
};

/// Kinds whose words stand at the end of `text`; `camelCase` and `snake_case` are several words.
pub fn words(text: &[u8]) -> EntitySet {
    words_in(text, Shape::new(text), NEAR.1)
}

/// The same of the last `count` words of a text whose bytes are classified already.
pub fn words_in(text: &[u8], shape: Shape, count: u32) -> EntitySet {
    let mut found = EntitySet::default();
    if let Some(from) = shape.natives(text.len()) {
        each_native(&text[from..], &mut |_, kind| found.insert(kind));
    }
    each_word(text, shape, count, &mut |_, kinds| found = found.or(kinds));
    found
}

/// Visit those of the last `count` words of ASCII letters that let something through, with their
/// bits, the nearest first.
#[inline(never)]
pub fn each_word(text: &[u8], shape: Shape, count: u32, visit: &mut dyn FnMut(u32, EntitySet)) {
    let mut short = [0; BLOCK];
    let near = last_block(text, &mut short);
    let (letters, humps) = (shape.letters(), shape.humps());
    let starts = shape.all_starts();
    let mut leads = LEADS.begin(near, letters, starts, count);
    if leads == 0 {
        return;
    }
    let place = Words {
        near,
        starts: last_bits(starts, count),
        ends: !letters | humps,
    };
    while let Some(last) = leads.checked_ilog2() {
        let mut found = EntitySet::default();
        place.add(last, &mut found);
        if !found.is_empty() {
            visit(last, found);
        }
        leads ^= 1 << last;
    }
}

/// The last `count` of `bits`.
#[inline]
fn last_bits(mut bits: u64, count: u32) -> u64 {
    while bits.count_ones() > count {
        bits &= bits - 1;
    }
    bits
}

/// Classes of the last 64 bytes of a text; the highest bit stands for the last byte.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape {
    /// Letters.
    pub letters: u64,
    /// Capitals.
    pub upper: u64,
    /// Backslashes.
    pub escapes: u64,
    /// Digits.
    pub digits: u64,
    /// Bytes that are not ASCII.
    pub high: u64,
}

impl Shape {
    /// Of a text.
    pub fn new(text: &[u8]) -> Self {
        let mut short = [0; BLOCK];
        let near = last_block(text, &mut short);
        Self {
            letters: mask(near, |byte| (byte | 0x20).wrapping_sub(b'a') < 26),
            upper: mask(near, |byte| byte.wrapping_sub(b'A') < 26),
            escapes: mask(near, |byte| byte == b'\\'),
            digits: mask(near, |byte| byte.wrapping_sub(b'0') < 10),
            high: mask(near, |byte| byte >= 0x80),
        }
    }

    /// Of the text without its last `count` bytes.
    #[inline]
    pub fn before(self, count: usize) -> Self {
        let back = |bits: u64| {
            bits.checked_shl(u32::try_from(count).unwrap_or(64))
                .unwrap_or(0)
        };
        Self {
            letters: back(self.letters),
            upper: back(self.upper),
            escapes: back(self.escapes),
            digits: back(self.digits),
            high: back(self.high),
        }
    }

    /// `bytes`, and more where letters have more than one: of other scripts it is three, or two.
    #[inline]
    pub fn with_letters(self, bytes: usize) -> usize {
        (bytes + self.high.count_ones() as usize / 2).min(FAR.0)
    }

    /// What the last `count` bytes are.
    #[inline]
    pub fn reaching(self, count: usize) -> Self {
        let from = BLOCK - count;
        let near = u64::MAX << from;
        // A word that is cut is none.
        let is_cut = from > 0 && self.letters() >> (from - 1) & 1 == 1;
        let cut = if is_cut {
            (self.letters >> from).trailing_ones()
        } else {
            0
        };
        let near = near & near.checked_shl(cut).unwrap_or(0);
        Self {
            letters: self.letters & near,
            high: self.high & near,
            ..self
        }
    }

    /// Of the last `count` bytes alone.
    #[inline]
    pub fn last(self, count: usize) -> Self {
        let seen = ending(count);
        Self {
            letters: self.letters & seen,
            upper: self.upper & seen,
            escapes: self.escapes & seen,
            digits: self.digits & seen,
            high: self.high & seen,
        }
    }

    /// Without the letters of the bytes that end before the last `from` ones and begin with the
    /// last `to` ones.
    pub fn hidden(self, from: usize, to: usize) -> Self {
        let seen = !(ending(to) & !ending(from));
        Self {
            letters: self.letters & seen,
            upper: self.upper & seen,
            ..self
        }
    }

    /// Letters, but for those of escapes: the letter of one, as in `\\nphone`, begins no word.
    #[inline]
    fn letters(self) -> u64 {
        self.letters & (self.upper | !(self.escapes << 1))
    }

    /// Where in a text of so many bytes words may begin that have letters that ASCII has not.
    #[inline]
    pub fn natives(self, len: usize) -> Option<usize> {
        let back = REACH - self.high.trailing_zeros() as usize + MAX_LEAD;
        (self.high != 0).then(|| len.saturating_sub(back))
    }

    /// Where the last `count` words begin.
    #[inline]
    pub fn starts(self, count: u32) -> u64 {
        last_bits(self.all_starts(), count)
    }

    /// Where words begin.
    #[inline]
    fn all_starts(self) -> u64 {
        let letters = self.letters();
        letters & !(letters << 1 | self.digits << 1) | self.humps()
    }

    /// Capitals behind a small letter.
    #[inline]
    fn humps(self) -> u64 {
        let letters = self.letters();
        letters & self.upper & (letters & !self.upper) << 1
    }
}

/// True for a few letters of a token that no name has: `DLn`.
fn is_chance(word: &[u8]) -> bool {
    matches!(word, [b'A'..=b'Z', b'A'..=b'Z', b'a'..=b'r' | b't'..=b'z'])
}

/// The last `count` bytes.
#[inline]
pub fn ending(count: usize) -> u64 {
    match count.min(BLOCK) {
        0 => 0,
        count => u64::MAX << (BLOCK - count),
    }
}

/// Where words begin and end at the end of a text; the highest bit stands for its last byte.
struct Words<'t> {
    near: &'t [u8; BLOCK],
    starts: u64,
    ends: u64,
}

impl<'t> Words<'t> {
    /// The word that begins at a bit.
    #[inline]
    fn word(&self, start: u32) -> &'t [u8] {
        let end = start + 1 + (self.ends >> start >> 1).trailing_zeros().min(63 - start);
        self.near
            .get(start as usize..end as usize)
            .unwrap_or_default()
    }

    /// Let through what the word at `start` does, alone and with those behind it.
    #[expect(
        clippy::inline_always,
        reason = "called in one loop, and for most words in vain"
    )]
    #[inline(always)]
    fn add(&self, start: u32, found: &mut EntitySet) {
        let word = self.word(start);
        let end = start as usize + word.len();
        let next = self.near.get(end);
        // A digit behind a short one makes it a part of an id.
        let is_part = word.len() <= 3 && next.is_some_and(u8::is_ascii_digit);
        let is_of_sheet = word.eq_ignore_ascii_case(b"cell") && self.is_of_sheet(end);
        let is_device = word == b"Phone" && start > 0 && self.near[start as usize - 1] == b'i';
        let is_other = || is_device || is_chance(word) || self.is_of_another(start, word);
        if let Some(index) = place_of(word)
            && !is_part
            && !is_of_sheet
            && !is_other()
        {
            add_known(word, &[], index, found);
        }
        if word == b"SS" && next == Some(&b'#') {
            found.insert(UsSsn);
        }
        let rest = self.starts >> start >> 1;
        if rest != 0 {
            let second = start + 1 + rest.trailing_zeros();
            // Digits between two words make them parts of an id.
            let gap = self.near.get(end..second as usize).unwrap_or_default();
            if !gap.iter().any(u8::is_ascii_digit) {
                add_pair(word, self.word(second), found);
            }
        }
        if word.len() == 1 && !(start > 1 && self.is_initial(start - 2)) {
            self.add_initials(start, found);
        }
    }

    /// True where the word behind makes another thing of this one: `birth rate`.
    fn is_of_another(&self, start: u32, word: &[u8]) -> bool {
        let is_same = |known: &&Others| known.0.eq_ignore_ascii_case(word);
        let rest = self.starts >> start >> 1;
        let Some((_, others)) = OTHERS.iter().find(is_same).filter(|_| rest != 0) else {
            return false;
        };
        let next = self.word(start + 1 + rest.trailing_zeros());
        others.iter().any(|other| other.eq_ignore_ascii_case(next))
    }

    /// True where the place of a cell in a sheet stands behind `end`: ` B13`, ` (4, 2)`; or the
    /// number of an article in a journal: `10.1016/j.cell.2020.02.058`.
    fn is_of_sheet(&self, end: usize) -> bool {
        match self.near.get(end..).unwrap_or_default() {
            [b' ', b'(', first, ..] => !first.is_ascii_lowercase(),
            [b'.'] => true,
            [b' ', letter, digit, ..] => letter.is_ascii_uppercase() && digit.is_ascii_digit(),
            _ => false,
        }
    }

    /// True for a letter with a dot and a word behind it.
    fn is_initial(&self, start: u32) -> bool {
        let words = self.starts >> start;
        words & 5 == 5 && self.near.get(start as usize + 1) == Some(&b'.')
    }

    /// Letters from `start` on that stand for words: `D.O.B.` is one word.
    fn add_initials(&self, mut start: u32, found: &mut EntitySet) {
        let mut letters = [0; 8];
        for count in 1..=letters.len() {
            let &[letter] = self.word(start) else {
                return;
            };
            letters[count - 1] = letter;
            if count > 2 || letters[..2] == *b"TC" {
                add_word(&letters[..count], found);
            }
            if start > 61 || !self.is_initial(start) {
                return;
            }
            start += 2;
        }
    }
}
